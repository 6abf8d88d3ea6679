"""The calls of the command line as functions: JSON tables in, JSON tables out."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.combining import SPANS, combine
from scoring.fields import Fields
from scoring.policy import Policy
from scoring.ranking import rank
from scoring.read import read_case, read_ranked, read_record, require_leadership
from scoring.registry import builtin, get_policy
from scoring.render import Table, render_policies, render_ranking, render_sheet
from scoring.scorer import rules_of, score
from scoring.units import unit


def score_table(data: object, policies: Mapping[str, Policy] | None = None) -> Table:
    """Score a case (schema/case.json); gives a sheet (schema/sheet.json)."""
    case = read_case(data)
    require_leadership(data, rules_of(case, policies))
    return render_sheet(score(case, policies))


def combine_table(data: object, policies: Mapping[str, Policy] | None = None, *, strict: bool = False) -> Table:
    """Combine sheets (schema/combine.json) to a sheet of a quarter or year."""
    told = Fields(data, "", ("policy", "sheets", "to"))
    to = told.among("to", SPANS)
    policy = _policy(told, policies)
    records = [read_record(row, f"sheets[{index}]") for index, row in enumerate(told.items("sheets"))]
    return render_sheet(combine(policy, records, to, strict=strict))


def unit_table(data: object, policies: Mapping[str, Policy] | None = None, *, strict: bool = False) -> Table:
    """Add the sheets of a unit's people (schema/unit.json) to the unit's sheet."""
    told = Fields(data, "", ("policy", "unit", "sheets", "without", "general"))
    policy = _policy(told, policies)
    general = None
    if told.has("general"):
        limit = max(group.max for group in policy.groups)
        general = Fields(told.get("general"), told.key("general"), ("points",)).decimal("points", limit)
    records = [read_record(row, f"sheets[{index}]") for index, row in enumerate(told.items("sheets"))]
    without = told.texts("without") if told.given("without") else ()
    return render_sheet(unit(policy, told.text("unit"), records, without, general=general, strict=strict))


def rank_table(data: object, policies: Mapping[str, Policy] | None = None) -> Table:
    """Rank totals and grades (schema/rank.json) under the cap; gives both caps, the order, and who is over."""
    told = Fields(data, "", ("policy", "sheets", "outstanding"))
    policy = _policy(told, policies)
    entries = [read_ranked(row, f"sheets[{index}]") for index, row in enumerate(told.items("sheets"))]
    return render_ranking(rank(policy, entries, outstanding=told.given("outstanding") and told.flag("outstanding")))


def policies_table(policies: Mapping[str, Policy] | None = None) -> Table:
    """List the rule sets there are."""
    return render_policies(list((builtin() if policies is None else policies).values()))


def _policy(told: Fields, policies: Mapping[str, Policy] | None) -> Policy:
    return get_policy(told.text("policy"), builtin() if policies is None else policies)
