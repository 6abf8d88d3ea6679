"""What the minute's tick does about objections: one whose judge has left goes on to the next higher, who is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from handlers import appeals
from handlers.desk import Desk
from handlers.notices import notify
from handlers.render import join
from handlers.texts import appeals as texts
from handlers.turn import Say, Turn
from services import appeal_passing, people
from services.office import Office, UnitOfWork


def waits(uow: UnitOfWork, office: Office, now: datetime) -> bool:
    """Whether `run` has anything to do; only reads."""
    return appeal_passing.waits(uow)


def run(uow: UnitOfWork, office: Office, now: datetime) -> Sequence[Say]:
    """Pass on what waits for somebody who is gone: the new judge gets it whole, whoever objected is told who has it."""
    says: list[Say] = []
    for passed in appeal_passing.pass_on(uow, now):
        view = passed.view
        desk = Desk(Turn("telegram", "", "", "", now), uow, office, people.get_who(uow, view.judge_id))
        notice = texts.NOTICE_PASSED.format(person=view.person, before=passed.before)
        says += appeals.notices(desk, view, notice)
        text = texts.PASSED.format(about=appeals.about(desk, view), judge=view.judge, before=passed.before)
        says += notify(desk, view.person_id, Markup(join([text])))
    return [replace(say, priority=1) for say in says]
