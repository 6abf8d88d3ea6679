"""From scores to probabilities that mean what they say: of a hundred readings at 0.9, about ninety are right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp

from nlu import features
from nlu.features import Entry, Setting
from nlu.lexicon import load

Row = tuple[float, Entry, dict[str, float]]

INPUTS: tuple[str, ...] = (
    "bias", "share", "margin", "cover", "score", "unknown", "strange", "family", "thin", "post_other", "fallback",
    "guess", "against", "levels",
)  # fmt: skip
_CLOSE = 3.0  # points between two items of one family within which the text has hardly told the level
_AGAINST = {
    "document_other": 1.0, "document_extra": 0.5, "document_missing": 0.5, "action_other": 1.0, "unit_other": 1.0,
    "period_other": 1.0,
}  # fmt: skip


@cache
def coefficients() -> dict[str, float]:
    """The fitted coefficients of lexicon/weights.toml."""
    return {name: float(value) for name, value in load("weights")["probability"].items()}


def probabilities(rows: Sequence[Row], setting: Setting) -> list[float]:
    """Calibrated probabilities of the candidates, best first."""
    if not rows:
        return []
    shares = shares_of([row[0] for row in rows])
    by = coefficients()
    z = sum(by[name] * value for name, value in inputs(rows, setting).items())
    top = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, z))))
    rest = 1.0 - shares[0]
    return [top] + [(1.0 - top) * share / rest * min(1.0, rest * 4) if rest > 1e-9 else 0.0 for share in shares[1:]]


def shares_of(scores: Sequence[float]) -> list[float]:
    """Softmax at the fitted temperature."""
    heat = coefficients()["temperature"]
    powers = [exp((score - scores[0]) / heat) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def inputs(rows: Sequence[Row], setting: Setting) -> dict[str, float]:
    """What the calibration looks at, each within bounds; see INPUTS and lexicon/weights.toml."""
    score, entry, found = rows[0]
    explained = features.explained(entry, setting)
    cover = found.get("cover", 0.0)
    margin = min(6.0, score - rows[1][0]) if len(rows) > 1 else 6.0
    return {
        "bias": 1.0,
        "share": shares_of([row[0] for row in rows])[0],
        "margin": margin,
        "cover": cover,
        "score": min(15.0, max(-5.0, score)),
        "unknown": min(12.0, setting.total * (1.0 - cover)),
        "strange": min(5.0, float(explained.strange)),
        "family": max((_tie(entry, other, score - low) for low, other, _ in rows[1:4]), default=0.0),
        "thin": 1.0 if explained.signs <= 1 else 0.0,
        "post_other": found.get("post_other", 0.0),
        "fallback": found.get("fallback", 0.0),
        "guess": explained.guessed,
        "against": sum(found.get(name, 0.0) * part for name, part in _AGAINST.items()),
        "levels": float(setting.levels),
    }


def _tie(best: Entry, other: Entry, gap: float) -> float:
    """How near another level of the same family is: 1 the same score, 0 from `_CLOSE` points on."""
    same_kind = best.documents[:1] == other.documents[:1] if best.documents else bool(best.actions & other.actions)
    return max(0.0, 1.0 - gap / _CLOSE) if same_kind else 0.0
