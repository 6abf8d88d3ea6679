"""The words of courtesy around a short message: «dạ em nhận việc 1 ạ» means "nhận việc 1"."""

from __future__ import annotations

import re

BEFORE = re.compile(
    r"^\s*(?:(?:dạ|vâng|(?:ok|oke|okie)(?![\s,]+(?:hết|het|tất cả|tat ca|cả|ca|toàn bộ|toan bo)\b))[\s,]+)*"
    r"(?:(?:thưa\s)?(?:anh|chị|sếp|chi|sep)\s(?:ơi|oi|ạ)[\s,]+)?"
    r"(?:(?:em|tôi|mình|cháu|toi|chau)\s+(?=\S))?(?:(?:xin phép|xin phep)\s+)?",
    re.I,
)
BEHIND = re.compile(r"(?:[\s,]+(?:ạ|a|ah|nhé|nhe|nha|nhá))+(?:\s+(?:anh|chị|chi|em|sếp|sep))?[\s.!?]*$", re.I)


def bare(text: str) -> str:
    """A text without the courtesies around it; unchanged where nothing else would be left."""
    left = BEHIND.sub("", BEFORE.sub("", text, count=1), count=1)
    return left if left.strip() else text
