"""Who is given work in a message that gives some in its own way: every name is weighed by what stands around it."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlu.assignees import AND, TITLE, Given, mentioned, verb_at
from nlu.names import GIVEN
from nlu.normalise import Text, fold
from nlu.openers import VERBS, really
from nlu.patterns import rx

_CALLED_SO = rf"(?:{TITLE}|chế|cái|cậu|dì|cụ|đ\.c|bs|bác sĩ|phó ban|trưởng ban|bí thư|chủ tịch|trưởng thôn|điều dưỡng|chị em|thím|mợ|cháu|con|thư ký|kế toán|tổ trưởng|trưởng phòng|phó phòng|chánh văn phòng)"
_MENTION = rx(
    rf"(?<![\w@])(?:(?P<title>{_CALLED_SO})\s)?(?P<at>@)?(?P<name>[^\W\d_](?:[^\W_]|(?<=\w)[._'’-](?=\w))*)(?P<home>\s?\([^()\n]{{1,30}}\)|\s[-–]\s(?:phòng|ban|tổ|khoa|đội|văn phòng)\s[^:,\n]{{2,30}}(?=:))?"
)
_PLAIN_GIVEN = frozenset(map(fold, GIVEN))
_CALLED = rx(r"^\s?(?:ơi|ới|ui|à|nì|nè|này)(?!\w)")
_DOES = rx(
    r"^[\s,:-]*(?:(?:sẽ|thì|là|cùng|phải|ráng|nhớ|chịu khó|giúp|hộ|tranh thủ|chuyên|trực tiếp|nhận|đứng ra|đi|ra|vô|vào|qua|xuống|lên|ở lại|em|con|nay|mai|chiều|sáng|tối|chiều nay|sáng mai|chiều mai|hôm nay|ngày mai)\s){0,4}"
    r"(?:chủ trì|phụ trách|chịu trách nhiệm|đảm nhận|đảm nhiệm|đầu mối|làm đầu mối|nhận|lo|làm|tham gia|hỗ trợ|thay (?:anh|chị|em|tôi|cô|chú)|chịu khó|phối hợp|phụ|cùng làm|đọc lại|cấp số liệu|hoàn thành|hoàn thiện|thực hiện|tham mưu|theo dõi|chuẩn bị|nắm|gánh|xử lý|góp|tổng hợp|viết|cho ý kiến|rà)(?!\w)"
)
_GIVES = rx(
    r"(?:^|[\s,.;:(\-])(?:giao|phân công|phân|cử|nhờ|phiền|cậy|để|đề nghị|yêu cầu|bảo|kêu|biểu|cho|chuyển|gửi|gởi|nhắn|nói|nói với|nói lại với|nhắn qua|tới lượt|đến lượt|phần|thì|nên|mời|điều|điều động|trưng dụng|người làm|thực hiện|phụ trách)(?:\s(?:hết|cho|với|qua|sang|tới|lại|việc|giúp|hộ|luôn)){0,2}\s?:?\s*$"
)
_OUTSIDE = rx(
    r"(?:^|\s)(?:sở|bộ|cục|chi cục|của|bên|từ|do|theo|bởi|gặp|nghe|thay|thay cho|nhà|hộ|hồ sơ|đơn|đường|phố|thôn|xã|phường|tổ|khu|trường|công ty|cty|chùa|cầu|sông|núi|vụ|đất|báo cáo|báo|trình|gửi|kính|thưa|dạ|cảm ơn|cám ơn|hỏi|xin|tiếp|đám|quán|phòng|thành phố|tỉnh|huyện|ban|cô giáo|thầy giáo|là|tên|đón|thăm|khu (?:tái định cư|dân cư|đô thị|công nghiệp|phố|vực|du lịch)|múa|hát|dân tộc|người|đồng bào|sáng|trưa|chiều|tối|ngày|hôm|trong)(?:\s(?:ông|bà|cô|chú|bác|anh|chị|của|cho|với))?\s*$"
)
_GONE = rx(
    r"^\s*(?:đã\s|đang\s|bị\s|vừa\s|mới\s|xin\s|cũng\s|phải\s)*(?:nghỉ|ốm|bệnh|bận|vắng|đau|đẻ|sinh|đi tập huấn|đi học|đi công tác|đi họp|giao|bảo|nhờ|kêu|dặn|phân công|chỉ đạo|gửi cho|đưa cho|nói là|báo|hỏi|yêu cầu|cần|muốn|đợi|ký|duyệt|theo (?:tôi|anh|chị)|trình ký|phải (?:ký|họp|đi|trình)|mang đi|mới (?:giao|nhắc))(?!\w)"
)
_ENDS = rx(r"^\s*(?:nhé|nha|nghe|nghen|ơi|nhá|heng|hen|nhe|ạ|luôn|giúp|với|lo|làm|\U0001f64f|!|\.|\s)*$")
_BREAK = rx(r"(?:^|[\n.:;!?\-–=>•*,(]|\d[.)])\s*(?:\d[.)]\s*)?$")
_COMPOUND = rx(
    r"(?:thường (?:trực|vụ|xuyên)|công (?:an|văn|đoàn|trình|chức|ty|tác|chứng|khai|bố|việc|nghệ|dân|thương)|phân (?:công|bổ|loại)|trường (?:học|tiểu|trung|mầm|thcs|thpt|hợp)|trung (?:tâm|ương|học|cấp)|quân (?:sự|đội|nhân)|văn (?:phòng|hóa|thư|bản|nghệ)|thanh (?:tra|niên|toán|lý|long)|tài (?:chính|sản|liệu|khoản|xế)|an (?:ninh|toàn|sinh)|hòa (?:giải|bình)|thành (?:ủy|phố|lập|phần|viên)|bảo (?:hiểm|vệ|trì|tàng|trợ|đảm|dưỡng)|đăng (?:ký|kí|tin|bài)|hợp (?:đồng|tác|lệ)|phúc (?:tra|lợi)|hoàn (?:thành|thiện|tất|trả)|liên (?:hệ|ngành|quan|thông|đoàn)|cơ (?:quan|sở|bản)|kỳ (?:họp|này|tới|i)|tiến (?:độ|hành)|lệ (?:phí)|quyết (?:định|toán)|tường (?:trình|rào)|trang (?:trí|phục|web|thiết|tin)|toàn (?:tỉnh|dân|quốc|xã|phường|bộ)|chi (?:bộ|trả|tiền|đoàn|cục|nhánh|phí|tiết|hội)|cúc áo|nghĩa (?:trang|vụ)|lý (?:lịch|do)|tâm lý|thu (?:chi|hồi|phí|tiền|thập|ngân|thuế|quỹ)|hằng (?:tháng|năm|quý|tuần|ngày)|đông (?:xuân|người|quá|dữ)|xuân (?:này|mới)|thư (?:ký|mời|viện)|danh (?:sách|mục)|diễn (?:biến|tập)|mẫu (?:số|biểu|đơn|giáo)|số liệu|điện (?:lực|thoại|tử)|đại (?:hội|biểu|diện)|nội (?:vụ|dung)|thông (?:báo|tin|tư)|tình (?:hình|nguyện)|trân trọng|sinh (?:hoạt|viên|con)|hiệu (?:trưởng|phó|quả)|hưu trí|phát (?:hành|triển|thanh|sinh|động)|lương (?:thực|hợp|tháng|hưu)|nhân (?:sự|dân|viên|dịp)|mừng|y tế|khoa học|duyệt|tặng|thăm|hạ tầng|sơ kết|tổng (?:hợp|kết)|việt nam|thị trấn|hải (?:quan|sản)|kim (?:loại)|bằng (?:khen|cấp)|lực lượng|long trọng|khánh (?:thành|hòa)|ninh (?:thuận|hòa)|hà (?:nội|giang|tĩnh)|sáng (?:nay|mai|kiến|thứ)|hân hạnh|hạnh kiểm|hạ (?:tuần|cấp)|lam|thuận lợi|thống|lộ|giao)(?!\w)"
)


_COMPOUND_END = rx(
    r"(?<!\w)(?:phân|thành|nhân|văn|tổ|chủ|an|bồi|kinh|hành|nhà|liên|ngoại|dân|trung|đồng|ban|tiểu)\s(?:công|tâm|bình|phong|phương|thường|chính|minh|trường|hòa|toàn|quân|đại|trí|trung|đoàn|nghiệp|tiên|tài|thanh|bảo)$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the clean text with what speaks for its bearer being given work."""

    name: str
    start: int
    end: int
    weight: float


def find_whom(text: Text, least: float = 2.0) -> Given | None:
    """The people who are given work, in the order of the text; None where no name is likely to be one of them.

    Of several, those whose surroundings weigh `least` are taken.
    """
    mentions = _weighed(text)
    best = max((mention.weight for mention in mentions), default=0.0)
    if best < 1:
        return None
    chosen = [mention for mention in mentions if mention.weight >= min(best, least)]
    passed = _PASSED_ON.search(text.clean)
    if passed and len(chosen) > 1 and chosen[0].end <= passed.start() < chosen[-1].start:
        chosen = [mention for mention in chosen if mention.start >= passed.start()]
    names = tuple(dict.fromkeys(mention.name for mention in chosen))
    first, last = chosen[0], chosen[-1]
    start = last.end if not text.clean[: first.start].strip() and len(text.clean) - last.end > 12 else 0
    return Given(names, start, len(text.clean))


def agreed(text: Text, given: Given) -> Given:
    """Whom the rules found, with the helpers beside them, or the one that an order is passed on to."""
    other = find_whom(text, least=3.0)
    if other is None or set(other.names) == set(given.names):
        return given
    if set(given.names) < set(other.names):
        return Given(other.names, given.start, len(text.clean), given.titled)
    if _PASSED_ON.search(text.clean) or not any(map(_named, given.names)):
        return other
    return given


def _named(name: str) -> bool:
    return "@" in name or "." in name or any(map(_is_given, name.split()))


_PASSED_ON = rx(
    r"(?<!\w)(?:nói|nhắn|báo|chuyển lời)\s(?:(?:lại|giúp|hộ|giùm|chị|anh)\s){0,2}(?:chị\s|anh\s)?(?:với|sang|cho|qua|tới)(?!\w)"
)


_JOINED = rx(
    rf"\s?(?:\(?(?:chủ trì|làm chính|phụ trách chính|đầu mối|chịu khó|ráng|chia nhau)\)?)?(?:{AND}){{1,2}}(?:các\s)?|\s(?:chịu khó|ráng)\s(?:cùng|với|và)\s"
)


def _weighed(text: Text) -> list[Mention]:
    found: list[Mention] = []
    place = 0
    while mention := _MENTION.search(text.clean, place):
        joined = bool(found) and _are_joined(text, found[-1], mention)
        name, end = _name(text, mention, joined=joined)
        if name is None:
            place = mention.end("title") if mention.group("title") else mention.end()
            place = max(place, mention.start() + 1)
            continue
        weight = _weight(text, mention, end)
        if joined:
            weight = max(weight, found[-1].weight)
            _lift(text, found, weight)
        found.append(Mention(name, mention.start(), end, weight))
        place = end
    return found


_NEAR = 80  # letters around a name that say what it is


def _before(text: Text, at: int) -> str:
    return text.clean[max(0, at - _NEAR) : at]


def _are_joined(text: Text, before: Mention, mention: re.Match[str]) -> bool:
    between = text.clean[before.end : mention.start()]
    return between.isspace() if mention.group("at") and not between.strip() else _JOINED.fullmatch(between) is not None


def _lift(text: Text, found: list[Mention], weight: float) -> None:
    """Who is joined to one that is given work is given it too, from the last one backwards."""
    for n in range(len(found) - 1, -1, -1):
        if n < len(found) - 1 and not _JOINED.fullmatch(text.clean[found[n].end : found[n + 1].start]):
            return
        if found[n].weight >= weight:
            return
        found[n] = replace(found[n], weight=weight)


_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*")


def _capital(text: Text, at: int) -> re.Match[str] | None:
    found = _WORD.match(text.cased, at)
    return found if found and found.group()[0].isupper() else None


_OFFICES = frozenset(
    "sở phòng ban bộ ubnd hđnd mttq ủy uỷ chủ phó giám thường chính đảng hội đoàn công tỉnh xã phường huyện thôn bản buôn làng khu tổ trung trường nhà chi cục mặt hạ việt quốc nam văn bí tết đông xuân tây bắc bhxh thpt thcs vp gd kế quân khoa trạm bệnh".split()
)
_DAY_WORDS = frozenset("mai sáng sang dân dan tri mi nay thu đông dong quan tình tinh".split())
_PLAIN_TITLES = frozenset("ban co o c a ba con cai chu".split())
_PLAIN_WORDS = frozenset(
    "giao nhờ phân cử để phiền đề yêu nhắc gửi chuyển việc hạn kính cái các mấy mai nay hôm chiều sáng tối trưa thứ ngày nếu có cho xin dạ vâng ok alo ê này nè tuần tháng năm quý báo đơn hồ kế bảng người cả mọi ai và với còn rồi nên thì là bên anh chị em cô chú bác ông bà tôi tui mình bạn chắc thôi trước sau đầu cuối bữa trong ngoài từ đến tới vụ chỗ đống trưởng đội".split()
)


def _name(text: Text, mention: re.Match[str], *, joined: bool) -> tuple[str | None, int]:
    """The name as it is typed, in small letters, and where it ends; None for a word that is no name."""
    at, end = mention.span("name")
    word, titled = text.cased[at:end], bool(mention.group("title"))
    if mention.group("title") in _PLAIN_TITLES and not word[0].isupper():
        titled = False  # "giao ban sang nay", "co quan"
    if mention.group("at"):
        return mentioned(text, at, end)
    known = _is_given(word)
    if text.shouting:
        return _shouted(text, at) if titled else (None, end)
    if not titled and (_COMPOUND.match(text.clean, at) or _COMPOUND_END.search(_before(text, end))):
        return None, end
    run = _capital(text, at)
    if word.lower() in _DAY_WORDS and not titled and not _CALLED.match(text.clean[end : end + _NEAR]):
        beside = _WITH.match(text.clean[end : end + _NEAR])
        if not (joined or (beside and _is_given(beside.group(1)))) and (
            run is None or not _before(text, at).strip(" .,;")
        ):
            return None, end
        if run and re.search(r"[.!?\n]\s*$", _before(text, at)):
            return None, end
    if run is None:
        return _small(text, word, at, end, placed=titled or joined), end
    words, stop = [run.group()], run.end()
    while (
        len(words) < 4
        and text.cased[stop : stop + 1] == " "
        and (more := _capital(text, stop + 1))
        and not (more.group().isupper() and len(more.group()) > 1)
        and not (
            more.group().lower() not in ("thị", "văn")
            and verb_at(text.clean[stop : stop + _NEAR])
            and not _is_given(more.group())
        )
    ):
        words.append(more.group())
        stop = more.end()
    if words[0].lower() in _OFFICES and not titled and not (known and len(words) == 1):
        return None, stop
    if words[0].isupper() and len(words[0]) > 1:
        return None, stop
    opens = not _before(text, at).strip() or bool(_BREAK.search(_before(text, at)))
    if not titled and words[0].lower() in _PLAIN_WORDS and not (known and len(words) == 1):
        return None, end
    if (
        not titled
        and not (len(words) > 1 and all(map(_is_given, words)))  # "Thu Hằng tham mưu …"
        and _is_verb(text, words[0])
        and (opens or not known)
        and not _CALLED.match(text.clean[stop : stop + _NEAR])
    ):
        return None, end
    if opens and len(words) == 1 and not known and not titled and not _CALLED.match(text.clean[stop : stop + _NEAR]):
        return None, stop
    if len(words) > 1 and not titled and not any(map(_is_given, words)) and not {"Thị", "Văn"} & set(words):
        return None, stop
    home = mention.end("home") if mention.group("home") and stop == mention.end("name") else stop
    return " ".join(words).lower(), home


def _small(text: Text, word: str, at: int, end: int, *, placed: bool) -> str | None:
    """A known name in small letters; `placed`: behind a title or another name."""
    known = _is_given(word) and (word.lower() in GIVEN or not text.accented)
    if not known or (word.lower() == "tầm" and _COUNTED.match(text.clean, end)):  # "tầm 10 hồ sơ"
        return None
    return word.lower() if placed or (_stands_as_name(text, at, end) and not _is_verb(text, word)) else None


_COUNTED = re.compile(r"\s\d")


def _is_given(word: str) -> bool:
    small = word.lower()
    return small in GIVEN or (small == fold(small) and small in _PLAIN_GIVEN)


def _is_verb(text: Text, word: str) -> bool:
    small = word.lower()
    return fold(small) in VERBS and really(fold(small), small, accented=text.accented)


def _shouted(text: Text, at: int) -> tuple[str | None, int]:
    """ "GIAO ĐC HOÀNG VĂN CHUNG XÂY DỰNG …": behind a title, up to the verb."""
    stop, words = at, 0
    for found in re.compile(r"[^\W\d_]+").finditer(text.clean, at):
        if words and (found.start() != stop + 1 or text.clean[stop] != " " or verb_at(text.clean[stop : stop + _NEAR])):
            break
        stop, words = found.end(), words + 1
        if words == 4:
            break
    return (
        (text.clean[at:stop], stop)
        if verb_at(text.clean[stop : stop + _NEAR]) or text.clean[stop : stop + 1] in (",", ":")
        else (None, stop)
    )


def _stands_as_name(text: Text, at: int, end: int) -> bool:
    """Whether a known name in small letters stands where names stand: first, called, given to, or before what is to do."""
    before, behind = _before(text, at), text.clean[end : end + _NEAR]
    first = not before.strip() or _BREAK.search(before) is not None
    told = verb_at(behind) or bool(_DOES.match(behind))
    gives = _GIVES.search(before) if text.accented else _GIVES_PLAINLY.search(before)
    joined = _WITH.match(behind) if first else None
    return bool(_CALLED.match(behind)) or bool((first or gives) and told) or bool(joined and _is_given(joined.group(1)))


_WITH = rx(r"\s?(?:\+|&|,|và|với lại|với|cùng)\s?([^\W\d_]+)(?!\w)")


_GIVES_PLAINLY = rx(r"(?<!\w)(?:giao|nhờ|để|phân công)(?:\scho|\sviệc cho)?\s*$")


_LINE_ENDS = re.compile(r" ?(?:\n|$)")
_ATTENTION = rx(r"(?:^|[\s,.])(?:nghe|nè|này|ê|alo|gấp|nhé|lưu ý)\s*$")


def _weight(text: Text, mention: re.Match[str], end: int) -> float:
    before, behind = _before(text, mention.start()), text.clean[end : end + _NEAR]
    weight = 1.0 if mention.group("at") else 0.0
    if not before.strip() or _BREAK.search(before):
        weight += 1.0
    if _GIVES.search(before):
        weight += 1.5
    if _DOES.match(behind):
        weight += 2.0
    elif verb_at(behind, titled=bool(mention.group("title"))):
        weight += 1.5
    if _CALLED.match(behind):
        weight += 1.5
    if behind.startswith(":") or (_LINE_ENDS.match(behind) and _BREAK.search(before)):
        weight += 1.5
    if behind.startswith(",") and _ATTENTION.search(before):
        weight += 3.5
    if _ENDS.match(behind) and re.search(r"[,;:.\-–]\s*$", before):
        weight += 1.5
    if _OUTSIDE.search(before):
        weight -= 2.0
    if _GONE.match(behind):
        weight -= 3.0
    return weight
