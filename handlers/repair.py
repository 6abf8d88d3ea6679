"""Repairs by button, by reply to a receipt, by word: each shows before → after and can be undone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

import nlu
from handlers import receipts, requests
from handlers.changes import change_lines
from handlers.desk import Desk, button
from handlers.render import render_entry, shorten
from handlers.texts import common
from handlers.texts import entries as texts
from handlers.turn import Choice, Reply
from services import lines as lines_service
from services import questions, said
from services import repair as service
from services.values import Change, EntryView

LINE_NUMBER = re.compile(
    r"^\s*(?:dòng|dong|việc|viec|câu|cau)\s*(\d{1,2})\s*[:.,-]?\s+(.+)$|^\s*(\d{1,2})\s*[:.)]\s*(.+)$", re.I
)
MOST_BUTTONS = 8
PANEL = "edit_panel"
"""The kind of message that waits for a repair: what is typed next means its line."""
DELETE_WORDS = re.compile(
    r"^(?:xoa|bo|huy)(?: di| het)?(?: cai| dong| viec| tin)?(?: nay| do| vua roi| vua ghi| cuoi)?$"
)
THANKS_WORDS = frozenset("ok|oke|okie|dung|dung roi|duoc|tot|vang|da|cam on|cam on em|cam on nhe".split("|"))
WRONG_WORDS = frozenset("sai|sai roi|nham|nham roi|khong dung|chua dung|sua|sua lai|khong phai".split("|"))
UNDO_WORDS = frozenset({"hoan tac", "khoi phuc", "lay lai"})


def entry_action(desk: Desk, args: Sequence[str]) -> Reply:
    """A tapped repair "e:<operation>:<line>:<version>"."""
    operation, entry_id, version = args[0], int(args[1]), int(args[2])
    who, uow, now = desk.who, desk.uow, desk.turn.sent_at
    locked = requests.locked_line(desk, entry_id)
    if locked is not None:
        typed = operation == "rm" and desk.turn.action is None
        return _ask_for(desk, locked, desk.turn.text) if typed else requests.panel(desk, locked)
    match operation:
        case "ed":
            return edit_panel(desk, entry_id, version)
        case "it":
            return item_panel(desk, entry_id, version)
        case "rm":
            return shown(desk, service.withdraw(uow, who, entry_id, version, now))
        case "un":
            return shown(desk, service.undo(uow, who, entry_id, version, now))
        case "dn" | "ud":
            return shown(desk, service.set_done(uow, who, entry_id, version, operation == "dn", now))
        case "bk":
            return receipt_again(desk, entry_id)
        case _:
            return Reply.of(common.NOT_FOUND)


def shown(desk: Desk, change: Change) -> Reply:
    """The change as a message: before → after, the day's total, the same repairs again; a tap edits in place."""
    rows, words = receipts.one_line_buttons(change.after)
    question = None
    if change.after.state == "draft":
        turn = desk.turn
        of_line = (change.after.id,)
        question = questions.ask_again(
            desk.uow, desk.office, desk.who, turn.channel, turn.chat_id, turn.sent_at, of_line
        )
    blocks = [change_lines(desk, change), receipts.day_total(desk, change.after.work_date)]
    if change.after.state == "draft":
        blocks = [blocks[0], texts.STILL_A_DRAFT]
    replaces = desk.turn.message_id if desk.turn.action else None
    return Reply((receipts.compose(desk, blocks, rows, words, [change.after], question, replaces=replaces),))


def edit_or_ask(desk: Desk, line: EntryView) -> Reply:
    """«Sửa»: the panel of a line that may be changed, or how to ask for a change of an approved one."""
    return requests.panel(desk, line) if line.state == "approved" else edit_panel(desk, line.id, line.version)


def edit_panel(desk: Desk, entry_id: int, version: int) -> Reply:
    """«Sửa»: the line, how to say what is wrong, and the usual repairs as buttons."""
    line = service.get_line(desk.uow, desk.who, entry_id, version)
    done = (
        button(texts.MARK_UNDONE, "e", "ud", line.id, line.version)
        if line.done
        else button(texts.MARK_DONE, "e", "dn", line.id, line.version)
    )
    rows = (
        (button(texts.CHANGE_ITEM, "e", "it", line.id, line.version), done),
        (button(texts.DELETE, "e", "rm", line.id, line.version), button(texts.BACK, "e", "bk", line.id, line.version)),
    )
    words = tuple((nlu.fold(choice.label), choice.action) for row in rows for choice in row)
    words += (("hoan tac", rows[-1][-1].action),)  # nothing was changed yet
    text = texts.EDIT_PANEL.format(line=render_entry(line), unit=line.unit or "hồ sơ")
    replaces = desk.turn.message_id if desk.turn.action else None
    say = receipts.compose(desk, [text], rows, words, [line], None, replaces=replaces, kind=PANEL)
    return Reply((say,))


def item_panel(desk: Desk, entry_id: int, version: int) -> Reply:
    """«Đổi đầu việc»: the other items it could be; a typed name works too."""
    line, choices = service.other_items(desk.uow, desk.office, desk.who, entry_id, version)
    return _choose_item(desk, line, choices)


def _choose_item(desk: Desk, line: EntryView, choices: Sequence[tuple[str, str]]) -> Reply:
    buttons = [
        button(f"{n}. {shorten(label, 48)}", "i", line.id, line.version, place)
        for n, (place, label) in enumerate(choices, 1)
    ]
    back = button(texts.BACK, "e", "bk", line.id, line.version)
    rows: tuple[tuple[Choice, ...], ...] = (*((b,) for b in buttons), (back,))
    words = (*((str(n), b.action) for n, b in enumerate(buttons, 1)), ("thoi", back.action))
    lines = [texts.CHOICE_LINE.format(key=n, label=label) for n, (_, label) in enumerate(choices, 1)]
    head = texts.CHANGE_ITEM_PANEL.format(text=shorten(line.text))
    blocks = [texts.JOIN.join([head, *lines]), texts.CHANGE_ITEM_HINT]
    replaces = desk.turn.message_id if desk.turn.action else None
    return Reply((receipts.compose(desk, blocks, rows, words, [line], None, replaces=replaces, kind=PANEL),))


def pick_item(desk: Desk, args: Sequence[str]) -> Reply:
    """A chosen item "i:<line>:<version>:<place>"."""
    entry_id, version, place = (int(arg) for arg in args[:3])
    return shown(desk, service.pick_item(desk.uow, desk.office, desk.who, entry_id, version, place, desk.turn.sent_at))


def receipt_again(desk: Desk, entry_id: int) -> Reply:
    """«Thôi»: back to the receipt of that line, as it is now."""
    line = service.get_line(desk.uow, desk.who, entry_id, None)
    rows, words = receipts.one_line_buttons(line)
    blocks = [receipts.stored_block(desk, [line]), receipts.day_total(desk, line.work_date)]
    replaces = desk.turn.message_id if desk.turn.action else None
    return Reply((receipts.compose(desk, blocks, rows, words, [line], None, replaces=replaces),))


def message_action(desk: Desk, args: Sequence[str]) -> Reply:
    """«Hoàn tác cả tin»: every line of one message at once "m:un:<message>:<token>"."""
    message_id, token = int(args[1]), int(args[2])
    changes = service.undo_message(desk.uow, desk.who, message_id, token, desk.turn.sent_at)
    back = bool(changes) and changes[0].after.state != "withdrawn"
    head = (texts.MESSAGE_RESTORED if back else texts.MESSAGE_UNDONE).format(count=len(changes))
    again = button(
        texts.UNDO_ALL if back else texts.REDO, "m", "un", message_id, service.message_token(desk.uow, message_id)
    )
    words = (("hoan tac", again.action), ("khoi phuc", again.action))
    lines = [change.after for change in changes]
    blocks = [head, *(receipts.day_total(desk, day) for day in sorted({line.work_date for line in lines}))]
    replaces = desk.turn.message_id if desk.turn.action else None
    return Reply((receipts.compose(desk, blocks, ((again,),), words, lines, None, replaces=replaces),))


def reply_to_receipt(desk: Desk) -> Reply | None:
    """A reply to a receipt repairs its line; None where the message it answers shows no line of this person."""
    turn = desk.turn
    if turn.reply_to is None:
        return None
    lines = said.lines_of_message(desk.uow, desk.who, turn.channel, turn.chat_id, turn.reply_to)
    return repair_by_text(desk, lines, turn.text) if lines else None


def repair_by_text(desk: Desk, lines: Sequence[EntryView], text: str) -> Reply:
    """«3 tiếng», "2: 5 hồ sơ", "hôm qua", "xoá", or another item's name."""
    numbered = LINE_NUMBER.match(text)
    if numbered:
        number, rest = int(numbered[1] or numbered[3]), numbered[2] or numbered[4]
        lines = _counted(desk, lines, number)
        if not 1 <= number <= len(lines):
            return Reply.of(texts.NO_SUCH_LINE.format(number=number, count=len(lines)))
        return repair_line(desk, lines[number - 1], rest)
    if len(lines) == 1:
        return repair_line(desk, lines[0], text)
    return which_line(desk, lines, text)


def _counted(desk: Desk, lines: Sequence[EntryView], number: int) -> Sequence[EntryView]:
    """The list that a number counts in: behind a repair of one line still the list that the line was taken from."""
    if 1 < len(lines) >= number or (desk.turn.reply_to is not None and len(lines) >= number):
        return lines
    listed = said.latest_lines(desk.uow, desk.who, desk.turn.channel, desk.turn.chat_id, max(number, 2))
    from_it = {line.id for line in lines} <= {line.id for line in listed}
    return listed if listed and (from_it or number > len(lines)) else lines


def listed(desk: Desk, offer: said.Offer | None, number: int) -> tuple[int, ...]:
    """The lines that a number counts in: those just shown, or the latest so many where another message came between."""
    if offer and offer.entry_ids:
        return offer.entry_ids
    lines = said.latest_lines(desk.uow, desk.who, desk.turn.channel, desk.turn.chat_id, max(number, 2))
    return tuple(line.id for line in lines)


def numbered_line(desk: Desk, entry_ids: Sequence[int], verb: str, number: int) -> Reply:
    """A line of the latest receipt by its number: «sửa 2», «xoá 2»."""
    lines = _counted(desk, said.lines_by_id(desk.uow, desk.who, tuple(entry_ids)), number)
    if not 1 <= number <= len(lines):
        return Reply.of(texts.NO_SUCH_LINE.format(number=number, count=len(lines)))
    line = lines[number - 1]
    if line.state == "approved":
        return requests.panel(desk, line) if verb == "sua" else _ask_for(desk, line, "xoá")
    if verb != "sua":
        return shown(desk, service.withdraw(desk.uow, desk.who, line.id, None, desk.turn.sent_at))
    return edit_panel(desk, line.id, line.version)


def drop_numbered(desk: Desk, entry_ids: Sequence[int], numbers: Sequence[int]) -> Reply:
    """«xoá 1, 3»: several lines of the latest receipt at once; each can be taken back."""
    lines = _counted(desk, said.lines_by_id(desk.uow, desk.who, tuple(entry_ids)), max(numbers))
    if not 1 <= min(numbers) <= max(numbers) <= len(lines):
        return Reply.of(texts.NO_SUCH_LINE.format(number=max(numbers), count=len(lines)))
    meant = [lines[number - 1] for number in numbers if lines[number - 1].state != "withdrawn"]
    if not meant:
        return Reply.of(texts.LINE_IS_GONE)
    if any(line.state == "approved" for line in meant):
        return which_line(desk, meant, "xoá")
    changes = [service.withdraw(desk.uow, desk.who, line.id, None, desk.turn.sent_at) for line in meant]
    gone = [change.after for change in changes]
    back = [
        button(texts.TAKE_BACK.format(number=n), "e", "un", line.id, line.version) for n, line in enumerate(gone, 1)
    ]
    blocks = [change_lines(desk, change) for change in changes]
    blocks += [receipts.day_total(desk, day) for day in sorted({line.work_date for line in gone})]
    rows = tuple(tuple(back[start : start + 3]) for start in range(0, min(len(back), MOST_BUTTONS), 3))
    words = tuple((nlu.fold(choice.label), choice.action) for choice in back)
    return Reply((receipts.compose(desk, blocks, rows, words, gone, None),))


def which_line(desk: Desk, lines: Sequence[EntryView], text: str = "") -> Reply:
    """Several lines and no number: ask which one to edit, delete or undo; the whole message is on offer too."""
    operation, asked, hint = _asked_of(nlu.fold(text).strip(" .!,"))
    buttons = [
        button(f"{n}. {shorten(line.item_name or line.text, 48)}", "e", operation, line.id, line.version)
        for n, line in enumerate(lines, 1)
    ]
    words = tuple((str(n), b.action) for n, b in enumerate(buttons, 1))
    rows, all_words = receipts.undo_all(desk, lines)
    if operation != "ed" and rows:
        hint = texts.WHICH_GONE_ALL
    shown_rows = (*((b,) for b in buttons[:MOST_BUTTONS]), *rows)
    say = receipts.compose(desk, [asked, hint], shown_rows, (*words, *all_words), lines, None)
    return Reply((say,))


def _asked_of(words: str) -> tuple[str, Markup, Markup]:
    """What "xoá", "hoàn tác" or anything else wants of a line: the operation, its question, how to answer."""
    if DELETE_WORDS.match(words):
        return "rm", texts.ASK_DELETE, texts.WHICH_GONE_HINT
    if words in UNDO_WORDS:
        return "un", texts.ASK_UNDO, texts.WHICH_GONE_HINT
    return "ed", texts.ASK_ENTRY, texts.WHICH_LINE_HINT


def repair_line(desk: Desk, line: EntryView, text: str) -> Reply:
    """Apply a typed repair to one line."""
    words = nlu.fold(text).strip(" .!,")
    who, uow, now = desk.who, desk.uow, desk.turn.sent_at
    if words in THANKS_WORDS:
        return Reply.of(texts.THANKS.format(given=desk.who.given_name), entry_ids=(line.id,))
    if line.state == "approved":
        return requests.panel(desk, line) if words in WRONG_WORDS else _ask_for(desk, line, text)
    if line.state == "withdrawn" and words not in UNDO_WORDS:
        return Reply.of(texts.LINE_IS_GONE, entry_ids=(line.id,))
    if words in WRONG_WORDS:
        return edit_panel(desk, line.id, line.version)
    if DELETE_WORDS.match(words):
        return shown(desk, service.withdraw(uow, who, line.id, None, now))
    if words in UNDO_WORDS:
        return shown(desk, service.undo(uow, who, line.id, None, now))
    fields = lines_service.read(uow, desk.office, who, text, now)
    if not fields.rest:
        changed = service.correct(uow, desk.office, who, line.id, None, fields, now)
        return shown(desk, changed) if changed else Reply.of(texts.NOTHING_CHANGED)
    if told(fields):
        return Reply.of(texts.REPLY_NOT_UNDERSTOOD)
    return by_name(desk, line, text)


def _ask_for(desk: Desk, line: EntryView, text: str) -> Reply:
    """An approved line changes by request only."""
    return requests.by_text(
        desk, line, text, remove=DELETE_WORDS.match(nlu.fold(text).strip(" .!,0123456789")) is not None
    )


def by_name(desk: Desk, line: EntryView, text: str) -> Reply:
    """Another item's name: taken at once where it is sure, else offered as choices."""
    now = desk.turn.sent_at
    view, choices, sure = service.offer_named(desk.uow, desk.office, desk.who, line.id, None, text)
    if sure:
        return shown(desk, service.change_item(desk.uow, desk.office, desk.who, line.id, None, sure, now))
    return _choose_item(desk, view, choices) if choices else Reply.of(texts.REPLY_NOT_UNDERSTOOD)


def typed_count(desk: Desk, entry_id: int, number: str) -> Reply:
    """«3» behind an open "Sửa": so many of what the line counts."""
    line = service.get_line(desk.uow, desk.who, entry_id, None)
    return repair_line(desk, line, with_unit(number, line))


def with_unit(value: str, line: EntryView) -> str:
    """A bare number counts what the line counts; anything else is as it is."""
    value = value.strip(" .!")
    bare = value.replace(",", "").replace(".", "").isdigit()
    return f"{value} {line.unit or 'hồ sơ'}" if bare else value


def names_a_line(text: str) -> bool:
    """Whether a message begins with "dòng 2": then it repairs a line of the latest receipt."""
    found = LINE_NUMBER.match(text)
    return found is not None and found[1] is not None and nlu.fold(text).startswith("dong")


def looks_like_fields(desk: Desk, text: str) -> bool:
    """Whether a message says nothing but fields ("3 tiếng", "hôm qua"): then it repairs the line being edited."""
    fields = lines_service.read(desk.uow, desk.office, desk.who, text, desk.turn.sent_at)
    return told(fields) and not fields.rest


def looks_like_a_name(desk: Desk, text: str) -> bool:
    """Whether a message tells no field at all: behind an open "Sửa" it names another item."""
    fields = lines_service.read(desk.uow, desk.office, desk.who, text, desk.turn.sent_at)
    return not told(fields)


def told(fields: nlu.Fields) -> bool:
    """Whether a repair says any field at all."""
    return any(v is not None for v in (fields.minutes, fields.quantity, fields.date, fields.start, fields.done))
