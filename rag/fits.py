"""Whether a span can be what the question asks for: a date for *when*, a name other than those it names."""

from __future__ import annotations

from index.facts import find_facts
from index.names import find_names, mentions
from rag.question import Question
from rag.reader import Context, Reading

LIKELY, DOUBTED, IMPOSSIBLE = 1.0, 0.6, 0.1  # what is left of a reading's probability


def fits(question: Question, reading: Reading, context: Context) -> float:
    """The share of its probability that a reading keeps."""
    span = reading.text
    if question.kind in ("date", "number"):
        if reading.value is not None:
            return LIKELY
        found = find_facts(span, context.language, context.published)
        return LIKELY if any(fact.kind == question.kind for fact in found) else DOUBTED
    if question.kind in ("person", "place"):
        names = find_names(span, context.language)
        new = [name for name in names if not any(mentions(asked.text, name.text) for asked in question.names)]
        if names and not new:  # *who killed X* is not answered by X
            return IMPOSSIBLE
        if question.kind == "person" and not any(name.kind in ("person", "other") for name in new):
            return DOUBTED
    return LIKELY
