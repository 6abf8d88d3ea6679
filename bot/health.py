"""What the running bot knows about itself: for /health, /metrics and the log."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

STALE_AFTER = timedelta(seconds=90)


@dataclass
class Health:
    """Counters since the start and the instant of the last good answer to getUpdates (or webhook call)."""

    started_at: datetime
    last_ok: datetime | None = None
    webhook: bool = False
    counts: Counter[str] = field(default_factory=Counter)

    def silent_for(self, now: datetime) -> timedelta:
        """Time since updates last came through, or since the start."""
        return now - (self.last_ok or self.started_at)

    def alive(self, now: datetime) -> bool:
        """Whether updates come through; with a webhook silence is no sign of illness."""
        return self.webhook or self.silent_for(now) <= STALE_AFTER
