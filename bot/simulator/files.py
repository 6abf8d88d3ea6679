"""Files kept in memory: what people and the bot upload, with the ids that Telegram would give."""

from __future__ import annotations

import base64
import hashlib
import struct
import zlib
from dataclasses import dataclass, field

from bot.simulator.errors import bad
from bot.simulator.rules import DOWNLOAD_MAX

KEPT_BYTES = 200 * 2**20
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}
IMAGES = {"png": "image/png", "jpeg": "image/jpeg"}


@dataclass
class StoredFile:
    """One file; `data` is None where only name and size were told or memory was needed. `size` in bytes."""

    kind: str
    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    size: int
    data: bytes | None

    def content(self) -> bytes:
        """Give the bytes; zeros where they are not kept."""
        return bytes(min(self.size, DOWNLOAD_MAX)) if self.data is None else self.data


@dataclass
class Files:
    """Every file by id and by path; forgets the oldest contents beyond a bound."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)
    held: int = 0

    def add(self, kind: str, name: str, mime: str, data: bytes | None, size: int | None = None) -> StoredFile:
        """Keep a file and give it its ids."""
        number = len(self.by_id)
        unique = _letters(f"{kind} {number}", 11)
        path = f"{FOLDERS[kind]}/file_{number}{_suffix(name)}"
        length = len(data) if data is not None else int(size or 0)
        file = StoredFile(kind, f"{_letters(path, 56)}{unique}", unique, path, name, mime, length, data)
        self.by_id[file.file_id] = self.by_path[path] = file
        self.held += len(data or b"")
        self._make_room()
        return file

    def get(self, file_id: str) -> StoredFile:
        """Give the file with this id (a picture's smaller sizes end in one more letter); refuses an unknown one."""
        file = self.by_id.get(file_id) or self.by_id.get(file_id[:-1])
        if file is None:
            raise bad("wrong file identifier/HTTP URL specified")
        return file

    def _make_room(self) -> None:
        for file in self.by_id.values():
            if self.held <= KEPT_BYTES:
                return
            self.held -= len(file.data or b"")
            file.data = None


def image_size(data: bytes) -> tuple[str, int, int] | None:
    """Give kind, width and height of a PNG or JPEG, None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return "png", width, height
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def blank_png(width: int = 320, height: int = 240) -> bytes:
    """Draw a grey picture for tests that only tell name and size."""
    row = b"\0" + b"\xc8" * width
    body = zlib.compress(row * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _jpeg_size(data: bytes) -> tuple[str, int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return "jpeg", width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _letters(seed: str, length: int) -> str:
    digest = hashlib.sha512(seed.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:length]


def _suffix(name: str) -> str:
    stem, dot, end = name.rpartition(".")
    return f".{end.lower()}" if stem and dot and end.isascii() and end.isalnum() else ""
