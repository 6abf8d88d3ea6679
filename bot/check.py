"""`soviec check`: is this machine ready? One line each, exit 1 if any fails."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.botname import Me, get_me
from bot.clock import SystemClock
from bot.settings import Settings, load_settings
from bot.texts import storage_line
from storage import operators
from storage.database import Database
from storage.errors import StorageError

ZONE = "Asia/Ho_Chi_Minh"
LEAST_FREE = 200 * 2**20
MOST_SKEW = timedelta(seconds=60)


@dataclass(frozen=True)
class Line:
    """What one check found."""

    name: str
    ok: bool
    words: str

    def __str__(self) -> str:
        return f"{'đạt' if self.ok else 'LỖI':4} {self.name:10} {self.words}"


def check(arguments: argparse.Namespace) -> int:
    """Print every line; 1 if one of them fails."""
    settings = load_settings()
    database = Database.connect(settings.database_url)
    me = get_me(settings)
    try:
        lines = [
            _guarded("schema", lambda: check_schema(database)),
            _guarded("catalogue", lambda: check_catalogue(database)),
            check_token(me),
            check_clock(me),
            check_disk(settings, database),
        ]
    finally:
        database.close()
    print("\n".join(map(str, lines)))
    return 0 if all(line.ok for line in lines) else 1


def check_schema(database: Database) -> Line:
    """The database opens, can be written, and stands at the newest schema."""
    database.upgrade()
    health = database.health()
    words = f"{health.kind}, bản {health.revision}" + ("" if health.writable else ", không ghi được")
    return Line("schema", health.ok, words)


def check_catalogue(database: Database) -> Line:
    """Every agency with people sees a catalogue with items."""
    with database.reading() as uow:
        found = operators.catalogues_in_force(uow)
        homes = [agency.code for agency in operators.agencies(uow, with_people=True)]
    served = {one.agency for one in found if one.items}
    shared = any(one.name == "shared" and one.items for one in found)
    missing = [home for home in homes if home not in served and not shared]
    if missing or not found:
        what = f"chưa có cho {', '.join(missing)}" if missing else "chưa có danh mục nào"
        return Line("catalogue", False, f"{what}; nhập bằng: soviec import catalogue FILE")
    words = "; ".join(f"{one.agency}/{one.name} bản {one.version}: {one.items} đầu việc" for one in found)
    return Line("catalogue", True, words)


def check_token(me: Me) -> Line:
    """The Bot API knows our token."""
    return Line("token", me.problem is None, me.problem or f"@{me.username}")


def check_clock(me: Me) -> Line:
    """Viet Nam's zone is known and seven hours ahead; the clock agrees with the server's where that told its own."""
    now = SystemClock().now()
    offset = now.astimezone(ZoneInfo(ZONE)).utcoffset()
    if offset != timedelta(hours=7):
        return Line("clock", False, f"múi giờ {ZONE} sai ({offset}); cài lại gói tzdata")
    skew = abs(now - me.server_time) if me.server_time else timedelta(0)
    if skew > MOST_SKEW:
        return Line("clock", False, f"đồng hồ lệch máy chủ {skew.total_seconds():.0f} giây; bật đồng bộ giờ (NTP)")
    return Line("clock", True, f"{ZONE}, {now.astimezone(ZoneInfo(ZONE)):%H:%M %d/%m/%Y}")


def check_disk(settings: Settings, database: Database) -> Line:
    """The data directory takes files and has room."""
    home = database.file.parent if database.file else settings.data_dir
    try:
        home.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(home).free
    except OSError as error:
        return Line("disk", False, f"{home}: {error.strerror}")
    writable = os.access(home, os.W_OK)
    words = f"{_shown(home)}: còn {free / 1e9:.1f} GB" + ("" if writable else ", không ghi được")
    return Line("disk", writable and free >= LEAST_FREE, words)


def _shown(path: Path) -> str:
    return f"{path}/"


def _guarded(name: str, run: Callable[[], Line]) -> Line:
    try:
        return run()
    except StorageError as error:
        return Line(name, False, storage_line(error.code, error.data))
