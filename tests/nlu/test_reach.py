"""How far a document reaches and how hard it is tell the levels of one kind apart."""

from __future__ import annotations

import pytest

from nlu import Index, build_index
from nlu.model import WorkItem

LEVELS = (
    WorkItem("XA", "Chuẩn bị nội dung tập huấn trong phạm vi cấp xã", unit="bài giảng"),
    WorkItem("TINH", "Chuẩn bị nội dung tập huấn trong phạm vi ngành, cấp tỉnh", unit="bài giảng"),
    WorkItem("MOT", "Thông báo kết luận thẩm định chuyên ngành", unit="thông báo"),
    WorkItem("NHIEU", "Thông báo kết luận thẩm định liên ngành", unit="thông báo"),
    WorkItem("DE", "Soạn thảo hợp đồng đơn giản", unit="hợp đồng"),
    WorkItem("KHO", "Soạn thảo hợp đồng tính phức tạp cao", unit="hợp đồng"),
    WorkItem("M1", "Mức 1", unit="lượt"),
)
TEXTS = {
    "soạn bài giảng cho lớp của tỉnh": "TINH",
    "soan bai giang lop khuyen nong tinh": "TINH",
    "soạn bài giảng cho cán bộ thôn": "XA",
    "thông báo kết luận thẩm định của 4 sở về mỏ đá": "NHIEU",
    "hợp đồng sửa mái, theo mẫu": "DE",
    "hợp đồng rối rắm, nhiều nội dung": "KHO",
}


@pytest.fixture(scope="module")
def index() -> Index:
    return build_index(LEVELS)


@pytest.mark.parametrize("text", TEXTS)
def test_its_signs_choose_the_level(index: Index, text: str) -> None:
    first = index.candidates(text)[0]
    assert first.code == TEXTS[text]
    assert {"scope_same", "grade_same"} & {part.feature for part in first.evidence}


def test_what_only_looks_like_a_sign_is_none(index: Index) -> None:
    setting = index.setting("cập nhật cơ sở dữ liệu, họp ở phòng họp với cán bộ")
    assert not setting.query.scopes


def test_one_body_of_the_province_is_not_many(index: Index) -> None:
    assert "lien_nganh" not in index.setting("báo cáo 1 sở").query.scopes
    assert "lien_nganh" in index.setting("báo cáo 5 sở").query.scopes
