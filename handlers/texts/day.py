"""The day, the week, help and everything that is not work."""

from __future__ import annotations

from markupsafe import Markup

DAY_HEAD = Markup("📒 <b>{day}</b>")
DAY_EMPTY = Markup("Chưa ghi việc nào. Mời nhắn, ví dụ: <code>{example}</code>")
STATES = {"approved": Markup(" · <i>đã duyệt</i>"), "returned": Markup(" · <i>trả lại: {note}</i>")}
DRAFTS_LEFT = Markup("❓ Còn {count} dòng chờ trả lời – nhắn <b>nháp</b>.")
TASKS_HEAD = Markup("📌 Việc được giao:")
TASK_LINE = Markup("• việc số {number}: {text}{due}")
TASK_DUE = Markup(" – hạn {due}")
WEEK_HEAD = Markup("📒 <b>Tuần {first} – {last}</b>")
WEEK_LINE = Markup("{day}: {bar} {total}")
WEEK_OFF = Markup("{day}: nghỉ")
WEEK_TOTAL = Markup("<b>Cộng: {total}</b> / {target}")

HELP = Markup(
    "<b>Sổ Việc</b> – nhắn một dòng, tự thành nhật ký.\n\n"
    "<b>Ghi việc:</b>\n<code>{example1}</code>\n<code>{example2}</code>\n<code>hôm qua {example3}</code>\n\n"
    "<b>Sửa:</b> trả lời vào tin xác nhận: <code>3 tiếng</code> · <code>5 hồ sơ</code> · <code>xoá</code>; "
    "hoặc sửa ngay tin đã gửi.\n"
    "<b>Nhanh:</b> <code>như hôm qua</code> · <code>lặp lại</code> · <code>nháp</code>\n\n"
    "/homnay – việc hôm nay\n/tuan – cả tuần\n/sua – sửa dòng vừa ghi\n/nghi – báo nghỉ, đi công tác\n"
    "/lich – lịch làm việc trong tháng\n/diem – điểm tháng này\n/tieuchi – tự chấm tiêu chí chung\n"
    "/xuat – lấy nhật ký tháng thành tệp\n"
    "/viec – việc được giao\n/kehoach – kế hoạch tháng\n/visao – vì sao hiểu như vậy\n/ghinho – cách nói đã nhớ\n"
    "/nhac – đã nhắc gì, đổi cách nhắc\n/ngat – ngừng dùng"
)
HELP_LEADER = Markup(
    "\n\n<b>Người quản lý:</b>\n/duyet – việc chờ duyệt, rồi nhắn <code>duyệt hết trừ 3, 5</code>\n"
    "<code>giao @An soạn báo cáo quý 3, hạn thứ 6</code>\n/giao – việc đã giao\n/donvi – đơn vị hôm nay\n"
    "/tieuchi ds – xác nhận tiêu chí chung\n/chot – chốt tháng\n"
    "/xeploai – điểm, xếp loại của đơn vị\n/denghi – đề nghị sửa\n/ykien – ý kiến chờ trả lời\n"
    "/uyquyen – nhờ người duyệt thay: <code>uỷ quyền cho Vinh từ 24 đến 26/11</code>"
)
HELP_ADMIN = Markup(
    "\n\n<b>Người quản trị:</b>\n<code>/ngat {code}</code> – ngừng liên kết của một người\n"
    "/cachnoi – cách nói mới, nhận cho cả đơn vị\n/nguoiduyet – ai duyệt người đứng đầu\n"
    "/molai – mở lại tháng đã chốt\n"
    "Gửi tệp .xlsx hoặc .csv kèm chữ <code>lịch</code> – nạp ngày nghỉ, giờ làm của cơ quan"
)
UNKNOWN_COMMAND = Markup("Không có lệnh «{command}». Nhắn /trogiup để xem cách dùng.")

VOICE = Markup("Tôi chưa nghe được tin thoại; bấm micrô trên bàn phím để đọc thành chữ.")
STICKER = Markup("Cảm ơn anh/chị. Việc vừa làm thì nhắn bằng chữ giúp, ví dụ: <code>{example}</code>")
LOCATION = Markup("Sổ Việc không lưu vị trí. Mời nhắn việc đã làm bằng chữ, ví dụ: <code>{example}</code>")
CONTACT = Markup("Sổ Việc không lưu danh bạ. Mời nhắn việc đã làm bằng chữ, ví dụ: <code>{example}</code>")
FORWARD = Markup(
    "Đây là tin chuyển tiếp của người khác nên không ghi vào nhật ký. "
    "Nếu là việc anh/chị đã làm, mời tự nhắn lại một dòng."
)
UNKNOWN_KIND = Markup("Sổ Việc chỉ đọc được chữ, ảnh và tệp. Mời nhắn việc đã làm, ví dụ: <code>{example}</code>")
EMPTY = Markup("Tin này không có chữ nào để ghi. Mời nhắn việc đã làm, ví dụ: <code>{example}</code>")
WHY_HEAD = Markup("🔎 <b>Hiểu tin gần nhất như sau</b>\n«{text}»")
WHY_SPAN = Markup("• «{text}» → {value} <i>({kind})</i>")
WHY_ITEM = Markup("→ <b>{name}</b> ({percent} % chắc)")
WHY_EVIDENCE = Markup("   vì: {evidence}")
WHY_NOTHING = Markup("Chưa có tin nào để giải thích. Mời nhắn một việc trước.")
WHY_KINDS = {
    "duration": "thời lượng",
    "clock": "giờ",
    "range": "từ giờ đến giờ",
    "part_of_day": "buổi",
    "date": "ngày",
    "quantity": "số lượng",
    "docnum": "số văn bản",
    "literal": "giữ nguyên, không tính",
    "item": "đầu việc",
    "intent": "ý của tin",
    "assignee": "người được giao",
    "deadline": "hạn",
    "status": "tình trạng",
}
