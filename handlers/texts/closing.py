"""Closing a unit's month and opening it again."""

from __future__ import annotations

from markupsafe import Markup

HEAD = Markup("🔒 <b>Chốt tháng {month}/{year}</b> – {unit}")
APPROVED = Markup("Đã duyệt: <b>{count}</b> dòng của {people} người.")
MISSING_HEAD = Markup("📭 <b>Còn ngày chưa ghi</b>")
MISSING = Markup("• {person}: {days} ngày")
OPEN_HEAD = Markup("📝 <b>Còn dở – chốt rồi sẽ không được tính</b>")
OPEN = Markup("• {person}: {what}")
PENDING = "{count} chờ duyệt"
DRAFT = "{count} nháp"
RETURNED = "{count} trả lại"
MORE = Markup("… và {count} người nữa.")
REQUESTS = Markup("✏️ {count} đề nghị sửa chưa trả lời (/denghi)")
APPEALS = Markup("💬 {count} ý kiến chưa trả lời")
NO_GENERAL = Markup("🧭 Chưa có điểm tiêu chí chung: {count} người (/tieuchi ds)")
ALL_DONE = Markup("Ai cũng ghi đủ ngày, không còn gì dở.")
ASK = Markup("<b>Chốt tháng này?</b> Chốt rồi không ai ghi, sửa, duyệt được nữa; chỉ người quản trị mở lại, có lý do.")
YES = "Chốt tháng {month}"
NO = "Để sau"
LATER = Markup("Chưa chốt. Khi nào xong nhắn /chot.")
CHANGED = Markup("<i>Vừa có thay đổi sau khi danh sách hiện ra, mời xem lại:</i>")
CLOSED = Markup("🔒 Đã chốt tháng {month}/{year} của {unit}: {approved} dòng đã duyệt, {pending} dòng chờ không tính.")
CLOSED_BEFORE = Markup("🔒 Tháng {month}/{year} của {unit} đã chốt lúc {at}{by}.")
BY = " ({name})"
WHICH = Markup("Chốt đơn vị nào? Bấm một nút, hoặc nhắn số:")
WHICH_LINE = Markup("{number}. {unit}")
NOBODY = Markup("Chỉ người đứng đầu đơn vị hoặc cấp trên mới chốt tháng.")
REOPEN_HOW = Markup("Mời nêu đơn vị, tháng và lý do, ví dụ: <code>/molai Phòng Kinh tế 10/2026 vì thiếu 3 hồ sơ</code>")
REOPENED = Markup("🔓 Đã mở lại tháng {month}/{year} của {unit}. Lý do: {reason}")
REOPENED_NOTICE = Markup(
    "🔓 Người quản trị đã mở lại tháng {month}/{year} của {unit}. Lý do: {reason}. Xong nhắn /chot."
)
