"""Whether a span can be what the question asks for: a date for *when*, a name other than those it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.facts import find_facts
from index.lexicon import stems
from index.names import Name, find_names, mentions
from index.sentences import sentence_at, sentences
from rag.compare_names import level
from rag.counted import counts_otherwise
from rag.held_offices import untold
from rag.misfits import misfit
from rag.noun_phrases import event_head
from rag.own_office import another_office
from rag.quantities import another_quantity, quantity_asked
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

LIKELY, DOUBTED, UNLIKELY, IMPOSSIBLE = 1.0, 0.6, 0.35, 0.1  # what is left of a reading's probability
ACTING = 0.75  # where a person is asked for and a country or body is named: it may act too
_COUNTRY = re.compile(r"\b(?:pays|countr\w+|état|state|nation|país|países)\b|بلد|دولة", re.IGNORECASE)
CLEAR = 0.9  # a reader as sure as that is believed, though the article has none of the question's words
_ABOUT = 2.5  # logits
_APPOSED = re.compile(r"[\s,]*(?:\w+-)?")  # between a person's name and the office beside it
_FURTHER = re.compile(r"(?:\s[^\s,;:.()]+){0,9},\s")  # … with more of its title: *pour la mer,*
_HOSTED = re.compile(r"\b(?:host|accueil|abrit|acog|hosped|organis[ea])|استضاف|تستضيف")
_OFFICE = re.compile(
    r"(?:l['’]|le |la |the |el |un |une )?(?:envoye|ministre|secretaire|ambassad|president|directeur"
    r"|directrice|chef|conseiller|representant|porte-parole|responsable|coordinat|commandant|general|envoy|minister"
    r"|secretary|director|head|adviser|advisor|spokes|enviad|ministr|secretari|embajador|jef[ea]|asesor|portavoz)"
)
_OF = re.compile(r"\b(?:du|des?|of|del)\b|\bd['’]|['’]s\b", re.IGNORECASE)
_POINTER = re.compile(
    r"\b(?:cet?|cette|this|that|est[ea]|es[ea]|aquel(?:la)?)\s(?:(?P<country>pays|country|pais|royaume|kingdom"
    r"|reino|etat|state|estado)|(?P<town>ville|city|town|ciudad|capitale?|cite|localite|port|village|pueblo))"
    r"\s(?:d['’]|de\s|du\s|des\s|del\s|of\s|in\s|en\s)(?:l['’]|las?\s|les?\s|the\s)?$"
)
_ASKS = re.compile(  # *without saying which candidate*
    r"\W*(?:(?:a |de |par |by |of |to )?(?:quel(?:le)?s?|lequel|laquelle|which|whose|cual(?:es)?)"
    r"|qui|who|what|quien(?:es)?)(?: \w+){0,2}\W*\Z"
)
_ASIDE = re.compile(r",\s(?:qui|dont|who|which|whose|quien|que)\s[^,;:]*(?=[,;:])", re.IGNORECASE)
_FAR = 25  # characters
_UNIT = 40  # characters after a span in which its number's unit stands
_AFTER_NAME = re.compile(
    r"(?:[A-ZÀ-Ý][\w'’-]+(?:\s\([^)]*\))?,\s(?:de\s)?|\b[Ââa]gée?s?\s(?:seulement\s)?de\s|\b[Aa]ged\s)\Z"
)
_YEARS_OLD = re.compile(r"(?<=ans)\s*[,.)]|\s*(?:ans|years old|años)?\s*[,.)]")
_GENERIC = frozenset(  # what newspapers write with a capital, and is the name of no place
    "continent region royaume pays ville capitale etat monde country kingdom world city pais reino mundo"
    " ciudad".split()
)
_AT = re.compile(r"(?:\b(?:a|au|aux|chez|dans|at|in|en)|في) (?:l'|la |the |el )?$")
_CLOSED = re.compile(r"\s*[,.)»]|\s*$")


def fits(question: Question, reading: Reading, context: Context) -> float:
    """The share of its probability that a reading keeps."""
    doubt = reading.answerable < CLEAR and untold(question, context.article or context.text, context.language)
    share = _shape(question, reading, context) * (DOUBTED if doubt else LIKELY)
    return share * misfit(question, reading, context) if share > IMPOSSIBLE else share


def _shape(question: Question, reading: Reading, context: Context) -> float:
    """The same by what kind of thing the span is."""
    span = reading.text
    if _ASKS.match(fold_letters(span)):
        return IMPOSSIBLE
    if question.kind == "reason" and _of_an_aside(question, reading, context):
        return UNLIKELY
    if (
        question.kind == "other"
        and quantity_asked(question)
        and _another_quantity(question, reading, context)
    ):
        return IMPOSSIBLE
    if question.kind in ("date", "number"):
        if question.kind == "number" and _another_quantity(question, reading, context):
            return IMPOSSIBLE
        if reading.value is not None:
            return DOUBTED if counts_otherwise(question, reading.value.unit) else LIKELY
        found = find_facts(span, context.language, context.published)
        return LIKELY if any(fact.kind == question.kind for fact in found) else DOUBTED
    if question.kind in ("person", "place"):
        if another_office(question, reading, context):
            return IMPOSSIBLE
        names = _names(context, reading)
        new = [name for name in names if not any(mentions(asked.text, name.text) for asked in question.names)]
        if names and not new:  # *who killed X* is not answered by X
            return IMPOSSIBLE
        if not names and _dated(span, context):  # *où ?* is not answered by *juin 2018*
            return IMPOSSIBLE
        if question.kind == "person" and names and all(_a_meeting(name) for name in names):
            return UNLIKELY
        if question.kind == "person" and not any(_may_be_person(name) for name in new):
            acting = any(not name.demonym and not _asked_about(name, question, context) for name in new)
            lands = any(name.kind == "place" and not name.demonym for name in new)
            if acting and lands and _HOSTED.search(fold_letters(question.text)):
                return LIKELY
            return ACTING if acting else UNLIKELY
        if question.kind == "place" and new:
            if _pointed(new, reading, context):
                return DOUBTED
            if all(fold_letters(name.text) in _GENERIC for name in new) or _far_on(new):
                return UNLIKELY
            if all(name.demonym or name.kind == "person" for name in new):
                return UNLIKELY
            bodies = any(name.kind == "organisation" for name in new)
            if bodies and not any(name.kind == "place" for name in new) and not _led_to(new[0], context):
                return UNLIKELY  # *the Global Coalition* is no place
            if all(name.demonym or name.kind in ("person", "organisation") for name in new):
                return DOUBTED  # *at the UN* is a place
    return LIKELY


def _another_quantity(question: Question, reading: Reading, context: Context) -> bool:
    """Whether no number of the span is of the sort that is asked for."""
    if quantity_asked(question) is None:
        return False
    if quantity_asked(question) == "time" and _is_age(context.text, reading.start, reading.end):
        return True
    end = reading.end + _UNIT
    found = find_facts(context.text[reading.start : end], context.language, context.published)
    numbers = [f for f in found if f.kind == "number" and reading.start + f.start < reading.end]
    return bool(numbers) and all(another_quantity(question, f.unit, f.value) for f in numbers)


def _is_age(text: str, start: int, end: int) -> bool:
    """Whether a number stands beside a name as somebody's age: *Ana Costa, 54 ans, …*"""
    return _AFTER_NAME.search(text[:start]) is not None and _YEARS_OLD.match(text, end) is not None


def _of_an_aside(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the span is in a relative clause, set off by commas, that has none of the question's words, and
    the rest of its sentence has: *Le douanier, qui était poursuivi pour fraude, a été relaxé*."""
    begin, end = sentence_at(context.text, reading.start)
    sentence = context.text[begin:end]
    wanted = {stem for word in question.plain for stem in stems(word.text, context.language or "any")}
    for aside in _ASIDE.finditer(sentence):
        if aside.start() <= reading.start - begin < aside.end():
            rest = sentence[: aside.start()] + sentence[aside.end() :]
            inside, outside = (set(stems(text, context.language or "any")) for text in (aside[0], rest))
            return not wanted & inside and bool(wanted & outside)
    return False


def _led_to(name: Name, context: Context) -> bool:
    """Whether a word before a name makes it where something was."""
    return _AT.search(fold_letters(context.text[: name.start])) is not None


def _dated(span: str, context: Context) -> bool:
    """Whether a span is a date and little else."""
    found = find_facts(span, context.language, context.published)
    return 2 * sum(len(fact.text) for fact in found if fact.kind == "date") > len(span)


def _names(context: Context, reading: Reading) -> list[Name]:
    """The names in a span, as the passage shows what they are: a surname alone may be no name by itself."""
    around = [n for n in _all_names(context.text) if n.start < reading.end and reading.start < n.end]
    return around or find_names(reading.text, context.language)


@lru_cache(64)
def _all_names(text: str) -> tuple[Name, ...]:
    return tuple(find_names(text))


def _pointed(names: Sequence[Name], reading: Reading, context: Context) -> bool:
    """Whether a span only says where the place that another sentence named lies: *ce pays d'Afrique*."""
    first = reading.start + max(0, reading.text.find(names[0].text))
    found = _POINTER.search(fold_letters(context.text[max(0, first - 40) : first]))
    return found is not None and all(level(name.text) not in ("town", found.lastgroup) for name in names)


def _far_on(names: Sequence[Name]) -> bool:
    """Whether a span begins with the name of what is no place, and comes to one after much else."""
    first, place = names[0], next((n for n in names if n.kind == "place"), None)
    return place is not None and first.kind != "place" and place.start - first.end > _FAR


def _a_meeting(name: Name) -> bool:
    """*la Réunion ministérielle*"""
    return name.kind == "other" and any(event_head(name.folded, language) for language in ("fr", "en", "es"))


def _may_be_person(name: Name) -> bool:
    return name.kind == "person" or name.kind == "other" and not name.demonym


def _asked_about(name: Name, question: Question, context: Context) -> bool:
    """Whether a body's name opens with what is asked about: *la coalition* is the Global Coalition."""
    words = [stem for word in name.text.split()[:2] for stem in stems(word, context.language or "any")]
    asked = {stem for word in question.plain for stem in stems(word.text, question.language)}
    return bool(words) and words[0] in asked


def named(question: Question, text: str, start: int, end: int) -> tuple[int, int]:
    """Where a person is asked for and ``text[start:end]`` is an office, the place of the name beside it:
    *l'envoyé spécial du président Lenoir pour la mer, Ana Costa,* is Ana Costa."""
    if question.kind != "person" or _opens_with_person(text[start:end]):
        return start, end
    if _OFFICE.match(fold_letters(text[start:end])):
        for name in find_names(text[start:end]):  # *l'envoyé du président Lenoir, Ana Costa*
            set_off = text[start : start + name.start].rstrip().endswith(",")
            if name.kind == "person" and set_off and start + name.end >= end - 1:
                return start + name.start, start + name.end
    for begin, stop in sentences(text):
        if not begin <= start < stop:
            continue
        for name in find_names(text[begin:stop]):
            a, b = begin + name.start, begin + name.end
            if name.kind != "person" or a < end and start < b:
                continue
            beside = text[b:start] if b <= start else text[end:a] if end <= a else None
            if beside is not None and _APPOSED.fullmatch(beside):
                return a, b
            further = end <= a and _FURTHER.fullmatch(text[end:a]) and _CLOSED.match(text[b:stop])
            if further and _OFFICE.match(fold_letters(text[start:end])):
                return a, b
    return start, end


def _opens_with_person(span: str) -> bool:
    """Whether a span names a person, other than whom an office belongs to: *l'envoyé du président Lenoir*."""
    first = next((name.start for name in find_names(span) if name.kind == "person"), None)
    return first is not None and not (_OFFICE.match(fold_letters(span)) and _OF.search(span[:first]))


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
