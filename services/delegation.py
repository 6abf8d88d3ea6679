"""Uỷ quyền: a reviewer who is away lets somebody review in their place; it is never passed on and ends by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import nlu
from services import permissions, reach, when
from services.errors import Refusal, Stale
from services.values import Who
from storage import delegation as store
from storage import people
from storage.tables import Delegation, Person
from storage.uow import UnitOfWork

MOST_DAYS = 62
FARTHEST = 200
"""Days ahead beyond which a day was meant that is over."""
LONGEST_NAME = 5
CALLED = frozenset("anh chi ong ba co chu dong chi d/c dc em bac".split())
SPLIT = re.compile(r"\s(?:đến|tới|den|toi)(?:\s(?:hết|het))?\s|^(?:đến|tới|den|toi)(?:\s(?:hết|het))?\s|\s[-–]\s")
FOR_DAYS = re.compile(r"\b(\d{1,2})\s*(?:ngày|ngay)\b(?!\s*\d)", re.I)


@dataclass(frozen=True)
class DelegationView:
    """Who reviews in whose place, from which day to which, both included."""

    id: int
    giver_id: int
    giver: str
    delegate_id: int
    delegate: str
    first: date
    last: date


def give(uow: UnitOfWork, who: Who, text: str, now: datetime) -> DelegationView:
    """Read "Vinh từ 24 đến 26/11" and let that person review from then to then.

    Raises Refusal delegation.nobody (nothing to pass on), .whom, .unknown, .several, .days, .past, .long, .overlap.
    """
    if not reach.own_people(uow, who.id):
        raise Refusal("delegation.nobody")
    delegate, rest = _delegate(permissions.access_colleagues(uow, who), text)
    first, last = _days(rest, now)
    _check(uow, who, first, last, when.today(now))
    row = store.add(
        uow,
        Delegation(
            agency_id=who.agency_id, giver_id=who.id, delegate_id=delegate.id or 0, first_day=first, last_day=last,
            created_at=now,
        ),
    )  # fmt: skip
    uow.audit(
        "delegation.given", actor_id=who.id, table="delegation", row_id=row.id, at=now, delegate=delegate.id,
        first=first, last=last,
    )  # fmt: skip
    return _views(uow, [row])[0]


def _delegate(candidates: Sequence[Person], text: str) -> tuple[Person, str]:
    """The person whose name the text begins with, the longest name first, and what follows it."""
    words = text.replace("@", " ").split()
    while words and nlu.fold(words[0]) in CALLED:
        words = words[1:]
    if not words:
        raise Refusal("delegation.whom")
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        found = named(candidates, words[:length])
        if len(found) > 1:
            raise Refusal("delegation.several", count=len(found), name=" ".join(words[:length]), people=_listed(found))
        if found:
            return found[0], " ".join(words[length:])
    raise Refusal("delegation.unknown", name=words[0])


def named(candidates: Sequence[Person], words: Sequence[str]) -> list[Person]:
    """People with that staff code or those last words of the name; accents decide where they can."""
    told = " ".join(words).strip(",.:")
    wanted = nlu.fold(told).split()
    found = [p for p in candidates if p.staff_code.lower() == told.lower()]
    found = found or [p for p in candidates if nlu.fold(p.full_name).split()[-len(wanted) :] == wanted]
    accented = [p for p in found if p.full_name.lower().split()[-len(words) :] == told.lower().split()]
    return accented if len(accented) == 1 else found


def _listed(found: Sequence[Person]) -> str:
    return ", ".join(f"{person.full_name} ({person.staff_code})" for person in found)


def _days(text: str, now: datetime) -> tuple[date, date]:
    """The days that a text tells: a stretch, both ends apart, so many days from one, or one day. Raises Refusal."""
    local, today = when.local(now), when.today(now)
    told = nlu.read_when(text, now=local, prefer="future")
    if told.first and told.last:
        return max(told.first, today) if told.last >= today else told.first, told.last
    ends = SPLIT.split(f" {text} ".replace("  ", " "), maxsplit=1) if SPLIT.search(f" {text} ") else []
    if len(ends) == 2:
        first = nlu.read_when(ends[0], now=local, prefer="future").day if ends[0].strip() else today
        last = nlu.read_when(ends[1], now=local, prefer="future").day
        if first is None or last is None:
            raise Refusal("delegation.days")
        return first, last
    count = FOR_DAYS.search(text)
    day = told.day or (today if count else None)
    if day is None:
        raise Refusal("delegation.days")
    return day, day + timedelta(days=int(count[1]) - 1 if count else 0)


def _check(uow: UnitOfWork, who: Who, first: date, last: date, today: date) -> None:
    if last < first:
        raise Refusal("delegation.days")
    if last < today or (first - today).days > FARTHEST:  # "20/11" told on 26/11 is read as next year's
        raise Refusal("delegation.past", day=last)
    if (last - first).days >= MOST_DAYS:
        raise Refusal("delegation.long", most=MOST_DAYS)
    for row in store.given(uow, who.id, first):
        if row.first_day <= last:
            other = people.get(uow, row.delegate_id)
            name = other.full_name if other else ""
            raise Refusal("delegation.overlap", name=name, first=row.first_day, last=row.last_day)


def of(uow: UnitOfWork, who: Who, now: datetime) -> tuple[tuple[DelegationView, ...], tuple[DelegationView, ...]]:
    """What this person gave and was given, as far as it is not over."""
    today = when.today(now)
    return _views(uow, store.given(uow, who.id, today)), _views(uow, store.received(uow, who.id, today))


def end(uow: UnitOfWork, who: Who, delegation_id: int, now: datetime) -> DelegationView:
    """End a delegation of one's own. Raises NotFound, Stale."""
    row = permissions.access_own_delegation(uow, who, delegation_id)
    if row.ended_at is not None or row.last_day < when.today(now):
        raise Stale("delegation")
    store.end(uow, row, now)
    uow.audit("delegation.ended", actor_id=who.id, table="delegation", row_id=row.id, at=now, delegate=row.delegate_id)
    return _views(uow, [row])[0]


def _views(uow: UnitOfWork, rows: Sequence[Delegation]) -> tuple[DelegationView, ...]:
    names = people.by_ids(uow, {person for row in rows for person in (row.giver_id, row.delegate_id)})
    return tuple(
        DelegationView(
            row.id or 0, row.giver_id, names[row.giver_id].full_name, row.delegate_id, names[row.delegate_id].full_name,
            row.first_day, row.last_day,
        )
        for row in rows
    )  # fmt: skip
