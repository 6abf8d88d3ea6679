"""Typed values out as JSON tables: keys in a fixed order, decimal strings with a point, nothing that varies by run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.explain import explain
from scoring.losses import losses
from scoring.model import Case, Official, Period, PolicyRef, Sums, Work
from scoring.notes import notes
from scoring.numbers import exact, quotient, render_plain, round_half_up
from scoring.policy import Basis, Option, Policy
from scoring.ranking import Ranking
from scoring.sheet import Sheet
from scoring.steps import Step

EFFECT_PLACES = 8
Table = dict[str, object]


def render_sheet(sheet: Sheet, *, steps: bool = True) -> Table:
    """Give a sheet in the form of schema/sheet.json; `steps=False` leaves out tree, losses and notes (a snapshot)."""
    record = sheet.record
    table: Table = {
        "policy": _policy_ref(record.policy),
        "official": _official(record.official),
        "period": _period(record.period),
    }
    if sheet.unit is not None:
        table |= {"unit": sheet.unit, "without": list(sheet.without)}
    table |= {
        "options": dict(record.options),
        "ratios": {code: _percent(ratio) for code, ratio in sheet.ratios.items()},
        "result_points": _shown(sheet.result_points),
        "general_points": _shown(sheet.general_points),
        "extra_points": _shown(sheet.extra_points),
        "total": _shown(sheet.total),
        "grade": sheet.grade,
        "reason": sheet.reason,
        "disqualifiers": list(record.disqualifiers),
        "unclassified": record.unclassified,
        "sums": _sums(record.sums),
    }
    return table | {"losses": _losses(sheet), "notes": list(notes(sheet)), "steps": _steps(sheet)} if steps else table


def render_result(sheet: Sheet) -> Table:
    """Give a sheet with its notes, without what `explain` and `losses` make: all that is kept beside the facts."""
    return render_sheet(sheet, steps=False) | {"notes": list(notes(sheet))}


def render_explained(sheet: Sheet) -> Table:
    """Give the rest of the printed sheet: `losses` and `steps`."""
    return {"losses": _losses(sheet), "steps": _steps(sheet)}


def _losses(sheet: Sheet) -> list[Table]:
    return [
        {"kind": loss.kind, "ref": loss.ref, "points": _shown(-loss.shown), "text": loss.text} for loss in losses(sheet)
    ]


def _steps(sheet: Sheet) -> list[Table]:
    with exact():
        return [_step(explain(sheet))]


def _step(step: Step) -> Table:
    table: Table = {
        "label": step.label,
        "expression": step.expression,
        "value": step.value,
        "unit": step.unit,
        "clause": step.clause,
    }
    if step.ref is not None:
        table["ref"] = step.ref
    if step.steps:
        table["steps"] = [_step(child) for child in step.steps]
    else:
        table["effect"] = render_plain(_effect(step))
    return table


def _effect(step: Step) -> Decimal:
    return quotient(step.amount * step.factor.numerator, step.factor.denominator, EFFECT_PLACES)


def _percent(ratio: Fraction | None) -> str | None:
    return None if ratio is None else str(round_half_up(ratio, 4).scaleb(2))


def _shown(points: Decimal | None) -> str | None:
    return None if points is None else str(points)


def _policy_ref(ref: PolicyRef) -> Table:
    return {"id": ref.id, "version": ref.version, "fingerprint": ref.fingerprint}


def _official(official: Official) -> Table:
    return {"id": official.id, "kind": official.kind, "leader": official.leader}


def _period(period: Period) -> Table:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _sums(sums: Sums) -> Table:
    work = {
        code: {
            "assigned": render_plain(found.assigned),
            "denominator": render_plain(found.denominator),
            "quantity": render_plain(found.quantity),
            "quality": render_plain(found.quality),
            "progress": render_plain(found.progress),
        }
        for code, found in sums.work.items()
    }
    given = {name: {"sum": render_plain(mean.sum), "count": mean.count} for name, mean in sums.given.items()}
    counts = sums.counts
    counted = {
        "lines": counts.lines,
        "on_time": counts.on_time,
        "above": counts.above,
        "unfinished": counts.unfinished,
    }
    return {"work": work, "given": given, "counts": counted}


def render_case(case: Case) -> Table:
    """Give a case in the form of schema/case.json; `read_case` reads it back."""
    table: Table = {"policy": case.policy, "options": dict(case.options)}
    table |= {"period": _period(case.period), "official": _official(case.official)}
    if case.general is not None:
        table["general"] = {"points": render_plain(case.general)}
    if case.work is not None:
        table["work"] = [_work(line) for line in case.work]
    table["leadership"] = None if case.leadership is None else _decimals(case.leadership)
    table["disqualifiers"] = list(case.disqualifiers)
    if case.kpi_percent is not None:
        table["kpi_percent"] = render_plain(case.kpi_percent)
    if case.extra:
        table["extra"] = _decimals(case.extra)
    if case.unclassified is not None:
        table["unclassified"] = case.unclassified
    return table


def _decimals(values: Mapping[str, Decimal]) -> Table:
    return {code: render_plain(value) for code, value in values.items()}


def _work(line: Work) -> Table:
    named = {"item": line.item, "label": line.label, "group": line.group}
    return {
        "ref": line.ref,
        **{name: value for name, value in named.items() if value is not None},
        "coefficient": render_plain(line.coefficient),
        "assigned": _quantity(line.assigned),
        "done": _quantity(line.done),
        "quality_errors": line.quality_errors,
        "delays": line.delays,
        "excused_quality_errors": line.excused_quality_errors,
        "excused_delays": line.excused_delays,
    }


def _quantity(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else render_plain(value)


def render_ranking(ranking: Ranking) -> Table:
    """Give a ranking in the form of schema/ranking.json."""
    return {
        "cap_of_good_or_better": ranking.cap_of_good_or_better,
        "cap_of_good": ranking.cap_of_good,
        "order": list(ranking.order),
        "over": list(ranking.over),
    }


def render_policies(policies: Sequence[Policy]) -> Table:
    """List rule sets: what holds when, for whom, from which sources, and what is left open."""
    return {"policies": [_policy(policy) for policy in policies]}


def _policy(policy: Policy) -> Table:
    return {
        "id": policy.id,
        "title": policy.title,
        "version": policy.ref.version,
        "fingerprint": policy.ref.fingerprint,
        "kinds": list(policy.kinds),
        "from": policy.force.since.isoformat(),
        "to": policy.force.until.isoformat() if policy.force.until else None,
        **_basis(policy.force),
        "sources": {name: {"title": found.title, "urls": list(found.urls)} for name, found in policy.sources.items()},
        "groups": [
            {"code": group.code, "label": group.label, "max": render_plain(group.max), "roles": list(group.roles)}
            | _basis(group.basis)
            for group in policy.groups
        ],
        "grades": [
            {"code": grade.code, "label": grade.label, "points": render_plain(grade.points)} | _basis(grade.basis)
            for grade in policy.grades
        ],
        "options": {option.name: _option(option) for option in policy.options},
        "disqualifiers": {case.code: {"label": case.label} | _basis(case.basis) for case in policy.disqualifiers},
        "unclassified": {case.code: {"label": case.label} | _basis(case.basis) for case in policy.unclassified},
    }


def _basis(basis: Basis) -> Table:
    return {"clause": basis.citation, "sureness": basis.sureness}


def _option(option: Option) -> Table:
    table: Table = {"label": option.label, "default": option.default, "allowed": dict(option.choices)}
    if option.least is not None and option.most is not None:
        table |= {"least": render_plain(option.least), "most": render_plain(option.most)}
    return table | {"reason": option.reason} | _basis(option.basis)
