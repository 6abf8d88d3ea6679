"""`soviec backup FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli import CommandError
from bot.commands.base import open_database


def backup(arguments: argparse.Namespace) -> int:
    """Write a consistent copy, also while the bot runs."""
    target: Path = arguments.file
    if target.is_dir():
        raise CommandError(f"{target} là thư mục; hãy ghi tên một tệp")
    with open_database() as database:
        if database.file is not None and target.exists() and target.samefile(database.file):
            raise CommandError(f"{target} chính là cơ sở dữ liệu đang dùng; chọn tên khác")
        written = database.backup(target)
    print(f"Đã sao lưu vào {written} ({written.stat().st_size / 1e6:.1f} MB).")
    return 0
