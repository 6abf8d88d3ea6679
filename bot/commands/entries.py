"""`soviec entries --json`."""

from __future__ import annotations

import argparse
import json

from bot.commands.base import open_database
from services import operators


def entries(arguments: argparse.Namespace) -> int:
    """Print one JSON object a line."""
    given = (arguments.agency, arguments.staff, arguments.first, arguments.last)
    with open_database() as database, database.reading() as uow:
        for line in operators.entry_lines(uow, *given):
            print(json.dumps(line, ensure_ascii=False))
    return 0
