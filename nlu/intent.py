"""What kind of message it is, decided before any matching: question, chit-chat, absence – or work."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re

from nlu.normalise import fold
from nlu.openers import WEAK_OPENERS, content, is_filler, starts_work
from nlu.patterns import TAKEN, Sheet, rx

_QUESTION_WORDS = rx(
    r"(?<!\w)(?:bao nhiêu|bao giờ|bao lâu|(?:tới|đến) đâu rồi|nhiêu (?:điểm|giờ|việc|phần trăm)|được nhiêu|(?<!tra )(?<!ghé )(?<!coi )(?<!thăm )(?<!xuống )(?<!tới )(?<!qua )(?<!ở )mấy (?:ngày|lần|buổi|công|việc|điểm|giờ|đầu việc|phần trăm|%|tiếng|công|hồ sơ|cái)(?=.{0,40}(?:\?|rồi|nhỉ|vậy|thế|ạ|không|chưa|hả|$))|"
    r"thế nào|ra sao|những gì|ghi gì|làm gì(?: (?:tiếp|nữa|nhỉ|vậy|thế|rồi|ta|hả|bot|đó))+|(?:đã |tôi |em |mình )làm gì(?=\W*$)|có ai (?:biết|có)|ai biết|làm sao|kiểu gì|cách nào|như thế nào|là gì|việc gì|cái gì|mã nào|việc nào|mục nào|loại nào|gì vậy|gì thế|gì không|"
    r"khi nào|khi mô|bữa mô|chừng mô|lúc nào|ngày mấy|ngày nào|thứ mấy|hôm nào|ở đâu|tại sao|vì sao|sao (?:lại|không|ko|bot|mà|chưa|thế|vậy)|còn ai|ai chưa|những ai|ai (?:trực|đã|nộp)|còn việc (?:nào|gì)|"
    r"có phải|phải không|đúng không|được không|có được|hay chưa|xong chưa|chưa (?:nhỉ|vậy|bot|em|ạ|ta|hả|thế|mọi người|cả nhà|các bác|các anh)|không (?:nhỉ|vậy|bot|em|ạ|ta|hả|thế)|hả bot)(?!\w)"
)
_ASK_SHOW = rx(
    r"^\W*(?:bot ơi\s*,?\s*|em ơi\s*,?\s*|ê bot\s*,?\s*|bot\s*,?\s*|alo\s*,?\s*)?(?:cho (?:tôi|em|mình|anh|chị|cô|chú|bác|cháu|tui|e|a|c)?\s?(?:xem|hỏi|biết|coi|mình xem)|cho (?:tôi|em|mình|anh|chị|tui)?\s?xin (?:lại )?(?:nhật ký|bảng|điểm|danh sách việc|tổng|lịch sử|file|số giờ)|cho xem|xem (?:điểm|nhật ký|lại|giúp|hộ|bảng|kết quả|tổng|việc|hôm|tuần|tháng)(?!.{0,30}(?:dự thảo|hồ sơ|văn bản|báo cáo (?:của|cho|do)|kế hoạch|tờ trình|công văn|bản án|hợp đồng|đề cương))|"
    r"hướng dẫn (?:tôi|em|mình|tui|dùng|sử dụng bot|cách (?:ghi|dùng|sửa|xóa|nhập))|cách (?:xem|dùng|ghi|sửa|xóa|nhập|khai|sử dụng|giao|duyệt|đăng)|hướng dẫn(?: (?:sử dụng|dùng))?\W*$|in (?:báo cáo|bảng) (?:của tôi|tháng của)|tra (?:điểm|giúp)|liệt kê|thống kê giúp|xuất (?:báo cáo|excel|nhật ký)|gửi (?:tôi|em|mình|tui|a|anh|chị) (?:bảng|báo cáo|file)|"
    r"điểm (?:của )?(?:em|tôi|mình|tui|quý|tháng|tuần|hôm)|tổng (?:điểm|giờ|kết điểm)|việc (?:hôm nay|tuần này|tháng này|của tôi|còn lại|sắp)|có việc)(?!\w)"
)
_WHY = rx(r"^\W*(?:bot ơi\s)?(?:sao|vì sao|tại sao|ai|có ai)\s(?!chép|y(?!\w)|lục|kê)")
_BOT = rx(
    r"(?<!\w)(?:bot|điểm|kpi|khai|ghi nhận|ghi mã|nhập nhầm|ghi nhầm|tới hạn|đến hạn|sắp hạn|quá hạn|hạn|xếp loại|xuất sắc|tổng giờ|đầu việc|nhật ký|sổ việc|sửa lại|xóa)(?!\w)"
)
_TAIL_QUESTION = rx(
    r"(?<!\w)(?:chưa|không|ko|hả|nhỉ|sao|gì|à|hở|hông|hôn|vậy|thế|đâu|mấy|nào)\s*(?:bot|em|ạ|ta|anh|chị|nhỉ|vậy|thế|ha|á|bạn|mọi người|ơi|e|a)?\s*(?:ơi)?\s*\?+\s*\W*$"
)
_ASKED_DONE = rx(r"(?<!\w)(?:xong|nộp|duyệt|khai|ghi|làm|trả|gửi|đủ|họp|có|được)\b[^?]{0,40}(?<!\w)chưa\s*\??\s*$")
_WORK_ASKED = rx(
    r"(?<!\w)(?:dân|bà con|công dân|người dân|họ|khách|cử tri|chị em|doanh nghiệp|phụ huynh|đoàn)\s+(?:\w+\s){0,2}(?:hỏi|thắc mắc|phản ánh)(?!\w)"
)
_RHETORIC = rx(
    r"(?<!\w)(?:hoài vậy|hoài luôn|bạc (?:hết )?đầu|khổ quá|chán quá|chán ghê|ngán quá|nản quá|oải quá|bực quá|bực ghê|đau đầu|nghe nói|nghe đồn|nghe bảo|ghê thiệt|ghê thật|ghê quá|sợ thật|trời ơi|hết hồn|xin (?:đi|về|vào) (?:trễ|muộn|sớm)|kẹt xe|mưa to|tắc đường|"
    r"liên hoan|ăn gì|ăn trưa|đi nhậu|cà phê|cafe|bóng đá|xổ số|buồn ngủ|đói quá|nóng quá|lạnh quá|thời tiết|ngủ ngon|chúc ngủ|chào buổi)(?!\w)"
)
_RHETORIC_TYPED = re.compile(
    r"(?<!\w)(?:hoài|ngán|chán|bực|oải|nản|nhậu|hóng|mệt mỏi)(?!\w)"
)  # their plain forms are other words
_RHETORIC_PLAIN = re.compile(
    r"(?<!\w)(?:(?:hop|lam|kiem toan|kiem tra|bao cao|ghi|nhap|hoc) hoai(?=\W*$|[,.!])|(?:ngan|chan|nan|oai) (?:qua|ghe|that))(?!\w)"
)
_GREETING = rx(
    r"^\W*(?:ok|oke|okie|okê|okay|vâng|dạ|ừ|uh|đã nhận|đã rõ|đã biết|nhận rồi|rõ|hi|hello|helo|alo|alô|chào|xin chào|chúc|cảm ơn|cám ơn|thanks|thank|tks|tk|thank you|bye|tạm biệt|hihi|haha|hehe|kkk+|hay quá|"
    r"tuyệt|tốt quá|giỏi quá|happy|merry|noel|good|test|ping|bot ơi|bot)(?!\w)"
)
_WISH = rx(
    r"(?:^|[,.!;]\s*)chúc(?!\w)|(?<!\w)(?:chúc mừng|vui vẻ|cảm ơn|cám ơn|hạnh phúc|mạnh khỏe|năm mới vui|happy|noel|sinh nhật vui|bình an|thượng lộ)(?!\w)"
)
_COMMAND = rx(r"^\s*/\w+")
_EDIT = rx(
    r"^\W*(?:xóa|xoá|undo|hoàn tác|bỏ (?:mục|dòng)|sửa (?:lại )?(?:thành|dòng|mục|số)|đổi (?:sang|thành)|nhầm|hủy (?:dòng|việc|mục)|gia hạn(?=\s(?:\d{1,3}\s(?:đến|tới|sang|thêm)|việc|đến|tới|thêm|hạn|sang|tới|lại)(?!\w)|\W*$)|không phải \d+)(?!\w)|^\W*thêm\s\d+\s?(?:p|phút|tiếng|h|giờ|lượt|hồ sơ|hs|cái|bản|bộ)(?:\s(?:nữa|nha|nhé|ạ))*\W*$"
)
_NOTHING = rx(
    r"(?<!\w)(?:không|chẳng|chả|hổng|ko)\s(?:\w+\s){0,3}(?:gì|nào)(?:\s(?:mới|khác|thêm|nhiều|hết|cả|đâu))?(?!\w)(?!\s*\?)"
)


_TOPICS = rx(
    r"(?<!\w)(?:liên hoan|ăn trưa|cà phê|cafe|bóng đá|xổ số|kẹt xe|mưa to|tắc đường|thời tiết|xin (?:đi|về|vào) (?:trễ|muộn|sớm))(?!\w)"
)
_HEARSAY = rx(r"(?<!\w)(?:nghe nói|nghe đồn|nghe bảo|ăn gì|xin (?:đi|về|vào) (?:trễ|muộn|sớm))(?!\w)")
_TALK = rx(
    r"^\W*(?:thôi\s|ừ\s|ok\s)?để\s(?:em|e|tôi|tui|mình|anh|chị)\s(?:xem|coi|hỏi|kiểm tra|làm|tính|nghĩ)(?:\s(?:lại|thử|đã|rồi|cho|sau|nhé|nha|ạ|liền|luôn|xem|coi|sao))*\W*$"
    r"|^\W*(?:[^\W\d_]+\s){0,6}?(?:đông|vui|chậm|nóng|lạnh|mệt|vắng|ồn|kẹt|buồn|mưa|nắng|ngập)\s(?:như\s\w+|ghê|dữ|thiệt|thật|kinh|khủng)(?:\s[^\W\d_]+){0,4}\W*$"
    r"|^\W*(?:trời\s)?(?:mưa|nắng|ngập|bão|kẹt xe|tắc đường)(?!\w)[^,.;]{0,40}?(?:không|ko|hông|hết|khỏi)\s(?:đi|lên|ra|về|tới)(?:\s[^\W\d_]+){0,2}\W*$"
    r"|(?<!\w)(?:không|ko|hông|hôn|đi|nha|nhé|rồi|quá|luôn)\s(?:ae|anh em|bà con|mn|mọi người|cả nhà|các bác|mấy anh|mấy chị|chị em)(?:\s(?:ơi|à|nha|nhé|ạ))?[?!.\s]*$|(?<!\w)thở\s(?:không|ko|hông|hổng)\s(?:kịp|nổi|ra hơi)(?!\w)"
    r"|(?<!\w)(?:đói bụng|đi ăn (?:thôi|trưa|sáng|đi|nào)|đi uống|đi nhậu|ăn cơm thôi)(?!\w)"
)
_STATE = rx(
    r"^\W*(?:(?:hôm nay|nay|bữa nay|sáng nay|chiều nay|hôm qua)\s)?(?:trời|mưa|nắng|mạng|wifi|máy lạnh|điều hòa|quạt|thang máy|điện|nước|máy in|máy tính)\s(?:[^\W\d_]+\s){0,4}(?:hư|hỏng|chậm|yếu|đẹp|lag|đơ|to|nóng|lạnh|mất|trời|quá|ghê|vậy|rồi|thế|dữ|cúp|kinh)(?:\s(?:rồi|quá|ghê|vậy|nữa|trời|luôn|thế|ta))*\W*$"
)
_ABOUT_LOG = rx(
    r"(?<!\w)(?:bot|điểm|kpi|khai|ghi|làm gì|làm mấy|làm bao nhiêu|nhập|sửa|xóa|xoá|hạn|xếp loại|xuất sắc|giờ công|tổng giờ|việc|công việc|nhật ký|sổ|mã|mục|danh mục|báo cáo|bc|hồ sơ|hs|giao|nộp|thiếu|làm được|làm dc|đã làm|làm nhiều|làm ít|làm đủ|tiến độ|chấm|phép|chỉ tiêu|nhiệm vụ|duyệt|"
    r"bao nhiêu giờ|mấy giờ (?:rồi|làm)|mấy tiếng|bao nhiêu tiếng|dùng|đăng nhập|mật khẩu|đầu việc|công)(?!\w)"
)


_WHEN = frozenset("lat nua mai toi nay sang chieu hom chut ti sau".split())


def _names_work(sheet: Sheet) -> bool:
    """Whether a clause of a chatty message tells of work all the same."""
    for part in re.finditer(r"[^,.;!\n]+", sheet.open):
        text, clean = part.group(), sheet.text.clean[part.start() : part.end()]
        topic = _TOPICS.search(clean)
        typed = re.findall(r"[^\W\d_]+", text.replace(TAKEN, " "))
        while typed and fold(typed[0]) in _WHEN:
            typed = typed[1:]
        first = next((word for word in typed if not is_filler(word)), "")
        counted = any(h.kind == "quantity" and part.start() <= h.start < part.end() for h in sheet.hits)
        opened = first not in WEAK_OPENERS and starts_work(typed, accented=sheet.text.accented)
        grumbled = (
            _RHETORIC_TYPED.search(clean)
            or (not sheet.text.accented and _RHETORIC_PLAIN.search(clean))
            or (_RHETORIC.search(clean) and not topic)
        )
        if grumbled and not (counted and opened):
            continue
        if opened and (counted or len(content(text.replace(TAKEN, " "))) >= (3 if topic else 2)):
            return True
    return False


def command(sheet: Sheet) -> bool:
    """A slash command or an empty message."""
    return bool(_COMMAND.match(sheet.text.clean)) or not any(c.isalnum() for c in sheet.text.clean)


def is_edit(sheet: Sheet) -> bool:
    """A change of the line before ("thêm 30p"): nothing of its own."""
    return bool(_EDIT.match(sheet.text.clean.strip()))


def is_query(sheet: Sheet) -> bool:
    """A question about the writer's own log, score, tasks or the bot."""
    text = _NOTHING.sub(" ", sheet.text.clean.strip())
    if _WORK_ASKED.search(text) and "?" not in text:
        return False
    if asks_plainly(sheet):
        return True
    if _HOW.search(text) and not _looks_counted(sheet):
        return True
    if text.rstrip(" )\"'").endswith("?") and _LOG_ASKED.search(text) and not _looks_counted(sheet):
        return True
    if _BOT_ASKED.search(text) or _BOT_CAN.match(text) or _ENOUGH.match(text):
        return True
    if not _ABOUT_LOG.search(text) and _asks(text):
        return False
    if _ASK_SHOW.match(text) or (_WHY.match(text) and not _looks_counted(sheet)):
        return True
    if _QUESTION_WORDS.search(text) and ("?" in text or len(text) < 90):
        return "?" in text or bool(_BOT.search(text)) or not _looks_counted(sheet)
    return bool(_TAIL_QUESTION.search(text)) or bool(_ASKED_DONE.search(text) and "?" in text)


_BOT_ASKED = rx(
    r"(?<!\w)(?:mấy|bao nhiêu|nhiêu|chưa|sao|gì|nào|đâu|không|ko|hông)(?!\w)[^.;\n]{0,24}(?<!\w)(?:bot ơi|bot|sổ việc ơi)\W*$"
)
_ENOUGH = rx(
    r"^\W*(?:kiểm tra|xem|coi|tính)?\s?(?:giúp|hộ|giùm)?\s?(?:em|tôi|anh|chị|mình)?\s?(?:hôm nay|nay|tuần này|tháng này|hôm qua)?\s?(?:em\s|tôi\s|mình\s)?(?:đã\s)?(?:đủ|được|làm)\s(?:giờ|công|điểm|chỉ tiêu|mấy giờ|bao nhiêu giờ|gì)(?:\s(?:chưa|rồi|vậy|nhỉ|ạ|hả|không))*\W*$"
)
_BOT_CAN = rx(r"^\W*(?:bot|sổ việc)\s[^.;\n]{3,60}?(?<!\w)(?:không|ko|khong|hông)\s(?:hay|vậy|ạ|nhỉ|ta|em)(?!\w)")


def asks_plainly(sheet: Sheet) -> bool:
    """Whether it is a question whatever its words are like elsewhere: "xóa bằng cách nào?", "nghỉ phép mấy ngày rồi"."""
    text = sheet.text.clean
    return bool(_WHICH_WAY.search(text) or _DAYS_OFF_ASKED.search(text) or _OF_A_DAY_ASKED.match(text))


_DAY_NAMED = r"(?:hôm nay|hôm qua|hôm kia|bữa nay|bữa qua|nay|hôm nọ|(?:sáng|chiều|tối)\s(?:nay|qua|hôm qua)|(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|t[2-7]|chủ nhật|cn)(?:\s(?:tuần trước|tuần này|vừa rồi|vừa qua|rồi))?|tuần (?:này|trước)|ngày\s\d{1,2}(?:/\d{1,2})?)"
_OF_A_DAY_ASKED = rx(  # "thứ 6 tuần trước làm gì", "xem thứ 6", "hôm nay có lịch gì"
    rf"^\W*(?:{_DAY_NAMED})\s(?:em\s|e\s|tôi\s|tui\s|mình\s|anh\s|chị\s)?(?:đã\s|có\s)?(?:làm|ghi|khai|có)\s(?:được\s)?(?:những\s|mấy\s|lịch\s|việc\s)?(?:gì|việc nào|việc gì)(?:\s(?:ấy|vậy|thế|rồi|ta|nhỉ|ạ|đó|hả))*\W*$"
    rf"|^\W*(?:xem|coi)\s(?:lại\s)?(?:việc\s|nhật ký\s|ngày\s)?(?:{_DAY_NAMED})\W*$"
)
_WHICH_WAY = rx(r"(?<!\w)(?:bằng|theo)\scách\s(?:nào|mô|gì|chi)\s*\?")
_DAYS_OFF_ASKED = rx(
    r"(?<!\w)(?:đã |được |dc )?(?:nghỉ|nghỉ phép|phép)(?: được| hết| dc)? (?:mấy|bao nhiêu) (?:ngày|buổi)(?: phép)?(?:[^.;\n]{0,30}(?:rồi|vậy|nhỉ|ta))?\W*$"
)
_HOW = rx(
    r"(?<!\w)(?:xóa|xoá|sửa|ghi|khai|nhập|log|đổi|hủy|duyệt|xem|tìm|chấm|tính|giao|đăng ký|gỡ)(?:\s\w+){0,8}?\s(?:sao|thế nào|ra sao|ở đâu|chỗ nào|đâu|mục nào|mã nào|kiểu nào|kiểu gì|cách nào|vô đâu|vào đâu)\s?(?:ạ|vậy|ta|bot|nhỉ|hả|thế|giờ|đây|a)?\W*$"
    r"|(?<!\w)(?:ghi|khai|nhập|log|làm)\s(?:được\s|dc\s)?(?:mấy|bao nhiêu|nhiêu)\s(?:[^\W\d_]+\s){0,3}?(?:rồi|vậy|ta|nhỉ|thế)\W*$"
    r"|^\W*(?:bot|sổ việc)\s(?:ơi\s)?(?!khỏe|khoẻ|vui|buồn|ngủ|ăn|mệt|yêu|biết nói|có người yêu).{3,80}(?<!\w)(?:không|ko|chưa|gì|sao|hả|à|hông)\W*$"
    r"|(?<!\w)(?:được|dc|xếp)\sloại\s(?:gì|nào|mấy)"
)
_LOG_ASKED = rx(
    r"(?<!\w)(?:việc|quá hạn|trễ hạn|tới hạn|đến hạn|điểm|kpi|giờ công|nhật ký|khai|chưa nộp|đã giao|sổ việc|bot|xếp loại)(?!\w)"
)


def _asks(text: str) -> bool:
    """A question to colleagues, not to the log ("mấy giờ họp vậy anh?", "ai đi cà phê không?")."""
    asked = _QUESTION_WORDS.search(text) or _TAIL_QUESTION.search(text) or _WHY.match(text)
    return bool(asked) and not _ASK_SHOW.match(text)


_ASIDE = rx(
    r"^\W*(?:đọc báo|trên tivi|trên báo|tivi|ti vi|đài|nghe đài|thấy bảo|nghe nói|hồi xưa|ngày xưa|giá vàng|trời ơi|giỏi ghê|giỏi quá|mật khẩu|wifi|ủa\s)(?!\w)"
    r"|^\W*(?:ủa\s)?ai\s(?:mượn|lấy|cầm|thấy|biết|làm rơi|để quên|còn)(?!\w)"
    r"|(?<!\w)(?:nhé|nha|đó|nghe|đi|đấy|kìa)\s(?:mọi người|các em|các anh|các chị|các bác|cả nhà|mn|anh em|bà con|ae)(?:\sạ|\sơi)?\W*$|(?:^|,\s)ai\s(?!làm|trực|phụ trách)(?:[^\W\d_]+\s){1,5}?(?:thì|cho tôi|cho em|ra cổ vũ|qua|với)(?!\w)"
    r"|^\W*(?:cảm ơn|cám ơn|thanks|tks)\s(?:anh|chị|em|các|mọi|cả|cô|chú|sếp)(?!\w)|(?<!\w)hóa ra(?!\w)|^\W*bao giờ mới (?:hết|xong)|(?<!\w)(?:ai|đứa nào)\s(?:chụp|làm|viết|nấu|mua)\s(?:đấy|đó|vậy|thế)(?!\w)|^\W*[^,.;]{3,30}\s(?:gì|chi)\smà\s"
)


def is_small_talk(sheet: Sheet) -> bool:
    """A question that is not about the log, nothing counted or timed in it."""
    text = sheet.text.clean.strip()
    return (
        not _ABOUT_LOG.search(text)
        and bool(_TAIL_QUESTION.search(text) or _WHY.match(text))
        and not _looks_counted(sheet)
    )


def _looks_counted(sheet: Sheet) -> bool:
    """Numbers with units or times: a log that happens to hold a question word."""
    return any(
        hit.kind in ("duration", "range") or (hit.kind == "quantity" and not hit.value.vague) for hit in sheet.hits
    )


def _looks_done(sheet: Sheet) -> bool:
    """Whether something is counted, or a range of hours told."""
    return any(hit.kind in ("quantity", "range") for hit in sheet.hits)


def is_chat(sheet: Sheet) -> bool:
    """Greetings, thanks, wishes, complaints: nothing to log."""
    text = sheet.text.clean.strip()
    if _ASIDE.search(text) and not any(hit.kind in ("duration", "range") for hit in sheet.hits):
        return True
    if is_small_talk(sheet):
        return True
    told = any(hit.kind in ("duration", "range") for hit in sheet.hits)
    if told and _TOPICS.search(text) and not _looks_done(sheet) and not _names_work(sheet):
        return True
    plain = not sheet.text.accented and _RHETORIC_PLAIN.search(text)
    if (_RHETORIC.search(text) or _RHETORIC_TYPED.search(text) or plain) and not told:
        return bool(_HEARSAY.search(text)) or not _names_work(sheet)
    if _STATE.match(text) and not sheet.hits:
        return True
    if _TALK.search(text) and not told and not _looks_counted(sheet) and not _names_work(sheet):
        return True
    if _GREETING.match(text) and len(text) < 60 and not told and not any(hit.kind == "quantity" for hit in sheet.hits):
        return len(text.split()) <= 9 or bool(_WISH.search(text))
    return bool(_WISH.search(text) and len(text) < 90 and not told and not _names_work(sheet)) or is_edit(sheet)
