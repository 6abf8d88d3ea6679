"""What a review decided, in words: for the reviewer with undo, for the person with Sửa at hand."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handlers.desk import Desk, button
from handlers.notices import notify
from handlers.render import entry_name, join, render_day
from handlers.texts import review as texts
from handlers.texts.entries import EDIT
from handlers.turn import Choice, Reply, Say
from services import decisions, when
from services import review as service
from services.decisions import Decision
from services.review import ReviewLine

MOST_BUTTONS = 8


def approved(desk: Desk, done: Decision) -> Reply:
    """What was approved, what was not and why."""
    head = texts.APPROVED.format(count=len(done.done)) if done.done else texts.NOTHING
    return Reply((_decided(head, done),))


def give_back(desk: Desk, list_id: int, numbers: Sequence[int], reason: str) -> Reply:
    """Return lines; each person is told once, with the reason and "Sửa" at hand."""
    done = decisions.give_back(desk.uow, desk.who, list_id, numbers, reason, desk.turn.sent_at)
    reason = " ".join(reason.split())
    by_person = _by_person(done.done)
    heads = [
        texts.RETURNED.format(numbers=numbers_words([x.number for x in lines]), person=lines[0].person, reason=reason)
        for lines in by_person.values()
    ]
    notices = [say for lines in by_person.values() for say in _returned_notice(desk, lines, reason)]
    return Reply((_decided(join(heads) if heads else texts.NOTHING, done), *notices))


def _returned_notice(desk: Desk, lines: Sequence[ReviewLine], reason: str) -> tuple[Say, ...]:
    today = when.today(desk.turn.sent_at)
    several = len(lines) > 1
    parts = [texts.RETURNED_NOTICE.format(manager=desk.who.name, count=len(lines), reason=reason)]
    rows: list[tuple[Choice, ...]] = []
    words: list[tuple[str, str]] = []
    for n, line in enumerate(lines, 1):
        number = texts.NOTICE_NUMBER.format(number=n) if several else ""
        day = render_day(line.entry.work_date, today)
        parts.append(texts.RETURNED_LINE.format(number=number, name=entry_name(line.entry), day=day))
        edit = button(
            texts.EDIT_NUMBERED.format(number=n) if several else EDIT, "e", "ed", line.entry.id, line.entry.version
        )
        other = button(texts.OBJECT_NUMBERED.format(number=n) if several else texts.OBJECT, "y", "en", line.entry.id)
        rows.append((edit, other))
        tail = f" {n}" if several else ""
        words += [(f"sua{tail}", edit.action), (f"khong dong y{tail}", other.action)]
    text = join([*parts, texts.RETURNED_HINT])
    ids = tuple(line.entry.id for line in lines)
    return notify(desk, lines[0].person_id, text, tuple(rows[:MOST_BUTTONS]), tuple(words), ids)


def judge(desk: Desk, list_id: int, numbers: Sequence[int], errors: int, excused: bool, note: str | None) -> Reply:
    """Approve with so many great faults; the person is told, as it touches the score."""
    done = decisions.judge(desk.uow, desk.who, list_id, numbers, errors, excused, note, desk.turn.sent_at)
    return _judged(desk, done)


def excuse(desk: Desk, list_id: int, numbers: Sequence[int], note: str | None) -> Reply:
    """The faults had an objective cause."""
    return _judged(desk, decisions.excuse(desk.uow, desk.who, list_id, numbers, note, desk.turn.sent_at))


def _judged(desk: Desk, done: Decision) -> Reply:
    heads = []
    for lines in _by_person(done.done).values():
        quality = quality_words(lines[0].errors, lines[0].excused)
        told = numbers_words([line.number for line in lines])
        heads.append(texts.JUDGED.format(numbers=told, person=lines[0].person, quality=quality))
    notices = [say for line in done.done for say in _judged_notice(desk, line)]
    return Reply((_decided(join(heads) if heads else texts.NOTHING, done), *notices))


def _judged_notice(desk: Desk, line: ReviewLine) -> tuple[Say, ...]:
    day = render_day(line.entry.work_date, when.today(desk.turn.sent_at))
    quality = quality_words(line.errors, line.excused)
    text = texts.JUDGED_NOTICE.format(manager=desk.who.name, name=entry_name(line.entry), day=day, quality=quality)
    other = button(texts.OBJECT, "y", "en", line.entry.id)
    return notify(desk, line.person_id, text, ((other,),), (("khong dong y", other.action),), (line.entry.id,))


def quality_words(errors: int, excused: int) -> str:
    """«đạt», "1 lỗi lớn (nguyên nhân khách quan)"."""
    if not errors:
        return texts.GOOD
    return texts.ERRORS.format(count=errors) + (texts.EXCUSED if excused else "")


def _by_person(lines: Sequence[ReviewLine]) -> dict[int, list[ReviewLine]]:
    found: dict[int, list[ReviewLine]] = {}
    for line in lines:
        found.setdefault(line.person_id, []).append(line)
    return found


def _decided(head: Markup, done: Decision) -> Say:
    """The decision, what was lost and why, what is left, undo."""
    parts = [head, *_lost(done)]
    parts.append(texts.LEFT.format(count=done.left) if done.left else texts.LEFT_NONE)
    rows: list[Choice] = []
    words: list[tuple[str, str]] = []
    if done.done:
        back = button(texts.UNDO, "r", "un", done.list_id, f"{done.stamp:x}")
        rows, words = [back], [("hoan tac", back.action)]
    if done.unseen:
        page = (done.listed - done.unseen) // service.PAGE + 1
        more = button(texts.NEXT, "r", "pg", done.list_id, page)
        rows, words = [*rows, more], [*words, ("trang sau", more.action), ("xem tiep", more.action)]
    return Say(join(parts), rows=(tuple(rows),) if rows else (), words=tuple(words), kind="review_done")


def _lost(done: Decision) -> list[Markup]:
    groups: dict[tuple[str, str | None], list[int]] = {}
    for lost in done.lost:
        groups.setdefault((lost.code, lost.by), []).append(lost.number)
    return [
        texts.LOST[code].format(numbers=numbers_words(numbers), by=by or texts.SOMEBODY)
        for (code, by), numbers in groups.items()
    ]


def numbers_words(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 7] → "1–3, 7"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
