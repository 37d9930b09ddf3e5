"""Amounts told name by name: *Le Japon suit avec 85 millions, devant le Koweït, qui en a promis 60*. What one
gave stands beside its own name: after it, up to the next one, or before it (*85 millions pour le Japon*)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.facts import Fact, find_facts
from index.names import Name, find_names, mentions
from index.sentences import sentence_at
from rag.deeds import acting
from rag.parallels import NOT_OF_IT
from rag.placed import placed
from rag.question import Question
from rag.reader import Context, Reading

_MILLION = 1e6
# Between an amount and the name that it is of.
_OF = re.compile(
    r"\s*(?:(?:millions?|milliards?|billions?|millones|mil)\s+)?"
    r"(?:(?:d['’]|de\s|of\s)?(?:euros?|dollars?|\w+s)\s+)?(?:(?:versés?|promis|donnés?|pledged|given)\s+)?"
    r"(?:pour|par|de la part (?:de|du|des)|à|au|aux|du|des|de|for|from|by|to|para|por)\s*"
    r"(?:(?:le|la|les|the|el|los|las)\s+|l['’])?\Z",
    re.IGNORECASE,
)


def with_own_amounts(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> list[Reading]:
    """Where a number is asked of one country or body, a reading beside the name of another becomes the amount
    beside its own, in a sentence that has both; or is hardly likely where that has none."""
    own = acting(question)
    if question.kind != "number" or own is None:
        return list(readings)
    return [
        _of_its_own(question, own, passage, reading)
        for passage, reading in zip(passages, readings, strict=True)
    ]


def _of_its_own(question: Question, own: Name, passage: Context, reading: Reading) -> Reading:
    begin, end = sentence_at(passage.text, reading.start)
    sentence = passage.text[begin:end]
    names = [
        n
        for n in find_names(sentence, passage.language)
        if n.kind in ("place", "organisation") and not n.demonym
    ]
    amounts = [f for f in find_facts(sentence, passage.language, passage.published) if f.kind == "number"]
    mine = [n for n in names if mentions(own.text, n.text)]
    if len(mine) != 1 or len(names) < 2 or len(amounts) < 2:
        return reading
    owners = {i: _owner(sentence, amount, names) for i, amount in enumerate(amounts)}
    read = [
        i for i, f in enumerate(amounts) if f.start < reading.end - begin and reading.start - begin < f.end
    ]
    if len(read) != 1 or owners[read[0]] in (None, mine[0]):
        return reading
    right = [amounts[i] for i, owner in owners.items() if owner == mine[0]]
    if len(right) == 1:
        found = placed(question, passage, reading, begin + right[0].start, begin + right[0].end)
        of_what = amounts[read[0]].unit, (amounts[read[0]].value or 0) >= _MILLION
        alike = of_what == (right[0].unit, (right[0].value or 0) >= _MILLION)
        return found if alike else replace(found, value=None)  # *60*, with *millions* left out
    return replace(reading, answerable=NOT_OF_IT * reading.answerable)


def _owner(sentence: str, amount: Fact, names: Sequence[Name]) -> Name | None:
    """The name that an amount stands beside."""
    after = next((n for n in names if n.start >= amount.end), None)
    if after is not None and _OF.match(sentence[amount.end : after.start]):
        return after
    return next((n for n in reversed(names) if n.end <= amount.start), None)
