"""What would help most: for each thing that cost points, how many the total would gain were it put right alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from scoring import texts
from scoring.explain import LOSS_SUMS, LOSSES, events
from scoring.model import WorkSums
from scoring.numbers import ZERO, exact, quotient, render_percent, render_vi, render_vi_places, round_half_up
from scoring.parts import Part
from scoring.policy import Group
from scoring.rules import Rules
from scoring.sheet import GENERAL, KPI, Sheet
from scoring.steps import POINT, Factor

EVERYTHING = ("quantity", "quality", "progress")
SORTED_PLACES = 20


class Loss(NamedTuple):
    """One loss: kind (undone · quality · progress · share · points), what it concerns, points ≥ 0 as shown, wording."""

    kind: str
    ref: str
    shown: Decimal
    text: str
    amount: Decimal
    factor: Factor

    @property
    def points(self) -> Fraction:
        """Give the exact points lost."""
        return Fraction(self.amount) * Fraction(self.factor.numerator) / Fraction(self.factor.denominator)


def losses(sheet: Sheet) -> tuple[Loss, ...]:
    """List what cost points, largest first; what would gain less than 0.005 is left out.

    Each is measured alone, against the ratios' caps: finishing work adds to all ratios, an error undone to one. Nothing
    is listed for a group whose points are not known yet.
    """
    if sheet.result_points is None:
        return ()
    with exact():
        found = [loss for group in sheet.rules.groups for loss in _of_group(group, sheet) if loss.shown > 0]
        return tuple(sorted(found, key=_order))


def _order(loss: Loss) -> tuple[Decimal, str, str]:
    return (-quotient(loss.amount * loss.factor.numerator, loss.factor.denominator, SORTED_PLACES), loss.kind, loss.ref)


def _loss(kind: str, ref: str, amount: Decimal, factor: Factor, what: str) -> Loss:
    shown = quotient(amount * factor.numerator, factor.denominator, 2)
    return Loss(kind, ref, shown, texts.LOSS.format(what=what, points=render_vi_places(shown)), amount, factor)


def _of_group(group: Group, sheet: Sheet) -> Iterator[Loss]:
    points = sheet.points[group.code]
    if points is None:
        return
    if group.input == "work":
        yield from _work_losses(group, sheet)
    else:
        yield _not_full(group, points)


def _not_full(group: Group, points: Fraction) -> Loss:
    """Given points below their most."""
    code = {GENERAL: GENERAL, KPI: KPI}.get(group.input, group.code)
    shown, most = render_vi(round_half_up(points)), render_vi(group.max)
    what = texts.NOT_FULL.format(name=group.label, points=shown, max=most)
    missing = Fraction(group.max) - points
    worth = Factor(Decimal(1), Decimal(missing.denominator))
    return _loss("points", code, Decimal(missing.numerator), worth, what)


def _work_losses(group: Group, sheet: Sheet) -> Iterator[Loss]:
    gain = _Gain(group, sheet.record.sums.work[group.code], sheet.rules)
    for part in sheet.parts:
        if part.group == group.code:
            yield from _part_losses(part, gain, sheet.rules)
    for criterion, share in sheet.rules.criteria[group.code]:
        ratio = sheet.ratios[criterion.code]
        if criterion.measure == "share" and ratio is not None:
            what = texts.SHARE.format(name=criterion.label, code=criterion.code, percent=render_percent(ratio))
            points = share * (1 - ratio) * Fraction(group.max)
            worth = Factor(POINT.numerator, Decimal(points.denominator))
            yield _loss("share", criterion.code, Decimal(points.numerator), worth, what)


def _part_losses(part: Part, gain: _Gain, rules: Rules) -> Iterator[Loss]:
    undone = part.assigned - part.done
    if undone > 0 and not rules.by_approved:
        yield _loss("undone", part.ref, gain.amount(undone, EVERYTHING), gain.factor, _undone_text(part))
    for measure, lost in (("quality", part.quality_loss), ("progress", part.progress_loss)):
        if lost:
            yield _loss(measure, part.ref, gain.amount(lost, (measure,)), gain.factor, _event_text(part, measure))


def _undone_text(part: Part) -> str:
    if not part.done:
        return texts.UNFINISHED.format(name=part.name)
    done, assigned = (part.work.done, part.work.assigned) if part.work else (part.done, part.assigned)
    return texts.PARTLY.format(name=part.name, done=render_vi(done), assigned=render_vi(assigned))


def _event_text(part: Part, measure: str) -> str:
    if part.work is None:
        return LOSS_SUMS[measure].format(name=part.name)
    counted, excused = events(part, measure)
    return LOSSES[measure].format(name=part.name, count=counted - excused)


class _Gain:
    """What converted work would add to the ratios of one group, each up to its cap.

    Weights are whole numbers over a common denominator, so that amounts stay exact decimals: points = amount × factor.
    """

    def __init__(self, group: Group, sums: WorkSums, rules: Rules) -> None:
        shares = {weighed.criterion.measure: weighed.share for weighed in rules.criteria[group.code]}
        common = lcm(*(share.denominator for share in shares.values()))
        self._weights = {measure: int(share * common) for measure, share in shares.items()}
        self._rooms = self._rooms_of(sums, rules)
        self.factor = Factor(group.max, sums.denominator * common)

    @staticmethod
    def _rooms_of(sums: WorkSums, rules: Rules) -> dict[str, Decimal] | None:
        """How far each numerator is from the cap; None without a cap."""
        if rules.cap is None:
            return None
        most = Decimal(rules.options["ratio_cap"]) * sums.denominator
        reached = {"quantity": sums.quantity, "quality": sums.quality, "progress": sums.progress}
        return {measure: max(ZERO, most - value) for measure, value in reached.items()}

    def amount(self, amount: Decimal, measures: Sequence[str]) -> Decimal:
        """Give the weighted converted work that `amount` would add to these ratios."""
        gained = ZERO
        for measure in measures:
            room = amount if self._rooms is None else min(amount, self._rooms[measure])
            gained += self._weights.get(measure, 0) * room
        return gained
