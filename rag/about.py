"""The reader's second look: is a claim about what the sentence it cites is about?

The reader was trained to tell whether a passage answers a question. Given the claim in the question's place
it says how far the cited sentence speaks of the same thing; it doesn't see that a date or a name was changed,
which is what the rules are for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rag.cited import Cited
from rag.grounding import Check
from rag.question import LONGEST, analyse
from rag.reader import Context, Reader, Reading

By = Literal["relevance", "answerable", "both"]


def reader_check(reader: Reader, by: By = "relevance") -> Check:
    """A check by ``reader``. ``by``: which of its probabilities counts, or the mean of both."""

    def check(claim: str, cited: Sequence[Cited]) -> list[float]:
        contexts = [Context(one.quote, one.title, one.published, one.spoken) for one in cited]
        return [probability(reading, by) for reading in reader.read(analyse(claim[:LONGEST]), contexts)]

    return check


def probability(reading: Reading, by: By) -> float:
    if by == "both":
        return (reading.relevance + reading.answerable) / 2
    return reading.relevance if by == "relevance" else reading.answerable
