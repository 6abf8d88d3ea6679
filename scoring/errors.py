"""What the module refuses: one error with the key, the value and what is allowed.

ValueError
└── ScoringError          anything this package refuses
    ├── CaseError         facts: a case, sheets to combine or to rank
    └── PolicyError       rules: a policy file, a policy that is not in force
"""

from __future__ import annotations

_SHOWN = 60


class ScoringError(ValueError):
    """`key` names the place ("work[2].done"), `value` what stood there, `allowed` what may stand there."""

    def __init__(self, key: str, value: object, allowed: str) -> None:
        self.key, self.value, self.allowed = key, value, allowed
        super().__init__(f"{key}: {_shown(value)} is not allowed; {allowed}")


class CaseError(ScoringError):
    """The facts are not in the form of the contract."""


class PolicyError(ScoringError):
    """A rule set that cannot be loaded, or is not the one for this person and period."""


def _shown(value: object) -> str:
    text = " ".join((value if isinstance(value, str) else repr(value)).split())
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return f'"{text}"' if isinstance(value, str) else text
