"""Values to words: minutes, days, quantities, the bar of the day, one line of the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from handlers.texts import common
from handlers.texts import entries as texts
from services.values import DayView, EntryView

BAR_CELLS = 8
NBSP = "\u00a0"
"""Keeps a number and its unit on one line of a small screen."""
SHORT = 60


def render_minutes(minutes: int) -> str:
    """210 → "3 giờ 30 phút"."""
    hours, rest = divmod(abs(minutes), 60)
    words = [f"{hours}{NBSP}giờ"] if hours else []
    if rest or not hours:
        words.append(f"{rest}{NBSP}phút")
    return NBSP.join(words)


def render_number(value: Decimal | int) -> str:
    """Decimal comma and thousands points, as Vietnamese offices write: 1250,5 → "1.250,5"."""
    whole, _, places = f"{Decimal(value).normalize():f}".partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".")
    return f"{sign}{grouped},{places}" if places else f"{sign}{grouped}"


def render_date(day: date) -> str:
    """23/11/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def render_day(day: date, today: date) -> str:
    """The day in words and date: "thứ Hai 23/11 (hôm nay)"; the year only where it differs."""
    near = {0: common.TODAY, -1: common.YESTERDAY, 1: common.TOMORROW}.get((day - today).days)
    year = "" if day.year == today.year else f"/{day.year}"
    base = f"{common.WEEKDAYS[day.weekday()]} {day.day:02}/{day.month:02}{year}"
    return f"{base} ({near})" if near else base


def render_bar(total: int, target: int) -> str:
    """Eight cells, one an hour of a full day; a day over target is full."""
    filled = BAR_CELLS if target <= 0 else min(BAR_CELLS, round(BAR_CELLS * total / target))
    return "▰" * filled + "▱" * (BAR_CELLS - filled)


def shorten(text: str, limit: int = SHORT) -> str:
    """Cut at a word, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;") + "…"


def join(parts: Iterable[Markup | str], separator: str = "\n") -> Markup:
    """Join escaped parts."""
    return Markup(separator).join(parts)


def render_quantity(entry: EntryView) -> Markup | None:
    """«42 bản», marked where it was not told; None for work counted in hours or unfinished."""
    if not entry.done:
        return texts.QUANTITY_LEFT
    if entry.quantity is None or entry.measure == "hours":
        return None
    words = escape(f"{render_number(entry.quantity)} {entry.unit or ''}".strip())
    return words + " " + texts.QUANTITY_GUESSED if "quantity" in entry.guessed else words


def render_time(entry: EntryView, by_norm: Markup = texts.BY_NORM) -> Markup | None:
    """Clock range, told time, or the time by the norm – marked as such."""
    if entry.start and entry.end and entry.minutes is not None:
        return escape(f"{entry.start}–{entry.end} ({render_minutes(entry.minutes)})")
    if entry.minutes is not None:
        return escape(render_minutes(entry.minutes))
    start = f"{entry.start} · " if entry.start else ""
    if entry.norm_minutes:
        return start + by_norm.format(time=render_minutes(entry.norm_minutes))
    return escape(entry.start) if entry.start else None


def render_details(entry: EntryView) -> Markup:
    """Every field of a line but its name: quantity, time, trace, evidence."""
    parts = [render_quantity(entry), render_time(entry)]
    if entry.trace:
        parts.append(texts.TRACE.format(trace=entry.trace))
    if entry.evidence:
        parts.append(texts.EVIDENCE.format(count=entry.evidence))
    if "memory" in entry.guessed:
        parts.append(texts.FROM_MEMORY)
    return join([part for part in parts if part], " · ")


def entry_name(entry: EntryView) -> str:
    """The item's name, or the person's own words while there is none."""
    return shorten(entry.item_name or entry.text, 90)


def render_entry(entry: EntryView, number: int | None = None) -> Markup:
    """One line of the log: name, then its fields."""
    head = texts.LINE if number is None else texts.LINE_NUMBERED
    name = head.format(name=entry_name(entry), number=number)
    details = render_details(entry)
    return name + "\n" + texts.DETAIL.format(details=details) if details else name


def render_brief(entry: EntryView, number: int) -> Markup:
    """One line of a long day in one row; that ≈ is by the norm is said once, with the total."""
    name = texts.LINE_NUMBERED.format(name=shorten(entry.item_name or entry.text, 48), number=number)
    files = texts.EVIDENCE.format(count=entry.evidence) if entry.evidence else None
    parts = [name, render_quantity(entry), render_time(entry, texts.BY_NORM_BRIEF), files]
    return join([part for part in parts if part], " · ")


def render_total(day: DayView, today: date) -> Markup:
    """The day's total against its target: bar and words, with the part that is only estimated."""
    label = texts.TOTAL_LABEL if day.target > 0 else texts.TOTAL_OFF
    total = label.format(
        day=_capital(render_day(day.day, today)),
        bar=render_bar(day.total, day.target),
        total=render_minutes(day.total),
        target=render_minutes(day.target),
    )
    if day.by_norm and day.total:
        all_norm = day.by_norm == day.total
        total += texts.TOTAL_ALL_NORM if all_norm else texts.TOTAL_NORM.format(norm=render_minutes(day.by_norm))
    return total


def render_over(day: DayView) -> Markup | None:
    """The gentle warning of a day over its target, saying which part is estimated; None within it."""
    if day.total <= day.target or day.target <= 0:
        return None
    estimated = texts.OVER_ESTIMATED.format(norm=render_minutes(day.by_norm)) if day.by_norm else Markup("")
    if day.by_norm == day.total:
        estimated = texts.TOTAL_ESTIMATED
    return texts.OVER_TARGET.format(
        total=render_minutes(day.total),
        target=render_minutes(day.target),
        over=render_minutes(day.total - day.target),
        estimated=estimated,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
