"""A message cut into pieces of work, with what was told for each.

The text is first cut wherever a cut is possible (atoms), then atoms that bring no work of their own – a time, a number, a status, an
object of the same job, a remark – join their neighbour.
"""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from nlu import tails
from nlu.atoms import NO_VERB, STRONG, Atom, atoms_of
from nlu.normalise import fold
from nlu.openers import ALONE, NOUNS, OPEN_ALONE, VERBS, content, opens, starts_work
from nlu.patterns import TAKEN, Hit, Sheet, rx
from nlu.remarks import (
    AFTERWARDS,
    ATTENDANCE,
    FAILED,
    HEADER,
    MINUTES_OF,
    OWN_WORK,
    REMARK,
    SAID_OF_IT,
    SENT,
    TOTAL,
    WANTS_OBJECT,
    WORKED,
    WRITTEN_DOWN,
)
from nlu.status import finished, not_done, unfinished, without_status


@dataclass(slots=True)
class Piece:
    """A piece of work: `work` are the stretches that name it, `parts` all stretches that tell something about it."""

    work: list[tuple[int, int]] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    mark: str = "start"
    goes_on: bool = False  # "mai làm tiếp" was said about it
    torn: bool = False  # something joined to it may well be work of its own

    @property
    def start(self) -> int:
        return min(a for a, _ in self.parts)

    @property
    def end(self) -> int:
        return max(b for _, b in self.parts)

    def holds(self, hit: Hit) -> bool:
        """Whether something told lies in this piece."""
        return any(a <= hit.start < b for a, b in self.parts)


_MAY_PART = frozenset(("comma", "plus", "stop", "semi", "line", "joint:roi", "joint:xong roi", "joint:sau do"))
Pairs = frozenset[tuple[str, ...]]


def cut(
    sheet: Sheet, pairs: Pairs = frozenset(), known: Callable[[str], bool] | None = None
) -> tuple[list[Piece], list[tuple[int, int]]]:
    """The pieces of a message and the stretches that tell a time for all of them together."""
    atoms = atoms_of(sheet)
    return _Joiner(sheet, pairs, known).join(atoms)


class _Joiner:
    """Joins atoms into pieces."""

    def __init__(self, sheet: Sheet, pairs: Pairs, known: Callable[[str], bool] | None) -> None:
        self.sheet, self.pairs, self.known = sheet, pairs, known
        self.pieces: list[Piece] = []
        self.shared: list[tuple[int, int]] = []
        self.waiting: list[tuple[int, int]] = []
        self.details = False

    def join(self, atoms: list[Atom]) -> tuple[list[Piece], list[tuple[int, int]]]:
        for i, atom in enumerate(atoms):
            self._place(atom, atoms[i + 1] if i + 1 < len(atoms) else None)
        if self.waiting and self.pieces:
            self.pieces[-1].parts += self.waiting
        elif self.waiting:
            self.pieces.append(Piece(list(self.waiting), list(self.waiting)))
        return self.pieces, self.shared

    def _place(self, atom: Atom, after: Atom | None) -> None:
        text = self.sheet.open[atom.start : atom.end]
        words = _content(text)
        told = [hit for hit in self.sheet.hits if atom.start <= hit.start < atom.end]
        if atom.sep == STRONG:
            self.details = False
        clean = self.sheet.text.clean[atom.start : atom.end]
        total = TOTAL.search(clean)
        if self.pieces and (
            (tails.later(clean) and (tails.tends(clean) or self._last_told()))
            or (tails.tomorrow(clean) and unfinished(clean))
        ):
            self._put_off(clean, told)
        elif self.pieces and tails.other_way(text, self._last_text()):
            self._turn(atom)
        elif self.pieces and not words and tails.tomorrow(clean) and any(hit.kind == "date" for hit in told):
            self._put_off(clean, told)
        elif not words and not total:
            self._bare(atom, told, after)
        elif (self.pieces and WRITTEN_DOWN.match(text)) or (
            self.pieces
            and any(hit.kind == "date" for hit in told)
            and (FAILED.match(text) or self._remark(text, words, told))
        ):
            self.sheet.hits = [hit for hit in self.sheet.hits if hit not in told]
        elif total and len(words) <= 4 and any(h.kind in ("duration", "range") for h in told) and self.pieces:
            self.shared.append((atom.start, atom.end))
        elif (
            not self.pieces
            and after is not None
            and after.mark in ("comma", "stop")
            and self._remark(text, words, told)
        ):
            if any(hit.kind == "date" for hit in told):
                self.waiting.append((atom.start, atom.end))
        elif self._again(atom, words, told):
            self.pieces.append(
                Piece([*self.pieces[-1].work, (atom.start, atom.end)], [(atom.start, atom.end)], "again")
            )
        elif self._joins(atom, text, words, told, after):
            self._attach(atom, text, words, after)
        elif after is not None and after.mark == "colon" and HEADER.match(text):
            self.waiting.append((atom.start, atom.end))
        else:
            self._open(atom, after, text)

    def _put_off(self, clean: str, told: list[Hit]) -> None:
        """ "mai làm tiếp", "còn 2 trường mai đi": nothing of it was done or tells when the rest was."""
        self.sheet.hits = [hit for hit in self.sheet.hits if hit not in told]
        self.pieces[-1].goes_on = self.pieces[-1].goes_on or (
            not finished(self._last_text()) and (tails.goes_on(clean) or unfinished(clean))
        )

    def _turn(self, atom: Atom) -> None:
        """ "vb đến: 37, đi: 12": the same things the other way."""
        work = []
        for a, b in self.pieces[-1].work:
            way = tails.way_at(self.sheet.open[a:b])
            work += [(a, a + way[0]), (a + way[1], b)] if way else [(a, b)]
        stretch = (atom.start, atom.end)
        self.pieces.append(Piece([*(w for w in work if w[0] < w[1]), stretch], [stretch], "turn"))

    def _again(self, atom: Atom, words: list[str], told: list[Hit]) -> bool:
        """ "sáng 20 bản sao, chiều 35 bản": the same work once more at another time."""
        first = min(told, key=lambda hit: hit.start, default=None)
        counted = any(hit.kind == "quantity" for hit in told)
        if self._timed_again(atom, words, told):
            return True
        if (
            not self.pieces
            or first is None
            or first.kind not in ("part_of_day", "date")
            or not counted
            or len(words) > 2
        ):
            return False
        begins = not self.sheet.open[atom.start : first.start].strip()
        return begins and self._last_counted() and not self._works(self.sheet.open[atom.start : atom.end], words)

    def _timed_again(self, atom: Atom, words: list[str], told: list[Hit]) -> bool:
        """ "chi bộ 3 45 phút, chi bộ 6 1 tiếng", "sáng tổ 2 8h-10h, chiều tổ 3 14h-16h": the same work elsewhere or later, each with its time."""
        if not self.pieces or atom.mark not in ("comma", "semi", "line", "plus", "switch") or len(words) > 3:
            return False
        kinds = ("duration", "range")
        lengths = [hit for hit in told if hit.kind in kinds and getattr(hit.value, "minutes", None)]
        before = [
            hit
            for hit in self.sheet.hits
            if hit.kind in kinds and self.pieces[-1].holds(hit) and getattr(hit.value, "minutes", None)
        ]
        named = any(hit.kind == "places" or hit.rule == "number of a name" for hit in told)
        if len(lengths) != 1 or not before or any(hit.kind == "quantity" for hit in told) or not named:
            return False
        return not self._works(self.sheet.open[atom.start : atom.end], words)

    def _open(self, atom: Atom, after: Atom | None, text: str) -> None:
        stretch = (atom.start, atom.end)
        self.pieces.append(Piece([stretch], [*self.waiting, stretch], atom.mark or "start"))
        self.waiting = []
        self.details = after is not None and after.mark == "colon" and self._works(text, _content(text))

    def _bare(self, atom: Atom, told: list[Hit], after: Atom | None) -> None:
        """Only times, numbers and fillers: a head ("sáng:", "hôm qua,") waits for the next piece, the rest tells about the last one."""
        if not told:
            if self.pieces and unfinished(self.sheet.open[atom.start : atom.end]):
                self.pieces[-1].parts.append((atom.start, atom.end))  # "mới làm được tới đó"
            return
        if self._again(atom, [], told):
            stretch = (atom.start, atom.end)
            self.pieces.append(Piece([*self.pieces[-1].work], [stretch], "again"))
            return
        only_when = all(hit.kind in ("date", "part_of_day", "clock", "range", "literal") for hit in told)
        head = after is not None and (
            not self.pieces
            or after.mark == "colon"
            or (
                only_when
                and atom.mark != "comma"
                and atom.mark != "switch"
                and after.mark == "comma"
                and atom.sep == STRONG
            )
        )
        if head or (
            atom.mark == "switch" and after is not None and after.mark not in ("comma", "semi", "line", "stop")
        ):
            self.waiting.append((atom.start, atom.end))
        elif self.pieces:
            self.pieces[-1].parts.append((atom.start, atom.end))
        else:
            self.waiting.append((atom.start, atom.end))

    def _attach(self, atom: Atom, text: str, words: list[str], after: Atom | None) -> None:
        piece = self.pieces[-1]
        here = self._counted((atom.start, atom.end))
        more, part = self._more(atom, text, here), self._part(text, here)
        smaller = self._smaller(atom, here) or tails.finds(text)
        piece.parts += [*self.waiting, (atom.start, atom.end)]
        self.waiting = []
        self.details = self.details or (after is not None and after.mark == "colon" and bool(words))
        if more:
            self._add(here)
        elif FAILED.match(text) or part or smaller:
            self.sheet.hits = [hit for hit in self.sheet.hits if hit not in here]
        elif not self._tail(atom, text, words) and not (
            self._remark(text, words, []) or (unfinished(text) and len(words) <= 5)
        ):
            piece.work.append((atom.start, atom.end))
            piece.torn = piece.torn or self._may_be_own(atom, text, words)

    def _may_be_own(self, atom: Atom, text: str, words: list[str]) -> bool:
        """Whether what is joined to a piece looks like work: an act or document opens it, or it counts or times something of its own."""
        if len(words) < 2 or self.details or self._hungry() or atom.mark not in _MAY_PART:
            return False
        if atom.mark == "comma" and self._in_name(atom):
            return False
        told = [hit.kind for hit in self.sheet.hits if atom.start <= hit.start < atom.end]
        return self._works(text, words) or ("quantity" in told and self._last_counted())

    def _joins(self, atom: Atom, text: str, words: list[str], told: list[Hit], after: Atom | None) -> bool:
        """Whether an atom belongs to the piece before it."""
        if not self.pieces:
            return False
        if atom.mark in ("line", "semi"):
            return self._remark(text, words, told) or (atom.mark == "semi" and self._went(text, words, told))
        if self._status_only(text, words) or self._remark(text, words, told) or self._worked(text, told):
            return True
        if self.waiting or tails.tomorrow(self.sheet.text.clean[atom.start : atom.end]):
            return False
        here = self._counted((atom.start, atom.end))
        if self._smaller(atom, here) or (atom.mark == "comma" and tails.finds(text)):
            return True
        if self._other_part(atom, text, words, told):
            return False
        if (
            (atom.mark == "comma" and tails.listed(self.sheet.text.clean[atom.start : atom.end]))
            or self._tail(atom, text, words)
            or self._part(text, here)
            or self._more(atom, text, here)
        ):
            return True
        if atom.mark == "stop":
            return not self._works(text, words)
        if atom.mark == "colon":
            return not HEADER.match(self._last_text())
        if atom.mark in ("list", "verb"):
            return False
        if MINUTES_OF.match(text) and not any(hit.kind == "quantity" for hit in told):
            return True
        return self._weak(atom, text, words, told)

    def _smaller(self, atom: Atom, counted: list[Hit]) -> bool:
        """ "xử lý 5 ca, 1 ca nặng chuyển tuyến": fewer of the same, told first: some of those before."""
        before = self._counted(*self.pieces[-1].parts)
        if (
            len(counted) != 1
            or len(before) != 1
            or atom.mark != "comma"
            or self.sheet.open[atom.start : counted[0].start].strip()
        ):
            return False
        if not _content(self.sheet.open[self.pieces[-1].start : before[0].start]):
            return False
        one, other = before[0].value, counted[0].value
        rest = self.sheet.open[other.end : atom.end]
        return bool(
            one.unit
            and one.unit == other.unit
            and other.value < one.value
            and _content(rest)
            and not self._works(rest, _content(rest))
        )

    def _other_part(self, atom: Atom, text: str, words: list[str], told: list[Hit]) -> bool:
        """ "sáng khám 35 ca, chiều mổ ruột thừa": another part of the day begins other work."""
        first = min(told, key=lambda hit: hit.start, default=None)
        if first is None or first.kind != "part_of_day" or atom.mark not in ("comma", "stop", "plus") or len(words) < 2:
            return False
        if self.sheet.open[atom.start : first.start].strip() or re.search(r"(?<!\w)(?:mới|xong|thì)(?!\w)", text):
            return False
        parts = [hit for hit in self.sheet.of("part_of_day") if self.pieces[-1].holds(hit)]
        return bool(parts) and first.value not in {hit.value for hit in parts}

    @staticmethod
    def _worked(text: str, told: list[Hit]) -> bool:
        """ "làm từ 13h30 đến 17h mệt bở hơi tai": how long the work before took."""
        kinds = {hit.kind for hit in told}
        return bool(kinds & {"duration", "range"}) and "quantity" not in kinds and bool(WORKED.match(text))

    def _went(self, text: str, words: list[str], told: list[Hit]) -> bool:
        """ "…; hết 2 ngày mà vẫn còn phần phụ lục"."""
        timed = not any(hit.kind == "quantity" for hit in told) and any(hit.kind == "duration" for hit in told)
        rest = tails.perhaps(text)
        return timed and (tails.depends(text) or (rest is not None and not self._works(rest, _content(rest))))

    def _tail(self, atom: Atom, text: str, words: list[str]) -> bool:
        """How the work before went, what came of it, or its product counted: said in words that also open work."""
        if atom.mark not in ("comma", "plus", "stop") and (
            not atom.mark.startswith("joint:") or atom.mark.endswith((":ve", " ve", ":va"))
        ):
            return False
        counted = self._counted((atom.start, atom.end))
        if tails.depends(text) or (not counted and tails.result(text)):
            return True
        rest = tails.perhaps(text)
        if rest is not None and not self._works(rest, _content(rest)):
            return not counted or not tails.documents(rest)
        if not counted:
            return atom.mark != "stop" and (
                tails.objectless(text, words, accented=self.sheet.text.accented)
                or self._same_document(text, words)
                or tails.writes_it(text, self._last_text())
                or tails.orders(text, self._last_text())
                or tails.records(text, self._last_text())
                or (atom.mark == "comma" and tails.only_objects(text) and not self._last_counted())
            )
        if all(hit.value.unit == "trang" for hit in counted):
            return (tails.writes(self._last_text()) and bool(tails.document(text))) or self._same_document(
                text, [word for word in words if word != "trang"]
            )
        if atom.mark != "stop" and counted[0].value.value == 1 and tails.writes_it(text, self._last_text()):
            return True
        return self._only_product(text, counted) or (
            not self._last_counted() and (tails.yields(text, counted) or tails.records(text, self._last_text()))
        )

    def _part(self, text: str, counted: list[Hit]) -> bool:
        """ "phạt 1 cơ sở", "lập 2 biên bản": numbers inside that of the piece before."""
        before = self._counted(*self.pieces[-1].parts)
        return bool(before) and (tails.shares(text, counted, before) or tails.records(text, self._last_text()))

    def _more(self, atom: Atom, text: str, counted: list[Hit]) -> bool:
        """ "đóng dấu 9 quyết định với 4 tờ trình": further documents under the same act; "cấp phép 3, trả lại 1": the sum."""
        before = self._counted(*self.pieces[-1].parts)
        if len(counted) != 1 or not before or atom.mark in ("line", "semi", "stop") or FAILED.match(text):
            return False
        last = self.sheet.open[slice(*self.pieces[-1].parts[-1])]
        if tails.shares(text, counted, []) and tails.shares(last, before[-1:], []) and not before[-1].value.unit:
            return True
        count = counted[0].value
        names = tails.document(count.unit) and before[-1].value.kind == "document"
        head = _content(self.sheet.open[atom.start : counted[0].start])
        untimed = not any(
            hit.kind in ("duration", "range", "part_of_day", "date") and atom.start <= hit.start < atom.end
            for hit in self.sheet.hits
        )
        return bool(names and not head and untimed and tails.passes(self._last_text()))

    def _add(self, more: list[Hit]) -> None:
        """The numbers of further objects on top of that of the piece."""
        first = self._counted(*self.pieces[-1].parts)[0]
        total = first.value.value + sum(hit.value.value for hit in more)
        self.sheet.hits = [
            replace(hit, value=replace(hit.value, value=total)) if hit is first else hit
            for hit in self.sheet.hits
            if hit not in more
        ]

    def _same_document(self, text: str, words: list[str]) -> bool:
        """ "ttr hết 3 tiếng" after "lập tờ trình …"."""
        kind = tails.document(text)
        return bool(kind) and len(words) <= 2 and TAKEN in text and kind in tails.documents(self._last_text())

    def _only_product(self, text: str, counted: list[Hit]) -> bool:
        """ "…, 2 tb": the document that the piece before was about, counted afterwards."""
        count = counted[0].value
        if len(counted) > 1 or not set(_content(text)) <= set(count.unit.split()):
            return False
        kind, said = tails.document(count.unit), self._last_text()
        if any(tails.document(hit.value.unit) for hit in self._counted(*self.pieces[-1].parts)):
            return False
        return bool(kind) and (kind in tails.documents(said) or (tails.writes(said) and not self._last_counted()))

    def _counted(self, *stretches: tuple[int, int]) -> list[Hit]:
        return [hit for hit in self.sheet.of("quantity") if any(a <= hit.start < b for a, b in stretches)]

    def _last_told(self) -> bool:
        """Whether a number, a time or "xong" shows that something of the last piece was done."""
        kinds = ("quantity", "duration", "range", "clock")
        told = any(hit.kind in kinds and self.pieces[-1].holds(hit) for hit in self.sheet.hits)
        return told or bool(rx(r"(?<!\w)(?:xong|rồi|đã|vừa)(?!\w)").search(self._last_text()))

    def _weak(self, atom: Atom, text: str, words: list[str], told: list[Hit]) -> bool:
        counted = any(hit.kind == "quantity" for hit in told)
        if self.details and not counted and not self._new_among_details(atom, text, words, told):
            return True
        if atom.mark == "comma" and self._in_name(atom) and not counted:
            return True
        if self._hungry() and not self._last_counted():
            return True
        if atom.mark.startswith("joint:"):
            return not self._joint_opens(atom, text, words, counted)
        if self._counts_object(atom, told, words):
            return True
        if (
            self._counts_other(atom, told)
            or self._new_product(atom, text, told)
            or self._series(atom, text, words, told)
        ):
            return False
        return not self._works(text, words)

    def _new_among_details(self, atom: Atom, text: str, words: list[str], told: list[Hit]) -> bool:
        """ "30/4 trực …, 1/5 lên …", "… + tờ trình kèm theo": another day, or a document of another kind."""
        first = min(told, key=lambda hit: hit.start, default=None)
        dated = (
            first is not None
            and first.kind in ("date", "part_of_day")
            and not self.sheet.open[atom.start : first.start].strip()
        )
        if dated and self._works(text, words):
            return True
        kind = tails.document(text)
        return atom.mark == "plus" and bool(kind) and kind not in tails.documents(self._last_text())

    def _counts_other(self, atom: Atom, told: list[Hit]) -> bool:
        """ "1 bài …, 2 tin …": a second number with a document of its own."""
        first = next((hit for hit in sorted(told, key=lambda h: h.start) if hit.kind == "quantity"), None)
        if first is None or not self._last_counted() or self.sheet.open[atom.start : first.start].strip():
            return False
        return first.value.kind == "document" and first.value.unit not in (
            "cai",
            "bo",
            "ban",
            "chu ky",
            "y kien",
            "phuong an",
        )

    def _series(self, atom: Atom, text: str, words: list[str], told: list[Hit]) -> bool:
        """ "mở mới 9 công ty, đóng cửa 3, đổi tên 14": each clause ends with its number."""
        counted = [hit for hit in told if hit.kind == "quantity"]
        if atom.mark not in ("comma", "plus") or len(counted) != 1 or not self._last_counted():
            return False
        count = counted[0].value
        if count.kind != "bare" or not 1 <= len(words) <= 4 or self.sheet.open[counted[0].end : atom.end].strip():
            return False
        return tails.free(text) and not tails.perhaps(text)

    def _new_product(self, atom: Atom, text: str, told: list[Hit]) -> bool:
        """ "…, bút phê 15 vb": words of an act that no list knows, and a product unlike that of the piece before."""
        counted = [hit for hit in told if hit.kind == "quantity" and not hit.value.vague]
        before = self._counted(*self.pieces[-1].parts)
        if len(counted) != 1 or not before or atom.mark != "comma" or self.details:
            return False
        count, last = counted[0].value, before[-1].value
        head = _content(self.sheet.open[atom.start : counted[0].start])
        kinds = ("document", "session", "person")
        return bool(
            1 <= len(head) <= 4
            and count.kind in kinds
            and last.kind in kinds
            and count.unit != last.unit
            and count.unit not in tails.GENERIC
            and tails.free(text)
        )

    def _joint_opens(self, atom: Atom, text: str, words: list[str], counted: bool) -> bool:
        joint = atom.mark[6:]
        rest = text[len(joint) :] if fold(text).startswith(joint) else text
        if joint in ("xong", "roi") and rest.lstrip().startswith(TAKEN) and not self._last_counted():
            return False
        if joint == "xong" and len(_content(self._last_text())) < 2:
            return False
        first = _content(rest)
        if joint in ("voi", "kem", "cong", "cung voi", "ve"):
            return bool(counted and self._last_counted() and self._works(rest, first)) or (
                joint == "ve"
                and bool(first)
                and first[0] in OPEN_ALONE
                and " ".join(first[:2]) not in NO_VERB
                and self._works(rest, first)
            )
        if joint == "va" and not counted and tails.documents(self._last_text()) and tails.reports(text):
            return False
        if joint == "va" and TAKEN not in text and tails.about(self._last_text()):
            return False
        if joint == "va":
            alone = " ".join(_content(self._last_text())) in ALONE
            return self._works(rest, first) and (alone or self._verb(first, counted))
        return self._works(rest, first)

    @staticmethod
    def _verb(words: list[str], counted: bool) -> bool:
        return opens(words) > 0 and (" ".join(words[:2]) in VERBS or words[0] in OPEN_ALONE or counted)

    def _works(self, text: str, words: list[str]) -> bool:
        """Whether a text names work by itself: a verb or document opens it, or the catalogue knows its words."""
        head = re.sub(r"^[\s\ue000\W]+", "", text)
        typed = re.findall(r"[^\W\d_]+", head)
        accented = self.sheet.text.accented
        timed = text.lstrip()[:1] == TAKEN
        later = range(1, min(4, len(typed))) if timed else ()
        if any(starts_work(typed[i:], accented=accented) for i in (0, *later)):
            return True
        return bool(self.known and self.known(" ".join(words)))

    def _remark(self, text: str, words: list[str], told: list[Hit]) -> bool:
        """ "mệt xỉu", "đã trình ký": said about the work before."""
        if ATTENDANCE.match(text) and any(hit.kind == "quantity" and hit.value.kind == "other" for hit in told):
            return True
        if any(hit.kind == "quantity" for hit in told):
            return False
        sent = SENT.match(text)
        if (
            sent
            and self.pieces
            and not told
            and not any(" ".join(words[i : i + n]) in NOUNS for n in (1, 2) for i in range(1, len(words)))
        ):
            return True
        if AFTERWARDS.match(text) and not any(hit.kind in ("docnum", "literal", "places") for hit in told):
            return True
        if SAID_OF_IT.match(text) and len(words) <= 8:
            return True
        return bool(REMARK.match(text)) and not self._works(text, words)

    def _status_only(self, text: str, words: list[str]) -> bool:
        """ "chưa xong", "còn thuyết minh chưa viết", "1 cái không được": no work of its own."""
        if FAILED.match(text):
            return True
        if not (unfinished(text) or not_done(text)):
            return False
        if re.match(r"\W*(?:chua|con|moi|van|dang|khong|nhung|ma|thieu)\b", fold(text)):
            return True
        rest = _content(without_status(text))
        return len(rest) <= 2 or not self._works(text, words)

    def _last_text(self) -> str:
        return " ".join(self.sheet.open[a:b] for a, b in self.pieces[-1].work)

    def _last_counted(self) -> bool:
        return any(hit.kind == "quantity" and self.pieces[-1].holds(hit) for hit in self.sheet.hits)

    def _hungry(self) -> bool:
        """The piece before is only a verb that still wants its object ("kiểm tra, xử lý vi phạm")."""
        a, b = self.pieces[-1].work[-1] if self.pieces[-1].work else self.pieces[-1].parts[-1]
        if any(a <= hit.start < b and hit.kind in ("literal", "places", "docnum") for hit in self.sheet.hits):
            return False
        last = self.sheet.open[a:b]
        return (
            (" ".join(_content(last)) in WANTS_OBJECT or fold(last).strip() in WANTS_OBJECT)
            and not rx(r"(?<!\w)(?:xong|rồi)(?!\w)").search(last)
            and not self._last_counted()
        )

    def _in_name(self, atom: Atom) -> bool:
        """The comma stands inside a name of the catalogue ("thi đua, khen thưởng")."""
        before = re.search(r"([^\W\d_]+) ([^\W\d_]+) ?, ?$", self.sheet.open[max(0, atom.start - 30) : atom.start])
        after = re.match(r"([^\W\d_]+) ([^\W\d_]+)", self.sheet.open[atom.start : atom.start + 30])
        return bool(before and after) and tuple(map(fold, before.groups() + after.groups())) in self.pairs  # type: ignore[union-attr]

    def _counts_object(self, atom: Atom, told: list[Hit], words: list[str]) -> bool:
        """ "thống kê thiệt hại, 3 biên bản": the product of the piece before, if that has no number yet."""
        first = next((hit for hit in sorted(told, key=lambda h: h.start) if hit.kind == "quantity"), None)
        if first is None or self._last_counted() or self.sheet.open[atom.start : first.start].strip():
            return False
        rest = _content(self.sheet.open[first.value.end : atom.end])
        return first.value.unit not in OWN_WORK and (not rest or not opens(rest))


def _content(text: str) -> list[str]:
    """The folded words of a text that are neither taken nor fillers."""
    return content(text.replace(TAKEN, " "))
