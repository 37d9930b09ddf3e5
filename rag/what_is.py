"""What a thing is: what an article says beside its name. *C'est quoi Blue Tide ?*: *qui réunit les flottes …*

A reader of spans is seldom sure of it. Articles tell it in few ways: a clause after the name (*X, qui …*), a
description set off by commas (*X, an exercise of …,*), a plain *X is a …*, or that it was set up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.sentences import sentences
from rag.noun_phrases import aligned, event_head
from rag.question import Question
from rag.reader import Context, Reading
from rag.recall import whole_names

SAID, SET_UP = 0.9, 0.8  # how likely what is said beside the name answers; that a thing was set up says less
DOUBTED = 0.6  # of a reading's probability, where nothing of the kind is said
_ASKS = {
    "fr": r"(?:c'est quoi|qu'est-ce (?:que c'est )?qu(?:e|')|en quoi consiste(?:nt)?)",
    "en": r"what(?:'s| is| was| are)(?: exactly)?",
    "es": r"(?:que (?:es|son|fue)|en que consisten?)",
    "ar": r"ما (?:هو|هي)",
}
_ARTICLES = frozenset("l le la les the el los las".split())
_KINDS = frozenset(
    "groupe group grupo programme program programa plan accord".split()
)  # that a name may follow
_CLOSING = r"[\s»”\"’)]*"
_WHICH = re.compile(rf"{_CLOSING},\s(?P<said>(?:qui|which|que)\s[^.;]{{12,}}?)(?=[.;]|,\s|$)")
_APPOSED = re.compile(
    rf"{_CLOSING}[,(]\s?(?P<said>(?:un|une|le|la|l['’]|an?|the|el)\s?[^.;,()]{{6,}}?)(?=[.;,)])",
    re.IGNORECASE,
)
_IS = re.compile(
    rf"{_CLOSING}\s(?:est|is|es|était|was|era)\s(?P<said>(?:un|une|le|la|l['’]|an?|the|el)\s?[^.;]{{6,}}?)"
    r"(?=[.;]|,\s|$)"
)
_DOES = re.compile(
    rf"{_CLOSING}\s(?:a été (?:créée?|fondée?|lancée?)|vise à|réunit|regroupe|rassemble|brings together"
    r"|was (?:set up|created|founded|launched)|fue (?:cread|fundad)[oa]|agrupa|reúne)\b"
)
_SORT = re.compile(
    r"(?P<said>\b(?:groupe|organisation|mouvement|parti|agence|group|organi[sz]ation|movement|grupo"
    r"|organización|movimiento)(?: \w{4,}){1,2}) (?:de |d['’])?[«“\"]?\s?$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.,;:«»“”\"]\s*|\b(?:le|la|l['’]|the|el)\s?)[«“\"]?\s?$", re.IGNORECASE)
_WITHIN = re.compile(  # … a longer name, or what belongs to the thing
    r"(?:\b(?:contre|anti|de|du|against|of|contra|del)\s|\bd['’]|anti-)(?:la |l['’])?$", re.IGNORECASE
)
_MADE = re.compile(
    r"\b(?:creation|lancement|mise en place|launch|establishment|creacion|lanzamiento)"
    r" (?:(?:de|du|d'|of|del)\W*)(?:la |le |l'|the |el )?\W*$"
)


def thing_asked(question: Question) -> str | None:
    """The named thing of which a question asks nothing but what it is."""
    folded = aligned(question.text)
    opening = re.match(rf"\W*{_ASKS[question.language]}(?:(?<=')|(?=\s))", folded)
    if opening is None:
        return None
    names = [n for n in whole_names(question.names, question.text) if n.start >= opening.end()]
    if len(names) != 1 or names[0].kind == "place":
        return None
    name = names[0]
    if name.demonym and " " not in name.text:
        return None
    rest = [w for w in question.words if w.start >= opening.end() and not name.start <= w.start < name.end]
    bare = [w.folded for w in rest if w.folded not in _ARTICLES]
    known = all(word in _KINDS or event_head(word, question.language) for word in bare)
    return name.text if known and len(bare) < 2 else None


def with_descriptions(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> list[Reading]:
    """Where a question asks what a thing is, the readings are what stands beside its name, where it does."""
    name = thing_asked(question)
    if name is None:
        return list(readings)
    return [_described(name, p, r) for p, r in zip(passages, readings, strict=True)]


def _described(name: str, passage: Context, reading: Reading) -> Reading:
    found = description(name, passage.text)
    if found is None:
        share = 1.0 if _spelt_out(name, passage.text, reading) else DOUBTED
        return replace(reading, answerable=share * reading.answerable)
    if found[2] <= reading.answerable and found[0] - 60 < reading.start < found[1]:
        return reading
    start, end, likely = found
    return replace(reading, answerable=likely, start=start, end=end, text=passage.text[start:end], value=None)


def _spelt_out(name: str, text: str, reading: Reading) -> bool:
    """Whether a reading is the name in other words, beside it in brackets: *Forum … sur la pêche (FMP)*."""
    before, after = text[: reading.start].rstrip(), text[reading.end :].lstrip()
    bracketed = re.compile(rf"[(«“\"]\s?{re.escape(name)}\s?[)»”\"]", re.IGNORECASE)
    opening = re.search(r"(\w[\w'’-]*)\W*[(]\W*$", before)
    return bracketed.match(after) is not None or bool(opening and opening[1].casefold() == name.casefold())


def description(name: str, text: str) -> tuple[int, int, float] | None:
    """Where a text says what the thing ``name`` is, and how likely that is what it says."""
    words = [re.escape(word) for word in re.findall(r"\w+", aligned(name))]
    if not words:
        return None
    made: tuple[int, int, float] | None = None
    for begin, end in sentences(text):
        sentence = text[begin:end]
        folded = aligned(sentence)
        for found in re.finditer(r"(?<!\w)" + r"\W+".join(words) + r"(?!\w)", folded):
            ahead = sentence[: found.start()]
            opens = _OPENS.search(ahead) is not None
            patterns = [_IS] if opens else []
            patterns += [] if _WITHIN.search(ahead) else [_WHICH, _APPOSED]
            for pattern in patterns:
                if said := pattern.match(sentence, found.end()):
                    return begin + said.start("said"), begin + said.end("said"), SAID
            if said := _SORT.search(ahead):
                return begin + said.start("said"), begin + said.end("said"), SET_UP
            does = opens and _DOES.match(sentence, found.end())
            if made is None and (does or _MADE.search(folded[: found.start()])):
                made = begin, end, SET_UP
    return made
