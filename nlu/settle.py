"""Second thoughts about the cut: neighbours that turn out to be one piece of work are put together again."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from nlu.catalogue import Clues
from nlu.entry import Draft, Maker
from nlu.model import Doubt, EntryReading
from nlu.normalise import fold
from nlu.patterns import TAKEN
from nlu.pieces import NEAR, Piece
from nlu.tails import document, documents

_FALLBACK = re.compile(r"dot xuat|viec khac|nhiem vu khac|^muc \d|phat sinh")
_ENOUGH = 6  # stretches of one piece after which more of them change nothing
_EXPLAINED = 0.25  # below it the words of a piece mean nothing to the catalogue
_LATEST = 4  # entries of one item that a further one may add to
_WEAK = ("comma", "plus", "colon", "stop", "verb", "switch")


def settle(drafts: list[Draft | None], maker: Maker, known: Clues) -> list[Draft | None]:
    """The drafts (None for plans and work not done) with torn pieces joined."""
    out: list[Draft | None] = []
    for draft in drafts:
        last = out[-1] if out else None
        joined = _join(last, draft, maker, known) if last and draft else None
        if joined is not None:
            out[-1] = joined
        else:
            out.append(draft)
    return _sums(out, maker)


def _join(one: Draft, other: Draft, maker: Maker, known: Clues) -> Draft | None:
    """Both as one piece, None where they are two."""
    mark = other.piece.mark
    if other.piece.apart or (mark not in _WEAK and not mark.startswith("joint:")):
        return None
    if _same_work(one, other, maker):
        return _fold_in(one, other, maker)
    if mark in ("verb", "switch"):
        return None
    if mark != "stop" and _unknown(other, known) and not _unknown(one, known) and len(one.piece.work) < _ENOUGH:
        both = _both(one.piece, other.piece)
        both.torn = both.torn or len(other.words) > 3
        return maker.draft(both, one.here if one.here.own else other.here)
    if (mark != "stop" and (_idle(other, known) or _remark(other))) or (
        mark != "stop" and _idle(one, known, least=0.6) and not one.opened and one.piece.mark in ("start", "comma")
    ):
        if len(one.piece.work) >= _ENOUGH:
            return replace(one, piece=_both(one.piece, other.piece))
        return maker.draft(_both(one.piece, other.piece), one.here if one.here.own else other.here)
    return None


def _idle(draft: Draft, known: Clues, *, least: float = 0.3) -> bool:
    """A piece that says nothing which a work item explains, and tells no time or number of its own."""
    entry = draft.entry
    told = entry.quantity_told or entry.minutes is not None or entry.start is not None or draft.here.own
    best = entry.candidates[0].probability if entry.candidates else 0.0
    return (
        not told
        and (best < least or (best < 0.5 and len(draft.words) <= 2))
        and not known.knows(" ".join(draft.words))
        and not draft.opened
    )


def _unknown(draft: Draft, known: Clues) -> bool:
    """Nothing counted, no day, nothing that a work item explains: how the work before went ("chỉ chép lại, 30p")."""
    entry = draft.entry
    best = entry.candidates[0].probability if entry.candidates else 0.0
    counted = entry.quantity_told or draft.counted
    return best < _EXPLAINED and not counted and not draft.here.own and not known.knows(" ".join(draft.words))


def _remark(draft: Draft) -> bool:
    """Two words at most, a verb among them, that no item explains ("rồi chỉ cách")."""
    entry = draft.entry
    told = entry.quantity_told or entry.minutes is not None or entry.start is not None or draft.here.own
    best = entry.candidates[0].probability if entry.candidates else 0.0
    return not told and len(draft.words) <= 2 and best < 0.45


def _same_work(one: Draft, other: Draft, maker: Maker) -> bool:
    """The same item told on: at most one of the two has a time, a number, another day or part of day."""
    a, b = one.entry, other.entry
    if not a.item or a.item != b.item or other.piece.mark == "turn" or _stands_in(a.item, maker):
        return False
    begins = maker.sheet.open[other.piece.start : other.piece.end].lstrip()[:1] == TAKEN
    if a.date != b.date or (begins and other.parts and one.parts != other.parts):
        return False
    timed = (a.minutes is not None or a.start) and (b.minutes is not None or b.start)
    return not timed and not (a.quantity_told and b.quantity_told)


def _stands_in(code: str, maker: Maker) -> bool:
    """Whether an item stands for what has none of its own: two pieces of it may be any two kinds of work."""
    return bool(_FALLBACK.search(fold(maker.index.items[code].name)))


def _fold_in(one: Draft, other: Draft, maker: Maker) -> Draft:
    a, b = one.entry, other.entry
    number = b if b.quantity_told and not a.quantity_told else a
    time = b if a.minutes is None and a.start is None else a
    better = max(a, b, key=lambda entry: entry.candidates[0].probability)
    doubts = tuple(d for d in (*a.doubts, *b.doubts) if d.kind != "item") + tuple(
        d for d in better.doubts if d.kind == "item"
    )
    if _follows(one, other) and not any(d.kind == "item" for d in doubts):
        doubts = (
            Doubt("item", tuple((c.code, maker.index.items[c.code].name) for c in better.candidates[:4])),
            *doubts,
        )
    if number is b and other.opened and len(other.words) > 2 and other.first != one.first and b.quantity > 1:
        doubts = (*doubts, Doubt("quantity", (("1", "1 sản phẩm"), (str(b.quantity), f"{b.quantity} sản phẩm"))))
    if _two_documents(one, other):
        number = replace(number, quantity=a.quantity + b.quantity, quantity_told=True)
        doubts = (
            *doubts,
            Doubt("quantity", (("1", "1 sản phẩm"), (str(number.quantity), f"{number.quantity} sản phẩm"))),
        )
    start, end = min(a.span[0], b.span[0]), max(a.span[1], b.span[1])
    entry = replace(
        a,
        candidates=better.candidates,
        span=(start, end),
        text=a.text + ", " + b.text,
        quantity=number.quantity,
        quantity_told=number.quantity_told,
        minutes=time.minutes,
        start=time.start,
        end=time.end,
        done=a.done and b.done,
        doubts=doubts,
        sure=not doubts,
        trace=a.trace or b.trace,
    )
    return replace(one, entry=entry, piece=_both(one.piece, other.piece), words=one.words + other.words)


def _two_documents(one: Draft, other: Draft) -> bool:
    """ "báo cáo tuần, báo cáo tháng" under one item are two reports, if that is what the person means."""
    first, second = (document(" ".join(draft.words[:2])) for draft in (one, other))
    told = one.entry.quantity_told or other.entry.quantity_told
    return (
        bool(first)
        and first == second
        and not told
        and set(one.words) != set(other.words)
        and other.piece.mark in ("comma", "plus", "joint:va")
    )


def _follows(one: Draft, other: Draft) -> bool:
    """ "… rồi họp 1 tiếng": another act that follows with its own time or number may be other work all the same."""
    told = other.entry.quantity_told or other.entry.minutes is not None or other.entry.start is not None
    return (
        other.piece.mark.startswith("joint:")
        and other.opened
        and told
        and len(other.words) > 1
        and other.first != one.first
    )


def _both(one: Piece, other: Piece) -> Piece:
    return Piece(one.work + other.work, one.parts + other.parts, one.mark, torn=one.torn or other.torn)


def _sums(drafts: list[Draft | None], maker: Maker) -> list[Draft | None]:
    """The same work counted twice without a time or day of its own is one entry with the sum."""
    out: list[Draft | None] = []
    places: dict[str | None, list[int]] = {}
    for draft in drafts:
        same = places.setdefault(draft.entry.item, []) if draft else []
        for place in same[-_LATEST:]:
            if draft and (old := out[place]) and _adds_up(old, draft, maker):
                out[place] = replace(old, entry=_added(old, draft, maker))
                break
        else:
            same.append(len(out))
            out.append(draft)
    return out


def _added(one: Draft, other: Draft, maker: Maker) -> EntryReading:
    """The sum, with the words of both; where the two were not told in the same words, the person is asked."""
    a, b = one.entry, other.entry
    total = a.quantity + b.quantity
    doubts = a.doubts
    if not _alike(one, other) and not any(doubt.kind == "quantity" for doubt in doubts):
        doubts = (*doubts, Doubt("quantity", tuple((str(n), f"{n} sản phẩm") for n in sorted({a.quantity, total}))))
    start, end = a.span[0], max(a.span[1], b.span[1])
    near = b.span[0] - a.span[1] <= NEAR
    text = maker.sheet.text.original[start:end] if near else f"{a.text.strip()}; {b.text.strip()}"
    span = (start, end) if near else a.span
    return replace(
        a, text=text, span=span, quantity=total, quantity_told=True, doubts=doubts, sure=a.sure and not doubts
    )


def _alike(one: Draft, other: Draft) -> bool:
    """Whether half of the words of the shorter piece are those of the other."""
    return len(set(one.words) & set(other.words)) * 2 >= min(len(set(one.words)), len(set(other.words)))


def _adds_up(one: Draft, other: Draft, maker: Maker) -> bool:
    a, b = one.entry, other.entry
    if not a.item or a.item != b.item or one.vague or other.vague:
        return False
    timed = a.minutes or b.minutes or a.start or b.start
    if _stands_in(a.item, maker) and not _alike(one, other):
        return False
    return bool(
        other.piece.mark not in ("turn", "again")
        and not timed
        and a.date == b.date
        and a.done
        and b.done
        and one.parts == other.parts
        and (
            (a.sure and b.sure and _alike(one, other))
            or (
                _likely(a)
                and _likely(b)
                and _both_named(one, other, maker)
                and other.piece.mark in ("comma", "plus", "joint:va", "joint:voi")
            )
        )
        and a.quantity
        and b.quantity
    )


def _likely(entry: EntryReading) -> bool:
    return entry.quantity_told and bool(entry.candidates) and entry.candidates[0].probability >= 0.5


def _both_named(one: Draft, other: Draft, maker: Maker) -> bool:
    """Whether the item names the kinds of documents of both pieces ("giấy mời, phiếu chuyển"), or none are told."""
    item = maker.index.items[one.entry.item or ""]
    kinds = documents(" ".join((item.name, item.product, *item.aliases)))
    said = [documents(" ".join(draft.words)) for draft in (one, other)]
    return said[0] == said[1] or all(found <= kinds for found in said)


def shaky(draft: Draft, first: bool, maker: Maker) -> Draft:
    """A short piece behind a weak sign, nothing counted or timed, may be a remark: it is asked about, not stored."""
    entry, mark = draft.entry, draft.piece.mark
    if mark == "joint:va" and entry.minutes and entry.start is None and not entry.quantity_told:
        shared = entry.minutes // 2  # "họp và ghi biên bản 2h": for both, or for the second
        choices = tuple((str(m), f"{m} phút") for m in (entry.minutes, shared))
        return replace(draft, entry=replace(entry, sure=False, doubts=(*entry.doubts, Doubt("minutes", choices))))
    told = entry.quantity_told or entry.minutes is not None or entry.start is not None or draft.here.own or entry.trace
    weak = (not first and (mark in ("comma", "plus", "stop", "colon") or mark.startswith("joint:"))) or not draft.opened
    if not entry.sure or told or not weak or not _thin(draft):
        return draft
    choices = tuple((c.code, maker.index.items[c.code].name) for c in entry.candidates[:4])
    return replace(draft, entry=replace(entry, sure=False, doubts=(*entry.doubts, Doubt("item", choices))))


def _thin(draft: Draft) -> bool:
    return len(draft.words) <= 3 and draft.entry.candidates[0].probability < 0.97


def torn(drafts: list[Draft]) -> int:
    """How many neighbours carry the same item (for explanations and tests)."""
    return sum(a.entry.item == b.entry.item for a, b in pairwise(drafts))
