"""Which office of a body a country hosts: *Quel bureau de l'ONU le Chili abrite-t-il ?*: *le Chili, qui
abrite le Bureau des Nations Unies pour la mer*. Another body, near as it is, answers nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.names import Name, find_names, mentions
from index.sentences import sentences
from rag.noun_phrases import aligned
from rag.office_holder import LIKELY
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

UNHOSTED = (
    0.35  # of a reading's probability, where its sentence says nothing of hosting, or names another body
)
_OFFICE = (
    r"(?:bureaux?|organismes?|agences?|offices?|organes?|antennes?|centres?|institutions?|services?|sieges?"
    r"|agenc(?:y|ies)|bod(?:y|ies)|organs?|centers?|headquarters|oficinas?|agencias?|organismos?|organos?"
    r"|centros?|sedes?|programmes?|programs?|programas?|fonds|funds?|(?:ال)?(?:مكتب|وكاله|هيئه|مركز|منظمه))"
)
_HOSTS = (
    r"(?:abrit\w+|accueill\w+|heberg\w+|basee?s?|install\w+|situee?s?|siege\w*|implant\w+|host\w*|based|located"
    r"|hous(?:es|ed|ing)|acog\w+|alberg\w+|ubicad\w+|sede|(?:ي|ت|ا)?(?:ستضيف|ستضافت?|حتضن|حتضنت?)|مقره?ا?)"
)
_WHICH = re.compile(rf"\b(?:quel(?:le)?s?|which|what|que|اي)\s(?:\w+ )?{_OFFICE}(?!\w)")


def body_asked(question: Question) -> tuple[Name, tuple[Name, ...]] | None:
    """The body whose office is asked for, and the other names: who hosts it."""
    folded = fold_letters(question.text)
    if not _WHICH.search(folded) or not re.search(rf"\b{_HOSTS}\b", folded):
        return None
    bodies = [n for n in question.own_names if n.kind == "organisation"]
    if len(bodies) != 1:
        return None
    return bodies[0], tuple(n for n in question.own_names if n is not bodies[0])


def with_bodies(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> list[Reading]:
    """Where a question asks which office of a body is hosted, a reading is the name of such an office in a
    sentence that tells it of those asked about; another reading answers little."""
    asked = body_asked(question)
    if asked is None:
        return list(readings)
    body, hosts = asked
    found = []
    for passage, reading in zip(passages, readings, strict=True):
        place = hosted(body.text, [n.text for n in hosts], passage.text)
        if place is None:
            reading = replace(reading, answerable=UNHOSTED * reading.answerable)
        elif reading.answerable < LIKELY or not (reading.start < place[1] and place[0] < reading.end):
            start, end = place
            reading = replace(
                reading, answerable=LIKELY, start=start, end=end, text=passage.text[start:end], value=None
            )
        found.append(reading)
    return found


def hosted(body: str, hosts: Sequence[str], text: str) -> tuple[int, int] | None:
    """Where a sentence that names all ``hosts`` tells of an office of ``body``."""
    for begin, end in sentences(text):
        sentence = text[begin:end]
        folded = aligned(sentence)
        if not re.search(rf"\b{_HOSTS}\b", folded) or not all(mentions(h, sentence) for h in hosts):
            continue
        for name in find_names(sentence):
            if name.kind not in ("organisation", "other") or not mentions(body, name.text):
                continue
            if re.match(rf"{_OFFICE}\b", folded[name.start :]):
                return begin + name.start, begin + name.end
            before = re.search(
                rf"\b{_OFFICE} (?:de la|de l['’]|des|du|de|d['’]|of the|of|del)\s?\Z", folded[: name.start]
            )
            if before:
                return begin + before.start(), begin + name.end
    return None
