"""One use case, one transaction: everything a turn does is kept together or not at all."""

from __future__ import annotations

import datetime as dt
from threading import Lock
from types import TracebackType
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from storage.errors import DatabaseLocked
from storage.plain import to_json
from storage.tables import Audit


class UnitOfWork:
    """A transaction as a context manager: it begins on entry and is rolled back unless `commit()` was called.

    It belongs to the thread that entered it. Rows stay readable after commit. For SQLite a gate lets the writers of
    this process in one after the other, so that none of them spins on the file's lock; never nest two in one thread.
    """

    def __init__(self, engine: Engine, *, gate: Lock | None, patience: float, read_only: bool = False) -> None:
        self._engine = engine
        self._gate = gate
        self._patience = patience
        self._session: Session | None = None
        self.read_only = read_only

    def __enter__(self) -> UnitOfWork:
        if self._gate is not None and not self._gate.acquire(timeout=self._patience):
            raise DatabaseLocked(reason="another thread of this process is writing")
        try:
            self._session = Session(self._engine, expire_on_commit=False)
            self._session.connection()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        session, self._session = self._session, None
        try:
            if session is not None:
                session.close()  # rolls back what was not committed
        finally:
            if self._gate is not None:
                self._gate.release()

    @property
    def session(self) -> Session:
        """The SQLModel session of this transaction, for the query functions of storage/."""
        if self._session is None:
            raise RuntimeError("a unit of work is used inside `with`")
        return self._session

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    def add(self, row: SQLModel) -> None:
        """Put a new row into the transaction; it has its id after the next flush or query."""
        self.session.add(row)

    def flush(self) -> None:
        """Send what was added or changed to the database, without committing."""
        self.session.flush()

    def commit(self) -> None:
        """Keep everything done so far; what follows is a new transaction."""
        if self.read_only:
            raise RuntimeError("a reading unit of work keeps nothing")
        self.session.commit()

    def rollback(self) -> None:
        """Forget everything since the last commit; the next query begins anew."""
        self.session.rollback()

    def audit(
        self, code: str, *, actor_id: int | None, table: str, row_id: int | None, at: dt.datetime, **data: Any
    ) -> None:
        """Note who did what to which row, with it; `data` holds numbers, dates and states, no free text."""
        self.add(Audit(at=at, actor_id=actor_id, code=code, row_table=table, row_id=row_id, data=to_json(data)))
