"""/kehoach: the month's plan – shown to everybody, set by the manager in words or by a sheet."""

from __future__ import annotations

import re
from decimal import Decimal

from markupsafe import Markup, escape

import nlu
from handlers.assign import tell
from handlers.desk import Desk
from handlers.imports import MOST_BYTES, MOST_FAULTS, SHEETS
from handlers.render import join, render_number, shorten
from handlers.texts import imports as file_texts
from handlers.texts import quotas as texts
from handlers.turn import Reply, Say
from services import assign as assign_service
from services import people, plan_import, when
from services import quotas as service
from services.faults import FaultyRows, UnreadableFile
from services.quotas import Change, Plan, Unclear

MONTH = re.compile(r"^(?:tháng|thang)?\s*(\d{1,2})(?:\s*/\s*(20\d\d))?(?=$|[\s:,])", re.I)
PERSON = re.compile(r"^@([\w.]+)\s*:?\s*(.*)$", re.S)
NAMED = re.compile(r"^([^\d:,;]{2,60}):\s*(.+)$", re.S)
PLAN_FILE = re.compile(r"(?<![^\W_])(?:ke hoach|kehoach|plan)(?![^\W_])")
LISTED = 40


def command(desk: Desk) -> Reply:
    """«/kehoach», "/kehoach 12/2026", "/kehoach @An", "/kehoach @An khai sinh 40, chứng thực 200"."""
    text, mentioned = assign_service.with_tokens(desk.uow, desk.turn.channel, desk.turn.text, desk.turn.mentions)
    year, month, rest = _month(desk, text.partition(" ")[2].strip())
    if not rest:
        return _own(desk, year, month)
    found = PERSON.match(rest) or NAMED.match(rest)
    name, lines = (found[1].strip(), found[2].strip()) if found else (rest, "")
    person_id = service.find_person(desk.uow, desk.who, name.lower() if found is None else name, mentioned)
    if not lines:
        plan = service.of_person(desk.uow, desk.who, person_id, year, month, desk.turn.sent_at)
        return Reply.of(_shown(plan, own=False))
    return _set(desk, person_id, year, month, lines)


def mine(desk: Desk) -> Reply:
    """«Kế hoạch»: this month."""
    today = when.today(desk.turn.sent_at)
    return _own(desk, today.year, today.month)


def _month(desk: Desk, text: str) -> tuple[int, int, str]:
    """The month that is told, else the present one; without a year the nearest such month, not long past."""
    today = when.today(desk.turn.sent_at)
    found = MONTH.match(text)
    if not found or not 1 <= int(found[1]) <= 12:
        return today.year, today.month, text
    month = int(found[1])
    year = int(found[2]) if found[2] else today.year + (1 if month < today.month - 6 else 0)
    return year, month, text[found.end() :].strip(" :,")


def _own(desk: Desk, year: int, month: int) -> Reply:
    parts = [_shown(service.own(desk.uow, desk.who, year, month), own=True)]
    below = service.overview(desk.uow, desk.who, year, month)
    if below:
        planned = [(name, count) for name, count in below if count]
        lines = [texts.PEOPLE_LINE.format(name=name, count=count) for name, count in planned[:LISTED]]
        missing = [name for name, count in below if not count]
        if missing:
            lines.append(texts.PEOPLE_NONE.format(names=shorten(", ".join(missing), 600)))
        parts += [join([texts.PEOPLE_HEAD, *lines]), texts.HINT]
    return Reply.of(join(parts, "\n\n"))


def _shown(plan: Plan, *, own: bool) -> Markup:
    month = f"{plan.month}/{plan.year}"
    if not plan.lines:
        return texts.NONE_OWN.format(month=month) if own else texts.NONE_OF.format(name=plan.person, month=month)
    name = "" if own else texts.OF.format(name=plan.person, unit=plan.unit)
    lines = [
        texts.LINE.format(
            name=line.name, quantity=render_number(line.quantity), unit=line.unit,
            coefficient=render_number(line.coefficient), done=_done(line.approved, line.waiting),
        )
        for line in plan.lines
    ]  # fmt: skip
    total = texts.TOTAL.format(points=render_number(plan.converted))
    return join([texts.HEAD.format(month=month, name=name), *lines, total])


def _done(approved: Decimal, waiting: Decimal) -> Markup:
    if not approved and not waiting:
        return Markup("")
    more = texts.WAITING.format(waiting=render_number(waiting)) if waiting else ""
    return texts.DONE.format(approved=render_number(approved), waiting=more)


def _set(desk: Desk, person_id: int, year: int, month: int, text: str) -> Reply:
    """Sure lines are set at once, unclear ones are named with the codes they may mean; the person is told."""
    sure, unclear = service.read(desk.uow, desk.office, desk.who, person_id, text)
    now = desk.turn.sent_at
    changes = service.put(desk.uow, desk.office, desk.who, person_id, year, month, sure, now) if sure else ()
    name, shown = people.get_who(desk.uow, person_id).name, f"{month}/{year}"
    blocks = []
    if changes:
        given, item = name.split()[-1], sure[0][0]
        repair = texts.REPAIR.format(given=given, item=item)
        blocks.append(join([texts.SET.format(month=shown, name=name), *map(_change, changes), repair]))
    elif sure:
        blocks.append(texts.UNCHANGED.format(month=shown, name=name))
    blocks += [_unclear(piece) for piece in unclear]
    own = Say(join(blocks, "\n\n"))
    if not changes:
        return Reply((own,))
    told = join([texts.TOLD.format(giver=desk.who.name, month=shown), *map(_change, changes), texts.TOLD_HINT])
    return Reply((own, *tell(desk, person_id, told)))


def _change(change: Change) -> Markup:
    values = {"name": change.name, "unit": change.unit}
    before = render_number(change.before) if change.before is not None else ""
    after = render_number(change.after) if change.after is not None else ""
    line = texts.REMOVED if change.after is None else texts.CHANGED if change.before is not None else texts.ADDED
    return line.format(**values, before=before, after=after)


def _unclear(piece: Unclear) -> Markup:
    if not piece.choices:
        return texts.UNCLEAR_NONE.format(said=shorten(piece.said))
    choices = [texts.CHOICE.format(code=code, name=shorten(name)) for code, name in piece.choices]
    return join([texts.UNCLEAR.format(said=shorten(piece.said)), *choices])


def sheet(desk: Desk) -> Reply | None:
    """What a plan's sheet did; None for any other file."""
    file = desk.turn.file
    if file is None or not _is_plan(desk):
        return None
    if (file.size or 0) > MOST_BYTES:
        words = file_texts.render_file_error("sheet.too_big", {"limit_mb": MOST_BYTES // 1_000_000})
        return Reply.of(escape(words))
    if file.content is None:
        return Reply(wants=file)
    return Reply.of(escape(_import(desk, file.content) if file.content else file_texts.NOT_FETCHED))


def _is_plan(desk: Desk) -> bool:
    """A sheet sent with "/kehoach" or "kế hoạch" and nothing more, or without a word under a name that says so."""
    file, words = desk.turn.file, nlu.fold(desk.turn.text).strip(" /.")
    name = (file.name if file else None) or ""
    if not name.lower().endswith(SHEETS):
        return False
    if words:
        return PLAN_FILE.match(words) is not None and len(words.split()) <= 6
    return PLAN_FILE.search(nlu.fold(name.rsplit(".", 1)[0]).replace("_", " ").replace("-", " ")) is not None


def _import(desk: Desk, content: bytes) -> str:
    try:
        done = plan_import.import_file(desk.uow, desk.office, desk.who, content, desk.turn.sent_at)
    except FaultyRows as error:
        return file_texts.render_some_faults(error.faults, MOST_FAULTS)
    except UnreadableFile as error:
        return file_texts.render_file_error(error.file_code, error.file_data)
    return file_texts.render_plan_import(done.added, done.changed, done.removed, done.unchanged)
