"""SIGKILL in the middle of each step of a task: before its commit nothing has happened, after it all of it has.

The process that is killed does one turn as the dispatcher does it – handle, outbox, inbox row – and dies at a boundary;
the update is then handled again, as after a restart.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from storage import inbox, outbox
from storage.database import Database
from storage.tables import Assignment, AssignmentRequest, AssignmentVersion, Audit, Entry, Outbox
from tests.handlers.conftest import MONDAY, OpenChat
from tests.handlers.conftest import open_chat as open_chat

ROOT = Path(__file__).parents[2]
CHANNEL = "telegram"
PROGRAM = """
import json, os, signal, sys
from datetime import datetime
from bot.outgoing import outbox_row
from handlers.router import handle
from handlers.turn import Turn
from services.office import Office
from storage import inbox, outbox
from storage.database import Database

url, boundary, row, given = sys.argv[1], sys.argv[2], int(sys.argv[3]), json.loads(sys.argv[4])
now = datetime.fromisoformat(given.pop("sent_at"))

def die(here):
    if boundary == here:
        os.kill(os.getpid(), signal.SIGKILL)

database = Database.connect(url)
with database.unit_of_work() as uow:
    if inbox.load(uow, row) is None:
        sys.exit(0)
    reply = handle(Turn(sent_at=now, **given), uow, Office())
    uow.flush()
    die("handled")
    outbox.put_all(uow, [outbox_row(say, "telegram", given["chat_id"], now) for say in reply.says])
    inbox.done(uow, row, now)
    die("queued")
    uow.commit()
    die("committed")
"""
STEPS: dict[str, tuple[list[tuple[str, str]], tuple[str, str]]] = {
    "give": ([], ("MH16", "giao @Liên 60%, @Vân 40% khảo sát 15 hộ nghèo, hạn thứ 6")),
    "accept": ([("MH16", "giao @Liên khảo sát 15 hộ nghèo")], ("MH18", "nhận 1")),
    "close with its line": (
        [("MH16", "giao @Liên khảo sát 15 hộ nghèo"), ("MH18", "khảo sát 15 hộ nghèo 6 tiếng")], ("MH18", "1"),
    ),
    "return": (
        [("MH16", "giao @Liên khảo sát 15 hộ nghèo"), ("MH18", "xong 1")], ("MH16", "trả việc 1 vì thiếu, hạn 30/11"),
    ),
    "ask": ([("MH16", "giao @Liên khảo sát 15 hộ nghèo, hạn thứ 6")], ("MH18", "xin gia hạn 1 đến 30/11 vì chờ")),
    "grant": (
        [("MH16", "giao @Liên khảo sát 15 hộ nghèo, hạn thứ 6"), ("MH18", "xin gia hạn 1 đến 30/11 vì chờ")],
        ("MH16", "đồng ý 1"),
    ),
    "transfer": ([("MH16", "giao @Liên khảo sát 15 hộ nghèo, hạn thứ 6")], ("MH16", "chuyển việc 1 cho Vân")),
    "withdraw": ([("MH16", "giao @Liên và @Vân khảo sát 15 hộ nghèo")], ("MH16", "thu hồi 1")),
}  # fmt: skip


def state(database: Database) -> dict[str, list[Any]]:
    """Everything that a step writes."""
    with database.reading() as uow:
        return {
            "tasks": [t.model_dump(mode="json") for t in uow.session.exec(select(Assignment))],
            "versions": [(v.assignment_id, v.operation) for v in uow.session.exec(select(AssignmentVersion))],
            "requests": [(r.assignment_id, r.state) for r in uow.session.exec(select(AssignmentRequest))],
            "tied": [(e.id, e.assignment_id) for e in uow.session.exec(select(Entry))],
            "audit": [a.code for a in uow.session.exec(select(Audit)) if a.code.startswith("assignment")],
            "said": [o.chat_id for o in uow.session.exec(select(Outbox))],
        }  # fmt: skip


def turn(url: str, boundary: str, row: int, code: str, text: str) -> int:
    """One turn in a process of its own; gives how it ended."""
    given = {"channel": CHANNEL, "chat_id": f"chat-{code}", "user_id": f"chat-{code}", "message_id": "77777",
             "text": text, "sent_at": MONDAY.replace(minute=59).isoformat()}  # fmt: skip
    command = [sys.executable, "-c", PROGRAM, url, boundary, str(row), json.dumps(given)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}).returncode


SHORT = "close with its line"
MARKED = [step if step == SHORT else pytest.param(step, marks=pytest.mark.long) for step in STEPS]


@pytest.mark.parametrize("step", MARKED)
def test_a_step_happens_once_or_not_at_all(
    open_chat: OpenChat, database: Database, database_url: str, step: str
) -> None:
    before_steps, (code, text) = STEPS[step]
    chats = {name: open_chat(name) for name in ("MH16", "MH18", "MH19")}
    for name, said in before_steps:
        chats[name].say(said)
        for chat in chats.values():
            chat.receive()
    with database.unit_of_work() as uow:
        inbox.receive(uow, CHANNEL, [(1, f"chat-{code}", {})], MONDAY)
        uow.commit()
    with database.reading() as uow:
        [(row, _)] = inbox.next_rows(uow, limit=10)
    before = state(database)
    for boundary in ("handled", "queued"):
        assert turn(database_url, boundary, row, code, text) == -signal.SIGKILL
        assert state(database) == before, boundary
    assert turn(database_url, "committed", row, code, text) == -signal.SIGKILL
    after = state(database)
    assert after != before
    assert turn(database_url, "", row, code, text) == 0
    assert state(database) == after, "the same update again"
    with database.reading() as uow:
        assert outbox.queue(uow).waiting == len(after["said"]) - len(before["said"])
