"""What every line of the log obeys: which days may be logged, which quantity counts, how an item is frozen into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import nlu
from services import when
from services.errors import Refusal
from services.office import Office
from services.values import Who
from storage import entries as store
from storage.tables import CatalogueItem, Entry
from storage.uow import UnitOfWork

PAST_PERIODS = ("thang truoc", "thang roi", "quy truoc", "quy roi", "nam ngoai", "nam truoc")
MAX_QUANTITY = Decimal(100_000)
SMALL_WORDS = frozenset(
    "va tu luc nham lai thanh nhe a nha het mat khoang chung la roi thoi sua doi dung ra co".split()
)
"""Words around a correction that name no work: "nhầm, 2 hồ sơ", "từ 8h đến 10h"."""


def refused(
    uow: UnitOfWork, office: Office, who: Who, day: date, quantity: Decimal | None, now: datetime
) -> Refusal | None:
    """Why a line of that day cannot be stored at all: outside the window, a closed month, an absurd quantity."""
    today = when.today(now)
    if (today - day).days > window_days(uow, office, who):
        return Refusal("entry.window", day=day, window=window_days(uow, office, who))
    if store.is_closed(uow, who.unit_id, day):
        return Refusal("entry.closed", day=day, month=f"{day.month}/{day.year}")
    if quantity is not None and quantity > MAX_QUANTITY:
        return Refusal("entry.quantity", quantity=quantity)
    return None


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
        words = " ".join(word for word in words.split() if word not in of_units)
    left = [word for word in words.split() if word.strip(",.") not in SMALL_WORDS]
    told = any(v is not None for v in (fields.minutes, fields.quantity, fields.date, fields.start))
    return replace(fields, rest="") if told and not left else fields


def names_a_past_period(text: str) -> bool:
    """Whether a message tells a past month, quarter or year and so no day that could be logged."""
    return any(f" {words} " in f" {nlu.fold(text)} " for words in PAST_PERIODS)
