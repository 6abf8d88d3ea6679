"""What delivery and intake need of a chat platform, and the one tree of its errors.

ChannelError
├── RateLimited(retry_after)   the server asks to wait; nothing was sent
├── Blocked(description)       the person blocked the bot or is gone; sending again is useless
├── Rejected(description)      this message will never be accepted as it is
├── Unreachable(description)   the request never left
├── ServerFault(description)   the server answered 5xx
├── Ambiguous(description)     the request left, no answer came: it may have been delivered
├── TokenRefused(description)  the server does not know this bot
└── Conflict(description)      somebody else asks for the same updates
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from handlers.turn import Turn

Update = Mapping[str, Any]


class ChannelError(Exception):
    """Root of everything a chat platform can answer instead of what was asked for."""

    def __init__(self, description: str = "") -> None:
        self.description = description
        super().__init__(description or type(self).__name__)


class RateLimited(ChannelError):
    """The server asks to wait `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        self.retry_after = retry_after
        super().__init__(f"retry after {retry_after:g} s")


class Blocked(ChannelError):
    """The person blocked the bot, left, or no longer exists."""


class Rejected(ChannelError):
    """The server refuses this very message."""


class Unreachable(ChannelError):
    """Nothing was sent: there is no connection."""


class ServerFault(ChannelError):
    """The server failed (5xx) and most likely did nothing."""


class Ambiguous(ChannelError):
    """The request left but no answer came; it may have been delivered."""


class TokenRefused(ChannelError):
    """401 or 404: the server does not know this bot."""


class Conflict(ChannelError):
    """409: another process polls, or a webhook is set."""


class Channel(Protocol):
    """A chat platform: raw updates in, messages out."""

    name: str

    async def start(self) -> None:
        """Open connections; never asks the server anything."""

    async def stop(self) -> None:
        """Close connections."""

    async def me(self) -> Mapping[str, Any]:
        """Who the bot is (`username` …)."""

    async def updates(self, offset: int | None, timeout: int) -> Sequence[Update]:
        """The next raw updates; asking with a higher `offset` confirms all before it."""

    def update_id(self, update: Update) -> int | None:
        """The number that makes an update unique in its channel."""

    def chat_of(self, update: Update) -> str:
        """The chat in whose order an update is handled; "" if it belongs to none."""

    def to_turn(self, update: Update, received_at: datetime) -> Turn | None:
        """What the person did, or None where there is nothing to answer."""

    async def deliver(
        self, chat_id: str, method: str, payload: Mapping[str, Any], left: Callable[[], None] | None = None
    ) -> str:
        """Send one outbox row; returns the id of the message. Raises ChannelError.

        `left` is called once the request has been written out: from then on it may arrive whatever happens here.
        """

    async def fetch(self, file_id: str) -> bytes:
        """The content of a file that a person sent. Raises ChannelError."""

    async def toast(self, tap_id: str, text: str | None, alert: bool) -> None:
        """Answer a tap. Raises ChannelError."""

    async def typing(self, chat_id: str) -> None:
        """Show that an answer is being prepared. Raises ChannelError."""

    async def prepare(self, webhook_url: str | None, secret: str | None, commands: Mapping[str, str]) -> None:
        """Tell the server how updates come (webhook or polling) and which commands exist."""
