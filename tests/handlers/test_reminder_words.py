"""What people type around reminders, with and without accents: `WISHES` says what it means, add phrases there."""

# ruff: noqa: E501 – a list of phrases reads best on one line

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

import nlu
from handlers.reminder_words import picked, read
from services import when
from storage.database import Database
from storage.tables import Entry
from tests.handlers.conftest import OpenChat
from tests.handlers.test_reminder_answers import FIVE, choices, remind

LOCAL = when.local(FIVE)
WISHES = {
    "later 17:30": "30 phút nữa nhắc|nhắc lại sau 30 phút|nửa tiếng nữa nhắc lại nhé|lát nữa nhắc|nhắc tôi sau 30p|nửa giờ nữa nhắc em",
    "later 18:00": "1 tiếng nữa nhắc lại|nhắc lại sau một giờ|60 phút nữa hãy nhắc",
    "later 19:00": "nhắc lại lúc 19:00|7h tối nhắc lại|tối 7 giờ nhắc|nhắc lại lúc 7h|tối nhắc|tối nay nhắc nhé|nhắc lại tối nay",
    "later 19:30": "nhắc lại lúc 19h30|7 rưỡi tối nhắc lại|nhắc tôi lại lúc 7h30 tối",
    "past": "nhắc lại lúc 16h|nhắc lại lúc 4 giờ chiều",
    "morning": "sáng mai nhắc|mai nhắc lại nhé|để sáng mai nhắc|nhắc lại sáng mai|nhắc tôi vào sáng mai",
    "mute": "đừng nhắc nữa|hôm nay đừng nhắc|khỏi nhắc|thôi đừng nhắc tôi nữa|không cần nhắc nữa|hôm nay không nhắc nữa ạ|tắt nhắc",
    "strength nhe": "nhắc nhẹ|nhắc nhẹ thôi|nhắc ít thôi|nhắc ít lại|/nhacviec nhẹ|nhắc ở mức nhẹ",
    "strength vua": "nhắc vừa|/nhacviec vừa|nhắc mức vừa",
    "strength chat": "nhắc chặt hơn|nhắc nhiều hơn|nhắc việc chặt",
    "at 16:30": "nhắc lúc 16:30|/nhacviec 16:30|đổi giờ nhắc 16:30|nhắc tôi lúc 4 rưỡi chiều|nhắc lúc 4h30 chiều|nhắc lúc 4h30|đổi giờ nhắc sang 16h30",
    "at 17:00": "nhắc lúc 5h|nhắc lúc 17 giờ|nhắc vào 5 giờ chiều hằng ngày",
    "at 25:00": "nhắc lúc 25:00|nhắc lại lúc 25h",
    "strength nhe 16:30": "/nhacviec nhẹ 16:30|nhắc nhẹ lúc 16:30",
    "history": "nhắc gì tôi|bot đã nhắc tôi những gì|đã nhắc gì rồi|xem lịch sử nhắc",
}  # fmt: skip
AFTER_A_REMINDER = {
    "later 17:30": "30p nữa|nửa tiếng nữa|lát nữa|chút nữa ghi",
    "later 19:00": "19 giờ|7h tối|19h00|tối nay|để 7 giờ tối",
    "morning": "để mai|mai ghi|sáng mai tôi ghi|mai em khai bù",
    "mute": "hôm nay thôi",
}
NONE = (
    "nhắc hạn 3 văn bản|nhắc tổ dân phố 30 phút|đi nhắc nợ 2 tiếng|họp 30 phút|mai họp|tối nay trực|19h họp chi bộ|"
    "nhắc nhở 5 điểm du lịch|không nhắc nhở được hộ nào|sáng mai nhắc các tổ nộp báo cáo|nhắc lại kế hoạch cho 3 tổ|"
    "30 phút nữa họp|nhắc 2 phòng gửi báo cáo trước 16h30|sửa 2 tiếng|1 2 tiếng"
).split("|")


def told(text: str, *, reminded: bool = False) -> str | None:
    wish = read(nlu.fold(text).strip(" .!,;"), LOCAL, reminded=reminded)
    if wish is None:
        return None
    until = f"{wish.until:%H:%M}" if wish.until else ""
    return " ".join(part for part in (wish.kind, wish.value if wish.kind == "strength" else "", wish.at, until) if part)


def each(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(phrase, meaning) for meaning, phrases in table.items() for phrase in phrases.split("|")]


@pytest.mark.parametrize(("phrase", "meaning"), each(WISHES))
def test_a_phrase_says_when_and_how(phrase: str, meaning: str) -> None:
    assert told(phrase) == told(nlu.fold(phrase)) == told(phrase, reminded=True) == meaning


@pytest.mark.parametrize(("phrase", "meaning"), each(AFTER_A_REMINDER))
def test_short_words_count_only_right_after_a_reminder(phrase: str, meaning: str) -> None:
    assert told(phrase, reminded=True) == told(nlu.fold(phrase), reminded=True) == meaning
    assert told(phrase) is None


@pytest.mark.parametrize("phrase", NONE)
def test_work_is_no_wish(phrase: str) -> None:
    assert told(phrase, reminded=True) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1", [(1, "")]), ("1 2", [(1, ""), (2, "")]), ("1, 2 và 3", [(1, ""), (2, ""), (3, "")]),
        ("cả 3", [(1, ""), (2, ""), (3, "")]), ("xong cả ba việc", [(1, ""), (2, ""), (3, "")]), ("cả hai", []),
        ("xong việc 2", [(2, "")]), ("số 2 xong rồi", [(2, "")]), ("xong 1 rồi", [(1, "")]),
        ("1 xong 2 tiếng", [(1, "2 tiếng")]), ("1: 2 tiếng; 3: 30 phút", [(1, "2 tiếng"), (3, "30 phút")]),
        ("1 1 tiếng rưỡi, 2 45p", [(1, "1 tiếng rưỡi"), (2, "45p")]),
        ("họp 2 tiếng", []), ("1 khai sinh 2 tiếng", []), ("2 tiếng", []), ("1,5 tiếng", []), ("3 hồ sơ", []),
    ],
)  # fmt: skip
def test_which_tasks_are_meant(text: str, places: list[tuple[int, str]]) -> None:
    assert list(picked(text, nlu.fold(text), 3)) == places


def test_half_an_hour_in_words_puts_off_and_logs_nothing(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22", now=FIVE)
    remind(database, an)
    assert "nhắc lại" in an.say("nhắc lại sau 30 phút")[-1].text
    [(_, _, _, again_at, _)] = choices(database)
    assert again_at is not None
    with database.reading() as uow:
        assert uow.session.exec(select(Entry)).all() == []


def test_the_places_of_the_list_are_not_the_numbers_of_the_tasks(open_chat: OpenChat, database: Database) -> None:
    start = FIVE - timedelta(hours=2)
    an, kien, head = (open_chat(code, now=start) for code in ("MH22", "MH24", "MH21"))
    head.say("giao @Kiên chứng thực 42 bản sao, hạn thứ 6")  # job 1 is somebody else's
    head.say("giao @An soạn công văn đôn đốc, hạn thứ 6")
    remind(database, an, kien)
    an.say("xong việc 1")
    with database.reading() as uow:
        [line] = uow.session.exec(select(Entry)).all()
    assert "đôn đốc" in line.text


def test_a_reminder_of_yesterday_puts_nothing_off(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22", now=FIVE)
    remind(database, an)
    an.now = datetime.fromisoformat("2026-11-13T09:00:00+07:00")
    an.say("để mai")
    assert choices(database) == []
