"""What a message shows of its kind before any matching: words, what stands first and last, names, days and counts."""

# ruff: noqa: E501 – a list of words reads best on long lines
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlu.names import GIVEN
from nlu.normalise import fold
from nlu.openers import OPENERS
from nlu.patterns import TAKEN, Hit, Sheet

_TOKEN = re.compile(rf"{TAKEN}+|@?[^\W\d_]+|[?:,.;!\n]|\d+")
_PLAIN_GIVEN = frozenset(map(fold, GIVEN))
_WORDS = 60


def tokens(sheet: Sheet, start: int = 0, end: int | None = None) -> list[str]:
    """The message, or open[start:end], as short signs: folded words, `<name>`, and what the rules of time and counts took."""
    return list(_tokens(sheet, start, len(sheet.open) if end is None else end))


def _tokens(sheet: Sheet, start: int, end: int) -> Iterator[str]:
    text = sheet.text
    at = {hit.start: hit for hit in sheet.hits}
    for n, found in enumerate(_TOKEN.finditer(sheet.open, start, end)):
        if n > _WORDS:
            return
        token = found.group()
        if token[0] == TAKEN:
            place = found.start()
            while place < found.end():
                hit = at.get(place)
                if hit is None:
                    break
                yield _sign(hit)
                place = hit.end
        elif token.isdigit():
            yield "<n>"
        elif token[0] == "@":
            yield "<name>"
        elif token[0].isalpha():
            cased = text.cased[found.start() : found.end()]
            if cased[0].isupper() and not text.shouting and token in GIVEN | _PLAIN_GIVEN and not cased.isupper():
                yield "<name>"
            else:
                yield fold(token)
        else:
            yield "<line>" if token == "\n" else token


def _sign(hit: Hit) -> str:
    if hit.kind != "date":
        return f"<{hit.kind}>"
    future, past = getattr(hit.value, "future", None), getattr(hit.value, "past", None)
    if past is not None and future is not None:
        return "<today>" if past == future else "<day>"
    return "<ahead>" if future is not None else "<back>"


def signals(row: Sequence[str]) -> Iterator[str]:
    """What a row of tokens shows, each sign once a place."""
    yield from {f"u {word}" for word in row}
    yield from {f"b {a} {b}" for a, b in pairwise(row)}
    for n, word in enumerate(row[:3]):
        yield f"s{min(n, 1)} {word}"
    for n, word in enumerate(row[:-4:-1]):
        yield f"e{min(n, 1)} {word}"
    kinds = [sort_of(word) for word in row]
    for size in (2, 3, 4):
        yield f"cs {' '.join(kinds[:size])}"
        yield f"ce {' '.join(kinds[-size:])}"
    yield f"length {min(len(row) // 5, 6)}"


def sort_of(word: str) -> str:
    """A word of the closed list as itself, a verb or a kind of document as V, any other as w."""
    if word[0] == "<" or not word.isalpha():
        return word
    if word in _CLOSED:
        return word
    if word in OPENERS:
        return "V"
    return "w"


_CLOSED = frozenset(
    "em e toi tui minh chau con anh chi co chu bac ong ba sep a c ban bot nha nhe nghe nghen ha hen a da oi gium ho giup dum chua khong ko hong hok roi xong da dang se dinh tinh mai chieu sang toi nay hom qua sau truoc han de cho thi la va voi cung bao gi sao nao may dau ai nhi ta vay the di ve len xuong nghi phep om benh vang xin".split()
)
