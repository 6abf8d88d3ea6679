"""The quick folding says what decomposing letter by letter says, whatever the text."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nlu.folding import LETTERS, fold_letters, fold_plain

TEXTS = st.text(st.sampled_from(LETTERS + " ;…–09AZß😀")) | st.text()


def test_every_letter_of_the_language_folds_to_its_base() -> None:
    assert fold_letters("đề nghị thẩm định ở xã") == "de nghi tham dinh o xa"
    assert all(fold_letters(letter) in "aeiouyd" for letter in LETTERS)


@given(TEXTS)
def test_letters_fold_one_by_one_and_all_else_stays(text: str) -> None:
    plain = {letter: fold_letters(letter) for letter in LETTERS}
    assert fold_letters(text) == "".join(plain.get(letter, letter) for letter in text)


@given(TEXTS)
def test_a_word_folds_like_its_decomposed_letters(text: str) -> None:
    assert fold_plain(text) == "".join("d" if c == "đ" else unicodedata.normalize("NFD", c)[0] for c in text)
