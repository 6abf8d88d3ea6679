"""One piece of work as an entry: its item, its fields and its doubts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from itertools import takewhile
from typing import Any

from nlu.catalogue import Clues
from nlu.clock import Clock, Range, hhmm, joined
from nlu.durations import Length
from nlu.hours import fits
from nlu.index import Index
from nlu.memory import recall
from nlu.model import Candidate, Doubt, EntryReading, Evidence, WorkItem
from nlu.normalise import fold
from nlu.openers import OPENERS, WEAK_OPENERS, content, is_filler, starts_work
from nlu.patterns import TAKEN, Hit, Sheet, rx
from nlu.pieces import Piece
from nlu.product import product_count
from nlu.quantity import Count
from nlu.status import finished, rest, unfinished
from nlu.tally import tallies
from nlu.unsaid import numbers_left, unsaid
from nlu.when import When

_NUMBER = re.compile(r"\d")
_TRACES = {"luot", "buoi", "bien ban", "cuoc", "phieu", "giay", "so", "danh sach"}
_ADDRESSED = frozenset({"person", "place", "document", "session"})
_LONGEST_PIECE = 400  # letters that are compared with the catalogue


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry with what later steps still need of its piece."""

    entry: EntryReading
    piece: Piece
    here: When
    words: tuple[str, ...]
    parts: tuple[str, ...]
    opened: bool
    first: str = ""
    finished: bool = False
    vague: bool = False  # its number is "mấy", "vài"
    counted: bool = False  # a number with its noun was told, whether or not it counts the product

    def is_work(self, known: Clues) -> bool:
        """Whether there is any sign of work: an opening word, or a candidate that the words bear out."""
        if not self.words:
            return (
                self.entry.quantity_told
                or self.entry.minutes is not None
                or self.entry.start is not None
                or self.here.own
            )
        best = self.entry.candidates[0].probability if self.entry.candidates else 0.0
        if (self.opened and (best >= 0.45 or self.first not in WEAK_OPENERS or self.finished)) or known.knows(
            " ".join(self.words)
        ):
            return True
        named = any(" ".join(self.words[i : i + n]) in OPENERS for n in (1, 2) for i in range(len(self.words)))
        told = self.entry.quantity_told or self.counted or self.entry.minutes is not None
        return best >= (0.2 if named else 0.4) or told


@dataclass(frozen=True, slots=True)
class Maker:
    """Everything that the reading of a piece needs besides the piece."""

    sheet: Sheet
    now: datetime
    index: Index
    post: str | None
    memory: Mapping[str, str]
    threshold: float
    matched: dict[tuple[object, ...], tuple[Candidate, ...]]  # what the index said of stretches of this message

    def draft(self, piece: Piece, here: When) -> Draft:
        """The reading of one piece."""
        hits = self.sheet.within(*piece.parts)
        counted = [hit.value for hit in hits if hit.kind == "quantity"]
        length, span, clock = _time(hits)
        text = _words_to_match(piece, self.sheet)
        told = span.minutes if span and span.minutes is not None else length.minutes if length else None
        candidates = self._candidates(piece, text, hits, counted, told)
        words = tuple(content(text))
        candidates = candidates if words or not hits else ()
        item = self.index.items.get(candidates[0].code) if candidates else None
        quantity, counted_told, doubt, heard = product_count(counted, item, piece, self.sheet, length, hits)
        said, open_text = piece.said(self.sheet.text.clean), " ".join(self.sheet.open[a:b] for a, b in piece.parts)
        done = not piece.goes_on and self._done(piece, said)
        left = unsaid(said, done=done) or numbers_left(open_text, accented=self.sheet.text.accented)
        doubts = [d for d in (doubt, _time_doubt(hits, span), _day_doubt(here, self.now)) if d]
        entry = self._entry(
            piece,
            here,
            candidates,
            [*self._item_doubt(piece, candidates, left), *doubts],
            quantity=quantity,
            quantity_told=counted_told,
            minutes=_minutes(length, span, item, quantity, hits),
            start=hhmm(span.start) if span else hhmm(clock.minute) if clock else None,
            end=hhmm(span.end) if span and span.end is not None else None if span else _until(hits),
            done=done,
            trace=_trace(counted),
            tally=partial(tallies, heard),
        )
        entry = _unlikely(entry, hits, open_text, said)
        parts = tuple(hit.value for hit in hits if hit.kind == "part_of_day")
        return Draft(
            entry,
            piece,
            here,
            words,
            parts,
            starts_work(re.findall(r"[^\W\d_]+", text), accented=self.sheet.text.accented),
            _first(text),
            finished(open_text),
            bool(counted) and all(count.vague for count in counted),
            any(count.kind != "other" and not count.vague for count in counted),
        )

    def _entry(
        self, piece: Piece, here: When, candidates: tuple[Candidate, ...], doubts: list[Doubt], **told: Any
    ) -> EntryReading:
        """An entry of what was told (its other fields)."""
        start, end = self.sheet.text.origin(piece.start, piece.end)
        return EntryReading(
            text=self.sheet.text.original[start:end],
            span=(start, end),
            candidates=candidates,
            item=candidates[0].code if candidates else None,
            sure=bool(candidates) and not doubts,
            date=here.day,
            date_told=here.own or here.leading,
            doubts=tuple(doubts),
            **told,
        )

    def _item_doubt(self, piece: Piece, candidates: tuple[Candidate, ...], left: bool) -> list[Doubt]:
        """Whether to ask for the item: it is not likely enough, or something said may be work of its own (`left`)."""
        unlikely = bool(candidates) and candidates[0].probability < self.threshold
        if not unlikely and not piece.torn and not left:
            return []
        return [Doubt("item", tuple((c.code, self.index.items[c.code].name) for c in candidates[:4]))]

    def _done(self, piece: Piece, clean: str) -> bool:
        """Finished; also where so many are and only others, counted apart, are not."""
        told = rest(clean)
        counted = bool(self.sheet.told("quantity", piece.parts))
        if told is not None and counted and (finished(told) or _NUMBER.search(told)):
            return not unfinished(told)
        return not unfinished(" ".join(self.sheet.open[a:b] for a, b in piece.parts), clean)

    def _candidates(
        self, piece: Piece, text: str, hits: list[Hit], counted: list[Count], minutes: int | None
    ) -> tuple[Candidate, ...]:
        document = next((hit.value["kind"] for hit in hits if hit.kind == "docnum"), None)
        sessions = any(isinstance(hit.value, Length) and hit.value.sessions is not None for hit in hits)
        unit = next((count.unit for count in counted if count.unit), "buoi" if sessions else None)
        told = (text, unit, document, minutes)
        if (found := self.matched.get(told)) is None:
            found = self.matched[told] = self.index.candidates(
                text, post=self.post, unit_hint=unit, doc_type=document, minutes=minutes, clean=True
            )
        if not self.memory:
            return found
        ways = (piece.work or piece.parts, [(piece.start, piece.end)])  # with and without what was said about it
        code = recall(self.memory, [wording_of(self.sheet, stretches) for stretches in ways])
        return found if code is None or code not in self.index.items else _remembered(code, found)


def _first(text: str) -> str:
    """The first word that is no filler, as typed."""
    return next((word for word in re.findall(r"[^\W\d_]+", text) if not is_filler(word)), "")


def _time(hits: list[Hit]) -> tuple[Length | None, Range | None, Clock | None]:
    """The length, range and clock time of a piece; the first one told wins, a told length over a vague one."""
    ordered = sorted(hits, key=lambda hit: hit.start)
    lengths = [hit.value for hit in ordered if isinstance(hit.value, Length)]
    length = next((one for one in lengths if one.minutes is not None and one.sessions is None), None)
    length = length or next((one for one in lengths if one.minutes is not None), None)
    span = next((hit.value for hit in ordered if isinstance(hit.value, Range)), None)
    clock = next(
        (hit.value for hit in ordered if isinstance(hit.value, Clock) and hit.rule not in ("until then", "due by")),
        None,
    )
    end = next((hit.value for hit in ordered if hit.rule == "until then"), None)
    return length, span or (joined(clock, end) if clock and end else None), clock


def _until(hits: list[Hit]) -> str | None:
    """ "soạn nghị quyết tới 21h" tells only when it ended."""
    return next((hhmm(hit.value.minute) for hit in hits if hit.rule == "until then"), None)


def _minutes(
    length: Length | None, span: Range | None, item: WorkItem | None, quantity: Decimal, hits: list[Hit]
) -> int | None:
    if span and span.minutes is not None:
        return span.minutes
    if length is None or length.minutes is None:
        return None
    if length.sessions is not None and item and fold(item.unit) == "buoi":
        return None
    if not any(hit.kind == "each" and _of_each(hit, length, hits) for hit in hits):
        return length.minutes
    told = (hit.value.value for hit in hits if hit.kind == "quantity" and hit.value.kind in _ADDRESSED)
    return int(length.minutes * max(quantity, next(told, Decimal(1)), Decimal(1)))


def _of_each(each: Hit, length: Length, hits: list[Hit]) -> bool:
    """Whether a length is told for each person or thing ("mỗi người"), not of another ("mỗi hộ 15kg, cả buổi")."""
    noun = re.match(r"m[oỗ]i\s(buổi|buoi|cuộc|cuoc|lần|lan|ngày|ngay|ca)(?!\w)", str(each.value))
    if noun and not any(hit.kind == "quantity" and hit.value.unit == fold(noun.group(1)) for hit in hits):
        return False
    beside = (hit for hit in hits if hit.value is length)
    return any(-2 <= hit.start - each.end <= 14 or -2 <= each.start - hit.end <= 3 for hit in beside)


def _words_to_match(piece: Piece, sheet: Sheet) -> str:
    """The piece without times and numbers, literals kept."""
    out = []
    for a, b in piece.work or piece.parts:
        letters = list(sheet.open[a:b])
        for hit in sheet.within((a, b)):
            if hit.kind in ("literal", "places"):
                letters[hit.start - a : hit.end - a] = sheet.text.clean[hit.start : min(hit.end, b)]
        out.append("".join(letters).replace(TAKEN, " "))
    text = re.sub(r"\s+", " ", " , ".join(out)).strip()[:_LONGEST_PIECE]
    way = _MAIL.fullmatch(text)
    return f"văn bản {way.group(1)}" if way else text


_MAIL = rx(r"\W*(đến|đi)[\s,:]*(?:cái)?\W*")  # "đến 66, đi 41": the day's mail of a clerk


def _remembered(code: str, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    score = (found[0].score if found else 0.0) + 5.0
    first = Candidate(code, score, 0.99, lambda: (Evidence("memory", score, "theo lần trước"),))
    return (first, *(candidate for candidate in found if candidate.code != code))


def wording_of(sheet: Sheet, stretches: list[tuple[int, int]]) -> str:
    """The folded words of some stretches without times, numbers and dates."""
    text = " ".join(sheet.open[a:b] for a, b in stretches)
    return " ".join(re.findall(r"[^\W\d_]+", fold(text.replace(TAKEN, " "))))


def _trace(counted: list[Count]) -> str | None:
    return next((count.unit for count in counted if count.unit in _TRACES), None)


def _time_doubt(hits: list[Hit], span: Range | None) -> Doubt | None:
    if (odd := _odd_hour(hits)) is not None:
        return Doubt("clock_or_duration", ((hhmm(odd), f"lúc {hhmm(odd)}"), ("", "không ghi giờ")))
    if span and span.odd:
        return Doubt("clock_or_duration", ((hhmm(span.start), f"từ {hhmm(span.start)}"), ("", "không ghi giờ")))
    for hit in hits:
        if hit.rule == "leading hours" and isinstance(hit.value, Length) and hit.value.minutes:
            at = hhmm(hit.value.minutes + (720 if hit.value.minutes < 420 else 0))
            return Doubt(
                "clock_or_duration",
                ((str(hit.value.minutes), f"làm trong {hit.value.minutes} phút"), (at, f"lúc {at}")),
            )
    return None


def _odd_hour(hits: list[Hit]) -> int | None:
    """An hour that is not of the part of day before it ("sáng 15h"), or one that nobody works at ("lúc 3h")."""
    parts = [hit for hit in hits if hit.kind == "part_of_day"]
    for hit in hits:
        if hit.kind != "clock" or hit.rule == "until then":
            continue
        minute: int = hit.value.minute
        before = next((part for part in parts if 0 <= hit.start - part.end <= 2), None)
        if before and not fits(minute // 60, before.value):
            return minute
        if hit.rule == "at" and 780 <= minute < 1080 and not parts and hit.value.guess:
            return minute
    return None


_LEFT_OVER = re.compile(r"(?<![\w/.,-])\d{1,2}(?:/\d{1,2}|\s?(?:h|g|giờ|gio)(?:\d\d)?)(?![\w/])|(?<!\w)-\s?\ue000")


_NO_SUCH_DAY = rx(r"(?<!\w)(?:ngày|hôm|mùng)\s(?:3[2-9]|[4-9]\d)(?!\w|[/.,]\d|\s(?:hồ sơ|hs|công|tuổi))")
_EVERY_DAY = rx(r"(?<!\w)(?:mỗi ngày|mỗi hôm|ngày nào cũng|hôm nào cũng)(?!\w)")
_SHIFT = rx(
    r"(?<!\w)(?:trực|ca|gác|canh|túc trực|thức|ứng trực|chốt|tuần tra|cấp cứu|hội diễn|bầu cử|thâu đêm|suốt đêm)(?!\w)"
)


def _unlikely(entry: EntryReading, hits: list[Hit], left: str, clean: str) -> EntryReading:
    """Doubts about what cannot be so: no such day or hour, two lengths that differ, a pace that nobody keeps."""
    doubts = list(entry.doubts)
    if _LEFT_OVER.search(left):
        day = entry.date
        doubts.append(
            Doubt("date", ((day.isoformat(), f"ngày {day.day}/{day.month}"),))
            if "/" in left
            else Doubt("clock_or_duration", (("", "không ghi giờ"),))
        )
    if _NO_SUCH_DAY.search(clean):
        doubts.append(Doubt("date", ((entry.date.isoformat(), f"ngày {entry.date.day}/{entry.date.month}"),)))
    if _EVERY_DAY.search(clean) and entry.quantity_told:
        doubts.append(Doubt("quantity", ((str(entry.quantity), f"{entry.quantity} sản phẩm"),)))
    lengths = {
        h.value.minutes for h in hits if isinstance(h.value, Length) and h.value.minutes and h.value.sessions is None
    }
    spans = {h.value.minutes for h in hits if isinstance(h.value, Range) and h.value.minutes}
    told = lengths | spans
    pause = rx(r"(?<!\w)nghỉ(?:\s(?:trưa|giữa giờ|giải lao|ăn trưa))?\s").search(clean)
    if pause and len(spans) == 1 and len(lengths) == 1 and max(spans) > max(lengths):
        told = {max(spans) - max(lengths), *spans}  # "7h-16h, trưa nghỉ 1 tiếng"
    if len(told) > 1 and not (spans and lengths <= {240, 480}):
        doubts.append(Doubt("minutes", tuple((str(m), f"{m} phút") for m in sorted(told)[:4])))
    if entry.minutes and (
        (entry.minutes > 630 and spans and not _SHIFT.search(left))
        or (entry.minutes > 960 and not spans and entry.minutes % 480)
        or entry.quantity > entry.minutes * 4
    ):
        doubts.append(Doubt("minutes", ((str(entry.minutes), f"{entry.minutes} phút"),)))
    if len(doubts) == len(entry.doubts):
        return entry
    return replace(entry, doubts=tuple(doubts), sure=False)


def _day_doubt(here: When, now: datetime) -> Doubt | None:
    if here.guess:
        return Doubt("date", ((here.day.isoformat(), f"ngày {here.day.day}/{here.day.month}"),))
    if now.hour < 4 and not (here.own or here.leading):
        yesterday = now.date().fromordinal(now.date().toordinal() - 1)
        return Doubt(
            "date",
            (
                (yesterday.isoformat(), f"hôm qua {yesterday.day}/{yesterday.month}"),
                (now.date().isoformat(), f"hôm nay {now.day}/{now.month}"),
            ),
        )
    return None


def crossing(entries: tuple[EntryReading, ...]) -> tuple[EntryReading, ...]:
    """Two pieces that go on at the same hours are asked about ("8h-10h họp; 9h-11h tập huấn")."""
    timed = [entry for entry in entries if entry.start and entry.end]
    return tuple(
        _with_hours_open(one) if any(_overlap(one, other) for other in timed if other is not one) else one
        for one in entries
    )


def _overlap(one: EntryReading, other: EntryReading) -> bool:
    if one.date != other.date or not (one.start and one.end and other.start and other.end):
        return False
    return max(one.start, other.start) < min(one.end, other.end)


def _with_hours_open(entry: EntryReading) -> EntryReading:
    doubt = Doubt("clock_or_duration", ((entry.start or "", f"từ {entry.start}"), ("", "không ghi giờ")))
    return replace(entry, sure=False, doubts=(*entry.doubts, doubt))


def _without_totals(drafts: list[Draft]) -> list[Draft]:
    """ "8 hộ, sáng 5 hộ, chiều 3 hộ" is 5 and 3: the total told first is no work of its own."""
    for i, draft in enumerate(drafts):
        again = list(takewhile(lambda later: later.piece.mark == "again", drafts[i + 1 :]))
        total = sum((later.entry.quantity for later in again), Decimal(0))
        if again and draft.entry.quantity == len(again) + 1 and not any(one.entry.quantity_told for one in again):
            first = replace(draft, entry=replace(draft.entry, quantity=Decimal(1)))  # "2 ca, sáng 5h-9h, chiều 14h-17h"
            return [*drafts[:i], first, *drafts[i + 1 :]]
        if len(again) > 1 and draft.entry.quantity == total and draft.entry.minutes is None and not draft.parts:
            return drafts[:i] + drafts[i + 1 :]
    return drafts


def merge(drafts: list[Draft], shared: list[tuple[int, int]], sheet: Sheet) -> tuple[EntryReading, ...]:
    """The entries of a message: nothings dropped, a shared time given to a single piece."""
    kept = _without_totals([d for d in drafts if d.entry.quantity != 0] or drafts[:1])
    entries = tuple(d.entry for d in kept)
    if shared and len(entries) == 1 and entries[0].minutes is None:
        told = next(
            (h.value for h in sheet.hits if isinstance(h.value, Length) and any(a <= h.start < b for a, b in shared)),
            None,
        )
        counted = [hit for hit in sheet.hits if hit.kind in ("quantity", "each")]
        minutes = _minutes(told, None, None, entries[0].quantity, counted) if told else None
        return (replace(entries[0], minutes=minutes),)
    return entries
