"""Files as offices send them: delimiters, encodings, merged titles, formulas; and every way a file is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from storage import workbooks
from storage.sheets import Row, SheetError, read_sheet, read_sheet_bytes, write_sheet

COLUMNS = ("code", "name", "minutes")
PLAIN = "code,name,minutes\nA-1,Sao y,5\n"


def csv_file(folder: Path, data: str | bytes, name: str = "sheet.csv") -> Path:
    """Write bytes as they stand."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def book(folder: Path, *rows: list[object], merge: tuple[str, ...] = ()) -> Path:
    """Write an XLSX sheet with openpyxl itself."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    path = folder / "sheet.xlsx"
    made.save(path)
    return path


def refused(path: Path) -> SheetError:
    """The error of reading a file."""
    with pytest.raises(SheetError) as caught:
        read_sheet(path, COLUMNS)
    return caught.value


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        "Danh mục năm 2026,,\n,,\nCode , NAME,Minutes\nA-1,Sao y,5\n".encode(),
        b'"code","name","minutes"\n"A-1","Sao  y",5\n',
        "code,name,minutes\nA-1,Sao\u00a0y\u200b,5".encode(),
        "minutes,ghi chú,name,code\n5,bỏ qua,Sao y,A-1\n".encode(),
    ],
    ids="utf8 bom utf16 semicolon tab crlf cr title quoted invisible order".split(),
)
def test_every_common_csv_reads_the_same(tmp_path: Path, data: bytes) -> None:
    rows = read_sheet(csv_file(tmp_path, data), COLUMNS)
    assert [row.cells for row in rows] == [{"code": "A-1", "name": "Sao y", "minutes": "5"}]


def test_rows_carry_the_number_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    text = 'code,name,minutes\n\nA-1,"hai\ndòng; một ô",5\n,,\nA-2,x,6,thừa\n'
    rows = read_sheet(csv_file(tmp_path, text), COLUMNS)
    assert rows == [
        Row(3, {"code": "A-1", "name": "hai dòng; một ô", "minutes": "5"}),
        Row(5, {"code": "A-2", "name": "x", "minutes": "6"}, extra=("thừa",)),
    ]


def test_letters_are_composed(tmp_path: Path) -> None:
    rows = read_sheet(csv_file(tmp_path, "code,name,minutes\nA-1,Ti\u00ea\u0301p da\u0302n,5\n"), COLUMNS)
    assert rows[0]["name"] == "Tiếp dân"


def test_a_column_not_asked_for_reads_as_empty(tmp_path: Path) -> None:
    row = read_sheet(csv_file(tmp_path, PLAIN), ("code", "name"), optional=("aliases",))[0]
    assert (row["aliases"], row["minutes"]) == ("", "")


def test_xlsx_cells_read_as_a_person_sees_them(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ["DANH MỤC"],
        [],
        ["Code", "Name", "Minutes"],
        [7, dt.datetime(2026, 11, 3), 120.0],
        [True, "  Sao\ny ", 0.1 + 0.2],
        ["A-3", None, 1.25],
        merge=("A1:C1",),
    )
    rows = read_sheet(path, COLUMNS)
    assert [tuple(row.cells.values()) for row in rows] == [
        ("7", "2026-11-03", "120"),
        ("1", "Sao y", "0.3"),
        ("A-3", "", "1.25"),
    ]
    assert [row.number for row in rows] == [4, 5, 6]


def test_cells_merged_downwards_count_for_each_row_and_wide_headings_are_no_rows(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ["code", "name", "minutes"],
        ["I. Hộ tịch", None, None],
        ["A-1", "một", 5],
        ["A-2", None, 6],
        merge=("A2:C2", "B3:B4"),
    )
    assert [tuple(row.cells.values()) for row in read_sheet(path, COLUMNS)] == [
        ("A-1", "một", "5"),
        ("A-2", "một", "6"),
    ]


def test_a_formula_is_read_as_its_value_and_refused_without_one(tmp_path: Path) -> None:
    path = book(tmp_path, ["code", "name", "minutes"], ["A-1", "x", "=2+3"])
    error = refused(path)
    assert (error.code, error.data) == ("sheet.formula", {"row": 2, "cell": "C2"})
    data = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v />", b"<v>5</v>").replace(b"<v></v>", b"<v>5</v>"))
    path.write_bytes(data.getvalue())
    assert read_sheet(path, COLUMNS)[0]["minutes"] == "5"


@pytest.mark.parametrize(
    ("data", "name", "code", "more"),
    [
        (b"", "a.csv", "sheet.empty", {}),
        (b"\n \n", "a.csv", "sheet.empty", {}),
        (b"\xd0\xcf\x11\xe0rest", "a.xls", "sheet.old_excel", {}),
        (b"\xd0\xcf\x11\xe0rest", "a.xlsx", "sheet.encrypted", {}),
        (b"PK\x03\x04rubbish", "a.xlsx", "sheet.not_a_sheet", {}),
        (b"%PDF-1.7 ...", "a.csv", "sheet.not_a_sheet", {}),
        (b"<html><table><tr><td>code</td></tr></table>", "a.xls", "sheet.not_a_sheet", {}),
        (b"\x00\x01\x02", "a.csv", "sheet.not_a_sheet", {}),
        ("code,name,minutes\nA-1,x,5\nA-2,Hộ tịch,5\n".encode("utf-16-le"), "a.csv", "sheet.not_a_sheet", {}),
        ("code,name,minutes\nA-1,x,5\nA-2,Đất,5\n".encode("cp1258", "replace"), "a.csv", "sheet.encoding", {"row": 3}),
        (b'code,name,minutes\nA-1,"x,5\nA-2,y,5\n', "a.csv", "sheet.quotes", {"row": 2}),
        (b"xin chao\ncac ban\n", "a.csv", "sheet.no_header", {"columns": list(COLUMNS)}),
        (b"code,minutes\nA-1,5\n", "a.csv", "sheet.columns_missing", {"columns": ["name"]}),
        (b"code,name,name,minutes\nA-1,x,y,5\n", "a.csv", "sheet.duplicate_column", {"columns": ["name"]}),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_with_one_code(
    tmp_path: Path, data: bytes, name: str, code: str, more: dict[str, object]
) -> None:
    error = refused(csv_file(tmp_path, data, name))
    assert (error.code, error.data) == (code, more)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.csv").code == "sheet.missing"
    assert refused(tmp_path).code == "sheet.unreadable"


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refused(path).code == "sheet.not_a_sheet"


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 100)
    assert refused(book(tmp_path, ["code", "name", "minutes"], ["A-1", "x", 5])).code == "sheet.too_big"
    monkeypatch.undo()
    long = csv_file(tmp_path, PLAIN + "A-2,x,5\n" * workbooks.MAX_ROWS)
    assert refused(long).code == "sheet.too_many_rows"


def test_what_is_written_reads_back_and_text_is_never_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_sheet(path, COLUMNS, [["=1+1", "Sao y\x07", 5], ["+84", "<b>&", None]], title="Tháng 11/2026")
    assert [tuple(row.cells.values()) for row in read_sheet(path, COLUMNS)] == [
        ("=1+1", "Sao y", "5"),
        ("+84", "<b>&", ""),
    ]
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.xlsx"]


def test_an_empty_sheet_is_written_with_its_header(tmp_path: Path) -> None:
    write_sheet(tmp_path / "out.xlsx", COLUMNS, [])
    assert read_sheet(tmp_path / "out.xlsx", COLUMNS) == []


def test_headers_may_be_vietnamese() -> None:
    """Which of two columns a word means is decided by what the sheet is for."""
    plan = "Mã cán bộ;THÁNG;mã đầu việc;Số lượng\nNV1;11/2026;HT-01;3\n".encode()
    [row] = read_sheet_bytes(plan, ["staff_code", "month", "item", "quantity"])
    assert row.cells == {"staff_code": "NV1", "month": "11/2026", "item": "HT-01", "quantity": "3"}
    catalogue = "mã đầu việc,tên đầu việc,đơn vị tính\nHT-01,Khai sinh,hồ sơ\n".encode()
    [row] = read_sheet_bytes(catalogue, ["code", "name", "unit"])
    assert row.cells == {"code": "HT-01", "name": "Khai sinh", "unit": "hồ sơ"}
    with pytest.raises(SheetError) as refused:
        read_sheet_bytes("mã cán bộ,staff_code,tháng\nA,B,C\n".encode(), ["staff_code", "month"])
    assert refused.value.data == {"columns": ["staff_code"]}
