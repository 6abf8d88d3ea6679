"""/tieuchi: one's own tiêu chí chung of a month, confirmed with one tap or changed by words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from handlers import general_words
from handlers.desk import Desk, action, button
from handlers.notices import answered
from handlers.render import join, render_day, render_number
from handlers.texts import general as texts
from handlers.texts import unclassified as apart_texts
from handlers.turn import Choice, Reply
from services import general as service
from services import when
from services.errors import Refusal
from services.general import Card

CARD = "general_card"
"""The kind of message to which points answer."""


def show(desk: Desk, month: tuple[int, int], people: int = 0, before: Sequence[Markup] = ()) -> Reply:
    """The own card."""
    service.check_month(*month, desk.turn.sent_at)
    found = service.card(desk.uow, desk.who, *month, desk.turn.sent_at)
    keys, words = [], []
    if found.state == "new" and not found.closed and found.apart is None:
        yes = button(texts.CONFIRM.format(total=render_number(found.total)), "t", "ok", packed(month), found.version)
        keys, words = [yes], [("xac nhan", yes.action), ("dong y", yes.action)]
    words.append(("tieu chi", action("t", "my", packed(month))))
    if people:
        listed = button(texts.PEOPLE.format(count=people), "t", "ls", packed(month))
        keys.append(listed)
        words.append(("danh sach", listed.action))
    text = join([*before, *(body(found)[:1] if found.apart else body(found)), *_state(desk, found)])
    rows: tuple[tuple[Choice, ...], ...] = tuple((key,) for key in keys)
    return Reply((answered(desk, text, rows, tuple(words), kind=CARD),))


def packed(month: tuple[int, int]) -> str:
    """(2026, 3) → "202603", as payloads carry it."""
    return f"{month[0]}{month[1]:02}"


def unpacked(text: str) -> tuple[int, int]:
    """«202603» → (2026, 3)."""
    return divmod(int(text), 100)


def body(found: Card, name: str | None = None) -> list[Markup]:
    """The groups with their points and the sum."""
    month = f"{found.month}/{found.year}"
    lines = [
        texts.PART.format(number=n, label=part.label, points=render_number(part.points), most=render_number(part.most))
        for n, part in enumerate(found.parts, 1)
    ]
    total = texts.SUM.format(total=render_number(found.total), most=render_number(found.most))
    return [texts.HEAD.format(month=month, name=texts.OF.format(name=name) if name else ""), *lines, total]


def apart_lines(found: Card) -> list[Markup]:
    """Why the month is not graded, with the note of whoever said so."""
    if found.apart is None:
        return []
    note = [apart_texts.NOTE.format(note=found.apart.note)] if found.apart.note else []
    return [apart_texts.CARD.format(label=found.apart.label), *note]


def _state(desk: Desk, found: Card) -> list[Markup]:
    if found.apart is not None:
        return apart_lines(found)
    if found.closed:
        return [*given_lines(found), texts.CLOSED] if found.state == "given" else [texts.CLOSED_NONE]
    if found.state == "early":
        return [texts.EARLY.format(day=render_day(found.opens, when.today(desk.turn.sent_at)))]
    if found.state == "given":
        return given_lines(found)
    least = {"number": len(found.parts), "points": render_number(found.parts[-1].most - 2)}
    if found.state == "told":
        return [texts.TOLD.format(**least)]
    month = f"{found.preset[1]}/{found.preset[0]}" if found.preset else ""
    preset = texts.PRESET_MONTH.format(month=month) if month else texts.PRESET_MOST
    return [preset, texts.HINT.format(**least, count=len(found.parts), example=example(found))]


def given_lines(found: Card) -> list[Markup]:
    """Who confirmed, what the person had told where it differs, and why."""
    told = [part.told for part in found.parts]
    same = None in told or told == [part.given for part in found.parts]
    line = texts.GIVEN if same else texts.GIVEN_OTHER
    said = points_words([value for value in told if value is not None])
    reason = [texts.REASON.format(reason=found.reason)] if found.reason else []
    return [line.format(giver=found.giver or "", told=said), *reason]


def example(found: Card) -> str:
    """A row of points as it may be typed: «10 10 8»."""
    points = [part.most for part in found.parts]
    return " ".join(render_number(value) for value in [*points[:-1], points[-1] - 2])


def points_words(points: Sequence[Decimal]) -> str:
    """«10 · 8 · 9 = 27»."""
    return f"{' · '.join(map(render_number, points))} = {render_number(sum(points, Decimal(0)))}" if points else ""


def check_count(found: Card, typed: general_words.Typed) -> None:
    """A row of points names every group. Raises Refusal general.count."""
    if typed.listed and len(typed.points) != len(found.parts):
        raise Refusal("general.count", count=len(found.parts), said=len(typed.points), example=example(found))


def tell(desk: Desk, month: tuple[int, int], typed: general_words.Typed) -> Reply:
    """Points in words become the self-score at once; the card says what is kept."""
    if typed.shares:
        return Reply.of(texts.WHICH)
    now = desk.turn.sent_at
    service.check_month(*month, now)
    check_count(service.card(desk.uow, desk.who, *month, now), typed)
    service.tell(desk.uow, desk.who, *month, typed.points, now)
    return show(desk, month, before=[texts.NO_REASON] if typed.reason else [])


def confirm(desk: Desk, month: tuple[int, int], version: int) -> Reply:
    """One tap: the card as it was shown."""
    service.tell(desk.uow, desk.who, *month, {}, desk.turn.sent_at, version)
    return show(desk, month)
