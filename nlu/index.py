"""The index of one catalogue version: built once, asked for the work items that a piece of text may mean."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from copy import copy
from functools import partial
from heapq import nlargest
from math import fsum, log
from operator import mul
from types import MappingProxyType
from typing import Any

from nlu import akin, confidence, effort, features, reasons
from nlu.entries import make_entries, pairs_of
from nlu.features import Entry, Meant, Setting, Sought
from nlu.matching import Query, particles, read_query
from nlu.model import Candidate, Post, WorkItem
from nlu.thesaurus import Said, Thesaurus
from nlu.thesaurus import thesaurus as office_thesaurus
from nlu.words import Spelling, folded_words

_CLOSE = 20  # candidates that are compared feature by feature
_LEAST = 0.25  # of the coarse sum of the closest; what shares less is not compared
_OTHERS = 0.6  # how much of its coarse sum an item of other posts keeps
_ACT = 2.5  # coarse sum for beginning with the same act
_UNSPOKEN = 0.3  # how much of its probability a candidate keeps that no word of the text speaks for
_WEAK = 7.0  # below this score of the best, items alike in what they mean are looked for in the whole catalogue
_SCANNED = 600  # of at most so many items
_HEAD, _TRIED = 16, 24  # the first numbers of all directions tell which are compared in full
_ALIKE, _LEAST_ALIKE = 6, 0.3
_FALLBACKS = 8
_JUDGED = 8  # candidates that share the probability
_FEW = 250  # a word found in no more items is sooner added up than sifted
_COMMON = 400  # a word found in more items than this only strengthens candidates that rarer words found


class Index:
    """Work items by what they are called; immutable, safe to share between threads."""

    def __init__(
        self, items: Sequence[WorkItem], posts: Sequence[Post] = (), *, thesaurus: Thesaurus | None = None
    ) -> None:
        self.thesaurus = thesaurus or office_thesaurus()
        self._entries = make_entries({item.code: item for item in items}.values())
        self.items: Mapping[str, WorkItem] = MappingProxyType({entry.item.code: entry.item for entry in self._entries})
        self.posts: Mapping[str, Post] = MappingProxyType({post.code: post for post in posts})
        self._postings = self._post_terms()
        self._idf = {term: self._rarity(len(places)) for term, places in self._postings.items()}
        self._unknown = self._rarity(0)
        self._concepts = self._post_concepts()
        self._concept_idf = {
            number: min(5.0, 0.8 + self._rarity(len(places))) for number, places in self._concepts.items()
        }
        self._finish_clauses()
        self._actions = self._post_actions()
        self._served = frozenset(act for entry in self._entries if not entry.fallback for act in entry.actions)
        self._levels = any(entry.bare for entry in self._entries)  # most kinds of work have no item of their own
        self._likeness = True
        self._fallbacks = [i for i, entry in enumerate(self._entries) if entry.fallback]
        self._stand_ins = frozenset(self._entries[place].item.code for place in self._fallbacks)
        self._spelling = Spelling({t for t in self._postings if " " not in t} | self.thesaurus.vocabulary)
        self._foreign_of: dict[str, frozenset[int]] = {}
        self._directions: list[tuple[int, array[float], array[float]]] | None = None
        self._titles = {code: folded_words(post.title) for code, post in self.posts.items()}

    def candidates(
        self,
        piece: str,
        *,
        post: str | None = None,
        unit_hint: str | None = None,
        doc_type: str | None = None,
        minutes: int | None = None,
        limit: int = 8,
        clean: bool = False,
    ) -> tuple[Candidate, ...]:
        """The work items that a piece of text may mean, best first, with calibrated probabilities and their evidence.

        `unit_hint` is the word after the number ("lượt"), `doc_type` the kind of a numbered document,
        `minutes` the time told; `clean`: the piece is of a normalised text.
        """
        if not self._entries:
            return ()
        setting = self.setting(piece, post=post, unit_hint=unit_hint, doc_type=doc_type, minutes=minutes, clean=clean)
        compared = self.compare(setting)
        return self._judged(compared[: max(limit, _JUDGED)], setting)[:limit]

    def calibration(self, piece: str, *, post: str | None = None, **told: Any) -> dict[str, float]:
        """What the calibration sees of a piece (for fitting it); empty if there is nothing to compare."""
        setting = self.setting(piece, post=post, **told)
        rows = self.compare(setting)[:_JUDGED]
        return confidence.inputs(rows, setting) if rows else {}

    def without(self, group: int) -> Index:
        """The same index with one group of the thesaurus silent; what a group is worth can be seen."""
        other = copy(self)
        other.thesaurus = self.thesaurus.without(group)
        return other

    def without_likeness(self) -> Index:
        """The same index without what was learned from wordings (nlu/akin.py); what the rest is worth can be seen."""
        other = copy(self)
        other._likeness = False
        return other

    def is_fallback(self, code: str) -> bool:
        """Whether an item is for what has no item of its own."""
        return code in self._stand_ins

    def query(
        self,
        piece: str,
        *,
        post: str | None = None,
        unit_hint: str | None = None,
        doc_type: str | None = None,
        minutes: int | None = None,
        clean: bool = False,
    ) -> Query:
        """What the piece says."""
        return read_query(
            piece,
            thesaurus=self.thesaurus,
            spelling=self._spelling,
            known=self._postings.__contains__,
            post=" ".join((*self._titles.get(post or "", ()), *folded_words((post or "").replace("-", " ")))),
            unit_hint=unit_hint,
            doc_type=doc_type,
            minutes=minutes,
            clean=clean,
        )

    def compare(self, setting: Setting) -> list[tuple[float, Entry, dict[str, float]]]:
        """The closest entries with their score and feature values, best first."""
        close = self._close(setting.query, setting.post)
        compared = [self._compared(place, setting) for place in close]
        if setting.direction is not None and max((row[0] for row in compared), default=0.0) < _WEAK:
            compared += [self._compared(place, setting) for place in self._alike(setting, close)]
        compared.sort(key=lambda row: (-row[0], row[1].item.rank, row[1].item.code))
        return compared

    def _compared(self, place: int, setting: Setting) -> tuple[float, Entry, dict[str, float]]:
        entry = self._entries[place]
        found = features.values(entry, setting)
        return features.score(found, levels=self._levels), entry, found

    def _alike(self, setting: Setting, close: Sequence[int]) -> list[int]:
        """Places of the entries whose names are most alike, where the words find none that is good enough."""
        if setting.direction is None or len(self._entries) > _SCANNED:
            return []
        said, most = setting.direction, setting.direction[:_HEAD]
        left_out = self._foreign(setting.post).union(close)
        near = [(sum(map(mul, most, head)), place) for place, head, _ in self._directed() if place not in left_out]
        tried = {place for _, place in nlargest(_TRIED, near)}
        alike = [(akin.likeness(said, whole), place) for place, _, whole in self._directed() if place in tried]
        return [place for likeness, place in nlargest(_ALIKE, alike) if likeness > _LEAST_ALIKE]

    def _directed(self) -> list[tuple[int, array[float], array[float]]]:
        """The entries that have a direction: its first, weightiest numbers, and all of it."""
        if self._directions is None:
            told = ((place, entry.direction) for place, entry in enumerate(self._entries))
            self._directions = [(place, whole[:_HEAD], whole) for place, whole in told if whole is not None]
        return self._directions

    def _judged(self, rows: list[tuple[float, Entry, dict[str, float]]], setting: Setting) -> tuple[Candidate, ...]:
        if not rows:
            return ()
        chances = confidence.probabilities(rows, setting)
        if not features.SPOKEN & rows[0][2].keys():
            chances = [chance * _UNSPOKEN for chance in chances]
        return tuple(
            Candidate(entry.item.code, score, chance, partial(reasons.evidence, entry, setting, found))
            for (score, entry, found), chance in zip(rows, chances, strict=True)
        )

    def setting(self, piece: str, *, post: str | None = None, **told: Any) -> Setting:
        """What the piece says, as `compare` wants it; `told` as for `candidates`."""
        query = self.query(piece, post=post, **told)
        light = particles()
        idf, unknown = self._idf, self._unknown
        known = self.posts.get(post or "")
        leader = bool(known and known.is_leader)
        direction = akin.said(query.typed) if self._likeness else None
        singles = tuple(Sought(t, idf[t.folded], t.folded not in light) for t in query.singles if t.folded in idf)
        concepts = tuple(self._meant(said, query) for said in query.said if said.group in self._concepts)
        pairs = tuple(
            Sought(t, idf[t.folded], light.isdisjoint(t.folded.split())) for t in query.pairs if t.folded in idf
        )
        return Setting(
            query=query,
            post=post,
            leader=leader,
            post_words=frozenset(self._titles.get(post or "", ())) - light,
            idf=idf,
            unknown=unknown,
            singles=singles,
            pairs=pairs,
            concepts=concepts,
            groups=frozenset([meant.group for meant in concepts]),
            concept_name=self._concept_name,
            total=sum(
                [idf.get(w.folded, unknown) for w in query.typed if w.folded not in light and not w.folded[0].isdigit()]
            ),
            served=self._served,
            text=f" {query.text} ",
            terms=frozenset([one.term.folded for one in (*singles, *pairs)]),
            told=frozenset([term.folded for term in query.singles]),
            direction=direction,
            effort=effort.expected(query, direction, leader=leader) if self._levels else None,
            levels=self._levels,
        )

    def _meant(self, said: Said, query: Query) -> Meant:
        """What a group of the text is worth here, and the typed words that it explains with their rarity."""
        places = range(said.start, min(said.end, len(query.typed)))
        rarity = tuple((place, self._idf.get(query.typed[place].folded, self._unknown)) for place in places)
        return Meant(said, said.fit * self._concept_idf[said.group], rarity, said.group)

    def _concept_name(self, number: int) -> str:
        return self.thesaurus.groups[number].means[0]

    def _foreign(self, post: str | None) -> frozenset[int]:
        """Places of items that are for other posts only."""
        if post is None:
            return frozenset()
        if post not in self._foreign_of:
            others = [
                i
                for i, e in enumerate(self._entries)
                if e.item.posts and "*" not in e.item.posts and post not in e.item.posts
            ]
            self._foreign_of[post] = frozenset(others)
        return self._foreign_of[post]

    def _close(self, query: Query, post: str | None) -> list[int]:
        """Places of the entries that share most with the query; rare words find, common words only strengthen.

        A word is looked up in all its entries only while one that it alone finds could still come among the closest.
        """
        sums: dict[int, float] = {}
        for said in query.said:
            self._spread(
                sums, self._concepts.get(said.group, {}), 1.2 * said.fit * self._concept_idf.get(said.group, 0.0)
            )
        terms = [(self._postings[t.folded], t) for t in (*query.pairs, *query.singles) if t.folded in self._postings]
        terms.sort(key=lambda pair: len(pair[0]))
        if query.opens and query.action in self._actions:
            self._spread(sums, self._actions[query.action], _ACT)
        foreign = self._foreign(post)
        weighed = [
            (places, self._idf[term.folded] * term.weight * (0.5 if " " in term.folded else 0.7))
            for places, term in terms
        ]
        left = sum([weight for _, weight in weighed])
        closed = False
        for places, weight in weighed:
            sifted = len(sums) > 2 * _CLOSE or len(weighed[-1][0]) <= _COMMON
            if len(places) > _FEW and (len(sums) > 4 * _CLOSE if closed else sifted):
                closed = self._closing(sums, left, _OTHERS if foreign else 1.0) or closed
            if closed or (len(places) > _COMMON and len(sums) > 2 * _CLOSE):
                self._strengthen(sums, places, weight)
            else:
                self._spread(sums, places, weight)
            left -= weight
        if foreign:
            for place in foreign & sums.keys():
                sums[place] *= _OTHERS
        if sums:
            least = _LEAST * max(sums.values())
            sums = {place: value for place, value in sums.items() if value >= least}
        closest = _largest(sums)
        return closest + [place for place in self._fallbacks[:_FALLBACKS] if place not in closest]

    def _closing(self, sums: dict[int, float], left: float, least_kept: float) -> bool:
        """Whether nothing new can come among the closest with what is left; if so, only those stay that can.

        `least_kept` is the part of its sum that an entry keeps at the end; fallbacks stay, they are compared anyway.
        """
        most = max(sums.values(), default=0.0)
        cut = _LEAST * least_kept * most
        if 1.001 * left >= cut and len(sums) > _CLOSE and left < most:
            cut = max(cut, least_kept * sorted(sums.values())[-_CLOSE])
        if 1.001 * left >= cut:
            return False
        kept = {place: sums.get(place, 0.0) for place in self._fallbacks[:_FALLBACKS]}
        for place in [place for place, value in sums.items() if 1.001 * (value + left) < cut]:
            del sums[place]
        sums.update(kept)
        return True

    @staticmethod
    def _spread(sums: dict[int, float], places: dict[int, float], weight: float) -> None:
        for place, part in places.items():
            sums[place] = sums.get(place, 0.0) + part * weight

    @staticmethod
    def _strengthen(sums: dict[int, float], places: dict[int, float], weight: float) -> None:
        common = len(places) > _COMMON
        for place in sums.keys() & places.keys():
            if sums[place] or not common:
                sums[place] += weight * places[place]

    def _post_terms(self) -> dict[str, dict[int, float]]:
        postings: dict[str, dict[int, float]] = {}
        for place, entry in enumerate(self._entries):
            for term, weight in entry.terms.items():
                postings.setdefault(term, {})[place] = weight
        return postings

    def _rarity(self, count: int) -> float:
        return log(1.0 + (len(self._entries) - count + 0.5) / (count + 0.5))

    def _post_concepts(self) -> dict[int, dict[int, float]]:
        found: dict[int, dict[int, float]] = {}
        for group, parts in self.thesaurus.means():
            if all(word in self._postings for word in parts):
                places = found.setdefault(group, {})
                for place, strength in self._holders(parts):
                    places[place] = max(places.get(place, 0.0), strength)
        found = {group: places for group, places in found.items() if places}
        for group, places in found.items():
            for place, strength in places.items():
                self._entries[place].concepts[group] = strength
        return found

    def _holders(self, parts: tuple[str, ...]) -> Iterable[tuple[int, float]]:
        """Entries that hold all words of a phrase, with a strength: scattered words count less than a phrase."""
        if len(parts) < 2:
            return self._postings[parts[0]].items() if parts else ()
        own = [self._postings[word] for word in dict.fromkeys(parts)]
        beside = [self._postings.get(pair, {}) for pair in pairs_of(parts)]
        rarest, *others = sorted(own, key=len)
        common: Set[int] = rarest.keys()
        for places in others:
            common = common & places.keys()
        return [
            (
                place,
                min([places[place] for places in own])
                * (0.55 + 0.45 * sum([place in places for places in beside]) / len(beside)),
            )
            for place in common
        ]

    def _post_actions(self) -> dict[str, dict[int, float]]:
        """Acts that few items begin with find those items even where no word is shared."""
        found: dict[str, dict[int, float]] = {}
        for place, entry in enumerate(self._entries):
            for act in entry.actions:
                found.setdefault(act, {})[place] = 1.0
        return {act: places for act, places in found.items() if len(places) <= max(_CLOSE, len(self._entries) // 20)}

    def _finish_clauses(self) -> None:
        light = particles()
        for entry in self._entries:
            kept = (words - light or words for words, _ in entry.clauses)
            told = [(words, fsum(self._idf.get(w, 0.0) for w in words)) for words in kept]
            entry.clauses = tuple(sorted(filter(_rarity_of, told), key=_rarity_of))


def _largest(sums: dict[int, float]) -> list[int]:
    """The `_CLOSE` places with the largest sums, of equal ones the first."""
    if len(sums) <= _CLOSE:
        return sorted(sums)
    least = nlargest(_CLOSE, sums.values())[-1]
    return [place for _, place in sorted([(-value, place) for place, value in sums.items() if value >= least])[:_CLOSE]]


def _rarity_of(clause: tuple[frozenset[str], float]) -> float:
    return clause[1]


def build_index(items: Sequence[WorkItem], posts: Sequence[Post] = ()) -> Index:
    """The index of a catalogue version."""
    return Index(items, posts)
