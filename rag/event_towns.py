"""Where an event is, by how a sentence says it: *la réunion de Marrakech*, *à Rabat pour la réunion*.

The reader points to one place in a passage. Asked where a meeting was, it takes *au Maroc* of one sentence
and leaves the town of the next, or of the title; and where articles differ, the town is what they differ in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from index.lexicon import stems
from index.names import Name
from index.sentences import sentences
from rag.compare import asks_for_country
from rag.compare_names import level, names_of, one_name
from rag.dictionary import LANGUAGES, translations
from rag.noun_phrases import aligned, event_head, written
from rag.question import Question
from rag.reader import Context, Reading
from rag.values import value_at

FOUND = 0.5  # how likely a sentence at least answers that ties its one town to the event by its own words;
# with a reader that points to that town it errs independently

HOPELESS = 0.1  # a reading less likely than that is left as it is, unless its article is about the event
OPENING = 700  # characters that say what an article is about

_AT = r"(?:a|in|en|at|في|ب)"
_TO = r"(?:a|in|en|at|to|في|ب|الي)"
_OF = r"(?:a|de|d'|of|in|en|at|du)"
_DET = r"(?:(?:l'|la|le|une?|cette|cet|the|this|el|los|esta)\s?)?"
_NOT = (  # what stands between two events, or between one and those who speak of it
    r"(?:avant|apres|depuis|selon|appris|annonc\w*|declar\w*|indiqu\w*|before|after|since|said|told|announc\w*"
    r"|antes|despues|desde|segun|dijo|anunci\w*|قبل|بعد|منذ|قال|اعلن)"
)
_MORE = r"(?:[\s,]+(?!(?:\w+-)*" + _NOT + r"\b)[^\s,.;:]+){0,%d}"
_HOLDS = r"(?:accueill\w+|abrit\w+|recev\w+|recoit|host(?:s|ed|ing)?|acog\w+|تستضيف|استضافت|تحتضن|احتضنت)"
_HELD = (
    r"(?:tien\w+|tenue?s?|lieu|prevue?s?|organisee?s?|deroul\w+|held|takes?|took|taking|place|scheduled"
    r"|celebr\w+|lugar|prevista|organizad[ao]|عقد|سيعقد|انعقد|يعقد|المنعقد|المقرر)"
)
_GOES = (
    r"(?:pour|afin|for|to|para)(?:\s+(?:de|d'|y|prendre|part|participer|assister|presider|attend|join|take|chair"
    r"|participar|asistir|presidir|in|a|at))*"
)


def with_event_towns(
    question: Question,
    passages: Sequence[Context],
    readings: Sequence[Reading],
    timely: Callable[[int, int], bool],
) -> list[Reading]:
    """Where a question asks for the place of an event, a reading that is a country, or unlikely, becomes the
    town that a sentence of its passage ties to the event; one that is that town is the likelier for it.

    ``timely``: whether a passage, by its index, tells at a place of the time asked for.
    """
    heads = [head for w in question.plain if (head := event_head(w.folded, question.language))]
    if question.kind != "place" or question.many or not heads or asks_for_country(question):
        return list(readings)
    return [
        _placed(question, heads[0], passage, reading, partial(timely, i))
        for i, (passage, reading) in enumerate(zip(passages, readings, strict=True))
    ]


def _placed(
    question: Question, head: str, passage: Context, reading: Reading, timely: Callable[[int], bool]
) -> Reading:
    language = passage.language or question.language
    place = event_town(passage.text, head, question.language, language)
    if place is None or not timely(place[1]):
        return reading
    if reading.answerable < HOPELESS and not _of_the_same(question, passage):
        return reading
    first, start, end = place
    said = reading.value.text if reading.value is not None else ""
    if said and level(said) == "town" and reading.answerable >= FOUND:
        if not one_name(said, passage.text[start:end]):
            return reading
        return replace(reading, answerable=1 - (1 - reading.answerable) * (1 - FOUND))
    last = next(b for a, b in sentences(passage.text) if a == first)
    value = value_at(
        question, passage.text[first:last], language, passage.published, start - first, end - first
    )
    likely = max(reading.answerable, FOUND)
    if (
        said and level(said) == "country" and first <= reading.start < last
    ):  # *le Maroc accueille, à Marrakech*
        likely = 1 - (1 - reading.answerable) * (1 - FOUND)
    text = passage.text[start:end]
    return replace(reading, answerable=likely, start=start, end=end, text=text, value=value)


def _of_the_same(question: Question, passage: Context) -> bool:
    """Whether the article begins with all words of the question: it is about that meeting, and no other."""
    if passage.language not in (None, question.language):
        return False
    begins = f"{passage.title or ''}\n{passage.article[:OPENING]}"
    told = set(stems(begins, question.language))
    return all(set(stems(word.text, question.language)) & told for word in question.plain)


def event_town(text: str, head: str, asked_in: str, language: str) -> tuple[int, int, int] | None:
    """The one town that a sentence of ``text`` ties to the event ``head``: where the sentence begins, where
    the town begins and ends."""
    patterns = _patterns(head, asked_in, language)
    for begin, end in sentences(text):
        sentence = text[begin:end]
        towns = [n for n in names_of(sentence) if n.kind == "place" and not n.demonym and _is_town(n)]
        if len({n.folded for n in towns}) != 1:
            continue
        folded = aligned(sentence)
        for town in towns:
            marked = f"{folded[: town.start]}\N{PLACE OF INTEREST SIGN}{folded[town.end :]}"
            if any(pattern.search(marked) for pattern in patterns):
                return begin, begin + town.start, begin + town.end
    return None


def _is_town(name: Name) -> bool:
    return level(name.text) == "town"


@lru_cache(64)
def _patterns(head: str, asked_in: str, language: str) -> tuple[re.Pattern[str], ...]:
    """What ties a town, written as one sign, to the event: of it, held in it, those who go there for it, and
    the town that receives it."""
    nouns = "|".join(sorted({re.escape(noun) for noun in _nouns(head, asked_in, language)}))
    noun, town = rf"(?<!\w)(?:ال|لل|بال)?(?:{nouns})s?(?!\w)", "\N{PLACE OF INTEREST SIGN}"
    tied = (
        rf"{noun}(?:\s+\w+)?\s+{_OF}\s?{town}",
        rf"{town}\s+{noun}" if language == "en" else rf"{noun}\s+{town}" if language == "ar" else None,
        rf"{noun}{_MORE % 12}[\s,]+{_HELD}{_MORE % 6}[\s,]+{_AT}\s?(?:la ville de |the city of )?{town}",
        rf"{_HELD}\s+{_AT}\s?{town}{_MORE % 4}\s+{noun}",
        rf"{_HELD}\s+{noun}\s+{_AT}\s?{town}" if language == "ar" else None,
        rf"(?<!\w){_TO}\s?{town}{_MORE % 5}\s+{_GOES}\s+{_DET}(?:\w+\s+)?{noun}",
        rf"{_HOLDS}{_MORE % 4}[\s,]+{_AT}\s?{town}{_MORE % 10}[\s,]+{_DET}{noun}",
        rf"{town}{_MORE % 2}\s+{_HOLDS}{_MORE % 3}\s*[\s']{noun}",
    )
    return tuple(re.compile(pattern) for pattern in tied if pattern)


def _nouns(head: str, asked_in: str, language: str) -> Iterator[str]:
    if language == asked_in or not {language, asked_in} <= set(LANGUAGES):
        yield head
        return
    for noun in translations([written(head, asked_in)], asked_in, language):
        yield aligned(noun).removeprefix("ال")
