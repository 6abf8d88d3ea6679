"""/diem quý 3/2026 · /diem năm 2026."""

from __future__ import annotations

from markupsafe import Markup

QUARTER = Markup("📊 <b>Quý {quarter}/{year}</b>")
YEAR = Markup("📊 <b>Năm {year}</b>")
SO_FAR = Markup(" – đến nay")
MONTHS = Markup("Gồm: {months}")
MONTH = "tháng {month}"
CLOSED = " (đã chốt)"
RUNNING = " (đang chạy)"
OPEN = " (chưa chốt)"
GRADE = Markup("Xếp loại theo điểm: <b>{grade}</b>")
SPLIT = Markup(
    "⚠️ Trong kỳ có thay đổi bộ quy tắc hoặc diện cán bộ nên <b>tách {count} phần</b>, không cộng chung thành một điểm:"
)
PART = Markup("<b>Phần {number}</b> – {title}")
APART = Markup("Không tính tháng {months}: không xếp loại – {reason}.")
LEFT_OUT = Markup("Không tính tháng {months}: {reason}.")
REASONS = {
    "empty": "chưa có việc được duyệt",
    "none": "chưa rõ bộ quy tắc nào áp dụng",
    "setting": "bộ quy tắc cơ quan chọn không áp dụng cho thời gian này",
    "changed": "bộ quy tắc thay đổi giữa tháng nên không chấm chung cả tháng",
    "kpi_percent": "bộ quy tắc lấy kết quả KPI của cơ quan, không tính được từ nhật ký",
}
HOW_ADDED = Markup("<i>Khối lượng các tháng được cộng lại rồi mới chia; chỉ để xem, không lưu.</i>")
MIXED_BASE = Markup(
    "<i>Có tháng so với việc được giao, có tháng chưa có kế hoạch nên so trong việc đã duyệt: "
    "điểm chung chỉ là tạm tính.</i>"
)
MIXED = Markup("<i>Các tháng không cùng lựa chọn cách tính.</i>")
OTHER_READING = Markup("<i>{note}</i>")
NONE = Markup("Chưa tháng nào trong kỳ có điểm.")
FUTURE = Markup("Kỳ này chưa tới.")
HOW = Markup("Nhắn <code>/diem quý 3</code>, <code>/diem quý 3/2026</code> hoặc <code>/diem năm 2026</code>")
GRADES = {
    "xuat_sac": "hoàn thành xuất sắc nhiệm vụ",
    "tot": "hoàn thành tốt nhiệm vụ",
    "hoan_thanh": "hoàn thành nhiệm vụ",
    "khong_hoan_thanh": "không hoàn thành nhiệm vụ",
    "khong_xep_loai": "không xếp loại",
}
