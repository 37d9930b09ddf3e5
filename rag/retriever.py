"""Hybrid search: Chroma and the lexicon, fused by reciprocal rank. It decides nothing about truth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.encoder import Encoder
from index.errors import EncoderMismatch
from index.filters import EVERYTHING, Filters
from index.view import View
from rag.gloss import widened

DEPTH = 50  # passages asked of each, or more where more are wanted
RRF_K = 60  # Cormack, Clarke and Büttcher 2009, "Reciprocal rank fusion outperforms Condorcet"


@dataclass(frozen=True)
class Found:
    """A passage that search found. Ranks are from 1, None where that search did not find it."""

    id: str
    article: str
    start: int
    end: int
    text: str
    score: float  # reciprocal rank fusion: the sum of 1 / (60 + rank)
    vector_rank: int | None
    word_rank: int | None
    cosine: float | None

    def to_json(self) -> dict[str, Any]:
        """What programs get of it."""
        place = {"article": self.article, "start": self.start, "end": self.end}
        return {**place, "text": self.text, "score": round(self.score, 6)}


@dataclass(frozen=True)
class Ranking:
    """Passage ids, best first, as each search has them and as they are fused; cosines and fused scores."""

    by_vector: tuple[str, ...]
    by_words: tuple[str, ...]
    fused: tuple[str, ...]
    cosines: Mapping[str, float]
    scores: Mapping[str, float]

    def to_json(self, most: int = DEPTH) -> dict[str, list[str]]:
        """The first ``most`` ids of each, by the names of the rooms that ranked them."""
        return {
            "lexicon": list(self.by_words[:most]),
            "chroma": list(self.by_vector[:most]),
            "fused": list(self.fused[:most]),
        }


def rank(view: View, encoder: Encoder, question: str, k: int = 10, filters: Filters = EVERYTHING) -> Ranking:
    """The passages of ``view`` ranked for ``question``, deep enough for the ``k`` best.

    Raises EncoderMismatch when the library's vectors were made by another encoder.
    """
    if not view.passage_count:
        return Ranking((), (), (), {}, {})
    if view.fingerprint != encoder.fingerprint:
        raise EncoderMismatch(
            f"The library was made with the encoder {view.fingerprint} and {encoder.fingerprint} is set now: "
            "set DOSSIER_ENCODER back, or index into another library with --library."
        )
    depth = max(DEPTH, k)
    by_vector = view.by_vector(encoder.encode_query(question), depth, filters)
    looked_for = widened(question, view.languages[0]) if view.languages else question
    by_words = view.by_words(looked_for, depth, filters)
    vector_ranks = {id: rank for rank, (id, _) in enumerate(by_vector, 1)}
    word_ranks = {id: rank for rank, (id, _) in enumerate(by_words, 1)}
    scores = fuse(vector_ranks, word_ranks)
    fused = sorted(scores, key=lambda id: (-scores[id], id))
    return Ranking(tuple(vector_ranks), tuple(word_ranks), tuple(fused), dict(by_vector), scores)


def take(view: View, ranking: Ranking, k: int) -> list[Found]:
    """The ``k`` best passages of a ranking, with their texts."""
    vector_ranks = {id: rank for rank, id in enumerate(ranking.by_vector, 1)}
    word_ranks = {id: rank for rank, id in enumerate(ranking.by_words, 1)}
    return [
        Found(
            passage.id,
            passage.article,
            passage.start,
            passage.end,
            passage.text,
            ranking.scores[passage.id],
            vector_ranks.get(passage.id),
            word_ranks.get(passage.id),
            ranking.cosines.get(passage.id),
        )
        for passage in view.passages(ranking.fused[:k])
    ]


def search(
    view: View, encoder: Encoder, question: str, k: int = 10, filters: Filters = EVERYTHING
) -> list[Found]:
    """The ``k`` best passages for ``question``, best first. Raises as ``rank`` does."""
    return take(view, rank(view, encoder, question, k, filters), k)


def fuse(*rankings: dict[str, int]) -> dict[str, float]:
    """Reciprocal rank fusion: each id's sum of 1 / (60 + rank) over the rankings that hold it."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for id, rank in ranking.items():
            scores[id] = scores.get(id, 0.0) + 1.0 / (RRF_K + rank)
    return scores
