"""JSON in: strict text to tables, tables to typed values. Every fault names its key and value (ScoringError)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from scoring.check import COEFFICIENT_PLACES
from scoring.errors import MISSING, RawNumber, ScoringError
from scoring.fields import Fields, as_decimal, join
from scoring.model import Case, Counts, Mean, Official, Period, PolicyRef, Record, Sums, Work, WorkSums
from scoring.numbers import MAX_COEFFICIENT, parse_sum
from scoring.ranking import Entry
from scoring.rules import Rules

CASE_KEYS: Final = (
    "policy options period official general work leadership disqualifiers kpi_percent extra unclassified".split()
)
WORK_KEYS: Final = (
    "ref item label group coefficient assigned done quality_errors delays excused_quality_errors excused_delays".split()
)
SHEET_KEYS: Final = (
    "policy official period unit without options ratios result_points general_points extra_points total grade reason "
    "disqualifiers unclassified sums losses notes steps"
).split()
MAX_DIGITS = 18
MAX_TEXT = 20_000_000
HUNDRED = Decimal(100)
MAX_POINTS = Decimal(1000)


def parse_json(raw: bytes) -> object:
    """Parse one JSON text in UTF-8. Doubled keys are refused; what is no plain whole number stays a RawNumber."""
    if len(raw) > MAX_TEXT:
        raise ScoringError("json.size", "input", f"{len(raw)} bytes", f"at most {MAX_TEXT} bytes")
    try:
        text = raw.decode("utf-8-sig")
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_float=RawNumber,
            parse_constant=RawNumber,
            parse_int=lambda digits: int(digits) if len(digits) <= MAX_DIGITS else RawNumber(digits),
        )
    except ScoringError:
        raise
    except RecursionError as error:
        raise ScoringError("json.depth", "input", "nested too deep", "a case as in scoring/schema/case.json") from error
    except ValueError as error:
        raise ScoringError("json.syntax", "input", str(error), "one JSON object in UTF-8") from error


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise ScoringError("key.twice", name, value, "each key once")
        found[name] = value
    return found


def read_case(data: object) -> Case:
    """Read the tables of a case; ranges and codes are checked with its rules (`scoring.check`)."""
    told = Fields(data, "", CASE_KEYS)
    return Case(
        policy=told.text("policy"),
        official=_official(told),
        period=_period(told),
        work=tuple(_work(row, f"work[{index}]") for index, row in enumerate(told.items("work")))
        if told.given("work")
        else None,
        general=_general(told),
        options=_options(told),
        leadership=_decimals(told, "leadership", Decimal(1)) if told.has("leadership") else None,
        disqualifiers=told.texts("disqualifiers") if told.given("disqualifiers") else (),
        kpi_percent=told.decimal("kpi_percent", HUNDRED) if told.given("kpi_percent") else None,
        extra=_decimals(told, "extra", MAX_POINTS) if told.given("extra") else {},
        unclassified=told.text("unclassified") if told.has("unclassified") else None,
    )


def require_leadership(data: object, rules: Rules) -> None:
    """A leader's case says the shares, or says null for "not given yet"; leaving the key out is a fault."""
    if rules.shares and isinstance(data, dict) and "leadership" not in data:
        allowed = f"an object with {', '.join(rules.shares)} for a leader, or null while they are not given"
        raise ScoringError("key.missing", "leadership", MISSING, allowed)


def _official(told: Fields) -> Official:
    inner = Fields(
        told.get("official", "an object with id, kind, leader"), told.key("official"), ("id", "kind", "leader")
    )
    return Official(inner.text("id"), inner.text("kind"), inner.flag("leader"))


def _period(told: Fields) -> Period:
    inner = Fields(told.get("period", "an object with from, to"), told.key("period"), ("from", "to"))
    return Period(inner.day("from"), inner.day("to"))


def _options(told: Fields) -> Mapping[str, str]:
    if not told.given("options"):
        return {}
    found: dict[str, str] = {}
    for name, value in told.table("options").items():
        if not isinstance(value, str):
            raise ScoringError("value.type", join(told.key("options"), name), value, "a text")
        found[name] = value
    return found


def _general(told: Fields) -> Decimal | None:
    if not told.has("general"):
        return None
    return Fields(told.get("general"), told.key("general"), ("points",)).decimal("points", MAX_POINTS)


def _decimals(told: Fields, name: str, most: Decimal) -> dict[str, Decimal]:
    path = told.key(name)
    return {code: as_decimal(value, join(path, code), most, 4) for code, value in told.table(name).items()}


def _work(row: object, path: str) -> Work:
    told = Fields(row, path, WORK_KEYS)
    return Work(
        ref=told.text("ref"),
        coefficient=told.decimal("coefficient", MAX_COEFFICIENT, COEFFICIENT_PLACES),
        assigned=told.quantity("assigned"),
        done=told.quantity("done"),
        quality_errors=told.count("quality_errors", 0),
        delays=told.count("delays", 0),
        excused_quality_errors=told.count("excused_quality_errors", 0),
        excused_delays=told.count("excused_delays", 0),
        item=told.find_text("item"),
        label=told.find_text("label"),
        group=told.find_text("group"),
    )


# --- sheets, as printed ---


def read_record(data: object, path: str = "") -> Record:
    """Read from a printed sheet what `combine` and `unit` add up; its other keys are known and left alone."""
    told = Fields(data, path, SHEET_KEYS)
    policy = Fields(told.get("policy"), told.key("policy"), ("id", "version", "fingerprint"))
    sums = Fields(told.get("sums"), told.key("sums"), ("work", "given", "counts"))
    return Record(
        policy=PolicyRef(policy.text("id"), policy.text("version"), policy.text("fingerprint")),
        official=_official(told),
        period=_period(told),
        options=_options(told),
        sums=Sums(_work_sums(sums), _given(sums), _counts(sums)),
        disqualifiers=told.texts("disqualifiers"),
        unclassified=told.text("unclassified") if told.has("unclassified") else None,
        classified=told.get("grade") != "khong_xep_loai",
    )


def _work_sums(sums: Fields) -> dict[str, WorkSums]:
    names = ("assigned", "denominator", "quantity", "quality", "progress")
    found = {}
    for code, row in sums.table("work").items():
        inner = Fields(row, join(sums.key("work"), code), names)
        found[code] = WorkSums(*(_sum(inner, name) for name in names))
    return found


def _given(sums: Fields) -> dict[str, Mean]:
    found = {}
    for name, row in sums.table("given").items():
        inner = Fields(row, join(sums.key("given"), name), ("sum", "count"))
        found[name] = Mean(_sum(inner, "sum"), inner.count("count"))
        if not found[name].count:
            raise ScoringError("value.range", inner.key("count"), 0, "a whole number from 1 on")
    return found


def _counts(sums: Fields) -> Counts:
    names = ("lines", "on_time", "above", "unfinished")
    inner = Fields(sums.get("counts"), sums.key("counts"), names)
    return Counts(*(inner.count(name) for name in names))


def _sum(told: Fields, name: str) -> Decimal:
    value = told.get(name, "a decimal string")
    found = parse_sum(value)
    if found is None:
        raise ScoringError("value.range", told.key(name), value, "a decimal string of at most 30 digits and 20 places")
    return found


# --- the other calls ---


def read_ranked(data: object, path: str) -> Entry:
    """Read {"id", "total", "grade"}; a whole printed sheet is taken too, its official's id then serves as id."""
    told = Fields(data, path, ("id", *SHEET_KEYS))
    name = told.text("id") if told.given("id") or not told.has("official") else _official(told).id
    total = told.decimal("total", MAX_POINTS, 2) if told.get("total", "a decimal string or null") is not None else None
    return Entry(name, total, told.text("grade") if told.get("grade", "a grade or null") is not None else None)
