"""What goes into the conversation (Turn) and what comes out (Reply): plain values, no chat platform in sight."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from markupsafe import Markup

from services.values import Mention as Mention

TurnKind = Literal[
    "text", "tap", "voice", "sticker", "location", "contact", "photo", "document", "forward", "blocked", "other"
]


@dataclass(frozen=True)
class File:
    """A photo or document by reference. `size` in bytes.

    `content` is there only where a handler asked for it (`Reply.wants`): the sheet of an administrator, never evidence.
    Empty content: it could not be fetched.
    """

    file_id: str
    unique_id: str
    kind: Literal["photo", "document"]
    name: str | None = None
    size: int | None = None
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Turn:
    """One thing a person did in a chat.

    `sent_at` is the second the message was sent (for an edit still the first one), aware, UTC;
    `edited_at` that of the edit.
    `text` is the typed text or the caption; `action` the payload of a tapped button; `message_id` the message itself
    (for a tap: the message that carries the button); `reply_to` the message it answers.
    `kind` "blocked": the person blocked the bot. `mentions` are people named by the platform, in order of the text.
    """

    channel: str
    chat_id: str
    user_id: str
    message_id: str
    sent_at: datetime
    kind: TurnKind = "text"
    text: str = ""
    action: str | None = None
    tap_id: str | None = None
    reply_to: str | None = None
    file: File | None = None
    edited: bool = False
    edited_at: datetime | None = None
    group: bool = False
    sender_name: str = ""
    sender_username: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A button: what it says and what it does (payload of at most 64 bytes)."""

    label: str
    action: str


@dataclass(frozen=True)
class Paper:
    """A file that the bot sends, shown as a picture or to be opened; the message's text is its caption."""

    name: str
    content: bytes = field(repr=False)
    kind: Literal["document", "photo"] = "document"


@dataclass(frozen=True)
class Say:
    """One message to a chat. `chat_id` None = the chat of the turn; `replaces` = message to edit in place.

    `rows` are the buttons; `entry_ids` tie a reply to it to entries; `words` maps short typed words and numbers to
    actions for as long as this is the latest message of the chat that offers anything. A reminder has its local `day`
    and is not sent after `not_after`; `about` are people it names to somebody else (what /nhac shows them).
    actions for as long as this is the latest message of the chat that offers anything. `quiet`: no sound
    between 21:00 and 06:30.
    """

    text: Markup
    rows: tuple[tuple[Choice, ...], ...] = ()
    kind: str = "answer"
    replaces: str | None = None
    reply_to: str | None = None
    entry_ids: tuple[int, ...] = ()
    question_id: int | None = None
    words: tuple[tuple[str, str], ...] = ()
    chat_id: str | None = None
    channel: str | None = None
    person_id: int | None = None
    priority: int = 0
    dedupe: str | None = None
    day: date | None = None
    not_after: datetime | None = None
    about: tuple[int, ...] = ()
    paper: Paper | None = None
    quiet: bool = False


@dataclass(frozen=True)
class Reply:
    """Everything the bot answers to a turn: messages in order, and at most one toast for a tap.

    `wants`: nothing was done yet; the same turn is to come again with the content of this file.
    """

    says: tuple[Say, ...] = ()
    toast: str | None = None
    alert: bool = False
    wants: File | None = None
    extra: dict[str, object] = field(default_factory=dict)

    @staticmethod
    def of(text: Markup, **kwargs: object) -> Reply:
        """A reply of one message."""
        return Reply((Say(text, **kwargs),))  # type: ignore[arg-type]


def respoken(turn: Turn, end: int, put: str) -> Turn:
    """The turn with `put` in the place of text[:end]; mentions keep their places in what is left."""
    shift = len(put) - end
    kept = tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in turn.mentions if m.start >= end)
    return replace(turn, text=put + turn.text[end:], mentions=kept)
