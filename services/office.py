"""What every use case may lean on: the office's limits and, per agency, the catalogue made ready for reading."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta

import nlu
from storage import catalogue as store
from storage.tables import CatalogueItem
from storage.uow import UnitOfWork as UnitOfWork


def warm() -> None:
    """What reading makes at its first use, made beforehand: for a thread of its own when the bot starts."""
    nlu.warm()


@dataclass(frozen=True)
class Reader:
    """An agency's catalogues as one index; `rows` leads from an index code back to the catalogue row."""

    index: nlu.Index
    rows: dict[str, CatalogueItem]

    @property
    def units(self) -> frozenset[str]:
        """The units of the catalogue, folded: "hồ sơ" behind a number says no more than the number."""
        return frozenset(nlu.fold(row.unit) for row in self.rows.values())

    def item(self, code: str | None) -> CatalogueItem | None:
        """The catalogue row of an index code."""
        return self.rows.get(code) if code else None


@dataclass
class Readers:
    """Indexes by the catalogue versions they were built from: a new import makes a new one by itself."""

    threshold: float | None = None
    _built: dict[tuple[int, ...], Reader] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def for_agency(self, uow: UnitOfWork, agency_id: int) -> Reader:
        """The reader of an agency: own catalogues first, then the shared ones of others."""
        catalogues = store.visible_catalogues(uow, agency_id)
        key = (agency_id, *(c.id or 0 for c in catalogues))
        with self._lock:
            if key not in self._built:
                self._forget(agency_id)
                self._built[key] = self._build(uow, agency_id, [c.id or 0 for c in catalogues])
            return self._built[key]

    def _forget(self, agency_id: int) -> None:
        for key in [k for k in self._built if k[0] == agency_id]:
            del self._built[key]

    def _build(self, uow: UnitOfWork, agency_id: int, catalogue_ids: list[int]) -> Reader:
        rows: dict[str, CatalogueItem] = {}
        items: list[nlu.WorkItem] = []
        for rank, catalogue_id in enumerate(catalogue_ids):
            for row in store.items_of(uow, catalogue_id):
                code = row.code if row.code not in rows else f"{catalogue_id}:{row.code}"
                uow.session.expunge(row)
                rows[code] = row
                items.append(_work_item(row, code, rank))
        posts = [nlu.Post(p.code, p.title, p.is_leader) for p in store.posts_of(uow, agency_id)]
        return Reader(nlu.build_index(items, posts), rows)


def _work_item(row: CatalogueItem, code: str, rank: int) -> nlu.WorkItem:
    return nlu.WorkItem(
        code=code,
        name=row.name,
        group=row.group_code,
        field=row.field,
        product=row.product,
        unit=row.unit,
        standard_minutes=row.standard_minutes,
        coefficient=row.coefficient,
        measure=row.measure,
        aliases=tuple(row.aliases),
        posts=tuple(row.posts),
        rank=min(rank, 1),
    )


@dataclass
class Office:
    """The limits that hold for every agency unless its own settings say otherwise."""

    readers: Readers = field(default_factory=Readers)
    window_days: int = 7
    code_ttl: timedelta = timedelta(hours=72)
    bot_username: str = "soviec_bot"
    reminder_hour: int = 17
