"""«Vì sao 61?»: the calculation of a month with its clauses, and the largest losses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from handlers import scores
from handlers.desk import Desk
from handlers.render import join, render_number, shorten
from handlers.scores import Sheet
from handlers.texts import scores as texts
from handlers.turn import Reply
from services import said, when
from services import scores as service
from services.general_facts import GivenPart

LEAVES = 4
WHY = re.compile(
    r"^(?:(?:diem )?(?:tai|vi) sao|sao(?= (?:toi|em|diem|lai|chi|duoc)))"
    r"(?: (?:toi|em|minh|diem|thang nay|lai|la|duoc|co|chi|con|moi))* "
    r"(\d{1,3}(?:[.,]\d{1,2})?)(?: diem)?(?: (?:thoi|vay|the|a|nhi))*\s*\??$"
)


def act(desk: Desk, args: Sequence[str]) -> Reply:
    """«Vì sao»: "why:<year>:<month>"."""
    if args[0] != "why":
        raise ValueError(args[0])
    return why(desk, *month_of(args[1:]))


def month_of(args: Sequence[str]) -> tuple[int, int]:
    """Year and month of a payload; raises ValueError for a forged one."""
    first = date(int(args[0]), int(args[1]), 1)
    return first.year, first.month


def by_word(desk: Desk, text: str) -> Reply | None:
    """«vì sao 61?»: the month that was shown last, else this one; a number that it is not is said."""
    asked = WHY.match(text)
    if asked is None:
        return None
    offer = said.last_offer(desk.uow, desk.turn.channel, desk.turn.chat_id)
    shown = next((action for action in offer.words.values() if action.startswith("s:why:")), "") if offer else ""
    today = when.today(desk.turn.sent_at)
    year, number = (int(part) for part in shown.split(":")[2:4]) if shown else (today.year, today.month)
    return why(desk, year, number, Decimal(asked[1].replace(",", ".")))


def why(desk: Desk, year: int, number: int, asked: Decimal | None = None) -> Reply:
    """The calculation of a month, short enough for a phone."""
    found = service.graded_month(desk.uow, desk.who, year, number, desk.turn.sent_at)
    if found.sheet is None or not scores.has_work(found) or scores.apart_of(found):
        return scores.month(desk, (f"{number}/{year}",))
    return Reply.of(explain(found.sheet, year, number, asked, found.parts))


def explain(
    sheet: Sheet, year: int, number: int, asked: Decimal | None = None, parts: Sequence[GivenPart] = ()
) -> Markup:  # fmt: skip
    """Every step with its clause, the largest losses, what is missing, by which rules."""
    blocks = [_why_head(sheet, year, number, asked), *_steps(sheet, parts)]
    blocks += scores.largest(sheet)
    if sheet.get("losses") == [] and sheet["result_points"] is not None:
        blocks.append(texts.NO_LOSSES)
    last = [*scores.missing(sheet), texts.RULES.format(title=sheet["title"], version=sheet["policy"]["version"])]
    if scores.by_log(sheet):
        last.insert(0, texts.APPROVED_BASE)
    return join([*blocks, join(last, "\n")], "\n\n")


def _why_head(sheet: Sheet, year: int, number: int, asked: Decimal | None) -> Markup:
    points = sheet["total"] or sheet["result_points"]
    if points is None:
        return texts.WHY_NO_POINTS.format(month=number, year=year)
    known = [Decimal(value) for value in (sheet["total"], sheet["result_points"]) if value]
    if asked is not None and not any(abs(asked - value) < 1 for value in known):  # "vì sao 61?" means 61,3 or 60,6
        values = {"points": scores.shown(points), "said": render_number(asked)}
        return texts.WHY_OTHER.format(month=number, year=year, **values)
    return texts.WHY_HEAD.format(points=scores.shown(points), month=number, year=year)


def _steps(sheet: Sheet, parts: Sequence[GivenPart]) -> Iterator[Markup]:
    if "steps" not in sheet:
        yield texts.STEPS_GONE
        return
    for root in sheet["steps"]:
        for step in root.get("steps", ()):
            if not step["value"]:  # not given yet: said among what is missing
                continue
            given = parts if "steps" not in step and step["value"] == sheet["general_points"] else ()
            sums = " + ".join(render_number(part.points) for part in given)
            told = step | {"expression": sums} if given else step
            yield join([_step(told), *_parts(step), *map(_given, given)], "\n")


def _given(part: GivenPart) -> Markup:
    return texts.GIVEN.format(
        name=shorten(part.label, 40), points=render_number(part.points), most=render_number(part.most)
    )


def _step(step: Mapping[str, Any]) -> Markup:
    return texts.STEP.format(
        label=step["label"], expression=step["expression"], value=scores.shown(step["value"]), clause=_clause(step)
    )


def _parts(step: Mapping[str, Any]) -> Iterator[Markup]:
    """The ratios under the result; their lines only where work is behind them, once, as a, b, c list the same lines."""
    listed: list[Mapping[str, Any]] | None = None
    for part in step.get("steps", ()):
        value = scores.shown(part["value"]) + (" %" if part["unit"] == "percent" else "")
        words = {"label": part["label"], "expression": part["expression"], "value": value}
        yield texts.PART.format(**words, clause=_clause(part))
        leaves = part.get("steps", [])
        if leaves and leaves != listed:
            yield from _leaves(leaves)
        listed = leaves or listed


def _leaves(leaves: Sequence[Mapping[str, Any]]) -> Iterator[Markup]:
    ordered = sorted(leaves, key=lambda leaf: -abs(Decimal(leaf["value"])))
    for leaf in ordered[:LEAVES]:
        name = shorten(leaf["label"], 40)
        yield texts.LEAF.format(name=name, expression=leaf["expression"], value=scores.shown(leaf["value"]))
    if len(leaves) > LEAVES:
        yield texts.LEAVES_MORE.format(count=len(leaves) - LEAVES)


def _clause(step: Mapping[str, Any]) -> Markup:
    return texts.CLAUSE.format(clause=step["clause"]) if step.get("clause") else Markup("")
