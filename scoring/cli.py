"""`python -m scoring score|combine|unit|rank < in.json > out.json`, `python -m scoring policies|schema`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scoring.combine import combine, rank, unit
from scoring.compute import score
from scoring.errors import CaseError, ScoringError
from scoring.loading import FOLDER, find_policy, policies
from scoring.policy import Policy, Source, Value
from scoring.reading import parse_case, parse_json

SCHEMAS = Path(__file__).parent / "schema"
ABOUT = {
    "score": "one person's facts of one period → a score sheet",
    "combine": "months → quarter → year",
    "unit": "the sheets of a unit's people → the unit's own sheet",
    "rank": "a unit's sheets → the order, and who is over the cap of xuất sắc",
    "policies": "the rule sets: what is in force when, with the source of every value",
    "schema": "the JSON Schema of an input or output",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command: 0, or 2 with one line on standard error and nothing on standard output."""
    arguments = _parser().parse_args(argv)
    try:
        found = _run(arguments)
    except ScoringError as error:
        print(f"scoring: {error}", file=sys.stderr)
        return 2
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scoring",
        description="From approved work to explained points. Reads one JSON object on standard input, writes one on "
        "standard output. Bad input: exit status 2, one line on standard error. See docs/scoring.md.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, about in ABOUT.items():
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("--policies", type=Path, default=FOLDER, metavar="DIR", help="another folder of rule sets")
        if name == "schema":
            command.add_argument("name", choices=sorted(path.stem for path in SCHEMAS.glob("*.json")))
    return parser


def _run(arguments: argparse.Namespace) -> Any:
    folder: Path = arguments.policies
    if arguments.command == "policies":
        return [describe(policy) for policy in policies(folder).values()]
    if arguments.command == "schema":
        return json.loads((SCHEMAS / f"{arguments.name}.json").read_text(encoding="utf-8"))
    found = parse_json(_standard_input())
    if arguments.command == "score":
        case = parse_case(found, folder)
        return score(case, find_policy(case.policy, folder)).to_json()
    if arguments.command == "combine":
        return combine(found, folder).to_json()
    return (unit if arguments.command == "unit" else rank)(found, folder)


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CaseError("input", str(error), "JSON in UTF-8 is wanted") from error


def describe(policy: Policy) -> dict[str, Any]:
    """A rule set with all values and where each comes from."""
    values: dict[str, Value] = {f"result.{name}": value for name, value in policy.result.items()}
    values |= {"general": policy.general.most, "deduction": policy.deduction, "cap": policy.cap}
    values |= {f"general.{group.id}": group.most for group in policy.general_groups}
    values |= {f"extra.{group.id}": group.most for group in policy.extra}
    values |= {f"axis.{group.id}": group.most for group in policy.axes}
    values |= {f"grade.{grade.code}": grade.least for grade in policy.grades}
    return {
        "id": policy.id,
        "title": policy.title,
        "version": policy.version,
        "fingerprint": policy.fingerprint,
        "kinds": list(policy.kinds),
        "from": str(policy.force.since),
        "to": str(policy.force.until) if policy.force.until else None,
        "source": _source(policy.force),
        "values": {name: {"value": str(v.number), **_source(v.source)} for name, v in values.items()},
        "criteria": [{"id": c.id, "label": c.label, "who": c.who, **_source(c.source)} for c in policy.criteria],
        "options": {
            o.name: {
                "values": list(o.values) if o.values else 'a decimal string or "none"', "default": o.default,
                "reason": o.reason, **_source(o.source),
            }
            for o in policy.options.values()
        },
        "disqualifiers": [{"code": d.code, "label": d.label, **_source(d.source)} for d in policy.disqualifiers],
        "notes": list(policy.notes),
    }  # fmt: skip


def _source(source: Source) -> dict[str, Any]:
    found = {"since": str(source.since), "source": source.title, "clause": source.clause, "sure": source.sure}
    return found | ({"url": source.url} if source.url else {})
