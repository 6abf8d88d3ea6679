"""`soviec understand`, `soviec when` and `soviec explain`: what a message means, for programs and for people."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import nlu
from bot.catalogues import Shelf, UnreadableCatalogue, read_index
from bot.cli import CommandError
from bot.texts import INTENTS, LEFT

DEMO = Path(__file__).resolve().parent.parent / "demo" / "data"


def understand(arguments: argparse.Namespace) -> int:
    """One prediction a line for each message a line, in the same order; needs no database, token or setting."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        for prediction in predictions(sys.stdin, Shelf(arguments.catalogues)):
            print(json.dumps(prediction, ensure_ascii=False))
    except UnreadableCatalogue as error:
        raise CommandError(str(error)) from error
    return 0


def predictions(lines: Iterable[str], shelf: Shelf) -> Iterator[dict[str, Any]]:
    """Read messages {id, agency, post, now, text}; raises CommandError naming the line that is none."""
    index = cache(shelf.index)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            message = json.loads(line)
            now = datetime.fromisoformat(message["now"])
            identity, agency, text = str(message["id"]), str(message["agency"]), str(message["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(
                f"Dòng {number}: không phải tin nhắn {{id, agency, post, now, text}} ({error!r})"
            ) from error
        reading = nlu.understand(text, now=now, index=index(agency), post=message.get("post"))
        yield reading.to_prediction(identity)


def when(arguments: argparse.Namespace) -> int:
    """The time that each line tells, one JSON object a line in the same order; needs no database, token or setting."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for moment in moments(sys.stdin, arguments.prefer):
        print(json.dumps(moment, ensure_ascii=False))
    return 0


def moments(lines: Iterable[str], prefer: str) -> Iterator[dict[str, Any]]:
    """Read lines {id, now, text}; raises CommandError naming the line that is none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            now, text, identity = datetime.fromisoformat(asked["now"]), str(asked["text"]), asked["id"]
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"Dòng {number}: không phải dòng {{id, now, text}} ({error!r})") from error
        yield {"id": identity, **nlu.read_when(text, now=now, prefer=prefer).to_dict()}


def explain(arguments: argparse.Namespace) -> int:
    """Show how one message is read, with the rules and the evidence."""
    from bot.clock import SystemClock
    from services import when

    now = when.local(SystemClock().now())
    reading = nlu.understand(arguments.text, now=now, index=_index(arguments.agency), post=arguments.post)
    print("\n".join(explanation(reading)))
    return 0


_SIGNS = 3  # told of each quantity that may be meant


def explanation(reading: nlu.Reading) -> Iterator[str]:
    """Lines on a reading: what was seen in the text, then each piece of work with its candidates."""
    yield f"Ý: {INTENTS.get(reading.intent, reading.intent)}"
    for sign in reading.signs():
        yield f"  {sign.weight:+.2f}  {sign.detail}"
    for span in reading.spans:
        yield f"  {span.text!r} → {span.kind} {span.value} (luật {span.rule})"
    for cut in reading.cuts():
        yield f"  {'tách' if cut.begins else 'không tách'} trước {cut.text!r} ({cut.chance:.0%})"
        yield from (f"    {sign.weight:+.2f}  {sign.detail}" for sign in cut.evidence)
    for way in reading.ways():
        pieces = " | ".join(f"{text!r} → {item or '?'}" for text, item in way.pieces) or "không có việc nào"
        yield f"  cách đọc {'được chọn' if way.chosen else 'khác'} ({way.chance:.0%}): {pieces}"
        yield from (f"    {sign.weight:+.2f}  {sign.detail}" for sign in way.evidence)
    for left in reading.left:
        yield f"  không thành dòng nào ({LEFT[left.why]}): {left.text!r}"
    for number, entry in enumerate(reading.entries, 1):
        yield f"{number}. {entry.text!r}: {entry.item or 'chưa rõ đầu việc'} ({'chắc' if entry.sure else 'sẽ hỏi lại'})"
        time = f"{entry.minutes} phút" if entry.minutes is not None else "không nói thời gian"
        state = "xong" if entry.done else "chưa xong"
        yield f"   ngày {entry.date:%d/%m/%Y} · số lượng {entry.quantity:f} · {time} · {state}"
        for option in entry.tally():
            yield f"   số lượng {option.value:f} ({option.chance:.0%})"
            telling = sorted(option.evidence, key=lambda sign: -abs(sign.weight))[:_SIGNS]
            yield from (f"      {sign.weight:+.2f}  {sign.detail}" for sign in telling)
        yield from _candidates(entry.candidates)
    if reading.assign:
        due = reading.assign.due or "không nói"
        yield f"Giao {', '.join(reading.assign.assignees)}: {reading.assign.text!r}, hạn {due}"
        yield from _candidates(reading.assign.candidates)
    if reading.leave:
        half = {"am": " (sáng)", "pm": " (chiều)"}.get(reading.leave.half or "", "")
        yield f"Nghỉ từ {reading.leave.start:%d/%m/%Y} đến {reading.leave.end:%d/%m/%Y}{half}"


def _candidates(candidates: Iterable[nlu.Candidate]) -> Iterator[str]:
    for candidate in candidates:
        yield f"   {candidate.code}  {candidate.probability:.0%}  điểm {candidate.score:.2f}"
        for piece in candidate.evidence:
            yield f"      {piece.weight:+.2f}  {piece.feature}  {piece.detail}"


def _index(agency: str | None) -> nlu.Index:
    """The catalogue in force in the database; where there is none, that of the demo agency."""
    from bot.commands.base import open_database
    from services import operators
    from services.office import Readers
    from storage import operators as store

    with open_database() as database, database.reading() as uow:
        if agency or store.agencies(uow, with_people=True):
            home = operators.the_agency(uow, agency)
            index = Readers().for_agency(uow, home.id or 0).index
            if index.items:
                return index
    return read_index(DEMO / "catalogue.csv", DEMO / "posts.json", "demo")
