"""/xeploai: a unit's points of a month, quarter or year, its people in order, the cap on the top grade."""

from __future__ import annotations

from markupsafe import Markup

BUTTON = "Điểm, xếp loại tháng {month}"
HEAD = Markup("🏅 <b>Điểm tháng {month}/{year}</b> – {unit}{state}")
CLOSED = " (đã chốt)"
OPEN = " (chưa chốt, tạm tính)"
GROUP = Markup("\n<b>{title}</b>")
UNIT = Markup("Cả đơn vị ({count} người có phiếu):")
NOT_ADDED = Markup("<i>Các phiếu dùng lựa chọn khác nhau nên không cộng thành điểm đơn vị.</i>")
PERSON = Markup("{number}. {name}: {points}{mark}{total}{over}")
BY_LOG_MARK = " *"
BY_LOG = Markup(
    "<i>* {count} người chưa có kế hoạch nên tạm so trong chính việc đã duyệt: không nên so với người có kế hoạch.</i>"
)
POINTS = "{points} / {most}"
NO_POINTS = "chưa đủ căn cứ tính điểm"
TOTAL = " · tổng {total} – {grade}"
OVER = {"wide": " ⚠️", "narrow": " ❔"}
MORE = Markup("… và {count} người nữa.")
CAP = Markup(
    "<b>Trần 20 % xuất sắc:</b> tối đa <b>{wide}</b> người nếu tính trên số hoàn thành tốt trở lên, "
    "<b>{narrow}</b> người nếu chỉ tính trên số hoàn thành tốt."
)
OVER_WIDE = Markup("⚠️ Vượt trần theo cả hai cách: {names}")
OVER_NARROW = Markup("❔ Chỉ vượt theo cách thứ hai: {names}")
NOBODY_OVER = Markup("Không ai vượt trần.")
UNGRADED = Markup("<i>Còn {count} người chưa có tổng điểm nên thứ tự và trần có thể đổi.</i>")
NO_TOTALS = Markup(
    "<i>Chưa ai có tổng điểm (còn thiếu tiêu chí chung …) nên chưa xếp loại, chưa tính trần 20 %; "
    "thứ tự trên theo điểm kết quả nhiệm vụ.</i>"
)
HEAD_QUARTER = Markup("🏅 <b>Điểm quý {quarter}/{year}</b> – {unit}{state}")
HEAD_YEAR = Markup("🏅 <b>Điểm năm {year}</b> – {unit}{state}")
SPLIT = Markup("⚠️ Trong kỳ có thay đổi bộ quy tắc hoặc diện cán bộ nên <b>tách từng phần</b>, không xếp chung:")
OF_MONTHS = Markup(" <i>({count}/{of} tháng)</i>")
NO_ONE_IN_SPAN = Markup("Chưa ai có phiếu điểm trong kỳ.")
LEFT_OUT_HEAD = Markup("\n🗓 <b>Có tháng không xếp loại nên không tính:</b>")
LEFT_OUT = Markup("• {name}, tháng {month}: {reason}")
YEAR_BUTTON = "Cả năm {year}"
HOW = Markup("Nhắn <code>/xeploai quý 4</code>, <code>/xeploai 2026</code> hoặc <code>/xeploai 10/2026</code>")
WITHOUT_HEAD = Markup("\n📭 <b>Chưa có phiếu:</b>")
WITHOUT = Markup("• {names}: {reason}")
REASONS = {
    "empty": "chưa có việc được duyệt, chưa có kế hoạch",
    "split": "giữa kỳ đổi diện cán bộ hoặc chức vụ nên không cộng thành một điểm",
    "none": "chưa rõ bộ quy tắc cho {kind} (báo người quản trị)",
    "setting": "bộ quy tắc cơ quan chọn cho {kind} không áp dụng cho tháng này",
    "changed": "bộ quy tắc cho {kind} thay đổi giữa tháng (báo người quản trị)",
    "kpi_percent": "bộ quy tắc cho {kind} lấy kết quả KPI của cơ quan",
}
APART_HEAD = Markup("\n🗓 <b>Không xếp loại</b> (không xếp thứ tự, không tính vào trần 20 %):")
APART = Markup("• {names}: chưa xếp loại – {reason}")
NO_ONE = Markup("Chưa ai có phiếu điểm tháng {month}/{year}.")
PROPOSED = Markup("<i>Chỉ để tham khảo: cấp có thẩm quyền quyết định. Không gồm điểm của anh/chị.</i>")
WHICH = Markup("Xem điểm đơn vị nào? Bấm một nút, hoặc nhắn số:")
NOBODY = Markup("Chỉ người đứng đầu đơn vị hoặc cấp trên mới xem được điểm của đơn vị.")
FUTURE = Markup("Tháng {month}/{year} chưa tới nên chưa có điểm.")
