"""An agency's choice of rule sets, with the day since when each holds; a period takes the choice in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from scoring.errors import ScoringError
from scoring.model import Period


class Since(NamedTuple):
    """From this day on (None: always) this rule set; None names none, so that the only one in force serves."""

    since: date | None
    policy: str | None


Chosen = str | Sequence[Since]
"""What an agency names for a kind of staff: one rule set for always, or several, each since a day."""


def name_in(chosen: Chosen | None, period: Period) -> str | None:
    """Give the rule set that is named throughout a period; None where none is.

    Raises ScoringError `policy.choice_changes` where the choice changes within the period.
    """
    if chosen is None or isinstance(chosen, str):
        return chosen
    name: str | None = None
    for change in sorted(chosen, key=_day):
        if _day(change) > period.last:
            break
        if _day(change) > period.first and change.policy != name:
            allowed = f"a period that does not cross {change.since}, when the agency's choice changes; split it there"
            raise ScoringError("policy.choice_changes", "period", str(period), allowed)
        name = change.policy
    return name


def _day(change: Since) -> date:
    return change.since or date.min
