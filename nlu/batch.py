"""Many messages at once, in the form that benchmarks/nlu/score.py reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from nlu.index import Index
from nlu.understand import understand


def run(lines: Iterable[Mapping[str, Any]], catalogues: Mapping[str, Index]) -> Iterator[dict[str, Any]]:
    """Predictions for input lines {"id", "agency", "post", "now", "text"}; `catalogues` is by agency."""
    for line in lines:
        index = catalogues[line["agency"]]
        reading = understand(line["text"], now=datetime.fromisoformat(line["now"]), index=index, post=line.get("post"))
        yield reading.to_prediction(line["id"])
