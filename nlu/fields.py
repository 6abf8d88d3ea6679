"""Short repairs typed as a reply to a receipt: "3 tiếng", "5 hồ sơ", "hôm qua", "8h-10h", "chưa xong"."""

from __future__ import annotations

import re
from datetime import datetime

from nlu.clock import Clock, Range, hhmm, joined
from nlu.durations import Length
from nlu.model import Fields
from nlu.patterns import TAKEN, Sheet, rx
from nlu.scan import scan
from nlu.status import unfinished

_WORDS = rx(  # said around a repair, no part of it
    r"(?<!\w)(?:sửa|lại|thành|đổi|là|chứ|không phải|nhầm|số lượng|thời gian|ngày|giờ|làm|mất|hết|thôi|nhé|nha|ạ|"
    r"mới đúng|phải là|xong|xong rồi|rồi)(?!\w)"
)
_DONE = rx(r"(?<!\w)(?:xong|hoàn thành)(?!\w)")
_INSTEAD = rx(r"không phải .{1,40}? mà(?: là)? |.{1,40}? chứ không phải ")


def read_fields(text: str, *, now: datetime) -> Fields:
    """What a repair changes; None for what it does not mention."""
    sheet = scan(_meant(text[:1000]), now.date())
    length = next(
        (hit.value for hit in sheet.of("duration") if isinstance(hit.value, Length) and hit.value.minutes is not None),
        None,
    )
    span = next((hit.value for hit in sheet.of("range") if isinstance(hit.value, Range)), None)
    clocks = [hit for hit in sheet.of("clock") if isinstance(hit.value, Clock)]
    clock = next((hit.value for hit in clocks if hit.rule != "until then"), None)
    until = next((hit.value for hit in clocks if hit.rule == "until then"), None)
    span = span or (joined(clock, until) if clock and until else None)
    count = next((hit.value.value for hit in sheet.of("quantity")), None)
    day = next((hit.value.pick("past") for hit in sheet.of("date")), None)
    minutes = span.minutes if span and span.minutes is not None else length.minutes if length else None
    return Fields(
        minutes=minutes,
        quantity=count,
        date=day,
        start=hhmm(span.start) if span else hhmm(clock.minute) if clock else None,
        end=hhmm(span.end) if span and span.end is not None else hhmm(until.minute) if until and not span else None,
        done=_done(sheet),
        rest=_rest(sheet),
    )


def _meant(text: str) -> str:
    """ "không phải 5 mà là 6 lượt" says 6."""
    after = re.search(r"(?i)(?:mà là|mà|ma la)\s+(.+)$", text) if re.search(r"(?i)kh[oô]ng ph[aả]i", text) else None
    if after:
        return after.group(1)
    before = re.search(r"(?i)^(.+?)\s+ch[uứ] kh[oô]ng ph[aả]i", text)
    return before.group(1) if before else text


def _done(sheet: Sheet) -> bool | None:
    if unfinished(sheet.text.clean):
        return False
    return True if _DONE.search(sheet.text.clean) else None


def _rest(sheet: Sheet) -> str:
    left = _WORDS.sub(" ", sheet.open.replace(TAKEN, " "))
    return re.sub(r"[\s,.;:!?()]+", " ", left).strip()
