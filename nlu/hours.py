"""Hours of the day as values: a clock time, a range, and what an hour means in a part of day."""

from __future__ import annotations

from dataclasses import dataclass

from nlu.normalise import fold

_FITS = {"sang": (5, 11), "trua": (11, 13), "chieu": (1, 6), "toi": (6, 11), "dem": (8, 12), "khuya": (9, 12)}
_FITS_24 = {"sang": (5, 11), "trua": (11, 13), "chieu": (13, 18), "toi": (18, 23), "dem": (19, 24), "khuya": (21, 24)}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day told alone; `guess` marks one that may also be a length of time."""

    minute: int
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From–to in minutes after midnight; `end` below `start` is the next day; `odd` cannot be meant as written."""

    start: int
    end: int | None
    odd: bool = False

    @property
    def minutes(self) -> int | None:
        """Whole minutes from start to end, over midnight if need be."""
        return None if self.end is None else (self.end - self.start) % 1440 or 1440


def hhmm(minute: int) -> str:
    """Minutes after midnight as "HH:MM"."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def part_of(text: str | None) -> str | None:
    """The part of day at the head of the text: sang, trua, chieu, toi, dem."""
    plain = fold(text or "").strip()
    return next((part for part in _FITS if plain.startswith(part)), None)


def fits(hour: int, part: str) -> bool:
    """Whether an hour can be meant in this part of day."""
    low, high = _FITS[part]
    low24, high24 = _FITS_24[part]
    return low <= hour <= high or low24 <= hour <= high24


def resolve(minute: int, part: str | None) -> int:
    """An hour of the 12-hour clock in its part of day; without one, 1–5 is the afternoon."""
    hour = minute // 60
    if part in ("chieu", "toi") and hour < 12:
        return minute + 720
    if part == "trua" and hour <= 2:
        return minute + 720
    if part in ("dem", "khuya") and 7 <= hour < 12:
        return minute + 720
    if part is None and 1 <= hour <= 5:
        return minute + 720
    return minute % 1440


def joined(start: Clock, end: Clock) -> Range | None:
    """A start and an end told apart ("bắt đầu 7h30, kết thúc 11h"); None where they make no sense together."""
    last = end.minute
    if last <= start.minute < last + 720 <= start.minute + 600 and last < 720:
        last += 720
    length = (last - start.minute) % 1440
    return Range(start.minute, last % 1440) if 0 < length <= 960 else None
