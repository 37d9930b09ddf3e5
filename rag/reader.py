"""Reads a question against passages: is it relevant, where is the answer, and is there one at all.

``Reader`` is what every reader offers; a trained one takes the place of ``SentenceReader``, the first.

``SentenceReader`` has no weights of its own. It weighs the sentences of the passages by what can be seen
(``features.py``): the encoder's cosine between question and sentence; for each word of the question
whether the sentence is nearer with the word than without it, which works across languages and tells
*cancelled* from *opened*; the words and names that they share; whether the sentence holds a value of
the kind asked for. A logistic function of these, fitted on public questions (``eval/README.md``), gives a
probability that the sentence answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.encoder import Encoder
from index.sentences import sentences
from rag.features import Candidate, measure, probability
from rag.question import Question
from rag.values import Value, find_value

SENTENCES = 8  # those of all passages that are encoded: what two cores do in about 50 ms
ALIKE = 0.9  # a passage's lesser sentence is not read where another of it is this much likelier


@dataclass(frozen=True)
class Context:
    """A passage as it is read: its text, and what its article says of itself."""

    text: str
    title: str | None = None
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Reading:
    """What one passage says to the question. Offsets are into the passage's text.

    ``relevance`` and ``answerable`` are probabilities; ``start`` and ``end`` are the answer's,
    ``value`` its normal form, where the question asks for a date, number, person or place.
    """

    relevance: float
    answerable: float
    start: int
    end: int
    text: str
    value: Value | None = None
    seen: dict[str, float] | None = None  # the features, for --explain


class Reader(Protocol):
    def read(self, question: Question, passages: Sequence[Context]) -> list[Reading]:
        """One reading per passage, in order; the same whatever the other passages are, but for speed."""
        ...


class SentenceReader:
    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def read(self, question: Question, passages: Sequence[Context]) -> list[Reading]:
        candidates: list[Candidate] = []
        for index, passage in enumerate(passages):
            for start, end in sentences(passage.text):
                value = find_value(
                    question, passage.text[start:end], passage.language, passage.published
                )
                candidates.append(Candidate(index, start, end, passage, value))
        measured = measure(question, candidates, self._encoder, SENTENCES)
        readings = [Reading(0.0, 0.0, 0, 0, "") for _ in passages]
        for candidate, seen in measured:
            likely = probability(seen)
            if likely <= readings[candidate.passage].answerable:
                continue
            value = candidate.value
            start = candidate.start + (value.start if value else 0)
            end = candidate.start + value.end if value else candidate.end
            readings[candidate.passage] = Reading(
                likely, likely, start, end, candidate.context.text[start:end], value, seen
            )
        return readings
