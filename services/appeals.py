"""Ý kiến: an objection, once, to a returned or faulted line or to a month's score; the next higher manager answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import nlu
from services import permissions, reach, when
from services.errors import Refusal, Stale
from services.people import get_who
from services.values import EntryView, Who
from services.views import entry_view
from storage import appeals as store
from storage import entries as lines
from storage import people, sums, versions
from storage import review as reviews
from storage.tables import Appeal, Entry, Person
from storage.uow import UnitOfWork

MOST = 8
LONGEST = 1000
SHORTEST = 3


@dataclass(frozen=True)
class Event:
    """A step in the history of a line: when, what (operation), who, and the reason given with it."""

    at: datetime
    operation: str
    person: str
    note: str | None = None


@dataclass(frozen=True)
class AppealView:
    """An objection with all that its judge needs: the line and its history, or the month and its counts."""

    id: int
    person_id: int
    person: str
    judge_id: int
    judge: str
    text: str
    state: str
    entry: EntryView | None = None
    errors: int = 0
    history: tuple[Event, ...] = ()
    year: int | None = None
    month: int | None = None
    counts: dict[str, int] | None = None
    answer: str | None = None
    changed: bool = False


def check_entry(uow: UnitOfWork, who: Who, entry_id: int) -> EntryView:
    """The own line that may be objected to. Raises NotFound, Refusal appeal.nothing, .once, .nobody_above."""
    row = permissions.access_own_entry(uow, who, entry_id)
    if row.state != "returned" and not (row.state == "approved" and row.quality_errors):
        raise Refusal("appeal.nothing")
    if store.of_entry(uow, entry_id) is not None:
        raise Refusal("appeal.once")
    judge_of(uow, who, row.reviewer_id)
    return entry_view(row)


def judge_of(uow: UnitOfWork, who: Who, decided_by: int | None = None) -> Person:
    """The next above whoever reviews this person, never the one who decided; raises Refusal appeal.nobody_above."""
    me = people.get(uow, who.id)
    head = reach.responsible(uow, me) if me is not None else None
    judge = reach.responsible(uow, head) if head is not None else None
    if judge is not None and judge.id == decided_by:
        judge = reach.responsible(uow, judge)
    if judge is None or judge.id in (who.id, decided_by):
        raise Refusal("appeal.nobody_above")
    return judge


def object_entry(uow: UnitOfWork, who: Who, entry_id: int, text: str, now: datetime) -> AppealView:
    """Object to a line, once."""
    check_entry(uow, who, entry_id)
    row = permissions.access_own_entry(uow, who, entry_id)
    judge = judge_of(uow, who, row.reviewer_id)
    return _object(uow, who, Appeal(entry_id=entry_id, judge_id=judge.id or 0, **_said(who, text, now)), now)


def object_score(uow: UnitOfWork, who: Who, year: int, month: int, text: str, now: datetime) -> AppealView:
    """Object to the score of a month that has begun, once."""
    if date(year, month, 1) > when.today(now):
        raise Refusal("appeal.future", month=f"{month}/{year}")
    judge = judge_of(uow, who)
    return _object(uow, who, Appeal(year=year, month=month, judge_id=judge.id or 0, **_said(who, text, now)), now)


def _said(who: Who, text: str, now: datetime) -> dict[str, Any]:
    text = " ".join(text.split())[:LONGEST]
    mark = nlu.classified_mark(text)
    if mark:
        raise Refusal("entry.secret", mark=mark)
    if len(text) < SHORTEST:
        raise Refusal("appeal.words")
    return {"person_id": who.id, "text": text, "state": "open", "created_at": now}


def _object(uow: UnitOfWork, who: Who, row: Appeal, now: datetime) -> AppealView:
    kept = store.add(uow, row)
    if kept is None:
        raise Refusal("appeal.once")
    uow.audit(
        "appeal.made", actor_id=who.id, table="appeal", row_id=kept.id, at=now, judge=kept.judge_id,
        entry=kept.entry_id, year=kept.year, month=kept.month,
    )  # fmt: skip
    return _view(uow, kept)


def waiting(uow: UnitOfWork, who: Who, now: datetime) -> tuple[AppealView, ...]:
    """Open objections that this person has to answer, with their history."""
    found = tuple(_view(uow, row) for row in store.waiting(uow, who.id, MOST))
    for view in found:
        uow.audit(
            "appeal.read", actor_id=who.id, table="appeal", row_id=view.id, at=now,
            entry=view.entry.id if view.entry else None, version=view.entry.version if view.entry else None,
        )  # fmt: skip
    return found


def seen(uow: UnitOfWork, row: Appeal) -> AppealView:
    """An objection as its judge sees it."""
    return _view(uow, row)


def own(uow: UnitOfWork, who: Who) -> tuple[AppealView, ...]:
    """The person's own objections, newest first."""
    return tuple(_view(uow, row) for row in store.of_person(uow, who.id, MOST))


def answer(uow: UnitOfWork, who: Who, appeal_id: int, upheld: bool, text: str | None, now: datetime) -> AppealView:
    """Accept – a returned line is approved, faults go – or leave things as they are. Raises NotFound, Stale."""
    row = permissions.access_appeal_to_answer(uow, who, appeal_id)
    if row.state != "open":
        raise Stale("appeal")
    text = " ".join(text.split())[:LONGEST] if text else None
    mark = nlu.classified_mark(text) if text else None
    if mark:
        raise Refusal("entry.secret", mark=mark)
    changed = _accept(uow, who, row, now) if upheld and row.entry_id is not None else False
    store.settle(uow, row, "upheld" if upheld else "kept", now, who.id, text)
    uow.audit(
        f"appeal.{row.state}", actor_id=who.id, table="appeal", row_id=row.id, at=now, entry=row.entry_id,
        changed=changed,
    )  # fmt: skip
    return _view(uow, row, changed=changed)


def _accept(uow: UnitOfWork, who: Who, row: Appeal, now: datetime) -> bool:
    """Set the line right, if it still is as it was objected to and its month is open."""
    entry = reviews.lock(uow, [row.entry_id or 0])[row.entry_id or 0]
    owner = get_who(uow, row.person_id)
    reviews.hold_units(uow, [owner.unit_id])
    if lines.is_closed(uow, owner.unit_id, entry.work_date):
        return False
    if entry.state != "returned" and not (entry.state == "approved" and entry.quality_errors):
        return False
    before, errors = entry.state, entry.quality_errors
    good = {"quality_errors": 0, "excused_errors": 0, "excused_by": None, "excuse_note": None}
    reviews.decide(
        uow, [entry], operation="approved", actor_id=who.id, at=now, state="approved", reviewed_at=now,
        reviewer_id=who.id, **good,
    )  # fmt: skip
    uow.audit(
        "entry.approved_on_appeal", actor_id=who.id, table="entry", row_id=entry.id, at=now, version=entry.version,
        before=before, after="approved", quality_errors=[errors, 0],
    )  # fmt: skip
    return True


def _view(uow: UnitOfWork, row: Appeal, *, changed: bool = False) -> AppealView:
    names = people.by_ids(uow, {row.person_id, row.judge_id})
    entry = lines.get(uow, row.entry_id) if row.entry_id is not None else None
    counts = None
    if row.year and row.month:
        counts = sums.state_counts(uow, [row.person_id], *when.month_bounds(row.year, row.month))
    return AppealView(
        id=row.id or 0, person_id=row.person_id, person=names[row.person_id].full_name, judge_id=row.judge_id,
        judge=names[row.judge_id].full_name, text=row.text, state=row.state,
        entry=entry_view(entry) if entry else None, errors=entry.quality_errors if entry else 0,
        history=_history(uow, entry) if entry else (), year=row.year, month=row.month, counts=counts, answer=row.answer,
        changed=changed,
    )  # fmt: skip


def _history(uow: UnitOfWork, entry: Entry) -> tuple[Event, ...]:
    """From the telling to now; what a change led to stands in the state kept before the next one."""
    kept = versions.versions_of(uow, entry.id or 0)
    names = people.by_ids(uow, {version.actor_id for version in kept} | {entry.person_id})
    notes = _notes(kept, entry)
    events = [Event(entry.created_at, "recorded", names[entry.person_id].full_name)]
    for version, note in zip(kept, notes, strict=True):
        shown = note if version.operation == "returned" else None
        events.append(Event(version.at, version.operation, names[version.actor_id].full_name, shown))
    return tuple(events)


def _notes(kept: Sequence[Any], entry: Entry) -> list[str | None]:
    after = [versions.snapshot_values(version).get("review_note") for version in kept[1:]]
    return [*after, entry.review_note] if kept else []
