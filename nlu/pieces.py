"""A message cut into pieces of work, with what was told for each.

The text is first cut wherever the rules see a seam (atoms). They say which atoms bring no work of their own – a time, a number, a
status, an object of the same job, a remark – and join their neighbour; a sum of signals that hears them decides (nlu/seams.py), also
inside of an atom. Then the atoms are joined as it says.
"""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from nlu import tails
from nlu.atoms import STRONG, WEAK, Atom, atoms_of
from nlu.belonging import Belonging
from nlu.beside import Pairs, Piece, words_of
from nlu.numbers import number
from nlu.patterns import Hit, Sheet
from nlu.remarks import FAILED, HEADER, LEVEL, TOTAL, WEATHER, WENT_HOME, WRITTEN_DOWN
from nlu.seams import Seam, chances, first
from nlu.signals import placed
from nlu.status import finished, not_done, rest, some_go_on, unfinished

__all__ = ["Pairs", "Piece", "Places", "cut", "places"]


_MOST, _MOST_ATOMS = 200, 256  # a whole month pasted at once has fewer
_LIKELY = 0.4  # how likely a piece must begin somewhere for it to be cut there
_CERTAIN = 0.7
_DOUBTFUL, _SURE = 0.25, 0.45  # between these it is asked about
Row = list[tuple[int, str]]


class Places(NamedTuple):
    """Where a message may be cut: its atoms and tokens, and how likely a further piece begins at each token."""

    atoms: list[Atom]
    row: Row
    chance: dict[int, float]


def places(sheet: Sheet, pairs: Pairs = frozenset(), known: Callable[[str], bool] | None = None) -> Places:
    """The places of a message."""
    atoms, row = atoms_of(sheet), placed(sheet)
    return Places(atoms, row, chances(row, proposed(sheet, atoms[:_MOST_ATOMS], row, pairs, known)))


def cut(
    sheet: Sheet,
    found: Places,
    begun: frozenset[int],
    tried: Collection[int] = (),
    pairs: Pairs = frozenset(),
    known: Callable[[str], bool] | None = None,
) -> tuple[list[Piece], list[tuple[int, int]]]:
    """The pieces of a message cut at some tokens, and the stretches that tell a time for all of them together.

    A place in doubt that is not among the tokens `tried` marks the pieces beside it, which are asked about.
    """
    atoms, row, chance = found
    end, few = atoms[-1].end if atoms else 0, atoms[:_MOST_ATOMS]
    atoms = few if len(few) < len(atoms) else list(split(few, row, begun))
    pieces, shared = Joiner(sheet, pairs, known, row, begun).join(atoms)
    part(pieces, sorted(row[number][0] for number, likely in chance.items() if likely >= _CERTAIN))
    unsure = [number for number, likely in chance.items() if _DOUBTFUL < likely < _SURE and number not in tried]
    doubt(pieces, [row[number][0] for number in unsure])
    if len(pieces) > _MOST or (atoms and atoms[-1].end < end):  # what is left stays in one piece that is asked about
        left = (min([piece.start for piece in pieces[_MOST:]] or [atoms[-1].end]), end)
        pieces = [*pieces[:_MOST], Piece([left], [left], "line", torn=True)]
    return pieces, shared


def begun_in(chance: Mapping[int, float]) -> frozenset[int]:
    """The tokens where a further piece of work begins."""
    return frozenset(number for number, likely in chance.items() if cuts_at(likely))


def cuts_at(likely: float) -> bool:
    """Whether a piece begins where it is so likely to."""
    return likely > _LIKELY


def part(pieces: list[Piece], places: Sequence[int]) -> None:
    """Mark the pieces that certainly begin at one of these places, which are in order."""
    for piece in pieces:
        at = bisect_left(places, piece.start)
        piece.apart = at < len(places) and places[at] - piece.start <= NEAR


def doubt(pieces: list[Piece], places: list[int]) -> None:
    """Mark the pieces that might as well be cut, or joined to the one before, at one of these places."""
    for place in places:
        for before, piece in pairwise([None, *pieces]):
            if piece and any(a <= place < b for a, b in piece.parts):
                piece.torn = True
                if before and place - piece.start <= NEAR:
                    before.torn = True


NEAR = 12  # letters between two pieces that follow one another: "rồi sau đó"


def proposed(
    sheet: Sheet, atoms: list[Atom], row: Row, pairs: Pairs = frozenset(), known: Callable[[str], bool] | None = None
) -> dict[int, Seam]:
    """Token behind every seam → what the rules say of the seam."""
    joiner = Joiner(sheet.copy(), pairs, known, row)  # joining changes what was told
    pieces, _ = joiner.join(atoms)
    cuts = {first(row, piece.start) for piece in pieces[1:]}
    found: dict[int, Seam] = {}
    for atom in atoms[1:]:  # of several before one token the last counts: "xong rồi, họp" is cut at the comma
        number = first(row, atom.start)
        found[number] = Seam(atom.mark, number in cuts, joiner.rules.get(atom.start, "told"))
    return found


def split(atoms: list[Atom], row: Row, begun: frozenset[int]) -> Iterator[Atom]:
    """The atoms, cut once more where a piece begins inside of one."""
    places = sorted(row[number][0] for number in begun)
    for atom in atoms:
        own = first(row, atom.start)
        inner = places[
            bisect_right(places, row[own][0]) if own < len(row) else len(places) : bisect_left(places, atom.end)
        ]
        bounds = [atom.start, *inner, atom.end]
        yield replace(atom, end=bounds[1])
        for start, end in pairwise(bounds[1:]):
            yield Atom(start, end, WEAK, "verb")


class Joiner(Belonging):
    """Joins atoms into pieces; these begin at the tokens in `begun`, without it where the rules say."""

    def __init__(
        self,
        sheet: Sheet,
        pairs: Pairs,
        known: Callable[[str], bool] | None,
        row: Row,
        begun: frozenset[int] | None = None,
    ) -> None:
        super().__init__(sheet, pairs, known)
        self.row, self.begun = row, begun
        self.rules: dict[int, str] = {}  # what decided of the atom that begins there

    def _begins(self, atom: Atom) -> bool:
        """Whether a piece begins with the atom or with what waits for it."""
        starts = (atom.start, *(start for start, _ in self.waiting))
        return self.begun is not None and any(first(self.row, start) in self.begun for start in starts)

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
        words = words_of(text)
        told = self.sheet.within((atom.start, atom.end))
        if atom.sep == STRONG:
            self.details = False
        clean = self.sheet.text.clean[atom.start : atom.end]
        total = TOTAL.search(clean)
        if self.pieces and (
            (tails.later(clean) and (tails.tends(clean) or self._last_told()))
            or (tails.tomorrow(clean) and unfinished(clean))
        ):
            self._put_off(clean, told)
        elif self.pieces and (meant := tails.mended(clean)):
            self._mend(meant, told)
        elif self.pieces and tails.other_way(text, self._last_text()):
            self._turn(atom)
        elif self._later_day(clean, words, told, after):
            self._put_off(clean, told)
        elif not words and not total:
            self._bare(atom, told, after)
        elif (
            (self.pieces and (WRITTEN_DOWN.match(text) or WENT_HOME.match(text)))
            or (
                self.pieces
                and any(hit.kind == "date" for hit in told)
                and (FAILED.match(text) or self._remark(text, words, told))
            )
            or (self.pieces and WEATHER.match(text))
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
        elif self._belongs(atom, text, words, told, after):
            self._attach(atom, text, words, after)
        elif after is not None and after.mark == "colon" and HEADER.match(text):
            self.waiting.append((atom.start, atom.end))
        else:
            self._open(atom, after, text)

    def _belongs(self, atom: Atom, text: str, words: list[str], told: list[Hit], after: Atom | None) -> bool:
        """Whether an atom joins the piece before it."""
        if not self.pieces:
            return False
        if self.begun is not None:
            return not self._begins(atom)
        undone = self._other_undone(text)
        belongs, rule = (False, "instead") if undone else self._ruled(atom, text, words, told, after)
        self.rules[atom.start] = "instead" if not belongs and not_done(self._last_text()) else rule
        return belongs

    def _later_day(self, clean: str, words: list[str], told: list[Hit], after: Atom | None) -> bool:
        """ "…, mai": nothing but a day to come; "Thứ 5:" heads what follows."""
        heads = after is not None and after.mark == "colon"
        dated = any(hit.kind == "date" for hit in told)
        return bool(self.pieces) and not words and dated and not heads and tails.tomorrow(clean)

    def _put_off(self, clean: str, told: list[Hit]) -> None:
        """ "mai làm tiếp", "còn 2 trường mai đi": nothing of it was done or tells when the rest was."""
        self.sheet.hits = [hit for hit in self.sheet.hits if hit not in told]
        self.pieces[-1].goes_on = self.pieces[-1].goes_on or (
            not finished(self._last_text())
            and (tails.goes_on(clean) or unfinished(clean))
            and (rest(f", {clean}") is None or not self._last_counted())  # "45 bản, còn 15 bản mai làm": 45 are done
        )

    def _mend(self, meant: str, told: list[Hit]) -> None:
        """ "…, à nhầm 2": the number told before was a slip."""
        counted, value = self._counted(*self.pieces[-1].parts), number(meant)
        self.sheet.hits = [hit for hit in self.sheet.hits if hit not in told]
        if counted and value is not None:
            last = counted[-1]
            other = replace(last, value=replace(last.value, value=value))
            self.sheet.hits = [other if hit is last else hit for hit in self.sheet.hits]

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
        if self._timed_again(atom, words, told) or self._others_go_on(atom) or self._next_shift(atom, words, told):
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

    def _next_shift(self, atom: Atom, words: list[str], told: list[Hit]) -> bool:
        """ "… sáng 7h30-9h, chiều 14h-16h": the same work at another part of the day."""
        by_kind = {hit.kind: hit for hit in told}
        if not self.pieces or words or len(told) != 2 or by_kind.keys() != {"part_of_day", "range"}:
            return False
        before = self.sheet.within(*self.pieces[-1].parts)
        parts = {hit.value for hit in before if hit.kind == "part_of_day"}
        return any(hit.kind == "range" for hit in before) and bool(parts) and by_kind["part_of_day"].value not in parts

    def _others_go_on(self, atom: Atom) -> bool:
        """ "12 hs xong, 5 hs còn đang dở": so many are done, so many others of the same are in work."""
        if not self.pieces or atom.mark != "comma" or not self._last_counted():
            return False
        return some_go_on(self.sheet.open[atom.start : atom.end])

    def _timed_again(self, atom: Atom, words: list[str], told: list[Hit]) -> bool:
        """ "chi bộ 3 45 phút, chi bộ 6 1 tiếng", "sáng tổ 2 8h-10h, chiều tổ 3 14h-16h": the same work elsewhere or later, each with its time."""
        if not self.pieces or atom.mark not in ("comma", "semi", "line", "plus", "switch") or len(words) > 3:
            return False
        kinds = ("duration", "range")
        lengths = [hit for hit in told if hit.kind in kinds and getattr(hit.value, "minutes", None)]
        before = [
            hit
            for hit in self.sheet.within(*self.pieces[-1].parts)
            if hit.kind in kinds and getattr(hit.value, "minutes", None)
        ]
        named = any(hit.kind == "places" or hit.rule == "number of a name" for hit in told)
        if len(lengths) != 1 or not before or any(hit.kind == "quantity" for hit in told) or not named:
            return False
        return not self._works(self.sheet.open[atom.start : atom.end], words)

    def _open(self, atom: Atom, after: Atom | None, text: str) -> None:
        stretch = (atom.start, atom.end)
        self.pieces.append(Piece([stretch], [*self.waiting, stretch], atom.mark or "start"))
        self.waiting = []
        self.details = after is not None and after.mark == "colon" and self._works(text, words_of(text))

    def _bare(self, atom: Atom, told: list[Hit], after: Atom | None) -> None:
        """Only times, numbers and fillers: a head ("sáng:", "hôm qua,") waits for the next piece, the rest tells about the last one."""
        if not told:
            if self.pieces and unfinished(self.sheet.open[atom.start : atom.end]):
                self.pieces[-1].parts.append((atom.start, atom.end))  # "mới làm được tới đó"
            return
        if self._mail(atom, told):
            self._open(atom, after, self.sheet.open[atom.start : atom.end])
            return
        if self._again(atom, [], told):
            stretch = (atom.start, atom.end)
            self.pieces.append(Piece([*self.pieces[-1].work], [stretch], "again"))
            return
        if self.pieces and self._begins(atom):
            if self._counted((atom.start, atom.end)):  # "sáng 20 bản sao … chiều 35"
                self.pieces.append(Piece([*self.pieces[-1].work], [*self.waiting, (atom.start, atom.end)], "again"))
                self.waiting = []
            else:
                self.waiting.append((atom.start, atom.end))
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

    def _mail(self, atom: Atom, told: list[Hit]) -> bool:
        """ "đến: 34", "đi: 29" in lines of their own: the day's mail of a clerk."""
        counted = any(hit.kind == "quantity" for hit in told)
        return (
            counted and tails.mail(self.sheet.open[atom.start : atom.end]) and (not self.pieces or self._begins(atom))
        )

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
        elif FAILED.match(text) or part or smaller or tails.depends(text):
            self.sheet.hits = [hit for hit in self.sheet.hits if hit not in here]
        elif LEVEL.search(text) or not (
            self._tail(atom, text, words) or self._remark(text, words, []) or (unfinished(text) and len(words) <= 5)
        ):
            piece.work.append((atom.start, atom.end))

    def _add(self, more: list[Hit]) -> None:
        """The numbers of further objects on top of that of the piece."""
        first = self._counted(*self.pieces[-1].parts)[0]
        total = first.value.value + sum(hit.value.value for hit in more)
        self.sheet.hits = [
            replace(hit, value=replace(hit.value, value=total)) if hit is first else hit
            for hit in self.sheet.hits
            if hit not in more
        ]
