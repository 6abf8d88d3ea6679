"""Policy files: TOML → Policy. A mistake is told with file, key and line; nothing without a source loads."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from scoring.errors import PolicyError, ScoringError
from scoring.facts import KINDS
from scoring.numbers import parse_decimal, units
from scoring.policy import (
    SURENESS,
    Condition,
    Criterion,
    Disqualifier,
    Grade,
    Group,
    Option,
    Policy,
    Source,
    Value,
)

T = TypeVar("T")
FOLDER = Path(__file__).parent / "policies"
_TOP = frozenset(
    "id title version kinds notes sources in_force result deduction general general_group extra axis criterion "
    "option grade condition disqualifier cap".split()
)
_META = frozenset("since until source clause sure".split())
_BASES = ("quantity", "quality", "progress", "given")
_MEASURES = ("a", "b", "c", "failed_lines")
_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z_0-9đĐ.-]+)\s*=")


def load(path: Path) -> Policy:
    """The rule set of one file; raises PolicyError with file, key and line."""
    try:
        data = path.read_bytes()
        table = tomllib.loads(data.decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(path.name, str(error), "a TOML file in UTF-8 is wanted") from error
    reader = _Reader(path.name, data.decode("utf-8"), table)
    return reader.policy(sha256(data).hexdigest()[:16])


@cache
def policies(folder: Path = FOLDER) -> Mapping[str, Policy]:
    """Every rule set of a folder by its id; raises PolicyError."""
    found: dict[str, Policy] = {}
    for path in sorted(folder.glob("*.toml")):
        policy = load(path)
        if policy.id in found:
            raise PolicyError(path.name, policy.id, "another file has this id already")
        found[policy.id] = policy
    return found


def find_policy(name: object, folder: Path = FOLDER) -> Policy:
    """The rule set of that id; raises PolicyError."""
    known = policies(folder)
    if not isinstance(name, str) or name not in known:
        raise PolicyError("policy", name, f"one of {', '.join(known)}")
    return known[name]


def choose_policy(kind: str, first: date, last: date, setting: Mapping[str, str], folder: Path = FOLDER) -> Policy:
    """The rule set of a kind of staff: the one that the agency's setting names, else the only one in force.

    Raises PolicyError where there are none or several: it is never guessed.
    """
    if kind in setting:
        policy = find_policy(setting[kind], folder)
        if kind not in policy.kinds:
            raise PolicyError(f"setting.{kind}", policy.id, f"it is for {', '.join(policy.kinds)}")
        if policy.in_force(first, last):
            return policy
        raise PolicyError(f"setting.{kind}", policy.id, f"it is not in force over {first}…{last}")
    found = [p for p in policies(folder).values() if kind in p.kinds and p.in_force(first, last)]
    if len(found) == 1:
        return found[0]
    named = ", ".join(policy.id for policy in found) or "none"
    raise PolicyError("kind", kind, f"in force over {first}…{last}: {named}; name one in the agency's setting")


class _Reader:
    """Reads one file; every complaint carries the file, the key and its line."""

    def __init__(self, file: str, text: str, table: Mapping[str, Any]) -> None:
        self.file, self.table = file, table
        self.lines = dict(_places(text))

    def fail(self, key: str, value: object, allowed: str) -> PolicyError:
        line = self.lines.get(key)
        parent = key
        while line is None and "." in parent:
            parent = parent.rpartition(".")[0]
            line = self.lines.get(parent)
        return PolicyError(f"{self.file}:{line or 1}: {key}", value, allowed)

    def policy(self, fingerprint: str) -> Policy:
        table = self.table
        self._known(table, _TOP, "")
        kinds = self._list(table, "kinds", KINDS)
        options = {name: self._option(name) for name in self._table("option")}
        return Policy(
            id=self._text(table, "id", ""),
            title=self._text(table, "title", ""),
            version=self._text(table, "version", ""),
            fingerprint=fingerprint,
            kinds=kinds,
            force=self._source("in_force", self._table("in_force"), set()),
            input=self._one_of(self._table("result"), "input", ("work", "kpi_percent"), "result"),
            result=self._result(),
            deduction=self._value("deduction", self._table("deduction"), "share", set(), most=1),
            general=self._group("general", self._table("general")),
            general_groups=tuple(self._each("general_group", self._group)),
            extra=tuple(self._each("extra", self._group)),
            axes=tuple(self._each("axis", self._group)),
            criteria=tuple(self._each("criterion", self._criterion)),
            options=options,
            grades=self._grades(),
            conditions=tuple(self._each("condition", self._condition)),
            disqualifiers=tuple(self._each("disqualifier", self._disqualifier)),
            cap=self._value("cap", self._table("cap"), "share", set(), most=1),
            notes=tuple(str(note) for note in table.get("notes", ())),
        )

    def _known(self, table: Mapping[str, Any], known: frozenset[str] | set[str], key: str) -> None:
        for name in table:
            if name not in known:
                raise self.fail(f"{key}.{name}" if key else name, name, f"one of {', '.join(sorted(known))}")

    def _table(self, key: str) -> Mapping[str, Any]:
        found = self.table.get(key)
        if not isinstance(found, dict):
            raise self.fail(key, found, "a table is wanted")
        return found

    def _each(self, key: str, read: Callable[[str, Mapping[str, Any]], T]) -> Iterator[T]:
        rows = self.table.get(key, [])
        if not isinstance(rows, list):
            raise self.fail(key, rows, f"rows [[{key}]] are wanted")
        for place, row in enumerate(rows):
            yield read(f"{key}[{place}]", row)

    def _text(self, table: Mapping[str, Any], name: str, key: str) -> str:
        value = table.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"{key}.{name}" if key else name, value, "a text is wanted")
        return value

    def _one_of(self, table: Mapping[str, Any], name: str, allowed: Sequence[str], key: str) -> str:
        value = table.get(name)
        if value not in allowed:
            raise self.fail(f"{key}.{name}", value, f"one of {', '.join(allowed)}")
        return str(value)

    def _list(self, table: Mapping[str, Any], name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        value = table.get(name)
        if not isinstance(value, list) or not value or not set(value) <= set(allowed):
            raise self.fail(name, value, f"a list of {', '.join(allowed)}")
        return tuple(value)

    def _day(self, key: str, value: object) -> date:
        if type(value) is not date:
            raise self.fail(key, value, "a day such as 2026-01-01")
        return value

    def _source(self, key: str, table: Mapping[str, Any], own: set[str] | frozenset[str]) -> Source:
        self._known(table, _META | own, key)
        name = self._text(table, "source", key)
        known = self._table("sources")
        if name not in known:
            raise self.fail(f"{key}.source", name, f"one of [sources]: {', '.join(known)}")
        until = table.get("until")
        return Source(
            title=self._text(known[name], "title", f"sources.{name}"),
            clause=self._text(table, "clause", key),
            sure=self._one_of(table, "sure", SURENESS, key),
            since=self._day(f"{key}.since", table.get("since")),
            until=self._day(f"{key}.until", until) if until is not None else None,
            url=str(known[name].get("url", "")),
        )

    def _value(
        self, key: str, table: Mapping[str, Any], name: str, own: set[str] | frozenset[str], *, most: int = 100
    ) -> Value:
        source = self._source(key, table, {name, "later", *own})
        later = tuple(
            self._value(f"{key}.later[{place}]", row, name, set(), most=most)
            for place, row in enumerate(table.get("later", ()))
        )
        days = [source.since, *(value.source.since for value in later)]
        if days != sorted(set(days)):
            raise self.fail(f"{key}.later", [str(day) for day in days], "later days one after the other")
        return Value(self._number(f"{key}.{name}", table.get(name), most), source, later)

    def _number(self, key: str, value: object, most: int) -> Fraction:
        try:
            return units(parse_decimal(value, key, most=most))
        except ScoringError as error:
            raise self.fail(key, value, error.allowed) from error

    def _result(self) -> Mapping[str, Value]:
        table = self._table("result")
        self._known(table, {"input", "all", "staff", "leader"}, "result")
        found = {name: self._value(f"result.{name}", table[name], "max", set()) for name in table if name != "input"}
        if set(found) not in ({"all"}, {"staff", "leader"}):
            raise self.fail("result", sorted(found), "either [result.all], or [result.staff] and [result.leader]")
        return found

    def _group(self, key: str, row: Mapping[str, Any]) -> Group:
        most = self._value(key, row, "max", {"id", "label", "who"})
        who = self._one_of({"who": row.get("who", "all")}, "who", ("all", "leader"), key)
        return Group(self._text(row, "id", key), self._text(row, "label", key), most, who)

    def _criterion(self, key: str, row: Mapping[str, Any]) -> Criterion:
        source = self._source(key, row, {"id", "label", "basis", "who"})
        basis = self._one_of(row, "basis", _BASES, key)
        who = self._one_of({"who": row.get("who", "all")}, "who", ("all", "leader"), key)
        return Criterion(self._text(row, "id", key), self._text(row, "label", key), basis, who, source)

    def _option(self, name: str) -> Option:
        key, row = f"option.{name}", self._table("option")[name]
        source = self._source(key, row, {"values", "default", "reason"})
        values = row.get("values")
        if values is not None and (not isinstance(values, list) or not all(isinstance(v, str) for v in values)):
            raise self.fail(f"{key}.values", values, "a list of texts")
        default = self._text(row, "default", key)
        if values is not None and default not in values:
            raise self.fail(f"{key}.default", default, f"one of {', '.join(values)}")
        return Option(name, tuple(values) if values else None, default, self._text(row, "reason", key), source)

    def _grades(self) -> tuple[Grade, ...]:
        found = [
            Grade(self._text(row, "code", key), self._text(row, "label", key), value)
            for place, row in enumerate(self.table.get("grade", []))
            for key in [f"grade[{place}]"]
            for value in [self._value(key, row, "from", {"code", "label"})]
        ]
        limits = [grade.least.number for grade in found]
        if len(found) < 2 or limits != sorted(set(limits), reverse=True) or limits[-1] != 0:
            raise self.fail("grade", [str(x) for x in limits], "at least two grades, the best first, the last from 0")
        return tuple(found)

    def _condition(self, key: str, row: Mapping[str, Any]) -> Condition:
        least = self._value(key, row, "least", {"grade", "measure", "forced", "label"})
        codes = [str(grade.get("code")) for grade in self.table.get("grade", [])]
        return Condition(
            grade=self._one_of(row, "grade", codes, key),
            measure=self._one_of(row, "measure", _MEASURES, key),
            least=least,
            forced=row.get("forced", False) is True,
            label=self._text(row, "label", key),
        )

    def _disqualifier(self, key: str, row: Mapping[str, Any]) -> Disqualifier:
        source = self._source(key, row, {"code", "label"})
        return Disqualifier(self._text(row, "code", key), self._text(row, "label", key), source)


def _places(text: str) -> Iterator[tuple[str, int]]:
    """Key → line, so far as a reader of TOML headers and keys can tell."""
    table, seen = "", dict[str, int]()
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            name = re.sub(r"\s*\.\s*", ".", header.group(1))
            if line.lstrip().startswith("[["):
                seen[name] = seen.get(name, -1) + 1
                table = f"{name}[{seen[name]}]"
            else:
                table = name
            yield table, number
        elif key := _KEY.match(line):
            yield (f"{table}.{key.group(1)}" if table else key.group(1)), number
