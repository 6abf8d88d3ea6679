"""What people do: write, edit, tap, send files, block, meet in groups; each becomes the update Telegram would send."""

from __future__ import annotations

from typing import Any

from bot.simulator.entities import detect, units
from bot.simulator.errors import ControlError
from bot.simulator.files import StoredFile
from bot.simulator.rules import CAPTION_MAX, TEXT_MAX
from bot.simulator.state import Chat, Stored, Tap, Wire
from bot.simulator.world import World

GROUP_BASE = -1001000000000


def say(
    world: World,
    user_id: int,
    text: str,
    *,
    chat_id: int | None = None,
    reply_to: int | None = None,
    forward: str | bool = False,
) -> Stored:
    """Send a text; `forward` makes it a forwarded one (True, or the name of the one who wrote it)."""
    body = text.strip()
    if not body or units(body) > TEXT_MAX:
        raise ControlError(f"a text has 1 to {TEXT_MAX} characters; Telegram's own app would not send this one")
    entities = detect(body, [])
    content: Wire = {"text": body, **({"entities": entities} if entities else {})}
    if forward:
        origin = {"type": "hidden_user", "sender_user_name": "Người khác" if forward is True else forward}
        content["forward_origin"] = {**origin, "date": world.date()}
    return send(world, user_id, content, chat_id=chat_id, reply_to=reply_to)


def send(
    world: World, user_id: int, content: Wire, *, chat_id: int | None = None, reply_to: int | None = None
) -> Stored:
    """Send a message of any kind; writing to the bot opens the chat and lifts a block."""
    user = world.user(user_id)
    chat = world.chat(chat_id or user_id)
    if user_id not in chat.members:
        raise ControlError(f"user {user_id} is not in chat {chat.id}")
    if not chat.group:
        _open(world, user_id)
    reply = world.message(chat, reply_to) if reply_to else None
    stored = world.post(chat, user.wire(), content, reply)
    if _bot_sees(world, chat, stored.wire):
        world.updates.put("message", stored.wire)
    return stored


def edit(world: World, user_id: int, message_id: int, text: str, *, chat_id: int | None = None) -> Stored:
    """Edit an own message: its text, or the caption of a photo or document."""
    chat = world.chat(chat_id or user_id)
    stored = world.message(chat, message_id)
    if stored.wire["from"]["id"] != user_id:
        raise ControlError("only an own message can be edited")
    field = "text" if "text" in stored.wire else "caption"
    if not text.strip() and field == "text":
        raise ControlError("a text cannot be emptied by an edit")
    world.change(chat, stored, with_entities(field, text), [field, _entities(field)])
    if _bot_sees(world, chat, stored.wire):
        world.updates.put("edited_message", stored.wire)
    return stored


def tap(
    world: World,
    user_id: int,
    message_id: int,
    *,
    data: str | None = None,
    label: str | None = None,
    chat_id: int | None = None,
) -> Tap:
    """Tap a button of a message of the bot, by what it says or by its data (also data that is no longer shown)."""
    chat = world.chat(chat_id or user_id)
    stored = world.message(chat, message_id)
    payload = data if data is not None else _data_of(stored, label or "")
    world.state.tap_counter += 1
    number = f"{world.bot_id}{world.state.tap_counter:09d}"
    made = Tap(number, user_id, chat.id, message_id, world.date())
    world.state.keep_tap(made)
    query = {"id": number, "from": world.user(user_id).wire(), "message": stored.wire}
    world.updates.put("callback_query", {**query, "chat_instance": str(-chat.id * 7919), "data": payload})
    return made


def block(world: World, user_id: int, *, blocked: bool = True) -> None:
    """Block the bot, or lift the block."""
    world.user(user_id)
    was = user_id in world.state.blocked
    if was == blocked:
        return
    (world.state.blocked.add if blocked else world.state.blocked.discard)(user_id)
    chat = world.chat(user_id)
    world.updates.put("my_chat_member", _membership(world, chat, user_id, "kicked" if blocked else "member"))
    world.tell("blocked" if blocked else "unblocked", chat, user_id=user_id, by_bot=False)


def group(world: World, title: str, members: list[int]) -> Chat:
    """Make a group of people with the bot in it."""
    people = [world.user(member) for member in members]
    if not people:
        raise ControlError("a group needs a member")
    world.state.group_counter += 1
    chat_id = GROUP_BASE - world.state.group_counter
    chat = Chat({"id": chat_id, "type": "supergroup", "title": title}, {person.id for person in people})
    world.state.chats[chat_id] = chat
    world.updates.put("my_chat_member", _membership(world, chat, people[0].id, "member", "left"))
    stored = world.post(chat, people[0].wire(), {"new_chat_members": [world.me()]})
    world.updates.put("message", stored.wire)
    return chat


def photo_content(file: StoredFile, sizes: list[Wire], caption: str) -> Wire:
    """Give the content of a photo message."""
    return {"photo": sizes, **(with_entities("caption", caption) if caption.strip() else {})}


def with_entities(field: str, text: str) -> Wire:
    """Give a text or caption with what Telegram detects in it; refuses one that is too long."""
    body, longest = text.strip(), TEXT_MAX if field == "text" else CAPTION_MAX
    if units(body) > longest:
        raise ControlError(f"{field} is longer than {longest}")
    entities = detect(body, [])
    return {field: body, **({_entities(field): entities} if entities else {})} if body else {}


def _entities(field: str) -> str:
    return "entities" if field == "text" else "caption_entities"


def _open(world: World, user_id: int) -> None:
    if user_id not in world.state.started:
        world.state.started.add(user_id)
        world.tell("started", world.chat(user_id), user_id=user_id, by_bot=False)
    if user_id in world.state.blocked:
        block(world, user_id, blocked=False)


def _bot_sees(world: World, chat: Chat, message: Wire) -> bool:
    """Privacy mode: in a group the bot sees commands, replies to it and mentions of it."""
    if not chat.group:
        return True
    if message.get("reply_to_message", {}).get("from", {}).get("id") == world.bot_id:
        return True
    text = str(message.get("text") or message.get("caption") or "")
    entities = message.get("entities") or message.get("caption_entities") or []
    return any(_for_bot(world, text, entity) for entity in entities)


def _for_bot(world: World, text: str, entity: dict[str, Any]) -> bool:
    raw = text.encode("utf-16-le")[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]
    part, name = raw.decode("utf-16-le").lower(), f"@{world.bot_username.lower()}"
    if entity["type"] == "bot_command":
        return "@" not in part or part.endswith(name)
    return bool(entity["type"] == "mention" and part == name)


def _data_of(stored: Stored, label: str) -> str:
    rows = stored.wire.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    for button in buttons:
        if button["text"] == label and "callback_data" in button:
            return str(button["callback_data"])
    raise ControlError(f"no button {label!r}; there are {[button['text'] for button in buttons]}")


def _membership(world: World, chat: Chat, user_id: int, status: str, before: str | None = None) -> Wire:
    old = before or ("member" if status == "kicked" else "kicked")
    return {
        "chat": chat.wire,
        "from": world.user(user_id).wire(),
        "date": world.date(),
        "old_chat_member": _member(world, old),
        "new_chat_member": _member(world, status),
    }


def _member(world: World, status: str) -> Wire:
    return {"user": world.me(), "status": status, **({"until_date": 0} if status == "kicked" else {})}
