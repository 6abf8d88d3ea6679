"""The unit at a glance: đang chạy · chậm · vướng ở đâu."""

from __future__ import annotations

from markupsafe import Markup

HEAD = Markup("🏢 <b>{unit}</b> · {day}")
OWN_PEOPLE = "Người anh/chị duyệt"
LOGGED = Markup("Đã ghi: <b>{logged}/{expected}</b> người{away}")
AWAY = " · nghỉ: {names}"
LACKING = Markup("Chưa đủ giờ: {names}")
LACKING_ONE = "{total}/{target}"
NOTHING_YET = Markup("Chưa ghi: {names}")
MORE_NAMES = " và {count} người nữa"
RUNNING = Markup("▶️ <b>Đang chạy</b>: {count} việc")
RUNNING_NONE = Markup("▶️ <b>Đang chạy</b>: không có việc giao")
LATE = Markup("🐢 <b>Chậm</b>: {count} việc")
LATE_NONE = Markup("🐢 <b>Chậm</b>: không")
LATE_LINE = Markup("• việc {number} {text} – {person}, {days}")
LATE_DAYS = "quá hạn {days} ngày"
LATE_TODAY = "quá giờ hôm nay"
STUCK = Markup("🧱 <b>Vướng ở đâu</b>")
STUCK_NONE = Markup("🧱 <b>Vướng ở đâu</b>: không")
STUCK_LINES = {
    "left": Markup("• việc {number} {text} – {person} đã thôi công tác, cần chuyển người khác"),
    "untaken": Markup("• việc {number} {text} – {person} chưa nhận"),
    "obstacle": Markup("• việc {number} – {person}: {text}"),
}
STUCK_PERSON = Markup("• {person}: {facts}")
STUCK_ABOVE = Markup("🧱 <b>Vướng ở đâu</b>: như đã ghi ở trên")
STUCK_FACTS = {"returned": "{count} dòng trả lại chưa sửa", "unfinished": "{count} việc làm dở hơn 3 ngày"}
WITH_FACTS = "{name} ({facts})"
LATE_HELD = {"untaken": ", chưa nhận", "obstacle": ", vướng: {text}"}
"""What is said behind a late task that is stuck as well, so that it is named once."""
MORE = Markup("… và {count} nữa.")
WAITING = Markup("📝 {count} dòng chờ duyệt – nhắn /duyet")
QUIET = Markup("🟢 <b>{unit}</b>: {logged}/{expected} người đã ghi, {running} việc đang chạy, không chậm, không vướng.")
SHORT = Markup("🔸 <b>{unit}</b>: {logged}/{expected} người đã ghi · chạy {running} · chậm {late} · vướng {stuck}")
SHORT_HEAD = Markup("🏢 <b>Các đơn vị</b> · {day}")
SHORT_HINT = Markup("<i>Xem một đơn vị: nhắn số, hoặc</i> <code>/donvi {unit}</code>")
