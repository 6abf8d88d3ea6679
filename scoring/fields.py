"""Reading untrusted tables (JSON or TOML): every key known, every value of its kind, each fault named by its path."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from scoring.errors import MISSING, ScoringError
from scoring.numbers import MAX_COUNT, MAX_QUANTITY, PLACES, fits, parse_plain

MAX_TEXT = 300
MAX_LIST = 100_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def join(path: str, name: str) -> str:
    """Give the path of a key below another."""
    return f"{path}.{name}" if path else name


class Fields:
    """A table whose keys are all known; raises ScoringError `key.unknown`, `key.missing` or `value.type`."""

    def __init__(self, value: object, path: str, known: Collection[str]) -> None:
        if not isinstance(value, dict):
            raise ScoringError("value.type", path or "input", value, f"an object with {', '.join(known)}")
        for name in value:
            if name not in known:
                raise ScoringError("key.unknown", join(path, name), value[name], f"the keys {', '.join(known)}")
        self.path, self._values = path, value

    def key(self, name: str) -> str:
        """Give the full path of one key."""
        return join(self.path, name)

    def has(self, name: str) -> bool:
        """Say whether the key is there with another value than null."""
        return self._values.get(name) is not None

    def given(self, name: str) -> bool:
        """Say whether the key is there, whatever its value."""
        return name in self._values

    def get(self, name: str, allowed: str = "a value") -> object:
        """Give the raw value, which must be there."""
        if name not in self._values:
            raise ScoringError("key.missing", self.key(name), MISSING, allowed)
        return self._values[name]

    def text(self, name: str) -> str:
        """Give a text of 1–300 printable characters."""
        return as_text(self.get(name, "a text"), self.key(name))

    def find_text(self, name: str) -> str | None:
        """The same, or None where the key is absent."""
        return self.text(name) if name in self._values else None

    def flag(self, name: str) -> bool:
        """Give true or false."""
        value = self.get(name, "true or false")
        if not isinstance(value, bool):
            raise ScoringError("value.type", self.key(name), value, "true or false")
        return value

    def count(self, name: str, default: int | None = None) -> int:
        """Give a whole number from 0 to 1,000,000."""
        allowed = f"a whole number from 0 to {MAX_COUNT}"
        value = self.get(name, allowed) if default is None or name in self._values else default
        if type(value) is not int or not 0 <= value <= MAX_COUNT:
            raise ScoringError("value.range", self.key(name), value, allowed)
        return value

    def decimal(self, name: str, most: Decimal, digits: int = PLACES) -> Decimal:
        """Give a decimal string from 0 to `most`."""
        return as_decimal(self.get(name, _decimal_text(most, digits)), self.key(name), most, digits)

    def quantity(self, name: str) -> Decimal:
        """Give a whole number, or a decimal string with at most four places."""
        allowed = f"a whole number from 0 to {MAX_QUANTITY}, or a decimal string with at most {PLACES} places"
        value = self.get(name, allowed)
        if type(value) is int and 0 <= value <= MAX_QUANTITY:
            return Decimal(value)
        if not isinstance(value, str):
            raise ScoringError("value.range", self.key(name), value, allowed)
        return as_decimal(value, self.key(name), MAX_QUANTITY, PLACES, allowed)

    def day(self, name: str) -> date:
        """Give a day written YYYY-MM-DD."""
        return as_day(self.get(name, "a day YYYY-MM-DD"), self.key(name))

    def day_value(self, name: str) -> date:
        """Give a TOML day, which the parser has read."""
        value = self.get(name, "a day such as 2026-01-01, without quotes")
        if type(value) is not date:
            raise ScoringError("value.type", self.key(name), value, "a day such as 2026-01-01, without quotes")
        return value

    def items(self, name: str) -> Sequence[object]:
        """Give a list."""
        value = self.get(name, "a list")
        if not isinstance(value, list) or len(value) > MAX_LIST:
            shown = value if not isinstance(value, list) else f"{len(value)} entries"
            raise ScoringError("value.type", self.key(name), shown, f"a list of at most {MAX_LIST} entries")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of different texts."""
        found: list[str] = []
        for index, value in enumerate(self.items(name)):
            key = f"{self.key(name)}[{index}]"
            if as_text(value, key) in found:
                raise ScoringError("value.twice", key, value, "each entry once")
            found.append(as_text(value, key))
        return tuple(found)

    def table(self, name: str) -> Mapping[str, object]:
        """Give an object whose keys are checked by the caller."""
        value = self.get(name, "an object")
        if not isinstance(value, dict):
            raise ScoringError("value.type", self.key(name), value, "an object")
        return value

    def among(self, name: str, allowed: Collection[str]) -> str:
        """Give one of the allowed texts."""
        value = self.get(name, " · ".join(allowed))
        if not isinstance(value, str) or value not in allowed:
            raise ScoringError("code.unknown", self.key(name), value, " · ".join(allowed))
        return value


def as_text(value: object, key: str) -> str:
    """Check one text: not empty, at most 300 characters, all printable."""
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT or not value.isprintable():
        raise ScoringError("value.type", key, value, f"a text of 1–{MAX_TEXT} printable characters")
    return value


def as_decimal(value: object, key: str, most: Decimal, digits: int, allowed: str = "") -> Decimal:
    """Check one decimal string; numbers, signs and exponents are refused."""
    found = parse_plain(value) if isinstance(value, str) else None
    if found is None or not fits(found, most, digits):
        raise ScoringError("value.range", key, value, allowed or _decimal_text(most, digits))
    return found


def as_day(value: object, key: str) -> date:
    """Check one day: a text YYYY-MM-DD."""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ScoringError("value.type", key, value, "a day written YYYY-MM-DD")


def _decimal_text(most: Decimal, digits: int) -> str:
    return f'a decimal string such as "1.5", from 0 to {most:f}, with at most {digits} places'
