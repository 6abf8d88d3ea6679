"""Run turns and be killed in the middle of each: at every write, just before the commit, just after it.

`python -m tests.e2e.kill_turns URL PLAY` fills the database of the address, plays one of kill_plays.py and
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
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event
from sqlmodel import select

from bot.outgoing import outbox_row
from handlers import assign_tick
from handlers.router import handle
from handlers.turn import Turn
from services import operators
from services.office import Office, warm
from storage import inbox, outbox, people
from storage.database import Database
from storage.tables import METADATA, Inbox
from storage.uow import UnitOfWork
from tests.e2e.kill_plays import LINKED, PLAYS, TUAN, Step
from tests.handlers.chat import fill
from tests.handlers.conftest import MONDAY

OFFICE = Office()
KEPT = tuple(table.name for table in METADATA.sorted_tables if table.name not in ("catalogue_item", "post"))


def prepared(url: str) -> None:
    """The demo office; six people linked; one administrator."""
    database = Database.connect(url)
    database.upgrade()
    fill(database, MONDAY)
    with database.unit_of_work() as uow:
        for code in LINKED:
            person = operators.the_person(uow, code, None)
            people.link(uow, person.id, "telegram", code, MONDAY)
            people.consent(uow, "telegram", code, MONDAY)
        operators.make_admin(uow, TUAN, None, MONDAY)
        uow.commit()
    with database.reading() as uow:  # what every turn would build anew is there before the fork
        OFFICE.readers.for_agency(uow, operators.the_person(uow, TUAN, None).person.agency_id)
    warm()
    database.close()


def rows_as_stored(url: str) -> int:
    """One number for every row of every table, as the driver gives them."""
    database = Database.connect(url)
    with database.reading() as uow:
        raw = uow.session.connection().exec_driver_sql
        found = hash(tuple(tuple(map(str, raw(f'SELECT * FROM "{name}" ORDER BY id').all())) for name in KEPT))
    database.close()
    return found


def state(url: str) -> str:
    """Every row of every table."""
    database = Database.connect(url)
    with database.reading() as uow:
        found = {
            table.name: [
                [str(value) for value in row] for row in uow.session.execute(select(table).order_by(table.c.id))
            ]  # type: ignore[call-overload]
            for table in METADATA.sorted_tables
            if table.name in KEPT
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
    if text == "@tick":
        says = assign_tick.run(uow, OFFICE, now)
    else:
        says = handle(spoken(code, text, number, now), uow, OFFICE).says
    outbox.put_all(uow, [outbox_row(say, "telegram", say.chat_id or code, now) for say in says])
    inbox.done(uow, row_id, now)


def spoken(code: str, text: str, number: int, now: datetime) -> Turn:
    """A message, or «@edit:<step>:<text>», the edit of an earlier one."""
    if not text.startswith("@edit:"):
        return Turn("telegram", code, code, str(number), now, text=text)
    _, edited, words = text.split(":", 2)
    return Turn("telegram", code, code, edited, now, text=words, edited=True, edited_at=now)


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


def play(url: str, step: Step, number: int) -> int:
    """Kill one turn at each of its boundaries and then let it be; gives the number of kills."""
    name, code, text, later = step
    row_id = received(url, number, code, text)
    before = rows_as_stored(url)

    def work(uow: UnitOfWork) -> None:
        turn(uow, row_id, code, text, number, later)

    boundary, writes = 1, 1
    while boundary <= writes + 1:  # the last one dies before the commit
        begun = child(url, work, boundary)
        writes = max(writes, begun)
        if rows_as_stored(url) != before:
            raise SystemExit(f"{name}: something of a killed turn is left at boundary {boundary}")
        boundary += 1
        if begun < boundary - 1:
            break
    child(url, work, None)
    if rows_as_stored(url) == before:
        raise SystemExit(f"{name}: a committed turn is lost")
    return boundary


def main() -> int:
    """Play every step."""
    url, name = sys.argv[1:3]
    prepared(url)
    for number, step in enumerate(PLAYS[name], 1):
        print(json.dumps([step[0], play(url, step, number)]), flush=True)
    print(state(url))
    return 0


if __name__ == "__main__":
    sys.exit(main())
