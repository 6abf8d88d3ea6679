"""A picture of bars that can be read on a phone: one row each, its label before and its number behind the bar.

Pillow is loaded when the first picture is asked for, so that the bot starts as quickly without it. The font is a subset
of Noto Sans (handlers/fonts/OFL.txt): Pillow's own has no Vietnamese letters.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent / "fonts"
WIDTH, MARGIN, HEAD, ROW, BAR = 900, 36, 150, 88, 46
LABEL, NUMBER = 172, 262
"""Pixels kept for the label before a bar and for the number behind it; a phone shows a third of them."""
PAPER, INK, GREY, TRACK, FULL, LIGHT = "#ffffff", "#1b2733", "#5d6b78", "#e8edf2", "#1f6fb2", "#8fc1e8"
COLOURS = 32
"""Enough for smooth letters; a picture of twelve rows stays below 40 kB."""


@dataclass(frozen=True)
class Bar:
    """One row: `share` 0–1 of the full width (None draws no bar), the number, a small remark, light for "so far"."""

    label: str
    share: float | None
    number: str
    remark: str = ""
    light: bool = False


def draw_bars(title: str, under: str, bars: Sequence[Bar]) -> bytes:
    """The picture as PNG; words are put into one form (NFC), for the font has no combining marks of its own."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (WIDTH, HEAD + ROW * len(bars) + MARGIN), PAPER)
    pen = ImageDraw.Draw(picture)
    _write(pen, (MARGIN, 26), title, _fitting(title, "Bold", 46), INK)
    _write(pen, (MARGIN, 90), under, _fitting(under, "Regular", 34), GREY)
    for place, bar in enumerate(bars):
        _row(pen, HEAD + ROW * place, bar)
    kept = io.BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(kept, "PNG")
    return kept.getvalue()


def _row(pen: ImageDraw, top: int, bar: Bar) -> None:
    left, right = MARGIN + LABEL, WIDTH - MARGIN - NUMBER
    middle = top + ROW // 2
    _write(pen, (MARGIN, middle), bar.label, _font("Regular", 38), INK, "lm")
    if bar.share is not None:
        box = (left, middle - BAR // 2, right, middle + BAR // 2)
        pen.rounded_rectangle(box, 8, fill=TRACK)
        wide = round((right - left) * min(1.0, max(0.0, bar.share)))
        if wide > 0:
            pen.rounded_rectangle((left, box[1], left + max(wide, 8), box[3]), 8, fill=LIGHT if bar.light else FULL)
    lift = 14 if bar.remark else 0
    start = right + 20 if bar.share is not None else left
    face = _font("Bold", 40) if bar.share is not None else _font("Regular", 34)
    _write(pen, (start, middle - lift), bar.number, face, INK if bar.share is not None else GREY, "lm")
    if bar.remark:
        _write(pen, (start, middle + 24), bar.remark, _font("Regular", 27), GREY, "lm")


def _write(pen: ImageDraw, at: tuple[int, int], words: str, font: FreeTypeFont, ink: str, anchor: str = "la") -> None:
    pen.text(at, unicodedata.normalize("NFC", words), font=font, fill=ink, anchor=anchor)


def _fitting(words: str, weight: str, size: int) -> FreeTypeFont:
    """The largest font up to `size` in which the words fit the width."""
    font = _font(weight, size)
    while size > 20 and font.getlength(unicodedata.normalize("NFC", words)) > WIDTH - 2 * MARGIN:
        size -= 2
        font = _font(weight, size)
    return font


def _font(weight: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(FONTS / f"NotoSans-{weight}.ttf", size)
