"""What is wrong with the rows of a sheet: every faulty cell, so that a file is mended in one go.

A fault is a code with data; its sentence and remedy stand in handlers/texts/imports.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from services.errors import Refusal
from storage.sheets import Row

LONGEST_SHOWN = 60
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")
CODE = re.compile(r"[^\W_](?:[\w.\-/]{0,30}[^\W_])?")
"""A code: letters and digits with . - / _ between them, at most 32 characters, no spaces."""

YES, NO = frozenset({"1", "true", "có", "x"}), frozenset({"0", "false", "không"})


@dataclass(frozen=True)
class Fault:
    """One faulty cell: the row as the spreadsheet numbers it, the column, the value as found, and what is wrong."""

    row: int
    column: str
    value: str
    code: str
    data: Mapping[str, Any] = field(default_factory=dict)


class FaultyRows(Refusal):
    """Nothing was imported; `faults` lists every faulty cell in the order of the sheet."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("import.faulty", count=len(faults))
        self.faults = faults


class UnreadableFile(Refusal):
    """The file as a whole cannot be read; `file_code` and `file_data` are those of storage.sheets."""

    def __init__(self, file_code: str, file_data: Mapping[str, Any]) -> None:
        super().__init__("import.unreadable", code=file_code)
        self.file_code = file_code
        self.file_data = file_data


class Cells:
    """Reads the cells of one row and collects what is wrong with them; a faulty cell reads as a harmless stand-in."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.faults: list[Fault] = []
        if row.extra:
            self._blame("", "; ".join(row.extra), "row.extra_cells")

    def _blame(self, column: str, value: str, code: str, **data: Any) -> None:
        shown = value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…"
        self.faults.append(Fault(self.row.number, column, shown, code, data))

    def blame(self, column: str, code: str, **data: Any) -> None:
        """Note a fault of a cell."""
        self._blame(column, self.row[column], code, **data)

    def text(self, column: str, longest: int, *, needed: bool = True) -> str:
        """Text of at most `longest` characters."""
        value = self.row[column]
        if needed and not value:
            self.blame(column, "cell.empty")
        elif len(value) > longest:
            self.blame(column, "cell.too_long", longest=longest, length=len(value))
        return value

    def code(self, column: str) -> str:
        """A code: short, without spaces."""
        value = self.row[column]
        if not value:
            self.blame(column, "cell.empty")
        elif not CODE.fullmatch(value):
            self.blame(column, "cell.bad_code")
        return value

    def choice(self, column: str, choices: Collection[str], hints: Mapping[str, str] | None = None) -> str:
        """One of a few words, in lower case; `hints` maps words people write instead."""
        value = self.row[column].lower()
        value = (hints or {}).get(value, value)
        if not value:
            self.blame(column, "cell.empty")
        elif value not in choices:
            self.blame(column, "cell.not_a_choice", choices=list(choices))
        return value

    def whole(self, column: str, least: int, most: int) -> int:
        """A whole number between two bounds."""
        number = self.number(column, Decimal(least), Decimal(most), places=0)
        return int(number) if number == number.to_integral_value() else least

    def number(self, column: str, least: Decimal, most: Decimal, *, places: int) -> Decimal:
        """A decimal with a point or a comma; "1,500" is refused because it may mean two things."""
        value = self.row[column]
        number = _decimal(value)
        if not value:
            self.blame(column, "cell.empty")
        elif THOUSANDS.fullmatch(value) and ("," in value or not places):
            self.blame(column, "cell.ambiguous_number", plain=re.sub(r"\D", "", value))
        elif number is None:
            self.blame(column, "cell.not_a_number")
        elif not least <= number <= most:
            self.blame(column, "cell.out_of_range", least=str(least), most=str(most))
        elif -_exponent(number) > places:
            self.blame(column, "cell.too_precise" if places else "cell.not_whole", places=places)
        else:
            return number
        return least

    def flag(self, column: str) -> bool:
        """Yes or no."""
        value = self.row[column].lower()
        if not value:
            self.blame(column, "cell.empty")
        elif value not in YES | NO:
            self.blame(column, "cell.not_a_flag")
        return value in YES


def _decimal(value: str) -> Decimal | None:
    if not NUMBER.fullmatch(value):
        return None
    try:
        return Decimal(value.replace(",", "."))
    except InvalidOperation:  # pragma: no cover - the pattern lets only numbers through
        return None


def _exponent(number: Decimal) -> int:
    """Places after the point as a negative number; trailing zeros do not count."""
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


class Seen:
    """Remembers where a key stood first, to name the row that a duplicate repeats."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}

    def repeats(self, key: str, row: int) -> int | None:
        """The row that holds the same key already; None for a new or empty key. Upper and lower case are one."""
        first = self._rows.setdefault(key.casefold(), row) if key else row
        return first if first != row else None
