"""Giao việc: cards, notices, lists, requests. What a person reads about work that was given."""

from __future__ import annotations

from markupsafe import Markup

GIVEN_ONE = Markup("📌 <b>Đã giao</b> việc số {number} cho <b>{assignee}</b>")
GIVEN_SEVERAL = Markup("📌 <b>Đã giao</b> việc số {number} cho {count} người")
BODY = Markup("«{text}»\nĐầu việc: {item} · {quantity} · {due}")
NO_ITEM = "không kèm đầu việc"
QUANTITY = "số lượng {quantity}"
NO_DUE = "không hạn"
DUE = "hạn {day}"
DUE_TIME = "hạn {time} {day}"
ROLES = {"lead": "chủ trì", "helper": "phối hợp"}
PEER = Markup("• {name} – {role} {share}")
PEER_STATE = Markup("• {name} – {role} {share} · {state}")
OWN_PART = Markup("Anh/chị <b>{role}</b>, phần việc {share}. Cùng làm: {others}.")
OTHER_ONE = "{name} ({share})"
EXPECTED = Markup("Dự kiến {time}")
EXPECTED_NORM = Markup("Dự kiến {time} (theo định mức)")
ABOVE = Markup("Là phần của việc số {number}.")
CARD_HINT = Markup(
    "<i>Sai chỗ nào thì sửa ngay tin đã gửi, hoặc nhắn</i> <code>việc {number} hạn thứ 5</code> · "
    "<code>việc {number} số lượng 2</code>"
)
NOT_REACHED = Markup("<i>{names} chưa dùng Sổ Việc nên chưa nhận được tin; việc vẫn nằm trong danh sách.</i>")
TAKE_BACK = "Thu hồi"
TAKEN_BACK = Markup("↩️ Đã thu hồi việc số {number} giao cho {names}.")
TAKEN_BACK_NOTICE = Markup("↩️ <b>{giver}</b> đã thu hồi việc số {number}: «{text}».")

NEW_TASK = Markup("📌 <b>{giver}</b> giao anh/chị việc số {number}:")
NEW_MOVED = Markup("📌 <b>{giver}</b> chuyển cho anh/chị việc số {number}:")
ACCEPT = "Nhận"
EXTEND = "Xin gia hạn"
PASS_ON = "Đề nghị chuyển người khác"
FINISH = "Đã xong"
STUCK = "Đang vướng"
REOPEN = "Chưa xong"
APPROVE = "Nghiệm thu"
GIVE_BACK = "Trả lại"
AGREE = "Đồng ý"
DECLINE = "Không đồng ý"
CANCEL = "Thôi"
DROP_ORDER = "Thôi, không giao"

ACCEPTED = Markup(
    "👍 Đã nhận việc số {number}: «{text}» – {due}\n<i>Khi làm, nhắn</i> <code>việc {number} được 50%</code> · "
    "<code>việc {number} vướng …</code> · <code>xong {number}</code>"
)
ACCEPTED_NOTICE = Markup("👍 <b>{assignee}</b> đã nhận việc số {number}: «{text}».")
PROGRESS = Markup("✏️ Việc số {number} được <b>{percent} %</b>: «{text}» – {due}")
PROGRESS_LINKED = Markup("🔗 Đã tính dòng nhật ký này vào việc số {number}: «{text}».")
STUCK_OWN = Markup("⚠️ Đã báo <b>{giver}</b> việc số {number} đang vướng: {obstacle}")
STUCK_NOTICE = Markup("⚠️ <b>{assignee}</b> báo việc số {number} đang vướng: {obstacle}\n«{text}» – {due}")
STUCK_ASK = Markup("Việc số {number} vướng ở đâu? Mời nhắn một câu, ví dụ: <code>chờ số liệu của Phòng Kinh tế</code>")
FINISHED = Markup(
    "✅ Đã xong việc số {number}: «{text}».\n"
    "<i>Chưa vào nhật ký. Muốn ghi thì nhắn một dòng như mọi việc, ví dụ:</i> <code>{text}, 2 tiếng</code>"
)
FINISHED_LINKED = Markup("✅ Đã xong việc số {number}: «{text}», gắn với dòng nhật ký này.")
FINISHED_LOGGED = Markup("✅ Đã xong việc số {number}: «{text}».")
FINISHED_NOTICE = Markup("✅ <b>{assignee}</b> báo xong việc số {number}: «{text}».")
FINISHED_LATE = Markup("\n<i>Xong sau hạn ({due}).</i>")
REOPENED = Markup("↩️ Việc số {number} lại là chưa xong: «{text}».")
REOPENED_NOTICE = Markup("↩️ <b>{assignee}</b> báo lại: việc số {number} chưa xong («{text}»).")
APPROVED = Markup("🏁 Đã nghiệm thu việc số {number} của {assignee}: «{text}».")
APPROVED_NOTICE = Markup("🏁 <b>{giver}</b> đã nghiệm thu việc số {number}: «{text}».")
RETURN_ASK = Markup(
    "Vì sao trả lại việc số {number}? Mời nhắn lý do, thêm hạn mới nếu có, ví dụ: <code>thiếu phụ lục, hạn thứ 6</code>"
)
RETURNED = Markup("↩️ Đã trả lại việc số {number} cho {assignee}: {note}")
RETURNED_NOTICE = Markup("↩️ <b>{giver}</b> trả lại việc số {number}: «{text}» – {due}\nLý do: {note}")
CANCELLED = Markup("Vâng, việc số {number} giữ như cũ.")

EXTEND_ASK = Markup(
    "Xin gia hạn việc số {number} ({due}). Mời nhắn hạn mới và lý do, "
    "ví dụ: <code>đến thứ 6 vì chờ số liệu</code> · <code>thêm 2 ngày vì …</code>"
)
EXTEND_WHEN = Markup(
    "Chưa rõ xin gia hạn việc số {number} đến hôm nào. "
    "Ví dụ: <code>xin gia hạn {number} đến thứ 6 vì chờ số liệu</code>; không xin nữa thì nhắn <b>thôi</b>."
)
EXTEND_WHY = Markup("Mời nêu cả lý do, ví dụ: <code>xin gia hạn {number} đến thứ 6 vì chờ số liệu</code>")
EXTEND_SENT = Markup("✉️ Đã gửi <b>{giver}</b>: xin gia hạn việc số {number} đến {new}. Lý do: {reason}")
EXTEND_NOTICE = Markup(
    "✉️ <b>{assignee}</b> xin gia hạn việc số {number} ({due}) đến <b>{new}</b>.\n«{text}»\nLý do: {reason}"
)
PASS_ASK = Markup(
    "Đề nghị chuyển việc số {number}. Mời nhắn lý do và, nếu có, chuyển cho ai, "
    "ví dụ: <code>cho Bình vì tôi đi tập huấn cả tuần</code>"
)
PASS_SENT = Markup("✉️ Đã gửi <b>{giver}</b>: đề nghị chuyển việc số {number}{to}. Lý do: {reason}")
PASS_TO = " cho {to}"
PASS_NOTICE = Markup("✉️ <b>{assignee}</b> đề nghị chuyển việc số {number}{to}.\n«{text}» – {due}\nLý do: {reason}")
PASS_WHOM = Markup("<i>Đồng ý thì nhắn người nhận:</i> <code>đồng ý {number} cho …</code>")
EXTENDED = Markup("✅ Đã gia hạn việc số {number} của {assignee}: {before} → <b>{after}</b>.")
EXTENDED_NOTICE = Markup("✅ <b>{giver}</b> đồng ý gia hạn việc số {number}: {before} → <b>{after}</b>.\n«{text}»")
MOVED = Markup("➡️ Đã chuyển việc số {number} từ {assignee} sang <b>{to}</b>.")
MOVED_NOTICE = Markup(
    "➡️ <b>{giver}</b> đã chuyển việc số {number} sang {to}: «{text}». Việc này anh/chị không phải làm nữa."
)
DECLINED = Markup("Đã trả lời {assignee}: việc số {number} giữ nguyên.")
DECLINED_NOTICE = Markup("<b>{giver}</b> không đồng ý: việc số {number} giữ nguyên («{text}» – {due}).{why}")
DECLINED_WHY = Markup("\nLý do: {reason}")
NO_REQUEST = Markup("Việc số {number} không có đề nghị nào đang chờ trả lời.")

CHANGED = Markup("✏️ Đã sửa việc số {number}:")
CHANGED_NOTICE = Markup("✏️ <b>{giver}</b> sửa việc số {number}: «{text}»")
CHANGE_LINE = Markup("{field}: {before} → <b>{after}</b>")
CHANGE_OF = Markup("{name} – {field}: {before} → <b>{after}</b>")
FIELDS = {
    "due": "hạn", "quantity": "số lượng", "text": "nội dung", "item": "đầu việc", "share": "phần việc",
    "role": "vai trò", "minutes": "thời gian dự kiến",
}  # fmt: skip
ADDED_LINE = Markup("Thêm người: {name}")
REMOVED_LINE = Markup("Bớt người: {name}")
LOCKED = Markup("{name} đã báo xong nên phần này giữ nguyên; cần làm lại thì nhắn <code>trả việc {number} vì …</code>")
KEPT = {
    "no_work": Markup(
        "Tin đã sửa không còn là giao việc, nên việc số {number} vẫn giữ như cũ. Muốn bỏ: <code>thu hồi {number}</code>"
    ),
    "rule": Markup("Việc lặp lại không sửa qua tin cũ. Mời nhắn <code>dừng lặp</code> rồi giao lại."),
    "name": Markup(
        "Tên trong tin đã sửa còn trùng nhiều người, nên việc số {number} vẫn giữ như cũ. Mời ghi rõ họ tên."
    ),
    "moved": Markup(
        "Việc số {number} đã chuyển sang người khác nên không sửa qua tin cũ. "
        "Mời nhắn <code>việc {number} hạn thứ 5</code> hoặc <code>thu hồi {number}</code>."
    ),
    "gone": Markup("Việc giao bằng tin này đã thu hồi hoặc đã thôi. Muốn giao lại, mời gửi tin mới."),
}
UNCHANGED = Markup("Đã đọc lại tin vừa sửa: việc số {number} không có gì thay đổi.")

ONE_AT_A_TIME = Markup(
    "Tin này giao nhiều việc, nên chưa giao việc nào để khỏi lẫn. Mời nhắn mỗi việc một tin, ví dụ: "
    "<code>giao Kiên in 50 phiếu hẹn, hạn thứ 2</code>"
)
NONE_OWN = Markup("Không tìm thấy việc số {number} trong các việc của anh/chị. Nhắn /viec để xem.")
NONE_GIVEN = Markup("Không tìm thấy việc số {number} trong các việc anh/chị đã giao. Nhắn /giao để xem.")
ASK_HEAD = Markup("❓ Trước khi giao «{work}», còn một chỗ chưa rõ:")
ASK_HEAD_MANY = Markup("❓ Trước khi giao «{work}», còn {count} chỗ chưa rõ:")
ASK_PERSON = Markup("Có {count} người tên «{said}». Giao cho ai?")
ASK_ITEM = Markup("Việc này thuộc đầu việc nào?")
ASK_FREE = Markup("Mời nhắn tên đầu việc, ví dụ: <code>báo cáo chuyên đề</code>")
ASK_CHOICE = Markup("<b>{key}</b> {label}")
ASK_HINT = Markup("<i>Bấm một nút, hoặc nhắn số, ví dụ: {example}</i>")
OTHER_ITEM = "Việc khác"
WITHOUT_ITEM = "Giao, không kèm đầu việc"
NO_SUCH_ITEM = Markup(
    "Không thấy đầu việc nào giống «{text}». Mời nhắn tên khác, hoặc nhắn <b>0</b> để giao không kèm đầu việc."
)
ORDER_DROPPED = Markup("Vâng, chưa giao việc «{work}».")

RULE_SET = Markup("🔁 <b>Đã đặt giao lặp lại</b> {every} cho {names}\n«{work}»")
RULE_NEXT = Markup("<i>Mỗi lần, việc được giao trước hạn {ahead} ngày. Thôi lặp: nhắn</i> <code>dừng lặp {id}</code>")
RULE_WEEK = "{day} hằng tuần"
RULE_MONTH = "ngày {day} hằng tháng"
RULE_LAST = "ngày cuối tháng"
RULE_AT = "{time} {every}"
RULE_STOP = "Dừng lặp"
RULE_ENDED = Markup("Đã dừng lặp «{work}» ({every}). Việc đã giao vẫn giữ.")
RULES_HEAD = Markup("🔁 <b>Giao lặp lại</b>")
RULE_ROW = Markup("Lặp số {id}: {work} – {names} · {every}")
NO_RULES = Markup("Chưa đặt việc nào lặp lại. Ví dụ: <code>giao @An lập báo cáo tuần, thứ 6 hằng tuần</code>")

TASKS_HEAD = Markup("📌 <b>Việc được giao</b>")
GIVEN_HEAD = Markup("📌 <b>Việc đã giao</b>")
ROW = Markup("{mark}Việc số {number}: {text} – {who} · {due} · {state}")
LATE_MARK = "‼️ "
STATE_DOING = "đang làm {percent} %"
STATE_ASKED = "{state}, đang xin ý kiến"
STATE_STUCK = "{state}, vướng: {obstacle}"
STATES = {
    "given": "chờ nhận", "accepted": "đã nhận", "doing": "đang làm", "done": "đã xong, chờ nghiệm thu",
    "approved": "đã nghiệm thu", "returned": "bị trả lại", "withdrawn": "đã thu hồi", "moved": "đã chuyển",
}  # fmt: skip
MINE_HINT = Markup(
    "<i>Nhắn</i> <code>xong {number}</code> · <code>việc {number} được 50%</code> · "
    "<code>việc {number} vướng …</code> · <code>xin gia hạn {number} …</code>"
)
GIVEN_HINT = Markup(
    "<i>Nhắn</i> <code>việc {number}</code> <i>để xem kỹ,</i> <code>việc {number} hạn thứ 6</code>, "
    "<code>chuyển {number} cho Bình</code>, <code>thu hồi {number}</code>"
)
NO_TASKS = Markup("Không có việc nào đang giao cho anh/chị.")
NO_GIVEN = Markup("Anh/chị chưa giao việc nào. Ví dụ: <code>giao @An soạn báo cáo quý 3, hạn thứ 6</code>")
MORE = Markup("… và {count} việc nữa.")
CARD_HEAD = Markup("📌 <b>Việc số {number}</b> · {state}")
CHILD = Markup("└ Việc số {number}: {text} – {name} · {state}")
CARD_GIVER = Markup("Người giao: {giver}")
OBSTACLE = Markup("Vướng: {obstacle}")
NOTE = Markup("Lý do trả lại: {note}")
DELAYS = Markup("Trễ hạn {count} lần{excused}")
EXCUSED = ", trong đó {count} lần do khách quan"
HISTORY_HEAD = Markup("🕘 <b>Lịch sử việc số {number}</b> ({assignee})")
HISTORY_ROW = Markup("{at}: {what}")
HISTORY = {
    "accepted": "đã nhận", "progress": "cập nhật tiến độ", "stuck": "báo vướng", "done": "báo xong",
    "reopened": "báo chưa xong", "approved": "nghiệm thu", "returned": "trả lại", "withdrawn": "thu hồi",
    "due": "đổi hạn", "quantity": "đổi số lượng", "changed": "sửa", "moved": "chuyển người khác",
    "inherited": "người giao thôi công tác, người quản lý kế trên theo dõi", "given_back": "trả về người giao theo dõi",
}  # fmt: skip
HISTORY_NONE = "chưa có thay đổi nào"

MATCH_HEAD = Markup("📌 Khớp việc được giao:")
MATCH_ROW = Markup("Việc số {number} «{text}» – {due}")
MATCH_CLOSE = "Xong việc số {number}"
MATCH_CLOSE_KEY = "{key}. Xong việc số {number}"
MATCH_COUNT = "{key}. Tính vào việc số {number}"

EXCUSE_ASK = Markup("Việc số {number} trễ hạn do đâu? Ghi nhận khách quan thì không trừ điểm tiến độ.")
CAUSES = {
    "superior": "Chờ ý kiến cấp trên", "other_unit": "Chờ đơn vị khác", "disaster": "Thiên tai, dịch bệnh, sự cố",
    "system": "Hệ thống, phần mềm lỗi", "law": "Quy định thay đổi", "leave": "Nghỉ ốm, nghỉ phép",
}  # fmt: skip
EXCUSED_DONE = Markup("Đã ghi: việc số {number} trễ do khách quan ({cause}).")
EXCUSED_NOTICE = Markup("<b>{giver}</b> xác nhận việc số {number} trễ do khách quan ({cause}); không trừ điểm tiến độ.")

DEADLINE_ROW = Markup("{left}: việc số {number} «{text}» – {due}")
LEFT = "⏳ Còn {left}"
LEFT_DAYS = "{days} ngày"
LEFT_TODAY = "⏰ Hạn hôm nay"
LEFT_OVER = "‼️ Đã quá hạn"
DEADLINE_HINT = Markup(
    "<i>Xong rồi thì nhắn</i> <code>xong {number}</code>; <i>chưa kịp thì</i> "
    "<code>xin gia hạn {number} đến … vì …</code>"
)

GROUP_GIVEN = Markup("📌 Đã giao việc số {number} cho {names}, đã nhắn riêng.")
GROUP_RULE = Markup("🔁 Đã đặt giao lặp lại cho {names}, đã nhắn riêng.")
GROUP_ASKED = Markup("Việc này còn chỗ chưa rõ, đã nhắn riêng để hỏi.")
GROUP_REFUSED = Markup("Chưa giao được, đã nhắn riêng lý do.")
GROUP_CHANGED = Markup("✏️ Đã sửa việc số {number}, đã nhắn riêng.")
GROUP_HELP = Markup(
    "Trong nhóm, người quản lý nhắn <code>/giao @An soạn báo cáo, hạn thứ 6</code>; việc khác mời nhắn riêng."
)

REFUSALS = {
    "assign.shares": Markup(
        "Phần việc cộng lại là {total} %, cần đúng 100 %. "
        "Ví dụ: <code>giao An chủ trì 60%, Uyên 40% soạn báo cáo</code>"
    ),
    "assign.every": Markup(
        "Chưa giao: việc lặp lại chỉ đặt được theo tuần hoặc tháng, ví dụ <code>thứ 2 hằng tuần</code>, "
        "<code>ngày 20 hằng tháng</code>."
    ),
    "assign.shares_left": Markup(
        "Chỉ còn {left} % cho {count} người chưa nêu phần việc, quá ít để chia. Mời nêu lại phần của từng người."
    ),
    "assign.everybody": Markup(
        "Chưa giao: việc giao chung không ghi được của ai. Mời nêu tên từng người, ví dụ: "
        "<code>giao @An, @Bình báo cáo số liệu, hạn thứ 6</code>"
    ),
    "assign.too_many": Markup("Chưa giao: một việc giao cho tối đa {limit} người. Mời chia thành vài việc."),
    "assign.no_task": Markup(
        "Không tìm thấy việc số {number} đang làm để giao tiếp. Nhắn /viec hoặc /giao để xem lại số."
    ),
    "assign.too_deep": Markup(
        "Việc số {number} đã là việc con nên không chia nhỏ thêm được. Mời giao thành việc riêng."
    ),
    "assign.not_done": Markup("Việc số {number} chưa được báo xong nên chưa nghiệm thu hay trả lại được."),
    "assign.closed": Markup(
        "Việc số {number} đã báo xong hoặc đã đóng nên không sửa được nữa. "
        "Cần làm lại: <code>trả việc {number} vì …</code>"
    ),
    "assign.reason": Markup("Mời nêu lý do bằng vài chữ, ví dụ: <code>vì chờ số liệu của Sở</code>"),
    "assign.earlier": Markup("Hạn mới phải sau hạn cũ và chưa qua. Ví dụ: <code>đến thứ 6 vì chờ số liệu</code>"),
    "assign.to_whom": Markup("Chuyển việc số {number} cho ai? Ví dụ: <code>chuyển việc {number} cho Bình</code>"),
    "assign.which_part": Markup(
        "Việc số {number} đang có {people} cùng làm. Mời sửa tin đã giao, thay tên người cần chuyển."
    ),
    "assign.already": Markup("Người này đang làm việc số {number} rồi. Mời chọn người khác."),
    "assign.when": Markup("Chưa rõ hạn mới. Ví dụ: <code>việc {number} hạn 17h thứ 6</code>"),
    "assign.quantity": Markup("Số lượng cần lớn hơn 0 và không quá 100.000. Mời nhắn lại."),
    "assign.no_delay": Markup("Việc số {number} chưa có lần trễ hạn nào cần ghi khách quan."),
}
