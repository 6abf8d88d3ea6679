"""Work given to somebody: who, what and until when."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nlu.clock import Clock, Range, hhmm
from nlu.day_values import Day
from nlu.names import GIVEN
from nlu.normalise import Text, fold
from nlu.openers import FILLERS, OPENERS, VERBS, opens, really
from nlu.patterns import Hit, Sheet, rx

_TITLE = r"(?:(?:hai|2|ba|3|mấy|cả|bốn|4)\s(?:đứa|em|anh em|chị em|anh|chị|bạn|đồng chí|đ/c|cháu)|các đồng chí|các anh|các chị|các em|các bạn|các đ/c|2 đồng chí|hai đồng chí|anh|chị|em|cô|chú|bác|ông|bà|o|đ/c|đc|đồng chí|bạn|bé|a\.?|c\.?|e|thầy|cháu|thằng|thằng cu|nhỏ|mr|ms)"
_AT = rx(rf"(?:{_TITLE}\s)?@(?P<name>[\w.]+(?:-\w+)*)")
_GIVE = rx(
    r"^\W*(?:(?:tôi|anh|chị|em|mình|chú|cô|bác|sếp|a|c)\s)?(?:(?:giao(?!\s(?:ban|lưu|dịch|quân(?!\s(?:và|với|cùng|làm|soạn|lập|thẩm|rà|kiểm|viết|chuẩn|lo|đi|xuống|đo|tham|tổng|theo|phối)|\s?[,+&])|thông|dự toán|dt|nhận|đất|khoán|kế hoạch|việc\s\W))|phân công|phân(?!\s(?:bổ|loại|tích|phối|cấp))|cử|chuyển|nhờ|đề nghị|yêu cầu|bảo|kêu|nhắn|phiền|cậy|đôn đốc|nhắc|giao việc|chỉ đạo|gửi|ủy quyền)"
    r"(?:\s(?:việc|nhiệm vụ|lại|giúp|hộ))?(?:\s(?:cho|đến|tới|với))?)\s*:?\s+"
)
_AND = r"\s*(?:,|\+|&|(?:và|với lại|với|cùng|phối hợp với|phối hợp)(?!\w))\s*"
_NAME = rf"(?:{_TITLE}\s)?(?:[^\W\d_]+)"
_DEADLINE = rx(
    r"(?<!\w)(?:hạn|hạn chót|deadline|trước|chậm nhất|xong trước|nộp|cần|trong (?:ngày|hôm nay|sáng|chiều|tuần|tháng)|giúp|hộ|nhé|nha|nghe|nghen|nhe|thay (?:anh|chị|em|tôi|sếp|mình)|giùm|dùm|càng sớm|gấp|khi nào|báo (?:cáo )?(?:tôi|anh|chị|em|lại)|gửi (?:tôi|anh|chị|em)|trình (?:tôi|anh|chị))(?!\w)"
)
_LEAD = rx(
    r"^\W*(?:(?:(?:tí nữa|lát nữa|chút nữa|lát|sáng mai|chiều mai|tối mai|ngày mai|mai|sáng nay|chiều nay|tối nay|hôm nay|nay|tuần sau|đầu giờ chiều|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])(?: tuần sau| này)?|t[2-7]|sáng thứ \w+|chiều thứ \w+|\d{1,2}h(?:\d\d)?(?: sáng| chiều)?)\s?,?\s)+(?:(?:để|cho)\s)?|để\s)"
)
_TO_COME = rx(
    r"(?<!\w)(?:\d{1,2}h(?:\d\d)?|thứ \w+|mai|t[2-7]|ngày \d{1,2}(?:/\d{1,2})?|\d{1,2}/\d{1,2}|tuần sau|cuối tuần|chiều nay|trưa nay)\s(?:thì\s)?(?:báo cáo|báo|nộp|xong|phải (?:có|xong|nộp)|có|trình|gửi|gởi|đưa)(?:\s(?:tôi|anh|chị|em|lại|a|c|cho \w+)){0,3}\W*$"
    r"|(?<!\w)(?:sáng mai|chiều mai|ngày mai|tối mai|tuần sau|(?:thứ \w+|t[2-7]) tuần (?:sau|tới))\W*$|(?<!\w)xong (?:ngày|trước|trong|thứ) \w+\W*$"
)
_URGENT = rx(
    r"(?<!\w)(?:hạn|deadline|chậm nhất|trước (?:\d|thứ|ngày|trưa|chiều|tối|khi|cuối)|(?:tôi|anh|chị|em|mai|chiều|sáng|gấp) cần|cần gấp|nhé|giúp (?:anh|chị|tôi|em))(?!\w)"
)
_PAST = rx(r"(?<!\w)(?:rồi|đã giao|đã xong|xong rồi)\W*$|(?<!\w)đã (?:giao|nhờ|phân công|chuyển)(?!\w)")
_EVERYBODY = rx(
    r"^(?:tất cả(?: mọi người)?|mọi người|cả nhà|(?:cả|toàn|toàn thể) (?:phòng|đơn vị|cơ quan|tổ|trung tâm|ban|anh em))(?=\s)"
)
_ALL_OF = rx(
    r"^(?:các|toàn thể|cả|tất cả)(?:\scác)?\s(?:tổ trưởng|phòng ban|phòng|đơn vị|xã|phường|ban|ngành|đoàn thể|anh em|anh chị em|chị em|đồng chí|bộ phận|trưởng phòng|trưởng thôn|trường|trạm|thôn|tổ)(?:\s(?!báo|nộp|gửi|rà|kiểm|chuẩn|làm|cử|tổng)[^\W\d_]+){0,2}(?=\s)"
)
_BY_THEN = rx(r"(?<!\w)(?:trước|hạn|hạn chót|chậm nhất|deadline)\s")
_UNITS = rx(r"^(?:phòng|ban|tổ|bộ phận|văn phòng|trung tâm|đội|công an|hội|đoàn|mặt trận|trạm)(?:\s[^\W\d_]+){1,4}")
_TAKEN_BACK = rx(r"^\W*(?:hủy|huỷ|xóa|xoá|bỏ|thu hồi|rút)\s(?:lại\s)?(?:việc|lệnh|phần)?\s?(?:đã\s)?giao")
_DUE_WORDS = rx(
    r"(?:,|\s-|\.)?\s*(?:hạn chót|hạn|deadline|chậm nhất|xong trước|hoàn thành trước|nộp trước|trình trước|gửi trước|báo cáo (?:tôi|anh|chị|em)? ?trước|trước|trong|nộp|cần|xong)\s*(?:là|vào|lúc|ngày|:)?\s*$"
)
_FOLDED_GIVEN = frozenset(map(fold, GIVEN))


@dataclass(frozen=True, slots=True)
class Given:
    """Assignees in the order of the text, and where the work stands in the clean text."""

    names: tuple[str, ...]
    start: int
    end: int
    titled: bool = False


def find_given(text: Text) -> Given | None:
    """Who is given work, None where the message gives nobody any."""
    if _PAST.search(text.clean) and not _DEADLINE.search(text.clean) and not _CALLED.search(text.clean[:24]):
        return _by_name_behind(text)
    if _TAKEN_BACK.match(text.clean):
        return None
    first = _by_form(text) or _by_at(text) or _by_verb(text) or _by_name(text)
    return first or _by_verb_behind(text) or _by_name_behind(text)


_FORM = rx(
    r"(?:^|\n)[ \t*•+-]{0,6}(?:người (?:thực hiện|làm|phụ trách|chủ trì|được giao)|giao cho|thực hiện|phân công cho|ai làm)\s?:\s*(?P<names>[^\n]{2,80})"
)
_WORK_LINE = rx(
    r"(?:^|\n)[ \t*•+-]{0,6}(?:việc|nội dung|công việc|nhiệm vụ|nội dung việc|tên việc)\s?:\s*(?P<work>[^\n]{3,})"
)


def _by_form(text: Text) -> Given | None:
    """ "- Người thực hiện: Y Bhăn, H'Liên\n- Việc: …\n- Hạn: …": an order written as a form."""
    who, work = _FORM.search(text.clean), _WORK_LINE.search(text.clean)
    if not who or not work:
        return None
    told = text.cased[who.start("names") : who.end("names")].lower()
    names = [re.sub(rf"^{_TITLE}\s", "", part.strip(" .@")) for part in re.split(r",|;|\+|&| và | với ", told)]
    names = [name for name in names if name and len(name.split()) <= 4]
    return Given(tuple(names), work.start("work"), work.end("work")) if names else None


_BESIDE = rx(
    r"(?<!\w)(?:với|cùng|của|từ|do|theo|bởi|cho|gặp|hỏi|thay|nghe|đến|tới|và)\s*(?:anh\s|chị\s|em\s|a\s|c\s|e\s)?$"
)
_INSTEAD = rx(r"(?<!\w)(?:thay|giúp|hộ)\s(?:em|anh|chị|tôi|mình)(?!\w)")
_GIVEN_BEHIND = rx(r"(?<!\w)(?:giao|nhờ|phân công|chuyển)\s(?:cho\s|việc\scho\s)?(?=@)")


def _by_at(text: Text) -> Given | None:
    found = list(_AT.finditer(text.clean))
    if not found:
        return None
    first = found[0]
    before = text.clean[: first.start()]
    behind = _GIVEN_BEHIND.search(text.clean)
    begins = not _BESIDE.search(before) and bool(
        _WHEN_DUE.search(text.clean) or _REQUEST.search(text.clean) or _INSTEAD.search(text.clean)
    )
    if ((behind and behind.end() == first.start()) or begins) and len(before.split()) > 4:
        names = tuple(text.cased[f.start("name") : f.end("name")].lower().rstrip(".") for f in found)
        return Given(names, 0, len(text.clean))
    if len(before.split()) > 5 or rx(r"(?:với|cùng|của|từ|do|theo|bởi)\s*$").search(before):
        return None
    run = [first]
    for other in found[1:]:
        if (
            re.fullmatch(vi_and(), text.clean[run[-1].end() : other.start()])
            or text.clean[run[-1].end() : other.start()].isspace()
        ):
            run.append(other)
    names = tuple(text.cased[f.start("name") : f.end("name")].lower().rstrip(".") for f in run)
    last = _SECOND_NAME.match(text.cased, run[-1].end())
    if last and not text.shouting and not names[-1].isascii() and not _verb_at(text.clean[run[-1].end() :]):
        return Given((*names[:-1], f"{names[-1]} {last.group(1).lower()}"), last.end(), len(text.clean))
    return _with_plain_names(text, Given(names, run[-1].end(), len(text.clean)), first.start())


_SECOND_NAME = re.compile(r" ([A-ZÀ-ỸĐ][^\W\d_]*)(?= [^\W\d_])")  # "@Tường Vi post …"


def _with_plain_names(text: Text, given: Given, first: int) -> Given:
    """ "giao chị Uyên và @An với anh Bình soạn …": names without @ beside those with one."""
    give = _GIVE.match(text.clean)
    before: list[str] = []
    place = give.end() if give else first
    while place < first:
        found = rx(rf"(?P<title>{_TITLE}\s)?(?P<name>[^\W\d_]+)(?!\w)").match(text.clean, place)
        joined = rx(_AND).match(text.clean, found.end()) if found else None
        if found is None or joined is None or not joined.group().strip():
            break
        word = text.cased[found.start("name") : found.end("name")].lower()
        if not _is_name(text, word, found.start("name"), bool(found.group("title")), strict=True):
            break
        before.append(word)
        place = joined.end()
    joined = rx(_AND).match(text.clean, given.start)
    more = _names(text, joined.end(), strict=True) if joined and joined.group().strip() else None
    names = (*(before if place == first else ()), *given.names, *(more.names if more else ()))
    return Given(names, more.start if more else given.start, given.end)


def vi_and() -> str:
    """The words between two names."""
    return rx(_AND).pattern


def _by_verb(text: Text) -> Given | None:
    give = _GIVE.match(text.clean)
    if not give:
        return None
    rest = text.clean[give.end() :]
    whole, several = _EVERYBODY.match(rest), _ALL_OF.match(rest)
    everybody = next((found for found in (whole, several) if found and _verb_at(rest[found.end() :])), None)
    told = everybody and rx(r"^\W*(?:giao|phân công|yêu cầu|đề nghị|chỉ đạo)").match(give.group())
    if told and everybody and (_BY_THEN.search(rest) or everybody is whole):
        return Given((everybody.group(),), give.end() + everybody.end(), len(text.clean))
    for unit in _UNITS.finditer(rest):
        if unit.group().split()[0] in ("ban", "doan", "hoi", "doi", "to"):
            continue
        size = next((n for n in range(2, len(unit.group().split()) + 1) if _verb_at(" ".join(rest.split()[n:]))), 0)
        if size:
            name = " ".join(rest.split()[:size])
            return Given((name,), give.end() + len(name), len(text.clean))
    return _names(text, give.end(), strict=not _DEADLINE.search(text.clean))


def _by_name(text: Text) -> Given | None:
    """ "Nga chuẩn bị …, chiều mai cần": a name opens, a verb follows, a deadline or a request stands behind."""
    if _TOLD_TO.match(text.clean):
        return None
    lead = _LEAD.match(text.clean)
    if lead and (_DEADLINE.search(text.clean) or rx(r"(?<!\w)(?:thay|lo)(?!\w)").search(text.clean)):
        return _names(text, lead.end(), strict=True) if _named_at(text, lead.end()) else None
    called = _called(text)
    if called is not None:
        return called
    opened = _named_then_told(text)
    if opened is not None:
        return opened
    if not (_DEADLINE.search(text.clean) or _TO_COME.search(text.clean)) or not text.clean[:1].isalpha():
        return None
    titled = rx(rf"^{_TITLE}\s").match(text.clean)
    if not titled and not (text.cased[:1].isupper() or "+" in text.clean[:20] or _URGENT.search(text.clean)):
        return None
    return _names(text, 0, strict=True)


def _called(text: Text) -> Given | None:
    """ "Dũng ơi kê lại bàn ghế …": whoever is called by name is asked for whatever follows, unless the writer tells of it."""
    hail = _HAIL.match(text.clean)
    begin = hail.end() if hail else 0
    found = _names(text, begin, strict=True, any_work=True)
    if found is None or not _CALLED.search(text.clean[: found.start + 1]):
        found = _stranger(text, begin) or found
    if found is None or not (_CALLED.search(text.clean[: found.start + 1]) or _is_addressed(text, found)):
        return None
    rest = text.clean[found.start :]
    if len(rest.split()) < 3 or _ASKS_BACK.search(rest) or _OWN_NEWS.match(rest):
        return None
    return found


_GIVE_BEHIND = rx(
    rf"(?:[,.;:\n]\s{{0,3}}|\s[-–]\s|\s)(?P<give>giao|nhờ|phân công|phân|yêu cầu|chuyển|cử|bảo)\s(?:cho\s|việc cho\s|việc này cho\s)?(?=(?:{_TITLE}\s)?[^\W\d_])"
)
_DOES_IT = rx(
    rf"(?:[:,;]\s{{0,3}}|\s[-–]\s)(?P<names>(?:{_TITLE}\s)?[^\W\d_]+(?:(?:\s?,\s|\svà\s|\svới\s)(?:{_TITLE}\s)?[^\W\d_]+)*)\s(?:làm|lo|phụ trách|đảm nhận|chịu trách nhiệm|thực hiện|viết|soạn)(?:\s(?:nhé|nha|nghe|giúp|luôn|đi))?\s*(?=$|[,.;\n]|\s[-–]\s)"
    rf"|(?<!\w)(?:phần|việc)\s(?:của|là của)\s(?P<whose>(?:{_TITLE}\s)?[^\W\d_]+)(?:\s(?:nhé|nha|nghe|đó|đấy)|\s?,)"
)


def _by_verb_behind(text: Text) -> Given | None:
    """ "Đầu năm khai xuân, giao em Nghĩa làm tờ trình …", "góp ý dự thảo … - Hào làm - hạn 17h": who does it stands behind."""
    if text.shouting:
        return None
    for give in _GIVE_BEHIND.finditer(text.clean):
        found = _names(text, give.end(), strict=False)
        if found is None or rx(r"(?:được|đã|bị|sếp|lãnh đạo|chủ tịch)\s*$").search(text.clean[: give.start("give")]):
            continue
        if not text.accented and fold(give.group("give")) in ("phan", "bao", "chuyen", "cu"):
            continue  # "Phan Chu Trinh"
        weak = give.group().lstrip()[:2] in ("ch", "bả", "ba", "ph") or give.group()[0] == " "
        if not weak or (_named_at(text, give.end()) and (_WHEN_DUE.search(text.clean) or _REQUEST.search(text.clean))):
            return Given(found.names, 0, len(text.clean), found.titled) if _named_at(text, give.end()) else None
    does = _DOES_IT.search(text.clean)
    if does is None or _BEGUN.search(text.clean):
        return None
    group = "names" if does.group("names") else "whose"
    told = re.split(r"\s?,\s| và | với ", text.cased[does.start(group) : does.end(group)])
    names = [re.sub(rf"^{_TITLE}\s", "", name.strip(), flags=re.IGNORECASE) for name in told]
    if not all(name[:1].isupper() and len(name.split()) == 1 for name in names):
        return None
    return Given(tuple(name.lower() for name in names), 0, len(text.clean))


_HAIL = rx(r"^\W*(?:ê|alo|này|nè|ủa|à|hey)\s(?=[^\W\d_]+\s?(?:,|ơi|à))")
_STRANGER = rx(
    rf"(?:{_TITLE}\s)?(?P<name>[^\W\d_]{{2,8}}(?:\s(?!(?:ơi|ới|nì)(?!\w))[^\W\d_]{{2,8}})?)(?P<call>\s(?:ơi|ới|nì)(?!\w)[\s,.:!]*|,\s)"
)
_NOBODY = frozenset(
    "bot em anh chi co chu bac ong ba ban sep nha nguoi con ae moi ca cac troi me ma cha bo may minh dong chi viec so nay mai hom sang chieu trua toi thoi vang da uh ok oke alo xin cam on".split()
)


def _stranger(text: Text, at: int) -> Given | None:
    """Somebody called by a name that no list knows: "Mẫn ơi, …", "Dung, cái lịch …"."""
    found = _STRANGER.match(text.clean, at)
    if not found or any(fold(word) in _NOBODY for word in found.group("name").split()):
        return None
    name, called = found.group("name"), not found.group("call").startswith(",")
    capital = text.cased[found.start("name")].isupper() and not text.shouting
    if len(name.split()) > 1 and not (called and capital):
        return None
    if not (capital or called) or (not called and fold(name) not in _FOLDED_GIVEN):
        return None
    return Given((text.cased[found.start("name") : found.end("name")].lower(),), found.end(), len(text.clean))


def _is_addressed(text: Text, found: Given) -> bool:
    """ "Dung, cái lịch sai bét, soạn lại đưa tôi trước 15g30": a name and a comma, a request or a day to come behind."""
    rest = text.clean[found.start :]
    due = _WHEN_DUE.search(rest) or _HAIL.match(text.clean)
    return text.clean[: found.start].rstrip().endswith(",") and bool(_REQUEST.search(rest) and due)


_ASKS_BACK = re.compile(r"\?\s*$")
_OWN_NEWS = rx(
    r"^\W*(?:em|tôi|tui|mình|con|cháu|e|chị|anh)\s(?:xin|báo|nghỉ|đang|bị|mới|vừa|đã|có|không|ko|chưa|sẽ|định)(?!\w)|^\W*(?:mai|hôm nay|nay|chiều|sáng|chiều nay|sáng mai|tối nay)\s(?:em|tôi|tui|mình|con|cháu|e)(?!\w)"
)
_WHEN_DUE = rx(
    r"(?:^|[,.;]|(?<!\w)(?:trước|xong|trong|hạn|cho kịp|để|nhé|nha)(?!\w))[^,.;\n]{0,16}?(?<!\w)(?:mai|mốt|ngày kia|ngày mốt|tuần sau|tuần này|cuối tuần|cuối ngày|cuối buổi|\d{1,2} ngày nữa|hôm nay|chiều nay|trưa nay|tối nay|sáng nay|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7]|chủ nhật|\d{1,2}\s?(?:h|g|giờ)(?:\d\d)?|\d{1,2}/\d{1,2}|ngày \d{1,2})(?!\w)(?:\s[^\s,.;]+){0,8}[\s.!]*$"
)
_REQUEST = rx(
    r"(?<!\w)(?:giúp|hộ|giùm|dùm|hấy|nhé|nha|nhen|nghe|nghen|cho (?:anh|chị|em|tôi|tui|e|a|c)|dùm (?:anh|chị)|đi em|cho xong|gấp|ngay|luôn nhé|(?:anh|chị|tôi|tui|sếp|lãnh đạo|mình|em|e|a|c) (?:cần|trình|ký|dùng|đưa|xem|duyệt|chờ|phải)|đưa (?:anh|chị|tôi|tui|em)|gửi (?:anh|chị|tôi|tui|em)|(?:nộp|trình|trả) (?:anh|chị|tôi|tui|em|sếp)|báo (?:anh|chị|tôi|tui|em|sếp|lại))(?!\w)"
)
_BEGUN = rx(r"^\W*(?:[^\W\d_]+\s)?(?<!chuẩn )(?:đã|vừa|mới|xong|hôm qua|hqua|bữa qua|nghỉ|bị|được)(?!\w)")


def _asked_of(text: Text, at: int = 0) -> Given | None:
    """ "anh Cẩn đem hồ sơ … giúp em": a title, a capital and a request make any word behind them the work."""
    if not _HELP_ME.search(text.clean, at) or text.shouting:
        return None
    found = rx(rf"{_TITLE}\s(?P<name>[^\W\d_]+)\s(?=[^\W\d_]+\s)").match(text.clean, at)
    if not found or not text.cased[found.start("name")].isupper():
        return None
    name = text.cased[found.start("name") : found.end("name")].lower()
    return Given((name,), found.end(), len(text.clean), titled=True)


_HELP_ME = rx(r"(?<!\w)(?:giúp|hộ|giùm|dùm)\s(?:em|anh|chị|tôi|tui|mình|e|a|c|cháu|với)(?!\w)")
_GAVE_ME = rx(r"^\W*(?:giao|bảo|nhờ|kêu|sai|phân công|cử|gọi|dặn|biểu|yêu cầu|chỉ đạo)(?!\w)")  # "anh Hùng giao soạn …"
_PART_OF_DAY = re.compile(r"\W*sang (?:nay|ni|mai|qua|hom|som|thu|t\d|\d)")  # no "Sang"
_BEHIND = rx(rf"[,;:]\s*(?=(?:{_TITLE}\s)?[^\W\d_]+\s)")
_HANDED_OVER = rx(r"(?<!\w)(?:tôi|tui|anh|chị|em|sếp)\s(?:ký|cần|xem|duyệt|trình|lấy|đưa|dùng)(?!\w)")
_DO_IT = rx(
    r"(?<!\w)(?:cho xong|cho anh|cho chị|cho tôi|liền|hỉ|nghen|nhen|heng|đi|nhé|nha|giúp|hộ|giùm|gấp|ngay|nghe|hấy)(?!\w)\s*(?:[,.!]|hỉ|nha|nhé|nghen|$)"
)


def _by_name_behind(text: Text) -> Given | None:
    """ "Giấy phép nhà ông Đoan, Tiến thẩm định cho xong đi": the thing first, then who does what with it."""
    for comma in _BEHIND.finditer(text.clean[:120]):
        found = _names(text, comma.end(), strict=False)
        if found is None and (helper := _asked_of(text, comma.end())) is not None:
            return Given(helper.names, 0, helper.end, titled=True)
        if found is None or text.shouting:
            continue
        rest, place = text.clean[found.start :], text.clean.find(found.names[0], comma.end())
        if not text.cased[place].isupper():
            continue
        asked = _DO_IT.search(rest) and (_REQUEST.search(rest) or _WHEN_DUE.search(rest) or "xong" in rest)
        told = ":" in comma.group() and bool(_WHEN_DUE.search(rest) or _REQUEST.search(rest))
        if asked or told or (found.titled and _HANDED_OVER.search(rest)):
            return Given(found.names, 0, found.end, found.titled)
    return None


def _named_then_told(text: Text) -> Given | None:
    """ "Em Dương soạn quyết định …, mai chị trình": names first, work next, a day to come or a request behind."""
    found = _names(text, 0, strict=True) or _asked_of(text)
    if found is None or not (text.cased[:1].isupper() or found.titled or len(found.names) > 1):
        return None
    if _PART_OF_DAY.match(text.clean):
        return None
    rest = text.clean[found.start :]
    head = re.split(r"[,.;]", rest, maxsplit=1)[0]
    if _BEGUN.search(head) or _GAVE_ME.match(head) or rest.rstrip().endswith("?"):
        return None
    return found if _WHEN_DUE.search(rest) or _REQUEST.search(rest) else None


def _named_at(text: Text, at: int) -> bool:
    """Whether a capital or a title with a known name stands here: after a day a plain word is hardly a name."""
    found = rx(rf"(?P<title>{_TITLE}\s)?(?P<name>[^\W\d_]+)").match(text.clean, at)
    return bool(found) and text.cased[found.start("name")].isupper() and not text.shouting  # type: ignore[union-attr]


def _names(text: Text, at: int, *, strict: bool, any_work: bool = False) -> Given | None:
    """One or more names at `at`, then a verb; strict: each must be capitalised, titled or a known given name.

    `any_work`: behind a name that is called, or before a colon, whatever follows is the work.
    """
    names: list[str] = []
    titled, waived = False, False
    place = last = at
    while found := rx(rf"(?P<title>{_TITLE}:?\s)?(?P<name>[^\W\d_]+)(?!\w)").match(text.clean, place):
        a = found.start("name")
        word = text.cased[a : found.end("name")].lower()
        if found.group("title") and found.group("title").strip() == "o" and not text.cased[a].isupper():
            break  # without accents "ở"
        listed = bool(names) and text.cased[a].isupper() and not text.shouting and fold(word) not in OPENERS
        if not listed and not _is_name(text, word, a, bool(found.group("title")), strict=strict):
            break
        stop = found.end()
        second = re.compile(r"\s([^\W\d_]+)").match(text.clean, stop)
        if (
            second
            and text.cased[second.start(1)].isupper()
            and text.cased[a].isupper()
            and not text.shouting
            and (second.group(1) == "anh" or not _verb_at(text.clean[stop:]))  # "Vân Anh dự thảo …"
        ):
            if not (text.cased[second.start(1) : second.end(1)].isupper() and len(second.group(1)) <= 3):
                word = text.cased[a : second.end()].lower()
            stop = second.end()
            while (more := re.compile(r"\s([^\W\d_]+)").match(text.clean, stop)) and len(word.split()) < 4:
                if not text.cased[more.start(1)].isupper() or _verb_at(text.clean[stop:]):
                    break
                word, stop = f"{word} {more.group(1)}", more.end()
        home = re.compile(r"\s?\([^()\n]{1,30}\)").match(text.clean, stop)
        stop = home.end() if home else stop
        names.append(word)
        titled = titled or bool(found.group("title"))
        called = _CALLED.match(text.clean, stop)
        waived = waived or bool(called and any_work) or text.clean[stop : stop + 1] == ":"
        place = last = called.end() - 1 if called and text.clean[called.end() - 1] == " " else stop
        place = last = role.end() if (role := _ROLE.match(text.clean, place)) else place
        joined = rx(_AND).match(text.clean, place)
        if not joined or not joined.group().strip():
            break
        place = joined.end()
    if len(names) > 1 and (helps := _HELPS.match(text.clean, place)) and _verb_at(text.clean[helps.end() :]):
        place = helps.end()
    if names and not _verb_at(text.clean[place:]):
        place = last  # "đ/c Bảo phối hợp biên phòng đi tuần": what joins two names may open the work
    if not names or not (waived or _verb_at(text.clean[place:], titled=titled or len(names) > 1)):
        return None
    return Given(tuple(names), place, len(text.clean), titled)


_TOLD_TO = rx(
    rf"^\W*(?:{_TITLE}\s)?(?:[^\W\d_]+\s)?(?:ơi|ới)[\s,]+(?:em|tôi|tui|mình|con|cháu|e|chị|anh)\s[^\n]*?(?<!\w)(?:xong(?!\s(?:báo|thì|đưa|gửi))|rồi(?=\s*(?:$|[,.!]|nhé|nha|ạ))|đã|vừa|xin nghỉ|xin phép)(?!\w)"
)  # "chị Hạnh ơi em họp xong rồi nhé"
_CALLED = rx(r"\s(?:(?:ơi|ới)(?!\w)|(?:nì|à|này|nè)(?=\s?,))[\s,.:!]*")  # "Thu ơi làm …"
_ROLE = rx(
    r"\s(?:chủ trì|làm chính|phụ trách chính|đầu mối|là chính|làm đầu mối|chủ công)(?=\s*(?:,|;|và|với|cùng|còn)(?!\w))"
)
_HELPS = rx(r"\s(?:phối hợp|hỗ trợ|phụ giúp|phụ|cùng làm|làm cùng|tham gia)(?=\s|,|:)")


def _is_name(text: Text, word: str, at: int, titled: bool, *, strict: bool) -> bool:
    capital = text.cased[at].isupper() and not text.shouting
    known = word in GIVEN or (word == fold(word) and word in _FOLDED_GIVEN)
    if known and _CALLED.match(text.clean, at + len(word)):
        return True
    if fold(word) in VERBS and not titled and really(fold(word), word, accented=text.accented):
        return capital and known and at > 0
    if titled:
        return known or capital
    lower = (
        at == 0 and fold(word) not in OPENERS and fold(word) not in FILLERS and _asked_or_joined(text, at + len(word))
    )
    lower = lower or (
        at == 0 and fold(word) not in OPENERS and fold(word) not in FILLERS and bool(_URGENT.search(text.clean))
    )
    return known and (capital or at > 0 or lower) if strict else known or capital


def _asked_or_joined(text: Text, end: int) -> bool:
    """Whether a name in small letters is joined to another, or asked for something by a day to come."""
    joined = re.compile(r"\s?(?:\+|&|,|va|voi|và|với)\s?([^\W\d_]+)").match(text.clean, end)
    if joined and fold(joined.group(1)) in _FOLDED_GIVEN and _WHEN_DUE.search(text.clean):
        return True
    return bool(_WHEN_DUE.search(text.clean) and _HAND_BACK.search(text.clean))


_HAND_BACK = rx(r"(?<!\w)(?:trả|đưa|gửi|gởi|nộp|báo|trình)\s(?:tui|tôi|anh|chị|em|sếp|chú|cô|bác)(?!\w)")
_TIME_FIRST = rx(
    r"^[\s,]*(?:(?:nhớ|sáng mai|chiều mai|tối mai|ngày mai|mai|sáng nay|chiều nay|tối nay|hôm nay|tuần sau|thay (?:anh|chị|em|tôi|sếp|mình)|(?:sáng |chiều )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7])|\d{1,2}h(?:\d\d)?(?: sáng| chiều)?)(?=[\s,])[\s,]*)+"
)


_DEEDS = frozenset(
    "hoan thanh|hoan thien|hoan tat|thuc hien|chu tri|phoi hop|nghien cuu|tham muu|cho anh|cho chi|cho toi|cho em|cho tui|cho co|cho chu|cho bac|trien khai|dam nhan|phu trach".split(
        "|"
    )
)
_SHARED = rx(r"^\W*(?:chia nhau|cùng nhau|cùng|thay nhau|tranh thủ|ráng|nhớ|xem)\s(?=[^\W\d_]+\s)")


def _verb_at(rest: str, *, titled: bool = False) -> bool:
    rest = _TIME_FIRST.sub("", rest, count=1)
    rest = _SHARED.sub("", rest)
    words = re.findall(r"[^\W\d_]+", rest[:60])[:5]
    if " ".join(fold(word) for word in words[:2]) in _DEEDS:
        return True
    while words and fold(words[0]) in (
        "giup",
        "ho",
        "em",
        "anh",
        "chi",
        "toi",
        "di",
        "lo",
        "phai",
        "can",
        "nho",
        "hay",
        "se",
        "ra",
        "lam",
        "a",
        "c",
    ):
        if fold(words[0]) in ("lo", "di", "ra", "lam"):
            return len(words) > 1
        words = words[1:]
    if titled and rest.isascii() and len(words) > 1 and words[0] in VERBS:
        return True  # "a Dong do lai ranh": behind a title the plain word is the verb
    return bool(words) and opens([fold(w) for w in words[:3]], words[:3], accented=not rest.isascii()) > 0


def due(sheet: Sheet, given: Given, now: datetime) -> tuple[str | None, list[Hit]]:
    """The deadline as ISO day or minute, and the hits that told it."""
    today = now.date()
    dates = [hit for hit in sheet.of("date") if hit.start >= 0 and hit.value.grain in ("day", "month end")]
    clocks = list(sheet.of("clock", "range"))
    day_hit = _chosen(sheet, dates)
    clock_hit = _chosen(sheet, clocks) if clocks else None
    day = day_hit.value.pick("future") if day_hit else None
    minute = _minute(clock_hit) if clock_hit and (day_hit is None or _linked(sheet, clock_hit, day_hit)) else None
    used = [hit for hit in (day_hit, clock_hit) if hit]
    if day is None and minute is None:
        return None, used
    if minute is None:
        return day.isoformat() if day else None, used
    return f"{_day_for(day, day_hit, minute, now, today).isoformat()}T{hhmm(minute)}", used


def _day_for(day: date | None, hit: Hit | None, minute: int, now: datetime, today: date) -> date:
    if day is not None:
        value = hit.value if hit else None
        same_day = isinstance(value, Day) and value.bare and value.past == today
        return today if same_day and minute > now.hour * 60 + now.minute else day
    return today if minute > now.hour * 60 + now.minute else today + timedelta(1)


def _minute(hit: Hit) -> int | None:
    if isinstance(hit.value, Clock):
        return hit.value.minute
    return hit.value.start if isinstance(hit.value, Range) else None


def _chosen(sheet: Sheet, hits: list[Hit]) -> Hit | None:
    """The one behind a deadline word, else the last one."""
    for hit in hits:
        if _DUE_WORDS.search(sheet.open[max(0, hit.start - 30) : hit.start].replace("\ue000", "")):
            return hit
    return hits[-1] if hits else None


def _linked(sheet: Sheet, clock: Hit, day: Hit) -> bool:
    between = sheet.open[min(clock.end, day.end) : max(clock.start, day.start)]
    return len(between.strip()) < 25


_HAND_IN = rx(
    r"[,.]\s*(?:báo cáo|báo|nộp|gửi|gởi|trình|xong|hoàn thành)(?:\s(?:tôi|anh|chị|em|lại|về|cho|lên|sếp|lãnh đạo)){0,3}\s*(?:trước|vào|lúc|hạn|$|[,.])"
)


def task(sheet: Sheet, given: Given) -> str:
    """The words of the work itself, names and quarters kept, times and numbers not."""
    letters = list(sheet.open[given.start : given.end])
    for hit in sheet.of("literal", "places"):
        if given.start <= hit.start < given.end:
            letters[hit.start - given.start : hit.end - given.start] = sheet.text.clean[hit.start : hit.end]
    text = "".join(letters).replace("\ue000", " ")
    text = rx(
        r"(?<!\w)(?:hạn chót|hạn|deadline|chậm nhất|càng sớm càng tốt|khi nào (?:rảnh|xong)(?: cũng được)?|giúp (?:anh|chị|em|tôi)|giúp|hộ|nhé|nha|nghe em|nghe|nhe|em cần|anh cần|chị cần)(?!\w)"
    ).sub(" ", text)
    text = _HAND_IN.sub(" ", text)
    return re.sub(r"\s+", " ", text).strip(" ,.:-")
