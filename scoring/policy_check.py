"""What must hold between the values of one policy file, beyond each value's own form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from scoring.errors import MISSING, ScoringError
from scoring.numbers import parse_plain
from scoring.policy import CONTRACT_OPTIONS, Basis, Option, Policy

# what the calculation can do; a file may offer fewer, never others
CHOICES = {
    "deduction_base": {"unit", "line"},
    "denominator": {"assigned", "approved"},
    "ratio_cap": {"none"},
    "unit_general": {"mean", "none"},
}
WEIGHTS = "weights"


class _Coded(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def basis(self) -> Basis: ...


def check_policy(policy: Policy) -> None:
    """Raise ScoringError, with the path of the key, for the first thing that does not fit together."""
    _check_versions("group", [(group.code, group.basis) for group in policy.groups])
    _check_versions("criterion", [(criterion.code, criterion.basis) for criterion in policy.criteria])
    _check_versions("grade", [(grade.code, grade.basis) for grade in policy.grades])
    _check_versions("disqualifier", [(case.code, case.basis) for case in policy.disqualifiers])
    _check_versions("unclassified", [(reason.code, reason.basis) for reason in policy.unclassified])
    _check_versions("general_group", [(part.code, part.basis) for part in policy.general_groups])
    for name, notes in (("total", policy.totals), ("conversion", policy.conversions)):
        _check_versions(name, [(name, note.basis) for note in notes])
    _check_versions("deduction", [("deduction", deduction.basis) for deduction in policy.deductions])
    _check_versions("cap", [("cap", cap.basis) for cap in policy.caps])
    _check_there(policy)
    _check_names(policy)
    for option in policy.options:
        _check_option(option)
    _check_weights(policy)
    _check_levels(policy)


def _check_versions(name: str, versions: Sequence[tuple[str, Basis]]) -> None:
    """The same code again begins after the earlier one has ended, and that end is written."""
    for index, (code, basis) in enumerate(versions):
        for later, (other, following) in enumerate(versions):
            overlaps = basis.until is None or basis.until >= following.since
            if index != later and code == other and basis.since <= following.since and overlaps:
                allowed = f"a day before {following.since}, when {name}[{later}] ({code}) begins; repeal is written"
                value = basis.until.isoformat() if basis.until else MISSING
                raise ScoringError("policy.no_repeal", f"{name}[{index}].until", value, allowed)


def _check_there(policy: Policy) -> None:
    needed = {"total": policy.totals, "group": policy.groups, "grade": policy.grades}
    if policy.takes_work:
        needed |= {"criterion": policy.criteria, "deduction": policy.deductions, "conversion": policy.conversions}
        named = {option.name for option in policy.options}
        needed |= {f"option.{name}": (name,) if name in named else () for name in CONTRACT_OPTIONS}
    for name, found in needed.items():
        if not found:
            raise ScoringError("key.missing", name, MISSING, f"at least one {name}")
    if not any(grade.points == 0 for grade in policy.grades):
        raise ScoringError("key.missing", "grade", MISSING, "a lowest grade with points 0")


def _check_names(policy: Policy) -> None:
    work = {group.code for group in policy.groups if group.input == "work"}
    grades = {grade.code for grade in policy.grades}
    taken = {"general", "kpi"} | {group.code for group in policy.groups}
    for index, criterion in enumerate(policy.criteria):
        _check_among(f"criterion[{index}].group", criterion.group, work)
        if criterion.code in taken:
            raise ScoringError("value.twice", f"criterion[{index}].code", criterion.code, "a code of its own")
    for index, case in enumerate(policy.disqualifiers):
        _check_among(f"disqualifier[{index}].grade", case.grade, grades)
    for index, fall in enumerate(policy.falls):
        _check_among(f"fall[{index}].grade", fall.grade, grades)


def _check_among(key: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        raise ScoringError("code.unknown", key, value, " · ".join(sorted(allowed)))


def _check_option(option: Option) -> None:
    key = f"option.{option.name}"
    if option.name not in CHOICES and option.name != WEIGHTS:
        raise ScoringError("key.unknown", key, option.name, ", ".join([*CHOICES, WEIGHTS]))
    for choice in option.choices:
        if option.name != WEIGHTS:
            _check_among(f"{key}.choices.{choice}", choice, CHOICES[option.name])
    if option.least is not None and option.name != "ratio_cap":
        raise ScoringError("key.unknown", f"{key}.least", str(option.least), "a range at ratio_cap only")
    require_value(option, option.default, f"{key}.default")


def require_value(option: Option, value: object, key: str) -> None:
    """Raise ScoringError `code.unknown` where an option does not take this value."""
    number = parse_plain(value) if isinstance(value, str) else None
    ranged = option.least is not None and option.most is not None
    allowed = " · ".join(option.choices)
    if ranged:
        allowed = f'a decimal string from "{option.least}" to "{option.most}" · {allowed}'
    if isinstance(value, str) and value in option.choices:
        return
    if number is None or option.least is None or option.most is None or not option.least <= number <= option.most:
        raise ScoringError("code.unknown", key, value, allowed)


def _check_weights(policy: Policy) -> None:
    """A table of weights names values of the option `weights`; a single weight stands for all of them."""
    choices = {choice for option in policy.options if option.name == WEIGHTS for choice in option.choices}
    for index, criterion in enumerate(policy.criteria):
        for name in criterion.weight:
            if name:
                _check_among(f"criterion[{index}].weight", name, choices)


def _check_levels(policy: Policy) -> None:
    """Only given shares have levels; a computed one needs what it is at best and at worst."""
    for index, criterion in enumerate(policy.criteria):
        if criterion.measure != "share" and (criterion.levels or criterion.computed):
            raise ScoringError("key.unknown", f"criterion[{index}].levels", criterion.measure, "levels at shares only")
        if criterion.computed and len(criterion.levels) < 2:
            allowed = "two levels or more where the share is computed"
            raise ScoringError("key.missing", f"criterion[{index}].levels", MISSING, allowed)
