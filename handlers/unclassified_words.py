"""What is typed about months without a grade: «chị Uyên nghỉ thai sản, không xếp loại tháng 11»; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import nlu

Month = tuple[int, int]
NUMBER, YEAR = r"(?:1[0-2]|0?[1-9])(?!\d)", r"20\d\d"
UNGRADED = re.compile(r"(?:\bviec )?\b(?:khong|ko|k|hong|chua|mien) (?:danh gia )?xep loai\b")
TAKES_BACK = re.compile(r"\b(?:bo|huy|thoi|xoa) (?:viec )?(?:khong|ko|chua|mien) (?:danh gia )?xep loai\b")
AGAIN = re.compile(r"\bxep loai (?:lai|binh thuong|tro lai)\b")
REASONS = {
    "maternity": re.compile(r"\b(?:nghi )?(?:che do )?(?:thai san|sinh con|de con)\b|\bnghi (?:sinh|de)\b"),
    "sick_leave": re.compile(r"\b(?:nghi )?(?:bi )?(?:om|benh|dieu tri)(?: benh)?(?: dai (?:ngay|han))?\b"),
    "study": re.compile(r"\b(?:duoc )?(?:cu )?di hoc(?: (?:tap trung|dai han))?\b|\bhoc tap trung\b"),
    "not_joined": re.compile(
        r"\b(?:chua|moi) (?:ve|den|nhan|chuyen ve)(?: (?:nhan )?cong tac)?(?: tai)?(?: (?:don vi|co quan|phong))?\b"
    ),
}
"""How people say the reasons that the rule sets name; any other is found by the words of its label."""
NONE: Mapping[str, str] = MappingProxyType({})
SPANS = re.compile(
    rf"\b(?:tu )?(?:thang |t)(?P<a>{NUMBER})(?:/(?P<ay>{YEAR}))?(?: ?- ?| (?:den|toi)(?: het)? )(?:thang |t)?"
    rf"(?P<b>{NUMBER})(?:/(?P<by>{YEAR}))?(?!/)"
)
SINGLE = re.compile(
    rf"\b(?:thang |t)(?P<m>{NUMBER})(?:/(?P<y>{YEAR}))?(?P<more>(?: (?:va )?{NUMBER}(?:/{YEAR})?)*)(?!/)"
)
QUARTER = re.compile(rf"\b(?:ca )?quy (?P<q>[1-4]|iv|i{{1,3}})(?!\w)(?:(?: nam |/| )(?P<y>{YEAR}))?")
WHOLE_YEAR = re.compile(rf"\b(?:ca )?nam (?P<y>{YEAR}|nay|sau)\b")
NEAR = re.compile(r"\b(?:ca )?thang (?P<which>nay|truoc|sau)\b")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
BETWEEN = frozenset(
    "cho cua la vi do nghi ca trong ky nay nen thi xin de duoc bi ly viec voi va dang thang toan bo".split()
)
CALLED = frozenset("anh chi ong ba co chu bac em dong dc d/c ban".split())
LONGEST_NAME = 5


@dataclass(frozen=True)
class Typed:
    """A message about months without a grade: whose, which months (none: not told), why; `back` takes it back.

    `code` "" where no reason is told that is known. `titled`: «chị …». `unclear`: more is said than that.
    """

    name: str
    months: tuple[Month, ...]
    code: str
    back: bool
    note: str | None = None
    titled: bool = False
    unclear: bool = False


@dataclass
class _Line:
    """The words of a message, folded, of which what is understood is taken out."""

    words: list[str]
    folded: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.folded)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take the words out that the pattern finds."""
        found = pattern.search(self.text)
        if found:
            first = self.text[: found.start()].count(" ")
            for place in range(first, first + found[0].strip().count(" ") + 1):
                self.folded[place] = "|"
        return found

    def left(self) -> Iterator[list[str]]:
        """What is left, piece by piece, without the words in between."""
        piece: list[int] = []
        for place, word in enumerate([*self.folded, "|"]):
            if word != "|":
                piece.append(place)
                continue
            while piece and self.folded[piece[0]] in BETWEEN:
                piece = piece[1:]
            while piece and self.folded[piece[-1]] in BETWEEN:
                piece = piece[:-1]
            if piece:
                yield [self.words[at] for at in piece]
            piece = []


def read(text: str, today: date, labels: Mapping[str, str] = NONE) -> Typed | None:
    """A message about months without a grade; None for any other. `labels`: reasons of rule sets by code."""
    reasons = REASONS | {code: _of_label(label) for code, label in labels.items() if code not in REASONS}
    body, note = _note(reasons, unicodedata.normalize("NFC", text).replace("–", "-").strip())
    pairs = [(word, nlu.fold(word)) for raw in body.split() if (word := raw.strip(".,;:!?()«»\"'"))]
    line = _Line([word for word, _ in pairs], [folded for _, folded in pairs])
    back = line.take(TAKES_BACK) or line.take(AGAIN)
    if not back and not line.take(UNGRADED):
        return None
    months = _months(line, today)
    code = next((code for code, pattern in reasons.items() if line.take(pattern)), "")
    pieces = list(line.left())
    unclear = any(character.isdigit() for piece in pieces[1:] for word in piece for character in word)
    titled = bool(pieces) and nlu.fold(pieces[0][0]) in CALLED
    name = _name(pieces)
    return Typed(name or "", months, code, bool(back), note, titled, unclear or name is None)


def _of_label(label: str) -> re.Pattern[str]:
    """«biệt phái cả kỳ» is said "biệt phái"."""
    return re.compile(rf"\b{re.escape(nlu.fold(label).removesuffix(' ca ky'))}\b")


def _note(reasons: Mapping[str, re.Pattern[str]], text: str) -> tuple[str, str | None]:
    """«…: QĐ 12» behind the reason is a note."""
    head, sign, tail = text.rpartition(":")
    if sign and not any(found.search(nlu.fold(tail)) for found in (*reasons.values(), UNGRADED)):
        told = any(found.search(nlu.fold(head)) for found in reasons.values())
        return (head, tail.strip() or None) if told else (text, None)
    return text, None


def _name(pieces: list[list[str]]) -> str | None:
    """The one piece that is left is a name: "" where nothing is left, None where more is."""
    if not pieces:
        return ""
    words = pieces[0]
    while len(words) > 1 and nlu.fold(words[0]) in CALLED:
        words = words[1:]
    return " ".join(words).lstrip("@") if len(pieces) == 1 and len(words) <= LONGEST_NAME else None


# months


def _months(line: _Line, today: date) -> tuple[Month, ...]:
    found = line.take(SPANS)
    if found:
        last = int(found["b"])
        year = int(found["ay"]) if found["ay"] else int(found["by"]) - (int(found["a"]) > last) if found["by"] else None
        first = _near(int(found["a"]), today) if year is None else (year, int(found["a"]))
        end = (int(found["by"]), last) if found["by"] else (first[0] + (last < first[1]), last)
        return _span(first, end)
    found = line.take(QUARTER)
    if found:
        number = ROMAN.get(found["q"]) or int(found["q"])
        year = int(found["y"]) if found["y"] else today.year
        return _span((year, number * 3 - 2), (year, number * 3))
    found = line.take(NEAR)
    if found:
        return (moved((today.year, today.month), {"truoc": -1, "nay": 0, "sau": 1}[found["which"]]),)
    found = line.take(SINGLE)
    if found:
        return _listed(found, today)
    found = line.take(WHOLE_YEAR)
    if found:
        year = {"nay": today.year, "sau": today.year + 1}.get(found["y"]) or int(found["y"])
        return _span((year, 1), (year, 12))
    return ()


def _listed(found: re.Match[str], today: date) -> tuple[Month, ...]:
    """«tháng 11, 12 và 1/2027»; a later month without a year follows the one before it."""
    first = (int(found["y"]), int(found["m"])) if found["y"] else _near(int(found["m"]), today)
    months = [first]
    for number, year in re.findall(rf"({NUMBER})(?:/({YEAR}))?", found["more"]):
        before = months[-1]
        months.append((int(year) if year else before[0] + (int(number) < before[1]), int(number)))
    return tuple(dict.fromkeys(months))


def _near(number: int, today: date) -> Month:
    """The month of that number nearest to today; as far both ways, the past one."""
    return min(
        ((year, number) for year in (today.year - 1, today.year, today.year + 1)),
        key=lambda month: (abs(count(month) - count((today.year, today.month))), month),
    )


def count(month: Month) -> int:
    """Months since the year 0, for telling how far two months lie apart."""
    return month[0] * 12 + month[1] - 1


def moved(month: Month, by: int) -> Month:
    """So many months later."""
    year, number = divmod(count(month) + by, 12)
    return year, number + 1


def _span(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from the first to the last; none where they are swapped."""
    return tuple(moved(first, by) for by in range(min(count(last) - count(first) + 1, 60)))
