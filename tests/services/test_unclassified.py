"""Months without a grade: who may say so, what the score, the unit's order, d and the reminders make of it."""

from __future__ import annotations

import pytest
from sqlmodel import select

from services import (
    general,
    general_cases,
    general_review,
    general_shares,
    led,
    ranking,
    score_months,
    score_spans,
    scores,
)
from services import unclassified as service
from services.general_facts import Apart
from services.people import get_who
from services.unclassified import Told
from services.values import Who
from storage import general as rows
from storage import scores as kept
from storage.tables import Entry, Person
from tests.services.test_general import LAST, MARCH, OPEN, Office, office, refused

__all__ = ["office"]
APRIL = (2026, 4)


def enter(office: Office, by: Who, whose: Who, *months: tuple[int, int], code: str = "maternity") -> Told:
    return service.enter(office.uow, by, whose.id, months or (MARCH,), code, None, OPEN)


def test_the_month_is_not_graded_and_its_work_stays(office: Office) -> None:
    office.tell(office.an)
    office.judge(office.head, office.an)
    told = enter(office, office.head, office.an)
    assert (told.label, told.months, told.person) == ("nghỉ thai sản cả kỳ", (MARCH,), "Người CB03")
    sheet = office.sheet(office.an)
    assert (sheet["grade"], sheet["total"], sheet["result_points"]) == ("khong_xep_loai", None, None)
    assert sheet["unclassified"] == "Không xếp loại: nghỉ thai sản cả kỳ"
    assert scores.graded_month(office.uow, office.an, *MARCH, LAST).score.approved.total == 2
    card = general.card(office.uow, office.an, *MARCH, LAST)
    assert card.apart == Apart("maternity", "nghỉ thai sản cả kỳ", None)
    service.take_back(office.uow, office.head, office.an.id, (MARCH,), LAST)
    assert office.sheet(office.an)["total"] == "100.00"
    trail = [(row.data["before"], row.data["after"]) for row in office.audited("general.unclassified")]
    assert trail == [(None, "maternity"), ("maternity", None)]


def test_who_may_say_so(office: Office) -> None:
    for stranger in (office.an, office.binh):
        with refused("not_found"):
            enter(office, stranger, office.an)
    with refused("not_found"):
        enter(office, office.head, office.head)
    enter(office, office.chief, office.an)
    admin = get_who(office.uow, office.person("CB09", is_admin=True).id)
    enter(office, admin, office.binh)
    assert service.find_person(office.uow, admin, "CB03", OPEN) is not None
    found = service.find_person(office.uow, office.head, "người cb04", OPEN)
    assert found is not None
    assert found.id == office.binh.id
    assert service.find_person(office.uow, office.head, "CB01", OPEN) is None
    assert not service.judges(office.uow, office.an, OPEN)
    with refused("unclassified.several"):
        twin = office.uow.session.get(Person, office.binh.id)
        assert twin is not None
        twin.full_name = "Bà CB03"
        office.uow.flush()
        row = office.uow.session.get(Person, office.an.id)
        assert row is not None
        row.full_name = "Ông CB03 X"
        twin.full_name = "Bà CB03 X"
        office.uow.flush()
        service.find_person(office.uow, office.head, "X", OPEN)


def test_what_is_refused(office: Office) -> None:
    with refused("unclassified.reason"):
        enter(office, office.head, office.an, code="holiday")
    with refused("unclassified.none"):
        service.take_back(office.uow, office.head, office.an.id, (MARCH,), LAST)
    enter(office, office.head, office.an)
    with refused("unclassified.same"):
        enter(office, office.head, office.an)
    assert enter(office, office.head, office.an, MARCH, APRIL).months == (APRIL,)
    assert enter(office, office.head, office.an, code="study").label == "đi học cả kỳ"
    for months in ((), tuple((2026 + n // 12, n % 12 + 1) for n in range(13)), ((2026, 1), (2028, 1))):
        with refused("unclassified.months"):
            service.enter(office.uow, office.head, office.an.id, months, "maternity", None, OPEN)
    with refused("entry.secret"):
        service.enter(office.uow, office.head, office.binh.id, (MARCH,), "study", "theo công văn mật", OPEN)
    office.close()
    with refused("general.closed"):
        enter(office, office.head, office.binh)
    with refused("general.closed"):
        service.take_back(office.uow, office.head, office.an.id, (MARCH,), LAST)


def test_a_case_that_forces_the_lowest_grade_wins(office: Office) -> None:
    enter(office, office.head, office.an)
    general_cases.enter(office.uow, office.head, office.an.id, *MARCH, "discipline", "QĐ 15", OPEN)
    assert office.sheet(office.an)["grade"] == "khong_hoan_thanh"


def test_nothing_is_asked_for_a_month_without_a_grade(office: Office) -> None:
    agency = office.agency.id or 0
    assert general.wanted(office.uow, office.an, *MARCH, LAST)
    assert office.an.id in general.untold(office.uow, agency, *MARCH)
    members = [office.uow.session.get(Person, who.id) for who in (office.an, office.binh)]
    people = [person for person in members if person is not None]
    assert general.unconfirmed(office.uow, agency, people, *MARCH) == 2
    enter(office, office.head, office.an)
    assert not general.wanted(office.uow, office.an, *MARCH, LAST)
    assert office.an.id not in general.untold(office.uow, agency, *MARCH)
    assert general.unconfirmed(office.uow, agency, people, *MARCH) == 1
    lines = general_review.look(office.uow, office.head, *MARCH, LAST).lines
    assert [(line.card.name, line.card.apart is not None, line.settled) for line in lines] == [
        ("Người CB04", False, False),
        ("Người CB03", True, True),
    ]


def test_the_order_and_the_cap_of_the_unit_leave_them_out(office: Office) -> None:
    for who in (office.an, office.binh):
        office.tell(who)
        office.judge(office.head, who)
    enter(office, office.head, office.an)
    found = ranking.look(office.uow, office.chief, office.unit.id or 0, *MARCH, LAST)
    (group,) = found.groups
    assert "Người CB03" not in [person.name for person in group.people]
    (apart,) = [person for person in found.without if person.reason == "unclassified"]
    assert (apart.name, apart.why) == ("Người CB03", "Không xếp loại: nghỉ thai sản cả kỳ")


def test_d_counts_only_those_who_are_graded(office: Office) -> None:
    office.tell(office.head)
    office.judge(office.chief, office.head)
    general_shares.give(office.uow, office.chief, office.head.id, *MARCH, {"đ": 1, "e": 1}, LAST)  # type: ignore[dict-item]
    office.tell(office.an)
    office.judge(office.head, office.an)
    assert led.led_by(office.uow, office.head, *MARCH).grades == ("xuat_sac", None)
    enter(office, office.head, office.binh)
    assert led.led_by(office.uow, office.head, *MARCH).grades == ("xuat_sac", "khong_xep_loai")
    assert office.sheet(office.head)["total"] == "100.00"


@pytest.mark.parametrize("work", [True, False])
def test_a_closed_month_keeps_the_reason(office: Office, *, work: bool) -> None:
    enter(office, office.head, office.an)
    if not work:
        for entry in office.uow.session.exec(select(Entry).where(Entry.person_id == office.an.id)):
            entry.state = "withdrawn"
        office.uow.flush()
    office.close()
    score_months.keep_units(office.uow, [office.unit.id or 0], *MARCH, office.head.id, LAST)
    snapshot = kept.find(office.uow, office.an.id, *MARCH)
    assert snapshot is not None
    assert snapshot.result["unclassified"] == "Không xếp loại: nghỉ thai sản cả kỳ"
    assert office.sheet(office.an)["grade"] == "khong_xep_loai"


def test_a_quarter_leaves_the_month_out_and_says_why(office: Office) -> None:
    enter(office, office.head, office.an)
    span = score_spans.span(office.uow, office.an, 2026, 1, LAST)
    assert span.parts == ()
    assert [(month.month, month.left_out, month.why) for month in span.left_out][-1] == (
        3, "unclassified", "Không xếp loại: nghỉ thai sản cả kỳ",
    )  # fmt: skip


def test_another_rule_set_begins_anew(office: Office) -> None:
    enter(office, office.head, office.an)
    row = rows.find(office.uow, office.an.id, *MARCH)
    assert row is not None
    row.policy = "khanh-hoa-1636-2025"
    office.uow.flush()
    assert general.card(office.uow, office.an, *MARCH, LAST).apart is None
    assert office.sheet(office.an)["unclassified"] is None
