"""`python -m benchmarks.nlu [--quick] [--json] [--errors N] [--folds]`: one table from one run.

The judge's figures on the development lines and on every heldout/*.jsonl, the hard cases, the same messages typed
otherwise, memory, cost, peers on the same lines, and whether probabilities mean what they say. `--quick` leaves out
the catalogue of 10,000 items, the adversarial texts, dateparser, and all but the figures of the other sets than the
development lines; `--folds` refits the calibration without each agency in turn; `--json` prints one JSON object;
`--errors N` shows N faulty messages of each set.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.nlu import bins, cost, folds, peers, recall, report
from benchmarks.nlu.judge import judged, predicted
from benchmarks.nlu.seeds import AGENCY, exceptions, seeds
from benchmarks.nlu.sets import HERE, GoldSet, gold_sets, load_catalogues, load_items, load_lines
from benchmarks.nlu.variants import VARIANTS

__all__ = ["HERE", "load_catalogues", "load_items", "main", "predict"]


def predict(gold: Path = HERE / "dev_messages.jsonl") -> tuple[list[dict[str, object]], list[float]]:
    """Predictions for a gold file with the catalogues of the benchmark, and the milliseconds that each took."""
    told = GoldSet(gold.stem, load_lines(gold), load_catalogues(), fitted=True)
    out, times = [], []
    for line in told.lines:
        start = time.perf_counter()
        out += predicted(told, [line])
        times.append((time.perf_counter() - start) * 1000)
    return out, times


def quality(gold: GoldSet, *, quick: bool = False, errors: int = 0) -> dict[str, Any]:
    """The figures, tags, variants, memory and reliability of one set; in a hurry only the figures of all but dev."""
    plain = judged(gold.lines, predicted(gold), errors=errors)
    brief = quick and gold.name != "dev"
    return {
        "set": gold.name,
        "lines_used_for_fitting": gold.fitted,
        "figures": plain.figures,
        "tags": {name: list(pair) for name, pair in plain.tags.items()},
        "variants": {name: _variant(gold, name, plain.exact) for name in (() if brief else VARIANTS)},
        "memory": None if brief else recall.item_at_1(gold),
        "reliability": [] if brief else bins.reliability(gold),
    }


def together(sets: list[GoldSet]) -> dict[str, float]:
    """The judge's figures on all held-out lines as one set."""
    lines = [{**line, "id": f"{gold.name}:{line['id']}"} for gold in sets for line in gold.lines]
    told = [{**p, "id": f"{gold.name}:{p['id']}"} for gold in sets for p in predicted(gold)]
    return judged(lines, told).figures if lines else {}


def _variant(gold: GoldSet, name: str, plain: float) -> dict[str, float]:
    lines = [VARIANTS[name](line) for line in gold.lines]
    verdict = judged(lines, predicted(gold, lines))
    figures = {"message_exact_%": verdict.exact, "fall": round(plain - verdict.exact, 2)}
    return figures | {"item@1_%": verdict.figures["item@1_%"], "fields_exact_%": verdict.figures["fields_exact_%"]}


def costs(dev: GoldSet, *, quick: bool) -> dict[str, Any]:
    """CPU time per message, worst text, import and index."""
    small = cost.catalogue(500)
    out: dict[str, Any] = {"500": cost.percentiles(cost.milliseconds(dev, small))}
    if not quick:
        out["10000"] = cost.percentiles(cost.milliseconds(dev, cost.catalogue(10_000)))
        milliseconds, pattern = cost.worst(small)
        out["worst"] = {"ms": round(milliseconds, 1), "text": f"{pattern!r} × {4096 // len(pattern)}"}
    return out | {"start": cost.start_cost(500)}


def everything(*, quick: bool, refit: bool, errors: int = 0) -> dict[str, Any]:
    """All sections as one JSON-able object."""
    sets = gold_sets()
    dev = sets[0]
    hard = seeds(dev.catalogues[AGENCY])
    return {
        "quality": [quality(gold, quick=quick, errors=errors) for gold in sets],
        "held_out": together([gold for gold in sets if not gold.fitted]),
        "seeds": {"categories": hard["categories"], "missed": hard["missed"], "exceptions": len(exceptions())},
        "cost": costs(dev, quick=quick),
        "peers": {
            gold.name: {"items": peers.items_found(gold), "dates": {} if quick else peers.dates_found(gold)}
            for gold in (sets if not quick else sets[:1])
        },
        "folds": folds.refitted(dev) if refit else None,
    }


def main(argv: list[str]) -> int:
    """Run and print; the exit code tells only whether it ran."""
    if find_spec("rapidfuzz") is None:
        print("benchmarks.nlu: rapidfuzz is not installed; run: sh scripts/setup --dev", file=sys.stderr)
        return 2
    errors = int(argv[argv.index("--errors") + 1]) if "--errors" in argv and "--json" not in argv else 0
    found = everything(quick="--quick" in argv, refit="--folds" in argv, errors=errors)
    print(json.dumps(found, ensure_ascii=False) if "--json" in argv else report.table(found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
