"""What a sentence says only of its own time: *l'alliance compte alors 79 membres* is no answer of today's."""

from __future__ import annotations

import re

from rag.question import Question, fold_letters
from rag.times import asked_time

# On folded text.
_THEN = re.compile(
    r"\balors(?! que\b)|\ba (?:l['’]epoque|ce moment-la|cette date)|\bat (?:the|that) time\b|\bback then\b"
    r"|\bthen(?= \d)|\ben (?:aquel|ese)(?: entonces| momento)?\b|\bpor entonces\b"
    r"|انذاك|حينها|وقتها|في ذلك الوقت"
)
_PAST = re.compile(
    r"\w(?:ait|aient)\b|\b(?:a|ont|fut|furent)(?:-t-\w+)? (?:\w+ )?\w+(?:e|es|i|u|us|is|it)\b"
    r"|\b(?:did|was|were|had)\b|\w(?:aba|aban|ia|ian|aron|ieron)\b|\b(?:fue|fueron|hubo)\b|\bكان"
)


def only_then(question: Question, sentence: str) -> bool:
    """Whether a sentence says of itself that it held at its time, where the question asks what holds now."""
    if not _THEN.search(fold_letters(sentence)):
        return False
    return asked_time(question) is None and _PAST.search(fold_letters(question.text)) is None
