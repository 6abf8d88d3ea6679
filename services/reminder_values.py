"""What the reminders hand on: who is told what, and who is left alone and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.assign_due import DeadlineNotice


@dataclass(frozen=True)
class Gap:
    """A day against its target, in minutes; `by_norm` is the part of `total` that is only estimated."""

    day: date
    total: int
    by_norm: int
    target: int

    @property
    def short(self) -> bool:
        """Below target."""
        return self.total < self.target


@dataclass(frozen=True)
class TaskLine:
    """An open task as a reminder names it; `person` is the assignee where a manager reads it."""

    id: int
    number: int
    text: str
    due_date: date | None
    due_time: str | None
    person: str = ""


@dataclass(frozen=True)
class Missing:
    """Somebody below target (or far above) in a manager's list."""

    person_id: int
    name: str
    total: int
    target: int
    usual: int = 0
    day: date | None = None


@dataclass(frozen=True)
class Reminder:
    """One message to one person: which kind, about what; `day` is the local day of sending, `until` when it expires.

    `today` and `gaps` are days below target, `too_late` says that the day lies outside the office's window.
    `slow` of the lines to review, of `slow_people`, have waited for more than two working days.
    """

    person_id: int
    staff_code: str
    name: str
    channel: str
    chat_id: str
    kind: str
    day: date
    until: datetime
    today: Gap | None = None
    gaps: tuple[Gap, ...] = ()
    drafts: int = 0
    tasks: tuple[TaskLine, ...] = ()
    days_left: int = 0
    general: bool = False
    too_late: bool = False
    missing: tuple[Missing, ...] = ()
    odd: tuple[Missing, ...] = ()
    expected: int = 0
    unlinked: int = 0
    reviews: int = 0
    oldest: date | None = None
    slow: int = 0
    slow_people: int = 0
    notices: tuple[DeadlineNotice, ...] = ()

    @property
    def row_kind(self) -> str:
        """The kind as the outbox holds it."""
        return f"remind.{self.kind}"

    @property
    def dedupe(self) -> str:
        """Unique by person, kind and local day: said once, whoever decides it how often."""
        return f"{self.row_kind}:{self.person_id}:{self.day.isoformat()}"

    @property
    def about(self) -> tuple[int, ...]:
        """Whom the message names to somebody else."""
        return tuple(dict.fromkeys(line.person_id for line in (*self.missing, *self.odd)))

    @property
    def given_name(self) -> str:
        """The name by which colleagues address each other: the last word."""
        return self.name.split()[-1]


@dataclass(frozen=True)
class Skipped:
    """Somebody who gets nothing now, and the one reason."""

    person_id: int
    staff_code: str
    reason: str


@dataclass(frozen=True)
class Decided:
    """Everything about one instant."""

    reminders: tuple[Reminder, ...]
    skipped: tuple[Skipped, ...]
