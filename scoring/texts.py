"""Every Vietnamese sentence of a sheet. Numbers in them take the decimal comma; the data beside them the point."""

from __future__ import annotations

UNFINISHED = "{name} chưa xong"
PARTLY = "{name} mới xong {done}/{assigned}"
QUALITY = "{name}: {count} lần chưa đạt chất lượng"
DELAY = "{name}: {count} lần chậm tiến độ"
QUALITY_SUM = "{name}: lỗi chất lượng"
DELAY_SUM = "{name}: chậm tiến độ"
NOT_FULL = "{name} {points}/{max}"
SHARE = "{name} ({code}) {percent}%"
LOSS = "{what}: −{points} điểm"

DONE_SUM = "Đã hoàn thành (đã quy đổi)"
ASSIGNED_SUM = "Mẫu số: được giao (đã quy đổi)"
APPROVED_SUM = "Mẫu số: đã được duyệt (đã quy đổi)"
SUM_OF = "tổng {count} dòng"
OVER_CAP = "Phần vượt mức trần {percent}%, không tính"
MOST = " (mỗi sản phẩm tính tối đa {most} lần)"
EXCUSED = ", {count} lần được miễn do khách quan"

NO_ASSIGNED = "Không có sản phẩm, công việc được giao nên không có gì để so sánh"
NO_APPROVED = "Không có sản phẩm, công việc nào được duyệt nên không có gì để so sánh"
NO_WORK_IN = "{reason} ({group})"
NO_PERIOD = "Không có kỳ nào được xếp loại"
UNCLASSIFIED = "Không xếp loại: {label}"
FORCED = "{grade} vì {label} ({citation})"
FELL = "{grade} vì {share}% số việc {counted}, quá {over}% ({citation})"
NOT_YET = "Chưa xếp loại: chưa có {missing}"

NO_GENERAL = "điểm tiêu chí chung"
NO_SHARES = "mức đánh giá {codes}"
NO_POINTS = "điểm {label}"

COUNTED = {
    "on_time": "hoàn thành đúng hạn",
    "above": "vượt số lượng được giao",
    "unfinished": "chưa hoàn thành",
}

NOTE_MISSING = "Chưa có {missing}: mới tính phần đã có, chưa có tổng điểm và chưa xếp loại."
NOTE_OPTION = "{label}: {choice} ({citation}; {sureness})."
NOTE_CAP = "tối đa {percent}%"
NOTE_NO_EFFECT = "{label}: lựa chọn này không ảnh hưởng, vì kết quả lấy theo tỷ lệ KPI của phần mềm."
NOTE_ROUNDING = "Tỷ lệ hiển thị đã làm tròn hai chữ số; phép tính dùng số đúng, chỉ làm tròn một lần ở tổng điểm."
NOTE_CAPPED = "Tỷ lệ {code} là {percent}%, chỉ tính đến mức trần {cap}%."
NOTE_OVER = "Điểm kết quả vượt {max} điểm vì tỷ lệ không có trần; cần đối chiếu với thang điểm."
NOTE_BEYOND = "Có {count} việc làm vượt số lượng được giao."
NOTE_ROLE = "Trường hợp {code} được quy định cho người giữ chức vụ lãnh đạo, quản lý ({citation}); cần kiểm tra lại."
NOTE_NEEDS = "Đủ điểm {grade} nhưng {share}% số việc {counted}, chưa đạt {least}% ({citation})."
NOTE_NOT_APPROVED = "Có việc được giao nhưng chưa có sản phẩm nào được duyệt."
NOTE_MARK = "Chưa chắc: {label} ({citation}; {sureness})."

SURENESS = {"law": "văn bản luật", "press": "theo báo chí", "practice": "theo thực tế áp dụng", "proposal": "đề xuất"}

IN_FORCE = "Hiệu lực của chính sách"

PERIOD = "Kỳ {first}–{last}"
LEFT_OUT = "{period}: không xếp loại nên không tính vào ({reason})."
AVERAGED = (
    "Điểm được chấm (tiêu chí chung, d, đ, e …) lấy trung bình {count} kỳ có làm việc; "
    "việc thì cộng tử số, cộng mẫu số rồi mới chia."
)
MEAN_OF_TOTALS = "Cách tính khác: trung bình cộng tổng điểm của {count} kỳ là {points} điểm."
TWICE = "{period} có mặt {count} lần: kiểm tra lại để không tính hai lần."
OVERLAP = "{first} và {second} chồng lên nhau: kiểm tra lại để không tính hai lần."
NOTHING_ASSIGNED = "không có gì để so sánh"
NOT_IN_ONE = "Các kỳ không nằm trọn trong một {span}: kiểm tra lại."
SPANS = {"quarter": "quý", "year": "năm"}
MIXED_FILES = "Các phiếu được tính theo những bản khác nhau của tệp chính sách."
MIXED_OPTIONS = "Các phiếu không cùng lựa chọn {name}: {values}."
UNIT_PEOPLE = "Cộng phần việc đã quy đổi của {count} người có phiếu."
UNIT_WITHOUT = "Chưa có phiếu: {ids}."
UNIT_LEFT_OUT = "Không tính phiếu không xếp loại của: {ids}."
UNIT_CONDITIONS = (
    "Xếp loại tập thể còn cần các điều kiện khác (hoàn thành 100% nhiệm vụ, đúng hạn …) do cấp có thẩm quyền xét."
)
PERSON_TWICE = "{id} có {count} phiếu: kiểm tra lại để không tính hai lần."
