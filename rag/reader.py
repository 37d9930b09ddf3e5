"""What reads a question against passages: is it relevant, where is the answer, and is there one at all.

``Reader`` is what every reader offers; the one that comes along is in ``trained_reader.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rag.question import Question
from rag.values import Value


@dataclass(frozen=True)
class Context:
    """A passage as it is read: its text, and what its article says of itself."""

    text: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    article: str = ""  # the article's whole text, where it is known


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
    seen: Mapping[str, float] = field(default_factory=dict)  # the raw numbers, for --explain


class Reader(Protocol):
    def read(self, question: Question, passages: Sequence[Context]) -> list[Reading]:
        """One reading per passage, in order."""
        ...
