"""The named features of a match: what each measures."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import fsum, log2
from typing import NamedTuple

from nlu import akin, effort
from nlu.lexicon import load
from nlu.matching import Query, Term, particles
from nlu.model import WorkItem
from nlu.thesaurus import Said
from nlu.words import accent_fit


@dataclass(slots=True)
class Entry:
    """A work item as the index keeps it; terms weigh by place: name and alias 1, product, field and unit less."""

    item: WorkItem
    terms: dict[str, float]
    written: dict[str, str]
    clauses: tuple[tuple[frozenset[str], float], ...]  # with their rarity, the least first
    aliases: tuple[str, ...]
    concepts: dict[int, float]
    documents: tuple[str, ...]  # kinds named at the head of the name, the first first
    weak_document: str | None
    actions: frozenset[str]
    periods: frozenset[str]
    scopes: frozenset[str]
    grades: frozenset[str]
    units: frozenset[str]
    field_words: frozenset[str]
    fallback: bool
    bare: bool = False  # a level of nothing named ("Mức 2")
    barred: frozenset[str] = frozenset()  # what the name rules out
    nameless: bool = False  # the name says only that it is for what has no item
    _direction: array[float] | None = None
    _asked: bool = False

    @property
    def direction(self) -> array[float] | None:
        """Where the name points among all kinds of work (nlu/akin.py), found when it is first asked for."""
        if not self._asked:
            self._direction = None if self.nameless else akin.named(self.item.name)
            self._asked = True
        return self._direction


_LIGHT = 0.15  # what a word counts that carries no work by itself ("cho", "các")
_LIGHT_PAIR = 0.5  # and a pair that holds one
_AGAIN = 0.2  # what a second group adds for the same words


class Sought(NamedTuple):
    """A term that the catalogue knows, with its rarity; `heavy` is False for words that carry no work by themselves."""

    term: Term
    rarity: float
    heavy: bool


class Meant(NamedTuple):
    """A group that some item of the catalogue holds: fit × rarity, and the rarity of each typed word that told it."""

    said: Said
    worth: float
    places: tuple[tuple[int, float], ...]
    group: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all candidates of one query."""

    query: Query
    post: str | None
    leader: bool
    post_words: frozenset[str]
    idf: dict[str, float]
    unknown: float  # rarity of a word that the catalogue does not have
    singles: tuple[Sought, ...]
    pairs: tuple[Sought, ...]
    concepts: tuple[Meant, ...]
    groups: frozenset[int]  # of these concepts
    concept_name: Callable[[int], str]
    total: float  # rarity of all words of the text that carry work
    served: frozenset[str]  # acts that some item of the catalogue begins with
    text: str  # of the query, between spaces
    terms: frozenset[str]  # folded singles and pairs
    told: frozenset[str]  # folded words of all readings, numbers left out
    direction: array[float] | None  # of the text among all kinds of work; None where the likeness is left out
    effort: float | None  # binary logarithm of the minutes that such work takes; None where no level is bare
    levels: bool  # the catalogue has bare levels


NAMES: tuple[str, ...] = (
    "words", "pairs", "concept", "alias", "name", "cover", "accent", "document_same", "document_other",
    "document_missing", "document_extra", "action_same", "action_other", "unit_same", "unit_other", "period_same",
    "period_other", "scope_same", "scope_other", "grade_same", "grade_other", "post_own", "post_other", "post_field",
    "leader", "shared", "fallback", "minutes", "meeting", "document_head", "stand_in", "bare", "level_unit", "barred",
    "akin", "effort",
)  # fmt: skip

SPOKEN = frozenset({"words", "pairs", "concept", "alias", "document_same", "action_same", "stand_in"})


@cache
def weights(*, levels: bool = False) -> dict[str, float]:
    """The weights of lexicon/weights.toml; `levels`: those for a catalogue with bare levels."""
    table = load("weights")["levels" if levels else "features"]
    return {name: float(table[name]) for name in NAMES}


def values(entry: Entry, setting: Setting) -> dict[str, float]:
    """Feature → value, only those that are not zero, in the order of NAMES."""
    found: dict[str, float] = {}
    _text_values(entry, setting, found)
    _document_values(entry, setting.query, found)
    _sign_values(entry, setting.query, found)
    _post_values(entry, setting, found)
    _head_values(entry, setting.query, found)
    if entry.bare and entry.fallback and not setting.query.heads:
        _stand_in(entry, setting, found)
    if entry.barred and not entry.barred.isdisjoint(setting.told):
        found["barred"] = 1.0
    if setting.direction is not None and (direction := entry.direction) is not None:
        alike = akin.likeness(setting.direction, direction)
        if alike:
            found["akin"] = alike
    if setting.effort is not None:
        found["effort"] = effort.nearness(setting.effort, entry.item.standard_minutes)
    return found


class Explained(NamedTuple):
    """What one item makes of a text: words that it leaves open, separate signs for it, the part that was guessed."""

    strange: int
    signs: int
    guessed: float


def explained(entry: Entry, setting: Setting) -> Explained:
    """The words of the text beside one item; an open word carries work and is explained by less than a third."""
    covered: dict[int, float] = {}
    _text_values(entry, setting, {}, covered)
    heavy = {term.origin for term, _, weighs in setting.singles if weighs}
    typed, idf = setting.query.typed, setting.idf
    light = particles()
    strange = 0
    for place, word in enumerate(typed):
        if word.folded in light or word.folded[0].isdigit() or len(word.folded) < 2:
            continue
        strange += covered.get(place, 0.0) < 0.3 * idf.get(word.folded, setting.unknown)
    groups = sum(1 for said in setting.query.said if entry.concepts.get(said.group, 0.0) * said.fit >= 0.5)
    guessed = 0.0
    if setting.total:
        sure = {
            t.origin
            for t, _, _ in setting.singles
            if t.weight >= 0.99 and t.folded in entry.terms and accent_fit(t.written, entry.written[t.folded]) >= 0.85
        } | {place for said in setting.query.said if said.fit >= 0.85 for place in range(said.start, said.end)}
        guessed = fsum(value for place, value in covered.items() if place in heavy and place not in sure)
    return Explained(strange, len(covered) + groups, min(1.0, guessed / setting.total) if setting.total else 0.0)


def _text_values(
    entry: Entry, setting: Setting, found: dict[str, float], covered: dict[int, float] | None = None
) -> None:
    covered = {} if covered is None else covered
    if not setting.terms.isdisjoint(entry.terms):
        matched, against = _word_values(entry, setting, found, covered)
        if setting.pairs and (pairs := _pair_value(entry, setting)):
            found["pairs"] = pairs
    else:
        matched, against = {}, 0.0
    if not setting.groups.isdisjoint(entry.concepts):
        concept = _concept_value(entry, setting, covered)
        if concept:
            found["concept"] = concept
    if entry.aliases:
        text = setting.text
        shares = [_share(alias, setting) for alias in entry.aliases if f" {alias} " in text]
        if shares:
            found["alias"] = max(shares)
    if matched and (name := _name_value(entry, matched)):
        found["name"] = name
    if covered and setting.total:
        found["cover"] = min(1.0, sum(covered.values()) / setting.total)
    if against:
        found["accent"] = against


def _word_values(
    entry: Entry, setting: Setting, found: dict[str, float], covered: dict[int, float]
) -> tuple[dict[str, float], float]:
    """The words in common with their rarity, and the rarity of those whose accents speak against."""
    terms, written = entry.terms, entry.written
    total = against = 0.0
    matched: dict[str, float] = {}
    for (folded, typed, share, origin), rarity, heavy in setting.singles:
        weight = terms.get(folded)
        if weight is None:
            continue
        meant = written[folded]
        fit = 1.0 if typed == meant else accent_fit(typed, meant)
        if fit < 0.5:
            against += rarity
            continue
        matched[folded] = rarity
        if not heavy:
            total += rarity * weight * share * _LIGHT
            continue
        total += rarity * weight * share
        if rarity * share * fit > covered.get(origin, 0.0):
            covered[origin] = rarity * share * fit
    if total:
        found["words"] = total
    return matched, against


def _share(alias: str, setting: Setting) -> float:
    """How much of the text an alias in it makes up, half a point for standing there at all."""
    rarity = sum(setting.idf.get(word, setting.unknown) for word in alias.split())
    return 0.4 + 0.6 * min(1.0, rarity / setting.total) if setting.total else 1.0


def _pair_value(entry: Entry, setting: Setting) -> float:
    total = 0.0
    terms = entry.terms
    for (folded, typed, share, _), rarity, heavy in setting.pairs:
        weight = terms.get(folded)
        if weight is not None and accent_fit_pair(typed, entry.written[folded]):
            total += rarity * weight * share if heavy else rarity * weight * share * _LIGHT_PAIR
    return total


def accent_fit_pair(typed: str, meant: str) -> bool:
    """Whether no syllable of a pair has accents against the other spelling."""
    if typed == meant or typed.isascii():
        return True
    return all(accent_fit(a, b) >= 0.5 for a, b in zip(typed.split(), meant.split(), strict=False))


def _concept_value(entry: Entry, setting: Setting, covered: dict[int, float]) -> float:
    """Sum over groups in common, each word counted fully once; the words of the phrase count as explained."""
    concepts = entry.concepts
    hits = [
        (concepts[meant.group] * meant.worth, concepts[meant.group], meant)
        for meant in setting.concepts
        if meant.group in concepts
    ]
    if len(hits) > 1:
        hits.sort(key=_by_value)
    total = 0.0
    used: set[int] = set()
    for value, strength, (said, _, places, _) in hits:
        span = range(said.start, said.end)
        total += value if used.isdisjoint(span) else value * _AGAIN
        used.update(span)
        part = strength * said.fit
        for place, rarity in places:
            if part * rarity > covered.get(place, 0.0):
                covered[place] = part * rarity
    return total


def _by_value(hit: tuple[float, float, Meant]) -> float:
    return -hit[0]


def _name_value(entry: Entry, matched: dict[str, float]) -> float:
    """The best covered part of the name or alias, by rarity; what words could cover falls from clause to clause."""
    best, most = 0.0, fsum(matched.values())
    for words, total in entry.clauses:
        if most / total <= best:
            break
        common = words.intersection(matched)
        if common:
            best = max(best, fsum([matched[word] for word in common]) / total)
    return best


def _sign_values(entry: Entry, query: Query, found: dict[str, float]) -> None:
    if query.action and entry.actions:
        found["action_same" if query.action in entry.actions else "action_other"] = 1.0
    if query.units and entry.units:
        found["unit_same" if query.units & entry.units else "unit_other"] = 1.0
    if query.periods and entry.periods:
        found["period_same" if query.periods & entry.periods else "period_other"] = 1.0
    if query.scopes and entry.scopes:
        found["scope_other" if query.scopes.isdisjoint(entry.scopes) else "scope_same"] = 1.0
    if query.grades and entry.grades:
        found["grade_other" if query.grades.isdisjoint(entry.grades) else "grade_same"] = 1.0


def _head_values(entry: Entry, query: Query, found: dict[str, float]) -> None:
    """The time told against the item's own, and what the text opens with."""
    if query.minutes and entry.item.standard_minutes and entry.item.measure != "hours":
        near = max(-2.0, 1.0 - abs(log2(query.minutes / entry.item.standard_minutes)))
        if near:
            found["minutes"] = near
    if query.opens and query.action in _HEADS:
        found["meeting"] = 1.0 if entry.actions & _HEADS[query.action] else -1.0
    if query.heads and query.documents:
        if query.documents[0] in entry.documents:
            found["document_head"] = 1.0
        elif entry.documents or query.documents[0] != entry.weak_document:
            found["document_head"] = -1.0


def _document_values(entry: Entry, query: Query, found: dict[str, float]) -> None:
    kind = entry.documents[0] if entry.documents else None
    if query.documents:
        if query.documents[0] in entry.documents:
            found["document_same"] = 1.0
        elif entry.weak_document == query.documents[0] and not kind:
            found["document_same"] = 0.5
        elif kind:
            found["document_other"] = 1.0
        else:
            found["document_extra"] = 1.0
    elif kind:
        found["document_missing"] = 1.0


def _post_values(entry: Entry, setting: Setting, found: dict[str, float]) -> None:
    item = entry.item
    if setting.post and item.posts and "*" not in item.posts:
        found["post_own" if setting.post in item.posts else "post_other"] = 1.0
    if not setting.post_words.isdisjoint(entry.field_words):
        found["post_field"] = float(len(setting.post_words & entry.field_words))
    if item.group == "A" and setting.post:
        found["leader"] = 1.0 if setting.leader else -1.0
    if item.rank:
        found["shared"] = 1.0
    if entry.fallback:
        found["fallback"] = 1.0


def _stand_in(entry: Entry, setting: Setting, found: dict[str, float]) -> None:
    """A level of nothing named stands for acts that no item of the catalogue begins with; it counts what they count."""
    query = setting.query
    if query.action and query.action not in setting.served:
        found["stand_in"] = 1.0
    found["bare"] = 0.5 if query.documents else 1.0
    told = query.units | _CUOC if query.units & _GATHERING else query.units
    counted = told or _COUNTED.get(query.action or "", _LUOT | _VU if query.counted else _CUOC)
    if counted & entry.units:
        found["level_unit"] = 1.0
    found.pop("unit_same", None)
    found.pop("unit_other", None)


_MEETING = frozenset({"hop", "chu_tri"})
_HEADS = {
    "hop": _MEETING,
    "chu_tri": _MEETING,
    **{
        act: frozenset({act})
        for act in ("hoc", "day", "truc", "ky", "gop_y", "tham", "don_doc", "xin_y_kien", "soat_sua")
    },
}


_LUOT, _CUOC, _VU = frozenset({"luot"}), frozenset({"cuoc", "buoi"}), frozenset({"vu_viec", "ho_so"})
_GATHERING = frozenset({"buoi"})  # "một buổi" may be counted in occasions
_COUNTED = {
    **dict.fromkeys(("tiep_dan", "ky", "huong_dan", "tra", "phan_cong", "tiep_nhan", "phat_hanh", "niem_yet"), _LUOT),
    **dict.fromkeys(("xac_minh", "hoa_giai", "tham_dinh", "chung_thuc", "dang_ky", "cap", "do_dac", "lap"), _VU),
}  # what an act is counted in where the text has no unit; the rest are occasions


def score(found: dict[str, float], *, levels: bool = False) -> float:
    """Sum of value × weight in the fixed order of the features."""
    by = weights(levels=levels)
    return sum([value * by[name] for name, value in found.items()])
