"""Receipts, drafts and questions of the daily log."""

from __future__ import annotations

from markupsafe import Markup

SAVED_HEAD = Markup("✅ <b>Đã ghi</b> – {day}")
SAVED_HEAD_MANY = Markup("✅ <b>Đã ghi {count} việc</b> – {day}")
SAVED_HEAD_DAYS = Markup("✅ <b>Đã ghi {count} việc</b>")
DAY_HEAD = Markup("<u>{day}</u>")
CLOSED_HEAD = Markup("✅ <b>Đã xong</b> việc ghi dở {day}")
LINE = Markup("<b>{name}</b>")
LINE_NUMBERED = Markup("{number}. <b>{name}</b>")
DETAIL = Markup("    {details}")
BY_NORM = Markup("≈ {time} theo định mức")
BY_NORM_BRIEF = Markup("≈ {time}")
TOLD = Markup("{time}")
QUANTITY_GUESSED = Markup("<i>(chưa nói số lượng, tạm tính 1)</i>")
QUANTITY_LEFT = Markup("chưa xong – chưa tính số lượng")
FROM_MEMORY = Markup("<i>(theo lần trước)</i>")
TRACE = Markup("minh chứng: {trace}")
EVIDENCE = Markup("📎 {count} tệp")
STATES = {
    "pending": "chờ duyệt",
    "approved": "đã duyệt",
    "returned": "trả lại",
    "draft": "chờ anh/chị trả lời",
    "withdrawn": "đã xoá",
}

TOTAL = Markup("{bar} {total} / {target}")
TOTAL_LABEL = Markup("{day}: {bar} <b>{total}</b> / {target}")
TOTAL_OFF = Markup("{day}, ngày nghỉ: <b>{total}</b>")
TOTAL_NORM = Markup(" <i>(trong đó ≈ {norm} theo định mức)</i>")
TOTAL_ALL_NORM = Markup(" <i>(ước theo định mức)</i>")
OVER_TARGET = Markup("⚠️ Quá {target} là {over}.{estimated} Nếu ghi nhầm, bấm Sửa.")
OVER_ESTIMATED = Markup(" Cả ngày có {norm} chỉ là ước theo định mức.")
OVERLAP = Markup("⚠️ Trùng giờ với «{name}» ({start}–{end}).")
DUPLICATE = Markup("⚠️ Giống hệt một dòng đã ghi cùng ngày. Nếu gửi hai lần, bấm Xoá.")

EDIT = "Sửa"
DELETE = "Xoá"
UNDO = "Hoàn tác"
REDO = "Khôi phục"
CHANGE_ITEM = "Đổi đầu việc"
EDIT_NUMBERED = "Sửa {number}"
UNDO_ALL = "Hoàn tác cả tin"
MARK_DONE = "Đã xong"
MARK_UNDONE = "Chưa xong"
BACK = "Thôi"

ASK_HEAD = Markup("❓ <b>Cần hỏi thêm</b> (đang giữ nháp, chưa tính)")
ASK_HEAD_STORED = Markup("❓ <b>Hỏi thêm một ý</b>")
ASK_ITEM = Markup("«{text}» là việc nào?")
ASK_ITEM_NONE = Markup("«{text}» – chưa rõ là việc gì. Mời gõ tên việc, ví dụ: <code>soạn công văn</code>")
ASK_TIME = Markup("«{text}»: hiểu giờ thế nào cho đúng?")
ASK_DATE_NIGHT = Markup("Tin gửi lúc {clock} đêm, tính cho ngày nào?")
ASK_DATE_FUTURE = Markup("«{text}» ghi cho {day}, ngày đó chưa tới. Nên ghi thế nào?")
ASK_DATE = Markup("«{text}» làm ngày nào? Chọn, hoặc nhắn ngày, ví dụ: <code>hôm qua</code>")
ASK_HOURS = Markup("«{text}» tính theo giờ: đã làm bao lâu?")
ASK_QUANTITY = Markup("«{text}»: số lượng là bao nhiêu?")
ASK_QUANTITY_MANY = Markup(
    "«{text}»: theo định mức phải hơn 24 giờ mới xong. Số lượng có đúng không? Chưa đúng thì nhắn lại, ví dụ: "
    "<code>3 hồ sơ</code>"
)
QUANTITY_RIGHT = "Đúng, {quantity}"
ASK_TRACE = Markup("«{text}»: có gì làm minh chứng?")
ASK_REASON = Markup("{day} đã ghi {total}, quá 12 giờ. Vì sao ngày này dài vậy?")
ASK_FREE_ITEM = Markup("Mời gõ tên đầu việc cho «{text}», ví dụ: <code>{example}</code>")
ASK_ENTRY = Markup("Sửa dòng nào?")
ASK_DELETE = Markup("Xoá dòng nào?")
ASK_UNDO = Markup("Hoàn tác dòng nào?")
CHOICE_LINE = Markup("{key}. {label}")
ASK_PART = Markup("<b>Câu {number}.</b> {question}")

DROP_NOT_DONE = "Chưa làm – bỏ"
HOURS_CHOICES = ((60, "1 giờ"), (120, "2 giờ"), (240, "một buổi (4 giờ)"), (480, "cả ngày (8 giờ)"))
TRACES = (
    ("lượt", "Ghi lượt"),
    ("buổi", "Ghi buổi"),
    ("biên bản", "Biên bản"),
    ("không", "Không có"),
)
REASONS = (
    ("trực, ứng trực ngoài giờ", "Trực, ứng trực"),
    ("làm thêm theo chỉ đạo", "Làm thêm theo chỉ đạo"),
    ("bỏ", "Ghi nhầm – bỏ dòng này"),
)
DROPPED = Markup("Đã bỏ «{text}», không ghi.")
STILL_DRAFTS = Markup("Còn {count} dòng chờ trả lời: nhắn <b>nháp</b> để xem.")
MORE_DRAFTS = Markup("Sau hai dòng này còn {count} dòng nháp nữa; bỏ tất cả thì nhắn <b>bỏ hết nháp</b>.")
DRAFTS_DROPPED = Markup("🗑 Đã bỏ {count} dòng nháp, không ghi:")
DRAFT_GONE = Markup("{number}. <s>{text}</s>")
DRAFTS_BACK = Markup("<i>Lấy lại dòng nào thì bấm hoặc nhắn số dòng đó.</i>")
TAKE_BACK = "Lấy lại {number}"
NO_DRAFTS = Markup("Không còn dòng nào chờ trả lời.")

NOT_UNDERSTOOD = Markup("Chưa hiểu «{text}» là việc gì, nên chưa ghi.\nMời nhắn rõ hơn, ví dụ: <code>{example}</code>")
PLAN = Markup(
    "Đây là việc <b>sắp làm</b>, nên chưa ghi vào nhật ký. Làm xong anh/chị nhắn lại, ví dụ: <code>{example}</code>"
)
TALK = Markup("«{text}» có vẻ không phải việc đã làm, nên chưa ghi.")
TALK_DONE = "Là việc đã làm – ghi"
LEFT = {
    "ahead": Markup("Sắp làm nên chưa ghi: {texts}."),
    "undone": Markup("Chưa làm nên không ghi: {texts}."),
    "unknown": Markup("Chưa rõ là việc gì nên chưa ghi: {texts}."),
}
LEFT_TEXT = Markup("«{text}»")
LEFT_DONE = "Đã làm – ghi cả phần này"
LEFT_NONE = Markup("Phần này đã ghi rồi, hoặc ngày của việc chưa tới.")
PLAN_DONE = "Đã làm rồi – ghi luôn"
OTHER = Markup("Chào {given}. Anh/chị nhắn việc vừa làm là được, ví dụ: <code>{example}</code>\nCần gì nhắn /trogiup.")
THANKS = Markup("Dạ, cảm ơn {given}. Có việc gì mới anh/chị cứ nhắn.")

CHANGED_HEAD = Markup("✏️ <b>Đã sửa</b> – {day}")
DELETED_HEAD = Markup("🗑 <b>Đã xoá</b> – {day}")
RESTORED_HEAD = Markup("↩️ <b>Đã khôi phục</b> – {day}")
UNDONE_HEAD = Markup("↩️ <b>Đã hoàn tác</b> – {day}")
FIELD_CHANGE = Markup("• {field}: {before} → <b>{after}</b>")
FIELD_CHANGE_NAMED = Markup("• {name}: {field} {before} → <b>{after}</b>")
GONE_LINE = Markup("• Bỏ: <s>{name}</s>")
FIELDS = {
    "item": "Đầu việc",
    "quantity": "Số lượng",
    "minutes": "Thời gian",
    "date": "Ngày",
    "clock": "Giờ",
    "done": "Tình trạng",
    "trace": "Minh chứng",
    "state": "Trạng thái",
}
NONE = "–"
DONE = "xong"
UNDONE = "chưa xong"
NOTHING_CHANGED = Markup("Không có gì khác so với trước, nên giữ nguyên.")
EDIT_PANEL = Markup(
    "✏️ Sửa dòng này:\n{line}\n\n"
    "Nhắn phần cần sửa, ví dụ: <code>3 tiếng</code> · <code>5 {unit}</code> · <code>hôm qua</code> · "
    "hoặc gõ tên đầu việc khác."
)
CHANGE_ITEM_PANEL = Markup("Đổi «{text}» sang đầu việc nào?")
REPLY_NOT_UNDERSTOOD = Markup(
    "Chưa hiểu cần sửa gì. Trả lời vào tin xác nhận bằng, ví dụ: "
    "<code>3 tiếng</code> · <code>5 hồ sơ</code> · <code>hôm qua</code> · <code>xoá</code>"
)
MESSAGE_EDITED = Markup("✏️ <b>Đã sửa theo tin vừa chỉnh</b>")
MESSAGE_UNDONE = Markup("↩️ <b>Đã bỏ cả {count} việc</b> của tin này.")
MESSAGE_RESTORED = Markup("↩️ <b>Đã lấy lại cả {count} việc</b> của tin này.")
REPEATED_HEAD = Markup("✅ <b>Đã ghi lại {count} việc</b> như {day}")
EVIDENCE_ADDED = Markup("📎 Đã kèm «{name}» vào: {item}. Sổ Việc chỉ giữ đường dẫn tới tệp, không tải tệp về.")
EVIDENCE_WHERE = Markup(
    "Tệp này là minh chứng cho việc nào? Chưa kèm vào đâu, mời gửi lại theo một trong hai cách:\n"
    "• bấm giữ tin báo đã ghi của việc đó, chọn <b>Trả lời</b>, rồi gửi tệp\n"
    "• gửi tệp kèm chú thích, ví dụ: <code>{example}</code>"
)
CHANGE_ITEM_HINT = Markup("<i>Bấm hoặc nhắn số; cũng có thể trả lời tin này bằng tên đầu việc.</i>")
WHICH_LINE_HINT = Markup("<i>Nhắn kèm số dòng, ví dụ:</i> <code>dòng 2: 3 tiếng</code>")
WHICH_GONE_HINT = Markup("<i>Bấm một nút, hoặc nhắn số dòng.</i>")
WHICH_GONE_ALL = Markup("<i>Bấm một nút, hoặc nhắn số dòng; bỏ cả tin: nhắn</i> <code>xoá hết</code>")
JOIN = Markup("\n")
NO_LINE_NAMED = Markup("Không thấy dòng nào về «{text}» trong hôm nay, nên chưa sửa gì. Nhắn /homnay để xem cả ngày.")
NO_SUCH_LINE = Markup("Tin gần nhất chỉ có {count} dòng, không có dòng {number}. Nhắn /homnay để xem cả ngày.")
TIME_DURATION = "Làm trong {time}"
TIME_CLOCK = "Vào lúc {clock}"
TIME_NONE = "Không ghi giờ"
SKIPPED = Markup("Đã bỏ qua câu hỏi.{drafts}")
SKIPPED_DRAFTS = Markup(" Dòng chưa rõ vẫn giữ nháp – nhắn <b>nháp</b> để trả lời sau.")
NOTHING_TO_SKIP = Markup("Không có câu hỏi nào đang chờ.")
MORE_LINES = Markup("… và {count} dòng nữa; nhắn /homnay để xem cả ngày.")
MORE_OF_DAY = Markup("… và {count} dòng nữa.")
STILL_A_DRAFT = Markup("<i>Dòng này vẫn là nháp, chưa tính, vì còn câu hỏi dưới đây:</i>")
DROP_LINE = "Bỏ, không ghi"
ANSWER_KEYS = Markup("Có nhiều câu hỏi, mời nhắn kèm số câu, ví dụ: <code>{example}</code>")
LONELY_NUMBER = Markup("Số «{text}» trả lời câu nào? Hiện không có câu hỏi đang chờ. Ghi việc thì nhắn kèm tên việc.")
PLAN_LATE = Markup("Ngày này chưa tới nên chưa ghi được. Làm xong mời nhắn lại.")
EDITED_AWAY = Markup(
    "Tin vừa sửa không còn là việc đã làm. Các dòng đã ghi <b>vẫn giữ</b>; "
    "muốn bỏ thì bấm nút hoặc nhắn <b>xoá hết</b>. Muốn báo nghỉ hay giao việc, mời nhắn một tin mới."
)
TOTAL_ESTIMATED = Markup(" Tất cả chỉ là ước theo định mức.")
LINE_IS_GONE = Markup("Dòng này đã xoá. Nhắn <b>hoàn tác</b> để lấy lại, hoặc ghi việc mới.")
PHOTO = "ảnh"
FREQUENT_HEAD = Markup("Việc anh/chị hay làm – bấm, hoặc nhắn <code>ghi 1</code>:")
