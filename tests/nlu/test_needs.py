"""What patterns need: never more than they do, and enough that a message asks few of them."""

from __future__ import annotations

import json
import re
import sys
from itertools import chain
from pathlib import Path

import pytest

import nlu
from benchmarks.nlu.cost import many_items
from benchmarks.nlu.variants import stripped
from nlu import days, durations, features, literals
from nlu.edges import EDGE
from nlu.index import build_index
from nlu.needs import _TABLE, DIGIT, Need, Sieve, folded, may_match, needs, ways
from nlu.patterns import _Late, late, vi

DEV = Path(__file__).parents[2] / "benchmarks" / "nlu" / "dev_messages.jsonl"
TEXTS = [json.loads(line)["text"].lower() for line in DEV.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("abc", [{"abc"}]),
        ("ab?c", [{"a"}, {"c"}]),
        ("ab{0,2}c", [{"a"}, {"c"}]),
        ("ab+c", [{"ab"}, {"c"}]),
        (r"hôm\snay|bữa\snay", [{"hom nay", "bua nay"}]),
        (r"(?:trong\s)?(?:hôm|bữa)\snay(?!\w)", [{" nay"}, {"hom", "bua"}]),
        (r"(?<!mới )(?<=từ )\d{1,2}/[1-9]", [{"/"}, {"tu "}]),
        (r"\d+", [{DIGIT}]),
        (r"[2-7]|x?", []),
        (r"[^a]+\w.", []),
        ("a(b", []),
        ("(?i:abc)", []),
        (r"\x41bcd", []),
        (r"(?P<one>xyz)(?P=one)", []),
    ],
)
def test_what_a_pattern_needs(pattern: str, needed: list[set[str]]) -> None:
    assert [set(one) for one in needs(vi(pattern))] == needed


def late_patterns() -> list[str]:
    """The patterns of all rules of the package."""
    listed = [vi(pattern) for _, pattern, _ in days._TABLE]
    listed += [rule.pattern.pattern for rule in (*literals.RULES, *durations.RULES)]
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith(f"{nlu.__name__}.")]
    held = chain.from_iterable(vars(module).values() for module in modules)
    return sorted({*listed, *(one.pattern for one in held if isinstance(one, _Late))})


def test_whatever_matches_has_what_its_pattern_needs() -> None:
    texts = [
        *TEXTS,
        *(text[9:] for text in TEXTS),
        *map(stripped, TEXTS),
        *(re.sub(r"\d+", "\ue000", t) for t in TEXTS),
    ]
    patterns = late_patterns()
    assert len(patterns) > 150
    for pattern in patterns:
        needed, compiled = needs(pattern), re.compile(pattern)
        lacking = [t for t in texts if any(not any(c in folded(t) for c in one) for one in needed)]
        assert [t for t in lacking if compiled.search(t)] == [], pattern


def words(*told: str) -> Need:
    return Need(frozenset(told), ())


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("abc", [(Need(frozenset(), ("abc",)),)]),
        (r"(?<!\w)abc(?!\w)", [(words("abc"),)]),
        (r"(?<!\w)abc\s", [(words("abc"),)]),
        (r"(?<!\w)abc\s?", [(Need(frozenset(), ("abc",)),)]),
        (r"(?<!\w)abc\s*(?!\w)", [(words("abc"),)]),
        (r"(?<!\w)abc(?!\d)", [(Need(frozenset(), ("abc",)),)]),
        (r"(?<![\w/])abc(?:\sdef)?(?![\w/])", [(words("abc"),)]),
        (r"(?<!\w)abc(?:def)?(?!\w)", [(Need(frozenset(), ("abc",)),)]),
        (r"(?<!\w)(?:abc\s)?def(?!\w)", [(words("def"),)]),
        (r"(?<!\w)(?:abc)?def(?!\w)", [(Need(frozenset(), ("def",)),)]),
        (r"^\W*(?:abc|def)(?:\s|$)", [(words("abc", "def"),)]),
        (r"(?<!\w)(?:hôm|bữa)\snay", [(words("hom", "bua"), Need(frozenset(), (" nay",)))]),
        (r"(?<!\w)(?:hôm nay|bữa)(?!\w)", [(words("hom nay", "bua"),)]),
        (r"(?<!\w)(?:abc){2}(?!\w)", [(Need(frozenset(), ("abc",)),)]),
        (r"(?<!\w)abc(?=\s|$)", [(words("abc"),)]),
        (r"(?<!\w)abc(?=\s)", [(words("abc"),)]),
        (r"(?<=\s)abc\b", [(words("abc"),)]),
        (r"\sabc\sdef ghi,|/jkl/", [(words("abc def", "jkl"),)]),
        (r"(?<!\w)abc\s\d|def", [(Need(frozenset(), ("def",)),), (words("abc"), words(DIGIT))]),
        (r"abc|\w+", []),
    ],
)
def test_in_which_ways_a_text_may_have_what_a_pattern_needs(pattern: str, expected: list[tuple[Need, ...]]) -> None:
    assert list(ways(vi(pattern))) == expected


def test_no_pattern_is_kept_from_a_text_that_it_matches() -> None:
    taken = [re.sub(r"\w+", lambda word: word.group() if len(word.group()) % 2 else "\ue000", text) for text in TEXTS]
    glued = [text.replace(" ", "") for text in TEXTS]
    texts = [*TEXTS, *map(stripped, TEXTS), *(text[: place * 7] for place, text in enumerate(TEXTS)), *taken, *glued]
    patterns = late_patterns()
    told = {pattern: found for pattern in patterns if (found := ways(pattern))}
    assert len(told) > len(patterns) * 0.8
    for pattern, found in told.items():
        kept = [text for text in texts if not may_match(found, text)]
        assert [text for text in kept if re.search(pattern, text)] == [], pattern


def test_folding_makes_no_words_and_parts_none() -> None:
    """What needs say of words holds in the folded text: a letter of words folds to one, any other sign to none."""
    letters = [chr(code) for code in range(sys.maxunicode + 1)]
    plain = "".join(letters).translate(_TABLE)
    assert len(plain) == len(letters)
    assert [
        a for a, b in zip(letters, plain, strict=True) if bool(re.match(r"\w", a)) != bool(re.match(r"\w", b))
    ] == []
    assert not re.match(r"\w", EDGE)


def test_a_guarded_search_finds_what_a_plain_one_finds() -> None:
    pattern = r"(?<!\w)(?:hôm|bữa)\s(?:nay|qua)(?!\w)"
    for text in ("", "bữa qua", "họp giao ban ở hội trường lớn hôm nay nhé", "soạn công văn đôn đốc các phòng", "hôm"):
        found = late(vi(pattern)).search(text)
        plain = re.search(vi(pattern), text)
        assert (found and found.span()) == (plain and plain.span())
        assert [f.span() for f in late(pattern).finditer(text)] == [f.span() for f in re.finditer(pattern, text)]


def test_a_message_tries_few_of_the_rules() -> None:
    sieve = Sieve(vi(pattern) for _, pattern, _ in days._TABLE)
    tried = [len(sieve.may(text)) for text in TEXTS]
    assert sum(tried) / len(tried) < len(days._TABLE) / 2
    rules = [len(literals.RULES.may(text)) + len(durations.RULES.may(text)) for text in TEXTS]
    assert sum(rules) / len(rules) < (len(literals.RULES) + len(durations.RULES)) / 2


def test_a_greater_catalogue_compares_no_more_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    def compared(items: int) -> int:
        index, seen = build_index(many_items(items)), 0

        def counted(*told: object) -> dict[str, float]:
            nonlocal seen
            seen += 1
            return values(*told)  # type: ignore[arg-type]

        values = features.values
        with monkeypatch.context() as patch:
            patch.setattr(features, "values", counted)
            for text in TEXTS[:20]:
                index.candidates(text)
        return seen

    assert compared(3_000) <= 1.5 * compared(300) <= 1.5 * 28 * 20


def test_features_come_in_their_order() -> None:
    index = build_index(many_items(300))
    for text in TEXTS[::7]:
        setting = index.setting(text)
        for _, _, found in index.compare(setting):
            assert list(found) == [name for name in features.NAMES if name in found]
            assert all(found.values())
