"""The Bot API methods: each takes the world and the parameters and gives the `result` of the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator import rules
from bot.simulator.errors import bad, conflict
from bot.simulator.params import Params
from bot.simulator.sending import can_edit, outgoing_document, outgoing_photo, recipient, send
from bot.simulator.state import Stored, Wire
from bot.simulator.updates import TIMEOUT_MAX
from bot.simulator.world import World

Method = Callable[[World, Params], Awaitable[Any]]

DELETE_SECONDS = 48 * 3600
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_me(world: World, params: Params) -> Wire:
    """Answer getMe."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return {**world.me(), **abilities, "can_connect_to_business": False, "has_main_web_app": False}


async def get_updates(world: World, params: Params) -> list[Wire]:
    """Answer getUpdates: a real long poll."""
    if world.state.webhook["url"]:
        raise conflict(WEBHOOK_ACTIVE)
    _remember_allowed(world, params)
    timeout = min(params.number("timeout"), TIMEOUT_MAX)
    return await world.updates.take(params.number("offset"), params.number("limit", 100), timeout)


async def set_webhook(world: World, params: Params) -> bool:
    """Keep the webhook's address; updates are not posted to it, but getUpdates is refused while it is set."""
    url = params.text("url")
    if url and not url.startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    _remember_allowed(world, params)
    if params.flag("drop_pending_updates"):
        world.updates.pending.clear()
    world.state.webhook = {"url": url, "max_connections": params.number("max_connections", 40)}
    if url:
        world.updates.end_poll("terminated by setWebhook request")
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    """Forget the webhook."""
    if params.flag("drop_pending_updates"):
        world.updates.pending.clear()
    world.state.webhook = {"url": ""}
    return True


async def get_webhook_info(world: World, params: Params) -> Wire:
    """Answer getWebhookInfo."""
    info = {"has_custom_certificate": False, "pending_update_count": len(world.updates.pending)}
    allowed = {"allowed_updates": world.updates.allowed} if world.updates.allowed else {}
    return {**world.state.webhook, **info, **allowed}


async def send_message(world: World, params: Params) -> Wire:
    """Answer sendMessage."""
    chat = recipient(world, params)
    text, entities = rules.message_text(params)
    content: Wire = {"text": text, **({"entities": entities} if entities else {})}
    return send(world, params, chat, content)


async def send_photo(world: World, params: Params) -> Wire:
    """Answer sendPhoto."""
    chat = recipient(world, params)
    return send(world, params, chat, {**outgoing_photo(world, params), **_caption(params)})


async def send_document(world: World, params: Params) -> Wire:
    """Answer sendDocument."""
    chat = recipient(world, params)
    return send(world, params, chat, {**outgoing_document(world, params), **_caption(params)})


async def edit_message_text(world: World, params: Params) -> Wire:
    """Answer editMessageText."""
    text, entities = rules.message_text(params)
    stored = _to_edit(world, params)
    if "text" not in stored.wire:
        raise bad("there is no text in the message to edit")
    return _edit(world, params, stored, {"text": text, "entities": entities})


async def edit_message_caption(world: World, params: Params) -> Wire:
    """Answer editMessageCaption."""
    text, entities = rules.caption(params)
    stored = _to_edit(world, params)
    if "text" in stored.wire:
        raise bad("there is no caption in the message to edit")
    return _edit(world, params, stored, {"caption": text, "caption_entities": entities})


async def edit_message_reply_markup(world: World, params: Params) -> Wire:
    """Answer editMessageReplyMarkup."""
    return _edit(world, params, _to_edit(world, params), {})


async def delete_message(world: World, params: Params) -> bool:
    """Answer deleteMessage: any message of a private chat or an own one, younger than 48 hours."""
    chat = recipient(world, params)
    stored = chat.messages.get(params.number("message_id"))
    if stored is None:
        raise bad("message to delete not found")
    if world.date() - stored.wire["date"] > DELETE_SECONDS or (chat.group and not stored.by_bot):
        raise bad("message can't be deleted for everyone")
    del chat.messages[stored.message_id]
    world.tell("delete", chat, message_id=stored.message_id, by_bot=True)
    return True


async def answer_callback_query(world: World, params: Params) -> bool:
    """Answer answerCallbackQuery: once for each tap, in time."""
    text = rules.toast(params)
    tap = world.state.taps.get(params.text("callback_query_id"))
    if tap is None or tap.answered or world.date() - tap.date > world.query_seconds:
        raise bad(rules.OLD_QUERY)
    tap.answered = True
    chat = world.state.chats[tap.chat_id]
    says = {"text": text, "alert": params.flag("show_alert"), "url": params.text("url") or None}
    place = {"query_id": tap.query_id, "user_id": tap.user_id, "message_id": tap.message_id}
    world.tell("answer", chat, by_bot=True, **place, **says)
    return True


async def send_chat_action(world: World, params: Params) -> bool:
    """Answer sendChatAction."""
    chat = recipient(world, params)
    if params.text("action") not in rules.ACTIONS:
        raise bad("wrong parameter action in request")
    world.tell("action", chat, action=params.text("action"), by_bot=True)
    return True


async def get_file(world: World, params: Params) -> Wire:
    """Answer getFile: files up to 20 MB."""
    file = world.files.get(params.text("file_id"))
    if file.size > rules.DOWNLOAD_MAX:
        raise bad("file is too big")
    ids = {"file_id": file.file_id, "file_unique_id": file.unique_id}
    return {**ids, "file_size": file.size, "file_path": file.path}


async def get_chat(world: World, params: Params) -> Wire:
    """Answer getChat."""
    chat = recipient(world, params, silent=True)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    return {**chat.wire, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def _to_edit(world: World, params: Params) -> Stored:
    return can_edit(recipient(world, params), params.number("message_id"))


def _edit(world: World, params: Params, stored: Stored, content: Wire) -> Wire:
    markup = rules.inline_only(params)
    wanted = {**content, "reply_markup": markup}
    gone = [key for key, value in wanted.items() if not value]
    now = {key: stored.wire.get(key) for key in wanted}
    if all((now[key] or None) == (value or None) for key, value in wanted.items()):
        raise bad(rules.NOT_MODIFIED)
    chat = world.state.chats[int(stored.wire["chat"]["id"])]
    world.change(chat, stored, {key: value for key, value in wanted.items() if value}, gone)
    return stored.wire


def _caption(params: Params) -> Wire:
    text, entities = rules.caption(params)
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": entities} if entities else {})}


def _remember_allowed(world: World, params: Params) -> None:
    allowed = params.json("allowed_updates")
    if isinstance(allowed, list):
        world.updates.allowed = [str(kind) for kind in allowed] or None


def _profile(name: str, setter: bool, longest: int) -> Method:
    async def method(world: World, params: Params) -> Any:
        if not setter:
            return {name: world.state.texts.get(name, "")}
        if len(params.text(name)) > longest:
            raise bad(f"{name.replace('_', ' ')} is too long")
        world.state.texts[name] = params.text(name)
        world.events.put("profile")
        return True

    return method


async def set_my_commands(world: World, params: Params) -> bool:
    """Answer setMyCommands."""
    world.state.commands[_scope(params)] = rules.commands(params)
    world.events.put("profile")
    return True


async def get_my_commands(world: World, params: Params) -> list[dict[str, str]]:
    """Answer getMyCommands."""
    return world.state.commands.get(_scope(params), [])


async def delete_my_commands(world: World, params: Params) -> bool:
    """Answer deleteMyCommands."""
    world.state.commands.pop(_scope(params), None)
    world.events.put("profile")
    return True


async def accept(world: World, params: Params) -> bool:
    """Answer a method whose effect nobody sees here."""
    return True


def _scope(params: Params) -> str:
    scope = params.json("scope") or {"type": "default"}
    chat = f":{scope['chat_id']}" if "chat_id" in scope else ""
    return f"{scope.get('type', 'default')}{chat}"


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "getfile": get_file,
    "getchat": get_chat,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmydescription": _profile("description", True, 512),
    "getmydescription": _profile("description", False, 512),
    "setmyshortdescription": _profile("short_description", True, 120),
    "getmyshortdescription": _profile("short_description", False, 120),
    "setmyname": _profile("name", True, 64),
    "getmyname": _profile("name", False, 64),
    "setchatmenubutton": accept,
    "close": accept,
    "logout": accept,
}
