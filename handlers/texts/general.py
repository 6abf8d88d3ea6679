"""Tiêu chí chung: the self-score, the list of whoever confirms, a leader's d, đ, e."""

from __future__ import annotations

from markupsafe import Markup

HEAD = Markup("🧭 <b>Tiêu chí chung tháng {month}</b>{name}")
OF = Markup(" – {name}")
PART = Markup("{number}. {label}: <b>{points}</b> / {most}")
SUM = Markup("Cộng: <b>{total}</b> / {most}")
PRESET_MOST = Markup("<i>Đang đặt sẵn mức tối đa, chưa gửi.</i>")
PRESET_MONTH = Markup("<i>Đang lấy theo tháng {month}, chưa gửi.</i>")
HINT = Markup(
    "Đúng rồi thì bấm nút hoặc nhắn <b>xác nhận</b>. Khác thì nhắn <code>nhóm {number}: {points}</code>, "
    "hoặc đủ {count} nhóm: <code>{example}</code>"
)
TOLD = Markup("✅ Đã gửi tự chấm, chờ người quản lý xác nhận. Muốn đổi: <code>nhóm {number}: {points}</code>")
NO_REASON = Markup("<i>Tự chấm không cần lý do nên phần lý do không được lưu.</i>")
GIVEN = Markup("✅ {giver} đã xác nhận.")
GIVEN_OTHER = Markup("✅ {giver} đã xác nhận; tự chấm là {told}.")
REASON = Markup("Lý do: «{reason}»")
EARLY = Markup("Tự chấm mở từ <b>{day}</b> (3 ngày làm việc cuối tháng).")
CLOSED = Markup("<i>Tháng đã chốt nên không đổi được nữa.</i>")
CLOSED_NONE = Markup(
    "<i>Tháng đã chốt khi chưa có điểm tiêu chí chung. Cần sửa, mời báo người quản trị mở lại tháng.</i>"
)
CONFIRM = "Xác nhận {total} điểm"
PEOPLE = "Người thuộc quyền: {count}"
HOW = Markup("Nhắn <code>/tieuchi</code> để tự chấm tiêu chí chung, hoặc ghi tháng: <code>/tieuchi 10/2026</code>")

LIST = Markup("🧭 <b>Tiêu chí chung tháng {month}</b> – {count} người")
LINE = Markup("{number}. {name}: {what}{shares}{case}")
LINE_TOLD = Markup("tự chấm <b>{points}</b>")
LINE_GIVEN = Markup("đã xác nhận {points}")
LINE_NEW = Markup("chưa tự chấm")
LINE_CLOSED = Markup("đã chốt, chưa có điểm")
LINE_SHARES = Markup(" · chưa chấm {codes}")
LINE_AWAY = Markup(" · nghỉ cả tháng")
LINE_CASE = Markup(" · ⚠️")
FOR = Markup(" (duyệt thay {giver})")
MORE = Markup("… và {count} người nữa; xác nhận xong sẽ hiện tiếp.")
LIST_EARLY = Markup("<i>Tự chấm mở từ {day}; lúc đó danh sách mới có điểm.</i>")
CONFIRM_ALL = "Xác nhận {count} người"
LIST_HINT = Markup(
    "Xem một người: nhắn số. Đổi điểm phải có lý do: <code>sửa 1: nhóm 2 còn 7 vì báo cáo chậm hai lần</code>"
)
LIST_HINT_SHARES = Markup("Lãnh đạo: <code>sửa {number}: đ 100, e 50</code>")
LIST_HINT_AWAY = Markup("Nghỉ cả tháng: <code>sửa {number}: không xếp loại do nghỉ ốm</code> (thai sản, đi học)")
CHANGED = Markup("Danh sách vừa thay đổi nên chưa xác nhận gì. Mời xem lại:")
BACK = "Danh sách"
MINE = "Của tôi"
ONE_CONFIRM = "Xác nhận {total}"
ONE_HINT = Markup("Đổi: <code>nhóm 2 còn 7 vì …</code>")
ONE_UNTOLD = Markup("<i>Chưa tự chấm. Chấm thay thì ghi đủ các nhóm kèm lý do:</i> <code>{example} vì …</code>")
ONE_WAITS = Markup("<i>Chưa tự chấm; mở từ {day}.</i>")
SHARE = Markup("{code} – {label}: <b>{value}</b>{note}")
SHARE_NONE = "chưa chấm"
SHARE_LATER = "chưa tính được"
SHARE_COMPUTED = Markup(" <i>(tính từ kết quả người thuộc quyền)</i>")
SHARES_HINT = Markup("Chấm đ, e: bấm nút, hoặc nhắn <code>đ 100, e 50</code>")
SHARE_BUTTON = "{code} {percent} %"

CONFIRMED = Markup("✅ Đã xác nhận {count} người:")
CONFIRMED_LINE = Markup("• {name}: {points}")
CONFIRMED_ONE = Markup("✅ Đã xác nhận {name}: <b>{points}</b>")
CHANGED_ONE = Markup("✅ {name}: {before} → <b>{after}</b>.{told}")
GIVEN_ONE = Markup("✅ {name}: <b>{after}</b>.{told}")
CHANGED_REASON = Markup("Lý do: «{reason}»")
TOLD_PERSON = " Đã báo {given}."
SHARES_GIVEN = Markup("✅ {name}: {shares}.{told}")
LEFT = Markup("Còn {count} người chưa tự chấm.")
LEFT_SHARES = Markup("Còn chưa chấm đ, e: {names}.")
WHICH = Markup("Mời ghi số người trong danh sách, ví dụ: <code>sửa 1: nhóm 2 còn 7 vì …</code>")
NO_LIST = Markup("Mời nhắn /tieuchi để xem danh sách trước, rồi ghi số người trong đó.")

NOTICE = Markup("🧭 <b>{head}</b> đổi điểm tiêu chí chung tháng {month} của anh/chị:")
NOTICE_NEW = Markup("🧭 <b>{head}</b> chấm điểm tiêu chí chung tháng {month} cho anh/chị:")
NOTICE_PART = Markup("• {label}: {before} → <b>{after}</b>")
NOTICE_PART_NEW = Markup("• {label}: <b>{after}</b>")
NOTICE_SUM = Markup("Cộng: <b>{total}</b> / {most}")
NOTICE_SHARES = Markup("🧭 <b>{head}</b> đánh giá anh/chị tháng {month}: {shares}.")
NOTICE_HINT = Markup("<i>Chưa đồng ý thì trao đổi trước khi chốt tháng, hoặc nhắn</i> <code>/ykien {month} vì …</code>")

CASE = Markup("⚠️ {label}. Lý do: «{reason}»")
CASE_ENTERED = Markup(
    "⚠️ {name}, tháng {month}: {label} ({clause}). Tháng này xếp <b>không hoàn thành</b> dù bao nhiêu điểm.{told}\n"
    "Nhầm thì nhắn <code>bỏ không hoàn thành do … vì …</code> ở thẻ người này."
)
CASE_GONE = Markup("✅ Đã bỏ: {name}, tháng {month}: {label}.{told}")
CASE_NOTICE = Markup(
    "⚠️ <b>{head}</b> ghi cho tháng {month} của anh/chị: {label} ({clause}). Tháng này xếp không hoàn thành nhiệm vụ."
)
CASE_NOTICE_GONE = Markup("✅ <b>{head}</b> đã bỏ ghi nhận tháng {month} của anh/chị: {label}.")

REFUSALS = {
    "general.case": Markup("{name} không có gì thay đổi: trường hợp này đã ghi rồi, hoặc chưa ghi nên không bỏ được."),
    "general.which_case": Markup(
        "Mời nêu trường hợp: suy thoái · kỷ luật · tham nhũng, lãng phí. "
        "Ví dụ: <code>sửa 1: không hoàn thành do kỷ luật: QĐ số 15</code>"
    ),
    "general.no_rules": Markup("Chưa rõ bộ quy tắc chấm điểm tháng {month} nên chưa có tiêu chí chung để chấm."),
    "general.early": Markup(
        "Tiêu chí chung tháng {month} mở từ {day}, 3 ngày làm việc cuối tháng. Lúc đó mời nhắn lại."
    ),
    "general.closed": Markup(
        "Tháng {month} đã chốt nên không đổi tiêu chí chung được nữa. Cần sửa, mời báo người quản trị mở lại tháng."
    ),
    "general.given": Markup(
        "{by} đã xác nhận điểm này nên không tự sửa được. Cần đổi, mời trao đổi với người xác nhận."
    ),
    "general.number": Markup("Không có nhóm {number}; chỉ có nhóm 1 đến {count}."),
    "general.range": Markup("Nhóm {number} từ 0 đến {most} điểm, tối đa hai chữ số lẻ. Mời nhắn lại."),
    "general.count": Markup("Có {count} nhóm, tin này có {said} số nên chưa ghi. Ví dụ: <code>{example}</code>"),
    "general.untold": Markup("{name} chưa tự chấm. Chấm thay thì ghi đủ {count} nhóm kèm lý do."),
    "general.reason": Markup("Phải có lý do. Ví dụ: <code>sửa 1: nhóm 2 còn 7 vì báo cáo chậm hai lần</code>"),
    "general.not_leader": Markup("{name} không giữ chức vụ lãnh đạo nên không có đ, e."),
    "general.share": Markup("Chỉ có các mức {codes}. Ví dụ: <code>đ 100, e 50</code>"),
    "general.computed": Markup("{code} được tính từ kết quả của người thuộc quyền nên không chấm tay."),
    "general.level": Markup("{code} chỉ có các mức {levels}. Ví dụ: <code>đ 100, e 50</code>"),
}
