"""What the bot has learnt of a person's and a unit's wording."""

from __future__ import annotations

from markupsafe import Markup

OWN_HEAD = Markup("🧠 <b>Cách nói Sổ Việc đã nhớ của anh/chị</b>")
OWN_NONE = Markup("Chưa nhớ cách nói nào. Khi anh/chị trả lời câu hỏi hoặc đổi đầu việc, Sổ Việc nhớ cho lần sau.")
LINE = Markup("{number}. «{wording}» → {item}")
LINE_OF = Markup("{number}. «{wording}» → {item} <i>({person})</i>")
OWN_HINT = Markup("<i>Nhắn</i> <code>quên 1</code> <i>hoặc</i> <code>quên hết</code> <i>để bỏ.</i>")
FORGOTTEN = Markup("Đã quên {count} cách nói.")
PROPOSED_HEAD = Markup("🧠 <b>Cách nói mới, có thể nhận cho cả đơn vị của người đó</b>")
PROPOSED_NONE = Markup("Không có cách nói mới nào.")
PROPOSED_HINT = Markup("<i>Nhắn</i> <code>nhận 1</code> <i>hoặc</i> <code>nhận hết</code><i>.</i>")
ACCEPT_ALL = "Nhận hết"
ACCEPTED = Markup("Đã nhận {count} cách nói cho cả đơn vị.")
