"""Hybrid search: Chroma and the lexicon, fused by reciprocal rank. It decides nothing about truth."""

from __future__ import annotations

from dataclasses import dataclass

from index.encoder import Encoder
from index.errors import EncoderMismatch
from index.filters import EVERYTHING, Filters
from index.view import View

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


def search(
    view: View, encoder: Encoder, question: str, k: int = 10, filters: Filters = EVERYTHING
) -> list[Found]:
    """The ``k`` best passages for ``question``, best first.

    Raises EncoderMismatch when the library's vectors were made by another encoder.
    """
    if not view.passage_count:
        return []
    if view.fingerprint != encoder.fingerprint:
        raise EncoderMismatch(
            f"The library was made with the encoder {view.fingerprint} and {encoder.fingerprint} is set now: "
            "set DOSSIER_ENCODER back, or index into another library with --library."
        )
    depth = max(DEPTH, k)
    by_vector = view.by_vector(encoder.encode_query(question), depth, filters)
    by_words = view.by_words(question, depth, filters)
    vector_ranks = {id: rank for rank, (id, _) in enumerate(by_vector, 1)}
    word_ranks = {id: rank for rank, (id, _) in enumerate(by_words, 1)}
    cosines = dict(by_vector)
    scores = fuse(vector_ranks, word_ranks)
    best = sorted(scores, key=lambda id: (-scores[id], id))[:k]
    return [
        Found(
            passage.id,
            passage.article,
            passage.start,
            passage.end,
            passage.text,
            scores[passage.id],
            vector_ranks.get(passage.id),
            word_ranks.get(passage.id),
            cosines.get(passage.id),
        )
        for passage in view.passages(best)
    ]


def fuse(*rankings: dict[str, int]) -> dict[str, float]:
    """Reciprocal rank fusion: each id's sum of 1 / (60 + rank) over the rankings that hold it."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for id, rank in ranking.items():
            scores[id] = scores.get(id, 0.0) + 1.0 / (RRF_K + rank)
    return scores
