"""Whole months at once: the same facts and rows as one by one, nothing twice, nothing of an open month."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import col, select

from services import closing, score_facts, score_months, scores
from services.people import get_who
from services.score_facts import facts_of_month
from storage import scores as kept
from storage.database import Database
from storage.scores import ClosedUnit
from storage.tables import Agency, Audit, Entry, PeriodClose, Person, ScoreSnapshot, Unit
from storage.uow import UnitOfWork
from tests.services.score_office import CLOSED_AT, FIRST, LAST, MONTH, YEAR, close, line_by_line, seed_office
from tests.storage.office import NOW, a_person, an_agency

COLUMNS = ("policy", "version", "fingerprint", "options", "facts", "result")


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    with database.unit_of_work() as opened:
        yield opened


def run(uow: UnitOfWork, units: list[Unit]) -> score_months.Kept:
    return score_months.keep_units(uow, [unit.id or 0 for unit in units], YEAR, MONTH, None, CLOSED_AT)


def rows(uow: UnitOfWork) -> dict[int, dict[str, Any]]:
    """What is kept, by person."""
    uow.session.expire_all()
    found = uow.session.exec(select(ScoreSnapshot)).all()
    return {row.person_id: {name: getattr(row, name) for name in COLUMNS} for row in found}


def people(uow: UnitOfWork) -> list[int]:
    return [key for key in uow.session.exec(select(Person.id).order_by(col(Person.id))) if key]


@pytest.mark.parametrize("seed", range(4))
def test_sums_in_the_database_find_what_single_lines_say(uow: UnitOfWork, seed: int) -> None:
    seed_office(uow, seed=seed)
    found = facts_of_month(uow, people(uow), FIRST, LAST)
    bases = set()
    for person in people(uow):
        base, lines = line_by_line(uow, person)
        one = facts_of_month(uow, [person], FIRST, LAST)[person]
        assert one == found[person]
        case = score_facts.case(scores.scoring.builtin()["nd335-2025"], scores.scoring.Official("x", "cong_chuc"),
                                scores.scoring.Period(FIRST, LAST), one)  # fmt: skip
        assert one.base == base
        assert sorted(scores.scoring.render_case(case)["work"], key=str) == sorted(lines, key=str)  # type: ignore[call-overload]
        bases.add(base)
    assert bases == {"assigned", "approved"}


def test_all_at_once_keeps_what_each_one_would_get(uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score_months, "WINDOW", 4)
    units = seed_office(uow)
    found = run(uow, units)
    together = rows(uow)
    assert found.new == len(together) == 18
    for row in uow.session.exec(select(ScoreSnapshot)).all():
        uow.session.delete(row)
    uow.flush()
    uow.session.expire_all()
    for person in people(uow):
        who = get_who(uow, person)
        shown = scores.graded_month(uow, who, YEAR, MONTH, CLOSED_AT)
        assert shown.closed == (person in together)
        assert shown.sheet is not None
        assert {"steps", "losses"} <= set(shown.sheet)
    assert rows(uow) == together


def test_a_second_run_changes_nothing_and_says_nothing(uow: UnitOfWork) -> None:
    units = seed_office(uow)
    run(uow, units)
    before = rows(uow)
    for row in uow.session.exec(select(Entry)).all():
        row.quantity = Decimal(7)  # behind the bot's back
    uow.flush()
    again = run(uow, units)
    assert (again.new, again.before) == (0, 18)
    assert rows(uow) == before
    audits = uow.session.exec(select(Audit).where(Audit.code == "unit.scored")).all()
    assert [row.data["kept"] for row in audits] == [6, 6, 6]


def test_who_was_first_stands(uow: UnitOfWork) -> None:
    units = seed_office(uow)
    first = people(uow)[0]
    scores.graded_month(uow, get_who(uow, first), YEAR, MONTH, NOW)
    found = run(uow, units)
    assert (found.new, found.before) == (17, 1)
    row = kept.find(uow, first, YEAR, MONTH)
    assert row is not None
    kept.keep_all(uow, [rows(uow)[first] | {"person_id": first, "year": YEAR, "month": MONTH, "made_at": CLOSED_AT}])
    uow.session.refresh(row)
    assert row.made_at == NOW


def test_an_open_month_is_left_alone(uow: UnitOfWork) -> None:
    units = seed_office(uow)
    assert run(uow, units[-1:]).new == 0
    closed, opened = score_months.closed_units(uow, None, None, YEAR, MONTH)
    assert ([unit.id for unit in closed], opened) == ([unit.id for unit in units[:-1]], 1)
    assert score_months.closed_units(uow, units[1].agency_id, units[1].id, YEAR, MONTH) == (
        [ClosedUnit(units[1].id or 0, 6, True)],
        0,
    )


def quantity(row: dict[str, Any]) -> str:
    return str(row["result"]["sums"]["work"]["result"]["quantity"])


def alone(uow: UnitOfWork, agency: Agency, code: str, quantity: str | None, **more: Any) -> Unit:
    """Somebody in a unit of their own, whose month is closed."""
    person = a_person(uow, agency, code, **more)
    if quantity:
        uow.add(
            Entry(agency_id=agency.id or 0, person_id=person.id or 0, state="approved", text="việc", item_code="B.01",
                  item_name="Việc", coefficient=Decimal(1), quantity=Decimal(quantity), work_date=FIRST, created_at=NOW)
        )  # fmt: skip
    unit = uow.session.get(Unit, person.unit_id)
    assert unit is not None
    close(uow, unit)
    uow.flush()
    return unit


def test_who_cannot_be_scored_holds_nobody_up(uow: UnitOfWork) -> None:
    agency = an_agency(uow)
    units = [
        alone(uow, agency, "P1", "2"),
        alone(uow, agency, "P2", None),
        alone(uow, agency, "P3", "2", kind="can_bo"),
        alone(uow, agency, "P4", "1000001"),
    ]
    found = run(uow, units)
    assert (found.new, found.without, dict(found.problems)) == (1, 1, {"none": 1})
    assert found.refused == [("P4", "work[0].assigned")]
    assert len(rows(uow)) == 1


@pytest.mark.parametrize(
    ("sizes", "wanted"),
    [([], []), ([900], [[0]]), ([200, 200, 200, 900, 1], [[0, 1], [2], [3], [4]]), ([500, 1], [[0], [1]])],
)
def test_units_stay_whole(sizes: list[int], wanted: list[list[int]]) -> None:
    units = [ClosedUnit(number, size, True) for number, size in enumerate(sizes)]
    assert [list(batch) for batch in score_months.batches(units)] == wanted


def test_opened_again_and_closed_again_is_scored_anew(uow: UnitOfWork) -> None:
    unit = alone(uow, an_agency(uow), "P1", "2")
    run(uow, [unit])
    [(person, before)] = rows(uow).items()
    closing.reopen(uow, unit, YEAR, MONTH, "thiếu hồ sơ", None, CLOSED_AT)
    assert rows(uow) == {}
    [dropped] = uow.session.exec(select(Audit).where(Audit.code == "score.dropped")).all()
    assert dropped.data == {
        "person": person, "year": YEAR, "month": MONTH, "fingerprint": before["fingerprint"], "total": None
    }  # fmt: skip
    row = uow.session.exec(select(Entry)).one()
    row.quantity = Decimal(3)
    close(uow, unit)
    assert run(uow, [unit]).new == 1
    assert [quantity(row) for row in (before, rows(uow)[person])] == ["2", "3"]


def test_closing_a_month_keeps_its_scores(uow: UnitOfWork) -> None:
    agency = an_agency(uow)
    head = a_person(uow, agency, "P0", is_leader=True)
    unit = alone(uow, agency, "P1", "2", manager_id=head.id)
    uow.session.delete(uow.session.exec(select(PeriodClose)).one())
    uow.flush()
    who = get_who(uow, head.id or 0)
    view = closing.look(uow, who, unit.id or 0, YEAR, MONTH, CLOSED_AT)
    assert closing.close(uow, who, unit.id or 0, YEAR, MONTH, view.token, CLOSED_AT) is not None
    assert len(rows(uow)) == 1
    [audit] = uow.session.exec(select(Audit).where(Audit.code == "unit.scored")).all()
    assert (audit.actor_id, audit.row_id, audit.data["kept"]) == (head.id, unit.id, 1)
