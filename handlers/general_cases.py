"""«sửa 3: không hoàn thành do kỷ luật: QĐ 15»: a case that forces the lowest grade, said to whom it concerns."""

from __future__ import annotations

import re

from markupsafe import Markup

from handlers import general_words
from handlers.desk import Desk, button
from handlers.general import packed
from handlers.notices import answered, notify
from handlers.render import join
from handlers.texts import general as texts
from handlers.turn import Reply
from services import general_cases as service
from services.errors import Refusal

BY_CODE = re.compile(r"^(\w+)\s*[:,]?\s+(?=(?:bỏ |bo )?(?:không|khong) )", re.I)


def enter(desk: Desk, month: tuple[int, int], person_id: int, told: general_words.Entered) -> Reply:
    """Enter the case or take it back; the person is told with the reason."""
    code, there, reason = told
    if not code:
        raise Refusal("general.which_case")
    done = service.enter(desk.uow, desk.who, person_id, *month, code, reason, desk.turn.sent_at, there=there)
    values = {"month": f"{month[1]}/{month[0]}", "label": done.label, "clause": done.clause, "reason": done.reason}
    notice = (texts.CASE_NOTICE if there else texts.CASE_NOTICE_GONE).format(head=desk.who.name, **values)
    says = notify(desk, person_id, join([notice, texts.REASON.format(reason=done.reason), _hint(values["month"])]))
    given = done.person.split()[-1]
    to = texts.TOLD_PERSON.format(given=given) if says else ""
    text = (texts.CASE_ENTERED if there else texts.CASE_GONE).format(name=done.person, told=to, **values)
    back = button(texts.BACK, "t", "ls", packed(month))
    return Reply((answered(desk, text, ((back,),), (("danh sach", back.action),)), *says))


def _hint(month: str) -> Markup:
    return texts.NOTICE_HINT.format(month=month)


def by_code(desk: Desk, month: tuple[int, int], words: str) -> Reply | None:
    """«/tieuchi MH22 không hoàn thành do kỷ luật: …» of an administrator; None for other words."""
    found = BY_CODE.match(words)
    told = general_words.case(words[found.end() :]) if found else None
    if found is None or told is None:
        return None
    return enter(desk, month, service.by_code(desk.uow, desk.who, found[1]), told)
