"""The shared scoring module: facts and dated policy in, explained points out. Pure, standard library only.

No clock, no I/O but its own policy files. What it computes, with clauses: docs/scoring.md.
"""

from scoring.combining import combine
from scoring.errors import PolicyFileError, ScoringError
from scoring.explain import explain
from scoring.given import general_groups, grade_label, leading_shares, unit_share
from scoring.losses import Loss, losses
from scoring.model import KINDS, Case, Official, Period, PolicyRef, Record, Sums, Work
from scoring.notes import notes
from scoring.policy import Criterion, GeneralGroup, Policy
from scoring.ranking import Entry, Ranking, rank
from scoring.read import parse_json, read_case, read_record
from scoring.registry import builtin, choose_policy, load_folder
from scoring.render import render_case, render_explained, render_result, render_sheet
from scoring.rules import Rules, rules_for
from scoring.scorer import score, what_if
from scoring.setting import Chosen, Since
from scoring.sheet import Sheet
from scoring.steps import Step, leaves
from scoring.tally import Line, Tally, tally
from scoring.units import unit

__all__ = [
    "KINDS",
    "Case",
    "Chosen",
    "Criterion",
    "Entry",
    "GeneralGroup",
    "Line",
    "Loss",
    "Official",
    "Period",
    "Policy",
    "PolicyFileError",
    "PolicyRef",
    "Ranking",
    "Record",
    "Rules",
    "ScoringError",
    "Sheet",
    "Since",
    "Step",
    "Sums",
    "Tally",
    "Work",
    "builtin",
    "choose_policy",
    "combine",
    "explain",
    "general_groups",
    "grade_label",
    "leading_shares",
    "leaves",
    "load_folder",
    "losses",
    "notes",
    "parse_json",
    "rank",
    "read_case",
    "read_record",
    "render_case",
    "render_explained",
    "render_result",
    "render_sheet",
    "rules_for",
    "score",
    "tally",
    "unit",
    "unit_share",
    "what_if",
]
