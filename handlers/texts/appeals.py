"""Objections and their answers."""

from __future__ import annotations

from markupsafe import Markup

ASK = Markup(
    "💬 Anh/chị không đồng ý với dòng <b>{name}</b> – {day}.\n"
    "Mời nhắn ý kiến bằng lời (<b>chỉ một lần</b>), cấp trên kế tiếp sẽ xem và trả lời. Nhắn <b>thôi</b> để bỏ."
)
CANCEL = "Thôi"
KEPT = Markup("Đã bỏ, chưa gửi ý kiến nào.")
SENT = Markup("💬 Đã gửi ý kiến tới <b>{judge}</b>. Có trả lời, Sổ Việc sẽ báo ngay.")
NOT_REACHED = Markup("<i>{judge} chưa dùng Sổ Việc nên chưa nhận được tin; mời báo trực tiếp.</i>")
NOTICE = Markup("💬 <b>{person}</b> có ý kiến, nhờ anh/chị xem:")
NOTICE_PASSED = Markup("💬 <b>{person}</b> có ý kiến, trước gửi {before} (nay thôi phụ trách), nhờ anh/chị xem:")
PASSED = Markup("💬 {before} thôi phụ trách, nên ý kiến của anh/chị{about} nay do <b>{judge}</b> xem.")
ENTRY = Markup("<b>{name}</b> – {day} · {details} · {state}")
SCORE = Markup("Điểm tháng {month}/{year}: {approved} dòng đã duyệt, {pending} chờ duyệt, {returned} trả lại.")
TEXT = Markup("Ý kiến: «{text}»")
HISTORY = Markup("<i>Diễn biến:</i>")
EVENT = Markup("• {at} {what} – {person}{note}")
EVENT_NOTE = Markup(": {note}")
ERRORS = Markup("Lỗi lớn: {count}")
EVENTS = {
    "recorded": "ghi",
    "edit": "sửa",
    "item": "đổi đầu việc",
    "confirm": "trả lời câu hỏi",
    "answer": "trả lời câu hỏi",
    "finish": "báo xong",
    "withdraw": "xoá",
    "undo": "hoàn tác",
    "approved": "duyệt",
    "returned": "trả lại",
    "judged": "xét chất lượng",
    "request": "sửa theo đề nghị",
}
OTHER_EVENT = "thay đổi"
UPHOLD = "Chấp nhận ý kiến"
KEEP = "Giữ nguyên"
UPHOLD_NUMBERED = "Chấp nhận {number}"
KEEP_NUMBERED = "Giữ nguyên {number}"
HINT = Markup(
    "<i>Bấm nút, hoặc nhắn kèm lời:</i> <code>chấp nhận vì …</code> · <code>giữ nguyên vì …</code>\n"
    "<i>Chấp nhận thì dòng trả lại được duyệt, lỗi được bỏ; với điểm thì nêu cách sửa bằng lời.</i>"
)
HINT_LIST = Markup("<i>Nhắn kèm lời được:</i> <code>giữ nguyên 1 vì …</code>")
UPHELD = Markup("✅ Đã chấp nhận ý kiến của {person}.")
UPHELD_LINE = Markup("Dòng này đã được duyệt, không lỗi.")
UPHELD_NO_LINE = Markup("Dòng này đã đổi hoặc tháng đã chốt nên số liệu giữ nguyên.")
KEPT_AS_IS = Markup("Đã giữ nguyên; {person} được báo.")
UPHELD_NOTICE = Markup("✅ <b>{judge}</b> chấp nhận ý kiến của anh/chị{about}.")
KEPT_NOTICE = Markup("<b>{judge}</b> đã xem ý kiến của anh/chị{about} và giữ nguyên.")
ABOUT_ENTRY = " về dòng {name} – {day}"
ABOUT_SCORE = " về điểm tháng {month}/{year}"
ANSWER = Markup("Trả lời: «{answer}»")
LIST = Markup("💬 <b>Ý kiến chờ anh/chị trả lời</b>")
NUMBER = Markup("<b>{number}.</b> {person}")
LIST_OWN = Markup("💬 <b>Ý kiến của anh/chị</b>")
OWN_LINE = Markup("•{about}: {state}")
STATES = {"open": "chờ {judge} trả lời", "upheld": "được chấp nhận", "kept": "giữ nguyên"}
WHICH = Markup(
    "Chưa rõ ý kiến về dòng nào. Mời bấm <b>Không đồng ý</b> dưới tin trả lại, "
    "hoặc về điểm thì nhắn: <code>/ykien 10/2026 vì …</code>"
)
NONE = Markup(
    "Không có ý kiến nào. Không đồng ý với dòng bị trả lại thì bấm <b>Không đồng ý</b> dưới tin đó; "
    "với điểm thì nhắn: <code>/ykien 10/2026 vì …</code>"
)
