"""A catalogue is imported whole or not at all; a new version retires the old one and leaves what entries froze."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from handlers.texts.imports import render_fault, render_faults
from services.catalogue_import import OPTIONAL, REQUIRED, CatalogueImport, check_catalogue, import_catalogue
from services.faults import FaultyRows
from services.roster_import import REQUIRED as ROSTER
from services.roster_import import import_roster
from storage.database import Database
from storage.sheets import PostRow, Row, read_sheet
from storage.tables import Agency, Audit, Catalogue, CatalogueItem
from storage.uow import UnitOfWork

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
GOOD = {
    "code": "A-1",
    "name": "Sao y giấy tờ",
    "group": "C",
    "field": "Chứng thực",
    "product": "Bản sao",
    "unit": "bản",
    "standard_minutes": "3",
    "coefficient": "0.1",
    "measure": "product",
    "aliases": "sao y; chứng thực",
    "posts": "quay;ho-tich",
}


def rows(*changes: dict[str, str]) -> list[Row]:
    """Rows A-1, A-2 … of a sheet, each with its changes."""
    numbered = enumerate(changes, 1)
    return [Row(number + 1, GOOD | {"code": f"A-{number}"} | change) for number, change in numbered]


def run(database: Database, lines: list[Row], agency: str = "mau", **more: object) -> CatalogueImport:
    """Import and commit."""
    with database.unit_of_work() as uow:
        done = import_catalogue(uow, lines, agency=agency, now=NOW, **more)  # type: ignore[arg-type]
        uow.commit()
    return done


def every(uow: UnitOfWork, table: type[SQLModel]) -> list[SQLModel]:
    """All rows of a table by id."""
    return list(uow.session.exec(select(table).order_by("id")))


def test_a_clean_sheet_becomes_version_one(database: Database) -> None:
    assert run(database, rows({}, {"coefficient": "1,25", "measure": "Event"})).version == 1
    with database.unit_of_work() as uow:
        first, second = every(uow, CatalogueItem)
        assert isinstance(first, CatalogueItem)
        assert isinstance(second, CatalogueItem)
        assert (first.code, first.name, first.group_code, first.standard_minutes) == ("A-1", "Sao y giấy tờ", "C", 3)
        assert (first.aliases, first.posts, first.position) == (["sao y", "chứng thực"], ["quay", "ho-tich"], 1)
        assert (second.coefficient, second.measure) == (Decimal("1.25"), "event")


def test_the_same_content_again_makes_no_new_version(database: Database) -> None:
    first = run(database, rows({"coefficient": "1.5"}))
    again = run(database, rows({"coefficient": "1.50"}))
    assert (again.unchanged, again.version, again.catalogue_id) == (True, 1, first.catalogue_id)
    with database.unit_of_work() as uow:
        assert len(every(uow, Catalogue)) == 1
        assert [audit.code for audit in every(uow, Audit) if isinstance(audit, Audit)] == ["catalogue.imported"]


def test_a_new_version_retires_the_old_one_and_leaves_its_rows(database: Database) -> None:
    run(database, rows({}))
    done = run(database, rows({"standard_minutes": "4"}))
    assert (done.version, done.retired_version, done.unchanged) == (2, 1, False)
    with database.unit_of_work() as uow:
        assert [(c.version, c.active) for c in every(uow, Catalogue) if isinstance(c, Catalogue)] == [
            (1, False),
            (2, True),
        ]
        assert [i.standard_minutes for i in every(uow, CatalogueItem) if isinstance(i, CatalogueItem)] == [3, 4]


def test_going_back_to_older_content_is_a_version_of_its_own(database: Database) -> None:
    for minutes in ("3", "4", "3"):
        done = run(database, rows({"standard_minutes": minutes}))
    assert done.version == 3


def test_own_and_shared_catalogues_and_agencies_stand_beside_one_another(database: Database) -> None:
    run(database, rows({}))
    assert run(database, rows({}), shared=True).version == 1
    assert run(database, rows({}), agency="khac").version == 1
    with database.unit_of_work() as uow:
        kept = [c for c in every(uow, Catalogue) if isinstance(c, Catalogue)]
        assert [(c.agency_id, c.shared, c.active) for c in kept] == [
            (1, False, True),
            (1, True, True),
            (2, False, True),
        ]
        assert [a.code for a in every(uow, Agency) if isinstance(a, Agency)] == ["mau", "khac"]


def test_one_faulty_row_and_nothing_is_imported(database: Database) -> None:
    with database.unit_of_work() as uow, pytest.raises(FaultyRows) as caught:
        import_catalogue(uow, rows({}, {"measure": "hour"}), agency="mau", now=NOW)
    assert len(caught.value.faults) == 1
    with database.unit_of_work() as uow:
        assert every(uow, Catalogue) == every(uow, Agency) == []


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("code", "", "cell.empty"),
        ("code", "A 1", "cell.bad_code"),
        ("code", "x" * 33, "cell.bad_code"),
        ("name", "", "cell.empty"),
        ("name", "x" * 301, "cell.too_long"),
        ("field", "", "cell.empty"),
        ("unit", "", "cell.empty"),
        ("group", "E", "cell.not_a_choice"),
        ("measure", "giờ", "cell.not_a_choice"),
        ("measure", "", "cell.empty"),
        ("standard_minutes", "", "cell.empty"),
        ("standard_minutes", "30 phút", "cell.not_a_number"),
        ("standard_minutes", "0", "cell.out_of_range"),
        ("standard_minutes", "-5", "cell.out_of_range"),
        ("standard_minutes", "100001", "cell.out_of_range"),
        ("standard_minutes", "1.5", "cell.not_whole"),
        ("standard_minutes", "1.200", "cell.ambiguous_number"),
        ("coefficient", "0", "cell.out_of_range"),
        ("coefficient", "1000.1", "cell.out_of_range"),
        ("coefficient", "0.12345", "cell.too_precise"),
        ("coefficient", "1,500", "cell.ambiguous_number"),
        ("coefficient", "nan", "cell.not_a_number"),
        ("coefficient", "1e3", "cell.not_a_number"),
        ("aliases", ";".join("abcdefghijklmnopqrstuvwxyzabcdef"[:n] for n in range(1, 33)), "cell.bad_aliases"),
        ("posts", "", "cell.empty_posts"),
        ("posts", "*;quay", "cell.everyone_and_more"),
        ("posts", "quay;la", "cell.unknown_post"),
    ],
)
def test_each_faulty_cell_is_named_with_a_remedy(column: str, value: str, code: str) -> None:
    (fault,) = check_catalogue(rows({column: value}), {"quay", "ho-tich"})
    assert (fault.row, fault.column, fault.code) == (2, column, code)
    assert fault.value == value or fault.value.endswith("…")
    assert render_fault(fault).startswith(f"Dòng 2, cột {column} (")


def test_bounds_are_allowed() -> None:
    lines = rows(
        {"standard_minutes": "100000", "coefficient": "1000"},
        {
            "standard_minutes": "1",
            "coefficient": "0.0001",
            "name": "x" * 300,
            "posts": "*",
            "product": "",
            "aliases": "",
        },
    )
    assert check_catalogue(lines) == []


def test_every_fault_of_every_row_is_listed_and_the_first_holder_of_a_code_named() -> None:
    lines = rows({"code": "B", "unit": ""}, {"code": "b", "measure": "?"}, {})
    faults = check_catalogue(lines)
    assert [(f.row, f.code) for f in faults] == [(2, "cell.empty"), (3, "cell.not_a_choice"), (3, "cell.duplicate")]
    assert faults[-1].data == {"first": 2}
    assert render_faults(faults).splitlines()[0] == "Chưa nhập gì: 3 chỗ cần sửa ở 2 dòng."


def test_without_known_posts_any_post_is_taken() -> None:
    assert check_catalogue(rows({"posts": "gì-cũng-được"})) == []


def test_posts_that_a_posts_file_declared_hold_for_the_own_catalogue_only(database: Database) -> None:
    person = Row(2, dict(zip(ROSTER, "N1|Lê A|P|quay|1||can_bo".split("|"), strict=True)))
    with database.unit_of_work() as uow:
        import_roster(uow, [person], agency="mau", now=NOW, posts=[PostRow("quay", "Quầy một cửa", True)])
        uow.commit()
    with database.unit_of_work() as uow, pytest.raises(FaultyRows) as caught:
        import_catalogue(uow, rows({"posts": "quay;la"}), agency="mau", now=NOW)
    assert caught.value.faults[0].data == {"unknown": ["la"], "known": ["quay"]}
    assert run(database, rows({"posts": "quay;la"}), shared=True).version == 1


def test_posts_that_only_a_roster_named_hold_nobody(database: Database) -> None:
    person = Row(2, dict(zip(ROSTER, "N1|Lê A|P|quay|1||can_bo".split("|"), strict=True)))
    with database.unit_of_work() as uow:
        import_roster(uow, [person], agency="mau", now=NOW)
        uow.commit()
    assert run(database, rows({"posts": "la"})).version == 1


def test_no_rows_and_cells_beyond_the_header() -> None:
    assert [fault.code for fault in check_catalogue([])] == ["sheet.no_rows"]
    faults = check_catalogue([Row(2, dict(GOOD), extra=("thừa",))])
    assert [fault.code for fault in faults] == ["row.extra_cells"]


def test_a_sheet_with_empty_optional_columns_left_out(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(";".join(REQUIRED) + "\nA-1;Sao y;C;Chứng thực;bản;3;0,1;product;*\n", encoding="utf-8")
    assert run(database, read_sheet(path, REQUIRED, OPTIONAL)).items == 1


def test_the_import_is_dated_with_the_second_it_was_told(database: Database) -> None:
    run(database, rows({}))
    with database.unit_of_work() as uow:
        (head,) = every(uow, Catalogue)
        assert isinstance(head, Catalogue)
        assert head.imported_at.replace(tzinfo=UTC) - NOW == timedelta(0)
