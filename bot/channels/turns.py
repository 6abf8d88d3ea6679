"""A raw Telegram update to a Turn: the wire's JSON only, so that one odd update can never stop the others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from handlers.turn import File, Mention, Turn, TurnKind

CHANNEL = "telegram"
Json = Mapping[str, Any]

# In this order: an animation also carries a document, a venue also a location.
_CONTENT: tuple[tuple[str, TurnKind], ...] = (
    ("animation", "other"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("video_note", "voice"),
    ("sticker", "sticker"),
    ("venue", "location"),
    ("location", "location"),
    ("contact", "contact"),
    ("photo", "photo"),
    ("document", "document"),
    ("text", "text"),
    ("video", "other"),
    ("poll", "other"),
    ("dice", "other"),
    ("game", "other"),
    ("story", "other"),
    ("paid_media", "other"),
    ("checklist", "other"),
)
_FORWARDED = ("forward_origin", "forward_date", "forward_from", "forward_from_chat")
_GONE = ("kicked", "left")


def chat_of(update: Json) -> str:
    """The chat in whose order this update is handled; "" where there is none."""
    for part in update.values():
        if isinstance(part, Mapping):
            chat = part.get("chat") or (part.get("message") or {}).get("chat") or part.get("from")
            if isinstance(chat, Mapping) and "id" in chat:
                return str(chat["id"])
    return ""


def to_turn(update: Json, received_at: datetime) -> Turn | None:
    """What the person did, or None for what needs no answer (service notes, channel posts, moving locations).

    `received_at` is the time of a tap and of a block, which Telegram sends without a date.
    """
    if message := update.get("message"):
        return _message(message, edited=False)
    if message := update.get("edited_message"):
        return _message(message, edited=True)
    if tap := update.get("callback_query"):
        return _tap(tap, received_at)
    if change := update.get("my_chat_member"):
        return _membership(change, received_at)
    return None


def _message(message: Json, edited: bool) -> Turn | None:
    sender, chat = message.get("from"), message["chat"]
    key, kind = next(((key, kind) for key, kind in _CONTENT if key in message), ("", None))
    if kind is None or not sender or sender.get("is_bot") or chat.get("type") == "channel":
        return None
    if any(mark in message for mark in _FORWARDED):
        kind = "forward"
    if edited and kind not in ("text", "photo", "document"):
        return None
    return Turn(
        channel=CHANNEL,
        chat_id=str(chat["id"]),
        user_id=str(sender["id"]),
        message_id=str(message["message_id"]),
        # `date` of an edited message is still that of the first sending; `edit_date` is the change.
        sent_at=datetime.fromtimestamp(message["date"], UTC),
        kind=kind,
        text=_clean(message.get("text") or message.get("caption") or ""),
        reply_to=_reply_to(message),
        file=_file(message, key),
        edited=edited,
        edited_at=datetime.fromtimestamp(message["edit_date"], UTC) if edited and "edit_date" in message else None,
        group=chat.get("type", "private") != "private",
        sender_name=_name(sender),
        sender_username=_username(sender),
        mentions=_mentions(message),
    )


def _tap(tap: Json, received_at: datetime) -> Turn | None:
    sender, message = tap["from"], tap.get("message") or {}
    chat = message.get("chat") or {"id": sender["id"], "type": "private"}
    return Turn(
        channel=CHANNEL,
        chat_id=str(chat["id"]),
        user_id=str(sender["id"]),
        message_id=str(message.get("message_id", "")),
        sent_at=received_at,
        kind="tap",
        action=_clean(tap.get("data") or ""),
        tap_id=str(tap["id"]),
        group=chat.get("type", "private") != "private",
        sender_name=_name(sender),
    )


def _membership(change: Json, received_at: datetime) -> Turn | None:
    chat, sender = change["chat"], change["from"]
    if chat.get("type") != "private" or change["new_chat_member"].get("status") not in _GONE:
        return None
    return Turn(
        channel=CHANNEL,
        chat_id=str(chat["id"]),
        user_id=str(sender["id"]),
        message_id="",
        sent_at=datetime.fromtimestamp(change["date"], UTC) if "date" in change else received_at,
        kind="blocked",
        sender_name=_name(sender),
    )


def _reply_to(message: Json) -> str | None:
    answered = message.get("reply_to_message")
    return str(answered["message_id"]) if answered else None


def _file(message: Json, key: str) -> File | None:
    if key == "photo" and message["photo"]:
        largest = max(message["photo"], key=lambda size: size.get("width", 0) * size.get("height", 0))
        return File(largest["file_id"], largest["file_unique_id"], "photo", None, largest.get("file_size"))
    if key == "document":
        paper = message["document"]
        name = _clean(paper["file_name"]) if paper.get("file_name") else None
        return File(paper["file_id"], paper["file_unique_id"], "document", name, paper.get("file_size"))
    return None


def _name(sender: Json) -> str:
    return _clean(" ".join(part for part in (sender.get("first_name"), sender.get("last_name")) if part))


def _username(sender: Json) -> str | None:
    name = sender.get("username")
    return _clean(name).lower() if isinstance(name, str) and name else None


def _mentions(message: Json) -> tuple[Mention, ...]:
    """People named in the text; Telegram counts UTF-16 units, we count characters of the cleaned text."""
    raw = message.get("text") or message.get("caption") or ""
    units = raw.encode("utf-16-le", "surrogatepass")
    found = []
    for entity in message.get("entities") or message.get("caption_entities") or ():
        if entity.get("type") not in ("mention", "text_mention"):
            continue
        before, named = (
            _clean(units[2 * a : 2 * b].decode("utf-16-le", "replace"))
            for a, b in ((0, entity["offset"]), (entity["offset"], entity["offset"] + entity["length"]))
        )
        user = entity.get("user") or {}
        place = (len(before), len(before) + len(named))
        if entity["type"] == "text_mention" and "id" in user:
            found.append(Mention(*place, user_id=str(user["id"])))
        elif named.startswith("@"):
            found.append(Mention(*place, username=named[1:].lower()))
    return tuple(found)


def _clean(text: str) -> str:
    # NUL and lone surrogates cannot be stored as UTF-8 text in any database.
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
