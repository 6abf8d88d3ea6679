"""Kế hoạch tháng: what a month asks of a person, and how far it is."""

from __future__ import annotations

from markupsafe import Markup

HEAD = Markup("🗓 <b>Kế hoạch tháng {month}</b>{name}")
OF = Markup(" – {name} ({unit})")
LINE = Markup("• {name}: <b>{quantity}</b> {unit} × {coefficient}{done}")
DONE = Markup(" – đã duyệt {approved}{waiting}")
WAITING = ", chờ duyệt {waiting}"
TOTAL = Markup("Cộng: <b>{points}</b> sản phẩm quy đổi (Σ số lượng × hệ số).")
NONE_OWN = Markup("Chưa có kế hoạch tháng {month}. Người quản lý trực tiếp đặt kế hoạch cho anh/chị.")
NONE_OF = Markup("{name} chưa có kế hoạch tháng {month}.")
PEOPLE_HEAD = Markup("👥 Người thuộc quyền:")
PEOPLE_LINE = Markup("• {name}: {count} đầu việc")
PEOPLE_NONE = Markup("• Chưa có kế hoạch: {names}")
HINT = Markup(
    "<i>Đặt kế hoạch:</i> <code>/kehoach @An khai sinh 40, chứng thực 200</code>; "
    "<i>cả đơn vị: gửi tệp Excel có cột mã cán bộ, tháng, mã đầu việc, số lượng, kèm chữ</i> <code>/kehoach</code>"
)
SET = Markup("🗓 Đã đặt kế hoạch tháng {month} của <b>{name}</b>:")
ADDED = Markup("• {name}: <b>{after}</b> {unit}")
CHANGED = Markup("• {name}: {before} → <b>{after}</b> {unit}")
REMOVED = Markup("• Bỏ {name} (đang là {before} {unit})")
UNCHANGED = Markup("Kế hoạch tháng {month} của {name} không có gì thay đổi.")
REPAIR = Markup("<i>Sai số nào thì nhắn lại số đúng; bỏ một dòng:</i> <code>/kehoach @{given} bỏ {item}</code>")
UNCLEAR = Markup("❓ «{said}» chưa rõ nên chưa đặt. Mời nhắn lại bằng mã, kèm số lượng:")
UNCLEAR_NONE = Markup(
    "❓ «{said}» chưa rõ nên chưa đặt. Mời nhắn tên đầu việc kèm số lượng, ví dụ: <code>khai sinh 40</code>"
)
CHOICE = Markup("  <code>{code}</code> {name}")
TOLD = Markup("🗓 <b>{giver}</b> đặt kế hoạch tháng {month} cho anh/chị:")
TOLD_HINT = Markup("<i>Nhắn /kehoach để xem cả tháng.</i>")

REFUSALS = {
    "quota.not_leader": Markup("Chỉ người quản lý mới đặt kế hoạch. Nhắn /kehoach để xem kế hoạch của mình."),
    "quota.closed": Markup("Tháng {month} của đơn vị đã chốt nên không đổi kế hoạch được nữa."),
    "quota.too_many": Markup("Một tin đặt tối đa {limit} đầu việc. Mời chia thành vài tin, hoặc gửi tệp Excel."),
}
