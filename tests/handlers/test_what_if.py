"""«Nếu xong …»: which words ask it, and that nothing is changed by asking."""

from __future__ import annotations

from typing import Any

import pytest

from handlers import what_if
from handlers.turn import Reply
from tests.handlers.conftest import OpenChat
from tests.handlers.test_roles import state


class Heard:
    """What the words were taken to ask: all · numbers · words."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: object = None
        for name, says in (("try_all", False), ("try_numbers", True), ("try_words", True)):
            monkeypatch.setattr(what_if.service, name, self._hear(name, says))
        monkeypatch.setattr(what_if, "_answer", lambda *args: Reply())

    def _hear(self, name: str, says: bool) -> Any:
        def hear(uow: object, who: object, year: int, month: int, *more: object) -> None:
            self.asked = more[0] if says else "all"

        return hear


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("điểm nếu xong T12", [12]),
        ("diem neu xong T12, T14", [12, 14]),
        ("nếu xong việc 3 và 5 thì sao?", [3, 5]),
        ("nếu hoàn thành việc số 7 thì được bao nhiêu điểm", [7]),
        ("nếu xong hết việc được giao", "all"),
        ("nếu xong tất cả việc đang mở thì điểm bao nhiêu?", "all"),
        ("giả sử xong hết thì được mấy điểm", "all"),
        ("điểm nếu xong", "all"),
        ("điểm nếu xong kế hoạch tuyên truyền", "ke hoach tuyen truyen"),
        ("nếu xong kế hoạch tuyên truyền thì được bao nhiêu điểm", "ke hoach tuyen truyen"),
        ("nếu xong hồ sơ thì nộp lãnh đạo", None),
        ("nếu xong kế hoạch tuyên truyền", None),
        ("nếu xong việc thì báo", None),
        ("khai sinh 3", None),
        ("xong 12", None),
    ],
)
def test_what_is_asked(open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch, said: str, asked: object) -> None:
    from handlers.desk import Desk
    from handlers.turn import Turn

    chat, heard = open_chat("MH22", linked=False), Heard(monkeypatch)
    turn = Turn("telegram", "1", "1", "1", chat.now, text=said)
    reply = what_if.by_word(Desk(turn, None, chat.office, None), said)  # type: ignore[arg-type]
    assert (heard.asked, reply is not None) == (asked, asked is not None)


def test_asking_changes_nothing(open_chat: OpenChat) -> None:
    head, an = open_chat("MH21"), open_chat("MH22")
    head.say("/kehoach @An khai sinh 10")
    head.say("giao @An chứng thực 20 bản, hạn thứ 6")
    an.receive()
    with an.database.reading() as uow:
        before = state(uow)
    for said in ("/diem nếu xong 1", "nếu xong hết việc được giao", "/diem nếu xong khai sinh"):
        assert "không lưu" in an.say(said)[-1].text
    with an.database.reading() as uow:
        assert state(uow) == before


def test_a_forged_month_is_not_there(open_chat: OpenChat) -> None:
    an = open_chat("MH22")
    for action in ("s:if:2026:13", "s:if:x:1", "s:if:2026", "s:no:2026:1", "s:if"):
        an.tap_action(action, "5")
    assert len(an.toasts) == 5
