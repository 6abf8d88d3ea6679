"""/ghinho: what was learnt of the own wording, to be forgotten by number; /cachnoi: what a unit may learn."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.desk import Desk, action, button
from handlers.render import join, shorten
from handlers.texts import memory as texts
from handlers.turn import Reply, Say
from services import memory as service


def own(desk: Desk) -> Reply:
    """The person's own confirmed wordings."""
    found = service.own(desk.uow, desk.office, desk.who)
    if not found:
        return Reply.of(texts.OWN_NONE)
    lines = [texts.LINE.format(number=n, wording=w.wording, item=shorten(w.item)) for n, w in enumerate(found, 1)]
    words = [(f"quen {n}", action("w", "rm", w.id)) for n, w in enumerate(found, 1)]
    say = Say(join([texts.OWN_HEAD, *lines, texts.OWN_HINT]), words=(*words, ("quen het", action("w", "rm", "all"))))
    return Reply((say,))


def proposed(desk: Desk) -> Reply:
    """For an administrator: wordings that a unit does not know yet."""
    found = service.proposed(desk.uow, desk.office, desk.who, desk.turn.sent_at)
    if not found:
        return Reply.of(texts.PROPOSED_NONE)
    lines = [
        texts.LINE_OF.format(number=n, wording=w.wording, item=shorten(w.item), person=w.person)
        for n, w in enumerate(found, 1)
    ]
    every = button(texts.ACCEPT_ALL, "w", "all", found[-1].id)
    words = [(f"nhan {n}", action("w", "ok", w.id)) for n, w in enumerate(found, 1)]
    say = Say(
        join([texts.PROPOSED_HEAD, *lines, texts.PROPOSED_HINT]),
        rows=((every,),),
        words=(*words, ("nhan het", every.action)),
    )
    return Reply((say,))


def act(desk: Desk, args: Sequence[str]) -> Reply:
    """«w:rm:<id|all>» forgets, "w:ok:<id>" accepts one, "w:all:<last id>" accepts what the list showed."""
    uow, who, now = desk.uow, desk.who, desk.turn.sent_at
    if args[0] == "rm":
        wording_id = None if args[1] == "all" else int(args[1])
        return Reply.of(texts.FORGOTTEN.format(count=service.forget(uow, who, wording_id, now)))
    last = int(args[1])
    ids = [w.id for w in service.proposed(uow, desk.office, who, now) if w.id <= last] if args[0] == "all" else [last]
    for wording_id in ids:
        service.accept(uow, who, wording_id, now)
    return Reply.of(texts.ACCEPTED.format(count=len(ids)))
