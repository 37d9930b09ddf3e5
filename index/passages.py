"""An article becomes passages: runs of whole sentences, each with its place in the unaltered text.

A passage aims at 120 tokens: the next sentence is taken while it fits, so that a paragraph of ordinary
length stays whole and short ones share a passage. Where a paragraph is cut, the next passage begins with
the last sentence again. A sentence of more than 250 tokens is cut at its clauses, or else between words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.articles import Article
from index.sentences import paragraphs, sentences

TARGET_TOKENS = 120
MOST_TOKENS = 250

CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True)
class Passage:
    """``text`` is the article's text from ``start`` to ``end``, in code points; ``id`` is stable."""

    id: str
    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    tokens: int
    paragraph: int


def cut(article: Article, count_tokens: CountTokens) -> list[Passage]:
    """The passages of ``article``, in order; boilerplate is in none of them."""
    text = article.text
    spans = sentences(text, article.masked)
    starts = [start for start, _ in paragraphs(text)]
    counts = count_tokens([text[start:end] for start, end in spans])
    pieces: list[_Piece] = []
    for (start, end), tokens in zip(spans, counts, strict=True):
        paragraph = bisect_right(starts, start)
        for part_start, part_end, part_tokens in _shorten(text, start, end, tokens, count_tokens):
            pieces.append(_Piece(part_start, part_end, part_tokens, paragraph))
    return [
        Passage(f"{article.id}#{start}-{end}", article.id, start, end, text[start:end])
        for start, end in _runs(pieces, article.masked)
    ]


def embedded_text(article: Article, passage: Passage) -> str:
    """What the encoder sees: the article's title and date for context, then the passage."""
    context = [article.title if article.title and article.title not in passage.text else None]
    context.append(article.published)
    head = " · ".join(part for part in context if part)
    return f"{head}\n{passage.text}" if head else passage.text


def _runs(pieces: Sequence[_Piece], masked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    run: list[_Piece] = []
    for piece in pieces:
        tokens = sum(p.tokens for p in run)
        hole = bool(run) and any(run[-1].end <= start < piece.start for start, _ in masked)
        if run and (tokens + piece.tokens > TARGET_TOKENS or hole):
            runs.append((run[0].start, run[-1].end))
            last = run[-1]
            overlaps = (
                not hole
                and last.paragraph == piece.paragraph
                and last.tokens + piece.tokens <= MOST_TOKENS
                and last.tokens <= TARGET_TOKENS // 2
            )
            run = [last] if overlaps else []
        run.append(piece)
    if run:
        runs.append((run[0].start, run[-1].end))
    return runs


def _shorten(
    text: str, start: int, end: int, tokens: int, count_tokens: CountTokens
) -> list[tuple[int, int, int]]:
    """(start, end, tokens) of the parts of a sentence, each at most ``MOST_TOKENS``: usually just itself."""
    if tokens <= MOST_TOKENS:
        return [(start, end, tokens)]
    middle = (start + end) // 2
    for boundary in (r"[;:]\s+", r"[,،]\s+", r"\s+"):
        places = [start + m.end() for m in re.finditer(boundary, text[start:end])]
        places = [at for at in places if start + (end - start) // 5 < at < end - (end - start) // 5]
        if places:
            at = min(places, key=lambda place: abs(place - middle))
            break
    else:
        at = middle
    left = start + len(text[start:at].rstrip())
    counts = count_tokens([text[start:left], text[at:end]])
    return [
        *_shorten(text, start, left, counts[0], count_tokens),
        *_shorten(text, at, end, counts[1], count_tokens),
    ]
