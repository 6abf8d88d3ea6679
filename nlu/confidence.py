"""From scores to probabilities that mean what they say: of a hundred readings at 0.9, about ninety are right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp

from nlu.lexicon import load


@cache
def coefficients() -> dict[str, float]:
    """The fitted coefficients of lexicon/weights.toml."""
    return {name: float(value) for name, value in load("weights")["probability"].items()}


def probabilities(scores: Sequence[float], *, cover: float, unknown: float = 0.0) -> list[float]:
    """Calibrated probabilities of the candidates, best first.

    `cover` is the part of the text that the first candidate explains (0 to 1), `unknown` the rarity of the rest.
    """
    if not scores:
        return []
    shares = shares_of(scores)
    top = first_probability(scores, shares[0], cover, unknown)
    rest = 1.0 - shares[0]
    return [top] + [(1.0 - top) * share / rest * min(1.0, rest * 4) if rest > 1e-9 else 0.0 for share in shares[1:]]


def shares_of(scores: Sequence[float]) -> list[float]:
    """Softmax at the fitted temperature."""
    heat = coefficients()["temperature"]
    powers = [exp((score - scores[0]) / heat) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def inputs(scores: Sequence[float], share: float, cover: float, unknown: float) -> dict[str, float]:
    """What the calibration looks at, each within bounds."""
    return {
        "bias": 1.0,
        "share": share,
        "margin": min(6.0, scores[0] - scores[1]) if len(scores) > 1 else 6.0,
        "cover": cover,
        "score": min(15.0, max(-5.0, scores[0])),
        "unknown": min(12.0, unknown),
    }


def first_probability(scores: Sequence[float], share: float, cover: float, unknown: float) -> float:
    """The probability that the first candidate is right."""
    by = coefficients()
    z = sum(by[name] * value for name, value in inputs(scores, share, cover, unknown).items())
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, z))))
