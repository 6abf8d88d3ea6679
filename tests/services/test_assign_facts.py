"""What people were assigned in a period, for the score: tasks and the month's plan, in three questions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import event

from services.assign import facts
from storage import bulk
from storage.database import Database
from storage.tables import Assignment, Person, Quota
from tests.handlers.chat import Chat
from tests.handlers.conftest import OpenChat
from tests.handlers.conftest import open_chat as open_chat
from tests.storage.office import a_catalogue, a_person, an_agency

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


def ids(database: Database, *codes: str) -> list[int]:
    """Person ids by staff code."""
    from services import operators

    with database.reading() as uow:
        return [operators.the_person(uow, code, "mau-hai").id or 0 for code in codes]


def found(database: Database, people: list[int]) -> list[tuple[object, ...]]:
    with database.reading() as uow:
        return [
            (people.index(f.person_id), f.ref[0], f.item, f.quantity, f.share, f.due, f.delays, f.excused_delays)
            for f in facts(uow, people, FIRST, LAST)
        ]


def pair(open_chat: OpenChat) -> tuple[Chat, Chat, Chat]:
    return open_chat("MH16"), open_chat("MH18"), open_chat("MH19")


def test_shared_jobs_quotas_and_what_counts_for_nobody(open_chat: OpenChat, database: Database) -> None:
    head, lien, van = pair(open_chat)
    head.say("giao @Liên chủ trì 60%, @Vân 40% khảo sát 15 hộ nghèo, hạn 27/11")
    head.say("giao @Liên khảo sát 5 hộ nghèo, hạn 3/12")
    head.say("giao @Liên khảo sát 6 hộ nghèo")
    head.say("giao @Vân khảo sát 7 hộ nghèo, hạn 27/11")
    head.say("thu hồi")
    head.say("/kehoach @Liên AS-04 40")
    lien.receive(), van.receive()
    people = ids(database, "MH18", "MH19")
    assert found(database, people) == [
        (0, "T", "AS-04", 15, Decimal("0.6"), dt.date(2026, 11, 27), 0, 0),
        (0, "T", "AS-04", 6, 1, None, 0, 0),
        (1, "T", "AS-04", 15, Decimal("0.4"), dt.date(2026, 11, 27), 0, 0),
        (0, "Q", "AS-04", 40, 1, None, 0, 0),
    ]
    with database.reading() as uow:
        of_both = [f for f in facts(uow, people, FIRST, LAST) if f.due]
        assert sum(f.share for f in of_both) == 1
        assert sum(f.assigned for f in of_both) == 15
        assert all(f.coefficient is not None and f.unit == "hộ" for f in facts(uow, people, FIRST, LAST))


def test_a_transfer_leaves_its_delays_with_who_had_it(open_chat: OpenChat, database: Database) -> None:
    head, lien, van = pair(open_chat)
    head.say("giao @Liên khảo sát 15 hộ nghèo, hạn 17h thứ 3")
    for chat in (head, lien, van):
        chat.now += dt.timedelta(days=2)
    head.say("chuyển việc 1 cho Vân")
    van.receive()
    head.say("việc 1 hạn 27/11")
    van.say("xong 1")
    people = ids(database, "MH18", "MH19")
    assert found(database, people) == [(1, "T", "AS-04", 15, 1, dt.date(2026, 11, 27), 0, 0)]


def test_a_delay_and_its_excuse_are_counted(open_chat: OpenChat, database: Database) -> None:
    head, lien, _ = pair(open_chat)
    head.say("giao @Liên khảo sát 15 hộ nghèo, hạn 17h thứ 3")
    lien.now += dt.timedelta(days=2)
    lien.say("xong 1")
    people = ids(database, "MH18")
    assert found(database, people)[0][-2:] == (1, 0)
    head.now += dt.timedelta(days=2)
    head.say("khách quan 1")
    head.say("2")
    assert found(database, people)[0][-2:] == (1, 1)


def test_only_whole_months_bring_their_plan(open_chat: OpenChat, database: Database) -> None:
    head, _, _ = pair(open_chat)
    head.say("/kehoach @Liên AS-04 40")
    people = ids(database, "MH18")
    with database.reading() as uow:
        assert len(facts(uow, people, FIRST, LAST)) == 1
        assert len(facts(uow, people, dt.date(2026, 10, 1), dt.date(2026, 12, 31))) == 1
        assert facts(uow, people, dt.date(2026, 11, 2), LAST) == ()


@pytest.mark.parametrize("count", [1, 7_000])
def test_three_questions_for_however_many_people(database: Database, count: int) -> None:
    with database.unit_of_work() as uow:
        agency = an_agency(uow)
        head = a_person(uow, agency)
        catalogue = a_catalogue(uow, agency, "B.01")
        common = {"agency_id": agency.id, "full_name": "X", "unit_id": head.unit_id, "post": "x"}
        people = [Person(staff_code=f"P{n}", **common) for n in range(count)]
        bulk.add_all(uow, people)
        then = dt.datetime(2026, 11, 16, 1, tzinfo=dt.UTC)
        task = {"agency_id": agency.id, "giver_id": head.id, "text": "x", "quantity": 10_000, "share": 10_000,
                "state": "given", "role": "lead", "due_met": False, "due_missed": False, "progress": 0, "version": 1,
                "created_at": then, "due_date": LAST}  # fmt: skip
        rows = [task | {"number": n, "assignee_id": p.id} for n, p in enumerate(people, 1)]
        for row in rows:
            row["quantity"], row["share"] = Decimal(1), Decimal(1)
        bulk.insert_rows(uow, Assignment, rows)
        quota = {"agency_id": agency.id, "year": 2026, "month": 11, "item_code": "B.01", "item_name": "x",
                 "item_unit": "x", "item_measure": "product", "coefficient": Decimal(1), "standard_minutes": 1,
                 "catalogue_id": catalogue.id, "quantity": Decimal(2), "version": 1, "set_at": then}  # fmt: skip
        bulk.insert_rows(uow, Quota, [quota | {"person_id": p.id} for p in people])
        asked: list[str] = []
        engine = uow.session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda c, cur, statement, *rest: asked.append(statement))
        assert len(facts(uow, [p.id or 0 for p in people], FIRST, LAST)) == 2 * count
        assert len(asked) == 3
