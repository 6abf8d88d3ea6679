"""The bot in a process of its own, on a shifted clock: `python -m benchmarks.reminders.process SHIFT_SECONDS [warm]`.

Real runs have no such switch; this is the same Application with another clock. It ticks once when it runs (with `warm`
a second later, as a bot is that has been up for longer) and prints the instant (monotonic, the same for all processes
of a machine) at which that tick began.
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import UTC, datetime, timedelta

from bot.app import build_app, stop_asked
from bot.channels.telegram import TelegramChannel
from bot.settings import load_settings
from storage.database import Database

READ_TIMEOUT = 3.0


class Shifted:
    """The machine's clock, so many seconds on or back."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._shift = timedelta(seconds=seconds)

    def now(self) -> datetime:
        """The shifted instant."""
        return datetime.now(UTC) + self._shift


async def main(shift: float, warm: bool = False) -> None:
    """Run until SIGTERM."""
    asked = stop_asked()
    settings = load_settings(None)
    channel = TelegramChannel(settings.token or "", settings.telegram_api_url, read_timeout=READ_TIMEOUT)
    app = build_app(settings, clock=Shifted(shift), database=Database.connect(settings.database_url), channel=channel)
    await app.start()
    if warm and app.warming:
        await app.warming
    began = time.monotonic()
    print(f"T {began}", flush=True)
    await app.jobs.tick()
    try:
        await asked.wait()
    finally:
        await app.stop()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1]), "warm" in sys.argv[2:]))
