"""What a piece of a message says, in the terms that work items are compared in."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from nlu import abbreviations
from nlu.lexicon import load, phrases
from nlu.normalise import normalise
from nlu.syllables import is_syllable
from nlu.thesaurus import Said, Thesaurus
from nlu.words import Spelling, Word, accent_fit, folded_words, words

_MOST_WORDS = 60  # a longer piece is read up to here; the rest is repetition


class Term(NamedTuple):
    """A folded syllable or pair to look for; `written` keeps the accents, `weight` is 1 for what was typed."""

    folded: str
    written: str
    weight: float
    origin: int  # place of the typed word


@dataclass(frozen=True, slots=True)
class Query:
    """A piece, understood word by word."""

    typed: tuple[Word, ...]
    singles: tuple[Term, ...]
    pairs: tuple[Term, ...]
    said: tuple[Said, ...]
    documents: tuple[str, ...]
    heads: bool  # the piece opens with its kind of document ("kế hoạch …", "soạn công văn …")
    action: str | None
    opens: bool  # the act is the first word that carries work
    periods: frozenset[str]
    scopes: frozenset[str]
    grades: frozenset[str]
    units: frozenset[str]
    text: str
    minutes: int | None = None
    counted: bool = False  # something is counted
    short: tuple[str, ...] = field(default=())


class Sign(NamedTuple):
    """A sign (kind of document, act, period, unit) at words[start:end]."""

    name: str
    start: int
    end: int


class Signs:
    """Finds signs of one kind by their phrases, the longest first; accents that are typed must agree."""

    def __init__(self, table: dict[str, str]) -> None:
        self._by_start: dict[str, list[tuple[tuple[Word, ...], str]]] = {}
        self.names: dict[str, str] = {}
        for name, text in table.items():
            self.names[name] = phrases(text)[0]
            for phrase in phrases(text):
                parts = tuple(words(phrase))
                self._by_start.setdefault(parts[0].folded, []).append((parts, name))
        for options in self._by_start.values():
            options.sort(key=lambda option: (-len(option[0]), option[1]))

    def find(self, sentence: Sequence[Word], *, strict: bool = False) -> list[Sign]:
        """Signs from left to right, not overlapping; `strict` for names, which never leave accents out."""
        found: list[Sign] = []
        end = 0
        for place, word in enumerate(sentence):
            if place >= end and word.folded in self._by_start:
                sign = self.at(sentence, place, strict=strict)
                if sign:
                    end = sign.end
                    if sign.name != NO_SIGN:
                        found.append(sign)
        return found

    def at(self, sentence: Sequence[Word], place: int, *, strict: bool = False) -> Sign | None:
        """The longest sign that starts at `place`; it may be NO_SIGN, a phrase that only looks like one."""
        for parts, name in self._by_start.get(sentence[place].folded, ()):
            end = place
            for part in parts:
                if end == len(sentence) or not _agrees(sentence[end], part, strict):
                    break
                end += 1
            else:
                return Sign(name, place, end)
        return None


NO_SIGN = "khong"


def _agrees(typed: Word, meant: Word, strict: bool) -> bool:
    if typed.lower == meant.lower:
        return True
    if typed.folded != meant.folded or strict or (meant.lower.isascii() and not typed.lower.isascii()):
        return False
    return accent_fit(typed.lower, meant.lower) >= 0.5


@cache
def signs(kind: str) -> Signs:
    """The signs of one table of lexicon/signs.toml."""
    return Signs(load("signs")[kind])


@cache
def particles() -> frozenset[str]:
    """Folded words that carry no work by themselves."""
    return frozenset(" ".join(folded_words(part)) for part in phrases(load("signs")["particles"]["words"]))


def read_query(
    piece: str,
    *,
    thesaurus: Thesaurus,
    spelling: Spelling,
    known: Callable[[str], bool],
    post: str = "",
    unit_hint: str | None = None,
    doc_type: str | None = None,
    minutes: int | None = None,
    clean: bool = False,
) -> Query:
    """Everything that a piece says; `post` is the folded title of the post; `clean`: the piece is normalised."""
    typed = tuple(words(piece if clean else normalise(piece).clean))[:_MOST_WORDS]
    choices = [_choices(typed, place, post, known, spelling, thesaurus.pairs) for place in range(len(typed))]
    best = [word for options in choices for word in options[0].words]
    said = _said(thesaurus, choices)
    documents, action = _documents(best, doc_type), _action(best)
    return Query(
        typed=typed,
        singles=_singles(choices),
        pairs=_pairs(choices),
        said=tuple(said),
        documents=documents,
        heads=_heads(best),
        action=action[0],
        opens=action[1],
        periods=told("periods", best),
        scopes=told("scopes", typed) | _many(typed),
        grades=told("grades", typed),
        units=_units(typed, best, unit_hint),
        text=" ".join(word.folded for word in best),
        minutes=minutes,
        counted=unit_hint is not None,
        short=tuple(f"{typed[i].lower} = {o[0].text}" for i, o in enumerate(choices) if len(o[0].words) > 1),
    )


def _choices(
    typed: Sequence[Word], place: int, post: str, known: Callable[[str], bool], spelling: Spelling, pairs: Set[str]
) -> list[abbreviations.Reading]:
    """What the word may stand for, best first; the typed word itself always among them."""
    word = typed[place]
    itself = abbreviations.Reading((word,), 1.0)
    readings = abbreviations.read(typed, place, post=post, known=known)
    if readings:
        return [*readings, itself]
    if word.folded[0].isdigit() or len(word.folded) < 3:
        return [itself]
    return _slips(typed, place, lambda pair: known(pair) or pair in pairs, spelling)


def _slips(
    typed: Sequence[Word], place: int, known: Callable[[str], bool], spelling: Spelling
) -> list[abbreviations.Reading]:
    """Readings of a word that may be a slip of the finger: what makes a known pair with a neighbour comes first."""
    word = typed[place]
    before = typed[place - 1].folded if place else ""
    after = typed[place + 1].folded if place + 1 < len(typed) else ""

    def joins(folded: str) -> int:
        return known(f"{before} {folded}") + known(f"{folded} {after}")

    itself = abbreviations.Reading((word,), 1.0)
    sure = not is_syllable(word.folded)
    if not sure and (word.folded in particles() or joins(word.folded)):
        return [itself]
    near = [(joins(w), w) for w in spelling.near(word.folded)]
    if not sure and word.folded in spelling.known:
        near = [pair for pair in near if pair[0]]
    near.sort(key=lambda pair: (-pair[0], pair[1]))
    share = 0.85 if sure else 0.6
    fits = [(count, abbreviations.Reading((Word(w, w),), share if count else 0.3)) for count, w in near]
    trusted = sure or word.folded not in spelling.known
    first = [reading for count, reading in fits if count or sure][:1] if trusted else []
    rest = [reading for _, reading in fits if reading not in first][:3]
    return [*first, itself, *rest]


def _singles(choices: list[list[abbreviations.Reading]]) -> tuple[Term, ...]:
    best: dict[str, Term] = {}
    for origin, options in enumerate(choices):
        for reading in options:
            for word in reading.words:
                old = best.get(word.folded)
                if old is None or reading.share > old.weight:
                    best[word.folded] = Term(word.folded, word.lower, reading.share, origin)
    return tuple(term for term in best.values() if not term.folded[0].isdigit())


def _pairs(choices: list[list[abbreviations.Reading]]) -> tuple[Term, ...]:
    best: dict[str, Term] = {}
    for origin, options in enumerate(choices):
        after = choices[origin + 1] if origin + 1 < len(choices) else []
        for reading in options[:3]:
            inside = list(zip(reading.words, reading.words[1:], strict=False))
            bridge = [(reading.words[-1], other.words[0], reading.share * other.share) for other in after[:2]]
            for a, b, share in [*((a, b, reading.share) for a, b in inside), *bridge]:
                key = f"{a.folded} {b.folded}"
                if key not in best or share > best[key].weight:
                    best[key] = Term(key, f"{a.lower} {b.lower}", share, origin)
    return tuple(best.values())


def _said(thesaurus: Thesaurus, choices: list[list[abbreviations.Reading]]) -> list[Said]:
    """Groups in the best reading, in the typed words and, at less weight, with each other reading of a short form."""
    found: dict[int, Said] = {}
    for picks, share in _sentences(choices):
        sentence = [word for pick in picks for word in pick.words]
        origins = [place for place, pick in enumerate(picks) for _ in pick.words]
        for said in thesaurus.find(sentence):
            if said.group not in found or said.fit * share > found[said.group].fit:
                typed = said._replace(start=origins[said.start], end=origins[said.end - 1] + 1, fit=said.fit * share)
                found[said.group] = typed
    return list(found.values())


def _sentences(choices: list[list[abbreviations.Reading]]) -> list[tuple[list[abbreviations.Reading], float]]:
    """Readings of the whole piece that the thesaurus looks at: the best, the typed one, and single other readings."""
    best = [options[0] for options in choices]
    out: list[tuple[list[abbreviations.Reading], float]] = [(best, 1.0)]
    if any(len(options) > 1 for options in choices):
        out.append(([options[-1] if len(options[0].words) > 1 else options[0] for options in choices], 1.0))
    for place, options in enumerate(choices):
        for reading in options[1:3]:
            if len(reading.words) > 1 and len(out) < 5:
                out.append(([*best[:place], reading, *best[place + 1 :]], reading.share))
    return out


def _documents(said: Sequence[Word], doc_type: str | None) -> tuple[str, ...]:
    found = [sign.name for sign in signs("documents").find(said) if said[max(0, sign.start - 1)].folded not in _CITING]
    if doc_type and not found:
        found = [sign.name for sign in signs("documents").find(words(doc_type))]
    return tuple(dict.fromkeys(found))


_CITING = frozenset({"theo", "cu", "dan", "nhan"})  # "theo giấy mời": a document that is cited, not made


def _heads(said: Sequence[Word]) -> bool:
    """Whether a kind of document stands first, with at most particles and one act of writing before it."""
    light, documents, actions, place, wrote = particles(), signs("documents"), signs("actions"), 0, False
    while place < len(said):
        if documents.at(said, place):
            return True
        act = actions.at(said, place)
        if act and act.name == "soan" and not wrote:
            wrote, place = True, act.end
        elif said[place].folded in light or said[place].folded[0].isdigit():
            place += 1
        else:
            return False
    return False


def _action(said: Sequence[Word]) -> tuple[str | None, bool]:
    """The first act among the first words and whether only particles stand before it."""
    light, table, seen = particles(), signs("actions"), 0
    after = 0
    for place, word in enumerate(said):
        sign = table.at(said, place) if place >= after else None
        if sign and sign.name != NO_SIGN:
            return sign.name, seen == 0
        after = sign.end if sign else after
        seen += word.folded not in light and not word.folded[0].isdigit()
        if seen > 3:
            return None, False
    return None, False


def told(kind: str, said: Sequence[Word], *, strict: bool = False) -> frozenset[str]:
    """The signs of one kind that words show, each once ("5 năm" is a phrase of its own)."""
    return frozenset([sign.name for sign in signs(kind).find(said, strict=strict)])


def _many(typed: Sequence[Word]) -> frozenset[str]:
    """Two bodies of a province and more, counted, are many ("4 sở")."""
    counted = (a.folded.isdigit() and a.folded != "1" and b.folded in ("so", "nganh") for a, b in pairwise(typed))
    return frozenset({"lien_nganh"}) if any(counted) else frozenset()


def _units(typed: Sequence[Word], said: Sequence[Word], hint: str | None) -> frozenset[str]:
    found: set[str] = set()
    table = signs("units")
    if hint:
        found.update(sign.name for sign in table.find(words(hint)))
    for sentence in (typed, said):
        for place, word in enumerate(sentence[:-1]):
            if word.folded[0].isdigit() or word.folded in _NUMBERS:
                sign = table.at(sentence, place + 1)
                if sign:
                    found.add(sign.name)
    return frozenset(found)


_NUMBERS = frozenset("mot hai ba bon nam sau bay tam chin muoi chuc may vai".split())
