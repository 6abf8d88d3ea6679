"""What services hand to the conversation: plain frozen values, detached from the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

FULL_DAY = 480
"""Standard minutes of a working day (Bộ luật Lao động 2019, Điều 105: 8 giờ)."""


@dataclass(frozen=True)
class Who:
    """The person behind a chat."""

    id: int
    agency_id: int
    staff_code: str
    name: str
    unit_id: int
    unit: str
    post: str
    is_leader: bool
    is_admin: bool
    manager_id: int | None
    consented: bool = True

    @property
    def given_name(self) -> str:
        """The name by which Vietnamese colleagues address each other: the last word."""
        return self.name.split()[-1]


@dataclass(frozen=True)
class EntryView:
    """One line of the log. `minutes` is told time; `norm_minutes` = quantity × standard minutes."""

    id: int
    version: int
    state: str
    text: str
    item_code: str | None
    item_name: str | None
    unit: str | None
    measure: str | None
    quantity: Decimal | None
    minutes: int | None
    norm_minutes: int | None
    work_date: date
    start: str | None
    end: str | None
    done: bool
    trace: str | None = None
    guessed: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    evidence: int = 0
    message_row_id: int | None = None
    review_note: str | None = None

    @property
    def counted_minutes(self) -> int:
        """Minutes that the day's total counts: told ones, else those of the norm."""
        return self.minutes if self.minutes is not None else (self.norm_minutes or 0)


@dataclass(frozen=True)
class DayView:
    """A day's log: told minutes, minutes by the norm where nothing was told, and the target after leave."""

    day: date
    entries: tuple[EntryView, ...]
    drafts: tuple[EntryView, ...]
    told: int
    by_norm: int
    target: int

    @property
    def total(self) -> int:
        """Told minutes plus minutes by the norm."""
        return self.told + self.by_norm


@dataclass(frozen=True)
class Part:
    """One open point of a question: what is asked about which entry, and the numbered choices (value, label)."""

    kind: str
    entry_id: int
    text: str
    choices: tuple[tuple[str, str], ...]
    data: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class QuestionView:
    """The bot's open question in a chat; several points of one message are asked together."""

    id: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Change:
    """What a repair did to one line: the line before and after."""

    before: EntryView | None
    after: EntryView
    operation: str


@dataclass(frozen=True)
class Recorded:
    """What became of a message: lines stored, lines kept as drafts, pieces refused, and the one question.

    `left`: what stands beside the work and makes no line, as (why, text).
    """

    stored: tuple[EntryView, ...]
    drafts: tuple[EntryView, ...]
    refused: tuple[tuple[str, str, dict[str, object]], ...]
    closed: tuple[EntryView, ...]
    question: QuestionView | None
    days: tuple[DayView, ...]
    notes: tuple[tuple[str, dict[str, object]], ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    message_row_id: int | None = None


@dataclass(frozen=True)
class Peer:
    """One person of a job as the others see them; `share` is a part of 1."""

    person_id: int
    name: str
    role: str
    share: Decimal
    state: str


@dataclass(frozen=True)
class TaskView:
    """A việc được giao as both sides see it: one person's part of a job; `peers` are all its people, this one included.

    `minutes` are the expected ones of this part, by the norm where none were told (`minutes_told`).
    """

    id: int
    number: int
    version: int
    text: str
    item_name: str | None
    quantity: Decimal
    due_date: date | None
    due_time: str | None
    state: str
    giver: str
    giver_id: int
    assignee: str
    assignee_id: int
    created_at: datetime
    unit: str | None = None
    item_code: str | None = None
    role: str = "lead"
    share: Decimal = Decimal(1)
    progress: int = 0
    minutes: int | None = None
    minutes_told: bool = False
    obstacle: str | None = None
    note: str | None = None
    asked: bool = False
    above: int | None = None
    peers: tuple[Peer, ...] = ()
    done_at: datetime | None = None
    rule_id: int | None = None


@dataclass(frozen=True)
class Mention:
    """A person whom the platform itself names in `text[start:end]`: by number, or by the short name they chose."""

    start: int
    end: int
    user_id: str | None = None
    username: str | None = None


@dataclass(frozen=True)
class Notice:
    """A message for another person's chat, decided by a use case: kind with data; worded by the handlers."""

    person_id: int
    kind: str
    data: dict[str, object]
    dedupe: str | None = None
    priority: int = 1
