"""How rules are written: accented patterns that also read plain typing, and the sheet where they mark their finds."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, cast

from nlu.needs import Sieve, Way, may_match, ways
from nlu.normalise import Text, fold_char

TAKEN = "\ue000"
LETTER = r"[^\W\d_]"


@cache
def vi(pattern: str) -> str:
    """Every accented letter also stands for its plain form: "tối" reads "tối" and "toi", never "tôi"."""
    composed = _one_line(unicodedata.normalize("NFC", pattern))
    return "".join(f"[{c}{fold_char(c)}]" if fold_char(c) != c.lower() else c for c in composed)


def _one_line(pattern: str) -> str:
    """A space in a pattern never reaches over the end of a line (sets in brackets are left as written)."""
    return "".join(
        part if part[0] == "[" else part.replace(r"\s", r"[^\S\n]")
        for part in re.findall(r"\[(?:\\.|[^\]\\])*\]|(?:\\.|[^\[\\])+", pattern)
    )


class _Late:
    """A pattern that is compiled when something first asks it, and asked only about texts that have what it needs."""

    def __init__(self, source: str, *, accented: bool) -> None:
        self._source, self._accented = source, accented

    def __getattr__(self, name: str) -> Any:
        """Work out what is asked for, and keep it in reach so that this is never called again for it."""
        if name == "pattern":
            self.pattern = vi(self._source) if self._accented else self._source
            return self.pattern
        if name not in _METHODS and name != "every":
            raise AttributeError(name)
        compiled = re.compile(self.pattern)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        self.every = compiled.finditer
        if told := ways(self.pattern):
            self._guard(compiled, told)
        return self.__dict__[name]

    def _guard(self, compiled: re.Pattern[str], told: tuple[Way, ...]) -> None:
        """Search only texts that have what the pattern needs."""
        search, finditer, sub = compiled.search, compiled.finditer, compiled.sub
        self.search = lambda text, pos=0: search(text, pos) if may_match(told, text) else None
        self.finditer = lambda text, pos=0: finditer(text, pos) if may_match(told, text) else ()
        self.sub = lambda put, text, count=0: sub(put, text, count) if may_match(told, text) else text


_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split", "groupindex", "flags")


def finditer(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """All matches in a text that a sieve found worth searching: it is not asked again whether it is."""
    every: Callable[[str], Iterator[re.Match[str]]] = getattr(pattern, "every", pattern.finditer)
    return every(text)


def late(pattern: str) -> re.Pattern[str]:
    """A pattern as it is written, compiled at its first use."""
    return cast("re.Pattern[str]", _Late(pattern, accented=False))


@cache
def rx(pattern: str) -> re.Pattern[str]:
    """A `vi` pattern, compiled at its first use."""
    return cast("re.Pattern[str]", _Late(pattern, accented=True))


def words(listed: str) -> str:
    """A comma-separated list as one alternation on whole words, longest first."""
    parts = sorted(
        (part.strip() for part in listed.replace("\n", ",").split(",") if part.strip()), key=len, reverse=True
    )
    return rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule took: clean[start:end]; `value` is the rule's production."""

    start: int
    end: int
    kind: str
    rule: str
    value: Any


def has_digit(text: str) -> bool:
    """Whether a text has a decimal digit."""
    return _DIGIT.search(text) is not None


_DIGIT = re.compile(r"\d")
Production = Callable[[re.Match[str], "Sheet"], Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A name, a pattern and a production; a production that returns None declines."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    produce: Production
    digits: bool = False
    needs: str = ""  # a folded word without which the pattern cannot match: saves the search


class Rules(tuple[Rule, ...]):
    """Rules in their order that are sifted by a text before any of them is tried."""

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(rule.pattern.pattern for rule in self)

    def may(self, text: str) -> list[Rule]:
        """The rules that may find something in the text."""
        return [self[place] for place in self._sieve.may(text)]


@dataclass(slots=True)
class Sheet:
    """The clean text with the parts already understood blotted out."""

    text: Text
    open: str = ""
    hits: list[Hit] = field(default_factory=list)
    today: date | None = None  # the day it was written on
    _row: _Row = field(default_factory=lambda: _Row([]), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.open = self.open or self.text.clean

    def copy(self) -> Sheet:
        """The same sheet, to be changed by itself."""
        return Sheet(self.text, self.open, list(self.hits), self.today)

    def take(self, start: int, end: int, kind: str, rule: str, value: Any) -> None:
        """Mark clean[start:end] as understood."""
        self.hits.append(Hit(start, end, kind, rule, value))
        self.blot(start, end)

    def blot(self, start: int, end: int) -> None:
        """Hide clean[start:end] from later rules."""
        self.open = self.open[:start] + TAKEN * (end - start) + self.open[end:]

    def run(self, rules: Sequence[Rule]) -> None:
        """Apply the rules in order; the first one to take a stretch keeps it."""
        digits = has_digit(self.open)
        for rule in rules.may(self.open) if isinstance(rules, Rules) else rules:
            if (rule.digits and not digits) or rule.needs not in self.text.folded:
                continue
            for found in list(finditer(rule.pattern, self.open)):
                value = rule.produce(found, self)
                if value is not None:
                    start, end = _core(found)
                    self.take(start, end, rule.kind, rule.name, value)

    def of(self, *kinds: str) -> Iterator[Hit]:
        """The hits of these kinds in the order of the text."""
        return (hit for hit in self._in_order().hits if hit.kind in kinds)

    def within(self, *stretches: tuple[int, int]) -> list[Hit]:
        """The hits that begin in one of the stretches, in the order of the text."""
        row, found, seen = self._in_order(), list[Hit](), 0
        if not row.hits:
            return found
        for start, end in stretches if len(stretches) == 1 else sorted(stretches):
            first, last = max(seen, bisect_left(row.starts, start)), bisect_left(row.starts, end)
            if first < last:
                found += row.hits[first:last]
                seen = last
        return found

    def told(self, kind: str, stretches: Sequence[tuple[int, int]]) -> list[Hit]:
        """The hits of one kind among those that begin in the stretches."""
        return [hit for hit in self.within(*stretches) if hit.kind == kind]

    def _in_order(self) -> _Row:
        if not self._row.shows(self.hits):
            self._row = _Row(self.hits)
        return self._row


class _Row:
    """The hits of a sheet in the order of the text, kept for as long as the sheet has the same ones."""

    __slots__ = ("_count", "_of", "hits", "starts")

    def __init__(self, hits: list[Hit]) -> None:
        self._of, self._count = hits, len(hits)
        self.hits = sorted(hits, key=lambda hit: hit.start)
        self.starts = [hit.start for hit in self.hits]

    def shows(self, hits: list[Hit]) -> bool:
        """Whether these are the hits in the row: lists of hits only grow, or are replaced as a whole."""
        return self._of is hits and self._count == len(hits)


def _core(found: re.Match[str]) -> tuple[int, int]:
    """The group "core" where a pattern looks further than it takes."""
    return found.span("core") if "core" in found.re.groupindex else found.span()
