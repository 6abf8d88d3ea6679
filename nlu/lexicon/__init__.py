"""Word lists as data: what a layman can read, check and extend."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """The list `name`.toml of this package."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


def phrases(text: str) -> tuple[str, ...]:
    """The parts of a "a; b; c" list."""
    return tuple(part for part in (piece.strip() for piece in text.split(";")) if part)
