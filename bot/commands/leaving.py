"""`soviec person leave|return`, and what the import of a roster does with who leaves."""

from __future__ import annotations

import argparse
from datetime import datetime

from bot.clock import SystemClock
from bot.commands.base import open_database
from bot.outgoing import outbox_row
from handlers import leaving as sentences
from handlers.render import render_date
from handlers.texts import leaving as texts
from services import leaving as service
from services import operators, when
from services.office import Office
from storage import outbox
from storage.uow import UnitOfWork


def leave(arguments: argparse.Namespace) -> int:
    """Note the day from which somebody is gone; what follows from it is done at once, or when the day comes."""
    now = SystemClock().now()
    on = arguments.on or when.today(now)
    with open_database() as database, database.unit_of_work() as uow:
        member = operators.the_person(uow, arguments.staff_code, arguments.agency, also_left=True)
        name, code = member.person.full_name, member.person.staff_code
        service.leave(uow, member.person, on, None, now)
        lines = settle(uow, now)
        uow.commit()
    waits = texts.WILL_LEAVE if on > when.today(now) else texts.HAS_LEFT
    print("\n".join(lines or [waits.format(name=name, code=code, day=render_date(on))]))
    return 0


def come_back(arguments: argparse.Namespace) -> int:
    """Somebody works here again."""
    now = SystemClock().now()
    with open_database() as database, database.unit_of_work() as uow:
        member = operators.the_person(uow, arguments.staff_code, arguments.agency, also_left=True)
        tasks = service.come_back(uow, member.person, None, now)
        say_back(uow, [member.id], now)
        uow.commit()
        print(texts.IS_BACK.format(name=member.person.full_name, code=member.person.staff_code, count=len(tasks)))
    return 0


def settle(uow: UnitOfWork, now: datetime) -> list[str]:
    """Do what is due, tell heads and givers with the same commit, and give the lines for whoever typed."""
    gone = service.settle(uow, now)
    says = [say for one in gone for say in sentences.told(uow, Office(), one, now)]
    outbox.put_all(uow, [outbox_row(say, "telegram", say.chat_id, now) for say in says if say.chat_id])
    return [line for one in gone for line in sentences.summary(one)]


def say_back(uow: UnitOfWork, person_ids: list[int], now: datetime) -> None:
    """Tell people that they may write again."""
    says = [say for one in person_ids for say in sentences.back(uow, Office(), one, now)]
    outbox.put_all(uow, [outbox_row(say, "telegram", say.chat_id, now) for say in says if say.chat_id])
