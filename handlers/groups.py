"""In a group: only what is said to the bot, only giving work; one short line there, everything else privately."""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from handlers import assign, receipts
from handlers.assign_show import names
from handlers.desk import Desk
from handlers.texts import assign as texts
from handlers.texts import people as people_texts
from handlers.turn import Mention, Reply, Say, Turn, respoken
from services import assign as service
from services import people, said
from services.assign import Asked, Given
from services.errors import Refusal
from services.office import Office, UnitOfWork

COMMAND = re.compile(r"^/(\w+)(?:@\w+)?\s*", re.I)


def handle(turn: Turn, uow: UnitOfWork, office: Office) -> Reply:
    """«/giao@bot …», a reply to the bot, or a mention of it; anything else in the group is not ours to read."""
    if turn.action is not None or turn.kind not in ("text", "photo", "document"):
        return Reply()
    line = _for_us(turn, uow, office)
    if line is None:
        return Reply()
    who = people.find_who(uow, turn.channel, turn.user_id, turn.sender_username)
    if who is None or not who.consented:
        return _short(turn, people_texts.GROUP) if turn.text != line.text else Reply()
    desk = Desk(line, uow, office, who)
    if line.edited:
        return _edited(desk)
    return _give(desk)


def _for_us(turn: Turn, uow: UnitOfWork, office: Office) -> Turn | None:
    """The turn without the words that only call the bot; None where it is not called."""
    name = f"@{office.bot_username.lower()}"
    command = COMMAND.match(turn.text)
    if command:
        addressed = turn.text.split()[0].lower().partition("@")[2]
        if addressed and f"@{addressed}" != name:
            return None
        return respoken(turn, command.end(), "giao " if command[1].lower() == "giao" else "")
    mention = re.search(re.escape(name) + r"\b[\s,:]*", turn.text, re.I)
    if mention:
        before = turn.text[: mention.start()]
        kept = tuple(m for m in turn.mentions if not mention.start() <= m.start < mention.end())
        moved = [_moved(m, before, mention.end() - mention.start()) for m in kept]
        return replace(turn, text=(before + turn.text[mention.end() :]).strip(), mentions=tuple(moved))
    ours = turn.reply_to is not None and said.is_ours(uow, turn.channel, turn.chat_id, turn.reply_to)
    known = turn.edited and service.gave(uow, turn.channel, turn.chat_id, turn.message_id)
    return turn if ours or known else None


def _moved(mention: Mention, before: str, gone: int) -> Mention:
    shift = gone if mention.start >= len(before) else 0
    return replace(mention, start=mention.start - shift, end=mention.end - shift)


def _give(desk: Desk) -> Reply:
    try:
        done = service.give(desk.uow, desk.office, desk.who, desk.said, desk.turn.mentions)
    except Refusal as refusal:
        desk.uow.rollback()
        words = receipts.refusal_text(desk.turn.sent_at, refusal.code, {"text": desk.turn.text, **refusal.data})
        return _with_private(desk, texts.GROUP_REFUSED, (Say(words),))
    if done is None:
        called = desk.turn.reply_to is None
        return _short(desk.turn, texts.GROUP_HELP) if called else Reply()
    return _with_private(desk, _line(done), assign.outcome(desk, done).says)


def _line(done: Given | Asked) -> Markup:
    if isinstance(done, Asked):
        return texts.GROUP_ASKED
    if done.rule is not None:
        return texts.GROUP_RULE.format(names=names(done.rule.people))
    return texts.GROUP_GIVEN.format(number=done.tasks[0].number, names=names(t.assignee for t in done.tasks))


def _edited(desk: Desk) -> Reply:
    try:
        reply = assign.edited(desk)
    except Refusal as refusal:
        desk.uow.rollback()
        words = receipts.refusal_text(desk.turn.sent_at, refusal.code, {"text": desk.turn.text, **refusal.data})
        reply = Reply.of(words)
    if reply is None or not reply.says:
        return Reply()
    return Reply(_private(desk, reply.says))


def _with_private(desk: Desk, line: Markup, says: tuple[Say, ...]) -> Reply:
    return Reply((*_short(desk.turn, line).says, *_private(desk, says)))


def _private(desk: Desk, says: tuple[Say, ...]) -> tuple[Say, ...]:
    """What would be said here goes to the manager's own chat."""
    turn = desk.turn
    return tuple(
        say
        if say.chat_id
        else replace(say, replaces=None, quiet=True, channel=turn.channel, chat_id=turn.user_id, person_id=desk.who.id)
        for say in says
    )


def _short(turn: Turn, line: Markup) -> Reply:
    return Reply((Say(line, reply_to=turn.message_id, kind="group", quiet=True),))
