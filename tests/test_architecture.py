"""Imports go one way: bot → handlers → services → {nlu, scoring, storage} (DESIGN of the house: docs/contributors.md).

Every rule is a function from source text to faults; the bad snippets at the end show that each of them can fail.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "handlers", "services", "nlu", "scoring", "storage")

# room -> the other rooms it may name; bot/app.py is the composition root and knows them all.
ARROWS: Mapping[str, frozenset[str]] = {
    "bot": frozenset({"handlers", "services", "nlu", "scoring", "storage"}),
    "handlers": frozenset({"services", "nlu", "scoring"}),
    "services": frozenset({"nlu", "scoring", "storage"}),
    "nlu": frozenset(),
    "scoring": frozenset(),
    "storage": frozenset(),
}
VALUE_TYPES_ONLY = {("handlers", "nlu"), ("handlers", "scoring")}
# A typed "Đồng ý" or "dong y" must be compared as the reader compares words; a second folding would drift from it.
ALLOWED = {"nlu.fold"}
ISLAND = "bot.simulator"

# foreign package -> where it may stand (a folder ends with a slash)
HOMES: Mapping[str, str] = {
    "telegram": "bot/channels/telegram.py",
    "sqlmodel": "storage/",
    "sqlalchemy": "storage/",
    "alembic": "storage/",
    "psycopg": "storage/",
    "dateparser": "nlu/",
    "apscheduler": "bot/jobs.py",
}
CLOCK = "bot/clock.py"
NOW = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
}
ENVIRONMENT = {"os.environ", "os.getenv", "os.environb", "os.putenv"}


@dataclass(frozen=True)
class Import:
    """One imported name: `from module import name`, or `import module` with name None."""

    module: str
    name: str | None
    line: int


def module_name(path: str) -> str:
    """Give the dotted module of a path relative to the project."""
    parts = path.removesuffix(".py").split("/")
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _base(path: str, node: ast.ImportFrom) -> str:
    """Resolve the dots of a relative import."""
    if not node.level:
        return node.module or ""
    package = path.split("/")[:-1]
    kept = package[: len(package) - node.level + 1]
    return ".".join([*kept, *([node.module] if node.module else [])])


def imports(path: str, tree: ast.AST) -> Iterator[Import]:
    """Walk every import of a file, also those inside functions and under TYPE_CHECKING."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, None, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(path, node)
            yield from (Import(base, alias.name, node.lineno) for alias in node.names)


def _inside(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def arrow_faults(path: str, tree: ast.AST) -> Iterator[str]:
    """Name each import of a room that this room may not know."""
    room = path.split("/")[0]
    for found in imports(path, tree):
        other = found.module.split(".")[0]
        if other in ROOMS and other != room and other not in ARROWS[room]:
            yield f"{path}:{found.line} {room} must not import {other}"


def value_faults(path: str, tree: ast.AST) -> Iterator[str]:
    """Where a room may only name value types of another, report every other name it uses, by whatever way."""
    room = path.split("/")[0]
    for full, line in {*_imported(path, tree), *_used(path, tree)}:
        other, *inner = full.split(".")
        if (room, other) in VALUE_TYPES_ONLY and inner and full not in ALLOWED and not _names_a_type(inner):
            yield f"{path}:{line} {room} may use only value types of {other}, not {full}"


def _imported(path: str, tree: ast.AST) -> Iterator[tuple[str, int]]:
    for found in imports(path, tree):
        yield (found.module if found.name is None else f"{found.module}.{found.name}"), found.line


def _names_a_type(parts: list[str]) -> bool:
    return any(part[:1].isupper() and not part.isupper() for part in parts)


def island_faults(path: str, tree: ast.AST) -> Iterator[str]:
    """The stand-in for Telegram speaks the wire protocol only and imports none of our packages."""
    if not _inside(module_name(path), ISLAND):
        return
    for found in imports(path, tree):
        full = found.module if found.name is None else f"{found.module}.{found.name}"
        if found.module.split(".")[0] in ROOMS and not _inside(full, ISLAND):
            yield f"{path}:{found.line} the simulator must not import {full}"


def home_faults(path: str, tree: ast.AST) -> Iterator[str]:
    """Name each foreign package that stands outside its one place; scoring takes the standard library only."""
    for found in imports(path, tree):
        package = found.module.split(".")[0]
        home = HOMES.get(package)
        if home is not None and not (path == home or (home.endswith("/") and path.startswith(home))):
            yield f"{path}:{found.line} {package} belongs to {home}"
        if path.startswith("scoring/") and package != "scoring" and package not in sys.stdlib_module_names:
            yield f"{path}:{found.line} scoring takes the standard library only, not {package}"


def _aliases(tree: ast.AST, path: str) -> dict[str, str]:
    """Map the names of a file to what they stand for: `dt` → `datetime`, `now_of` → `datetime.datetime`."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                known[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                known[alias.asname or alias.name] = f"{_base(path, node)}.{alias.name}"
    return known


def _dotted(node: ast.expr, known: Mapping[str, str]) -> str | None:
    """Spell out `dt.datetime.now` as `datetime.datetime.now`, or None where it is no plain chain of names."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute):
        base = _dotted(node.value, known)
        return f"{base}.{node.attr}" if base else None
    return None


def _used(path: str, tree: ast.AST) -> Iterator[tuple[str, int]]:
    known = _aliases(tree, path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            full = _dotted(node, known)
            if full:
                yield full, node.lineno


def clock_faults(path: str, tree: ast.AST) -> Iterator[str]:
    """The time of day is asked in one file; everybody else is told."""
    if path == CLOCK:
        return
    for full, line in _used(path, tree):
        if full in NOW:
            yield f"{path}:{line} {full} stands outside {CLOCK}"


def environment_faults(path: str, tree: ast.AST) -> Iterator[str]:
    """Only bot/ knows the environment; no settings object below it."""
    if path.startswith("bot/"):
        return
    for full, line in _used(path, tree):
        if full in ENVIRONMENT:
            yield f"{path}:{line} {full} stands outside bot/"


RULES = (arrow_faults, value_faults, island_faults, home_faults, clock_faults, environment_faults)


def faults(path: str, source: str) -> list[str]:
    """Ask every rule about one file."""
    tree = ast.parse(source)
    return sorted({fault for rule in RULES for fault in rule(path, tree)})


def edges(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """Give module → the modules of ours it imports (`from a import b` means a.b where that is a module)."""
    modules = {module_name(path) for path in sources}
    graph: dict[str, set[str]] = {module: set() for module in modules}
    for path, source in sources.items():
        for found in imports(path, ast.parse(source)):
            full = f"{found.module}.{found.name}"
            target = full if full in modules else found.module
            if target in modules and target != module_name(path):
                graph[module_name(path)].add(target)
    return graph


def cycles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Give the import cycles: the groups of modules that reach one another (Tarjan's strong components)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for target in sorted(graph[module]):
            if target not in index:
                visit(target)
                low[module] = min(low[module], low[target])
            elif target in stack:
                low[module] = min(low[module], index[target])
        if low[module] == index[module]:
            cut = stack.index(module)
            group = sorted(stack[cut:])
            del stack[cut:]
            if len(group) > 1:
                found.append(group)

    for module in sorted(graph):
        if module not in index:
            visit(module)
    return found


@pytest.fixture(scope="module")
def house() -> dict[str, str]:
    """Read every Python file of the rooms: path relative to the project → source."""
    files = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_walked(house: dict[str, str], room: str) -> None:
    assert any(path.startswith(f"{room}/") for path in house)


def test_imports_go_one_way(house: dict[str, str]) -> None:
    found = [fault for path, source in house.items() for fault in faults(path, source)]
    assert not found, "\n".join(found)


def test_no_modules_import_one_another(house: dict[str, str]) -> None:
    found = cycles(edges(house))
    assert not found, "\n".join(" ↔ ".join(group) for group in found)


BAD = [
    ("handlers/day.py", "from storage import entries", "handlers must not import storage"),
    ("handlers/day.py", "import storage.tables", "handlers must not import storage"),
    ("handlers/texts/a.py", "from bot.settings import Settings", "handlers must not import bot"),
    ("handlers/day.py", "from nlu import understand", "only value types of nlu, not nlu.understand"),
    ("handlers/day.py", "import nlu\nnlu.match('x')", "only value types of nlu, not nlu.match"),
    ("handlers/day.py", "import nlu as n\nn.understand('x')", "only value types of nlu, not nlu.understand"),
    ("handlers/day.py", "from scoring import tally", "only value types of scoring, not scoring.tally"),
    ("handlers/day.py", "import scoring.tally as t", "only value types of scoring, not scoring.tally"),
    ("services/day.py", "from handlers.turn import Turn", "services must not import handlers"),
    ("services/day.py", "def f():\n    import bot.app", "services must not import bot"),
    ("nlu/a.py", "from scoring import Policy", "nlu must not import scoring"),
    ("nlu/a.py", "if TYPE_CHECKING:\n    from storage.tables import Entry", "nlu must not import storage"),
    ("scoring/a.py", "from services.a import b", "scoring must not import services"),
    ("storage/a.py", "from nlu.model import Span", "storage must not import nlu"),
    ("bot/simulator/server.py", "from bot.clock import Clock", "the simulator must not import bot.clock.Clock"),
    ("bot/simulator/server.py", "from bot import clock", "the simulator must not import bot.clock"),
    ("bot/simulator/server.py", "from .. import clock", "the simulator must not import bot.clock"),
    ("bot/simulator/server.py", "import nlu", "the simulator must not import nlu"),
    ("bot/channels/zalo.py", "from telegram import Bot", "telegram belongs to bot/channels/telegram.py"),
    ("services/a.py", "from sqlmodel import select", "sqlmodel belongs to storage/"),
    ("bot/app.py", "import sqlalchemy.exc", "sqlalchemy belongs to storage/"),
    ("bot/app.py", "from alembic import command", "alembic belongs to storage/"),
    ("services/a.py", "import dateparser", "dateparser belongs to nlu/"),
    ("bot/app.py", "from apscheduler.schedulers.asyncio import AsyncIOScheduler", "apscheduler belongs to bot/jobs.py"),
    ("scoring/a.py", "import pydantic", "the standard library only, not pydantic"),
    ("bot/jobs.py", "from datetime import datetime\nx = datetime.now()", "datetime.datetime.now stands outside"),
    ("bot/jobs.py", "import datetime as dt\nx = dt.datetime.now(dt.UTC)", "datetime.datetime.now stands outside"),
    ("bot/jobs.py", "from datetime import date as d\nx = d.today", "datetime.date.today stands outside"),
    ("nlu/a.py", "import time\nx = time.time()", "time.time stands outside"),
    ("nlu/a.py", "from time import time\nx = time()", "time.time stands outside"),
    ("storage/a.py", "import os\nx = os.environ['A']", "os.environ stands outside bot/"),
    ("services/a.py", "from os import getenv\nx = getenv('A')", "os.getenv stands outside bot/"),
]

GOOD = [
    ("bot/app.py", "from storage.database import Database\nfrom handlers import router"),
    ("bot/channels/telegram.py", "from telegram import Bot"),
    ("bot/clock.py", "from datetime import UTC, datetime\nx = datetime.now(UTC)"),
    ("bot/jobs.py", "from apscheduler.schedulers.asyncio import AsyncIOScheduler"),
    ("bot/settings.py", "import os\nx = os.environ"),
    ("bot/simulator/server.py", "from .rules import check\nfrom bot.simulator import faults\nimport aiohttp.web"),
    ("handlers/day.py", "from nlu import Reading, fold\nfrom services import day\nfrom .turn import Turn"),
    ("handlers/day.py", "import nlu\ndef f(r: nlu.Reading) -> str:\n    return nlu.fold(r.text)"),
    ("handlers/day.py", "from scoring.tally import Tally\nx = Tally.empty"),
    ("services/day.py", "from datetime import datetime\ndef f(now: datetime) -> datetime:\n    return now"),
    ("services/day.py", "import time\nx = time.monotonic()\nfrom nlu import understand"),
    ("storage/a.py", "from sqlmodel import select\nimport sqlalchemy as sa"),
    ("nlu/dates.py", "import dateparser\nclass A:\n    now = 1\nx = A().now"),
]


@pytest.mark.parametrize(("path", "source", "fault"), BAD)
def test_a_forbidden_arrow_is_found(path: str, source: str, fault: str) -> None:
    found = faults(path, source)
    assert any(fault in line for line in found), found


@pytest.mark.parametrize(("path", "source"), GOOD)
def test_an_allowed_arrow_is_left_alone(path: str, source: str) -> None:
    assert faults(path, source) == []


def test_a_cycle_of_three_modules_is_found_and_named() -> None:
    sources = {
        "nlu/__init__.py": "from .a import x",
        "nlu/a.py": "from nlu import b",
        "nlu/b.py": "def f():\n    from .c import x",
        "nlu/c.py": "import nlu.a",
        "nlu/d.py": "from nlu.a import x",
    }
    assert cycles(edges(sources)) == [["nlu.a", "nlu.b", "nlu.c"]]


def test_a_package_that_gathers_its_modules_is_no_cycle() -> None:
    assert cycles(edges({"nlu/__init__.py": "from .a import x", "nlu/a.py": "from .b import y", "nlu/b.py": ""})) == []


def test_a_module_that_asks_its_own_package_is_a_cycle() -> None:
    sources = {"nlu/__init__.py": "from .a import x", "nlu/a.py": "from nlu import x"}
    assert cycles(edges(sources)) == [["nlu", "nlu.a"]]
