"""The judge's figures (score.py as it is) for predictions that are at hand."""

from __future__ import annotations

import io
import json
import re
import tempfile
import warnings
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.nlu import score
from benchmarks.nlu.sets import GoldSet, Line
from nlu.batch import run
from nlu.model import EntryReading
from nlu.understand import understand


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judge's table, and for each tag how many messages of how many are wholly right."""

    figures: dict[str, float]
    tags: dict[str, tuple[int, int]]

    @property
    def exact(self) -> float:
        return self.figures["message_exact_%"]


def judged(gold: Sequence[Line], predictions: Sequence[dict[str, Any]], *, errors: int = 0) -> Verdict:
    """What score.py says; `errors` prints that many faulty messages."""
    with tempfile.TemporaryDirectory() as folder:
        files = [str(_written(Path(folder) / name, rows)) for name, rows in (("g", gold), ("p", predictions))]
        figures = json.loads(_said([*files, "--json"]))
        table = _said([*files, "--errors", str(errors)])
    tags = re.findall(r"^  (\S+)\s+(\d+)/(\d+) messages exact$", table, re.M)
    if errors:
        print(table.split(" messages exact\n")[-1])
    return Verdict(figures, {name: (int(right), int(total)) for name, right, total in tags})


def predicted(gold: GoldSet, lines: Sequence[Line] | None = None) -> list[dict[str, Any]]:
    """What the reader understands of a set's lines."""
    return list(run(gold.lines if lines is None else lines, gold.catalogues))


def beside(gold: GoldSet, line: Line, **more: Any) -> list[tuple[Line | None, Line | None, EntryReading | None]]:
    """Gold entries, ours in the judge's form and ours as read, aligned as the judge does; `more` goes to the reader."""
    index, now = gold.catalogues[line["agency"]], datetime.fromisoformat(line["now"])
    reading = understand(line["text"], now=now, index=index, post=line["post"], **more)
    ours = reading.to_prediction("")["entries"]
    read = {id(got): entry for got, entry in zip(ours, reading.entries, strict=True)}
    return [(want, got, read.get(id(got))) for want, got in score.align(line.get("entries") or [], ours)]


def _written(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def _said(argv: list[str]) -> str:
    out = io.StringIO()
    with redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ResourceWarning
        )  # the judge, kept to the letter, leaves closing to the interpreter
        score.main(argv)
    return out.getvalue()
