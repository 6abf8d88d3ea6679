"""Three months of the demo ward's past, written as its people and heads would have made it with the bot."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.demo.ledger import Ledger
from bot.demo.oddities import Oddities
from bot.demo.plan import DATA, ItemFacts, Note, Planner, Worker, agency_plan, rhythms
from services import catalogue_import, roster_import
from services.when import ZONE, is_working_day, today
from storage import imports as store
from storage.database import Database
from storage.sheets import read_posts, read_sheet
from storage.tables import Agency, CatalogueItem
from storage.uow import UnitOfWork

SEED = 335
MONTHS = 3


@dataclass(frozen=True)
class DemoSummary:
    """What the demo holds, for the line that the command prints."""

    people: int
    items: int
    messages: int
    entries: int
    pending: int
    drafts: int
    tasks: int
    closed_months: int


def load(database: Database, now: datetime, seed: int = SEED, months: int = MONTHS) -> DemoSummary:
    """Fill an upgraded, empty database with the demo agency and its past up to `now`; the same for a seed."""
    plan = agency_plan()
    with database.unit_of_work() as uow:
        _import(uow, plan, first_day(today(now), months))
        ledger = Ledger(uow, _agency(uow, plan), now)
        _write(ledger, seed, first_day(today(now), months))
        summary = _summary(ledger)
        uow.commit()
    return summary


def _import(uow: UnitOfWork, plan: dict[str, Any], first: date) -> None:
    """People and work items come in through the same doors as anybody's, in the morning of the first day."""
    began = datetime.combine(first, datetime.min.time(), ZONE).astimezone(UTC)
    posts = read_posts(DATA / "posts.json", plan["code"]) or []
    people = read_sheet(DATA / "roster.csv", roster_import.REQUIRED, roster_import.OPTIONAL)
    roster_import.import_roster(uow, people, agency=plan["code"], agency_name=plan["name"], now=began, posts=posts)
    items = read_sheet(DATA / "catalogue.csv", catalogue_import.REQUIRED, catalogue_import.OPTIONAL)
    codes = [post.code for post in posts]
    catalogue_import.import_catalogue(uow, items, agency=plan["code"], now=began, posts=codes)


def _agency(uow: UnitOfWork, plan: dict[str, Any]) -> Agency:
    agency = store.find_agency(uow, plan["code"])
    assert agency is not None
    assert agency.id is not None
    agency.settings = dict(plan["settings"])
    uow.add(agency)
    boss = store.people_by_code(uow, agency.id)[plan["administrator"]]
    boss.is_admin = True
    uow.add(boss)
    uow.flush()
    return agency


def first_day(day: date, months: int = MONTHS) -> date:
    """The first of the month so many months before a day: the history's first day."""
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)


def _write(ledger: Ledger, seed: int, first: date) -> None:
    book = rhythms()
    planner = Planner(seed, {code: _facts(item) for code, item in ledger.items.items()}, book)
    odd = Oddities(book["odd"], planner, ledger)
    odd.write_leave()
    for note in _notes(planner, ledger, first):
        ledger.tell(note)
    odd.write_lines()
    ledger.review(odd.returned())
    odd.write_drafts()
    odd.write_tasks()
    odd.write_plans()
    ledger.close_months()
    ledger.flush()


def _facts(item: CatalogueItem) -> ItemFacts:
    return ItemFacts(item.code, item.unit, item.measure, item.standard_minutes)


def _notes(planner: Planner, ledger: Ledger, first: date) -> list[Note]:
    """Everything said before `now`, in the order in which it was said."""
    day, current = first, today(ledger.now)
    notes: list[Note] = []
    while day < current:
        for worker in _workers(ledger):
            half = ledger.away(worker.staff_code, day)
            if half != "day":
                notes += planner.day(worker, day, half=half)
        day += timedelta(days=1)
    if is_working_day(current):
        told = (planner.morning(w, current) for w in _workers(ledger) if not ledger.away(w.staff_code, current))
        notes += [note for note in told if note is not None]
    return sorted((note for note in notes if note.sent_at <= ledger.now), key=lambda note: note.sent_at)


def _workers(ledger: Ledger) -> list[Worker]:
    return [Worker(code, person.post) for code, person in sorted(ledger.people.items())]


def _summary(ledger: Ledger) -> DemoSummary:
    states = Counter(entry.state for entry in ledger.entries)
    return DemoSummary(
        people=len(ledger.people),
        items=len(ledger.items),
        messages=len(ledger.messages),
        entries=len(ledger.entries),
        pending=states["pending"],
        drafts=states["draft"],
        tasks=ledger.tasks,
        closed_months=ledger.closed_months,
    )
