"""What the conversation wants to say (Say) as a row of the outbox."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Any

import nlu
from handlers.turn import Say
from storage.tables import Outbox


def outbox_row(say: Say, channel: str, chat_id: str, now: datetime) -> Outbox:
    """The row that says `say`; `channel` and `chat_id` are those of the turn, for a Say that names none."""
    return Outbox(
        channel=say.channel or channel,
        chat_id=say.chat_id or chat_id,
        person_id=say.person_id,
        method=say.paper.kind if say.paper else "edit" if say.replaces else "send",
        kind=say.kind,
        payload=_payload(say),
        choices=[list(pair) for pair in say.words],
        entry_ids=list(say.entry_ids),
        question_id=say.question_id,
        priority=say.priority,
        dedupe=say.dedupe,
        local_day=say.day,
        not_after=say.not_after,
        created_at=now,
    )


def typed_answers(say: Say) -> list[list[str]]:
    """What may be typed instead of tapping: the words that `say` gives, else the buttons' numbers; and their labels."""
    pairs = [list(pair) for pair in say.words]
    said = {action for _, action in say.words}
    for number, choice in enumerate((choice for row in say.rows for choice in row), 1):
        if not say.words:
            pairs.append([str(number), choice.action])
        if choice.action not in said:
            pairs.append([nlu.fold(choice.label).strip(" .!,;"), choice.action])
    return pairs


def _payload(say: Say) -> dict[str, Any]:
    payload: dict[str, Any] = {"text": str(say.text)}
    if say.rows:
        payload["rows"] = [[{"label": key.label, "action": key.action} for key in row] for row in say.rows]
    if say.paper:
        payload |= {"name": say.paper.name, "content": b64encode(say.paper.content).decode()}
    if say.replaces:
        payload["message_id"] = say.replaces
    if say.about:
        payload["about"] = list(say.about)
    if say.quiet:
        payload["quiet"] = True
    if say.reply_to:
        payload["reply_to"] = say.reply_to
    return payload
