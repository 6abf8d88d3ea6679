"""The gold sets: the lines that rules and weights were made with, and held-out ones."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from nlu.index import Index, build_index
from nlu.model import Post, WorkItem

HERE = Path(__file__).parent
HELD_OUT = HERE / "heldout"
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Lines in the form of ANNOTATION.md, catalogues by agency; `fitted`: rules or weights were made with them."""

    name: str
    lines: tuple[Line, ...]
    catalogues: Mapping[str, Index]
    fitted: bool


def load_items(path: Path) -> list[WorkItem]:
    """The work items of a catalogue in CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_item(row) for row in csv.DictReader(file)]


def _item(row: dict[str, str]) -> WorkItem:
    return WorkItem(
        code=row["code"],
        name=row["name"],
        group=row["group"],
        field=row["field"],
        product=row["product"],
        unit=row["unit"],
        standard_minutes=int(row["standard_minutes"]),
        coefficient=Decimal(row["coefficient"]),
        measure=row["measure"],
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        posts=tuple(filter(None, row["posts"].split(";"))),
    )


def load_posts(folder: Path, agency: str) -> list[Post]:
    """The posts of an agency as the folder's posts.json tells them; none where it does not."""
    file = folder / "posts.json"
    told = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return [Post(post["code"], post["title_vi"], post["is_leader"]) for post in told.get(agency, [])]


def load_catalogues(folder: Path = HERE) -> dict[str, Index]:
    """One index for every catalogue_<agency>.csv of a folder."""
    return {
        (agency := path.stem.removeprefix("catalogue_")): build_index(load_items(path), load_posts(folder, agency))
        for path in sorted(folder.glob("catalogue_*.csv"))
    }


def load_lines(path: Path) -> tuple[Line, ...]:
    """The objects of a JSONL file."""
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def gold_sets() -> list[GoldSet]:
    """The development set and every heldout/*/*.jsonl, each agency with the nearest catalogue of its name."""
    own = load_catalogues()
    sets = [GoldSet("dev", load_lines(HERE / "dev_messages.jsonl"), own, fitted=True)]
    files = sorted(HELD_OUT.rglob("*.jsonl"))
    catalogues = {folder: {**own, **load_catalogues(folder)} for folder in {file.parent for file in files}}
    return sets + [
        GoldSet(
            f"{file.parent.name}/{file.stem}",
            load_lines(file),
            catalogues[file.parent],
            fitted=file.stem == "worked_on",
        )
        for file in files
    ]
