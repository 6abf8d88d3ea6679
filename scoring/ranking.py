"""The cap on the top grade in a unit: who would be over it. It proposes; people decide.

The base of the 20 % is open: those graded good or better, or those graded good (NĐ 335/2025 Điều 20 khoản 5). Both caps
are given, rounded down ("không vượt quá"); `over` names who is over the wider one, that is over it in both readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scoring.errors import ScoringError
from scoring.grading import UNCLASSIFIED
from scoring.policy import Cap, Policy

NO_TOTAL = Decimal(-1)


class Entry(NamedTuple):
    """One person: total and grade as their sheet shows them (None while not known)."""

    id: str
    total: Decimal | None
    grade: str | None


class Ranking(NamedTuple):
    """Both caps in people; everybody in order (grade, total, id); who is over both caps; who is over the narrow one."""

    cap_of_good_or_better: int
    cap_of_good: int
    order: tuple[str, ...]
    over: tuple[str, ...]
    over_of_good: tuple[str, ...]


def rank(policy: Policy, entries: Sequence[Entry], *, outstanding: bool = False) -> Ranking:
    """Rank a unit's people; `outstanding` takes the wider cap of a unit of outstanding merit.

    Raises ScoringError for a person named twice, a grade the policy does not have, or a policy without a cap.
    """
    grades = _grades(policy)
    _check(entries, grades)
    share = Fraction(_cap(policy).outstanding if outstanding else _cap(policy).share)
    top, good = grades[0], grades[1]
    order = sorted(entries, key=lambda entry: _order(entry, grades))
    best = [entry.id for entry in order if entry.grade == top]
    second = sum(entry.grade == good for entry in order)
    wide, narrow = int(share * (len(best) + second)), int(share * second)
    over, over_of_good = tuple(best[wide:]), tuple(best[narrow:])
    return Ranking(wide, narrow, tuple(entry.id for entry in order), over, over_of_good)


def _grades(policy: Policy) -> list[str]:
    """Give the grade codes, highest first; several versions of one grade count once."""
    return list(dict.fromkeys(grade.code for grade in sorted(policy.grades, key=lambda grade: -grade.points)))


def _cap(policy: Policy) -> Cap:
    current = [cap for cap in policy.caps if cap.basis.until is None or cap.basis.until == policy.force.until]
    if not current:
        raise ScoringError("policy.no_cap", "policy", policy.id, "a policy with a cap on the top grade")
    return current[-1]


def _check(entries: Sequence[Entry], grades: Sequence[str]) -> None:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.id in seen:
            raise ScoringError("value.twice", f"sheets[{index}].id", entry.id, "each person once")
        seen.add(entry.id)
        if entry.grade is not None and entry.grade not in (*grades, UNCLASSIFIED):
            allowed = " · ".join((*grades, UNCLASSIFIED))
            raise ScoringError("code.unknown", f"sheets[{index}].grade", entry.grade, allowed)


def _order(entry: Entry, grades: Sequence[str]) -> tuple[int, Decimal, str]:
    place = grades.index(entry.grade) if entry.grade in grades else len(grades)
    return (place, -(NO_TOTAL if entry.total is None else entry.total), entry.id)
