"""The words of the printed invitations and of the command that prints them."""

from __future__ import annotations

TITLE = "Phiếu mời dùng Sổ Việc"
SLIP_HEAD = "Phiếu mời dùng Sổ Việc trên Telegram"
STEPS = (
    "Quét mã bằng máy ảnh, mở liên kết, bấm <b>Bắt đầu</b>.",
    "Hoặc tìm <b>@{bot}</b> trong Telegram, nhắn <b>/start {code}</b>",
    "Chọn <b>Đồng ý</b>, rồi nhắn việc vừa làm.",
)
CODE_LABEL = "Mã riêng của anh/chị"
VALID = "Dùng một lần, trước {time} ngày {day}. Không đưa người khác."
PRINT_HINT = "In khổ A4, cắt theo nét đứt. Mỗi phiếu chỉ trao cho đúng người; in xong nên xóa tệp này."

ONLY_HTML = (
    "Chỉ ghi được tệp .html, không ghi được «{suffix}». Dùng --out phieu-moi.html, mở bằng trình duyệt, "
    "bấm Ctrl+P rồi chọn máy in hoặc Lưu dạng PDF."
)
WRITTEN = (
    "Đã ghi {count} phiếu vào {path}. Mở bằng trình duyệt, bấm Ctrl+P để in khổ A4. Mã cũ chưa dùng đã hết hiệu lực."
)
