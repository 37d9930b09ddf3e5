"""People and places that two sentences answer with: one and the same, one within the other, or two."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from index.aliases import gazetteer
from index.folding import fold_words
from index.names import Name, find_names, mentions
from rag.evidence import Evidence
from rag.question import fold_letters
from rag.values import Value

Level = Literal["country", "region", "town"]

_REACH = 300  # characters about a sentence in which a town and its country may be named together
_CONTEXT = 1500  # … and before it in which a surname may stand with its first name

# *Skhirat, au sud de Rabat* is not Rabat: what may lead from a place to one that only tells where it is.
_BESIDE = re.compile(
    r"\b(?:(?:au |a l')?(?:nord|sud|est|ouest)(?:-(?:est|ouest))?|pres|proche|km|kilometres|large|banlieue"
    r"|north|south|east|west|\w+(?:ern|east|west)|near|outside|kilometers|miles|suburb"
    r"|norte|sur|este|oeste|cerca|afueras|kilometros)\b\W*(?:\w{1,3}\W+){0,3}\Z|قرب|جنوب|شمال|شرق|غرب"
)


@lru_cache(512)
def names_of(text: str) -> tuple[Name, ...]:
    """The names in a sentence, which is asked for them more than once."""
    return tuple(find_names(text))


@lru_cache(4096)
def named(name: str, text: str) -> bool:
    """``mentions``, remembered: the same names are looked for in the same sentences."""
    return mentions(name, text)


def one_name(a: str, b: str) -> bool:
    """Whether two names may be of one person or place: *Blinken* and *Antony Blinken*, *Daech* and *EI*."""
    return fold_words(a) == fold_words(b) or named(a, b) or named(b, a)


def within(one: Evidence, a: Value, other: Evidence, b: Value) -> bool:
    """Whether one place is a town and the other its country, so far as sentences that name both show it."""
    if {level(a.text), level(b.text)} != {"town", "country"}:
        return False
    if named(b.text, one.quote) or named(a.text, other.quote):
        return True
    return any(
        named(a.text, sentence) and named(b.text, sentence)
        for evidence in (one, other)
        for sentence in _around(evidence)
    )


def _around(evidence: Evidence) -> list[str]:
    """The sentences about the quote, cut roughly."""
    text = evidence.article.text
    return re.split(r"(?<=[.!?؟])\s+|\n+", text[max(0, evidence.start - _REACH) : evidence.end + _REACH])


def clash(one: Evidence, a: Value, other: Evidence, b: Value) -> bool:
    """Whether two names that are not one are surely of two people, two towns or two countries.

    A sentence that names both doesn't set one against the other, unless the second tells where the first is.
    """
    for evidence, own, foreign in ((one, a, b), (other, b, a)):
        if named(foreign.text, evidence.quote) and not _beside(evidence.quote, own, foreign):
            return False
    if a.kind == "person":
        return _is_person(one, a) and _is_person(other, b)
    same_level = level(a.text) == level(b.text) != "region"
    return same_level and _is_place(one.quote, a) and _is_place(other.quote, b)


def _is_person(evidence: Evidence, value: Value) -> bool:
    """Whether it is a person's name; where only what stands before tells it of a surname, by that."""
    begin = max(0, evidence.start - _CONTEXT)
    return any(
        name.kind == "person" and named(value.text, name.text)
        for text in (evidence.quote, evidence.article.text[begin : evidence.end])
        for name in names_of(text)
    )


def _is_place(sentence: str, value: Value) -> bool:
    """Whether it is surely a place; a venue, an office may stand in the town that the other one names."""
    return any(
        name.kind == "place" and name.start < value.end and value.start < name.end
        for name in names_of(sentence)
    )


@lru_cache(512)
def level(name: str) -> Level:
    """What the table knows a place as; a place that is not in it is taken for a town."""
    entry = gazetteer().get(fold_words(name))
    if entry is None:
        return "town"
    if any(len(id) == 2 and id.isupper() for id in entry.ids):
        return "country"
    return "region" if entry.ids & _regions() else "town"


@cache
def _regions() -> frozenset[str]:
    table = tomllib.loads((files("index") / "aliases.toml").read_text(encoding="utf-8"))
    return frozenset(table["regions"])


def _beside(sentence: str, own: Value, foreign: Value) -> bool:
    """Whether ``foreign`` stands in the sentence only to tell where ``own`` is."""
    for name in names_of(sentence):
        if name.start >= own.end and named(foreign.text, name.text):
            return own.kind == "place" and bool(_BESIDE.search(fold_letters(sentence[own.end : name.start])))
    return False
