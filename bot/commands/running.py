"""`soviec run` and `soviec demo`."""

from __future__ import annotations

import argparse
import asyncio
import errno
import logging
import sys

from bot import texts
from bot.channels.base import ChannelError, TokenRefused
from bot.channels.telegram import TelegramChannel
from bot.cli import CommandError
from bot.clock import SystemClock
from bot.settings import Settings, load_settings
from storage.database import Database


def run(arguments: argparse.Namespace) -> int:
    """The real bot, until SIGINT or SIGTERM."""
    settings = load_settings()
    if settings.token is None:
        raise CommandError(texts.NO_TOKEN)
    if settings.webhook_url and not (settings.web_port and settings.webhook_secret):
        raise CommandError(texts.WEBHOOK_HALF)
    set_up_log(settings.log_level)
    asyncio.run(_run(settings, settings.token))
    return 0


async def _run(settings: Settings, token: str) -> None:
    from bot.app import build_app, stop_asked

    asked = stop_asked()
    channel = TelegramChannel(token, settings.telegram_api_url)
    name = await _who_am_i(channel, settings)
    database = Database.connect(settings.database_url)
    app = build_app(settings, clock=SystemClock(), database=database, channel=channel)
    try:
        await app.start()
    except OSError as error:
        raise port_error(error, settings.web_port or 0) from error
    print(texts.RUNNING.format(name=f"@{name}") if name else texts.RUNNING_ALONE, flush=True)
    try:
        await asked.wait()
    finally:
        await app.stop()


async def _who_am_i(channel: TelegramChannel, settings: Settings) -> str | None:
    """The bot's name; None where Telegram cannot be reached now. A refused token is the operator's to mend."""
    try:
        return str((await channel.me()).get("username") or "")
    except TokenRefused as error:
        await channel.stop()
        raise CommandError(texts.TOKEN_REFUSED.format(reason=error.description)) from error
    except ChannelError as error:
        reason = error.description or type(error).__name__
        print(texts.API_AWAY.format(url=settings.telegram_api_url, reason=reason), file=sys.stderr, flush=True)
        return None


def demo(arguments: argparse.Namespace) -> int:
    """The demo agency, the stand-in for Telegram and the bot, in one process."""
    from bot.demo.server import run_demo

    settings = load_settings()
    set_up_log("WARNING" if settings.log_level == "INFO" else settings.log_level)
    try:
        asyncio.run(run_demo(settings, arguments.port, fresh=arguments.fresh))
    except OSError as error:
        raise port_error(error, arguments.port) from error
    return 0


def port_error(error: OSError, port: int) -> CommandError:
    """A taken port as one line; any other trouble of the system with its own words."""
    if error.errno == errno.EADDRINUSE:
        return CommandError(texts.PORT_BUSY.format(port=port, other=port + 1))
    return CommandError(f"{error.strerror or error}")


def set_up_log(level: str) -> None:
    """Lines with time, level and room on stderr; the scheduler and the migrations only when something is wrong."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in ("apscheduler", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
