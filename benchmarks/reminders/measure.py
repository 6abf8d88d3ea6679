"""The three measurements: deciding for thousands, the fan-out at the configured rate, kills in the middle of it."""

from __future__ import annotations

import asyncio
import math
import signal
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event
from sqlmodel import col, select

from benchmarks.reminders import office
from benchmarks.reminders.process import Shifted
from benchmarks.reminders.run import Stand, stand
from bot.simulator import FloodLimits, SimClient
from services import reminders
from services.office import Office
from storage import claims, outbox
from storage.database import Database
from storage.tables import Account, Outbox

TELEGRAM = 30.0
"""What the stand-in bears in any second at the default rate of 25; scaled with the rate."""
WRITE_EVERY = 0.5
INSTANTS = {
    "end_of_day": office.DUE,
    "late": office.DUE + timedelta(hours=3),
    "morning": office.DUE - timedelta(hours=9),
    "week": office.DUE + timedelta(days=1),
    "list": office.DUE + timedelta(minutes=90),
}


def decide(folder: Path, people: int, days: int) -> dict[str, Any]:
    """Seconds and queries of deciding for so many people, at the instants that ask for the most."""
    database = Database.connect(f"sqlite:///{folder / 'decide.db'}")
    office.fill(database, people, days=days)
    queries: list[str] = []
    event.listen(database._engine, "before_cursor_execute", lambda *a: queries.append(a[2]))
    found: dict[str, Any] = {}
    for name, now in INSTANTS.items():
        queries.clear()
        with database.reading() as uow:
            began = time.perf_counter()
            due = reminders.due(uow, Office(), now)
            took = time.perf_counter() - began
        found[name] = {"seconds": round(took, 3), "queries": len(queries), "due": len(due)}
    database.close()
    return found


def shift_to(now: datetime) -> float:
    """Seconds by which the machine's clock is off from an instant."""
    return (now - datetime.now(UTC)).total_seconds()


async def fan_out(folder: Path, people: int, rate: float) -> dict[str, Any]:
    """Everybody due at once; somebody writes every half second; ratio to people ÷ rate without the answers."""
    url = f"sqlite:///{folder / 'fan_out.db'}"
    database = Database.connect(url)
    office.fill(database, people)
    limits = FloodLimits(overall=TELEGRAM * rate / 25)
    clock = Shifted(shift_to(office.DUE))
    async with stand(url, people, clock, rate, limits) as here, SimClient(here.simulator.base_url) as sim:
        bot, began = await here.start_bot(None, "warm")
        asked: list[tuple[int, float]] = []
        writing = asyncio.create_task(write(sim, people, asked, here))
        await _until(lambda: sum(1 for seen in here.seen if seen.reminder and seen.status == 200) >= people)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        await asyncio.sleep(3)
        bot.send_signal(signal.SIGTERM)
        await bot.wait()
    database.close()
    return _fan_out_figures(here, began, people, rate, asked)


def _fan_out_figures(
    here: Stand, began: float, people: int, rate: float, asked: Sequence[tuple[int, float]]
) -> dict[str, Any]:
    sent = [seen for seen in here.seen if seen.status == 200]
    last = max(seen.at for seen in sent if seen.reminder)
    answers = sum(1 for seen in sent if not seen.reminder and seen.at <= last)
    waits = sorted(_waits(sent, asked))
    doubled = Counter(seen.chat for seen in sent if seen.reminder)
    return {
        "people": people,
        "rate": rate,
        "seconds": round(last - began, 2),
        "ratio_to_limit": round((last - began - answers / rate) / (people / rate), 4),
        "answers_429": sum(1 for seen in here.seen if seen.status == 429),
        "answers": answers,
        "unanswered": len(asked) - len(waits),
        "reply_p50_s": round(waits[len(waits) // 2], 3) if waits else None,
        "reply_p99_s": round(waits[math.ceil(0.99 * len(waits)) - 1], 3) if waits else None,
        "repeated": sum(count - 1 for count in doubled.values()),
    }


async def write(sim: SimClient, people: int, asked: list[tuple[int, float]], here: Stand) -> None:
    """Somebody writes every half second, each person once, until cancelled."""
    random = Random(6)
    for number in random.sample(range(people), people):
        asked.append((office.FIRST_CHAT + number, time.monotonic()))
        await sim.say(office.FIRST_CHAT + number, "/homnay")
        await asyncio.sleep(WRITE_EVERY)


def _waits(sent: Sequence[Any], asked: Sequence[tuple[int, float]]) -> list[float]:
    waits = []
    for chat, at in asked:
        answers = [seen.at - at for seen in sent if seen.chat == chat and not seen.reminder and seen.at >= at - 0.05]
        waits += [max(0.0, min(answers))] if answers else []
    return waits


async def _until(done: Any, most: float = 3600.0) -> None:
    deadline = time.monotonic() + most
    while not done():
        if time.monotonic() > deadline:
            raise TimeoutError("the fan-out does not end")
        await asyncio.sleep(0.1)


async def kills(url: str, people: int, rate: float, times: int, seed: int) -> dict[str, Any]:
    """SIGKILL at random instants with 2 % 429, 1 % 5xx, 1 % time-outs and 1 % who blocked: who got it how often."""
    database = Database.connect(url)
    office.fill(database, people)
    random = Random(seed)
    blocked = set(random.sample(range(people), max(1, people // 100)))
    shift = shift_to(office.DUE)
    async with stand(url, people, Shifted(shift), rate, None) as here:
        here.simulator.world.state.blocked |= {office.FIRST_CHAT + number for number in blocked}
        _faults(here, seed)
        for n in range(times):
            bot, _ = await here.start_bot(shift + 61 * n)  # a minute later: the dead one's claims have run out
            await asyncio.sleep(random.uniform(0.1, 2.0))
            bot.send_signal(signal.SIGKILL)
            await bot.wait()
        bot, _ = await here.start_bot(shift + 61 * times)
        await _until(lambda: not _pending(database))
        bot.send_signal(signal.SIGTERM)
        await bot.wait()
    found = _kill_figures(database, here, people, times)
    database.close()
    return found


def _faults(here: Stand, seed: int) -> None:
    faults = here.simulator.faults
    faults.random.seed(seed)
    faults.add("sendMessage", "429", times=None, probability=0.02, retry_after=1)
    faults.add("sendMessage", "500", times=None, probability=0.01)
    faults.add("sendMessage", "hang", times=None, probability=0.005, after_work=True)
    faults.add("sendMessage", "hang", times=None, probability=0.005)


def _pending(database: Database) -> bool:
    with database.reading() as uow:
        return outbox.queue(uow).waiting > 0


def _kill_figures(database: Database, here: Stand, people: int, times: int) -> dict[str, Any]:
    chats = here.simulator.world.state.chats
    got = {number: _bells(chats, office.FIRST_CHAT + number) for number in range(people)}
    with database.reading() as uow:
        rows = {
            row.person_id: row for row in uow.session.exec(select(Outbox).where(col(Outbox.local_day).is_not(None)))
        }
        away = set(uow.session.exec(select(Account.person_id).where(col(Account.blocked_at).is_not(None))))
        unconfirmed = claims.unconfirmed(uow, office.DUE.date())
    lost = [
        number for number, count in got.items()
        if not count and number + 1 not in away and not _counted(rows.get(number + 1))
    ]  # fmt: skip
    return {
        "people": people,
        "rate": here.rate,
        "kills": times,
        "delivered": sum(1 for count in got.values() if count),
        "lost": len(lost),
        "repeated": sum(max(0, count - 1) for count in got.values()),
        "most_to_one": max(got.values()),
        "unconfirmed": unconfirmed,
        "unconfirmed_not_arrived": sum(1 for n, count in got.items() if not count and _counted(rows.get(n + 1))),
        "timeouts": sum(fault.hits for fault in here.simulator.faults.rules if fault.answer == "hang"),
        "timeouts_not_arrived": sum(
            fault.hits for fault in here.simulator.faults.rules if fault.answer == "hang" and not fault.after_work
        ),
        "blocked": len(away),
    }


def _counted(row: Outbox | None) -> bool:
    return row is not None and (row.note or "").startswith("unconfirmed")


def _bells(chats: Any, chat: int) -> int:
    stored = chats[chat].messages.values() if chat in chats else ()
    return sum(1 for one in stored if one.by_bot)
