"""Catalogue and post files to an index for reading: no database, no token, no setting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import nlu
from storage.sheets import Row, SheetError, read_posts, read_sheet

REQUIRED = "code name group field unit standard_minutes coefficient measure posts".split()
OPTIONAL = "product aliases".split()


class UnreadableCatalogue(Exception):
    """One line on why the files cannot be used."""


@dataclass(frozen=True)
class Shelf:
    """A directory with `catalogue_<agency>.csv` for each agency and one `posts.json`."""

    directory: Path

    def index(self, agency: str) -> nlu.Index:
        """The index of an agency. Raises UnreadableCatalogue."""
        file = self.directory / f"catalogue_{agency}.csv"
        if "/" in agency or not file.is_file():
            raise UnreadableCatalogue(f"Không thấy danh mục catalogue_{agency}.csv trong {self.directory}")
        return read_index(file, self.directory / "posts.json", agency)


def read_index(file: Path, posts_file: Path | None, agency: str) -> nlu.Index:
    """An index from one sheet of work items and, where there is one, a posts.json. Raises UnreadableCatalogue."""
    try:
        rows = read_sheet(file, REQUIRED, OPTIONAL)
        posts = read_posts(posts_file, agency) if posts_file and posts_file.is_file() else None
        items = [_item(row) for row in rows]
    except SheetError as error:
        raise UnreadableCatalogue(f"{file.name}: {error.code} {json.dumps(error.data, ensure_ascii=False)}") from error
    except (ValueError, InvalidOperation) as error:
        raise UnreadableCatalogue(f"{file.name}: {error}") from error
    return nlu.build_index(items, [nlu.Post(post.code, post.title, post.is_leader) for post in posts or ()])


def _item(row: Row) -> nlu.WorkItem:
    return nlu.WorkItem(
        code=row["code"],
        name=row["name"],
        group=row["group"],
        field=row["field"],
        product=row["product"],
        unit=row["unit"],
        standard_minutes=int(row["standard_minutes"]),
        coefficient=Decimal(row["coefficient"].replace(",", ".")),
        measure=row["measure"],
        aliases=_parts(row["aliases"]),
        posts=_parts(row["posts"]),
    )


def _parts(text: str) -> tuple[str, ...]:
    pieces: Sequence[str] = text.split(";")
    return tuple(piece.strip() for piece in pieces if piece.strip())
