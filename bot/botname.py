"""Who the bot is, asked over httpx by commands that run beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.settings import Settings


@dataclass(frozen=True)
class Me:
    """The answer to getMe: the bot's name, or why there is none; `server_time` is the server's clock if it told it."""

    username: str | None
    problem: str | None = None
    server_time: datetime | None = None


def get_me(settings: Settings, timeout: float = 10.0) -> Me:
    """Ask the Bot API who we are; the token never shows up in a problem's words."""
    if settings.token is None:
        return Me(None, "chưa đặt TELEGRAM_TOKEN")
    root = settings.telegram_api_url.rstrip("/")
    local = urlsplit(root).hostname in ("127.0.0.1", "localhost", "::1")
    try:
        answer = httpx.post(f"{root}/bot{settings.token}/getMe", timeout=timeout, trust_env=not local)
        body: Any = answer.json()
    except httpx.HTTPError as error:
        return Me(None, f"không nối được {root} ({type(error).__name__})")
    except ValueError:
        return Me(None, f"{root} không phải máy chủ Bot API")
    if not isinstance(body, dict) or not body.get("ok") or not isinstance(body.get("result"), dict):
        told = body.get("description") if isinstance(body, dict) else None
        return Me(None, f"máy chủ từ chối ({told or answer.status_code})")
    return Me(str(body["result"].get("username") or ""), None, _server_time(answer))


def bot_username(settings: Settings) -> str | None:
    """The bot's name for deep links, or None where it cannot be learnt."""
    return get_me(settings).username or None


def _server_time(answer: httpx.Response) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return None
