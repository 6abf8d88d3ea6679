"""What the first message waits for: lists are read quickly and taken apart only where a message needs it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from nlu import lexicon
from nlu.patterns import rx
from nlu.thesaurus import Thesaurus, thesaurus
from nlu.words import folded_phrases, folded_words, words

LISTS = sorted(Path(lexicon.__file__).parent.glob("*.toml"))
BLOCK = '[[group]]\nsays = "a; b"\nmeans = "c"\nexample = "d"\n'


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_the_quick_reader_says_what_tomllib_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert lexicon.load(path.stem) == tomllib.loads(text)
    assert (lexicon.read_blocks(text) is not None) == (path.stem == "thesaurus")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        BLOCK + "more = 1\n",
        "more = 1\n" + BLOCK,
        "# " + BLOCK,
        BLOCK.replace('"a; b"', '"a\\t b"'),
        BLOCK.replace('"c"', "'c'"),
        BLOCK.replace('"c"', '""'),
        BLOCK.replace('means = "c"\n', ""),
        BLOCK + "# note\n\n" + BLOCK,
        BLOCK.replace("d", 'd" # "'),
        BLOCK + "# \x00\n",
    ],
)
def test_the_quick_reader_leaves_everything_unusual_to_tomllib(text: str) -> None:
    found = lexicon.read_blocks(text)
    assert found is None or found == tomllib.loads(text)


def test_phrases_folded_together_are_phrases_folded_alone() -> None:
    texts = [text for group in thesaurus().groups for text in (*group.says, *group.means)]
    folded = folded_phrases(texts)
    assert sum(one is None for one in folded) < len(texts) / 20
    assert all(one is None or tuple(one.split()) == folded_words(text) for one, text in zip(folded, texts, strict=True))


def test_a_message_takes_apart_only_phrases_that_begin_like_it() -> None:
    fresh = Thesaurus(thesaurus().groups)
    assert not fresh._opened
    assert fresh.find(words("dẹp lấn chiếm vỉa hè")) == thesaurus().find(words("dẹp lấn chiếm vỉa hè"))
    assert sum(map(len, fresh._opened.values())) < fresh.size / 50


def test_a_pattern_is_compiled_at_its_first_use() -> None:
    pattern = rx(r"(?<!\w)chưa từng dùng ở đâu(?!\w)")
    assert "search" not in vars(pattern)
    assert pattern.search("mau chua từng dùng o đâu")
    assert "search" in vars(pattern)
