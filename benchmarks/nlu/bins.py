"""Does the probability of an item mean what it says? Bins of what was said beside what was right."""

from __future__ import annotations

from collections import defaultdict

from benchmarks.nlu import score
from benchmarks.nlu.judge import beside
from benchmarks.nlu.sets import GoldSet


def reliability(gold: GoldSet) -> list[dict[str, float]]:
    """For each tenth of probability: pieces, mean probability said, and how many were right, in per cent."""
    seen: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for line in gold.lines:
        for want, got, entry in beside(gold, line):
            if got is not None and entry is not None and entry.candidates:
                right = want is not None and score.item_rank(want, got) == 1
                chance = entry.candidates[0].probability
                seen[min(9, int(chance * 10))].append((chance, right))
    return [
        {
            "from": number / 10,
            "pieces": len(rows),
            "said_%": round(100 * sum(chance for chance, _ in rows) / len(rows), 1),
            "right_%": round(100 * sum(right for _, right in rows) / len(rows), 1),
        }
        for number, rows in sorted(seen.items())
    ]
