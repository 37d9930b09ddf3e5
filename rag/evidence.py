"""What the passages say to a question: sentences with their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.articles import Article
from index.sentences import sentences
from rag.question import Question
from rag.reader import Reading
from rag.retriever import Found
from rag.shapes import shaped
from rag.values import Value


@dataclass(frozen=True)
class Evidence:
    """A sentence that may answer. ``start`` and ``end`` are the sentence's in its article's text.

    ``items``: the places in the sentence of what answers; several where a list was asked for, none where
    the whole sentence is the answer. ``value``: its normal form, where there is one.
    """

    article: Article
    start: int
    end: int
    value: Value | None
    answerable: float
    items: tuple[tuple[int, int], ...] = ()

    @property
    def quote(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def said(self) -> tuple[str, ...]:
        """What answers, as the article has it."""
        return tuple(" ".join(self.quote[start:end].split()) for start, end in self.items)


def gather(
    question: Question,
    found: Sequence[Found],
    readings: Sequence[Reading],
    likely: Sequence[float],
    articles: dict[str, Article],
) -> list[Evidence]:
    """One piece of evidence per sentence that a reading points to, likeliest first.

    ``likely``: for each passage the probability that its reading answers.
    """
    best: dict[tuple[str, int], Evidence] = {}
    for passage, reading, probability in zip(found, readings, likely, strict=True):
        if reading.end <= reading.start:
            continue
        article = articles[passage.article]
        for start, end in sentences(passage.text):
            if not start <= reading.start < end:
                continue
            evidence = Evidence(
                article,
                passage.start + start,
                passage.start + end,
                reading.value,
                probability,
                shaped(
                    question, passage.text[start:end], reading.start - start, min(reading.end, end) - start
                ),
            )
            known = best.get((article.id, evidence.start))
            if known is None or known.answerable < evidence.answerable:
                best[article.id, evidence.start] = evidence
            break
    return sorted(best.values(), key=lambda e: (-e.answerable, e.article.id, e.start))
