"""Lines of the log: what a day holds, what a change keeps, and sums that are exact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import entries, exports, messages, review, sums, versions
from storage.database import Database
from storage.errors import Conflict, StaleVersion
from storage.tables import Entry, Evidence, Message, Person
from storage.uow import UnitOfWork
from tests.storage.office import DAY, NOW, a_person, an_agency, an_entry

YESTERDAY = DAY - dt.timedelta(days=1)


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as opened:
        yield opened


@pytest.fixture
def person(uow: UnitOfWork) -> Person:
    return a_person(uow, an_agency(uow))


def ids(rows: list[Entry]) -> list[int | None]:
    return [row.id for row in rows]


def test_a_day_holds_its_lines_without_the_withdrawn(uow: UnitOfWork, person: Person) -> None:
    one, two = an_entry(uow, person), an_entry(uow, person, state="draft")
    an_entry(uow, person, state="withdrawn")
    earlier = an_entry(uow, person, YESTERDAY)
    an_entry(uow, a_person(uow, an_agency(uow, "PH02")))
    assert ids(entries.of_day(uow, person.id or 0, DAY)) == [one.id, two.id]
    assert ids(entries.of_range(uow, person.id or 0, YESTERDAY, DAY)) == [earlier.id, one.id, two.id]
    assert ids(entries.open_drafts(uow, person.id or 0)) == [two.id]


def test_a_change_keeps_what_was(uow: UnitOfWork, person: Person) -> None:
    entry = an_entry(uow, person, minutes=90, quantity=Decimal("2.5"), guessed=["quantity"])
    versions.change(
        uow,
        entry,
        operation="edit",
        actor_id=person.id or 0,
        at=NOW,
        quantity=Decimal(1) / 3,
        work_date=YESTERDAY,
        minutes=None,
    )
    assert (entry.version, entry.quantity, entry.work_date, entry.minutes) == (2, Decimal("0.3333"), YESTERDAY, None)
    kept = entries.last_version(uow, entry.id or 0)
    assert kept is not None
    assert (kept.version, kept.operation) == (1, "edit")
    before = entries.snapshot_values(kept)
    assert (before["quantity"], before["work_date"], before["minutes"]) == (Decimal("2.5"), DAY, 90)
    assert (before["created_at"], before["guessed"], before["reviewed_at"]) == (NOW, ["quantity"], None)


def test_undo_and_undo_again(uow: UnitOfWork, person: Person) -> None:
    entry = an_entry(uow, person, minutes=90)
    for minutes in (120, 90, 120):
        versions.change(uow, entry, operation="edit", actor_id=person.id or 0, at=NOW, minutes=minutes)
    assert [kept.snapshot["minutes"] for kept in entries.versions_of(uow, entry.id or 0)] == [90, 120, 90]
    assert (entry.version, entry.minutes) == (4, 120)


def test_a_stale_change_is_refused_and_changes_nothing(uow: UnitOfWork, person: Person) -> None:
    entry = an_entry(uow, person, minutes=90)
    versions.change(uow, entry, operation="edit", actor_id=person.id or 0, at=NOW, expected_version=1, minutes=60)
    with pytest.raises(StaleVersion) as stale:
        versions.change(uow, entry, operation="edit", actor_id=person.id or 0, at=NOW, expected_version=1, minutes=30)
    assert stale.value.data == {"table": "entry", "row_id": entry.id, "expected": 1, "found": 2}
    assert (entry.minutes, entry.version, len(entries.versions_of(uow, entry.id or 0))) == (60, 2, 1)


@pytest.mark.postgres
def test_of_two_at_once_one_is_stale(postgresql_url: str) -> None:
    database = Database.connect(postgresql_url)
    with database.unit_of_work() as uow:
        person = a_person(uow, an_agency(uow))
        entry_id = an_entry(uow, person).id or 0
        uow.commit()
    with database.unit_of_work() as one, database.unit_of_work() as two:
        theirs = entries.get(two, entry_id)
        mine = entries.get(one, entry_id)
        assert mine is not None
        assert theirs is not None
        versions.change(one, mine, operation="approved", actor_id=person.id or 0, at=NOW, state="approved")
        one.commit()
        with pytest.raises(StaleVersion):
            versions.change(two, theirs, operation="edit", actor_id=person.id or 0, at=NOW, minutes=5)
    database.close()


def test_a_message_is_kept_once(uow: UnitOfWork, person: Person) -> None:
    def message(text: str) -> Message:
        return Message(person_id=person.id or 0, channel="t", chat_id="a", message_id="7", sent_at=NOW, text=text)

    first, new = messages.get_or_create_message(uow, message("họp"))
    assert new
    again, new = messages.get_or_create_message(uow, message("khác"))
    assert (again.id, again.text, new) == (first.id, "họp", False)
    two = an_entry(uow, person, message_row_id=first.id, position=1)
    one = an_entry(uow, person, message_row_id=first.id, position=0, state="withdrawn")
    assert ids(messages.of_message(uow, first.id or 0)) == [one.id, two.id]
    assert ids(messages.of_latest_message(uow, person.id or 0)) == [two.id]
    messages.set_message_text(uow, first, "họp giao ban")
    found = messages.find_message(uow, "t", "a", "7")
    assert found is not None
    assert (found.text, found.sent_at) == ("họp giao ban", NOW)


def test_what_a_person_does_most(uow: UnitOfWork, person: Person) -> None:
    for code, day, count in (("A", DAY, 2), ("B", DAY, 3), ("C", YESTERDAY, 2), ("OLD", DAY - dt.timedelta(61), 9)):
        for _ in range(count):
            an_entry(uow, person, day, item_code=code)
    an_entry(uow, person, item_code=None)
    an_entry(uow, person, item_code="A", state="withdrawn")
    assert entries.frequent_items(uow, person.id or 0, today=DAY) == ["B", "A", "C"]
    assert entries.frequent_items(uow, person.id or 0, today=DAY, limit=1) == ["B"]


def test_unfinished_work_is_found_again(uow: UnitOfWork, person: Person) -> None:
    long_ago = NOW - dt.timedelta(days=40)
    an_entry(uow, person, done=False, created_at=long_ago)
    found = entries.unfinished_of_item(uow, person.id or 0, "B.01", since=NOW, days=31)
    assert found is None
    entry = an_entry(uow, person, done=False)
    an_entry(uow, person, done=False, state="withdrawn")
    found = entries.unfinished_of_item(uow, person.id or 0, "B.01", since=NOW, days=31)
    assert found is not None
    assert found.id == entry.id
    assert entries.unfinished_of_item(uow, person.id or 0, "B.02", since=NOW, days=31) is None


def test_the_last_day_with_work(uow: UnitOfWork, person: Person) -> None:
    an_entry(uow, person, DAY - dt.timedelta(days=3))
    an_entry(uow, person, YESTERDAY, state="draft")
    an_entry(uow, person, DAY)
    found = entries.latest_day_with_entries(uow, person.id or 0, before=DAY, days=7)
    assert found == DAY - dt.timedelta(days=3)
    assert entries.latest_day_with_entries(uow, person.id or 0, before=DAY, days=2) is None


def test_evidence_is_counted_once(uow: UnitOfWork, person: Person) -> None:
    one, two = an_entry(uow, person), an_entry(uow, person)

    def file(entry: Entry, unique: str) -> Evidence:
        return Evidence(
            entry_id=entry.id or 0,
            channel="t",
            file_id="f",
            file_unique_id=unique,
            kind="photo",
            size=2**33,
            added_at=NOW,
        )

    for row in (file(one, "u1"), file(one, "u1"), file(one, "u2")):
        entries.add_evidence(uow, row)
    assert entries.evidence_counts(uow, [one.id or 0, two.id or 0]) == {one.id: 2}
    assert entries.evidence_counts(uow, []) == {}
    assert [row.size for row in entries.evidence_of(uow, one.id or 0)] == [2**33, 2**33]


def test_a_closed_month_is_closed_for_its_unit(uow: UnitOfWork, person: Person) -> None:
    closing = {"agency_id": person.agency_id, "unit_id": person.unit_id, "year": 2026, "month": 2}
    assert review.close_period(uow, **closing, closed_by=person.id or 0, at=NOW) is True
    assert review.close_period(uow, **closing, closed_by=person.id or 0, at=NOW) is False
    assert entries.is_closed(uow, person.unit_id, dt.date(2026, 2, 28))
    assert not entries.is_closed(uow, person.unit_id, dt.date(2026, 3, 1))
    assert not entries.is_closed(uow, person.unit_id + 1, dt.date(2026, 2, 28))


def test_sums_count_told_time_else_the_norm(uow: UnitOfWork, person: Person) -> None:
    an_entry(uow, person, minutes=50)
    an_entry(uow, person, quantity=Decimal("1.5"))  # 135 by the norm
    an_entry(uow, person, quantity=Decimal("0.0055"))  # 0.495
    an_entry(uow, person, quantity=Decimal("0.0056"))  # 0.504 → 1
    an_entry(uow, person, quantity=None, done=False)
    an_entry(uow, person, item_measure="hours")
    an_entry(uow, person, standard_minutes=None, state="returned")
    an_entry(uow, person, state="draft", minutes=999)
    an_entry(uow, person, state="withdrawn", minutes=999)
    an_entry(uow, person, YESTERDAY, minutes=10)
    key = person.id or 0
    found = sums.day_sums(uow, [key], YESTERDAY, DAY)
    assert found == {(key, DAY): sums.DaySum(50, 136, 7), (key, YESTERDAY): sums.DaySum(10, 0, 1)}
    assert found[key, DAY].total == 186
    assert sums.day_sums(uow, [], YESTERDAY, DAY) == {}
    assert sums.state_counts(uow, [key], DAY, DAY) == {"pending": 6, "returned": 1, "draft": 1, "withdrawn": 1}


FOUR_PLACES = st.decimals(min_value=0, max_value=100_000, places=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(FOUR_PLACES, FOUR_PLACES), min_size=1, max_size=12))
def test_converted_sums_are_exact(database: Database, pairs: list[tuple[Decimal, Decimal]]) -> None:
    with database.unit_of_work() as uow:
        person = a_person(uow, an_agency(uow))
        for quantity, coefficient in pairs:
            an_entry(uow, person, state="approved", quantity=quantity, coefficient=coefficient)
        exact = sum((quantity * coefficient for quantity, coefficient in pairs), Decimal(0))
        assert sums.converted(uow, [person.id or 0], DAY, DAY) == {person.id: exact}


def test_what_waits_for_review(uow: UnitOfWork, person: Person) -> None:
    other = a_person(uow, an_agency(uow, "PH02"))
    late, early = an_entry(uow, person), an_entry(uow, person, YESTERDAY)
    an_entry(uow, person, state="approved")
    an_entry(uow, other)
    assert ids(review.pending_of(uow, [person.id or 0])) == [early.id, late.id]
    assert review.pending_of(uow, []) == []
    assert review.pending_counts(uow, [person.id or 0, other.id or 0]) == {person.id: 2, other.id: 1}


def test_the_export_streams_every_state(uow: UnitOfWork, person: Person) -> None:
    rows = [an_entry(uow, person, YESTERDAY), an_entry(uow, person, state="withdrawn")]
    other = an_entry(uow, a_person(uow, an_agency(uow, "PH02"), "CB99"))
    assert [(code, row.id) for code, row in exports.lines(uow)] == [("CB01", row.id) for row in rows] + [
        ("CB99", other.id)
    ]
    assert [row.id for _, row in exports.lines(uow, staff_code="cb99")] == [other.id]
    assert [row.id for _, row in exports.lines(uow, agency_id=person.agency_id, first=DAY, last=DAY)] == [rows[1].id]


def test_a_line_needs_its_person(uow: UnitOfWork, person: Person) -> None:
    ghost = Person(agency_id=person.agency_id, staff_code="X", full_name="X", unit_id=1, post="CC")
    ghost.id = 99
    with pytest.raises(Conflict):
        an_entry(uow, ghost)
