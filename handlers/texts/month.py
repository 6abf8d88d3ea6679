"""/lich: the month of a person."""

from __future__ import annotations

from markupsafe import Markup

HEAD = Markup("📅 <b>Tháng {month}/{year}</b>")
WORKING = Markup("{working} ngày làm việc")
WORKING_NOW = Markup("{working} ngày làm việc, đã qua {passed}")
HOURS = Markup("Mỗi ngày: {clock}{minutes}")
SPECIAL = {"off": "🎌", "compensatory": "🎌", "swapped": "🎌", "worked": "💼"}
UNNAMED = {"off": "Nghỉ", "compensatory": "Nghỉ bù", "swapped": "Nghỉ do hoán đổi", "worked": "Làm việc"}
SPECIAL_LINE = Markup("{sign} {days}: {name}")
SHORT_DAY = Markup(" ({minutes})")
NOT_ANNOUNCED = Markup(" <i>(chưa có thông báo chính thức)</i>")
AWAY = Markup("🏖 {away}")
LEFT = Markup("Trừ ngày nghỉ còn <b>{days} ngày</b>, cần ghi {target}")
MONTH = "Tháng {month}"
HOW = Markup("Nhắn <code>/lich</code> để xem tháng này, hoặc ghi tháng: <code>/lich 2/2027</code>")
