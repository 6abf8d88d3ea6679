# ruff: noqa: E501 – a pattern reads best on one line
"""Which of the numbers in a piece counts the product of its work item."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from nlu.clock import Range
from nlu.durations import Length
from nlu.model import Doubt, WorkItem
from nlu.normalise import fold
from nlu.patterns import Hit, Sheet, rx
from nlu.pieces import Piece
from nlu.quantity import Count, fit

_ORGS = rx(
    r"(?<!\w)(?:sở|trường|xã|phường|bệnh viện|bv|công ty|cty|trung tâm|tt|ban|phòng|trạm|chi cục|cục|đơn vị|hợp tác xã|htx|huyện|quỹ|viện|đài|báo|thôn|ấp|tổ)\s(?=[^\W\d_])"
)
_ROW = rx(r"(?:,|và|&|\+)\s*(?:của\s)?$")


def product_count(
    counted: list[Count], item: WorkItem | None, piece: Piece, sheet: Sheet, length: Length | None, hits: list[Hit]
) -> tuple[Decimal, bool, Doubt | None]:
    """The quantity, whether it was told, and a doubt about it."""
    unit = item.unit if item else ""
    if item and item.measure == "hours":
        return Decimal(1), False, None
    if (
        length
        and length.sessions is not None
        and fold(unit) == "buoi"
        and not any(isinstance(h.value, Range) for h in hits)
    ):
        return length.sessions, True, None
    names = (
        frozenset(fold(" ".join((item.name, item.product, *item.aliases))).replace(",", " ").split())
        if item
        else frozenset()
    )
    scored = [(fit(count, unit, names), -i, count) for i, count in enumerate(counted)]
    good = [row for row in scored if row[0] > 0]
    good = [row for row in good if not row[2].vague] or good
    named = _named(piece, sheet, item)
    if named > 1 and not any(row[0] >= 1.2 for row in good):
        return Decimal(named), True, None
    if not good:
        return Decimal(1), False, None
    best = max(good)
    row = [r[2] for r in good if r[2].unit == best[2].unit and r[2].kind != "bare" and not r[2].vague]
    if len(row) > 1 and all(_IN_ROW.fullmatch(sheet.open[a.end : b.start]) for a, b in pairwise(row)):
        return sum((count.value for count in row), Decimal(0)), True, None
    return best[2].value, True, _quantity_doubt(best, good)


_IN_ROW = rx(r"(?:\s[^\W\d_]+){0,3}\s?(?:,|và|với|\+|&)\s?")


def _quantity_doubt(best: tuple[float, int, Count], good: list[tuple[float, int, Count]]) -> Doubt | None:
    count = best[2]
    values = {row[2].value for row in good if row[0] >= best[0] - 0.6}
    if count.vague or best[0] < 1.0 or len(values) > 1:
        listed = sorted({count.value, Decimal(1), *values})
        return Doubt("quantity", tuple((str(value), f"{value} sản phẩm") for value in listed[:4]))
    return None


def _named(piece: Piece, sheet: Sheet, item: WorkItem | None) -> int:
    """Units named one by one ("tổ 3, tổ 9", "Sở Y tế, Sở Xây dựng") where the item counts such units."""
    if item is None:
        return 0
    unit = fold(item.unit)
    for hit in sheet.of("places"):
        if piece.holds(hit) and hit.rule == "places in a row" and fold(str(hit.value)).split()[0] in unit.split():
            return len(re.findall(r"\d+", str(hit.value)))
    if unit not in ("ho so", "don vi", "xa", "co so", "doanh nghiep") or item.measure == "hours":
        return 0
    text = sheet.text.clean[min(a for a, _ in piece.work) : max(b for _, b in piece.work)] if piece.work else ""
    heads = list(_ORGS.finditer(text))
    row = [head for head in heads[1:] if _ROW.search(text[: head.start()])]
    return len(row) + 1 if row else 0
