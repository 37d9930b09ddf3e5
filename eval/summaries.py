"""The scores of many questions as one line of measures, each defined here once.

Only measures that questions answer for are given: a share of nothing is None, never 0 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.measures import Scores

# name: what it says, for the README and for whoever reads a run
MEASURES: dict[str, str] = {
    "exact_match": "answerable questions whose short answer is an accepted one, after normalisation",
    "token_f1": "answerable questions, F1 over words of the short answer with the nearest accepted one",
    "contains": "answerable questions whose short answer holds an accepted one",
    "right": "answerable questions with exact_match or contains, and a citation of a right article",
    "answer_precision": "answers given, refusals left out, that are right",
    "article_precision": "answers to answerable questions: share of citations of right articles, mean",
    "article_recall": "answerable questions with at least one citation of a right article",
    "sentence_precision": "as article_precision, but the quote must be a gold sentence",
    "sentence_recall": "as article_recall, but the quote must be a gold sentence",
    "verbatim_quotes": "quotes that stand in the article's text exactly where the answer says",
    "valid_citations": "answers whose marks and citations fit each other",
    "refusal_precision": "refusals that are of questions without an answer",
    "refusal_recall": "questions without an answer that are refused",
    "false_refusals": "answerable questions that are refused",
    "recall_at_5": "answerable questions: right articles among the first 5 found, before reading",
    "ndcg_at_10": "answerable questions: nDCG of the first 10 articles found, before reading",
}
# Measures that are a mean of one value per question, so that an interval over questions makes sense.
_MEANS = (
    "exact_match",
    "token_f1",
    "contains",
    "right",
    "answer_precision",
    "article_recall",
    "sentence_recall",
    "refusal_precision",
    "refusal_recall",
    "false_refusals",
    "recall_at_5",
    "ndcg_at_10",
)
RESAMPLES = 2000


@dataclass(frozen=True)
class Summary:
    """The measures of some questions. ``interval`` holds 95 % intervals where asked for."""

    questions: int
    answerable: int
    refused: int
    measures: dict[str, float | None]  # every name of MEASURES
    interval: dict[str, tuple[float, float]]
    p50_ms: float
    p95_ms: float

    def to_json(self) -> dict[str, Any]:
        return {
            "questions": self.questions,
            "answerable": self.answerable,
            "refused": self.refused,
            "measures": {k: None if v is None else round(v, 6) for k, v in self.measures.items()},
            "interval_95": {k: [round(end, 6) for end in v] for k, v in self.interval.items()},
            "timings_ms": {"p50": round(self.p50_ms, 1), "p95": round(self.p95_ms, 1)},
        }


def values(scores: Sequence[Scores]) -> dict[str, list[float]]:
    """Per measure, the values that its mean is taken over: one per question, answer, refusal or quote."""
    answerable = [s for s in scores if s.answerable]
    unanswerable = [s for s in scores if not s.answerable]
    answered = [s for s in scores if not s.refused]
    refused = [s for s in scores if s.refused]
    cited = [s for s in answerable if not s.refused]
    return {
        "exact_match": [s.exact_match or 0.0 for s in answerable],
        "token_f1": [s.token_f1 or 0.0 for s in answerable],
        "contains": [s.contains or 0.0 for s in answerable],
        "right": [float(s.right) for s in answerable],
        "answer_precision": [float(s.right) for s in answered],
        "article_precision": [_share(s.right_articles, s.citations) for s in cited],
        "article_recall": [float(s.right_articles > 0) for s in answerable],
        "sentence_precision": [
            _share(s.right_sentences, s.citations) for s in cited if s.right_sentences is not None
        ],
        "sentence_recall": [
            float(s.right_sentences > 0) for s in answerable if s.right_sentences is not None
        ],
        "verbatim_quotes": [float(i < s.verbatim) for s in scores for i in range(s.quotes)],
        "valid_citations": [float(s.fault is None) for s in scores],
        "refusal_precision": [float(not s.answerable) for s in refused],
        "refusal_recall": [float(s.refused) for s in unanswerable],
        "false_refusals": [float(s.refused) for s in answerable],
        "recall_at_5": [s.recall_at_5 for s in answerable if s.recall_at_5 is not None],
        "ndcg_at_10": [s.ndcg_at_10 for s in answerable if s.ndcg_at_10 is not None],
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0  # an answer that cites nothing is not half right


def summarise(scores: Sequence[Scores], wall_ms: Sequence[float], seed: int | None = None) -> Summary:
    """The measures of ``scores`` and the percentiles of ``wall_ms``, the milliseconds of each question.

    With a ``seed``, measures that are a mean over questions get a 95 % interval: Wilson's (1927) where a
    question counts as 0 or 1, which stays honest at 0 and 1; else the percentile bootstrap (Efron 1979),
    questions drawn again RESAMPLES times.
    """
    per_measure = values(scores)
    intervals = {}
    if seed is not None:
        intervals = {k: _interval(per_measure[k], seed) for k in _MEANS if per_measure[k]}
    return Summary(
        questions=len(scores),
        answerable=sum(s.answerable for s in scores),
        refused=sum(s.refused for s in scores),
        # fsum: the same mean whatever the order of the questions
        measures={k: math.fsum(v) / len(v) if v else None for k, v in per_measure.items()},
        interval=intervals,
        p50_ms=percentile(wall_ms, 50),
        p95_ms=percentile(wall_ms, 95),
    )


def percentile(numbers: Sequence[float], q: float) -> float:
    """The ``q``-th percentile, linear between the two nearest ranks; nan of nothing."""
    ordered = sorted(numbers)
    if not ordered:
        return math.nan
    place = (len(ordered) - 1) * q / 100
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _interval(numbers: list[float], seed: int) -> tuple[float, float]:
    from scipy import stats

    if set(numbers) <= {0.0, 1.0}:
        share = stats.binomtest(round(sum(numbers)), len(numbers)).proportion_ci(0.95, method="wilson")
        return float(share.low), float(share.high)
    if len(set(numbers)) == 1:
        return numbers[0], numbers[0]
    import numpy as np

    mean: Callable[..., Any] = np.mean
    drawn = stats.bootstrap(
        (np.asarray(numbers),),
        mean,
        n_resamples=RESAMPLES,
        confidence_level=0.95,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return float(drawn.low), float(drawn.high)
