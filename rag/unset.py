"""What isn't settled yet, by the words of the article: where *à une date qui reste à fixer* is what answers
*when*, no other date of the passage does."""

from __future__ import annotations

import re

from rag.question import Question, fold_letters

_SET = (
    r"(?:fix|determin|precis|defin|arret|trouv|chois|decid|conn|confirm|communiqu|annonc|rendue? publi|revel)"
)
_NOT_YET = re.compile(
    rf"\breste(?:nt)? (?:encore )?a (?:etre )?{_SET}|\b(?:pas|jamais) (?:encore )?(?:ete )?{_SET}"
    rf"|\bnon {_SET}|\ba {_SET}\w+ (?:ulterieurement|plus tard)\b|\bdate ulterieure\b"
    r"|\b(?:yet )?to be (?:set|fixed|determined|decided|announced|confirmed|named|chosen)\b"
    r"|\bnot (?:yet )?(?:been )?(?:set|fixed|determined|decided|announced|disclosed|specified)\b"
    r"|\bunspecified\b"
    r"|\bpor (?:fijar|determinar|decidir|confirmar)\b|\bsin (?:fijar|precisar|determinar)\b"
    r"|لم (?:يحدد|تحدد|يعلن)|لم يتم تحديد"
)
_ASKED = ("date", "place", "person", "number")


def not_yet_set(question: Question, span: str) -> bool:
    """Whether a span says of the date, the place or the person asked for that it isn't known yet."""
    return question.kind in _ASKED and _NOT_YET.search(fold_letters(span)) is not None
