"""Whether two sentences that give different values are against each other, or speak of two events."""

from __future__ import annotations

import re

from rag.compare_names import named
from rag.event_dates import period
from rag.evidence import Evidence
from rag.frames import NEAR, Frame, apart, beginning, gap, same_time, shared_town, shares_words, told_of
from rag.mood import mood
from rag.question import Question, fold_letters

YEAR = 366  # days within which two articles speak of one state of things that is counted
_MANY = re.compile(
    r"\b(?:particip\w*|assist\w*|attend\w*|presente?s?|invit\w*|venus?|acudi\w*|asisti\w*)\b|شارك|حضر"
)
_SETTLED = ("date", "number", "person", "place")  # kinds of answer that exclude each other


def differs(question: Question, told: Evidence, other: Evidence, one: Frame, two: Frame) -> bool:
    """Whether ``other``, whose value is different, speaks of the same event as ``told``, and so against it.

    ``one``: the frame of the event that ``told`` speaks of; ``two``: that of ``other``.

    - The question asks for one value, not a list, nor who took part, of whom there may be many.
    - ``other`` denies nothing: *not in Rabat* does not say where.
    - The names of the question stand in both sentences, or in the titles, openings and sentences before
      them; in the same language, one of its own words stands there too, openings apart, unless the sentence
      itself has all the names.
    - Nothing sets them apart: no other time, town or edition (``frames.apart``).
    - Both have a time that may be the same. Of numbers, which tell a state, the articles may be a year apart.
    - Of dates, either all three tell of a beginning, which there is but once, or the dates are at most a
      month apart and both sentences name one town or all the names of the question.
    """
    if question.kind not in _SETTLED or question.many:
        return False
    if question.kind == "person" and _MANY.search(fold_letters(question.text)):
        return False
    if mood(other.quote) == "denied" or not all(told_of(question, e) for e in (told, other)):
        return False
    if not all(shares_words(question, e) or _names_all(question, e) for e in (told, other)):
        return False
    if question.kind == "number":
        dated = one.level == two.level == "own"
        return not (dated and apart(question, one, two)) and _one_state(told, other)
    if apart(question, one, two):
        return False
    if question.kind == "date":
        return _one_date(question, told, other, shared_town(one, two))
    return same_time(one, two)


def _one_state(told: Evidence, other: Evidence) -> bool:
    a, b = period(told.article.published), period(other.article.published)
    return a is None or b is None or gap(a, b) <= YEAR


def _one_date(question: Question, told: Evidence, other: Evidence, one_town: bool) -> bool:
    a, b = told.value, other.value
    if all(beginning(text) for text in (question.text, told.quote, other.quote)):
        return True
    if a is None or b is None or not (a.first and a.last and b.first and b.last):
        return False
    if gap((a.first, a.last), (b.first, b.last)) > NEAR:
        return False
    return one_town or (_names_all(question, told) and _names_all(question, other))


def _names_all(question: Question, evidence: Evidence) -> bool:
    """Whether the sentence itself has all the names of the question, of which there are some."""
    return bool(question.own_names) and all(named(n.text, evidence.quote) for n in question.own_names)
