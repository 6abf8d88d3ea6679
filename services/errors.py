"""Why a use case says no.

    Refusal
    ├── NotFound   not there, or not yours: the two look alike on purpose
    └── Stale      the row has changed since the button was drawn

A refusal is a code with data; the sentence a person reads stands in handlers/texts/refusals.py.
"""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A use case declined; nothing was changed. `code` is dotted and never reused."""

    def __init__(self, code: str, /, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class NotFound(Refusal):
    """The row does not exist or the viewer may not see it."""

    def __init__(self, what: str = "row", **data: Any) -> None:
        super().__init__("not_found.person" if what == "person" else "not_found", what=what, **data)


class Stale(Refusal):
    """The row moved on: a double tap, an old button, or a second person was first."""

    def __init__(self, what: str = "entry") -> None:
        super().__init__("stale", what=what)
