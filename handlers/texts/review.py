"""Reviewing: the list, its reasons, what was decided, what the person is told."""

from __future__ import annotations

from markupsafe import Markup

HEAD = Markup("📝 <b>Chờ duyệt: {count} dòng của {people} người</b>")
HEAD_PAGE = Markup(" · trang {page}/{pages}")
HEAD_REST = Markup("<i>Danh sách này gồm {listed} dòng cũ nhất; duyệt xong, nhắn /duyet để xem tiếp.</i>")
ODD_HEAD = Markup("⚠️ <b>Nên xem kỹ</b>")
PERSON = Markup("<b>{person}</b> · {day}{giver}")
PERSON_GIVER = Markup(" <i>(thay {giver})</i>")
ODD_LINE = Markup("{number}. {person} · {day} · {name} · {details} – <i>{reason}</i>")
LINE = Markup("{number}. {name} · {details}{state}")
ALONE = Markup("{number}. <b>{person}</b>{giver} · {day} · {name} · {details}{state}")
STATES = {"approved": " – <i>đã duyệt</i>", "returned": " – <i>đã trả lại</i>", "withdrawn": " – <i>đã xoá</i>"}
NORM = Markup("≈ {time}")
FILES = Markup("📎{count}")
GUESSED = Markup(" <i>(tạm tính)</i>")
UNFINISHED = Markup("chưa xong")
HINT = Markup(
    "<i>Nhắn</i> <code>duyệt hết</code> · <code>duyệt hết trừ 3, 5</code> · <code>trả 3 vì thiếu minh chứng</code> · "
    "<code>xem 3</code>"
)
UNSEEN = Markup("<i>Còn {count} dòng ở trang sau.</i>")
ASK_ALL = Markup("Duyệt hết <b>{count} dòng</b>? Trong đó <b>{unseen} dòng</b> ở các trang anh/chị chưa mở{odd}.")
ASK_ALL_ODD = ", có {count} dòng nên xem kỹ"
APPROVE_LIST = "Duyệt hết {count} dòng"
APPROVE_SEEN = "Chỉ {count} dòng đã xem"
OLD_LIST = Markup("<i>Danh sách lần trước đã cũ; đây là danh sách mới, mời xem rồi nhắn lại.</i>")
NONE = Markup("Không còn dòng nào chờ duyệt. Cảm ơn anh/chị.")
OWN = Markup("<i>{count} dòng của chính anh/chị do {reviewer} duyệt.</i>")
OWN_NOBODY = Markup(
    "<i>{count} dòng của chính anh/chị chưa có người duyệt vì anh/chị không có người quản lý; "
    "người quản trị chỉ định bằng</i> <code>/nguoiduyet</code>"
)
REQUESTS = Markup("✏️ {count} đề nghị sửa chờ trả lời – nhắn /denghi")
APPEALS = Markup("💬 {count} ý kiến chờ trả lời – nhắn /ykien")

APPROVE_NORMAL = "Duyệt {count} dòng thường"
APPROVE_ALL = "Duyệt hết {count} dòng này"
LOOK = "🔍 {number}"
NEXT = "Trang sau ›"
BACK = "‹ Trang trước"
TO_LIST = "‹ Danh sách"
UNDO = "Hoàn tác"

ODD = {
    "edited": "sửa sau khi đã xem{note}",
    "far_over_norm": "{told}, định mức chỉ {norm}",
    "above_own": "cao hẳn so với thường ngày ({usual})",
    "above_unit": "cao hẳn so với cả đơn vị ({usual})",
    "long_day": "cả ngày {total}, quá 8 giờ",
    "duplicate": "trùng một dòng cùng ngày",
    "outside_window": "ghi muộn {days} ngày",
    "no_item": "chưa có đầu việc",
}
ODD_NOTE = " ({note})"

DETAIL_HEAD = Markup("🔍 <b>Dòng {number}</b> – {person}, {day}")
DETAIL_TEXT = Markup("Lời người ghi: «{text}»")
DETAIL_ODD = Markup("⚠️ {reason}")
DETAIL_STATE = Markup("Tình trạng: {state}")
DETAIL_ERRORS = Markup("Chất lượng: {errors}")
DETAIL_HINT = Markup(
    "<i>Hoặc nhắn</i> <code>duyệt {number}</code> · <code>trả {number} vì …</code> · <code>{number} lỗi 2</code> · "
    "<code>{number} khách quan vì …</code>"
)
APPROVE_ONE = "Đạt – duyệt"
RETURN_ONE = "Trả lại"
ERROR_ONE = "Duyệt, 1 lỗi lớn"
EXCUSE_ONE = "Khách quan"
GOOD = "đạt"
ERRORS = "{count} lỗi lớn"
EXCUSED = " (nguyên nhân khách quan)"

REASONS = ("thiếu minh chứng", "sai số lượng", "sai thời gian", "sai đầu việc", "trùng dòng khác")
ASK_REASON = Markup("Trả lại dòng {numbers} vì sao? Bấm một lý do, hoặc nhắn lý do bằng lời (nhắn <b>thôi</b> để bỏ):")
CANCEL = "Thôi"
KEPT = Markup("Đã giữ nguyên, không trả lại dòng nào.")

APPROVED = Markup("✅ Đã duyệt {count} dòng.")
RETURNED = Markup("↩️ Đã trả lại dòng {numbers} của {person}: {reason}")
JUDGED = Markup("✅ Đã duyệt dòng {numbers} của {person}: {quality}.")
NOTHING = Markup("Chưa duyệt dòng nào.")
LEFT = Markup("Còn {count} dòng chờ duyệt.")
LEFT_NONE = Markup("Không còn dòng nào chờ duyệt. Cảm ơn anh/chị.")
UNDONE = Markup("↩️ Đã rút lại quyết định với {count} dòng; các dòng này lại chờ duyệt.")
LOST = {
    "first": Markup("Dòng {numbers}: {by} đã xử lý trước, giữ nguyên."),
    "own": Markup("Dòng {numbers}: anh/chị đã xử lý rồi, giữ nguyên."),
    "changed": Markup("Dòng {numbers}: vừa được sửa sau khi hiện ra, mời nhắn /duyet để xem lại."),
    "closed": Markup("Dòng {numbers}: tháng đó đã chốt nên không duyệt được nữa."),
    "gone": Markup("Dòng {numbers}: không tìm thấy, có thể người ghi vừa xoá."),
}
SOMEBODY = "người khác"

RETURNED_NOTICE = Markup("↩️ <b>{manager}</b> trả lại dòng sau. Lý do: {reason}")
RETURNED_LINE = Markup("• {number}<b>{name}</b> – {day}")
RETURNED_HINT = Markup("<i>Sửa xong dòng này sẽ chờ duyệt lại. Không đồng ý thì nêu ý kiến (một lần) lên cấp trên.</i>")
NOTICE_NUMBER = "{number}. "
EDIT_NUMBERED = "Sửa {number}"
OBJECT = "Không đồng ý"
OBJECT_NUMBERED = "Không đồng ý {number}"
JUDGED_NOTICE = Markup("📋 <b>{manager}</b> đã duyệt: <b>{name}</b>, {day} – {quality}.")
UNDONE_NOTICE = Markup("↩️ <b>{manager}</b> đã rút lại quyết định với {count} dòng của anh/chị; các dòng này chờ duyệt.")
