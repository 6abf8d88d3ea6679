"""/diem: the month's points so far, why they are what they are, what cost most."""

from __future__ import annotations

from markupsafe import Markup

HEAD = Markup("📊 <b>Tháng {month}/{year}</b>")
SO_FAR = Markup(" – đến nay")
CLOSED = Markup(" – đã chốt")
RESULT = Markup("Kết quả nhiệm vụ: <b>{points} / {most} điểm</b>")
RATIO = Markup("{name} {percent} %")
RATIO_NAME = Markup("{words} ({code})")
RATIO_WORDS = {
    "a": "số lượng", "b": "chất lượng", "c": "tiến độ", "d": "kết quả đơn vị", "đ": "tổ chức triển khai",
    "e": "đoàn kết",
}  # fmt: skip
"""What the letters of the decrees measure; the calculation under «Vì sao» uses the letters."""
TOTAL = Markup("Tổng điểm: <b>{total}</b>")
GENERAL = Markup("Tiêu chí chung: <b>{points} / {most} điểm</b>")
GRADE = Markup("Ứng với mức: <b>{grade}</b> <i>(cấp có thẩm quyền quyết định)</i>")
FORCED = Markup("⚠️ {reason}")
UNGRADED = Markup("<i>Mức d chờ {count} người thuộc quyền có điểm.</i>")
GENERAL_BUTTON = "Tiêu chí chung"
GIVEN = Markup("   • {name}: {points} / {most}")
NO_GENERAL = Markup("<i>Chưa có điểm tiêu chí chung nên chưa có tổng điểm.</i>")
MISSING = Markup("<i>{note}</i>")
APPROVED_BASE = Markup(
    "<i>Tháng này chưa có kế hoạch được giao nên tạm so trong các việc đã duyệt; có kế hoạch thì điểm sẽ đổi.</i>"
)
APPROVED_BASE_OF_MONTHS = Markup("<i>Chưa có kế hoạch được giao nên tạm so trong các việc đã duyệt.</i>")
APPROVED = Markup("Đã duyệt: <b>{points}</b> sản phẩm quy đổi (Σ số lượng × hệ số)")
PENDING = Markup("Còn chờ duyệt, chưa tính: {points} sản phẩm quy đổi")
LINE = Markup("• {name}: {quantity} × {coefficient} = <b>{points}</b>")
MORE = Markup("• … {count} đầu việc khác: {points}")
TIME = Markup("Thời gian đã làm: <b>{told}</b>, định mức của các việc ấy {norm}")
TIME_UNTOLD = Markup("Việc không ghi giờ: ≈ {norm} theo định mức")
TIME_AND = Markup("\n{untold}")
WORKING = Markup("Giờ làm việc theo lịch{so_far}: {time} ({days} ngày{away})")
WORKING_SO_FAR = " đến hết hôm nay"
WORKING_AWAY = ", đã trừ {days} ngày nghỉ"
NONE = Markup("Chưa có dòng nào được duyệt trong tháng {month}/{year}.{pending}")
PROJECTED = Markup("Theo đà này, cuối tháng khoảng <b>{points}</b> sản phẩm quy đổi")
NOT_YET = Markup("<i>Dự kiến cuối tháng hiện từ {day}, khi đã qua nửa số ngày làm việc.</i>")

NUMBERED = Markup("{number}. {name}")
KINDS = {"can_bo": "cán bộ", "cong_chuc": "công chức", "vien_chuc": "viên chức"}
PROBLEMS = {
    "none": Markup(
        "<i>Chưa chấm điểm: chưa rõ bộ quy tắc nào áp dụng cho {kind} tháng này. Mời báo người quản trị chọn giúp.</i>"
    ),
    "setting": Markup(
        "<i>Chưa chấm điểm: bộ quy tắc cơ quan chọn cho {kind} không áp dụng cho tháng này. "
        "Mời báo người quản trị xem lại.</i>"
    ),
    "changed": Markup(
        "<i>Chưa chấm điểm: bộ quy tắc cho {kind} thay đổi giữa tháng này nên không chấm chung cả tháng. "
        "Mời báo người quản trị đặt ngày đổi vào đầu tháng.</i>"
    ),
    "kpi_percent": Markup(
        "<i>Chưa chấm điểm: bộ quy tắc cho {kind} lấy kết quả KPI của cơ quan, không tính được từ nhật ký.</i>"
    ),
}

WHY_BUTTON = "Vì sao {points}?"
IF_BUTTON = "Nếu xong việc đang mở"
MONTHS_BUTTON = "Biểu đồ các tháng"
WHY_HEAD = Markup("🔎 <b>Vì sao {points} điểm?</b> (tháng {month}/{year})")
WHY_OTHER = Markup("Tháng {month}/{year} là <b>{points}</b> điểm, không phải {said}. Cách tính:")
WHY_NO_POINTS = Markup("🔎 <b>Cách tính tháng {month}/{year}</b>")
STEP = Markup("<b>{label}</b>\n{expression} = <b>{value}</b>{clause}")
PART = Markup("{label}: {expression} = {value}{clause}")
CLAUSE = Markup("\n<i>{clause}</i>")
LEAF = Markup("   • {name}: {expression} = {value}")
LEAVES_MORE = Markup("   • … và {count} đầu việc nữa")
LOSSES_HEAD = Markup("<b>Mất nhiều điểm nhất:</b>")
LOSS = Markup("• {label}")
NO_LOSSES = Markup("Trong phần đã tính, chưa mất điểm nào.")
RULES = Markup("<i>Theo {title} (bản {version}).</i>")
STEPS_GONE = Markup(
    "<i>Bộ quy tắc trong máy đã khác bản dùng khi chốt nên chỉ giữ kết quả, không dựng lại từng bước được.</i>"
)
HOW = Markup(
    "Nhắn <code>/diem</code> để xem tháng này, hoặc <code>/diem 10/2026</code> · <code>/diem quý 3</code> · "
    "<code>/diem năm 2026</code> · <code>/diem các tháng</code> · <code>/diem nếu xong 12</code>"
)
