"""Every case of cases/*.toml, through the calls that the command line makes; never change this file to add a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from scoring import builtin, load_folder, read_case, render_sheet, score, what_if
from tests.scoring.casefile import POLICIES, CaseData, load_cases

CASES = list(load_cases())
ALL = {**builtin(), **load_folder(POLICIES)}
POINTS = {"result": "result_points", "general": "general_points", "extra": "extra_points"}
TEXTS = {"notes", "losses", "reason"}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: CaseData) -> None:
    read = read_case(case.given)
    sheet = render_sheet(what_if(read, case.then, ALL) if case.then else score(read, ALL))
    assert list(faults(sheet, case)) == []


def faults(sheet: dict[str, Any], case: CaseData) -> Iterator[str]:
    """Name what the sheet shows otherwise than wanted."""
    for name, wanted in case.want.items():
        if name == "losses":
            shown = [loss["text"] for loss in sheet["losses"]]
            yield from missing(shown if wanted == [""] else shown[: len(wanted)], wanted, name)
        elif name in TEXTS:
            shown = sheet[name] if isinstance(sheet[name], list) else [sheet[name] or ""]
            yield from missing(shown, wanted if isinstance(wanted, list) else [wanted], name)
        else:
            shown = sheet[POINTS.get(name, name)] if name in (*POINTS, "total", "grade") else sheet["ratios"][name]
            if shown != (None if wanted == "none" else wanted):
                yield f"{name}: {shown}, wanted {wanted}"


def missing(shown: list[str], wanted: list[str], name: str) -> Iterator[str]:
    """Name the parts of texts that no text has; "" asks for no texts at all."""
    for part in wanted:
        if (part == "" and shown) or not (part == "" or any(part in text for text in shown)):
            yield f"{name}: {shown}, wanted {part!r}"


def test_there_are_enough_cases_for_every_part_of_the_rules() -> None:
    assert len(CASES) >= 60
    used = {(name, value) for case in CASES for name, value in case.given.get("options", {}).items()}
    for policy in ALL.values():
        for option in policy.options:
            if option.name in ("deduction_base", "denominator", "ratio_cap", "weights"):
                asked = {value for name, value in used if name == option.name} | {option.default}
                assert set(option.choices) <= asked | {"assigned"}, option.name


def test_a_wrong_number_is_found() -> None:
    sheet = render_sheet(score(read_case(CASES[0].given), ALL))
    wrong = CaseData("wrong", {}, (), {"total": "1.00", "losses": ["gì đó"], "reason": "gì đó", "notes": [""]})
    assert len(list(faults(sheet, wrong))) == 4
