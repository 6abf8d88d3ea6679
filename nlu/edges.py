"""Where words end in a pattern: its signs one by one, and which of them no word goes on over."""

from __future__ import annotations

import re
from collections.abc import Iterator

EDGE = "\x1e"  # in a string that a pattern needs: no word goes on here
Tokens = list[tuple[str, str]]  # kind and text of each sign of a pattern
_TOKEN = re.compile(
    r"(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|[:>]))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<repeat>(?:[*+?]|\{\d*,?\d*\})[?+]?)|(?P<escape>\\(?:u[0-9a-fA-F]{4}|.))|(?P<edge>[\^$.])|(?P<letter>.)",
    re.DOTALL,
)
_NO_LETTERS = re.compile(r"(?:\\[sWnt]|\\[^\w\s]|[^\w\\-])+-?")  # inside of a set: nothing that words are made of
_LETTERS = re.compile(r"(?:\\.|[^\\])*?\\[wS]")  # inside of a set: all that words are made of, and more


def tokens_of(pattern: str) -> Tokens:
    """The signs of a pattern."""
    return [(str(found.lastgroup), found.group()) for found in _TOKEN.finditer(pattern)]


def closing(tokens: Tokens, at: int) -> int:
    """The place of the bracket that closes the group opened at `at` (the length where none does)."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += (tokens[place][0] == "open") - (tokens[place][0] == "close")
        if not depth:
            return place
    return len(tokens)


def least(tokens: Tokens, at: int) -> tuple[int, bool]:
    """How often the part before `at` must stand at least, and whether a sign says so."""
    kind, text = tokens[at] if at < len(tokens) else ("", "")
    if kind != "repeat":
        return 1, False
    told = re.match(r"\{(\d*)", text)
    return (int(told.group(1) or 0) if told else int(text[0] == "+")), True


def apart(kind: str, text: str) -> bool:
    """Whether a sign stands for a letter that is in no word, or for a place where words end."""
    if kind == "set":
        inside = text[1:-1]
        return bool(_LETTERS.match(inside) if inside[0] == "^" else _NO_LETTERS.fullmatch(inside))
    if kind == "escape":
        return text in (r"\s", r"\W", r"\b", r"\n", r"\t") or not (text[1].isalnum() or text[1] == "_")
    return text in ("^", "$") if kind == "edge" else kind == "letter" and not (text.isalnum() or text == "_")


def bounds(tokens: Tokens, at: int) -> bool:
    """Whether what is ruled out beside a place (`(?!…)`, `(?<!…)`) is every letter that words are made of."""
    return any(len(branch) == 1 and _rules_out(*branch[0]) for branch in _branches(tokens, at))


def _rules_out(kind: str, text: str) -> bool:
    if kind != "set":
        return text == r"\w"
    inside = text[1:-1]
    return bool(_NO_LETTERS.fullmatch(inside[1:]) if inside[0] == "^" else _LETTERS.match(inside))


def begins_apart(tokens: Tokens, at: int) -> bool:
    """Whether a group begins with a sign that is in no word, whatever branch of it stands."""
    return tokens[at][1] != "(?<=" and all(
        branch and apart(*branch[0]) and least(branch, 1)[0] for branch in _branches(tokens, at)
    )


def ends_apart(tokens: Tokens, at: int) -> bool:
    """The same for how a group ends."""
    return tokens[at][1] != "(?=" and all(map(_ends_apart, _branches(tokens, at)))


def _ends_apart(branch: Tokens) -> bool:
    if branch and branch[-1][0] == "repeat":
        return len(branch) > 1 and apart(*branch[-2]) and least(branch, len(branch) - 1)[0] > 0
    return bool(branch) and apart(*branch[-1])


def _branches(tokens: Tokens, at: int) -> Iterator[Tokens]:
    """The branches of the group opened at `at`."""
    depth, begin, end = 0, at + 1, closing(tokens, at)
    for place in range(at + 1, end + 1):
        kind = tokens[place][0] if place < len(tokens) else "close"
        if place == end or (kind == "bar" and not depth):
            yield tokens[begin:place]
            begin = place + 1
        depth += (kind == "open") - (kind == "close")
