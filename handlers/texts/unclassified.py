"""Months without a grade: told by whoever judges them, with the reason that the rule set names."""

from __future__ import annotations

from markupsafe import Markup

MONTH = "tháng {month}/{year}"
SPAN = "tháng {first} – {last}"
SEVERAL = "các tháng {months}"
ENTERED = Markup(
    "✅ <b>{name}</b>, {months}: không xếp loại vì {label} <i>({clause})</i>. "
    "Không xếp thứ tự, không tính vào trần 20 %.{told}"
)
NOTE = Markup("Ghi chú: «{note}»")
GONE = Markup("✅ Đã bỏ: <b>{name}</b>, {months} lại được xếp loại.{told}")
UNDO = "Hoàn tác"
NOTICE = Markup("🗓 <b>{head}</b> ghi: {months}, anh/chị không xếp loại vì {label}.")
NOTICE_GONE = Markup("🗓 <b>{head}</b> ghi lại: {months}, anh/chị được xếp loại như thường.")
NOTICE_HINT = Markup("<i>Chưa đúng thì trao đổi trước khi chốt tháng, hoặc nhắn</i> <code>/ykien {month} vì …</code>")

CARD = Markup("🗓 Không xếp loại: {label}, nên không cần chấm tiêu chí chung.")
LINE = Markup("{number}. {name}: không xếp loại – {label}")
SCORE = Markup("🗓 {reason}. Không xếp thứ tự, không tính vào trần 20 %.")

WHO = Markup(
    "Mời ghi rõ ai, vì sao, tháng nào. Ví dụ: <code>chị Uyên nghỉ thai sản, không xếp loại tháng 11</code>\n"
    "Bỏ đi: <code>bỏ không xếp loại chị Uyên tháng 11</code>"
)
UNKNOWN = Markup("Không tìm thấy «{name}» trong những người anh/chị được chấm. Mời ghi đúng họ tên hoặc mã cán bộ.")
NOBODY = Markup("Chỉ người duyệt của người ấy, cấp trên hoặc người quản trị mới ghi được tháng không xếp loại.")

REFUSALS = {
    "unclassified.several": Markup("Có nhiều người tên «{name}»: {people}. Mời ghi đủ họ tên hoặc mã cán bộ."),
    "unclassified.reason": Markup(
        "Tháng {month}, bộ quy tắc chỉ cho không xếp loại khi: {reasons}. "
        "Ví dụ: <code>chị Uyên nghỉ thai sản, không xếp loại tháng 11</code>"
    ),
    "unclassified.same": Markup("{name}: đã ghi như vậy từ trước, không có gì thay đổi."),
    "unclassified.none": Markup("{name}: tháng {month} không có ghi nhận không xếp loại nào để bỏ."),
    "unclassified.months": Markup(
        "Mỗi lần ghi được 1 đến {most} tháng trọn. Ví dụ: <code>chị Uyên nghỉ thai sản, không xếp loại từ tháng 11 "
        "đến tháng 4/2027</code>"
    ),
}
