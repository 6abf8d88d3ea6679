"""Run turns and be killed in the middle of each: at every write, just before the commit, just after it.

`python -m tests.e2e.kill_turns URL` fills the database of the address, plays the steps of test_kill_review.py and
prints one line a step: the number of boundaries at which a process died. It stops with an error where anything of a
killed turn is left, or anything of a committed one is missing. Each turn runs in a forked process of its own, as the
intake does it: handled, answered into the outbox and ticked off in the inbox in one transaction.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import event
from sqlmodel import select

from bot.outgoing import outbox_row
from handlers.router import handle
from handlers.turn import Turn
from services import operators
from services.office import Office
from storage import inbox, outbox, people
from storage.database import Database
from storage.tables import METADATA, Inbox
from storage.uow import UnitOfWork
from tests.handlers.chat import fill
from tests.handlers.conftest import MONDAY

AN, SON, THU, TUAN, HUONG = "MH22", "MH21", "MH02", "MH09", "MH16"
DECEMBER = timedelta(days=8)
NOW = timedelta(0)
STEPS: list[tuple[str, str, str, timedelta]] = [
    ("told", AN, "khai sinh 3, khai tử 2, kết hôn 1, chứng thực 4 bản", NOW),
    ("listed", SON, "/duyet", NOW),
    ("approved", SON, "duyệt 1, 4", NOW),
    ("undone", SON, "hoàn tác", NOW),
    ("approved again", SON, "duyệt 1, 4", NOW),
    ("returned", SON, "trả 2 vì thiếu minh chứng", NOW),
    ("objected", AN, "không đồng ý vì sổ có ghi", NOW),
    ("answered", THU, "chấp nhận vì đã xem sổ", NOW),
    ("judged", SON, "3 lỗi 2", NOW),
    ("excused", SON, "3 khách quan vì mất điện", NOW),
    ("day shown", AN, "/homnay", NOW),
    ("panel", AN, "sửa 1", NOW),
    ("change asked", AN, "5 hồ sơ", NOW),
    ("change agreed", SON, "đồng ý", NOW),
    ("stood in", SON, "uỷ quyền cho chị Hương từ mai đến thứ 6", NOW),
    ("ended", SON, "thôi uỷ quyền", NOW),
    ("reviewer named", TUAN, "/nguoiduyet MH01 MH04", NOW),
    ("month shown", SON, "/chot 11/2026", DECEMBER),
    ("month closed", SON, "chốt", DECEMBER),
    ("month opened", TUAN, "/molai Trung tâm 11/2026 vì thiếu một dòng", DECEMBER),
]


def prepared(url: str) -> None:
    """The demo office; five people linked; one administrator."""
    database = Database.connect(url)
    database.upgrade()
    fill(database, MONDAY)
    with database.unit_of_work() as uow:
        for code in (AN, SON, THU, TUAN, HUONG):
            person = operators.the_person(uow, code, None)
            people.link(uow, person.id, "telegram", code, MONDAY)
            people.consent(uow, "telegram", code, MONDAY)
        operators.make_admin(uow, TUAN, None, MONDAY)
        uow.commit()
    database.close()


def state(url: str) -> str:
    """Every row of every table."""
    database = Database.connect(url)
    with database.reading() as uow:
        found = {
            table.name: [
                [str(value) for value in row] for row in uow.session.execute(select(table).order_by(table.c.id))
            ]  # type: ignore[call-overload]
            for table in METADATA.sorted_tables
            if table.name not in ("catalogue_item", "post")
        }
    database.close()
    return json.dumps(found)


def received(url: str, number: int, code: str, text: str) -> int:
    """The update in the inbox, as the intake commits it."""
    database = Database.connect(url)
    with database.unit_of_work() as uow:
        inbox.receive(uow, "telegram", [(number, code, {"text": text})], MONDAY)
        uow.commit()
        row = uow.session.exec(select(Inbox).where(Inbox.update_id == number)).one()
        found = row.id or 0
    database.close()
    return found


def turn(uow: UnitOfWork, row_id: int, code: str, text: str, number: int, later: timedelta) -> None:
    """What the dispatcher does with a row of the inbox."""
    now = MONDAY + timedelta(seconds=number) + later
    assert inbox.load(uow, row_id) is not None
    reply = handle(Turn("telegram", code, code, str(number), now, text=text), uow, Office())
    outbox.put_all(uow, [outbox_row(say, "telegram", code, now) for say in reply.says])
    inbox.done(uow, row_id, now)


def die() -> None:
    """As the power cut does it."""
    os.kill(os.getpid(), signal.SIGKILL)


def child(url: str, work: Callable[[UnitOfWork], None], boundary: int | None) -> int:
    """Run a turn in a process that dies at its `boundary`-th write, else just before the commit (None: just after).

    Gives how many writes it had begun.
    """
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            _live(url, work, boundary, writer)
        finally:
            os._exit(3)  # an error, not a kill
    os.close(writer)
    told = b""
    while piece := os.read(reader, 4096):
        told += piece
    os.close(reader)
    _, status = os.waitpid(process, 0)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        raise SystemExit(f"the turn failed by itself: {status}")
    return len(told)


def _live(url: str, work: Callable[[UnitOfWork], None], boundary: int | None, writer: int) -> None:
    database = Database.connect(url)
    count = 0

    def write(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        nonlocal count
        if statement.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            count += 1
            os.write(writer, b"w")
            if count == boundary:
                die()

    event.listen(database._engine, "before_cursor_execute", write)
    if boundary is not None:
        event.listen(database._engine, "commit", lambda _c: die())
    with database.unit_of_work() as uow:
        work(uow)
        uow.commit()
    die()


def play(url: str, step: tuple[str, str, str, timedelta], number: int) -> int:
    """Kill one turn at each of its boundaries and then let it be; gives the number of kills."""
    name, code, text, later = step
    row_id = received(url, number, code, text)
    before = state(url)

    def work(uow: UnitOfWork) -> None:
        turn(uow, row_id, code, text, number, later)

    boundary, writes = 1, 1
    while boundary <= writes + 1:  # the last one dies before the commit
        begun = child(url, work, boundary)
        writes = max(writes, begun)
        if state(url) != before:
            raise SystemExit(f"{name}: something of a killed turn is left at boundary {boundary}")
        boundary += 1
        if begun < boundary - 1:
            break
    child(url, work, None)
    if state(url) == before:
        raise SystemExit(f"{name}: a committed turn is lost")
    return boundary


def main() -> int:
    """Play every step."""
    url = sys.argv[1]
    prepared(url)
    for number, step in enumerate(STEPS, 1):
        print(json.dumps([step[0], play(url, step, number)]), flush=True)
    print(state(url))
    return 0


if __name__ == "__main__":
    sys.exit(main())
