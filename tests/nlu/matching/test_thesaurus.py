"""Every group of the office thesaurus earns its place: its example is understood with it and not without it."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest

from nlu.index import Index, build_index
from nlu.model import WorkItem
from nlu.thesaurus import Group, thesaurus
from nlu.words import plain_words, words

OTHERS = (
    "Đánh giá chất lượng dự án giao thông nông thôn", "Soạn thảo văn bản hành chính", "Dự họp, hội nghị",
    "Thẩm định hồ sơ trình lãnh đạo", "Kiểm tra cơ sở trên địa bàn", "Báo cáo định kỳ của đơn vị",
    "Tiếp nhận hồ sơ tại quầy",
    "Kế hoạch công tác", "Trực cơ quan", "Hướng dẫn tổ chức, cá nhân", "Tổ chức hoạt động của cơ quan",
    "Cập nhật sổ theo dõi",
)  # fmt: skip


@cache
def catalogues(name: str) -> tuple[Index, Index]:
    """One item called by the words of a group, among twelve others: by itself, and beside the learned likeness."""
    items = [WorkItem("T", name.capitalize()), *(WorkItem(f"X{i}", other) for i, other in enumerate(OTHERS))]
    index = build_index(items)
    return index.without_likeness(), index


def understood(index: Index, text: str) -> bool:
    found = index.candidates(text, limit=2)
    return bool(found) and found[0].code == "T" and found[0].probability >= 0.5


def needed(group: Group) -> bool:
    """Whether some item that the group means is found by the example, and no longer once the group is silent."""
    return any(
        understood(index, group.example) and not understood(index.without(group.number), group.example)
        for name in group.means
        for index in catalogues(name)
    )


SHARES = 12


@pytest.mark.parametrize("share", range(SHARES))
def test_every_example_fails_without_its_group(share: int) -> None:
    idle = [group.example for group in thesaurus().groups[share::SHARES] if not needed(group)]
    assert idle == []


def test_groups_are_broad_and_tidy() -> None:
    groups = thesaurus().groups
    assert len(groups) >= 400
    assert [g.example for g in groups if not g.says or not g.means] == []
    examples = [g.example for g in groups]
    assert len(examples) == len(set(examples))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dẹp lấn chiếm vỉa hè", "Ra quân lập lại trật tự đô thị"),
        ("mở công ty", "Cấp giấy chứng nhận đăng ký doanh nghiệp"),
        ("công chứng giấy tờ", "Chứng thực bản sao từ bản chính"),
        ("đi viếng, thăm ốm", "Thăm hỏi gia đình chính sách"),
        ("chich ngua cho bo", "Tiêm phòng gia súc, gia cầm"),
    ],
)
def test_well_known_ways_of_saying(text: str, name: str) -> None:
    assert all(understood(index, text) for index in catalogues(name))


def test_phrases_are_written_as_the_quick_reader_expects() -> None:
    texts = [text for group in thesaurus().groups for text in (*group.says, *group.means)]
    tidy = {" ".join(unicodedata.normalize("NFC", text).lower().split()) for text in texts}
    assert set(texts) - tidy == set()
    assert all(plain_words(text) == words(text) for text in texts if "…" not in text)
