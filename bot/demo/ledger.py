"""Writes the demo's past as the services would have: lines with frozen items, reviews with the state before, notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.demo.plan import Note, Piece
from services.when import ZONE, is_working_day, previous_working_day, today
from storage import bulk
from storage import catalogue as catalogues
from storage import imports as store
from storage.tables import (
    Agency,
    Assignment,
    Audit,
    CatalogueItem,
    Entry,
    EntryVersion,
    Leave,
    Message,
    PeriodClose,
    Person,
)
from storage.uow import UnitOfWork

CHANNEL = "telegram"
WAITING_DAYS = 3
"""Working days that the heads have not reviewed yet."""

CLOSED_AFTER = 2
"""A month is closed once it is two months old; the one before the current is approved and still open."""


class Ledger:
    """Collects rows of one agency and writes them in few statements."""

    def __init__(self, uow: UnitOfWork, agency: Agency, now: datetime) -> None:
        self.uow = uow
        self.agency_id = agency.id or 0
        self.now = now
        self.people: dict[str, Person] = store.people_by_code(uow, self.agency_id)
        self.by_id = {person.id: person for person in self.people.values()}
        (catalogue,) = catalogues.visible_catalogues(uow, self.agency_id)
        self.items: dict[str, CatalogueItem] = {item.code: item for item in catalogues.items_of(uow, catalogue.id or 0)}
        self.messages: list[Message] = []
        self.entries: list[Entry] = []
        self.tasks = 0
        self.closed_months = 0
        self._told: list[tuple[Message, list[Entry]]] = []
        self._leave: dict[str, list[Leave]] = {}
        self._audits: list[dict[str, Any]] = []
        self._reviewed: list[tuple[Entry, dict[str, Any]]] = []

    # telling

    def tell(self, note: Note, state: str = "pending", candidates: tuple[str, ...] = ()) -> list[Entry]:
        """Keep a message and the lines that came of it."""
        person = self.people[note.staff_code]
        sent = note.sent_at.astimezone(UTC)
        message = Message(
            person_id=person.id or 0,
            channel=CHANNEL,
            chat_id=f"demo:{note.staff_code}",
            message_id=str(len(self.messages) + 1),
            sent_at=sent,
            text=note.text,
        )
        lines = [self._entry(person, piece, n, sent, state, candidates) for n, piece in enumerate(note.pieces)]
        self.messages.append(message)
        self.entries += lines
        self._told.append((message, lines))
        return lines

    def _entry(
        self, person: Person, piece: Piece, position: int, sent: datetime, state: str, candidates: tuple[str, ...]
    ) -> Entry:
        entry = Entry(
            agency_id=self.agency_id,
            person_id=person.id or 0,
            position=position,
            state=state,
            text=piece.text,
            quantity=Decimal(piece.quantity) if piece.quantity is not None else None,
            minutes=piece.minutes,
            work_date=piece.work_date,
            start=piece.start,
            end=piece.end,
            done=piece.done,
            guessed=[],  # told, because working out the default costs more than the rest of the line
            candidates=list(candidates or (piece.item,)),
            probability=0.41 if candidates else 0.97,
            created_at=sent,
        )
        if piece.item:
            freeze(entry, self.items[piece.item])
        return entry

    # reviewing

    def review(self, returned: Mapping[tuple[str, date], str]) -> None:
        """Let the heads approve what is older than a few days, and send back one line of each (person, day) named."""
        left, limit = dict(returned), self._waiting_since()
        for entry in self.entries:
            person = self.by_id[entry.person_id]
            if person.manager_id is None or entry.state != "pending":
                continue
            reason = left.pop((person.staff_code, entry.work_date), None)
            told = today(entry.created_at)
            if reason is not None:
                self._decide(entry, person.manager_id, "returned", reason)
            elif entry.work_date < limit and told < limit:
                self._decide(entry, person.manager_id, "approved", None)

    def _waiting_since(self) -> date:
        day = today(self.now)
        for _ in range(WAITING_DAYS):
            day = previous_working_day(day)
        return day

    def _decide(self, entry: Entry, head_id: int, state: str, reason: str | None) -> None:
        """Reviews happen in the afternoon of the second working day after, or a moment ago."""
        day = today(entry.created_at) + timedelta(days=2)
        while not is_working_day(day):
            day += timedelta(days=1)
        minute = (head_id * 7) % 50
        at = datetime(day.year, day.month, day.day, 16, minute, tzinfo=ZONE).astimezone(UTC)
        at = max(entry.created_at, min(at, self.now - timedelta(minutes=20)))
        change = {"state": state, "reviewed_at": at, "reviewer_id": head_id, "review_note": reason}
        self._reviewed.append((entry, change))

    # absences, tasks, months

    def leave(self, staff_code: str, first: date, last: date, half: str | None) -> None:
        """Keep an absence, told the working day before."""
        told = datetime.combine(previous_working_day(first), datetime.min.time(), ZONE) + timedelta(hours=16)
        row = Leave(
            person_id=self.people[staff_code].id or 0,
            first_day=first,
            last_day=last,
            half=half,
            created_at=min(told.astimezone(UTC), self.now),
        )
        bulk.add_all(self.uow, [row])
        self._leave.setdefault(staff_code, []).append(row)
        self._note("leave.recorded", row.person_id, "leave", row.id, row.created_at, first=first, last=last, half=half)

    def away(self, staff_code: str, day: date) -> str | None:
        """ "day" for a whole day's leave, "am" or "pm" for half of one, None for a day at work."""
        for row in self._leave.get(staff_code, ()):
            if row.first_day <= day <= row.last_day:
                return row.half or "day"
        return None

    def give(self, task: Assignment) -> None:
        """Keep a task; numbers run on in the agency."""
        self.tasks += 1
        task.number, task.agency_id = self.tasks, self.agency_id
        bulk.add_all(self.uow, [task])
        self._note("assignment.given", task.giver_id, "assignment", task.id, task.created_at)
        for state, at in (("accepted", task.accepted_at), ("done", task.closed_at)):
            if at is not None:
                self._note(f"assignment.{state}", task.assignee_id, "assignment", task.id, at)

    def close_months(self) -> None:
        """Each unit's head has closed the months that are old enough."""
        current = today(self.now)
        newest = (current.year * 12 + current.month - 1) - CLOSED_AFTER
        told = {(e.work_date.year * 12 + e.work_date.month - 1) for e in self.entries}
        for month in sorted(month for month in told if month <= newest):
            self.closed_months += 1
            for unit_id, head in self._heads().items():
                self._close(unit_id, head, month // 12, month % 12 + 1)

    def _heads(self) -> dict[int, int]:
        """The highest leader of each unit: the one whose manager is elsewhere."""
        heads: dict[int, int] = {}
        for _, person in sorted(self.people.items()):
            boss = self.by_id.get(person.manager_id)
            if person.is_leader and (boss is None or boss.unit_id != person.unit_id):
                heads.setdefault(person.unit_id, person.id or 0)
        return heads

    def _close(self, unit_id: int, head: int, year: int, month: int) -> None:
        after = date(year + month // 12, month % 12 + 1, 5)
        at = datetime(after.year, after.month, after.day, 9, 30, tzinfo=ZONE).astimezone(UTC)
        row = PeriodClose(
            agency_id=self.agency_id, unit_id=unit_id, year=year, month=month, closed_at=at, closed_by=head
        )
        self.uow.add(row)
        self._note("period.closed", head, "unit", unit_id, at, year=year, month=month)

    # writing

    def _note(self, code: str, actor: int, table: str, row_id: int | None, at: datetime, **data: Any) -> None:
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in data.items()}
        names = {"at": at, "actor_id": actor, "code": code, "row_table": table, "row_id": row_id, "data": plain}
        self._audits.append(names)

    def flush(self) -> None:
        """Write everything collected; ids are given in the order of telling."""
        self._told.sort(key=lambda told: told[0].sent_at)
        bulk.add_all(self.uow, [message for message, _ in self._told])
        for message, lines in self._told:
            for line in lines:
                line.message_row_id = message.id
        ordered = [line for _, lines in self._told for line in lines]
        bulk.add_all(self.uow, ordered)
        for line in ordered:
            code = "entry.drafted" if line.state == "draft" else "entry.recorded"
            self._note(code, line.person_id, "entry", line.id, line.created_at)
        bulk.insert_rows(self.uow, EntryVersion, [self._apply(*review) for review in self._reviewed])
        self.uow.flush()
        self._audits.sort(key=lambda audit: audit["at"])
        bulk.insert_rows(self.uow, Audit, self._audits)

    def _apply(self, entry: Entry, change: Mapping[str, Any]) -> dict[str, Any]:
        """Make a head's decision on a line and keep the line as it was before."""
        kept = {
            "entry_id": entry.id,
            "version": entry.version,
            "operation": change["state"],
            "snapshot": bulk.entry_snapshot(entry),
            "actor_id": change["reviewer_id"],
            "at": change["reviewed_at"],
        }
        entry.version += 1
        for name, value in change.items():
            setattr(entry, name, value)
        code = f"entry.{entry.state}"
        self._note(code, kept["actor_id"], "entry", entry.id, kept["at"], version=entry.version)
        return kept


def freeze(entry: Entry, item: CatalogueItem) -> None:
    """Put the item into the line as services.entries.freeze does."""
    entry.item_code, entry.item_name, entry.item_unit = item.code, item.name, item.unit
    entry.item_measure, entry.coefficient = item.measure, item.coefficient
    entry.standard_minutes, entry.catalogue_id = item.standard_minutes, item.catalogue_id
    if not entry.done:
        entry.quantity = None
    elif item.measure == "hours":
        entry.quantity = (Decimal(entry.minutes or 0) / 60).quantize(Decimal("0.0001"))
    if item.measure == "event" and item.unit in entry.text:
        entry.trace = item.unit
