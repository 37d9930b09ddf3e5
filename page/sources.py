"""The cited sentences, each in its paragraph, gathered by article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import DossierError
from page.escape import clipped, clipped_left
from page.pipeline import Pipeline
from rag.answer import Citation

CONTEXT = 420  # characters of a paragraph that are shown on either side of what is cited


@dataclass(frozen=True)
class Extract:
    """A stretch of an article: ``text``, with the spans of it that are cited, by their marks."""

    text: str
    cited: tuple[tuple[int, int, int], ...]  # (start, end, mark), in order, none overlapping


@dataclass(frozen=True)
class Source:
    """An article that an answer cites."""

    citation: Citation  # the first one: title, date, file
    language: str | None
    extracts: tuple[Extract, ...]


def gather(pipeline: Pipeline, citations: Sequence[Citation]) -> tuple[Source, ...]:
    """The articles of ``citations`` in the order of their first mark.

    A library that has changed since the answer may have lost an article: its quote is still shown.
    """
    by_article: dict[str, list[Citation]] = {}
    for citation in citations:
        by_article.setdefault(citation.article, []).append(citation)
    return tuple(
        Source(cited[0], _language(pipeline, article), _extracts(pipeline, cited))
        for article, cited in by_article.items()
    )


def _language(pipeline: Pipeline, article: str) -> str | None:
    try:
        return pipeline.library.view().article(article).language
    except DossierError:
        return None


def _extracts(pipeline: Pipeline, citations: Sequence[Citation]) -> tuple[Extract, ...]:
    """One extract a paragraph: sentences cited from the same one are marked in it together."""
    paragraphs: dict[tuple[int, str], list[tuple[int, int, int]]] = {}
    for citation in citations:
        try:
            before, quote, after = pipeline.paragraph(citation)
        except DossierError:
            before, quote, after = "", citation.quote, ""
        start = len(before)
        whole = before + quote + after
        spans = paragraphs.setdefault((citation.start - start, whole), [])
        span = (start, start + len(quote), citation.n)
        if all(span[1] <= other[0] or other[1] <= span[0] for other in spans):
            spans.append(span)
        else:  # one quote within another: shown apart, for a mark can't hold a mark
            paragraphs[(-citation.n, whole)] = [span]
    return tuple(_trimmed(whole, sorted(spans)) for (_, whole), spans in paragraphs.items())


def _trimmed(whole: str, spans: list[tuple[int, int, int]]) -> Extract:
    first, last = spans[0][0], spans[-1][1]
    before = clipped_left(whole[:first].lstrip(), CONTEXT)
    after = clipped(whole[last:].rstrip(), CONTEXT)
    shift = len(before) - first
    text = before + whole[first:last] + after
    return Extract(text, tuple((start + shift, end + shift, n) for start, end, n in spans))
