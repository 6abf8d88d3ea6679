"""People are updated in place by staff code; circles, strangers and double codes stop the whole import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from handlers.texts.imports import render_fault, render_roster_import, render_roster_leaving
from services.faults import FaultyRows
from services.leaving import settle
from services.roster_import import Known, RosterImport, check_roster, import_roster
from storage.database import Database
from storage.sheets import PostRow, Row
from storage.tables import Audit, Person, Post, Unit
from storage.uow import UnitOfWork

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
HEADER = "staff_code full_name unit post is_leader manager_staff_code kind".split()
TEAM = ("N1|Lê Một|Phòng A|sep|1||can_bo", "N2|Lê Hai|Phòng A|nv|0|N1|cong_chuc", "N3|Lê Ba|Phòng B|nv|0|N1|vien_chuc")


def rows(*lines: str) -> list[Row]:
    """Rows of a sheet from lines split at |."""
    return [Row(number, dict(zip(HEADER, line.split("|"), strict=True))) for number, line in enumerate(lines, 2)]


def run(database: Database, *lines: str, agency: str = "mau", posts: list[PostRow] | None = None) -> RosterImport:
    """Import and commit."""
    with database.unit_of_work() as uow:
        done = import_roster(uow, rows(*lines), agency=agency, now=NOW, posts=posts)
        uow.commit()
    return done


def people(uow: UnitOfWork) -> dict[str, Person]:
    """Everyone by staff code."""
    return {person.staff_code: person for person in uow.session.exec(select(Person))}


def test_a_roster_makes_units_posts_and_a_tree(database: Database) -> None:
    assert run(database, *TEAM).added == ("N1", "N2", "N3")
    with database.unit_of_work() as uow:
        found = people(uow)
        units = {unit.id: unit.name for unit in uow.session.exec(select(Unit))}
        assert {code: units[person.unit_id] for code, person in found.items()}["N3"] == "Phòng B"
        assert [found[code].manager_id for code in ("N1", "N2", "N3")] == [None, found["N1"].id, found["N1"].id]
        assert {post.code: post.is_leader for post in uow.session.exec(select(Post))} == {"sep": True, "nv": False}


def test_a_manager_may_stand_below_the_managed(database: Database) -> None:
    run(database, TEAM[1], TEAM[0])
    with database.unit_of_work() as uow:
        assert people(uow)["N2"].manager_id == people(uow)["N1"].id


def test_the_same_roster_again_changes_nothing(database: Database) -> None:
    run(database, *TEAM)
    assert run(database, *TEAM) == RosterImport((), (), ("N1", "N2", "N3"), ())


def test_people_are_updated_in_place_and_nobody_vanishes(database: Database) -> None:
    run(database, *TEAM)
    with database.unit_of_work() as uow:
        before = people(uow)["N2"].id
    done = run(database, "N1|Lê Một|Phòng A|sep|1||can_bo", "N2|Lê Hai <b>&|Phòng B|nv|0|N1|cong_chuc")
    assert (done.changed, done.missing) == (("N2",), ("N3",))
    with database.unit_of_work() as uow:
        found = people(uow)
        assert (found["N2"].id, found["N2"].full_name, found["N3"].active) == (before, "Lê Hai <b>&", True)
        changed = uow.session.exec(select(Audit).where(Audit.code == "person.changed")).one()
        assert (changed.row_id, changed.data) == (before, {"columns": ["full_name", "unit_id"]})
    assert "N3" in render_roster_import(0, 1, 1, ["N3"])


def test_a_partial_sheet_may_name_a_manager_who_is_known(database: Database) -> None:
    run(database, *TEAM)
    assert run(database, "N4|Lê Bốn|Phòng B|nv|0|N1|cong_chuc").added == ("N4",)
    with database.unit_of_work() as uow, pytest.raises(FaultyRows) as caught:
        import_roster(uow, rows("N1|Lê Một|Phòng A|sep|1|N5|can_bo"), agency="mau", now=NOW)
    assert caught.value.faults[0].code == "manager.unknown"


def test_a_circle_through_people_who_are_not_in_the_sheet_is_found(database: Database) -> None:
    run(database, TEAM[0], "N2|Lê Hai|Phòng A|pho|1|N1|cong_chuc")
    with database.unit_of_work() as uow, pytest.raises(FaultyRows) as caught:
        import_roster(uow, rows("N1|Lê Một|Phòng A|sep|1|N2|can_bo"), agency="mau", now=NOW)
    (fault,) = caught.value.faults
    assert fault.data == {"circle": ["N1", "N2", "N1"]}
    assert "N1 → N2 → N1" in render_fault(fault)


def test_staff_codes_of_two_agencies_are_strangers(database: Database) -> None:
    run(database, *TEAM)
    assert run(database, *TEAM, agency="khac").added == ("N1", "N2", "N3")
    with database.unit_of_work() as uow, pytest.raises(FaultyRows):
        import_roster(uow, rows("X1|Lê X|Phòng A|nv|0|N1|cong_chuc"), agency="ba", now=NOW)


def test_a_person_who_returns_is_active_again(database: Database) -> None:
    run(database, *TEAM)
    with database.unit_of_work() as uow:
        person = people(uow)["N3"]
        person.active = False
        uow.add(person)
        uow.commit()
    assert run(database, *TEAM[:2]).missing == ()
    assert run(database, *TEAM).changed == ("N3",)


def test_posts_of_a_posts_file_keep_their_titles(database: Database) -> None:
    posts = [PostRow("sep", "Chủ tịch", True), PostRow("nv", "Công chức", False)]
    run(database, *TEAM, posts=posts)
    run(database, *TEAM)
    with database.unit_of_work() as uow:
        assert {post.code: post.title for post in uow.session.exec(select(Post))} == {
            "sep": "Chủ tịch",
            "nv": "Công chức",
        }


def test_every_import_is_noted_once(database: Database) -> None:
    run(database, *TEAM)
    with database.unit_of_work() as uow:
        notes = [audit for audit in uow.session.exec(select(Audit)) if audit.code == "roster.imported"]
        assert [note.data for note in notes] == [{"added": 3, "changed": 0, "unchanged": 0, "missing": 0}]


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("|Lê X|P|nv|0|N1|cong_chuc", "staff_code", "cell.empty"),
        ("N 9|Lê X|P|nv|0|N1|cong_chuc", "staff_code", "cell.bad_code"),
        ("n2|Lê X|P|nv|0|N1|cong_chuc", "staff_code", "cell.duplicate"),
        ("N9||P|nv|0|N1|cong_chuc", "full_name", "cell.empty"),
        (f"N9|{'x' * 81}|P|nv|0|N1|cong_chuc", "full_name", "cell.too_long"),
        ("N9|Lê X||nv|0|N1|cong_chuc", "unit", "cell.empty"),
        ("N9|Lê X|P|la|0|N1|cong_chuc", "post", "cell.unknown_post"),
        ("N9|Lê X|P|nv||N1|cong_chuc", "is_leader", "cell.empty"),
        ("N9|Lê X|P|nv|2|N1|cong_chuc", "is_leader", "cell.not_a_flag"),
        ("N9|Lê X|P|nv|0|N1|chuyên viên", "kind", "cell.not_a_choice"),
        ("N9|Lê X|P|nv|0|N8|cong_chuc", "manager_staff_code", "manager.unknown"),
        ("N9|Lê X|P|nv|0|N9|cong_chuc", "manager_staff_code", "manager.self"),
        ("N9|Lê X|P|nv|0|N2|cong_chuc", "manager_staff_code", "manager.no_leader"),
        ("N9|Lê X|P|nv|0||cong_chuc", "manager_staff_code", "manager.missing"),
    ],
)
def test_each_faulty_cell_is_named(line: str, column: str, code: str) -> None:
    (fault,) = check_roster(rows(*TEAM, line), Known(posts=frozenset({"sep", "nv"})))
    assert (fault.row, fault.column, fault.code) == (5, column, code)
    assert render_fault(fault).startswith(f"Dòng 5, cột {column} (")


def test_words_people_write_for_flags_and_kinds_are_understood() -> None:
    assert check_roster(rows("N1|Lê X|P|sep|Có||Cán bộ", "N2|Lê Y|P|nv|không|N1|Công chức")) == []


def test_an_unreadable_flag_of_the_manager_is_told_once() -> None:
    faults = check_roster(rows("N1|Lê X|P|sep|yes?||can_bo", "N2|Lê Y|P|nv|0|N1|cong_chuc"))
    assert [fault.column for fault in faults if fault.row == 3] == []


def test_an_empty_sheet() -> None:
    assert [fault.code for fault in check_roster([])] == ["sheet.no_rows"]


def leaving(database: Database, *left: str | None, lines: Sequence[str] = TEAM) -> RosterImport:
    """Import with the column `left`, then do what is due; None: a sheet without the column."""
    with database.unit_of_work() as uow:
        sheet = [Row(row.number, row.cells | ({} if day is None else {"left": day}))
                 for row, day in zip(rows(*lines), left, strict=True)]  # fmt: skip
        done = import_roster(uow, sheet, agency="mau", now=NOW)
        settle(uow, NOW)
        uow.commit()
    return done


def here(database: Database, code: str = "N3") -> tuple[bool, date | None]:
    with database.reading() as uow:
        person = people(uow)[code]
        return person.active, person.left_on


def test_who_is_marked_as_left_is_gone_and_comes_back_by_an_empty_cell(database: Database) -> None:
    run(database, *TEAM)
    done = leaving(database, "", "", "20/11/2026")
    assert (done.leaving, done.returned, done.changed) == (("N3",), (), ("N3",))
    assert here(database) == (False, date(2026, 11, 20))
    again = leaving(database, "", "", "2026-11-20")
    assert (again.leaving, again.changed) == ((), ())
    back = leaving(database, "", "", "")
    assert (back.returned, back.changed) == (("N3",), ("N3",))
    assert here(database) == (True, None)
    assert leaving(database, "", "", "").changed == ()


def test_a_sheet_without_the_column_brings_nobody_back(database: Database) -> None:
    run(database, *TEAM)
    leaving(database, "", "", "20/11/2026")
    done = leaving(database, None, None, None)
    assert (done.away, done.changed, here(database)) == (("N3",), (), (False, date(2026, 11, 20)))
    assert any("N3" in line for line in render_roster_leaving(done.leaving, done.returned, done.away))


def test_a_day_to_come_leaves_them_here_until_then(database: Database) -> None:
    assert leaving(database, "", "", "01/12/2026").added == ("N1", "N2", "N3")
    assert here(database) == (True, date(2026, 12, 1))
    with database.unit_of_work() as uow:
        assert [gone.staff_code for gone in settle(uow, NOW + timedelta(days=8))] == ["N3"]


def test_a_bad_day_of_leaving_is_named() -> None:
    sheet = [Row(row.number, row.cells | {"left": "hôm qua"}) for row in rows(*TEAM)]
    assert {(fault.column, fault.code) for fault in check_roster(sheet)} == {("left", "cell.bad_day")}
