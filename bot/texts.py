"""What operators and the command menu read: every Vietnamese sentence of bot/ that is longer than a help line."""

from __future__ import annotations

COMMANDS = {
    "homnay": "Việc đã ghi hôm nay",
    "tuan": "Việc trong tuần",
    "sua": "Sửa việc đã ghi",
    "nghi": "Báo nghỉ phép",
    "diem": "Điểm trong tháng",
    "duyet": "Duyệt nhật ký của đơn vị",
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
RUNNING = "Sổ Việc đang chạy với @{name}. Bấm Ctrl+C để dừng."
DEMO_READY = "Mời mở {url} trong trình duyệt để dùng thử Sổ Việc. Bấm Ctrl+C để dừng."
DEMO_PREPARING = "Đang chuẩn bị đơn vị mẫu với ba tháng số liệu…"
