"""The whole calculation as a tree: every number with its formula, the values put in, and its clause.

The leaves carry their effect in points. Their effects add up exactly to the total before it is rounded (a property
test holds this): lines of work and what was taken off them through the ratios, given points as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from scoring import texts
from scoring.numbers import ONE, exact, render_percent, render_plain, render_vi, render_vi_places, round_half_up
from scoring.parts import Part
from scoring.policy import Criterion, Group
from scoring.rules import Rules, Weighed
from scoring.sheet import GENERAL, KPI, Sheet, raw_ratio
from scoring.steps import NONE, Factor, Step

UNKNOWN = "chưa có"
FEW = 6
LOSSES = {"quality": texts.QUALITY, "progress": texts.DELAY}
LOSS_SUMS = {"quality": texts.QUALITY_SUM, "progress": texts.DELAY_SUM}


def explain(sheet: Sheet) -> Step:
    """Build the tree of a sheet: the root is the total, its children the groups of points."""
    rules = sheet.rules
    with exact():
        children = tuple(_group(group, sheet) for group in rules.groups)
    known = [child.value for child in children if child.value is not None]
    expression = " + ".join(render_vi_places(Decimal(value)) for value in known) or UNKNOWN
    value = None if sheet.total is None else str(sheet.total)
    return Step(rules.total.label, expression, value, "points", rules.total.basis.citation, children)


def _group(group: Group, sheet: Sheet) -> Step:
    if group.input == "work":
        return _work_group(group, sheet)
    if group.input == KPI:
        return _given(group, sheet, KPI, Factor(group.max, Decimal(100)))
    return _given(group, sheet, GENERAL if group.input == GENERAL else group.code, Factor(ONE, ONE))


def _given(group: Group, sheet: Sheet, name: str, factor: Factor) -> Step:
    """Points, or a per cent, that came from outside; over several periods their mean."""
    given, points, clause = sheet.record.sums.given.get(name), sheet.points[group.code], group.basis.citation
    if given is None or points is None:
        return Step(group.label, UNKNOWN, None, "points", clause)
    expression = _mean_text(render_vi(given.sum), given.count)
    if name == KPI:
        expression = f"{expression}% × {render_vi(group.max)}"
    worth = Factor(factor.numerator, factor.denominator * given.count)
    return Step(group.label, expression, str(round_half_up(points)), "points", clause, (), given.sum, worth)


def _mean_text(total: str, count: int) -> str:
    return total if count == 1 else f"{total} ÷ {count}"


def _work_group(group: Group, sheet: Sheet) -> Step:
    criteria, points = sheet.rules.criteria[group.code], sheet.points[group.code]
    parts = [part for part in sheet.parts if part.group == group.code]
    steps = tuple(_criterion(group, weighed, parts, sheet) for weighed in criteria)
    expression = _mean_of(criteria, [step.value for step in steps], group)
    value = None if points is None else str(round_half_up(points))
    whole = (_denominator(group, parts, sheet), *steps)
    return Step(group.label, expression, value, "points", group.basis.citation, whole)


def _denominator(group: Group, parts: Sequence[Part], sheet: Sheet) -> Step:
    """What the ratios divide by, line by line; its leaves add no points."""
    rules, sums = sheet.rules, sheet.record.sums.work[group.code]
    label = texts.APPROVED_SUM if rules.by_approved else texts.ASSIGNED_SUM
    clause = rules.asked["denominator"].basis.citation
    terms = [part.done if rules.by_approved else part.assigned for part in parts]
    shown = " + ".join(map(render_vi, terms)) if len(terms) <= FEW else texts.SUM_OF.format(count=len(terms))
    steps = tuple(_term(part, term, rules) for part, term in zip(parts, terms, strict=True))
    value = render_plain(sums.denominator)
    return Step(label, shown or "0", value, "converted", clause, steps)


def _term(part: Part, term: Decimal, rules: Rules) -> Step:
    clause = rules.conversion.basis.citation if rules.conversion else ""
    work, expression = part.work, render_vi(term)
    if work is not None:
        quantity = work.done if rules.by_approved else work.assigned
        expression = f"{render_vi(quantity)} × {render_vi(work.coefficient)}"
    return Step(part.name, expression, render_plain(term), "converted", clause, ref=part.ref)


def _mean_of(criteria: Sequence[Weighed], values: Sequence[str | None], group: Group) -> str:
    """Put the ratios into "(a + b + c) ÷ 3 × 70", or with their weights where they differ."""
    shown = ["…" if value is None else f"{render_vi_places(Decimal(value))}%" for value in values]
    if len({weighed.share for weighed in criteria}) <= 1:
        return f"({' + '.join(shown)}) ÷ {len(shown)} × {render_vi(group.max)}"
    weights = [render_percent(weighed.share) for weighed in criteria]
    terms = [f"{weight}% × {ratio}" for weight, ratio in zip(weights, shown, strict=True)]
    return f"({' + '.join(terms)}) × {render_vi(group.max)}"


def _worth(group: Group, weighed: Weighed, denominator: Decimal, sheet: Sheet) -> Factor:
    """What one unit of a ratio's numerator is worth in points; nothing while the group's points are unknown."""
    if sheet.points[group.code] is None or not denominator:
        return NONE
    share = weighed.share
    return Factor(group.max * share.numerator, denominator * share.denominator)


def _criterion(group: Group, weighed: Weighed, parts: Sequence[Part], sheet: Sheet) -> Step:
    criterion = weighed.criterion
    ratio = sheet.ratios[criterion.code]
    value = None if ratio is None else str(round_half_up(ratio * 100))
    label, clause = f"{criterion.label} ({criterion.code})", criterion.basis.citation
    if criterion.measure == "share":
        return _share_step(label, value, group, weighed, sheet)
    sums = sheet.record.sums.work[group.code]
    worth = _worth(group, weighed, sums.denominator, sheet)
    steps = _part_steps(criterion, parts, sums.quantity, worth, sheet.rules)
    steps += _over_cap(group, criterion, sums.denominator, worth, sheet)
    return Step(label, _ratio_text(criterion, sums.quantity, group, sheet), value, "percent", clause, steps)


def _share_step(label: str, value: str | None, group: Group, weighed: Weighed, sheet: Sheet) -> Step:
    criterion = weighed.criterion
    given = sheet.record.sums.given.get(criterion.code)
    clause = criterion.basis.citation
    if given is None:
        return Step(label, UNKNOWN, None, "percent", clause)
    expression = f"{_mean_text(render_percent(given.sum) + '%', given.count)}"
    worth = _worth(group, weighed, Decimal(given.count), sheet)
    return Step(label, expression, value, "percent", clause, (), given.sum, worth)


def _ratio_text(criterion: Criterion, done: Decimal, group: Group, sheet: Sheet) -> str:
    sums = sheet.record.sums.work[group.code]
    numerator = {"quantity": done, "quality": sums.quality, "progress": sums.progress}[criterion.measure]
    lost = done - numerator
    shown = f"({render_vi(done)} − {render_vi(lost)})" if lost else render_vi(done)
    return f"{shown} ÷ {render_vi(sums.denominator)}"


def _part_steps(
    criterion: Criterion, parts: Sequence[Part], done: Decimal, worth: Factor, rules: Rules
) -> tuple[Step, ...]:
    """Give the leaves of a ratio: every line for the quantity; what is done, less each loss, for the others."""
    clause = rules.conversion.basis.citation if rules.conversion else ""
    if criterion.measure == "quantity":
        return tuple(_line_leaf(part, clause, worth) for part in parts)
    whole = Step(texts.DONE_SUM, render_vi(done), render_plain(done), "converted", clause, (), done, worth)
    losing = [part for part in parts if _loss(part, criterion.measure)]
    return (whole, *(_loss_leaf(part, criterion.measure, worth, rules) for part in losing))


def _line_leaf(part: Part, clause: str, worth: Factor) -> Step:
    work, done = part.work, part.done
    expression = f"{render_vi(work.done)} × {render_vi(work.coefficient)}" if work else render_vi(done)
    return Step(part.name, expression, render_plain(done), "converted", clause, (), done, worth, part.ref)


def _loss(part: Part, measure: str) -> Decimal:
    return part.quality_loss if measure == "quality" else part.progress_loss


def _loss_leaf(part: Part, measure: str, worth: Factor, rules: Rules) -> Step:
    lost = -_loss(part, measure)
    clause = rules.deduction.basis.citation if rules.deduction else ""
    label, expression = _loss_text(part, measure, rules)
    return Step(label, expression, render_plain(lost), "converted", clause, (), lost, worth, part.ref)


def _loss_text(part: Part, measure: str, rules: Rules) -> tuple[str, str]:
    work, deduction = part.work, rules.deduction
    if work is None or deduction is None:
        return LOSS_SUMS[measure].format(name=part.name), f"−{render_vi(_loss(part, measure))}"
    counted, excused = events(part, measure)
    label = LOSSES[measure].format(name=part.name, count=counted)
    label += texts.EXCUSED.format(count=excused) if excused else ""
    each, done, coefficient = render_percent(deduction.share), render_vi(work.done), render_vi(work.coefficient)
    if rules.by_line:
        return label, f"−min({counted - excused} × {each}%; 100%) × {done} × {coefficient}"
    biting = min(Decimal(counted - excused), deduction.most * work.done)
    if biting < counted - excused:
        label += texts.MOST.format(most=render_vi(deduction.most))
    return label, f"−{render_vi(biting)} × {each}% × {coefficient}"


def events(part: Part, measure: str) -> tuple[int, int]:
    """Give counted and excused events of a line; (0, 0) for the sums of a month or person."""
    work = part.work
    if work is None:
        return 0, 0
    if measure == "quality":
        return work.quality_errors, work.excused_quality_errors
    return work.delays, work.excused_delays


def _over_cap(
    group: Group, criterion: Criterion, denominator: Decimal, worth: Factor, sheet: Sheet
) -> tuple[Step, ...]:
    rules = sheet.rules
    raw = raw_ratio(sheet.record.sums, group.code, criterion.measure, criterion.code)
    if rules.cap is None or raw is None or raw <= rules.cap:
        return ()
    cut = Decimal(rules.options["ratio_cap"]) * denominator - _numerator(raw, denominator)
    option = rules.asked["ratio_cap"]
    label = texts.OVER_CAP.format(percent=render_percent(rules.cap))
    return (Step(label, render_vi(cut), render_plain(cut), "converted", option.basis.citation, (), cut, worth),)


def _numerator(raw: Fraction, denominator: Decimal) -> Decimal:
    """Give back the exact numerator of a ratio."""
    whole = raw * Fraction(denominator)
    return Decimal(whole.numerator) / Decimal(whole.denominator)
