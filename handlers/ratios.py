"""The letters of the decrees in short words, as a score's line of ratios says them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from handlers.texts import scores as texts


def ratio_names(codes: Sequence[str]) -> list[Markup]:
    """«Số lượng (a)», "chất lượng (b)" …, the first one as the beginning of a line; an unknown letter stays alone."""
    names = [(code, texts.RATIO_WORDS.get(code)) for code in codes]
    known = [texts.RATIO_NAME.format(words=words, code=code) if words else escape(code) for code, words in names]
    return [name[:1].upper() + name[1:] for name in known[:1]] + known[1:]
