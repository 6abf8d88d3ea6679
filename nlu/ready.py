"""Everything that is made at its first use, made beforehand: no person's first message waits for it."""

from __future__ import annotations

from datetime import datetime

from nlu import foreign
from nlu.index import build_index
from nlu.model import WorkItem
from nlu.understand import understand

_SAMPLES = (
    "hqua hop giao ban 8h-10h30, soan 2 tờ trình 1 tiếng rưỡi; chiều thứ 2 chưa xong bc quý 3, còn 2 hs",
    "giao @An soạn báo cáo, hạn 17h thứ 6 ngày 27/11",
    "nghỉ phép 2 ngày từ mai",
    "hôm nay được mấy giờ rồi bot?",
)


def warm() -> None:
    """Import dateparser, compile the rules and unpack the words (less than a second of one core)."""
    foreign.warm()
    item = WorkItem("1", "Dự họp, hội nghị", product="cuộc họp", unit="giờ", standard_minutes=60, measure="hours")
    index, now = build_index([item]), datetime.fromisoformat("2026-11-26T17:00:00+07:00")
    for text in _SAMPLES:
        understand(text, now=now, index=index)
