"""Dated events, in order, each with the sentences that tell of it, for ``dossier timeline`` and the page.

::

    view = pipeline.library.view()
    timeline(view).events                                              # of the whole library
    timeline(view, "réunions de la Coalition", encoder=pipeline.encoder).events

When an article appeared is no event. Sentences without a date whose year is known are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.articles import Article
from index.encoder import Encoder
from index.facts import Precision, say_date
from index.filters import EVERYTHING, Filters
from index.view import View
from rag.answer import Citation
from rag.event_dates import inferred, period
from rag.phrases import phrase
from rag.question import LANGUAGES, Question, analyse, knowing
from rag.retriever import search
from rag.same_event import Group, merged
from rag.times import AskedTime, asked_time
from rag.told import Subject, Told, told

FOUND = 40  # passages asked of search
MOST_ARTICLES = 1_000  # read without a question, the newest; a thousand take about ten seconds on two cores
MOST_CITED = 6  # for one event
_LONG = 300  # characters: a shorter sentence is shown first


@dataclass(frozen=True)
class Event:
    """Something between the days ``first`` and ``last``, as its first citation tells it on one line.

    ``said`` is the date in the reader's language. ``announced``: every sentence that tells of it does so as
    of something ahead, or called off.
    """

    first: date
    last: date
    precision: Precision
    text: str
    said: str
    announced: bool
    citations: tuple[Citation, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "precision": self.precision,
            "text": self.text,
            "said": self.said,
            "announced": self.announced,
            "citations": [c.to_json() for c in self.citations],
        }


@dataclass(frozen=True)
class Timeline:
    """Events by their first day. A citation has one number in all of it."""

    question: str | None
    language: str
    events: tuple[Event, ...]
    notices: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "events": [event.to_json() for event in self.events],
            "notices": list(self.notices),
        }


def timeline(
    view: View,
    question: str | None = None,
    filters: Filters = EVERYTHING,
    *,
    encoder: Encoder | None = None,
    language: str | None = None,
) -> Timeline:
    """The events that the articles within ``filters`` tell of, or those that a question is about.

    With a question: of the ``FOUND`` best passages, the sentences with its names and words; of a time in it,
    the events in that time. Without one, or where it has nothing but a time: of all articles, or the newest
    ``MOST_ARTICLES``. ``language`` is the one that dates are said in, else the question's, or that of most
    articles. ``encoder`` is needed for a question. Raises UsageError for an empty question.
    """
    asked = analyse(question) if question is not None else None
    language = language or (asked.language if asked else _usual(view, filters))
    notices: list[str] = []
    undated = view.undated(filters)
    if undated:
        notices.append(phrase("undated", language, count=undated))
    if asked and Subject(asked) and encoder:
        all_told = _found(view, asked, filters, encoder)
    else:
        all_told, left = _everything(view, filters)
        if left:
            notices.append(phrase("timeline_limited", language, count=MOST_ARTICLES, left=left))
    groups = merged(all_told)
    when = asked_time(asked) if asked else None
    if when and when.limited:
        inside = [group for group in groups if _within(group, when)]
        if len(inside) < len(groups):
            notices.append(phrase("timeline_outside", language, count=len(groups) - len(inside)))
        groups = inside
    return Timeline(asked.text if asked else None, language, _events(groups, language), tuple(notices))


def _within(group: Group, asked: AskedTime) -> bool:
    """Whether an event is in the time asked for; of publication, whether an article that tells of it is."""
    if asked.about == "event":
        return asked.overlaps(*group.days)
    return any(asked.overlaps(*days) for one in group.told if (days := period(one.article.published)))


def _usual(view: View, filters: Filters) -> str:
    counts = Counter(row.language for row in view.articles(filters) if row.language in LANGUAGES)
    return counts.most_common(1)[0][0] or "en" if counts else "en"


def _found(view: View, question: Question, filters: Filters, encoder: Encoder) -> list[Told]:
    """The dated sentences of the passages that search finds, where they are about the question."""
    passages = search(view, encoder, question.text, FOUND, filters)
    question = knowing(question, [p.text for p in passages])
    subject = Subject(question)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in passages:
        spans[passage.article].append((passage.start, passage.end))
    kept: list[Told] = []
    for id, places in spans.items():
        article = view.article(id)
        around = "\n".join([article.title or "", *(article.text[start:end] for start, end in places)])
        kept += [one for one in told(article, places) if subject.about(one, around)]
    return kept


def _everything(view: View, filters: Filters) -> tuple[list[Told], int]:
    """The dated sentences of all articles, or of the newest, and how many articles were left out."""
    rows = view.articles(filters)
    rows.sort(key=lambda row: (row.published or "", row.id), reverse=True)
    found = [one for row in rows[:MOST_ARTICLES] for one in told(view.article(row.id))]
    return found, max(0, len(rows) - MOST_ARTICLES)


def _events(groups: Iterable[Group], language: str) -> tuple[Event, ...]:
    marks: dict[tuple[str, int, int], Citation] = {}
    events: list[Event] = []
    for group in sorted(
        groups, key=lambda g: (g.days[0], -(g.days[1] - g.days[0]).days, g.told[0].article.id)
    ):
        first, last = group.days
        best = min(group.told, key=lambda one: _shown_first(one, group))
        sentences = {(one.article.id, one.start): one for one in (best, *group.told)}
        cited = tuple(_citation(one, marks) for one in list(sentences.values())[:MOST_CITED])
        when = group.told[0].when
        announced = all(one.planned for one in group.told)
        text = " ".join(best.quote.split())
        events.append(
            Event(first, last, when.precision, text, say_date(when.fact, language), announced, cited)
        )
    return tuple(events)


def _shown_first(one: Told, group: Group) -> tuple[Any, ...]:
    """What took place before what was ahead; the precise date; the sentence that stands alone, is short."""
    precise = (one.when.first, one.when.last) == group.days
    inexact = one.when.near or inferred(one.when.fact) is not None
    long = one.end - one.start > _LONG
    return one.planned, not precise, one.leans, long, inexact, -len(one.content)


def _citation(one: Told, marks: dict[tuple[str, int, int], Citation]) -> Citation:
    """The citation of a sentence, under one number wherever it is cited."""
    article: Article = one.article
    key = (article.id, one.start, one.end)
    if key not in marks:
        marks[key] = Citation(
            n=len(marks) + 1,
            article=article.id,
            title=article.title,
            published=article.published,
            publisher=article.publisher,
            url=article.url,
            page=sum(start <= one.start for start in article.pages) or None,
            start=one.start,
            end=one.end,
            quote=one.quote,
        )
    return marks[key]
