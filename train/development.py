"""The held-out questions as pairs, and the scores of a model on them."""

from __future__ import annotations

import random
import zlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from train.batches import Encoded, PairTokenizer
from train.data import Material
from train.examples import Example, Pair
from train.model import ReaderModel
from train.pairs import Shares
from train.scores import area_under_curve, read, span_scores

SPANS = ("piaf-fr", "squadshifts-wiki-en", "afriqa-fr", "afriqa-en", "orange-news-fr")
_EVERYTHING = Shares(search=1, neighbour=1, removed=1, exchanged=1, false_premise=1, mismatched=1)
_SEED = 20


class Development:
    """``per_source`` held-out questions of each source, 0 for all (of news 600); of one ``half`` of the
    articles, or of all."""

    def __init__(
        self, material: Material, tokenizer: PairTokenizer, per_source: int, half: int | None = None
    ) -> None:
        rng = random.Random(_SEED)
        held, news, self.examples = _sample(material, per_source, half, rng)
        self.spans = tokenizer.encode([_whole(e) for e in self.examples], rng, measuring=True)
        groups = [
            group
            for some in (held, news)
            for grouping in [material.grouping(some, rng)]
            for e in self.examples
            if (e.source == "orange-news-fr") == (some is news)
            for group in [[(e.source, pair) for pair in grouping.group(e, _EVERYTHING)]]
        ]
        flat = [(source, pair) for group in groups for source, pair in group]
        encoded = tokenizer.encode([pair for _, pair in flat], rng, measuring=True)
        self.pairs: list[tuple[str, Encoded]] = [
            (source, e) for (source, _), e in zip(flat, encoded, strict=True) if e is not None
        ]

    def check(self, model: ReaderModel, device: str) -> dict[str, Any]:
        """Span F1 and EM by source, over whole paragraphs (news: a passage), and how right and wrong part."""
        out: dict[str, Any] = {}
        kept = [(e, x) for e, x in zip(self.examples, self.spans, strict=True) if x is not None]
        said = [
            x.text(a, b)
            for (_, x), (a, b, *_) in zip(kept, read(model, [x for _, x in kept], device), strict=True)
        ]
        for source in SPANS:
            rows = [(text, e) for text, (e, _) in zip(said, kept, strict=True) if e.source == source]
            out[source] = span_scores([text for text, _ in rows], [e.answers or (e.answer,) for _, e in rows])
        scores = read(model, [e for _, e in self.pairs], device)
        out["auc"] = aucs([e for _, e in self.pairs], [s[3] for s in scores])
        relevance = [s[2] for s in scores]
        out["relevance_auc"] = area_under_curve(*_parted([e for _, e in self.pairs], relevance))
        return out


def whole_pairs(material: Material, per_source: int, half: int | None = None) -> list[Pair]:
    """The held-out questions of ``Development``, each over its paragraph (news: a passage) and no other."""
    return [_whole(e) for e in _sample(material, per_source, half, random.Random(_SEED))[2]]


def aucs(pairs: Sequence[Encoded], scores: Sequence[float]) -> dict[str, float]:
    """Area under the ROC curve of answerable pairs against each kind of wrong ones."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for e, score in zip(pairs, scores, strict=True):
        kinds[e.pair.kind].append(score)
    return {
        kind: round(area_under_curve(kinds["answer"], wrong), 4)
        for kind, wrong in sorted(kinds.items())
        if kind != "answer"
    }


def _parted(pairs: Sequence[Encoded], scores: Sequence[float]) -> tuple[list[float], list[float]]:
    told = [(e.pair.relevant, s) for e, s in zip(pairs, scores, strict=True)]
    return [s for r, s in told if r], [s for r, s in told if r is False]


def _sample(
    material: Material, per_source: int, half: int | None, rng: random.Random
) -> tuple[list[Example], list[Example], list[Example]]:
    """All questions of the files, all of the news, and those that are chosen of both."""
    held = [e for e in material.development if _in_half(e.title or e.context, half)]
    told = [row for row in material.held_out_news if _in_half(row["title"], half)]
    news = material.news_questions(told, per_source or 600, rng)
    chosen: list[Example] = []
    for source in SPANS:
        own = [e for e in (*held, *news) if e.source == source]
        chosen += rng.sample(own, min(per_source, len(own))) if per_source else own
    return held, news, chosen


def _in_half(article: str, half: int | None) -> bool:
    return half is None or zlib.crc32(article.encode()) % 2 == half


def _whole(example: Example) -> Pair:
    at = max(0, example.start - 500) if example.source == "orange-news-fr" else 0
    to = example.end + 500 if example.source == "orange-news-fr" else len(example.context)
    return Pair(
        example.question,
        example.context[at:to],
        example.start - at,
        example.end - at,
        True,
        True,
        "answer",
        published=example.published,
    )
