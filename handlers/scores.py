"""/diem: the month's points so far with what they come from; «Vì sao» shows the calculation and the largest losses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

import scoring
from handlers.desk import Desk, button
from handlers.render import join, render_day, render_minutes, render_number, shorten
from handlers.texts import scores as texts
from handlers.turn import Reply, Say
from services import general, said, when
from services import scores as service
from services.general_facts import GivenPart

SHOWN = 6
LEAVES = 4
LOSSES = 3
YEARS_AROUND = 5
MONTH = re.compile(r"^(?:tháng\s*|thang\s*)?(\d{1,2})(?:\s*[/-]\s*(\d{4}))?$", re.I)
WHY = re.compile(
    r"^(?:tai sao|vi sao)(?: (?:la|duoc|co|chi|chi co|chi duoc))? (\d{1,3}(?:[.,]\d{1,2})?)(?: diem)?\s*\??$"
)
Sheet = Mapping[str, Any]


def month(desk: Desk, args: Sequence[str]) -> Reply:
    """This month, or the one named ("/diem 10/2026", "/diem 10")."""
    named = read_month(desk, " ".join(args))
    if named is None:
        return Reply.of(texts.HOW)
    found = service.graded_month(desk.uow, desk.who, *named, desk.turn.sent_at)
    score = found.score
    if not score.approved.lines:
        pending = Markup(" ") + _pending(score) + "." if score.pending.lines else ""
        return Reply.of(texts.NONE.format(month=score.month, year=score.year, pending=pending))
    text = join([_head(found), *_points(found), *_work(score), *_pace(desk, found)], "\n")
    if found.sheet is None:
        return Reply.of(text)
    points = _number(found.sheet["total"] or found.sheet["result_points"] or "") or "…"
    why = button(texts.WHY_BUTTON.format(points=points), "s", "why", score.year, score.month)
    rows, words = [(why,)], [("vi sao", why.action), ("1", why.action)]
    if general.wanted(desk.uow, desk.who, score.year, score.month, desk.turn.sent_at):
        told = button(texts.GENERAL_BUTTON, "t", "my", f"{score.year}{score.month:02}")
        rows.append((told,))
        words += [("tieu chi", told.action), ("tieu chi chung", told.action), ("2", told.action)]
    return Reply((Say(text, rows=tuple(rows), words=tuple(words)),))


def read_month(desk: Desk, words: str) -> tuple[int, int] | None:
    """(year, month) of "10/2026" or "10", today's without words; None for what is no month near today."""
    today = when.today(desk.turn.sent_at)
    if not words.strip():
        return today.year, today.month
    named = MONTH.match(words.strip())
    year, number = (int(named[2] or today.year), int(named[1])) if named else (0, 0)
    return (year, number) if 1 <= number <= 12 and abs(year - today.year) <= YEARS_AROUND else None


def _head(found: service.GradedMonth) -> Markup:
    head = texts.HEAD.format(month=found.score.month, year=found.score.year)
    return head + (texts.CLOSED if found.closed else texts.SO_FAR if found.pace else Markup(""))


def _points(found: service.GradedMonth) -> Iterator[Markup]:
    """The result, its ratios, what is missing, and the honest word about the denominator; or why there is none."""
    sheet = found.sheet
    if sheet is None:
        yield texts.PROBLEMS[found.problem or "none"].format(kind=texts.KINDS.get(found.kind, found.kind))
        return
    if sheet["result_points"] is not None:
        yield texts.RESULT.format(points=_number(sheet["result_points"]), most=sheet["most"])
        ratios = (
            texts.RATIO.format(name=name, percent=_number(value)) for name, value in sheet["ratios"].items() if value
        )
        yield join(list(ratios), " · ")
    if sheet["general_points"] is not None:
        most = render_number(sum((part.most for part in found.parts), Decimal(0)))
        yield texts.GENERAL.format(points=_number(sheet["general_points"]), most=most)
    if sheet["total"] is not None:
        yield texts.TOTAL.format(total=_number(sheet["total"]))
    if sheet["disqualifiers"]:
        yield texts.FORCED.format(reason=sheet["reason"])
    elif sheet.get("grade_label"):
        yield texts.GRADE.format(grade=sheet["grade_label"])
    yield from _missing(sheet)
    if found.ungraded:
        yield texts.UNGRADED.format(count=found.ungraded)
    if sheet["options"].get("denominator") == "approved":
        yield texts.APPROVED_BASE


def _missing(sheet: Sheet) -> Iterator[Markup]:
    """Parts that are not given yet, in the words of the scoring module; the general points in our own."""
    for note in sheet["notes"]:
        if note.startswith("Chưa có điểm tiêu chí chung:"):
            yield texts.NO_GENERAL
        elif note.startswith("Chưa có "):
            yield texts.MISSING.format(note=note)


def _work(score: service.MonthScore) -> Iterator[Markup]:
    lines = score.approved.lines
    yield texts.APPROVED.format(points=render_number(score.approved.total))
    yield from (_line(line) for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        rest = sum((line.converted for line in lines[SHOWN:]), Decimal(0))
        yield texts.MORE.format(count=len(lines) - SHOWN, points=render_number(rest))
    if score.pending.lines:
        yield _pending(score)
    yield texts.TIME.format(told=render_minutes(score.minutes), norm=render_minutes(score.norm_minutes))


def _pending(score: service.MonthScore) -> Markup:
    return texts.PENDING.format(points=render_number(score.pending.total))


def _pace(desk: Desk, found: service.GradedMonth) -> Iterator[Markup]:
    if found.pace and found.pace.projected is not None:
        yield texts.PROJECTED.format(points=render_number(found.pace.projected))
    elif found.pace and found.pace.since is not None:
        yield texts.NOT_YET.format(day=render_day(found.pace.since, when.today(desk.turn.sent_at)))


def _line(line: scoring.Line) -> Markup:
    return texts.LINE.format(
        name=shorten(line.label, 50),
        quantity=render_number(line.quantity),
        coefficient=render_number(line.coefficient),
        points=render_number(line.converted),
    )


def _number(text: str) -> str:
    """The module's "69.50" as a reader writes it: "69,5"."""
    return render_number(Decimal(text)) if text else ""


# --- why ---


def act(desk: Desk, args: Sequence[str]) -> Reply:
    """«Vì sao»: "s:why:<year>:<month>"; a forged month looks like one that is not there."""
    first = date(int(args[1]), int(args[2]), 1)
    return why(desk, first.year, first.month)


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
    if found.sheet is None or not found.sheet["sums"]["counts"]["lines"]:
        return month(desk, (f"{number}/{year}",))
    return Reply.of(explain(found.sheet, year, number, asked, found.parts))


def explain(
    sheet: Sheet, year: int, number: int, asked: Decimal | None = None, parts: Sequence[GivenPart] = ()
) -> Markup:  # fmt: skip
    """Every step with its clause, the largest losses, what is missing, by which rules."""
    blocks = [_why_head(sheet, year, number, asked), *_steps(sheet, parts)]
    losses = sheet.get("losses", ())[:LOSSES]
    if losses:
        blocks.append(join([texts.LOSSES_HEAD, *(texts.LOSS.format(label=loss["text"]) for loss in losses)], "\n"))
    elif sheet["result_points"] is not None and "losses" in sheet:
        blocks.append(texts.NO_LOSSES)
    last = [*_missing(sheet), texts.RULES.format(title=sheet["title"], version=sheet["policy"]["version"])]
    if sheet["options"].get("denominator") == "approved":
        last.insert(0, texts.APPROVED_BASE)
    return join([*blocks, join(last, "\n")], "\n\n")


def _why_head(sheet: Sheet, year: int, number: int, asked: Decimal | None) -> Markup:
    points = sheet["total"] or sheet["result_points"]
    if points is None:
        return texts.WHY_NO_POINTS.format(month=number, year=year)
    known = {Decimal(value) for value in (sheet["total"], sheet["result_points"]) if value}
    rough = known | {round(value) for value in known}  # who asks "vì sao 61?" means 61,3
    if asked is not None and asked not in rough:
        shown = {"points": _number(points), "said": render_number(asked)}
        return texts.WHY_OTHER.format(month=number, year=year, **shown)
    return texts.WHY_HEAD.format(points=_number(points), month=number, year=year)


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
            shown = step | {"expression": sums} if given else step
            yield join([_step(shown), *_parts(step), *map(_given, given)], "\n")


def _given(part: GivenPart) -> Markup:
    return texts.GIVEN.format(
        name=shorten(part.label, 40), points=render_number(part.points), most=render_number(part.most)
    )


def _step(step: Mapping[str, Any]) -> Markup:
    return texts.STEP.format(
        label=step["label"], expression=step["expression"], value=_number(step["value"]), clause=_clause(step)
    )


def _parts(step: Mapping[str, Any]) -> Iterator[Markup]:
    """The ratios under the result; their lines only where work is behind them, once, as a, b, c list the same lines."""
    listed: list[Mapping[str, Any]] | None = None
    for part in step.get("steps", ()):
        value = _number(part["value"]) + (" %" if part["unit"] == "percent" else "")
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
        yield texts.LEAF.format(name=name, expression=leaf["expression"], value=_number(leaf["value"]))
    if len(leaves) > LEAVES:
        yield texts.LEAVES_MORE.format(count=len(leaves) - LEAVES)


def _clause(step: Mapping[str, Any]) -> Markup:
    return texts.CLAUSE.format(clause=step["clause"]) if step.get("clause") else Markup("")
