"""Whether a span can be what the question asks for: a date for *when*, a name other than those it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.facts import find_facts
from index.names import Name, find_names, mentions
from index.sentences import sentences
from rag.compare_names import level
from rag.counted import counts_otherwise
from rag.question import Question
from rag.reader import Context, Reading

LIKELY, DOUBTED, UNLIKELY, IMPOSSIBLE = 1.0, 0.6, 0.35, 0.1  # what is left of a reading's probability
ACTING = 0.75  # where a person is asked for and a country or body is named: it may act too
_COUNTRY = re.compile(r"\b(?:pays|countr\w+|état|state|nation|país|países)\b|بلد|دولة", re.IGNORECASE)
_ABOUT = 2.5  # logits
_APPOSED = re.compile(r"[\s,]*(?:\w+-)?")  # between a person's name and the office beside it


def fits(question: Question, reading: Reading, context: Context) -> float:
    """The share of its probability that a reading keeps."""
    span = reading.text
    if question.kind in ("date", "number"):
        if reading.value is not None:
            return DOUBTED if counts_otherwise(question, reading.value.unit) else LIKELY
        found = find_facts(span, context.language, context.published)
        return LIKELY if any(fact.kind == question.kind for fact in found) else DOUBTED
    if question.kind in ("person", "place"):
        names = find_names(span, context.language)
        new = [name for name in names if not any(mentions(asked.text, name.text) for asked in question.names)]
        if names and not new:  # *who killed X* is not answered by X
            return IMPOSSIBLE
        if question.kind == "person" and not any(_may_be_person(name) for name in new):
            acting = any(not name.demonym for name in new)
            return ACTING if acting else UNLIKELY
        if question.kind == "place" and new and all(name.demonym or name.kind == "person" for name in new):
            return UNLIKELY
    return LIKELY


def _may_be_person(name: Name) -> bool:
    return name.kind == "person" or name.kind == "other" and not name.demonym


def named(question: Question, text: str, start: int, end: int) -> tuple[int, int]:
    """Where a person is asked for and ``text[start:end]`` is an office, the place of the name beside it."""
    if question.kind != "person" or any(n.kind == "person" for n in find_names(text[start:end])):
        return start, end
    for begin, stop in sentences(text):
        if not begin <= start < stop:
            continue
        for name in find_names(text[begin:stop]):
            a, b = begin + name.start, begin + name.end
            beside = text[b:start] if b <= start else text[end:a] if end <= a else None
            if name.kind == "person" and beside is not None and _APPOSED.fullmatch(beside):
                return a, b
    return start, end


def town_first(
    question: Question, text: str, spans: Sequence[tuple[int, int, float]]
) -> Sequence[tuple[int, int, float]]:
    """The spans, before a country a town of the same sentence that is about as good: *le Maroc accueille, à
    Marrakech*. Not where a country is asked for."""
    if question.kind != "place" or len(spans) < 2 or _COUNTRY.search(question.text):
        return spans
    start, _, best = spans[0]
    first, last = next(((a, b) for a, b in sentences(text) if a <= start < b), (0, 0))
    places = [n for n in find_names(text[first:last]) if n.kind == "place"]

    def size(span: tuple[int, int, float]) -> str | None:
        """Of the one place that a span of the sentence is."""
        there = [n for n in places if n.start < span[1] - first and span[0] - first < n.end]
        return level(there[0].text) if len(there) == 1 else None

    if size(spans[0]) != "country":
        return spans
    for at, span in enumerate(spans):
        if best - span[2] < _ABOUT and size(span) == "town":
            return [(*span[:2], best), *(other for i, other in enumerate(spans) if i != at)]
    return spans
