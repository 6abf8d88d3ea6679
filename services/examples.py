"""Example messages in the words of the person's own catalogue: what "for instance" says to this person."""

from __future__ import annotations

from services.office import Office
from services.values import Who
from storage import entries as store
from storage.tables import CatalogueItem
from storage.uow import UnitOfWork

COUNTS = (3, 2, 5)
LONGEST = 28
OFTEN = 6


def of(uow: UnitOfWork, office: Office, who: Who) -> tuple[str, str, str]:
    """Three short messages that this person could really send: of items done often, then of the own post."""
    reader = office.readers.for_agency(uow, who.agency_id)
    often = [item for code in store.often(uow, who.id, OFTEN) if (item := reader.item(code))]
    own = often + [item for item in reader.rows.values() if who.post in item.posts and item not in often]
    common = [item for item in reader.rows.values() if "*" in item.posts and item.measure == "product"]
    said = [phrase for item in own + common if item.measure != "hours" and (phrase := _phrase(item))]
    found = [f"{phrase[0]} {count} {phrase[1]}" for phrase, count in zip(said, COUNTS, strict=False)]
    first, second, third = (*found, *["soạn 2 công văn, 90 phút"] * 3)[:3]
    return first, second, third


def _phrase(item: CatalogueItem) -> tuple[str, str] | None:
    aliases = sorted((alias for alias in item.aliases if 6 <= len(alias) <= LONGEST), key=len, reverse=True)
    name = aliases[0] if aliases else item.name.lower()
    if len(name) > LONGEST:
        return None
    before = name.removesuffix(f" {item.unit}")  # "tiếp nhận 3 hồ sơ", not "tiếp nhận hồ sơ 3 hồ sơ"
    return before, item.unit
