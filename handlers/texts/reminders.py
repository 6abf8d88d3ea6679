"""Reminders, the managers' lists, and the page that says what was sent."""

from __future__ import annotations

from markupsafe import Markup

HOURS = "{total}/{target} giờ"
TIMES = "{total} / {target}"
TODAY = Markup("🔔 Hôm nay mới <b>{hours}</b>{norm}.")
LATE = Markup("🌙 Cuối ngày rồi, hôm nay mới <b>{hours}</b>{norm}.")
AGAIN = Markup("🔔 Nhắc lại theo hẹn: hôm nay mới <b>{hours}</b>{norm}.")
AGAIN_DAY = Markup("🔔 Nhắc lại theo hẹn: {day} mới <b>{hours}</b>{norm}.")
NORM = " ({norm} theo định mức)"
ALL_NORM = " (đều theo định mức)"
MORNING = Markup("☀️ Chào {given}. {day} mới ghi <b>{hours}</b>{norm}.")
MORNING_HINT = Markup("Nhớ việc nào thì nhắn kèm ngày, ví dụ: <code>{day} họp 2 tiếng</code>.")
TOO_LATE = Markup("Ngày này đã quá hạn ghi bù. Nếu còn thiếu việc, mời báo người quản lý trực tiếp.")
WEEK = Markup("🗓 Tuần này còn ngày chưa đủ giờ:")
WEEK_OLD = Markup("🗓 Còn các ngày chưa đủ giờ:")
WEEK_OLD_TOO = Markup("🗓 Các ngày khác còn thiếu:")
WEEK_TOO = Markup("🗓 Các ngày khác trong tuần còn thiếu:")
CLOSE = Markup("🗓 Còn {left} ngày làm việc nữa là hết tháng. Các ngày chưa đủ giờ:")
CLOSE_SOON = Markup("⏳ <b>Sắp chốt tháng: chỉ còn {left} ngày làm việc.</b> Các ngày chưa đủ giờ:")
CLOSE_TODAY = Markup("⏳ <b>Hôm nay là ngày làm việc cuối tháng.</b> Các ngày chưa đủ giờ:")
CLOSE_HINT = Markup(
    "Chốt tháng rồi thì không ghi thêm được nữa. Mời nhắn từng ngày, ví dụ: <code>{day} họp 2 tiếng</code>."
)
CLOSE_GENERAL = Markup("🧭 Nhớ tự chấm tiêu chí chung: nhắn /tieuchi, một chạm là xong.")
GAP = Markup("• {day}: {hours}")
DRAFTS = Markup("❓ Chào {given}. Còn <b>{count} dòng</b> chờ trả lời nên chưa được tính.")
DRAFTS_HINT = Markup("Nhắn <b>nháp</b> để trả lời, mỗi dòng chỉ một chạm.")
DRAFTS_TOO = Markup("❓ Còn {count} dòng chờ trả lời – nhắn <b>nháp</b>.")
TASKS = Markup("📌 Việc đã giao hôm nay:")
TASK = Markup("{number}. {text}{due}")
DUE = " – hạn {day}"
HINT = Markup("Trả lời bằng số, <code>như hôm qua</code>, hoặc gõ thêm.")
HINT_NO_TASKS = Markup("Nhắn <code>như hôm qua</code>, hoặc gõ thêm việc đã làm.")

SNOOZE = "30 phút"
AT_SEVEN = "19:00"
TOMORROW = "Sáng mai"
MUTE = "Hôm nay không nhắc nữa"
ON_LEAVE = "Nghỉ"
LEAVE_TEXT = "{day} nghỉ"
LEAVE_TODAY = "hôm nay nghỉ"

SNOOZED = Markup("Được ạ, {time} nhắc lại. Đủ giờ trước lúc đó thì thôi không nhắc.")
SNOOZED_TOMORROW = Markup("Được ạ, hôm nay thôi, {morning} nhắc.")
SNOOZED_ONCE = Markup("Hôm nay đã nhắc lại một lần theo hẹn rồi nên để {morning} nhắc tiếp.")
SNOOZE_NIGHT = Markup("Sau 21:00 không nhắc nữa nên để {morning} nhắc.")
NEXT_MORNING = "sáng mai"
MORNING_OF = "sáng {day}"
MUTED = Markup("Được ạ, hôm nay không nhắc nữa.")
MUTED_HINT = Markup("Muốn ngày nào cũng nhắc ít hơn, nhắn <code>nhắc nhẹ</code>.")
SNOOZE_PAST = Markup("Hôm nay không nhắc lúc {time} được vì đã qua. Ví dụ đúng: <code>nhắc lại lúc 19:00</code>")
TASK_GONE = Markup("Việc này không còn trong danh sách đang giao. Nhắn /viec để xem lại.")
BAD_TASK = Markup("Tin nhắc vừa rồi chỉ có việc từ 1 đến {count}. Mời nhắn lại số.")


MISSING = Markup("👥 Hôm nay còn <b>{count}/{expected}</b> người chưa đủ giờ:")
MISSING_LINE = Markup("• {name}: {hours}")
MISSING_MORE = Markup("• … và {count} người nữa")
MISSING_NOTE = Markup("<i>Chỉ gửi riêng anh/chị; từng người đã được nhắc riêng.</i>")
ALL_IN = Markup("👥 Đủ cả {count}/{count}. Cảm ơn anh/chị và cả nhóm.")
UNLINKED = Markup("<i>Chưa dùng Sổ Việc: {count} người.</i>")
DIGEST = Markup("📋 Chào {given}, sáng nay:")
REVIEWS = Markup("• {count} dòng chờ duyệt, cũ nhất từ {day}{slow} – nhắn /duyet")
SLOW = Markup("; {count} dòng của {people} người chờ đã quá 2 ngày làm việc")
OVERDUE = Markup("• Quá hạn: việc số {number} ({person}) «{text}», hạn {day}")
ODD = Markup("• Giờ cao hơn hẳn thường lệ, nên xem: {name}, {day}: {total}{usual}")
USUAL = " (thường {usual})"

OWN_HEAD = Markup("🔔 <b>Sổ Việc đã nhắn gì cho anh/chị</b>")
OWN_NONE = Markup("Chưa nhắc anh/chị lần nào.")
OWN_LINE = Markup("• {at}: {kind}{note}")
OTHERS_HEAD = Markup("👥 <b>Đã nói gì về anh/chị với người khác</b>")
OTHERS_NONE = Markup("Chưa nói gì về anh/chị với ai.")
OTHERS_LINE = Markup("• {at}: {kind} → {person}{note}")
SETTINGS = Markup("⚙️ Đang nhắc <b>{strength}</b>, lúc <b>{at}</b>. Tối đa hai lần một ngày, không nhắc ngày nghỉ.")
SETTINGS_HINT = Markup(
    "<i>Đổi:</i> <code>nhắc nhẹ</code> · <code>nhắc vừa</code> · <code>nhắc chặt</code> · <code>nhắc lúc 16:30</code>"
)
STRENGTHS = {"nhe": "nhẹ", "vua": "vừa", "chat": "chặt"}
MEANS = {
    "nhe": "một lần cuối ngày, và ba ngày làm việc cuối tháng",
    "vua": "cuối ngày, một lần muộn, sáng hôm sau, cuối tuần và cuối tháng",
    "chat": "như «vừa», nhắc chốt tháng sớm hơn",
}
CHANGED_STRENGTH = Markup("Đã đổi: nhắc <b>{strength}</b> – {means}.")
CHANGED_AT = Markup("Đã đổi: nhắc lúc <b>{at}</b>.")
KINDS = {
    "remind.end_of_day": "nhắc cuối ngày",
    "remind.week": "các ngày còn thiếu trong tuần",
    "remind.late": "nhắc lần muộn",
    "remind.morning": "nhắc ngày hôm trước",
    "remind.close": "nhắc trước khi chốt tháng",
    "remind.drafts": "dòng chờ trả lời",
    "remind.again": "nhắc lại theo hẹn",
    "remind.deadline": "việc đến hạn",
    "remind.missing": "danh sách chưa đủ giờ trong ngày",
    "remind.digest": "tin buổi sáng của người quản lý",
    "leave": "báo ngày vắng",
    "task": "tin về việc được giao",
}
OTHER_KIND = "tin báo"
NOTES = {
    "unconfirmed": " – <i>đã gửi, chưa rõ có tới không</i>",
    "pending": " – <i>đang chờ gửi</i>",
    "expired": " – <i>không gửi, đã quá giờ</i>",
    "dropped": " – <i>không gửi được</i>",
}
