"""Linking, consent, strangers."""

from __future__ import annotations

from markupsafe import Markup

STRANGER = Markup("Chào anh/chị. Để dùng Sổ Việc, mời gửi <b>mã mời</b> do cơ quan cấp, ví dụ: /start ABCD2345")
GROUP = Markup("Sổ Việc chỉ trao đổi riêng từng người. Mời nhắn riêng cho bot.")
BAD_CODE = Markup(
    "Mã này không dùng được (sai, đã dùng hoặc hết hạn). Mời kiểm tra lại, hoặc xin người quản trị mã mới."
)
BLOCKED = Markup("Đã nhập sai mã quá nhiều lần. Mời thử lại sau {minutes} phút.")
OTHER_PERSON = Markup("Tài khoản này đang dùng cho <b>{name}</b>. Muốn đổi người, nhắn /ngat trước rồi gửi lại mã.")
CONSENT = Markup(
    "Chào <b>{name}</b> – {unit}.\n\n"
    "Trước khi dùng, xin đọc ba dòng:\n"
    "1. Sổ Việc lưu các dòng công việc anh/chị nhắn: việc, số lượng, thời gian, ngày.\n"
    "2. Chỉ anh/chị, người quản lý trực tiếp trở lên và người quản trị của cơ quan xem được.\n"
    "3. Đừng gửi nội dung mật hay thông tin riêng của người dân; anh/chị có thể ngừng bất cứ lúc nào bằng /ngat.\n\n"
    "Anh/chị có đồng ý không? Bấm nút, hoặc nhắn <b>1</b> (đồng ý) · <b>2</b> (không đồng ý)."
)
AGREE = "Đồng ý"
DISAGREE = "Không đồng ý"
NEED_CONSENT = Markup(
    "Chưa lưu gì. Trước hết mời nhắn <b>1</b> (đồng ý) hoặc <b>2</b> (không đồng ý), hay bấm một nút."
)
WELCOME = Markup(
    "Cảm ơn {given}. Từ giờ chỉ cần nhắn việc vừa làm, ví dụ:\n"
    "<code>{example1}</code>\n<code>{example2}</code>\n\n"
    "Sổ Việc tự ghi đúng đầu việc và báo lại. Cần gì nhắn /trogiup."
)
DECLINED = Markup("Đã hiểu. Sổ Việc không lưu gì và đã bỏ liên kết. Khi muốn dùng, gửi lại mã mời (trong hạn) là được.")
UNLINK_ASK = Markup(
    "Ngừng dùng Sổ Việc trên máy này? Các dòng đã ghi vẫn được cơ quan giữ; muốn dùng lại cần mã mời mới."
)
UNLINK_YES = "Ngừng dùng"
UNLINK_NO = "Giữ nguyên"
UNLINKED = Markup("Đã ngừng liên kết. Cảm ơn anh/chị đã dùng Sổ Việc.")
UNLINK_KEPT = Markup("Vẫn giữ liên kết, không có gì thay đổi.")
UNLINK_ASK_OTHER = Markup(
    "Ngừng liên kết {count} máy của <b>{name}</b> ({code})? Nhật ký vẫn giữ; muốn dùng lại cần mã mời mới."
)
UNLINK_OTHER_YES = "Ngừng liên kết"
UNLINK_NONE = Markup("<b>{name}</b> ({code}) không có máy nào đang liên kết.")
UNLINKED_BY_ADMIN = Markup("Đã ngừng liên kết {count} máy của <b>{name}</b> ({code}).")
UNLINKED_NOTICE = Markup("Người quản trị đã ngừng liên kết máy này với Sổ Việc. Muốn dùng lại, xin mã mời mới.")
