"""What every line of the log obeys: which days may be logged, which quantity counts, how an item is frozen into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import nlu
from services import calendar, leave, points, when
from services import day as days
from services.errors import Refusal
from services.office import Office
from services.values import Who
from storage import entries as store
from storage import versions
from storage.tables import CatalogueItem, Entry
from storage.uow import UnitOfWork

PAST_PERIODS = ("thang truoc", "thang roi", "quy truoc", "quy roi", "nam ngoai", "nam truoc")
MAX_QUANTITY = Decimal(100_000)
UNITS_IN_SHORT = {
    "hs": "ho so", "ng": "nguoi", "cv": "cong van", "vb": "van ban", "bc": "bao cao", "gm": "giay moi",
    "qd": "quyet dinh", "ttr": "to trinh", "bb": "bien ban", "tb": "thong bao", "th": "truong hop",
}  # fmt: skip
"""Units as people shorten them: «3 hs»."""
SMALL_WORDS = frozenset(
    "va tu luc nham lai thanh nhe a nha het mat khoang chung la roi thoi sua doi dung ra co".split()
)
"""Words around a correction that name no work: "nhầm, 2 hồ sơ", "từ 8h đến 10h"."""


def refused(
    uow: UnitOfWork, office: Office, who: Who, day: date, quantity: Decimal | None, now: datetime
) -> Refusal | None:
    """Why a line of that day cannot be stored at all: outside the window, a closed month, an absurd quantity."""
    today = when.today(now)
    window = window_days(uow, office, who)
    if (today - day).days > window and not _open_late(uow, who, day, today, window):
        return Refusal("entry.window", day=day, window=window)
    if store.is_closed(uow, who.unit_id, day):
        return Refusal("entry.closed", day=day, month=f"{day.month}/{day.year}")
    if quantity is not None and quantity > MAX_QUANTITY:
        return Refusal("entry.quantity", quantity=quantity)
    return None


def _open_late(uow: UnitOfWork, who: Who, day: date, today: date, window: int) -> bool:
    """Days of a trip; and, where more than today may be logged, the last day at work before holidays or leave."""
    if leave.late_open(uow, who, day, today):
        return True
    if window == 0 or (today - day).days > calendar.LOOK_BACK:
        return False
    return calendar.book_of(uow, who.id, day, today).last_expected(who.id, today) == day


def window_days(uow: UnitOfWork, office: Office, who: Who) -> int:
    """How many days back may be logged: the agency's setting, else the installation's."""
    return int(store.agency_settings(uow, who.agency_id).get("window_days", office.window_days))


def freeze(entry: Entry, item: CatalogueItem) -> None:
    """Put the item into the line as it stands in the catalogue now; later imports never change it."""
    entry.item_code, entry.item_name, entry.item_unit = item.code, item.name, item.unit
    entry.item_measure, entry.coefficient = item.measure, item.coefficient
    entry.standard_minutes, entry.catalogue_id = item.standard_minutes, item.catalogue_id
    entry.quantity = counted_quantity(entry)


def counted_quantity(entry: Entry) -> Decimal | None:
    """What counts: nothing while unfinished, minutes ÷ 60 for work counted in hours, else the told quantity."""
    if not entry.done:
        return None
    if entry.item_measure == "hours":
        return (Decimal(entry.minutes) / 60).quantize(Decimal("0.0001")) if entry.minutes is not None else None
    return entry.quantity if entry.quantity is not None else Decimal(1)


def read(uow: UnitOfWork, office: Office, who: Who, text: str, now: datetime) -> nlu.Fields:
    """What a short repair says, as of an instant; a unit of the catalogue behind the number is no other item's name."""
    fields = nlu.read_fields(text, now=when.local(now))
    words = nlu.fold(fields.rest)
    if fields.quantity is not None and not fields.done:
        units = office.readers.for_agency(uow, who.agency_id).units
        of_units = {word for unit in units for word in unit.split()}
        words = " ".join(word for word in words.split() if not set(UNITS_IN_SHORT.get(word, word).split()) <= of_units)
    left = [word for word in words.split() if word.strip(",.") not in SMALL_WORDS]
    told = any(v is not None for v in (fields.minutes, fields.quantity, fields.date, fields.start))
    return replace(fields, rest="") if told and not left else fields


def names_a_past_period(text: str) -> bool:
    """Whether a message tells a past month, quarter or year and so no day that could be logged."""
    return any(f" {words} " in f" {nlu.fold(text)} " for words in PAST_PERIODS)


def change(uow: UnitOfWork, who: Who, entry: Entry, operation: str, now: datetime, **fields: Any) -> None:
    """The one way in which a person's line changes: never in or into a closed month, never over 24 told hours a day."""
    check_change(uow, who, entry, fields)
    versions.change(uow, entry, operation=operation, actor_id=who.id, at=now, **fields)


def check_change(uow: UnitOfWork, who: Who, entry: Entry, fields: Mapping[str, Any]) -> None:
    """Raise Refusal entry.closed or entry.day_over for a change that the day does not allow."""
    day = fields.get("work_date", entry.work_date)
    for touched in {entry.work_date, day}:
        if store.is_closed(uow, who.unit_id, touched):
            month = f"{touched.month}/{touched.year}"
            raise Refusal("entry.closed", text=entry.text, day=touched, month=month)
    state = fields.get("state", entry.state)
    if state in days.COUNTED and {"minutes", "work_date", "state"} & set(fields):
        total = told_with(uow, who, entry, day, fields.get("minutes", entry.minutes))
        if total > points.WHOLE_DAY:
            raise Refusal("entry.day_over", text=entry.text, day=day, total=total)


def check_new(uow: UnitOfWork, who: Who, entry: Entry) -> None:
    """Raise Refusal entry.day_over for a new line that would make the day longer than 24 told hours."""
    total = days.told_minutes(uow, who.id, entry.work_date) + (entry.minutes or 0)
    if entry.minutes and total > points.WHOLE_DAY:
        raise Refusal("entry.day_over", text=entry.text, day=entry.work_date, total=total)


def told_with(uow: UnitOfWork, who: Who, entry: Entry, day: date, minutes: int | None) -> int:
    """Told minutes of a day if this line had so many; 0 for a line without told time."""
    if not minutes:
        return 0
    counted = entry.state in days.COUNTED and day == entry.work_date
    return days.told_minutes(uow, who.id, day) - ((entry.minutes or 0) if counted else 0) + minutes


def needs_reason(uow: UnitOfWork, who: Who, entry: Entry, day: date, minutes: int | None) -> int | None:
    """The told minutes of a day that this line makes longer than twelve hours without a reason; else None."""
    total = told_with(uow, who, entry, day, minutes)
    return total if total > points.LONG_DAY and entry.reason is None else None
