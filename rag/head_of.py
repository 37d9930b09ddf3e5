"""Who heads or co-chairs a body: the name that a sentence gives its office to.

*Qui dirige l'OMS ?*: *le directeur général de l'OMS, Paul Ferrand*; *Who co-chairs the Lake Group?*: *En tant
que coprésident du Lake Group, … le rôle du Kenya*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.names import find_names
from index.sentences import sentences
from rag.noun_phrases import aligned
from rag.office_holder import LIKELY
from rag.question import Question
from rag.reader import Context, Reading

_CHAIR = r"co-?presid\w*|co-?chair\w*"
_ASKED = re.compile(
    r"\W*(?:qui|who|quien|من) (?:est-ce qui )?(?:(?:assure|assume|exerce|holds) (?:la |the )?)?"
    rf"(?P<deed>{_CHAIR}|dirige|preside|heads|leads|runs|chairs|encabeza|lidera|ي?راس|يقود|يدير)\b"
)
_HEAD = (
    r"(?:secretaire|directeur|directrice|secretari[oa]|director[a]?|secretary|president[ea]?)[ -]gener\w+"
    r"|president[ea]?|presidente|directeur|directrice|director[a]?|chairman|chairwoman|chair|chief|head|patronn?e?"
)
_CO = r"co-?president[ea]?|co-?chair(?:man|woman)?"
_OF = r"(?: executive?| executif)? (?:du|de la|de l['’]|de los|de|d['’]|del|of the|of) ?[«\"“]?\s?"
_AS = re.compile(
    r"\b(?:en tant que|en qualite de|en sa qualite de|as|como|en calidad de)(?: la| le| the| a)? $"
)


def headed(question: Question) -> tuple[str, bool] | None:
    """The one body whose head a question asks for, and whether it asks for who shares the chair."""
    found = _ASKED.match(aligned(question.text))
    names = question.own_names
    if found is None or question.dates or len(names) != 1 or names[0].kind == "person":
        return None
    if any(
        w.folded not in found[0].split() and w.folded.replace("-", "") not in found[0] for w in question.plain
    ):
        return None
    return names[0].text, re.match(_CHAIR, found["deed"]) is not None


def with_heads(question: Question, passages: Sequence[Context], readings: Sequence[Reading]) -> list[Reading]:
    """Where a question asks who heads a body, a reading is the name with that office, where told."""
    asked = headed(question)
    if asked is None:
        return list(readings)
    found = []
    for passage, reading in zip(passages, readings, strict=True):
        place = head_of(*asked, passage.text)
        if place is not None and reading.answerable < LIKELY:
            start, end = place
            reading = replace(
                reading, answerable=LIKELY, start=start, end=end, text=passage.text[start:end], value=None
            )
        found.append(reading)
    return found


def head_of(body: str, shared: bool, text: str) -> tuple[int, int] | None:
    """Where a sentence names who has the office of ``body``: beside it, or after *en tant que*."""
    office = re.compile(rf"(?<![\w-])(?:{_CO if shared else _HEAD}){_OF}{re.escape(aligned(body))}(?!\w)")
    for begin, end in sentences(text):
        sentence = text[begin:end]
        folded = aligned(sentence)
        said = office.search(folded)
        if said is None:
            continue
        as_such = _AS.search(folded[: said.start()]) is not None
        for name in find_names(sentence):
            if name.demonym or name.kind not in (("person", "place") if shared else ("person",)):
                continue
            after = folded[said.end() : name.start] if name.start >= said.end() else None
            before = folded[name.end : said.start()] if name.end <= said.start() else None
            beside = after is not None and re.fullmatch(r"\s?[»\"”]?,? ?", after)
            apposed = before is not None and re.fullmatch(r", (?:le |la |the |el )?", before)
            if beside or apposed or (as_such and after is not None):
                return begin + name.start, begin + name.end
    return None
