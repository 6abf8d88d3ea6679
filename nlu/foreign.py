"""Full absolute dates in other languages or unusual forms ("March 15, 2026", "2026-03-15T08:00", "15 mars 2026", "2026年3月15日").

Our own patterns find where such a date stands; only what they cut out is given to dateparser, which is imported at the first such
date (`warm` does it beforehand). Left to search a message by itself it makes dates of phone numbers and "2t": see docs/adr/0001.
"""

# ruff: noqa: E501 – a pattern reads best on one line
from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from nlu.day_values import fixed, valid
from nlu.normalise import fold
from nlu.patterns import Hit, Sheet
from nlu.syllables import is_syllable

_LANGUAGES = ["en", "vi", "fr", "de", "es", "ru"]
_ISO = re.compile(
    r"(?<![\w/.-])((?:19|20)\d\d)([-/.])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d/-])(?:t(?=\d\d:))?"
)
_EAST = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年\s?(1[0-2]|0?[1-9])\s?月\s?(3[01]|[12]\d|0?[1-9])\s?日")
_WORD = r"(?P<word>[^\W\d_]{3,12})\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|\.)?"
_YEAR = r"(?:19|20)\d\d(?![\w/-])"
_NAMED = (
    re.compile(rf"(?<![\w/.,-]){_DAY}\s?(?:of\s|de\s|-)?{_WORD}\s?(?:,|-|de\s)?\s?{_YEAR}"),
    re.compile(rf"(?<!\w){_WORD}\s{_DAY}(?:\s?,\s?|\s){_YEAR}"),
)
_TURNED = re.compile(
    rf"(?<!\w)th[aá]ng\s(?:[^\W\d_]+\s){{1,2}}{_DAY}\s?,\s?{_YEAR}|(?<!\w)th[aá]ng\s\d{{1,2}}\s{_DAY}\s?,\s?{_YEAR}"
)
_STEMS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec mai mars juin".split())


def foreign(sheet: Sheet) -> None:
    """Take the full dates of other languages; a four-digit year is the cheap sign that there may be one."""
    text = sheet.open
    if not re.search(r"(?:19|20)\d\d", text):
        return
    for pattern in (_ISO, _EAST):
        for found in list(pattern.finditer(text)):
            year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
            _take(sheet, found, valid(year, month, day), "year first")
    for pattern in (*_NAMED, _TURNED):
        for found in list(pattern.finditer(sheet.open)):
            if pattern is _TURNED or _is_month(found.group("word")):
                _take(sheet, found, _parsed(found.group()), "date of another language")


def _is_month(word: str) -> bool:
    """A word that no Vietnamese would write there, or one of the month names that look Vietnamese."""
    return word[:3] in _STEMS or not is_syllable(fold(word))


def _take(sheet: Sheet, found: re.Match[str], day: date | None, rule: str) -> None:
    if day is not None:
        sheet.hits.append(Hit(found.start(), found.end(), "date", rule, fixed(day)))
        sheet.blot(*found.span())


@lru_cache(maxsize=256)
def _parsed(text: str) -> date | None:
    """What dateparser makes of a date that stands alone; None where it is none or not a whole one."""
    import dateparser

    settings = {
        "STRICT_PARSING": True,
        "DATE_ORDER": "DMY",
        "PREFER_LOCALE_DATE_ORDER": False,
        "PARSERS": ["absolute-time"],
    }
    found: datetime | None = dateparser.parse(text, languages=_LANGUAGES, settings=settings)
    return found.date() if found else None


def warm() -> None:
    """Import dateparser and its languages now (about half a second), so that no message has to wait for it."""
    for sample in ("15 March 2026", "15 mars 2026"):
        _parsed(sample)
