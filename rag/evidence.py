"""What the passages say to a question: sentences with their values, and who says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from index.articles import Article
from index.names import mentions
from index.sentences import sentences
from rag.question import Question, fold
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


def confirmed(evidence: Sequence[Evidence], least: float, confirming: float) -> list[Evidence]:
    """The evidence, before all the piece whose value the sentences together make likeliest.

    Of those at least ``least`` likely, by the chance that one of the sentences that give the same value, each
    at least ``confirming`` likely, is right, were they independent (noisy or, Pearl 1988).
    """

    def together(one: Evidence) -> float:
        same = [e for e in evidence if e is one or (e.answerable >= confirming and _same(one, e))]
        return 1 - prod(1 - e.answerable for e in same)

    likely = [e for e in evidence if e.answerable >= least]
    first = max(likely, key=lambda e: (together(e), e.answerable))
    return [first, *(e for e in evidence if e is not first)]


def precise(evidence: Sequence[Evidence], least: float) -> list[Evidence]:
    """The evidence with the likeliest first or, where that gives a date and another at least ``least`` likely
    gives one within it, that one: *11 May 2022* before *May*."""
    first = evidence[0]
    for other in evidence[1:]:
        if other.answerable < least:
            break
        if first.value and other.value and other.value.refines(first.value):
            return [other, *(e for e in evidence if e is not other)]
    return list(evidence)


def agreeing(evidence: Sequence[Evidence], least: float) -> list[Evidence]:
    """The first piece of evidence and those, at least ``least`` likely, that say the same."""
    first = evidence[0]
    return [first] + [other for other in evidence[1:] if other.answerable >= least and _same(first, other)]


def _same(one: Evidence, other: Evidence) -> bool:
    """Whether both give the same value or, where neither has a normal form, the same words."""
    if one.value is None or other.value is None:
        said, heard = (sorted(fold(text) for text in e.said) for e in (one, other))
        return one.value is other.value and bool(said) and said == heard
    if one.value.kind in ("person", "place"):
        return mentions(one.value.text, other.value.text) or mentions(other.value.text, one.value.text)
    return one.value.key == other.value.key
