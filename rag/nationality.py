"""Whose minister: *which Danish minister* is not answered by one whom the article calls Norwegian."""

from __future__ import annotations

import re

from index.aliases import gazetteer
from index.names import Name, find_names
from index.sentences import sentence_at
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

_BESIDE = 50  # characters before a name that hold the office of its bearer
OFFICIAL = re.compile(
    r"\b(?:ministre|ministers?\b|ministr[oa]|responsable|officials?\b|secretair|secretar|diplomat|envoy|envia|ambassad"
    r"|embajador|president)|وزير|مسوول|مسؤول|مبعوث|سفير"
)


def of_another_country(question: Question, reading: Reading, context: Context) -> bool:
    """Whether a country's minister or envoy is asked for (*which Danish minister*), and the words beside the
    span tell of another country's."""
    asked = {i for name in question.own_names if name.demonym for i in countries(name)}
    if not asked or not OFFICIAL.search(fold_letters(question.text)):
        return False
    sentence, _ = sentence_at(context.text, reading.start)
    begin = max(sentence, reading.start - _BESIDE)
    beside = {
        i for name in find_names(context.text[begin : reading.end]) if name.demonym for i in countries(name)
    }
    return bool(beside) and asked.isdisjoint(beside)


def countries(name: Name) -> frozenset[str]:
    """The two-letter codes of the countries that a name is of."""
    entry = gazetteer().get(name.folded)
    return frozenset(i for i in entry.ids if len(i) == 2) if entry is not None else frozenset()
