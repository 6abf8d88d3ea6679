"""Chốt: a unit's month is closed seeing who is missing and what is open, and opened again only with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import nlu
from services import general, permissions, score_months, when, workload
from services.errors import NotFound, Refusal
from services.values import Who
from storage import appeals as appeal_rows
from storage import closing as store
from storage import overview, people, sums, units
from storage import requests as request_rows
from storage import review as reviews
from storage.tables import PeriodClose, Person, Unit
from storage.uow import UnitOfWork

OPEN_STATES = ("pending", "draft", "returned")
LONGEST_REASON = 500


@dataclass(frozen=True)
class Missing:
    """A person with working days on which nothing was logged."""

    person: str
    days: int


@dataclass(frozen=True)
class OpenLines:
    """A person's lines that would not count: waiting, drafts, returned."""

    person: str
    pending: int
    draft: int
    returned: int


@dataclass(frozen=True)
class CloseView:
    """A month of a unit before it is closed. `token` changes with what is open, so that an old button is recognised."""

    unit_id: int
    unit: str
    year: int
    month: int
    people: int
    approved: int
    missing: tuple[Missing, ...]
    open: tuple[OpenLines, ...]
    requests: int
    appeals: int
    no_general: int
    token: int
    closed_by: str | None = None
    closed_at: datetime | None = None

    @property
    def pending(self) -> int:
        """Lines that wait for review."""
        return sum(lines.pending for lines in self.open)


def headed(uow: UnitOfWork, who: Who) -> tuple[tuple[int, str], ...]:
    """The units whose months this person may close."""
    found = permissions.headed_units(uow, who)
    return tuple((unit.id or 0, unit.name) for unit in units.of_agency(uow, who.agency_id) if unit.id in found)


def find_headed(uow: UnitOfWork, who: Who, name: str) -> tuple[tuple[int, str], ...]:
    """Those of them whose name holds these words."""
    return tuple((key, unit) for key, unit in headed(uow, who) if nlu.fold(name).strip() in nlu.fold(unit))


def default_month(uow: UnitOfWork, unit_id: int, now: datetime) -> tuple[int, int]:
    """Last month while it is open, else this one."""
    today = when.today(now)
    last = today.replace(day=1) - timedelta(days=1)
    if reviews.find_close(uow, unit_id, last.year, last.month) is None:
        return last.year, last.month
    return today.year, today.month


def look(uow: UnitOfWork, who: Who, unit_id: int, year: int, month: int, now: datetime) -> CloseView:
    """Who is missing and what is open. Raises NotFound, Refusal closing.early while working days are still to come."""
    unit = permissions.access_headed_unit(uow, who, unit_id)
    _check_over(year, month, when.today(now))
    view = _view(uow, unit, year, month, now)
    uow.audit("period.read", actor_id=who.id, table="unit", row_id=unit_id, at=now, year=year, month=month)
    return view


def _check_over(year: int, month: int, today: date) -> None:
    if not 1 <= month <= 12 or not 2000 <= year <= 9999:
        raise NotFound("period")
    _, last = when.month_bounds(year, month)
    left = [today + timedelta(days=n) for n in range(1, (last - today).days + 1)]
    if last > today and any(when.is_working_day(day) for day in left):
        raise Refusal("closing.early", month=f"{month}/{year}")


def _view(uow: UnitOfWork, unit: Unit, year: int, month: int, now: datetime) -> CloseView:
    first, last = when.month_bounds(year, month)
    members = units.members_since(uow, [unit.id or 0], first)
    ids = [person.id or 0 for person in members]
    states = overview.states_by_person(uow, ids, first, last)
    opened = tuple(lines for lines in (_open(person, states) for person in members) if lines is not None)
    requests, appeals = request_rows.count_waiting(uow, ids), appeal_rows.count_of_people(uow, ids)
    here = [person for person in members if person.active]
    no_general = general.unconfirmed(uow, unit.agency_id, here, year, month)
    closed = reviews.find_close(uow, unit.id or 0, year, month)
    closer = people.get(uow, closed.closed_by) if closed is not None else None
    return CloseView(
        unit_id=unit.id or 0, unit=unit.name, year=year, month=month, people=len(members),
        approved=sum(count for (_, state), count in states.items() if state == "approved"),
        missing=_missing(uow, members, first, min(last, when.today(now))), open=opened, requests=requests,
        appeals=appeals, no_general=no_general, token=_token(opened, requests, appeals, no_general),
        closed_by=closer.full_name if closer is not None else None, closed_at=closed.closed_at if closed else None,
    )  # fmt: skip


def _open(person: Person, states: Mapping[tuple[int, str], int]) -> OpenLines | None:
    pending, draft, returned = (states.get((person.id or 0, state), 0) for state in OPEN_STATES)
    return OpenLines(person.full_name, pending, draft, returned) if pending or draft or returned else None


def _missing(uow: UnitOfWork, members: Sequence[Person], first: date, last: date) -> tuple[Missing, ...]:
    ids = [person.id or 0 for person in members]
    logged = sums.day_sums(uow, ids, first, last)
    targets = workload.targets(uow, members[0].agency_id, ids, first, last) if members and last >= first else {}
    empty: dict[int, int] = {}
    for key, target in targets.items():
        if target and key not in logged:
            empty[key[0]] = empty.get(key[0], 0) + 1
    return tuple(Missing(person.full_name, empty[person.id or 0]) for person in members if person.id in empty)


def _token(opened: Sequence[OpenLines], requests: int, appeals: int, no_general: int) -> int:
    """One number for all that is open."""
    lines = sum(line.pending * 10_000 + line.draft * 100 + line.returned for line in opened)
    return (lines + requests * 7 + appeals * 11 + no_general * 13) % 1_000_000


def close(
    uow: UnitOfWork, who: Who, unit_id: int, year: int, month: int, token: int, now: datetime
) -> CloseView | None:
    """Close what was shown and keep everybody's score; None where something has become open or settled since, so that
    it is shown anew.

    Raises NotFound, Refusal closing.early, closing.closed (somebody was first).
    """
    unit = permissions.access_headed_unit(uow, who, unit_id)
    _check_over(year, month, when.today(now))
    reviews.hold_units(uow, [unit_id], alone=True)
    view = _view(uow, unit, year, month, now)
    if view.closed_at is not None:
        raise Refusal("closing.closed", month=f"{month}/{year}", by=view.closed_by or "")
    if view.token != token:
        return None
    new = reviews.close_period(
        uow, agency_id=unit.agency_id, unit_id=unit_id, year=year, month=month, closed_by=who.id, at=now
    )
    if not new:
        raise Refusal("closing.closed", month=f"{month}/{year}", by="")
    uow.audit(
        "period.closed", actor_id=who.id, table="unit", row_id=unit_id, at=now, year=year, month=month,
        approved=view.approved, pending=view.pending, missing=len(view.missing), requests=view.requests,
        appeals=view.appeals, no_general=view.no_general,
    )  # fmt: skip
    score_months.keep_units(uow, [unit_id], year, month, who.id, now)
    return view


# opening again


@dataclass(frozen=True)
class Reopened:
    """A month opened again: whose, and who had closed it."""

    unit: str
    year: int
    month: int
    closed_by: int


def reopen_in_chat(uow: UnitOfWork, who: Who, name: str, year: int, month: int, reason: str, now: datetime) -> Reopened:
    """An administrator opens a closed month of a unit of the own agency again. Raises NotFound, Refusal closing.*."""
    if not who.is_admin:
        raise NotFound("unit")
    found = [unit for unit in units.of_agency(uow, who.agency_id) if nlu.fold(name).strip() in nlu.fold(unit.name)]
    if not found:
        raise NotFound("unit")
    if len(found) > 1:
        raise Refusal("closing.several", count=len(found), units="; ".join(unit.name for unit in found))
    unit = permissions.access_unit(uow, who, found[0].id or 0)
    return reopen(uow, unit, year, month, reason, who.id, now)


def reopen(
    uow: UnitOfWork, unit: Unit, year: int, month: int, reason: str, actor_id: int | None, now: datetime
) -> Reopened:
    """Open a closed month again; the reason is kept beside it, the scores are made anew when it closes again.

    Raises Refusal closing.reason, .open, entry.secret.
    """
    reason = " ".join(reason.split())[:LONGEST_REASON]
    mark = nlu.classified_mark(reason) if reason else None
    if mark:
        raise Refusal("entry.secret", mark=mark)
    if not reason:
        raise Refusal("closing.reason")
    reviews.hold_units(uow, [unit.id or 0], alone=True)
    row: PeriodClose | None = reviews.find_close(uow, unit.id or 0, year, month)
    if row is None:
        raise Refusal("closing.open", month=f"{month}/{year}", unit=unit.name)
    closed_by = row.closed_by
    kept = store.reopen(uow, row, by=actor_id, reason=reason, at=now)
    uow.audit(
        "period.reopened", actor_id=actor_id, table="unit", row_id=unit.id, at=now, year=year, month=month,
        reopening=kept.id, closed_by=closed_by,
    )  # fmt: skip
    score_months.forget_unit(uow, unit.id or 0, year, month, actor_id, now)
    return Reopened(unit.name, year, month, closed_by)
