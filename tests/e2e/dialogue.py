"""Dialogues as data: who says what at which time, what the bot must answer, which lines the log then holds.

A TOML file holds [[dialogue]] tables: `name`, `now`, `people` (name in the dialogue → staff code), `admins`, `step` and
`entries`.
A step does one thing – say, reply (to the bot's latest message), edit (the own latest message), tap, photo, document,
sheet (a file `name` with that content), send (voice, sticker …), forward, tick (the minute's timetable) – and may set
the clock (`at`, or `skip` seconds).
Then: `expect` / `reject` are parts of the answers' text, `buttons` beginnings of the latest message's labels, `toast`
the toast, `picture` that a photo came, `to` who is told besides. `entries` lists, per person, the lines that stand at
the end, each with the keys that matter.
"""

from __future__ import annotations

import asyncio
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.simulator.client import BotMessage, NoAnswer, Sent
from storage import outbox
from tests.e2e.house import House

FOLDER = Path(__file__).parent / "dialogues"
Step = dict[str, Any]
PATIENCE = 100
"""Times of a fiftieth of a second that a reply waits for the number of the message it answers to be noted."""


def load() -> list[dict[str, Any]]:
    """Every dialogue of the folder, in order, with the name of its file."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for dialogue in tomllib.loads(path.read_text(encoding="utf-8"))["dialogue"]:
            found.append(dialogue | {"id": f"{path.stem}: {dialogue['name']}"})
    return found


@dataclass
class Stage:
    """A running dialogue: who is which user of the page, and what was said last."""

    house: House
    users: dict[str, int]
    own: dict[str, Sent] = field(default_factory=dict)

    async def play(self, dialogue: dict[str, Any]) -> None:
        """Link everybody who is not a stranger, play the steps, compare the log."""
        self.house.clock.set(datetime.fromisoformat(dialogue["now"]))
        for code in dialogue.get("admins", ()):
            self.house.make_admin(code)
        for name, code in dialogue["people"].items():
            if code and not dialogue.get("unlinked"):
                await self.house.link(self.users[name], code)
        for step in dialogue["step"]:
            await self._step(step, next(iter(dialogue["people"])))
        for name, wanted in dialogue.get("entries", {}).items():
            self._compare(dialogue["people"][name], wanted)

    async def _step(self, step: Step, first: str) -> None:
        who = step.get("who", first)
        if "at" in step:
            self.house.clock.set(datetime.fromisoformat(step["at"]))
        self.house.clock.forward(seconds=step.get("skip", 1))
        others = {name: await self.house.sim.cursor() for name in step.get("to", {})}
        if step.get("tick"):
            cursor = await self.house.sim.cursor()
            await self.house.app.jobs.tick()
            answers = await self._after(who, cursor) if step.get("expect") else []
        elif "tap" in step:
            answers = await self._tap(self.users[who], step)
        else:
            answers = await self.house.sim.wait_for_reply(await self._act(who, step), step.get("answers", 1))
        self._judge(step, answers)
        for name, cursor in others.items():
            self._judge({"expect": step["to"][name]}, await self._told(name, cursor, step["to"][name]))

    async def _told(self, name: str, cursor: int, parts: list[str]) -> list[BotMessage]:
        """What somebody hears besides, up to the last of the parts; something of an earlier step may come first."""
        heard: list[BotMessage] = []
        while not all(any(part in _spaced(said.text) for said in heard) for part in parts):
            try:
                events = await self.house.sim.wait(self.users[name], cursor)
            except NoAnswer:
                break
            heard += [BotMessage(event["message"], event["type"] == "edit") for event in events]
            cursor = max(event["seq"] for event in events)
        return heard

    async def _after(self, name: str, cursor: int) -> list[BotMessage]:
        """What the bot says to somebody after a point in time."""
        events = await self.house.sim.wait(self.users[name], cursor)
        return [BotMessage(event["message"], event["type"] == "edit") for event in events]

    async def _act(self, who: str, step: Step) -> Sent:
        user, sim = self.users[who], self.house.sim
        if "say" in step:
            self.own[who] = await sim.say(user, step["say"], forward=step.get("forward", False))
        elif "reply" in step:
            self.own[who] = await sim.say(user, step["reply"], reply_to=await self._shown(user))
        elif "edit" in step:
            return await sim.edit(user, self.own[who].message_id, step["edit"])
        elif "photo" in step:
            target = await self._shown(user) if step.get("in_reply") else None
            return await sim.photo(user, step["photo"], reply_to=target)
        elif "document" in step:
            target = await self._shown(user) if step.get("in_reply") else None
            return await sim.document(user, step["document"], 52_000, caption=step.get("caption", ""), reply_to=target)
        elif "sheet" in step:
            return await sim.upload(user, step["name"], step["sheet"].encode(), step.get("caption", ""))
        else:
            return await sim.special(step["send"], user)
        return self.own[who]

    async def _shown(self, user: int) -> int:
        """The latest message of a chat once the bot has noted its number: nobody replies within milliseconds."""
        for _ in range(PATIENCE):
            with self.house.database.reading() as uow:
                waiting = outbox.due(uow, self.house.clock.now(), 100)
            if not any(row.chat_id == str(user) for row in waiting):
                break
            await asyncio.sleep(0.02)
        return (await self.house.sim.last(user)).message_id

    async def _tap(self, user: int, step: Step) -> list[BotMessage]:
        sim = self.house.sim
        message = await sim.last(user)
        labels = [label for label in message.labels if label.startswith(step["tap"])]
        assert labels, f"no button {step['tap']!r} among {message.labels}"
        tapped = await sim.tap(user, message.message_id, labels[0])
        toast = await sim.wait_for_toast(tapped)
        if "toast" in step:
            assert step["toast"] in toast.text
        return await sim.wait_for_reply(tapped, step.get("answers", 1)) if step.get("expect") else []

    def _judge(self, step: Step, answers: list[BotMessage]) -> None:
        text = _spaced("\n".join(answer.text for answer in answers))
        for part in step.get("expect", []):
            assert part in text, f"{step}\nmissing {part!r} in:\n{text}"
        for part in step.get("reject", []):
            assert part not in text, f"{step}\nunwanted {part!r} in:\n{text}"
        assert not step.get("picture") or any(answer.raw.get("photo") for answer in answers), f"{step}: no picture"
        for label in step.get("buttons", []):
            assert any(found.startswith(label) for found in answers[-1].labels), (
                f"{label!r} not in {answers[-1].labels}"
            )

    def _compare(self, code: str, wanted: list[dict[str, Any]]) -> None:
        standing = [line for line in self.house.entries(code) if line["state"] != "withdrawn"]
        found = [{key: _plain(line[key]) for key in keys} for line, keys in zip(standing, wanted, strict=False)]
        assert found == [{key: _plain(value) for key, value in keys.items()} for keys in wanted], standing
        assert len(standing) == len(wanted), standing


def _spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def _plain(value: Any) -> Any:
    """TOML has no null ("-" stands for it); numbers compare by value."""
    if value == "-":
        return None
    return float(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else value
