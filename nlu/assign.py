"""Work given to somebody: who, what and until when."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nlu.clock import Clock, Range, hhmm
from nlu.day_values import Day
from nlu.normalise import Text, fold
from nlu.openers import FILLERS, OPENERS, VERBS, opens, really
from nlu.patterns import Hit, Sheet, rx

_TITLE = r"(?:các đồng chí|các anh|các chị|các em|các bạn|các đ/c|2 đồng chí|hai đồng chí|anh|chị|em|cô|chú|bác|ông|bà|đ/c|đc|đồng chí|bạn|bé|a\.?|c\.?|e|thầy|cháu|mr|ms)"
_AT = rx(rf"(?:{_TITLE}\s)?@(?P<name>[\w.]+(?:-\w+)*)")
_GIVE = rx(
    r"^\W*(?:(?:tôi|anh|chị|em|mình|a|c)\s)?(?:(?:giao(?!\s(?:ban|lưu|dịch|quân(?!\s(?:và|với|cùng|làm|soạn|lập|thẩm|rà|kiểm|viết|chuẩn|lo|đi|xuống|đo|tham|tổng|theo|phối)|\s?[,+&])|thông|dự toán|dt|nhận|đất|khoán|kế hoạch|việc\s\W))|phân công|phân(?!\s(?:bổ|loại|tích|phối|cấp))|cử|chuyển|nhờ|đề nghị|yêu cầu|bảo|kêu|nhắn|phiền|cậy|đôn đốc|nhắc|giao việc|chỉ đạo|gửi|ủy quyền)"
    r"(?:\s(?:việc|nhiệm vụ|lại|giúp|hộ))?(?:\s(?:cho|đến|tới|với))?)\s*:?\s+"
)
_AND = r"\s*(?:,|\+|&|(?:và|với|cùng|phối hợp với|phối hợp)(?!\w))\s*"
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
_GIVEN = frozenset(
    "an anh ánh bảo bắc bích bình cảnh chi chiến chung công cúc cường dân diễm diệu dung dũng duy duyên dương đào đạt đăng điệp đoan đông đức giang hà hạ hạnh hào hảo hải hân hằng hậu hiền hiếu hiệp hoa "
    "hòa hoài hoàn hoàng hoan hồng hợp huệ hùng huy huyền hương hường hưng hữu kha khánh khang khải khoa khôi kiên kiệt kim kỳ lam lan lâm lành lệ liên liễu linh loan lộc long lợi luân lương lý ly mai mạnh minh my mỹ nam nga "
    "ngân nghĩa nghi ngọc nguyên nguyệt nhân nhàn nhi nhung như oanh phát phi phong phú phúc phước phương phượng quang quân quế quốc quỳnh quý quyên quyết sang sơn sương tài tân tâm tấn thái thanh thành thảo thắm thắng thắm thiện thịnh "
    "thoa thơ thơm thu thuận thủy thúy thùy thư thương tiên tiến tín tình toàn toản trà trang trâm trân trí trinh trọng trúc trung trường tú tuấn tuân tuệ tùng tuyết tuyền tường uyên văn vân việt vinh vũ vương vy xuân yên yến".split()
)  # fmt: skip
_FOLDED_GIVEN = frozenset(map(fold, _GIVEN))


@dataclass(frozen=True, slots=True)
class Given:
    """Assignees in the order of the text, and where the work stands in the clean text."""

    names: tuple[str, ...]
    start: int
    end: int


def find_given(text: Text) -> Given | None:
    """Who is given work, None where the message gives nobody any."""
    if _PAST.search(text.clean) and not _DEADLINE.search(text.clean):
        return None
    if _TAKEN_BACK.match(text.clean):
        return None
    return _by_at(text) or _by_verb(text) or _by_name(text)


def _by_at(text: Text) -> Given | None:
    found = list(_AT.finditer(text.clean))
    if not found:
        return None
    first = found[0]
    before = text.clean[: first.start()]
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
    return _with_plain_names(text, Given(names, run[-1].end(), len(text.clean)), first.start())


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
    everybody = next(
        (found for found in (_EVERYBODY.match(rest), _ALL_OF.match(rest)) if found and _verb_at(rest[found.end() :])),
        None,
    )
    told = everybody and rx(r"^\W*(?:giao|phân công|yêu cầu|đề nghị|chỉ đạo)").match(give.group())
    if told and everybody and (_BY_THEN.search(rest) or everybody.re is _EVERYBODY):
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
    lead = _LEAD.match(text.clean)
    if lead and (_DEADLINE.search(text.clean) or rx(r"(?<!\w)(?:thay|lo)(?!\w)").search(text.clean)):
        return _names(text, lead.end(), strict=True) if _named_at(text, lead.end()) else None
    if not (_DEADLINE.search(text.clean) or _TO_COME.search(text.clean)) or not text.clean[:1].isalpha():
        return None
    titled = rx(rf"^{_TITLE}\s").match(text.clean)
    if not titled and not (text.cased[:1].isupper() or "+" in text.clean[:20] or _URGENT.search(text.clean)):
        return None
    return _names(text, 0, strict=True)


def _named_at(text: Text, at: int) -> bool:
    """Whether a capital or a title with a known name stands here: after a day a plain word is hardly a name."""
    found = rx(rf"(?P<title>{_TITLE}\s)?(?P<name>[^\W\d_]+)").match(text.clean, at)
    return bool(found) and text.cased[found.start("name")].isupper() and not text.shouting  # type: ignore[union-attr]


def _names(text: Text, at: int, *, strict: bool) -> Given | None:
    """One or more names at `at`, then a verb; strict: each must be capitalised, titled or a known given name."""
    names: list[str] = []
    place = at
    while found := rx(rf"(?P<title>{_TITLE}\s)?(?P<name>[^\W\d_]+)(?!\w)").match(text.clean, place):
        a = found.start("name")
        word = text.cased[a : found.end("name")].lower()
        if not _is_name(text, word, a, bool(found.group("title")), strict=strict):
            break
        stop = found.end()
        second = re.compile(r"\s([^\W\d_]+)").match(text.clean, stop)
        if (
            second
            and text.cased[second.start(1)].isupper()
            and text.cased[a].isupper()
            and not text.shouting
            and not _verb_at(text.clean[stop:])
        ):
            word, stop = text.cased[a : second.end()].lower(), second.end()
        names.append(word)
        called = rx(r"\s(?:ơi|à|ới)(?!\w)[\s,]*").match(text.clean, stop)
        place = called.end() - 1 if called and text.clean[called.end() - 1] == " " else stop
        joined = rx(_AND).match(text.clean, place)
        if not joined or not joined.group().strip():
            break
        place = joined.end()
    if not names or not _verb_at(text.clean[place:]):
        return None
    return Given(tuple(names), place, len(text.clean))


def _is_name(text: Text, word: str, at: int, titled: bool, *, strict: bool) -> bool:
    capital = text.cased[at].isupper() and not text.shouting
    known = word in _GIVEN or (word == fold(word) and word in _FOLDED_GIVEN)
    if fold(word) in VERBS and not titled and really(fold(word), word, accented=text.accented):
        return capital and known and at > 0
    if titled:
        return known or capital
    lower = at == 0 and fold(word) not in OPENERS and fold(word) not in FILLERS and bool(_URGENT.search(text.clean))
    return known and (capital or at > 0 or lower) if strict else known or capital


_TIME_FIRST = rx(
    r"^[\s,]*(?:(?:nhớ|sáng mai|chiều mai|tối mai|ngày mai|mai|sáng nay|chiều nay|tối nay|hôm nay|tuần sau|thay (?:anh|chị|em|tôi|sếp|mình)|(?:sáng |chiều )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7])|\d{1,2}h(?:\d\d)?(?: sáng| chiều)?)(?=[\s,])[\s,]*)+"
)


def _verb_at(rest: str) -> bool:
    rest = _TIME_FIRST.sub("", rest, count=1)
    words = re.findall(r"[^\W\d_]+", rest[:60])[:5]
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
        "a",
        "c",
    ):
        if fold(words[0]) in ("lo", "di", "ra"):
            return len(words) > 1
        words = words[1:]
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
    """The words of the work itself."""
    text = sheet.open[given.start : given.end].replace("\ue000", " ")
    text = rx(
        r"(?<!\w)(?:hạn chót|hạn|deadline|chậm nhất|càng sớm càng tốt|khi nào (?:rảnh|xong)(?: cũng được)?|giúp (?:anh|chị|em|tôi)|giúp|hộ|nhé|nha|nghe em|nghe|nhe|em cần|anh cần|chị cần)(?!\w)"
    ).sub(" ", text)
    text = _HAND_IN.sub(" ", text)
    return re.sub(r"\s+", " ", text).strip(" ,.:-")
