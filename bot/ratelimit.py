"""How fast the bot may speak: one token bucket for all, a small one for each chat. Time is passed in, never asked."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Bucket:
    """A token bucket: `rate` tokens a second, at most `size` saved; in any t seconds at most size + rate·t pass."""

    rate: float
    size: float
    tokens: float = field(init=False)
    at: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.tokens = self.size

    def wait(self, now: float) -> float:
        """Seconds until a token is there (0 = now)."""
        self._fill(now)
        # Rounding must not let a waiter wake a hair too early and spin.
        return 0.0 if self.tokens >= 1 - 1e-9 else (1 - self.tokens) / self.rate

    def take(self, now: float) -> None:
        """Use up one token."""
        self._fill(now)
        self.tokens -= 1

    def full(self, now: float) -> bool:
        """Nothing was taken for so long that this bucket may be forgotten."""
        self._fill(now)
        return self.tokens >= self.size

    def _fill(self, now: float) -> None:
        if self.at is not None:
            self.tokens = min(self.size, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = now if self.at is None else max(now, self.at)


# What passes in one chat: (burst, then so many a second). A hair below Telegram's 1/s and 20 a minute, because
# messages do not arrive there exactly as far apart as they leave here.
PERSON = (3.0, 0.95)
GROUP = (5.0, 0.25)


class Pace:
    """The whole bot's budget (`rate` messages a second, burst ≤ 3) and each chat's (`person`, `group`).

    `hold(until)` and `hold_chat(chat, until)` stop all or one chat until an instant of the same clock as `now`.
    """

    def __init__(self, rate: float, person: tuple[float, float] = PERSON, group: tuple[float, float] = GROUP) -> None:
        self._person, self._group = person, group
        # Telegram counts about 30 in any second: 25 a second and a burst of 3 stay below it whatever the window.
        self._all = Bucket(rate, max(1.0, min(3.0, rate * 0.12)))
        self._chats: dict[str, Bucket] = {}
        self._held: dict[str, float] = {}
        self._until = 0.0

    def wait_all(self, now: float) -> float:
        """Seconds until anything at all may be sent."""
        return max(self._until - now, self._all.wait(now), 0.0)

    def wait_chat(self, chat: str, now: float) -> float:
        """Seconds until this chat may be written to, the whole bot's budget aside."""
        held = self._held.get(chat, 0.0) - now
        if held <= 0:
            self._held.pop(chat, None)
        bucket = self._chats.get(chat)
        return max(held, bucket.wait(now) if bucket else 0.0, 0.0)

    def take(self, chat: str, now: float) -> None:
        """Count one message to `chat`."""
        self._all.take(now)
        if chat not in self._chats:
            self._forget(now)
            size, rate = self._group if chat.startswith("-") else self._person
            self._chats[chat] = Bucket(rate, size)
        self._chats[chat].take(now)

    def hold(self, until: float) -> None:
        """Nothing is sent before `until`."""
        self._until = max(self._until, until)

    def hold_chat(self, chat: str, until: float) -> None:
        """Nothing is sent to `chat` before `until`."""
        self._held[chat] = max(self._held.get(chat, 0.0), until)

    def holding(self, now: float) -> bool:
        """Whether all sending is stopped at present."""
        return self._until > now

    def _forget(self, now: float) -> None:
        if len(self._chats) >= 1000:
            self._chats = {chat: bucket for chat, bucket in self._chats.items() if not bucket.full(now)}
