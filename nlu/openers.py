"""Words that open a piece of work, and words that carry no meaning for it."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from functools import lru_cache

from nlu.normalise import fold

_VERBS = """
soạn, soạn thảo, viết, làm, lập, dự thảo, tham mưu, trình, ký, ký số, duyệt, phê duyệt, rà soát, rà, tổng hợp, thống kê, đối chiếu, kiểm tra, ktra, kt,
thẩm định, thẩm tra, thẩm duyệt, giám sát, xác minh, đo, đo đạc, tiếp, tiếp nhận, nhận, hướng dẫn, giải quyết, trả, cấp, cập nhật, nhập, số hóa, scan, quét,
chi trả, phát, tuyên truyền, vận động, đôn đốc, phối hợp, tham gia, dự, họp, trực, tập huấn, giảng, dạy, xuống, đi, ra, về, lên, ghé, coi, xem, đọc, sửa, sữa,
chỉnh, chỉnh lý, chỉnh sửa, sắp xếp, dọn, dọn dẹp, ghi, gửi, gởi, chuyển, phát hành, đóng dấu, vào sổ, lưu, photo, in, in ấn, sao y, sao lục, chứng thực,
công chứng, chấm, chấm điểm, đánh giá, giao, giao việc, phân công, chủ trì, điều hành, chỉ đạo, hỗ trợ, giúp, phụ, phục vụ, chuẩn bị, tổ chức, trang trí,
kê, bày, thu, nộp, rút, thanh toán, đối soát, nghiệm thu, trả lời, giải thích, giải đáp, góp ý, mời, gọi, nghe, nói, nói chuyện, nhắc, niêm yết, dán, đăng, đưa,
hòa giải, gỡ, xử lý, giải trình, bảo vệ, đăng ký, mở, thay, báo, gom, kiểm kê, kiểm đếm, bồi thường, lắp đặt, lắp, lái xe, thăm, viếng, thăm hỏi, tặng, trao, đón,
phun, tiêm, chích, khắc phục, ứng trực, chống, khám, tuyển, bàn giao, công khai, sinh hoạt, đứng lớp, ngồi, chạy, bấm, cài, cài đặt, chụp, quay, dựng, thiết kế,
đóng, đánh máy, tra cứu, tìm, hiệu chỉnh, khảo sát, điều tra, phúc tra, phỏng vấn, kiện toàn, bổ nhiệm, điều động, luân chuyển, quyết toán, tạm ứng, hạch toán, tính,
lo, tập, treo, cắm, dẹp, đuổi, nhắc nhở, lập biên bản, cưỡng chế, tháo dỡ, di dời, bảo trì, bảo dưỡng, vệ sinh, trồng, cắt, tưới, nạo vét, xin, đề xuất, đề nghị,
trao đổi, thảo luận, tư vấn, kết nối, tiếp đón, tiếp xúc, đưa tin, viết tin, biên tập, dịch, giao ban, chốt, rút kinh nghiệm, kết thúc, thực hiện, triển khai, cho ý kiến,
theo dõi, phân loại, phân bổ, phân công, phân phối, phân tích, điều chỉnh, điều hòa, xây dựng, nghiên cứu, học, thi, tổng kết, sơ kết, bình xét, xét, xét duyệt, bầu,
kêu gọi, quyên góp, ủng hộ, cứu trợ, cứu hộ, tuần tra, bắt, chữa, dập, diễn tập, huấn luyện, tuyển quân, giao quân, thẩm vấn, tống đạt, thi hành, xác nhận, ký xác nhận,
giới thiệu, truyền đạt, quán triệt, phổ biến, tháp tùng, đi cùng, dẫn đoàn, dẫn, gặp, gặp gỡ, đối thoại, vẽ, thay mặt, mua, mua sắm, bốc, xếp, chở, bưng, giữ, nấu,
cung cấp, trích, trích lục, sao, nhân bản, dò, kiểm, kiểm soát, so sánh, rút gọn, ráp, gõ, lọc, tách, gộp, nối, test, update, up, post, fix, setup, check, backup, reset,
cài lại, cấu hình, hội ý, hội chẩn, bàn, bàn việc, làm việc, giải tỏa, cải chính, thay đổi, bổ sung, đính chính, cải tạo, tu sửa, sửa chữa, mở lớp, khai giảng, bế giảng, ra quân, ra soát,
đốc thúc, tham vấn, dự giờ, kiểm phiếu, phát biểu, thuyết trình, báo cáo, đọc lại, hẹn, liên hệ, liên lạc, nhắn, chỉ, bày, kèm, kèm cặp, trông, canh, gác, chốt chặn,
phân cho, phân vb, phân văn bản, phân đơn, phân hồ sơ, phân việc, phân hs, phân xử lý, đẩy, đẩy lên, lấy số, lấy số liệu, lấy hồ sơ, lấy tài liệu, lấy chữ ký, lấy xác nhận, lấy ý kiến, lấy mẫu, cấp số, lên lịch, lên kế hoạch, lên dự toán, lên danh sách, tập hợp, tiếp thu,
bút phê, phê, vào điểm, cho điểm, lên điểm, ra đề, coi thi, gác thi, lên lương, xịt, xịt thuốc, gia hạn, chỉ vẽ, nhập liệu, soát, soát xét, chép, khử khuẩn, giải ngân, vô sổ, vô số, quản lý, phát thanh, thu thập, chọn, mời họp, khai mạc, đặt, đặt lịch, đốt, tiêu hủy, thẩm, nhắc nộp, đòi, thúc, ban hành, kéo, khóa, thông tắc
"""
_MORE_VERBS = """
thanh tra, hỏi ý kiến, hỏi thăm, hỏi sở, hỏi bộ, hỏi tỉnh, hỏi cung, vá, tỉa, khuân, bê, khiêng, vác, cân đo, nắm tình hình, nắm địa bàn, nắm dư luận, chăm sóc, chăm lo, diệt,
tiễn, hộ tống, khuyên, khuyên giải, luyện, cứu, sơ cứu, cấp cứu, băng bó, nẹp, khâu, đỡ đẻ, siêu âm, xét nghiệm, lấy máu, điều trị, kê đơn, kê toa, phát thuốc, chuyển viện, chuyển tuyến, tái khám, sơ tán, ứng cứu, gia cố, san lấp,
định giá, giám định, thẩm định giá, nâng lương, truyền thông, đấu thầu, đấu giá, đình chỉ, đền bù, thao giảng, bố trí, triệu tập, hiến máu, mừng thọ, chúc tết, chúc thọ, bóc, gỡ bỏ, xóa, áp giá, dời lịch, chép, kết nạp, công nhận,
quản trị, tổng vệ sinh, hậu kiểm, tiền kiểm, phân chia, khai thác, chứng bản sao, chứng chữ ký, kết luận, miễn giảm, thoát nước, tập kết, vận chuyển, giao nhận, nhận bàn giao, tiếp quản, rút tiền, nộp tiền, chuyển khoản, chi tiền, chi lương,
chi bồi dưỡng, trả lương, tính lương, làm lương, phát lương, thu quỹ, thu phí, thu thuế, gõ cửa, đi thu, gặp mặt, thăm viếng, tọa đàm, hội thảo, hội chẩn, giảng bài, lên lớp, dạy thay, dạy bù, dạy kèm, trông thi, chấm thi, chấm bài, chấm công,
vào học bạ, phê học bạ, họp phụ huynh, ra thông báo, lên bảng, mổ xẻ, phản biện, chất vấn, thẩm vấn, bào chữa, biện hộ, tranh tụng, đại diện, ủy quyền, sang tên, tách thửa, cắm mốc, cắm biển, cắm cọc, đổ bê tông, rải đá, trải nhựa, san nền,
thay mực, thay bóng, nối mạng, kéo dây, chạy dây, cấp tài khoản, đổi mật khẩu, tạo tài khoản, cập nhập, đồng bộ, số hoá, trích xuất, kết xuất, xuất file, ráp số, ráp file, làm slide, làm file, vẽ sơ đồ, lên khung, dựng khung,
phát quà, phát gạo, phát thẻ, phát phiếu, phát lệnh, phát giấy, trao quà, trao tặng, khen thưởng, xét khen, bỏ phiếu, kiểm đếm, kê khai, niêm phong, mở thầu, chấm thầu, nhận xét, xếp loại, bình bầu, đối chất, tố tụng, khởi công, khánh thành,
động thổ, dâng hương, thắp hương, viếng nghĩa trang, cúng, dựng rạp, dựng lều, che bạt, bắc rạp, xịt rửa, rửa xe, tưới cây, cắt tỉa, tỉa cành, chặt, đốn, cưa, dọn cây, nạo, khơi thông, đào, lấp, hốt rác, gom rác, nhặt rác, thả cá, bắt chó, tiêm phòng
"""
_NOUNS = """
công văn, cv, tờ trình, ttr, báo cáo, bc, kế hoạch, kh, quyết định, qđ, giấy mời, gm, thông báo, tb, tbkl, biên bản, bb, hồ sơ, hs, dự toán, đơn, đơn thư,
khai sinh, khai tử, kết hôn, ks, ktu, chứng tử, trích lục, hợp đồng, chứng thực, sao y, hội nghị, hội thảo, giao ban, nghị quyết, phiếu, vb, văn bản,
chứng từ, lệnh chi, lct, danh sách, ds, gpxd, gpmb, gcn, tin bài, bài, quyết toán, tài liệu, thủ tục, cuộc họp, hướng dẫn, đề án, tiêm, tiêm chủng,
xác nhận, kiểm kê, tổng quyết toán, dự thảo, góp ý, đề xuất, phiếu chuyển, giấy giới thiệu, lịch công tác, sinh hoạt, đại hội, lễ, mít tinh, hội thi, tiếp dân, tiếp cd,
chữ ký, bản sao, thường trực, tang lễ, sự cố, công tác, cty, đề cương, phương án, quy chế, chương trình, bảng lương, lương, chấm công, thu chi, vé, hòm thư, pbgdpl, qt, qtoán, txct, khlcnt, bcđ, giấy phép, gp, hđ, gcnqsdđ, trích đo, bệnh án, giáo án, kịch bản, băng rôn, pano
"""
_ALONE = """
họp, trực, giao ban, tập huấn, sinh hoạt, hội nghị, trực ban, scan, photo, số hóa, tiếp dân, chứng thực, sao y, khai sinh, khai tử, kết hôn, ks, ktu, hòa giải, giám sát,
kiểm kê, quyết toán, chấm công, đi cơ sở, bc, cv, báo cáo, công văn
"""
_FILLERS = """
em, e, tôi, tui, toi, mình, mk, anh, chị, cháu, con, ae, anh em, chúng tôi, bọn em, tụi em, bên em, đã, vừa, mới, rồi, xong, thì, là, và, với, cũng, còn, lại, luôn,
nữa, hết, mất, khoảng, tầm, cỡ, chừng, gần, hơn, từ, đến, tới, lúc, hồi, vào, trong, nha, nhé, ạ, nghe, nghen, bot, thôi, được, đc, dc, tiếp, sau, đó, sau đó, kế, kế đó, xong rồi,
à, ờ, ừ, quên, à quên, thêm, có, ngoài ra, bên cạnh đó, đồng thời, cuối giờ, đầu giờ, cuối cùng, tiếp theo, tiếp đến, rồi thì, xong thì, rồi sau đó, giờ, này, kia, ok, dạ, vâng, báo, báo cáo anh,
sếp, các, mấy, lần, buổi, ngày, hôm, bữa, tiện thể, tiện, nhân tiện, tranh thủ, ngồi, phải, bị, cùng, việc, hoàn thành, tổng, cả, quay, qua, sang, đi, a, c, ah, ha, hen, nè, đây, kết quả, thế, vậy,
hôm nay, riêng, tính, kể, kể cả, đi luôn, hì, haha, hihi, hehe, kk, hic, huhu, mới, bh, thời gian, tốn, nguyên, cái, làm, làm việc, ở, bận, tự
"""


def _split(text: str) -> frozenset[str]:
    return frozenset(fold(part.strip()) for part in text.replace("\n", " ").split(",") if part.strip())


# Acts that hold their object, or need none ("chấm thi", "cấp cứu").
WHOLE_VERBS = frozenset(verb for verb in _split(_MORE_VERBS) if " " in verb)
VERBS = _split(_VERBS) | _split(_MORE_VERBS)
NOUNS = _split(_NOUNS)
ALONE = _split(_ALONE)
_FILLER_FORMS = frozenset(
    part.strip() for part in _FILLERS.replace("\n", " ").split(",") if part.strip() and " " not in part.strip()
)
FILLERS = frozenset(map(fold, _FILLER_FORMS)) - {
    "ban",
    "chung",
    "do",
    "hom",
    "can",
    "ke",
    "hen",
    "gan",
    "cung",
    "than",
    "tham",
}
OPENERS = VERBS | NOUNS
# Verbs that open a new piece without any sign between.
OPEN_ALONE = frozenset(
    "soan viet lap ky nhan tra tiep hop scan nhap chung photo huong cap dang duyet ra kiem tham phat gui chuyen truc giai xac do".split()
)


def opens(words: list[str], typed: list[str] | None = None, *, accented: bool = False) -> int:
    """How many of the first folded words open a piece of work (0: it opens none).

    `typed` are the same words with their accents; in an `accented` message a word without accents means itself ("cho" is not "chở").
    """
    if not words or " ".join(words[:2]) in _NEVER:
        return 0
    for size in (3, 2, 1):
        if len(words) >= size and " ".join(words[:size]) in OPENERS:
            return size if size > 1 or really(words[0], (typed or words)[0], accented=accented) else 0
    return 0


def is_filler(typed: str) -> bool:
    """Whether a word carries no meaning for the work; without accents only where its plain form is nothing else."""
    return typed in _FILLER_FORMS or (typed in FILLERS and typed == fold(typed))


def content(text: str) -> list[str]:
    """The folded words of a text that are no fillers."""
    return list(filter(None, map(_carried, _LETTERS.findall(text))))


_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=16_384)
def _carried(word: str) -> str:
    """A word folded, "" for a filler."""
    return "" if is_filler(word) else fold(word)


_AT = frozenset("o tai ve len ngoi qua sang xuong".split())
_PLACES = frozenset(
    "nha phong co quan|co quan|nha|phong|van phong|tru so|uy ban|ubnd|ub|xa|phuong|vp|hoi truong|may|quay|bo phan mot cua|mot cua".split(
        "|"
    )
)


def _without_place(typed: list[str]) -> list[str]:
    """ "ở phòng làm báo cáo", "về cơ quan soạn": where it was done."""
    folded = [fold(word) for word in typed[:4]]
    if folded and folded[0] in _AT:
        for size in (2, 1):
            if " ".join(folded[1 : 1 + size]) in _PLACES and len(typed) > 1 + size:
                return typed[1 + size :]
        if folded[1:2] == ["phong"] and len(typed) > 3 and opens(folded[3:4] + [fold(word) for word in typed[4:6]]):
            return typed[3:]
    return typed


def starts_work(typed: list[str], *, accented: bool) -> bool:
    """Whether words, after fillers, open a piece of work."""
    typed = _without_place(typed)
    if [fold(word) for word in typed[:2]] in (["sau", "do"], ["xong", "thi"], ["ke", "do"]):
        typed = typed[2:]
    while typed and is_filler(typed[0]) and not opens([fold(t) for t in typed[:3]], typed[:3], accented=accented):
        typed = _without_place(typed[1:])
    return opens([fold(t) for t in typed[:3]], typed[:3], accented=accented) > 0


_NEVER = frozenset(
    {
        "du kien",
        "du dinh",
        "du an",
        "chi tieu",
        "chi em",
        "chi bo",
        "di hoc",
        "lam sao",
        "ban toi",
        "nhan dip",
        "phat hien",
        "phat sinh",
        "dan so",
        "dan toc",
        "dan pho",
        "dan quan",
        "dan cu",
        "giao duc",
        "giao thong",
        "giao vien",
        "thu y",
        "thu truong",
        "noi vu",
        "mo ta",
        "thi dua",
        "thi tran",
        "thi truong",
        "chi cuc",
        "chi dao vien",
        "ban chi",
        "ban qua",
        "trong trot",
        "quan su",
        "quan doi",
        "cap tren",
        "cap duoi",
        "ho tich",
        "thu hai",
        "thu ba",
        "thu tu",
        "thu nam",
        "thu sau",
        "thu bay",
        "lam an",
        "noi that",
        "noi chung",
        "ra sao",
        "ve viec",
        "ve phan",
        "tra da",
    }
)


# Verbs that alone are no sign of office work; typed forms, with and without accents.
WEAK_OPENERS = frozenset(
    form
    for word in "về ra lên đi xuống ghé ngồi chạy xem coi nghe nói xin lo học mua gặp giữ đọc quay tìm nấu đóng".split()
    for form in (word, fold(word))
)


@lru_cache(maxsize=1)
def _accents() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for part in (_VERBS + "," + _MORE_VERBS + "," + _NOUNS).replace("\n", " ").split(","):
        if part.strip():
            found.setdefault(fold(part.strip()), set()).add(part.strip())
    return {plain: frozenset(forms) for plain, forms in found.items()}


def really(plain: str, typed: str, *, accented: bool = False) -> bool:
    """A single word has many homographs: typed with accents, they must be those of a listed word."""
    forms = _accents().get(plain, frozenset())
    return typed in forms or (typed == plain and not accented and plain not in _DOUBTFUL)


# Words that unaccented are more often something else ("moi" is "mới", "thu" is "thư", "dan" is "dân").
_DOUBTFUL = frozenset("moi thu dan cho kem lo tap le bat can con bay ban giu thi so gac do".split())
