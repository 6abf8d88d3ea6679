"""Requests to change approved lines."""

from __future__ import annotations

from markupsafe import Markup

PANEL = Markup(
    "🔒 Dòng này đã duyệt:\n{line}\n\nMuốn đổi thì nhắn phần cần đổi, ví dụ: <code>3 tiếng</code> · "
    "<code>5 {unit}</code> · <code>xoá</code>. Đề nghị sẽ gửi tới {reviewer}; đồng ý rồi mới đổi."
)
PANEL_NOBODY = Markup("🔒 Dòng này đã duyệt và anh/chị chưa có người duyệt, nên chưa gửi đề nghị sửa được.")
ASKED = Markup("📨 Dòng này đã duyệt nên đã gửi <b>đề nghị sửa</b> tới {reviewer}:")
NAME = Markup("<b>{name}</b> – {day}")
REMOVAL = Markup("• Xin bỏ dòng này")
WITHDRAW = "Rút lại"
NOTICE = Markup("✏️ <b>{person}</b> đề nghị sửa một dòng đã duyệt:")
SAID = Markup("Lời đề nghị: «{text}»")
AGREE = "Đồng ý"
DECLINE = "Không đồng ý"
AGREE_NUMBERED = "Đồng ý {number}"
DECLINE_NUMBERED = "Không {number}"
DECLINE_HINT = Markup("<i>Không đồng ý thì có thể nêu lý do:</i> <code>không đồng ý vì …</code>")
AGREED = Markup("✅ Đã đồng ý sửa dòng của {person}.")
DECLINED = Markup("✖️ Đã từ chối đề nghị của {person}; dòng giữ nguyên.")
MOOT = Markup("Dòng này đã được mở lại hoặc đã đổi nên đề nghị của {person} không còn cần nữa.")
AGREED_NOTICE = Markup("✅ <b>{reviewer}</b> đồng ý, dòng đã sửa:")
DECLINED_NOTICE = Markup("✖️ <b>{reviewer}</b> không đồng ý sửa dòng này, giữ nguyên.")
MOOT_NOTICE = Markup("Dòng này đã được mở lại, anh/chị sửa trực tiếp được.")
NOTE = Markup("Lý do: {note}")
WITHDRAWN = Markup("Đã rút lại đề nghị sửa.")
LIST = Markup("✏️ <b>Đề nghị sửa chờ trả lời</b>")
LIST_LINE = Markup("{number}. {person}: {name} – {day}")
LIST_OWN = Markup("📨 <b>Đề nghị của anh/chị đang chờ</b>")
NONE = Markup("Không có đề nghị sửa nào đang chờ.")
