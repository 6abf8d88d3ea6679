"""The acts of POST /sim/<act>: parameters to what people do, faults and reset; each gives the JSON of the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.simulator import people
from bot.simulator.files import IMAGES, blank_png, image_size
from bot.simulator.params import Params, Upload
from bot.simulator.sending import document, photo_sizes
from bot.simulator.state import Stored, Wire
from bot.simulator.world import World

Act = Callable[[World, Params], Wire]


def _place(params: Params) -> dict[str, Any]:
    return {"chat_id": params.number("chat") or None, "reply_to": params.number("reply_to") or None}


def _sent(world: World, stored: Stored, before: int) -> Wire:
    return {"chat_id": stored.wire["chat"]["id"], "message_id": stored.message_id, "cursor": before}


def _send(world: World, params: Params, content: Wire) -> Wire:
    before = world.events.seq
    return _sent(world, people.send(world, params.number("user"), content, **_place(params)), before)


def message(world: World, params: Params) -> Wire:
    """POST /sim/message {user, text, chat?, reply_to?, forward?}."""
    before, forward = world.events.seq, params.values.get("forward") or False
    who, text = params.number("user"), params.text("text")
    return _sent(world, people.say(world, who, text, forward=forward, **_place(params)), before)


def edit(world: World, params: Params) -> Wire:
    """POST /sim/edit {user, message_id, text, chat?}."""
    before, chat = world.events.seq, params.number("chat") or None
    who, which = params.number("user"), params.number("message_id")
    return _sent(world, people.edit(world, who, which, params.text("text"), chat_id=chat), before)


def tap(world: World, params: Params) -> Wire:
    """POST /sim/tap {user, message_id, data | label, chat?}."""
    before, chat = world.events.seq, params.number("chat") or None
    data, label = params.values.get("data"), params.values.get("label")
    who, which = params.number("user"), params.number("message_id")
    made = people.tap(world, who, which, data=data, label=label, chat_id=chat)
    return {"query_id": made.query_id, "chat_id": made.chat_id, "message_id": which, "cursor": before}


def photo(world: World, params: Params) -> Wire:
    """POST /sim/photo {user, caption?, reply_to?, name?, size?} or multipart with `file`."""
    upload = params.files.get("file")
    data = upload.data if upload else blank_png()
    shape = image_size(data) or ("", 1280, 960)
    name = upload.name if upload else params.text("name") or "anh.png"
    stored = world.files.add("photo", name, IMAGES.get(shape[0], "image/jpeg"), data)
    if params.number("size"):
        stored.size = params.number("size")
    sizes = photo_sizes(stored, shape[1], shape[2])
    return _send(world, params, people.photo_content(stored, sizes, params.text("caption")))


def doc(world: World, params: Params) -> Wire:
    """POST /sim/document {user, name, size, caption?, reply_to?} or multipart with `file`."""
    upload = params.files.get("file") or Upload(params.text("name") or "tep.pdf", params.text("mime"), b"")
    data, mime = upload.data or None, upload.mime or "application/octet-stream"
    stored = world.files.add("document", upload.name, mime, data, params.number("size"))
    caption = people.with_entities("caption", params.text("caption"))
    return _send(world, params, {"document": document(stored), **caption})


def voice(world: World, params: Params) -> Wire:
    """POST /sim/voice {user, duration?}."""
    file = world.files.add("voice", "voice.ogg", "audio/ogg", None, 12_000)
    about = {"duration": params.number("duration", 4), "mime_type": file.mime, "file_size": file.size}
    return _send(world, params, {"voice": {"file_id": file.file_id, "file_unique_id": file.unique_id, **about}})


def sticker(world: World, params: Params) -> Wire:
    """POST /sim/sticker {user, emoji?}."""
    file = world.files.add("sticker", "sticker.webp", "image/webp", None, 20_000)
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    look = {"emoji": params.text("emoji") or "👍", "file_size": file.size}
    ids = {"file_id": file.file_id, "file_unique_id": file.unique_id}
    return _send(world, params, {"sticker": {**ids, **shape, **look}})


def location(world: World, params: Params) -> Wire:
    """POST /sim/location {user, latitude?, longitude?}."""
    where = {key: float(params.text(key) or default) for key, default in (("latitude", 20.95), ("longitude", 107.08))}
    return _send(world, params, {"location": where})


def contact(world: World, params: Params) -> Wire:
    """POST /sim/contact {user, phone?, first_name?, of?}: the own card, or that of user `of` (0 = a stranger)."""
    owner = world.state.users.get(params.number("of", params.number("user")))
    card: Wire = {"phone_number": params.text("phone") or "+84900000000"}
    card["first_name"] = params.text("first_name") or (owner.first_name if owner else "Người lạ")
    return _send(world, params, {"contact": {**card, **({"user_id": owner.id} if owner else {})}})


def block(world: World, params: Params) -> Wire:
    """POST /sim/block {user}."""
    people.block(world, params.number("user"))
    return {"cursor": world.events.seq}


def unblock(world: World, params: Params) -> Wire:
    """POST /sim/unblock {user}."""
    people.block(world, params.number("user"), blocked=False)
    return {"cursor": world.events.seq}


def group(world: World, params: Params) -> Wire:
    """POST /sim/group {title, members}."""
    members = params.json("members") or []
    return {"chat_id": people.group(world, params.text("title") or "Nhóm", [int(one) for one in members]).id}


def faults(world: World, params: Params) -> Wire:
    """POST /sim/faults: the fields of faults.Fault, or {clear: true, seed?}."""
    if params.flag("clear"):
        world.faults.seed = params.number("seed", world.faults.seed)
        world.faults.clear()
    else:
        world.faults.add(**params.values)
    return {"faults": world.faults.shown()}


def reset(world: World, params: Params) -> Wire:
    """POST /sim/reset: forget everything but the people."""
    world.reset()
    return {"cursor": world.events.seq}


ACTS: dict[str, Act] = {
    "message": message,
    "edit": edit,
    "tap": tap,
    "photo": photo,
    "document": doc,
    "voice": voice,
    "sticker": sticker,
    "location": location,
    "contact": contact,
    "block": block,
    "unblock": unblock,
    "group": group,
    "faults": faults,
    "reset": reset,
}
