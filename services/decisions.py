"""What a reviewer decides on the lines of a list: approve, return, judge quality, take back. The first one wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import nlu
from services import permissions, when
from services.errors import NotFound, Refusal, Stale
from services.review import ReviewLine, check_numbers, line_view, others
from services.values import Who
from storage import audit, people, versions
from storage import review as queries
from storage.tables import Entry, EntryVersion, ReviewList
from storage.uow import UnitOfWork

MOST_ERRORS = 9
LONGEST_REASON = 500


@dataclass(frozen=True)
class Lost:
    """A line that was not decided: somebody was first, it changed since it was shown, or its month is closed."""

    number: int
    code: str
    person: str
    by: str | None = None


@dataclass(frozen=True)
class Decision:
    """What became of the named lines; `stamp` lets the reviewer take the decision back."""

    done: tuple[ReviewLine, ...]
    lost: tuple[Lost, ...]
    list_id: int
    stamp: int
    listed: int
    left: int = 0
    unseen: int = 0


@dataclass(frozen=True)
class Whole:
    """What «duyệt hết» means for a list: lines that still wait, how many of them stand on pages that nobody opened, and
    how many of these are odd."""

    listed: int
    shown: int
    waiting: int
    unseen: int
    odd: int


def whole(uow: UnitOfWork, who: Who, list_id: int, without: Sequence[int], now: datetime) -> Whole:
    """How much of a list still waits, but for some numbers. Raises NotFound, Refusal review.number."""
    kept = permissions.access_review_list(uow, who, list_id)
    check_numbers(kept, without)
    places = {line[0]: number for number, line in enumerate(kept.lines, 1) if number not in without}
    rows = permissions.access_entries_to_review(uow, who, list(places), when.today(now))
    waiting = [places[key] for key, row in rows.items() if row.state == "pending"]
    unseen = [number for number in waiting if number > kept.shown]
    odd = sum(kept.lines[number - 1][2] for number in unseen)
    return Whole(len(kept.lines), kept.shown, len(waiting), len(unseen), odd)


def approve(
    uow: UnitOfWork, who: Who, list_id: int, numbers: Sequence[int] | None, now: datetime, *,
    upto: int | None = None, normal_only: bool = False, unseen: bool = False, without: Sequence[int] = (),
) -> Decision:  # fmt: skip
    """Approve lines of a list by number; None = all that were shown (up to `upto`), or only the normal ones of them.

    `unseen`: also what stands on pages not opened, as it was when the list was made – the reviewer was asked.
    Lines that somebody decided first, that changed since they were shown, or whose month is closed are left out.
    """
    kept = permissions.access_review_list(uow, who, list_id)
    most = len(kept.lines) if unseen else kept.shown
    seen = min(upto or most, most)
    check_numbers(kept, [*(numbers or ()), *without])
    if numbers is None:
        every = range(1, seen + 1)
        numbers = [n for n in every if n not in without and not (normal_only and kept.lines[n - 1][2])]
        rows, lost = _ready(uow, who, kept, numbers, now)
        lost = [line for line in lost if line.code != "own"]  # «hết» means the rest
        if seen > kept.shown:
            queries.turn_page(uow, kept, [list(line) for line in kept.lines], seen)
    else:
        rows, lost = _ready(uow, who, kept, numbers, now)
    _decide(uow, who, list(rows.values()), "approved", now, review_note=None)
    return _decision(uow, who, kept, rows, lost, now)


def give_back(uow: UnitOfWork, who: Who, list_id: int, numbers: Sequence[int], reason: str, now: datetime) -> Decision:
    """Return lines with a reason; whoever wrote them may change them and they wait again."""
    reason = _clean(reason)
    kept = permissions.access_review_list(uow, who, list_id)
    check_numbers(kept, numbers)
    rows, lost = _ready(uow, who, kept, numbers, now)
    _decide(uow, who, list(rows.values()), "returned", now, review_note=reason)
    return _decision(uow, who, kept, rows, lost, now)


def judge(
    uow: UnitOfWork, who: Who, list_id: int, numbers: Sequence[int], errors: int, excused: bool, note: str | None,
    now: datetime,
) -> Decision:  # fmt: skip
    """Approve lines with so many great faults each, or set the faults of approved ones; `excused`: an objective cause.

    Raises Refusal review.errors for a number that no line can have.
    """
    if not 0 <= errors <= MOST_ERRORS:
        raise Refusal("review.errors", most=MOST_ERRORS)
    note = _clean(note) if note else None
    kept = permissions.access_review_list(uow, who, list_id)
    check_numbers(kept, numbers)
    rows, lost = _ready(uow, who, kept, numbers, now, again=True)
    cause = {"excused_errors": errors, "excused_by": who.id} if excused else {"excused_errors": 0, "excused_by": None}
    quality = {"quality_errors": errors, "excuse_note": note if excused else None, **cause}
    told_before = {key: row for key, row in rows.items() if row.state == "approved" and _same(row, quality)}
    names = _names(uow, told_before.values())
    for key, row in told_before.items():
        code, by = ("own", None) if row.reviewer_id == who.id else ("first", names.get(row.reviewer_id or 0))
        lost.append(Lost(key, code, names.get(row.person_id, ""), by))
    rows = {key: row for key, row in rows.items() if key not in told_before}
    fresh = [row for row in rows.values() if row.state == "pending"]
    again = [row for row in rows.values() if row.state == "approved"]
    _decide(uow, who, fresh, "approved", now, review_note=None, **quality)
    queries.decide(uow, again, operation="judged", actor_id=who.id, at=now, **quality)
    for row in [*fresh, *again]:
        uow.audit(
            "entry.judged", actor_id=who.id, table="entry", row_id=row.id, at=now, version=row.version,
            quality_errors=errors, excused_errors=errors if excused else 0,
        )  # fmt: skip
    return _decision(uow, who, kept, rows, lost, now)


def _same(row: Entry, quality: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in quality.items())


def excuse(
    uow: UnitOfWork, who: Who, list_id: int, numbers: Sequence[int], note: str | None, now: datetime
) -> Decision:
    """Confirm that the faults already found in lines had an objective cause. Raises Refusal review.no_errors."""
    kept = permissions.access_review_list(uow, who, list_id)
    check_numbers(kept, numbers)
    rows = permissions.access_entries_to_review(uow, who, [kept.lines[n - 1][0] for n in numbers], when.today(now))
    counts = {row.quality_errors for row in rows.values()}
    if not rows or 0 in counts:
        raise Refusal("review.no_errors")
    if len(counts) > 1:
        raise Refusal("review.one_by_one")
    return judge(uow, who, list_id, numbers, counts.pop(), True, note, now)


def undo(uow: UnitOfWork, who: Who, list_id: int, stamp: int, now: datetime) -> tuple[ReviewLine, ...]:
    """Take back a decision of this reviewer's on lines that nobody has touched since. Raises Stale."""
    kept = permissions.access_review_list(uow, who, list_id)
    places = {line[0]: number for number, line in enumerate(kept.lines, 1)}
    rows = permissions.access_entries_to_review(uow, who, list(places), when.today(now))
    before = queries.latest_changes(uow, list(rows))
    mine = [row for key, row in rows.items() if key in before and _is_own(before[key], who, stamp)]
    closed = _closed(uow, mine)
    mine = [row for row in mine if row.id not in closed]
    if not mine:
        raise Stale("review")
    taken = []
    for row in mine:
        was = versions.snapshot_values(before[row.id or 0])
        state, told = row.state, row.state == "returned" or row.quality_errors > 0
        versions.change(
            uow, row, operation="undo", actor_id=who.id, at=now, **{name: was[name] for name in DECIDED if name in was}
        )
        uow.audit(
            "entry.decision_undone", actor_id=who.id, table="entry", row_id=row.id, at=now, version=row.version,
            before=state, after=row.state,
        )  # fmt: skip
        taken.append((places[row.id or 0], row, told))
    _note_versions(uow, kept, mine)
    owners = others(uow, mine, {})
    return tuple(replace(line_view(number, row, owners[row.person_id]), told=told) for number, row, told in taken)


def _is_own(change: EntryVersion, who: Who, stamp: int) -> bool:
    """Whether the latest change of a line is the decision to be taken back."""
    decision = change.operation in ("approved", "returned", "judged")
    return decision and change.actor_id == who.id and stamp_of(change.at) == stamp


DECIDED = (
    "state", "reviewed_at", "reviewer_id", "review_note", "quality_errors", "excused_errors", "excused_by",
    "excuse_note",
)  # fmt: skip
"""What a review sets and taking it back restores."""


def _ready(
    uow: UnitOfWork, who: Who, kept: ReviewList, numbers: Sequence[int], now: datetime, *, again: bool = False
) -> tuple[dict[int, Entry], list[Lost]]:
    """Lines that may be decided now, locked, by number; the others with the reason. `again`: approved ones too."""
    wanted = {kept.lines[number - 1][0]: number for number in dict.fromkeys(numbers)}
    rows = permissions.access_entries_to_review(uow, who, list(wanted), when.today(now))
    if wanted and not rows:
        raise NotFound("entry")
    closed = _closed(uow, list(rows.values()))
    names = _names(uow, rows.values())
    ready: dict[int, Entry] = {}
    lost: list[Lost] = []
    for entry_id, number in wanted.items():
        row = rows.get(entry_id)
        code = _lost_code(row, kept.lines[number - 1][1], entry_id in closed, again)
        if row is not None and code is None:
            ready[number] = row
        else:
            code = "own" if row is not None and code == "first" and row.reviewer_id == who.id else code
            by = names.get(row.reviewer_id or 0) if row and code == "first" else None
            lost.append(Lost(number, code or "gone", names.get(row.person_id, "") if row else "", by))
    return ready, lost


def _lost_code(row: Entry | None, version: int, closed: bool, again: bool) -> str | None:
    if row is None:
        return "gone"
    if closed:
        return "closed"
    if again and row.state == "approved":
        return None
    if row.state in ("approved", "returned"):
        return "first"
    if row.state != "pending":
        return "gone"
    return None if row.version == version else "changed"


def _closed(uow: UnitOfWork, rows: Sequence[Entry]) -> frozenset[int]:
    """Lines whose month is closed; no month of theirs closes before this transaction ends."""
    if not rows:
        return frozenset()
    owners = people.by_ids(uow, {row.person_id for row in rows})
    units = {person_id: person.unit_id for person_id, person in owners.items()}
    queries.hold_units(uow, list(units.values()))
    months = queries.closed_months(uow, list(set(units.values())), min(row.work_date for row in rows))
    shut = [row for row in rows if (units[row.person_id], row.work_date.year, row.work_date.month) in months]
    return frozenset(row.id or 0 for row in shut)


def _names(uow: UnitOfWork, rows: Iterable[Entry]) -> dict[int, str]:
    ids = {person_id for row in rows for person_id in (row.person_id, row.reviewer_id) if person_id}
    return {person_id: person.full_name for person_id, person in people.by_ids(uow, ids).items()}


def _decide(uow: UnitOfWork, who: Who, rows: Sequence[Entry], state: str, now: datetime, **fields: Any) -> None:
    """The one way in which a review changes lines: all at once, each with its state before and its audit record."""
    queries.decide(
        uow, rows, operation=state, actor_id=who.id, at=now, state=state, reviewed_at=now, reviewer_id=who.id, **fields
    )
    instead = permissions.access_people_to_review(uow, who, when.today(now)).for_giver if rows else {}
    notes = {
        row.id or 0: {"version": row.version, "before": "pending", "after": state}
        | ({"giver": instead[row.person_id]} if row.person_id in instead else {})
        for row in rows
    }
    audit.add_all(uow, f"entry.{state}", actor_id=who.id, table="entry", at=now, rows=notes)


def _decision(
    uow: UnitOfWork, who: Who, kept: ReviewList, rows: dict[int, Entry], lost: Sequence[Lost], now: datetime
) -> Decision:
    owners = others(uow, rows.values(), {})
    done = tuple(line_view(number, row, owners[row.person_id]) for number, row in rows.items())
    ids = list(permissions.access_people_to_review(uow, who, when.today(now)).everybody)
    left = sum(queries.pending_counts(uow, ids).values()) if ids else 0
    return Decision(done, tuple(lost), kept.id or 0, stamp_of(now), len(kept.lines), left, len(kept.lines) - kept.shown)


def _note_versions(uow: UnitOfWork, kept: ReviewList, rows: Sequence[Entry]) -> None:
    """Lines that wait again may be decided by the same list: this reviewer knows how they look."""
    now = {row.id: row.version for row in rows}
    lines = [[entry, now.get(entry, version), is_odd] for entry, version, is_odd in kept.lines]
    queries.turn_page(uow, kept, lines, kept.shown)


def stamp_of(at: datetime) -> int:
    """The instant of a decision as a whole number of seconds: what a button carries to take it back."""
    return int(at.timestamp())


def _clean(reason: str) -> str:
    reason = " ".join(reason.split())[:LONGEST_REASON]
    mark = nlu.classified_mark(reason)
    if mark:
        raise Refusal("entry.secret", mark=mark)
    return reason
