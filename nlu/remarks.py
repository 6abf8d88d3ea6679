"""What an atom says besides work: totals, remarks, heads, failures, sendings – the words by which pieces are joined."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

from nlu.patterns import rx

TOTAL = rx(
    r"(?<!\w)(?:tất cả|tổng cộng|tổng(?!\s(?:hợp|kết|số|quyết|rà|vệ|điều|đài|đội|cục|công|duyệt|dọn|thể|bí|giám|thầu|phụ))|cộng(?!\s(?:dân|chức|văn|an|đoàn|tác|trình|khai|đồng|ty|việc|cụ|nghệ|nhân|bố|báo))|tổng thời gian|cả (?:2|3|4|5|hai|ba|bốn|mấy|đống)(?: việc| cái| thứ| món)?(?: này)?|hết thảy|cả thảy|vị chi|gộp lại|(?:tính|gộp|thời gian) chung|mấy việc(?: này)?|"
    r"toàn bộ|các việc(?: trên)?|cả buổi làm)(?!\w)"
)
AFTERWARDS = rx(
    r"^\W*(?:đã|và đã|cũng đã|rồi)?\s?(?:trình ký|trình|gửi|gởi|ban hành|phát hành|nộp|ký|duyệt)(?:\s(?:ký|duyệt|rồi|xong|luôn|đi|lên|sếp|lãnh đạo|lđ|anh|chị|hết))*\W*$|^\W*(?:hs|hồ sơ|việc|ca này) khó(?!\w)|^\W*(?:hôm nay )?chỉ (?:vậy|thế|có vậy|bấy nhiêu)(?!\w)|^\W*đã (?:chốt|có kết quả|thống nhất|ổn|báo cáo lãnh đạo)(?!\w)"
)
SENT = rx(
    r"^\W*(?:đã\s|rồi\s|và\s)?(?:gửi|gởi|nộp|trình)\s(?:cho\s|lên\s|qua\s|về\s)?[^\W\d_]+(?:\s[^\W\d_]+){0,3}\W*$"
)
REMARK = rx(
    r"^\W*(?:mệt|met|oải|địa bàn yên|quên khai|quên ghi|quên báo|nay mới nhớ|ko ghi kịp|không ghi kịp|bận|chị em hỏi|vui|hên|may|khổ|trời|mưa|nắng|đông|vất vả|chán|đói|hs khó|khó|"
    r"nội dung|nhiều|việc ngoài|có quy định|mấy phương án|ok|thế thôi|vậy thôi|chỉ vậy|hôm nay chỉ|xin hết|hết rồi|hết|cảm ơn|nha|nhé|xong nhiệm vụ|kết quả tốt|an toàn|ổn|suôn sẻ|không có gì|ko có gì|ngoài dự kiến)(?!\w)"
)
HEADER = rx(
    r"^\W*(?:lịch|tổng kết|tổng hợp|kết quả|việc|công việc|các việc|nhật ký|báo cáo công việc|báo cáo ngày|bc ngày|hết tháng|hết tuần|cuối ngày|hôm nay|khai|log|ghi|note|kqua|em báo cáo|em bc|e bc|bc|update)?"
    r"(?:\s(?:công việc|việc|làm|đã làm|trong|của|em|tôi|bữa|hôm|ngày|tuần|tháng|nay|các|gồm|có))*[\W\ue000]*$"
)
FAILED = rx(
    r"^\W*(?:còn|vẫn còn|tồn|dư)\s(?:lại\s|khoảng\s)?\ue000++\s?(?!ngày|tuần)|^\W*\ue000++\s?(?:cái|bộ|hồ sơ|hs|đơn|bản|trường hợp|th|vb)\s(?:\w+\s)?(?:không|bị|chưa|còn|trả lại|sai|thiếu|hẹn)(?!\w)"
)
# "300 người dự", "mới rảnh ngồi ghi", "chuyện này lớn, ảnh hưởng cả xã"
LEVEL = rx(
    r"(?<!\w)(?:đơn giản|phức tạp|theo mẫu|có mẫu|mẫu có|mẫu sẵn|ảnh hưởng|liên ngành|nhiều ngành|nội bộ|chuyên môn sâu|cấp (?:tỉnh|xã|phường|phòng|sở|ngành|huyện))(?!\w)"
)
ATTENDANCE = rx(
    r"^\W*(?:có\s|được\s|khoảng\s|tầm\s|cỡ\s|hơn\s|gần\s|chừng\s|tổng\s|đông\s)*\ue000++\s?(?:[^\W\d_]+\s){1,3}?(?:tới\s|đến\s|về\s|cùng\s|ngồi\s|được mời\s)?(?:dự|tham dự|tham gia|nghe|có mặt|xem|hưởng ứng|theo dõi)(?:\s[^\W\d_]+){0,3}[\W\ue000]*$"
)
WRITTEN_DOWN = rx(
    r"^[\s,.;(-]*(?:(?:\ue000++|nay|giờ|bây giờ|tới giờ|đến giờ|bữa nay|hôm nay|tối|khuya|về|tới nhà|về nhà|nên|em|tôi|tui|mình|e)[\s,]+){0,4}(?:mới|bây giờ mới|nên giờ mới|rảnh|tranh thủ)\s(?:(?:rảnh|ngồi|nhớ|kịp|có giờ|được|mở máy|vô máy|có thời gian|ra)\s){0,3}(?:ghi|khai|nhập|log|báo|viết vào sổ|vào sổ việc|nhắn)(?:\s(?:lại|bù|được|đây|nè|nha|ạ|sổ|cho|luôn|vào|sổ việc))*[\W\ue000]*$"
)
SAID_OF_IT = rx(
    r"^\W*(?:chuyện|việc|cái|vụ|ca|món|phần|khoản|bài|bữa|mấy|đợt)\s(?:này|nay|đó|kia|ấy|này thì)(?!\w)(?!\s(?:soạn|viết|làm|họp|trình|gửi|ký|xong))|^\W*(?:mẫu (?:cũ|có sẵn|sẵn)|dài|ngắn|gọn|nặng|nhẹ|to(?!\s(?:trình|chức|khai|dân|trưởng|công))|lớn|căng|gấp|cực|mẫu|phát sinh thêm|cơ bản|không có gì (?:đặc biệt|lạ)|hông có gì|hổng có gì|ko có gì|tự làm|tự soạn|tài liệu mình tự|slide tự|toàn chữ)(?!\w)"
)
WENT_HOME = rx(
    r"^\W*(?:tới|tối|mới|khuya|trưa|chiều|đến|xong)?\s?(?:mới\s)?(?:về|dìa|tới|đến)\s(?:tới\s|đến\s)?nhà(?!\s(?:văn|ông|bà|dân|anh|chị))(?!\w)"
)
WORKED = rx(
    r"^\W*(?:(?:mà|nên|phải|em|tôi|tui|mình|chị|anh)\s){0,2}(?:làm|ngồi|cày|quần|kéo|kéo dài|loay hoay|hì hục|miệt mài|ráng|cặm cụi|mày mò|vật lộn|bắt đầu)\s(?:(?:một mạch|liền|miết|suốt|luôn|liên tục|tù tì|mất|hết|từ|tới|đến|cả|gần|khoảng|tầm|hơn|lúc|vào|dài)\s?){0,3}\ue000++(?:\s?(?:tới|đến|mới|thì|xong|ra|được|về|luôn|nha|ạ|mệt|muốn|đuối|oải|bở|xỉu|lả|hơi|tai|phờ|bơ|lận|đó|rồi|sáng|trưa|chiều|tối|đêm|khuya|hết|cả|người|mắt|lưng|mờ|mỏi|đau|rã|rời)|\s?\ue000++)*\W*$"
)
WEATHER = rx(
    r"^\W*(?:hôm nay |bữa nay |nay )?(?:trời|ông trời)\s(?:mưa|nắng|nóng|lạnh|oi|gió|âm u|đổ|dông|giông|bão|se)(?!\w)[^,;:]*$"
)
WANTS_OBJECT = frozenset(
    "tiep nhan|kiem tra|xu ly|ra soat|tong hop|soan|soan thao|lap|cap nhat|nhap|tham dinh|tham tra|giai quyet|huong dan|don doc|thong ke|phan loai|"
    "tham muu|trinh|duyet|doi chieu|phoi hop|trien khai|thuc hien|xay dung|chuan bi|theo doi|giam sat|xac minh|phan cong|sap xep|chinh ly|ghi|viet|"
    "lam|nhan|tra|chuyen|gui|thu|phat|do|chinh sua|sua|bo sung|thay doi|cap|in|to chuc|tham gia|ho tro|quan ly|van hanh|kiem soat|dieu chinh|nghiem thu".split(
        "|"
    )
)
MINUTES_OF = rx(r"^\W*(?:rồi\s|và\s|có\s)?lập (?:biên bản|bb)\W*$")
OWN_WORK = frozenset(
    "giay moi|gm|cong van|cv|to trinh|ttr|bao cao|bc|ke hoach|kh|quyet dinh|qd|thong bao|tb|tbkl|giay gioi thieu|nghi quyet|nq|hop dong|buoi|cuoc".split(
        "|"
    )
)
