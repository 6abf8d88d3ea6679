"""CSV and XLSX files to plain rows and back.

A sheet is read whole or not at all. Every cell comes out as clean text (NFC, no invisible marks, single spaces):
numbers without ".0", days as YYYY-MM-DD, yes and no as 1 and 0. What is wrong with a whole file is one SheetError:

    sheet.missing, sheet.unreadable, sheet.too_big, sheet.too_many_rows, sheet.empty
    sheet.not_a_sheet, sheet.old_excel, sheet.encrypted, sheet.encoding, sheet.quotes
    sheet.no_header, sheet.columns_missing, sheet.duplicate_column, sheet.formula, posts.bad
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.workbooks import HEADER_WITHIN, MAX_BYTES, MAX_ROWS, Grid, SheetError, clean, read_workbook, write_sheet

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "PostRow",
    "Row",
    "SheetError",
    "clean",
    "read_posts",
    "read_sheet",
    "read_sheet_bytes",
    "write_sheet",
]

HEADERS = {
    "mã_cán_bộ": ("staff_code",), "họ_và_tên": ("full_name",), "họ_tên": ("full_name",),
    "đơn_vị": ("unit",), "đơn_vị_tính": ("unit",), "vị_trí_việc_làm": ("post", "posts"),
    "là_lãnh_đạo": ("is_leader",), "mã_người_quản_lý": ("manager_staff_code",), "loại": ("kind",),
    "thôi_công_tác_từ_ngày": ("left",), "tháng": ("month",), "mã_đầu_việc": ("item", "code"),
    "tên_đầu_việc": ("name",),
    "số_lượng": ("quantity",), "ngày": ("day",), "đến_hết_ngày": ("to",), "nhóm": ("group",), "lĩnh_vực": ("field",),
    "sản_phẩm": ("product",), "thời_gian_chuẩn": ("standard_minutes",), "hệ_số_quy_đổi": ("coefficient",),
    "cách_tính": ("measure",), "tên_gọi_khác": ("aliases",),
}  # fmt: skip
"""Columns as Vietnamese sheets head them, with what they may be; which one, the sheet's wanted columns decide."""

DELIMITERS = (",", ";", "\t")
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


@dataclass(frozen=True)
class Row:
    """One line of a sheet: its number as the spreadsheet shows it, cells by column, and text beyond the last column."""

    number: int
    cells: dict[str, str]
    extra: tuple[str, ...] = ()

    def __getitem__(self, column: str) -> str:
        """The clean text of a cell; "" where the sheet has no such column."""
        return self.cells.get(column, "")


def read_sheet(path: str | Path, required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """Read the rows under the header that names the columns; raises SheetError. Columns not asked for are left out."""
    data = _read_bytes(Path(path))
    if data.startswith(OLE):
        raise SheetError("sheet.encrypted" if Path(path).suffix.lower() == ".xlsx" else "sheet.old_excel")
    return read_sheet_bytes(data, required, optional)


def read_sheet_bytes(data: bytes, required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """As `read_sheet`, of a file that came over the wire."""
    if not data.strip():
        raise SheetError("sheet.empty")
    if len(data) > MAX_BYTES:
        raise SheetError("sheet.too_big", limit_mb=MAX_BYTES // 1_000_000)
    if data.startswith(OLE):
        raise SheetError("sheet.old_excel")
    wanted = [*required, *optional]
    grid = read_workbook(data) if data.startswith(ZIP) else _from_csv(data, wanted)
    return _under_header(grid, list(required), wanted)


@dataclass(frozen=True)
class PostRow:
    """A vị trí việc làm of a posts.json."""

    code: str
    title: str
    is_leader: bool


def read_posts(path: str | Path, agency: str) -> list[PostRow] | None:
    """The posts of an agency in a posts.json `{agency: [{code, title_vi, is_leader}]}`; None if it names none of it."""
    try:
        lists = json.loads(_read_bytes(Path(path)).decode("utf-8-sig"))
        rows = lists.get(agency)
        return rows and [PostRow(clean(row["code"]), clean(row["title_vi"]), bool(row["is_leader"])) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SheetError("posts.bad") from error


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SheetError("sheet.too_big", limit_mb=MAX_BYTES // 1_000_000)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SheetError("sheet.missing") from error
    except OSError as error:
        raise SheetError("sheet.unreadable", reason=error.strerror or "") from error
    if not data.strip():
        raise SheetError("sheet.empty")
    return data


# CSV


def _from_csv(data: bytes, wanted: Sequence[str]) -> Grid:
    """Split by the delimiter under which the first lines name the most columns."""
    text = _decode(data)
    head = "\n".join(text.splitlines()[:HEADER_WITHIN])

    def named(delimiter: str) -> int:
        return max(
            _known([clean(cell) for cell in row], wanted)
            for row in csv.reader([*head.splitlines()], delimiter=delimiter)
        )

    return _split(text, max(DELIMITERS, key=named))


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"  # what Excel calls "Unicode Text"
    elif data.startswith(b"%PDF") or b"\x00" in data[:4096]:
        raise SheetError("sheet.not_a_sheet")
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetError("sheet.encoding", row=data.count(b"\n", 0, error.start) + 1) from error
    if re.match(r"\s*<(!doctype|html|\?xml|table)", text[:200], re.IGNORECASE):
        raise SheetError("sheet.not_a_sheet")
    return text


def _split(text: str, delimiter: str) -> Grid:
    grid: Grid = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            grid.append([clean(cell) for cell in cells])
            if len(grid) > MAX_ROWS + HEADER_WITHIN:
                raise SheetError("sheet.too_many_rows", limit=MAX_ROWS)
    except csv.Error as error:
        raise SheetError("sheet.quotes", row=len(grid) + 1) from error
    return grid


# rows under a header


def _under_header(grid: Grid, required: list[str], wanted: Sequence[str]) -> list[Row]:
    at = _header(grid, wanted)
    names = [_name(cell, wanted) for cell in grid[at]]
    _check_names(names, required, wanted)
    rows = [_row(number, cells, names, wanted) for number, cells in enumerate(grid[at + 1 :], at + 2) if any(cells)]
    if len(rows) > MAX_ROWS:
        raise SheetError("sheet.too_many_rows", limit=MAX_ROWS)
    return rows


def _header(grid: Grid, wanted: Sequence[str]) -> int:
    """Find the row that names the most columns, at least two."""
    scores = [_known(row, wanted) for row in grid[:HEADER_WITHIN]]
    if not scores or max(scores) < 2:
        raise SheetError("sheet.no_header", columns=list(wanted))
    return scores.index(max(scores))


def _check_names(names: list[str], required: list[str], wanted: Sequence[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1 and name in wanted]
    if twice:
        raise SheetError("sheet.duplicate_column", columns=twice)
    missing = [name for name in required if name not in names]
    if missing:
        raise SheetError("sheet.columns_missing", columns=missing)


def _known(row: Sequence[str], wanted: Sequence[str]) -> int:
    return len({_name(cell, wanted) for cell in row} & set(wanted))


def _name(cell: str, wanted: Sequence[str]) -> str:
    """The column that a header cell means, in whichever of the two languages."""
    name = cell.lower().replace(" ", "_")
    bare = name.partition("_(")[0]  # "thời gian chuẩn (phút)"
    return next((column for column in HEADERS.get(bare, ()) if column in wanted), name)


def _row(number: int, cells: Sequence[str], names: list[str], wanted: Sequence[str]) -> Row:
    pairs = zip(names, cells, strict=False)
    extra = tuple(cell for cell in cells[len(names) :] if cell)
    return Row(number, {name: cell for name, cell in pairs if name in wanted}, extra)
