"""Every button payload that one person was shown is replayed by others: nothing changes, nothing is learnt."""

from __future__ import annotations

from sqlmodel import select

from handlers.texts import common
from storage.database import Database
from storage.tables import Assignment, Entry, Leave, Question
from tests.handlers.chat import Chat
from tests.handlers.conftest import OpenChat

NONSENSE = (
    "", "e", "e:", "e:rm", "e:rm:x:1", "e:rm:1", "e:zz:1:1", "z:1", "q:1:9:9", "i:1:1:99", "e:rm:99999:1", "m:un:1:999",
    "t:ok", "t:ok:0:0", "t:my:999999", "t:ls:202613", "t:p:202610:99999", "t:c:202610:x:1", "t:s:202610:1:9:9",
    "t:al:202610", "t:zz:202610", "a:xx:1:1", "l:x:77", "e:rm:1:" + "9" * 40,
)  # fmt: skip
HARMLESS = ("Không tìm thấy", "Không có", "không quản lý", "đã có người")


def state(database: Database) -> list[tuple[object, ...]]:
    """Everything that a tap could change."""
    with database.reading() as uow:
        entries = [(e.id, e.version, e.state, e.item_code, e.minutes) for e in uow.session.exec(select(Entry))]
        tasks = [(t.id, t.version, t.state) for t in uow.session.exec(select(Assignment))]
        leaves = [(x.id, x.cancelled_at) for x in uow.session.exec(select(Leave))]
        questions = [(q.id, q.closed_at, str(q.parts)) for q in uow.session.exec(select(Question))]
    return [*entries, *tasks, *leaves, *questions]


def payloads(chat: Chat) -> dict[str, str]:
    """Every payload shown in a chat and its message."""
    return {action: message.message_id for message in chat.sent for action in message.buttons.values()}


def fill_with_buttons(an: Chat, head: Chat) -> None:
    """One message of every kind that carries buttons."""
    for text in ("khai sinh 3", "khai tử 2, kết hôn 1", "lam cv", "chiều nay nghỉ ốm", "/homnay", "sửa 1"):
        an.say(text)
    an.say("khai sinh 4")
    an.tap("Đổi đầu việc")
    head.say("giao @An soạn công văn đôn đốc, hạn thứ 6")
    head.say("giao @An khai sinh 3, hạn thứ 6")
    an.receive()
    head.say("/duyet")


def test_a_payload_of_another_chat_does_nothing(open_chat: OpenChat, database: Database) -> None:
    an, head, other = open_chat("MH22"), open_chat("MH21"), open_chat("MH24")
    fill_with_buttons(an, head)
    shown = payloads(an) | payloads(head)
    assert {action.split(":")[0] for action in shown} >= {"e", "i", "m", "q", "f", "a", "r", "l"}
    before = state(database)
    for action, message_id in shown.items():
        if action.startswith("f:"):  # a frequent item names no row: whoever taps it logs for themselves
            continue
        other.toasts.clear()
        answers = other.tap_action(action, message_id)
        said = [*other.toasts, *(answer.text for answer in answers)]
        assert any(part in text for text in said for part in HARMLESS), (action, said)
        assert state(database) == before, action


def test_nonsense_payloads_are_not_found(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22")
    an.say("khai sinh 3")
    before = state(database)
    for action in NONSENSE:
        an.tap_action(action, "1")
        assert state(database) == before, action
    assert common.NOT_FOUND_TOAST in an.toasts


def test_a_double_tap_changes_once(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22")
    [receipt] = an.say("khai sinh 3")
    remove = receipt.buttons["Xoá"]
    an.tap_action(remove, receipt.message_id)
    after = state(database)
    an.tap_action(remove, receipt.message_id)
    assert state(database) == after
    assert an.toasts == [common.STALE]


def test_nothing_is_heard_before_consent(open_chat: OpenChat, database: Database) -> None:
    an = open_chat("MH22", consent=False)
    for text in ("khai sinh 3", "/homnay", "nghỉ phép mai"):
        [answer] = an.say(text)
        assert "Chưa lưu gì" in answer.text
    assert state(database) == []
    an.say("đồng ý")
    an.say("khai sinh 3")
    assert len(state(database)) == 1
