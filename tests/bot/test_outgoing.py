"""A message as a row: what may be typed instead of a tap."""

from __future__ import annotations

from datetime import UTC, datetime

from markupsafe import Markup

from bot.outgoing import outbox_row, typed_answers
from handlers.turn import Choice, Paper, Say

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SURE, DROP = Choice("Sửa", "e:1"), Choice("Xoá", "x:1")


def test_buttons_are_numbered_and_answer_to_their_label() -> None:
    pairs = typed_answers(Say(Markup("?"), rows=((SURE,), (DROP,))))
    assert pairs == [["1", "e:1"], ["sua", "e:1"], ["2", "x:1"], ["xoa", "x:1"]]


def test_words_of_the_conversation_come_first_and_leave_the_numbers_to_it() -> None:
    pairs = typed_answers(Say(Markup("?"), rows=((SURE, DROP),), words=(("0", "x:1"),)))
    assert pairs == [["0", "x:1"], ["sua", "e:1"]]


def test_a_message_that_offers_nothing_answers_to_nothing() -> None:
    row = outbox_row(Say(Markup("chào")), "telegram", "5", NOW)
    assert (row.choices, row.payload, row.method) == ([], {"text": "chào"}, "send")


def test_an_edit_names_its_message_and_another_chat_its_own() -> None:
    say = Say(Markup("a"), rows=((SURE,),), replaces="7", chat_id="9", priority=1, dedupe="k", entry_ids=(3,))
    row = outbox_row(say, "telegram", "5", NOW)
    assert (row.method, row.chat_id, row.priority, row.dedupe, row.entry_ids) == ("edit", "9", 1, "k", [3])
    assert row.payload == {"text": "a", "message_id": "7", "rows": [[{"label": "Sửa", "action": "e:1"}]]}


def test_a_picture_is_shown_and_a_sheet_is_to_be_opened() -> None:
    rows = [
        outbox_row(Say(Markup("a"), paper=paper), "telegram", "5", NOW)
        for paper in (Paper("a.xlsx", b"x"), Paper("a.png", b"x", "photo"))
    ]
    assert [(row.method, row.payload["name"]) for row in rows] == [("document", "a.xlsx"), ("photo", "a.png")]
