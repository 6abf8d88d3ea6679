"""Reminders out: claimed, decided once more, sent once by whoever, expired, and what a dead process left behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from markupsafe import Markup
from sqlmodel import select

from bot.channels.telegram import TelegramChannel
from bot.claiming import BATCH, LEASE, Key
from bot.delivery import Sender
from bot.health import Health
from bot.herald import AHEAD, Herald
from bot.outgoing import outbox_row
from bot.parcels import Parcel
from bot.ratelimit import Pace
from bot.simulator import SimUser
from bot.worker import Worker
from handlers.turn import Reply, Say
from storage import claims, outbox, people
from storage.database import Database
from storage.tables import Outbox
from storage.uow import UnitOfWork
from tests.e2e.house import UNHURRIED, House, open_house
from tests.e2e.house import people as everybody
from tests.storage.office import a_person, an_agency

CHAT = 101
DAY = date(2026, 11, 23)
MANY = tuple(SimUser(1000 + n, f"Người {n}", started=True) for n in range(3 * BATCH + 1))


def silence(*_: object) -> Reply:
    return Reply()


class Opinion:
    """What is still to be said: everything as it stands, but for the kinds told otherwise."""

    def __init__(self) -> None:
        self.changed: dict[str, Say | bool | None] = {}
        self.asked: list[Key] = []
        self.meanwhile: Callable[[], None] | None = None
        """What happens once between a decision and the sending."""

    def __call__(self, uow: UnitOfWork, office: object, now: datetime, rows: Sequence[Key]) -> Mapping[Any, Any]:
        self.asked += rows
        found = {(person, kind): self.changed.get(kind) for person, kind, _ in rows}
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile:
            meanwhile()
        return {key: say for key, say in found.items() if say is not False}


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """A bot that says nothing by itself; person 1 is linked to chat 101, person 2 to 102."""
    opinion = Opinion()
    async with open_house(database_url, users=(*everybody(), *MANY), converse=silence, still=opinion) as opened:
        opened.opinion = opinion  # type: ignore[attr-defined]
        with opened.database.unit_of_work() as uow:
            agency = an_agency(uow)
            for number in (1, 2):
                person = a_person(uow, agency, f"CB{number}")
                people.link(uow, person.id or 0, "telegram", str(100 + number), opened.clock.now())
                people.consent(uow, "telegram", str(100 + number), opened.clock.now())
            uow.commit()
        for chat in (CHAT, CHAT + 1):
            await opened.sim.say(chat, "chào")
        yield opened


def reminder(words: str, kind: str = "remind.end_of_day", person: int = 1, **more: Any) -> Say:
    options = {"chat_id": str(100 + person), "channel": "telegram", "person_id": person, "priority": 1, "day": DAY}
    return Say(Markup(words), kind=kind, dedupe=f"{kind}:{person}:{DAY}", **options, **more)  # type: ignore[arg-type]


def put(house: House, *says: Say) -> list[int]:
    with house.database.unit_of_work() as uow:
        ids = outbox.put_all(uow, [outbox_row(say, "telegram", "", house.clock.now()) for say in says])
        uow.commit()
    house.app.said.set()
    return ids


def row(house: House, number: int) -> Outbox | None:
    with house.database.reading() as uow:
        return uow.session.get(Outbox, number)


async def settled(house: House, number: int) -> Outbox:
    while (found := row(house, number)) is not None and found.state == "pending":
        await asyncio.sleep(0.01)
    assert found is not None
    return found


async def heard(house: House, chat: int = CHAT) -> list[str]:
    return [message["text"] for message in await house.sim.messages(chat) if message["by_bot"]]


async def test_said_once_and_marked(house: House) -> None:
    [number] = put(house, reminder("nhắc"))
    done = await settled(house, number)
    assert (done.state, await heard(house)) == ("sent", ["nhắc"])
    assert put(house, reminder("nhắc nữa")) == []


async def test_what_is_no_longer_needed_is_forgotten_and_may_be_decided_anew(house: House) -> None:
    house.opinion.changed["remind.end_of_day"] = False  # type: ignore[attr-defined]
    [number] = put(house, reminder("nhắc"))
    while row(house, number) is not None:
        await asyncio.sleep(0.01)
    house.opinion.changed.clear()  # type: ignore[attr-defined]
    [again] = put(house, reminder("nhắc lại"))
    await settled(house, again)
    assert await heard(house) == ["nhắc lại"]


async def test_it_is_said_in_the_words_of_the_last_moment(house: House) -> None:
    house.opinion.changed["remind.end_of_day"] = reminder("6/8 giờ")  # type: ignore[attr-defined]
    [number] = put(house, reminder("5/8 giờ"))
    await settled(house, number)
    assert await heard(house) == ["6/8 giờ"]


async def test_after_its_time_it_is_not_sent(house: House) -> None:
    [number] = put(house, reminder("nhắc", not_after=house.clock.now() - timedelta(seconds=1)))
    done = await settled(house, number)
    assert (done.state, done.note, await heard(house)) == ("dropped", claims.EXPIRED, [])


async def test_a_chat_that_was_unlinked_since_hears_nothing(house: House) -> None:
    with house.database.unit_of_work() as uow:
        people.unlink_chat(uow, "telegram", str(CHAT), house.clock.now())
        uow.commit()
    [number] = put(house, reminder("nhắc"))
    assert ((await settled(house, number)).note, await heard(house)) == ("unlinked", [])


async def test_one_who_blocked_the_bot_never_stops_the_rest(house: House) -> None:
    await house.sim.block(CHAT)
    first, second = put(house, reminder("một"), reminder("hai", person=2))
    assert ((await settled(house, first)).state, (await settled(house, second)).state) == ("dropped", "sent")


@pytest.mark.parametrize("answer", ["429", "500"])
async def test_a_refusal_is_tried_again(house: House, answer: str) -> None:
    house.simulator.faults.add("sendMessage", answer, times=1, retry_after=1)
    [number] = put(house, reminder("nhắc"))
    while (found := row(house, number)) and found.not_before is None:
        await asyncio.sleep(0.01)
    house.clock.forward(seconds=5)
    assert (await settled(house, number)).state == "sent"
    assert await heard(house) == ["nhắc"]


async def test_no_answer_counts_as_sent_and_is_counted(house: House) -> None:
    house.simulator.faults.add("sendMessage", "drop", after_work=True)
    [number] = put(house, reminder("nhắc"))
    done = await settled(house, number)
    assert (done.state, (done.note or "").split(":")[0], await heard(house)) == ("sent", "unconfirmed", ["nhắc"])
    while not house.app.health.counts["unconfirmed"]:  # counted a turn of the loop after the commit
        await asyncio.sleep(0.01)
    with house.database.reading() as uow:
        assert claims.unconfirmed(uow, DAY) == 1


@pytest.mark.parametrize(
    ("actor", "table", "about", "said"),
    [
        pytest.param(1, "entry", 7, [], id="the person wrote"),
        pytest.param(2, "person", 1, [], id="somebody changed the person"),
        pytest.param(2, "entry", 7, ["nhắc"], id="somebody else wrote"),
    ],
)
async def test_what_happens_between_deciding_and_sending_counts(
    house: House, actor: int, table: str, about: int, said: list[str]
) -> None:
    opinion: Opinion = house.opinion  # type: ignore[attr-defined]

    def meanwhile() -> None:
        opinion.changed["remind.end_of_day"] = False
        with house.database.unit_of_work() as uow:
            uow.audit("entry.recorded", actor_id=actor, table=table, row_id=about, at=house.clock.now())
            uow.commit()

    opinion.meanwhile = meanwhile
    [number] = put(house, reminder("nhắc"))
    while (found := row(house, number)) is not None and found.state == "pending":
        await asyncio.sleep(0.01)
    assert await heard(house) == said


async def test_many_batches_are_claimed_one_ahead_and_each_is_said_once(house: House) -> None:
    numbers = numbered(house, 3 * BATCH + 1)
    for number in numbers:
        await settled(house, number)
    assert said_to(house) == dict.fromkeys([user.id for user in MANY[: len(numbers)]], 1)


async def test_a_fault_of_its_own_loses_nothing_that_was_claimed_ahead(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    herald, failing = house.app.herald, [BATCH - 1, 2]  # the next batch is on its way by then; then early in one
    one = herald._one

    async def faulty(parcel: Parcel) -> None:
        failing[0] -= 1
        if failing[0] == 0:
            failing.pop(0)
            failing.append(-1)
            raise RuntimeError("for once")
        await one(parcel)

    monkeypatch.setattr(herald, "_one", faulty)
    numbers = numbered(house, 3 * BATCH)
    for number in numbers:
        await settled(house, number)
    assert said_to(house) == dict.fromkeys([user.id for user in MANY[: len(numbers)]], 1)


async def test_a_stop_gives_back_what_was_claimed_ahead(database_url: str) -> None:
    slow = Pace(20, UNHURRIED, UNHURRIED)
    async with open_house(database_url, users=MANY, converse=silence, still=Opinion(), pace=slow) as house:
        numbers = numbered(house, 3 * BATCH)
        await settled(house, numbers[BATCH - AHEAD + 3])
    with house.database.reading() as uow:
        rows = uow.session.exec(select(Outbox)).all()
        assert {row.claimed_by for row in rows if row.state == "pending"} == {None}
        assert len({row.claimed_by for row in rows}) == 2
    house.database.close()


def numbered(house: House, count: int) -> list[int]:
    """That many notices, each to another of MANY, so that they fill batches."""
    chats = [str(user.id) for user in MANY[:count]]
    return put(house, *(Say(Markup("tin"), kind="notice", chat_id=chat, priority=1) for chat in chats))


def said_to(house: House) -> dict[int, int]:
    """How often each of MANY heard anything, those who did."""
    chats = house.simulator.world.state.chats
    heard_by = {user.id: sum(1 for said in chats[user.id].messages.values() if said.by_bot) for user in MANY}
    return {chat: count for chat, count in heard_by.items() if count}


async def left_behind(house: House, *, doubtful: bool) -> int:
    """A row as a process that died left it: claimed, and perhaps already on its way."""
    with house.database.unit_of_work() as uow:
        [number] = outbox.put_all(uow, [outbox_row(reminder("nhắc"), "telegram", "", house.clock.now())])
        found = uow.session.get(Outbox, number)
        assert found is not None
        found.claimed_by, found.claimed_at, found.doubtful = "dead", house.clock.now(), doubtful
        uow.add(found)
        uow.commit()
    return number


@pytest.mark.parametrize(("doubtful", "said"), [(False, ["nhắc"]), (True, [])])
async def test_what_a_dead_process_left_is_taken_over(house: House, doubtful: bool, said: list[str]) -> None:
    number = await left_behind(house, doubtful=doubtful)
    await asyncio.sleep(0.1)
    assert (row(house, number) or Outbox()).state == "pending"  # type: ignore[call-arg]
    house.clock.forward(seconds=LEASE.total_seconds() + 1)
    done = await settled(house, number)
    assert (done.state, await heard(house)) == ("sent", said)
    assert (done.note or "").startswith("unconfirmed") == doubtful


async def test_a_second_process_beside_says_nothing_twice(house: House) -> None:
    app, database = house.app, house.database
    second, pace = (
        Worker(Database.connect(str(database._engine.url.render_as_string(hide_password=False)))),
        Pace(1000, UNHURRIED, UNHURRIED),
    )
    channel = TelegramChannel(house.simulator.token, house.simulator.base_url)
    health = Health(house.clock.now())
    sender = Sender({"telegram": channel}, second, house.clock, pace, health, asyncio.Event())

    def as_it_stands(uow: UnitOfWork, now: datetime, rows: Sequence[Key]) -> Mapping[tuple[int, str], Say | None]:
        return {(person, kind): None for person, kind, _ in rows}

    other = Herald(sender, second, house.clock, pace, health, asyncio.Event(), as_it_stands)
    running = asyncio.create_task(other.run())
    numbers = [put(house, reminder(f"tin {n}", f"remind.{n}", 1 + n % 2))[0] for n in range(40)]
    for number in numbers:
        await settled(house, number)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await other.finish(1)
    await channel.stop()
    while app.health.counts["sent"] + health.counts["sent"] < 40:
        await asyncio.sleep(0.01)
    second.close()
    second.database.close()
    texts = [*await heard(house), *await heard(house, CHAT + 1)]
    assert sorted(texts) == sorted(f"tin {n}" for n in range(40))
    assert app.health.counts["sent"] + health.counts["sent"] == 40
