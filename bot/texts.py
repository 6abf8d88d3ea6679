"""What operators and the command menu read: every Vietnamese sentence of bot/ that is longer than a help line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

COMMANDS = {
    "homnay": "Việc đã ghi hôm nay",
    "tuan": "Việc trong tuần",
    "viec": "Việc được giao",
    "giao": "Giao việc, xem việc đã giao",
    "kehoach": "Kế hoạch tháng",
    "sua": "Sửa việc đã ghi",
    "nghi": "Báo nghỉ, đi công tác",
    "lich": "Lịch làm việc trong tháng",
    "diem": "Điểm trong tháng",
    "tieuchi": "Tiêu chí chung: tự chấm, xác nhận",
    "nhac": "Đã nhắc gì, đổi cách nhắc",
    "duyet": "Duyệt nhật ký của đơn vị",
    "donvi": "Đơn vị hôm nay: đang chạy, chậm, vướng",
    "chot": "Chốt tháng của đơn vị",
    "xeploai": "Điểm, xếp loại của đơn vị",
    "trogiup": "Hướng dẫn cách ghi",
}
"""The menu that Telegram shows beside the input field."""

STORAGE = {
    "storage.bad_url": "DATABASE_URL không đọc được; dùng sqlite:///tệp.db hoặc postgresql://…",
    "storage.newer": "Cơ sở dữ liệu do bản Sổ Việc mới hơn tạo ({found}); hãy cập nhật chương trình rồi chạy lại",
    "storage.locked": "Cơ sở dữ liệu đang bị chương trình khác giữ; đóng chương trình đó rồi chạy lại",
    "storage.read_only": "Cơ sở dữ liệu chỉ cho đọc; kiểm tra quyền ghi của tệp và thư mục",
    "storage.unreachable": "Không mở được cơ sở dữ liệu ({reason})",
    "storage.damaged": "Tệp cơ sở dữ liệu bị hỏng; hãy khôi phục bản sao lưu",
    "storage.full": "Hết chỗ trên ổ đĩa; dọn bớt rồi chạy lại",
}
"""One line for each storage code that a command can meet."""

NO_TOKEN = "Chưa có TELEGRAM_TOKEN. Ghi vào tệp .env, hoặc chạy thử bằng: soviec demo"
TOKEN_REFUSED = "Telegram không nhận TELEGRAM_TOKEN này ({reason}). Lấy lại mã ở @BotFather."
API_AWAY = "Chưa nối được {url} ({reason}); sẽ tự thử lại."
PORT_BUSY = "Cổng {port} đang được chương trình khác dùng. Chọn cổng khác, ví dụ: --port {other}"
RUNNING = "Sổ Việc đang chạy với {name}. Bấm Ctrl+C để dừng."
RUNNING_ALONE = "Sổ Việc đang chạy, chờ nối được Telegram. Bấm Ctrl+C để dừng."
WEBHOOK_HALF = "SOVIEC_WEBHOOK_URL cần đi cùng SOVIEC_WEB_PORT và SOVIEC_WEBHOOK_SECRET"
DEMO_READY = "Mời mở {url} trong trình duyệt để dùng thử Sổ Việc. Bấm Ctrl+C để dừng."
DEMO_PREPARING = "Đang chuẩn bị đơn vị mẫu với ba tháng số liệu…"

HELP = {
    "soviec": "Sổ Việc: trợ lý ghi nhật ký công việc qua Telegram.",
    "run": "chạy bot thật (cần TELEGRAM_TOKEN)",
    "demo": "chạy thử trên máy này: đơn vị mẫu và trang trò chuyện trong trình duyệt",
    "import": "nhập danh mục đầu việc, danh sách cán bộ hoặc lịch làm việc",
    "catalogue": "nhập danh mục đầu việc từ CSV hoặc XLSX; một dòng sai thì không nhập gì",
    "roster": "nhập danh sách cán bộ từ CSV hoặc XLSX; một dòng sai thì không nhập gì",
    "plan": "nhập kế hoạch tháng (định mức từng người) từ CSV hoặc XLSX; một dòng sai thì không nhập gì",
    "calendar": "nhập ngày nghỉ, làm bù, giờ làm riêng từ CSV hoặc XLSX; một dòng sai thì không nhập gì",
    "admin": "cho một người quyền quản trị cơ quan của mình",
    "person": "ghi một người chuyển đi, nghỉ hưu, hoặc làm việc lại",
    "leave": "từ một ngày người này không còn làm: không giao, không nhắc nữa; nhật ký và điểm giữ nguyên",
    "return": "người đã thôi công tác làm việc lại",
    "invite": "cấp mã mời dùng một lần: in mã và đường dẫn, hoặc cả tờ A4 để phát",
    "reopen": "mở lại một tháng đã chốt của một đơn vị, có lý do",
    "scores": "tính và lưu điểm tháng của mọi người ở các đơn vị đã chốt",
    "reviewer": "chỉ định ai duyệt việc của người không có người quản lý",
    "entries": "xuất nhật ký, mỗi dòng một đối tượng JSON",
    "understand": "đọc tin nhắn (JSONL ở đầu vào) thành kết quả (JSONL ở đầu ra); không cần cơ sở dữ liệu",
    "when": "đọc thời gian nói trong từng dòng",
    "explain": "cho thấy một câu được đọc thế nào và vì sao",
    "remind": "xem tại một thời điểm ai sẽ được nhắc gì, ai không và vì sao",
    "reminders": "xem hoặc đặt giới hạn nhắc việc của một cơ quan",
    "policies": "xem các bộ quy tắc chấm điểm; đặt cơ quan dùng bộ nào cho từng diện cán bộ",
    "check": "kiểm tra lược đồ, danh mục, mã bot, múi giờ và ổ đĩa; có lỗi thì thoát với mã 1",
    "backup": "ghi một bản sao toàn vẹn của cơ sở dữ liệu, cả khi bot đang chạy",
}


def storage_line(code: str, data: Mapping[str, Any]) -> str:
    """One line for a storage error."""
    values = defaultdict(lambda: "không rõ", {key: str(value) for key, value in data.items()})
    return STORAGE.get(code, "Cơ sở dữ liệu báo lỗi: " + code).format_map(values) + "."


INTENTS = {
    "log": "ghi việc đã làm",
    "plan": "việc sắp làm",
    "assign": "giao việc",
    "leave": "báo nghỉ",
    "query": "hỏi",
    "other": "chuyện khác",
}

LEFT = {"ahead": "sắp làm", "undone": "chưa làm", "unknown": "chưa rõ là việc gì"}

ADMIN_NOW = "{name} ({code}) nay là người quản trị của {agency}."
ADMIN_ALREADY = "{name} ({code}) đã là người quản trị của {agency} từ trước."
INVITE_WHOM = "Ghi một mã cán bộ (soviec invite CB001), hoặc mời cả cơ quan (soviec invite --all --out moi.html)"
INVITE_OUT = "Thêm --out FILE: tờ in là nơi duy nhất có các mã mời"
INVITE_CODE = "Mã mời của {name}: {code} (dùng một lần, trong {hours} giờ)"
INVITE_NO_LINK = "Chưa hỏi được tên bot nên chưa có đường dẫn; gửi mã cho người đó, nhắn bot: /start MÃ"
INVITE_NO_BOT = "Chưa hỏi được tên bot từ Telegram nên chưa in được mã QR. Kiểm tra bằng: soviec check"
INVITE_SHEET = "Đã ghi {count} phiếu mời vào {file}. Tệp này chứa mã mời: in xong nên xoá."
REOPENED = "Đã mở lại tháng {month}/{year} của {unit}."
SCORES = "Tháng {month}/{year}: lưu mới {new} phiếu điểm, đã có từ trước {before}, không có việc để tính {without}."
SCORES_OPEN = "Chưa chốt nên chưa tính: {count} đơn vị."
SCORES_PROBLEMS = {
    "none": "Chưa có bộ quy tắc cho loại cán bộ này: {count} người.",
    "setting": "Bộ quy tắc cơ quan chọn không dùng được: {count} người.",
    "changed": "Bộ quy tắc thay đổi giữa tháng: {count} người.",
    "kpi_percent": "Bộ quy tắc cần kết quả KPI mà nhật ký không có: {count} người.",
}
SCORES_REFUSED = "Không tính được cho {staff_code}: {key} ngoài mức cho phép."
REVIEWER_NAMED = "{reviewer} nay duyệt các dòng của {name}."
REVIEWER_NOBODY = "Nay chưa ai duyệt các dòng của {name}."
NOT_WRITTEN = "Không ghi được {file} ({reason})"

REFUSALS = {
    "operator.no_agency": "Chưa có cơ quan nào. Nhập danh sách trước: soviec import roster FILE --agency CODE",
    "operator.which_agency": "Có nhiều cơ quan ({codes}). Chọn một bằng --agency CODE",
    "operator.unknown_agency": "Không có cơ quan mã {agency}",
    "reminder.time": "Giờ nhắc {time} không dùng được; cho phép từ 06:30 đến 20:59, ví dụ 17:00",
    "reminder.order": "Mức nhẹ nhất ({least}) không được chặt hơn mức chặt nhất ({most})",
    "policy.no_kind": "Không có diện {kind}; các diện: {known}",
    "policy.unknown": "Không có bộ quy tắc {policy}; hiện có: {known}",
    "policy.since": "Điểm chấm theo tháng: chỉ đổi bộ quy tắc vào ngày đầu tháng, không phải {since}. Ví dụ: {example}",
    "policy.kind": "Bộ quy tắc {policy} không dùng cho {kind}; chỉ cho: {kinds}",
    "operator.unknown_person": "Không có người nào đang công tác với mã {staff_code}",
    "operator.here": "{name} ({staff_code}) đang làm việc, chưa ghi ngày thôi công tác",
    "not_found": "Không tìm thấy người nào để mời",
    "operator.unknown_unit": "Không có đơn vị nào khớp tên {unit}",
    "closing.several": "Có nhiều đơn vị khớp tên này: {units}. Ghi rõ hơn",
    "closing.open": "Tháng {month} của {unit} đang mở",
    "closing.reason": "Thêm --reason TEXT: vì sao mở lại",
    "entry.secret": "Lý do có dấu hiệu {mark} nên không lưu",
    "reviewer.same": "Không ai tự duyệt việc của mình",
    "reviewer.has_manager": "{name} do {manager} quản lý và duyệt",
}


def refusal_line(code: str, data: Mapping[str, Any]) -> str:
    """One line for what a use case declined."""
    values = {key: ", ".join(value) if isinstance(value, list) else str(value) for key, value in data.items()}
    return REFUSALS.get(code, "Không làm được: " + code).format_map(defaultdict(str, values)) + "."


SCORES_WAITING = "Lãnh đạo còn chờ điểm của người thuộc quyền ở đơn vị chưa chốt: {count}."


def scores_lines(
    year: int, month: int, counts: tuple[int, int, int], opened: int, problems: Mapping[str, int], waiting: int = 0
) -> list[str]:
    """What `soviec scores` did: new, older and nobody's scores; what is open; whom no rule set fits."""
    new, before, without = counts
    lines = [SCORES.format(month=month, year=year, new=new, before=before, without=without)]
    if opened:
        lines.append(SCORES_OPEN.format(count=opened))
    if waiting:
        lines.append(SCORES_WAITING.format(count=waiting))
    return lines + [SCORES_PROBLEMS[code].format(count=count) for code, count in sorted(problems.items())]


REMIND_LINE = "{staff_code}  {kind}: {text}"
REMIND_SKIPPED = "{staff_code}  không nhắc: {reason}"
SKIPPED = {
    "not_linked": "chưa dùng Sổ Việc",
    "not_agreed": "chưa đồng ý sử dụng",
    "blocked": "đã chặn bot",
    "quiet_hours": "ngoài giờ nhắc (06:30–21:00)",
    "day_off": "ngày nghỉ",
    "leave": "đang nghỉ, đi học",
    "trip": "đang đi công tác, cơ sở",
    "muted": "đã chọn hôm nay không nhắc nữa",
    "snoozed": "đã hẹn nhắc lại sau",
    "not_now": "chưa tới giờ nhắc của người này",
    "already_sent": "đã nhắc rồi",
    "two_a_day": "đã nhắc hai lần hôm nay",
    "at_target": "đã đủ giờ",
}
"""Why somebody is left out, for people; the JSON line holds the code."""

LIMITS = "{agency}: nhắc lúc {at}, mức thường {usual}, cho chọn từ {least} đến {most}."

POLICIES_HEAD = "Các bộ quy tắc chấm điểm:"
POLICY = "  {id}: {title} (bản {version}); cho {kinds}; từ {since} đến {until}"
POLICY_OPEN = "khi bị bãi bỏ"
POLICIES_OF = "{agency} chấm tháng này theo:"
POLICY_SERVES = "  {kind}: {serves} (đã đặt: {chosen})"
POLICY_FAULT = "  {kind}: chưa chấm được – {fault} (đã đặt: {chosen})"
POLICY_SINCE = "    từ {since}: {policy}{fault}"
POLICY_BEFORE = "    trước đó: {policy}"
POLICY_SINCE_FAULT = " – {fault}"
POLICY_NOT_NAMED = "không đặt"
POLICY_FAULTS = {
    "policy.none": "không có bộ nào đang hiệu lực cho diện này",
    "policy.ambiguous": "có nhiều bộ đang hiệu lực, cần đặt một bộ",
    "policy.unknown": "không có bộ nào mang tên đã đặt",
    "policy.kind": "bộ đã đặt không dùng cho diện này",
    "policy.not_in_force": "bộ đã đặt không có hiệu lực trong tháng này",
    "policy.crosses_change": "bộ quy tắc thay đổi giữa tháng",
    "policy.choice_changes": "cơ quan đổi bộ giữa tháng",
    "kpi_percent": "bộ quy tắc lấy kết quả KPI của cơ quan, không tính được từ nhật ký",
}
POLICIES_HOW = "{told} chưa đúng dạng DIỆN=BỘ, ví dụ: --set cong_chuc=nd335-2025"
