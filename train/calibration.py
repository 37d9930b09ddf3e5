"""The reader's raw numbers become probabilities, and how honest those are.

Platt's method with several inputs: a logistic function of the raw relevance, answerability and span score,
by maximum likelihood on the held-out questions (Platt 1999; Guo et al. 2017, arXiv:1706.04599, on why).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from rag.cross_encoder import Scored
from train.examples import Pair

Array = npt.NDArray[np.float64]
BINS = 15


def fit(
    rows: Sequence[Mapping[str, float]], truth: Sequence[bool], weights: Sequence[float]
) -> dict[str, float]:
    """The weight of each feature, and ``bias``. ``weights``: how much each row counts."""
    names = sorted(rows[0])
    x = np.array([[row[name] for name in names] + [1.0] for row in rows])
    y, w = np.array(truth, float), np.array(weights, float)
    w = w / w.sum()

    def cost(beta: Array) -> tuple[float, Array]:
        z = x @ beta
        loss = float((w * (np.logaddexp(0, z) - y * z)).sum()) + 1e-5 * float(beta[:-1] @ beta[:-1])
        slope = x.T @ (w * (1 / (1 + np.exp(-z)) - y)) + 2e-5 * np.append(beta[:-1], 0.0)
        return loss, slope

    found = minimize(cost, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B")
    return {name: round(float(value), 5) for name, value in zip([*names, "bias"], found.x, strict=True)}


def calibrate(pairs: Sequence[Pair], scored: Sequence[Scored]) -> dict[str, dict[str, float]]:
    """The two logistic functions that the reader's file carries.

    Each answerable pair counts as much as all the wrong ones of its question: half and half.
    """
    out = {}
    for name in ("relevance", "answerable"):
        told = [
            (one.logits, truth)
            for pair, one in zip(pairs, scored, strict=True)
            for truth in [pair.relevant if name == "relevance" else pair.answerable]
            if truth is not None and one.logits
        ]
        truths = [truth for _, truth in told]
        out[name] = fit([row for row, _ in told], truths, balanced(truths))
    return out


def balanced(truths: Sequence[bool]) -> list[float]:
    """How much each row counts, so that the true ones and the others count alike."""
    share = sum(truths) / len(truths)
    return [0.5 / share if truth else 0.5 / (1 - share) for truth in truths]


@dataclass(frozen=True)
class Bin:
    """Of the rows whose probability lies here: how many, its mean, and the share that is true."""

    count: int
    said: float
    was: float


def reliability(said: Sequence[float], truth: Sequence[bool], bins: int = BINS) -> tuple[float, list[Bin]]:
    """Expected calibration error over bins of equal width (Naeini et al. 2015, AAAI), and the bins."""
    p, y = np.array(said), np.array(truth, float)
    places = np.minimum((p * bins).astype(int), bins - 1)
    kept = [places == b for b in range(bins) if (places == b).any()]
    found = [Bin(int(k.sum()), float(p[k].mean()), float(y[k].mean())) for k in kept]
    return sum(b.count * abs(b.said - b.was) for b in found) / len(p), found
