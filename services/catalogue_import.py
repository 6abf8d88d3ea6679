"""A sheet of work items to a new catalogue version: all rows clean, or nothing at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from services.faults import Cells, Fault, FaultyRows, Seen
from storage import imports as store
from storage.sheets import Row
from storage.tables import Catalogue, CatalogueItem
from storage.uow import UnitOfWork

REQUIRED = "code name group field unit standard_minutes coefficient measure posts".split()
OPTIONAL = "product aliases".split()
MEASURES = ("product", "event", "hours")
GROUPS = ("A", "B", "C", "D")
MOST_MINUTES = 100_000
LEAST_COEFFICIENT, MOST_COEFFICIENT = Decimal("0.0001"), Decimal(1000)
LONGEST = {"name": 300, "field": 100, "product": 200, "unit": 40}
LONGEST_ALIAS, MOST_ALIASES = 100, 30
EVERYONE = "*"


@dataclass(frozen=True)
class Item:
    """A clean row of the sheet."""

    code: str
    name: str
    group_code: str
    field: str
    product: str
    unit: str
    standard_minutes: int
    coefficient: Decimal
    measure: str
    aliases: tuple[str, ...]
    posts: tuple[str, ...]


@dataclass(frozen=True)
class CatalogueImport:
    """What an import did: `unchanged` = the very same content is in force already, no new version was made."""

    catalogue_id: int
    version: int
    items: int
    unchanged: bool
    retired_version: int | None


def check_catalogue(rows: Sequence[Row], posts: Collection[str] | None = None) -> list[Fault]:
    """Every fault of every row, in order; `posts` are the agency's post codes, None = any code is taken as it is."""
    return _read(rows, posts)[1]


def import_catalogue(
    uow: UnitOfWork,
    rows: Sequence[Row],
    *,
    agency: str,
    now: datetime,
    shared: bool = False,
    posts: Collection[str] | None = None,
    actor_id: int | None = None,
) -> CatalogueImport:
    """Make the rows the agency's catalogue in force; the old version is retired, entries keep what they froze.

    Raises FaultyRows before anything is written. An agency has one own catalogue and one that it shares with all.
    Without `posts` an own catalogue is held to the posts that a posts.json declared. The agency is made if it is new.
    Does not commit.
    """
    items, faults = _read(rows, posts if posts is not None or shared else store.declared_posts(uow, agency))
    if faults:
        raise FaultyRows(faults)
    home = store.ensure_agency(uow, agency)
    name = "shared" if shared else "own"
    old = store.active_catalogue(uow, home, name)
    print_ = fingerprint(items)
    if old is not None and old.fingerprint == print_:
        return CatalogueImport(old.id or 0, old.version, len(items), True, None)
    new = _write(uow, items, home, name, print_, now)
    _retire(uow, old, actor_id, now)
    data = {"version": new.version, "items": len(items), "shared": shared}
    uow.audit("catalogue.imported", actor_id=actor_id, table="catalogue", row_id=new.id, at=now, **data)
    return CatalogueImport(new.id or 0, new.version, len(items), False, old.version if old else None)


def fingerprint(items: Sequence[Item]) -> str:
    """SHA-256 of what the rows say, in their order; layout and number style of the file do not matter."""
    said: list[dict[str, Any]] = [asdict(item) | {"coefficient": f"{item.coefficient.normalize():f}"} for item in items]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _write(
    uow: UnitOfWork, items: Sequence[Item], agency_id: int, name: str, fingerprint: str, now: datetime
) -> Catalogue:
    version = store.last_version(uow, agency_id, name) + 1
    head = Catalogue(
        agency_id=agency_id,
        name=name,
        version=version,
        shared=name == "shared",
        fingerprint=fingerprint,
        imported_at=now,
    )
    uow.add(head)
    uow.flush()
    for position, item in enumerate(items, 1):
        values = asdict(item) | {"aliases": list(item.aliases), "posts": list(item.posts)}
        uow.add(CatalogueItem(catalogue_id=head.id or 0, position=position, **values))
    uow.flush()
    return head


def _retire(uow: UnitOfWork, old: Catalogue | None, actor_id: int | None, now: datetime) -> None:
    if old is None:
        return
    old.active = False
    uow.add(old)
    uow.audit("catalogue.retired", actor_id=actor_id, table="catalogue", row_id=old.id, at=now, version=old.version)


# one sheet, one row


def _read(rows: Sequence[Row], posts: Collection[str] | None) -> tuple[list[Item], list[Fault]]:
    items, faults, seen = [], [], Seen()
    if not rows:
        return [], [Fault(0, "", "", "sheet.no_rows")]
    for row in rows:
        cells = Cells(row)
        items.append(_item(cells, posts))
        first = seen.repeats(row["code"], row.number)
        if first is not None:
            cells.blame("code", "cell.duplicate", first=first)
        faults += cells.faults
    return items, faults


def _item(cells: Cells, posts: Collection[str] | None) -> Item:
    return Item(
        code=cells.code("code"),
        name=cells.text("name", LONGEST["name"]),
        group_code=cells.choice("group", GROUPS, {group.lower(): group for group in GROUPS}),
        field=cells.text("field", LONGEST["field"]),
        product=cells.text("product", LONGEST["product"], needed=False),
        unit=cells.text("unit", LONGEST["unit"]),
        standard_minutes=cells.whole("standard_minutes", 1, MOST_MINUTES),
        coefficient=cells.number("coefficient", LEAST_COEFFICIENT, MOST_COEFFICIENT, places=4),
        measure=cells.choice("measure", MEASURES),
        aliases=_aliases(cells),
        posts=_posts(cells, posts),
    )


def _parts(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in value.split(";") if part.strip()))


def _aliases(cells: Cells) -> tuple[str, ...]:
    aliases = _parts(cells.row["aliases"])
    if len(aliases) > MOST_ALIASES or any(len(alias) > LONGEST_ALIAS for alias in aliases):
        cells.blame("aliases", "cell.bad_aliases", most=MOST_ALIASES, longest=LONGEST_ALIAS)
    return aliases


def _posts(cells: Cells, known: Collection[str] | None) -> tuple[str, ...]:
    """The posts that do this work; `*` alone = everyone."""
    posts = _parts(cells.row["posts"])
    if not posts:
        cells.blame("posts", "cell.empty_posts")
    elif EVERYONE in posts and len(posts) > 1:
        cells.blame("posts", "cell.everyone_and_more")
    unknown = [post for post in posts if known is not None and post != EVERYONE and post not in known]
    if unknown:
        cells.blame("posts", "cell.unknown_post", unknown=unknown, known=sorted(known or ()))
    return posts
