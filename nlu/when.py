"""When a piece of work was or will be done: its day, and whether that lies ahead."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nlu.clock import Clock, Range
from nlu.day_values import Day
from nlu.normalise import fold
from nlu.patterns import Hit, Sheet, rx
from nlu.pieces import Piece

_FUTURE = rx(
    r"(?<!\w)(?:sẽ|(?<!ngoài )(?<!ngoai )dự kiến|dự định|dự tính|đang tính(?!\s(?:lương|toán|điểm|công|tiền|thuế|giá))|định|sắp(?!\s(?:x\wp|đặt|hàng|lại|ra khỏi|sập|đổ|hư|hỏng|trễ|hết|tới hạn|đến hạn|quá hạn|về hưu|nghỉ hưu|nhập ngũ|xuất ngũ|mãn|sinh|cưới)(?!\w))|lát nữa|tí nữa|chút nữa|xíu nữa|lát|tẹo nữa|để mai|mai mốt|rồi mới|còn phải|phải làm cho xong|phải (?:\w+\s){1,4}cho xong|tới đây|sang tuần|"
    r"chuẩn bị (?:đi|họp|xuống|lên|ra)|đang định|tính (?:chiều|mai|đi|làm(?!\s(?:sao|thế nào|ra sao)))|chờ|đợi|lên lịch|lịch)(?!\w)"
)
# "hôm nay tính dò sổ"; without accents "tính" is also "tỉnh".
_MEANS_TO = re.compile(
    r"(?<!\w)tính (?:sáng|tối|dò|xuống|lên|ghé|soạn|viết|họp|chạy|qua|ra|về|vô|gặp|tiếp|rà|mời|gọi|nộp|trình|ngồi)(?!\w)(?! (?:toán|lại))"
)
_AND_THEN = rx(r"^\W*(?:xong\s)?(?:rồi|sau đó)(?!\w)")
_WEAK_FUTURE = frozenset({"lat", "cho", "doi", "lich", "len lich", "dinh"})
_PAST = rx(r"(?<!\w)(?:đã|xong|rồi|vừa|mới|hoàn thành|được)(?!\w)")
_SURELY_PAST = rx(
    r"(?<!\w)(?:đã|xong|rồi|vừa(?!\s(?:đủ|phải))|hoàn thành|hôm nay|nay|mới\s(?!khai|ghi|về|được|kịp|nhập)[^\W\d_]+|được\s\ue000)(?!\w)"
)
_DOC_OPENS = rx(
    r"^\W*(?:(?:em|tôi|tui|mình|đã|vừa|cuối giờ|đầu giờ|còn|và|rồi|xong|sau đó|về|ngồi|tranh thủ)\s)*(?:soạn|viết|làm|lập|dự thảo|chuẩn bị|ra|gửi|gởi|phát hành|đánh máy|tham mưu|xây dựng|in|photo|ký|trình|rà|đọc|sửa|gm|giấy mời|thông báo|tb|tbkl|kết luận|biên bản|bb|nghị quyết|kế hoạch|kh|cv|công văn|lịch|tài liệu|bài|mời|hồ sơ|đăng|chốt|lên danh sách|lên lịch|danh sách|duyệt|họp bàn|bàn|thống nhất)(?!\w)"
)
_EVENT_BEFORE = rx(
    r"(?<!\w)(?:họp|hội nghị|lễ|tết|cuộc họp|kỳ họp|giao ban|ra quân|tập huấn|tổng kết|sơ kết|đại hội|mít tinh|phiên họp|lịch|dọn rác|dọn vệ sinh|diễn tập|buổi|ngày hội|kiểm tra|tiếp xúc|làm việc|trực|trực lễ|nghỉ lễ|hội thi|hội thảo|đoàn|đối thoại|sự kiện)"
    r"(?:\s[^\W\d_]+){0,4}\s*(?:vào\s|ngày\s)?$"
)
_PLANNED_FOR = rx(
    r"(?<!\w)(?:dự toán|kế hoạch|kh|dt|chương trình|chỉ tiêu|ngân sách|nhiệm vụ|phương hướng|nhu cầu|biên chế|danh mục|thu chi)(?:\s[^\W\d_]+){0,2}\s*$"
)  # "dự toán năm sau"
_TALKED_OF = rx(
    r"^[\s,.;(-]*(?:(?:em|tôi|tui|mình|đã|vừa|sáng|chiều|nay|hôm nay|sáng nay|chiều nay|\ue000++)\s?){0,8}(?:họp|bàn|hội ý|triển khai|thống nhất|xây dựng|soạn|viết|làm|lập|rà|góp ý|thẩm định|thẩm tra|duyệt|xem)(?!\w)"
)
_FOR_LATER = rx(r"(?<!\w)(?:cho|của|phục vụ|chuẩn bị|dùng)\s(?:cả\s)?$")  # "viết bài dạy cho tuần sau"
_FOR_EVENT = rx(r"(?<!\w)cho\s(?:cuộc|buổi|phiên|hội nghị)\s(?:họp\s)?[\ue000\s]*$")
_OF_MONTH_END = rx(
    r"(?<!\w)(?:báo cáo|bc|sơ kết|tổng kết|biểu|số liệu|kiểm kê|đối chiếu|quyết toán|lương|đánh giá|xếp loại|giao ban|sinh hoạt|bảng chấm công|chấm công)\s$"
)
_NO_MORE = rx(r"\s*(?:$|[,.;\n]|(?:của|cho)(?!\w))")
_PROMISED = rx(r"(?<!\w)hứa\s$")
_GIVEN_ON = rx(r"(?<!\w)(?:giao|phân công|nhờ|dặn|chỉ đạo|bảo|kêu)\s(?:từ\s|hồi\s|cho em\s)?$")
_PLAN_HEAD = rx(
    r"^\W*(?:kế hoạch|kh|lịch|dự kiến|chương trình|việc cần làm|việc phải làm)\s(?:làm việc\s|công tác\s|việc\s|làm\s)?(?:của (?:em|tôi|mình)\s)?(?:hôm nay|ngày mai|mai|tuần này|tuần sau|tuần tới|chiều nay|sáng nay|ngày)[^\n:]{0,24}:\s*\n"
)
_BY_NOW = rx(r"(?<!\w)(?:nay|giờ|mới|xong|chốt|chưa|vẫn|còn|liền|liên tục|suốt|hoàn thành)(?!\w)")
_PART_STARTS = {"sang": 8, "trua": 11, "chieu": 13, "toi": 18, "dem": 20}


@dataclass(frozen=True, slots=True)
class When:
    """The day of a piece; `ahead`: it is still to come; `own`: the piece itself tells the day; `leading`: before its work."""

    day: date
    ahead: bool
    own: bool
    leading: bool = False
    guess: bool = False


def when(piece: Piece, sheet: Sheet, now: datetime, before: When | None, first: bool) -> When:
    """The day of a piece, after the piece before it."""
    hits = [hit for hit in sheet.told("date", piece.parts) if not _of_object(hit, piece, sheet)]
    told = [hit for hit in hits if hit.value.grain != "month"]
    told = [hit for hit in told if hit.value.grain != "week"] or told  # "tuần này bận: thứ 3 …"
    since = [hit for hit in told if _since(hit, sheet)]
    told = [hit for hit in told if hit not in since]
    text = piece.said(sheet.text.clean)
    if told:
        return _told(_last_in_row(told, sheet), hits, piece, sheet, now, before, text, first)
    future_month = any(
        hit.value.past is None and not _PLANNED_FOR.search(sheet.open[: hit.start][-40:]) for hit in hits
    )
    ahead = not _since_evening(piece, sheet, now) and (
        future_month
        or _said_ahead(text)
        or _later_today(piece, sheet, now, text, now.date() if not before else before.day)
    )
    if before and before.ahead and not _SURELY_PAST.search(_AND_THEN.sub("", text)):
        return When(before.day, True, False)
    if before and before.leading:
        return When(before.day, ahead, False, True, before.guess)
    open_end = bool(since) and not _BY_NOW.search(text)
    if _since_evening(piece, sheet, now):
        return When(now.date() - timedelta(1), False, False)
    return When(_night(piece, sheet, now), ahead, False, guess=open_end)


def heads_a_plan(clean: str) -> bool:
    """ "Kế hoạch hôm nay của em:" above a list: all of it is still to come."""
    return bool(_PLAN_HEAD.match(clean))


def _last_in_row(told: list[Hit], sheet: Sheet) -> Hit:
    """ "hôm qua và hôm nay rà soát": of several days in a row, the last."""
    last = told[0]
    for hit in told[1:]:
        if not _ROW.fullmatch(sheet.open[last.end : hit.start]):
            break
        last = hit
    return last


_ROW = rx(r"\s*(?:,|và|với|lẫn|cùng|&|\+|rồi)?\s*(?:cả\s)?")


def _since(hit: Hit, sheet: Sheet) -> bool:
    """ "từ hôm thứ 2" tells when the work began, not its day; "từ 3/12 đến 5/12" is read as a whole elsewhere."""
    before = sheet.open[max(0, hit.start - 12) : hit.start]
    told = sheet.text.clean[hit.start : hit.end]
    begun = rx(r"(?<!\w)(?:từ|kể từ|bắt đầu từ|suốt từ)\s*$").search(before) or rx(r"từ\s").match(told)
    past = (
        hit.value.past is not None
        and hit.value.last is None
        and hit.rule not in ("until now", "tomorrow", "day after tomorrow")
    )
    return bool(begun) and past and not rx(r"\s*(?:đến|tới|-|~)\s*[\d\ue000]").match(sheet.open[hit.end :])


def _told(
    hit: Hit, hits: list[Hit], piece: Piece, sheet: Sheet, now: datetime, before: When | None, text: str, first: bool
) -> When:
    day: Day = hit.value
    today = now.date()
    leading = _leading(hit, piece, sheet)
    many = day.last is not None and day.past is not None and day.grain == "day"
    chosen = day.pick("past") or today
    if many and day.last is not None and day.past is not None and day.future is not None:
        length = timedelta((day.last - day.future).days % 365)
        chosen = min(day.past + length, today) if day.past <= today and length.days < 60 else day.past
    if (
        day.bare
        and not first
        and leading
        and before is not None
        and not before.own
        and not before.ahead
        and chosen != today
        and not _PAST.search(text)
    ):
        return When(day.future or chosen, True, True, leading)
    if many and day.past and day.future and _ahead_rather(today, day.past, day.future) and not _over(text):
        return When(day.future, True, True, leading)  # "từ 30/11 đến 4/12 đi kiểm tra", told on 27/11
    if hit.rule == "whole week" and day.past == today:
        return When(today, _said_ahead(text), True, leading)
    if hit.rule == "whole week" and chosen < today:
        return When(chosen, False, True, leading, True)  # "tuần rồi làm sổ": which day of it is not told
    ahead = chosen > today or _said_ahead(text) or (chosen == today and _later_today(piece, sheet, now, text, chosen))
    if before and before.ahead and day.bare and not _PAST.search(text):
        ahead = True
    if day.bare and not _over(text) and _tomorrow_rather(hit, day, today, piece, sheet, leading=leading):
        late = now.hour >= 17 and not _amounts(piece, sheet)
        return When(day.future or chosen, True, True, leading) if late else When(chosen, ahead, True, leading, True)
    far = (
        day.past is not None
        and day.future is not None
        and (today - day.past).days > 45
        and ((today - day.past).days > 75 or (day.future - today).days < 90)
    )
    return When(chosen, ahead, True, leading, day.guess or (far and chosen == day.past))


def _ahead_rather(today: date, past: date, future: date) -> bool:
    """Whether days that come within a month are meant, not those of a year ago."""
    return (today - past).days > _LONG_AGO and 0 < (future - today).days <= _SOON


_LONG_AGO, _SOON = 180, 31  # days


def _over(text: str) -> bool:
    """Whether a text says that it is over."""
    return bool(_PAST.search(text)) or bool(
        rx(r"(?<!\w)(?:hôm|bữa|tuần trước|vừa rồi|vừa qua|chưa)(?!\w)").search(text)
    )


def _tomorrow_rather(hit: Hit, day: Day, today: date, piece: Piece, sheet: Sheet, *, leading: bool) -> bool:
    """ "sáng thứ hai dự khai mạc" written on Sunday: the weekday of tomorrow is hardly that of last week."""
    return (
        leading
        and hit.rule == "weekday"
        and day.future == today + timedelta(1)
        and not sheet.text.clean[hit.start :].startswith("cn")
    )


def _amounts(piece: Piece, sheet: Sheet) -> bool:
    """Whether numbers or lengths of time show that something was done."""
    return any(hit.kind in ("quantity", "duration", "range") for hit in sheet.within(*piece.parts))


def _said_ahead(text: str) -> bool:
    found = _FUTURE.search(text)
    if not found:
        meant = _MEANS_TO.search(text)
        return meant is not None and not _PAST.search(text[: meant.start()])
    word = fold(found.group())
    if word == "sap" and _OTHERS_SOON.search(text[: found.start()]):
        return False
    if found.group() == "sap" and not rx(
        r"\s(?:họp|đi|làm|trình|tổ chức|tới|xuống|nộp|gửi|ra|lên|dự|ký|xong|hoàn)(?!\w)"
    ).match(text[found.end() :]):
        return False
    if word == "lat" and rx(
        r"^\W*(?:(?:em|tôi|mình|tui|e|anh|chị|giờ)\s)?lát\s(?:em|tôi|mình|tui|anh|chị|đi|họp|xuống|ra|về|qua|lên|làm|mới|có)(?!\w)"
    ).match(text):
        return True
    if word in _WEAK_FUTURE:
        return (
            word == "dinh"
            and rx(
                r"^\W*(?:(?!quyết|thẩm|nghị|giám|quy|chỉ|xác|ấn|nhất|kiểm)\w+\s){0,4}định\s(?:chiều|sáng|tối|mai|đi|làm|xuống|họp|ngồi|soạn|viết|ghé|qua|ra|lên|về|gọi|nộp|trình|rà|dọn|dựng|hoàn thành|gặp|mời|kiểm tra)(?!\w)"
            ).match(text)
            is not None
        )
    return not (
        rx(r"(?<!\w)(?:xong|rồi)(?!\w)(?!\smới)").search(text) and word in ("du kien", "sap")
    ) and not _object_future(text, found.start())


_OTHERS_SOON = rx(
    r"(?<!\w)(?:con|hộ|người|em|cháu|đơn vị|đối tượng|trường hợp|dự án|công trình|cán bộ|đảng viên|hồ sơ|hs|việc|thanh niên|bà con|ai|số)\s(?:[^\W\d_]+\s)?$"
)  # "gia đình có con sắp nhập ngũ"


def _object_future(text: str, at: int) -> bool:
    """ "kế hoạch dự kiến", "giá dự kiến": the word belongs to a document."""
    return bool(
        rx(r"(?<!\w)(?:kế hoạch|giá|số liệu|danh sách|lịch|phương án|kết quả|thời gian|chi phí)\s*$").search(text[:at])
    )


def _later_today(piece: Piece, sheet: Sheet, now: datetime, text: str, day: date) -> bool:
    """A clock time or part of today that has not come yet, unless the text says that it is over."""
    if day != now.date() or _PAST.search(text):
        return False
    minute = now.hour * 60 + now.minute
    today = any(hit.value.past == day for hit in sheet.told("date", piece.parts))
    evening = any(
        hit.value in ("toi", "dem") and _leading(hit, piece, sheet) for hit in sheet.told("part_of_day", piece.parts)
    )
    for hit in sheet.within(*piece.parts):
        if hit.kind in ("clock", "range") and (today or evening or (_early(minute) and hit.rule != "until then")):
            start = hit.value.minute if isinstance(hit.value, Clock) else hit.value.start
            over_night = isinstance(hit.value, Range) and hit.value.end is not None and hit.value.end <= start
            return bool(start > minute and not over_night)
    parts = [hit.value for hit in sheet.told("part_of_day", piece.parts) if today or _leading(hit, piece, sheet)]
    return bool(parts) and now.hour < _PART_STARTS.get(parts[0], 0) - (0 if parts[0] == "chieu" else 1)


def _early(minute: int) -> bool:
    """Before the day's work: an hour that is told then, without a day, is still to come."""
    return 330 <= minute < 450


def _since_evening(piece: Piece, sheet: Sheet, now: datetime) -> bool:
    """ "hồi tối đi họp" told in the morning, "vừa xuống ca đêm": the evening before."""
    for hit in sheet.told("part_of_day", piece.parts):
        start = _PART_STARTS.get(hit.value, 0)
        if start < 13 or now.hour >= start:
            continue
        said = sheet.text.clean[max(0, hit.start - 12) : hit.end]
        if rx(r"(?<!\w)(?:hồi|ban)\s(?:tối|đêm|khuya|chiều)|(?:xuống|ra|hết|xong|tan)\sca\s(?:tối|đêm)").search(said):
            return True
    return False


def _night(piece: Piece, sheet: Sheet, now: datetime) -> date:
    """A shift over midnight that has no day is written down the morning after."""
    minute = now.hour * 60 + now.minute
    for hit in sheet.told("range", piece.parts):
        if hit.value.end is not None and hit.value.end <= hit.value.start and minute < hit.value.start:
            return now.date() - timedelta(1)
    return now.date()


_LONGEST_LEAD = 200  # letters; what stands behind more than these leads nothing


def _leading(hit: Hit, piece: Piece, sheet: Sheet) -> bool:
    """Whether a day stands before the work ("hôm qua họp", "sáng thứ 2: ...")."""
    start = min(a for a, b in piece.parts)
    if hit.start - start > _LONGEST_LEAD:
        return False
    head = "".join(c if c.isalpha() else " " for c in sheet.open[start : hit.start])
    return all(fold(word) in _LIGHT for word in head.split())


_LIGHT = frozenset(
    "em e toi tui minh a anh chi c va roi sau do con thi da vua hom bua ngay tu vao hoi luc tiep ma".split()
)


def _of_object(hit: Hit, piece: Piece, sheet: Sheet) -> bool:
    """ "viết giấy mời họp thứ 2", "kế hoạch ra quân tuần sau": the day of the meeting, not of the writing."""
    if _PROMISED.search(sheet.open[: hit.start][-12:]):
        return True  # "nhà Bo hứa mai cho đi lại"
    given = _GIVEN_ON.search(sheet.open[: hit.start][-24:])
    if given and rx(r"(?<!\w)(?:xong|rồi|đã)(?!\w)").search(sheet.open[hit.end :][:24]):
        return True  # "việc chị Hạnh giao hôm qua em làm xong rồi"
    if (
        hit.rule in ("yesterday", "day before yesterday", "today", "so many days ago", "now", "now accepted")
        and hit.value.past <= hit.value.future
    ):
        return False
    if sheet.open[hit.end : hit.end + 2].lstrip().startswith(":"):
        return False  # "lịch ngày mai: …"
    start = max((a for a, b in piece.parts if a <= hit.start < b), default=piece.start)
    head = sheet.open[start : hit.start]
    if _FOR_LATER.search(sheet.open[: hit.start][-24:]) and (hit.value.past is None or hit.rule == "whole week"):
        return True
    if hit.value.grain != "day" and _PLANNED_FOR.search(head[-40:]) and _NO_MORE.match(sheet.open, hit.end):
        return True  # "kh tuần tới, bc tuần này"
    if hit.rule == "end of month" and _OF_MONTH_END.search(head[-24:]):
        return True  # "viết báo cáo cuối tháng"
    if _FOR_EVENT.search(head[-24:]):
        return True
    if hit.value.grain != "day" and _TALKED_OF.match(head[:60]) and _PLANNED_FOR.search(head[-40:]):
        return True
    return bool(_DOC_OPENS.match(head[:80]) and _EVENT_BEFORE.search(head[-80:].replace("\ue000", "").rstrip() + " "))
