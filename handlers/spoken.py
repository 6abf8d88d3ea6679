"""What managers say instead of a command: «đơn vị hôm nay thế nào», "ai chưa ghi", "chốt tháng 10", "duyệt"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from handlers import appeals, closing, overview, requests, review
from handlers.desk import Desk
from handlers.turn import Reply
from services import closing as closings

UNIT = re.compile(
    r"^(?:xem )?(?:tinh hinh )?don vi(?: minh| toi)?(?: hom nay)?(?: the nao| ra sao)?$"
    r"|^(?:hom nay )?(?:con )?(?:nhung )?ai (?:chua|da) (?:ghi|nhap)(?: so)?(?: viec| nhat ky| gi)?(?: hom nay)?$"
)
CLOSE = re.compile(r"^chot (?:ky|thang)(?: (?P<month>(?:1[0-2]|0?[1-9])(?:/20\d\d)?))?$")
REVIEW = re.compile(r"^(?:xem )?(?:viec |dong |danh sach )?(?:cho |can )?duyet$")
REQUESTS = re.compile(r"^(?:xem )?(?:cac )?de nghi(?: sua)?$")
APPEALS = re.compile(r"^(?:xem )?(?:cac )?y kien$")
SIMPLE: tuple[tuple[re.Pattern[str], str, Callable[[Desk], Reply]], ...] = (
    (UNIT, "/donvi", overview.command), (REVIEW, "/duyet", review.waiting), (REQUESTS, "/denghi", requests.listed),
    (APPEALS, "/ykien", appeals.command),
)  # fmt: skip


def by_word(desk: Desk, words: str) -> Reply | None:
    """A command in words; None where it is something else. Whoever heads no unit means work by «chốt tháng»."""
    words = words.rstrip(" ?")
    for pattern, command, handler in SIMPLE:
        if pattern.match(words):
            return handler(_as(desk, command))
    found = CLOSE.match(words)
    if found and closings.headed(desk.uow, desk.who):
        month = found["month"]
        return closing.command(_as(desk, f"/chot tháng {month}" if month else "/chot"))
    return None


def _as(desk: Desk, command: str) -> Desk:
    return replace(desk, turn=replace(desk.turn, text=command))
