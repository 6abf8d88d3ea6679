"""Which period «điểm quý …», «điểm năm …» means."""

from __future__ import annotations

from typing import Any

import pytest

from handlers import score_spans
from handlers.desk import Desk
from handlers.turn import Turn
from services.score_spans import Span
from tests.handlers.conftest import OpenChat


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("điểm quý 3", (2026, 3)),
        ("diem quy 3/2025", (2025, 3)),
        ("điểm quý III năm 2025", (2025, 3)),
        ("điểm quý này", (2026, 4)),
        ("điểm quý", (2026, 4)),
        ("điểm quý trước", (2026, 3)),
        ("điểm năm 2026", (2026, None)),
        ("điểm năm nay", (2026, None)),
        ("điểm năm ngoái?", (2025, None)),
        ("điểm quý 5", "how"),
        ("điểm năm 2099", "how"),
        ("quý 3", None),
        ("báo cáo quý 3", None),
        ("điểm danh quý 3", None),
    ],
)
def test_which_period_is_meant(open_chat: OpenChat, monkeypatch: pytest.MonkeyPatch, said: str, asked: object) -> None:
    chat, heard = open_chat("MH22", linked=False), []

    def span(uow: Any, who: Any, year: int, quarter: int | None, now: Any) -> Span:
        heard.append((year, quarter))
        return Span(year, quarter, (), (), False)

    monkeypatch.setattr(score_spans.service, "span", span)
    turn = Turn("telegram", "1", "1", "1", chat.now, text=said)
    reply = score_spans.by_word(Desk(turn, None, chat.office, None), said)  # type: ignore[arg-type]
    if asked == "how":
        assert reply is not None
        assert (reply.says[0].text, heard) == (score_spans.texts.HOW, [])
    else:
        assert heard == ([asked] if asked else [])
