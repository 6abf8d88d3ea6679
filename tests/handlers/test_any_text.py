"""Whatever is typed, there is exactly one answer, it fits into a message, and the turn never fails."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.handlers.chat import Chat
from tests.handlers.conftest import OpenChat

LIMIT = 4096
LETTERS = "0123456789hgp/:.,- sáng chiều qua mai khai sinh xoá sửa 1a2b"
ODD = {
    "longest": "soạn công văn đôn đốc gửi các phòng " * 113,
    "one word of 4096": "a" * LIMIT,
    "two hundred pieces": ", ".join(["khai sinh 1"] * 200),
    "forty pieces": ", ".join(["khai sinh 1"] * 20 + ["chứng thực hợp đồng 1"] * 20),
    "forty unclear pieces": ", ".join(["lam cv", "viết bc"] * 20),
    "emoji": "😀" * 500,
    "right to left": "\u202eחברים khai sinh 3\u202c",
    "NFD": b"khai sinh 3".decode() + " lu\u031bo\u031b\u0323t",
    "zero width": "khai\u200b sinh\u200d 3\ufeff",
    "markup": "<b>khai sinh</b> & <i>3</i> hồ sơ <script>",
    "newlines": "\n" * 300,
    "controls": "khai sinh\x01\x02 3",
    "digits": "9" * 300,
    "huge number": "khai sinh 999999999999",
    "dates": "1/1 2/2 3/3 30/2 31/4 99/99/9999 ngày 0 tháng 13",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_texts_get_one_clear_answer(open_chat: OpenChat, text: str) -> None:
    answers = open_chat("MH22").say(text[:LIMIT])
    assert len(answers) == 1
    assert 0 < len(answers[0].text) <= LIMIT


def test_names_with_markup_are_shown_literally(open_chat: OpenChat) -> None:
    [answer] = open_chat("MH22").say("soạn <b>cv</b> & gửi")
    assert "<b>cv</b> & gửi" in answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=200), st.text("0123456789hgp/:.,- sáng chiều qua mai khai sinh xoá sửa 1a2b", max_size=80)
    )
)
def test_any_text_gets_an_answer(sqlite_chat: Chat, text: str) -> None:
    answers = sqlite_chat.say(text)
    assert answers
    assert all(0 < len(answer.text) <= LIMIT for answer in answers)
