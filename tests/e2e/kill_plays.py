"""What is played for kill_turns: who says what, how much later. `@tick` is the minute's tick, `@edit:<step>:` an edit.

REVIEW is every change around a review; TASKS every state of a task and of a line of the log, and what the tick does.
"""

from __future__ import annotations

from datetime import timedelta

AN, SON, THU, TUAN, HUONG, KIEN = "MH22", "MH21", "MH02", "MH09", "MH16", "MH24"
LINKED = (AN, SON, THU, TUAN, HUONG, KIEN)
DECEMBER = timedelta(days=8)
NOW = timedelta(0)
Step = tuple[str, str, str, timedelta]

REVIEW: list[Step] = [
    ("told", AN, "khai sinh 3, khai tử 2, kết hôn 1, chứng thực 4 bản", NOW),
    ("listed", SON, "/duyet", NOW),
    ("approved", SON, "duyệt 1, 4", NOW),
    ("undone", SON, "hoàn tác", NOW),
    ("approved again", SON, "duyệt 1, 4", NOW),
    ("returned", SON, "trả 2 vì thiếu minh chứng", NOW),
    ("objected", AN, "không đồng ý vì sổ có ghi", NOW),
    ("answered", THU, "chấp nhận vì đã xem sổ", NOW),
    ("judged", SON, "3 lỗi 2", NOW),
    ("excused", SON, "3 khách quan vì mất điện", NOW),
    ("day shown", AN, "/homnay", NOW),
    ("panel", AN, "sửa 1", NOW),
    ("change asked", AN, "5 hồ sơ", NOW),
    ("change agreed", SON, "đồng ý", NOW),
    ("stood in", SON, "uỷ quyền cho chị Hương từ mai đến thứ 6", NOW),
    ("ended", SON, "thôi uỷ quyền", NOW),
    ("reviewer named", TUAN, "/nguoiduyet MH01 MH04", NOW),
    ("month shown", SON, "/chot 11/2026", DECEMBER),
    ("month closed", SON, "chốt", DECEMBER),
    ("month opened", TUAN, "/molai Trung tâm 11/2026 vì thiếu một dòng", DECEMBER),
]

TASKS: list[Step] = [
    ("given to two", SON, "giao An 60%, Kiên 40% khai sinh 20 hồ sơ, hạn 17h hôm nay", NOW),
    ("order edited", SON, "@edit:1:giao An 70%, Kiên 30% khai sinh 25 hồ sơ, hạn 17h hôm nay", NOW),
    ("order asked about", SON, "giao Kiên lập báo cáo, hạn mai", NOW),
    ("order answered", SON, "1", NOW),
    ("sub-task", SON, "chia việc 1 cho Kiên khai tử 3 hồ sơ, hạn thứ 5", NOW),
    ("accepted", AN, "nhận 1", NOW),
    ("advanced", AN, "việc 1 được 50%", NOW),
    ("stuck", AN, "việc 1 vướng chờ số liệu", NOW),
    ("more time asked", AN, "xin gia hạn 1 đến thứ 5 vì chờ số liệu", NOW),
    ("more time declined", SON, "không đồng ý gia hạn việc 1 vì gấp", NOW),
    ("more time asked again", KIEN, "xin gia hạn 2 đến thứ 6 vì chờ số liệu", NOW),
    ("more time granted", SON, "đồng ý 2", NOW),
    ("deadline moved", SON, "việc 3 hạn thứ 6", NOW),
    ("quantity changed", SON, "việc 3 số lượng 4", NOW),
    ("passed on", SON, "chuyển việc 3 cho An", NOW),
    ("repeated", SON, "giao Kiên chứng thực 9 bản, ngày 28 hằng tháng", NOW),
    ("repetition ended", SON, "dừng lặp", NOW),
    ("planned", SON, "/kehoach @An HT-01 40", NOW),
    ("late noted", "", "@tick", timedelta(hours=2)),
    ("told and tied", AN, "khai sinh 5 hồ sơ xong rồi", timedelta(hours=2)),
    ("closed with its line", AN, "xong 1", timedelta(hours=2)),
    ("taken back", AN, "chưa xong 1", timedelta(hours=2)),
    ("handed in", AN, "xong 1", timedelta(hours=2)),
    ("given back", SON, "trả việc 1 vì thiếu phụ lục, hạn thứ 6", timedelta(hours=2)),
    ("handed in again", AN, "xong 1", timedelta(hours=2)),
    ("accepted by the giver", SON, "nghiệm thu 1", timedelta(hours=2)),
    ("cause confirmed", SON, "khách quan 1 vì chờ cấp trên", timedelta(hours=2)),
    ("taken away", SON, "thu hồi 2", timedelta(hours=2)),
    ("line told", KIEN, "họp 2 tiếng", timedelta(hours=2)),
    ("line corrected", KIEN, "3 tiếng", timedelta(hours=2)),
    ("line's message edited", KIEN, "@edit:29:họp 4 tiếng", timedelta(hours=2)),
    ("line undone", KIEN, "hoàn tác", timedelta(hours=2)),
    ("line deleted", KIEN, "xoá", timedelta(hours=2)),
    ("line restored", KIEN, "hoàn tác", timedelta(hours=2)),
    ("item asked about", KIEN, "lam cv", timedelta(hours=2)),
    ("draft dropped", KIEN, "bỏ", timedelta(hours=2)),
    ("leave", KIEN, "nghỉ phép thứ 5", timedelta(hours=2)),
    ("leave taken back", KIEN, "huỷ nghỉ", timedelta(hours=2)),
    ("deadlines told", "", "@tick", timedelta(hours=64)),
]
PLAYS = {"review": REVIEW, "tasks": TASKS}
