"""Absence: dates and halves only, never the reason. Leave and study lower the target; a trip is logged later."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from nlu import absence, trips
from nlu.absence import Absence
from nlu.names import GIVEN
from nlu.stretches import Stretch, merged
from services import calendar, when
from services.calendar import Away, Book
from services.errors import Refusal
from services.values import Who
from storage import entries as store
from storage import leave as rows
from storage.tables import Leave
from storage.uow import UnitOfWork

DAY = timedelta(days=1)
MAX_DAYS = 366
"""Neither longer than this, nor further away."""
DOUBTS = {"reversed": "leave.range", "half": "leave.half", "day": "leave.day"}
LATE_DAYS = 14
"""How long after a trip its days may still be logged, unless the agency's `late_days` says otherwise."""


@dataclass(frozen=True)
class LeaveView:
    """What one message told: its stretches in order, working days (halves as .5), days inside that are no work anyway.

    `id` is that of the first stretch and stands for all of them; `kind` is leave, study or trip.
    """

    id: int
    kind: str
    parts: tuple[Stretch, ...]
    days: Decimal
    free: tuple[calendar.WorkDay, ...] = ()

    @property
    def first(self) -> date:
        """The first day."""
        return self.parts[0].first

    @property
    def last(self) -> date:
        """The last day."""
        return self.parts[-1].last


_OF_ANOTHER = re.compile(
    r"^\W*(?:(?:hôm nay|nay|mai|ngày mai|sáng nay|chiều nay|sáng mai|chiều mai)\s+)?"
    r"(?P<title>(?:em|anh|chị|cô|chú|bác|bạn|đ/c)\s+)?"
    r"(?P<name>[^\W\d_]+)(?P<second>\s+[^\W\d_]+)??\s+(?:xin\s+|báo\s+|bị\s+|đang\s+|phải\s+|cũng\s+)*(?:nghỉ|ốm|vắng|off)\b",
    re.I,
)


_FIRST_WORDS = frozenset(("mai", "anh", "sang"))  # a phone writes the first word with a capital: "Mai nghỉ phép"


def of_another(text: str) -> str | None:
    """The name of the colleague whose absence a message tells of («em Trâm xin nghỉ chiều thứ 2»)."""
    found = _OF_ANOTHER.match(unicodedata.normalize("NFC", text))
    if found is None or not found["name"][0].isupper() or not (found["second"] or " A").strip()[0].isupper():
        return None
    name = found["name"]
    own = not found["title"] and name.lower() in _FIRST_WORDS
    return name if name.lower() in GIVEN and not own else None


def told(text: str, now: datetime) -> str | None:
    """«cancel», "trip" or "study" where a message says so; leave itself is an intent of the reading."""
    return trips.told(text, when.today(now))


def read(text: str, now: datetime) -> Absence:
    """The days of a message that tells an absence."""
    return absence.read(text, when.today(now))


def record(
    uow: UnitOfWork, who: Who, away: Absence, now: datetime, *, kind: str = "leave", said: str | None = None
) -> LeaveView:
    """Keep an absence; a message that told one before now tells this one instead.

    Raises Refusal leave.range, .half, .day, .far, .overlap(_day), .closed, .no_work; nothing is changed then.
    """
    if away.doubt:
        raise Refusal(DOUBTS[away.doubt], first=away.first)
    book = calendar.book_of(uow, who.id, away.first, away.last + DAY * LATE_DAYS)
    parts = _laid_out(book, who, away, kind)
    before = rows.of_message(uow, who.id, said) if said else []
    if before and (before[0].kind, _parts(before)) == (kind, parts):
        return _view(before[0].id or 0, kind, parts, book, who)
    _check(uow, who, parts, before, now)
    view = _view(0, kind, parts, book, who)
    if kind != "trip" and view.days == 0:
        raise Refusal("leave.no_work", first=view.first, last=view.last, names=[day.name for day in view.free])
    for row in before:
        _cancel(uow, who, row, now)
    ids = [_keep(uow, who, part, kind, said, now) for part in parts]
    return _view(ids[0], kind, parts, book, who)


def _laid_out(book: Book, who: Who, away: Absence, kind: str) -> tuple[Stretch, ...]:
    """The told days; a told length is counted in the person's working days, that of a trip in plain days."""
    start = away.stretches[0]
    if away.days is None:
        return away.stretches
    if kind == "trip":
        return (Stretch(start.first, start.first + DAY * (-int(-away.days // 1) - 1)),)
    seat = book.seats[who.id]
    day = start.first if book.calendar.is_working(seat, start.first) else book.calendar.following(seat, start.first)
    parts: list[Stretch] = []
    rest = away.days
    if start.half == "pm":
        parts, rest = [Stretch(day, day, "pm")], rest - Decimal("0.5")
        day = book.calendar.following(seat, day)
    if rest >= 1:
        last = day
        for _ in range(int(rest) - 1):
            last = book.calendar.following(seat, last)
        parts.append(Stretch(day, last))
        day = book.calendar.following(seat, last)
    return (*parts, Stretch(day, day, "am")) if rest % 1 else tuple(parts)


def _check(uow: UnitOfWork, who: Who, parts: Sequence[Stretch], before: Sequence[Leave], now: datetime) -> None:
    today = when.today(now)
    first, last = parts[0].first, parts[-1].last
    if last < first or (last - first).days > MAX_DAYS:
        raise Refusal("leave.range")
    if abs((first - today).days) > MAX_DAYS:
        raise Refusal("leave.far", first=first)
    _refuse_closed(uow, who, [(part.first, part.last) for part in parts])
    _refuse_closed(uow, who, [(row.first_day, row.last_day) for row in before])
    others = [row for row in rows.between(uow, who.id, first, last) if row not in before]
    for row in others:
        if any(_clash(row, part) for part in parts):
            code = "leave.overlap_day" if row.first_day == row.last_day else "leave.overlap"
            raise Refusal(code, first=row.first_day, last=row.last_day)


def _refuse_closed(uow: UnitOfWork, who: Who, spans: Iterable[tuple[date, date]]) -> None:
    """Raise Refusal leave.closed where any month of these days is closed for the person's unit."""
    months = {day.replace(day=1) for first, last in spans for day in calendar.span(first, last)}
    for month in sorted(months):
        if store.is_closed(uow, who.unit_id, month):
            raise Refusal("leave.closed", month=f"{month.month}/{month.year}")


def _clash(row: Leave, part: Stretch) -> bool:
    meet = row.first_day <= part.last and part.first <= row.last_day
    return meet and (row.half is None or part.half is None or row.half == part.half)


def _keep(uow: UnitOfWork, who: Who, part: Stretch, kind: str, said: str | None, now: datetime) -> int:
    row = Leave(
        person_id=who.id, first_day=part.first, last_day=part.last, half=part.half, kind=kind, said=said, created_at=now
    )
    rows.add(uow, row)
    days = {"first": part.first, "last": part.last, "half": part.half, "kind": kind}
    uow.audit("leave.recorded", actor_id=who.id, table="leave", row_id=row.id, at=now, **days)
    return row.id or 0


def _cancel(uow: UnitOfWork, who: Who, row: Leave, now: datetime) -> None:
    rows.cancel(uow, row, now)
    uow.audit("leave.cancelled", actor_id=who.id, table="leave", row_id=row.id, at=now)


# taking back


def cancel_latest(uow: UnitOfWork, who: Who, now: datetime) -> LeaveView | None:
    """Take back what was told last; None where there is nothing. Raises Refusal leave.closed."""
    row = rows.latest(uow, who.id)
    return _cancel_all(uow, who, row, now) if row else None


def cancel(uow: UnitOfWork, who: Who, leave_id: int, now: datetime) -> LeaveView | None:
    """Take back one absence of the person's own; None where it is not there, not theirs or taken back already.

    Where days of it were taken back or its message was edited, what stands now of that message goes.
    """
    row = rows.get(uow, leave_id)
    if row is None or row.person_id != who.id:
        return None
    if row.cancelled_at is None:
        return _cancel_all(uow, who, row, now)
    return cancel_message(uow, who, row.said, now) if row.said else None


def cancel_message(uow: UnitOfWork, who: Who, said: str, now: datetime) -> LeaveView | None:
    """Take back what a message told; None where it told no absence."""
    found = rows.of_message(uow, who.id, said)
    return _cancel_all(uow, who, found[0], now) if found else None


def _cancel_all(uow: UnitOfWork, who: Who, row: Leave, now: datetime) -> LeaveView:
    """Take back a row and whatever else the same message told."""
    group = rows.of_message(uow, who.id, row.said) if row.said else [row]
    _refuse_closed(uow, who, [(one.first_day, one.last_day) for one in group])
    view = _view_of(uow, who, group)
    for one in group:
        _cancel(uow, who, one, now)
    return view


def cancel_days(uow: UnitOfWork, who: Who, away: Absence, now: datetime) -> LeaveView | None:
    """Take back only these days; what is left of each absence stays. None where the person is not away on them."""
    if away.doubt == "day":
        raise Refusal("leave.day")
    gone: list[Stretch] = []
    kind = "leave"
    for row in rows.between(uow, who.id, away.first, away.last):
        cut = [part for part in _cuts(away) if _clash(row, part)]
        if cut:
            kind = row.kind
            gone += _shrink(uow, who, row, cut, now)
    if not gone:
        return None
    book = calendar.book_of(uow, who.id, gone[0].first, gone[-1].last)
    return _view(0, kind, tuple(gone), book, who)


def _cuts(away: Absence) -> tuple[Stretch, ...]:
    return (Stretch(away.first, away.last),) if away.days is not None else away.stretches


def _shrink(uow: UnitOfWork, who: Who, row: Leave, cuts: Sequence[Stretch], now: datetime) -> list[Stretch]:
    """Replace a row by what the cuts leave of it; gives what they took."""
    whole = Stretch(row.first_day, row.last_day, row.half)
    left, taken = _without(whole, cuts)
    if row.kind != "trip":
        left = _worked(uow, who, left)
    _refuse_closed(uow, who, [(part.first, part.last) for part in taken])
    _cancel(uow, who, row, now)
    for part in left:
        _keep(uow, who, part, row.kind, row.said, now)
    return taken


def _worked(uow: UnitOfWork, who: Who, parts: Sequence[Stretch]) -> list[Stretch]:
    """Stretches from a working day to a working day; a weekend left over between what was taken back is none."""
    if not parts:
        return []
    book = calendar.book_of(uow, who.id, parts[0].first, parts[-1].last)
    kept = ((part, book.working_days(who.id, part.first, part.last)) for part in parts)
    return [Stretch(days[0], days[-1], part.half) for part, days in kept if days]


def _without(whole: Stretch, cuts: Sequence[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """Day by day: what stays of a stretch, and what goes."""
    left, taken = [], []
    for day in calendar.span(whole.first, whole.last):
        halves = {cut.half for cut in cuts if cut.first <= day <= cut.last}
        if not halves:
            left.append(Stretch(day, day, whole.half))
        elif None in halves or whole.half in halves or {"am", "pm"} <= halves:
            taken.append(Stretch(day, day, whole.half))
        else:
            half = "am" if "am" in halves else "pm"
            taken.append(Stretch(day, day, half))
            left.append(Stretch(day, day, "pm" if half == "am" else "am"))
    return merged(left), merged(taken)


# looking


def of_message(uow: UnitOfWork, who: Who, said: str) -> LeaveView | None:
    """What a message told and still stands; None where it told no absence."""
    found = rows.of_message(uow, who.id, said)
    return _view_of(uow, who, found) if found else None


def in_days(uow: UnitOfWork, who: Who, first: date, last: date) -> tuple[LeaveView, ...]:
    """The person's absences that touch some days, each by itself."""
    found = rows.between(uow, who.id, first, last)
    return tuple(_view_of(uow, who, [row]) for row in found)


def late_open(uow: UnitOfWork, who: Who, day: date, today: date) -> bool:
    """Whether a day may still be logged because the person was on a trip that ended not long ago."""
    trips = [row for row in rows.on_day(uow, who.id, day) if row.kind == "trip"]
    return any((today - row.last_day).days <= late_days(uow, who) for row in trips)


def late_days(uow: UnitOfWork, who: Who) -> int:
    """How many days after a trip its log may still be written."""
    return int(store.agency_settings(uow, who.agency_id).get("late_days", LATE_DAYS))


def _view_of(uow: UnitOfWork, who: Who, found: Sequence[Leave]) -> LeaveView:
    parts = _parts(found)
    book = calendar.book_of(uow, who.id, parts[0].first, parts[-1].last)
    return _view(found[0].id or 0, found[0].kind, parts, book, who)


def _parts(found: Sequence[Leave]) -> tuple[Stretch, ...]:
    return tuple(Stretch(row.first_day, row.last_day, row.half) for row in found)


def _view(leave_id: int, kind: str, parts: tuple[Stretch, ...], book: Book, who: Who) -> LeaveView:
    gone = tuple(Away(part.first, part.last, part.half) for part in parts)
    seat, first, last = book.seats[who.id], parts[0].first, parts[-1].last
    days = book.calendar.attended(seat, first, last) - book.calendar.attended(seat, first, last, gone)
    inside = (book.day(who.id, day) for part in parts for day in calendar.span(part.first, part.last))
    return LeaveView(leave_id, kind, parts, days, tuple(day for day in inside if not day.works))
