"""One message on its way out, and what to do where the server refuses it as it stands."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.assign_due import is_awake

LIMIT = 4096
ANSWER = 0

Part = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Parcel:
    """A row of the outbox as a value; `parts` is what is still to be sent of it, each a method and a payload."""

    id: int
    channel: str
    chat_id: str
    priority: int
    attempts: int
    created_at: datetime
    parts: tuple[Part, ...]

    @property
    def chat(self) -> str:
        """The chat's name across channels; groups keep their leading minus."""
        return self.chat_id if self.channel == "telegram" else f"{self.channel}:{self.chat_id}"

    @property
    def is_answer(self) -> bool:
        """Answers are repeated when in doubt; reminders are not."""
        return self.priority == ANSWER

    def without_first(self) -> Parcel:
        """What is left after the first part was sent."""
        return replace(self, parts=self.parts[1:])


@dataclass(frozen=True)
class Remedy:
    """How to go on after a refusal: `parts` to send instead, or nothing more to do because it already `stands`."""

    parts: tuple[Part, ...] = ()
    stands: bool = False


def remedy(part: Part, refusal: str) -> Remedy | None:
    """What to send instead of a refused part; None where nothing would help."""
    method, payload = part
    words = refusal.lower()
    if "not modified" in words:
        return Remedy(stands=True)
    if method == "edit" and ("to edit" in words or "be edited" in words or "message_id_invalid" in words):
        return Remedy((("send", _without(payload, "message_id")),))
    if "parse entities" in words and not payload.get("plain"):
        return Remedy(((method, {**payload, "text": plain(payload["text"]), "plain": True}),))
    if "too long" in words and units(plain(payload.get("text", ""))) > LIMIT:
        return Remedy(_chunks(method, payload))
    if "button" in words and payload.get("rows"):  # every button has a text form, so the message stands without them
        return Remedy(((method, _without(payload, "rows")),))
    return None


def hushed(payload: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    """What asks for quiet makes no sound at night; decided when it goes out, for it may have waited."""
    return {**payload, "silent": True} if payload.get("quiet") and not is_awake(now) else payload


def plain(text: str) -> str:
    """The words of a text in HTML, as a person sees them."""
    return html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", text))


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 units, two for most emoji."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = LIMIT) -> Sequence[str]:
    """Pieces of at most `limit` UTF-16 units, cut at the ends of lines where there are any."""
    pieces = []
    while units(text) > limit:
        longest = len(text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore"))
        cut = text.rfind("\n", 1, longest)
        cut = cut if cut > 0 else longest
        pieces.append(text[:cut])
        text = text[cut:].lstrip("\n")
    return [*pieces, text] if text else pieces


def _chunks(method: str, payload: Mapping[str, Any]) -> tuple[Part, ...]:
    bare = {**_without(payload, "rows"), "plain": True}
    first, *others = split(plain(payload["text"]))
    parts: list[Part] = [(method, {**bare, "text": first})]
    parts += [("send", {**_without(bare, "message_id", "reply_to"), "text": text}) for text in others]
    last_method, last = parts[-1]
    parts[-1] = (last_method, {**last, "rows": payload.get("rows") or []})
    return tuple(parts)


def _without(payload: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in payload.items() if key not in keys}
