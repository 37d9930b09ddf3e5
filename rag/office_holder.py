"""Who holds an office: the name beside it. *Qui est le roi de Norvège ?*: *la Norvège, sous le roi Olav IV*.

Only where the sentence that has the office and the name also names the country or body whose office it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.names import Name, find_names, mentions
from index.sentences import sentences
from rag.dictionary import translations
from rag.noun_phrases import aligned
from rag.question import Question
from rag.reader import Context, Reading

LIKELY = 0.72  # how likely the name beside an office answers: less sure than a reader that is sure
_WHO = {
    "fr": r"qui (?:est|etait) (?:actuellement )?(?:le|la|l') ?(?P<office>\w+)\b",
    "en": r"who(?:'s| is| was) (?:the (?:current )?)?(?:\w+'s? )?(?P<office>\w+)\b(?! minister)",
    "es": r"quien (?:es|era) (?:el|la) (?P<office>\w+)\b",
    "ar": r"من (?:هو|هي) (?P<office>\w+)\b",
}
# A country has one of them: there are many ministers, and presidents of all kinds of things.
_OFFICES = frozenset(
    "roi reine emir sultan souverain king queen sovereign monarch rey reina ملك ملكه امير سلطان".split()
)


def office_asked(question: Question) -> tuple[str, Name] | None:
    """The office whose holder a question asks for, and the one place or body that it is of."""
    found = re.match(r"\W*" + _WHO[question.language], aligned(question.text))
    names = [n for n in question.own_names if n.kind != "person"]
    if found is None or found["office"] not in _OFFICES or len(names) != 1 or question.dates:
        return None
    rest = {w.folded for w in question.plain} - {found["office"]}
    return None if rest else (found["office"], names[0])


def with_holders(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> list[Reading]:
    """Where a question asks who holds an office, a reading is the name beside it, where that is told."""
    asked = office_asked(question)
    if asked is None:
        return list(readings)
    office, of = asked
    return [
        _held(office, of, question.language, passage, reading)
        for passage, reading in zip(passages, readings, strict=True)
    ]


def _held(office: str, of: Name, language: str, passage: Context, reading: Reading) -> Reading:
    place = holder(office, of.text, language, passage)
    if place is None or reading.answerable > LIKELY:
        return reading
    start, end = place
    return replace(reading, answerable=LIKELY, start=start, end=end, text=passage.text[start:end], value=None)


def holder(office: str, of: str, language: str, passage: Context) -> tuple[int, int] | None:
    """Where a sentence that mentions ``of`` names the person with the office."""
    other = passage.language or language
    said = {office, *(aligned(w) for w in translations([office], language, other))}
    beside = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(said)))})\s?,?\s?$")
    for begin, end in sentences(passage.text):
        sentence = passage.text[begin:end]
        if not mentions(of, sentence):
            continue
        folded = aligned(sentence)
        for name in find_names(sentence):
            if name.kind == "person" and not name.demonym and beside.search(folded[: name.start]):
                return begin + name.start, begin + name.end
    return None
