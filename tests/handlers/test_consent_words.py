"""Agreement is asked once, in whatever polite words a person answers; anything unclear is neither yes nor no."""

from __future__ import annotations

import pytest

from handlers.people import NO, YES, _consent_said


@pytest.mark.parametrize(
    "words",
    ["Đồng ý", "tôi đồng ý", "toi dong y", "dạ đồng ý ạ", "vâng ok", "Em nhất trí nhé", "có", "1", "ok!", "được ạ"],
)
def test_yes(words: str) -> None:
    assert _consent_said(words) == YES


@pytest.mark.parametrize("words", ["không đồng ý", "toi khong dong y", "không ạ", "2", "Em không đồng ý đâu"])
def test_no(words: str) -> None:
    assert _consent_said(words) == NO


@pytest.mark.parametrize("words", ["chưa", "để sau", "khai sinh 3", "đồng ý hay không", "có gì không", "12"])
def test_neither(words: str) -> None:
    assert _consent_said(words) is None
