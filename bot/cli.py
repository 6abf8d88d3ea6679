"""The command line: what exists and what it takes. The work stands in bot/commands/, imported when it is called."""

from __future__ import annotations

import argparse
import importlib
import io
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.texts import HELP


class CommandError(Exception):
    """A foreseeable failure: one line for the operator."""


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options; `command` names the function that does it."""
    parser = argparse.ArgumentParser(prog="soviec", description=HELP["soviec"])
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH", required=True)
    _command(commands, "run", "bot.commands.running:run")
    demo = _command(commands, "demo", "bot.commands.running:demo")
    demo.add_argument("--port", type=_port, default=8088, help="cổng của trang thử (8088)")
    demo.add_argument("--fresh", action="store_true", help="xoá số liệu thử cũ, làm lại từ đầu")
    _add_imports(commands)
    _add_people(commands)
    _add_person(commands)
    _add_reading(commands)
    _add_settings(commands)
    _command(commands, "check", "bot.check:check")
    backup = _command(commands, "backup", "bot.commands.upkeep:backup")
    backup.add_argument("file", type=Path, metavar="FILE", help="tệp bản sao (một tệp SQLite)")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 if it did its work, 1 with one line on stderr if it could not, 2 for wrong arguments."""
    for stream in (sys.stdout, sys.stderr):  # Vietnamese also where the machine's language is "C"
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    arguments = build_parser().parse_args(argv)
    module, _, function = arguments.command.partition(":")
    try:
        return int(getattr(importlib.import_module(module), function)(arguments) or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        line = _foreseen(error)
        if line is None:
            raise
        print(f"soviec: {line}", file=sys.stderr)
        return 1


def _foreseen(error: Exception) -> str | None:
    """The operator's line for an error we know; None for a fault of ours, which keeps its traceback."""
    from bot.settings import SettingsError

    if isinstance(error, CommandError | SettingsError):
        return str(error)
    # Only a command that touched the database has loaded this module: `understand` never does.
    storage = sys.modules.get("storage.errors")
    if storage is not None and isinstance(error, storage.StorageError):
        from bot.texts import storage_line

        return storage_line(error.code, error.data)
    services = sys.modules.get("services.errors")
    if services is not None and isinstance(error, services.Refusal):
        from bot.texts import refusal_line

        return refusal_line(error.code, error.data)
    return None


Commands = argparse._SubParsersAction


def _command(commands: Commands[argparse.ArgumentParser], name: str, target: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=HELP[name], description=HELP[name])
    parser.set_defaults(command=target)
    return parser


def _add_imports(commands: Commands[argparse.ArgumentParser]) -> None:
    parent = commands.add_parser("import", help=HELP["import"], description=HELP["import"])
    kinds = parent.add_subparsers(title="loại", metavar="LOẠI", required=True)
    for name in ("catalogue", "roster", "calendar", "plan"):
        kind = _command(kinds, name, f"bot.commands.importing:{name}")
        kind.add_argument("file", type=Path, metavar="FILE", help="tệp CSV hoặc XLSX")
        kind.add_argument("--agency", metavar="CODE", help="mã cơ quan (bỏ trống khi chỉ có một)")
    kinds.choices["catalogue"].add_argument("--shared", action="store_true", help="dùng chung cho mọi cơ quan")
    kinds.choices["roster"].add_argument("--posts", type=Path, metavar="JSON", help="tệp posts.json có tên các vị trí")


def _add_people(commands: Commands[argparse.ArgumentParser]) -> None:
    admin = _command(commands, "admin", "bot.commands.people:admin")
    admin.add_argument("staff_code", metavar="STAFF_CODE", help="mã cán bộ")
    invite = _command(commands, "invite", "bot.commands.people:invite")
    invite.add_argument("staff_code", metavar="STAFF_CODE", nargs="?", help="mã cán bộ")
    invite.add_argument("--all", action="store_true", help="mọi người đang công tác")
    invite.add_argument("--unit", metavar="U", help="chỉ đơn vị này (cùng --all)")
    invite.add_argument("--out", type=Path, metavar="FILE", help="tờ A4 để in, dạng HTML (cùng --all)")
    entries = _command(commands, "entries", "bot.commands.entries:entries")
    entries.add_argument("--json", action="store_true", required=True, help="mỗi dòng một đối tượng JSON")
    entries.add_argument("--staff", metavar="CODE", help="chỉ người này")
    entries.add_argument("--from", dest="first", type=_day, metavar="D", help="từ ngày (YYYY-MM-DD)")
    entries.add_argument("--to", dest="last", type=_day, metavar="D", help="đến hết ngày (YYYY-MM-DD)")
    reopen = _command(commands, "reopen", "bot.commands.review:reopen")
    reopen.add_argument("--unit", metavar="U", required=True, help="tên đơn vị, hoặc một phần tên")
    reopen.add_argument("--month", type=_month, metavar="YYYY-MM", required=True, help="tháng đã chốt")
    reopen.add_argument("--reason", metavar="TEXT", required=True, help="lý do, được lưu lại")
    scores = _command(commands, "scores", "bot.commands.scoring:scores")
    scores.add_argument("--month", type=_month, metavar="MM/YYYY", required=True, help="tháng đã chốt")
    scores.add_argument("--unit", metavar="U", help="chỉ đơn vị này: tên, hoặc một phần tên")
    reviewer = _command(commands, "reviewer", "bot.commands.review:reviewer")
    reviewer.add_argument("staff_code", metavar="STAFF_CODE", help="người không có người quản lý")
    reviewer.add_argument("reviewer", metavar="REVIEWER_CODE", nargs="?", help="người duyệt; bỏ trống là không ai")
    scores.add_argument("--agency", metavar="CODE", help="chỉ cơ quan này (bỏ trống: mọi cơ quan)")
    for parser in (admin, invite, entries, reopen, reviewer):
        parser.add_argument("--agency", metavar="CODE", help="mã cơ quan (bỏ trống khi chỉ có một)")


def _add_person(commands: Commands[argparse.ArgumentParser]) -> None:
    parent = commands.add_parser("person", help=HELP["person"], description=HELP["person"])
    kinds = parent.add_subparsers(title="việc", metavar="VIỆC", required=True)
    leave = _command(kinds, "leave", "bot.commands.leaving:leave")
    leave.add_argument("--on", type=_day, metavar="D", help="ngày đầu tiên không còn làm, YYYY-MM-DD (hôm nay)")
    for parser in (leave, _command(kinds, "return", "bot.commands.leaving:come_back")):
        parser.add_argument("staff_code", metavar="STAFF_CODE", help="mã cán bộ")
        parser.add_argument("--agency", metavar="CODE", help="mã cơ quan (bỏ trống khi chỉ có một)")


def _add_reading(commands: Commands[argparse.ArgumentParser]) -> None:
    understand = _command(commands, "understand", "bot.commands.reading:understand")
    understand.add_argument("--catalogues", type=Path, metavar="DIR", required=True, help="thư mục danh mục")
    when = _command(commands, "when", "bot.commands.reading:when")
    when.add_argument(
        "--prefer", choices=("past", "future"), default="past", help="ngày chưa rõ: đã qua (past) hay sắp tới (future)"
    )
    explain = _command(commands, "explain", "bot.commands.reading:explain")
    explain.add_argument("text", metavar="TEXT", help="câu cần đọc, đặt trong dấu nháy")
    explain.add_argument("--post", metavar="P", help="vị trí việc làm của người nói")
    explain.add_argument("--agency", metavar="CODE", help="mã cơ quan (bỏ trống khi chỉ có một)")


def _add_settings(commands: Commands[argparse.ArgumentParser]) -> None:
    remind = _command(commands, "remind", "bot.commands.reminding:remind")
    remind.add_argument(
        "--at", type=_instant, metavar="ISO", help="thời điểm, giờ Việt Nam nếu không ghi múi giờ (bây giờ)"
    )
    remind.add_argument("--dry-run", action="store_true", required=True, help="chỉ cho xem, không gửi")
    remind.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")
    limits = _command(commands, "reminders", "bot.commands.reminding:limits")
    limits.add_argument("--time", metavar="HH:MM", help="giờ nhắc cuối ngày, 06:30–20:59")
    for name, text in (("least", "mức nhẹ nhất"), ("most", "mức chặt nhất"), ("usual", "mức khi chưa ai chọn")):
        limits.add_argument(f"--{name}", choices=("nhe", "vua", "chat"), help=f"{text}: nhe, vua hoặc chat")
    policies = _command(commands, "policies", "bot.commands.policies:policies")
    policies.add_argument("--set", action="append", metavar="KIND=POLICY", help="dùng bộ quy tắc này cho diện này")
    policies.add_argument(
        "--since", type=_day, metavar="YYYY-MM-01", help="thay đổi từ đầu tháng này trở đi (tháng hiện tại)"
    )
    policies.add_argument("--unset", action="append", metavar="KIND", help="không đặt nữa: dùng bộ đang hiệu lực")
    for parser in (remind, limits, policies):
        parser.add_argument("--agency", metavar="CODE", help="mã cơ quan (bỏ trống khi chỉ có một)")


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} không phải thời điểm dạng 2026-11-23T17:00:00+07:00") from None
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("cổng từ 1 đến 65535")
    return number


def _month(text: str) -> tuple[int, int]:
    """Both as people write a month and as machines do: 10/2026, 2026-10."""
    month, slash, year = text.partition("/")
    try:
        first = date.fromisoformat(f"{year}-{month:0>2}-01" if slash else f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} không phải tháng dạng 10/2026 hay 2026-10") from None
    return first.year, first.month


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} không phải ngày dạng YYYY-MM-DD") from None
