"""The scores of many questions as one line of measures, each defined here once.

Only measures that questions answer for are given: a share of nothing is None, never 0 or 1.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.measures import Scores
from eval.refusals import area_under_risk_coverage
from eval.retrieval import MEASURES as RETRIEVAL
from eval.stages import STAGES

# name: what it says, for the README and for whoever reads a run
MEASURES: dict[str, str] = {
    "exact_match": "answerable questions whose short answer is an accepted one, after normalisation",
    "token_f1": "answerable questions, F1 over words of the short answer with the nearest accepted one",
    "contains": "answerable questions whose short answer holds an accepted one",
    "squad_exact": "all questions, exact match as SQuAD 2.0's own script counts it",
    "squad_f1": "all questions, token F1 as SQuAD 2.0's own script counts it",
    "right": "answerable questions with exact_match or contains, and a citation of a right article",
    "answer_precision": "answers given, refusals left out, that are right",
    "article_precision": "answers to answerable questions: share of citations of right articles, mean",
    "article_recall": "answerable questions with at least one citation of a right article",
    "sentence_precision": "as article_precision, but the quote must be a gold sentence",
    "sentence_recall": "as article_recall, but the quote must be a gold sentence",
    "citation_recall": "answers given: ALCE's citation recall, by our grounding check, mean",
    "citation_precision": "answers given: ALCE's citation precision, by our grounding check, mean",
    "verbatim_quotes": "quotes that stand in the article's text exactly where the answer says",
    "valid_citations": "answers whose marks and citations fit each other",
    "facts_grounded": "facts told by answers that stand in what they cite",
    "refusal_precision": "refusals that are of questions without an answer",
    "refusal_recall": "questions without an answer that are refused",
    "false_refusals": "answerable questions that are refused",
    **{
        f"{stage} {measure}": f"answerable questions: {measure} of the articles of the stage"
        for stage in STAGES
        for measure in RETRIEVAL
    },
}
INVARIANTS = ("verbatim_quotes", "valid_citations", "facts_grounded")  # always 1.0
LOWER_IS_BETTER = frozenset({"false_refusals"})
RESAMPLES = 2000
_OF_AREAS = 500  # each sorts all questions anew


@dataclass(frozen=True)
class Timing:
    """What a caller waits for, in milliseconds: the whole answer, and the first text of it."""

    wall_ms: float
    first_text_ms: float


@dataclass(frozen=True)
class Summary:
    """The measures of some questions. ``interval`` holds 95 % intervals where asked for."""

    questions: int
    answerable: int
    refused: int
    measures: dict[str, float | None]  # every name of MEASURES
    aurc: float | None  # the area under the risk–coverage curve; lower is better
    interval: dict[str, tuple[float, float]]
    p50_ms: float
    p95_ms: float
    p99_ms: float
    first_text_ms: float  # the median

    def to_json(self) -> dict[str, Any]:
        return {
            "questions": self.questions,
            "answerable": self.answerable,
            "refused": self.refused,
            "measures": {k: None if v is None else round(v, 6) for k, v in self.measures.items()},
            "interval_95": {k: [round(end, 6) for end in v] for k, v in self.interval.items()},
            "aurc": None if self.aurc is None else round(self.aurc, 6),
            "timings_ms": {
                "p50": round(self.p50_ms, 1),
                "p95": round(self.p95_ms, 1),
                "p99": round(self.p99_ms, 1),
                "first_text": round(self.first_text_ms, 1),
            },
        }


Part = tuple[float, float]  # what one question adds to a measure's numerator and to its denominator


def parts(s: Scores) -> dict[str, Part]:
    """What one question adds to every measure: a measure is Σ numerators / Σ denominators.

    A question that doesn't answer for a measure adds (0, 0), so a share of nothing is known as such.
    """
    has, lacks = float(s.answerable), float(not s.answerable)
    said, refused = float(not s.refused), float(s.refused)
    cited = has * said
    with_sentences = float(s.right_sentences is not None)
    found = float(bool(s.retrieval))
    return {
        "exact_match": (s.exact_match or 0.0, has),
        "token_f1": (s.token_f1 or 0.0, has),
        "contains": (s.contains or 0.0, has),
        "squad_exact": (s.squad_exact, 1.0),
        "squad_f1": (s.squad_f1, 1.0),
        "right": (s.right * has, has),
        "answer_precision": (s.right * said, said),
        "article_precision": (_share(s.right_articles, s.citations) * cited, cited),
        "article_recall": ((s.right_articles > 0) * has, has),
        "sentence_precision": (_share(s.right_sentences, s.citations) * cited, cited * with_sentences),
        "sentence_recall": (((s.right_sentences or 0) > 0) * has, has * with_sentences),
        "citation_recall": (s.alce_recall * said, said),
        "citation_precision": (s.alce_precision * said, said),
        "verbatim_quotes": (float(s.verbatim), float(s.quotes)),
        "valid_citations": (float(s.fault is None), 1.0),
        "facts_grounded": (float(s.facts_grounded), float(s.facts)),
        "refusal_precision": (refused * lacks, refused),
        "refusal_recall": (refused * lacks, lacks),
        "false_refusals": (refused * has, has),
        **{name: (s.retrieval.get(name, 0.0), found) for name in _FOUND},
    }


_FOUND = tuple(f"{stage} {measure}" for stage in STAGES for measure in RETRIEVAL)


def _share(part: int | None, whole: int) -> float:
    return (part or 0) / whole if whole else 0.0  # an answer that cites nothing is not half right


def ratio(several: Sequence[Part]) -> float | None:
    """Σ numerators / Σ denominators; None of nothing. fsum: the same whatever the order of the questions."""
    over = math.fsum(den for _, den in several)
    return math.fsum(num for num, _ in several) / over if over else None


def summarise(scores: Sequence[Scores], timings: Sequence[Timing], seed: int | None = None) -> Summary:
    """The measures of ``scores`` and the percentiles of their timings.

    With a ``seed``, every measure but the invariants gets a 95 % interval: Wilson's (1927) where a question
    counts as 0 or 1, which stays honest at 0 and 1; else the percentile bootstrap (Efron 1979), questions
    drawn again RESAMPLES times.
    """
    each = [parts(s) for s in scores]
    columns = {name: [one[name] for one in each] for name in MEASURES}
    values = {name: ratio(column) for name, column in columns.items()}
    intervals = {}
    if seed is not None:
        intervals = {
            name: interval(columns[name], seed)
            for name in MEASURES
            if values[name] is not None and name not in INVARIANTS
        }
    sure, right = [s.confidence for s in scores], [s.would_be_right for s in scores]
    if seed is not None and scores:
        intervals["aurc"] = _area_interval(sure, right, seed)
    walls = [timing.wall_ms for timing in timings]
    return Summary(
        questions=len(scores),
        answerable=sum(s.answerable for s in scores),
        refused=sum(s.refused for s in scores),
        measures=values,
        aurc=area_under_risk_coverage(sure, right),
        interval=intervals,
        p50_ms=percentile(walls, 50),
        p95_ms=percentile(walls, 95),
        p99_ms=percentile(walls, 99),
        first_text_ms=percentile([timing.first_text_ms for timing in timings], 50),
    )


def _area_interval(sure: Sequence[float], right: Sequence[bool], seed: int) -> tuple[float, float]:
    """The percentile bootstrap of the area under the risk–coverage curve, which is no ratio of sums."""
    rng, count = random.Random(seed), len(sure)
    areas = []
    for _ in range(_OF_AREAS):
        rows = rng.choices(range(count), k=count)
        areas.append(area_under_risk_coverage([sure[i] for i in rows], [right[i] for i in rows]) or 0.0)
    return percentile(areas, 2.5), percentile(areas, 97.5)


def percentile(numbers: Sequence[float], q: float) -> float:
    """The ``q``-th percentile, linear between the two nearest ranks; nan of nothing."""
    ordered = sorted(numbers)
    if not ordered:
        return math.nan
    place = (len(ordered) - 1) * q / 100
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def interval(column: Sequence[Part], seed: int) -> tuple[float, float]:
    """The 95 % interval of a measure, of what its questions add to it (see `summarise`)."""
    from scipy import stats

    counted = [(num, den) for num, den in column if den]
    if all(den == 1.0 and num in (0.0, 1.0) for num, den in counted):
        share = stats.binomtest(round(sum(num for num, _ in counted)), len(counted))
        low, high = share.proportion_ci(0.95, method="wilson")
        return float(low), float(high)
    if len(set(counted)) == 1:
        num, den = counted[0]
        return num / den, num / den
    import numpy as np

    table = np.asarray(counted)
    drawn = stats.bootstrap(
        (np.arange(len(counted)),),
        lambda rows, axis: table[rows, 0].sum(axis=axis) / table[rows, 1].sum(axis=axis),
        n_resamples=RESAMPLES,
        confidence_level=0.95,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return float(drawn.low), float(drawn.high)
