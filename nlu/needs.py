# ruff: noqa: E501 – a pattern reads best on one line
"""What a pattern cannot match without, read off the pattern itself: most searches are over before they begin.

A text is folded once (`folded`); a pattern that needs one of "hom nay", "bua nay" is not tried on a text that has neither.
Everything here errs on the safe side: what is not understood is not needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache, lru_cache

from nlu.normalise import fold_char

DIGIT = "\x1c"  # stands at the end of a folded text that has a digit
_TAKEN = "\x1a"  # for the sign of a stretch already understood; keeps a folded text in one byte a letter
_SPACE = r"[^\S\n]"
_TOKEN = re.compile(
    r"(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|[:>]))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<repeat>(?:[*+?]|\{\d*,?\d*\})[?+]?)|(?P<escape>\\(?:u[0-9a-fA-F]{4}|.))|(?P<edge>[\^$.])|(?P<letter>.)",
    re.DOTALL,
)
_STRANGE = re.compile(r"\(\?(?!P<|<?[=!]|[:>])|\\[xNU\d]")  # flags, conditions, back references, other escapes
Choices = frozenset[str]  # a match has at least one of these


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        letter = chr(code)
        blank = letter.isspace() and letter != "\n"
        self[code] = found = _TAKEN if letter == "\ue000" else " " if blank else fold_char(letter)
        return found


_TABLE = _Folding()
_HAS_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=512)
def folded(text: str) -> str:
    """A text as the needs of patterns are looked up in it."""
    plain = text.translate(_TABLE)
    return plain + DIGIT if _HAS_DIGIT.search(text) else plain


@cache
def needs(pattern: str) -> tuple[Choices, ...]:
    """Sets of folded strings; a text with a match of the pattern has one string of each set. Empty where nothing helps."""
    tokens = [(str(found.lastgroup), found.group()) for found in _TOKEN.finditer(pattern)]
    if _STRANGE.search(pattern):
        return ()
    found, end = _either(tokens, 0)
    useful = sorted((one for one in found if _likely(one) < _USELESS), key=_likely)
    return tuple(useful[:2]) if end == len(tokens) else ()


class Sieve:
    """Which of many patterns may match a text: each string that some need is looked for once."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.always: set[int] = set()  # also what may be written into a text while rules take stretches of it
        self.of: dict[str, list[int]] = {}
        for place, pattern in enumerate(patterns):
            first = next(iter(needs(pattern)), None)
            if first is None or any(_TAKEN in choice for choice in first):
                self.always.add(place)
                continue
            for choice in first:
                self.of.setdefault(choice, []).append(place)

    def may(self, text: str) -> list[int]:
        """The places of the patterns that may match the text, or what is left of it when stretches are taken out."""
        plain = folded(text)
        found = set(self.always)
        for choice, places in self.of.items():
            if choice in plain:
                found.update(places)
        return sorted(found)


def _either(tokens: list[tuple[str, str]], at: int) -> tuple[list[Choices], int]:
    """What one branch or another needs, everything that a lone one does; nothing if some branch needs nothing."""
    branches: list[list[Choices]] = []
    while True:
        needed, at = _sequence(tokens, at)
        branches.append(needed)
        if at >= len(tokens) or tokens[at][0] != "bar":
            break
        at += 1
    if len(branches) == 1:
        return branches[0], at
    told: set[str] = set()
    for needed in branches:
        if not needed:
            return [], at
        told.update(sorted(needed, key=_likely)[0])
    return [_without_longer(told)], at


def _without_longer(told: set[str]) -> Choices:
    return frozenset(one for one in told if not any(other != one and other in one for other in told))


def _sequence(tokens: list[tuple[str, str]], at: int) -> tuple[list[Choices], int]:
    """What the parts that follow one another need."""
    found: list[Choices] = []
    run = ""
    while at < len(tokens) and tokens[at][0] not in ("bar", "close"):
        kind, text = tokens[at]
        letter = _letter(kind, text)
        inner: list[Choices] = []
        if kind == "open":
            inner, at = _either(tokens, at + 1)
            inner = [] if text.endswith("!") else inner
        elif letter == DIGIT:
            letter, inner = "", [frozenset({DIGIT})]
        at += 1
        least, repeated = _repeat(tokens[at]) if at < len(tokens) else (1, False)
        at += repeated
        run += letter if least else ""
        if letter and not repeated:
            continue
        found += [frozenset({run})] if run else []
        found += inner if least else []
        run = ""
    found += [frozenset({run})] if run else []
    return found, at


@lru_cache(maxsize=1_024)
def _letter(kind: str, text: str) -> str:
    """The one folded letter that a token stands for, DIGIT for any digit, "" for what may be anything."""
    if kind == "letter":
        return _one(text)
    if kind == "escape":
        if text[1] == "u":
            return _one(chr(int(text[2:], 16)))
        return DIGIT if text == r"\d" else "\n" if text == r"\n" else "" if text[1].isalnum() else _one(text[1])
    if kind == "set":
        return " " if text == _SPACE else _set(text[1:-1])
    return ""


def _set(inside: str) -> str:
    if re.fullmatch(r"(?:\d-\d|\d|\\d)+", inside):
        return DIGIT
    if inside[0] == "^" or "\\" in inside or "-" in inside:
        return ""
    letters = {_one(letter) for letter in inside}
    return letters.pop() if len(letters) == 1 else ""


def _one(letter: str) -> str:
    return _TABLE[ord(letter)]


def _repeat(token: tuple[str, str]) -> tuple[int, bool]:
    """How often the part before must stand at least, and whether the token says so."""
    kind, text = token
    if kind != "repeat":
        return 1, False
    told = re.match(r"\{(\d*)", text)
    return (int(told.group(1) or 0) if told else int(text[0] == "+")), True


def _likely(choices: Set[str]) -> float:
    """About how often a text has one of the choices without being meant; looking for each has its price too."""
    return sum([_COMMON.get(choice, _BY_SIZE[min(len(choice.strip()), 4)]) + 0.01 for choice in choices])


_BY_SIZE = (1.0, 0.5, 0.12, 0.05, 0.01)
_COMMON = {DIGIT: 0.4} | dict.fromkeys("/-%+:&*'", 0.1)
_USELESS = 0.6
