"""The documents keep up with the code: every command and setting is described, every link leads somewhere."""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import build_parser
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
OPERATORS = ROOT / "docs" / "operators.md"
ENV_EXAMPLE = ROOT / ".env.example"
OUTSIDE = {".git", ".venv", "var", "node_modules", "build", "dist"}

# Put together from pieces, so that this file does not name what it forbids.
FORBIDDEN = (
    "py" + "pi.org",
    "python" + "hosted",
    "registry." + "npm",
    "deb." + "debian.org",
    "/" + "work/",
    "../" + "shared",
    "/" + "root/",
    "--index" + "-url",
    "--extra-index" + "-url",
    "--find" + "-links",
)
BINARY = {".bin", ".png", ".ico", ".xlsx", ".ttf", ".woff2", ".jpg", ".gif", ".pdf"}


# --- commands ---


def commands(parser: argparse.ArgumentParser, path: str = "soviec") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Walk the tree of sub-commands; gives the leaves, e.g. "soviec import roster"."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield path, parser
    for group in groups:
        for name, child in group.choices.items():
            yield from commands(child, f"{path} {name}")


def options(parser: argparse.ArgumentParser) -> set[str]:
    """Give the long options of one command, except --help."""
    return {option for action in parser._actions for option in action.option_strings if option.startswith("--")} - {
        "--help"
    }


def sections(markdown: str) -> dict[str, str]:
    """Give the text under each heading "### `soviec …`" by its command."""
    found = re.split(r"^#{2,4} +`(soviec[^`]*)`.*$", markdown, flags=re.MULTILINE)
    return {
        name.strip(): re.split(r"^#{1,4} ", text, flags=re.MULTILINE)[0]
        for name, text in zip(found[1::2], found[2::2], strict=True)
    }


def undocumented_commands(parser: argparse.ArgumentParser, markdown: str) -> list[str]:
    """Name each command without a section, each option its section leaves out, each section without a command."""
    told, known = sections(markdown), dict(commands(parser))
    missing = [name for name in known if name not in told]
    missing += [
        f"{name} {option}"
        for name, child in known.items()
        if name in told
        for option in sorted(options(child))
        if option not in told[name]
    ]
    return missing + [f"{name} is described but does not exist" for name in told if name not in known]


def test_every_command_is_described() -> None:
    assert undocumented_commands(build_parser(), OPERATORS.read_text(encoding="utf-8")) == []


def a_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    sub = parser.add_subparsers()
    sub.add_parser("run").add_argument("--port")
    sub.add_parser("import").add_subparsers().add_parser("roster")
    return parser


@pytest.mark.parametrize(
    ("markdown", "missing"),
    [
        ("### `soviec run`\n--port\n### `soviec import roster`\n", []),
        ("### `soviec run`\n--port\n", ["soviec import roster"]),
        ("### `soviec run`\n\n## Other\n--port\n### `soviec import roster`\n", ["soviec run --port"]),
        (
            "### `soviec run`\n--port\n### `soviec import roster`\n### `soviec fly`\n",
            ["soviec fly is described but does not exist"],
        ),
    ],
)
def test_a_gap_between_commands_and_page_is_found(markdown: str, missing: list[str]) -> None:
    assert undocumented_commands(a_parser(), markdown) == missing


# --- settings ---


def setting_names() -> dict[str, str]:
    """Give each environment variable with its default as a person would write it."""
    fields = Settings.model_fields.values()
    return {
        str(field.validation_alias): "" if field.default is None else str(field.default).removesuffix(".0")
        for field in fields
    }


def setting_rows(markdown: str) -> dict[str, str]:
    """Give the rows "| `NAME` | default | meaning |" of the page: name → default."""
    return {m[1]: m[2].strip().strip("`") for m in re.finditer(r"^\| `([A-Z_]+)` \|([^|]*)\|", markdown, re.MULTILINE)}


def test_every_setting_is_described_with_its_default() -> None:
    assert setting_rows(OPERATORS.read_text(encoding="utf-8")) == setting_names()


def test_the_example_names_every_setting_and_sets_none() -> None:
    lines = ENV_EXAMPLE.read_text(encoding="utf-8").splitlines()
    named = {match[1] for line in lines if (match := re.match(r"#? ?([A-Z_]+)=", line))}
    assert named == set(setting_names())
    assert not [line for line in lines if line and not line.startswith("#") and not line.endswith("=")]


# --- links and words ---


def texts(pattern: str = "*") -> Iterator[tuple[str, str]]:
    """Give path and text of every file of the project that a person wrote."""
    for name in _files():
        path = ROOT / name
        if path.match(pattern) and path.suffix not in BINARY and path.is_file():
            yield name, path.read_text(encoding="utf-8")


def _files() -> list[str]:
    """Ask git what belongs to the project; without git (an unpacked archive) take the folder as it is."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return listed.stdout.splitlines()
    every = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [path.as_posix() for path in every if not OUTSIDE & set(path.parts)]


def anchors(markdown: str) -> set[str]:
    """Give the anchors that a page's headings make, in the common form (lower case, blanks to hyphens)."""
    heads = re.findall(r"^#{1,6} +(.+?)\s*$", markdown, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.replace("`", "").lower()).replace(" ", "-") for head in heads}


def broken_links(name: str, markdown: str, root: Path) -> list[str]:
    """Name each relative link of a page that leads nowhere."""
    text = re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (root / name).parent / file if file else root / name
        if not path.exists() or (
            anchor and path.suffix == ".md" and anchor not in anchors(path.read_text(encoding="utf-8"))
        ):
            broken.append(f"{name}: {target}")
    return broken


def test_every_link_leads_somewhere() -> None:
    pages = dict(texts("*.md"))
    assert "README.md" in pages
    assert [link for name, text in pages.items() for link in broken_links(name, text, ROOT)] == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Một hai\n")
    page = "[x](a.md) [x](a.md#một-hai) [x](#here) [x](b.md) [x](a.md#ba) [x](https://example.org/z)\n# here\n"
    (tmp_path / "p.md").write_text(page)
    assert broken_links("p.md", page, tmp_path) == ["p.md: b.md", "p.md: a.md#ba"]


def test_no_file_names_a_package_host_or_a_machine() -> None:
    found = [f"{name}: {word}" for name, text in texts() for word in FORBIDDEN if word in text]
    assert found == []


def test_every_sentence_of_the_decisions_has_a_head() -> None:
    for name, text in texts("docs/adr/*.md"):
        assert re.match(r"# \d{4} \S", text), name
        for head in ("## Context", "## Decision", "## Consequences"):
            assert f"\n{head}\n" in text, f"{name}: {head}"
