"""/chot: who is missing, what is open, then the lock with one confirmation; /molai for the administrator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from handlers.desk import Desk, button
from handlers.notices import answered, notify
from handlers.render import join
from handlers.texts import closing as texts
from handlers.texts import ranking as ranking_texts
from handlers.turn import Reply, Say
from services import closing as service
from services import when
from services.closing import CloseView, OpenLines

SHOWN = 12
MONTH = re.compile(
    r"(?:\b(?:tháng|thang)\s+)?\b(1[0-2]|0?[1-9])\s*/\s*(20\d\d)\b|\b(?:tháng|thang)\s+(1[0-2]|0?[1-9])\b", re.I
)
REASON = re.compile(r"(?:\s|^)(?:vì|vi|do|lý do|ly do)\s*:?\s+|\s*:\s+", re.I)


def command(desk: Desk) -> Reply:
    """/chot, "/chot 10/2026", "/chot Phòng Kinh tế 10/2026"."""
    words = desk.turn.text.partition(" ")[2]
    month = month_in(desk, words)
    name = MONTH.sub(" ", words).strip()
    found = service.find_headed(desk.uow, desk.who, name)
    if not service.headed(desk.uow, desk.who):
        return Reply.of(texts.NOBODY)
    if len(found) != 1:
        return _which(desk, found or service.headed(desk.uow, desk.who), month)
    return show(desk, found[0][0], *(month or service.default_month(desk.uow, found[0][0], desk.turn.sent_at)))


def month_in(desk: Desk, words: str) -> tuple[int, int] | None:
    """(year, month) named in the words of a command; a month without a year is the latest one of that number."""
    found = MONTH.search(words)
    if found is None:
        return None
    today = when.today(desk.turn.sent_at)
    number = int(found[1] or found[3])
    return int(found[2]) if found[2] else today.year - (number > today.month), number


def _which(desk: Desk, units: Sequence[tuple[int, str]], month: tuple[int, int] | None) -> Reply:
    told = f"{month[0]}{month[1]:02}" if month else "0"
    keys = [button(f"{n}. {name}", "c", "un", unit, told) for n, (unit, name) in enumerate(units, 1)]
    words = tuple((str(n), key.action) for n, key in enumerate(keys, 1))
    lines = [texts.WHICH_LINE.format(number=n, unit=name) for n, (_, name) in enumerate(units, 1)]
    return Reply((Say(join([texts.WHICH, *lines]), rows=tuple((key,) for key in keys), words=words),))


def closing_action(desk: Desk, args: Sequence[str]) -> Reply:
    """«c:un:<unit>:<yyyymm or 0>», "c:ok:<unit>:<yyyymm>:<token>", "c:no"."""
    if args[0] == "no":
        return Reply((answered(desk, texts.LATER),))
    unit = int(args[1])
    told = int(args[2])
    if args[0] == "un":
        month = divmod(told, 100) if told else service.default_month(desk.uow, unit, desk.turn.sent_at)
        return show(desk, unit, *month)
    if args[0] != "ok":
        raise ValueError(args[0])
    year, number = divmod(told, 100)
    done = service.close(desk.uow, desk.who, unit, year, number, int(args[3]), desk.turn.sent_at)
    if done is None:
        return show(desk, unit, year, number, [texts.CHANGED])
    text = texts.CLOSED.format(month=number, year=year, unit=done.unit, approved=done.approved, pending=done.pending)
    ranked = button(ranking_texts.BUTTON.format(month=number), "x", unit, f"{year}{number:02}")
    return Reply((answered(desk, text, ((ranked,),), (("xep loai", ranked.action),)),))


def show(desk: Desk, unit: int, year: int, month: int, before: Sequence[Markup] = ()) -> Reply:
    """The month before it is closed, and the question."""
    view = service.look(desk.uow, desk.who, unit, year, month, desk.turn.sent_at)
    if view.closed_at is not None:
        at = f"{when.local(view.closed_at):%H:%M %d/%m/%Y}"
        by = texts.BY.format(name=view.closed_by) if view.closed_by else ""
        return Reply(
            (answered(desk, texts.CLOSED_BEFORE.format(month=month, year=year, unit=view.unit, at=at, by=by)),)
        )
    yes = button(texts.YES.format(month=month), "c", "ok", unit, f"{year}{month:02}", view.token)
    no = button(texts.NO, "c", "no")
    words = (
        ("chot", yes.action),
        ("dong y", yes.action),
        ("1", yes.action),
        ("de sau", no.action),
        ("thoi", no.action),
    )
    return Reply((answered(desk, join([*before, *_body(view), texts.ASK]), ((yes, no),), words),))


def _body(view: CloseView) -> list[Markup]:
    parts = [texts.HEAD.format(month=view.month, year=view.year, unit=view.unit)]
    parts.append(texts.APPROVED.format(count=view.approved, people=view.people))
    parts += [texts.MISSING_HEAD] if view.missing else []
    parts += [texts.MISSING.format(person=one.person, days=one.days) for one in view.missing[:SHOWN]]
    parts += _more(len(view.missing))
    parts += [texts.OPEN_HEAD] if view.open else []
    parts += [texts.OPEN.format(person=one.person, what=_what(one)) for one in view.open[:SHOWN]]
    parts += _more(len(view.open))
    parts += [texts.REQUESTS.format(count=view.requests)] if view.requests else []
    parts += [texts.APPEALS.format(count=view.appeals)] if view.appeals else []
    parts += [texts.NO_GENERAL.format(count=view.no_general)] if view.no_general else []
    return parts if len(parts) > 2 else [*parts, texts.ALL_DONE]


def _more(count: int) -> list[Markup]:
    return [texts.MORE.format(count=count - SHOWN)] if count > SHOWN else []


def _what(lines: OpenLines) -> str:
    counts = ((lines.pending, texts.PENDING), (lines.draft, texts.DRAFT), (lines.returned, texts.RETURNED))
    return ", ".join(words.format(count=count) for count, words in counts if count)


def reopen(desk: Desk) -> Reply:
    """/molai (administrators): "/molai Phòng Kinh tế 10/2026 vì thiếu 3 hồ sơ"."""
    words = desk.turn.text.partition(" ")[2]
    parts = REASON.split(words, maxsplit=1)
    month, name = month_in(desk, parts[0]), MONTH.sub(" ", parts[0]).strip()
    if desk.who.is_admin and (month is None or not name):
        return Reply.of(texts.REOPEN_HOW)
    reason = parts[1].strip() if len(parts) > 1 else ""
    year, number = month or (0, 0)
    done = service.reopen_in_chat(desk.uow, desk.who, name, year, number, reason, desk.turn.sent_at)
    values = {"month": number, "year": year, "unit": done.unit, "reason": reason}
    told = notify(desk, done.closed_by, texts.REOPENED_NOTICE.format(**values)) if done.closed_by != desk.who.id else ()
    return Reply((Say(texts.REOPENED.format(**values)), *told))
