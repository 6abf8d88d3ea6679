"""The parameters of one call, however a client sent them: query, JSON, form or multipart."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from bot.simulator.errors import bad


@dataclass(frozen=True)
class Upload:
    """A file that came with a multipart request."""

    name: str
    mime: str
    data: bytes


@dataclass
class Params:
    """Typed access to the values of a call; a value of the wrong shape is refused as Telegram refuses it."""

    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give a string; missing is empty."""
        value = self.values.get(name)
        if value is None:
            return ""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if any(0xD800 <= ord(char) < 0xE000 for char in text):
            raise bad("strings must be encoded in UTF-8")
        return text

    def number(self, name: str, default: int = 0) -> int:
        """Give an integer; missing is `default`."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad(f'parameter "{name}" must be an integer') from None

    def flag(self, name: str) -> bool:
        """Give a truth value: true, "true", "1", "yes" are true."""
        return str(self.values.get(name, "")).strip().lower() in ("true", "1", "yes")

    def json(self, name: str) -> Any:
        """Give a JSON value, also one that came as a string; missing or empty is None."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def upload(self, name: str) -> Upload | str | None:
        """Give the file of a parameter: sent beside it, by attach://, or a file id or address as text."""
        if name in self.files:
            return self.files[name]
        value = self.text(name)
        if value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return value or None

    def shown(self) -> dict[str, Any]:
        """Give the parameters for the log: files by name and size only."""
        files = {name: {"file": file.name, "size": len(file.data)} for name, file in self.files.items()}
        return {**self.values, **files}


async def read_params(request: web.Request) -> Params:
    """Read the parameters of `request`; refuses a body that is not what its content type says."""
    params = Params(dict(request.query))
    if request.method != "POST" or not request.can_read_body:
        return params
    if request.content_type == "application/json":
        params.values.update(await _json_body(request))
        return params
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            params.files[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            params.values[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    return params


async def _json_body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad("object expected")
    return body
