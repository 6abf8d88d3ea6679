"""A unit's day is reviewed with at most six messages or taps; every page fits into a message and on a small screen."""

from __future__ import annotations

import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path

from sqlmodel import select

from handlers import review
from services.odd import Odd
from services.values import EntryView
from storage import operators, people
from storage.database import Database
from storage.tables import Entry, Person
from tests.handlers.chat import Chat
from tests.handlers.conftest import MONDAY, OpenChat

DAY = tomllib.loads((Path(__file__).parent / "review_day.toml").read_text(encoding="utf-8"))
PEOPLE, LINES, MOST = 12, 60, 6
LIMIT = 4096
SCREEN = 12
"""Lines that a phone shows of a message without scrolling, long ones apart."""


def test_sixty_lines_with_eight_odd_ones_take_six_messages(open_chat: OpenChat, database: Database) -> None:
    head = open_chat("MH21")
    codes = staff(database)
    said = [odd["say"] for odd in DAY["odd"]] + [DAY["usual"]] * (PEOPLE - len(DAY["odd"]))
    for code, text in zip(codes, said, strict=True):
        tell(open_chat(code), text)
    with database.reading() as uow:
        entries = uow.session.exec(select(Entry)).all()
        assert Counter(entry.state for entry in entries) == {"pending": LINES}
    assert len(DAY["step"]) <= MOST
    for step in DAY["step"]:
        answers = head.say(step["say"]) if "say" in step else head.tap(step["tap"])
        text = "\n".join(answer.text for answer in answers)
        assert all(part in text for part in step["expect"]), text
        assert len(text) <= LIMIT
        assert len(text.splitlines()) <= SCREEN, text
    with database.reading() as uow:
        entries = uow.session.exec(select(Entry)).all()
        assert Counter(entry.state for entry in entries) == {"approved": LINES - 2, "returned": 2}
        assert sum(entry.quality_errors for entry in entries) == 1


def tell(chat: Chat, messages: list[str]) -> None:
    """Somebody's day."""
    for text in messages:
        chat.say(text)


def staff(database: Database) -> list[str]:
    """The four officials of the centre and eight more of their post."""
    with database.unit_of_work() as uow:
        one = operators.people_with_code(uow, "MH22")[0][0]
        for n in range(PEOPLE - 4):
            uow.add(
                Person(
                    agency_id=one.agency_id, staff_code=f"MH9{n}", full_name=f"Đào Thị Diễn Thứ {n}",
                    unit_id=one.unit_id, post=one.post, manager_id=one.manager_id,
                )
            )  # fmt: skip
        uow.commit()
        under = people.direct_reports(uow, one.manager_id or 0)
        return [person.staff_code for person in under]


def test_the_eight_are_odd_for_the_reasons_named(open_chat: OpenChat, database: Database) -> None:
    head = open_chat("MH21")
    for code, odd in zip(staff(database), DAY["odd"], strict=False):
        tell(open_chat(code), odd["say"])
    [page] = head.say("/duyet")
    words = {"far_over_norm": "định mức chỉ", "long_day": "quá 8 giờ", "duplicate": "trùng một dòng"}
    found = {code: page.text.count(part) for code, part in words.items()}
    assert found == Counter(odd["why"] for odd in DAY["odd"])


def test_the_longest_page_fits_into_a_message() -> None:
    """Twenty lines with the longest names, details and reasons that the list shows."""
    name = "Tổ chức hội nghị sơ kết, tổng kết chuyên đề cấp phường " * 3
    view = EntryView(
        1, 1, "pending", name, "X", name, "hồ sơ giải quyết thủ tục hành chính liên thông", "product",
        Decimal("99999.5"), None, 99_999, MONDAY.date(), None, None, True, trace="biên bản họp " * 12,
        guessed=("quantity", "memory"), evidence=12,
    )  # fmt: skip
    reasons = tuple(Odd("edited", {"note": name}) for _ in range(3))
    lines = [
        review.ReviewLine(
            180 + n, view, n, "Nguyễn Hoàng Thị Diễn Phương Trang Anh", reasons, "Trần Văn Người Giao Việc"
        )
        for n in range(20)
    ]
    page = review.ReviewPage(1, 9, 10, tuple(lines), 200, 180, 20, 180, 999, 60)
    rows, words = review._buttons(page)
    text = str(review.join([*review._rows(tuple(lines), MONDAY.date()), review.texts.HINT]))
    visible = len(review.Markup(text).striptags())
    assert visible <= LIMIT - 300, visible
    assert all(len(choice.action.encode()) <= 64 for row in rows for choice in row)
    assert len(words) <= 8
