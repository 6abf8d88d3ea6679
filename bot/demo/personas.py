"""Who the chat page offers to be: the personas of the demo agency, each with a fresh invite code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.simulator import SimUser
from services import invites, operators
from storage import people
from storage.uow import UnitOfWork

DATA = Path(__file__).parent / "data"
CHANNEL = "telegram"
FIRST_ID = 700_001
"""The chat of the first persona; the others follow, so that a person keeps the chat from start to start."""


@dataclass(frozen=True)
class Persona:
    """A person of the demo agency who may be played."""

    staff_code: str
    role: str
    hint: str
    chips: tuple[str, ...]


def read_personas(file: Path = DATA / "agency.toml") -> tuple[str, list[Persona]]:
    """The demo agency's code and its personas in the order of the page."""
    data: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return str(data["code"]), [
        Persona(one["staff_code"], one["role"], one["hint"], tuple(one["chips"])) for one in data["personas"]
    ]


def sim_users(uow: UnitOfWork, now: datetime, ttl: timedelta) -> list[SimUser]:
    """The people of the page; whoever is not linked yet carries a fresh code. Does not commit."""
    agency, personas = read_personas()
    return [_sim_user(uow, agency, FIRST_ID + n, one, now, ttl) for n, one in enumerate(personas)]


def _sim_user(uow: UnitOfWork, agency: str, chat: int, persona: Persona, now: datetime, ttl: timedelta) -> SimUser:
    person = operators.the_person(uow, persona.staff_code, agency).person
    linked = people.by_chat(uow, CHANNEL, str(chat)) is not None
    *family, given = person.full_name.split()
    return SimUser(
        id=chat,
        first_name=given,
        last_name=" ".join(family),
        role_label_vi=persona.role,
        hint_vi=persona.hint,
        start_payload=invites.new_code(uow, person, now=now, ttl=ttl),
        chips=persona.chips,
        started=linked,
    )
