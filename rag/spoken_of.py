"""A conversation's own articles: a follow-up is likelier answered where the answer before it stood."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from math import exp

from index.names import find_names
from rag.question import Question, fold_letters
from rag.reader import Reading
from rag.retriever import Found

LEANING = 0.6  # logits: .54 becomes .68, .92 becomes .95; a surer sentence elsewhere still comes first
ELSEWHERE = 0.6  # of the probability
_ORDER = re.compile(
    r"\b(?:prochain|suivant|precedent|next|following|previous|proxim[oa]|siguiente|anterior)|(?:المقبل|القادم|السابق)"
)
_LEAST = 0.3  # what is less likely answers nothing there either


def leaning(
    likely: Sequence[float],
    question: Question,
    found: Sequence[Found],
    readings: Sequence[Reading],
    articles: Collection[str],
) -> list[float]:
    """The probabilities, a little higher for what stands in ``articles``, which the conversation cited.

    Not where what is told is of another kind than what is asked for. The next one or the one before, of what
    no name says, is that of what was spoken of: elsewhere another's is told.
    """
    if not articles:
        return list(likely)
    nameless = not question.names and not question.dates and _ORDER.search(fold_letters(question.text))
    return [
        (_raised(p) if p >= _LEAST and _fitting(question, r) else p)
        if f.article in articles
        else (ELSEWHERE if nameless else 1.0) * p
        for p, f, r in zip(likely, found, readings, strict=True)
    ]


def _fitting(question: Question, reading: Reading) -> bool:
    """Whether a date, number or place is told where one is asked for, and more than a body for a person."""
    if question.kind in ("date", "number"):
        return reading.value is not None
    if question.kind not in ("person", "place"):
        return True
    names = find_names(reading.text)
    if question.kind == "place":
        return any(name.kind == "place" for name in names)
    return not names or any(name.kind != "organisation" for name in names)


def _raised(probability: float) -> float:
    odds = probability / max(1e-9, 1 - probability) * exp(LEANING)
    return odds / (1 + odds)
