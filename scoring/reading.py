"""JSON → Case: every key and range of the contract is checked, the first fault is told with key and value."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from scoring.errors import CaseError, PolicyError
from scoring.facts import KINDS, Case, Work
from scoring.loading import FOLDER, find_policy
from scoring.numbers import parse_count, parse_decimal, parse_quantity, units
from scoring.policy import Group, Policy, number, require_force

_KEYS = frozenset("policy options period official general work leadership disqualifiers kpi_percent extra".split())
_LINE = frozenset(
    "ref item name axis coefficient assigned done quality_errors delays excused_quality_errors excused_delays".split()
)
_LONGEST_CASE = 100_000_000


class _Float(str):
    """A JSON number with a point or exponent, kept as it was written so that it can be refused by name."""

    def __repr__(self) -> str:
        return str(self)


def parse_json(text: str) -> Any:
    """JSON without floating-point numbers, NaN and repeated keys; raises CaseError."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise CaseError(key, value, "a key may stand only once")
            found[key] = value
        return found

    try:
        return json.loads(text, parse_float=_Float, parse_constant=_Float, object_pairs_hook=unique)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CaseError("input", text[:60], f"one JSON object in UTF-8 is wanted ({error})") from error
    except ValueError as error:
        if isinstance(error, CaseError):
            raise
        raise CaseError("input", text[:60], "no number of more than 4,300 digits") from error


def parse_case(found: Any, folder: Path = FOLDER) -> Case:
    """The case of a JSON object; raises CaseError and PolicyError."""
    table = as_object(found, "case")
    known(table, _KEYS, "")
    require(table, ("policy", "period", "official"), "")
    policy = find_policy(table["policy"], folder)
    first, last = parse_period(table["period"])
    require_force(policy, first, last)
    official, kind, leader = parse_official(table["official"], policy)
    case = Case(
        policy=policy.id,
        first=first,
        last=last,
        official=official,
        kind=kind,
        leader=leader,
        work=_work(table, policy),
        general=_general(table, policy, first, last),
        leadership=_leadership(table, policy, leader),
        kpi_percent=_kpi(table, policy),
        extra=_extra(table, policy, leader, first, last),
        disqualifiers=_disqualifiers(table, policy),
        options=parse_options(table.get("options", {}), policy),
    )
    return case


def as_object(found: Any, key: str) -> Mapping[str, Any]:
    """A JSON object; raises CaseError."""
    if not isinstance(found, dict):
        raise CaseError(key, _brief(found), "an object { … } is wanted")
    return found


def as_list(found: Any, key: str) -> Sequence[Any]:
    """A JSON array; raises CaseError."""
    if not isinstance(found, list):
        raise CaseError(key, _brief(found), "a list [ … ] is wanted")
    return found


def as_text(found: Any, key: str) -> str:
    """A text of 1 to 200 characters; raises CaseError."""
    if not isinstance(found, str) or isinstance(found, _Float) or not found.strip() or len(found) > 200:
        raise CaseError(key, found, "a text of 1 to 200 characters is wanted")
    return found


def known(table: Mapping[str, Any], names: Iterable[str], key: str) -> None:
    """Raise CaseError for a key that the contract does not have."""
    allowed = sorted(names)
    for name in table:
        if name not in allowed:
            raise CaseError(f"{key}.{name}" if key else name, _brief(table[name]), f"keys here: {', '.join(allowed)}")


def require(table: Mapping[str, Any], names: Iterable[str], key: str) -> None:
    """Raise CaseError for a key that is missing."""
    for name in names:
        if name not in table:
            raise CaseError(f"{key}.{name}" if key else name, None, "this key must be given")


def _brief(value: Any) -> object:
    return value if isinstance(value, str | int | type(None)) else json.dumps(value, ensure_ascii=False)[:60]


def parse_period(found: Any, key: str = "period") -> tuple[date, date]:
    """First and last day; raises CaseError where they are no days or swapped."""
    table = as_object(found, key)
    known(table, ("from", "to"), key)
    require(table, ("from", "to"), key)
    first, last = (_day(table[name], f"{key}.{name}") for name in ("from", "to"))
    if last < first:
        raise CaseError(f"{key}.to", str(last), f"a day from {first} on")
    return first, last


def _day(value: Any, key: str) -> date:
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise CaseError(key, _brief(value), "a day such as 2026-11-30")


def parse_official(found: Any, policy: Policy) -> tuple[str, str, bool]:
    """Id, kind of staff and whether a leader; raises CaseError where the policy is not for that kind."""
    table = as_object(found, "official")
    known(table, ("id", "kind", "leader"), "official")
    require(table, ("id", "kind", "leader"), "official")
    kind = table["kind"]
    if kind not in KINDS:
        raise CaseError("official.kind", _brief(kind), f"one of {', '.join(KINDS)}")
    if kind not in policy.kinds:
        raise CaseError("official.kind", kind, f"{policy.id} is for {', '.join(policy.kinds)}")
    if not isinstance(table["leader"], bool):
        raise CaseError("official.leader", _brief(table["leader"]), "true or false")
    return as_text(table["id"], "official.id"), kind, table["leader"]


def parse_options(found: Any, policy: Policy) -> Mapping[str, str]:
    """The choices made, checked against the policy; raises CaseError."""
    table = as_object(found, "options")
    known(table, policy.options, "options")
    for name, value in table.items():
        option = policy.options[name]
        if option.values is not None:
            if value not in option.values:
                raise CaseError(f"options.{name}", _brief(value), f"one of {', '.join(option.values)}")
        elif value != "none" and parse_decimal(value, f"options.{name}", most=100) == 0:
            raise CaseError(f"options.{name}", value, '"none" or a decimal string above 0')
    return dict(table)


def _general(table: Mapping[str, Any], policy: Policy, first: date, last: date) -> Fraction | None:
    if "general" not in table:
        return None
    inner = as_object(table["general"], "general")
    known(inner, ("points",), "general")
    require(inner, ("points",), "general")
    return _points(inner["points"], "general.points", policy.general, first, last)


def _points(value: Any, key: str, group: Group, first: date, last: date) -> Fraction:
    most = number(group.most, key, first, last)
    found = units(parse_decimal(value, key))
    if found > most:
        raise CaseError(key, value, f"at most {most} points")
    return found


def _extra(table: Mapping[str, Any], policy: Policy, leader: bool, first: date, last: date) -> Mapping[str, Fraction]:
    inner = as_object(table.get("extra", {}), "extra")
    groups = {group.id: group for group in policy.extra_of(leader)}
    known(inner, groups, "extra")
    return {name: _points(value, f"extra.{name}", groups[name], first, last) for name, value in inner.items()}


def _leadership(table: Mapping[str, Any], policy: Policy, leader: bool) -> Mapping[str, Fraction]:
    inner = as_object(table.get("leadership", {}), "leadership")
    if inner and not leader:
        raise CaseError("leadership", _brief(dict(inner)), "only where official.leader is true")
    known(inner, [c.id for c in policy.criteria_of(True) if c.basis == "given"], "leadership")
    return {name: units(parse_decimal(value, f"leadership.{name}", most=1)) for name, value in inner.items()}


def _kpi(table: Mapping[str, Any], policy: Policy) -> Fraction | None:
    wanted = policy.input == "kpi_percent"
    if "kpi_percent" in table and not wanted:
        raise CaseError("kpi_percent", _brief(table["kpi_percent"]), f"{policy.id} is computed from work")
    if not wanted:
        return None
    require(table, ("kpi_percent",), "")
    return units(parse_decimal(table["kpi_percent"], "kpi_percent", most=100))


def _disqualifiers(table: Mapping[str, Any], policy: Policy) -> tuple[str, ...]:
    codes = [d.code for d in policy.disqualifiers]
    found = as_list(table.get("disqualifiers", []), "disqualifiers")
    for place, code in enumerate(found):
        if code not in codes:
            raise CaseError(f"disqualifiers[{place}]", _brief(code), f"one of {', '.join(codes) or 'none'}")
        if code in found[:place]:
            raise CaseError(f"disqualifiers[{place}]", code, "each code once")
    return tuple(found)


def _work(table: Mapping[str, Any], policy: Policy) -> tuple[Work, ...]:
    if policy.input != "work":
        if "work" in table and table["work"] != []:
            raise CaseError("work", _brief(table["work"]), f"{policy.id} takes kpi_percent instead")
        return ()
    require(table, ("work",), "")
    rows = as_list(table["work"], "work")
    axes = {axis.id for axis in policy.axes}
    found = tuple(_line(row, f"work[{place}]", axes) for place, row in enumerate(rows))
    seen: set[str] = set()
    for place, line in enumerate(found):
        if line.ref in seen:
            raise CaseError(f"work[{place}].ref", line.ref, "each ref once")
        seen.add(line.ref)
    return found


def _line(row: Any, key: str, axes: set[str]) -> Work:
    table = as_object(row, key)
    known(table, _LINE if axes else _LINE - {"axis"}, key)
    require(table, ("ref", "item", "coefficient", "assigned", "done", *(("axis",) if axes else ())), key)
    axis = table.get("axis", "")
    if axes and axis not in axes:
        raise CaseError(f"{key}.axis", _brief(axis), f"one of {', '.join(sorted(axes))}")
    return Work(
        ref=as_text(table["ref"], f"{key}.ref"),
        item=as_text(table["item"], f"{key}.item"),
        coefficient=parse_decimal(table["coefficient"], f"{key}.coefficient", most=10_000),
        assigned=parse_quantity(table["assigned"], f"{key}.assigned"),
        done=parse_quantity(table["done"], f"{key}.done"),
        errors=_counted(table, "quality_errors", key),
        delays=_counted(table, "delays", key),
        name=as_text(table["name"], f"{key}.name") if "name" in table else "",
        axis=axis,
    )


def _counted(table: Mapping[str, Any], name: str, key: str) -> int:
    """Events less the excused ones."""
    all_, excused = (parse_count(table.get(n, 0), f"{key}.{n}") for n in (name, f"excused_{name}"))
    if excused > all_:
        raise CaseError(f"{key}.excused_{name}", excused, f"at most {name} = {all_}")
    return all_ - excused


Read = Callable[[Any], Any]
__all__ = ["Case", "PolicyError", "parse_case", "parse_json", "parse_official", "parse_options", "parse_period"]
