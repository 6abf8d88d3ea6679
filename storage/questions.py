"""What the bot asked and still waits for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from storage.tables import Question
from storage.uow import UnitOfWork


def add(uow: UnitOfWork, row: Question) -> Question:
    """Insert a question; it has its id afterwards."""
    uow.add(row)
    uow.flush()
    return row


def get(uow: UnitOfWork, question_id: int) -> Question | None:
    """A question by id, of anybody, also a closed one."""
    return uow.session.get(Question, question_id)


def latest_open(uow: UnitOfWork, person_id: int, channel: str, chat_id: str) -> Question | None:
    """The question asked last in a chat that still waits."""
    query = select(Question).where(Question.person_id == person_id, col(Question.closed_at).is_(None))
    query = query.where(Question.channel == channel, Question.chat_id == chat_id)
    return uow.session.exec(query.order_by(col(Question.id).desc()).limit(1)).first()


def all_open(uow: UnitOfWork, person_id: int) -> list[Question]:
    """Every question of a person that still waits, oldest first."""
    query = select(Question).where(Question.person_id == person_id, col(Question.closed_at).is_(None))
    return list(uow.session.exec(query.order_by(col(Question.id))).all())


def since(uow: UnitOfWork, person_id: int, at: dt.datetime) -> list[Question]:
    """Every question of a person since an instant, closed ones too, newest first; at most fifty."""
    query = select(Question).where(Question.person_id == person_id, Question.asked_at >= at)
    return list(uow.session.exec(query.order_by(col(Question.id).desc()).limit(50)).all())


def update(uow: UnitOfWork, row: Question, parts: Sequence[dict[str, Any]], at: dt.datetime) -> None:
    """Replace the points of a question; it closes itself when none of them is `open` any more."""
    row.parts = [dict(part) for part in parts]
    if not any(part.get("open") for part in row.parts):
        row.closed_at = at
    uow.add(row)
    uow.flush()


def close(uow: UnitOfWork, row: Question, at: dt.datetime) -> None:
    """Wait no longer; the first closing counts."""
    if row.closed_at is None:
        row.closed_at = at
        uow.add(row)
        uow.flush()
