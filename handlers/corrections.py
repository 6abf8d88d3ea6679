"""Corrections without a reply: «sửa 15 thành 18», «dòng 2 thành 5 lượt», «sai rồi» – about the latest receipt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from handlers import repair
from handlers.desk import Desk
from handlers.turn import Reply
from services import said
from services.values import EntryView

INTO = r"(?:thành|thanh|sang|->|→|còn|con)"
OF_LINE = re.compile(
    rf"^\s*(?:sửa|sua|đổi|doi|chỉnh|chinh)?\s*(?:lại|lai)?\s*(?:dòng|dong)\s*(?P<line>\d{{1,2}})\s+{INTO}\s+(?P<value>.+)$"
    r"|^\s*(?:sửa|sua)\s+(?:(?:dòng|dong)\s*)?(?P<number>\d{1,2})\s*[:,-]\s*(?P<said>.+)$",
    re.I,
)
OF_VALUE = re.compile(
    rf"^\s*(?:sửa|sua|đổi|doi|chỉnh|chinh)\s+(?:lại\s+|lai\s+)?(\d{{1,5}}(?:[.,]\d{{1,2}})?)(?:\s+[^\d\s]+){{0,3}}?\s+"
    rf"{INTO}\s+(\d.*)$",
    re.I,
)

FIRST_WORDS = re.compile(
    r"^\s*(?:à|ồ|ôi)?[ ,]*(?:(?:viết|viet|ghi|gõ|go|nhắn|nhan|bấm|bam) ?(?:nhầm|nham|sai|lộn|lon)|"
    r"nhầm|lộn|nham|lon|sửa lại|sửa thành|sua thanh|sửa|đổi thành|đúng ra)[ ,:]+",
    re.I,
)
"""What stands before the right value: «viết nhầm, 25 hồ sơ»."""


def by_word(desk: Desk, offer: said.Offer | None, folded: str) -> Reply | None:
    """A correction of the lines that the latest message showed; None where the words are none or nothing was shown."""
    text = desk.turn.text
    of_line, of_value = OF_LINE.match(text), OF_VALUE.match(text)
    if offer is None or not offer.entry_ids:
        return _of_listed(desk, of_line) if of_line else None
    wrong = folded in repair.WRONG_WORDS
    if not (of_line or of_value or wrong):
        return None
    lines = [one for one in said.lines_by_id(desk.uow, desk.who, offer.entry_ids) if one.state != "withdrawn"]
    if not lines:
        return None
    if of_line:
        return repair.repair_by_text(desk, lines, _numbered(of_line))
    if of_value:
        return _value(desk, lines, Decimal(of_value[1].replace(",", ".")), of_value[2])
    return repair.edit_or_ask(desk, lines[0]) if len(lines) == 1 else repair.which_line(desk, lines)


def _numbered(of_line: re.Match[str]) -> str:
    number, value = of_line["line"] or of_line["number"], of_line["value"] or of_line["said"]
    return f"dòng {number}: {value}"


def _of_listed(desk: Desk, of_line: re.Match[str]) -> Reply | None:
    """A line by its number when the latest message was about something else."""
    ids = repair.listed(desk, None, int(of_line["line"] or of_line["number"]))
    lines = said.lines_by_id(desk.uow, desk.who, ids)
    return repair.repair_by_text(desk, lines, _numbered(of_line)) if lines else None


def _value(desk: Desk, lines: Sequence[EntryView], before: Decimal, after: str) -> Reply:
    """The one line that says this number is meant; several or none are asked about."""
    same = [line for line in lines if line.quantity == before]
    if len(same) != 1:
        return repair.edit_or_ask(desk, lines[0]) if len(lines) == 1 else repair.which_line(desk, lines)
    return repair.repair_line(desk, same[0], repair.with_unit(after, same[0]))
