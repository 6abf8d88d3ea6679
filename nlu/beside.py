"""What a stretch of a message says beside the piece of work before it: work, a remark, a status, a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from nlu import tails
from nlu.atoms import Atom
from nlu.normalise import fold
from nlu.openers import NOUNS, content, starts_work
from nlu.patterns import TAKEN, Hit, Sheet, rx
from nlu.remarks import (
    AFTERWARDS,
    ATTENDANCE,
    FAILED,
    REMARK,
    SAID_OF_IT,
    SENT,
    WANTS_OBJECT,
    WORKED,
)
from nlu.status import named_beside, not_begun, not_done, settled, unfinished, untouched, without_status

_FOLLOWS = 8  # letters between two stretches, at most


@dataclass(slots=True)
class Piece:
    """A piece of work: `work` are the stretches that name it, `parts` all stretches that tell something about it."""

    work: list[tuple[int, int]] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    mark: str = "start"
    goes_on: bool = False  # "mai làm tiếp" was said about it
    torn: bool = False  # something joined to it may well be work of its own
    apart: bool = False  # it certainly begins a piece of its own

    @property
    def start(self) -> int:
        return min(a for a, _ in self.parts)

    @property
    def end(self) -> int:
        return max(b for _, b in self.parts)

    def said(self, text: str) -> str:
        """Everything that a form of the message says in the piece, stretches that follow one another kept together."""
        told, at = "", 0
        for a, b in sorted(self.parts):
            told += (text[at:a] if 0 <= a - at <= _FOLLOWS else ", ") + text[a:b] if told else text[a:b]
            at = b
        return told


Pairs = frozenset[tuple[str, ...]]


class Beside:
    """Reads a stretch beside the last piece of a message."""

    def __init__(self, sheet: Sheet, pairs: Pairs, known: Callable[[str], bool] | None) -> None:
        self.sheet, self.pairs, self.known = sheet, pairs, known
        self.pieces: list[Piece] = []
        self.shared: list[tuple[int, int]] = []
        self.waiting: list[tuple[int, int]] = []
        self.details = False

    def _counted(self, *stretches: tuple[int, int]) -> list[Hit]:
        return self.sheet.told("quantity", stretches)

    def _last_text(self) -> str:
        return " ".join(self.sheet.open[a:b] for a, b in self.pieces[-1].work)

    def _last_counted(self) -> bool:
        return bool(self._counted(*self.pieces[-1].parts))

    def _last_told(self) -> bool:
        """Whether a number, a time or "xong" shows that something of the last piece was done."""
        kinds = ("quantity", "duration", "range", "clock")
        told = any(hit.kind in kinds for hit in self.sheet.within(*self.pieces[-1].parts))
        return told or bool(rx(r"(?<!\w)(?:xong|rồi|đã|vừa)(?!\w)").search(self._last_text()))

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
        if not (unfinished(text) or not_done(text)) or self._other_unfinished(text) or untouched(text):
            return False
        if re.match(r"\W*(?:chua|con|moi|van|dang|khong|nhung|ma|thieu)\b", fold(text)):
            return True
        rest = words_of(without_status(text))
        return len(rest) <= 2 or not self._works(text, words)

    def _other_unfinished(self, text: str) -> bool:
        """ "bc tháng xong, kế hoạch mới có khung": the work before is over, so what is unfinished is another."""
        if not self.pieces or not settled(self._last_text()):
            return False
        named = named_beside(text)
        return named is not None and bool(words_of(named)) and self._works(named, words_of(named))

    def _other_undone(self, text: str) -> bool:
        """ "nhận 9 hồ sơ, chưa làm báo cáo": a document that the work before, which was done, is not about."""
        named = not_begun(text) or (text if untouched(text) else None)
        kind = tails.document(named) if named else ""
        told = named is text or self._last_told()
        return bool(kind) and told and kind not in tails.documents(self._last_text())

    def _hungry(self) -> bool:
        """The piece before is only a verb that still wants its object ("kiểm tra, xử lý vi phạm")."""
        a, b = self.pieces[-1].work[-1] if self.pieces[-1].work else self.pieces[-1].parts[-1]
        if any(hit.kind in ("literal", "places", "docnum") for hit in self.sheet.within((a, b))):
            return False
        last = self.sheet.open[a:b]
        return (
            (" ".join(words_of(last)) in WANTS_OBJECT or fold(last).strip() in WANTS_OBJECT)
            and not rx(r"(?<!\w)(?:xong|rồi)(?!\w)").search(last)
            and not self._last_counted()
        )

    def _in_name(self, atom: Atom) -> bool:
        """The comma stands inside a name of the catalogue ("thi đua, khen thưởng")."""
        before = re.search(r"([^\W\d_]+) ([^\W\d_]+) ?, ?$", self.sheet.open[max(0, atom.start - 30) : atom.start])
        after = re.match(r"([^\W\d_]+) ([^\W\d_]+)", self.sheet.open[atom.start : atom.start + 30])
        return bool(before and after) and tuple(map(fold, before.groups() + after.groups())) in self.pairs  # type: ignore[union-attr]

    @staticmethod
    def _worked(text: str, told: list[Hit]) -> bool:
        """ "làm từ 13h30 đến 17h mệt bở hơi tai": how long the work before took."""
        kinds = {hit.kind for hit in told}
        return bool(kinds & {"duration", "range"}) and "quantity" not in kinds and bool(WORKED.match(text))

    def _went(self, text: str, words: list[str], told: list[Hit]) -> bool:
        """ "…; hết 2 ngày mà vẫn còn phần phụ lục"."""
        timed = not any(hit.kind == "quantity" for hit in told) and any(hit.kind == "duration" for hit in told)
        rest = tails.perhaps(text)
        return timed and (tails.depends(text) or (rest is not None and not self._works(rest, words_of(rest))))

    def _same_document(self, text: str, words: list[str]) -> bool:
        """ "ttr hết 3 tiếng" after "lập tờ trình …"."""
        kind = tails.document(text)
        return bool(kind) and len(words) <= 2 and TAKEN in text and kind in tails.documents(self._last_text())

    def _only_product(self, text: str, counted: list[Hit]) -> bool:
        """ "…, 2 tb": the document that the piece before was about, counted afterwards."""
        count = counted[0].value
        if len(counted) > 1 or not set(words_of(text)) <= set(count.unit.split()):
            return False
        kind, said = tails.document(count.unit), self._last_text()
        if any(tails.document(hit.value.unit) for hit in self._counted(*self.pieces[-1].parts)):
            return False
        return bool(kind) and (kind in tails.documents(said) or (tails.writes(said) and not self._last_counted()))


def words_of(text: str) -> list[str]:
    """The folded words of a text that are neither taken nor fillers."""
    return content(text.replace(TAKEN, " "))
