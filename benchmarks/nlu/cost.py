"""What understanding costs: CPU milliseconds per message, the worst text, the import, memory."""

# ruff: noqa: E501 – a list of words reads best on one line
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from benchmarks.nlu.sets import HERE, GoldSet, load_items
from nlu.index import Index, build_index
from nlu.model import WorkItem
from nlu.understand import understand

ADVERSARIAL = (
    "soạn a, ", "8h-", "a", "1", "1/", "một trăm ", "thứ ", "sáng chiều ", ", ", "(", "họp rồi ", "\u0301", "2 hs ", "@an ", "mai ", "12/BC-", " ", "\n", "chưa xong ",
    "nghỉ ", '"', "t2 ", "kỳ 1 ", "từ 8h ", "không ", "giao @an soạn bc hạn ", "năm 2026 ", "15 March 2026 ", "tổ 3, ", "và ", "tiếp công dân 5 lượt, ", "Ủy ban ",
)  # fmt: skip


def many_items(count: int) -> list[WorkItem]:
    """A catalogue of that many items: the two of the benchmark, then again with other objects in their names."""
    base = [item for path in sorted(HERE.glob("catalogue_*.csv")) for item in load_items(path)]
    objects = [f"{a} {b}" for a in _PLACES for b in _MATTERS]
    out: list[WorkItem] = []
    for number in range(count):
        item, again = base[number % len(base)], number // len(base)
        told = objects[(again * 7 + number) % len(objects)]
        named = (
            item
            if not again
            else replace(item, name=f"{item.name} {told}", aliases=tuple(f"{a} {told}" for a in item.aliases))
        )
        out.append(replace(named, code=f"X{number}"))
    return out


_PLACES = "cấp xã;cấp tỉnh;ngành y tế;ngành giáo dục;lĩnh vực đất đai;lĩnh vực tài chính;khu công nghiệp;vùng ven biển;vùng cao;đô thị;nông thôn;doanh nghiệp;hợp tác xã;trường học;bệnh viện;chợ".split(";")  # fmt: skip
_MATTERS = "loại một;loại hai;đặc thù;liên thông;trực tuyến;theo đợt;theo quý;đột xuất;phối hợp;liên ngành;thí điểm;mở rộng".split(
    ";"
)


def milliseconds(gold: GoldSet, index: Index, *, limit: int | None = None) -> list[float]:
    """CPU milliseconds for each message of a set with one catalogue, after a first pass that fills what is cached."""
    lines = gold.lines[:limit]
    for line in lines[:40]:
        _read(line["text"], line["now"], index, line["post"])
    return sorted(_read(line["text"], line["now"], index, line["post"]) for line in lines)


def _read(text: str, now: str, index: Index, post: str | None) -> float:
    start = time.process_time_ns()
    understand(text, now=datetime.fromisoformat(now), index=index, post=post)
    return (time.process_time_ns() - start) / 1e6


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """p50, p99 of sorted times."""
    return {"p50": round(times[len(times) // 2], 2), "p99": round(times[int(len(times) * 0.99)], 2)}


def worst(index: Index) -> tuple[float, str]:
    """The dearest of the adversarial texts of 4,096 letters: its CPU milliseconds (the better of two) and its pattern."""
    now = "2026-11-24T17:00:00+07:00"
    found = []
    for part in ADVERSARIAL:
        text = (part * (4096 // len(part) + 1))[:4096]
        found.append((min(_read(text, now, index, None) for _ in range(2)), part))
    return max(found)


_PROBE = """
import json, resource, sys, time
def rss():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20
before, start = rss(), time.process_time()
import nlu
imported = time.process_time() - start
from benchmarks.nlu.cost import many_items
items = many_items(int(sys.argv[1]))
from datetime import datetime
middle = time.process_time()
index = nlu.build_index(items)
built = time.process_time() - middle
nlu.understand("hôm qua họp giao ban 2h", now=datetime(2026, 11, 24, 17), index=index)
print(json.dumps({"import_s": round(imported, 3), "index_s": round(built, 3), "mb": round(rss() - before, 1)}))
"""


def start_cost(items: int = 500) -> dict[str, float]:
    """Seconds of CPU for import and index, and megabytes over the bare interpreter, in a fresh one (Linux).

    A start before it writes the bytecode, as the first start after every installation does.
    """
    command = [sys.executable, "-c", _PROBE, str(items)]
    with tempfile.TemporaryDirectory() as kept:
        surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": kept}
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(2):
            done = subprocess.run(
                command, check=True, capture_output=True, text=True, cwd=HERE.parent.parent, env=surroundings
            )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def catalogue(count: int) -> Index:
    """The index of a synthetic catalogue."""
    return build_index(many_items(count))
