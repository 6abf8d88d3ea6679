"""Memory under noise: every confirmed piece comes back five times, typed otherwise; is the confirmed item first?

A piece that the reader did not see could not be confirmed, so it is not counted.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.nlu.judge import beside
from benchmarks.nlu.sets import GoldSet, Line
from benchmarks.nlu.variants import slipped, stripped
from nlu.understand import wording


def confirmed(gold: GoldSet, line: Line) -> dict[str, str]:
    """wording → gold code of each piece, as if the person had confirmed the message."""
    return {wording(entry.text): want["item"] for want, _, entry in beside(gold, line) if want and entry}


def repeats(text: str, seed: str) -> Iterator[str]:
    """Five ways in which a person types the same work again."""
    dice = random.Random(f"again {seed}")
    yield stripped(text)
    yield slipped(text, seed)
    yield text.upper()
    yield re.sub(r"(?<![\w/.-])[2-9](?= [^\W\d_])", lambda found: str(dice.randrange(2, 10)), text)
    yield slipped(stripped(text), f"{seed} plain").lower()


def item_at_1(gold: GoldSet) -> dict[str, float]:
    """How often the item confirmed before is first, over the pieces of five noisy repeats of a log."""
    right = total = 0
    for line in gold.lines:
        memory = confirmed(gold, line) if line["intent"] == "log" else {}
        seen = {id(want) for want, _, entry in beside(gold, line) if want and entry} if memory else set()
        for text in repeats(line["text"], line["id"]) if memory else ():
            for want, got, _ in beside(gold, {**line, "text": text}, memory=memory):
                known = want is not None and id(want) in seen
                total += known
                right += known and got is not None and got["item"] in want["accept"]
    return {"item@1_%": round(100 * right / max(1, total), 2), "pieces": total}
