"""/xuat: the month as a sheet and as lines to paste."""

from __future__ import annotations

from markupsafe import Markup

COLUMNS = (
    "Ngày",
    "Mã đầu việc",
    "Tên đầu việc",
    "Nội dung",
    "Số lượng",
    "Đơn vị tính",
    "Số phút",
    "Trạng thái",
)
STATES = {"pending": "chờ duyệt", "approved": "đã duyệt", "returned": "bị trả lại"}
FILE = "so-viec-{code}-{year}-{month:02}.xlsx"
SHEET = "Tháng {month}-{year}"
CAPTION = Markup("📄 <b>Nhật ký tháng {month}/{year}</b>: {count} dòng, đã duyệt {approved}")
PASTED_COLUMNS = ("Ngày", "Mã", "Đầu việc", "Nội dung", "Số lượng", "Đơn vị tính", "Số phút")
PASTE = Markup("Để dán vào E-Office, chạm vào khung để chép:\n<pre>{lines}</pre>")
MORE = Markup("\n<i>… và {count} dòng nữa trong tệp.</i>")
NONE = Markup("Tháng {month}/{year} chưa ghi việc nào nên không có gì để xuất.")
HOW = Markup("Nhắn <code>/xuat</code> để lấy nhật ký tháng này, hoặc ghi tháng: <code>/xuat 10/2026</code>")
