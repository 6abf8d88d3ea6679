"""`soviec entries --json`."""

from __future__ import annotations

import argparse
import json
import sys

from bot.commands.base import open_database
from services import operators


def entries(arguments: argparse.Namespace) -> int:
    """Print one JSON object a line."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    given = (arguments.agency, arguments.staff, arguments.first, arguments.last)
    with open_database() as database, database.reading() as uow:
        for line in operators.entry_lines(uow, *given):
            print(json.dumps(line, ensure_ascii=False))
    return 0
