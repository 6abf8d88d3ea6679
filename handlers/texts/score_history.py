"""«Biểu đồ các tháng»: the words in the picture and beside it."""

from __future__ import annotations

from markupsafe import Markup

TITLE = "Điểm kết quả nhiệm vụ các tháng"
TITLE_WORK = "Sản phẩm quy đổi các tháng"
TOTAL = "tổng {total}"
NO_POINTS = "chưa có điểm"
RUNNING = "đến nay"
FILE = "diem-{code}-{year}-{month:02}.png"

CAPTION = Markup("📈 <b>Các tháng của {name}</b>")
LINE = Markup("{month}/{year}: <b>{points}</b>{about}")
ABOUT = Markup(" ({about})")
CLOSED = "đã chốt"
NO_PLAN = "chưa có kế hoạch"
CONVERTED = "{points} sản phẩm quy đổi"
WORK_ONLY = Markup("<i>Chưa tháng nào có điểm nên biểu đồ vẽ sản phẩm quy đổi đã duyệt.</i>")
NO_GENERAL = Markup("<i>Điểm kết quả nhiệm vụ; chưa gồm tiêu chí chung.</i>")
NONE = Markup("Chưa tháng nào có việc được duyệt nên chưa có biểu đồ.")
