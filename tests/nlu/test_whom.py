"""Whom an order means, by what stands around the names."""

from __future__ import annotations

import pytest

from nlu.givings import find_given
from nlu.normalise import normalise
from nlu.whom import agreed, find_whom

ORDERS = {
    "Em Đạt có rảnh không, scan giúp chị đám hồ sơ khai tử": "đạt",
    "Anh Vinh chỉnh giúp em 4 dự thảo, anh Bách cần ký trước 15h": "vinh",
    "@Phúc lo chương trình đêm giao thừa, @Xuân @Uyên hỗ trợ một tay": "phúc xuân uyên",
    "Hội trường, loa đài: Khoa phụ trách, Lan và Nga phụ": "khoa lan nga",
    "Đ/c Hiền chủ trì, phối hợp đ/c Tú thẩm định báo cáo": "hiền tú",
    "Thẩm định giá lô xe thanh lý, thứ 3 phải có kết quả - Bình": "bình",
    "Phân công thẩm tra dự toán:\n1. Hà\n2. Quốc (tổng hợp chung)": "hà quốc",
    "Thư ký Hòa: soạn thông báo kết luận": "hòa",
    "gấp nghe Tín, lên cho anh cái biểu giải ngân": "tín",
    "giao hết cho Lành nghen, đứng lớp chỉ mấy xã": "lành",
    "bình với hòa thứ 2 xuống trường kiểm tra bếp ăn": "bình hòa",
    "GIAO ĐỒNG CHÍ HOÀNG VĂN CHUNG LẬP KẾ HOẠCH KIỂM TRA": "hoàng văn chung",
    "Máy lạnh hư rồi, phiền em Bảo viết cái tờ trình xin sửa": "bảo",
    "Hiền ơi, Tú ốm nên em nói lại với Hoàng làm tiếp cái báo cáo": "hoàng",
    "Anh Khánh theo tôi ra Hà Nội nên chị Tâm thay anh ấy chủ trì giao ban": "tâm",
}
NOBODY = [
    "trực cơ quan, dọn kho văn thư",
    "mai họp giao ban ở ủy ban",
    "thanh tra tài chính, báo cáo Thường trực",
    "đo đất nhà ông Đoan",
]


@pytest.mark.parametrize("text", ORDERS)
def test_names(text: str) -> None:
    given = find_whom(normalise(text))
    assert given is not None
    assert " ".join(given.names) == ORDERS[text]


@pytest.mark.parametrize("text", NOBODY)
def test_words_that_look_like_names(text: str) -> None:
    assert find_whom(normalise(text)) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("nhờ @ly và @thủy làm báo cáo đảng phí, hạn 10/1", ("ly", "thủy")),
        ("Đ/c Hiền chủ trì, phối hợp đ/c Tú thẩm định báo cáo trước 4/12", ("hiền", "tú")),
        ("Em Dương soạn quyết định cử 2 đồng chí đi học, mai chị trình", ("dương",)),
        ("Giao @Đạt tổng hợp ý kiến cử tri gửi anh trước 10h sáng mai", ("đạt",)),
    ],
)
def test_helpers_beside_whom_the_rules_found(text: str, names: tuple[str, ...]) -> None:
    clean = normalise(text)
    given = find_given(clean)
    assert given is not None
    assert agreed(clean, given).names == names
