"""What the minute's tick does about assigned work: gives what repeats, notes what is late, tells of deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from handlers import assign_show
from handlers.desk import button
from handlers.render import join, shorten
from handlers.texts import assign as texts
from handlers.turn import Choice, Say
from services import assign as service
from services import assign_due, people, when
from services.assign_due import DeadlineNotice
from services.assign_views import views
from services.office import Office, UnitOfWork

AT_ONCE = 100
"""Notices claimed and queued in one transaction: thousands would keep the one writer from people's turns."""


def waits(uow: UnitOfWork, office: Office, now: datetime) -> bool:
    """Whether `run` has anything to do; only reads."""
    return service.has_work(uow, now)


def run(uow: UnitOfWork, office: Office, now: datetime) -> Sequence[Say]:
    """One batch, in one transaction with the outbox: what is claimed here is said exactly once."""
    service.note_delays(uow, now)
    says = list(_repeated(uow, office, now))
    return [*says, *_deadlines(uow, now)]


def _repeated(uow: UnitOfWork, office: Office, now: datetime) -> Sequence[Say]:
    says: list[Say] = []
    for task in views(uow, service.tick(uow, office, now)):
        text = assign_show.new_task(task, when.today(now))
        rows, words = assign_show.accept_buttons(task)
        for channel, chat_id in people.chats_of(uow, task.assignee_id):
            says.append(_say(text, channel, chat_id, task.assignee_id, rows, words))
    return says


def _deadlines(uow: UnitOfWork, now: datetime) -> Sequence[Say]:
    """One message a chat for everything that is to be told there at once, the most urgent first."""
    order = {"over": 0, "2h": 1, "1d": 2, "3d": 3}
    notices = sorted(service.deadline_notices(uow, now), key=lambda n: (n.channel, n.chat_id, order[n.stage], n.due_at))
    claimed = assign_due.mark_told(uow, _whole_chats(notices), now)
    return [_told(list(of_chat), now) for _, of_chat in groupby(claimed, key=lambda n: (n.channel, n.chat_id))]


def _whole_chats(notices: Sequence[DeadlineNotice]) -> Sequence[DeadlineNotice]:
    """The first notices of a batch, all those of a chat together."""
    if len(notices) <= AT_ONCE:
        return notices
    last = (notices[AT_ONCE - 1].channel, notices[AT_ONCE - 1].chat_id)
    return [n for place, n in enumerate(notices) if place < AT_ONCE or (n.channel, n.chat_id) == last]


def _told(notices: Sequence[DeadlineNotice], now: datetime) -> Say:
    today = when.today(now)
    lines = [
        texts.DEADLINE[n.stage].format(
            number=n.task.number, text=shorten(n.task.text), due=assign_show.due_words(n.task, today)
        )
        for n in notices
    ]
    first = notices[0]
    lines.append(texts.DEADLINE_HINT.format(number=first.task.number))
    choices = [button(f"{texts.FINISH} {n.task.number}", "a", "dn", n.task.id, n.task.version) for n in notices[:8]]
    words = tuple((f"xong {n.task.number}", c.action) for n, c in zip(notices, choices, strict=False))
    rows = tuple(tuple(choices[n : n + 2]) for n in range(0, len(choices), 2))
    return _say(join(lines), first.channel, first.chat_id, first.person_id, rows, words, first.dedupe)


def _say(
    text: Markup, channel: str, chat_id: str, person_id: int, rows: tuple[tuple[Choice, ...], ...],
    words: tuple[tuple[str, str], ...], dedupe: str | None = None,
) -> Say:  # fmt: skip
    return Say(
        text, rows=rows, words=words, kind="task", channel=channel, chat_id=chat_id, person_id=person_id, priority=1,
        dedupe=f"{dedupe}:{chat_id}" if dedupe else None, quiet=True,
    )  # fmt: skip
