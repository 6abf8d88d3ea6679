"""What Telegram refuses: limits of text, captions, buttons and commands. Pure functions that raise Refused."""

from __future__ import annotations

import re
from typing import Any

from bot.simulator.entities import Entity, EntityError, detect, parse_html, trim, units
from bot.simulator.errors import bad
from bot.simulator.params import Params

TEXT_MAX = 4096
CAPTION_MAX = 1024
DATA_MAX = 64
TOAST_MAX = 200
BUTTONS_MAX = 100
PHOTO_MAX = 10 * 2**20
UPLOAD_MAX = 50 * 2**20
DOWNLOAD_MAX = 20 * 2**20

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
BUTTON_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
MARKUPS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def formatted(params: Params, name: str) -> tuple[str, list[Entity]]:
    """Give text and entities of a parameter after parsing, however long."""
    source = params.text(name).replace("\r", "")
    mode = params.text("parse_mode").lower()
    if mode == "html":
        try:
            return _detected(*parse_html(source))
        except EntityError as error:
            raise bad(f"can't parse entities: {error}") from None
    if mode:
        raise bad("unsupported parse_mode")
    given = params.json("caption_entities" if name == "caption" else "entities") or []
    return _detected(*trim(source, _given(given)))


def message_text(params: Params) -> tuple[str, list[Entity]]:
    """Give text and entities of a message; 1 to 4,096 UTF-16 units after parsing."""
    text, entities = formatted(params, "text")
    if not text:
        raise bad("message text is empty" if not params.text("text") else "text must be non-empty")
    if units(text) > TEXT_MAX:
        raise bad("message is too long")
    return text, entities


def caption(params: Params) -> tuple[str, list[Entity]]:
    """Give caption and entities; at most 1,024 UTF-16 units after parsing."""
    text, entities = formatted(params, "caption")
    if units(text) > CAPTION_MAX:
        raise bad("message caption is too long")
    return text, entities


def reply_markup(params: Params) -> dict[str, Any] | None:
    """Give the checked keyboard of a call, or None; an inline keyboard without a button counts as none."""
    markup = params.json("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict) or not any(kind in markup for kind in MARKUPS):
        raise bad("object expected as reply markup")
    return _inline(markup["inline_keyboard"]) if "inline_keyboard" in markup else markup


def inline_only(params: Params) -> dict[str, Any] | None:
    """Give the keyboard of an edit: only inline keyboards can be edited."""
    markup = reply_markup(params)
    if markup and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


def toast(params: Params) -> str:
    """Give the text of an answer to a tap, at most 200 characters."""
    text = params.text("text")
    if units(text) > TOAST_MAX:
        raise bad("MESSAGE_TOO_LONG")
    return text


def commands(params: Params) -> list[dict[str, str]]:
    """Give the checked list of commands."""
    given = params.json("commands")
    if not isinstance(given, list):
        raise bad("can't parse commands: expected an Array of BotCommand")
    if len(given) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return [_command(command) for command in given]


def _command(given: Any) -> dict[str, str]:
    if not isinstance(given, dict) or not isinstance(given.get("command"), str):
        raise bad("can't parse BotCommand: expected an Object")
    name, says = given["command"].removeprefix("/"), str(given.get("description", "")).strip()
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(says) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": says}


def _detected(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    return text, detect(text, entities)


def _given(entities: Any) -> list[Entity]:
    if not isinstance(entities, list) or not all(_is_entity(entity) for entity in entities):
        raise bad("can't parse entities: expected an Array of MessageEntity")
    return list(entities)


def _is_entity(entity: Any) -> bool:
    return (
        isinstance(entity, dict)
        and isinstance(entity.get("type"), str)
        and all(isinstance(entity.get(key), int) and entity[key] >= 0 for key in ("offset", "length"))
    )


def _inline(rows: Any) -> dict[str, Any] | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("can't parse inline keyboard: expected an Array of Array of InlineKeyboardButton")
    checked = [[_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in checked) > BUTTONS_MAX:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": checked} if checked else None


def _button(button: Any) -> dict[str, Any]:
    where = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad(f"{where}: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad(f'{where}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad(f"{where}: Button text must be non-empty")
    actions = [action for action in BUTTON_ACTIONS if button.get(action) is not None]
    if not actions:
        raise bad(f"{where}: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in actions:
        _check_data(button["callback_data"])
    return {key: value for key, value in button.items() if value is not None}


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= DATA_MAX:
        raise bad("BUTTON_DATA_INVALID")
