"""How what two sentences answer stands to each other: the same, compatible, different, or another matter.

``other`` is neither agreement nor disagreement: other things counted, another kind of value, a time that
can't be told, words without a normal form that are not the same. Only what surely can't both be right is
``different``, and even then only if both speak of one event, which ``rag/weigh.py`` sees to.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from index.facts import find_facts
from index.names import mentions
from rag.compare_names import clash, level, one_name, within
from rag.counted import Count, count_at, more_precise, relation_of, same_thing
from rag.event_dates import event_dates
from rag.evidence import Evidence
from rag.question import Question, fold_letters
from rag.values import Value

Relation = Literal["same", "compatible", "different", "other"]
Days = tuple[date, date]

_WORD = re.compile(r"\w+")
_COUNTRY_ASKED = re.compile(r"\b(?:pays|country|countries|pais(?:es)?|nations?|etats?)\b|بلد|دوله|دول")


def relation(question: Question, one: Evidence, other: Evidence) -> Relation:
    """How the answers that two sentences give to ``question`` stand to each other."""
    if len(one.items) > 1 or len(other.items) > 1:
        return _lists(one, other)
    a, b = one.value, other.value
    if a is None or b is None or a.kind != b.kind:
        return _spans(one, other)
    if a.kind == "date":
        return _dates(one, a, other, b)
    if a.kind == "number":
        x, y = count(one), count(other)
        if x is None or y is None:
            return _spans(one, other)
        return relation_of(x, y) if same_thing(question, x, y) else "other"
    return accord(question, one, other) or ("different" if clash(one, a, other, b) else "other")


def accord(question: Question, one: Evidence, other: Evidence) -> Relation | None:
    """``relation`` where it is ``same`` or ``compatible``, else None: cheaper, since of names what differs
    need not be told from what can't be compared."""
    a, b = one.value, other.value
    lists = len(one.items) > 1 or len(other.items) > 1
    if lists or a is None or b is None or a.kind != b.kind or a.kind not in ("person", "place"):
        found = relation(question, one, other)
        return found if found in ("same", "compatible") else None
    if one_name(a.text, b.text):
        return "same"
    return "compatible" if a.kind == "place" and within(one, a, other, b) else None


def narrower(question: Question, one: Evidence, other: Evidence) -> bool:
    """Whether ``one`` is the more precise of two answers that are the same or compatible.

    A day before its month, 84 before *more than 80*, a full name before a surname, a town before its
    country, unless it is the country that is asked for.
    """
    a, b = one.value, other.value
    if a is None or b is None or a.kind != b.kind or len(one.items) > 1 or len(other.items) > 1:
        return len(one.items) > len(other.items) > 0
    if a.kind == "date":
        days, others = _days(one, a, b.first), _days(other, b, a.first)
        if days and others and days != others:
            return others[0] <= days[0] and days[1] <= others[1] and not _one_of(one, a)
        return a.first is not None and b.first is None
    if a.kind == "number":
        x, y = count(one), count(other)
        return x is not None and y is not None and more_precise(x, y)
    if a.kind == "place":
        town, wide = level(a.text) == "town", level(b.text) == "country"
        return town and wide and not asks_for_country(question)
    return len(a.key.split()) > len(b.key.split()) and mentions(b.text, a.text)


def asks_for_country(question: Question) -> bool:
    """*Dans quel pays …*: a town is no answer."""
    return bool(_COUNTRY_ASKED.search(fold_letters(question.text)))


def _dates(one: Evidence, a: Value, other: Evidence, b: Value) -> Relation:
    x, y = _days(one, a, b.first), _days(other, b, a.first)
    if x is None or y is None:
        return "same" if a.key == b.key and a.first is not None else "other"
    if x == y:
        return "same" if (a.first is None) == (b.first is None) else "compatible"
    return "compatible" if x[0] <= y[1] and y[0] <= x[1] else "different"


def _days(evidence: Evidence, value: Value, like: date | None) -> Days | None:
    """The days that a date covers; one without a year, as *11 mai*, is read near ``like``."""
    if value.first and value.last:
        return value.first, value.last
    article = evidence.article
    anchor = (like or date(2000, 7, 1)).isoformat()  # where neither has a year, any will do
    return _read_near(evidence.quote, article.language, anchor, value.start, value.end)


def _one_of(evidence: Evidence, value: Value) -> bool:
    """Whether it is one of several days, as *ce mardi* of a month, which says no more than the month."""
    found = event_dates(evidence.quote, evidence.article.language, evidence.article.published)
    return any(d.near and d.fact.start < value.end and value.start < d.fact.end for d in found)


@lru_cache(1024)
def _read_near(sentence: str, language: str | None, anchor: str, start: int, end: int) -> Days | None:
    bare = {(f.start, f.end) for f in find_facts(sentence, language) if f.precision in ("day", "month")}
    for fact in find_facts(sentence, language, anchor):
        if fact.kind == "date" and (fact.start, fact.end) in bare and fact.start < end and start < fact.end:
            return (fact.first, fact.last) if fact.first and fact.last else None
    return None


def count(evidence: Evidence) -> Count | None:
    """The number that a sentence answers with, where it is one."""
    value, article = evidence.value, evidence.article
    if value is None:
        return None
    return count_at(evidence.quote, article.language, article.published, value.start, value.end)


def _lists(one: Evidence, other: Evidence) -> Relation:
    a, b = ([text for text in e.said] for e in (one, other))
    if not a or not b:
        return "other"
    shared = [text for text in a if any(one_name(text, known) for known in b)]
    if len(shared) == len(a) == len(b):
        return "same"
    return "compatible" if len(shared) == min(len(a), len(b)) else "other"


def _spans(one: Evidence, other: Evidence) -> Relation:
    """Words without a normal form: the same where one has the other's in a row."""
    a, b = (" ".join(_WORD.findall(fold_letters(" ".join(e.said)))) for e in (one, other))
    short, long = sorted((a, b), key=len)
    if not short or (short != long and not any(len(word) > 3 for word in short.split())):
        return "other"
    return "same" if f" {short} " in f" {long} " else "other"
