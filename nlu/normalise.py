"""Messages as clean text whose every letter still knows its place in the original.

`normalise` gives three strings of equal length – `clean` (lower case, composed, tone marks in one fashion), `folded` (the same
without accents) and `cased` (as typed) – and the tokens. `Text.origin` maps a stretch of them back to the original text.
"""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from nlu.names import GIVEN
from nlu.skeletons import skeletons
from nlu.slips import NUMBER, mended
from nlu.syllables import is_syllable, retoned, unjoin, untelex
from nlu.typos import corrected

_ACCENTED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
# What nearly every message is made of: letters that `_letter` leaves as they are, each its own cluster.
_PLAINLY_TYPED = re.compile(f"[ -_a-~{_ACCENTED}{_ACCENTED.upper()}\n]*")
_GONE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f\u061c\u180e")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | dict.fromkeys(map(ord, "’‘ʼ`´′"), "'") | {ord("…"): "."}
_TYPED = {
    "hqua": "hôm qua", "hnay": "hôm nay", "homqua": "hôm qua", "homnay": "hôm nay", "hwa": "hôm qua", "hqa": "hôm qua", "hqau": "hôm qua", "hauq": "hôm qua", "hqqua": "hôm qua", "hnya": "hôm nay", "hnaay": "hôm nay",
    "hôqua": "hôm qua", "hna": "hôm nay", "ngmai": "ngày mai", "ngaymai": "ngày mai", "hkia": "hôm kia",
    "ko": "không", "hok": "không", "khg": "không", "kh0ng": "không", "hk": "không",
    "dc": "được", "đc": "được", "dk": "được", "đk": "đk", "đuợc": "được", "duoc": "duoc",
    "vs": "với", "ng": "người", "nguoi": "nguoi", "bn": "bao nhiêu", "trc": "trước", "truoc": "truoc", "rùi": "rồi", "rui": "rồi",
    "rồii": "rồi", "r": "rồi", "mik": "mình", "mk": "mình", "bít": "biết", "bjt": "biết", "z": "vậy", "v": "v", "j": "gì", "cug": "cùng",
    "nhiu": "nhiêu", "ntn": "như thế nào", "xog": "xong", "xg": "xong", "lm": "làm", "lun": "luôn", "tiep": "tiep", "wa": "qua",
    "thág": "tháng", "tbao": "thông báo", "hqus": "hôm qua", "hquaa": "hôm qua", "rep": "trả lời", "ib": "nhắn tin", "chiu": "chiều", "chìu": "chiều", "bủi": "buổi", "bùi": "bùi",
}  # fmt: skip
_PEOPLE_COUNTED = {"bn": "bệnh nhân", "dc": "đồng chí", "đc": "đồng chí"}  # behind a number: "29 bn", "2 đc"
_TEEN = {typed: meant for typed, meant in _TYPED.items() if typed != meant}
_NOT_TEEN = frozenset({"dk", "ng", "r", "v"})
_SESSION_SLIPS = frozenset({"bui", "boi", "bổi", "bủi", "buỏi", "bưổi", "buồi", "uổi", "buoỉ"})
_PART_NEXT = re.compile(r"\s(?:sáng|chiều|tối|trưa|sang|chieu|toi|trua)(?![^\W\d_])", re.I)
_PIECES = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.S)
_TOKENS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_+")
_OLD_TONE = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_NEW_TONE = {old: new for new, old in _OLD_TONE.items()}
_OPEN = re.compile(f"(?<!q)(?:{'|'.join(_NEW_TONE)})(?![^\\W\\d_])")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign; `start`/`end` are offsets into the ORIGINAL text, `at` into the clean one."""

    start: int
    end: int
    raw: str
    lower: str
    folded: str
    has_accent: bool
    at: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A message in equal-length forms; `starts[i]`/`ends[i]` are the original offsets of clean letter i."""

    original: str
    clean: str
    folded: str
    cased: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    accented: bool = False  # whether the writer types accents at all

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words, numbers and signs in order (put together at each call)."""
        return tuple(_token(self, found.start(), found.end()) for found in _TOKENS.finditer(self.clean))

    @property
    def shouting(self) -> bool:
        """Whether everything is typed in capitals, so that capitals say nothing."""
        return self.original.isupper()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text behind clean[start:end]."""
        if not self.starts:
            return (0, 0)
        first = self.starts[min(start, len(self.starts) - 1)]
        return (first, max(first, self.ends[end - 1] if end > start else first))


@lru_cache(maxsize=4_096)
def fold_char(letter: str) -> str:
    """One letter without its accents, lower case, always one letter."""
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter.lower())[:1]
    return base or letter


class _Folding(dict[int, str]):
    """A table for `str.translate` that learns each letter at its first use."""

    def __init__(self, *, bare: bool) -> None:
        super().__init__()
        self.bare = bare  # whether combining and invisible signs go

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        gone = self.bare and (unicodedata.combining(letter) or letter in _GONE)
        self[code] = found = "" if gone else fold_char(letter)
        return found


_PLAIN, _BARE = _Folding(bare=False), _Folding(bare=True)


def fold(text: str) -> str:
    """Lower case without accents, đ → d, composed and decomposed alike."""
    if text.isascii():
        return text.lower()
    return _folded_word(text) if len(text) < 24 else unicodedata.normalize("NFC", text).translate(_BARE)


@lru_cache(maxsize=8_192)
def _folded_word(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_BARE)


def normalise(text: str) -> Text:
    """The clean forms and tokens of a message (any string; the longest that a chat sends is 4,096 characters)."""
    letters, starts, ends = _compose(text)
    typed = "".join(letters)
    accented = not typed.isascii() and any(fold_char(letter) != letter.lower() for letter in letters)
    cased, starts, ends = _rewrite(typed, starts, ends)
    clean = _new_tones("".join(c.lower()[:1] or c for c in cased))
    return Text(text, clean, clean.translate(_PLAIN), cased, tuple(starts), tuple(ends), accented)


def _compose(text: str) -> tuple[list[str], list[int], list[int]]:
    """Composed letters with their original stretches; invisible signs are dropped, odd spaces become one kind."""
    if _PLAINLY_TYPED.fullmatch(text):
        return list(text), list(range(len(text))), list(range(1, len(text) + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place, size = 0, len(text)
    while place < size:
        stop = place + 1
        while stop < size and stop - place < 6 and unicodedata.combining(text[stop]):
            stop += 1
        for letter in _letter(text[place:stop]):
            letters.append(letter)
            starts.append(place)
            ends.append(stop)
        place = stop
    return letters, starts, ends


@lru_cache(maxsize=8_192)
def _letter(cluster: str) -> str:
    if cluster[0] in _GONE:
        return ""
    composed = unicodedata.normalize("NFC", cluster).translate(_DASHES)
    if len(composed) == 1 and "\uff01" <= composed <= "\uff5e":
        composed = chr(ord(composed) - 0xFEE0)
    if composed != "\n" and composed.isspace():
        composed = "\n" if composed in "\r\v\f\u2028\u2029" else " "
    return "".join(c for c in composed if not unicodedata.combining(c))


def _rewrite(text: str, starts: list[int], ends: list[int]) -> tuple[str, list[int], list[int]]:
    """Teencode, Telex left-overs and joined words written out; the new letters keep the place of the old word."""
    out: list[str] = []
    first: list[int] = []
    last: list[int] = []
    pieces = [(found.group(), found.start(), found.end()) for found in _PIECES.finditer(text)]
    shouting = text.isupper()
    at = 0
    for place, (word, a, b) in enumerate(pieces):
        meant = _read(pieces, place, text, shouting) if word[0].isalpha() else None
        if meant is not None:
            out += text[at:a], meant
            first += starts[at:a] + [starts[a]] * len(meant)
            last += ends[at:a] + [ends[b - 1]] * len(meant)
            at = b
    return "".join((*out, text[at:])), first + starts[at:], last + ends[at:]


def _read(pieces: list[tuple[str, int, int]], place: int, text: str, shouting: bool) -> str | None:
    """What a word stands for: a known short form, a slip that its neighbours mend, or one that only it betrays."""
    word, a, b = pieces[place]
    lower = word.lower()
    if lower in _PEOPLE_COUNTED and place and pieces[place - 1][0] == " " and pieces[place - 2][0].isdigit():
        return _PEOPLE_COUNTED[lower]
    mend = None if lower in _TEEN or lower in skeletons() else _by_neighbours(pieces, place, shouting)
    return mend or _meant(lower, text, a, b)


def _by_neighbours(pieces: list[tuple[str, int, int]], place: int, shouting: bool) -> str | None:
    """What a slip was meant to be, by the words beside it; codes ("12/bcc-xd", "@anh") are left alone."""
    word = pieces[place][0]
    if not 3 <= len(word) <= 9:
        return None
    left = pieces[place - 1][0] if place else " "
    right = pieces[place + 1][0] if place + 1 < len(pieces) else " "
    if left in _GLUE or right in _GLUE or left[0].isdigit() or right[0].isdigit():
        return None
    if word[0].isupper() and not shouting and place > 0 and word.lower() in GIVEN:
        return None  # "Loan, Hiếu soạn …"
    named = word[0].isupper() and not shouting and place > 0 and _side(pieces, place, -1) != ""
    return mended(word.lower(), _side(pieces, place, -1), _side(pieces, place, 1), named)


_GLUE = frozenset("/@_-&")


def _side(pieces: list[tuple[str, int, int]], place: int, step: int) -> str:
    """The folded word beside a piece, "#" for a number, "" at the edge of a clause."""
    place += step
    if not 0 <= place < len(pieces) or pieces[place][0] not in (" ", "  "):
        return ""
    place += step
    if not 0 <= place < len(pieces):
        return ""
    beside = pieces[place][0]
    if beside[0].isdigit():
        return NUMBER
    return fold(beside) if beside[0].isalpha() else ""


def _meant(lower: str, text: str, start: int, end: int) -> str | None:
    glued = text[start - 1 : start] in ("/", "-", "@", ".", "_") or text[end : end + 1] in ("/", "@", "_")
    if glued or text[start - 1 : start].isdigit() or text[end : end + 1].isdigit():
        return None
    if lower in _SESSION_SLIPS and _PART_NEXT.match(text, end):
        return "buổi" if not text.isascii() else "buoi"
    if lower in _TEEN:
        return _teen(lower, text, start, end)
    if lower in skeletons():
        return skeletons()[lower]
    folded = lower.translate(_PLAIN)
    if is_syllable(folded):
        return None if lower.isascii() else retoned(lower)
    return (untelex(lower) if lower.isascii() else None) or corrected(lower) or _parted(lower, folded)


def _teen(lower: str, text: str, start: int, end: int) -> str | None:
    """Short forms that are also office abbreviations are written out only where a number or a word asks for it."""
    before = text[:start].rstrip()[-12:].lower()
    if lower == "r" and not before.endswith(("xong", "rồi", "hs", "xg", "qua", "song")) and text[end:].strip(" .!,)"):
        return None
    if (
        lower == "ng"
        and not before[-1:].isdigit()
        and not before.endswith(("mấy", "may", "mỗi", "moi", "các", "1", "nhiều", "nhieu"))
    ):
        return None
    if lower == "dk":
        return None
    return _TEEN[lower]


def _parted(lower: str, folded: str) -> str | None:
    cut = unjoin(folded)
    return None if cut is None else f"{lower[:cut]} {lower[cut:]}"


def _new_tones(text: str) -> str:
    """ "hoà" → "hòa", "thuý" → "thúy" (not after q: "quý")."""
    return _OPEN.sub(lambda found: _NEW_TONE[found.group()], text)


def _token(text: Text, a: int, b: int) -> Token:
    start, end = text.origin(a, b)
    lower, folded = text.clean[a:b], text.folded[a:b]
    return Token(start, end, text.original[start:end], lower, folded, lower != folded, a)
