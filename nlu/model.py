"""The value types of the understanding: what goes in (work items, posts) and what comes out (readings)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

INTENTS = ("log", "plan", "assign", "leave", "query", "other")


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One work item; `posts` holds "*" for everybody, `rank` is 0 for the own agency, 1 for the shared list."""

    code: str
    name: str
    group: str = ""
    field: str = ""
    product: str = ""
    unit: str = ""
    standard_minutes: int = 0
    coefficient: Decimal = Decimal(1)
    measure: str = "product"
    aliases: tuple[str, ...] = ()
    posts: tuple[str, ...] = ("*",)
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """A post (vị trí việc làm)."""

    code: str
    title: str = ""
    is_leader: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One named feature of a match with its weight; `detail` is Vietnamese and shown to the person."""

    feature: str
    weight: float
    detail: str = ""


def _nothing() -> tuple[Evidence, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work item that may be meant; `score` is the sum of the evidence weights, `probability` is calibrated.

    `why` writes the evidence out when somebody asks: most candidates are never asked about.
    """

    code: str
    score: float
    probability: float
    why: Callable[[], tuple[Evidence, ...]] = field(default=_nothing, compare=False, repr=False)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The named features that make up the score, in fixed order."""
        return self.why()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the original text (`start`, `end` are offsets into it) that a named rule understood."""

    start: int
    end: int
    kind: str
    rule: str
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the person must decide; `choices` are (value, Vietnamese label)."""

    kind: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A quantity that may be meant: how likely, and everything that speaks for or against it."""

    value: Decimal
    chance: float
    evidence: tuple[Evidence, ...]


def _uncounted() -> tuple[Tally, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class EntryReading:
    """One piece of work that was done; `minutes` are whole minutes, `start`/`end` are "HH:MM".

    `tally` tells the quantities that may be meant, empty where there is no choice.
    """

    text: str
    span: tuple[int, int]
    candidates: tuple[Candidate, ...]
    item: str | None
    sure: bool
    quantity: Decimal
    quantity_told: bool
    minutes: int | None
    date: date
    date_told: bool
    start: str | None
    end: str | None
    done: bool
    trace: str | None = None
    doubts: tuple[Doubt, ...] = ()
    tally: Callable[[], tuple[Tally, ...]] = field(default=_uncounted, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AssignReading:
    """Work given to somebody; `due` is "YYYY-MM-DD" or "YYYY-MM-DDTHH:MM"."""

    assignees: tuple[str, ...]
    text: str
    candidates: tuple[Candidate, ...]
    item: str | None
    quantity: Decimal
    due: str | None


@dataclass(frozen=True, slots=True)
class LeaveReading:
    """An absence from `start` to `end` (both included); `half` is "am", "pm" or None for whole days."""

    start: date
    end: date
    half: str | None = None
    reason_told: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """What a short repair says, None where it is silent; `rest` is the text left over, which may name another item."""

    minutes: int | None = None
    quantity: Decimal | None = None
    date: date | None = None
    start: str | None = None
    end: str | None = None
    done: bool | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A part of a message of work that makes no entry; `why` is "ahead" (to come), "undone" or "unknown"."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A place of the original text where a further piece of work could begin: the word there, and how likely."""

    start: int
    text: str
    chance: float
    begins: bool
    evidence: tuple[Evidence, ...]


def _uncut() -> tuple[Cut, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class WayRead:
    """One of several ways in which a message was read: its pieces with the first item of each, and how likely it is."""

    pieces: tuple[tuple[str, str | None], ...]
    chance: float
    chosen: bool
    evidence: tuple[Evidence, ...]


def _one_way() -> tuple[WayRead, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of one message.

    `left` holds what stands beside the entries and makes none, `proposed` is the intent by the rules alone, `signs`
    tells what spoke most for or against the one decided upon, `cuts` where further pieces of work could begin, `ways`
    the readings that were compared where this is in doubt.
    """

    text: str
    intent: str
    entries: tuple[EntryReading, ...] = ()
    assign: AssignReading | None = None
    leave: LeaveReading | None = None
    spans: tuple[Span, ...] = field(default=())
    query: str | None = None
    left: tuple[Left, ...] = ()
    proposed: str = ""
    signs: Callable[[], tuple[Evidence, ...]] = field(default=_nothing, compare=False, repr=False)
    cuts: Callable[[], tuple[Cut, ...]] = field(default=_uncut, compare=False, repr=False)
    ways: Callable[[], tuple[WayRead, ...]] = field(default=_one_way, compare=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON-able values (dates as ISO text, decimals as numbers)."""
        plain: dict[str, Any] = _plain(self)
        return plain

    def to_prediction(self, id: str) -> dict[str, Any]:
        """The form that benchmarks/nlu/score.py compares with the gold."""
        out: dict[str, Any] = {"id": id, "intent": self.intent, "entries": [_entry(e) for e in self.entries]}
        if self.assign:
            out["assign"] = _assign(self.assign)
        if self.leave:
            out["leave"] = {
                "from": self.leave.start.isoformat(),
                "to": self.leave.end.isoformat(),
                "half": self.leave.half,
            }
        return out


def number(value: Decimal) -> int | float:
    """A decimal as the shortest JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)


def _entry(entry: EntryReading) -> dict[str, Any]:
    return {
        "item": entry.item,
        "candidates": [c.code for c in entry.candidates],
        "sure": entry.sure,
        "quantity": number(entry.quantity),
        "minutes": entry.minutes,
        "date": entry.date.isoformat(),
        "start": entry.start,
        "end": entry.end,
        "done": entry.done,
    }


def _assign(assign: AssignReading) -> dict[str, Any]:
    return {
        "assignees": list(assign.assignees),
        "item": assign.item,
        "candidates": [c.code for c in assign.candidates],
        "quantity": number(assign.quantity),
        "due": assign.due,
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it; the evidence of a candidate and of the intent is written out."""
    if callable(value):
        return _plain(value())
    if isinstance(value, Candidate):
        told = {"code": value.code, "score": value.score, "probability": value.probability, "evidence": value.evidence}
        return _plain(told)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return number(value)
    return value.isoformat() if isinstance(value, date) else value
