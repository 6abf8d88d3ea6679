"""Leave one agency out: the calibration fitted without an agency's lines, judged on them.

The weights of the features themselves were fitted once over a wider collection of pieces and rounded; only the
calibration of lexicon/weights.toml is refitted here, by benchmarks/nlu/fit.py. Where that is missing, this says so.
"""

from __future__ import annotations

import importlib.util
import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.nlu.sets import GoldSet
from nlu.understand import DEFAULT


def refitted(gold: GoldSet) -> dict[str, Any] | str:
    """For each agency: pieces, stored and wrong among the stored, in per cent, by a calibration that never saw it."""
    if importlib.util.find_spec("benchmarks.nlu.fit") is None:
        return "no fit at hand: the calibration of weights.toml is taken as it is"
    from benchmarks.nlu import fit

    rows = {agency: _seen(gold, agency) for agency in sorted(gold.catalogues)}
    return {agency: _judged(fit, rows, agency) for agency in rows}


def _seen(gold: GoldSet, agency: str) -> list[Any]:
    from benchmarks.nlu import fit

    lines = [json.dumps(line, ensure_ascii=False) for line in gold.lines if line["agency"] == agency]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lines.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        return list(fit.pieces(agency, file, dict(gold.catalogues)))


def _judged(fit: Any, rows: dict[str, list[Any]], agency: str) -> dict[str, float]:
    others = [row for name, part in rows.items() if name != agency for row in part]
    names = tuple(others[0].inputs)
    by = fit.fit(others, names)
    weights = [by[name] for name in names]
    kept = [row for row in rows[agency] if fit._chance(weights, [row.inputs[name] for name in names]) >= DEFAULT]
    wrong = sum(row.rank > 1 for row in kept)
    return {
        "pieces": len(rows[agency]),
        "stored_%": round(100 * len(kept) / max(1, len(rows[agency])), 1),
        "wrong_of_stored_%": round(100 * wrong / max(1, len(kept)), 1),
    }
