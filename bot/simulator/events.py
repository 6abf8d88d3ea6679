"""What happened, in order: a bounded record with sequence numbers that pages and tests can wait on."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]

KEPT = 20_000
QUEUED = 5_000


class Events:
    """Numbers events, keeps the last ones and hands new ones to whoever listens."""

    def __init__(self) -> None:
        self.seq = 0
        self.kept: deque[Event] = deque(maxlen=KEPT)
        self._listeners: set[asyncio.Queue[Event | None]] = set()

    def put(self, kind: str, **data: Any) -> Event:
        """Record an event; a listener that does not keep up is let go (it gets None and has to start over)."""
        self.seq += 1
        event: Event = {"seq": self.seq, "type": kind, **data}
        self.kept.append(event)
        for queue in list(self._listeners):
            if queue.qsize() < QUEUED:
                queue.put_nowait(event)
            else:
                self._drop(queue)
        return event

    def since(self, seq: int) -> list[Event]:
        """Give what is kept after `seq`."""
        if self.seq <= seq:
            return []
        fresh: list[Event] = []
        for event in reversed(self.kept):
            if event["seq"] <= seq:
                break
            fresh.append(event)
        return fresh[::-1]

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Event | None]]:
        """Give a queue that gets every event from now on; None means: no more."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """Let every listener go."""
        for queue in list(self._listeners):
            self._drop(queue)

    def _drop(self, queue: asyncio.Queue[Event | None]) -> None:
        self._listeners.discard(queue)
        queue.put_nowait(None)
