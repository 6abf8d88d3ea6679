"""What goes wrong, as a code with data; `str()` gives the one line that an engineer reads.

ScoringError            a case, sheet or call that cannot be computed
└── PolicyFileError     a policy file that cannot be loaded; names the file and the line
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final


class _Missing:
    def __repr__(self) -> str:
        return "missing"


MISSING: Final = _Missing()
SHOWN = 60


class RawNumber:
    """A number of the input that is no plain whole number, kept as it was written: 1.5, 1e3, NaN."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        """Show it as written."""
        return self.text


class ScoringError(ValueError):
    """One fault: `code` (dotted, stable), `key` (path in the input), `value` (MISSING where absent), `allowed`."""

    def __init__(self, code: str, key: str, value: object, allowed: str) -> None:
        self.code, self.key, self.value, self.allowed = code, key, value, allowed
        super().__init__(code, key, value, allowed)

    def __str__(self) -> str:
        """Give key, value and what is allowed on one line."""
        said = "is missing" if self.value is MISSING else f"{render_value(self.value)} is not allowed"
        return f"{one_line(self.key)}: {said} [{self.code}]; allowed: {one_line(self.allowed)}"


class PolicyFileError(ScoringError):
    """A fault in a policy file: the file, and the line that holds the key or its table."""

    def __init__(self, file: Path, line: int, fault: ScoringError) -> None:
        super().__init__(fault.code, fault.key, fault.value, fault.allowed)
        self.file, self.line = file, line

    def __str__(self) -> str:
        """Give `file:line: key: value …` on one line."""
        return f"{self.file}:{self.line}: {super().__str__()}"


def render_value(value: object) -> str:
    """Show a value as JSON does, at most 60 characters, always on one line."""
    shown = str(value) if isinstance(value, RawNumber) else json.dumps(value, ensure_ascii=False, default=str)
    return one_line(shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…")


def one_line(text: str) -> str:
    """Replace what would break a line or cannot be printed."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)
