"""What would help most: for each thing that cost points, how many the total would gain were it put right alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scoring import texts
from scoring.explain import LOSS_SUMS, LOSSES, events
from scoring.model import WorkSums
from scoring.numbers import ZERO, exact, render_percent, render_vi, render_vi_places, round_half_up
from scoring.parts import Part
from scoring.policy import Group
from scoring.rules import Rules
from scoring.sheet import GENERAL, KPI, Sheet


class Loss(NamedTuple):
    """One loss: kind (undone · quality · progress · share · points), what it concerns, exact points ≥ 0, wording."""

    kind: str
    ref: str
    points: Fraction
    text: str

    @property
    def shown(self) -> Decimal:
        """Give the points lost, rounded half up to two places."""
        return round_half_up(self.points)


def losses(sheet: Sheet) -> tuple[Loss, ...]:
    """List what cost points, largest first; what would gain less than 0.005 is left out.

    Each is measured alone, against the ratios' caps: finishing work adds to all ratios, an error undone to one. Nothing
    is listed for a group whose points are not known yet.
    """
    with exact():
        found = [loss for group in sheet.rules.groups for loss in _of_group(group, sheet) if loss.shown]
    return tuple(sorted(found, key=lambda loss: (-loss.points, loss.kind, loss.ref)))


def _of_group(group: Group, sheet: Sheet) -> Iterator[Loss]:
    points = sheet.points[group.code]
    if points is None or sheet.result_points is None:
        return
    if group.input == "work":
        yield from _work_losses(group, sheet)
    else:
        code = GENERAL if group.input == GENERAL else group.code
        what = texts.NOT_FULL.format(
            name=group.label, points=render_vi(round_half_up(points)), max=render_vi(group.max)
        )
        yield _loss("points", KPI if group.input == KPI else code, Fraction(group.max) - points, what)


def _work_losses(group: Group, sheet: Sheet) -> Iterator[Loss]:
    sums = sheet.record.sums.work[group.code]
    gain = _Gain(group, sums, sheet.rules)
    for part in sheet.parts:
        if part.group == group.code:
            yield from _part_losses(part, gain, sheet.rules)
    for criterion, share in sheet.rules.criteria[group.code]:
        ratio = sheet.ratios[criterion.code]
        if criterion.measure == "share" and ratio is not None:
            what = texts.SHARE.format(name=criterion.label, code=criterion.code, percent=render_percent(ratio))
            yield _loss("share", criterion.code, share * (1 - ratio) * Fraction(group.max), what)


def _part_losses(part: Part, gain: _Gain, rules: Rules) -> Iterator[Loss]:
    undone = part.assigned - part.done
    if undone > 0 and not rules.by_approved:
        yield _loss("undone", part.ref, gain.of(undone, ("quantity", "quality", "progress")), _undone_text(part))
    for measure, lost in (("quality", part.quality_loss), ("progress", part.progress_loss)):
        if lost:
            yield _loss(measure, part.ref, gain.of(lost, (measure,)), _event_text(part, measure))


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
    """Points that an amount of converted work would add to the ratios of one group, each up to its cap."""

    def __init__(self, group: Group, sums: WorkSums, rules: Rules) -> None:
        self._sums, self._max = sums, Fraction(group.max)
        self._cap = None if rules.cap is None else rules.cap * Fraction(sums.denominator)
        self._shares = {
            criterion.measure: share for criterion, share in rules.criteria[group.code] if criterion.measure != "share"
        }

    def of(self, amount: Decimal, measures: tuple[str, ...]) -> Fraction:
        """Give the points that `amount` would add to these ratios."""
        gained = Fraction(0)
        for measure in measures:
            gained += self._shares.get(measure, Fraction(0)) * self._room(measure, Fraction(amount))
        return gained * self._max / Fraction(self._sums.denominator)

    def _room(self, measure: str, amount: Fraction) -> Fraction:
        if self._cap is None:
            return amount
        numerators = {"quantity": self._sums.quantity, "quality": self._sums.quality, "progress": self._sums.progress}
        return max(Fraction(ZERO), min(amount, self._cap - Fraction(numerators[measure])))


def _loss(kind: str, ref: str, points: Fraction, what: str) -> Loss:
    return Loss(kind, ref, points, texts.LOSS.format(what=what, points=render_vi_places(round_half_up(points))))
