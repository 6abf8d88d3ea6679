"""The ways in which people give work: with a verb, by a mention, by calling a name, as a form; first, last or in the middle."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re

from nlu.assignees import (
    AND,
    CALLED,
    DEADLINE,
    KNOWN_PLAIN,
    REQUEST,
    TITLE,
    URGENT,
    WHEN_DUE,
    Given,
    is_name,
    mentioned,
    named_at,
    names_at,
    verb_at,
)
from nlu.normalise import Text, fold
from nlu.patterns import rx

_AT = rx(rf"(?:{TITLE}\s)?@(?P<name>[\w.]+(?:-\w+)*)")
_GIVE = rx(
    r"^\W*(?:kính\s)?(?:(?:tôi|anh|chị|em|mình|chú|cô|bác|sếp|a|c)\s)?(?:(?:giao(?!\s(?:ban|lưu|dịch|quân(?!\s(?:và|với|cùng|làm|soạn|lập|thẩm|rà|kiểm|viết|chuẩn|lo|đi|xuống|đo|tham|tổng|theo|phối)|\s?[,+&])|thông|dự toán|dt|nhận|đất|khoán|kế hoạch|việc\s\W))|phân công|phân(?!\s(?:bổ|loại|tích|phối|cấp))|cử|chuyển|nhờ|đề nghị|yêu cầu|bảo|kêu|nhắn|phiền|cậy|đôn đốc|nhắc|giao việc|chỉ đạo|gửi|ủy quyền)"
    r"(?:\s(?:việc|nhiệm vụ|lại|giúp|hộ))?(?:\s(?:cho|đến|tới|với))?)\s*:?\s+"
)
_LEAD = rx(
    r"^\W*(?:(?:(?:tí nữa|lát nữa|chút nữa|lát|sáng mai|chiều mai|tối mai|ngày mai|mai|sáng nay|chiều nay|tối nay|hôm nay|nay|tuần sau|đầu giờ chiều|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])(?: tuần sau| này)?|t[2-7]|sáng thứ \w+|chiều thứ \w+|\d{1,2}h(?:\d\d)?(?: sáng| chiều)?)\s?,?\s)+(?:(?:để|cho)\s)?|để\s)"
)
_TO_COME = rx(
    r"(?<!\w)(?:\d{1,2}h(?:\d\d)?|thứ \w+|mai|t[2-7]|ngày \d{1,2}(?:/\d{1,2})?|\d{1,2}/\d{1,2}|tuần sau|cuối tuần|chiều nay|trưa nay)\s(?:thì\s)?(?:báo cáo|báo|nộp|xong|phải (?:có|xong|nộp)|có|trình|gửi|gởi|đưa)(?:\s(?:tôi|anh|chị|em|lại|a|c|cho \w+)){0,3}\W*$"
    r"|(?<!\w)(?:sáng mai|chiều mai|ngày mai|tối mai|tuần sau|(?:thứ \w+|t[2-7]) tuần (?:sau|tới))\W*$|(?<!\w)xong (?:ngày|trước|trong|thứ) \w+\W*$"
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


def find_given(text: Text) -> Given | None:
    """Who is given work, None where the message gives nobody any."""
    if _PAST.search(text.clean) and not DEADLINE.search(text.clean) and not CALLED.search(text.clean[:24]):
        return _by_name_behind(text)
    if _TAKEN_BACK.match(text.clean):
        return None
    first = _by_form(text) or _by_at(text) or _by_verb(text) or _by_unit(text) or _by_name(text)
    return first or _by_verb_behind(text) or _by_name_behind(text)


_PLAINLY = rx(r"^\W*(?:(?:tôi|anh|chị|em|mình|chú|cô|bác|sếp|a|c)\s)?(?:giao|phân công|cử)(?!\w)")


def gives_plainly(text: Text) -> bool:
    """Whether a message opens with the word for giving work, a day before it or not: a name behind leaves no doubt."""
    lead = _LEAD.match(text.clean)
    return bool(_PLAINLY.match(text.clean[lead.end() if lead else 0 :]))


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
    names = [re.sub(rf"^{TITLE}\s", "", part.strip(" .@")) for part in re.split(r",|;|\+|&| và | với ", told)]
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
        WHEN_DUE.search(text.clean)
        or REQUEST.search(text.clean)
        or _INSTEAD.search(text.clean)
        or (_LEAD.match(text.clean) and verb_at(text.clean[mentioned(text, *found[-1].span("name"))[1] :]))
    )
    if ((behind and behind.end() == first.start()) or begins) and len(before.split()) > 4:
        return Given(tuple(mentioned(text, *f.span("name"))[0] for f in found), 0, len(text.clean))
    if len(before.split()) > 5 or rx(r"(?:với|cùng|của|từ|do|theo|bởi)\s*$").search(before):
        return None
    run = [first]
    for other in found[1:]:
        between = text.clean[mentioned(text, *run[-1].span("name"))[1] : other.start()]
        if between.isspace() or rx(AND).fullmatch(between):
            run.append(other)
    told = [mentioned(text, *f.span("name")) for f in run]
    names, end = tuple(name for name, _ in told), told[-1][1]
    return _with_plain_names(text, Given(names, end, len(text.clean)), first.start())


def _with_plain_names(text: Text, given: Given, first: int) -> Given:
    """ "giao chị Uyên và @An với anh Bình soạn …": names without @ beside those with one."""
    give = _GIVE.match(text.clean)
    before: list[str] = []
    place = give.end() if give else first
    while place < first:
        found = rx(rf"(?P<title>{TITLE}\s)?(?P<name>[^\W\d_]+)(?!\w)").match(text.clean, place)
        joined = rx(AND).match(text.clean, found.end()) if found else None
        if found is None or joined is None or not joined.group().strip():
            break
        word = text.cased[found.start("name") : found.end("name")].lower()
        if not is_name(text, word, found.start("name"), bool(found.group("title")), strict=True):
            break
        before.append(word)
        place = joined.end()
    joined = rx(AND).match(text.clean, given.start)
    more = names_at(text, joined.end(), strict=True) if joined and joined.group().strip() else None
    names = (*(before if place == first else ()), *given.names, *(more.names if more else ()))
    return Given(names, more.start if more else given.start, given.end)


def _by_verb(text: Text) -> Given | None:
    give = _GIVE.match(text.clean)
    if not give:
        return None
    rest = text.clean[give.end() :]
    whole, several = _EVERYBODY.match(rest), _ALL_OF.match(rest)
    everybody = next((found for found in (whole, several) if found and verb_at(rest[found.end() :])), None)
    told = everybody and rx(r"^\W*(?:giao|phân công|yêu cầu|đề nghị|chỉ đạo)").match(give.group())
    if told and everybody and (_BY_THEN.search(rest) or everybody is whole):
        return Given((everybody.group(),), give.end() + everybody.end(), len(text.clean))
    for unit in _UNITS.finditer(rest):
        if unit.group().split()[0] in ("ban", "doan", "hoi", "doi", "to"):
            continue
        size = next((n for n in range(2, len(unit.group().split()) + 1) if verb_at(" ".join(rest.split()[n:]))), 0)
        if size:
            name = " ".join(rest.split()[:size])
            return Given((name,), give.end() + len(name), len(text.clean))
    return names_at(text, give.end(), strict=not DEADLINE.search(text.clean))


def _by_name(text: Text) -> Given | None:
    """ "Nga chuẩn bị …, chiều mai cần": a name opens, a verb follows, a deadline or a request stands behind."""
    if _TOLD_TO.match(text.clean):
        return None
    lead = _LEAD.match(text.clean)
    if lead and (DEADLINE.search(text.clean) or rx(r"(?<!\w)(?:thay|lo)(?!\w)").search(text.clean)):
        return names_at(text, lead.end(), strict=True) if named_at(text, lead.end()) else None
    called = _called(text)
    if called is not None:
        return called
    opened = _named_then_told(text)
    if opened is not None:
        return opened
    if not (DEADLINE.search(text.clean) or _TO_COME.search(text.clean)) or not text.clean[:1].isalpha():
        return None
    titled = rx(rf"^{TITLE}\s").match(text.clean)
    if not titled and not (text.cased[:1].isupper() or "+" in text.clean[:20] or URGENT.search(text.clean)):
        return None
    return names_at(text, 0, strict=True)


_UNIT_AND_NAMES = rx(
    rf"^\W*(?:phòng|ban|tổ|bộ phận|văn phòng|anh em|chị em|các anh|các chị|nhóm|đội)\s[^(),.\n]{{0,30}}\((?P<names>(?:{TITLE}\s)?[^\W\d_]+(?:(?:\s?,\s|\svà\s|\svới\s)(?:{TITLE}\s)?[^\W\d_]+)*)\)\s"
)


def _by_unit(text: Text) -> Given | None:
    """ "Phòng QLNS (đ/c Thu) tham mưu …, hạn 30/11": a unit with those meant in brackets, then the work."""
    found = _UNIT_AND_NAMES.match(text.clean)
    if not found or not verb_at(text.clean[found.end() :]):
        return None
    if not (WHEN_DUE.search(text.clean) or REQUEST.search(text.clean) or DEADLINE.search(text.clean)):
        return None
    told = re.split(r"\s?,\s| và | với ", text.cased[found.start("names") : found.end("names")])
    names = [re.sub(rf"^{TITLE}\s", "", name.strip(), flags=re.IGNORECASE) for name in told]
    return Given(tuple(name.lower() for name in names), found.end(), len(text.clean))


def _called(text: Text) -> Given | None:
    """ "Dũng ơi kê lại bàn ghế …": whoever is called by name is asked for whatever follows, unless the writer tells of it."""
    hail = _HAIL.match(text.clean)
    begin = hail.end() if hail else 0
    found = names_at(text, begin, strict=True, any_work=True)
    if found is None or not CALLED.search(text.clean[: found.start + 1]):
        found = _stranger(text, begin) or found
    if found is None or not (CALLED.search(text.clean[: found.start + 1]) or _is_addressed(text, found)):
        return None
    rest = text.clean[found.start :]
    if len(rest.split()) < 3 or _ASKS_BACK.search(rest) or _OWN_NEWS.match(rest):
        return None
    return found


_GIVE_BEHIND = rx(
    rf"(?:[,.;:\n]\s{{0,3}}|\s[-–]\s|\s)(?P<give>giao|nhờ|phân công|phân|yêu cầu|chuyển|cử|bảo)\s(?:cho\s|việc cho\s|việc này cho\s)?(?=(?:{TITLE}\s)?[^\W\d_])"
)
_DOES_IT = rx(
    rf"(?:[:,;]\s{{0,3}}|\s[-–]\s)(?P<names>(?:{TITLE}\s)?[^\W\d_]+(?:(?:\s?,\s|\svà\s|\svới\s)(?:{TITLE}\s)?[^\W\d_]+)*)\s(?:làm|lo|phụ trách|đảm nhận|chịu trách nhiệm|thực hiện|viết|soạn)(?:\s(?:nhé|nha|nghe|giúp|luôn|đi))?\s*(?=$|[,.;\n]|\s[-–]\s)"
    rf"|(?<!\w)(?:chia|giao|chuyển)\s(?:cho|đều cho)\s(?P<to>(?:{TITLE}\s)?[^\W\d_]+(?:(?:\s?,\s|\svà\s|\svới\s)(?:{TITLE}\s)?[^\W\d_]+)*)\s*(?=[,.;]\s(?:xong|làm xong|hạn|trong|nộp|trước|chậm nhất)(?!\w))"
    rf"|(?<!\w)(?:phần|việc)\s(?:của|là của)\s(?P<whose>(?:{TITLE}\s)?[^\W\d_]+)(?:\s(?:nhé|nha|nghe|đó|đấy)|\s?,)"
)


def _in_passing(give: re.Match[str]) -> bool:
    """Whether a verb of giving stands inside a sentence, or is one that mostly means something else at the head of a line."""
    return give.group()[0] == " " or (give.group()[0] == "\n" and give.group("give")[:2] in ("ch", "bả", "ba", "ph"))


def _by_verb_behind(text: Text) -> Given | None:
    """ "Đầu năm khai xuân, giao em Nghĩa làm tờ trình …", "góp ý dự thảo … - Hào làm - hạn 17h": who does it stands behind."""
    if text.shouting:
        return None
    for give in _GIVE_BEHIND.finditer(text.clean):
        found = names_at(text, give.end(), strict=False)
        if found is None or rx(r"(?:được|đã|bị|sếp|lãnh đạo|chủ tịch)\s*$").search(text.clean[: give.start("give")]):
            continue
        if not text.accented and fold(give.group("give")) in ("phan", "bao", "chuyen", "cu"):
            continue  # "Phan Chu Trinh"
        named, plain = named_at(text, give.end()), not _in_passing(give)
        if named and (plain or WHEN_DUE.search(text.clean) or REQUEST.search(text.clean)):
            return Given(found.names, 0, len(text.clean), found.titled)
        if plain:
            return None
    does = _DOES_IT.search(text.clean)
    if does is None or _BEGUN.search(text.clean):
        return None
    group = next(name for name in ("names", "to", "whose") if does.group(name))
    told = re.split(r"\s?,\s| và | với ", text.cased[does.start(group) : does.end(group)])
    names = [re.sub(rf"^{TITLE}\s", "", name.strip(), flags=re.IGNORECASE) for name in told]
    if not all(name[:1].isupper() and len(name.split()) == 1 for name in names):
        return None
    return Given(tuple(name.lower() for name in names), 0, len(text.clean))


_HAIL = rx(r"^\W*(?:ê|alo|này|nè|ủa|à|hey)\s(?=[^\W\d_]+\s?(?:,|ơi|à))")
_STRANGER = rx(
    rf"(?:{TITLE}\s)?(?P<name>[^\W\d_]{{2,8}}(?:\s(?!(?:ơi|ới|nì)(?!\w))[^\W\d_]{{2,8}})?)(?P<call>\s(?:ơi|ới|nì)(?!\w)[\s,.:!]*|,\s)"
)
_NOBODY = frozenset(
    "bot ai he vo em anh chi co chu bac ong ba ban sep nha nguoi con ae moi ca cac troi me ma cha bo may minh dong chi viec so nay mai hom sang chieu trua toi thoi vang da uh ok oke alo xin cam on".split()
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
    if not (capital or called) or (not called and fold(name) not in KNOWN_PLAIN):
        return None
    return Given((text.cased[found.start("name") : found.end("name")].lower(),), found.end(), len(text.clean))


def _is_addressed(text: Text, found: Given) -> bool:
    """ "Dung, cái lịch sai bét, soạn lại đưa tôi trước 15g30": a name and a comma, a request or a day to come behind."""
    rest = text.clean[found.start :]
    due = WHEN_DUE.search(rest) or _HAIL.match(text.clean)
    return text.clean[: found.start].rstrip().endswith(",") and bool(REQUEST.search(rest) and due)


_ASKS_BACK = re.compile(r"\?\s*$")
_OWN_NEWS = rx(
    r"^\W*(?:em|tôi|tui|mình|con|cháu|e|chị|anh)\s(?:xin|báo|nghỉ|đang|bị|mới|vừa|đã|có|không|ko|chưa|sẽ|định)(?!\w)|^\W*(?:mai|hôm nay|nay|chiều|sáng|chiều nay|sáng mai|tối nay)\s(?:em|tôi|tui|mình|con|cháu|e)(?!\w)"
)
_BEGUN = rx(r"^\W*(?:[^\W\d_]+\s)?(?<!chuẩn )(?:đã|vừa|mới|xong|hôm qua|hqua|bữa qua|nghỉ|bị|được)(?!\w)")


def _asked_of(text: Text, at: int = 0) -> Given | None:
    """ "anh Cẩn đem hồ sơ … giúp em": a title, a capital and a request make any word behind them the work."""
    if not _HELP_ME.search(text.clean, at) or text.shouting:
        return None
    found = rx(rf"{TITLE}\s(?P<name>[^\W\d_]+)\s(?=[^\W\d_]+\s)").match(text.clean, at)
    if not found or not text.cased[found.start("name")].isupper():
        return None
    name = text.cased[found.start("name") : found.end("name")].lower()
    return Given((name,), found.end(), len(text.clean), titled=True)


_HELP_ME = rx(r"(?<!\w)(?:giúp|hộ|giùm|dùm)\s(?:em|anh|chị|tôi|tui|mình|e|a|c|cháu|với)(?!\w)")
_GAVE_ME = rx(r"^\W*(?:giao|bảo|nhờ|kêu|sai|phân công|cử|gọi|dặn|biểu|yêu cầu|chỉ đạo)(?!\w)")  # "anh Hùng giao soạn …"
_PART_OF_DAY = re.compile(r"\W*sang (?:nay|ni|mai|qua|hom|som|thu|t\d|\d)")  # no "Sang"
_BEHIND = rx(rf"[,;:]\s*(?=(?:{TITLE}\s)?[^\W\d_]+\s)")
_HANDED_OVER = rx(r"(?<!\w)(?:tôi|tui|anh|chị|em|sếp)\s(?:ký|cần|xem|duyệt|trình|lấy|đưa|dùng)(?!\w)")
_DO_IT = rx(
    r"(?<!\w)(?:cho xong|cho anh|cho chị|cho tôi|liền|hỉ|nghen|nhen|heng|đi|nhé|nha|giúp|hộ|giùm|gấp|ngay|nghe|hấy)(?!\w)\s*(?:[,.!]|hỉ|nha|nhé|nghen|$)"
)


def _by_name_behind(text: Text) -> Given | None:
    """ "Giấy phép nhà ông Đoan, Tiến thẩm định cho xong đi": the thing first, then who does what with it."""
    for comma in _BEHIND.finditer(text.clean[:120]):
        found = names_at(text, comma.end(), strict=False)
        if found is None and (helper := _asked_of(text, comma.end())) is not None:
            return Given(helper.names, 0, helper.end, titled=True)
        if found is None or text.shouting:
            continue
        rest, place = text.clean[found.start :], text.clean.find(found.names[0], comma.end())
        if not text.cased[place].isupper():
            continue
        asked = _DO_IT.search(rest) and (REQUEST.search(rest) or WHEN_DUE.search(rest) or "xong" in rest)
        told = ":" in comma.group() and bool(WHEN_DUE.search(rest) or REQUEST.search(rest))
        if asked or told or (found.titled and _HANDED_OVER.search(rest)):
            return Given(found.names, 0, found.end, found.titled)
    return None


def _named_then_told(text: Text) -> Given | None:
    """ "Em Dương soạn quyết định …, mai chị trình": names first, work next, a day to come or a request behind."""
    found = names_at(text, 0, strict=True) or _asked_of(text)
    if found is None or not (text.cased[:1].isupper() or found.titled or len(found.names) > 1):
        return None
    if _PART_OF_DAY.match(text.clean):
        return None
    rest = text.clean[found.start :]
    head = re.split(r"[,.;]", rest, maxsplit=1)[0]
    if _BEGUN.search(head) or _GAVE_ME.match(head) or rest.rstrip().endswith("?"):
        return None
    return found if WHEN_DUE.search(rest) or REQUEST.search(rest) else None


_TOLD_TO = rx(
    rf"^\W*(?:{TITLE}\s)?(?:[^\W\d_]+\s)?(?:ơi|ới)[\s,]+(?:em|tôi|tui|mình|con|cháu|e|chị|anh)\s[^\n]*?(?<!\w)(?:xong(?!\s(?:báo|thì|đưa|gửi))|rồi(?=\s*(?:$|[,.!]|nhé|nha|ạ))|đã|vừa|xin nghỉ|xin phép)(?!\w)"
)  # "chị Hạnh ơi em họp xong rồi nhé"
