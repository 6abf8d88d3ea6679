"""What the stand-in remembers: people, chats, messages, taps and the updates that wait for the bot."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

Wire = dict[str, Any]

MESSAGES_KEPT = 20_000
TAPS_KEPT = 5_000
LOG_KEPT = 5_000
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class SimUser:
    """A person who can be played on the page.

    `role_label_vi` and `hint_vi` introduce them; `start_payload` is the invite code of the deep link (None: none);
    `chips` are messages to try; `started` says that they have already opened the chat with the bot.
    """

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    role_label_vi: str = ""
    hint_vi: str = ""
    start_payload: str | None = None
    chips: tuple[str, ...] = ()
    started: bool = False

    def wire(self) -> Wire:
        """Give the User object."""
        user: Wire = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for key in ("last_name", "username"):
            if getattr(self, key):
                user[key] = getattr(self, key)
        return {**user, "language_code": "vi"}


@dataclass
class Stored:
    """A message as the bot sees it (`wire`), who sent it, and its earlier versions, oldest first."""

    wire: Wire
    by_bot: bool
    history: list[Wire] = field(default_factory=list)

    @property
    def message_id(self) -> int:
        """Give its number in the chat."""
        return int(self.wire["message_id"])

    def view(self) -> Wire:
        """Give what the page shows."""
        return {**self.wire, "by_bot": self.by_bot, "history": self.history}


@dataclass
class Chat:
    """A private chat with the bot (id = the person's id) or a group."""

    wire: Wire
    members: set[int] = field(default_factory=set)
    messages: dict[int, Stored] = field(default_factory=dict)
    counter: int = 0

    @property
    def id(self) -> int:
        """Give the chat's id."""
        return int(self.wire["id"])

    @property
    def group(self) -> bool:
        """Say whether it is a group."""
        return bool(self.wire["type"] != "private")


@dataclass
class Tap:
    """A tap on a button that waits for its answer."""

    query_id: str
    user_id: int
    chat_id: int
    message_id: int
    date: int
    answered: bool = False


@dataclass
class State:
    """Everything that /sim/reset forgets."""

    users: dict[int, SimUser]
    chats: dict[int, Chat] = field(default_factory=dict)
    started: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    taps: dict[str, Tap] = field(default_factory=dict)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    webhook: Wire = field(default_factory=lambda: {"url": ""})
    log: deque[Wire] = field(default_factory=lambda: deque(maxlen=LOG_KEPT))
    private_counter: int = 0
    tap_counter: int = 0
    group_counter: int = 0
    call_counter: int = 0

    def __post_init__(self) -> None:
        self.started |= {user.id for user in self.users.values() if user.started}
        for user in self.users.values():
            wire = {key: value for key, value in user.wire().items() if key not in ("is_bot", "language_code")}
            self.chats[user.id] = Chat({**wire, "type": "private"}, {user.id})

    def next_message_id(self, chat: Chat) -> int:
        """Count on: private chats share one count, each group has its own, as at Telegram."""
        if chat.group:
            chat.counter += 1
            return chat.counter
        self.private_counter += 1
        return self.private_counter

    def keep(self, chat: Chat, stored: Stored) -> None:
        """Add a message; the oldest goes when there are very many."""
        chat.messages[stored.message_id] = stored
        if len(chat.messages) > MESSAGES_KEPT:
            chat.messages.pop(next(iter(chat.messages)))

    def keep_tap(self, tap: Tap) -> None:
        """Remember a tap; the oldest goes when there are very many."""
        self.taps[tap.query_id] = tap
        if len(self.taps) > TAPS_KEPT:
            self.taps.pop(next(iter(self.taps)))
