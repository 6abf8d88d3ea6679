"""What a message shows of its kind before any matching: words, what stands first and last, names, days and counts."""

# ruff: noqa: E501 – a list of words reads best on long lines
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, pairwise

from nlu.names import GIVEN
from nlu.normalise import fold
from nlu.openers import OPENERS
from nlu.patterns import TAKEN, Hit, Sheet

_TOKEN = re.compile(rf"{TAKEN}+|@?[^\W\d_]+|[?:,.;!\n]|\d+")
_NAMES = GIVEN | frozenset(map(fold, GIVEN))
_WORDS = 61


def tokens(sheet: Sheet) -> list[str]:
    """The message as short signs: folded words, `<name>`, and what the rules of time and counts took."""
    return [token for _, token in islice(_placed(sheet), _WORDS)]


def placed(sheet: Sheet) -> list[tuple[int, str]]:
    """The tokens of a whole message with the places where they begin."""
    return list(_placed(sheet))


def _placed(sheet: Sheet) -> Iterator[tuple[int, str]]:
    text = sheet.text
    at = {hit.start: hit for hit in sheet.hits}
    for found in _TOKEN.finditer(sheet.open):
        token, place = found.group(), found.start()
        if token[0] == TAKEN:
            while place < found.end() and (hit := at.get(place)) is not None:
                yield place, _sign(hit, sheet.today)
                place = hit.end
        elif token.isdigit():
            yield place, "<n>"
        elif token[0] == "@":
            yield place, "<name>"
        elif token[0].isalpha():
            cased = text.cased[place : found.end()]
            named = cased[0].isupper() and not text.shouting and token in _NAMES and not cased.isupper()
            yield place, "<name>" if named else fold(token)
        else:
            yield place, "<line>" if token == "\n" else token


def _sign(hit: Hit, today: date | None) -> str:
    if hit.kind != "date":
        return f"<{hit.kind}>"
    future, past = getattr(hit.value, "future", None), getattr(hit.value, "past", None)
    if past is not None and future is not None:
        if past != future:
            return "<day>"
        return "<today>" if today is None or past == today else "<back>" if past < today else "<ahead>"
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
