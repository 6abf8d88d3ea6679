"""One sentence for each refusal of a use case: what happened, why, what to do next."""

from __future__ import annotations

from markupsafe import Markup

from handlers.texts.assign import REFUSALS as ASSIGN
from handlers.texts.common import NOT_FOUND, STALE_TEXT
from handlers.texts.general import REFUSALS as GENERAL
from handlers.texts.quotas import REFUSALS as QUOTAS
from handlers.texts.unclassified import REFUSALS as UNCLASSIFIED

SENTENCES: dict[str, Markup] = {
    **ASSIGN,
    **GENERAL,
    **QUOTAS,
    **UNCLASSIFIED,
    "not_found": NOT_FOUND,
    "stale": STALE_TEXT,
    "entry.window": Markup(
        "«{text}» ({day}) chưa ghi được: chỉ ghi bù trong {window} ngày. Việc cũ hơn, mời báo người quản lý trực tiếp."
    ),
    "entry.which_day": Markup(
        "«{text}» chưa ghi: chưa rõ làm ngày nào. Mời ghi rõ ngày trong {window} ngày qua, "
        "ví dụ: <code>hôm qua</code>, <code>thứ 2</code>, <code>ngày 20</code>."
    ),
    "entry.closed": Markup(
        "«{text}» ({day}) chưa ghi được: tháng {month} của đơn vị đã chốt. Mời báo người quản lý trực tiếp."
    ),
    "entry.day_over": Markup(
        "«{text}» chưa ghi: {day} sẽ thành {total}, quá 24 giờ. Mời kiểm tra lại thời gian rồi nhắn lại."
    ),
    "entry.too_many": Markup(
        "Tin này có {count} việc, nhiều hơn {limit} việc một tin nên chưa ghi việc nào. "
        "Mời chia thành vài tin ngắn hơn."
    ),
    "entry.quantity": Markup("«{text}» chưa ghi: số lượng {quantity} quá lớn. Mời kiểm tra lại rồi nhắn lại."),
    "entry.approved": Markup(
        "Dòng này đã được duyệt nên không sửa thẳng được. Trả lời vào tin xác nhận phần cần đổi, "
        "ví dụ <code>3 tiếng</code>, để gửi đề nghị sửa tới người duyệt."
    ),
    "appeal.nothing": Markup("Chỉ nêu ý kiến với dòng bị trả lại hoặc bị ghi lỗi; dòng này không còn như vậy."),
    "appeal.once": Markup("Mỗi dòng, mỗi tháng điểm chỉ nêu ý kiến một lần. Nhắn /ykien để xem trả lời."),
    "appeal.nobody_above": Markup(
        "Trên người duyệt của anh/chị không còn cấp nào trong Sổ Việc nên chưa gửi ý kiến được. Mời trao đổi trực tiếp."
    ),
    "appeal.words": Markup("Mời nêu ý kiến bằng lời, ví dụ: <code>/ykien 10/2026 vì thiếu 3 hồ sơ ngày 12/10</code>"),
    "appeal.future": Markup("Tháng {month} chưa tới nên chưa có điểm để nêu ý kiến."),
    "closing.early": Markup("Tháng {month} còn ngày làm việc phía trước nên chưa chốt được. Hết tháng mời nhắn lại."),
    "closing.closed": Markup("Tháng {month} đã được {by} chốt trước rồi."),
    "closing.open": Markup("Tháng {month} của {unit} đang mở nên không cần mở lại."),
    "closing.reason": Markup(
        "Mở lại tháng đã chốt phải có lý do. Ví dụ: <code>/molai Phòng Kinh tế 10/2026 vì thiếu 3 hồ sơ</code>"
    ),
    "closing.several": Markup("Có {count} đơn vị khớp tên này: {units}. Mời ghi rõ hơn."),
    "request.nobody": Markup("Dòng này đã duyệt và anh/chị chưa có người duyệt nên chưa gửi đề nghị sửa được."),
    "request.unclear": Markup(
        "Dòng này đã duyệt; chưa rõ cần đổi gì nên chưa gửi đề nghị. Ví dụ: "
        "<code>3 tiếng</code> · <code>5 hồ sơ</code> · <code>hôm qua</code> · <code>xoá</code>"
    ),
    "request.same": Markup("Không có gì khác so với dòng đã duyệt nên không gửi đề nghị."),
    "request.open": Markup("Dòng này đang có một đề nghị sửa chờ trả lời. Nhắn /denghi để xem."),
    "request.decided": Markup("Đề nghị này {by} đã xử lý trước rồi."),
    "entry.future": Markup("{day} chưa tới nên chưa ghi được. Mời chọn ngày khác."),
    "entry.nothing_to_undo": Markup("Không có gì để hoàn tác."),
    "entry.no_yesterday": Markup("Ngày làm việc trước chưa ghi việc nào nên không lặp lại được. Mời nhắn việc đã làm."),
    "entry.secret": Markup(
        "Tin này có dấu hiệu tài liệu <b>{mark}</b> nên Sổ Việc <b>không lưu</b>. Mời xoá tin đó trong khung chat.\n"
        "Việc mật chỉ ghi tên đầu việc và số lượng, không số hiệu, không nội dung, ví dụ: "
        "<code>phát hành 3 văn bản mật</code>"
    ),
    "question.closed": Markup("Câu hỏi này đã trả lời rồi. Nhắn /homnay để xem các việc hôm nay."),
    "assign.nobody": Markup("Chưa rõ giao cho ai. Ví dụ: <code>giao @An soạn báo cáo quý 3, hạn thứ 6</code>"),
    "assign.unknown": Markup("Không tìm thấy «{name}» trong số người anh/chị quản lý. Mời kiểm tra lại tên."),
    "assign.several": Markup("Có {count} người tên «{name}»: {people}. Mời ghi rõ họ tên rồi nhắn lại."),
    "assign.not_leader": Markup(
        "Chỉ người quản lý mới giao việc. Nếu đây là việc anh/chị đã làm, nhắn lại không có «giao»."
    ),
    "assign.state": Markup("Việc này đã được nhận hoặc đã đóng rồi."),
    "review.number": Markup(
        "Không có dòng số {number}: mới hiện {count} dòng. Xem thêm thì bấm <b>Trang sau</b>, hoặc nhắn /duyet."
    ),
    "review.errors": Markup("Số lỗi lớn của một dòng từ 0 đến {most}. Ví dụ: <code>3 lỗi 2</code>"),
    "review.no_errors": Markup(
        "Dòng này chưa ghi lỗi nào nên không có gì để xét khách quan. Ví dụ: <code>3 lỗi, khách quan vì mất điện</code>"
    ),
    "review.one_by_one": Markup(
        "Các dòng này có số lỗi khác nhau, mời xét từng dòng, ví dụ: <code>3 khách quan</code>"
    ),
    "delegation.nobody": Markup("Anh/chị không duyệt cho ai nên không có gì để uỷ quyền."),
    "delegation.whom": Markup("Uỷ quyền cho ai? Ví dụ: <code>uỷ quyền cho Vinh từ 24 đến 26/11</code>"),
    "delegation.unknown": Markup(
        "Không tìm thấy «{name}» trong đơn vị hay trong số người anh/chị quản lý. Mời ghi lại họ tên hoặc mã cán bộ."
    ),
    "delegation.several": Markup("Có {count} người tên «{name}»: {people}. Mời ghi rõ họ tên hoặc mã rồi nhắn lại."),
    "delegation.days": Markup(
        "Chưa rõ từ ngày nào đến ngày nào. Ví dụ: <code>uỷ quyền cho Vinh từ 24 đến 26/11</code>"
    ),
    "delegation.past": Markup("Ngày này đã qua hoặc còn xa quá. Mời chọn ngày từ hôm nay trở đi, trong vòng 6 tháng."),
    "delegation.long": Markup("Uỷ quyền một lần nhiều nhất {most} ngày. Mời chọn khoảng ngắn hơn."),
    "delegation.overlap": Markup(
        "Đã uỷ quyền cho {name} từ {first} đến {last} rồi. Nhắn <b>thôi uỷ quyền</b> trước, rồi uỷ quyền lại."
    ),
    "reviewer.self": Markup("Người quản trị không tự chỉ định mình làm người duyệt. Mời chọn người khác."),
    "reviewer.same": Markup("Không ai tự duyệt việc của mình. Mời chọn người khác."),
    "reviewer.has_manager": Markup("{name} do {manager} quản lý và duyệt nên không chỉ định người duyệt khác."),
    "review.nobody": Markup("Chỉ người quản lý mới duyệt và xem đơn vị; anh/chị không quản lý ai trong danh sách."),
    "leave.range": Markup(
        "Chưa ghi nghỉ: ngày kết thúc đứng trước ngày bắt đầu, hoặc nghỉ dài quá một năm. "
        "Ví dụ đúng: <code>nghỉ phép 24/11 đến 25/11</code>"
    ),
    "leave.overlap_day": Markup("Đã báo vắng {first} rồi. Muốn bỏ, nhắn <code>huỷ nghỉ</code> kèm ngày."),
    "leave.overlap": Markup("Đã báo vắng {first} – {last} rồi. Muốn bỏ, nhắn <code>huỷ nghỉ</code> kèm ngày."),
    "leave.closed": Markup(
        "Tháng {month} đã chốt nên không ghi hay huỷ nghỉ được nữa. Mời báo người quản lý trực tiếp."
    ),
    "leave.day": Markup(
        "Chưa rõ nghỉ những ngày nào nên chưa ghi. Mời nhắn lại kèm ngày, ví dụ: <code>nghỉ phép 24/11 đến 25/11</code>"
    ),
    "leave.half": Markup("Chưa rõ nửa ngày nào. Ví dụ: <code>sáng mai nghỉ phép</code>"),
    "leave.far": Markup("{first} cách quá xa hôm nay nên chưa ghi. Mời kiểm tra lại ngày."),
    "leave.no_work": Markup("Không cần báo: {first} vốn là ngày nghỉ của anh/chị."),
    "reminder.strength": Markup(
        "Cơ quan cho chọn mức nhắc từ «{least}» đến «{most}». "
        "Mời chọn trong khoảng đó, ví dụ: <code>nhắc {least}</code>"
    ),
    "reminder.time": Markup(
        "Giờ «{time}» không dùng được: chỉ nhắc từ 06:30 đến 20:59. Ví dụ đúng: <code>nhắc lúc 16:30</code>"
    ),
    "not_found.person": Markup("Không tìm thấy mã cán bộ «{code}». Mời kiểm tra lại mã."),
    "assign.no_work": Markup("Chưa rõ giao việc gì. Ví dụ: <code>giao @An soạn báo cáo quý 3, hạn thứ 6</code>"),
}
