"""Meetings that no question calls by a noun: *where did they meet?*, *who represented Morocco in Rome?*"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.facts import Fact
from rag.name_context import article_before, located
from rag.noun_phrases import GATHERINGS, event_head, events, follow_ups, written
from rag.phrasing import at, definite, of, on, with_article
from rag.question import LANGUAGES, Question, fold_letters
from rag.referents import Referent
from rag.turns import Turn


def met_at(question: Question, extra: Referent | None) -> Referent | None:
    """The meeting of *where did the ministers meet in 2018?*, by its place or else its time.

    ``extra``: the place or date that was answered.
    """
    stems = tuple(follow_ups()["meets"][question.language].split())
    if not any(w.folded.startswith(stems) for w in question.words):
        return None
    return _gathering(question, extra, events(question.language)[0], placed=False)


def quoted_event(question: Question, quotes: Sequence[str], extra: Referent | None) -> Referent | None:
    """The gathering that the cited sentences speak of, where the question says no more than where or when."""
    for quote in quotes:
        for word in re.findall(r"\w+", fold_letters(quote)):
            for language in LANGUAGES:
                if word in events(language)[:GATHERINGS] or language == "ar" and event_head(word, "ar"):
                    kind = events(language).index(event_head(word, language) or word)
                    if kind < GATHERINGS:
                        return _gathering(question, extra, events(question.language)[kind], placed=True)
    return None


def _gathering(question: Question, extra: Referent | None, head: str, *, placed: bool) -> Referent | None:
    """An event of the kind ``head`` by its place, ``placed``: only where something was in it, or its time."""
    language = question.language
    start = definite(written(head, language), head, language, False)
    places = sorted(
        (n for n in question.names if n.kind == "place" and (located(question, n) or not placed)),
        key=lambda n: not located(question, n),
    )
    place = with_article(article_before(question, places[0]), places[0].text) if places else None
    if place is None and extra and extra.kind == "place":
        place = extra.text
    dates = [d for d in question.dates if d.first] or ([extra.fact] if extra and extra.fact else [])
    if place:
        joined = at(place, "place", False, language) if language == "en" else of(place, language)
    elif dates:
        joined = of_date(dates[0], language)
    elif placed:  # only that there was one
        return Referent(start, "event", language, 0, 0, head=head, quoted=True)
    else:
        return None
    article = start.split()[0]
    gender = {"la": "f", "le": "m", "el": "m"}.get(article, "m" if language == "ar" else "")
    return Referent(f"{start} {joined}", "event", language, 0, 0, gender, head=head)


def told_apart(referent: Referent, known: Sequence[Referent], turns: Sequence[Turn]) -> Referent:
    """*La réunion* alone, of a turn that stayed with the articles of one before: the meeting told there."""
    if not _bare(referent):
        return referent
    articles = set(turns[-1 - referent.age].articles)
    for other in known:
        same = other.age > referent.age and other.kind == "event" and other.head == referent.head
        if same and not _bare(other) and not articles.isdisjoint(turns[-1 - other.age].articles):
            return replace(other, age=referent.age, rank=referent.rank)
    return referent


def _bare(referent: Referent) -> bool:
    """Whether an event is called by its noun and no more."""
    if referent.kind != "event" or not referent.head:
        return False
    return len(re.findall(r"\w+", referent.text)) <= 1 + referent.text[:1].islower()


def of_date(fact: Fact, language: str) -> str:
    """A date after an event's noun: *du 13 février 2018*, *de mai 2022*, *in May 2022*."""
    said = on(fact, language)
    if language == "fr":
        return f"du {said[3:]}" if said.startswith("le ") else f"de {said[3:]}"
    return said if language in ("en", "ar") else f"de{said[2:]}" if said.startswith("en") else f"d{said}"
