"""One message → its meaning: intent, pieces, fields, candidates, and what is in doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from nlu import assign
from nlu import intent as kinds
from nlu.assignees import Given
from nlu.catalogue import Clues, clues
from nlu.cuts import cuts
from nlu.durations import Length
from nlu.entry import Draft, Maker, crossing, merge, wording_of
from nlu.givings import find_given, gives_plainly
from nlu.index import Index
from nlu.kind import chances, reasons
from nlu.leave import is_leave, read_leave
from nlu.model import AssignReading, Candidate, Doubt, EntryReading, Left, Reading, WorkItem
from nlu.normalise import Text, normalise
from nlu.openers import content
from nlu.patterns import Sheet, rx
from nlu.pieces import NEAR, Piece, Places, cut, places
from nlu.product import by_rules as counted_by_rules
from nlu.quantity import Count
from nlu.scan import scan, spans
from nlu.settle import settle, shaky
from nlu.status import not_done
from nlu.tails import put_off
from nlu.units import SAME, fit
from nlu.ways import Way, Ways, judged, open_places, shares, signs, told_ways, ways_of
from nlu.when import When, heads_a_plan, when
from nlu.whom import agreed, find_whom

DEFAULT = 0.8
_LONGEST = 4_096
_CERTAIN = 0.9  # how likely work must be for it to be found against the rules
_FEW = 3  # words of something unknown from which on it may be work
_MARGIN = 0.2  # by how much another kind must be likelier than what the rules say


def understand(
    text: str,
    *,
    now: datetime,
    index: Index,
    post: str | None = None,
    memory: Mapping[str, str] | None = None,
    threshold: float = DEFAULT,
    worked: bool = False,
) -> Reading:
    """The meaning of a message written at `now` (with its zone) by a person in `post`.

    `memory` maps `wording(piece)` to the item code that the person confirmed; from `threshold` on an item is sure.
    `worked`: the person has said that it is work done, whatever it looks like.
    """
    reader = _Reader(text, now, index, post, memory or {}, threshold)
    if worked:
        return reader.as_work()
    return reader.decided(reader.by_rules())


def by_rules(text: str, *, now: datetime, index: Index, post: str | None = None) -> Reading:
    """What the rules alone make of a message, before the signals of its kind are weighed."""
    return _Reader(text, now, index, post, {}, DEFAULT).by_rules()


class _Reader:
    """One message being read."""

    def __init__(
        self, text: str, now: datetime, index: Index, post: str | None, memory: Mapping[str, str], threshold: float
    ) -> None:
        self.text, self.now, self.index, self.post = text, now, index, post
        self.memory, self.threshold = memory, threshold
        self.clean = normalise(text[:_LONGEST])
        self.given = find_given(self.clean)
        self.sheet = scan(self.clean, now.date())
        self.read_as_work = False
        self.matched: dict[tuple[object, ...], tuple[Candidate, ...]] = {}

    def by_rules(self) -> Reading:
        """The reading of the first rule that knows the message."""
        sheet = self.sheet
        if kinds.command(sheet):
            return self._plain("other")
        if self.given is not None and not (kinds.is_query(sheet) and ("?" in self.text or "@" not in self.text)):
            return self._assign(agreed(self.clean, self.given))
        if kinds.is_query(sheet):
            return self._plain("query")
        if is_leave(sheet):
            return self._leave()
        if kinds.is_chat(sheet):
            return self._plain("other")
        if heads_a_plan(sheet.text.clean):
            return self._plain("plan")
        return self._work()

    def decided(self, proposed: Reading) -> Reading:
        """The reading of the likeliest kind that the message can be read as."""
        if kinds.command(self.sheet) or kinds.is_edit(self.sheet) or kinds.asks_plainly(self.sheet):
            return proposed
        if proposed.intent == "assign" and gives_plainly(self.clean):
            return proposed
        found = chances(self.sheet, proposed.intent)
        for likely, chance in found.items():
            if chance < found[proposed.intent] + _MARGIN:
                likely = proposed.intent
            if likely == "log" and proposed.intent == "plan" and self._still_to_come(proposed):
                likely = "plan"
            reading = proposed if likely == proposed.intent else self._as(likely, certain=chance >= _CERTAIN)
            if reading is not None:
                return replace(
                    reading, proposed=proposed.intent, signs=partial(reasons, self.sheet, proposed.intent, likely)
                )
        return proposed

    def _still_to_come(self, plan: Reading) -> bool:
        """Whether the hours that a plan tells lie ahead of the moment it was written: no sum overrules the clock."""
        minute = self.now.hour * 60 + self.now.minute
        told = [hit for hit in self.sheet.hits if hit.kind in ("clock", "range")]
        starts = [hit.value.minute if hit.kind == "clock" else hit.value.start for hit in told]
        return bool(starts) and min(starts) > minute and all(left.why == "ahead" for left in plan.left)

    def as_work(self) -> Reading:
        """The reading as work done, all of it where nothing is said of a day to come."""
        reading = self._work()
        return reading if any(left.why == "ahead" for left in reading.left) else self._work(certain=True)

    def _as(self, intent: str, *, certain: bool) -> Reading | None:
        if intent == "assign":
            given = agreed(self.clean, self.given) if self.given else find_whom(self.clean)
            return self._assign(given) if given else None
        if intent == "leave":
            return self._leave()
        if intent == "log":
            return self._found_work(certain=certain)
        return self._plain(intent)

    def _found_work(self, *, certain: bool) -> Reading | None:
        """The work that the rules find or, where it must be there, all that may be work; None if there is none."""
        if not self.read_as_work:  # else the rules have looked for it already
            reading = self._work()
            if reading.intent == "log":
                return reading
        if not certain:
            return None
        reading = self._work(certain=True)
        return reading if reading.intent == "log" else None

    def _plain(self, intent: str) -> Reading:
        return Reading(self.text, intent, spans=spans(self.sheet), query=self.text if intent == "query" else None)

    def _leave(self) -> Reading:
        return Reading(self.text, "leave", leave=read_leave(self.sheet, self.now.date()), spans=spans(self.sheet))

    def _assign(self, given: Given) -> Reading:
        order = _assign(self.sheet, given, self.now, self.index, self.memory)
        return Reading(self.text, "assign", assign=order, spans=spans(self.sheet))

    def _work(self, *, certain: bool = False) -> Reading:
        """The work of the message; `certain`: it tells of work, so nothing of it is taken for a remark or a plan."""
        self.read_as_work = True
        return _work(self.text, self.maker(), certain=certain)

    def maker(self) -> Maker:
        """What reads pieces of the message, with a sheet of its own: reading work hides what is only planned."""
        return Maker(self.sheet.copy(), self.now, self.index, self.post, self.memory, self.threshold, self.matched)


def every_way(
    text: str, *, now: datetime, index: Index, post: str | None = None
) -> list[tuple[dict[str, float], tuple[EntryReading, ...]]]:
    """What the reading of a message of work shows in every way to cut it, and its entries (for fitting nlu/ways.py)."""
    reader = _Reader(text, now, index, post, {}, DEFAULT)
    maker = reader.maker()
    return [(signs(one.way, one.entries, index), one.entries) for one in _attempts(maker, certain=False)[2]]


class _Attempt(NamedTuple):
    """One way to cut a message, read: its entries, and the pieces that make none with the reason."""

    way: Way
    sheet: Sheet
    entries: tuple[EntryReading, ...]
    left: list[tuple[Piece, str]]

    def told(self) -> tuple[Left, ...]:
        """What was left out, in the order of the text; single words and remarks of two are not worth telling."""
        left = sorted(self.left, key=lambda one: one[0].start)
        said = ((text_of(self.sheet.text, piece), why) for piece, why in left if self._is_worth(piece, why))
        return tuple(Left(text.strip(" ,.;:-–+\n"), why) for text, why in said)

    def _is_worth(self, piece: Piece, why: str) -> bool:
        said = content(" ".join(self.sheet.open[a:b] for a, b in piece.parts))
        return len(said) >= (_FEW if why == "unknown" else 1)


def _attempts(maker: Maker, *, certain: bool) -> tuple[Places, Ways, list[_Attempt]]:
    """The message read in every way to cut it, that of the seams alone first."""
    sheet, known = maker.sheet, clues(maker.index)
    _hide_plans_in_brackets(sheet, maker.now)
    _hide_later(sheet)
    found = places(sheet, known.pairs, known.knows)
    several = ways_of(found.chance)
    return found, several, [_read(way, found, several.tried, maker, certain=certain) for way in several.ways]


def _work(text: str, maker: Maker, *, certain: bool) -> Reading:
    found, several, read = _attempts(maker, certain=certain)
    sheet = maker.sheet
    shown = [signs(one.way, one.entries, maker.index) for one in read]
    share = shares(shown)
    best = max(range(len(read)), key=lambda place: (_counts(read[place], read[0]), share[place], -place))
    likely, chosen = judged(several, share), read[best]
    unsure = [sheet.text.origin(found.row[token][0], found.row[token][0] + 1)[0] for token in open_places(likely)]
    entries = tuple(_beside(entry, unsure, maker) for entry in chosen.entries)
    told = partial(cuts, sheet, clues(maker.index), chosen.way.begun, likely)
    compared = partial(told_ways, [one.entries for one in read], shown, share, best)
    return Reading(
        text, _intent(chosen), entries, spans=spans(chosen.sheet), left=chosen.told(), cuts=told, ways=compared
    )


def _counts(one: _Attempt, plain: _Attempt) -> bool:
    """A way in which all work is lost is none where another finds some."""
    return bool(one.entries) or not plain.entries


def _read(way: Way, found: Places, tried: Sequence[int], maker: Maker, *, certain: bool) -> _Attempt:
    """The message read with pieces that begin at certain tokens."""
    sheet, now, known = maker.sheet.copy(), maker.now, clues(maker.index)  # joining pieces changes what was told
    maker = replace(maker, sheet=sheet)
    pieces, shared = cut(sheet, found, way.begun, tried, known.pairs, known.knows)
    drafts: list[Draft | None] = []
    left: list[tuple[Piece, str]] = []
    before: When | None = None
    for i, piece in enumerate(pieces):
        before = when(piece, sheet, now, before, i == 0)
        if certain and before.day > now.date():
            before = replace(before, day=now.date())  # "… mai đi tiếp" is said of work done
        off = not before.ahead and not_done(piece.said(sheet.open))
        out = (before.ahead or off) and not certain
        left += [(piece, "undone" if off else "ahead")] if out else []
        drafts.append(None if out else maker.draft(piece, before))
    settled = [draft for draft in settle(drafts, maker, known) if draft]
    works: list[Draft] = []
    for draft in settled:
        if certain or draft.is_work(known):
            works.append(draft)
        else:
            left.append((draft.piece, "unknown"))
    if len(works) > 1:
        works = [draft for draft in works if draft.words] or works[:1]
    kept = [shaky(draft, place == 0, maker) for place, draft in enumerate(works)]
    return _Attempt(way, sheet, crossing(merge(kept, shared, sheet)), left)


def _beside(entry: EntryReading, unsure: Sequence[int], maker: Maker) -> EntryReading:
    """The entry, asked about where it might as well end, or be cut, at one of some places of the text."""
    start, end = entry.span
    if not any(start <= place <= end + NEAR for place in unsure) or any(d.kind == "item" for d in entry.doubts):
        return entry
    if entry.candidates and any(part.feature == "memory" for part in entry.candidates[0].evidence[:1]):
        return entry  # the person has confirmed just this wording
    choices = tuple((c.code, maker.index.items[c.code].name) for c in entry.candidates[:4])
    return replace(entry, sure=False, doubts=(*entry.doubts, Doubt("item", choices)))


def _intent(chosen: _Attempt) -> str:
    if chosen.entries:
        return "log"
    return "plan" if any(why != "unknown" for _, why in chosen.left) else "other"


def _hide_plans_in_brackets(sheet: Sheet, now: datetime) -> None:
    """ "(mai đi nốt tổ 5)" is a remark."""
    import re

    for found in list(re.finditer(r"\([^()\n]{3,200}\)", sheet.open)):
        inside = [hit for hit in sheet.hits if found.start() <= hit.start < found.end()]
        if any(hit.kind == "date" and (hit.value.past or now.date()) > now.date() for hit in inside):
            sheet.hits = [hit for hit in sheet.hits if hit not in inside]
            sheet.blot(*found.span())


def _hide_later(sheet: Sheet) -> None:
    """ "… mà mai mới duyệt": when something else will happen to the work just told."""
    for a, b in put_off(sheet.text.clean):
        sheet.hits = [hit for hit in sheet.hits if not a <= hit.start < b]
        sheet.blot(a, b)


def _assign(sheet: Sheet, given: Given, now: datetime, index: Index, memory: Mapping[str, str]) -> AssignReading:
    due, _ = assign.due(sheet, given, now)
    a, b = given.start, given.end
    counted = [hit.value for hit in sheet.of("quantity") if a <= hit.start < b]
    task = assign.task(sheet, given)
    candidates = index.candidates(task, post=None, unit_hint=counted[0].unit if counted else None)
    item = candidates[0].code if candidates else None
    within = [hit for hit in sheet.hits if a <= hit.start < b]
    length = next(
        (hit.value for hit in within if isinstance(hit.value, Length) and hit.value.sessions is not None), None
    )
    piece = Piece([(a, b)], [(a, b)])
    quantity, told, doubt = counted_by_rules(counted, index.items.get(item or ""), piece, sheet, length, within)
    if not told and (other := _counted_as_told(counted, candidates[1:3], index)):
        quantity, told, doubt = counted_by_rules(counted, other, piece, sheet, length, within)
    if not counted and (doubt is not None or not any(hit.kind == "places" for hit in within)):
        quantity = Decimal(1)  # "tổ 3 và 4": two places, or one survey
    if len(given.names) > 1 and any(
        hit.kind == "each" and a <= hit.start < b and _EACH_PERSON.match(hit.value) for hit in sheet.hits
    ):
        quantity *= len(given.names)
    start, end = sheet.text.origin(a, b)
    return AssignReading(given.names, sheet.text.original[start:end].strip(" ,.:"), candidates, item, quantity, due)


def _counted_as_told(counted: list[Count], others: tuple[Candidate, ...], index: Index) -> WorkItem | None:
    """The item among the next likely ones that is measured in just what is counted ("soạn 4 giấy mời")."""
    items = (index.items[other.code] for other in others)
    return next((item for item in items if any(fit(count, item.unit) >= SAME for count in counted)), None)


_EACH_PERSON = rx(r"mỗi\s(?:người|ng|đ/c|đồng chí|em|anh|chị|bạn|đứa)")


def wording(text: str) -> str:
    """The key of memory: the folded words of a piece without times, numbers and dates."""
    sheet = scan(text[:_LONGEST], date(2000, 1, 3))
    return wording_of(sheet, [(0, len(sheet.open))])


def text_of(text: Text, piece: Piece) -> str:
    """The original text of a piece."""
    start, end = text.origin(piece.start, piece.end)
    return text.original[start:end]


__all__ = ["DEFAULT", "Clues", "text_of", "understand", "wording"]
