"""The day, the week, help and everything that is not work."""

from __future__ import annotations

from markupsafe import Markup

DAY_HEAD = Markup("📒 <b>{day}</b>")
DAY_EMPTY = Markup("Chưa ghi việc nào. Mời nhắn, ví dụ: <code>{example}</code>")
STATES = {"approved": Markup(" · <i>đã duyệt</i>"), "returned": Markup(" · <i>trả lại: {note}</i>")}
EARLIER_LINES = Markup("<i>Dòng không có nút thì nhắn số, ví dụ:</i> <code>sửa 1</code> · <code>xoá 1</code>")
DRAFTS_LEFT = Markup("❓ Còn {count} dòng chờ trả lời – nhắn <b>nháp</b>.")
TASKS_HEAD = Markup("📌 Việc được giao:")
TASK_LINE = Markup("• việc số {number}: {text}{due}")
TASK_DUE = Markup(" – hạn {due}")
TASK_LATE = Markup(" – ‼️ quá hạn từ {due}")
WEEK_HEAD = Markup("📒 <b>Tuần {first} – {last}</b>")
WEEK_LINE = Markup("{day}: {bar} {total}")
WEEK_WORKED_OFF = Markup("{day}: {total} <i>(ngày nghỉ)</i>")
WEEK_OFF = Markup("{day}: nghỉ")
WEEK_TOTAL = Markup("<b>Cộng: {total}</b> / {target}")

HELP = Markup(
    "<b>Sổ Việc</b> – nhắn một dòng, tự thành nhật ký:\n"
    "<code>{example1}</code>\n<code>{example2}</code>\n<code>hôm qua {example3}</code>\n"
    "<b>Sửa:</b> trả lời vào tin báo: <code>3 tiếng</code> · <code>5 hồ sơ</code> · <code>xoá</code>; "
    "hoặc sửa ngay tin đã gửi\n"
    "<b>Nhanh:</b> <code>như hôm qua</code> · <code>lặp lại</code> · <code>nháp</code>\n\n"
    "<b>Xem lại:</b> /homnay hôm nay · /tuan cả tuần · /sua sửa\n"
    "<b>Điểm:</b> /diem tháng này · /tieuchi tự chấm · /xuat lấy tệp\n"
    "<b>Được giao:</b> /viec từng việc · /kehoach cả tháng\n"
    "<b>Nghỉ, lịch:</b> /nghi báo nghỉ, công tác · /lich ngày làm việc\n"
    "<b>Cách hiểu:</b> /visao vì sao · /ghinho cách nói đã nhớ\n"
    "<b>Khác:</b> /nhac nhắc việc · /ngat ngừng dùng"
)
HELP_LEADER = Markup(
    "\n\n<b>Người quản lý:</b>\n/duyet xem rồi nhắn <code>duyệt hết trừ 3, 5</code>\n"
    "<code>giao @An soạn báo cáo quý 3, hạn thứ 6</code>\n"
    "/giao việc đã giao · /donvi đơn vị · /chot chốt tháng\n"
    "/tieuchi ds tiêu chí chung · /xeploai xếp loại\n/denghi đề nghị sửa · /ykien ý kiến\n"
    "/uyquyen hoặc <code>uỷ quyền cho Vinh từ 24 đến 26/11</code>"
)
HELP_ADMIN = Markup(
    "\n\n<b>Người quản trị:</b>\n<code>/ngat {code}</code> ngừng liên kết của một người\n"
    "/cachnoi cách nói mới · /nguoiduyet ai duyệt người đứng đầu · /molai mở lại tháng\n"
    "Gửi tệp .xlsx hoặc .csv kèm chữ <code>lịch</code> để nạp ngày nghỉ, giờ làm"
)
PRIVACY = Markup(
    "🔒 Nhật ký của anh/chị chỉ có anh/chị, người quản lý trực tiếp trở lên và người quản trị của cơ quan xem được. "
    "Đồng nghiệp không xem được. /nhac cho biết Sổ Việc đã nói gì về anh/chị, với ai, lúc nào."
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
WHY_OTHER_WAY = Markup("Cũng có thể hiểu là: {pieces} <i>({percent} %)</i>")
WHY_PIECE = Markup("«{text}»")
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
