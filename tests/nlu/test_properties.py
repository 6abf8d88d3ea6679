"""What holds for any text at all."""

# ruff: noqa: E501 – a list of words reads best on one line
from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.nlu.cost import ADVERSARIAL
from benchmarks.nlu.sets import HERE, load_items
from nlu import Index, WorkItem, build_index, normalise, read_fields, understand, wording

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=timezone(timedelta(hours=7)))
WORDS = (
    "họp giao ban hop soạn 2 3h 8h-10h 15/3 hôm qua hqua thứ 6 t2 sáng chiều tiếp dân lượt hồ sơ hs xong chưa rồi , ; . \n - + ( ) 12/BC-UBND tổ 7 mai @an giao nghỉ phép "
    "hạn trước ba năm chục rưỡi kém 0912345678 1.200 35 triệu % : và mỗi người 20 phút à… \u0301 \u200b １２ đ Đ"
).split(" ")


@pytest.fixture(scope="module")
def index() -> Index:
    return build_index(
        [
            WorkItem("HN", "Dự họp, hội nghị", unit="giờ", measure="hours", aliases=("họp giao ban",)),
            WorkItem("CD", "Tiếp công dân", unit="lượt", measure="event", aliases=("tiếp dân",)),
            WorkItem("VB", "Soạn công văn", product="Công văn", unit="văn bản"),
        ]
    )


TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_any_text_is_read(text: str) -> None:
    index = _INDEX[0]
    reading = understand(text, now=NOW, index=index)
    assert reading == understand(text, now=NOW, index=index)
    assert all(0 <= span.start <= span.end <= len(text) for span in reading.spans)
    assert all(text[span.start : span.end] == span.text for span in reading.spans)
    assert all(0 <= entry.span[0] <= entry.span[1] <= len(text) for entry in reading.entries)
    assert all(entry.minutes is None or entry.minutes >= 0 for entry in reading.entries)
    assert all(entry.quantity > Decimal(-1) for entry in reading.entries)
    assert all(not (entry.sure and entry.doubts) for entry in reading.entries)
    assert reading.to_prediction("x")["intent"] == reading.intent
    read_fields(text, now=NOW)
    wording(text)


_INDEX: list[Index] = []


@pytest.fixture(autouse=True, scope="module")
def _built(index: Index) -> None:
    _INDEX[:] = [index]


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=400))
def test_clean_forms_are_of_equal_length_and_lead_back(text: str) -> None:
    clean = normalise(text)
    assert len(clean.clean) == len(clean.folded) == len(clean.cased) == len(clean.starts) == len(clean.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(clean.starts, clean.ends, strict=True))
    assert all(text[token.start : token.end] == token.raw for token in clean.tokens)


def test_an_empty_catalogue_reads_fields_and_no_item() -> None:
    reading = understand("họp giao ban 2h, soạn 3 công văn", now=NOW, index=build_index([]))
    assert [(entry.item, entry.minutes, entry.quantity, entry.sure) for entry in reading.entries] == [
        (None, 120, 1, False),
        (None, None, 3, False),
    ]


def test_two_hundred_pieces_in_one_message(index: Index) -> None:
    reading = understand("\n".join(f"- soạn {i} công văn" for i in range(2, 202)), now=NOW, index=index)
    assert sum(entry.quantity for entry in reading.entries) == sum(range(2, 202))


def test_more_pieces_than_anyone_writes_are_asked_about_together(index: Index) -> None:
    text = "\n".join(f"soạn {i} cv" for i in range(2, 310))
    entries = understand(text, now=NOW, index=index).entries
    assert not entries[-1].sure
    assert entries[-1].span[1] == len(text)
    assert entries[-2].sure


def test_memory_comes_first_and_says_so(index: Index) -> None:
    text = "lo vụ giấy tờ cho sếp 2 tiếng"
    reading = understand(text, now=NOW, index=index, memory={wording(text): "VB"})
    assert reading.entries[0].item == "VB"
    assert reading.entries[0].candidates[0].evidence[0].feature == "memory"


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles"])
def test_the_machines_zone_does_not_matter(zone: str, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    before = understand("hôm qua họp 8h-10h", now=NOW, index=index)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert understand("hôm qua họp 8h-10h", now=NOW, index=index) == before
    finally:
        monkeypatch.undo()
        time.tzset()


REPEATED = (*ADVERSARIAL, "không ", "tiếp 2 lượt, ", "12 hs xong, 5 hs đang dở, ")


@pytest.mark.parametrize("part", REPEATED, ids=repr)
def test_time_grows_with_length_only(part: str, office: Index) -> None:
    """Four times the text in at most about eight times the work, with a whole catalogue; processor time, with a floor for noise."""
    short, long = (_cost((part * 4096)[:length], office) for length in (1024, 4096))
    assert long <= 8 * max(short, 0.02), (short, long)


@pytest.fixture(scope="module")
def office() -> Index:
    return build_index(load_items(HERE / "catalogue_phuong.csv"))


def _cost(text: str, index: Index) -> float:
    best = 9e9
    for _ in range(2):
        start = time.process_time()
        understand(text, now=NOW, index=index)
        best = min(best, time.process_time() - start)
        if best < 0.02:
            break
    return best
