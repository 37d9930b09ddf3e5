"""How relevant a passage is, told by the reader and by how near search's encoder has it to the question.

Of the passages of a question the reader alone puts the right one first hardly more often than search does;
the two err on different ones. Whether a passage answers is the reader's word alone: there the cosine, which
differs more from question to question than from passage to passage, adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp

from rag.reader import Reading

# A logistic function of the reader's raw relevance and the cosine. Their ratio is what puts the right passage
# first likeliest (softmax over the ten found); scale and bias make a probability of it. All three are what
# `python -m train nearness` finds.
RELEVANCE, COSINE, BIAS = 0.530, 22.10, -18.31


def by_both(readings: Sequence[Reading], cosines: Sequence[float | None]) -> list[Reading]:
    """The readings, their relevance by both. ``cosines``: of the question and each passage; one that search
    doesn't know, having found the passage by its words alone, is at most the least that it knows."""
    known = [cosine for cosine in cosines if cosine is not None]
    if not known:
        return list(readings)
    return [
        replace(reading, relevance=_relevance(reading.seen["relevance"], min(known) if c is None else c))
        if "relevance" in reading.seen
        else reading
        for reading, c in zip(readings, cosines, strict=True)
    ]


def _relevance(raw: float, cosine: float) -> float:
    return 1 / (1 + exp(-(RELEVANCE * raw + COSINE * cosine + BIAS)))
