"""Every table of the work book. One agency column from day one: names, trees and exports never cross agencies.

Instants are UTC; days are days in Asia/Ho_Chi_Minh; quantities and coefficients are exact decimals of four places.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.types import Fixed4

# Every constraint has a name that later migrations can call, on both databases.
SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

# SQLModel reads annotations at class creation, so the names they use must exist here at run time.
Json = dict[str, Any]


def _json(nullable: bool = False) -> Any:
    return Field(default_factory=dict, sa_column=Column(JSON, nullable=nullable))


def _list() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


def _fixed(nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(Fixed4, nullable=nullable))


def _where(name: str, condition: str, *columns: str, unique: bool = False) -> Index:
    """An index of the few live rows only, so that it stays small however much history lies beside them."""
    return Index(name, *columns, unique=unique, sqlite_where=text(condition), postgresql_where=text(condition))


def _big(**kwargs: Any) -> Any:
    return Field(default=None, sa_column=Column(BigInteger, **kwargs))


class Agency(SQLModel, table=True):
    """One office with its own people and catalogue; `settings` holds its limits (window days, reminder hour …)."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    settings: Json = _json()


class Unit(SQLModel, table=True):
    """A đơn vị of an agency."""

    __table_args__ = (UniqueConstraint("agency_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    name: str


class Post(SQLModel, table=True):
    """A vị trí việc làm of an agency."""

    __table_args__ = (UniqueConstraint("agency_id", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    code: str
    title: str
    is_leader: bool = False


class Person(SQLModel, table=True):
    """An official; `manager_id` makes the tree, `kind` is can_bo | cong_chuc | vien_chuc.

    `reviewer_id` is whom an administrator named to review somebody who has no manager. `left_on` is the first day on
    which somebody does not work here any more; from then on they are not `active` (services/leaving.py).
    """

    __table_args__ = (
        UniqueConstraint("agency_id", "staff_code"),
        _where("ix_person_left_on", "left_on IS NOT NULL", "left_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    staff_code: str
    full_name: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    post: str
    is_leader: bool = False
    manager_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    kind: str = "cong_chuc"
    reviewer_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    is_admin: bool = False
    active: bool = True
    left_on: dt.date | None = None


class Account(SQLModel, table=True):
    """A chat linked to a person; a chat belongs to one person at a time, history stays (`unlinked_at`).

    `username` is the platform's short name, in lower case, so that "@an_nguyen" means the person who owns it.
    """

    __table_args__ = (_where("ux_account_chat", "unlinked_at IS NULL", "channel", "chat_id", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    channel: str
    chat_id: str
    username: str | None = None
    linked_at: dt.datetime
    consented_at: dt.datetime | None = None
    blocked_at: dt.datetime | None = None
    unlinked_at: dt.datetime | None = None


class LinkCode(SQLModel, table=True):
    """A one-time code that links a chat to a person; only its SHA-256 is kept."""

    __tablename__ = "link_code"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    code_hash: str = Field(unique=True)
    created_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None


class LinkAttempt(SQLModel, table=True):
    """Wrong codes typed in a chat; five of them block the chat for an hour."""

    __tablename__ = "link_attempt"
    __table_args__ = (UniqueConstraint("channel", "chat_id"),)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    chat_id: str
    failures: int = 0
    blocked_until: dt.datetime | None = None


class Catalogue(SQLModel, table=True):
    """A version of an agency's danh mục (or of a shared one); a new import makes a new version and retires the old."""

    __table_args__ = (UniqueConstraint("agency_id", "name", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    name: str
    version: int
    shared: bool = False
    active: bool = True
    fingerprint: str
    imported_at: dt.datetime


class CatalogueItem(SQLModel, table=True):
    """A đầu việc: one row of a catalogue version; never changed after import."""

    __tablename__ = "catalogue_item"
    __table_args__ = (UniqueConstraint("catalogue_id", "code"),)
    id: int | None = Field(default=None, primary_key=True)
    catalogue_id: int = Field(foreign_key="catalogue.id", index=True)
    position: int
    code: str
    name: str
    group_code: str
    field: str
    product: str
    unit: str
    standard_minutes: int
    coefficient: Decimal = _fixed()
    measure: str
    aliases: list[str] = _list()
    posts: list[str] = _list()


class Message(SQLModel, table=True):
    """What a person said, once per chat message; entries point to it so that the whole can be undone at once."""

    __table_args__ = (UniqueConstraint("channel", "chat_id", "message_id"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    channel: str
    chat_id: str
    message_id: str
    sent_at: dt.datetime
    text: str = Field(sa_column=Column(Text, nullable=False))


class Entry(SQLModel, table=True):
    """One line of the nhật ký. State: draft | pending | approved | returned | withdrawn.

    The item's name, unit, coefficient, standard minutes and catalogue version are frozen when it is matched.
    `minutes` holds told time only; time by the norm is computed (quantity × standard_minutes), never stored here.
    `quality_errors` are the great faults that a review found; `excused_errors` of them had an objective cause, which
    `excused_by` confirmed.
    """

    __table_args__ = (
        Index("ix_entry_person_day", "person_id", "work_date"),
        Index("ix_entry_agency_day", "agency_id", "work_date"),
        _where("ix_entry_drafts", "state = 'draft'", "agency_id", "person_id"),
        _where("ix_entry_pending", "state = 'pending'", "person_id", "work_date"),
    )
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    message_row_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    position: int = 0
    state: str
    version: int = 1
    text: str = Field(sa_column=Column(Text, nullable=False))
    item_code: str | None = None
    item_name: str | None = None
    item_unit: str | None = None
    item_measure: str | None = None
    coefficient: Decimal | None = _fixed(nullable=True)
    standard_minutes: int | None = None
    catalogue_id: int | None = Field(default=None, foreign_key="catalogue.id")
    quantity: Decimal | None = _fixed(nullable=True)
    minutes: int | None = None
    work_date: dt.date
    start: str | None = None
    end: str | None = None
    done: bool = True
    trace: str | None = None
    reason: str | None = None
    guessed: list[str] = _list()
    candidates: list[str] = _list()
    probability: float | None = None
    assignment_id: int | None = Field(default=None, foreign_key="assignment.id", index=True)
    created_at: dt.datetime
    reviewed_at: dt.datetime | None = None
    reviewer_id: int | None = Field(default=None, foreign_key="person.id")
    review_note: str | None = None
    quality_errors: int = 0
    excused_errors: int = 0
    excused_by: int | None = Field(default=None, foreign_key="person.id")
    excuse_note: str | None = None


class EntryVersion(SQLModel, table=True):
    """The state of an entry before each change: what undo restores."""

    __tablename__ = "entry_version"
    __table_args__ = (UniqueConstraint("entry_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    version: int
    operation: str
    snapshot: Json = _json()
    actor_id: int = Field(foreign_key="person.id")
    at: dt.datetime


class Question(SQLModel, table=True):
    """What the bot has asked in a chat and still waits for; `parts` lists the open points of one message."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    channel: str
    chat_id: str
    kind: str
    parts: list[Json] = _list()
    asked_at: dt.datetime
    closed_at: dt.datetime | None = None


class Evidence(SQLModel, table=True):
    """Minh chứng by reference only: the bot never downloads the file."""

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    channel: str
    file_id: str
    file_unique_id: str
    kind: str
    name: str | None = None
    size: int | None = _big(nullable=True)
    added_at: dt.datetime


class Assignment(SQLModel, table=True):
    """Việc được giao, one row for each person of a job; the rows of one job share `number` and sum to one `share`.

    State: given | accepted | doing | done | approved | returned | withdrawn | moved. Open is what has no `closed_at`.
    The item is frozen as in an entry. `minutes` are expected ones of the whole job. `due_met`: handed in by this
    deadline, whatever becomes of it afterwards; `due_missed`: its passing is noted as a delay.
    """

    __table_args__ = (
        Index("ix_assignment_job", "agency_id", "number"),
        Index("ix_assignment_assignee_due", "assignee_id", "due_date"),
        _where("ix_assignment_due", "closed_at IS NULL", "due_date"),
        _where("ux_assignment_rule", "rule_id IS NOT NULL", "rule_id", "rule_day", "assignee_id", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    number: int
    giver_id: int = Field(foreign_key="person.id", index=True)
    assignee_id: int = Field(foreign_key="person.id", index=True)
    role: str = "lead"
    share: Decimal = Field(default=Decimal(1), sa_column=Column(Fixed4, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    item_code: str | None = None
    item_name: str | None = None
    item_unit: str | None = None
    item_measure: str | None = None
    coefficient: Decimal | None = _fixed(nullable=True)
    standard_minutes: int | None = None
    catalogue_id: int | None = Field(default=None, foreign_key="catalogue.id")
    quantity: Decimal = _fixed()
    minutes: int | None = None
    due_date: dt.date | None = None
    due_time: str | None = None
    due_met: bool = False
    due_missed: bool = False
    state: str
    progress: int = 0
    obstacle: str | None = Field(default=None, sa_column=Column(Text))
    note: str | None = Field(default=None, sa_column=Column(Text))
    version: int = 1
    parent_id: int | None = Field(default=None, foreign_key="assignment.id", index=True)
    message_row_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    rule_id: int | None = Field(default=None, foreign_key="assignment_rule.id")
    rule_day: dt.date | None = None
    created_at: dt.datetime
    accepted_at: dt.datetime | None = None
    done_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None


class AssignmentVersion(SQLModel, table=True):
    """The state of a việc được giao before each change: the history of its deadline, quantity and states."""

    __tablename__ = "assignment_version"
    __table_args__ = (UniqueConstraint("assignment_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    version: int
    operation: str
    snapshot: Json = _json()
    actor_id: int | None = Field(default=None, foreign_key="person.id")
    at: dt.datetime


class AssignmentRequest(SQLModel, table=True):
    """What an assignee asks of the giver. Kind: extension | transfer; state: open | agreed | declined | dropped."""

    __tablename__ = "assignment_request"
    __table_args__ = (_where("ux_assignment_request_open", "state = 'open'", "assignment_id", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    kind: str
    reason: str = Field(sa_column=Column(Text, nullable=False))
    due_date: dt.date | None = None
    due_time: str | None = None
    to_person_id: int | None = Field(default=None, foreign_key="person.id")
    state: str = "open"
    asked_at: dt.datetime
    answered_at: dt.datetime | None = None


class AssignmentDelay(SQLModel, table=True):
    """One event each time a deadline passes undone; excused where somebody confirmed an objective cause."""

    __tablename__ = "assignment_delay"
    __table_args__ = (UniqueConstraint("assignment_id", "due_at"),)
    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    due_at: dt.datetime
    cause: str | None = None
    excused_by: int | None = Field(default=None, foreign_key="person.id")
    excused_at: dt.datetime | None = None


class DeadlineTold(SQLModel, table=True):
    """What a person has been told about a deadline, once for each stage: 3d | 1d | 2h | over."""

    __tablename__ = "deadline_told"
    __table_args__ = (UniqueConstraint("assignment_id", "due_at", "stage"),)
    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    due_at: dt.datetime
    stage: str
    told_at: dt.datetime


class AssignmentOrder(SQLModel, table=True):
    """A line of a manager that gives work but leaves something open. State: open | given | dropped."""

    __tablename__ = "assignment_order"
    id: int | None = Field(default=None, primary_key=True)
    giver_id: int = Field(foreign_key="person.id", index=True)
    message_row_id: int = Field(foreign_key="message.id", unique=True)
    data: Json = _json()
    state: str = "open"
    version: int = 1
    created_at: dt.datetime


class AssignmentRule(SQLModel, table=True):
    """Work that is given again and again: each week on a day (0 = Monday) or each month on a day (31 = the last)."""

    __tablename__ = "assignment_rule"
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    giver_id: int = Field(foreign_key="person.id", index=True)
    every: str
    day: int
    data: Json = _json()
    message_row_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    created_at: dt.datetime
    ended_at: dt.datetime | None = None


class Quota(SQLModel, table=True):
    """What a month's plan asks of a person: an item, how much of it, its coefficient as it was when planned."""

    __table_args__ = (UniqueConstraint("person_id", "year", "month", "item_code"),)
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    year: int
    month: int
    item_code: str
    item_name: str
    item_unit: str
    item_measure: str
    coefficient: Decimal = _fixed()
    standard_minutes: int
    catalogue_id: int = Field(foreign_key="catalogue.id")
    quantity: Decimal = _fixed()
    version: int = 1
    set_by: int | None = Field(default=None, foreign_key="person.id")
    set_at: dt.datetime


class Leave(SQLModel, table=True):
    """Absence of a person, inclusive days; `half` is am | pm | None; the reason is never kept.

    `kind` is leave | study | trip (work elsewhere, logged later); `said` names the chat message that told it.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    first_day: dt.date
    last_day: dt.date
    half: str | None = None
    kind: str = Field(default="leave", sa_column_kwargs={"server_default": "leave"})
    said: str | None = Field(default=None, index=True)
    created_at: dt.datetime
    cancelled_at: dt.datetime | None = None


class CalendarDay(SQLModel, table=True):
    """A day that an agency, one of its units or one person works or rests otherwise than the country.

    Kind: off | compensatory | swapped | worked. The narrowest scope wins: person, then unit, then agency.
    """

    __tablename__ = "calendar_day"
    __table_args__ = (
        Index("ix_calendar_day_agency_id_day", "agency_id", "day"),
        _where("ux_calendar_day_agency", "unit_id IS NULL AND person_id IS NULL", "agency_id", "day", unique=True),
        _where("ux_calendar_day_unit", "unit_id IS NOT NULL", "unit_id", "day", unique=True),
        _where("ux_calendar_day_person", "person_id IS NOT NULL", "person_id", "day", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    day: dt.date
    kind: str
    name: str
    source: str = ""
    minutes: int | None = None
    opens: str | None = None
    closes: str | None = None
    loaded_at: dt.datetime
    loaded_by: int | None = Field(default=None, foreign_key="person.id")


class WorkRule(SQLModel, table=True):
    """How an agency, a unit or a person works from a day on: hours, the day's target, a part-time share, Saturdays.

    `weekdays` are ISO digits ("6" = Saturday; "" = every day); what is NULL is left to the wider scope. `every` 2 means
    every second week, the week of `first_day` being the first.
    """

    __tablename__ = "work_rule"
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    first_day: dt.date
    last_day: dt.date | None = None
    weekdays: str = ""
    works: bool | None = None
    opens: str | None = None
    closes: str | None = None
    minutes: int | None = None
    share: int | None = None
    every: int = 1
    loaded_at: dt.datetime
    loaded_by: int | None = Field(default=None, foreign_key="person.id")


class PeriodClose(SQLModel, table=True):
    """A closed month of a unit: its entries are locked."""

    __tablename__ = "period_close"
    __table_args__ = (UniqueConstraint("unit_id", "year", "month"),)
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    year: int
    month: int
    closed_at: dt.datetime
    closed_by: int = Field(foreign_key="person.id")


class ScoreSnapshot(SQLModel, table=True):
    """A closed month of a person as it was scored: facts in, result out, by which rules (scoring/schema)."""

    __tablename__ = "score_snapshot"
    __table_args__ = (UniqueConstraint("person_id", "year", "month"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    year: int
    month: int
    policy: str
    version: str
    fingerprint: str
    options: Json = _json()
    facts: Json = _json()
    result: Json = _json()
    made_at: dt.datetime


class GeneralScore(SQLModel, table=True):
    """What people give to a person's month: the self-score and the confirmed points by group, a leader's đ and e.

    Points and shares are decimal strings by code of the rule set `policy`. `given` is NULL until somebody confirmed;
    `giver_id` is in whose place, if anybody's. `cases` holds what forces the lowest grade: code → reason, by, at;
    `unclassified` why there is no grade at all: code, note, by, at.
    """

    __tablename__ = "general_score"
    __table_args__ = (UniqueConstraint("person_id", "year", "month"),)
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    year: int
    month: int
    policy: str
    told: Json | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    told_at: dt.datetime | None = None
    given: Json | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    given_by: int | None = Field(default=None, foreign_key="person.id")
    given_at: dt.datetime | None = None
    giver_id: int | None = Field(default=None, foreign_key="person.id")
    reason: str | None = None
    shares: Json = _json()
    shares_by: int | None = Field(default=None, foreign_key="person.id")
    cases: Json = _json()
    unclassified: Json | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    version: int = 1


class Inbox(SQLModel, table=True):
    """An update as it came, committed before it is acknowledged, handled once. State: new | done | failed."""

    __table_args__ = (
        UniqueConstraint("channel", "update_id"),
        Index("ix_inbox_state", "state", "id"),
        _where("ix_inbox_waiting", "state = 'new'", "chat_id", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    update_id: int = _big(nullable=False)
    chat_id: str
    payload: Json = _json()
    received_at: dt.datetime
    state: str = "new"
    attempts: int = 0
    handled_at: dt.datetime | None = None
    error: str | None = None


class Outbox(SQLModel, table=True):
    """What the bot says, committed with what it did. State: pending | sent | dropped.

    `choices` [[label, action]…] is what a typed number or word answers; `entry_ids` is what a reply to it means.
    A reminder has its `local_day` and expires at `not_after`. Before it is sent it is claimed (by which process, when);
    `doubtful` means that the request left and no answer is known: whoever finds it so after a crash counts it as sent.
    """

    __table_args__ = (
        _where("ux_outbox_reminder", "local_day IS NOT NULL", "local_day", "person_id", "kind", unique=True),
        Index("ix_outbox_due", "state", "priority", "id"),
        _where("ix_outbox_waiting", "state = 'pending'", "channel", "chat_id", "priority", "id"),
        Index("ix_outbox_chat", "channel", "chat_id", "id"),
        Index("ix_outbox_message", "channel", "chat_id", "sent_message_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    chat_id: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    method: str
    kind: str
    payload: Json = _json()
    choices: list[list[str]] = _list()
    entry_ids: list[int] = _list()
    question_id: int | None = Field(default=None, foreign_key="question.id")
    priority: int = 0
    dedupe: str | None = Field(default=None, unique=True)
    created_at: dt.datetime
    not_before: dt.datetime | None = None
    state: str = "pending"
    attempts: int = 0
    sent_at: dt.datetime | None = None
    sent_message_id: str | None = None
    note: str | None = None
    local_day: dt.date | None = None
    not_after: dt.datetime | None = None
    claimed_by: str | None = None
    claimed_at: dt.datetime | None = None
    doubtful: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class ReminderChoice(SQLModel, table=True):
    """How a person wants to be reminded: `strength` nhe | vua | chat, `at` "HH:MM"; NULL leaves it to the office.

    `again_at` is the next one, asked for, about `again_about`; nothing comes on `muted_day`; `morning_day` is the
    morning that was wished instead (also about `again_about`), a day on which the person is at work.
    """

    __tablename__ = "reminder_choice"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    strength: str | None = None
    at: str | None = None
    again_at: dt.datetime | None = None
    again_about: dt.date | None = None
    muted_day: dt.date | None = None
    morning_day: dt.date | None = None
    changed_at: dt.datetime


class Audit(SQLModel, table=True):
    """Who did what to which row: dotted codes that are never reused; numbers, dates and states, no free text."""

    __table_args__ = (Index("ix_audit_row", "row_table", "row_id"),)
    id: int | None = Field(default=None, primary_key=True)
    at: dt.datetime
    actor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    code: str = Field(index=True)
    row_table: str
    row_id: int | None = None
    data: Json = _json()


class Wording(SQLModel, table=True):
    """Memory: a person's confirmed wording and the item it meant."""

    __table_args__ = (UniqueConstraint("person_id", "wording"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    wording: str
    item_code: str
    confirmed_at: dt.datetime


class UnitWording(SQLModel, table=True):
    """Memory of a unit: a wording of one of its people that an administrator accepted for all of them."""

    __tablename__ = "unit_wording"
    __table_args__ = (UniqueConstraint("unit_id", "wording"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    wording: str
    item_code: str
    accepted_by: int = Field(foreign_key="person.id")
    accepted_at: dt.datetime


class ReviewList(SQLModel, table=True):
    """A numbered list of lines as a reviewer saw it: `lines` holds [entry, version, odd].

    The first `shown` of them were on a page that was opened, or asked about; no other is ever approved by it.
    """

    __tablename__ = "review_list"
    __table_args__ = (Index("ix_review_list_chat", "reviewer_id", "channel", "chat_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    reviewer_id: int = Field(foreign_key="person.id")
    channel: str
    chat_id: str
    lines: list[list[int]] = _list()
    shown: int = 0
    created_at: dt.datetime


class Delegation(SQLModel, table=True):
    """A reviewer lets somebody review in their place, inclusive days; the delegate may not pass it on."""

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    giver_id: int = Field(foreign_key="person.id", index=True)
    delegate_id: int = Field(foreign_key="person.id", index=True)
    first_day: dt.date
    last_day: dt.date
    created_at: dt.datetime
    ended_at: dt.datetime | None = None


class ChangeRequest(SQLModel, table=True):
    """A wish to change an approved line. State: open | agreed | declined | withdrawn; `fields` as in snapshots."""

    __tablename__ = "change_request"
    __table_args__ = (
        _where("ux_change_request_open", "state = 'open'", "entry_id", unique=True),
        _where("ix_change_request_waiting", "state = 'open'", "person_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    entry_version: int
    fields: Json = _json()
    text: str = Field(sa_column=Column(Text, nullable=False))
    state: str = "open"
    created_at: dt.datetime
    decided_at: dt.datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    note: str | None = None


class Appeal(SQLModel, table=True):
    """An objection, once: to a returned line (`entry_id`) or to the score of a month. State: open | upheld | kept."""

    __table_args__ = (
        UniqueConstraint("entry_id"),
        UniqueConstraint("person_id", "year", "month"),
        _where("ix_appeal_waiting", "state = 'open'", "judge_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    judge_id: int = Field(foreign_key="person.id")
    entry_id: int | None = Field(default=None, foreign_key="entry.id")
    year: int | None = None
    month: int | None = None
    text: str = Field(sa_column=Column(Text, nullable=False))
    state: str = "open"
    created_at: dt.datetime
    decided_at: dt.datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    answer: str | None = None


class PeriodReopening(SQLModel, table=True):
    """A closed month opened again: the close that it took away, who did it (None: the operator) and why."""

    __tablename__ = "period_reopening"
    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int
    month: int
    closed_at: dt.datetime
    closed_by: int = Field(foreign_key="person.id")
    reopened_at: dt.datetime
    reopened_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = Field(sa_column=Column(Text, nullable=False))


METADATA = SQLModel.metadata
"""Every table above: what migrations, backups and tests compare with."""
