"""`python -m scoring` to the letter of the contract: every worked example through a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

import pytest

from scoring.registry import FOLDER
from tests.scoring.casefile import POLICIES
from tests.scoring.cli import CONTRACT, HEAD, PLAN_DONE, PLAN_UNDONE, answer, contract, run

KHANH_HOA = {
    "policy": "khanh-hoa-1636-2025",
    "period": {"from": "2025-11-01", "to": "2025-11-30"},
    "official": {"id": "P012", "kind": "cong_chuc", "leader": False},
    "general": {"points": "20"},
    "kpi_percent": "82",
    "extra": {"reform_it": "10"},
}
KHANH_HOA_LEADER = KHANH_HOA | {
    "official": {"id": "P001", "kind": "cong_chuc", "leader": True},
    "extra": {"reform_it": "10", "leadership_capacity": "20"},
}
EXAMPLES: list[tuple[dict[str, Any], dict[str, str], tuple[str, ...]]] = [
    (
        contract(work=PLAN_UNDONE),
        {"a": "88.46", "b": "87.50", "c": "86.54"},
        ("61.25", "28.00", "0.00", "89.25", "tot"),
    ),
    (
        contract(work=PLAN_DONE),
        {"a": "100.00", "b": "99.04", "c": "98.08"},
        ("69.33", "28.00", "0.00", "97.33", "xuat_sac"),
    ),
    (
        contract(work=PLAN_UNDONE, options={"deduction_base": "line"}),
        {"a": "88.46", "b": "69.23", "c": "50.00"},
        ("48.46", "28.00", "0.00", "76.46", "tot"),
    ),
    (
        contract(**HEAD),
        {"a": "100.00", "b": "97.22", "c": "98.61", "d": "50.00", "đ": "100.00", "e": "100.00"},
        ("63.68", "28.50", "0.00", "92.18", "xuat_sac"),
    ),
    (KHANH_HOA, {"kpi": "82.00"}, ("57.40", "20.00", "10.00", "87.40", "tot")),
    (KHANH_HOA_LEADER, {"kpi": "82.00"}, ("41.00", "20.00", "30.00", "91.00", "xuat_sac")),
]


@pytest.mark.parametrize(("case", "ratios", "shown"), EXAMPLES)
def test_the_worked_examples(case: dict[str, Any], ratios: dict[str, str], shown: tuple[str, ...]) -> None:
    sheet = answer("score", data=case)
    assert sheet["ratios"] == ratios
    names = ("result_points", "general_points", "extra_points", "total", "grade")
    assert tuple(sheet[name] for name in names) == shown


def test_the_fingerprint_is_that_of_the_file() -> None:
    policy = answer("score", data=contract())["policy"]
    raw = (FOLDER / "nd335-2025.toml").read_bytes()
    assert policy == {"id": "nd335-2025", "version": policy["version"], "fingerprint": hashlib.sha256(raw).hexdigest()}


def test_the_same_case_gives_the_same_bytes_in_utf_8_whatever_the_locale() -> None:
    plain = run("score", text=CONTRACT)
    other = run(
        "score", text=CONTRACT, env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "7"}
    )
    assert plain.stdout == other.stdout
    assert "Chất lượng" in plain.stdout.decode("utf-8")
    assert b"\\u" not in plain.stdout


def test_the_order_of_lines_does_not_show() -> None:
    forth = run("score", text=json.dumps(contract(work=PLAN_UNDONE)))
    back = run("score", text=json.dumps(contract(work=PLAN_UNDONE[::-1])))
    assert forth.stdout == back.stdout


def test_the_tree_names_label_expression_value_and_clause_at_every_step() -> None:
    steps = answer("score", data=contract(work=PLAN_UNDONE))["steps"]
    seen = list(walk(steps))
    assert len(seen) > 10
    for step in seen:
        assert step["label"]
        assert step["expression"]
        assert step["value"]
        assert "Điều" in step["clause"]
    quality = next(step for step in seen if step["label"] == "Chất lượng (b)")
    assert (quality["expression"], quality["value"]) == ("(23 − 0,25) ÷ 26", "87.50")


def walk(steps: list[dict[str, Any]]) -> Any:
    """Walk a printed tree."""
    for step in steps:
        yield step
        yield from walk(step.get("steps", []))


def test_losses_stand_in_order_with_the_decimal_comma_in_text_only() -> None:
    work = [{**PLAN_UNDONE[0]}, PLAN_UNDONE[1], {**PLAN_UNDONE[2], "label": "Kế hoạch tuyên truyền"}]
    losses = answer("score", data=contract(work=work))["losses"]
    assert losses[0] == {
        "kind": "undone",
        "ref": "T3",
        "points": "-8.08",
        "text": "Kế hoạch tuyên truyền chưa xong: −8,08 điểm",
    }
    assert [loss["points"] for loss in losses] == ["-8.08", "-2.00", "-0.45", "-0.22"]


def test_months_are_combined_from_printed_sheets() -> None:
    october = answer("score", data=contract(period={"from": "2026-10-01", "to": "2026-10-31"}, work=PLAN_DONE))
    november = answer("score", data=contract(work=PLAN_UNDONE))
    sheet = answer("combine", data={"policy": "nd335-2025", "sheets": [november, october], "to": "quarter"})
    assert sheet["period"] == {"from": "2026-10-01", "to": "2026-11-30"}
    assert sheet["ratios"] == {"a": "94.23", "b": "93.27", "c": "92.31"}
    assert (sheet["total"], sheet["grade"]) == ("93.29", "xuat_sac")


def test_a_unit_is_ranked_with_exactly_the_keys_of_the_contract() -> None:
    grades = ["xuat_sac"] * 4 + ["tot"] * 6
    sheets = [{"id": f"P{n}", "total": f"{99 - n}.00", "grade": grade} for n, grade in enumerate(grades)]
    assert answer("rank", data={"policy": "nd335-2025", "sheets": sheets[::-1]}) == {
        "cap_of_good_or_better": 2,
        "cap_of_good": 1,
        "order": [f"P{n}" for n in range(10)],
        "over": ["P2", "P3"],
    }


def test_a_unit_has_a_sheet_that_names_who_has_none() -> None:
    first = answer("score", data=contract(work=PLAN_UNDONE))
    second = answer(
        "score", data=contract(official={"id": "P013", "kind": "cong_chuc", "leader": False}, work=PLAN_DONE)
    )
    data = {"policy": "nd335-2025", "unit": "VP", "sheets": [first, second], "without": ["P014"]}
    sheet = answer("unit", data=data)
    assert (sheet["unit"], sheet["without"]) == ("VP", ["P014"])
    assert sheet["ratios"] == {"a": "94.23", "b": "93.27", "c": "92.31"}
    assert any("Chưa có phiếu: P014." in note for note in sheet["notes"])


def test_policies_say_what_is_in_force_when_with_sources() -> None:
    found = {policy["id"]: policy for policy in answer("policies")["policies"]}
    assert list(found) == ["khanh-hoa-1636-2025", "nd233-2026", "nd335-2025"]
    assert (found["nd335-2025"]["from"], found["nd335-2025"]["to"]) == ("2026-01-01", None)
    assert (found["khanh-hoa-1636-2025"]["from"], found["khanh-hoa-1636-2025"]["to"]) == ("2025-04-01", "2025-12-31")
    assert found["nd335-2025"]["sources"]["nd335"]["title"] == "Nghị định 335/2025/NĐ-CP"


def test_a_folder_of_policies_can_be_added() -> None:
    found = answer("policies", "--policies", str(POLICIES))["policies"]
    assert "thanh-hoa-six-axes" in [policy["id"] for policy in found]
    missing = run("policies", "--policies", str(POLICIES / "none"))
    assert (missing.returncode, missing.stdout, len(missing.stderr.splitlines())) == (2, b"", 1)


@pytest.mark.parametrize("command", ["score", "combine", "unit", "rank", "policies", "schema"])
def test_every_command_has_help(command: str) -> None:
    done = run(command, "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"usage: python -m scoring" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("fly",), ("score", "--fast"), ("schema", "none")])
def test_a_wrong_call_is_refused_in_one_line(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)
