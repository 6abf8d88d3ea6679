"""The queue of updates for the bot: kept until confirmed, one long poll at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from bot.simulator.errors import conflict
from bot.simulator.state import NOT_BY_DEFAULT, Wire

OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
LIMIT_MAX = 100
TIMEOUT_MAX = 50


class Updates:
    """Updates in order; `take` confirms everything below `offset` and waits for the next."""

    def __init__(self, first_id: int = 500_000_001) -> None:
        self.next_id = first_id
        self.pending: deque[Wire] = deque()
        self.allowed: list[str] | None = None
        self._poll: asyncio.Future[None] | None = None

    def put(self, kind: str, payload: Wire) -> int | None:
        """Queue an update and give its id; None if the bot did not ask for this kind."""
        if not self._wanted(kind):
            return None
        update_id, self.next_id = self.next_id, self.next_id + 1
        self.pending.append({"update_id": update_id, kind: payload})
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        return update_id

    async def take(self, offset: int, limit: int, timeout: float) -> list[Wire]:
        """Give the next updates; waits up to `timeout` seconds. A second caller ends the first with 409."""
        self.end_poll(OTHER_POLLER)
        self._confirm(offset)
        size = min(max(limit, 1), LIMIT_MAX)
        if not self.pending and timeout > 0:
            await self._wait(min(timeout, TIMEOUT_MAX))
        return [self.pending[index] for index in range(min(size, len(self.pending)))]

    def end_poll(self, reason: str) -> None:
        """Answer the poll that waits, if any, with 409."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(conflict(reason))

    def release(self) -> None:
        """Answer the poll that waits, if any, with what there is."""
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    async def _wait(self, seconds: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            poll.cancel()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def shown(self) -> dict[str, Any]:
        """Give the state for the control API."""
        waiting = bool(self._poll and not self._poll.done())
        return {"pending": len(self.pending), "next_id": self.next_id, "polling": waiting}
