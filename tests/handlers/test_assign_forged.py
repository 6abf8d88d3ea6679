"""Every command and every button about assigned work, as every role: forged, replayed, from another chat."""

from __future__ import annotations

import re

import pytest
from sqlmodel import SQLModel, select

from handlers.texts import common
from services import people as people_service
from storage.database import Database
from storage.tables import (
    Assignment,
    AssignmentDelay,
    AssignmentOrder,
    AssignmentRequest,
    AssignmentRule,
    Entry,
    Quota,
)
from tests.handlers.chat import Chat
from tests.handlers.conftest import OpenChat

KINDS: tuple[type[SQLModel], ...] = (
    Assignment, AssignmentDelay, AssignmentOrder, AssignmentRequest, AssignmentRule, Entry, Quota,
)  # fmt: skip
OTHERS = {"colleague": "MH19", "other head": "MH10", "head above": "MH02", "administrator": "MH07", "chair": "MH01"}
COMMANDS = (
    "xong {n}", "nhận {n}", "chưa xong {n}", "thu hồi {n}", "nghiệm thu {n}", "việc {n}", "lịch sử {n}", "đồng ý {n}",
    "đồng ý {n} cho Vân", "không đồng ý {n} vì bận", "việc {n} hạn thứ 6", "việc {n} số lượng 5", "khách quan {n}",
    "chuyển việc {n} cho Vân vì bận", "trả việc {n} vì thiếu", "việc {n} được 50%", "việc {n} vướng số liệu",
    "xin gia hạn {n} đến thứ 2 vì bận", "gia hạn {n} đến thứ 2", "việc {n} xong", "việc {n} khách quan",
)  # fmt: skip
NONSENSE = (
    "a", "a:", "a:ok", "a:ok:x:1", "a:ok:1", "a:zz:1:1", "a:ok:99999:1", "a:dn:99999:1", "a:wj:99999:0", "a:ry:99:1",
    "a:rn:99:1", "a:re:99:1", "a:cl:1:1:99999", "a:xc:1:1:99", "a:vw:99999:1", "a:ex:99999:1", "a:no:99999:1",
    "a:ok:" + "9" * 30 + ":1", "o", "o:", "o:x", "o:x:99:1", "o:99:1:0:0", "o:1:1:9:9",
    "o:1:99:0:0", "o:1:1:-1:0", "o:1:1:0:-1", "a:xc:1:1:-1", "a:cl:1:1:-1",
)  # fmt: skip


def state(database: Database) -> list[str]:
    """Everything that a command or tap about assigned work could change."""
    with database.reading() as uow:
        return [str(row.model_dump()) for kind in KINDS for row in uow.session.exec(select(kind)).all()]


@pytest.fixture
def pair(open_chat: OpenChat) -> tuple[Chat, Chat]:
    """A head and an assignee with one message of every kind that carries buttons."""
    head, lien = open_chat("MH16"), open_chat("MH18")
    head.say("giao @Liên khảo sát 15 hộ nghèo, hạn thứ 6")
    head.say("giao @Liên khảo sát 5 hộ nghèo, thứ 6 hằng tuần")
    head.say("giao @Liên báo cáo, mai nộp")
    [first] = lien.receive()
    lien.tap("Nhận", first)
    head.receive()
    lien.tap("Đang vướng")
    lien.tap("Thôi")
    lien.tap("Xin gia hạn")
    lien.say("đến thứ 2 vì chờ số liệu")
    head.receive()
    lien.say("/viec"), head.say("/giao"), head.say("việc 1"), lien.say("việc 1")
    lien.say("khảo sát 15 hộ nghèo 6 tiếng")
    head.say("việc 1 khách quan")
    return head, lien


def payloads(chat: Chat) -> dict[str, str]:
    return {a: m.message_id for m in chat.sent for a in m.buttons.values() if a.split(":")[0] in ("a", "o")}


def answers(chat: Chat, action: str, message_id: str) -> str:
    chat.toasts.clear()
    said = chat.tap_action(action, message_id)
    return "\n".join([*chat.toasts, *(answer.text for answer in said)])


@pytest.mark.parametrize("role", OTHERS)
def test_buttons_of_others(open_chat: OpenChat, database: Database, pair: tuple[Chat, Chat], role: str) -> None:
    shown = payloads(pair[0]) | payloads(pair[1]) | {"a:ok:1:1": "1", "a:tr:1:1": "1", "a:ap:1:3": "1", "a:rt:1:3": "1"}
    steps = {action.split(":")[1] for action in shown if action.startswith("a:")}
    assert steps >= {"dn", "ex", "wj", "re", "ry", "rn", "st", "no", "cl", "xc"}
    assert any(action.startswith("o:") for action in shown)
    other = open_chat(OTHERS[role])
    before = state(database)
    for action, message_id in shown.items():
        assert answers(other, action, message_id) == common.NOT_FOUND_TOAST, action
        assert state(database) == before, action


def test_each_side_s_buttons_are_not_the_other_s(database: Database, pair: tuple[Chat, Chat]) -> None:
    head, lien = pair
    before = state(database)
    both = {"no", "vw"}
    for one, other in ((head, lien), (lien, head)):
        mine = payloads(one)
        for action, message_id in payloads(other).items():
            if action in mine or action.split(":")[1] in both:
                continue
            assert answers(one, action, message_id) == common.NOT_FOUND_TOAST, action
            assert state(database) == before, action


def test_nonsense(open_chat: OpenChat, database: Database, pair: tuple[Chat, Chat]) -> None:
    before = state(database)
    for chat in pair:
        for action in NONSENSE:
            said = answers(chat, action, "1")
            assert said in (common.NOT_FOUND_TOAST, common.STALE), (action, said)
            assert state(database) == before, action


@pytest.mark.parametrize("role", OTHERS)
def test_commands_of_others_find_nothing(
    open_chat: OpenChat, database: Database, pair: tuple[Chat, Chat], role: str
) -> None:
    """A task of somebody else and one that is not there are answered alike, word for word."""
    other = open_chat(OTHERS[role])
    for command in COMMANDS:
        before = state(database)
        there, nowhere = (
            re.sub(r"\d+", "", "\n".join(m.text for m in other.say(command.format(n=n)))) for n in (1, 987)
        )
        assert there == nowhere, command
        assert "hộ nghèo" not in there, command
        after = state(database)
        with database.reading() as uow:
            entries = len(uow.session.exec(select(Entry)).all())
        assert [line for line in before if line in after] == before, command
        assert len(after) - len(before) in (0, entries), command


def test_the_other_side_s_commands(database: Database, pair: tuple[Chat, Chat]) -> None:
    head, lien = pair
    for chat, commands in (
        (lien, ("thu hồi 1", "nghiệm thu 1", "đồng ý 1", "không đồng ý 1", "trả việc 1 vì x", "dừng lặp 1")),
        (head, ("xong 1", "nhận 1", "chưa xong 1")),
    ):  # fmt: skip
        before = state(database)
        for command in commands:
            [said] = chat.say(command)
            assert "Không tìm thấy" in said.text, command
            assert state(database) == before, command


def test_a_double_tap_does_it_once(open_chat: OpenChat, database: Database) -> None:
    head, lien = open_chat("MH16"), open_chat("MH18")
    head.say("giao @Liên khảo sát 15 hộ nghèo, hạn thứ 6")
    [notice] = lien.receive()
    for label in ("Nhận",):
        lien.tap(label, notice)
        after = state(database)
        lien.tap(label, notice)
        assert state(database) == after
        assert lien.toasts[-1] == common.STALE
    said = lien.say("khảo sát 15 hộ nghèo 6 tiếng")[-1]
    lien.tap("1. Xong", said)
    after = state(database)
    assert answers(lien, said.buttons["1. Xong việc số 1"], said.message_id) == common.STALE
    assert state(database) == after


def test_who_is_no_longer_below_cannot_be_given_work_that_was_asked_about(
    open_chat: OpenChat, database: Database
) -> None:
    head, lien = open_chat("MH16"), open_chat("MH18")
    head.say("giao @Liên báo cáo, mai nộp")
    with database.unit_of_work() as uow:
        who = people_service.find_who(uow, "telegram", lien.chat_id)
        from storage import people

        person = people.get(uow, who.id if who else 0)
        assert person is not None
        person.active = False
        uow.add(person)
        uow.commit()
    before = state(database)
    head.tap("1.")
    assert head.toasts == [common.NOT_FOUND_TOAST]
    assert state(database) == before


def test_a_plan_of_others(open_chat: OpenChat, database: Database) -> None:
    head, other, lien = open_chat("MH16"), open_chat("MH10"), open_chat("MH18")
    head.say("/kehoach @Liên AS-04 40")
    before = state(database)
    for command in ("/kehoach @{}", "/kehoach @{} AS-04 50", "/kehoach @{} bỏ AS-04"):
        there, nowhere = ("\n".join(m.text for m in other.say(command.format(name))) for name in ("liên", "zzz"))
        assert there.replace("liên", "zzz") == nowhere
        assert "Chỉ người quản lý" in lien.say(command.format("liên"))[-1].text
    assert state(database) == before
