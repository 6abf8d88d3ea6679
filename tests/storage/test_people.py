"""People and chats: who speaks, who stands below whom, and codes that open once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from storage import catalogue, outbox, people, reminders
from storage.database import Database
from storage.errors import Conflict
from storage.tables import Account, Agency, LinkCode, Outbox, Person, Post
from storage.uow import UnitOfWork
from tests.storage.office import DAY, NOW, a_catalogue, a_person, an_agency

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as opened:
        yield opened


@pytest.fixture
def person(uow: UnitOfWork) -> Person:
    return a_person(uow, an_agency(uow))


def test_a_stranger_is_nobody(uow: UnitOfWork) -> None:
    assert people.by_chat(uow, "telegram", "a") is None
    assert people.unlink_chat(uow, "telegram", "a", NOW) is False


def test_a_chat_speaks_for_one_person(uow: UnitOfWork, person: Person) -> None:
    people.link(uow, person.id or 0, "telegram", "a", NOW)
    people.consent(uow, "telegram", "a", NOW)
    people.consent(uow, "telegram", "a", LATER)
    found = people.by_chat(uow, "telegram", "a")
    assert found is not None
    assert (found[0].id, found[1].id, found[2].consented_at) == (person.id, person.unit_id, NOW)
    again = people.link(uow, person.id or 0, "telegram", "a", LATER)
    assert (again.linked_at, again.consented_at) == (NOW, NOW)

    other = a_person(uow, an_agency(uow, "PH02"))
    taken = people.link(uow, other.id or 0, "telegram", "a", LATER)
    assert taken.consented_at is None
    assert people.accounts_of(uow, person.id or 0) == []


def test_the_database_itself_refuses_a_second_live_link(uow: UnitOfWork, person: Person) -> None:
    people.link(uow, person.id or 0, "telegram", "a", NOW)
    uow.add(Account(person_id=person.id or 0, channel="telegram", chat_id="a", linked_at=NOW))
    with pytest.raises(Conflict):
        uow.flush()


def test_leaving_and_coming_back(uow: UnitOfWork, person: Person) -> None:
    people.link(uow, person.id or 0, "telegram", "a", NOW)
    people.link(uow, person.id or 0, "telegram", "b", NOW)
    assert people.unlink_chat(uow, "telegram", "a", LATER) is True
    assert people.by_chat(uow, "telegram", "a") is None
    people.link(uow, person.id or 0, "telegram", "a", LATER)
    assert people.unlink_person(uow, person.id or 0, LATER) == [("telegram", "b"), ("telegram", "a")]
    assert people.by_chat(uow, "telegram", "b") is None


def test_who_left_the_agency_is_nobody(uow: UnitOfWork, person: Person) -> None:
    people.link(uow, person.id or 0, "telegram", "a", NOW)
    person.active = False
    uow.flush()
    assert people.by_chat(uow, "telegram", "a") is None


def test_only_who_agreed_and_listens_is_written_to(uow: UnitOfWork, person: Person) -> None:
    def link() -> tuple[str, str]:
        [member] = reminders.members(uow, person.agency_id)
        return member.link, member.chat_id

    assert link() == ("none", "")
    people.link(uow, person.id or 0, "telegram", "a", NOW)
    assert link()[0] == "asked"
    people.consent(uow, "telegram", "a", NOW)
    assert link() == ("ready", "a")
    outbox.mark_blocked(uow, "telegram", "a", NOW)
    uow.session.expire_all()
    assert link()[0] == "blocked"
    people.link(uow, person.id or 0, "telegram", "b", NOW)
    people.consent(uow, "telegram", "b", NOW)
    assert link() == ("ready", "b")
    person.active = False
    uow.flush()
    assert reminders.members(uow, person.agency_id) == []


def test_the_managers_above_also_in_a_circle(uow: UnitOfWork, person: Person) -> None:
    agency = uow.session.get_one(Agency, person.agency_id)
    head = a_person(uow, agency, "HEAD", manager_id=person.id)
    person.manager_id = head.id
    uow.flush()
    assert people.ids_above(uow, person.id or 0) == {head.id}
    assert people.ids_above(uow, head.id or 0) == {person.id}


def test_a_code_opens_while_it_is_good(uow: UnitOfWork, person: Person) -> None:
    code = LinkCode(person_id=person.id or 0, code_hash="h1", created_at=NOW, expires_at=LATER)
    uow.add(code)
    assert people.open_code(uow, "h1", NOW) is code
    assert people.open_code(uow, "h1", LATER) is None
    assert people.open_code(uow, "h2", NOW) is None
    code.used_at = NOW
    assert people.open_code(uow, "h1", NOW) is None
    code.used_at, code.revoked_at = None, NOW
    assert people.open_code(uow, "h1", NOW) is None


def test_wrong_codes_are_counted_by_chat(uow: UnitOfWork) -> None:
    attempt = people.attempt_of(uow, "telegram", "a")
    attempt.failures += 1
    assert people.attempt_of(uow, "telegram", "a").failures == 1
    assert people.attempt_of(uow, "telegram", "b").failures == 0


def test_staff_codes_are_of_one_agency(uow: UnitOfWork, person: Person) -> None:
    a_person(uow, an_agency(uow, "PH02"), "CB01")
    found = people.by_staff_code(uow, person.agency_id, " cb01 ")
    assert found is person
    assert people.by_staff_code(uow, person.agency_id, "CB99") is None
    assert people.with_unit(uow, person.id or 0)[1].name == "Phòng CB01"


def test_the_tree_stays_in_the_agency_and_survives_a_circle(uow: UnitOfWork) -> None:
    here, there = an_agency(uow, "PH01"), an_agency(uow, "PH02")
    chair = a_person(uow, here, "A")
    head = a_person(uow, here, "B", manager_id=chair.id)
    clerk = a_person(uow, here, "C", manager_id=head.id)
    gone = a_person(uow, here, "D", manager_id=head.id, active=False)
    a_person(uow, there, "E", manager_id=head.id)
    assert [p.staff_code for p in people.direct_reports(uow, head.id or 0)] == ["C"]
    assert [p.staff_code for p in people.below(uow, chair.id or 0)] == ["B", "C"]
    assert people.ids_below(uow, chair.id or 0) == {head.id, clerk.id, gone.id}
    assert people.below(uow, clerk.id or 0) == []
    chair.manager_id = clerk.id
    uow.flush()
    assert people.ids_below(uow, head.id or 0) == {clerk.id, gone.id, chair.id}


def test_an_agency_sees_its_own_catalogues_first(uow: UnitOfWork) -> None:
    here, there = an_agency(uow, "PH01"), an_agency(uow, "PH02")
    shared_there = a_catalogue(uow, there, "S.01", name="shared", shared=True)
    a_catalogue(uow, there, "T.01", name="own")
    shared_here = a_catalogue(uow, here, "S.02", name="shared", shared=True)
    own = a_catalogue(uow, here, "B.02", "B.01", name="own", version=2)
    a_catalogue(uow, here, "B.01", name="own", version=1, active=False)
    found = catalogue.visible_catalogues(uow, here.id or 0)
    assert [row.id for row in found] == [own.id, shared_here.id, shared_there.id]
    assert [item.code for item in catalogue.items_of(uow, own.id or 0)] == ["B.02", "B.01"]
    uow.add(Post(agency_id=here.id or 0, code="CC", title="Công chức", is_leader=False))
    assert [post.code for post in catalogue.posts_of(uow, here.id or 0)] == ["CC"]
    assert catalogue.posts_of(uow, there.id or 0) == []


def test_who_was_reminded_today(uow: UnitOfWork, person: Person) -> None:
    for kind, day in (("remind.late", DAY), ("remind.morning", DAY), ("remind.late", DAY - dt.timedelta(days=1))):
        row = Outbox(channel="t", chat_id="a", person_id=person.id, method="send", kind=kind, created_at=NOW,
                     local_day=day, dedupe=f"{kind}:{day}")  # fmt: skip
        assert len(outbox.put_all(uow, [row])) == 1
    assert reminders.sent_kinds(uow, person.agency_id, DAY) == {person.id: {"remind.late", "remind.morning"}}
    assert reminders.sent_kinds(uow, person.agency_id, DAY, (0,)) == {}
