"""The module alone: one person's month of 120 lines, from typed facts and from JSON text."""

from __future__ import annotations

import json
import random
from datetime import date
from decimal import Decimal

import scoring
from benchmarks.scoring.measure import Measure, p50

LINES = 120
LIMIT_MS = 2.0


def a_case(seed: int = 1) -> scoring.Case:
    """Make a month: 120 lines, two in three with an error or a delay, a fifth of them unfinished."""
    chance = random.Random(seed)
    work = tuple(_line(index, chance) for index in range(LINES))
    november = scoring.Period(date(2026, 11, 1), date(2026, 11, 30))
    return scoring.Case("nd335-2025", scoring.Official("P1", "cong_chuc"), november, work, Decimal(28))


def _line(index: int, chance: random.Random) -> scoring.Work:
    assigned = chance.randint(1, 30)
    done = assigned if chance.random() < 0.8 else chance.randint(0, assigned)
    return scoring.Work(
        ref=f"T{index}",
        coefficient=Decimal(chance.choice(["0.5", "1", "1.5", "3"])),
        assigned=Decimal(assigned),
        done=Decimal(done),
        quality_errors=chance.choice([0, 0, 1]),
        delays=chance.choice([0, 1, 2]),
        label=f"Đầu việc số {index}",
    )


def measure(*, quick: bool) -> list[Measure]:
    """Measure one sheet: lean, with its tree, and as text in and out."""
    case, repeats = a_case(), 100 if quick else 600
    raw = json.dumps(scoring.render_case(case), ensure_ascii=False).encode("utf-8")
    lean, _ = p50(lambda: scoring.score(case), repeats)
    wall, own = p50(lambda: scoring.explain(scoring.score(case)), repeats)
    text, _ = p50(lambda: _by_text(raw), repeats)
    return [
        Measure(f"sheet of {LINES} lines, without tree, p50", lean, "ms"),
        Measure(f"sheet of {LINES} lines with its tree, p50", wall, "ms", LIMIT_MS),
        Measure(f"sheet of {LINES} lines with its tree, p50, this process alone", own, "ms"),
        Measure(f"JSON text of {LINES} lines to JSON text of the whole sheet, p50", text, "ms"),
    ]


def _by_text(raw: bytes) -> str:
    sheet = scoring.score(scoring.read_case(scoring.parse_json(raw)))
    return json.dumps(scoring.render_sheet(sheet), ensure_ascii=False)
