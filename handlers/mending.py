"""Corrections that name their line: «sửa kết hôn thành 2», «không phải 9 mà là 8», «xoá khai tử», «trả 12 thôi».

Without this a correction would be read as new work. Nothing is changed where it is not plain which line is meant: then
it is asked, or said that there is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import nlu
from handlers import repair
from handlers.desk import Desk
from handlers.render import shorten
from handlers.texts import entries as texts
from handlers.turn import Reply
from services import day as days
from services import said, when
from services.values import EntryView

_WHAT = r"(?:cai|dong|viec|phan|muc|so|cho)"
_INTO = r"(?:thanh|sang|con|la|->|→)"
_NOT = r"(?:khong|ko|k|hong|chu khong|chu ko) phai"
_SET = re.compile(rf"(?:sua|doi|chinh)(?: lai)? (?:{_WHAT} )?(?P<name>[a-z][a-z /]*?) {_INTO} (?P<after>\S.*)")
_NOT_BUT = re.compile(
    rf"(?:(?P<name>[a-z][a-z /]*?) )?(?:la )?{_NOT}(?: la)? (?P<before>[^,]+?),? (?:ma )?(?:la|chi|thanh) "
    r"(?P<after>\S.*)"
)
_RATHER = re.compile(
    rf"(?P<name>[a-z][a-z /]*?) (?:la |co )?(?P<after>\d[^,]*?),? (?:chu |cho )?{_NOT}(?: la)? (?P<before>\S.*)"
)
_ONLY = re.compile(
    r"(?:(?:sai|nham)(?: roi)?,? )?(?P<name>[a-z][a-z /]*?) (?P<after>\d{1,5}(?: [a-z]+){0,2}?) (?:thoi|moi dung)"
)
_DROP = re.compile(
    rf"(?:thoi )?(?:xoa|bo)(?P<what> {_WHAT})? (?P<name>[a-z][a-z /]*?)(?P<please> di)?(?: gium| giup)?"
    rf"|{_WHAT} (?P<named>[a-z][a-z /]*?) (?:bo|xoa)(?: di)?"
)
_LAST = re.compile(rf"(?:xoa|bo)(?: {_WHAT})? (?:cuoi|cuoi cung|moi nhat)")
_SEVERAL = re.compile(r"(?:xoa|bo)(?: (?:dong|viec))? (\d{1,2}(?:(?: ?, ?| va | voi | )\d{1,2})+)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_LONGEST = 14  # words of a correction
_SMALL = frozenset("cai dong viec phan muc so la co lam ghi luc hom nay vua nay roi cua cho di".split())


@dataclass(frozen=True, slots=True)
class _Mend:
    """What a correction says: words of the line, the value it has, the value it should have (None: it goes)."""

    name: str
    before: str
    after: str | None
    told: str  # the words of the line as they were typed
    sure: bool  # whether it can be nothing but a correction
    shown_only: bool = False  # «trả 12 thôi»: of a line just shown, else it is new work


def by_word(desk: Desk, offer: said.Offer | None, folded: str) -> Reply | None:
    """Do what a correction says; None where the words are none. `folded`: the message without courtesies."""
    shown = _standing(desk, offer)
    if _LAST.fullmatch(folded) and shown:
        return repair.repair_line(desk, shown[-1], "xoá")
    several = _SEVERAL.fullmatch(folded)
    if several:
        numbers = sorted(set(map(int, re.findall(r"\d+", several[1]))))
        listed = repair.listed(desk, offer, numbers[-1])
        return repair.drop_numbered(desk, listed, numbers) if listed else None
    mend = _read(desk.turn.text, folded)
    return _apply(desk, mend, shown) if mend else None


def _read(text: str, folded: str) -> _Mend | None:
    """The correction that a message is; values keep their accents."""
    if len(folded.split()) > _LONGEST:
        return None
    for pattern in (_NOT_BUT, _RATHER, _SET, _ONLY):
        found = pattern.fullmatch(folded)
        if found:
            values = found.groupdict()
            name, before = values.get("name") or "", values.get("before") or ""
            sure = bool(_NUMBER.search(before))
            after = _typed(text, folded, *found.span("after"))
            told = _typed(text, folded, *found.span("name" if name else "before"))
            return _Mend(name or ("" if sure else before), before, after, told, sure, shown_only=pattern is _ONLY)
    dropped = _DROP.fullmatch(folded)
    if dropped is None or _NUMBER.search(folded):
        return None
    sure = bool(dropped["what"] or dropped["please"] or dropped["named"])
    told = _typed(text, folded, *dropped.span("name" if dropped["name"] else "named"))
    return _Mend(dropped["name"] or dropped["named"], "", None, told, sure)


def _typed(text: str, folded: str, start: int, end: int) -> str:
    """The words as they were typed behind a stretch of the folded message."""
    typed = unicodedata.normalize("NFC", text)
    at = nlu.fold(typed).find(folded)
    return typed[at + start : at + end] if at >= 0 else folded[start:end]


def _apply(desk: Desk, mend: _Mend, shown: Sequence[EntryView]) -> Reply | None:
    """Change or drop the one line that is meant; several are asked about; of none it is said so, where that is sure."""
    found = _meant(mend, shown)
    if not found and not mend.shown_only:
        found = _meant(mend, _of_today(desk))
    if not found:
        return Reply.of(texts.NO_LINE_NAMED.format(text=shorten(mend.told))) if mend.sure else None
    if len(found) > 1 and mend.shown_only:
        return None
    if len(found) > 1:
        return repair.which_line(desk, found, "xoá" if mend.after is None else "")
    line = found[0]
    return repair.repair_line(desk, line, "xoá" if mend.after is None else repair.with_unit(mend.after, line))


def _meant(mend: _Mend, lines: Sequence[EntryView]) -> list[EntryView]:
    """The one line that has all words of the correction, else those with some of them and the number it takes back."""
    words = set(re.findall(r"[a-z]+", mend.name)) - _SMALL
    number = _NUMBER.search(mend.before)
    if not words and not number:
        return list(lines) if len(lines) == 1 else []
    named = [line for line in lines if words <= _words_of(line)]
    if number is None or (words and len(named) == 1):
        return named
    value = Decimal(number.group().replace(",", "."))
    return [line for line in lines if value in (line.quantity, line.minutes) and (not words or words & _words_of(line))]


def _words_of(line: EntryView) -> set[str]:
    return set(re.findall(r"[a-z]+", nlu.fold(f"{line.text} {line.item_name or ''}")))


def _standing(desk: Desk, offer: said.Offer | None) -> list[EntryView]:
    if offer is None or not offer.entry_ids:
        return []
    return [line for line in said.lines_by_id(desk.uow, desk.who, offer.entry_ids) if line.state != "withdrawn"]


def _of_today(desk: Desk) -> list[EntryView]:
    view = days.view(desk.uow, desk.who.id, when.today(desk.turn.sent_at))
    return [*view.entries, *view.drafts]
