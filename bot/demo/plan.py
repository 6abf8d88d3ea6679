"""The plan of the demo ward's work: who does what on which day and how they type it. Pure, and the same for a seed.

A day of a person depends only on the seed, the person and the date, so history does not change as `now` moves on.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from services.when import ZONE, is_working_day

DATA = Path(__file__).resolve().parent / "data"
LEAST_DAY, MOST_DAY = 380, 490
"""Minutes by the norm that a planned day is brought into: a full day, now and then a little over."""

FORGOTTEN, NEXT_MORNING, IN_TWO = 0.03, 0.05, 0.45
TOLD, RANGE, UNFINISHED = 0.12, 0.3, 0.03
JOINS = (", ", "; ", "\n", " + ", ", ")

Habit = Sequence[Any]


@dataclass(frozen=True)
class ItemFacts:
    """What the plan needs to know of a work item."""

    code: str
    unit: str
    measure: str
    standard_minutes: int


@dataclass(frozen=True)
class Piece:
    """One line of work as it will stand in the log. `quantity` None: unfinished, or to be counted from `minutes`."""

    item: str
    text: str
    quantity: int | None
    minutes: int | None
    norm: int
    work_date: date
    start: str | None = None
    end: str | None = None
    done: bool = True


@dataclass(frozen=True)
class Note:
    """One message: when it was sent (Viet Nam's clock), what it said, and the lines that came of it."""

    staff_code: str
    sent_at: datetime
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Worker:
    """A person as the plan sees them."""

    staff_code: str
    post: str


def rhythms() -> dict[str, Any]:
    """The habits, the calendar and the oddities of rhythms.toml."""
    return tomllib.loads((DATA / "rhythms.toml").read_text(encoding="utf-8"))


def agency_plan() -> dict[str, Any]:
    """The demo agency's code, name, settings and personas as agency.toml tells them."""
    return tomllib.loads((DATA / "agency.toml").read_text(encoding="utf-8"))


class Planner:
    """Plans the days of one agency from its rhythms and its catalogue."""

    def __init__(self, seed: int, items: Mapping[str, ItemFacts], book: Mapping[str, Any]) -> None:
        self.seed = seed
        self.items = items
        self.book = book

    def day(self, worker: Worker, day: date, *, half: str | None = None) -> list[Note]:
        """The messages of a person about one day; none for a forgotten day or a weekend without duty."""
        rng = Random(f"{self.seed}:{worker.staff_code}:{day}")
        if not is_working_day(day):
            return self._duty(worker, day, rng)
        if rng.random() < FORGOTTEN:
            return []
        share = 0.5 if half else 1.0
        pieces = self._fit(self._habits(worker, day, rng), rng, worker, day, share)
        return self._notes(worker, day, pieces, rng, half)

    def morning(self, worker: Worker, day: date) -> Note | None:
        """What a person has told of today by noon: one or two lines, the rest is still to come."""
        rng = Random(f"{self.seed}:{worker.staff_code}:{day}")
        habits = [[habit[0], *habit[2:]] for habit in self.book[worker.post]]
        if not is_working_day(day) or not habits:
            return None
        pieces = [self.piece(habit, day, rng, worker) for habit in habits[: rng.choice((1, 2))]]
        return self._note(worker, _at(day, time(11, 5), rng, 25), pieces, rng)

    # which work

    def _habits(self, worker: Worker, day: date, rng: Random) -> list[Habit]:
        """What the calendar brings this day, then what the post and everyone do by chance."""
        fixed = [
            row[1:] for name in _occasions(day) for row in self.book["calendar"].get(name, ()) if _for(row, worker)
        ]
        usual = [[habit[0], *habit[2:]] for habit in self._usual(worker) if rng.random() < habit[1]]
        had = {habit[0] for habit in fixed}
        return [*fixed, *(habit for habit in usual if habit[0] not in had)]

    def _usual(self, worker: Worker) -> list[Habit]:
        return [*self.book[worker.post], *self.book["everyone"]]

    def _fit(self, habits: Sequence[Habit], rng: Random, worker: Worker, day: date, share: float) -> list[Piece]:
        """Fill a thin day with more of the post's own work and leave out what no longer fits a full one."""
        pieces: list[Piece] = []
        spare = [[habit[0], *habit[2:]] for habit in self.book[worker.post]]
        rng.shuffle(spare)
        for habit in [*habits, *spare]:
            total = sum(piece.norm for piece in pieces)
            if habit in spare and total >= LEAST_DAY * share:
                break
            piece = self.piece(habit, day, rng, worker)
            if piece.item not in {other.item for other in pieces} and total + piece.norm <= MOST_DAY * share:
                pieces.append(piece)
        return pieces

    def _duty(self, worker: Worker, day: date, rng: Random) -> list[Note]:
        """Weekends and holidays: one post in five is on duty, nobody else works."""
        rows = [row for row in self.book["calendar"]["duty"] if row[0] == worker.post]
        if not rows or rng.random() > 0.2:
            return []
        piece = self.piece(rows[0][1:], day, rng, worker)
        return [self._note(worker, _at(day, time(17, 0), rng, 90), [piece], rng)]

    # how it is typed

    def piece(self, habit: Habit, day: date, rng: Random, worker: Worker) -> Piece:
        """One line: a habit [item, least, most, sayings…] with its numbers and words for that day."""
        item = self.items[habit[0]]
        said = _style(worker, rng.choice(habit[3:]))
        if item.measure == "hours":
            return _timed(item, habit, said, day, rng)
        quantity = rng.randint(habit[1], habit[2])
        norm = quantity * item.standard_minutes
        piece = Piece(item.code, said.format(q=quantity), quantity, None, norm, day)
        if item.measure == "product" and norm >= 150 and rng.random() < UNFINISHED:
            return _unfinished(piece, rng)
        return _with_time(piece, rng) if norm >= 45 and rng.random() < TOLD else piece

    def _notes(self, worker: Worker, day: date, pieces: list[Piece], rng: Random, half: str | None) -> list[Note]:
        if not pieces:
            return []
        if rng.random() < NEXT_MORNING:
            sent = _at(day + timedelta(days=1), time(7, 20), rng, 30)
            return [self._note(worker, sent, pieces, rng, lead=_style(worker, rng.choice(("hôm qua: ", "hqua "))))]
        cut = rng.randint(1, len(pieces) - 1) if len(pieces) > 2 and rng.random() < IN_TWO and not half else 0
        noon = [self._note(worker, _at(day, time(11, 10), rng, 40), pieces[:cut], rng)] if cut else []
        evening = time(11, 40) if half == "pm" else time(16, 35)
        return [*noon, self._note(worker, _at(day, evening, rng, 60), pieces[cut:], rng)]

    def _note(self, worker: Worker, sent: datetime, pieces: Sequence[Piece], rng: Random, lead: str = "") -> Note:
        join = JOINS[(_number(worker) + (rng.random() < 0.2)) % len(JOINS)]
        text = lead + join.join(piece.text for piece in pieces)
        return Note(worker.staff_code, sent, text, tuple(pieces))


def _occasions(day: date) -> list[str]:
    """The names under [calendar] that a working day answers to."""
    names = [("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()]]
    later = day + timedelta(days=1)
    while not is_working_day(later):
        later += timedelta(days=1)
    if later.month != day.month:
        names += ["month-end", *(["quarter-end"] if day.month % 3 == 0 else [])]
    return names


def _for(row: Habit, worker: Worker) -> bool:
    """The row of everyone is not for those who lead the very meeting."""
    leads = worker.post in {"lanh-dao-phuong", "cap-truong"}
    return bool(row[0] == worker.post or (row[0] == "*" and not (leads and row[1] == "HP-01")))


def _at(day: date, start: time, rng: Random, minutes: int) -> datetime:
    moment = datetime.combine(day, start, ZONE)
    return moment + timedelta(minutes=rng.randrange(minutes), seconds=rng.randrange(60))


def _number(worker: Worker) -> int:
    return sum(map(ord, worker.staff_code))


def _style(worker: Worker, words: str) -> str:
    """Every third person types without accents."""
    return plain(words) if _number(worker) % 3 == 0 else words


def plain(words: str) -> str:
    """Vietnamese without accents, as typed in a hurry."""
    split = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def spell(minutes: int, *, accents: bool = True) -> str:
    """A duration in the words of a chat: 45p, 1 tiếng, 1h30, 2 tiếng."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}p"
    return f"{hours}h{rest:02}" if rest else f"{hours} {'tiếng' if accents else 'tieng'}"


def _timed(item: ItemFacts, habit: Habit, said: str, day: date, rng: Random) -> Piece:
    """Work counted in hours tells its time: as a duration, or as a clock range."""
    minutes = rng.randrange(habit[1], habit[2] + 1, 30)
    if minutes <= 180 and rng.random() < RANGE:
        start = rng.choice((450, 480, 840))
        words = f"{_clock(start)}-{_clock(start + minutes)}"
        piece = Piece(item.code, said.format(t=words), None, minutes, minutes, day)
        return replace(piece, start=_hhmm(start), end=_hhmm(start + minutes))
    return Piece(item.code, said.format(t=spell(minutes, accents=not said.isascii())), None, minutes, minutes, day)


def _with_time(piece: Piece, rng: Random) -> Piece:
    minutes = max(30, round(piece.norm * rng.uniform(0.8, 1.15) / 30) * 30)
    accents = not piece.text.isascii()
    words = f"{'hết' if accents else 'het'} {spell(minutes, accents=accents)}"
    return replace(piece, text=f"{piece.text} {words}", minutes=minutes, norm=minutes)


def _unfinished(piece: Piece, rng: Random) -> Piece:
    minutes = rng.choice((90, 120, 150))
    accents = not piece.text.isascii()
    words = f"{spell(minutes, accents=accents)} {'chưa xong' if accents else 'chua xong'}"
    return replace(piece, text=f"{piece.text} {words}", quantity=None, minutes=minutes, norm=minutes, done=False)


def _clock(minute: int) -> str:
    return f"{minute // 60}h{minute % 60:02}" if minute % 60 else f"{minute // 60}h"


def _hhmm(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
