"""Assignments and review – their first form."""

from __future__ import annotations

from markupsafe import Markup

GIVEN_HEAD = Markup("📌 <b>Đã giao</b> việc số {number} cho <b>{assignee}</b>")
TASK_BODY = Markup("«{text}»\nĐầu việc: {item} · số lượng {quantity} · {due}")
NO_ITEM = "chưa khớp danh mục"
NO_DUE = "không hạn"
DUE = "hạn {day}"
DUE_TIME = "hạn {time} {day}"
TAKE_BACK = "Thu hồi"
TAKEN_BACK = Markup("↩️ Đã thu hồi việc số {number} giao cho {assignee}.")
TAKEN_BACK_NOTICE = Markup("↩️ <b>{giver}</b> đã thu hồi việc số {number}: «{text}».")
NOT_REACHED = Markup("<i>{assignee} chưa dùng Sổ Việc nên chưa nhận được tin; việc vẫn nằm trong danh sách.</i>")
NEW_TASK = Markup("📌 <b>{giver}</b> giao anh/chị việc số {number}:")
ACCEPT = "Nhận"
FINISH = "Đã xong"
ACCEPTED = Markup("👍 Đã nhận việc số {number}: «{text}» – {due}")
ACCEPTED_NOTICE = Markup("👍 <b>{assignee}</b> đã nhận việc số {number}: «{text}».")
FINISHED = Markup(
    "✅ Đã xong việc số {number}: «{text}».\n<i>Việc này chưa vào nhật ký: mời nhắn thêm số lượng, thời gian.</i>"
)
FINISHED_NOTICE = Markup("✅ <b>{assignee}</b> báo xong việc số {number}: «{text}».")
TASKS_HEAD = Markup("📌 <b>Việc được giao</b>")
GIVEN_LIST_HEAD = Markup("📌 <b>Việc đã giao</b>")
TASK_ROW = Markup("Việc số {number}: {text} – {who} · {due} · {state}")
NO_TASKS = Markup("Không có việc nào đang giao cho anh/chị.")
NO_GIVEN = Markup("Anh/chị chưa giao việc nào. Ví dụ: <code>giao @An soạn báo cáo quý 3, hạn thứ 6</code>")
STATES = {"given": "chờ nhận", "accepted": "đang làm", "done": "đã xong", "withdrawn": "đã thu hồi"}

REVIEW_HEAD = Markup("📝 <b>Chờ duyệt: {count} dòng của {people} người</b>")
REVIEW_ODD_HEAD = Markup("⚠️ <b>Nên xem kỹ</b>")
REVIEW_PERSON = Markup("<b>{person}</b>")
REVIEW_LINE = Markup("{number}. {day} · {name} · {details}")
REVIEW_ODD = Markup(" – <i>{reason}</i>")
REVIEW_MORE = Markup("… và {count} dòng nữa; duyệt xong phần này rồi nhắn /duyet tiếp.")
REVIEW_HINT = Markup(
    "<i>Nhắn</i> <code>duyệt hết</code> · <code>duyệt hết trừ 3, 5</code> · <code>trả 3 vì thiếu minh chứng</code>"
)
REVIEW_NONE = Markup("Không còn dòng nào chờ duyệt. Cảm ơn anh/chị.")
APPROVE_THESE = "Duyệt hết {count} dòng này"
APPROVED = Markup("✅ Đã duyệt {count} dòng.")
APPROVED_REST = Markup("✅ Đã duyệt {count} dòng, để lại {left} dòng.")
NOTHING_APPROVED = Markup("Các dòng này đã có người duyệt hoặc vừa được sửa. Nhắn /duyet để xem danh sách mới.")
BAD_NUMBER = Markup("Không có dòng số {number} trong danh sách vừa xem.")
RETURN_REASON = Markup("Mời nêu lý do trả lại, ví dụ: <code>trả {number} vì thiếu minh chứng</code>")
RETURNED = Markup("↩️ Đã trả lại dòng {number} của {person}: {reason}")
RETURNED_NOTICE = Markup(
    "↩️ <b>{manager}</b> trả lại dòng: <b>{name}</b> ({day}).\nLý do: {reason}\n"
    "<i>Sửa xong dòng này sẽ chờ duyệt lại.</i>"
)
ODD = {
    "far_over_norm": "thời gian vượt xa định mức",
    "long_day": "cả ngày quá 10 giờ",
    "no_item": "chưa có đầu việc",
}
