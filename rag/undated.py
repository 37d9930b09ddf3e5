"""A question without its dates. *Who led the delegation to Rabat in June 2018?* asks of a passage who led the
delegation to Rabat; that it was in June 2018 may stand in the article's head alone, or be known by its date.

Only of articles that tell of the date, in so many words or in their head: of others the date is what keeps a
reader from taking one meeting for another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.held import dated
from rag.question import Question, analyse, knowing
from rag.reader import Context

_LEADS = re.compile(
    r"(?:(?<!\w)(?:en|le|les|du|des?|d['’]|au|aux|à la|courant|dans|in|on|of|during|the|del?|el|al"
    r"|في|من|عام|شهر)\s*)+\Z",
    re.IGNORECASE,
)
_BEFORE_MARK = re.compile(r"\s+([?؟!.,;])")


def undated(question: Question, texts: Sequence[str]) -> Question | None:
    """None where the question has no date, or asks for something else than a person, a place or a number: of
    an event the date may be all that tells which. ``texts``: of the passages, for Arabic names."""
    inside = [(name.start, name.end) for name in question.names]
    dates = [d for d in question.dates if not any(a <= d.start and d.end <= b for a, b in inside)]
    if not dates or question.kind not in ("person", "place", "number"):
        return None
    text = question.text
    for fact in sorted(dates, key=lambda fact: -fact.start):
        text = f"{_LEADS.sub('', text[: fact.start]).rstrip()} {text[fact.end :].lstrip()}"
    text = _BEFORE_MARK.sub(r" \1" if question.language == "fr" else r"\1", text).strip()
    plain = analyse(text, question.language)
    if not plain.content:
        return None
    return replace(knowing(plain, texts), kind=question.kind, many=question.many)


def tells_of_dates(question: Question, context: Context) -> bool:
    """Whether the article of a passage has every date of the question, or one within it or around it."""
    whole = context.article or context.text
    return all(date.first is not None and dated(date, whole, context) for date in question.dates)
