"""What an answer's explanation tells of its way: which passages each stage ranked, and what was read in them.

Stages: ``lexicon`` (BM25) and ``chroma`` (vectors), at most 50 passages each; ``fused``, both by reciprocal
rank; ``read``, the passages that were read, likeliest first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.items import Item
from rag.answer import Answer

STAGES = ("lexicon", "chroma", "fused", "read")
DEPTH = 50  # passages of a stage that are looked at

Span = tuple[str, int, int]  # article id, start, end


@dataclass(frozen=True)
class Trace:
    """``passages``: ids by stage, best first. ``read``: what was read, in the order it was handed over.

    Everything is empty where an answer explains nothing, as one of another program's pipeline may.
    """

    passages: Mapping[str, tuple[str, ...]]
    read: tuple[Mapping[str, Any], ...]
    question: Mapping[str, Any]  # kind, names, time

    def articles(self, stage: str) -> tuple[str, ...]:
        """The distinct articles of a stage, each where its best passage stands."""
        return tuple(dict.fromkeys(span(id)[0] for id in self.passages.get(stage, ())))

    @property
    def best(self) -> Mapping[str, Any] | None:
        """The likeliest reading that points anywhere: the answer that would be given at the least."""
        pointing = [one for one in self.read if one.get("span")]
        return max(pointing, key=_likely, default=None)

    @property
    def confidence(self) -> float:
        """The probability of the likeliest evidence; 0 where there is none."""
        return _likely(self.best) if self.best else 0.0


def _likely(reading: Mapping[str, Any]) -> float:
    return float(reading.get("likely", 0.0))


def trace(answer: Answer) -> Trace:
    """What ``answer.explain`` tells, in the form that measures need."""
    told = answer.explain
    ranked: Mapping[str, Sequence[str]] = told.get("ranked", {})
    read = tuple(told.get("passages", ()))
    passages = {stage: tuple(ranked.get(stage, ()))[:DEPTH] for stage in STAGES[:-1]}
    passages["read"] = tuple(str(one["id"]) for one in sorted(read, key=lambda one: -_likely(one)))
    return Trace(passages, read, {k: told[k] for k in ("kind", "names", "time") if k in told})


def span(passage: str) -> Span:
    """A passage's place, of its id ``article#start-end``; (id, 0, 0) of any other id."""
    article, _, place = passage.rpartition("#")
    start, dash, end = place.partition("-")
    if not article or not dash or not (start.isdigit() and end.isdigit()):
        return passage, 0, 0
    return article, int(start), int(end)


def gold_spans(item: Item, texts: Mapping[str, str]) -> tuple[Span, ...]:
    """Where the item's gold sentences stand in its articles, white space folded."""
    found: list[Span] = []
    for sentence in item.sentences:
        pattern = re.compile(r"\s+".join(map(re.escape, sentence.split())))
        for article in item.articles:
            found += [(article, *match.span()) for match in pattern.finditer(texts.get(article, ""))]
    return tuple(found)


@dataclass(frozen=True)
class Ranks:
    """The rank, from 1, of the first right article and of the first passage with a gold sentence."""

    article: int | None
    passage: int | None


def ranks(found: Trace, item: Item, gold: Sequence[Span]) -> dict[str, Ranks]:
    """By stage; None where none is among its passages, and for passages where the set names no sentence."""
    return {stage: _ranks(found.passages[stage], found.articles(stage), item, gold) for stage in STAGES}


def _ranks(passages: Sequence[str], articles: Sequence[str], item: Item, gold: Sequence[Span]) -> Ranks:
    return Ranks(
        next((rank for rank, article in enumerate(articles, 1) if article in item.articles), None),
        next((rank for rank, passage in enumerate(passages, 1) if holds(passage, gold)), None),
    )


def holds(passage: str, gold: Sequence[Span]) -> bool:
    """Whether more than half of a gold sentence stands in the passage."""
    article, start, end = span(passage)
    return any(
        article == where and 2 * (min(end, last) - max(start, first)) > last - first
        for where, first, last in gold
    )
