"""The JSON Schemas are true: every case and sheet of the test data keeps them, and faults of form do not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from scoring.__main__ import SCHEMAS
from scoring.calls import combine_table, policies_table, rank_table, score_table, unit_table
from tests.scoring.casefile import CaseData, load_cases
from tests.scoring.cli import HEAD, PLAN_UNDONE, answer, contract
from tests.scoring.test_cases import ALL

TABLES: dict[str, Any] = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
REGISTRY: Registry[Any] = Registry().with_resources(
    [(f"{name}.json", Resource.from_contents(table)) for name, table in TABLES.items()]
)
CASES = list(load_cases())


def faults(name: str, data: object) -> list[str]:
    """Name what does not keep a schema."""
    validator = Draft202012Validator(TABLES[name], registry=REGISTRY)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_schema_is_one_and_is_printed(name: str) -> None:
    Draft202012Validator.check_schema(TABLES[name])
    assert answer("schema", name) == TABLES[name]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_case_and_its_sheet_keep_their_schemas(case: CaseData) -> None:
    assert faults("case", case.given) == []
    assert faults("sheet", score_table(case.given, ALL)) == []


def test_the_other_calls_keep_theirs() -> None:
    sheets = [score_table(contract(work=PLAN_UNDONE)), score_table(contract())]
    combine = {"policy": "nd335-2025", "sheets": sheets, "to": "quarter"}
    unit = {"policy": "nd335-2025", "unit": "VP", "sheets": sheets, "without": ["P9"], "general": {"points": "25"}}
    rank = {"policy": "nd335-2025", "sheets": [{"id": "P1", "total": "91.00", "grade": "xuat_sac"}, sheets[0]]}
    assert [faults("combine", combine), faults("unit", unit), faults("rank", rank)] == [[], [], []]
    assert faults("sheet", combine_table(combine)) == []
    assert faults("sheet", unit_table(unit)) == []
    assert faults("ranking", rank_table(rank)) == []
    assert faults("policies", policies_table(ALL)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"policy": 335},
        {"general": {"points": 28}},
        {"official": {"id": "P", "kind": "nhan_vien", "leader": False}},
        {"work": [{"ref": "T", "coefficient": "1", "assigned": -1, "done": 1}]},
        {"work": [{"ref": "T", "coefficient": "1e3", "assigned": 1, "done": 1}]},
        {"work": None},
        {"kpi_percent": "82"},
    ],
)
def test_a_fault_of_form_does_not_keep_the_schema(changes: dict[str, Any]) -> None:
    assert faults("case", contract(**HEAD)) == []
    assert faults("case", contract(**changes)) != []
