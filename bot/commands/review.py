"""`soviec reopen` and `soviec reviewer`."""

from __future__ import annotations

import argparse

from bot import texts
from bot.clock import SystemClock
from bot.commands.base import open_database
from services import closing, operators
from services import reviewer as reviewers


def reopen(arguments: argparse.Namespace) -> int:
    """Open a closed month of a unit again; the reason is kept beside it."""
    year, month = arguments.month
    with open_database() as database, database.unit_of_work() as uow:
        unit = operators.the_unit(uow, arguments.unit, arguments.agency)
        done = closing.reopen(uow, unit, year, month, arguments.reason, None, SystemClock().now())
        uow.commit()
    print(texts.REOPENED.format(month=done.month, year=done.year, unit=done.unit))
    return 0


def reviewer(arguments: argparse.Namespace) -> int:
    """Name who reviews somebody without a manager, or nobody."""
    with open_database() as database, database.unit_of_work() as uow:
        person = operators.the_person(uow, arguments.staff_code, arguments.agency)
        other = operators.the_person(uow, arguments.reviewer, person.agency) if arguments.reviewer else None
        reviewers.set_reviewer(uow, person.person, other.person if other else None, None, SystemClock().now())
        uow.commit()
    name = person.person.full_name
    if other is None:
        print(texts.REVIEWER_NOBODY.format(name=name))
    else:
        print(texts.REVIEWER_NAMED.format(reviewer=other.person.full_name, name=name))
    return 0
