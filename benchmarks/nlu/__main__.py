"""`python -m benchmarks.nlu [--quick] [--json] [--errors N]`: read the open benchmark, print the judge's table."""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from benchmarks.nlu import score
from nlu.batch import run
from nlu.index import Index, build_index
from nlu.model import Post, WorkItem

HERE = Path(__file__).parent


def load_items(path: Path) -> list[WorkItem]:
    """The work items of a catalogue in CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            WorkItem(
                code=row["code"],
                name=row["name"],
                group=row["group"],
                field=row["field"],
                product=row["product"],
                unit=row["unit"],
                standard_minutes=int(row["standard_minutes"]),
                coefficient=Decimal(row["coefficient"]),
                measure=row["measure"],
                aliases=tuple(filter(None, row["aliases"].split(";"))),
                posts=tuple(filter(None, row["posts"].split(";"))),
            )
            for row in csv.DictReader(file)
        ]


def load_catalogues(folder: Path = HERE) -> dict[str, Index]:
    """One index for every catalogue_<agency>.csv of a folder."""
    posts = json.loads((HERE / "posts.json").read_text(encoding="utf-8"))
    return {
        path.stem.removeprefix("catalogue_"): build_index(
            load_items(path),
            [
                Post(p["code"], p["title_vi"], p["is_leader"])
                for p in posts.get(path.stem.removeprefix("catalogue_"), [])
            ],
        )
        for path in sorted(folder.glob("catalogue_*.csv"))
    }


def predict(gold: Path = HERE / "dev_messages.jsonl") -> tuple[list[dict[str, object]], list[float]]:
    """Predictions for a gold file and the milliseconds that each took."""
    catalogues = load_catalogues()
    out, times = [], []
    for line in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
        start = time.perf_counter()
        out += run([line], catalogues)
        times.append((time.perf_counter() - start) * 1000)
    return out, times


def main(argv: list[str]) -> int:
    """Print the table of the judge, and the time for a message."""
    predictions, times = predict()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "predicted.jsonl"
        file.write_text("\n".join(json.dumps(p, ensure_ascii=False) for p in predictions), encoding="utf-8")
        options = [a for a in argv if a not in ("--quick",)]
        score.main([str(HERE / "dev_messages.jsonl"), str(file), *options])
    if "--json" not in argv:
        ordered = sorted(times)
        print(f"{'ms p50 / p99':28} {ordered[len(ordered) // 2]:.2f} / {ordered[int(len(ordered) * 0.99)]:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
