"""Duyệt: /duyet as pages, odd lines first; one line in full; the buttons under both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup, escape

from handlers import decided, review_all
from handlers.desk import Desk, button
from handlers.notices import notify
from handlers.render import entry_name, join, render_day, render_details, render_minutes, render_number, shorten
from handlers.texts import review as texts
from handlers.texts.entries import STATES
from handlers.turn import Choice, Reply, Say
from services import decisions, when
from services import review as service
from services.odd import Odd
from services.review import Beside, ReviewLine, ReviewPage
from services.values import EntryView

LOOKS = 8
A_ROW = 4
REASON = "review_reason"
"""The kind of message that waits for a reason; what is typed next is taken as one."""
MOST = 3400
"""Letters of the lines of a page; with head and hint around them they fit into a message of 4,096."""
WIDTHS = ((30, 44, 60), (22, 30, 36), (16, 22, 24))
"""Letters of a person's name, of the work's, of the reasons: the widest with which a page fits."""
UNIT = 14


def place(desk: Desk) -> service.Place:
    """The chat of the turn."""
    return service.Place(desk.turn.channel, desk.turn.chat_id)


def waiting(desk: Desk) -> Reply:
    """/duyet: what waits, odd lines first with the reason."""
    return show(desk)


def show(desk: Desk, before: Markup | None = None) -> Reply:
    """A new list, its first page."""
    page, beside = service.open_list(desk.uow, desk.office, desk.who, place(desk), desk.turn.sent_at)
    notes = _notes(beside)
    if page is None:
        return Reply.of(join([texts.NONE, *notes]))
    return Reply((_say(desk, page, [before] if before else [], notes),))


def _notes(found: Beside) -> list[Markup]:
    """What else waits: requests, objections, and who reviews the reviewer's own lines."""
    notes = [texts.REQUESTS.format(count=found.requests)] if found.requests else []
    notes += [texts.APPEALS.format(count=found.appeals)] if found.appeals else []
    if found.own_waiting and found.own_reviewer:
        notes.append(texts.OWN.format(count=found.own_waiting, reviewer=found.own_reviewer))
    elif found.own_waiting:
        notes.append(texts.OWN_NOBODY.format(count=found.own_waiting))
    return notes


def _say(desk: Desk, page: ReviewPage, before: Sequence[Markup] = (), notes: Sequence[Markup] = ()) -> Say:
    head = texts.HEAD.format(count=page.waiting, people=page.people)
    head += texts.HEAD_PAGE.format(page=page.page, pages=page.pages) if page.pages > 1 else ""
    parts = [*before, head, *_rows(page.lines, when.today(desk.turn.sent_at))]
    if page.waiting > page.listed and page.page == page.pages:
        parts.append(texts.HEAD_REST.format(listed=page.listed))
    if page.listed > page.shown:
        parts.append(texts.UNSEEN.format(count=page.listed - page.shown))
    rows, words = _buttons(page)
    replaces = desk.turn.message_id if desk.turn.action else None
    text = join([*parts, *notes, texts.HINT])
    return Say(text, rows=rows, words=words, kind="review", replaces=replaces)


def _rows(lines: Sequence[ReviewLine], today: date) -> list[Markup]:
    """Odd lines each with person and day; normal ones under a heading for each person and day."""
    rows: list[Markup] = []
    for widths in WIDTHS:
        rows = _rows_of(lines, today, widths)
        if len(join(rows).striptags()) <= MOST:
            break
    return rows


def _rows_of(lines: Sequence[ReviewLine], today: date, widths: tuple[int, int, int]) -> list[Markup]:
    rows: list[Markup] = []
    group: tuple[object, ...] | None = None
    sizes = Counter(_group(line) for line in lines)
    for line in lines:
        this = _group(line)
        alone = len(sizes) > 1 and sizes[this] == 1 and not line.odd  # one line needs no heading of its own
        if this != group and not alone:
            rows.append(texts.ODD_HEAD if line.odd else _heading(line, today))
        rows.append(_alone(line, widths) if alone else _row(line, widths))
        group = this
    return rows


def _group(line: ReviewLine) -> tuple[object, ...]:
    return ("odd",) if line.odd else (line.person_id, line.entry.work_date)


def _alone(line: ReviewLine, widths: tuple[int, int, int]) -> Markup:
    """The only line of a person and a day."""
    entry, (person, name, _) = line.entry, widths
    giver = texts.PERSON_GIVER.format(giver=line.giver) if line.giver else ""
    return texts.ALONE.format(
        number=line.number, person=shorten(line.person, person), giver=giver, day=f"{entry.work_date:%d/%m}",
        name=shorten(entry_name(entry), name), details=_details(entry),
        state=Markup(texts.STATES.get(entry.state, "")),
    )  # fmt: skip


def _heading(line: ReviewLine, today: date) -> Markup:
    giver = texts.PERSON_GIVER.format(giver=line.giver) if line.giver else ""
    return texts.PERSON.format(person=line.person, day=render_day(line.entry.work_date, today), giver=giver)


def _row(line: ReviewLine, widths: tuple[int, int, int]) -> Markup:
    entry = line.entry
    person, name, why = widths
    values = {"number": line.number, "name": shorten(entry_name(entry), name), "details": _details(entry)}
    if not line.odd:
        return texts.LINE.format(state=Markup(texts.STATES.get(entry.state, "")), **values)
    reasons = shorten("; ".join(odd_words(odd) for odd in line.odd), why)
    day = f"{entry.work_date.day:02}/{entry.work_date.month:02}"
    return texts.ODD_LINE.format(person=shorten(line.person, person), day=day, reason=reasons, **values)


def _details(entry: EntryView) -> Markup:
    """Quantity, time and files as short as they can be said; the single view has the rest."""
    parts = [_quantity(entry)]
    if entry.minutes is not None:
        parts.append(escape(render_minutes(entry.minutes)))
    elif entry.norm_minutes:
        parts.append(texts.NORM.format(time=render_minutes(entry.norm_minutes)))
    parts += [texts.FILES.format(count=entry.evidence)] if entry.evidence else []
    return join([part for part in parts if part], " · ")


def _quantity(entry: EntryView) -> Markup | None:
    if not entry.done:
        return texts.UNFINISHED
    if entry.quantity is None or entry.measure == "hours":
        return None
    words = escape(f"{render_number(entry.quantity)} {shorten(entry.unit or '', UNIT)}".strip())
    return words + texts.GUESSED if "quantity" in entry.guessed else words


def odd_words(odd: Odd) -> str:
    """A reason with its numbers in words."""
    data = dict(odd.data)
    for key in ("told", "norm", "total"):
        if key in data:
            data[key] = render_minutes(int(data[key]))
    if "usual" in data:
        data["usual"] = render_number(round(data["usual"], 1))
    if "note" in data:
        data["note"] = texts.ODD_NOTE.format(note=shorten(data["note"], 30)) if data["note"] else ""
    return texts.ODD[odd.code].format(**data)


def _buttons(page: ReviewPage) -> tuple[tuple[tuple[Choice, ...], ...], tuple[tuple[str, str], ...]]:
    odd = [line.number for line in page.lines if line.odd][:LOOKS]
    looks = [button(texts.LOOK.format(number=n), "r", "ln", page.list_id, n) for n in odd]
    rows = [tuple(looks[start : start + A_ROW]) for start in range(0, len(looks), A_ROW)]
    words: list[tuple[str, str]] = []
    if page.normal_shown:
        label = texts.APPROVE_NORMAL if page.odd else texts.APPROVE_ALL
        approve = button(label.format(count=page.normal_shown), "r", "ok", page.list_id, page.shown, "n")
        rows.append((approve,))
        words += [("duyet thuong", approve.action), ("duyet dong thuong", approve.action)]
    if page.listed > page.shown:
        rows.append((button(texts.APPROVE_LIST.format(count=page.listed), "r", "as", page.list_id),))
    turning = []
    for there, label, word in ((page.page - 1, texts.BACK, "trang truoc"), (page.page + 1, texts.NEXT, "trang sau")):
        if 1 <= there <= page.pages:
            turning.append(button(label, "r", "pg", page.list_id, there))
            words.append((word, turning[-1].action))
    rows += [tuple(turning)] if turning else []
    return tuple(rows), tuple(words)


# buttons


def review_action(desk: Desk, args: Sequence[str]) -> Reply:
    """«r:<verb>:<list>:…», each checked against whose list it is."""
    return VERBS[args[0]](desk, int(args[1]), args[2:])


def _approve_shown(desk: Desk, list_id: int, args: Sequence[str]) -> Reply:
    """Exactly what stood there when the button was drawn."""
    done = decisions.approve(
        desk.uow, desk.who, list_id, None, desk.turn.sent_at, upto=int(args[0]), normal_only=args[1] == "n"
    )
    return decided.approved(desk, done)


def _turn(desk: Desk, list_id: int, args: Sequence[str]) -> Reply:
    page = service.turn_to(desk.uow, desk.office, desk.who, list_id, int(args[0]), desk.turn.sent_at)
    return Reply((_say(desk, page),))


def turn_page(desk: Desk, list_id: int, where: str) -> Reply:
    """«Trang 2», "trang sau", "trang trước"."""
    at = service.page_of(desk.uow, desk.who, list_id)
    page = {"sau": at + 1, "truoc": at - 1}.get(where) or int(where)
    return _turn(desk, list_id, [str(page)])


def _look(desk: Desk, list_id: int, args: Sequence[str]) -> Reply:
    return look(desk, list_id, int(args[0]))


def look(desk: Desk, list_id: int, number: int) -> Reply:
    """One line in full: the own words, every reason, evidence; and what can be done with it."""
    line = service.look(desk.uow, desk.office, desk.who, list_id, number, desk.turn.sent_at)
    day = render_day(line.entry.work_date, when.today(desk.turn.sent_at))
    parts = [texts.DETAIL_HEAD.format(number=number, person=line.person, day=day)]
    parts += [Markup("<b>{}</b>").format(entry_name(line.entry)), render_details(line.entry)]
    parts.append(texts.DETAIL_TEXT.format(text=shorten(line.entry.text, 600)))
    parts += [texts.DETAIL_ODD.format(reason=odd_words(odd)) for odd in line.odd]
    if line.entry.state != "pending":
        parts.append(texts.DETAIL_STATE.format(state=STATES[line.entry.state]))
    if line.entry.state == "approved":
        parts.append(texts.DETAIL_ERRORS.format(errors=decided.quality_words(line.errors, line.excused)))
    parts.append(texts.DETAIL_HINT.format(number=number))
    keys = _line_buttons(line, list_id)
    words = tuple((word, key.action) for key, word in keys if word)
    rows = [(keys[0][0], keys[1][0]), *((key,) for key, _ in keys[2:])] if len(keys) > 2 else [(keys[0][0],)]
    return Reply((Say(join(part for part in parts if part), rows=tuple(rows), words=words, kind="review_line"),))


def _line_buttons(line: ReviewLine, list_id: int) -> list[tuple[Choice, str]]:
    back = (button(texts.TO_LIST, "r", "pg", list_id, (line.number - 1) // service.PAGE + 1), "danh sach")
    if line.entry.state == "pending":
        return [
            (button(texts.APPROVE_ONE, "r", "ap", list_id, line.number), "dat"),
            (button(texts.RETURN_ONE, "r", "rt", list_id, line.number), "tra lai"),
            (button(texts.ERROR_ONE, "r", "er", list_id, line.number, 1), "loi"),
            back,
        ]
    if line.entry.state == "approved" and line.errors and not line.excused:
        return [(button(texts.EXCUSE_ONE, "r", "ex", list_id, line.number), "khach quan"), back]
    return [back]


def _approve_one(desk: Desk, list_id: int, args: Sequence[str]) -> Reply:
    return decided.approved(desk, decisions.approve(desk.uow, desk.who, list_id, [int(args[0])], desk.turn.sent_at))


def _return(desk: Desk, list_id: int, args: Sequence[str]) -> Reply:
    """«r:rt:<list>:<numbers>» asks for the reason, "…:<reason>" returns with a quick one, "…:x" does not."""
    numbers = [int(number) for number in args[0].split(".")]
    if len(args) == 1:
        return ask_reason(desk, list_id, numbers)
    if args[1] == "x":
        return Reply((Say(texts.KEPT, replaces=desk.turn.message_id if desk.turn.action else None),))
    return decided.give_back(desk, list_id, numbers, texts.REASONS[int(args[1])])


def ask_reason(desk: Desk, list_id: int, numbers: Sequence[int]) -> Reply:
    """Quick reasons as buttons; any other is typed."""
    service.check_list(desk.uow, desk.who, list_id, numbers)
    told = ".".join(str(number) for number in numbers)
    keys = [button(f"{n}. {reason}", "r", "rt", list_id, told, n - 1) for n, reason in enumerate(texts.REASONS, 1)]
    stop = button(texts.CANCEL, "r", "rt", list_id, told, "x")
    words = (*((str(n), key.action) for n, key in enumerate(keys, 1)), ("thoi", stop.action), ("bo qua", stop.action))
    text = texts.ASK_REASON.format(numbers=decided.numbers_words(numbers))
    return Reply((Say(text, rows=(*((key,) for key in keys), (stop,)), words=words, kind=REASON),))


def reason_typed(desk: Desk, words: dict[str, str]) -> Reply:
    """The reason in the reviewer's own words, for the lines that the latest message asked about."""
    _, _, list_id, numbers, _ = words["thoi"].split(":")
    return decided.give_back(desk, int(list_id), [int(number) for number in numbers.split(".")], desk.turn.text)


def _error(desk: Desk, list_id: int, args: Sequence[str]) -> Reply:
    return decided.judge(desk, list_id, [int(args[0])], int(args[1]), False, None)


def _excuse(desk: Desk, list_id: int, args: Sequence[str]) -> Reply:
    return decided.excuse(desk, list_id, [int(args[0])], None)


def _undo(desk: Desk, list_id: int, args: Sequence[str]) -> Reply:
    lines = decisions.undo(desk.uow, desk.who, list_id, int(args[0], 16), desk.turn.sent_at)
    own = Say(texts.UNDONE.format(count=len(lines)), replaces=desk.turn.message_id if desk.turn.action else None)
    counts: dict[int, int] = {}
    for line in lines:
        counts[line.person_id] = counts.get(line.person_id, 0) + 1
    told = [
        say for person_id, count in counts.items() if _was_told(desk, lines, person_id)
        for say in notify(desk, person_id, texts.UNDONE_NOTICE.format(manager=desk.who.name, count=count))
    ]  # fmt: skip
    return Reply((own, *told))


def _was_told(desk: Desk, lines: Sequence[ReviewLine], person_id: int) -> bool:
    """Approvals come silently, so taking one back is silent too."""
    return any(line.person_id == person_id and line.told for line in lines)


VERBS: dict[str, Callable[[Desk, int, Sequence[str]], Reply]] = {
    "ok": _approve_shown, "pg": _turn, "ln": _look, "ap": _approve_one, "rt": _return, "er": _error, "ex": _excuse,
    "un": _undo, "as": review_all.ask, "al": review_all.approve,
}  # fmt: skip
