"""One-time codes: unguessable, readable, stored as hashes only, one open code a person; and their sheet."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from sqlmodel import select

from handlers.invites import invite_sheet, qr_svg
from services.errors import NotFound
from services.invites import ALPHABET, Invitation, deep_link, invite_all, new_code, spoken
from services.people import hash_code, link
from services.roster_import import REQUIRED, import_roster
from storage.database import Database
from storage.sheets import Row
from storage.tables import Audit, LinkCode, Person
from storage.uow import UnitOfWork

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TTL = timedelta(days=14)
TEAM = (
    "N1|Lê <b>Một</b> & Con|Phòng A|sep|1||can_bo",
    "N2|Lê Hai|Phòng B|nv|0|N1|cong_chuc",
    "N3|Lê Ba|Phòng A|nv|0|N1|cong_chuc",
)


def fill(uow: UnitOfWork) -> dict[str, Person]:
    """Three people of one agency, by staff code."""
    rows = [Row(n, dict(zip(REQUIRED, line.split("|"), strict=True))) for n, line in enumerate(TEAM, 2)]
    import_roster(uow, rows, agency="mau", now=NOW)
    return {person.staff_code: person for person in uow.session.exec(select(Person))}


def test_a_code_has_fifty_random_bits_and_no_letter_to_confuse(database: Database) -> None:
    with database.unit_of_work() as uow:
        person = fill(uow)["N2"]
        codes = {new_code(uow, person, now=NOW, ttl=TTL) for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 10 and set(code) <= set(ALPHABET) for code in codes)
    assert (len(ALPHABET), set("0O1I") & set(ALPHABET)) == (32, set())
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", code) for code in codes)


def test_only_the_hash_is_stored_and_older_codes_are_revoked(database: Database) -> None:
    with database.unit_of_work() as uow:
        people = fill(uow)
        other = new_code(uow, people["N3"], now=NOW, ttl=TTL)
        codes = [new_code(uow, people["N2"], now=NOW, ttl=TTL) for _ in range(2)]
        rows = list(uow.session.exec(select(LinkCode).where(LinkCode.person_id == people["N2"].id).order_by("id")))
        assert [row.code_hash for row in rows] == [hashlib.sha256(code.encode()).hexdigest() for code in codes]
        assert [row.revoked_at for row in rows] == [NOW, None]
        assert rows[1].expires_at == NOW + TTL
        kept = uow.session.exec(select(LinkCode).where(LinkCode.code_hash == hash_code(other))).one()
        assert kept.revoked_at is None
        said = json.dumps([audit.data for audit in uow.session.exec(select(Audit))])
        assert not any(code in said for code in codes)


def test_a_code_links_as_printed_typed_small_or_from_the_link(database: Database) -> None:
    with database.unit_of_work() as uow:
        people = fill(uow)
        for chat, form in enumerate((str, spoken, lambda code: spoken(code).lower())):
            code = new_code(uow, people["N2"], now=NOW, ttl=TTL)
            assert link(uow, "telegram", str(chat), form(code), NOW).staff_code == "N2"


def test_everyone_of_an_agency_or_a_unit_is_invited_by_unit(database: Database) -> None:
    with database.unit_of_work() as uow:
        people = fill(uow)
        people["N3"].active = False
        uow.add(people["N3"])
        assert [i.staff_code for i in invite_all(uow, "mau", now=NOW, ttl=TTL)] == ["N1", "N2"]
        (only,) = invite_all(uow, "mau", unit="Phòng B", now=NOW, ttl=TTL)
        assert (only.name, only.unit, only.expires_at) == ("Lê Hai", "Phòng B", NOW + TTL)
        with pytest.raises(NotFound):
            invite_all(uow, "mau", unit="Phòng C", now=NOW, ttl=TTL)
        with pytest.raises(NotFound):
            invite_all(uow, "khac", now=NOW, ttl=TTL)


def test_the_link_opens_the_bot_with_the_code() -> None:
    assert deep_link("@SoViecBot", "ABCDE23456") == deep_link("SoViecBot", "ABCDE23456")
    assert deep_link("SoViecBot", "ABCDE23456") == "https://t.me/SoViecBot?start=ABCDE23456"


class Reader(HTMLParser):
    """Collects the visible text and counts the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def sheet(count: int) -> Reader:
    """The parsed sheet of so many people whose names try to be HTML."""
    people = [Invitation(f"N{n}", f"Lê <b>{n}</b> & Con", "Phòng <i>A", "ABCDE23456", NOW + TTL) for n in range(count)]
    reader = Reader()
    reader.feed(invite_sheet(people, "@SoViecBot", "UBND <phường> Mẫu"))
    return reader


def test_a_slip_for_each_with_name_unit_code_qr_and_three_lines() -> None:
    read = sheet(9)
    text = "".join(read.words)
    assert (read.tags.count("article"), read.tags.count("section")) == (9, 2)
    assert (read.tags.count("svg"), read.tags.count("li")) == (9, 27)
    assert "i" not in read.tags
    for words in (
        "Lê <b>8</b> & Con",
        "Phòng <i>A · N8",
        "UBND <phường> Mẫu",
        "ABCDE-23456",
        "@SoViecBot",
        "07/12/2026",
    ):
        assert words in text


def test_nothing_on_the_sheet_comes_from_elsewhere() -> None:
    page = invite_sheet([Invitation("N1", "Lê A", "P", "ABCDE23456", NOW)], "bot", "UBND")
    assert not re.findall(r"(?:src|href|url)\s*[=(]", page)


def test_the_qr_is_an_inline_picture_that_scales() -> None:
    picture = str(qr_svg("https://t.me/SoViecBot?start=ABCDE23456"))
    assert picture.startswith("<svg")
    assert "viewBox" in picture
