"""A question without its dates. *Who led the delegation to Rabat in June 2018?* asks of a passage who led the
delegation to Rabat; that it was in June 2018 may stand in the article's head alone, or be known by its date.

Whether the dates of a question fit is checked apart (``rag.held``, ``rag.time_fit``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.question import Question, analyse, knowing

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
