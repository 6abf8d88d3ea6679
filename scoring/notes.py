"""What a reader must know beside the numbers: choices made where the law is open, what is not given yet, odd facts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from scoring import texts
from scoring.numbers import parse_plain, render_percent, render_vi
from scoring.policy import Basis, Option
from scoring.policy_check import WEIGHTS
from scoring.rules import CACHED, Rules
from scoring.sheet import Sheet, raw_ratio


def notes(sheet: Sheet) -> tuple[str, ...]:
    """Give the notes of a sheet, the pressing ones first; each is one Vietnamese sentence."""
    fixed = _fixed(sheet.rules, of_unit=sheet.unit is not None)
    return tuple(dict.fromkeys([*_missing(sheet), *sheet.notes, *_odd(sheet), *fixed]))


@lru_cache(maxsize=CACHED)
def _fixed(rules: Rules, *, of_unit: bool) -> tuple[str, ...]:
    """What the rules alone say, the same on every sheet of them."""
    return (*_options(rules, of_unit=of_unit), *_marks(rules))


def _missing(sheet: Sheet) -> Iterator[str]:
    if sheet.missing:
        yield texts.NOTE_MISSING.format(missing=", ".join(sheet.missing))


def _odd(sheet: Sheet) -> Iterator[str]:
    rules, sums = sheet.rules, sheet.record.sums
    for group, criteria in rules.criteria.items():
        for criterion, _ in criteria:
            raw = raw_ratio(sums, group, criterion.measure, criterion.code)
            if criterion.measure != "share" and raw is not None and rules.cap is not None and raw > rules.cap:
                percent, cap = render_percent(raw), render_percent(rules.cap)
                yield texts.NOTE_CAPPED.format(code=criterion.code, percent=percent, cap=cap)
    yield from _over(sheet)
    if sums.counts.above:
        yield texts.NOTE_BEYOND.format(count=sums.counts.above)
    if rules.by_approved and any(work.assigned and not work.quantity for work in sums.work.values()):
        yield texts.NOTE_NOT_APPROVED


def _over(sheet: Sheet) -> Iterator[str]:
    for group in sheet.rules.groups:
        points = sheet.points[group.code]
        if points is not None and points > group.max:
            yield texts.NOTE_OVER.format(max=render_vi(group.max))


def _options(rules: Rules, *, of_unit: bool) -> Iterator[str]:
    """Say each choice that had an effect, and each that was asked for without having one."""
    for name, option in rules.asked.items():
        if name == "unit_general" and not of_unit:
            continue
        if not rules.policy.takes_work:
            if rules.options[name] != option.default:
                yield texts.NOTE_NO_EFFECT.format(label=option.label)
            continue
        yield texts.NOTE_OPTION.format(
            label=option.label,
            choice=_choice(option, rules.options[name]),
            citation=option.basis.citation,
            sureness=texts.SURENESS[option.basis.sureness],
        )
    if rules.policy.takes_work:
        yield texts.NOTE_ROUNDING


def _choice(option: Option, value: str) -> str:
    if value in option.choices:
        return option.choices[value]
    number = parse_plain(value)
    return value if number is None or option.name == WEIGHTS else texts.NOTE_CAP.format(percent=render_percent(number))


def _marks(rules: Rules) -> Iterator[str]:
    """Name what rests on a proposal only: it must be confirmed in writing before anybody's grade hangs on it."""
    named: list[tuple[str, Basis]] = [(texts.IN_FORCE, rules.policy.force), (rules.total.label, rules.total.basis)]
    named += [(group.label, group.basis) for group in rules.groups]
    named += [
        (weighed.criterion.label, weighed.criterion.basis) for group in rules.criteria.values() for weighed in group
    ]
    named += [(grade.label, grade.basis) for grade in rules.grades]
    unsure: dict[str, list[str]] = {}
    for label, basis in named:
        if basis.sureness == "proposal":
            unsure.setdefault(basis.citation, []).append(label)
    for citation, labels in unsure.items():
        shown = ", ".join(dict.fromkeys(labels))
        yield texts.NOTE_MARK.format(label=shown, citation=citation, sureness=texts.SURENESS["proposal"])
