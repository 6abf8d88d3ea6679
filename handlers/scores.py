"""/diem: the month's points so far with what they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

import scoring
from handlers.desk import Desk, button
from handlers.ratios import ratio_names
from handlers.render import join, render_day, render_minutes, render_number, shorten
from handlers.texts import scores as texts
from handlers.texts import unclassified as apart_texts
from handlers.turn import Choice, Reply, Say
from services import general, score_time, what_if, when
from services import scores as service
from services.general_facts import GivenPart
from services.score_snapshots import unclassified

SHOWN = 6
LOSSES = 3
YEARS_AROUND = 5
MONTH = re.compile(r"^(?:tháng\s*|thang\s*)?(\d{1,2})(?:\s*[/-]\s*(\d{4}))?$", re.I)
APART = "Không xếp loại: "
"""How the scoring module begins the reason why there is no grade."""
Sheet = Mapping[str, Any]


def month(desk: Desk, args: Sequence[str]) -> Reply:
    """This month, or the one named ("/diem 10/2026", "/diem 10")."""
    named = read_month(desk, " ".join(args))
    if named is None:
        return Reply.of(texts.HOW)
    found = service.graded_month(desk.uow, desk.who, *named, desk.turn.sent_at)
    score = found.score
    if not score.approved.lines and not has_work(found) and not apart_of(found):
        pending = Markup(" ") + _pending(score) + "." if score.pending.lines else ""
        return Reply.of(texts.NONE.format(month=score.month, year=score.year, pending=pending))
    apart = apart_of(found)
    pace = () if apart else _pace(desk, found)
    text = join([_head(found), *_points(found), *_work(score), *_working_time(desk, found), *pace], "\n")
    if found.sheet is None or apart:
        return Reply.of(text)
    keys = tuple(_keys(desk, found))
    words = [(word, key.action) for key, word in keys] + [(str(n), key.action) for n, (key, _) in enumerate(keys, 1)]
    return Reply((Say(text, rows=tuple((key,) for key, _ in keys), words=tuple(words)),))


def apart_of(found: service.GradedMonth) -> str | None:
    """Why the month is not graded, where whoever judges it has said so."""
    return unclassified(found.sheet) if found.sheet is not None else None


def reason_alone(told: str) -> str:
    """«Không xếp loại: nghỉ thai sản cả kỳ» → "nghỉ thai sản cả kỳ"."""
    return told.removeprefix(APART)


def has_work(found: service.GradedMonth) -> bool:
    """Whether the sheet has lines: with a plan it has them before anything is approved."""
    return found.sheet is not None and found.sheet["sums"]["counts"]["lines"] > 0


def _keys(desk: Desk, found: service.GradedMonth) -> Iterator[tuple[Choice, str]]:
    """The buttons under a score, each with the word that does the same."""
    assert found.sheet is not None
    given = found.sheet["total"] or found.sheet["result_points"]
    points = shown(given) if given else "…"
    year, number = found.score.year, found.score.month
    yield button(texts.WHY_BUTTON.format(points=points), "s", "why", year, number), "vi sao"
    if not found.closed and what_if.open_lines(desk.uow, desk.who, year, number):
        yield button(texts.IF_BUTTON, "s", "if", year, number), "neu xong"
    if general.wanted(desk.uow, desk.who, year, number, desk.turn.sent_at):
        yield button(texts.GENERAL_BUTTON, "t", "my", f"{year}{number:02}"), "tieu chi"
    yield button(texts.MONTHS_BUTTON, "s", "pic"), "bieu do"


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
        yield problem(found.problem or "none", found.kind)
        return
    apart = apart_of(found)
    if apart:
        yield apart_texts.SCORE.format(reason=apart)
        return
    yield from points_of(sheet, found.parts)
    yield from largest(sheet)
    yield from missing(sheet)
    if found.ungraded:
        yield texts.UNGRADED.format(count=found.ungraded)
    if by_log(sheet):
        yield texts.APPROVED_BASE


def by_log(sheet: Sheet) -> bool:
    """Whether approved work is compared with itself, for want of a plan."""
    return bool(sheet["options"].get("denominator") == "approved")


def points_of(sheet: Sheet, parts: Sequence[GivenPart] = ()) -> Iterator[Markup]:
    """Result, ratios, general points, total and grade, as far as they are known."""
    if sheet["result_points"] is not None:
        yield texts.RESULT.format(points=shown(sheet["result_points"]), most=sheet["most"])
        ratios = [(code, value) for code, value in sheet["ratios"].items() if value]
        names = ratio_names([code for code, _ in ratios])
        yield join(
            [texts.RATIO.format(name=n, percent=shown(v)) for n, (_, v) in zip(names, ratios, strict=True)], " · "
        )
    if parts and sheet.get("general_points") is not None:
        most = render_number(sum((part.most for part in parts), Decimal(0)))
        yield texts.GENERAL.format(points=shown(sheet["general_points"]), most=most)
    if sheet["total"] is not None:
        yield texts.TOTAL.format(total=shown(sheet["total"]))
    if sheet.get("disqualifiers"):
        yield texts.FORCED.format(reason=sheet["reason"])
    elif sheet.get("grade_label"):
        yield texts.GRADE.format(grade=sheet["grade_label"])


def largest(sheet: Sheet) -> Iterator[Markup]:
    """What cost most, in order."""
    losses = sheet.get("losses", ())[:LOSSES]
    if losses:
        yield join([texts.LOSSES_HEAD, *(texts.LOSS.format(label=loss["text"]) for loss in losses)], "\n")


def problem(code: str, kind: str) -> Markup:
    """Why there is no score, as `GradedMonth.problem` names it."""
    return texts.PROBLEMS[code].format(kind=texts.KINDS.get(kind, kind))


def missing(sheet: Sheet) -> Iterator[Markup]:
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
    if lines or score.minutes:
        yield _time(score)


def _time(score: service.MonthScore) -> Markup:
    """Minutes worked beside the standard minutes of the same lines; the rest of the standard stands apart."""
    told = texts.TIME.format(told=render_minutes(score.minutes), norm=render_minutes(score.norm_of_told))
    untold = texts.TIME_UNTOLD.format(norm=render_minutes(score.norm_minutes))
    if not score.minutes:
        return untold
    return told + (texts.TIME_AND.format(untold=untold) if score.norm_minutes else Markup(""))


def _working_time(desk: Desk, found: service.GradedMonth) -> Iterator[Markup]:
    """The working time after leave, which the minutes worked stand beside."""
    today = when.today(desk.turn.sent_at)
    time = score_time.of_month(desk.uow, desk.who, found.score.year, found.score.month, today)
    if time is not None:
        away = texts.WORKING_AWAY.format(days=render_number(time.away)) if time.away else ""
        days, minutes = render_number(time.days), render_minutes(time.minutes)
        so_far = texts.WORKING_SO_FAR if time.running else ""
        yield texts.WORKING.format(so_far=so_far, time=minutes, days=days, away=away)


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


def shown(text: str | None) -> str:
    """The module's "69.50" as a reader writes it: "69,5"; a dash for what is not known."""
    return render_number(Decimal(text)) if text else "–"
