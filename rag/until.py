"""When something ends: the day that a sentence says it goes on to. *Quand l'exercice s'achève-t-il ?*:
*Jusqu'au 21 octobre, 1.350 militaires simuleront …*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.facts import find_facts
from index.names import mentions
from index.sentences import sentences
from rag.office_holder import LIKELY
from rag.placed import placed
from rag.question import Question, fold_letters
from rag.reader import Context, Reading
from rag.time_fit import related

_OPENING = 600  # characters by which an article says what it is about
# On folded text.
_ASKED = re.compile(
    r"\b(?:s'acheve\w*|acheve|se termin\w+|prend(?:ra)?(?:-t-il|-t-elle|-il|-elle)? fin|pris fin"
    r"|fini(?:t|ra|ssait)|jusqu'a quand|until when|ends?|ended|finish\w*|hasta cuando|termin(?:a|o|ara)"
    r"|acab(?:a|o|ara)|finaliz\w+)\b|حتي متي|الي متي|تنتهي|ينتهي|انته"
)
_UNTIL = re.compile(
    r"(?:\bjusqu'(?:au|en|a)|\b(?:until|till|through)|\bhasta(?: el)?|حتي)\s(?:le |the |el )?\Z"
)


def with_ends(question: Question, passages: Sequence[Context], readings: Sequence[Reading]) -> list[Reading]:
    """Where a question asks when something ends, a reading is the day up to which a sentence tells of it."""
    if question.kind != "date" or not _ASKED.search(fold_letters(question.text)):
        return list(readings)
    return [_until(question, passage, reading) for passage, reading in zip(passages, readings, strict=True)]


def _until(question: Question, passage: Context, reading: Reading) -> Reading:
    whole = f"{passage.title or ''}\n{passage.article or passage.text}"
    if reading.answerable >= LIKELY or not all(mentions(n.text, whole) for n in question.own_names):
        return reading
    spoken_of = related(question, whole[:_OPENING], passage.language)
    for begin, end in sentences(passage.text):
        sentence = passage.text[begin:end]
        if not spoken_of and not related(question, sentence, passage.language):
            continue
        for fact in find_facts(sentence, passage.language, passage.published):
            limit = _UNTIL.search(fold_letters(sentence[: fact.start]))
            if fact.kind != "date" or fact.first is None or limit is None:
                continue
            if any(d.first and d.last and not d.first <= fact.first <= d.last for d in question.dates):
                continue
            found = placed(question, passage, reading, begin + fact.start, begin + fact.end)
            return replace(found, answerable=LIKELY)
    return reading
