"""The shared scoring module: facts and dated rules in, explained points out. Pure, standard library only."""

from scoring.compute import score
from scoring.errors import CaseError, PolicyError, ScoringError
from scoring.facts import Case, Work, as_if_done
from scoring.loading import choose_policy, find_policy, load, policies
from scoring.reading import parse_case
from scoring.sheet import NOT_CLASSIFIED, Loss, Sheet, Step
from scoring.tally import Line, Tally, tally

__all__ = [
    "NOT_CLASSIFIED",
    "Case",
    "CaseError",
    "Line",
    "Loss",
    "PolicyError",
    "ScoringError",
    "Sheet",
    "Step",
    "Tally",
    "Work",
    "as_if_done",
    "choose_policy",
    "find_policy",
    "load",
    "parse_case",
    "policies",
    "score",
    "tally",
]
