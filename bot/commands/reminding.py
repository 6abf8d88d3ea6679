"""`soviec remind --dry-run` and `soviec reminders`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot import texts
from bot.clock import SystemClock
from bot.commands.base import open_database
from bot.parcels import plain
from bot.settings import Settings, load_settings
from handlers import reminders as handler
from services import operators, reminder_choices
from services.office import Office
from storage.uow import UnitOfWork


def remind(arguments: argparse.Namespace) -> int:
    """Print what would go out at an instant, and who is left out; nothing is sent or stored."""
    settings = load_settings()
    now = arguments.at or SystemClock().now()
    with open_database(settings) as database, database.reading() as uow:
        for line in lines(uow, settings, arguments.agency, now):
            print(json.dumps(line, ensure_ascii=False) if arguments.json else _in_words(line))
    return 0


def lines(uow: UnitOfWork, settings: Settings, agency: str | None, now: datetime) -> Iterator[dict[str, Any]]:
    """One object a message (`staff_code`, `kind`, `text`) and one a person left out (`staff_code`, `skipped`)."""
    home = operators.the_agency(uow, agency)
    office = Office(window_days=settings.window_days)
    found, says = handler.decided(uow, office, now, home.id or 0)
    for reminder, say in zip(found.reminders, says, strict=True):
        text = plain(str(say.text)).replace("\u00a0", " ")
        yield {"staff_code": reminder.staff_code, "kind": reminder.kind, "text": text}
    for person in found.skipped:
        yield {"staff_code": person.staff_code, "skipped": person.reason}


def _in_words(line: dict[str, Any]) -> str:
    if "skipped" in line:
        return texts.REMIND_SKIPPED.format(staff_code=line["staff_code"], reason=texts.SKIPPED[line["skipped"]])
    return texts.REMIND_LINE.format(**{**line, "text": line["text"].replace("\n", " | ")})


def limits(arguments: argparse.Namespace) -> int:
    """Show the limits of an agency's reminders; set those that are named."""
    settings = load_settings()
    asked = {name: getattr(arguments, name) for name in ("least", "most", "usual")} | {"at": arguments.time}
    office = Office(window_days=settings.window_days)
    with open_database(settings) as database, database.unit_of_work() as uow:
        home = operators.the_agency(uow, arguments.agency)
        found = reminder_choices.set_limits(uow, office, home, asked, SystemClock().now())
        uow.commit()
        shown = {"agency": home.name, "at": f"{found.at:%H:%M}", "usual": found.usual}
        print(texts.LIMITS.format(**shown, least=found.least, most=found.most))
    return 0
