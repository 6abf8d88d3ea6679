"""Tiêu chí chung for whoever confirms: the list, confirm all, «sửa 3: nhóm 2 còn 7 vì …», a leader's đ and e."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from handlers import general, general_cases, general_words, unclassified
from handlers.desk import Desk, action, button
from handlers.general import packed, points_words, unpacked
from handlers.general_shares import give, render_share, told_words
from handlers.general_words import Typed
from handlers.notices import answered, notify
from handlers.render import join, render_day, render_number
from handlers.texts import general as texts
from handlers.texts import unclassified as apart_texts
from handlers.turn import Choice, Reply, Say
from services import general as own
from services import general_review as service
from services import said, when
from services.general_review import Judged, Line, ListView

LIST, ONE = "general_list", "general_one"
"""Kinds of messages to which points answer."""
MONTH = re.compile(r"^(?:tháng\s*|thang\s*)?(1[0-2]|0?[1-9])\s*/\s*(20\d\d)(?=$|[\s:,])[\s:,]*", re.I)
KINDS = (general.CARD, LIST, ONE)


def command(desk: Desk) -> Reply:
    """«/tieuchi», "/tieuchi 10/2026", "/tieuchi 8 8 9", "/tieuchi ds"."""
    words = desk.turn.text.partition(" ")[2].strip() if desk.turn.text.startswith("/") else ""
    found = MONTH.match(words)
    month = (int(found[2]), int(found[1])) if found else own.default_month(desk.uow, desk.who, desk.turn.sent_at)
    rest = words[found.end() :] if found else words
    typed = general_words.read(rest) if rest else None
    if typed is not None:
        return general.tell(desk, month, typed)
    entered = general_cases.by_code(desk, month, rest) or unclassified.in_command(desk, words) if rest else None
    if entered is not None:
        return entered
    people = service.count(desk.uow, desk.who, desk.turn.sent_at)
    if rest and not (rest.lower() in ("ds", "danh sách", "danh sach") and people):
        return Reply.of(texts.HOW)
    own.check_month(*month, desk.turn.sent_at)
    if people and (rest or not own.wanted(desk.uow, desk.who, *month, desk.turn.sent_at)):
        return show_list(desk, month)
    return general.show(desk, month, people)


def act(desk: Desk, args: Sequence[str]) -> Reply:
    """«t:ok:<month>:<version>», "t:my:<month>"; above: "t:ls:<month>", "t:al:<month>:<token>", "t:p:<month>:<person>",
    "t:c:<month>:<person>:<version>", "t:s:<month>:<person>:<share>:<level>", "t:nu:<month>:<person>:<months>".
    """  # fmt: skip
    month = unpacked(args[1])
    match args[0]:
        case "ok":
            return general.confirm(desk, month, int(args[2]))
        case "my":
            return general.show(desk, month)
        case "ls":
            return show_list(desk, month)
        case "al":
            return confirm_all(desk, month, args[2])
        case "p":
            return show_one(desk, month, int(args[2]))
        case "c":
            return _judge(desk, month, int(args[2]), Typed(), int(args[3]))
        case "nu":
            return unclassified.undo(desk, month, int(args[2]), int(args[3]))
        case "s":
            return _share_tapped(desk, month, int(args[2]), int(args[3]), int(args[4]))
        case _:
            raise ValueError(args[0])


# words


def by_word(desk: Desk, offer: said.Offer | None) -> Reply | None:
    """Points and shares in words: for a person of the list, for the one shown, or one's own; None for all else."""
    kind = offer.kind if offer else ""
    numbered = general_words.whom(desk.turn.text)
    told = numbered[1] if numbered else desk.turn.text
    typed = general_words.case(told) or general_words.read(told)
    if typed is None or (isinstance(typed, tuple) and not numbered and kind != ONE):
        return None
    if isinstance(typed, Typed) and typed.listed and kind not in KINDS:
        return None
    turn = desk.turn
    if numbered:
        listed = said.last_of_kind(desk.uow, turn.channel, turn.chat_id, LIST)
        payload = listed.words.get(str(numbered[0]), "") if listed else ""
        return _typed(desk, payload, typed) if payload else Reply.of(texts.WHICH if listed else texts.NO_LIST)
    if kind == ONE and offer:
        return _typed(desk, offer.words["sua"], typed)
    if kind == LIST:
        return Reply.of(texts.WHICH)
    card = offer if kind == general.CARD else said.last_of_kind(desk.uow, turn.channel, turn.chat_id, general.CARD)
    if card is None or isinstance(typed, tuple) or typed.shares:
        return None
    return general.tell(desk, unpacked(card.words["tieu chi"].split(":")[2]), typed)


def _typed(desk: Desk, payload: str, typed: Typed | general_words.Entered) -> Reply:
    _, _, month, person = payload.split(":")
    if isinstance(typed, tuple):
        return general_cases.enter(desk, unpacked(month), int(person), typed)
    return _judge(desk, unpacked(month), int(person), typed, None)


# the list


def show_list(desk: Desk, month: tuple[int, int], before: Sequence[Markup] = ()) -> Reply:
    """Everybody to be confirmed, those who wait first."""
    found = service.look(desk.uow, desk.who, *month, desk.turn.sent_at)
    keys: list[Choice] = []
    words = [(str(line.number), _person(month, line)) for line in found.lines]
    words += [(f"sua {line.number}", _person(month, line)) for line in found.lines]
    if found.waiting:
        everybody = button(texts.CONFIRM_ALL.format(count=found.waiting), "t", "al", packed(month), found.token)
        keys.append(everybody)
        words += [(text, everybody.action) for text in ("xac nhan", "xac nhan het", "dong y")]
    keys.append(button(texts.MINE, "t", "my", packed(month)))
    parts = [*before, texts.LIST.format(month=f"{month[1]}/{month[0]}", count=found.total), *map(_line, found.lines)]
    parts += _under(desk, found)
    return Reply((answered(desk, join(parts), tuple((key,) for key in keys), tuple(words), kind=LIST),))


def _person(month: tuple[int, int], line: Line) -> str:
    return action("t", "p", packed(month), line.card.person_id)


def _under(desk: Desk, found: ListView) -> list[Markup]:
    parts = [texts.MORE.format(count=found.total - len(found.lines))] if found.total > len(found.lines) else []
    if found.opens is not None:
        return [*parts, texts.LIST_EARLY.format(day=render_day(found.opens, when.today(desk.turn.sent_at)))]
    parts.append(texts.LIST_HINT)
    away = next((line.number for line in found.lines if line.away and not line.settled), None)
    parts += [texts.LIST_HINT_AWAY.format(number=away)] if away else []
    leader = next((line.number for line in found.lines if line.open_shares), None)
    return [*parts, texts.LIST_HINT_SHARES.format(number=leader)] if leader else parts


def _line(line: Line) -> Markup:
    card, points = line.card, points_words([part.points for part in line.card.parts])
    if card.apart and not line.cases:
        return apart_texts.LINE.format(number=line.number, name=card.name, label=card.apart.label)
    what = {"told": texts.LINE_TOLD, "given": texts.LINE_GIVEN}.get(card.state, texts.LINE_NEW)
    if card.closed and card.state != "given":
        what = texts.LINE_CLOSED
    shares = texts.LINE_SHARES.format(codes=", ".join(line.open_shares)) if line.open_shares else ""
    name = card.name + (texts.FOR.format(giver=line.giver) if line.giver else "")
    case = (texts.LINE_CASE if line.cases else "") + (texts.LINE_AWAY if line.away else "")
    return texts.LINE.format(number=line.number, name=name, what=what.format(points=points), shares=shares, case=case)


def confirm_all(desk: Desk, month: tuple[int, int], token: str) -> Reply:
    """Everything that waits on the list as it was shown."""
    done = service.confirm_all(desk.uow, desk.who, *month, token, desk.turn.sent_at)
    if done is None:
        return show_list(desk, month, [texts.CHANGED])
    parts = [texts.CONFIRMED.format(count=len(done))]
    parts += [texts.CONFIRMED_LINE.format(name=one.line.card.name, points=_points(one.line)) for one in done]
    found = service.look(desk.uow, desk.who, *month, desk.turn.sent_at)
    untold = sum(line.card.state == "new" and not line.settled for line in found.lines)
    leaders = [line.card.name for line in found.lines if line.open_shares]
    parts += [texts.LEFT.format(count=untold)] if untold else []
    parts += [texts.LEFT_SHARES.format(names=", ".join(leaders))] if leaders else []
    return Reply((_done(desk, month, join(parts)),))


def _points(line: Line) -> str:
    return points_words([part.points for part in line.card.parts])


def _done(desk: Desk, month: tuple[int, int], text: Markup) -> Say:
    back = button(texts.BACK, "t", "ls", packed(month))
    return answered(desk, text, ((back,),), (("danh sach", back.action),))


# one person


def show_one(desk: Desk, month: tuple[int, int], person_id: int, before: Sequence[Markup] = ()) -> Reply:
    """A person's card with what may be done to it."""
    line = service.one(desk.uow, desk.who, person_id, *month, desk.turn.sent_at)
    card = line.card
    told = [part.told for part in card.parts if part.told is not None]
    body = general.body(card, card.name) if card.state in ("told", "given") else general.body(card, card.name)[:1]
    parts = [*before, *body, *map(render_share, line.shares)]
    parts += [texts.CASE.format(label=case.label, reason=case.reason) for case in line.cases]
    parts += general.apart_lines(card)
    parts += general.given_lines(card) if card.state == "given" else []
    parts += [texts.CLOSED] if card.closed else [] if card.apart else _hints(desk, line)
    rows: list[tuple[Choice, ...]] = []
    words = [("sua", _person(month, line))]
    if line.waiting:
        yes = button(
            texts.ONE_CONFIRM.format(total=points_words(told)), "t", "c", packed(month), card.person_id, card.version
        )
        rows.append((yes,))
        words += [("xac nhan", yes.action), ("dong y", yes.action)]
    if not card.closed and card.state != "early" and card.apart is None:
        rows += [_levels(month, line, n) for n, share in enumerate(line.shares) if not share.computed and share.levels]
    back = button(texts.BACK, "t", "ls", packed(month))
    rows.append((back,))
    words.append(("danh sach", back.action))
    return Reply((answered(desk, join(parts), tuple(rows), tuple(words), kind=ONE),))


def _levels(month: tuple[int, int], line: Line, index: int) -> tuple[Choice, ...]:
    share = line.shares[index]
    return tuple(
        button(
            texts.SHARE_BUTTON.format(code=share.code, percent=render_number(level * 100)), "t", "s", packed(month),
            line.card.person_id, index, n,
        )
        for n, level in enumerate(share.levels)
    )  # fmt: skip


def _hints(desk: Desk, line: Line) -> list[Markup]:
    card = line.card
    if card.state == "early":
        return [texts.ONE_WAITS.format(day=render_day(card.opens, when.today(desk.turn.sent_at)))]
    untold = texts.ONE_UNTOLD.format(example=general.example(card))
    return [
        untold if card.state == "new" else texts.ONE_HINT,
        *([texts.SHARES_HINT] if any(not share.computed for share in line.shares) else []),
    ]


def _judge(desk: Desk, month: tuple[int, int], person_id: int, typed: Typed, version: int | None) -> Reply:
    """Confirm or change one person's points, give their shares; whoever is concerned is told."""
    now, parts = desk.turn.sent_at, list[Markup]()
    says: tuple[Say, ...] = ()
    if typed.points or not typed.shares:
        general.check_count(service.one(desk.uow, desk.who, person_id, *month, now).card, typed)
        done = service.judge(desk.uow, desk.who, person_id, *month, typed.points, typed.reason, now, version)
        told = _notice(desk, month, done) if done.changed else ()
        parts, says = _judged(done, bool(told)), told
    if typed.shares:
        given, told = give(desk, month, person_id, typed.shares)
        parts, says = [*parts, given], (*says, *told)
    return Reply((_done(desk, month, join(parts)), *says))


def _judged(done: Judged, told: bool) -> list[Markup]:
    card, after = done.line.card, _points(done.line)
    if not done.changed:
        return [texts.CONFIRMED_ONE.format(name=card.name, points=after)]
    words = texts.CHANGED_ONE if done.before else texts.GIVEN_ONE
    text = words.format(name=card.name, before=points_words(done.before), after=after, told=told_words(card.name, told))
    return [text, texts.CHANGED_REASON.format(reason=done.reason)]


def _notice(desk: Desk, month: tuple[int, int], done: Judged) -> tuple[Say, ...]:
    """What the person reads: every group that differs, the sum, the reason, what to do."""
    card, shown = done.line.card, f"{month[1]}/{month[0]}"
    parts = [(texts.NOTICE if done.before else texts.NOTICE_NEW).format(head=desk.who.name, month=shown)]
    for n, part in enumerate(card.parts):
        after = render_number(part.points)
        if not done.before:
            parts.append(texts.NOTICE_PART_NEW.format(label=part.label, after=after))
        elif done.before[n] != part.points:
            parts.append(texts.NOTICE_PART.format(label=part.label, before=render_number(done.before[n]), after=after))
    parts.append(texts.NOTICE_SUM.format(total=render_number(card.total), most=render_number(card.most)))
    parts += [texts.REASON.format(reason=done.reason), texts.NOTICE_HINT.format(month=shown)]
    return notify(desk, card.person_id, join(parts))


def _share_tapped(desk: Desk, month: tuple[int, int], person_id: int, index: int, level: int) -> Reply:
    """A button of a level; the card is shown anew with the buttons that are left to press."""
    if index < 0 or level < 0:
        raise ValueError(index)
    share = service.one(desk.uow, desk.who, person_id, *month, desk.turn.sent_at).shares[index]
    given, told = give(desk, month, person_id, {share.code: share.levels[level]})
    shown = show_one(desk, month, person_id, [given])
    return Reply((*shown.says, *told))
