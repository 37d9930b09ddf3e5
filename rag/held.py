"""Whether an article holds what a question takes for granted: its names, its numbers, its offices, its dates.

A model of reading sees one passage; that an article about Morocco never speaks of Tunisia is seen here,
in the whole article with its title and date, and no model can overrule it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.aliases import gazetteer
from index.facts import Fact, find_facts, say_date
from index.lexicon import stems
from index.names import Name, mentions
from rag.dictionary import translations
from rag.held_offices import offices_not_held
from rag.question import Question
from rag.reader import Context
from rag.times import AskedTime, answers_time

_PART = re.compile(r"^(?:early|mid|late|mid-)\s*")


def not_held(question: Question, context: Context, when: AskedTime | None = None) -> tuple[str, ...]:
    """The names, numbers, offices and dates of the question, as written, that the article doesn't hold.

    ``when``: the time that the question asks for. An article that tells of that time holds its dates, also
    where it writes others: *2018* for *before 2020*.
    """
    near = " ".join(part for part in (context.title, context.published, context.text) if part)
    whole = context.article or near
    told = (context.language, context.published)
    timely = when is not None and when.limited and answers_time(when, whole, *told)
    return (
        *(
            n.text
            for n in question.own_names
            if _known(n, question, context)
            and not mentions(n.text, whole)
            and not _translated(n, question.language, whole, context.language)
        ),
        *(figure for figure in figures(question) if figure not in whole),
        *offices_not_held(question, whole),
        *(date.text for date in question.own_dates if not (timely or dated(date, whole, context))),
    )


def _known(name: Name, question: Question, context: Context) -> bool:
    """Whether it is surely a name: a word of another language may be written large for another reason."""
    return name.kind != "other" or context.language in (None, question.language) or " " in name.text


def _translated(name: Name, language: str, whole: str, other: str | None) -> bool:
    """Whether an article in another language has all the words of a name of things: *Foro Económico*."""
    if other is None or other == language or name.kind == "person" or gazetteer().get(name.folded):
        return False
    there, held = _stems(whole, other), 0
    for word in (w for w in name.text.split() if len(w) > 2):
        known = list(translations([word], language, other))
        if any(there.issuperset(stems(said, other)) for said in (word, *known)):
            held += 1
        elif known:
            return False
    return held > 1  # a word more that no dictionary has says nothing either way


@lru_cache(64)
def _stems(whole: str, language: str) -> frozenset[str]:
    return frozenset(stems(whole, language))


def figures(question: Question) -> list[str]:
    """Numbers of three digits or more that are no date: *resolution 2178*. Smaller ones are spelled too."""
    return [w.text for w in question.plain if w.text.isdigit() and len(w.text) > 2]


def dated(asked: Fact, text: str, context: Context) -> bool:
    """Whether a date of the question overlaps one in ``text``, or that of the article."""
    if asked.precision == "unresolved":  # *last week*: nothing to hold against an article
        return True
    dates = _dates(text, context.language, context.published)
    if asked.first is None or asked.last is None:  # *in May*, *le 13 février*: the year is open
        wanted = _PART.sub("", say_date(asked, "en"))
        part = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
        return any(part.search(say_date(date, "en")) for date in dates)
    return any(
        date.first is not None
        and date.last is not None
        and date.first <= asked.last
        and asked.first <= date.last
        for date in dates
    )


@lru_cache(64)  # whole articles: few are held
def _dates(text: str, language: str | None, published: str | None) -> tuple[Fact, ...]:
    found = [fact for fact in find_facts(text, language, published) if fact.kind == "date"]
    return (*found, *(find_facts(published) if published else ()))
