"""Words of two syllables of which only the first letters of the first are typed: "đchiếu", "dtoan", "hdan"."""

from __future__ import annotations

import re
from functools import cache

from nlu.folding import fold_plain
from nlu.lexicon import load, phrases
from nlu.syllables import is_syllable

_ONSET = re.compile(r"ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[b-df-hj-np-tv-zđ]")


@cache
def skeletons() -> dict[str, str]:
    """What is typed → the word; forms that are syllables themselves or may mean two words are left out."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for word in phrases(load("signs")["skeletons"]["words"]):
        for form in _forms(*word.split()):
            if found.setdefault(form, word) != word:
                twice.add(form)
    return {form: word for form, word in found.items() if form not in twice and not is_syllable(fold_plain(form))}


def _forms(first: str, second: str) -> set[str]:
    """ "đối chiếu": "đchiếu", "dchiếu", "đchieu", "dchieu"."""
    onset = _ONSET.match(first)
    if onset is None:
        return set()
    heads = {onset.group(), onset.group()[0]}
    return {
        form
        for head in heads
        for form in (head + second, fold_plain(head) + second, head + fold_plain(second), fold_plain(head + second))
        if len(form) > 2
    }
