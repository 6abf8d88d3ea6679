"""`soviec scores`: the kept scores of everybody whose month is closed."""

from __future__ import annotations

import argparse
from datetime import datetime

from bot import texts
from bot.clock import SystemClock
from bot.commands.base import open_database
from services import operators, score_months
from services.errors import Refusal
from services.score_months import Kept
from storage.database import Database


def scores(arguments: argparse.Namespace) -> int:
    """Keep the scores of a month, of one unit or of all; 1 where somebody could not be scored."""
    year, month = arguments.month
    with open_database() as database:
        agency, unit = _asked(database, arguments.agency, arguments.unit, year, month)
        kept, opened = keep_month(database, year, month, SystemClock().now(), agency=agency, unit=unit)
    counts = (kept.new, kept.before, kept.without)
    for line in texts.scores_lines(year, month, counts, opened, kept.problems, kept.waiting):
        print(line)
    for staff_code, key in kept.refused:
        print(texts.SCORES_REFUSED.format(staff_code=staff_code, key=key))
    return 1 if kept.refused or kept.problems else 0


def _asked(
    database: Database, agency: str | None, unit: str | None, year: int, month: int
) -> tuple[int | None, int | None]:
    """Ids of the named agency and unit. Raises Refusal operator.*, closing.several, closing.open."""
    with database.reading() as uow:
        home = operators.the_agency(uow, agency) if agency else None
        if unit is None:
            return home.id if home else None, None
        named = operators.the_unit(uow, unit, agency)
        if not score_months.is_closed(uow, named.id or 0, year, month):
            raise Refusal("closing.open", month=f"{month}/{year}", unit=named.name)
        return named.agency_id, named.id


def keep_month(
    database: Database, year: int, month: int, now: datetime, *, agency: int | None = None, unit: int | None = None
) -> tuple[Kept, int]:
    """Keep the scores of closed units, one transaction for each batch of them; gives how many units are open too."""
    with database.reading() as uow:
        closed, opened = score_months.closed_units(uow, agency, unit, year, month)
    kept = Kept()
    for batch in score_months.batches(closed):
        with database.unit_of_work() as uow:
            found = score_months.keep_units(uow, batch, year, month, None, now)
            uow.commit()
        kept.add(found)
    return kept, opened
