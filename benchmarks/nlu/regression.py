"""What fitting a sum of named signals shares: the regression over them, and the file of their weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Example = tuple[Sequence[str], Any, float]  # the signals shown, what it is, how much it weighs


def columns(examples: Sequence[Example], *, strength: float, least_seen: int) -> dict[str, Any]:
    """Signal → its weights in a logistic regression, one a class (one for two); signals seen less often are left out.

    `strength` is the inverse of the penalty on large weights. Needs scikit-learn.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    often = Counter(name for shown, _, _ in examples for name in shown)
    table = DictVectorizer()
    signs = table.fit_transform([{n: 1.0 for n in shown if often[n] >= least_seen} for shown, _, _ in examples])
    model = LogisticRegression(C=strength, max_iter=2000, fit_intercept=False)
    model.fit(signs, [meant for _, meant, _ in examples], sample_weight=[weight for _, _, weight in examples])
    return {name: model.coef_[:, place] for place, name in enumerate(table.get_feature_names_out())}


def conditional_logit(values: Any, right: Any, sizes: Any, begin: Any, held: Any) -> Any:
    """The weights that make the right options of every choice likeliest, each held to `begin` by `held`.

    `values`: options × signals (also sparse), the options of a choice one after the other; `right`: which are right, at
    least one of each choice; `sizes`: how many options each choice has. Needs numpy and scipy.
    """
    import numpy as np
    from scipy.optimize import minimize

    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def loss(weight: Any) -> tuple[float, Any]:
        scores = values @ weight
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        whole, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        slope = values.T @ (powers / np.repeat(whole, sizes) - powers * right / np.repeat(good, sizes))
        off = weight - begin
        return float(np.log(whole / good).sum() + (held * off**2).sum()), slope + 2 * held * off

    return minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def write_signals(target: Path, head: str, lines: Sequence[str]) -> int:
    """Put lines "signal|hundredths" below their head into a TOML file; how many."""
    target.write_text(head + "signals = '''\n" + "\n".join(lines) + "\n'''\n", encoding="utf-8")
    return len(lines)
