"""The index: one additive score, the same each time, over any catalogue and any text."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.features import NAMES, weights
from nlu.index import Index, build_index
from nlu.model import Post, WorkItem
from nlu.reasons import LABELS

ITEMS = (
    WorkItem("A.01", "Chủ trì họp giao ban", "A", "Lãnh đạo", "Thông báo kết luận", "cuộc", 120, posts=("lanh-dao",)),
    WorkItem("B.01", "Dự họp, hội nghị", "B", "Họp", "Thời gian tham dự", "giờ", 60, measure="hours",
        aliases=("họp giao ban",)),
    WorkItem("B.02", "Công văn đôn đốc, nhắc tiến độ gửi các phòng", "B", "Văn bản", "Công văn", "văn bản", 45),
    WorkItem("B.03", "Công văn xin ý kiến UBND tỉnh", "B", "Văn bản", "Công văn", "văn bản", 240),
    WorkItem("B.04", "Báo cáo tuần, báo cáo tháng theo lĩnh vực", "B", "Báo cáo", "Báo cáo", "báo cáo", 150),
    WorkItem("B.05", "Báo cáo quý, 6 tháng, năm theo lĩnh vực", "B", "Báo cáo", "Báo cáo", "báo cáo", 360),
    WorkItem("B.06", "Tờ trình xin chủ trương hoặc kinh phí", "B", "Văn bản", "Tờ trình", "văn bản", 240),
    WorkItem("C.01", "Chứng thực bản sao từ bản chính", "C", "Chứng thực", "Bản sao", "bản", 4,
        aliases=("sao y",), posts=("ho-tich",)),
    WorkItem("C.02", "Chứng thực chữ ký", "C", "Chứng thực", "Văn bản", "hồ sơ", 12, posts=("ho-tich",)),
    WorkItem("C.03", "Đăng ký khai sinh", "C", "Hộ tịch", "Giấy khai sinh", "hồ sơ", 35, posts=("ho-tich",)),
    WorkItem("C.04", "Tiếp nhận hồ sơ thủ tục hành chính", "C", "Một cửa", "Giấy tiếp nhận", "hồ sơ", 12,
        posts=("mot-cua",)),
    WorkItem("C.05", "Ra quân lập lại trật tự lòng đường, vỉa hè", "C", "Trật tự đô thị", "Buổi ra quân", "buổi",
        180, posts=("xay-dung",)),
    WorkItem("D.01", "Công việc đột xuất mức 1: đơn giản dưới 30 phút", "D", "Việc khác", "Lượt việc", "lượt", 20),
    WorkItem("D.02", "Công việc đột xuất mức 3: khoảng một buổi", "D", "Việc khác", "Việc", "việc", 240),
)  # fmt: skip
POSTS = (
    Post("lanh-dao", "Chủ tịch UBND phường", True),
    Post("ho-tich", "Tư pháp – hộ tịch"),
    Post("xay-dung", "Xây dựng – trật tự đô thị"),
)
INDEX = build_index(ITEMS, POSTS)


def first(text: str, post: str | None = None, index: Index = INDEX, **told: object) -> str:
    return index.candidates(text, post=post, **told)[0].code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sao y 42 bản", "C.01"), ("chứng thực 5 bản", "C.01"), ("chứng thực 5 hồ sơ", "C.02"), ("hop giaoban", "B.01"),
        ("hợp giao ban", "B.01"), ("SOẠN CV ĐÔN ĐỐC", "B.02"), ("soan cong van don doc", "B.02"),
    ("công văn đôm đốc", "B.02"),
        ("bc thang 11", "B.04"), ("bc 6 tháng", "B.05"), ("ttr xin kp sửa trường", "B.06"), ("dep via he", "C.05"),
        ("đăng kí khai sinh 3", "C.03"), ("dang ky khai sjnh", "C.03"),
    ],
)  # fmt: skip
def test_names_aliases_units_levels_and_slips(text: str, code: str) -> None:
    assert first(text) == code


def test_the_post_decides_between_lookalikes() -> None:
    assert first("giao ban sáng thứ hai", "lanh-dao") in {"A.01", "B.01"}
    assert first("chủ trì giao ban", "lanh-dao") == "A.01"
    assert first("giao ban sáng thứ hai", "ho-tich") == "B.01"


def test_levels_without_a_sign_stay_open() -> None:
    report = INDEX.candidates("làm báo cáo")
    assert {c.code for c in report[:2]} == {"B.04", "B.05"}
    assert report[0].probability < 0.85
    assert INDEX.candidates("làm báo cáo tháng")[0].probability > report[0].probability


def test_unit_hint_document_and_minutes_count() -> None:
    assert first("chứng thực", unit_hint="bản") == "C.01"
    assert first("chứng thực", unit_hint="hồ sơ") == "C.02"
    assert first("xin ý kiến", doc_type="công văn") == "B.03"
    assert first("việc đột xuất", minutes=20) == "D.01"
    assert first("việc đột xuất", minutes=240) == "D.02"


@pytest.mark.parametrize(
    ("name", "barred"),
    [
        ("Phòng trừ sâu bệnh hại cây trồng", False),
        ("Khấu trừ thuế thu nhập cá nhân", False),
        ("Soạn thảo quyết định, trừ quyết định quy phạm", True),
    ],
)
def test_what_a_name_rules_out(name: str, barred: bool) -> None:
    index = build_index([WorkItem("T", name)])
    entries = [row[1] for row in index.compare(index.setting(name))]
    assert [bool(entry.barred) for entry in entries] == [barred]


def test_own_catalogue_before_the_shared_one() -> None:
    shared = replace(ITEMS[9], code="S.03", rank=1)
    assert first("đăng ký khai sinh", index=build_index([shared, ITEMS[9]])) == "C.03"


@pytest.mark.parametrize(
    "text", ["sao y 42 bản", "soạn cv đôn đốc", "dẹp vỉa hè", "họp", "làm báo cáo", "xyz", "ks 3, kt 1"]
)
def test_the_explanation_is_the_score(text: str) -> None:
    for candidate in INDEX.candidates(text, post="ho-tich"):
        assert candidate.score == sum(evidence.weight for evidence in candidate.evidence)
        assert all(evidence.feature in NAMES and evidence.detail for evidence in candidate.evidence)
        assert 0.0 <= candidate.probability <= 1.0


def test_every_feature_has_a_weight_and_a_label() -> None:
    assert set(weights()) == set(NAMES) == set(LABELS)


def test_best_first_and_the_same_each_time() -> None:
    found = INDEX.candidates("soạn công văn xin ý kiến tỉnh", post="ho-tich")
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert build_index(ITEMS, POSTS).candidates("soạn công văn xin ý kiến tỉnh", post="ho-tich") == found
    assert sum(c.probability for c in found) <= 1.0 + 1e-9


def test_order_of_the_catalogue_does_not_matter() -> None:
    turned = build_index(ITEMS[::-1], POSTS)
    for text in ("làm báo cáo", "soạn công văn", "chứng thực", "việc đột xuất"):
        assert [c.code for c in turned.candidates(text)] == [c.code for c in INDEX.candidates(text)]


def test_edge_catalogues() -> None:
    assert build_index([]).candidates("họp") == ()
    twins = build_index([WorkItem("X", "Họp"), WorkItem("Y", "Họp")])
    assert [c.code for c in twins.candidates("họp")] == ["X", "Y"]
    assert twins.candidates("họp")[0].probability < 0.85
    assert first("mức 2", index=build_index([WorkItem("1", "Mức 1"), WorkItem("2", "Mức 2")])) in {"1", "2"}
    long = WorkItem("L", ("Quyết định liên quan đến một hoặc nhiều lĩnh vực chuyên ngành " * 8)[:400])
    assert first("quyết định chuyên ngành", index=build_index([long, *ITEMS])) == "L"
    assert build_index([WorkItem("E", "")]).candidates("họp") == ()


def test_limit_and_empty_pieces() -> None:
    assert len(INDEX.candidates("công văn", limit=3)) == 3
    for text in ("", "   ", "123", "🙂", "—"):
        assert all(c.probability < 0.5 for c in INDEX.candidates(text))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet=string.ascii_lowercase + " đăâêôơưáàảãạ0123456789,.", max_size=400))
def test_any_text_is_survived(text: str) -> None:
    found = INDEX.candidates(text, post="ho-tich")
    assert found == INDEX.candidates(text, post="ho-tich")
    assert all(c.code in INDEX.items for c in found)
