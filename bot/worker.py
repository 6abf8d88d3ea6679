"""The threads that talk to the database: one for SQLite's single writer, a small pool for PostgreSQL."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from storage.database import Database
from storage.errors import (
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DiskFull,
    StorageError,
)
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)
T = TypeVar("T")

PASSING: tuple[type[StorageError], ...] = (
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DatabaseDamaged,
    DiskFull,
)
"""Troubles of the disk or the server, not of what was asked: worth waiting for."""


class Worker:
    """Runs a function of a unit of work in a writer thread; no session ever leaves its thread."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._writers = ThreadPoolExecutor(database.workers, thread_name_prefix="writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="reader")

    async def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """`work` in one transaction, committed when it returns and rolled back when it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._writers, self._write, work)

    async def look(self, work: Callable[[UnitOfWork], T]) -> T:
        """`work` in a transaction that only reads and waits for no writer; repeated as `persist`."""
        loop = asyncio.get_running_loop()
        return await self._patiently(lambda: loop.run_in_executor(self._reader, self._read, work))

    async def study(self, work: Callable[[UnitOfWork], T]) -> T:
        """As `look`, for what takes long: in a thread of its own, so that nobody waits for it."""
        return await self._patiently(lambda: asyncio.to_thread(self._read, work))

    def _read(self, work: Callable[[UnitOfWork], T]) -> T:
        with self.database.reading() as uow:
            return work(uow)

    def _write(self, work: Callable[[UnitOfWork], T]) -> T:
        with self.database.unit_of_work() as uow:
            result = work(uow)
            uow.commit()
            return result

    async def persist(self, work: Callable[[UnitOfWork], T]) -> T:
        """As `run`, repeated with back-off (≤ 30 s) for as long as the database is locked, full or away."""
        return await self._patiently(lambda: self.run(work))

    async def _patiently(self, attempt: Callable[[], Awaitable[T]]) -> T:
        trouble = Trouble("database")
        while True:
            try:
                result = await attempt()
            except PASSING as error:
                await trouble.pause(error)
            else:
                trouble.over()
                return result

    def close(self) -> None:
        """Wait for what runs and let the threads go."""
        self._writers.shutdown(wait=True)
        self._reader.shutdown(wait=True)


class Trouble:
    """Back-off 1 s × 1.5, at most 30 s, with one log line when it begins, one when it changes and one when it ends."""

    def __init__(self, what: str, first: float = 1.0, most: float = 30.0) -> None:
        self._what = what
        self._first = first
        self._most = most
        self._delay = first
        self._said = ""

    def next_delay(self, error: Exception) -> float:
        """Note a failure; seconds to wait before the next try."""
        words = f"{type(error).__name__}: {error}"
        if words != self._said:
            log.warning("%s: %s – trying again", self._what, words)
            self._said = words
        delay, self._delay = self._delay, min(self._delay * 1.5, self._most)
        return delay

    async def pause(self, error: Exception) -> None:
        """Note a failure and wait."""
        await asyncio.sleep(self.next_delay(error))

    def over(self) -> None:
        """Note that it works again."""
        if self._said:
            log.warning("%s: works again", self._what)
        self._said, self._delay = "", self._first
