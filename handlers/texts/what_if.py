"""«/diem nếu xong …»: the score now and then, clearly marked as not stored."""

from __future__ import annotations

from markupsafe import Markup

HEAD = Markup("🧮 <b>Thử tính tháng {month}/{year}</b> – chỉ để xem, không lưu")
ALL = Markup("Nếu xong cả {count} việc đang mở, được duyệt và không thêm lỗi:")
CHOSEN = Markup("Nếu xong, được duyệt và không thêm lỗi:")
LINE = Markup("• {number}{label}: +{points} sản phẩm quy đổi")
NUMBER = Markup("{number}. ")
MORE = Markup("• … và {count} việc nữa: +{points}")
RESULT = Markup("Kết quả nhiệm vụ: {before} → <b>{after}</b> / {most} điểm{gain}")
GAIN = Markup(" (+{points})")
TOTAL = Markup("Tổng điểm: {before} → <b>{after}</b>")
RATIO = Markup("{name} {before} → <b>{after} %</b>")
RATIO_SAME = Markup("{name} {after} %")
CONVERTED = Markup("Sản phẩm quy đổi: {before} → <b>{after}</b>")
BY_LOG = Markup(
    "<i>Tháng này chưa có kế hoạch được giao nên điểm tạm so trong các việc đã duyệt; xong thêm việc thì tăng sản phẩm "
    "quy đổi, chưa đổi điểm.</i>"
)
NOTHING_OPEN = Markup("Tháng {month}/{year} không còn việc nào đang mở để thử tính.")
NONE_CHOSEN = Markup("Chưa có việc nào để thử tính.")
CLOSED = Markup("Tháng {month}/{year} đã chốt nên không thử tính được nữa.")
OPEN_ARE = Markup("Việc đang mở: {names}")

LEFT_OUT = {
    "absent": Markup("Việc «{said}» không có trong các việc đang mở của anh/chị."),
    "other_month": Markup("Việc {said} có hạn ở tháng khác nên không tính vào tháng này."),
    "no_item": Markup("Việc {said} chưa gắn đầu việc trong danh mục nên chưa có hệ số để tính."),
    "done": Markup("Việc {said} đã xong và được duyệt đủ."),
}
