"""All rules over one message, in the order in which they may take words from one another."""

from __future__ import annotations

from datetime import date

from nlu import clock, day_values, days, durations, feasts, literals, quantity
from nlu.atoms import bullets
from nlu.foreign import foreign
from nlu.model import Span
from nlu.normalise import Text, normalise
from nlu.patterns import Hit, Sheet


def scan(text: str | Text, today: date) -> Sheet:
    """The sheet of a message: literals, times, days and counts taken, the rest open."""
    sheet = Sheet(normalise(text) if isinstance(text, str) else text, today=today)
    foreign(sheet)
    bullets(sheet)
    sheet.run(literals.RULES)
    clock.ranges(sheet)
    quantity.lessons(sheet)
    sheet.run(durations.RULES)
    clock.singles(sheet)
    days.days(sheet, today)
    feasts.names(sheet, today)
    sheet.run((literals.MONTH, days.PART))
    quantity.counts(sheet)
    return sheet


def spans(sheet: Sheet) -> tuple[Span, ...]:
    """What the rules took, as offsets into the original text."""
    return tuple(_span(sheet.text, hit) for hit in sorted(sheet.hits, key=lambda hit: (hit.start, hit.end)))


def _span(text: Text, hit: Hit) -> Span:
    start, end = text.origin(hit.start, hit.end)
    kind = "literal" if hit.kind in ("places", "each", "list") else hit.kind
    return Span(start, end, kind, hit.rule, text.original[start:end], str(_value(hit)))


def _value(hit: Hit) -> object:
    value = hit.value
    if isinstance(value, durations.Length):
        return "" if value.minutes is None else value.minutes
    if isinstance(value, clock.Clock):
        return clock.hhmm(value.minute)
    if isinstance(value, clock.Range):
        return f"{clock.hhmm(value.start)}-{clock.hhmm(value.end) if value.end is not None else ''}"
    if isinstance(value, day_values.Day):
        return value.past or value.future or ""
    if isinstance(value, quantity.Count):
        return value.value
    return value["number"] if isinstance(value, dict) else value
