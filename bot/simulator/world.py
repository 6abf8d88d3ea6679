"""The small world that the bot and the people share: one clock, one state, one record of what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.simulator.errors import ControlError
from bot.simulator.events import Events
from bot.simulator.faults import Faults
from bot.simulator.files import Files
from bot.simulator.limits import FloodLimits
from bot.simulator.state import Chat, SimUser, State, Stored, Wire
from bot.simulator.updates import Updates


@dataclass
class World:
    """What every method and every person acts on. `clock` gives aware datetimes; wire dates are unix seconds."""

    token: str
    people: Sequence[SimUser]
    clock: Callable[[], datetime]
    bot_name: str
    bot_username: str
    limits: FloodLimits | None = None
    query_seconds: int = 60
    state: State = field(init=False)
    events: Events = field(default_factory=Events)
    updates: Updates = field(default_factory=Updates)
    faults: Faults = field(default_factory=Faults)
    files: Files = field(default_factory=Files)

    def __post_init__(self) -> None:
        self.state = State({user.id: user for user in self.people})

    def reset(self) -> None:
        """Forget chats, updates, faults, log and files; ids of updates go on."""
        self.state = State({user.id: user for user in self.people})
        self.updates.pending.clear()
        self.faults.clear()
        self.files = Files()
        self.events.put("reset")

    @property
    def bot_id(self) -> int:
        """Give the bot's id: the number before the token's colon."""
        head = self.token.partition(":")[0]
        return int(head) if head.isdigit() else 1

    def me(self) -> Wire:
        """Give the bot as a User object."""
        names = {"first_name": self.bot_name, "username": self.bot_username}
        return {"id": self.bot_id, "is_bot": True, **names}

    def date(self) -> int:
        """Give now in unix seconds."""
        return int(self.clock().timestamp())

    def user(self, user_id: int) -> SimUser:
        """Give a person; a developer's error if unknown."""
        if user_id not in self.state.users:
            raise ControlError(f"no user {user_id}; known: {sorted(self.state.users)}")
        return self.state.users[user_id]

    def chat(self, chat_id: int) -> Chat:
        """Give a chat; a developer's error if unknown."""
        if chat_id not in self.state.chats:
            raise ControlError(f"no chat {chat_id}")
        return self.state.chats[chat_id]

    def message(self, chat: Chat, message_id: int) -> Stored:
        """Give a message of a chat; a developer's error if unknown."""
        if message_id not in chat.messages:
            raise ControlError(f"no message {message_id} in chat {chat.id}")
        return chat.messages[message_id]

    def post(self, chat: Chat, sender: Wire, content: Wire, reply: Stored | None = None) -> Stored:
        """Put a new message into a chat and tell the page."""
        head: Wire = {"message_id": self.state.next_message_id(chat), "from": sender, "chat": chat.wire}
        if reply:
            quoted = {key: value for key, value in reply.wire.items() if key != "reply_to_message"}
            content = {"reply_to_message": quoted, **content}
        stored = Stored({**head, "date": self.date(), **content}, by_bot=bool(sender["is_bot"]))
        self.state.keep(chat, stored)
        self.tell("message", chat, message=stored.view(), by_bot=stored.by_bot)
        return stored

    def change(self, chat: Chat, stored: Stored, content: Wire, gone: Sequence[str] = ()) -> None:
        """Replace content of a message in place, keep the earlier version, tell the page."""
        kept = ("text", "caption", "entities", "caption_entities", "reply_markup")
        before = {key: stored.wire[key] for key in kept if key in stored.wire}
        stored.history.append({**before, "date": stored.wire.get("edit_date", stored.wire["date"])})
        left = {key: value for key, value in stored.wire.items() if key not in gone}
        stored.wire = {**left, **content, "edit_date": self.date()}
        self.tell("edit", chat, message=stored.view(), by_bot=stored.by_bot)

    def tell(self, kind: str, chat: Chat, **data: Any) -> None:
        """Record an event of a chat."""
        self.events.put(kind, chat_id=chat.id, **data)
