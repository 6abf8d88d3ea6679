"""Tiêu chí chung: when it is open, who may give what, what the score takes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlmodel import select

from services import closing, general, general_cases, general_review, general_shares, led, scores
from services.errors import NotFound, Refusal, Stale
from services.people import get_who
from services.values import Who
from storage import delegation, review
from storage import general as rows
from storage import scores as kept
from storage.database import Database
from storage.tables import Agency, Audit, Delegation, Entry, Person, Unit
from storage.uow import UnitOfWork
from tests.storage.office import an_agency

EARLY = datetime(2026, 3, 26, 16, 59, tzinfo=UTC)  # still the 26th in Viet Nam
OPEN = datetime(2026, 3, 27, 1, tzinfo=UTC)  # Friday: 27, 30 and 31 are the last three working days
LAST = datetime(2026, 3, 31, 10, tzinfo=UTC)
MARCH = (2026, 3)


class Office:
    """A unit: a chief above a head above two officials, each with one approved line in March."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self.agency: Agency = an_agency(uow)
        self.unit = Unit(agency_id=self.agency.id or 0, name="Phòng Kinh tế")
        uow.add(self.unit)
        uow.flush()
        self.chief = self.person("CB01", is_leader=True)
        self.head = self.person("CB02", self.chief, is_leader=True)
        self.an, self.binh = self.person("CB03", self.head), self.person("CB04", self.head)

    def person(self, code: str, above: Who | None = None, **more: Any) -> Who:
        row = Person(
            agency_id=self.agency.id or 0, staff_code=code, full_name=f"Người {code}", unit_id=self.unit.id or 0,
            post="CC", manager_id=above.id if above else None, **more,
        )  # fmt: skip
        self.uow.add(row)
        self.uow.flush()
        entry = Entry(
            agency_id=row.agency_id, person_id=row.id or 0, state="approved", text="việc", item_code="HT-01",
            item_name="Việc", item_unit="hồ sơ", item_measure="count", coefficient=Decimal(1), standard_minutes=30,
            quantity=Decimal(2), work_date=date(2026, 3, 2), created_at=OPEN,
        )  # fmt: skip
        self.uow.add(entry)
        self.uow.flush()
        return get_who(self.uow, row.id or 0)

    def tell(self, who: Who, *points: int) -> general.Card:
        return general.tell(self.uow, who, *MARCH, numbered(*points), OPEN)

    def judge(self, by: Who, who: Who, *points: int, reason: str | None = None) -> general_review.Judged:
        return general_review.judge(self.uow, by, who.id, *MARCH, numbered(*points), reason, LAST)

    def sheet(self, who: Who, now: datetime = LAST) -> Mapping[str, Any]:
        found = scores.graded_month(self.uow, who, *MARCH, now).sheet
        assert found is not None
        return found

    def close(self) -> None:
        review.close_period(
            self.uow, agency_id=self.agency.id or 0, unit_id=self.unit.id or 0, year=2026, month=3,
            closed_by=self.head.id, at=LAST,
        )  # fmt: skip

    def audited(self, code: str) -> list[Audit]:
        return list(self.uow.session.exec(select(Audit).where(Audit.code == code)).all())


def numbered(*points: int) -> dict[int, Decimal]:
    return {n: Decimal(value) for n, value in enumerate(points, 1)}


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    with database.unit_of_work() as uow:
        yield Office(uow)


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


# when


def test_it_opens_on_the_third_last_working_day(office: Office) -> None:
    early = general.card(office.uow, office.an, *MARCH, EARLY)
    assert (early.state, early.opens) == ("early", date(2026, 3, 27))
    with refused("general.early"):
        general.tell(office.uow, office.an, *MARCH, {}, EARLY)
    office.uow.rollback()


def test_it_is_open_on_that_day_and_until_the_close(office: Office) -> None:
    assert general.card(office.uow, office.an, *MARCH, OPEN).state == "new"
    office.tell(office.an)
    office.close()
    with refused("general.closed"):
        office.tell(office.an, 9, 9, 9)


@pytest.mark.parametrize(
    ("now", "closed", "wanted"),
    [
        (OPEN, False, (2026, 3)),
        (datetime(2026, 4, 2, 1, tzinfo=UTC), False, (2026, 3)),
        (datetime(2026, 4, 2, 1, tzinfo=UTC), True, (2026, 4)),
        (datetime(2026, 4, 29, 1, tzinfo=UTC), False, (2026, 4)),
    ],
)
def test_the_month_meant_is_the_open_one(office: Office, now: datetime, closed: bool, wanted: tuple[int, int]) -> None:
    if closed:
        office.close()
    assert general.default_month(office.uow, office.an, now) == wanted


# the self-score


def test_it_is_preset_to_the_most_and_then_to_the_last_month(office: Office) -> None:
    card = general.card(office.uow, office.an, *MARCH, OPEN)
    assert ([part.points for part in card.parts], card.preset, card.version) == ([Decimal(10)] * 3, None, 0)
    office.tell(office.an, 10, 0, 9)
    office.judge(office.head, office.an)
    april = general.card(office.uow, office.an, 2026, 4, datetime(2026, 4, 29, 1, tzinfo=UTC))
    assert ([int(part.points) for part in april.parts], april.preset) == ([10, 0, 9], MARCH)


def test_a_self_score_alone_counts_nothing(office: Office) -> None:
    card = office.tell(office.an)
    assert (card.state, card.total) == ("told", Decimal(30))
    sheet = office.sheet(office.an)
    assert (sheet["total"], sheet["result_points"], sheet["general_points"]) == (None, "70.00", None)
    assert any(note.startswith("Chưa có điểm tiêu chí chung") for note in sheet["notes"])


def test_one_group_is_changed_and_the_others_stay(office: Office) -> None:
    office.tell(office.an, 10, 8, 9)
    card = general.tell(office.uow, office.an, *MARCH, {2: Decimal("7.5")}, OPEN)
    assert [part.told for part in card.parts] == [Decimal(10), Decimal("7.5"), Decimal(9)]


@pytest.mark.parametrize(
    ("points", "code"),
    [({4: Decimal(1)}, "general.number"), ({0: Decimal(1)}, "general.number"), ({2: Decimal("10.5")}, "general.range"),
     ({2: Decimal(-1)}, "general.range"), ({1: Decimal("1.234")}, "general.range")],
)  # fmt: skip
def test_points_beyond_the_groups_are_refused(office: Office, points: dict[int, Decimal], code: str) -> None:
    with refused(code):
        general.tell(office.uow, office.an, *MARCH, points, OPEN)


def test_an_old_button_changes_nothing(office: Office) -> None:
    card = general.card(office.uow, office.an, *MARCH, OPEN)
    general.tell(office.uow, office.an, *MARCH, {}, OPEN, card.version)
    with pytest.raises(Stale):
        general.tell(office.uow, office.an, *MARCH, {}, OPEN, card.version)


def test_what_was_confirmed_is_not_changed_by_oneself(office: Office) -> None:
    office.tell(office.an)
    office.judge(office.head, office.an)
    with refused("general.given"):
        office.tell(office.an, 9, 9, 9)


def test_a_kind_of_staff_without_rules_has_none(office: Office) -> None:
    other = office.person("CB09", office.head, kind="can_bo")
    with refused("general.no_rules"):
        office.tell(other)


# confirming


def test_confirmed_points_make_the_whole_hundred_with_its_tree(office: Office) -> None:
    office.tell(office.an, 10, 9, 9)
    done = office.judge(office.head, office.an)
    assert (done.changed, done.line.card.giver) == (False, office.head.name)
    found = scores.graded_month(office.uow, office.an, *MARCH, LAST)
    assert found.sheet is not None
    assert (found.sheet["total"], found.sheet["general_points"], found.sheet["grade"]) == ("98.00", "28.00", "xuat_sac")
    assert [part.points for part in found.parts] == [Decimal(10), Decimal(9), Decimal(9)]
    assert found.sheet["steps"][0]["steps"][0]["effect"] == "28"


def test_a_change_needs_a_reason_and_keeps_what_was_told(office: Office) -> None:
    office.tell(office.an, 10, 9, 9)
    with refused("general.reason"):
        office.judge(office.head, office.an, 10, 7, 9)
    done = office.judge(office.head, office.an, 10, 7, 9, reason="báo cáo  chậm")
    assert (done.changed, done.before, done.reason) == (True, tuple(map(Decimal, (10, 9, 9))), "báo cáo chậm")
    row = rows.find(office.uow, office.an.id, *MARCH)
    assert row is not None
    assert (row.told, row.given) == (
        {"pham_chat": "10", "nang_luc": "9", "doi_moi": "9"}, {"pham_chat": "10", "nang_luc": "7", "doi_moi": "9"},
    )  # fmt: skip
    assert office.audited("general.given")[-1].data["after"]["nang_luc"] == "7"


def test_a_secret_does_not_get_into_a_reason(office: Office) -> None:
    office.tell(office.an)
    with refused("entry.secret"):
        office.judge(office.head, office.an, 9, 9, 9, reason="công văn tuyệt mật số 12")


def test_who_told_nothing_needs_every_group_with_a_reason(office: Office) -> None:
    with refused("general.untold"):
        general_review.judge(office.uow, office.head, office.an.id, *MARCH, {2: Decimal(7)}, "nghỉ ốm", LAST)
    with refused("general.reason"):
        office.judge(office.head, office.an, 9, 9, 9)
    assert office.judge(office.head, office.an, 9, 9, 9, reason="nghỉ ốm").before == ()
    assert office.sheet(office.an)["total"] == "97.00"


def test_confirm_all_takes_what_the_list_showed_and_nothing_else(office: Office) -> None:
    office.tell(office.an, 9, 9, 9)
    found = general_review.look(office.uow, office.head, *MARCH, LAST)
    assert [(line.card.name, line.waiting) for line in found.lines] == [("Người CB03", True), ("Người CB04", False)]
    office.tell(office.binh)
    assert general_review.confirm_all(office.uow, office.head, *MARCH, found.token, LAST) is None
    found = general_review.look(office.uow, office.head, *MARCH, LAST)
    done = general_review.confirm_all(office.uow, office.head, *MARCH, found.token, LAST)
    assert done is not None
    assert [one.line.card.total for one in done] == [Decimal(27), Decimal(30)]
    assert general_review.confirm_all(office.uow, office.head, *MARCH, found.token, LAST) is None


# who


def test_nobody_judges_themselves_their_head_or_their_peers(office: Office) -> None:
    for who in (office.an, office.binh, office.head):
        office.tell(who)
    for by, whose in ((office.an, office.an), (office.an, office.binh), (office.an, office.head)):
        with pytest.raises(NotFound):
            office.judge(by, whose)
    for by in (office.head, office.an):
        with pytest.raises(NotFound):
            general_shares.give(office.uow, by, office.head.id, *MARCH, {"đ": Decimal(1)}, LAST)
    office.judge(office.chief, office.head)
    office.judge(office.chief, office.an)  # further above


def test_another_agency_is_not_there(office: Office) -> None:
    other = Agency(code="khac", name="Khác")
    office.uow.add(other)
    office.uow.flush()
    office.tell(office.an)
    stranger = office.head.__class__(**(vars(office.head) | {"agency_id": other.id or 0}))
    with pytest.raises(NotFound):
        office.judge(stranger, office.an)


def test_who_stands_in_judges_in_the_givers_place(office: Office) -> None:
    deputy = office.person("CB05", office.chief)
    office.tell(office.an)
    with pytest.raises(NotFound):
        office.judge(deputy, office.an)
    delegation.add(
        office.uow,
        Delegation(agency_id=deputy.agency_id, giver_id=office.head.id, delegate_id=deputy.id,
                   first_day=date(2026, 3, 31), last_day=date(2026, 3, 31), created_at=OPEN),
    )  # fmt: skip
    assert office.judge(deputy, office.an).line.giver == office.head.name
    row = rows.find(office.uow, office.an.id, *MARCH)
    assert row is not None
    assert (row.given_by, row.giver_id) == (deputy.id, office.head.id)
    with pytest.raises(NotFound):
        office.judge(deputy, office.head)


# d, đ, e


def everybody_confirmed(office: Office) -> None:
    for who in (office.an, office.binh, office.head):
        office.tell(who)
        office.judge(office.chief, who)


def give(office: Office, **shares: str) -> None:
    given = {code: Decimal(value) for code, value in shares.items()}
    general_shares.give(office.uow, office.chief, office.head.id, *MARCH, given, LAST)


def test_d_is_computed_from_the_people_led(office: Office) -> None:
    everybody_confirmed(office)
    give(office, đ="1", e="0.5")
    sheet = office.sheet(office.head)
    assert {code: sheet["ratios"][code] for code in "dđe"} == {"d": "100.00", "đ": "100.00", "e": "50.00"}
    assert sheet["total"] == "94.17"  # (5 × 100 % + 50 %) ÷ 6 × 70 + 30


def test_d_waits_for_who_has_no_grade_yet(office: Office) -> None:
    office.tell(office.head)
    office.judge(office.chief, office.head)
    office.tell(office.an)
    office.judge(office.head, office.an)
    give(office, đ="1", e="1")
    found = scores.graded_month(office.uow, office.head, *MARCH, LAST)
    assert found.ungraded == 1
    assert found.sheet is not None
    assert found.sheet["total"] is None


def test_somebody_who_failed_halves_d(office: Office) -> None:
    everybody_confirmed(office)
    give(office, đ="1", e="1")
    for entry in office.uow.session.exec(select(Entry).where(Entry.person_id == office.an.id)):
        entry.quality_errors = 8
    office.uow.flush()
    office.judge(office.head, office.an, 0, 0, 0, reason="vi phạm kỷ luật")
    assert office.sheet(office.an)["grade"] == "khong_hoan_thanh"
    assert office.sheet(office.head)["ratios"]["d"] == "50.00"


@pytest.mark.parametrize(
    ("shares", "code"),
    [({"d": "1"}, "general.computed"), ({"đ": "0.7"}, "general.level"), ({"x": "1"}, "general.share")],
)
def test_only_the_steps_of_the_rule_set_are_given(office: Office, shares: dict[str, str], code: str) -> None:
    with refused(code):
        give(office, **shares)


def test_officials_have_no_shares(office: Office) -> None:
    with refused("general.not_leader"):
        general_shares.give(office.uow, office.head, office.an.id, *MARCH, {"đ": Decimal(1)}, LAST)


def test_a_leader_of_nobody_gets_d_from_above(office: Office) -> None:
    alone = office.person("CB07", office.chief, is_leader=True)
    office.tell(alone)
    office.judge(office.chief, alone)
    shares = {"d": Decimal(1), "đ": Decimal(1), "e": Decimal(1)}
    general_shares.give(office.uow, office.chief, alone.id, *MARCH, shares, LAST)
    assert office.sheet(alone)["total"] == "100.00"


def test_a_circle_of_managers_ends(office: Office) -> None:
    chief = office.uow.session.get(Person, office.chief.id)
    assert chief is not None
    chief.manager_id = office.head.id
    office.uow.flush()
    office.tell(office.head)
    give(office, đ="1", e="1")
    assert office.sheet(office.head)["total"] is None


# after the close


def test_a_closed_month_keeps_what_was_given_and_takes_nothing_more(office: Office) -> None:
    office.tell(office.an)
    office.judge(office.head, office.an)
    office.close()
    assert office.sheet(office.an)["total"] == "100.00"
    row = kept.find(office.uow, office.an.id, *MARCH)
    assert row is not None
    assert row.facts["general"] == {"points": "30"}
    with refused("general.closed"):
        office.judge(office.head, office.an, 1, 1, 1, reason="muộn")
    with refused("general.closed"):
        give(office, đ="1", e="1")


def test_a_month_opened_again_is_scored_anew(office: Office) -> None:
    office.tell(office.an)
    office.judge(office.head, office.an)
    office.close()
    assert office.sheet(office.an)["total"] == "100.00"
    closing.reopen(office.uow, office.unit, *MARCH, "sửa điểm", office.chief.id, LAST)
    office.judge(office.head, office.an, 9, 10, 10, reason="xem lại")
    office.close()
    assert office.sheet(office.an)["total"] == "99.00"
    assert [row.data["total"] for row in office.audited("score.dropped")] == ["100.00"]


def test_a_leaders_closed_month_is_not_kept_while_d_may_still_come(office: Office) -> None:
    elsewhere = Unit(agency_id=office.agency.id or 0, name="Phòng khác")
    office.uow.add(elsewhere)
    office.uow.flush()
    binh = office.uow.session.get(Person, office.binh.id)
    assert binh is not None
    binh.unit_id = elsewhere.id or 0
    office.uow.flush()
    for who in (office.an, office.head):
        office.tell(who)
        office.judge(office.chief, who)
    give(office, đ="1", e="1")
    office.close()
    assert office.sheet(office.head)["total"] is None
    assert kept.find(office.uow, office.head.id, *MARCH) is None
    moved = get_who(office.uow, office.binh.id)
    office.tell(moved)
    office.judge(office.head, moved)
    assert office.sheet(office.head)["total"] == "100.00"
    assert kept.find(office.uow, office.head.id, *MARCH) is not None


# cases that force the lowest grade


def enter(office: Office, by: Who, whose: Who, **more: Any) -> general_cases.Case:
    values = {"code": "discipline", "reason": "QĐ 15"} | more
    return general_cases.enter(office.uow, by, whose.id, *MARCH, now=OPEN, **values)


def test_a_case_forces_the_lowest_grade_and_is_taken_back_with_a_reason(office: Office) -> None:
    office.tell(office.an)
    office.judge(office.head, office.an)
    enter(office, office.head, office.an)
    assert (office.sheet(office.an)["grade"], office.sheet(office.an)["total"]) == ("khong_hoan_thanh", "100.00")
    with refused("general.case"):
        enter(office, office.head, office.an)
    with refused("general.reason"):
        enter(office, office.head, office.an, reason=" ", there=False)
    enter(office, office.head, office.an, there=False)
    assert office.sheet(office.an)["grade"] == "xuat_sac"
    assert [row.data["there"] for row in office.audited("general.case")] == [True, False]
    assert all("QĐ" not in str(row.data) for row in office.audited("general.case"))


def test_who_may_enter_a_case(office: Office) -> None:
    admin = get_who(office.uow, office.person("CB08", office.chief, is_admin=True).id)
    enter(office, admin, office.an)
    for by, whose in ((admin, admin), (office.an, office.binh), (office.an, office.an), (office.an, office.head)):
        with pytest.raises(NotFound):
            enter(office, by, whose)
    with refused("general.case"):
        enter(office, office.head, office.binh, code="luck")
    office.close()
    with refused("general.closed"):
        enter(office, office.head, office.binh)


# cost


def statements(uow: UnitOfWork, do: Callable[[], object]) -> int:
    sent: list[str] = []
    connection = uow.session.connection()

    def keep(_connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    uow.flush()
    event.listen(connection, "before_cursor_execute", keep)
    do()
    uow.flush()
    event.remove(connection, "before_cursor_execute", keep)
    return len(sent)


def test_the_list_and_d_cost_no_more_for_more_people(office: Office) -> None:
    def measure() -> tuple[int, int]:
        listed = statements(office.uow, lambda: general_review.look(office.uow, office.head, *MARCH, LAST))
        return listed, statements(office.uow, lambda: led.led_by(office.uow, office.chief, *MARCH))

    few = measure()
    for number in range(20, 40):
        office.tell(office.person(f"CB{number}", office.head))
    assert measure() == few


def test_confirming_all_costs_a_few_statements_a_person(office: Office) -> None:
    for number in range(20, 40):
        office.tell(office.person(f"CB{number}", office.head))
    token = general_review.look(office.uow, office.head, *MARCH, LAST).token
    sent = statements(office.uow, lambda: general_review.confirm_all(office.uow, office.head, *MARCH, token, LAST))
    assert sent <= 20 + 3 * 20
