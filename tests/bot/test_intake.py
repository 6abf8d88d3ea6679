"""Updates in: whatever the server answers, nothing is lost, nothing is handled twice, chats keep their order."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from datetime import UTC, datetime

import pytest
from markupsafe import Markup

from bot.channels.telegram import TelegramChannel
from bot.clock import SystemClock
from bot.health import Health
from bot.intake import Intake, Poller
from bot.worker import Worker
from handlers.texts import common
from handlers.turn import Reply, Say, Turn
from storage import inbox
from storage.database import Database
from storage.errors import DatabaseLocked, DiskFull
from tests.bot.conftest import Run, echo
from tests.bot.standin import TOKEN, Standin, message, refusal


def waiting(database: Database) -> inbox.Backlog:
    with database.reading() as uow:
        return inbox.backlog(uow)


TROUBLES = [
    refusal(401, "Unauthorized"),
    refusal(404, "Not Found"),
    refusal(409, "Conflict: terminated by other getUpdates request"),
    refusal(500, "Internal Server Error"),
    refusal(502, "Bad Gateway"),
    refusal(429, "Too Many Requests: retry after 1", retry_after=1),
    (200, {"ok": True, "result": "nonsense"}),
    (200, {"nothing": "of it"}),
    "drop",
    "hang",
]


async def test_no_answer_of_the_server_ends_the_polling(server: Standin, database: Database) -> None:
    server.script["getUpdates"].extend(TROUBLES)
    server.put(message(1, 5, "xin chào"))
    channel, worker = TelegramChannel(TOKEN, server.url, read_timeout=0.3), Worker(database)
    wake, health = asyncio.Event(), Health(datetime.now(UTC))
    poller = Poller(Intake(channel, worker, SystemClock(), health, wake), seconds=1, first_pause=0.001)
    polling = asyncio.create_task(poller.run())
    await wake.wait()
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    await channel.stop()
    worker.close()
    assert waiting(database).waiting == 1
    assert health.last_ok is not None


async def test_an_update_is_confirmed_only_after_it_is_committed(server: Standin, run: Run, database_url: str) -> None:
    async with run(database_url) as app:
        server.put(message(41, 5, "a"))
        await server.until("sendMessage", 1)
        polls = [data for data in server.sent("getUpdates") if data.get("offset") == "42"]
        assert polls
        assert waiting(app.database).waiting == 0


async def test_what_comes_twice_is_handled_once(server: Standin, run: Run, database_url: str) -> None:
    async with run(database_url) as app:
        for text in ("a", "b"):
            await app.intake.receive([message(1, 5, "một"), message(2, 5, text)])
        await server.until("sendMessage", 2)
        await app.intake.receive([message(2, 5, "c"), message(3, 5, "ba")])
        sent = await server.until("sendMessage", 3)
    assert [data["text"] for data in sent] == ["một", "a", "ba"]


async def test_chats_keep_their_order_under_load(server: Standin, run: Run, database_url: str) -> None:
    texts = defaultdict(list)
    async with run(database_url):
        for number in range(1, 501):
            chat = 100 + number * 7 % 20
            texts[str(chat)].append(f"tin {number}")
            server.put(message(number, chat, f"tin {number}"))
        sent = await server.until("sendMessage", 500)
    said = defaultdict(list)
    for data in sent:
        said[data["chat_id"]].append(data["text"])
    assert said == texts


async def test_a_message_that_breaks_the_handler_is_answered_and_holds_nobody_up(
    server: Standin, run: Run, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    tries: Counter[str] = Counter()

    def brittle(turn: Turn, uow: object, office: object) -> Reply:
        tries[turn.text] += 1
        if turn.text == "hỏng":
            raise RuntimeError("a fault of ours")
        return Reply((Say(Markup("được")),))

    async with run(database_url, converse=brittle) as app:
        server.put(message(1, 5, "hỏng"), message(2, 5, "sau"), message(3, 6, "khác"))
        sent = await server.until("sendMessage", 3)
        assert waiting(app.database).failed == 1
    of_five = [data["text"] for data in sent if data["chat_id"] == "5"]
    assert of_five == [str(common.SOMETHING_WRONG), "được"]
    assert tries == {"hỏng": 3, "sau": 1, "khác": 1}
    caplog.clear()


async def test_an_update_that_nobody_can_read_holds_nobody_up(server: Standin, run: Run, sqlite_url: str) -> None:
    odd = {"update_id": 1, "message": {"chat": {"id": 5}, "text": "no sender, no date", "from": {"id": 5}}}
    async with run(sqlite_url) as app:
        server.put(odd, {"update_id": 2, "unknown": 7}, message(3, 5, "sau"))
        sent = await server.until("sendMessage", 2)
        assert [data["text"] for data in sent] == [str(common.SOMETHING_WRONG), "sau"]
        assert (waiting(app.database).failed, waiting(app.database).waiting) == (1, 0)


async def test_trouble_of_the_disk_is_waited_for_and_not_counted(
    server: Standin, run: Run, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = [DatabaseLocked(), DiskFull(), DatabaseLocked(), DiskFull()]

    def hindered(turn: Turn, uow: object, office: object) -> Reply:
        if troubles:
            raise troubles.pop()
        return echo(turn, uow, office)

    monkeypatch.setattr("bot.worker.Trouble.pause", lambda self, error: asyncio.sleep(0))
    async with run(sqlite_url, converse=hindered) as app:
        server.put(message(1, 5, "vẫn được ghi"))
        [data] = await server.until("sendMessage", 1)
        assert data["text"] == "vẫn được ghi"
        assert waiting(app.database).failed == 0


async def test_what_was_left_over_is_handled_at_the_next_start(server: Standin, run: Run, database_url: str) -> None:
    database = Database.connect(database_url)
    with database.unit_of_work() as uow:
        inbox.receive(uow, "telegram", [(9, "5", message(9, 5, "để lại"))], datetime.now(UTC))
        uow.commit()
    database.close()
    async with run(database_url):
        [data] = await server.until("sendMessage", 1)
    assert data["text"] == "để lại"


async def test_a_tap_is_answered_once_and_directly(server: Standin, run: Run, sqlite_url: str) -> None:
    def toast(turn: Turn, uow: object, office: object) -> Reply:
        return Reply(toast="Đã ghi", alert=True)

    tap = {
        "id": "77",
        "from": {"id": 5, "first_name": "An"},
        "data": "x",
        "message": {"message_id": 3, "chat": {"id": 5}},
    }
    async with run(sqlite_url, converse=toast):
        server.put({"update_id": 1, "callback_query": tap})
        [data] = await server.until("answerCallbackQuery", 1)
    assert data == {"callback_query_id": "77", "text": "Đã ghi", "show_alert": "True"} or data["show_alert"] == "true"


async def test_stopping_leaves_the_rest_in_the_inbox(server: Standin, run: Run, sqlite_url: str) -> None:
    def slow(turn: Turn, uow: object, office: object) -> Reply:
        import time

        time.sleep(0.05)
        return echo(turn, uow, office)

    async with run(sqlite_url, converse=slow) as app:
        server.put(*[message(n, 5, str(n)) for n in range(1, 61)])
        await server.until("sendMessage", 3)
        before = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - before < 5
    left = waiting(app.database).waiting
    assert 0 < left < 60
    async with run(sqlite_url, converse=echo):
        sent = await server.until("sendMessage", 60)
    assert sorted(int(data["text"]) for data in sent) == list(range(1, 61))
