"""What a piece of work says that no rule has explained: then the person is asked, nothing is stored unseen."""

# ruff: noqa: E501 – a pattern reads best on one line
from __future__ import annotations

import re

from nlu.numbers import meant
from nlu.patterns import TAKEN, rx
from nlu.status import asked_for

_TURNS = rx(
    r"(?<!\w)(?:chưa|nhưng|hông|hổng|nốt|lẽ ra|đáng lẽ|tưởng|à nhầm|nhầm rồi|ghi nhầm|ghi lộn|khai lộn|sorry|đáng ra|suýt|thay vì|hụt|bể|hỏng việc|dang dở)(?!\w)"
)
_TURNS_TYPED = re.compile(
    r"(?<!\w)(?:còn|thì|mà|chứ|khỏi|cho kịp|gần xong|sắp xong)(?!\w)(?! (?:lại|trẻ|sống|nhỏ|hạn|tồn|phải))"
)
_NEGATED = re.compile(
    r"^\W*(?:[^\W\d_]+\W+){0,2}(?:không|khong|ko|hông|hổng|chẳng|chả|khỏi|đừng)(?!\w)(?! (?:phép|gian|khí|quân|nghèo|chính|phải|giấy))"
)
_ASKS = rx(
    r"(?<!\w)(?:bao nhiêu|thế nào|ra sao|chỗ nào|mục nào|kiểu gì|làm sao|phải không|đúng không|được không)(?!\w)|(?<!\w)(?:ghi|khai|nhập|làm|được)\s(?:được\s)?mấy(?!\w)"
)
_NUMBER_WORD = re.compile(
    r"(?<![\w])(?<!anh )(?<!chị )(?<!chú )(?<!bác )(?<!ông )(?<!bà )(?<!cô )(?<!thứ )(hai|ba|bốn|sáu|bảy|tám|chín|mười|chục|trăm) (?!năm|nghìn|ngàn|mươi|ơi|à|với|và)[^\W\d_]+"
)
_APART = re.compile(r"\([^()]*\)|^\W*(?:à |ờ |ừ |ủa )?quên (?:còn )?")  # a remark in brackets, "à quên còn …"
_BARE_DIGITS = re.compile(r"(?<![\w/.,-])\d{1,4}(?![\w/.,-])")
_LONGEST = 22  # words of one piece that can be trusted to be one piece


def unsaid(text: str, *, done: bool) -> bool:
    """Whether a piece (clean text, nothing blotted out) says something that its reading leaves open."""
    if len(text.split()) > _LONGEST or _ASKS.search(text) or _NEGATED.match(text[:80]):
        return True
    return done and turns(text)


def turns(text: str) -> bool:
    """Words that turn what was said before: "nhưng", "chưa", "còn … thì"."""
    rest = _APART.sub(" ", asked_for(text))
    return bool(_TURNS.search(rest) or _TURNS_TYPED.search(rest))


def numbers_left(text: str, *, accented: bool) -> bool:
    """Whether a number stands in the open text that no rule took: digits, or in accented text a word before a noun."""
    if _BARE_DIGITS.search(text):
        return True
    return accented and any(
        meant(found.group(1), text[max(0, found.start() - 12) : found.start()], accented=True)
        for found in _NUMBER_WORD.finditer(text.replace(TAKEN, "_"))
    )
