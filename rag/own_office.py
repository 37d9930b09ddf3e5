"""Whether somebody has the office that is asked for: *What is the name of the executive secretary?* is not
answered by a minister who met one.

Nothing is held against a person whose own office the article does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from index.names import Name, find_names, mentions
from index.sentences import sentence_at
from rag.held_offices import offices_named, table
from rag.nationality import countries
from rag.of_whom import sex_of
from rag.question import Question, fold_letters
from rag.reader import Context, Reading
from rag.who_is import offices_of

# Folded: who has an office, where the office follows at once.
_ASKED = re.compile(
    r"\W*(?:et |and |y )?(?:(?:qui (?:est|etait|fut)|comment (?:s'appel\w+|se nomm\w+)"
    r"|quel (?:est|etait) le nom d[eu]s?|quien (?:es|era|fue)|como se llama(?:ba)?"
    r"|cual (?:es|era) el nombre del?|who(?:'s| is| was)|what (?:is|was|'s) the name of"
    r"|من (?:هو|هي|كان|كانت)|ما (?:هو )?اسم)\s"
    r"(?:(?:le|la|les|the|el|los|las)\s|l')?|(?:quel(?:le)?s?|which|what|que)\s)"
)
_WORDS = 6  # in which the office is told
_PORTFOLIO = "minister"
_RANKS = frozenset(("soldier", "president"))  # before *de Gaulle*
_HER = re.compile(  # the holder of an office in the feminine, whom no man is
    r"(?:^\W*qui (?:est|etait|fut|sera) (?:la|une|cette)|s'appell\w+ (?:la|cette)|\bnom de (?:la|cette)"
    r"|\bquelle) (?:nouvelle |premiere |vice-|co-?)?(?:ministre|secretaire|presidente|directrice|ambassadrice"
    r"|conseillere|coordinatrice|commissaire|envoyee|representante|deputee|cheffe|magistrate|juge|generale|commandante"
    r"|economiste|procureure|maire|sous-secretaire|diplomate)\b"
    r"|^\W*qui a ete (?:elue|nommee|designee|choisie|reelue)\b|\bwho is the (?:chair|spokes)woman\b"
    r"|\bquien (?:es|era|fue|sera) la (?:ministra|directora|presidenta|secretaria|embajadora|jefa|enviada)\b"
)
_DEPUTY = re.compile(
    r"\b(?:vice|deputy|assistant|adjointe?s?|subdirector\w*|subsecretari\w*|sous-\w+|adjunt[oa]s?)\b|نايب"
)
_WHOSE = re.compile(r"\s(?:(?:de|of|del|du)\s(?:la\s|mm?\.\s|mme\s)?|d['’])\Z")  # *the lawyer of* Ana Costa
_BESIDE = 30  # characters after *which* in which the office's country stands: *quel ministre danois*


def another_office(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the article calls the person of a reading by another office, or by that of another country,
    than the one whose holder is asked for, and by no other."""
    if question.kind != "person":
        return False
    asked = fold_letters(question.text)
    if _HER.search(asked) and _is_man(reading, context):
        return True
    opening = _ASKED.match(asked)
    if opening is None:
        return False
    first = " ".join(re.split(r"\s", asked[opening.end() :])[:_WORDS])
    wanted = heads(first)
    if not wanted or not any(m.start() < 25 for m in _pattern().finditer(first)):
        return False
    begin, end = sentence_at(context.text, reading.start)
    start, stop = reading.start - begin, reading.end - begin
    named = find_names(context.text[begin:end], context.language)
    people = [n for n in named if n.start < stop and start < n.end and n.kind in ("person", "other")]
    if people and _has_one(fold_letters(context.text[begin : begin + people[0].start]), wanted):
        return True
    own = [office for name in people[:1] for office in _offices(name.text, context)]
    if not own:
        return False
    return not any(_same(question, opening[0], first, wanted, office) for office in own)


def _is_man(reading: Reading, context: Context) -> bool:
    named = [n for n in find_names(context.text) if n.start < reading.end and reading.start < n.end]
    people = [n for n in named if n.kind == "person"]
    return len(people) == 1 and sex_of(people[0], context.article or context.text) == "m"


def _has_one(before: str, wanted: frozenset[str]) -> bool:
    """Whether a name after these folded words is that of whom another is the lawyer or the envoy."""
    whose = _WHOSE.search(before)
    if whose is None:
        return False
    last = list(_pattern().finditer(before[: whose.start()]))[-1:]
    return any(m.end() == whose.start() and m.lastgroup in wanted - _RANKS for m in last)


def heads(folded: str) -> frozenset[str]:
    """What a folded text calls somebody by: the ids of ``[heads]`` in ``offices.toml``."""
    return frozenset(m.lastgroup for m in _pattern().finditer(folded) if m.lastgroup)


def _same(question: Question, opening: str, first: str, wanted: frozenset[str], office: str) -> bool:
    folded = fold_letters(office)
    own = heads(folded)
    if not own:
        return True  # an office that says nothing either way
    if wanted.isdisjoint(own):
        return False
    if (_DEPUTY.search(first) is None) != (_DEPUTY.search(folded) is None):
        return False
    fields, held = offices_named(fold_letters(question.text)), offices_named(folded)
    if _PORTFOLIO in wanted & own and fields and held and set(fields).isdisjoint(held):
        return False
    of_whom = [n for n in find_names(office) if n.kind == "person"]
    others = [n for n in question.own_names if n.kind in ("person", "other") and not n.demonym]
    if of_whom and others and not any(mentions(a.text, b.text) for a in others for b in of_whom):
        return False
    which = re.match(r"\W*(?:quel|which|what|que\b)", opening) is not None
    asked = _of_countries(
        [n for n in question.own_names if not which or n.demonym and n.start < len(opening) + _BESIDE]
    )
    told = _of_countries(find_names(office))
    return not (asked and told and asked.isdisjoint(told))


def _of_countries(names: Iterator[Name] | list[Name] | tuple[Name, ...]) -> frozenset[str]:
    return frozenset(i for name in names for i in countries(name))


def _offices(name: str, context: Context) -> list[str]:
    text = context.article or context.text
    return _told(name, text, context.language)


@lru_cache(256)
def _told(name: str, text: str, language: str | None) -> list[str]:
    return [text[start:end] for start, end in offices_of(name, text, language)]


@cache
def _pattern() -> re.Pattern[str]:
    heads: Mapping[str, str] = table()["heads"]
    lines = "|".join(f"(?P<{name}>{'|'.join(words.split(' | '))})" for name, words in heads.items())
    return re.compile(rf"(?<![\w-])(?:{lines})(?!\w)")
