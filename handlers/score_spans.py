"""/diem quý 3/2026 · /diem năm 2026: the months of a period combined, split where the rules changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup

import nlu
from handlers.desk import Desk
from handlers.render import join
from handlers.scores import YEARS_AROUND, Sheet, by_log, missing, points_of, reason_alone
from handlers.texts import score_spans as texts
from handlers.texts import scores as score_texts
from handlers.turn import Reply
from services import score_spans as service
from services import when
from services.score_spans import Part, Span, SpanMonth

ASKED = re.compile(
    r"^diem (?:cua )?(?:(?P<quarter>quy)(?: (?P<number>[1-9]|iv|i{1,3}|nay|truoc))?"
    r"(?:(?: |/|-| nam )(?P<of>20\d\d))?|(?P<name>nam)(?: (?P<year>20\d\d|nay|ngoai|truoc))?)$"
)
NAMED = re.compile(
    r"\b(?:quy (?P<number>[1-4]|iv|i{1,3}|nay|truoc)(?!\w)(?:(?: |/|-| nam )(?P<of>20\d\d))?"
    r"|(?P<name>nam) (?P<year>20\d\d|nay|ngoai|truoc)\b|(?<![\d/])(?P<alone>20\d\d)\b)"
)
"""A quarter or year among other words, as /xeploai takes it."""
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
MEAN = "Cách tính khác"
MIXED, BASE = "Các phiếu", "denominator"
"""How the scoring module begins its notes on these, and the option that says what work is compared with."""


def by_word(desk: Desk, text: str) -> Reply | None:
    """«điểm quý 3/2026», «diem nam nay»; None for anything else."""
    asked = ASKED.match(nlu.fold(text).strip(" .!,;?"))
    if asked is None:
        return None
    today = when.today(desk.turn.sent_at)
    if asked["quarter"]:
        year, quarter = _quarter(asked, (today.year, (today.month + 2) // 3))
    else:
        year, quarter = _year(asked["year"], today.year), None
    if abs(year - today.year) > YEARS_AROUND or (quarter is not None and quarter > 4):
        return Reply.of(texts.HOW)
    found = service.span(desk.uow, desk.who, year, quarter, desk.turn.sent_at)
    return Reply.of(join(list(_shown(found)), "\n"))


def named(folded: str, today: date) -> tuple[tuple[int, int | None], str] | None:
    """The year and quarter (None: the whole year) that some folded words name, and the words around it."""
    asked = NAMED.search(folded)
    if asked is None:
        return None
    rest = " ".join((folded[: asked.start()] + " " + folded[asked.end() :]).split())
    if asked["number"]:
        return _quarter(asked, (today.year, (today.month + 2) // 3)), rest
    return (int(asked["alone"]) if asked["alone"] else _year(asked["year"], today.year), None), rest


def _quarter(asked: re.Match[str], now: tuple[int, int]) -> tuple[int, int]:
    word, of = asked["number"], asked["of"]
    if word == "truoc":
        return (now[0], now[1] - 1) if now[1] > 1 else (now[0] - 1, 4)
    number = now[1] if word in (None, "nay") else ROMAN.get(word) or int(word)
    return int(of) if of else now[0], number


def _year(word: str | None, now: int) -> int:
    if word in ("ngoai", "truoc"):
        return now - 1
    return now if word in (None, "nay") else int(word)


def _shown(found: Span) -> Iterator[Markup]:
    words = {"quarter": found.quarter, "year": found.year}
    yield (texts.QUARTER if found.quarter else texts.YEAR).format(**words) + (texts.SO_FAR if found.running else "")
    if not found.parts:
        yield texts.NONE if found.left_out else texts.FUTURE
    if len(found.parts) > 1:
        yield texts.SPLIT.format(count=len(found.parts))
    for number, part in enumerate(found.parts, 1):
        if len(found.parts) > 1:
            yield Markup("\n") + texts.PART.format(number=number, title=part.sheet["title"])
        yield from _part(part)
    yield from _left_out(found.left_out)
    if found.parts:
        yield texts.HOW_ADDED


def _part(part: Part) -> Iterator[Markup]:
    sheet = part.sheet
    yield from points_of(sheet)
    if sheet["total"] is not None and sheet["grade"]:
        yield texts.GRADE.format(grade=texts.GRADES.get(sheet["grade"], sheet["grade"]))
    yield from missing(sheet)
    yield texts.MONTHS.format(months=", ".join(map(month_name, part.months)))
    yield from _notes(sheet)


def _notes(sheet: Sheet) -> Iterator[Markup]:
    """What a reader must know beside the number: unlike months, the plan that is missing, the other reading."""
    mixed = [note for note in sheet["notes"] if note.startswith(MIXED)]
    if any(BASE in note for note in mixed):
        yield texts.MIXED_BASE
    elif by_log(sheet):
        yield score_texts.APPROVED_BASE_OF_MONTHS
    if any(BASE not in note for note in mixed):
        yield texts.MIXED
    for note in sheet["notes"]:
        if note.startswith(MEAN):
            yield texts.OTHER_READING.format(note=note)


def month_name(month: SpanMonth) -> str:
    """«tháng 11 (đang chạy)»."""
    state = texts.CLOSED if month.closed else texts.RUNNING if month.running else texts.OPEN
    return texts.MONTH.format(month=month.month) + state


def _left_out(months: Sequence[SpanMonth]) -> Iterator[Markup]:
    for (reason, why), group in groupby(months, key=lambda month: (month.left_out or "", month.why)):
        numbers = ", ".join(str(month.month) for month in group)
        if why is not None:
            yield texts.APART.format(months=numbers, reason=reason_alone(why))
            continue
        yield texts.LEFT_OUT.format(months=numbers, reason=texts.REASONS[reason])
