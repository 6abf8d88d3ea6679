"""What the Bot API says when it says no."""

from __future__ import annotations

from typing import Any

TITLES = {400: "Bad Request", 403: "Forbidden", 409: "Conflict"}


class Refused(Exception):
    """A call that Telegram would refuse: HTTP status, description and `parameters` of the answer."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Give the JSON that Telegram answers."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


class ControlError(Exception):
    """A request to /sim/… that makes no sense; the sentence is for the developer."""


def bad(reason: str) -> Refused:
    """Refuse with 400 Bad Request."""
    return Refused(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    """Refuse with 403 Forbidden."""
    return Refused(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refused:
    """Refuse with 409 Conflict."""
    return Refused(409, f"Conflict: {reason}")


def too_many(seconds: int) -> Refused:
    """Refuse with 429; `seconds` is what `retry_after` says."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
