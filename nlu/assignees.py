"""Names of those who are given work: where they stand in a text, and whether work begins behind them."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.names import GIVEN
from nlu.normalise import Text, fold
from nlu.openers import FILLERS, OPENERS, VERBS, opens, really
from nlu.patterns import rx

TITLE = r"(?:(?:hai|2|ba|3|mấy|cả|bốn|4)\s(?:đứa|em|anh em|chị em|anh|chị|bạn|đồng chí|đ/c|cháu)|các đồng chí|các anh|các chị|các em|các bạn|các đ/c|2 đồng chí|hai đồng chí|anh|chị|em|cô|chú|bác|ông|bà|o|đ/c|đc|đồng chí|bạn|bé|a\.?|c\.?|e|thầy|cháu|thằng|thằng cu|nhỏ|mr|ms)"
AND = r"\s*(?:,|\+|&|(?:và|với lại|với|cùng|phối hợp với|phối hợp)(?!\w))\s*"
DEADLINE = rx(
    r"(?<!\w)(?:hạn|hạn chót|deadline|trước|chậm nhất|xong trước|nộp|cần|trong (?:ngày|hôm nay|sáng|chiều|tuần|tháng)|giúp|hộ|nhé|nha|nghe|nghen|nhe|thay (?:anh|chị|em|tôi|sếp|mình)|giùm|dùm|càng sớm|gấp|khi nào|báo (?:cáo )?(?:tôi|anh|chị|em|lại)|gửi (?:tôi|anh|chị|em)|trình (?:tôi|anh|chị))(?!\w)"
)
URGENT = rx(
    r"(?<!\w)(?:hạn|deadline|chậm nhất|trước (?:\d|thứ|ngày|trưa|chiều|tối|khi|cuối)|(?:tôi|anh|chị|em|mai|chiều|sáng|gấp) cần|cần gấp|nhé|giúp (?:anh|chị|tôi|em))(?!\w)"
)
WHEN_DUE = rx(
    r"(?:^|[,.;]|(?<!\w)(?:trước|xong|trong|hạn|cho kịp|để|nhé|nha)(?!\w))[^,.;\n]{0,16}?(?<!\w)(?:mai|mốt|ngày kia|ngày mốt|tuần sau|tuần này|cuối tuần|cuối ngày|cuối buổi|\d{1,2} ngày nữa|hôm nay|chiều nay|trưa nay|tối nay|sáng nay|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7]|chủ nhật|\d{1,2}\s?(?:h|g|giờ)(?:\d\d)?|\d{1,2}/\d{1,2}|ngày \d{1,2})(?!\w)(?:\s[^\s,.;]+){0,8}[\s.!]*$"
)
REQUEST = rx(
    r"(?<!\w)(?:giúp|hộ|giùm|dùm|hấy|nhé|nha|nhen|nghe|nghen|cho (?:anh|chị|em|tôi|tui|e|a|c)|dùm (?:anh|chị)|đi em|cho xong|gấp|ngay|luôn nhé|(?:anh|chị|tôi|tui|sếp|lãnh đạo|mình|em|e|a|c) (?:cần|trình|ký|dùng|đưa|xem|duyệt|chờ|phải)|đưa (?:anh|chị|tôi|tui|em)|gửi (?:anh|chị|tôi|tui|em)|(?:nộp|trình|trả) (?:anh|chị|tôi|tui|em|sếp)|báo (?:anh|chị|tôi|tui|em|sếp|lại))(?!\w)"
)
_HAND_BACK = rx(r"(?<!\w)(?:trả|đưa|gửi|gởi|nộp|báo|trình)\s(?:tui|tôi|anh|chị|em|sếp|chú|cô|bác)(?!\w)")
CALLED = rx(r"\s(?:(?:ơi|ới)(?!\w)|(?:nì|à|này|nè)(?=\s?,))[\s,.:!]*")  # "Thu ơi làm …"
_ROLE = rx(
    r"\s(?:chủ trì|làm chính|phụ trách chính|đầu mối|là chính|làm đầu mối|chủ công)(?=\s*(?:,|;|và|với|cùng|còn)(?!\w))"
)
_POST = rx(
    r"\s(?:văn thư|kế toán|thủ quỹ|địa chính|tư pháp|hộ tịch|văn phòng|một cửa|quân sự|công an|đoàn thanh niên|phụ nữ|mặt trận|bảo vệ|lái xe|thú y|khuyến nông|xây dựng|môi trường|tài chính|tổ trưởng|tổ phó|trưởng thôn)(?=\s)"
)  # "chị Liên kế toán lập …"
_HELPS = rx(r"\s(?:phối hợp|hỗ trợ|phụ giúp|phụ|cùng làm|làm cùng|tham gia)(?=\s|,|:)")
_TIME_FIRST = rx(
    r"^[\s,]*(?:(?:nhớ|sáng mai|chiều mai|tối mai|ngày mai|mai|sáng nay|chiều nay|tối nay|hôm nay|tuần sau|thay (?:anh|chị|em|tôi|sếp|mình)|(?:sáng |chiều )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7])|\d{1,2}h(?:\d\d)?(?: sáng| chiều)?)(?=[\s,])[\s,]*)+"
)
_SHARED = rx(r"^\W*(?:chia nhau|cùng nhau|cùng|thay nhau|tranh thủ|ráng|nhớ|xem)\s(?=[^\W\d_]+\s)")
_DEEDS = frozenset(
    "hoan thanh|hoan thien|hoan tat|thuc hien|chu tri|phoi hop|nghien cuu|tham muu|cho anh|cho chi|cho toi|cho em|cho tui|cho co|cho chu|cho bac|trien khai|dam nhan|phu trach".split(
        "|"
    )
)
_BEFORE_VERB = frozenset("giup ho em anh chi toi di lo phai can nho hay se ra lam a c".split())
_ANY_VERB = frozenset("lo di ra lam".split())  # with whatever follows
KNOWN_PLAIN = frozenset(map(fold, GIVEN))


@dataclass(frozen=True, slots=True)
class Given:
    """Assignees in the order of the text, and where the work stands in the clean text."""

    names: tuple[str, ...]
    start: int
    end: int
    titled: bool = False


def names_at(text: Text, at: int, *, strict: bool, any_work: bool = False) -> Given | None:
    """One or more names at `at`, then a verb; strict: each must be capitalised, titled or a known given name.

    `any_work`: behind a name that is called, or before a colon, whatever follows is the work.
    """
    names: list[str] = []
    titled, waived = False, False
    place = last = at
    while found := rx(rf"(?P<title>{TITLE}:?\s)?(?P<name>[^\W\d_]+)(?!\w)").match(text.clean, place):
        a = found.start("name")
        word = text.cased[a : found.end("name")].lower()
        if found.group("title") and found.group("title").strip() == "o" and not text.cased[a].isupper():
            break  # without accents "ở"
        listed = bool(names) and text.cased[a].isupper() and not text.shouting and fold(word) not in OPENERS
        if not listed and not is_name(text, word, a, bool(found.group("title")), strict=strict):
            break
        stop = found.end()
        second = re.compile(r"\s([^\W\d_]+)").match(text.clean, stop)
        if (
            second
            and text.cased[second.start(1)].isupper()
            and text.cased[a].isupper()
            and not text.shouting
            and (second.group(1) == "anh" or not verb_at(text.clean[stop:]))  # "Vân Anh dự thảo …"
        ):
            if not (text.cased[second.start(1) : second.end(1)].isupper() and len(second.group(1)) <= 3):
                word = text.cased[a : second.end()].lower()
            stop = second.end()
            while (more := re.compile(r"\s([^\W\d_]+)").match(text.clean, stop)) and len(word.split()) < 4:
                if not text.cased[more.start(1)].isupper() or (more.group(1) != "mai" and verb_at(text.clean[stop:])):
                    break
                word, stop = f"{word} {more.group(1)}", more.end()
        home = re.compile(r"\s?\([^()\n]{1,30}\)").match(text.clean, stop) or _POST.match(text.clean, stop)
        stop = home.end() if home and (home.re is not _POST or verb_at(text.clean[home.end() :])) else stop
        names.append(word)
        titled = titled or bool(found.group("title"))
        called = CALLED.match(text.clean, stop)
        waived = waived or bool(called and any_work) or text.clean[stop : stop + 1] == ":"
        place = last = called.end() - 1 if called and text.clean[called.end() - 1] == " " else stop
        place = last = role.end() if (role := _ROLE.match(text.clean, place)) else place
        joined = rx(AND).match(text.clean, place)
        if not joined or not joined.group().strip():
            break
        place = joined.end()
    if len(names) > 1 and (helps := _HELPS.match(text.clean, place)) and verb_at(text.clean[helps.end() :]):
        place = helps.end()
    if names and not verb_at(text.clean[place:]):
        place = last  # "đ/c Bảo phối hợp biên phòng đi tuần": what joins two names may open the work
    if not names or not (waived or verb_at(text.clean[place:], titled=titled or len(names) > 1)):
        return None
    return Given(tuple(names), place, len(text.clean), titled)


def mentioned(text: Text, start: int, end: int) -> tuple[str, int]:
    """The name behind an @ and where it ends; of two given names in capitals both: "@Gia Bảo soạn …"."""
    word = text.cased[start:end].rstrip(".")
    second = _NEXT_WORD.match(text.cased, end)
    if second and word[0].isupper() and second.group(1)[0].isupper() and not text.shouting:
        both = all(name.lower() in GIVEN for name in (word, second.group(1)))
        if both or not (word.isascii() or verb_at(text.clean[end:])):
            return f"{word} {second.group(1)}".lower(), second.end()
    return word.lower(), end


def named_at(text: Text, at: int) -> bool:
    """Whether a capital or a title with a known name stands here: after a day a plain word is hardly a name."""
    found = rx(rf"(?P<title>{TITLE}\s)?(?P<name>[^\W\d_]+)").match(text.clean, at)
    return bool(found) and text.cased[found.start("name")].isupper() and not text.shouting  # type: ignore[union-attr]


_POLITELY = frozenset("đề gửi nhờ mời báo thưa trình chuyển".split())
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")


def is_name(text: Text, word: str, at: int, titled: bool, *, strict: bool) -> bool:
    capital = text.cased[at].isupper() and not text.shouting
    known = word in GIVEN or (word == fold(word) and word in KNOWN_PLAIN)
    after = _NEXT_WORD.match(text.clean, at + len(word))
    if word == "kính" and after and after.group(1) in _POLITELY:
        return False  # "Kính đề nghị …"
    if after and after.group(1) in GIVEN and known and _both_capitals(text, at, after.start(1)):
        return True  # "Thu Hằng tham mưu …"
    if after and f"{fold(word)} {fold(after.group(1))}" in VERBS and not text.cased[after.start(1)].isupper():
        return False  # "Hậu kiểm 6 hộ"
    if known and CALLED.match(text.clean, at + len(word)):
        return True
    if fold(word) in VERBS and not titled and really(fold(word), word, accented=text.accented):
        return capital and known and at > 0
    if titled:
        return known or capital
    asked = _asked_or_joined(text, at + len(word)) or bool(URGENT.search(text.clean))
    lower = at == 0 and fold(word) not in OPENERS and fold(word) not in FILLERS and asked
    return known and (capital or at > 0 or lower) if strict else known or capital


def _both_capitals(text: Text, one: int, other: int) -> bool:
    return text.cased[one].isupper() and text.cased[other].isupper() and not text.shouting


def _asked_or_joined(text: Text, end: int) -> bool:
    """Whether a name in small letters is joined to another, or asked for something by a day to come."""
    joined = re.compile(r"\s?(?:\+|&|,|va|voi|và|với)\s?([^\W\d_]+)").match(text.clean, end)
    if joined and fold(joined.group(1)) in KNOWN_PLAIN and WHEN_DUE.search(text.clean):
        return True
    return bool(WHEN_DUE.search(text.clean) and _HAND_BACK.search(text.clean))


def verb_at(rest: str, *, titled: bool = False) -> bool:
    """Whether work begins here, after times and what people say before a verb; behind a title plain words are verbs."""
    rest = _TIME_FIRST.sub("", rest, count=1)
    rest = _SHARED.sub("", rest)
    words = re.findall(r"[^\W\d_]+", rest[:60])[:5]
    if " ".join(fold(word) for word in words[:2]) in _DEEDS:
        return True
    while words and fold(words[0]) in _BEFORE_VERB:
        if fold(words[0]) in _ANY_VERB:
            return len(words) > 1
        words = words[1:]
    if titled and rest.isascii() and len(words) > 1 and words[0] in VERBS:
        return True  # "a Dong do lai ranh": behind a title the plain word is the verb
    return bool(words) and opens([fold(w) for w in words[:3]], words[:3], accented=not rest.isascii()) > 0
