"""What the passages say to a question: sentences with their values, and who says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.articles import Article
from index.names import mentions
from index.sentences import sentences
from rag.reader import Reading
from rag.retriever import Found
from rag.values import Value


@dataclass(frozen=True)
class Evidence:
    """A sentence that may answer. ``start`` and ``end`` are the sentence's in its article's text."""

    article: Article
    start: int
    end: int
    value: Value | None
    answerable: float

    @property
    def quote(self) -> str:
        return self.article.text[self.start : self.end]


def gather(
    found: Sequence[Found], readings: Sequence[Reading], articles: dict[str, Article]
) -> list[Evidence]:
    """One piece of evidence per sentence that a reading points to, likeliest first."""
    best: dict[tuple[str, int], Evidence] = {}
    for passage, reading in zip(found, readings, strict=True):
        if reading.end <= reading.start:
            continue
        article = articles[passage.article]
        at = passage.start + reading.start
        for start, end in ((passage.start + s, passage.start + e) for s, e in sentences(passage.text)):
            if start <= at < end:
                evidence = Evidence(article, start, end, reading.value, reading.answerable)
                known = best.get((article.id, start))
                if known is None or known.answerable < evidence.answerable:
                    best[article.id, start] = evidence
                break
    return sorted(best.values(), key=lambda e: (-e.answerable, e.article.id, e.start))


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
    """The first piece of evidence and those, at least ``least`` likely, that give the same value.

    Without a value there is nothing to compare: the first stands alone.
    """
    first = evidence[0]
    if first.value is None:
        return [first]
    return [first] + [
        other
        for other in evidence[1:]
        if other.answerable >= least and other.value is not None and _same(first.value, other.value)
    ]


def _same(one: Value, other: Value) -> bool:
    if one.kind in ("person", "place"):
        return mentions(one.text, other.text) or mentions(other.text, one.text)
    return one.key == other.key
