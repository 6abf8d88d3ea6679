"""A chat without a network: turns go through the real router, services and database, replies through the outbox."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from bot.outgoing import outbox_row
from handlers.router import handle
from handlers.turn import File, Reply, Turn
from services.catalogue_import import import_catalogue
from services.office import Office
from services.roster_import import import_roster
from storage import operators, outbox, people
from storage.database import Database
from storage.sheets import read_posts, read_sheet
from storage.tables import Outbox

DEMO = Path(__file__).parents[2] / "bot" / "demo" / "data"
AGENCY = "mau-hai"
CATALOGUE = "code name group field product unit standard_minutes coefficient measure aliases posts".split()
ROSTER = "staff_code full_name unit post is_leader manager_staff_code kind".split()
_ids = count(1000)


def fill(database: Database, now: datetime) -> None:
    """The demo agency: catalogue, posts and people, no history."""
    with database.unit_of_work() as uow:
        posts = read_posts(DEMO / "posts.json", AGENCY)
        import_roster(uow, read_sheet(DEMO / "roster.csv", ROSTER), agency=AGENCY, now=now, posts=posts)
        codes = {post.code for post in posts or ()}
        import_catalogue(uow, read_sheet(DEMO / "catalogue.csv", CATALOGUE), agency=AGENCY, now=now, posts=codes)
        uow.commit()


@dataclass
class Sent:
    """A message of the bot as the chat shows it: plain text, buttons by label, its id."""

    text: str
    buttons: dict[str, str]
    message_id: str
    chat_id: str


@dataclass
class Chat:
    """One person's private chat; `sent` is everything the bot said there, edits in place included."""

    database: Database
    office: Office
    staff_code: str
    now: datetime
    sent: list[Sent] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    last_message_id: str = ""

    @property
    def chat_id(self) -> str:
        """Chats are named after the person."""
        return f"chat-{self.staff_code}"

    def link(self, consent: bool = True) -> None:
        """Link and agree, without the conversation."""
        with self.database.unit_of_work() as uow:
            person, _ = operators.people_with_code(uow, self.staff_code)[0]
            people.link(uow, person.id or 0, "telegram", self.chat_id, self.now)
            if consent:
                people.consent(uow, "telegram", self.chat_id, self.now)
            uow.commit()

    def say(self, text: str, *, reply_to: str | None = None, file: File | None = None, **options: object) -> list[Sent]:
        """Send a text (or a file with a caption); gives what the bot answers in this chat."""
        self.last_message_id = str(next(_ids))
        turn = Turn("telegram", self.chat_id, self.chat_id, self.last_message_id, self.now, text=text,
                    reply_to=reply_to, file=file, **{"kind": file.kind if file else "text", **options})  # type: ignore[arg-type]  # fmt: skip
        return self._handle(turn)

    def edit(self, text: str) -> list[Sent]:
        """Edit the last message of the person."""
        turn = Turn("telegram", self.chat_id, self.chat_id, self.last_message_id, self.now, text=text, edited=True)
        return self._handle(turn)

    def tap(self, label: str, of: Sent | None = None) -> list[Sent]:
        """Tap a button of the latest message that has it."""
        message = of or next(m for m in reversed(self.sent) if any(k.startswith(label) for k in m.buttons))
        action = next(action for key, action in message.buttons.items() if key.startswith(label))
        return self.tap_action(action, message.message_id)

    def tap_action(self, action: str, message_id: str) -> list[Sent]:
        """Send any payload, as a forged client could."""
        turn = Turn("telegram", self.chat_id, self.chat_id, message_id, self.now, kind="tap", action=action,
                    tap_id=str(next(_ids)))  # fmt: skip
        return self._handle(turn)

    def _handle(self, turn: Turn) -> list[Sent]:
        self.now += timedelta(seconds=1)
        with self.database.unit_of_work() as uow:
            reply = handle(turn, uow, self.office)
            outbox.put_all(uow, [outbox_row(say, turn.channel, turn.chat_id, self.now) for say in reply.says])
            uow.commit()
        self._toast(reply)
        return self.receive()

    def _toast(self, reply: Reply) -> None:
        if reply.toast:
            self.toasts.append(reply.toast)

    def receive(self) -> list[Sent]:
        """Deliver what waits for this chat."""
        new: list[Sent] = []
        with self.database.unit_of_work() as uow:
            while rows := [row for row in outbox.due(uow, self.now, 50) if row.chat_id == self.chat_id]:
                for row in rows:
                    new.append(self._show(row))
                    outbox.sent(uow, row.id or 0, new[-1].message_id, self.now)
            uow.commit()
        return new

    def _show(self, row: Outbox) -> Sent:
        payload = row.payload
        message_id = str(payload.get("message_id") or next(_ids))
        buttons = {key["label"]: key["action"] for keys in payload.get("rows", []) for key in keys}
        message = Sent(plain(payload["text"]), buttons, message_id, row.chat_id)
        self.sent = [m for m in self.sent if m.message_id != message_id] + [message]
        return message


def plain(html: str) -> str:
    """Text without tags, entities resolved."""
    text = re.sub(r"</?[a-z]+>", "", html).replace("\u00a0", " ")
    return (
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#34;", '"').replace("&#39;", "'")
    )
