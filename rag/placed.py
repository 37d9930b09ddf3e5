"""A reading at another place of its passage, with what it says there in normal form."""

from __future__ import annotations

from dataclasses import replace

from index.sentences import sentences
from rag.question import Question
from rag.reader import Context, Reading
from rag.values import value_at


def placed(question: Question, passage: Context, reading: Reading, start: int, end: int) -> Reading:
    """The reading with ``passage.text[start:end]`` as its span; places in its value are those of the sentence
    that holds the span."""
    text = passage.text
    touched = [(a, b) for a, b in sentences(text) if a < end and start < b]
    first, last = min(a for a, _ in touched), max(b for _, b in touched)
    span = start - first, end - first
    value = value_at(question, text[first:last], passage.language, passage.published, *span)
    return replace(reading, start=start, end=end, text=text[start:end], value=value)
