"""A leader's d, đ, e in words: shown, and given as «đ 100, e 50»."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from handlers.desk import Desk
from handlers.notices import notify
from handlers.render import render_number
from handlers.texts import general as texts
from handlers.turn import Say
from services import general_review as service
from services import general_shares
from services.general_shares import Share


def render_share(share: Share) -> Markup:
    none = texts.SHARE_LATER if share.computed else texts.SHARE_NONE
    value = none if share.value is None else _percent(share.value)
    note = texts.SHARE_COMPUTED if share.computed else ""
    return texts.SHARE.format(code=share.code, label=share.label, value=value, note=note)


def _percent(value: Decimal) -> str:
    return f"{render_number(value * 100)}\u00a0%"


def told_words(name: str, told: bool) -> str:
    return texts.TOLD_PERSON.format(given=name.split()[-1]) if told else ""


def give(
    desk: Desk, month: tuple[int, int], person_id: int, shares: dict[str, Decimal]
) -> tuple[Markup, tuple[Say, ...]]:  # fmt: skip
    """«đ 100, e 50»; typed without accents "d" is đ, as d is computed."""
    known = service.one(desk.uow, desk.who, person_id, *month, desk.turn.sent_at).shares
    computed = {share.code for share in known if share.computed}
    if "d" in shares and "d" in computed and "đ" not in shares:
        shares = {"đ" if code == "d" else code: value for code, value in shares.items()}
    general_shares.give(desk.uow, desk.who, person_id, *month, shares, desk.turn.sent_at)
    line = service.one(desk.uow, desk.who, person_id, *month, desk.turn.sent_at)
    words = ", ".join(f"{code} {_percent(value)}" for code, value in shares.items())
    notice = texts.NOTICE_SHARES.format(head=desk.who.name, month=f"{month[1]}/{month[0]}", shares=words)
    told = notify(desk, person_id, notice)
    name = line.card.name
    return texts.SHARES_GIVEN.format(name=name, shares=words, told=told_words(name, bool(told))), told
