"""Who is asked to have said it: *What did the ministry say the meeting would discuss?* asks what the meeting
would discuss, and is answered by a sentence that the ministry stands for.

A reader of spans is led astray by two clauses in one question, and so is search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.names import mentions
from index.sentences import sentences
from rag.agenda import meeting_asked
from rag.noun_phrases import aligned
from rag.question import Question, analyse
from rag.reader import Context, Reading

_UNTOLD = 0.1  # what is left of a reading's probability, where nobody asked about says it
_SAY = r"(?:say|state(?= that)|claim|announce|declare|believe|think|estimate|suggest|indicate|expect|report)"
_AUX = r"(?:would|will|is|are|was|were|had|has|have|should|could|must|can|might|may)"
_CLAUSES = {
    "en": re.compile(
        rf"\W*(?P<wh>(?:(?:on|in|about|with|for) )?(?:what|where|when|who|why|which \w+|how many \w+))"
        r" (?:did|does|do|has|had) "
        rf"(?P<who>[^,]+?) {_SAY}(?:d|ed)? (?:that )?(?P<rest>(?:[^,]+? )??{_AUX}\b.+)"
    ),
    "es": re.compile(
        r"\W*(?P<wh>(?:(?:de|en|sobre|con|para) )?(?:que|donde|cuando|quien)) "
        r"(?:dijo|dice|declaro|anuncio|afirmo|aseguro|estima|considera) (?P<who>[^,]+?) que (?P<rest>.+)"
    ),
    "fr": re.compile(
        r"\W*(?P<wh>(?:(?:de|a|en|sur|avec|pour) )?(?:quoi|ou|quand|qui|quel(?:le)?s? \w+)) (?P<who>[^,]+?)"
        r" (?:a-t-(?:il|elle) (?:dit|declare|annonce|indique|estime)"
        r"|(?:dit|declare|affirme|estime|indique|pense)-(?:t-)?(?:il|elle)) qu(?:e |')(?P<rest>.+)"
    ),
}


def clause_asked(question: Question) -> tuple[Question, str] | None:
    """What a meeting is about, as a question of its own, and the words for who is asked to have said it."""
    pattern = _CLAUSES.get(question.language)
    found = pattern.match(aligned(question.text)) if pattern else None
    if found is None or not any(
        n.start < found.end("who") and found.start("who") < n.end for n in question.own_names
    ):
        return None
    wh, who, rest = (question.text[found.start(g) : found.end(g)] for g in ("wh", "who", "rest"))
    if question.language == "en":
        verb = re.search(rf"\b{_AUX}\b", rest)
        assert verb
        said = f"{wh} {verb[0]} {rest[: verb.start()]}{rest[verb.end() :].lstrip()}"
    else:
        said = f"{'¿' if question.language == 'es' else ''}{wh} {rest}"
    clause = analyse(said, question.language, question.context)
    return (clause, who) if meeting_asked(clause) else None


def with_sources(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> list[Reading]:
    """Where what somebody said is asked for, a reading whose sentence, and the one before it, don't name them
    answers little."""
    asked = clause_asked(question)
    if asked is None:
        return list(readings)
    names = [n.text for n in question.own_names if n.text in asked[1]]
    return [
        r if _told(names, p, r) else replace(r, answerable=_UNTOLD * r.answerable)
        for p, r in zip(passages, readings, strict=True)
    ]


def _told(names: Sequence[str], passage: Context, reading: Reading) -> bool:
    whole = passage.article or passage.text
    at = max(0, whole.find(passage.text)) + reading.start
    before = [whole[a:b] for a, b in sentences(whole) if a <= at][-2:]
    return any(mentions(name, sentence) for name in names for sentence in before)
