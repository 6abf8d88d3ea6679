# ruff: noqa: E501 – a pattern reads best on one line
"""What a pattern cannot match without, read off the pattern itself: most searches are over before they begin.

A text is looked at once (`seen`): folded, and the set of its words and of its neighbouring words. A pattern that needs one of
"hôm nay", "bữa nay" is not tried on a text that has neither. Everything here errs on the safe side: what is not understood is
not needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache, lru_cache
from itertools import pairwise
from math import prod
from typing import NamedTuple

from nlu.edges import EDGE, Tokens, apart, begins_apart, bounds, closing, ends_apart, least, tokens_of
from nlu.normalise import fold_char

DIGIT = "\x1c"  # stands at the end of a folded text that has a digit
_TAKEN = "\x1a"  # for the sign of a stretch already understood; keeps a folded text in one byte a letter
_AROUND = "\x1f"  # while a group is read: what stands beside it decides whether words end here
_SPACE = r"[^\S\n]"
_STRANGE = re.compile(r"\(\?(?!P<|<?[=!]|[:>])|\\[xNU\d]")  # flags, conditions, back references, other escapes
_MARKS = EDGE + _AROUND
Choices = frozenset[str]  # a match has at least one of these; EDGE at an end: no word goes on there


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        letter = chr(code)
        blank = letter.isspace() and letter != "\n"
        self[code] = found = _TAKEN if letter == "\ue000" else " " if blank else fold_char(letter)
        return found


_TABLE = _Folding()
_HAS_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"\w+")


@lru_cache(maxsize=512)
def folded(text: str) -> str:
    """A text as the needs of patterns are looked up in it."""
    plain = text.translate(_TABLE)
    return plain + DIGIT if _HAS_DIGIT.search(text) else plain


@lru_cache(maxsize=512)
def seen(text: str) -> tuple[str, frozenset[str]]:
    """The folded text, and its words, pairs of words and DIGIT as a set."""
    plain = folded(text)
    words = _WORDS.findall(plain)
    return plain, frozenset([*words, *map(" ".join, pairwise(words)), plain[-1:]])


class Need(NamedTuple):
    """One of these words or pairs, or one of these parts of a folded text."""

    words: frozenset[str]
    parts: tuple[str, ...]


Way = tuple[Need, ...]  # all of these
_SHORT = 16  # letters


@cache
def ways(pattern: str) -> tuple[Way, ...]:
    """In which ways a text may have what the pattern needs: one for each branch of it; empty where that tells little."""
    tokens, at, branches = tokens_of(pattern), 0, []
    while at <= len(tokens) and not _STRANGE.search(pattern):
        found, at = _sequence(tokens, at)
        branches.append(_rarest(_resolved_all(found, "", "")))
        if at < len(tokens) and tokens[at][0] != "bar":
            return ()
        at += 1
    if not all(branches) or sum(prod(map(_likely, needed)) for needed in branches) > _VAIN:
        return ()
    alone: Choices = frozenset().union(*(needed[0] for needed in branches if len(needed) == 1))
    told = [[alone]] * bool(alone) + [needed for needed in branches if len(needed) > 1]
    return tuple(tuple(map(_need, needed)) for needed in told)


def _rarest(needed: list[Choices]) -> list[Choices]:
    told = (one for one in dict.fromkeys(needed) if _likely(one) < _USELESS)
    return sorted(told, key=lambda one: (_likely(one), sorted(one)))[:2]


def may_match(ways: tuple[Way, ...], text: str) -> bool:
    """Whether the text has all that one of the ways needs; a very short one is sooner searched than looked at."""
    if len(text) < _SHORT:
        return True
    plain, keys = seen(text)
    for way in ways:
        for words, parts in way:
            if words.isdisjoint(keys):
                for part in parts:
                    if part in plain:
                        break
                else:
                    break
        else:
            return True
    return False


def _need(choices: Choices) -> Need:
    words = frozenset(found for choice in choices if (found := _whole(choice)))
    return Need(words, tuple(sorted(choice.strip(EDGE) for choice in choices if not _whole(choice))))


def needs(pattern: str) -> tuple[Choices, ...]:
    """Sets of folded strings; a text with a match of the pattern has one string of each set. Empty where nothing helps."""
    tokens = tokens_of(pattern)
    if _STRANGE.search(pattern):
        return ()
    found, end = _either(tokens, 0)
    plain = [frozenset(choice.strip(_MARKS) for choice in choices) for choices in found]
    return tuple(_rarest(list(map(_without_longer, plain)))) if end == len(tokens) else ()


class Sieve:
    """Which of many patterns may match a text: each string that some need first is looked for once."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.always: set[int] = set()  # also what may be written into a text while rules take stretches of it
        self.of: dict[str, list[int]] = {}
        self.more: dict[int, Choices] = {}  # what a pattern needs besides
        for place, pattern in enumerate(patterns):
            told = [choices for choices in needs(pattern) if not any(_TAKEN in choice for choice in choices)]
            if not told:
                self.always.add(place)
            for choice in told[0] if told else ():
                self.of.setdefault(choice, []).append(place)
            if len(told) > 1:
                self.more[place] = told[1]

    def may(self, text: str) -> list[int]:
        """The places of the patterns that may match the text, or what is left of it when stretches are taken out."""
        plain = folded(text)
        found = set(self.always)
        for choice, places in self.of.items():
            if choice in plain:
                found.update(places)
        more = self.more
        return [place for place in sorted(found) if place not in more or any(one in plain for one in more[place])]


def _either(tokens: Tokens, at: int) -> tuple[list[Choices], int]:
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
        told |= min(needed, key=lambda one: (_likely(one), sorted(one)))
    return [frozenset(told)], at


def _without_longer(told: Choices) -> Choices:
    return frozenset(one for one in told if not any(other != one and other in one for other in told))


def _sequence(tokens: Tokens, at: int) -> tuple[list[Choices], int]:
    """What the parts that follow one another need; `run` are the letters that stand in a row, with marks where words end."""
    found: list[Choices] = []
    run = _AROUND
    while at < len(tokens) and tokens[at][0] not in ("bar", "close"):
        kind, text = tokens[at]
        if text in ("(?!", "(?<!"):
            run += EDGE if bounds(tokens, at) else ""
            at = closing(tokens, at) + 1
        elif kind == "open":
            inner, end = _either(tokens, at + 1)
            often, repeated = least(tokens, end + 1)
            left, right = _end(run), _after(tokens, end + 1 + repeated)
            _note(run + (EDGE if often else right) * begins_apart(tokens, at), found)
            if often:
                beside = ("", "") if repeated or text in ("(?=", "(?<=") else (left, right)
                found += _resolved_all(inner, *beside)
            run = (EDGE if often else left) * ends_apart(tokens, at)
            at = end + 1 + repeated
        else:
            run, at = _single(tokens, at, run, found)
    _note(run + _AROUND, found)
    return found, at


def _single(tokens: Tokens, at: int, run: str, found: list[Choices]) -> tuple[str, int]:
    """A letter, set or edge: the run after it, and where the next part begins."""
    kind, text = tokens[at]
    letter = _letter(kind, text)
    often, repeated = least(tokens, at + 1)
    at += 1 + repeated
    if letter == DIGIT:
        letter, found[:] = "", [*found, frozenset({DIGIT})] if often else found
    run += letter if often else ""
    if letter and not repeated:
        return run, at
    parts = apart(kind, text)
    _note(run + (EDGE if often else _after(tokens, at)) * parts, found)
    return (EDGE if often else _end(run)) * parts, at


def _note(run: str, found: list[Choices]) -> None:
    if run.strip(_MARKS):
        found.append(frozenset({run}))


def _end(run: str) -> str:
    """EDGE where no word goes on behind a run, the mark for what stands beside the group at the very beginning of it."""
    if not run:
        return ""
    last = run[-1]
    return last if last in _MARKS else "" if last.isalnum() or last == "_" else EDGE


def _after(tokens: Tokens, at: int) -> str:
    """The same for what stands from `at` on."""
    while at < len(tokens) and tokens[at][0] not in ("bar", "close"):
        kind, text = tokens[at]
        if text == "(?!":
            if bounds(tokens, at):
                return EDGE
            at = closing(tokens, at) + 1
            continue
        parts = begins_apart(tokens, at) if kind == "open" else apart(kind, text)
        if not parts:
            return ""
        end = closing(tokens, at) if kind == "open" else at
        if least(tokens, end + 1)[0]:
            return EDGE
        at = end + 2
    return _AROUND


def _resolved_all(needed: list[Choices], left: str, right: str) -> list[Choices]:
    return [frozenset(_resolved(choice, left, right) for choice in choices) for choices in needed]


def _resolved(choice: str, left: str, right: str) -> str:
    """A choice with the marks of what stands beside its group."""
    inside = choice.strip(_MARKS)
    begin, end = choice[: choice.index(inside)], choice[choice.rindex(inside) + len(inside) :]
    first = EDGE if EDGE in begin else left if _AROUND in begin else ""
    last = EDGE if EDGE in end else right if _AROUND in end else ""
    return first + re.sub(f"[{_MARKS}]", "", inside) + last


def _whole(choice: str) -> str:
    """The word or the pair of words that a choice is or begins with, "" where a longer word may hold it."""
    inside = choice.strip(EDGE)
    first, last = inside[0], inside[-1]
    if choice == DIGIT:
        return DIGIT
    if not (choice[0] == EDGE or not (first.isalnum() or first == "_")):
        return ""
    if not (choice[-1] == EDGE or not (last.isalnum() or last == "_")):
        return ""
    return " ".join(_WORDS.findall(inside)[:2])


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


def _likely(choices: Set[str]) -> float:
    """About how often a text has one of the choices without being meant; looking for each has its price too."""
    return sum(map(_chance, choices))


def _chance(choice: str) -> float:
    whole = _whole(choice)
    if whole:
        return 0.001 + (_COMMON.get(whole) or (0.12 if whole in _OFTEN else _WHOLE[min(len(whole), 4)]))
    inside = choice.strip(_MARKS)
    return 0.01 + _COMMON.get(inside, _BY_SIZE[min(len(inside.strip()), 4)])


_WHOLE = (1.0, 0.1, 0.03, 0.02, 0.01)
_BY_SIZE = (1.0, 0.5, 0.12, 0.05, 0.01)
_COMMON = {DIGIT: 0.4} | dict.fromkeys("/-%+:&*'", 0.1)
_OFTEN = frozenset(
    "h so cho lam xong nay du tu chi sang chieu ban toi thu to di ho cong voi cua toan tra chua tinh moi nghi co con da duoc va ra len ve dang phai may dau den".split()
)
_USELESS = 0.7
_VAIN = 1.5  # for all branches together, which often need the same
