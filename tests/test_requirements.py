"""The requirement files say all that is needed, pinned with hashes, under licences that fit, naming no package host."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "handlers", "services", "nlu", "scoring", "storage")
COPYLEFT = re.compile(r"\bA?GPL|(?<!Lesser )General Public License|Affero", re.IGNORECASE)


def folded(name: str) -> str:
    """Fold a distribution's name as the packaging standard says (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(text: str) -> set[str]:
    """Give the names in a requirements .in file."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {folded(re.split(r"[=<>\[;~! ]", line)[0]) for line in lines if line}


def pinned(text: str) -> dict[str, str]:
    """Give name → version of a locked file; raises ValueError for a line without version or hash."""
    found = {}
    for block in re.split(r"\n(?=[^\s#])", "\n" + text):
        block = "\n".join(line for line in block.splitlines() if line.strip() and not line.strip().startswith("#"))
        if not block:
            continue
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", block)
        if match is None or "--hash=sha256:" not in block:
            raise ValueError(block.splitlines()[0])
        found[folded(match[1])] = match[2]
    return found


def read(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def runtime() -> dict[str, str]:
    return pinned(read("runtime.txt"))


@pytest.fixture(scope="module")
def dev() -> dict[str, str]:
    return pinned(read("dev.txt"))


def test_what_is_asked_for_is_pinned(runtime: dict[str, str], dev: dict[str, str]) -> None:
    assert asked_for(read("runtime.in")) | asked_for(read("build.in")) <= set(runtime)
    assert asked_for(read("dev.in")) <= set(dev)


def test_both_files_agree_on_a_version(runtime: dict[str, str], dev: dict[str, str]) -> None:
    assert {name: dev[name] for name in runtime.keys() & dev.keys()} == {
        name: runtime[name] for name in runtime.keys() & dev.keys()
    }


def test_no_test_tool_is_needed_to_run(runtime: dict[str, str]) -> None:
    assert not asked_for(read("dev.in")) & set(runtime)


@pytest.mark.parametrize("line", ["httpx>=0.28", "httpx==0.28.1", "git+ssh://x/y"])
def test_a_loose_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(line)):
        pinned(f"h11==0.16.0 \\\n    --hash=sha256:00\n{line}\n")


def foreign(source: str) -> set[str]:
    """Give the top packages a file imports that are neither ours nor Python's."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names - set(ROOMS) - set(sys.stdlib_module_names)


def test_nothing_is_imported_that_was_not_asked_for() -> None:
    known = importlib.metadata.packages_distributions()
    wanted = asked_for(read("runtime.in")) | {
        "sqlalchemy",
        "pydantic",
    }  # sqlmodel and pydantic-settings are made of them
    unasked = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for package in foreign(path.read_text(encoding="utf-8")):
                if not {folded(name) for name in known.get(package, [])} & wanted:
                    unasked.add(f"{path.relative_to(ROOT)}: {package}")
    assert not unasked


def licence(metadata: importlib.metadata.PackageMetadata) -> str:
    """Give everything a package says of its licence."""
    told = [value for key in ("License-Expression", "License") for value in metadata.get_all(key) or []]
    classes = [value for value in metadata.get_all("Classifier") or [] if value.startswith("License")]
    return " | ".join([*(text.splitlines()[0] for text in told if text), *classes])


def test_no_licence_binds_the_whole(runtime: dict[str, str], dev: dict[str, str]) -> None:
    bad = []
    for distribution in importlib.metadata.distributions():
        if folded(distribution.name) in runtime.keys() | dev.keys():
            said = licence(distribution.metadata)
            bad += [f"{distribution.name}: {said}"] if COPYLEFT.search(said) else []
    assert not bad


@pytest.mark.parametrize(
    "said", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v2 (GPLv2)", "GNU Affero GPL"]
)
def test_a_binding_licence_is_recognised(said: str) -> None:
    assert COPYLEFT.search(said)


@pytest.mark.parametrize("said", ["MIT", "LGPL-3.0-only", "GNU Lesser General Public License v3 (LGPLv3)"])
def test_a_fitting_licence_passes(said: str) -> None:
    assert not COPYLEFT.search(said)
