"""To whom the bot may write, what it may answer and edit, and which files it may send."""

from __future__ import annotations

from bot.simulator import rules
from bot.simulator.errors import Refused, bad, forbidden
from bot.simulator.files import IMAGES, StoredFile, image_size
from bot.simulator.params import Params, Upload
from bot.simulator.state import Chat, Stored, Wire
from bot.simulator.world import World


def recipient(world: World, params: Params, *, silent: bool = False) -> Chat:
    """Give the chat that `chat_id` names; unless `silent`, the bot must be allowed to write there."""
    name = params.text("chat_id")
    if not name:
        raise bad("chat_id is empty")
    chat = world.state.chats.get(int(name)) if name.lstrip("-").isdigit() else None
    if chat is None:
        raise bad("chat not found")
    if not silent:
        _may_write(world, chat)
    return chat


def _may_write(world: World, chat: Chat) -> None:
    if chat.group:
        return
    if chat.id in world.state.blocked:
        raise forbidden("bot was blocked by the user")
    if chat.id not in world.state.started:
        raise forbidden("bot can't initiate conversation with a user")


def replied(world: World, chat: Chat, params: Params) -> Stored | None:
    """Give the message that a send answers, None for none; refuses a missing one unless told otherwise."""
    given = params.json("reply_parameters") or {}
    if not isinstance(given, dict):
        raise bad("can't parse reply parameters JSON object")
    message_id = int(given.get("message_id") or params.number("reply_to_message_id"))
    if not message_id:
        return None
    stored = chat.messages.get(message_id)
    lenient = given.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if stored is None and not lenient:
        raise bad("message to be replied not found")
    return stored


def can_edit(chat: Chat, message_id: int) -> Stored:
    """Give a message of the bot; refuses a missing one and one of a person."""
    if not message_id:
        raise bad("message identifier is not specified")
    stored = chat.messages.get(message_id)
    if stored is None:
        raise bad("message to edit not found")
    if not stored.by_bot:
        raise bad("message can't be edited")
    return stored


def send(world: World, params: Params, chat: Chat, content: Wire) -> Wire:
    """Post a message of the bot after the last checks, and give it as Telegram answers it."""
    markup, reply = rules.reply_markup(params), replied(world, chat, params)
    if world.limits:
        world.limits.check(chat.id, group=chat.group)
    inline = bool(markup and "inline_keyboard" in markup)
    extra: Wire = {"reply_markup": markup} if inline else {}
    if params.flag("protect_content"):
        extra["has_protected_content"] = True
    stored = world.post(chat, world.me(), {**content, **extra}, reply)
    if markup and not inline:
        world.tell("keyboard", chat, markup=markup, by_bot=True)
    return stored.wire


def outgoing_photo(world: World, params: Params) -> Wire:
    """Give the photo of a send; refuses what is no picture."""
    file = _file(world, params, "photo")
    size = image_size(file.content())
    if size is None:
        raise bad("IMAGE_PROCESS_FAILED")
    if file.size > rules.PHOTO_MAX:
        raise bad("PHOTO_FILE_TOO_BIG")
    return {"photo": photo_sizes(file, size[1], size[2])}


def outgoing_document(world: World, params: Params) -> Wire:
    """Give the document of a send."""
    return {"document": document(_file(world, params, "document"))}


def photo_sizes(file: StoredFile, width: int, height: int) -> list[Wire]:
    """Give a picture in Telegram's form: several sizes, smallest first, each with its own id."""
    sizes = []
    for limit, mark in ((90, "s"), (320, "m"), (1280, "")):
        scale = min(1.0, limit / max(width, height, 1))
        ids = {"file_id": file.file_id + mark, "file_unique_id": file.unique_id + mark}
        shape = {"width": max(1, int(width * scale)), "height": max(1, int(height * scale))}
        sizes.append({**ids, **shape, "file_size": max(1, int(file.size * scale * scale))})
        if scale == 1.0:
            break
    return sizes


def document(file: StoredFile) -> Wire:
    """Give a document in Telegram's form."""
    ids = {"file_id": file.file_id, "file_unique_id": file.unique_id}
    return {"file_name": file.name, "mime_type": file.mime, **ids, "file_size": file.size}


def _file(world: World, params: Params, kind: str) -> StoredFile:
    given = params.upload(kind)
    if isinstance(given, Upload):
        return _uploaded(world, kind, given)
    if not given:
        raise bad(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    return world.files.get(given)


def _uploaded(world: World, kind: str, upload: Upload) -> StoredFile:
    if len(upload.data) > rules.UPLOAD_MAX:
        raise Refused(413, "Request Entity Too Large")
    if not upload.data:
        raise bad("file must be non-empty")
    size = image_size(upload.data) if kind == "photo" else None
    mime = IMAGES[size[0]] if size else upload.mime or "application/octet-stream"
    return world.files.add(kind, upload.name or kind, mime, upload.data)
