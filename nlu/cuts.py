"""Why a message was cut where it was: the places where a further piece of work could begin, with what speaks there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import log

from nlu.atoms import atoms_of
from nlu.catalogue import Clues
from nlu.model import Cut, Evidence
from nlu.patterns import Sheet
from nlu.pieces import proposed
from nlu.seams import chance, observed, weights
from nlu.signals import placed

_LEAST = 0.1  # less likely places are not worth telling
_MOST = 4  # signals told of each place
_SAID = {
    "rules cut": "luật tách ra", "rules join": "luật gộp lại", "no seam": "luật không thấy chỗ tách",
    "sign": "dấu phía trước", "a0": "mở đầu bằng", "a1": "tiếp theo có", "a2": "tiếp theo có", "a3": "tiếp theo có",
    "z0": "ngay trước có", "z1": "phía trước có", "a": "mở đầu bằng", "za": "hai từ hai bên",
    "sz": "dấu và từ phía trước", "k": "dạng phía sau", "kk": "dạng hai bên", "words": "độ dài hai bên",
    "left": "độ dài phía trước", "right": "độ dài phía sau", "told": "số, giờ, ngày hai bên",
    "opens": "động từ mở đầu", "acts": "động từ mở đầu hai bên", "held": "việc phía trước đã có",
    "head": "cách mở đầu hai bên", "same word opens": "hai bên mở đầu giống nhau", "always": "thường gặp",
}  # fmt: skip


def cuts(sheet: Sheet, known: Clues, begun: Collection[int], judged: Mapping[int, float]) -> tuple[Cut, ...]:
    """Every place worth telling, in the order of the text.

    `begun`: the tokens where a piece was begun; `judged`: how likely that is where several ways were read.
    """
    return tuple(_cuts(sheet, known, begun, judged))


def _cuts(sheet: Sheet, known: Clues, begun: Collection[int], judged: Mapping[int, float]) -> Iterator[Cut]:
    row, by = placed(sheet), weights()
    seams = proposed(sheet, atoms_of(sheet), row, known.pairs, known.knows)
    for number, shown in observed(row, seams):
        likely = chance(seams.get(number), shown)
        if likely < _LEAST:
            continue
        start, end = sheet.text.origin(row[number][0], row[number][0] + 1)
        speaking = sorted((name for name in shown if name in by), key=lambda name: -abs(by[name]))[:_MOST]
        evidence = tuple(Evidence(name, by[name], _words(name)) for name in speaking)
        if number in judged:
            evidence += (
                Evidence("ways", _odds(judged[number]) - _odds(likely), "đọc thử cả hai cách, so với danh mục"),
            )
            likely = judged[number]
        text = sheet.text.original[start:].split(maxsplit=1)[0] if end > start else ""
        yield Cut(start, text, likely, number in begun, evidence)


def _odds(likely: float) -> float:
    return log(max(1e-6, likely) / max(1e-6, 1 - likely))


def _words(name: str) -> str:
    """A signal in words; of the rules' names only what they say is told."""
    for said in ("rules cut", "rules join", "no seam", "same word opens"):
        if name.startswith(said):
            return _SAID[said]
    first, _, rest = name.partition(" ")
    return f"{_SAID.get(first, 'dấu kế tiếp')} {rest}".strip()
