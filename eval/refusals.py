"""Refusals as selective prediction: what is risked for what is covered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Point:
    """Answering every question at least this sure: the share answered, and the share of wrong answers."""

    confidence: float
    coverage: float
    risk: float


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> list[Point]:
    """The risk–coverage curve, from the surest answers on (El-Yaniv and Wiener 2010, JMLR 11).

    With the n answers in order of confidence, coverage i / n and selective risk = wrong among the first i
    / i. Answers that are equally sure come and go together: one point each.
    """
    ordered = sorted(zip(confidence, right, strict=True), key=lambda pair: -pair[0])
    points, seen, wrong = [], 0, 0
    for sure, group in groupby(ordered, key=lambda pair: pair[0]):
        answers = [is_right for _, is_right in group]
        seen += len(answers)
        wrong += len(answers) - sum(answers)
        points.append(Point(sure, seen / len(ordered), wrong / seen))
    return points


def area_under_risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> float | None:
    """The area under the risk–coverage curve: (1/n) Σ_i risk(i), i = 1 … n answers covered; lower is better.

    Geifman, Uziel and El-Yaniv 2019, https://openreview.net/forum?id=SJfb5jCqKm, section 3. Where answers are
    equally sure, their order is open: the risk is its mean over all orders, so that it depends on none:
    with w wrong among m such answers, after j of them w·j/m more are expected to be wrong. None of nothing.
    """
    ordered = sorted(zip(confidence, right, strict=True), key=lambda pair: -pair[0])
    if not ordered:
        return None
    risks, seen, wrong = [], 0, 0
    for _, group in groupby(ordered, key=lambda pair: pair[0]):
        answers = [is_right for _, is_right in group]
        lost = len(answers) - sum(answers)
        risks += [(wrong + lost * j / len(answers)) / (seen + j) for j in range(1, len(answers) + 1)]
        seen, wrong = seen + len(answers), wrong + lost
    return math.fsum(risks) / len(risks)
