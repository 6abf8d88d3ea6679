"""Absence: leave, courses, trips – dates only."""

from __future__ import annotations

from markupsafe import Markup

HALF = {"am": "buổi sáng", "pm": "buổi chiều"}
KINDS = {"leave": "Nghỉ", "study": "Đi học, tập huấn", "trip": "Đi công tác"}
SAVED = {
    "leave": Markup("🏖 Đã ghi nghỉ: <b>{range}</b>{days}."),
    "study": Markup("🎓 Đã ghi đi học, tập huấn: <b>{range}</b>{days}."),
    "trip": Markup("🧭 Đã ghi đi công tác, cơ sở: <b>{range}</b>{days}."),
}
DAYS = Markup(" – {days} ngày làm việc")
NOT_COUNTED = Markup(" (không tính {days})")
FREE_DAYS = "{count} ngày nghỉ"
OF_ANOTHER = Markup(
    "Sổ Việc chỉ ghi ngày nghỉ của chính người nhắn, nên chưa ghi gì cho {name}. Mời {name} tự nhắn, ví dụ: "
    "<code>nghỉ phép 25/11</code>"
)
OWN_ONLY = Markup("Sổ Việc chỉ cho xem ngày nghỉ của chính mình: nhắn /nghi.")
WHO_IS_AWAY = Markup("Xem ai nghỉ trong đơn vị: nhắn /donvi. Ngày nghỉ của mình: /nghi.")
NO_REMINDERS = Markup("Không nhắc ghi việc trong thời gian này.")
LOG_LATER = Markup("Không nhắc trong thời gian này. Việc đã làm ghi sau được đến hết {until}.")
MANAGER_TOLD = Markup("<i>Đã báo ngày cho {manager}, không kèm lý do.</i>")
NOTICE = {
    "leave": Markup("🏖 <b>{person}</b> báo vắng: {range}{days}."),
    "study": Markup("🏖 <b>{person}</b> báo vắng: {range}{days}."),
    "trip": Markup("🧭 <b>{person}</b> đi công tác, cơ sở: {range}."),
}
NOTICE_CHANGED = Markup("✏️ <b>{person}</b> đổi ngày vắng: {range}{days}.")
NOTICE_CANCELLED = Markup("↩️ <b>{person}</b> không vắng nữa: {range}.")
CHANGED = Markup("✏️ Đã sửa theo tin nhắn.\n")
CANCEL = {"leave": "Huỷ nghỉ", "study": "Huỷ", "trip": "Huỷ"}
CANCELLED = {
    "leave": Markup("↩️ Đã huỷ nghỉ: {range}."),
    "study": Markup("↩️ Đã huỷ đi học, tập huấn: {range}."),
    "trip": Markup("↩️ Đã huỷ đi công tác, cơ sở: {range}."),
}
NONE = Markup("Không có lần nghỉ nào như vậy để huỷ.")
WHICH_HALF = Markup("Nửa ngày {day} là buổi nào?\n1. Buổi sáng\n2. Buổi chiều")
HELP = Markup(
    "Nhắn ngày nghỉ, ví dụ: <code>nghỉ phép 2 ngày từ mai</code> · <code>chiều nay nghỉ ốm</code> · "
    "<code>đi công tác 3 ngày, về ghi</code> · <code>huỷ nghỉ ngày mai</code>"
)
AHEAD = Markup("<b>Đã báo:</b>")
LISTED = Markup("• {away}")
KIND_AND_RANGE = Markup("{kind}: {range}")
