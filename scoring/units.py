"""A unit's own sheet: the converted work of its people, added before dividing, and who has no sheet.

Rewards of collectives hang on it, so whoever is missing is named. Leaders whose sheets already cover the whole unit's
work must not be among the sheets: their work would count twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from scoring import texts
from scoring.adding import check_record, common_options, given_limits, parts_from, span_of, total_sums
from scoring.errors import ScoringError
from scoring.model import Mean, Official, Record, Sums
from scoring.numbers import exact
from scoring.policy import Policy
from scoring.rules import Rules, rules_for
from scoring.sheet import GENERAL, Sheet, conclude


def unit(
    policy: Policy,
    name: str,
    records: Sequence[Record],
    without: Sequence[str] = (),
    *,
    general: Decimal | None = None,
    strict: bool = False,
) -> Sheet:
    """Add the sheets of a unit's people; `general` are the unit's own general points, where they were given.

    Raises ScoringError where a sheet is of another policy, or a person stands both in `records` and in `without`; with
    `strict` also where somebody has two sheets.
    """
    for index, record in enumerate(records):
        check_record(record, f"sheets[{index}]", policy)
    if not records:
        raise ScoringError("value.range", "sheets", [], "at least one sheet")
    _check_without(records, without)
    twice = [code for code, count in Counter(record.official.id for record in records).items() if count > 1]
    if strict and twice:
        raise ScoringError("value.twice", "sheets", twice[0], "one sheet a person")
    ordered = sorted(records, key=lambda record: (record.official.id, record.period.first))
    sheet = _added(policy, name, ordered, _notes(records, without), general)
    return replace(sheet, unit=name, without=tuple(sorted(without)))


def _check_without(records: Sequence[Record], without: Sequence[str]) -> None:
    there = {record.official.id for record in records}
    for index, code in enumerate(without):
        if code in there:
            raise ScoringError("value.twice", f"without[{index}]", code, "people who have no sheet in sheets")


def _added(
    policy: Policy, name: str, records: Sequence[Record], notes: tuple[str, ...], general: Decimal | None
) -> Sheet:
    options, mixed = common_options(records, "sheets")
    span, kept = span_of(records), [record for record in records if record.classified]
    rules = rules_for(policy, span, leader=False, options=options)
    with exact():
        parts = tuple(part for record in kept for part in parts_from(record, record.official.id, record.official.id))
    return conclude(
        rules,
        (Official(name, records[0].official.kind), span),
        _with_general(total_sums(kept, rules, given_limits(rules)), rules, general),
        parts,
        unclassified=None if kept else texts.NO_PERIOD,
        notes=notes + mixed,
    )


def _with_general(sums: Sums, rules: Rules, general: Decimal | None) -> Sums:
    """Take the unit's own general points; without them the people's mean, or nothing, as option unit_general says."""
    given = dict(sums.given)
    if general is not None:
        limit = given_limits(rules).get(GENERAL, Decimal(0))
        if not 0 <= general <= limit:
            raise ScoringError("value.range", "general.points", str(general), f"0 to {limit}")
        given[GENERAL] = Mean(general, 1)
    elif rules.options.get("unit_general", "mean") == "none":
        given.pop(GENERAL, None)
    return Sums(sums.work, given, sums.counts)


def _notes(records: Sequence[Record], without: Sequence[str]) -> tuple[str, ...]:
    return tuple(_noted(records, without))


def _noted(records: Sequence[Record], without: Sequence[str]) -> Iterator[str]:
    if without:
        yield texts.UNIT_WITHOUT.format(ids=", ".join(sorted(without)))
    left_out = sorted(record.official.id for record in records if not record.classified)
    if left_out:
        yield texts.UNIT_LEFT_OUT.format(ids=", ".join(left_out))
    for code, count in Counter(record.official.id for record in records).items():
        if count > 1:
            yield texts.PERSON_TWICE.format(id=code, count=count)
    yield texts.UNIT_PEOPLE.format(count=len({record.official.id for record in records if record.classified}))
    yield texts.UNIT_CONDITIONS
