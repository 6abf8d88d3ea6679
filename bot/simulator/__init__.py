"""A local stand-in for the Telegram Bot API with a chat page; knows the wire protocol and nothing of the bot."""

from __future__ import annotations

from bot.simulator.client import BotMessage, NoAnswer, Sent, SimClient, Tapped, Toast
from bot.simulator.faults import Fault
from bot.simulator.limits import FloodLimits
from bot.simulator.server import TOKEN, Simulator
from bot.simulator.state import SimUser

__all__ = [
    "TOKEN",
    "BotMessage",
    "Fault",
    "FloodLimits",
    "NoAnswer",
    "Sent",
    "SimClient",
    "SimUser",
    "Simulator",
    "Tapped",
    "Toast",
]
