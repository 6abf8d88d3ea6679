"""One measured figure with its limit, and the table of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Measure:
    """A figure: what was measured, its value and unit, the most it may be (None: for information only)."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def passed(self) -> bool | None:
        """Whether the figure keeps its limit; None without one."""
        return None if self.limit is None else self.value <= self.limit

    def as_table(self) -> dict[str, object]:
        """Give the figure as JSON shows it."""
        return asdict(self) | {"passed": self.passed}


def p50(work: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Give the median milliseconds of one call: by the clock on the wall, and of this process alone."""
    wall, own = [], []
    for _ in range(repeats):
        started, busy = time.perf_counter(), time.process_time()
        work()
        wall.append((time.perf_counter() - started) * 1000)
        own.append((time.process_time() - busy) * 1000)
    return statistics.median(wall), statistics.median(own)


def table(measures: Sequence[Measure]) -> str:
    """Give one line a figure: name, value, limit, verdict."""
    words = {True: "pass", False: "FAIL", None: ""}
    width = max(len(measure.name) for measure in measures)
    lines = []
    for measure in measures:
        limit = "" if measure.limit is None else f"≤ {measure.limit:g} {measure.unit}"
        value = f"{measure.value:10.3f} {measure.unit}"
        lines.append(f"{measure.name:<{width}} {value:<16} {limit:<12} {words[measure.passed]}".rstrip())
    return "\n".join(lines)
