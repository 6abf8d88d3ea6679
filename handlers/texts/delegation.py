"""Reviewing in somebody's place, and who reviews those at the top."""

from __future__ import annotations

from markupsafe import Markup

RANGE = "từ {first} đến hết {last}"
ONE_DAY = "trong {first}"
GIVEN = Markup(
    "🤝 <b>{delegate}</b> duyệt thay anh/chị {range}.\n"
    "<i>Anh/chị vẫn duyệt được như thường; ai duyệt trước thì tính. "
    "Người được uỷ quyền không tự duyệt dòng của mình.</i>"
)
NOT_REACHED = Markup("<i>{delegate} chưa dùng Sổ Việc nên chưa nhận được tin; mời báo trực tiếp.</i>")
RECEIVED = Markup(
    "🤝 <b>{giver}</b> nhờ anh/chị duyệt thay {range}. Nhắn /duyet để xem.\n"
    "<i>Dòng của chính anh/chị vẫn do {giver} duyệt; không uỷ quyền tiếp cho người khác được.</i>"
)
END = "Kết thúc uỷ quyền"
END_NUMBERED = "Kết thúc {number}"
ENDED = Markup("Đã kết thúc uỷ quyền cho {delegate}.")
ENDED_NOTICE = Markup("<b>{giver}</b> đã kết thúc uỷ quyền duyệt cho anh/chị.")
LIST_GIVEN = Markup("🤝 <b>Anh/chị đang uỷ quyền</b>")
LIST_RECEIVED = Markup("🤝 <b>Anh/chị đang duyệt thay</b>")
LINE_GIVEN = Markup("{number}. {delegate}, {range}")
LINE_RECEIVED = Markup("• {giver}, {range}")
NONE = Markup("Không có uỷ quyền nào. Khi đi vắng, nhắn: <code>uỷ quyền cho Vinh từ 24 đến 26/11</code>")

TOPS_HEAD = Markup("👤 <b>Người không có người quản lý</b> – ai duyệt?")
TOP_LINE = Markup("• {name} ({code}): {reviewer}")
NOBODY = "chưa ai duyệt"
TOPS_HINT = Markup("Chỉ định: <code>/nguoiduyet {code} MÃ_NGƯỜI_DUYỆT</code> · bỏ: <code>/nguoiduyet {code} bỏ</code>")
TOPS_NONE = Markup("Ai cũng có người quản lý nên không cần chỉ định người duyệt.")
NAMED = Markup("Từ nay <b>{reviewer}</b> duyệt các dòng của <b>{name}</b>.")
TAKEN_AWAY = Markup("Từ nay <b>chưa ai</b> duyệt các dòng của <b>{name}</b>.")
NAMED_NOTICE = Markup("👤 Người quản trị nhờ anh/chị duyệt các dòng của <b>{name}</b>. Nhắn /duyet để xem.")
