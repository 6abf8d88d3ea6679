"""What could be glued together instead: dateparser for days, rapidfuzz or BM25 for items, on the same lines."""

from __future__ import annotations

import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from math import log

from benchmarks.nlu.judge import beside
from benchmarks.nlu.sets import GoldSet, Line
from nlu.model import WorkItem
from nlu.normalise import fold
from nlu.understand import understand

Finder = Callable[[str], str | None]


class BM25:
    """Plain BM25 over unaccented syllables and their pairs of name and aliases (k1 1.2, b 0.75)."""

    def __init__(self, items: Sequence[WorkItem]) -> None:
        self.codes = [item.code for item in items]
        bags = [Counter(_terms(" ".join((item.name, item.product, *item.aliases)))) for item in items]
        mean = sum(bag.total() for bag in bags) / max(1, len(bags))
        found = Counter(term for bag in bags for term in bag)
        self.postings: dict[str, list[tuple[int, float]]] = {}
        for place, bag in enumerate(bags):
            for term, count in bag.items():
                idf = log(1 + (len(bags) - found[term] + 0.5) / (found[term] + 0.5))
                weight = count * 2.2 / (count + 1.2 * (0.25 + 0.75 * bag.total() / mean))
                self.postings.setdefault(term, []).append((place, idf * weight))

    def find(self, text: str) -> str | None:
        """The code of the best item, None where no word is shared."""
        sums: Counter[int] = Counter()
        for term in set(_terms(text)):
            for place, weight in self.postings.get(term, ()):
                sums[place] += weight  # type: ignore[assignment]
        return self.codes[max(sums, key=lambda place: (sums[place], -place))] if sums else None


def _terms(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", fold(text))
    return words + [" ".join(pair) for pair in pairwise(words)]


def _fuzzy(items: Sequence[WorkItem], scorer: str) -> Finder:
    from rapidfuzz import fuzz, process

    names = [(item.code, fold(name)) for item in items for name in (item.name, *item.aliases)]
    choices = [name for _, name in names]
    measure = getattr(fuzz, scorer)

    def find(text: str) -> str | None:
        best = process.extractOne(fold(text), choices, scorer=measure)
        return names[best[2]][0] if best else None

    return find


def _finders(items: Sequence[WorkItem]) -> dict[str, Finder]:
    return {
        "BM25": BM25(items).find,
        "rapidfuzz WRatio": _fuzzy(items, "WRatio"),
        "rapidfuzz token_set_ratio": _fuzzy(items, "token_set_ratio"),
    }


def _pieces(gold: GoldSet) -> Iterator[tuple[str, str, str, set[str]]]:
    """(agency, post, text of the piece as our reader cuts it, accepted codes): the peers get the cutting for free."""
    for line in gold.lines:
        for want, _, entry in beside(gold, line):
            if want is not None and entry is not None:
                yield line["agency"], line["post"], entry.text, set(want["accept"])


def items_found(gold: GoldSet) -> dict[str, dict[str, float]]:
    """item@1 and CPU microseconds per piece: ours (search only) and the peers', on the pieces that our reader cuts."""
    pieces = list(_pieces(gold))
    by_agency = {agency: _finders(list(index.items.values())) for agency, index in gold.catalogues.items()}
    out = {"ours": _timed(pieces, lambda agency, post, text: _ours(gold, agency, post, text))}
    for name in ("BM25", "rapidfuzz WRatio", "rapidfuzz token_set_ratio"):
        out[name] = _timed(pieces, lambda agency, post, text, name=name: by_agency[agency][name](text))  # type: ignore[misc]
    return out


def _ours(gold: GoldSet, agency: str, post: str, text: str) -> str | None:
    found = gold.catalogues[agency].candidates(text, post=post)
    return found[0].code if found else None


def _timed(
    pieces: list[tuple[str, str, str, set[str]]], find: Callable[[str, str, str], str | None]
) -> dict[str, float]:
    start = time.process_time()
    right = sum(find(agency, post, text) in accept for agency, post, text, accept in pieces)
    spent = time.process_time() - start
    count = max(1, len(pieces))
    return {"item@1_%": round(100 * right / count, 1), "us": round(spent / count * 1e6)}


def dates_found(gold: GoldSet) -> dict[str, dict[str, float]]:
    """How often the day of the first entry is right, ours and dateparser's; no day found is today."""
    logs = [(line, datetime.fromisoformat(line["now"])) for line in gold.lines if line.get("entries")]
    if not logs:
        return {}  # a set of orders and talk
    ours = _dates(logs, lambda line, now: _our_day(gold, line, now))
    theirs = _dates(logs, lambda line, now: _searched(line["text"], now))
    return {"ours (whole message)": ours, "dateparser search_dates": theirs}


def _our_day(gold: GoldSet, line: Line, now: datetime) -> str:
    reading = understand(line["text"], now=now, index=gold.catalogues[line["agency"]], post=line["post"])
    return (reading.entries[0].date if reading.entries else now.date()).isoformat()


def _dates(logs: list[tuple[Line, datetime]], find: Callable[[Line, datetime], str]) -> dict[str, float]:
    find(*logs[0])  # imports are not part of the time
    start = time.process_time()
    found = [find(line, now) for line, now in logs]
    spent = time.process_time() - start
    right = sum(day == line["entries"][0]["date"] for day, (line, _) in zip(found, logs, strict=True))
    return {"date_%": round(100 * right / len(logs), 1), "us": round(spent / len(logs) * 1e6)}


def _searched(text: str, now: datetime) -> str:
    from dateparser.search import search_dates

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        settings = {"RELATIVE_BASE": now.replace(tzinfo=None), "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
        found = search_dates(text, languages=["vi"], settings=settings)  # type: ignore[arg-type]
    return (found[0][1] if found else now).date().isoformat()
