"""Telegram's flood limits as an option: one chat, the whole bot, one group."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.simulator.errors import too_many


@dataclass
class Bucket:
    """Tokens that refill at `rate` a second up to `burst`."""

    rate: float
    burst: float
    level: float
    seen: float

    def missing(self, now: float) -> float:
        """Give the seconds until there is a token again, 0 if there is one."""
        self.level = min(self.burst, self.level + (now - self.seen) * self.rate)
        self.seen = now
        return max(0.0, (1 - self.level) / self.rate)


@dataclass
class FloodLimits:
    """How many messages pass before 429: `per_chat` and `overall` a second, `group_minute` a minute in one group.

    `chat_burst` messages may come at once in one chat, as Telegram lets short bursts pass.
    """

    per_chat: float = 1.0
    chat_burst: int = 3
    overall: float = 30.0
    group_minute: int = 20
    monotonic: Callable[[], float] = time.monotonic
    buckets: dict[str, Bucket] = field(default_factory=dict)

    def check(self, chat_id: int, *, group: bool) -> None:
        """Count one message to `chat_id`; raises 429 with the seconds to wait."""
        wanted = [self._bucket("all", self.overall, self.overall), self._chat(chat_id, group=group)]
        now = self.monotonic()
        wait = max(bucket.missing(now) for bucket in wanted)
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        for bucket in wanted:
            bucket.level -= 1

    def _chat(self, chat_id: int, *, group: bool) -> Bucket:
        if group:
            return self._bucket(str(chat_id), self.group_minute / 60, self.group_minute)
        return self._bucket(str(chat_id), self.per_chat, self.chat_burst)

    def _bucket(self, name: str, rate: float, burst: float) -> Bucket:
        return self.buckets.setdefault(name, Bucket(rate, burst, burst, self.monotonic()))
