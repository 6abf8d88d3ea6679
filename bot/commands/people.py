"""`soviec admin` and `soviec invite`."""

from __future__ import annotations

import argparse
from datetime import timedelta
from pathlib import Path

from bot import texts
from bot.botname import bot_username
from bot.cli import CommandError
from bot.clock import SystemClock
from bot.commands.base import open_database
from bot.settings import Settings, load_settings
from handlers.invites import invite_sheet
from services import operators
from services.invites import deep_link, spoken


def admin(arguments: argparse.Namespace) -> int:
    """Make a person an administrator."""
    with open_database() as database, database.unit_of_work() as uow:
        member, fresh = operators.make_admin(uow, arguments.staff_code, arguments.agency, SystemClock().now())
        uow.commit()
        words = texts.ADMIN_NOW if fresh else texts.ADMIN_ALREADY
        print(words.format(name=member.person.full_name, code=member.person.staff_code, agency=member.agency))
    return 0


def invite(arguments: argparse.Namespace) -> int:
    """One code with its link, or a sheet for everybody."""
    settings = load_settings()
    if arguments.all == bool(arguments.staff_code):
        raise CommandError(texts.INVITE_WHOM)
    if arguments.all:
        if arguments.out is None:
            raise CommandError(texts.INVITE_OUT)
        return _invite_all(settings, arguments)
    ttl = timedelta(hours=settings.code_hours)
    with open_database(settings) as database, database.unit_of_work() as uow:
        member, code = operators.invite(uow, arguments.staff_code, arguments.agency, SystemClock().now(), ttl)
        uow.commit()
    name = bot_username(settings)
    print(texts.INVITE_CODE.format(name=member.person.full_name, code=spoken(code), hours=settings.code_hours))
    print(deep_link(name, code) if name else texts.INVITE_NO_LINK)
    return 0


def _invite_all(settings: Settings, arguments: argparse.Namespace) -> int:
    name = bot_username(settings)
    if name is None:
        raise CommandError(texts.INVITE_NO_BOT)
    out: Path = arguments.out
    ttl = timedelta(hours=settings.code_hours)
    with open_database(settings) as database, database.unit_of_work() as uow:
        now = SystemClock().now()
        agency, people = operators.invite_everybody(uow, arguments.agency, arguments.unit, now, ttl)
        # The sheet is the only place where the codes exist: it is written before they begin to hold.
        _write(out, invite_sheet(people, name, agency))
        uow.commit()
    print(texts.INVITE_SHEET.format(count=len(people), file=out))
    return 0


def _write(file: Path, page: str) -> None:
    try:
        file.touch(mode=0o600)
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise CommandError(texts.NOT_WRITTEN.format(file=file, reason=error.strerror or error)) from error
