"""Somebody moves or retires: what heads are told, what the person still can do, the lines of the command."""

from __future__ import annotations

from markupsafe import Markup

LEFT = Markup("👋 <b>{name}</b> ({unit}) thôi công tác từ {day}.")
OWN_TASKS = Markup("Việc anh/chị giao còn mở, cần chuyển người khác:")
OTHER_TASKS = Markup("Việc người khác giao còn mở:")
NOBODYS_TASKS = Markup("Việc còn mở, cần chuyển người khác:")
PASSED_ON = Markup("Việc {name} đã giao, nay do anh/chị theo dõi:")
TASK = Markup("• việc {number} «{text}» – {due}")
TASK_OF = Markup("• việc {number} «{text}» – {person}, {due}")
MORE = Markup("… và {count} việc nữa.")
HAND_ON = Markup("<i>Chuyển: nhắn</i> <code>chuyển việc {number} cho Bình</code>")
WAITING = Markup("📝 Còn {count} dòng của người này chờ duyệt – nhắn /duyet")

STOPPED = Markup(
    "Tài khoản của anh/chị đã ngừng từ {day} nên không ghi, sửa thêm được.\n"
    "Vẫn xem lại được: /homnay · /tuan · /lich · /diem · /xuat. Có nhầm lẫn, mời báo người quản trị."
)
NOTE = Markup("<i>Tài khoản đã ngừng từ {day}: chỉ xem, không ghi thêm.</i>")
STOPPED_TOAST = "Tài khoản đã ngừng từ {day}, chỉ xem được."
BACK = Markup("Chào {given}, tài khoản Sổ Việc của anh/chị đã mở lại. Mời ghi việc như trước.")

WILL_LEAVE = "{name} ({code}) sẽ thôi công tác từ {day}; đến ngày đó Sổ Việc tự ngừng giao, nhắc và báo cấp trên."
HAS_LEFT = "{name} ({code}) thôi công tác từ {day}."
HAS_NO_TASKS = "Không còn việc nào mở."
HAS_TASKS = "Còn {count} việc mở, cần người giao chuyển người khác:"
TASK_LINE = "  việc {number} – {text} (người giao: {giver})"
HAS_PASSED_ON = "{count} việc người này đã giao nay do {heir} theo dõi."
HAS_WAITING = "Còn {count} dòng chờ {heir} duyệt."
HAS_NOBODY = "Không có ai ở trên nên chưa ai duyệt {count} dòng, theo dõi {given} việc đã giao (soviec reviewer)."
IS_BACK = "{name} ({code}) đã làm việc lại; {count} việc được trả về cho người này theo dõi."
"""Plain lines of `soviec person` and of the import of a roster."""
