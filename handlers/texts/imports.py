"""What is said about a sheet: each fault with row, column, value, remedy. Plain text; a chat escapes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.faults import Fault

COLUMNS = {
    "code": "mã đầu việc",
    "name": "tên đầu việc",
    "group": "nhóm",
    "field": "lĩnh vực",
    "product": "sản phẩm",
    "unit": "đơn vị",
    "standard_minutes": "thời gian chuẩn (phút)",
    "coefficient": "hệ số quy đổi",
    "measure": "cách tính",
    "aliases": "tên gọi khác",
    "posts": "vị trí việc làm",
    "staff_code": "mã cán bộ",
    "full_name": "họ và tên",
    "post": "vị trí việc làm",
    "is_leader": "là lãnh đạo",
    "manager_staff_code": "mã người quản lý",
    "kind": "loại",
    "left": "thôi công tác từ ngày",
    "day": "ngày",
    "to": "đến hết ngày",
    "weekdays": "thứ trong tuần",
    "opens": "giờ bắt đầu",
    "closes": "giờ kết thúc",
    "minutes": "số phút một ngày",
    "share": "tỷ lệ thời gian (%)",
    "note": "tên ngày",
    "source": "căn cứ",
    "month": "tháng",
    "item": "mã đầu việc",
    "quantity": "số lượng",
}

FAULTS = {
    "row.extra_cells": "nằm ngoài các cột. Nếu trong ô có dấu phẩy, đặt cả ô trong ngoặc kép",
    "sheet.no_rows": "bảng chỉ có dòng tiêu đề. Thêm ít nhất một dòng",
    "cell.empty": "còn trống. Điền giá trị",
    "cell.too_long": "dài {length} ký tự. Rút còn tối đa {longest} ký tự",
    "cell.bad_code": "không dùng được làm mã. Chỉ dùng chữ, số và dấu . - / _, không khoảng trắng, tối đa 32 ký tự",
    "cell.duplicate": "trùng với dòng {first}. Đổi mã hoặc bỏ bớt một dòng",
    "cell.not_a_choice": "không nằm trong các giá trị cho phép. Chọn một trong: {choices}",
    "cell.not_a_number": "không phải là số. Chỉ ghi số, không kèm chữ, ví dụ 30 hoặc 1.5",
    "cell.ambiguous_number": "có thể hiểu hai cách. Nếu là hàng nghìn, viết liền {plain}; nếu là số lẻ, dùng dấu chấm",
    "cell.out_of_range": "nằm ngoài khoảng cho phép. Ghi số từ {least} đến {most}",
    "cell.too_precise": "có quá nhiều chữ số lẻ. Ghi tối đa {places} chữ số sau dấu chấm",
    "cell.not_whole": "phải là số nguyên. Làm tròn rồi ghi lại",
    "cell.not_a_flag": "không rõ có hay không. Ghi 1 nếu là lãnh đạo, 0 nếu không",
    "cell.bad_aliases": "có quá nhiều tên hoặc tên quá dài. Tối đa {most} tên, mỗi tên {longest} ký tự, cách bởi ;",
    "cell.empty_posts": "còn trống. Ghi mã vị trí, cách nhau dấu ; hoặc ghi * nếu ai cũng làm việc này",
    "cell.everyone_and_more": "có dấu * lẫn mã vị trí. Giữ lại một trong hai",
    "cell.unknown_post": "có vị trí chưa khai báo: {unknown}. Sửa mã, hoặc thêm vào posts.json. Đang có: {known}",
    "manager.missing": "còn trống mà người này không phải lãnh đạo. Ghi mã cán bộ của người quản lý",
    "manager.unknown": "không có trong danh sách. Sửa mã, hoặc thêm người quản lý vào bảng",
    "manager.self": "là chính người này. Ghi mã người quản lý trực tiếp, lãnh đạo cao nhất thì để trống",
    "manager.circle": "tạo thành vòng quản lý {circle}. Sửa lại một người trong vòng",
    "cell.bad_day": "không phải ngày. Ghi 2026-11-24 hoặc 24/11/2026, từ năm {first} đến {last}",
    "cell.bad_clock": "không phải giờ trong ngày. Ghi từ 00:00 đến 23:59, ví dụ 7:00 hoặc 7h30",
    "cell.bad_weekdays": "không phải thứ trong tuần. Ghi 2 đến 7 hoặc CN, cách nhau dấu ; ví dụ 2;4;6",
    "cell.unknown_unit": "không phải đơn vị của cơ quan. Ghi đúng tên như trong danh sách cán bộ",
    "cell.unknown_person": "không có trong danh sách cán bộ đang công tác. Kiểm tra lại mã",
    "calendar.both": "vừa là ngày làm vừa là ngày nghỉ ({day}, xem dòng {first}). Giữ lại một dòng",
    "calendar.twice": "đã có ở dòng {first}. Bỏ bớt một dòng",
    "calendar.reversed": "đứng trước ngày bắt đầu. Đổi lại hai ngày",
    "calendar.too_long": "cách quá xa. Một dòng tối đa {longest} ngày",
    "calendar.half_hours": "còn trống. Giờ bắt đầu và giờ kết thúc phải có đủ cả hai",
    "calendar.hours_reversed": "không sau giờ bắt đầu. Đổi lại hai giờ",
    "calendar.no_weekdays": "còn trống. Ghi các thứ trong tuần, ví dụ 7 hoặc 2;4;6",
    "calendar.weekdays_of_a_day": "chỉ dùng cho loại hours, weekly_work, weekly_off. Để trống, hoặc đổi loại",
    "calendar.every_of_a_day": "chỉ dùng cho loại hours, weekly_work, weekly_off. Để trống, hoặc đổi loại",
    "calendar.bad_every": "không phải số tuần. Ghi số từ 1 đến {most}, ví dụ 2 là hai tuần một lần",
    "calendar.share_of_a_day": "chỉ dùng cho loại hours. Để trống, hoặc ghi số phút vào cột minutes",
    "calendar.hours_of_what": "chưa nói gì. Ghi giờ (opens, closes), số phút (minutes) hoặc tỷ lệ (share)",
    "calendar.hours_off": "là ngày nghỉ nên không có giờ. Để trống opens, closes, minutes; nửa ngày thì dùng worked",
    "calendar.two_owners": "đứng cùng mã cán bộ. Giữ lại một trong hai cột",
    "cell.bad_month": "không phải tháng. Ghi 11/2026 hoặc 2026-11",
    "cell.unknown_item": "không có trong danh mục đang áp dụng. Kiểm tra lại mã đầu việc",
    "quota.closed": "thuộc tháng đã chốt của đơn vị. Bỏ dòng này",
    "manager.no_leader": "là người không giữ chức vụ lãnh đạo. Sửa mã, hoặc ghi is_leader = 1 cho người quản lý",
}
"""What is wrong and what to do, after "Dòng 5, cột …: «giá trị» "."""

FILES = {
    "sheet.missing": "Không tìm thấy tệp. Kiểm tra lại đường dẫn.",
    "sheet.unreadable": "Không mở được tệp ({reason}). Kiểm tra quyền đọc, đóng tệp nếu đang mở trong Excel.",
    "sheet.too_big": "Tệp quá lớn. Chỉ giữ một bảng, tối đa {limit_mb} MB.",
    "sheet.too_many_rows": "Bảng có quá nhiều dòng. Chia thành các tệp tối đa {limit} dòng.",
    "sheet.empty": "Tệp trống.",
    "sheet.not_a_sheet": "Đây không phải bảng CSV hay XLSX đọc được. Mở bằng Excel rồi lưu lại dạng .xlsx.",
    "sheet.old_excel": "Đây là Excel đời cũ (.xls). Mở bằng Excel rồi chọn Lưu thành, dạng .xlsx.",
    "sheet.encrypted": "Tệp Excel có mật khẩu hoặc là Excel đời cũ. Bỏ mật khẩu, lưu lại dạng .xlsx.",
    "sheet.encoding": "Dòng {row} có chữ không theo mã UTF-8. Trong Excel chọn Lưu thành, dạng CSV UTF-8 hoặc .xlsx.",
    "sheet.quotes": "Dấu ngoặc kép ở dòng {row} không khớp. Mỗi ngoặc mở cần một ngoặc đóng.",
    "sheet.no_header": "Không thấy dòng tiêu đề. Cần một dòng ghi tên các cột: {columns}.",
    "sheet.columns_missing": "Thiếu cột {columns}. Thêm cột vào dòng tiêu đề, tên cột viết đúng như vậy.",
    "sheet.duplicate_column": "Cột {columns} có hai lần. Giữ lại một cột.",
    "sheet.formula": "Ô {cell} là công thức chưa có kết quả. Mở bằng Excel, bấm Lưu, hoặc dán lại dưới dạng giá trị.",
    "posts.bad": 'Tệp posts.json không đúng dạng {{"mã cơ quan": [{{"code", "title_vi", "is_leader"}}]}}.',
}
"""Why the whole file cannot be read."""

NOT_FETCHED = "Chưa tải được tệp này nên chưa nhập gì. Mời gửi lại sau ít phút."


PLAN_DONE = "Đã nhập kế hoạch: {added} dòng mới, {changed} dòng đổi số, {removed} dòng bỏ, {unchanged} dòng giữ nguyên."


def render_fault(fault: Fault) -> str:
    """One line: row, column, value, what is wrong, remedy."""
    place = f"Dòng {fault.row}" if fault.row else "Bảng"
    if fault.column:
        place += f", cột {fault.column} ({COLUMNS.get(fault.column, fault.column)})"
    value = f" «{fault.value}»" if fault.value else ""
    return f"{place}:{value} {FAULTS[fault.code].format(**_shown(fault.data))}."


def render_faults(faults: list[Fault]) -> str:
    """Every fault, one a line, under a line that says that nothing was imported."""
    rows = len({fault.row for fault in faults})
    head = f"Chưa nhập gì: {len(faults)} chỗ cần sửa ở {rows} dòng."
    return "\n".join([head, *(render_fault(fault) for fault in faults)])


def render_some_faults(faults: list[Fault], most: int) -> str:
    """As `render_faults`, cut to what one message holds."""
    if len(faults) <= most:
        return render_faults(faults)
    rest = f"… và {len(faults) - most} chỗ nữa; sửa các chỗ trên rồi gửi lại tệp."
    head, *lines = render_faults(faults).split("\n")
    return "\n".join([head, *lines[:most], rest])


def render_file_error(code: str, data: Mapping[str, Any]) -> str:
    """One line on a file that cannot be read at all."""
    return f"Chưa nhập gì. {FILES[code].format(**_shown(data))}"


def _shown(data: Mapping[str, Any]) -> dict[str, str]:
    """Lists become words: codes joined by commas, a circle by arrows."""
    shown = {}
    for name, value in data.items():
        link = " → " if name == "circle" else ", "
        parts = [_column(part) if name == "columns" else str(part) for part in value] if _many(value) else []
        shown[name] = link.join(parts) if _many(value) else str(value)
    return shown


def _many(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _column(name: str) -> str:
    """A column by the name that stands in the file, with what it is."""
    return f"{COLUMNS[name]} ({name})" if name in COLUMNS else name


def render_catalogue_import(items: int, version: int, unchanged: bool, retired: int | None) -> str:
    """What the import of a catalogue did."""
    if unchanged:
        return f"Danh mục này đã nhập rồi (bản {version}, {items} đầu việc), không có gì thay đổi."
    kept = f" Bản {retired} thôi áp dụng; nhật ký đã ghi vẫn giữ hệ số của bản đó." if retired else ""
    return f"Đã nhập {items} đầu việc thành bản {version}.{kept}"


def render_calendar_import(days: int, rules: int, unchanged: int, removed: int) -> str:
    """What the import of a calendar did."""
    parts = [f"{days} ngày", f"{rules} quy định giờ làm"]
    parts += [f"bỏ {removed} dòng cũ"] if removed else []
    kept = f" {unchanged} chỗ đã đúng từ trước." if unchanged else ""
    return f"Đã nhập lịch làm việc: {', '.join(parts)}.{kept}"


def render_roster_import(added: int, changed: int, unchanged: int, missing: list[str]) -> str:
    """What the import of a roster did; people whom the sheet does not name are listed, not removed."""
    line = f"Đã nhập danh sách: {added} người mới, {changed} người có thay đổi, {unchanged} người giữ nguyên."
    if not missing:
        return line
    return f"{line}\nKhông có trong bảng, vẫn giữ nguyên {len(missing)} người: {', '.join(missing)}."


def render_roster_leaving(leaving: Sequence[str], returned: Sequence[str], away: Sequence[str]) -> list[str]:
    """Who is told to leave, who works here again, and who had left and is left so; empty where there is nobody."""
    told = (
        ("Ghi ngày thôi công tác: {codes}.", leaving),
        ("Làm việc lại: {codes}.", returned),
        ("Đã thôi công tác từ trước, bảng không có cột left nên giữ nguyên: {codes}.", away),
    )
    return [words.format(codes=", ".join(codes)) for words, codes in told if codes]


def render_plan_import(added: int, changed: int, removed: int, unchanged: int) -> str:
    """What the import of a month's plan did."""
    return PLAN_DONE.format(added=added, changed=changed, removed=removed, unchanged=unchanged)
