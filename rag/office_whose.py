"""Whose office somebody has: *De quel pays Ana Costa est-elle ministre ?*: *la ministre danoise Ana Costa*.

The country that somebody speaks in, or of, is no answer: only their title is, where it is beside the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.names import Name, find_names
from rag.noun_phrases import aligned
from rag.office_holder import LIKELY
from rag.question import Question
from rag.reader import Context, Reading
from rag.who_is import office_of

UNTOLD = 0.35  # of a reading's probability, where its passage has no such title
_COUNTRY = frozenset("pays etat nation country state pais estado nacionalidad nationalite".split())
_BODY = frozenset(
    "organisation organization organismo organizacion institution alliance body alianza".split()
)
_WHICH = re.compile(
    r"\W*(?:et )?(?P<of>(?:de |d'|of |for |dans |pour |in |en |para |a )?)(?:quel(?:le)?s?|which|what|que)"
    r" (?P<noun>\w+?)(?P<own>['’]s)?(?= )"
)
_CHARGED = re.compile(
    r"\W*(?:et )?(?:de quoi|what|de que) .*"
    r"\b(?P<as>responsable|chargee?|responsible|in charge|encargad[oa])\b"
)
# Words that ask for no more than whose office it is, beside an office itself.
_PLAIN = re.compile(
    r"(?:est|etait|sont|is|was|does|do|es|era|emploie|employait|travail\w+|appart\w+|represent\w+|envoy\w+|serve?s?|work\w*"
    r"|employs?|trabaja\w*|pertenec\w+|secretai\w+|secretar\w+|minist\w+|president\w*|etat|state|estado|affaires"
    r"|etrangeres|foreign|exteriores|chef\w*|director\w*|directeur\w*|directrice|ambassad\w+|embajador\w*|envoye?\w*"
    r"|enviad[oa]|representant\w*|porte-parole|spokes\w+|portavoz|general\w*|roi|king|rey|special\w*|adjoint\w*)\Z"
)


def with_owners(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> list[Reading]:
    """Where a question asks of which country or body somebody has an office, a reading is what their title
    says of it; one of a passage without that title answers little."""
    people = [n for n in question.own_names if n.kind in ("person", "other") and not n.demonym]
    if len(people) != 1 or len(question.own_names) != 1:
        return list(readings)
    name, folded = people[0], aligned(question.text)
    which, charged = _WHICH.match(folded), _CHARGED.match(folded)
    if charged is None and (which is None or not _only_office(question, name, which)):
        return list(readings)
    found = []
    for passage, reading in zip(passages, readings, strict=True):
        office = office_of(name.text, passage.text, passage.language)
        place = None
        if office is not None and charged is not None:
            place = (
                office if aligned(passage.text[slice(*office)])[:40].find(charged["as"][:6]) >= 0 else None
            )
        elif office is not None and which is not None:
            place = _owner(which["noun"], passage.text, *office)
        if place is not None and not (place[0] <= reading.start and reading.end <= place[1]):
            start, end = place
            reading = replace(
                reading, answerable=LIKELY, start=start, end=end, text=passage.text[start:end], value=None
            )
        elif place is not None:
            reading = replace(reading, answerable=max(LIKELY, reading.answerable))
        elif charged is None:
            reading = replace(reading, answerable=UNTOLD * reading.answerable)
        found.append(reading)
    return found


def _only_office(question: Question, name: Name, which: re.Match[str]) -> bool:
    """Whether the question asks for no more: its other words are of offices."""
    rest = [
        w for w in question.content if not name.start <= w.start < name.end and w.start >= which.end("noun")
    ]
    of = bool(which["of"].strip() or which["own"]) or any("represent" in w.folded for w in rest)
    return bool(rest) and all(_PLAIN.match(w.folded) for w in rest) and (of or which["noun"] not in _COUNTRY)


def _owner(noun: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """What a title says of a country, or of a body or person called by ``noun``."""
    title = text[start:end]
    if noun in _COUNTRY or noun in _BODY:
        owners = [
            n
            for n in find_names(title)
            if (n.kind == "organisation" if noun in _BODY else n.kind == "place" or n.demonym)
        ]
        return (start + owners[0].start, start + owners[0].end) if owners else None
    said = re.search(rf"\b{re.escape(noun)}\b", aligned(title))
    return (start + said.start(), end) if said else None
