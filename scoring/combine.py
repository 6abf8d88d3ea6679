"""Several sheets together: months → quarter → year, a unit's own sheet, and the order under the cap of "xuất sắc".

Numerators and denominators are added before dividing; points given by people are averaged over the months worked;
months without classification are left out (a local convention of the units that run it, not in the decree).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from scoring.compute import Who, finish, same_policy
from scoring.errors import CaseError
from scoring.loading import FOLDER, find_policy
from scoring.measure import NOTHING, Sums
from scoring.numbers import exact, parse_count, parse_exact, show
from scoring.policy import Policy, number
from scoring.reading import as_list, as_object, as_text, known, parse_official, parse_options, parse_period, require
from scoring.sheet import NOT_CLASSIFIED, Carried, Sheet

SPANS = {"quarter": 3, "year": 12}
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Printed:
    """What was read back from a sheet as `score` printed it."""

    who: Who
    options: Mapping[str, str]
    grade: object
    disqualifiers: tuple[str, ...]
    carried: Carried


def combine(found: Any, folder: Path = FOLDER) -> Sheet:
    """{"policy", "sheets", "to": quarter | year} → the sheet of the longer period; raises CaseError, PolicyError."""
    table = as_object(found, "input")
    known(table, ("policy", "sheets", "to"), "")
    require(table, ("policy", "sheets", "to"), "")
    if table["to"] not in SPANS:
        raise CaseError("to", table["to"], f"one of {', '.join(SPANS)}")
    policy = find_policy(table["policy"], folder)
    sheets = read_sheets(table["sheets"], policy)
    if not sheets:
        raise CaseError("sheets", "[]", "at least one sheet")
    _one_person(sheets)
    first, last = _span([s.who for s in sheets], str(table["to"]))
    worked = [sheet for sheet in sheets if sheet.grade != NOT_CLASSIFIED]
    head = sheets[-1].who
    who = Who(first, last, head.official, head.kind, head.leader)
    codes = tuple(dict.fromkeys(code for sheet in sheets for code in sheet.disqualifiers))
    return finish(policy, who, sheets[0].options, added([s.carried for s in worked], policy), codes)


def added(carried: Sequence[Carried], policy: Policy) -> Carried:
    """Sums of sums."""
    names = [axis.id for axis in policy.axes] or ([""] if policy.input == "work" else [])
    sums = dict.fromkeys(names, NOTHING)
    for one in carried:
        for name in names:
            sums[name] = sums[name].plus(one.sums.get(name, NOTHING))
    return Carried(
        months=sum(one.months for one in carried),
        sums=sums,
        general=_pairs(one.general for one in carried),
        leadership=_named([one.leadership for one in carried]),
        kpi=_pairs(one.kpi for one in carried),
        extra=_named([one.extra for one in carried]),
        failed=sum(one.failed for one in carried),
        lines=sum(one.lines for one in carried),
    )


def _pairs(pairs: Iterable[tuple[Fraction, int]]) -> tuple[Fraction, int]:
    total, months = Fraction(0), 0
    for points, count in pairs:
        total, months = total + points, months + count
    return total, months


def _named(tables: Sequence[Mapping[str, tuple[Fraction, int]]]) -> dict[str, tuple[Fraction, int]]:
    names = dict.fromkeys(name for table in tables for name in table)
    return {name: _pairs(table[name] for table in tables if name in table) for name in names}


def _one_person(sheets: Sequence[Printed]) -> None:
    for place, sheet in enumerate(sheets[1:], 1):
        if sheet.who.official != sheets[0].who.official:
            raise CaseError(f"sheets[{place}].official.id", sheet.who.official, f"all of {sheets[0].who.official}")
        if sheet.who.kind != sheets[0].who.kind:
            raise CaseError(f"sheets[{place}].official.kind", sheet.who.kind, f"all {sheets[0].who.kind}")
        if sheet.who.leader != sheets[0].who.leader:
            raise CaseError(f"sheets[{place}].official.leader", sheet.who.leader, "combine the two parts apart")
        if dict(sheet.options) != dict(sheets[0].options):
            raise CaseError(f"sheets[{place}].options", dict(sheet.options), "the same choices in all sheets")
    days = sorted((sheet.who.first, sheet.who.last) for sheet in sheets)
    for (_, end), (start, _) in itertools.pairwise(days):
        if start <= end:
            raise CaseError("sheets", f"{start} ≤ {end}", "periods that do not overlap")


def _span(people: Sequence[Who], to: str) -> tuple[date, date]:
    """First and last day told; raises CaseError where they lie in two quarters or years."""
    first, last = min(p.first for p in people), max(p.last for p in people)
    months = SPANS[to]
    if (first.year, (first.month - 1) // months) != (last.year, (last.month - 1) // months):
        raise CaseError("sheets", f"{first}…{last}", f"sheets of one {to}")
    return first, last


def read_sheets(found: Any, policy: Policy) -> list[Printed]:
    """Sheets as `score` and `combine` print them; raises CaseError, PolicyError."""
    rows = as_list(found, "sheets")
    if len(rows) > _MOST:
        raise CaseError("sheets", len(rows), f"at most {_MOST} sheets")
    return [_sheet(row, f"sheets[{place}]", policy) for place, row in enumerate(rows)]


def _sheet(found: Any, key: str, policy: Policy) -> Printed:
    table = as_object(found, key)
    require(table, ("policy", "period", "official", "options", "grade", "disqualifiers", "sums"), key)
    made = as_object(table["policy"], f"{key}.policy")
    same_policy(policy, made.get("id"), made.get("fingerprint"), f"{key}.policy")
    first, last = parse_period(table["period"], f"{key}.period")
    official, kind, leader = parse_official(table["official"], policy)
    codes = tuple(
        as_text(code, f"{key}.disqualifiers") for code in as_list(table["disqualifiers"], f"{key}.disqualifiers")
    )
    who = Who(first, last, official, kind, leader)
    return Printed(
        who, parse_options(table["options"], policy), table["grade"], codes, _carried(table["sums"], f"{key}.sums")
    )


def _carried(found: Any, key: str) -> Carried:
    table = as_object(found, key)
    require(table, ("months", "work", "general", "leadership", "kpi", "extra", "failed", "lines"), key)
    work = as_object(table["work"], f"{key}.work")
    return Carried(
        months=parse_count(table["months"], f"{key}.months"),
        sums={axis: _sums(row, f"{key}.work.{axis}") for axis, row in work.items()},
        general=_pair(table["general"], f"{key}.general"),
        leadership={n: _pair(v, f"{key}.leadership.{n}") for n, v in as_object(table["leadership"], key).items()},
        kpi=_pair(table["kpi"], f"{key}.kpi"),
        extra={n: _pair(v, f"{key}.extra.{n}") for n, v in as_object(table["extra"], key).items()},
        failed=parse_count(table["failed"], f"{key}.failed"),
        lines=parse_count(table["lines"], f"{key}.lines"),
    )


def _pair(found: Any, key: str) -> tuple[Fraction, int]:
    table = as_object(found, key)
    require(table, ("sum", "months"), key)
    return parse_exact(table["sum"], f"{key}.sum"), parse_count(table["months"], f"{key}.months")


def _sums(found: Any, key: str) -> Sums:
    table = as_object(found, key)
    names = ("denominator", "assigned", "a", "b", "c")
    require(table, names, key)
    return Sums(*(parse_exact(table[name], f"{key}.{name}") for name in names))


# --- a unit ---


def unit(found: Any, folder: Path = FOLDER) -> dict[str, Any]:
    """{"policy", "unit", "sheets", "without"} → the unit's own sheet from its people's converted work."""
    table = as_object(found, "input")
    known(table, ("policy", "unit", "sheets", "without"), "")
    require(table, ("policy", "unit", "sheets"), "")
    policy = find_policy(table["policy"], folder)
    name = as_text(table["unit"], "unit")
    without = [as_text(x, f"without[{i}]") for i, x in enumerate(as_list(table.get("without", []), "without"))]
    sheets = read_sheets(table["sheets"], policy)
    if not sheets:
        raise CaseError("sheets", "[]", "at least one sheet")
    for place, sheet in enumerate(sheets):
        if (sheet.who.first, sheet.who.last) != (sheets[0].who.first, sheets[0].who.last):
            raise CaseError(f"sheets[{place}].period", f"{sheet.who.first}…{sheet.who.last}", "one period for the unit")
    counted = [sheet for sheet in sheets if sheet.grade != NOT_CLASSIFIED]
    return _unit_sheet(policy, name, sheets, counted, without)


def _unit_sheet(
    policy: Policy, name: str, sheets: Sequence[Printed], counted: Sequence[Printed], without: Sequence[str]
) -> dict[str, Any]:
    carry = added([s.carried for s in counted], policy)
    who = Who(sheets[0].who.first, sheets[0].who.last, name, sheets[0].who.kind, False)
    work_only = Carried(1, carry.sums, (Fraction(0), 0), {}, carry.kpi, {}, carry.failed, carry.lines)
    found = finish(policy, who, sheets[0].options, work_only, ()).to_json()
    for gone in ("official", "general_points", "extra_points", "total", "losses", "disqualifiers"):
        found.pop(gone)
    found["grade"] = found["grade"] if found["grade"] == NOT_CLASSIFIED else None
    skipped = [s.who.official for s in sheets if s.grade == NOT_CLASSIFIED]
    found["notes"] = [note for note in found["notes"] if not note.startswith("Chưa có điểm")]
    return {
        "policy": found.pop("policy"),
        "unit": name,
        "people": len(counted),
        "without": [*without, *skipped],
        **found,
    }


# --- the order of a unit ---


def rank(found: Any, folder: Path = FOLDER) -> dict[str, Any]:
    """{"policy", "sheets": [{"id", "total", "grade"}]} → both readings of the cap, the order, who is over it.

    The cap is on "xuất sắc": a share of those at "tốt" or better, or of those at "tốt". `over` follows the first.
    """
    table = as_object(found, "input")
    known(table, ("policy", "sheets"), "")
    require(table, ("policy", "sheets"), "")
    policy = find_policy(table["policy"], folder)
    rows = [_ranked(row, f"sheets[{i}]", policy) for i, row in enumerate(as_list(table["sheets"], "sheets"))]
    ids = [row[0] for row in rows]
    for place, id_ in enumerate(ids):
        if id_ in ids[:place]:
            raise CaseError(f"sheets[{place}].id", id_, "each person once")
    share = number(policy.cap, f"{policy.id}.cap", date.max, date.max)
    best, good = policy.grades[0].code, policy.grades[1].code
    order = sorted(rows, key=lambda row: (row[2] == NOT_CLASSIFIED, -row[1], row[0]))
    top = [row[0] for row in order if row[2] == best]
    goods = sum(row[2] == good for row in rows)
    caps = int((len(top) + goods) * share), int(goods * share)
    return {
        "cap_of_good_or_better": caps[0],
        "cap_of_good": caps[1],
        "order": [row[0] for row in order],
        "over": top[caps[0] :],
    }


def _ranked(found: Any, key: str, policy: Policy) -> tuple[str, Fraction, str]:
    table = as_object(found, key)
    known(table, ("id", "total", "grade"), key)
    require(table, ("id", "total", "grade"), key)
    grades = [grade.code for grade in policy.grades]
    grade = table["grade"]
    if grade not in (*grades, NOT_CLASSIFIED):
        raise CaseError(f"{key}.grade", grade, f"one of {', '.join((*grades, NOT_CLASSIFIED))}")
    if table["total"] is None and grade == NOT_CLASSIFIED:
        return as_text(table["id"], f"{key}.id"), Fraction(-1), grade
    total = parse_exact(table["total"], f"{key}.total")
    if not 0 <= total <= 1_000:
        raise CaseError(f"{key}.total", table["total"], "points from 0 to 100")
    return as_text(table["id"], f"{key}.id"), total, grade


__all__ = ["added", "combine", "exact", "rank", "read_sheets", "show", "unit"]
