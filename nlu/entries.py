"""Work items taken apart for the index: terms by place, clauses of the name, signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise

from nlu.abbreviations import read, short_forms
from nlu.features import Entry
from nlu.matching import signs, told
from nlu.model import WorkItem
from nlu.words import Word, words

_PLACES = (("name", 1.0), ("aliases", 1.0), ("product", 0.5), ("field", 0.45), ("unit", 0.3))
_CLAUSE = re.compile(r"[,;/()…]|\s-\s|\s–\s")
_FALLBACK = re.compile(r"đột xuất|việc khác|nhiệm vụ khác|công việc khác|^mức \d|việc phát sinh")
_BARE = re.compile(
    r"(?:nhiệm vụ |công việc |việc )?(?:mức|loại|bậc|nhóm|cấp độ|mức độ)\s*(?:độ\s*)?(?:\d+|[ivx]+|[a-e])\W*"
)
_NOT = re.compile(
    r"\(?\b(?:không phải(?: là)?|không bao gồm|không gồm|không kể|không thuộc|ngoại trừ"
    r"|(?<!phòng )(?<!diệt )(?<!khấu )(?<!bù )(?<!giảm )(?<!bài )trừ)\s([^,;()]+)\)?"
)
_MOST = 90  # words of one name that are looked at


@lru_cache(maxsize=1_024)
def is_level(name: str) -> bool:
    """Whether an item is a bare level of nothing named ("Mức 2")."""
    return bool(_BARE.fullmatch(name.lower().strip()))


def pairs_of(folded: Sequence[str]) -> list[str]:
    """Neighbouring words as pairs."""
    return [f"{a} {b}" for a, b in pairwise(folded)]


def make_entries(items: Iterable[WorkItem]) -> list[Entry]:
    """Work items as the index keeps them; what was remembered of their parts is dropped at the end."""
    made = [make_entry(item) for item in items]
    _read.cache_clear()
    return made


def make_entry(item: WorkItem) -> Entry:
    """One work item as the index keeps it."""
    terms: dict[str, float] = {}
    written: dict[str, str] = {}
    item, barred = _without_exceptions(item)
    for place, weight in _PLACES:
        value = getattr(item, place)
        for text in value if isinstance(value, tuple) else (value,):
            for part in _CLAUSE.split(text):
                _add(_read(part), weight, terms, written)
    name = words(item.name)[:_MOST]
    aliases = [words(alias) for alias in item.aliases]
    in_full = [_expanded(alias) for alias in aliases]
    return Entry(
        item=item,
        terms=terms,
        written=written,
        clauses=tuple((frozenset(part), 0.0) for part in _clauses(item)),
        aliases=tuple(dict.fromkeys(filter(None, map(_joined, chain(*zip(aliases, in_full, strict=True)))))),
        concepts={},
        documents=_documents(name[:10]),
        weak_document=next(iter(_documents(words(item.product)[:6])), None),
        actions=_actions(item, name, in_full),
        periods=told("periods", name, strict=True),
        scopes=told("scopes", name, strict=True),
        grades=told("grades", name, strict=True),
        units=_units(item),
        field_words=frozenset(w.folded for w in words(item.field)),
        fallback=bool(_FALLBACK.search(f"{item.name} | {item.field}".lower())),
        bare=is_level(item.name),
        barred=barred,
        nameless=bool(_FALLBACK.search(item.name.lower())),
    )


def _joined(found: Iterable[Word]) -> str:
    return " ".join([word.folded for word in found])


def _without_exceptions(item: WorkItem) -> tuple[WorkItem, frozenset[str]]:
    """The item without what its name rules out ("không phải văn bản QPPL"), and the folded pairs and words of that."""
    found = _NOT.search(item.name.lower())
    if not found:
        return item, frozenset()
    gone = [w.folded for w in _read(found.group(1))]
    rest = item.name[: found.start()] + item.name[found.end() :]
    kept = {w.folded for w in words(rest)} | {"van", "ban"}
    return replace(item, name=rest), frozenset(w for w in gone if w not in kept)


@lru_cache(maxsize=8_192)
def _read(text: str) -> tuple[Word, ...]:
    """The words of a part of a name, short forms written out; products, fields and units come again and again."""
    return tuple(_expanded(words(text)[:_MOST]))


def _add(found: Sequence[Word], weight: float, terms: dict[str, float], written: dict[str, str]) -> None:
    for word in found:
        if terms.get(word.folded, 0.0) < weight:
            terms[word.folded] = weight
        if not word.lower.isascii() or word.folded not in written:
            written.setdefault(word.folded, word.lower) if word.lower.isascii() else _write(written, word)
    for a, b in pairwise(found):
        key = f"{a.folded} {b.folded}"
        if terms.get(key, 0.0) < weight:
            terms[key] = weight
            written[key] = f"{a.lower} {b.lower}"


def _write(written: dict[str, str], word: Word) -> None:
    """The first accented spelling stays; one without accents gives way."""
    if written.get(word.folded, word.folded).isascii():
        written[word.folded] = word.lower


def _expanded(found: Sequence[Word]) -> list[Word]:
    """Short forms of a name or alias written out by their first reading, the short form kept behind."""
    out: list[Word] = []
    short = short_forms()
    for place, word in enumerate(found):
        readings = read(found, place) if word.folded in short else ()
        out.extend(readings[0].words if readings else (word,))
        if readings:
            out.append(word)
    return out


def _clauses(item: WorkItem) -> list[tuple[str, ...]]:
    """The whole name, its parts of two words and more, and the aliases."""
    texts = [item.name, *(p for p in _CLAUSE.split(item.name)), *item.aliases]
    parts = (tuple(dict.fromkeys(w.folded for w in _read(text))) for text in texts)
    return [part for part in dict.fromkeys(parts) if len(part) > 1 or (part and len(texts) <= 2)]


def _documents(name: Sequence[Word]) -> tuple[str, ...]:
    """Kinds of documents at the head of a name: the first within five words, then those that follow it at once."""
    found = signs("documents").find(name, strict=True)
    if not found or found[0].start > 4:
        return ()
    kept = [found[0]]
    for sign in found[1:]:
        if sign.start > kept[-1].end + 1:
            break
        kept.append(sign)
    return tuple(dict.fromkeys(sign.name for sign in kept))


def _actions(item: WorkItem, name: Sequence[Word], aliases: Sequence[Sequence[Word]]) -> frozenset[str]:
    """The acts among the first words of the name and at the head of each alias; a document is written."""
    found: set[str] = set()
    within: set[str] = set()  # "nội dung cho các cuộc họp, hội nghị": what goes on from within is no act of the item
    for clause in _CLAUSE.split(item.name)[:3]:
        acts = [sign.name for sign in signs("actions").find(words(clause)[:9], strict=True)]
        found.update(act for act in acts[:1] if act not in within)
        within = {*acts[1:]} if acts and acts[0] not in within else within
    for alias in aliases:
        found.update([sign.name for sign in signs("actions").find(alias[:3])])
    document = signs("documents").find(name[:2], strict=True)
    return frozenset(found | ({"soan"} if document and document[0].start == 0 else set()))


def _units(item: WorkItem) -> frozenset[str]:
    table = signs("units")
    unit = words(item.unit)
    found = {sign.name for sign in table.find(unit)}
    return frozenset(found) if found or not unit else frozenset({"_".join(w.folded for w in unit)})
