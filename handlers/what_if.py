"""«/diem nếu xong 12», «nếu xong hết việc được giao», a button: the score now → then; nothing is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from markupsafe import Markup

import nlu
from handlers.desk import Desk
from handlers.ratios import ratio_names
from handlers.render import join, render_number, shorten
from handlers.scores import missing, problem, shown
from handlers.texts import what_if as texts
from handlers.turn import Reply
from services import what_if as service
from services import when
from services.what_if import OpenLine, Tried, Untried

SHOWN, NAMES = 5, 6
ASKED = re.compile(
    r"^(?P<score>/?diem(?: so)? )?(?:neu|gia su)(?: nhu)?(?: (?:toi|em|minh|lam))? "
    r"(?:lam xong|xong|hoan thanh|het)(?P<what> .+?)??(?P<tail> (?:thi|duoc (?!giao)|bao nhieu|may diem|se|diem)\b.*)?$"
)
ALL = re.compile(
    r"^(?:(?:het|tat ca|toan bo|moi|ca|cac|nhung|viec|nhiem vu|phan|ke hoach|thang|duoc giao|dang mo|dang lam|con lai|"
    r"con no|cua toi|trong thang|nay|chua xong)\s*)+$"
)
JOINING = frozenset(("viec", "so", "va", "nhiem", "vu", "cac", "t"))
NUMBER = re.compile(r"^t?(\d{1,6})$")


def by_word(desk: Desk, text: str) -> Reply | None:
    """The question in words, with or without «/diem»; None for anything else.

    Without «điểm» only tasks by number or "all of them" are meant: «nếu xong hồ sơ thì nộp» is no question.
    """
    asked = ASKED.match(nlu.fold(text).strip(" .!,;?"))
    if asked is None:
        return None
    what, tail = (asked["what"] or "").strip(" ,;:"), asked["tail"] or ""
    about_score = bool(asked["score"]) or "diem" in tail
    numbers = _numbers(what)
    today = when.today(desk.turn.sent_at)
    if not what or ALL.match(what):
        sure = about_score or not tail or "sao" in tail
        return _answer(desk, service.try_all(desk.uow, desk.who, today.year, today.month), True) if sure else None
    if numbers:
        return _answer(desk, service.try_numbers(desk.uow, desk.who, today.year, today.month, numbers))
    if not about_score:
        return None
    return _answer(desk, service.try_words(desk.uow, desk.who, today.year, today.month, what))


def _numbers(what: str) -> list[int]:
    """The numbers of "T12, T14" or "việc 3 và 5"; none where there are other words."""
    words = [word for word in re.split(r"[\s,;]+", what) if word and word not in JOINING]
    found = [NUMBER.match(word) for word in words]
    return [int(match[1]) for match in found if match] if all(found) else []


def tapped(desk: Desk, year: int, month: int) -> Reply:
    """«Nếu xong việc đang mở»."""
    return _answer(desk, service.try_all(desk.uow, desk.who, year, month), True)


def _answer(desk: Desk, found: Tried | Untried, everything: bool = False) -> Reply:
    if isinstance(found, Untried):
        today = when.today(desk.turn.sent_at)
        closed = texts.CLOSED.format(month=today.month, year=today.year)
        return Reply.of(closed if found.problem == "closed" else problem(found.problem, found.kind))
    left_out = [texts.LEFT_OUT[reason].format(said=shorten(said, 40)) for said, reason in found.left_out]
    if not found.chosen:
        return Reply.of(join([*left_out, *_nothing(desk, found, everything)]))
    return Reply.of(join([*_head(found, everything), *_result(found), *left_out]))


def _nothing(desk: Desk, found: Tried, everything: bool) -> Iterator[Markup]:
    lines = service.open_lines(desk.uow, desk.who, found.year, found.month)
    if not lines:
        yield texts.NOTHING_OPEN.format(month=found.month, year=found.year)
    elif not everything:
        yield texts.OPEN_ARE.format(
            names="; ".join(f"{_number(line)}{shorten(line.label, 40)}" for line in lines[:NAMES])
        )


def _head(found: Tried, everything: bool) -> Iterator[Markup]:
    yield texts.HEAD.format(month=found.month, year=found.year)
    several = everything and len(found.chosen) > 1
    yield texts.ALL.format(count=len(found.chosen)) if several else texts.CHOSEN
    for line in found.chosen[:SHOWN]:
        label = shorten(line.label, 50)
        yield texts.LINE.format(number=_number(line), label=label, points=render_number(line.converted))
    rest = found.chosen[SHOWN:]
    if rest:
        more = sum((line.converted for line in rest), Decimal(0))
        yield texts.MORE.format(count=len(rest), points=render_number(more))


def _number(line: OpenLine) -> Markup:
    return texts.NUMBER.format(number=line.number) if line.number is not None else Markup("")


def _result(found: Tried) -> Iterator[Markup]:
    before, after = found.now["result_points"], found.then["result_points"]
    if after is not None:
        gain = Decimal(after) - Decimal(before or 0)
        more = texts.GAIN.format(points=render_number(gain)) if gain else ""
        values = {"before": shown(before), "after": shown(after), "most": found.then["most"], "gain": more}
        yield texts.RESULT.format(**values)
    if found.compared:
        yield _ratios(found.now["ratios"], found.then["ratios"])
    if found.then["total"] is not None:
        yield texts.TOTAL.format(before=shown(found.now["total"]), after=shown(found.then["total"]))
    if not found.compared:
        yield texts.CONVERTED.format(before=render_number(found.converted[0]), after=render_number(found.converted[1]))
        yield texts.BY_LOG
    elif after is None:
        yield from missing(found.then)


def _ratios(before: Mapping[str, Any], after: Mapping[str, Any]) -> Markup:
    parts, known = [], [(code, value) for code, value in after.items() if value is not None]
    for name, (code, value) in zip(ratio_names([code for code, _ in known]), known, strict=True):
        words = texts.RATIO_SAME if before.get(code) == value else texts.RATIO
        parts.append(words.format(name=name, before=shown(before.get(code)), after=shown(value)))
    return join(parts, " · ")
