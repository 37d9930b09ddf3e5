"""The first reader, without training: it weighs what can be seen of each sentence (``features.py``).

That is the encoder's cosine between question and sentence; for each word of the question whether the sentence
is nearer with the word than without it, which holds across languages and tells *opened* from *cancelled*; the
words, names and dates that they share; whether the sentence holds a value of the kind asked for. Two logistic
functions of these give its probabilities. Their weights are fitted by ``python -m eval.fit``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp

from index.encoder import Encoder
from index.sentences import sentences
from rag.features import Candidate, Sight, look, variants
from rag.question import Question
from rag.reader import Context, Reading
from rag.values import find_value

SENTENCES = 5
CONFIRMING = 3  # … and of those that give the likeliest value, that are looked at to see who else says it
NEEDED = (
    "names_in_article",
    "numbers_in_article",
    "dates_in_article",
)  # what the question names must be there
UNKNOWN = 0.1  # answerable at most, where it isn't, or where *why* meets a sentence that gives no cause


class SentenceReader:
    """Without training: of all passages it reads the ``SENTENCES`` that look likeliest."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def read(self, question: Question, passages: Sequence[Context]) -> list[Reading]:
        readings = [Reading(0.0, 0.0, 0, 0, "") for _ in passages]
        if not passages:
            return readings
        asked = variants(question, self._encoder)
        found = candidates(question, passages)
        for sight in look(question, asked, found, self._encoder, SENTENCES):
            reading = judge(sight)
            if reading.relevance > readings[sight.candidate.rank].relevance:
                readings[sight.candidate.rank] = reading
        best = max(readings, key=lambda reading: reading.answerable)
        if best.value is None:
            return readings
        others = [
            c
            for c in found
            if c.value is not None
            and c.value.key == best.value.key
            and readings[c.rank].answerable < best.answerable
        ]
        for sight in look(question, asked, others, self._encoder, CONFIRMING):
            reading = judge(sight)
            if reading.answerable > readings[sight.candidate.rank].answerable:
                readings[sight.candidate.rank] = reading
        return readings


def candidates(question: Question, passages: Sequence[Context]) -> list[Candidate]:
    """Every sentence of the passages, each with the value in it that the question may ask for."""
    return [
        Candidate(
            rank,
            start,
            end,
            passage,
            find_value(question, passage.text[start:end], passage.language, passage.published),
        )
        for rank, passage in enumerate(passages)
        for start, end in sentences(passage.text)
    ]


def judge(sight: Sight) -> Reading:
    """The probabilities of one sentence."""
    score = relevance_score(sight.features)
    answerable = _probability(_logistic(_weights()["answerable"], {**sight.features, "relevance": score}))
    uncaused = sight.features["reason"] and not sight.features["cause"]
    if uncaused or not all(sight.features[needed] for needed in NEEDED):
        answerable = min(answerable, UNKNOWN)
    candidate, value = sight.candidate, sight.candidate.value
    start = candidate.start + (value.start if value else 0)
    end = candidate.start + value.end if value else candidate.end
    return Reading(
        _probability(score),
        answerable,
        start,
        end,
        candidate.context.text[start:end],
        value,
        sight.features,
    )


def relevance_score(features: Mapping[str, float]) -> float:
    """The logit of how likely the sentence is the one that answers."""
    return _logistic(_weights()["relevance"], features)


@cache
def _weights() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads((files("rag") / "sentence_reader.json").read_text())
    return loaded


def _logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    return sum(weight * (features[name] if name != "bias" else 1.0) for name, weight in weights.items())


def _probability(logit: float) -> float:
    return 1 / (1 + exp(-logit))
