"""Whether a stretch of a message belongs to the piece of work before it."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re

from nlu import tails
from nlu.atoms import NO_VERB, Atom
from nlu.beside import Beside, words_of
from nlu.normalise import fold
from nlu.openers import ALONE, OPEN_ALONE, VERBS, opens
from nlu.patterns import TAKEN, Hit
from nlu.remarks import FAILED, HEADER, MINUTES_OF, OWN_WORK

Ruling = tuple[bool, str]  # whether it belongs, by which rule


class Belonging(Beside):
    """Decides for each stretch whether it joins the last piece."""

    def _ruled(self, atom: Atom, text: str, words: list[str], told: list[Hit], after: Atom | None) -> Ruling:
        """Whether an atom belongs to the piece before it, and which rule says so."""
        if self._remark(text, words, told):
            return True, "remark"
        if atom.mark in ("line", "semi"):
            return atom.mark == "semi" and self._went(text, words, told), "line"
        if self._status_only(text, words):
            return True, "status"
        if self._worked(text, told):
            return True, "took"
        if self.waiting or tails.tomorrow(self.sheet.text.clean[atom.start : atom.end]):
            return False, "waiting" if self.waiting else "tomorrow"
        here = self._counted((atom.start, atom.end))
        if self._smaller(atom, here) or (atom.mark == "comma" and tails.finds(text)):
            return True, "smaller"
        if self._other_part(atom, text, words, told):
            return False, "other part"
        if atom.mark == "comma" and tails.listed(self.sheet.text.clean[atom.start : atom.end]):
            return True, "listed"
        if self._tail(atom, text, words):
            return True, "tail"
        if self._part(text, here):
            return True, "part"
        if self._more(atom, text, here):
            return True, "more"
        if atom.mark == "stop":
            return not self._works(text, words), "stop"
        if atom.mark == "colon":
            return not HEADER.match(self._last_text()), "colon"
        if atom.mark in ("list", "verb"):
            return False, "list"
        if MINUTES_OF.match(text) and not any(hit.kind == "quantity" for hit in told):
            return True, "minutes"
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
        if not words_of(self.sheet.open[self.pieces[-1].start : before[0].start]):
            return False
        one, other = before[0].value, counted[0].value
        rest = self.sheet.open[other.end : atom.end]
        return bool(
            one.unit
            and one.unit == other.unit
            and other.value < one.value
            and words_of(rest)
            and not self._works(rest, words_of(rest))
        )

    def _other_part(self, atom: Atom, text: str, words: list[str], told: list[Hit]) -> bool:
        """ "sáng khám 35 ca, chiều mổ ruột thừa": another part of the day begins other work."""
        first = min(told, key=lambda hit: hit.start, default=None)
        if first is None or first.kind != "part_of_day" or atom.mark not in ("comma", "stop", "plus") or len(words) < 2:
            return False
        if self.sheet.open[atom.start : first.start].strip() or re.search(r"(?<!\w)(?:mới|xong|thì)(?!\w)", text):
            return False
        parts = self.sheet.told("part_of_day", self.pieces[-1].parts)
        return bool(parts) and first.value not in {hit.value for hit in parts}

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
        if rest is not None and not self._works(rest, words_of(rest)):
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
        if tails.shares(text, counted, before):
            return False
        count = counted[0].value
        names = tails.document(count.unit) and before[-1].value.kind == "document"
        head = words_of(self.sheet.open[atom.start : counted[0].start])
        untimed = not any(
            hit.kind in ("duration", "range", "part_of_day", "date")
            for hit in self.sheet.within((atom.start, atom.end))
        )
        return bool(names and not head and untimed and tails.passes(self._last_text()))

    def _weak(self, atom: Atom, text: str, words: list[str], told: list[Hit]) -> Ruling:
        counted = any(hit.kind == "quantity" for hit in told)
        if self.details and not counted and not self._new_among_details(atom, text, words, told):
            return True, "details"
        if atom.mark == "comma" and self._in_name(atom) and not counted:
            return True, "in a name"
        if self._hungry() and not self._last_counted():
            return True, "hungry"
        if atom.mark.startswith("joint:"):
            return not self._joint_opens(atom, text, words, counted), "joint"
        if self._counts_object(atom, told, words):
            return True, "object"
        if self._counts_other(atom, told):
            return False, "other document"
        if self._new_product(atom, text, told):
            return False, "new product"
        if self._series(atom, text, words, told):
            return False, "series"
        return not self._works(text, words), "works"

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
        head = words_of(self.sheet.open[atom.start : counted[0].start])
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
        if joint == "xong" and len(words_of(self._last_text())) < 2:
            return False
        first = words_of(rest)
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
            alone = " ".join(words_of(self._last_text())) in ALONE
            return self._works(rest, first) and (alone or self._verb(first, counted))
        return self._works(rest, first)

    @staticmethod
    def _verb(words: list[str], counted: bool) -> bool:
        return opens(words) > 0 and (" ".join(words[:2]) in VERBS or words[0] in OPEN_ALONE or counted)

    def _counts_object(self, atom: Atom, told: list[Hit], words: list[str]) -> bool:
        """ "thống kê thiệt hại, 3 biên bản": the product of the piece before, if that has no number yet."""
        first = next((hit for hit in sorted(told, key=lambda h: h.start) if hit.kind == "quantity"), None)
        if first is None or self._last_counted() or self.sheet.open[atom.start : first.start].strip():
            return False
        rest = words_of(self.sheet.open[first.value.end : atom.end])
        return first.value.unit not in OWN_WORK and (not rest or not opens(rest))
