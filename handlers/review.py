"""Duyệt, first form: one list, odd lines first; "duyệt hết", "duyệt hết trừ 3, 5", "trả 3 vì …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from handlers.assign import tell
from handlers.desk import Desk, action
from handlers.render import entry_name, join, render_day, render_details, shorten
from handlers.texts import tasks as texts
from handlers.texts.entries import EDIT
from handlers.turn import Choice, Reply, Say
from services import review as service
from services import said, when

SHOWN = 20
APPROVE = re.compile(r"^duyet (?:het|tat ca)(?: (?:tru|ngoai tru)(?: dong)? ([\d ,va]+))?$")
APPROVE_SOME = re.compile(r"^duyet (?:dong )?(\d[\d ,va]*)$")
RETURN = re.compile(
    r"^\s*trả(?:\s+lại)?(?:\s+dòng)?\s+(\d+)\s*(?:vì|do|:|,|-)?\s*(.*)$|^\s*tra(?:\s+lai)?(?:\s+dong)?\s+(\d+)\s*(?:vi|do|:|,|-)\s*(.*)$",
    re.I,
)
ALL = action("r", "all")


def waiting(desk: Desk) -> Reply:
    """/duyet: what waits, odd lines first with the reason."""
    lines = service.waiting(desk.uow, desk.who)
    if not lines:
        return Reply.of(texts.REVIEW_NONE)
    shown, today = lines[:SHOWN], when.today(desk.turn.sent_at)
    parts = [texts.REVIEW_HEAD.format(count=len(lines), people=len({line.person_id for line in lines}))]
    parts += _rows(shown, today)
    if len(lines) > SHOWN:
        parts.append(texts.REVIEW_MORE.format(count=len(lines) - SHOWN))
    parts.append(texts.REVIEW_HINT)
    words = (("duyet het", ALL), ("duyet tat ca", ALL))
    rows = ((Choice(texts.APPROVE_THESE.format(count=len(shown)), ALL),),)
    ids = tuple(line.entry.id for line in shown)
    return Reply((Say(join(parts), rows=rows, words=words, kind="review", entry_ids=ids),))


def _rows(lines: Sequence[service.ReviewLine], today: date) -> list[Markup]:
    rows: list[Markup] = []
    person: str | None = None
    for number, line in enumerate(lines, 1):
        group = "odd" if line.odd else line.person
        if group != person:
            rows.append(texts.REVIEW_ODD_HEAD if line.odd else texts.REVIEW_PERSON.format(person=line.person))
            person = group
        name = shorten(entry_name(line.entry), 50)
        name = f"{line.person}: {name}" if line.odd else name
        row = texts.REVIEW_LINE.format(
            number=number, day=render_day(line.entry.work_date, today), name=name, details=render_details(line.entry)
        )
        rows.append(row + texts.REVIEW_ODD.format(reason=texts.ODD[line.odd]) if line.odd else row)
    return rows


def by_word(desk: Desk, words: str) -> Reply | None:
    """«duyệt hết», "duyệt hết trừ 3, 5", "trả 3 vì thiếu minh chứng"; None where it is something else."""
    some = APPROVE_SOME.match(words)
    if some:
        return approve_some(desk, [int(n) for n in re.findall(r"\d+", some[1])])
    approve = APPROVE.match(words)
    if approve:
        return approve_all(desk, [int(n) for n in re.findall(r"\d+", approve[1] or "")])
    given_back = RETURN.match(desk.turn.text)
    offer = said.last_list(desk.uow, desk.turn.channel, desk.turn.chat_id, "review")
    if given_back and offer:
        number, reason = given_back[1] or given_back[3], (given_back[2] or given_back[4] or "").strip()
        return give_back(desk, offer, int(number), reason)
    return None


def approve_action(desk: Desk, args: Sequence[str]) -> Reply:
    """The button under a list approves exactly what that list showed; the word means the latest list."""
    if desk.turn.action is None:
        return approve_all(desk, ())
    ids = said.ids_of_message(desk.uow, desk.turn.channel, desk.turn.chat_id, desk.turn.message_id)
    return _approve(desk, ids, len(ids))


def approve_all(desk: Desk, without: Sequence[int]) -> Reply:
    """Approve the lines of the latest list, but for some numbers."""
    ids = said.last_list(desk.uow, desk.turn.channel, desk.turn.chat_id, "review")
    if ids is None:
        return waiting(desk)
    wrong = next((number for number in without if not 1 <= number <= len(ids)), None)
    if wrong is not None:
        return Reply.of(texts.BAD_NUMBER.format(number=wrong))
    return _approve(desk, [entry_id for number, entry_id in enumerate(ids, 1) if number not in without], len(ids))


def approve_some(desk: Desk, numbers: Sequence[int]) -> Reply:
    """«Duyệt 3, 4»: only these of the latest list."""
    ids = said.last_list(desk.uow, desk.turn.channel, desk.turn.chat_id, "review")
    if ids is None:
        return waiting(desk)
    wrong = next((number for number in numbers if not 1 <= number <= len(ids)), None)
    if wrong is not None:
        return Reply.of(texts.BAD_NUMBER.format(number=wrong))
    return _approve(desk, [ids[number - 1] for number in dict.fromkeys(numbers)], len(ids))


def _approve(desk: Desk, ids: Sequence[int], listed: int) -> Reply:
    approved = service.approve(desk.uow, desk.who, ids, desk.turn.sent_at)
    if not approved:
        return Reply.of(texts.NOTHING_APPROVED)
    left = listed - len(approved)
    text = (
        texts.APPROVED_REST.format(count=len(approved), left=left)
        if left
        else texts.APPROVED.format(count=len(approved))
    )
    return Reply.of(text)


def give_back(desk: Desk, ids: Sequence[int], number: int, reason: str) -> Reply:
    """Return one line with a reason, which reaches the person."""
    if not 1 <= number <= len(ids):
        return Reply.of(texts.BAD_NUMBER.format(number=number))
    if not reason:
        return Reply.of(texts.RETURN_REASON.format(number=number))
    line, person_id, person = service.give_back(desk.uow, desk.who, ids[number - 1], reason, desk.turn.sent_at)
    day = render_day(line.work_date, when.today(desk.turn.sent_at))
    notice = texts.RETURNED_NOTICE.format(manager=desk.who.name, name=entry_name(line), day=day, reason=reason)
    own = Say(texts.RETURNED.format(number=number, person=person, reason=reason))
    return Reply((own, *_with_edit(tell(desk, person_id, notice), line.id, line.version)))


def _with_edit(says: Sequence[Say], entry_id: int, version: int) -> tuple[Say, ...]:
    """The returned line's notice carries "Sửa" and answers to a reply."""
    edit = Choice(EDIT, action("e", "ed", entry_id, version))
    return tuple(replace(s, rows=((edit,),), words=(("sua", edit.action),), entry_ids=(entry_id,)) for s in says)
