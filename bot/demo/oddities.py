"""What makes a head look twice: odd lines, lines sent back, drafts, tasks late and in time, absences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from bot.demo.ledger import Ledger
from bot.demo.plan import Note, Piece, Planner
from services.assign_create import item_fields
from services.when import ZONE, is_working_day, previous_working_day, today
from storage.tables import Assignment, Quota


class Oddities:
    """The [odd] part of rhythms.toml, counted in working days from today."""

    def __init__(self, book: Mapping[str, Any], planner: Planner, ledger: Ledger) -> None:
        self.book = book
        self.planner = planner
        self.ledger = ledger
        self.today = today(ledger.now)

    def working_day(self, ago: int) -> date:
        """The working day so many before today; negative: so many after."""
        day = self.today
        for _ in range(abs(ago)):
            day = previous_working_day(day) if ago > 0 else _next_working_day(day)
        return day

    def write_leave(self) -> None:
        """Absences, past and to come."""
        for staff_code, ago, days, half in self.book["leave"]:
            first = last = self.working_day(ago)
            for _ in range(days - 1):
                last = _next_working_day(last)
            self.ledger.leave(staff_code, first, last, half or None)

    def write_lines(self) -> None:
        """Lines far above the habit, told twice, of an endless day, or told days later."""
        for staff_code, ago, kind, item, number, saying in self.book["lines"]:
            day = self.working_day(ago)
            told = self.working_day(1) if kind == "back_dated" else day
            piece = self._piece(item, number, saying, day)
            for hour in (17, 18) if kind == "duplicate" else (18,):
                self.ledger.tell(Note(staff_code, _at(told, hour, staff_code), _dated(piece, told), (piece,)))

    def _piece(self, item: str, number: int, saying: str, day: date) -> Piece:
        facts = self.planner.items[item]
        if facts.measure == "hours":
            return Piece(item, saying, None, number, number, day)
        return Piece(item, saying, number, None, number * facts.standard_minutes, day)

    def returned(self) -> dict[tuple[str, date], str]:
        """Whose line of which day was sent back, and why."""
        return {(code, self.working_day(ago)): reason for code, ago, reason in self.book["returned"]}

    def write_drafts(self) -> None:
        """Lines that the bot could not place and that nobody has answered for yet."""
        for staff_code, ago, saying, *candidates in self.book["drafts"]:
            day = self.working_day(ago)
            piece = Piece("", saying, 1, None, 0, day)
            self.ledger.tell(Note(staff_code, _at(day, 17, staff_code), saying, (piece,)), "draft", tuple(candidates))

    def write_tasks(self) -> None:
        """Work given: some taken, some late, some finished."""
        for giver, assignee, ago, due, state, item, quantity, words in self.book["tasks"]:
            self.ledger.give(self._task(giver, assignee, self.working_day(ago), due, state, item, quantity, words))

    def write_plans(self) -> None:
        """The month's plan of some people, as their heads set it on its first day."""
        for staff_code, item, quantity in self.book["plans"]:
            person, row = self.ledger.people[staff_code], self.ledger.items[item]
            quota = Quota(
                agency_id=self.ledger.agency_id, person_id=person.id or 0, year=self.today.year,
                month=self.today.month, item_code=row.code, item_name=row.name, item_unit=row.unit,
                item_measure=row.measure, coefficient=row.coefficient, standard_minutes=row.standard_minutes,
                catalogue_id=row.catalogue_id, quantity=Decimal(quantity), set_by=person.manager_id,
                set_at=_at(self.today.replace(day=1), 8, staff_code),
            )  # fmt: skip
            self.ledger.uow.add(quota)

    def _task(
        self, giver: str, assignee: str, day: date, due: int, state: str, item: str, quantity: int, words: str
    ) -> Assignment:
        given = _at(day, 8, giver)
        closed = _at(self.working_day(1 - due), 16, assignee) if state == "done" else None
        return Assignment(
            agency_id=self.ledger.agency_id,
            number=0,
            giver_id=self.ledger.people[giver].id or 0,
            assignee_id=self.ledger.people[assignee].id or 0,
            text=words,
            **item_fields(self.ledger.items[item]),
            quantity=Decimal(quantity),
            due_date=self.working_day(-due),
            state=state,
            version={"given": 1, "accepted": 2, "done": 3}[state],
            created_at=given,
            accepted_at=given + timedelta(minutes=50) if state != "given" else None,
            done_at=closed,
            closed_at=closed,
            progress=100 if closed else 0,
        )


def _next_working_day(day: date) -> date:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _at(day: date, hour: int, staff_code: str) -> datetime:
    minute = sum(map(ord, staff_code)) % 40
    return datetime.combine(day, time(hour, minute), ZONE)


def _dated(piece: Piece, told: date) -> str:
    """A line told on another day names its day."""
    return piece.text if piece.work_date == told else f"{piece.text} ({piece.work_date.day}/{piece.work_date.month})"
