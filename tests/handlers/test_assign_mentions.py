"""Who is meant: a mentioned account wins over the name, by its number or by the short name it goes by."""

from __future__ import annotations

from handlers.turn import Mention
from storage.database import Database
from tests.handlers.chat import Chat
from tests.handlers.conftest import OpenChat


def mention(text: str, named: str, **who: str) -> tuple[Mention, ...]:
    start = text.index(named)
    return (Mention(start, start + len(named), **who),)


def test_a_short_name_means_whose_it_is(open_chat: OpenChat) -> None:
    chair, an = open_chat("MH01"), open_chat("MH22")
    an.say("/homnay", sender_username="an_hanh_chinh")
    text = "giao @An_Hanh_Chinh soạn công văn đôn đốc, hạn thứ 6"
    [card] = chair.say(text, mentions=mention(text, "@An_Hanh_Chinh", username="an_hanh_chinh"))
    assert "cho Trần Thị Diễn An" in card.text, "two people are called An; the account is one of them"
    assert "giao anh/chị việc số 1" in an.receive()[-1].text


def test_an_account_s_number_wins_over_the_words(open_chat: OpenChat) -> None:
    chair, an = open_chat("MH01"), open_chat("MH22")
    text = "giao Ông Kẹ và chị Liên soạn công văn đôn đốc, hạn thứ 6"
    [card] = chair.say(text, mentions=mention(text, "Ông Kẹ", user_id=an.chat_id))
    assert "Trần Thị Diễn An – chủ trì 50 %" in card.text
    assert "Cao Thị Diễn Liên – phối hợp 50 %" in card.text


def test_a_mentioned_person_who_is_not_below_is_not_found(open_chat: OpenChat) -> None:
    head, an = open_chat("MH16"), open_chat("MH22")
    text = "giao @an_hanh_chinh soạn công văn đôn đốc, hạn thứ 6"
    [card] = head.say(text, mentions=mention(text, "@an_hanh_chinh", user_id=an.chat_id))
    assert "Không tìm thấy" in card.text
    assert "idx" not in card.text


def test_a_short_name_of_nobody_is_read_as_a_name(open_chat: OpenChat) -> None:
    head = open_chat("MH16")
    text = "giao @lien soạn công văn đôn đốc, hạn thứ 6"
    [card] = head.say(text, mentions=mention(text, "@lien", username="lien"))
    assert "cho Cao Thị Diễn Liên" in card.text


def test_a_typed_sign_names_nobody(open_chat: OpenChat, database: Database) -> None:
    head: Chat = open_chat("MH16")
    [card] = head.say("giao @idx18x soạn công văn đôn đốc, hạn thứ 6")
    assert "Không tìm thấy" in card.text


def test_a_person_named_in_the_work_is_spelled_out(open_chat: OpenChat) -> None:
    head, van = open_chat("MH16"), open_chat("MH19")
    text = "giao @Liên soạn công văn đôn đốc gửi Vân Xinh, hạn thứ 6"
    [card] = head.say(text, mentions=mention(text, "Vân Xinh", user_id=van.chat_id))
    assert "Đã giao việc số 1 cho Cao Thị Diễn Liên" in card.text
    assert "gửi Dương Thị Diễn Vân" in card.text.replace("@", "")


def test_a_mention_behind_a_command_keeps_its_place(open_chat: OpenChat) -> None:
    head, van = open_chat("MH16"), open_chat("MH19")
    text = "/giao   Vân Xinh soạn công văn đôn đốc, hạn thứ 6"
    [card] = head.say(text, mentions=mention(text, "Vân Xinh", user_id=van.chat_id))
    assert "cho Dương Thị Diễn Vân" in card.text
    assert "«soạn công văn đôn đốc»" in card.text
