"""The stand-in with its limits here, the bot in a process beside it, and everything the stand-in was asked."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.reminders.office import FIRST_CHAT
from benchmarks.reminders.process import Shifted
from bot.simulator import FloodLimits, Simulator, SimUser

ROOT = Path(__file__).parents[2]
LOOK_EVERY = 0.2
BELL = "🔔"


@dataclass
class Seen:
    """One call that sent a message: when (monotonic), to whom, what, with which answer."""

    at: float
    chat: int
    text: str
    status: int

    @property
    def reminder(self) -> bool:
        """Whether it was a reminder and no answer."""
        return self.text.startswith(BELL)


@dataclass
class Stand:
    """A running stand-in; `seen` grows while it is watched, as its own log forgets."""

    simulator: Simulator
    clock: Shifted
    url: str
    rate: float
    seen: list[Seen] = field(default_factory=list)
    _last: int = 0

    async def watch(self) -> None:
        """Collect what is sent until cancelled."""
        while True:
            self.collect()
            await asyncio.sleep(LOOK_EVERY)

    def collect(self) -> None:
        """Take over the calls since the last time."""
        offset = time.monotonic() - self.clock.now().timestamp()
        for call in self.simulator.world.state.log:
            if call["n"] > self._last and call["method"].lower() == "sendmessage":
                params: dict[str, Any] = call["params"]
                at = datetime.fromisoformat(call["time"]).timestamp() + offset
                self.seen.append(Seen(at, int(params["chat_id"]), str(params.get("text", "")), call["status"]))
        if self.simulator.world.state.log:
            self._last = self.simulator.world.state.log[-1]["n"]

    async def start_bot(self, shift: float | None = None, *more: str) -> tuple[asyncio.subprocess.Process, float]:
        """Start the bot and wait for its tick; gives the process and the instant of the tick."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(("SOVIEC_", "TELEGRAM_"))}
        env |= {
            "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "DATABASE_URL": self.url,
            "TELEGRAM_TOKEN": self.simulator.token, "TELEGRAM_API_URL": self.simulator.base_url,
            "SOVIEC_SEND_RATE": str(self.rate),
        }  # fmt: skip
        seconds = str(self.clock.seconds if shift is None else shift)
        command = [sys.executable, "-m", "benchmarks.reminders.process", seconds, *more]
        process = await asyncio.create_subprocess_exec(*command, env=env, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        return process, float(line.split()[1])


@asynccontextmanager
async def stand(url: str, people: int, clock: Shifted, rate: float, limits: FloodLimits | None) -> AsyncIterator[Stand]:
    """The stand-in with so many people who have all opened their chat."""
    users = [SimUser(FIRST_CHAT + n, f"Người {n}", started=True) for n in range(people)]
    simulator = Simulator(users=users, clock=clock.now, limits=limits)
    await simulator.start()
    found = Stand(simulator, clock, url, rate)
    watching = asyncio.create_task(found.watch())
    try:
        yield found
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        found.collect()
        await simulator.stop()
