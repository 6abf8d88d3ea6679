"""The demo ward is clean by our own checks, invented, of the promised size; its past is what the services write."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from bot.demo.history import DemoSummary, first_day, load
from bot.demo.plan import DATA, ItemFacts, Planner, Worker, agency_plan, plain, rhythms, spell
from services import catalogue_import, roster_import, when
from services.lines import freeze
from storage.database import Database
from storage.sheets import read_posts, read_sheet
from storage.tables import Assignment, Audit, CatalogueItem, Entry, EntryVersion, Leave, Message, PeriodClose, Person

NOW = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)
CODE = agency_plan()["code"]


def items() -> dict[str, catalogue_import.Item]:
    """The demo catalogue as the import reads it."""
    rows = read_sheet(DATA / "catalogue.csv", catalogue_import.REQUIRED, catalogue_import.OPTIONAL)
    return {item.code: item for item in catalogue_import._read(rows, None)[0]}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[type[SQLModel], list[SQLModel]]:
    """Every row of a loaded demo, loaded once."""
    database = Database.connect(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}")
    database.upgrade()
    load(database, NOW)
    kinds = (Assignment, Audit, CatalogueItem, Entry, EntryVersion, Leave, Message, PeriodClose, Person)
    with database.reading() as uow:
        found: dict[type[SQLModel], list[SQLModel]] = {
            kind: list(uow.session.exec(select(kind).order_by("id"))) for kind in kinds
        }
    database.close()
    return found


@pytest.fixture
def entries(rows: dict[type[SQLModel], list[SQLModel]]) -> list[Entry]:
    """The lines of the log."""
    return [row for row in rows[Entry] if isinstance(row, Entry)]


@pytest.fixture
def people(rows: dict[type[SQLModel], list[SQLModel]]) -> dict[int | None, Person]:
    """The people by id."""
    return {row.id: row for row in rows[Person] if isinstance(row, Person)}


# the files


def test_the_agency_passes_its_own_checks() -> None:
    posts = read_posts(DATA / "posts.json", CODE)
    assert posts
    known = frozenset(post.code for post in posts)
    catalogue = read_sheet(DATA / "catalogue.csv", catalogue_import.REQUIRED, catalogue_import.OPTIONAL)
    assert catalogue_import.check_catalogue(catalogue, known) == []
    roster = read_sheet(DATA / "roster.csv", roster_import.REQUIRED)
    assert roster_import.check_roster(roster, roster_import.Known(posts=known)) == []
    assert {row["post"] for row in roster} == known
    assert {(row["post"], row["is_leader"]) for row in roster} == {
        (post.code, str(int(post.is_leader))) for post in posts
    }


def test_it_is_a_ward_of_five_units_and_25_people_two_of_them_called_an() -> None:
    roster = read_sheet(DATA / "roster.csv", roster_import.REQUIRED)
    assert (len(roster), len({row["unit"] for row in roster})) == (25, 5)
    called_an = [row for row in roster if row["full_name"].endswith(" An")]
    assert len({row["unit"] for row in called_an}) == len(called_an) == 2


def test_every_person_is_marked_as_invented() -> None:
    roster = read_sheet(DATA / "roster.csv", roster_import.REQUIRED)
    assert [row["full_name"] for row in roster if " Diễn " not in row["full_name"]] == []


def test_the_catalogue_covers_every_group_measure_and_post() -> None:
    every = items().values()
    assert len(every) >= 100
    assert {item.group_code for item in every} == {"A", "B", "C", "D"}
    assert {item.measure for item in every} == {"product", "event", "hours"}
    posts = {post for item in every for post in item.posts}
    assert posts - {"*"} == {post.code for post in read_posts(DATA / "posts.json", CODE) or ()}
    assert all(item.standard_minutes == 60 and item.unit == "giờ" for item in every if item.measure == "hours")


def test_no_two_items_share_a_name_or_an_alias() -> None:
    said = Counter(plain(word).lower() for item in items().values() for word in {item.name, *item.aliases})
    assert [word for word, count in said.items() if count > 1] == []


def test_personas_are_people_of_the_roster_with_messages_to_try() -> None:
    roster = {row["staff_code"] for row in read_sheet(DATA / "roster.csv", roster_import.REQUIRED)}
    personas = agency_plan()["personas"]
    assert {agency_plan()["administrator"], *(one["staff_code"] for one in personas)} <= roster
    assert all(4 <= len(one["chips"]) <= 6 and one["role"] and one["hint"] for one in personas)


def test_habits_name_items_that_the_post_may_do() -> None:
    book, every = rhythms(), items()
    habits = [(post, habit[0]) for post, rows in book.items() if isinstance(rows, list) for habit in rows]
    habits += [(row[0], row[1]) for rows in book["calendar"].values() for row in rows]
    wrong = [
        (post, code)
        for post, code in habits
        if post not in {"everyone", "*"} and not {"*", post} & set(every[code].posts)
    ]
    assert wrong == []


def test_every_data_file_says_that_it_is_invented() -> None:
    for name in ("agency.toml", "rhythms.toml"):
        assert "nvented" in (DATA / name).read_text(encoding="utf-8").split("\n\n")[0]
        tomllib.loads(Path(DATA / name).read_text(encoding="utf-8"))


# the plan


def planner(seed: int = 1) -> Planner:
    """A planner over the demo catalogue."""
    facts = {i.code: ItemFacts(i.code, i.unit, i.measure, i.standard_minutes) for i in items().values()}
    return Planner(seed, facts, rhythms())


def test_a_day_depends_on_seed_person_and_date_only() -> None:
    worker, day = Worker("MH24", "tiep-nhan-ho-so"), dt.date(2026, 10, 14)
    assert planner().day(worker, day) == planner().day(worker, day)
    days = [day + dt.timedelta(days=n) for n in range(20)]
    assert [planner(1).day(worker, d) for d in days] != [planner(2).day(worker, d) for d in days]


def test_words_of_a_hurried_hand() -> None:
    assert plain("Đo đất, tiếng Việt") == "Do dat, tieng Viet"
    assert [spell(m) for m in (45, 60, 90, 120)] == ["45p", "1 tiếng", "1h30", "2 tiếng"]


@pytest.mark.parametrize(
    ("day", "first"), [("2026-11-23", "2026-08-01"), ("2027-01-01", "2026-10-01"), ("2027-03-31", "2026-12-01")]
)
def test_history_begins_three_months_before(day: str, first: str) -> None:
    assert first_day(dt.date.fromisoformat(day)).isoformat() == first


# the past


def test_it_loads_on_both_databases(database: Database) -> None:
    summary = load(database, dt.datetime(2026, 11, 3, 2, tzinfo=dt.UTC), months=1)
    assert isinstance(summary, DemoSummary)
    assert summary.people == 25
    assert summary.entries > 2000
    assert summary.drafts == 5


LATE = ["2026-12-31T16:59:00", "2027-02-28T17:30:00", "2026-05-02T04:00:00"]


@pytest.mark.parametrize("now", ["2027-01-01T01:00:00", *(pytest.param(now, marks=pytest.mark.long) for now in LATE)])
def test_it_loads_at_any_time_of_the_year(now: str, sqlite_url: str) -> None:
    database = Database.connect(sqlite_url)
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=dt.UTC)
    assert load(database, moment, months=2).closed_months == 1
    with database.reading() as uow:
        assert all(entry.work_date <= when.today(moment) for entry in uow.session.exec(select(Entry)))
        assert all(message.sent_at <= moment for message in uow.session.exec(select(Message)))
    database.close()


def test_lines_freeze_their_item_as_the_services_do(
    entries: list[Entry], rows: dict[type[SQLModel], list[SQLModel]]
) -> None:
    catalogue = {row.code: row for row in rows[CatalogueItem] if isinstance(row, CatalogueItem)}
    frozen = ("item_name", "item_unit", "item_measure", "coefficient", "standard_minutes", "catalogue_id", "quantity")
    drafts = [entry for entry in entries if entry.state == "draft"]
    for entry in [*drafts, *entries[::10]]:
        if entry.state == "draft":
            assert (entry.item_code, entry.coefficient, entry.catalogue_id) == (None, None, None)
            continue
        again = Entry(done=entry.done, quantity=entry.quantity, minutes=entry.minutes)  # type: ignore[call-arg]
        freeze(again, catalogue[entry.item_code or ""])
        assert [getattr(entry, name) for name in frozen] == [getattr(again, name) for name in frozen]


def test_every_line_comes_from_a_message_that_says_it(
    entries: list[Entry], rows: dict[type[SQLModel], list[SQLModel]]
) -> None:
    messages = {row.id: row for row in rows[Message] if isinstance(row, Message)}
    for entry in entries:
        message = messages[entry.message_row_id]
        assert entry.text in message.text
        assert (message.person_id, message.sent_at) == (entry.person_id, entry.created_at)
        assert when.today(message.sent_at) >= entry.work_date


def test_reviewed_lines_keep_the_state_before_and_their_head(
    entries: list[Entry], people: dict[int | None, Person], rows: dict[type[SQLModel], list[SQLModel]]
) -> None:
    kept = {row.entry_id: row for row in rows[EntryVersion] if isinstance(row, EntryVersion)}
    for entry in entries:
        if entry.state not in {"approved", "returned"}:
            assert (entry.version, entry.reviewed_at, entry.id in kept) == (1, None, False)
            continue
        before = kept[entry.id or 0]
        assert (entry.version, before.version, before.operation) == (2, 1, entry.state)
        assert (before.snapshot["state"], before.snapshot["version"]) == ("pending", 1)
        assert entry.reviewer_id == before.actor_id == people[entry.person_id].manager_id
        assert entry.created_at <= (entry.reviewed_at or NOW) <= NOW
        assert (entry.review_note is not None) == (entry.state == "returned")


def test_months_before_the_last_are_approved_and_closed_by_each_head(
    entries: list[Entry], people: dict[int | None, Person], rows: dict[type[SQLModel], list[SQLModel]]
) -> None:
    closed = {(row.unit_id, row.year, row.month) for row in rows[PeriodClose] if isinstance(row, PeriodClose)}
    assert Counter(month for _, _, month in closed) == {8: 5, 9: 5}
    waiting = [e for e in entries if e.state == "pending" and people[e.person_id].manager_id]
    assert min(when.today(e.created_at) for e in waiting) >= TODAY - dt.timedelta(days=7)
    assert Counter(e.state for e in entries)["returned"] == 5


def test_there_is_something_odd_to_review(entries: list[Entry], people: dict[int | None, Person]) -> None:
    pending = [e for e in entries if e.state == "pending"]
    copies = [e for e in pending if people[e.person_id].staff_code == "MH22" and e.item_code == "CT-01"]
    assert max(e.quantity or Decimal(0) for e in copies) == 310
    told = Counter((e.person_id, e.work_date, e.item_code, e.quantity, e.text) for e in pending)
    assert max(told.values()) == 2
    assert any((when.today(e.created_at) - e.work_date).days >= 4 for e in pending)
    days: dict[tuple[int, dt.date], Decimal] = defaultdict(Decimal)
    for e in pending:
        days[e.person_id, e.work_date] += e.minutes or (e.quantity or 0) * (e.standard_minutes or 0)
    assert max(days.values()) > 600


def test_nobody_works_on_weekends_holidays_or_leave_but_those_on_duty(
    entries: list[Entry], rows: dict[type[SQLModel], list[SQLModel]]
) -> None:
    duty = {row[1] for row in rhythms()["calendar"]["duty"]}
    assert {e.item_code for e in entries if not when.is_working_day(e.work_date)} <= duty
    away = [row for row in rows[Leave] if isinstance(row, Leave) and row.half is None]
    for leave in away:
        mine = [e for e in entries if e.person_id == leave.person_id and e.state != "draft"]
        assert not [e for e in mine if leave.first_day <= e.work_date <= leave.last_day]


def test_tasks_are_open_late_and_done(rows: dict[type[SQLModel], list[SQLModel]]) -> None:
    tasks = [row for row in rows[Assignment] if isinstance(row, Assignment)]
    assert [task.number for task in tasks] == list(range(1, len(tasks) + 1))
    assert {task.state for task in tasks} == {"given", "accepted", "done"}
    late = [task for task in tasks if task.state != "done" and task.due_date and task.due_date < TODAY]
    assert len(late) == 3
    assert all(task.closed_at and task.closed_at <= NOW for task in tasks if task.state == "done")


def test_today_is_left_half_empty(entries: list[Entry]) -> None:
    told: dict[int, Decimal] = defaultdict(Decimal)
    for e in entries:
        if e.work_date == TODAY:
            told[e.person_id] += e.minutes or (e.quantity or 0) * (e.standard_minutes or 0)
    assert len(told) == 25
    assert sum(total < 300 for total in told.values()) >= 20


def test_a_usual_day_is_a_full_one(entries: list[Entry]) -> None:
    days: dict[tuple[int, dt.date], Decimal] = defaultdict(Decimal)
    for e in entries:
        if e.state == "approved" and when.is_working_day(e.work_date):
            days[e.person_id, e.work_date] += e.minutes or (e.quantity or 0) * (e.standard_minutes or 0)
    ordinary = [total for total in days.values() if 300 <= total <= 500]
    assert len(ordinary) / len(days) > 0.9


def test_everything_is_noted_in_the_order_of_time(rows: dict[type[SQLModel], list[SQLModel]]) -> None:
    notes = [row for row in rows[Audit] if isinstance(row, Audit) and row.row_table != "person"]
    codes = Counter(note.code for note in notes)
    assert codes["entry.recorded"] + codes["entry.drafted"] == len(rows[Entry])
    assert codes["entry.approved"] + codes["entry.returned"] == len(rows[EntryVersion])
    assert all(note.at <= NOW for note in notes)


def test_the_administrator_is_one(people: dict[int | None, Person]) -> None:
    assert [person.staff_code for person in people.values() if person.is_admin] == [agency_plan()["administrator"]]
