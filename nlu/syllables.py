"""Vietnamese syllables: is a letter string one, what did half-typed Telex mean, do two words stand joined."""

# ruff: noqa: E501 – a pattern or a list of words reads best on one line
from __future__ import annotations

import re
from functools import lru_cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x".split()
_RIMES = set(
    "a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et eu i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot "
    "u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu "
    "y yem yen yet yeu ym yn ynh yt ich".split()
)
_SYLLABLE = re.compile(rf"(?:{'|'.join(sorted(_ONSETS, key=len, reverse=True))})?([aeiouy][a-z]{{0,4}})")
# k, gh, ngh stand before e, i, y only; c, g, ng never do ("gi" is a letter of its own).
_MISSPELT = re.compile(r"(?:k|n?gh)[aou]|(?:c|ng)[eiy]|g[ey]|c(?:uy|ue|uo[aei])")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_MARKS = (
    ("dd", "đ"),
    ("uow", "ươ"),
    ("uwow", "ươ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_ENGLISH = {"docs", "maps", "tips", "links", "sales", "laptop", "inbox", "photos", "likes", "views"}


@lru_cache(maxsize=20_000)
def is_syllable(folded: str) -> bool:
    """Whether an unaccented lower-case word can be one Vietnamese syllable."""
    if folded in ("gi", "gin", "gia"):
        return True
    if _MISSPELT.match(folded):
        return False
    found = _SYLLABLE.fullmatch(folded)
    return bool(found and found.group(1) in _RIMES) or (folded.startswith("gi") and folded[1:] in _RIMES)


def untelex(word: str) -> str | None:
    """ "dduwowcj" → "được"; None where the word is no left-over of Telex typing (ASCII lower case expected)."""
    if len(word) < 3 or len(word) > 9 or word in _ENGLISH or is_syllable(word):
        return None
    return _untelex(word)


@lru_cache(maxsize=4_000)
def _untelex(word: str) -> str | None:
    body, tone = (word[:-1], _TONES[word[-1]]) if word[-1] in _TONES else (word, "")
    marked = body
    for typed, letter in sorted(_MARKS, key=lambda pair: -len(pair[0])):
        marked = marked.replace(typed, letter)
    plain = marked.translate(_PLAIN)
    if not is_syllable(plain) or (marked == body and (not tone or len(word) < 4)):
        return None
    return _with_tone(marked, tone)


_MISPLACED = re.compile(
    r"[ừứửữự][oơ]|ư[oòóỏõọ]|(?<!q)u[ơờớởỡợ](?=[cimnptu])|[ìíỉĩị]ê|[ùúủũụ]ô|[ỳýỷỹỵ]ê|[âêôơ][ìíỉĩịùúủũụỳýỷỹỵ]"
)


@lru_cache(maxsize=4_000)
def retoned(word: str) -> str | None:
    """ "ngừoi", "đựơc", "chiêù" with tone and horn on the letters they belong to; None where nothing is amiss."""
    import unicodedata

    if not _MISPLACED.search(word):
        return None
    letters = unicodedata.normalize("NFD", word)
    tones = [letter for letter in letters if letter in _TONES.values()]
    if len(tones) > 1:
        return None
    bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES.values()))
    horned = re.sub("ưo|(?<!q)uơ(?=[cimnptu])", "ươ", bare)
    return _with_tone(horned, "".join(tones))


_PLAIN = str.maketrans("đươâêôă", "duoaeoa")


def _with_tone(word: str, tone: str) -> str:
    import unicodedata

    if not tone:
        return word
    vowels = [i for i, letter in enumerate(word) if letter in "aeiouyăâêôơư"]
    marked = [i for i in vowels if word[i] in "ăâêôơ"] or [i for i in vowels if word[i] == "ư"]
    last_open = vowels[-1] == len(word) - 1
    spot = (
        marked[-1]
        if marked
        else vowels[-2]
        if last_open and len(vowels) > 1 and not word.startswith(("gi", "qu"))
        else vowels[-1]
    )
    return unicodedata.normalize("NFC", word[: spot + 1] + tone + word[spot + 1 :])


@lru_cache(maxsize=4_000)
def unjoin(folded: str) -> int | None:
    """Where two joined words part ("giaoban" → 4), if there is exactly one sensible place."""
    if not 6 <= len(folded) <= 12 or is_syllable(folded) or folded in _ENGLISH:
        return None
    cuts = [i for i in range(2, len(folded) - 1) if is_syllable(folded[:i]) and is_syllable(folded[i:])]
    consonant = [i for i in cuts if folded[i] not in "aeiouy"]
    best = consonant or cuts
    return best[0] if len(best) == 1 else _longest_coda(folded, best)


def _longest_coda(folded: str, cuts: list[int]) -> int | None:
    """ "congvan": con|gvan is none, "conghoa" parts before the last consonant group that is a whole onset."""
    return max(cuts) if cuts and max(cuts) - min(cuts) <= 2 else None
