"""Sentences that several jobs of the conversation share. Values are escaped when they are put in (markupsafe)."""

from __future__ import annotations

from markupsafe import Markup

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
TODAY = "hôm nay"
YESTERDAY = "hôm qua"
TOMORROW = "ngày mai"

OTHER_ITEM = "Việc khác"
CHOOSE_HINT = Markup("<i>Bấm một nút, hoặc nhắn số.</i>")
CHOOSE_MANY_HINT = Markup("<i>Bấm nút, hoặc nhắn ví dụ: {example}</i>")

NOT_FOUND = Markup("Không tìm thấy. Nhắn /homnay để xem các việc hôm nay.")
NOT_FOUND_TOAST = "Không tìm thấy."
STALE = "Dòng này vừa thay đổi nên nút cũ không còn dùng được. Xem tin mới nhất ở dưới."
STALE_TEXT = Markup("Dòng này đã thay đổi sau tin đó nên không sửa theo tin cũ. Nhắn /homnay để xem bản mới.")
SOMETHING_WRONG = Markup(
    "Có lỗi nên tin vừa rồi <b>chưa được ghi</b>. Mời gửi lại sau ít phút; nếu vẫn vậy, báo người quản trị giúp."
)
