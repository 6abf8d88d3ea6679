"""The picture of the months: a PNG of the expected size whose letters the font has, made without slowing the start."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from PIL import Image, ImageFont

from handlers import bars
from handlers.bars import Bar, draw_bars

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
MARKS = "0123456789.,/·–%()«»"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_row_a_month_in_a_png_that_a_phone_can_show() -> None:
    content = draw_bars("Điểm các tháng", "An", [Bar(f"{n}/2026", n / 12, "70 / 70") for n in range(1, 13)])
    picture = opened(content)
    assert (picture.format, picture.size) == ("PNG", (bars.WIDTH, bars.HEAD + 12 * bars.ROW + bars.MARGIN))
    assert len(content) < 60_000


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_font_has_every_vietnamese_letter(weight: str) -> None:
    font = ImageFont.truetype(bars.FONTS / f"NotoSans-{weight}.ttf", 40)
    missing = bytes(font.getmask("\ue000"))
    lacking = [letter for letter in VIETNAMESE + VIETNAMESE.upper() + MARKS if bytes(font.getmask(letter)) == missing]
    assert lacking == []


def test_a_longer_bar_is_longer_and_the_running_month_is_lighter() -> None:
    rows = [Bar("1", 0.25, "1"), Bar("2", 0.75, "2"), Bar("3", 0.5, "3", light=True), Bar("4", None, "chưa có điểm")]
    picture = opened(draw_bars("a", "b", rows)).convert("RGB")
    lengths = []
    for place, colour in enumerate((bars.FULL, bars.FULL, bars.LIGHT, bars.FULL)):
        middle = bars.HEAD + place * bars.ROW + bars.ROW // 2
        line = [picture.getpixel((x, middle - 15)) for x in range(bars.WIDTH)]
        lengths.append(sum(_near(pixel, colour) for pixel in line))
    assert 0 < lengths[0] < lengths[2] < lengths[1]
    assert lengths[3] == 0


def _near(pixel: object, colour: str) -> bool:
    wanted = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return isinstance(pixel, tuple) and max(abs(a - b) for a, b in zip(pixel, wanted, strict=True)) < 24


def test_a_long_name_still_fits() -> None:
    draw_bars("Điểm kết quả nhiệm vụ các tháng " * 3, "Công Tằng Tôn Nữ Thị Diễn Khánh " * 3, [])


def test_pillow_is_not_loaded_at_the_start() -> None:
    code = "import sys, handlers.router; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
