"""Assignments – their first form."""

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
