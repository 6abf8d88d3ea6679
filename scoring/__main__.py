"""`python -m scoring COMMAND`: JSON on standard input, JSON on standard output.

Exit status 0, or 2 with exactly one line on standard error and nothing on standard output.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from scoring.calls import combine_table, policies_table, rank_table, score_table, unit_table
from scoring.errors import ScoringError, one_line
from scoring.policy import Policy
from scoring.read import parse_json
from scoring.registry import builtin, load_folder

SCHEMAS = Path(__file__).resolve().parent / "schema"
REFUSED = 2
Loaded = Mapping[str, Policy]


class _Parser(argparse.ArgumentParser):
    """An argument parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(REFUSED, f"{self.prog}: {one_line(message)}\n")


def build_parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    parser = _Parser(
        prog="python -m scoring", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    _command(commands, "score", "one person's facts of one period → a score sheet", stdin="case")
    _command(commands, "combine", "one person's sheets → the sheet of a quarter or year", stdin="combine", strict=True)
    _command(commands, "unit", "the sheets of a unit's people → the unit's sheet", stdin="unit", strict=True)
    _command(commands, "rank", "totals and grades of a unit → who is over the cap of the top grade", stdin="rank")
    _command(commands, "policies", "which rule sets hold when, for whom, from which sources")
    schema = commands.add_parser("schema", help="a JSON Schema of an input or output")
    schema.add_argument("name", choices=sorted(path.stem for path in SCHEMAS.glob("*.json")))
    return parser


def _command(
    commands: argparse._SubParsersAction[_Parser], name: str, told: str, *, stdin: str = "", strict: bool = False
) -> None:
    reads = f" Reads JSON as in `python -m scoring schema {stdin}`." if stdin else ""
    command = commands.add_parser(name, help=told, description=f"{told}.{reads}")
    command.add_argument(
        "--policies", type=Path, metavar="FOLDER", help="also load the policy files *.toml of a folder"
    )
    if strict:
        told = "refuse what would count twice or does not belong together, instead of saying so in a note"
        command.add_argument("--strict", action="store_true", help=told)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status."""
    told = build_parser().parse_args(arguments)
    if told.command == "schema":
        return _print((SCHEMAS / f"{told.name}.json").read_text(encoding="utf-8"))
    try:
        table = _answer(told, _loaded(told.policies))
    except ScoringError as error:
        sys.stderr.buffer.write(f"{told.command}: {error}\n".encode("utf-8", "backslashreplace"))
        return REFUSED
    return _print(json.dumps(table, ensure_ascii=False, indent=2) + "\n")


def _loaded(folder: Path | None) -> Loaded:
    return builtin() if folder is None else {**builtin(), **load_folder(folder)}


def _answer(told: argparse.Namespace, policies: Loaded) -> dict[str, object]:
    if told.command == "policies":
        return policies_table(policies)
    calls: dict[str, Callable[[object], dict[str, object]]] = {
        "score": lambda data: score_table(data, policies),
        "combine": lambda data: combine_table(data, policies, strict=told.strict),
        "unit": lambda data: unit_table(data, policies, strict=told.strict),
        "rank": lambda data: rank_table(data, policies),
    }
    return calls[told.command](parse_json(sys.stdin.buffer.read()))


def _print(text: str) -> int:
    # the bytes are UTF-8 whatever the locale says
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
