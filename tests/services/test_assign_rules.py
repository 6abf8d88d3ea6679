"""What is given again and again: the right days, once each, whoever asks how often."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlmodel import select

from handlers import assign_tick
from services import assign_rules
from services.assign import tick
from storage.database import Database
from storage.tables import Assignment, Person
from tests.handlers.chat import Chat
from tests.handlers.conftest import OpenChat
from tests.handlers.conftest import open_chat as open_chat


@pytest.mark.parametrize(
    ("every", "day", "first", "last", "found"),
    [
        ("week", 0, "2026-11-23", "2026-12-07", ["2026-11-23", "2026-11-30", "2026-12-07"]),
        ("week", 6, "2026-11-23", "2026-11-29", ["2026-11-29"]),
        ("month", 20, "2026-11-01", "2027-01-31", ["2026-11-20", "2026-12-20", "2027-01-20"]),
        ("month", 31, "2027-01-31", "2027-04-30", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("month", 30, "2028-02-01", "2028-03-30", ["2028-02-29", "2028-03-30"]),
        ("month", 5, "2026-11-06", "2026-11-30", []),
    ],
)
def test_days(every: str, day: int, first: str, last: str, found: list[str]) -> None:
    days = assign_rules.days(every, day, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert [one.isoformat() for one in days] == found


def give(database: Database, chat: Chat, now: str) -> int:
    """Run the tick at an instant; gives how many tasks it made."""
    with database.unit_of_work() as uow:
        made = tick(uow, chat.office, dt.datetime.fromisoformat(now))
        uow.commit()
    return len(made)


def tasks(database: Database) -> list[tuple[int, str, str]]:
    with database.reading() as uow:
        rows = uow.session.exec(select(Assignment).order_by(Assignment.id)).all()  # type: ignore[arg-type]
        return [(row.number, str(row.due_date), row.state) for row in rows]


def test_each_occurrence_once_through_restarts_and_double_runs(open_chat: OpenChat, database: Database) -> None:
    head = open_chat("MH16", now=dt.datetime.fromisoformat("2026-11-23T09:00:00+07:00"))
    head.say("giao @Liên và @Vân khảo sát 15 hộ nghèo, thứ 6 hằng tuần")
    made = []
    for day in range(24, 31):
        for hour in (0, 6, 7, 7, 23):
            made.append(give(database, head, f"2026-11-{day}T{hour:02}:00:00+07:00"))
    assert sum(made) == 2
    assert tasks(database) == [(1, "2026-11-27", "given"), (1, "2026-11-27", "given")]


def test_what_was_missed_while_the_bot_was_down_is_not_given_late(open_chat: OpenChat, database: Database) -> None:
    head = open_chat("MH16", now=dt.datetime.fromisoformat("2026-11-23T09:00:00+07:00"))
    head.say("giao @Liên khảo sát 15 hộ nghèo, 16h thứ 6 hằng tuần")
    assert give(database, head, "2026-11-27T16:00:00+07:00") == 0
    assert give(database, head, "2026-12-04T15:59:00+07:00") == 1
    assert tasks(database) == [(1, "2026-12-04", "given")]


def test_a_rule_set_shortly_before_its_day_gives_at_once(open_chat: OpenChat, database: Database) -> None:
    head, lien = open_chat("MH16", now=dt.datetime.fromisoformat("2026-11-26T09:00:00+07:00")), open_chat("MH18")
    head.say("giao @Liên khảo sát 15 hộ nghèo, thứ 6 hằng tuần")
    assert "giao anh/chị việc số 1" in lien.receive()[-1].text
    assert tasks(database) == [(1, "2026-11-27", "given")]


def test_it_stops_for_who_left_and_for_the_giver_who_left(open_chat: OpenChat, database: Database) -> None:
    head = open_chat("MH16", now=dt.datetime.fromisoformat("2026-11-23T09:00:00+07:00"))
    head.say("giao @Liên 70%, @Vân 30% khảo sát 15 hộ nghèo, thứ 6 hằng tuần")
    leave(database, "MH18")
    give(database, head, "2026-11-26T09:00:00+07:00")
    with database.reading() as uow:
        [row] = uow.session.exec(select(Assignment)).all()
        assert row.share == 1
    leave(database, "MH16")
    assert give(database, head, "2026-12-03T09:00:00+07:00") == 0


def leave(database: Database, code: str) -> None:
    with database.unit_of_work() as uow:
        person = uow.session.exec(select(Person).where(Person.staff_code == code)).one()
        person.active = False
        uow.add(person)
        uow.commit()


def test_the_tick_says_each_thing_once_and_groups_a_chat(open_chat: OpenChat, database: Database) -> None:
    head = open_chat("MH16", now=dt.datetime.fromisoformat("2026-11-16T09:00:00+07:00"))
    open_chat("MH18")
    head.say("giao @Liên khảo sát 15 hộ nghèo, hạn 27/11")
    head.say("giao @Liên khảo sát 5 hộ nghèo, hạn 27/11")
    now = dt.datetime.fromisoformat("2026-11-26T17:30:00+07:00")
    for expected in (1, 0):
        with database.unit_of_work() as uow:
            says = assign_tick.run(uow, head.office, now)
            uow.commit()
        assert len(says) == expected
        if says:
            assert says[0].text.count("Còn 1 ngày") == 2
    with database.reading() as uow:
        assert not assign_tick.waits(uow, head.office, now)
