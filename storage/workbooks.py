"""Excel workbooks to grids of clean text and back; the only file that knows openpyxl. See storage/sheets.py.

openpyxl (and Pillow, which it takes where there is one) is loaded with the first sheet, not at the start.
"""

from __future__ import annotations

import io
import os
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

MAX_BYTES = 10_000_000
MAX_UNPACKED = 100_000_000
MAX_ROWS = 20_000
HEADER_WITHIN = 30
"""Rows searched for the header: office sheets carry a title and a date above it."""

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")

Grid = list[list[str]]


class SheetError(Exception):
    """A file that cannot be read as a sheet. `code` is dotted and never reused; the sentence stands with the texts."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


def clean(value: str) -> str:
    """Text as it is kept: NFC, invisible marks gone, any white space as one space."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", value)).split())


def read_workbook(data: bytes) -> Grid:
    """Read the first sheet as shown: formulas by their kept value, cells merged downwards repeated in each row."""
    _check_zip(data)
    sheet = _load(data, values=True)
    if (sheet.max_row or 0) > MAX_ROWS + HEADER_WITHIN:
        raise SheetError("sheet.too_many_rows", limit=MAX_ROWS)
    grid = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    _check_formulas(data, sheet)
    _unmerge(grid, sheet.merged_cells.ranges)
    return grid


def _check_zip(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename for info in archive.infolist()}
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise SheetError("sheet.too_big", limit_mb=MAX_BYTES // 1_000_000)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise SheetError("sheet.not_a_sheet") from error
    if "xl/workbook.xml" not in names:
        raise SheetError("sheet.not_a_sheet")


def _load(data: bytes, *, values: bool) -> Any:
    """Open the first sheet; openpyxl fails on broken files with many errors that all mean the same here."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of styles and drop-downs that it will not keep; we only read
            sheets = openpyxl.load_workbook(io.BytesIO(data), data_only=values).worksheets
    except Exception as error:
        raise SheetError("sheet.not_a_sheet") from error
    if not sheets:
        raise SheetError("sheet.empty")
    return sheets[0]


def _check_formulas(data: bytes, shown: Any) -> None:
    """Refuse a formula that was never calculated: its cell would silently read as empty."""
    if b"<f" not in _first_sheet_xml(data):
        return
    for row in _load(data, values=False).iter_rows():
        for cell in row:
            if cell.data_type == "f" and shown.cell(cell.row, cell.column).value is None:
                raise SheetError("sheet.formula", row=cell.row, cell=cell.coordinate)


def _first_sheet_xml(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/"))


def _unmerge(grid: Grid, ranges: Iterable[Any]) -> None:
    """Repeat a value merged down a column; blank a line that is one wide merged heading ("I. Lĩnh vực …")."""
    for merged in ranges:
        first = merged.min_row - 1
        if merged.min_col == merged.max_col:
            for number in range(first + 1, min(merged.max_row, len(grid))):
                grid[number][merged.min_col - 1] = grid[first][merged.min_col - 1]
        elif first < len(grid) and sum(1 for cell in grid[first] if cell) == 1:
            grid[first] = []


def _text(value: object) -> str:
    """A cell's value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return f"{Decimal(f'{value:.15g}'):f}".removesuffix(".0")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date | time) else clean(str(value))


def write_sheet(
    path: str | Path, columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "Sổ Việc"
) -> None:
    """Write one XLSX sheet with a header that stays in view; text is never taken for a formula. Atomic."""
    _replace(Path(path), _book(columns, rows, title).save)


def sheet_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "Sổ Việc") -> bytes:
    """The same sheet in memory, to be sent."""
    kept = io.BytesIO()
    _book(columns, rows, title).save(kept)
    return kept.getvalue()


def _book(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str) -> Any:
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", title)[:31]
    lines: list[list[object]] = [list(columns), *(list(row) for row in rows)]
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            _put(sheet.cell(number, column), value)
    _dress(sheet, lines)
    return book


def _put(cell: Any, value: object) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _dress(sheet: Any, lines: Sequence[Sequence[object]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, values in enumerate(zip(*lines, strict=False), 1):
        width = max(len(str(value)) for value in values if value is not None) + 2
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width, 8), 60)


def _replace(path: Path, save: Callable[[Path], None]) -> None:
    beside = path.with_name(f".{path.name}.part")
    try:
        save(beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
