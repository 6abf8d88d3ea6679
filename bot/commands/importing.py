"""`soviec import catalogue|roster|calendar|plan FILE`: all rows, or a list of every faulty one and nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.cli import CommandError
from bot.clock import SystemClock
from bot.commands import leaving
from bot.commands.base import open_database
from handlers.texts import imports as texts
from services import calendar_import, catalogue_import, operators, plan_import, roster_import
from services.faults import FaultyRows
from services.office import Readers
from storage import operators as store
from storage.sheets import Row, SheetError, read_posts, read_sheet
from storage.uow import UnitOfWork

FIRST_AGENCY = "co-quan"


def catalogue(arguments: argparse.Namespace) -> int:
    """Import a catalogue; 1 if a row is faulty."""
    rows = _rows(arguments, catalogue_import.REQUIRED, catalogue_import.OPTIONAL)
    now = SystemClock().now()
    with open_database() as database, database.unit_of_work() as uow:
        code = _agency(uow, arguments.agency)
        try:
            done = catalogue_import.import_catalogue(uow, rows, agency=code, now=now, shared=arguments.shared)
        except FaultyRows as error:
            return _refused(error)
        uow.commit()
    print(f"{code}: {texts.render_catalogue_import(done.items, done.version, done.unchanged, done.retired_version)}")
    return 0


def roster(arguments: argparse.Namespace) -> int:
    """Import people; 1 if a row is faulty."""
    rows = _rows(arguments, roster_import.REQUIRED, roster_import.OPTIONAL)
    now = SystemClock().now()
    with open_database() as database, database.unit_of_work() as uow:
        code = _agency(uow, arguments.agency)
        try:
            posts = read_posts(arguments.posts, code) if arguments.posts else None
            done = roster_import.import_roster(uow, rows, agency=code, now=now, posts=posts)
        except FaultyRows as error:
            return _refused(error)
        except SheetError as error:
            raise _unreadable(error) from error
        back = [operators.the_person(uow, staff_code, code).id for staff_code in done.returned]
        leaving.say_back(uow, back, now)
        gone = leaving.settle(uow, now)
        uow.commit()
    counts = (len(done.added), len(done.changed), len(done.unchanged))
    print(f"{code}: {texts.render_roster_import(*counts, list(done.missing))}")
    for line in (*texts.render_roster_leaving(done.leaving, done.returned, done.away), *gone):
        print(line)
    return 0


def calendar(arguments: argparse.Namespace) -> int:
    """Import days and hours of an agency that is there already; 1 if a row is faulty."""
    rows = _rows(arguments, calendar_import.REQUIRED, calendar_import.OPTIONAL)
    now = SystemClock().now()
    with open_database() as database, database.unit_of_work() as uow:
        code = operators.the_agency(uow, arguments.agency, with_people=False).code
        try:
            done = calendar_import.import_calendar(uow, rows, agency=code, now=now)
        except FaultyRows as error:
            return _refused(error)
        uow.commit()
    print(f"{code}: {texts.render_calendar_import(done.days, done.rules, done.unchanged, done.removed)}")
    return 0


def plan(arguments: argparse.Namespace) -> int:
    """Import the month's plan of people who are there already; 1 if a row is faulty."""
    rows = _rows(arguments, plan_import.REQUIRED, [])
    now = SystemClock().now()
    with open_database() as database, database.unit_of_work() as uow:
        code = operators.the_agency(uow, arguments.agency).code
        try:
            done = plan_import.import_plan(uow, Readers(), rows, agency=code, now=now)
        except FaultyRows as error:
            return _refused(error)
        uow.commit()
    print(f"{code}: {texts.render_plan_import(done.added, done.changed, done.removed, done.unchanged)}")
    return 0


def _agency(uow: UnitOfWork, given: str | None) -> str:
    """The named agency, the only one there is, or a first one."""
    known = [agency.code for agency in store.agencies(uow)]
    if given or not known:
        return given or FIRST_AGENCY
    return operators.the_agency(uow, None, with_people=False).code


def _rows(arguments: argparse.Namespace, required: Sequence[str], optional: Sequence[str]) -> list[Row]:
    try:
        return read_sheet(arguments.file, required, optional)
    except SheetError as error:
        raise _unreadable(error) from error


def _unreadable(error: SheetError) -> CommandError:
    return CommandError(texts.render_file_error(error.code, error.data))


def _refused(error: FaultyRows) -> int:
    print(texts.render_faults(error.faults), file=sys.stderr)
    return 1
