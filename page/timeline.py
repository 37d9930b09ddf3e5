"""Dated events in order: a strip of points for the eye, a list for reading; each opens its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from page.escape import clipped, inert, inert_line, key
from page.texts import Texts
from rag.answer import Citation
from rag.timeline import Event, Timeline

SHOWN = 100  # events at once
_TEXT = 280  # characters of an event
_LABEL = 90  # characters of an event on its point


def chooser(whole: bool, answered: bool, texts: Texts) -> str:
    """Which events are shown: those behind an answer, or all."""
    both = "".join(
        f'<button type="button" data-do="timeline" data-of="{of}" aria-pressed="{str(on).lower()}"'
        f"{'' if answered or of == 'all' else ' disabled'}>{inert(texts(f'timeline.{of}'))}</button>"
        for of, on in (("answer", not whole), ("all", whole))
    )
    return f'<div class="segments" role="group" aria-label="{inert(texts("timeline.choose"))}">{both}</div>'


def view(found: Timeline, texts: Texts, first: int = 0) -> str:
    """The events from number ``first`` on, with the points of those that are shown."""
    events = found.events[first : first + SHOWN]
    notices = "".join(f'<p class="note">{inert_line(notice)}</p>' for notice in found.notices)
    if not events:
        return f'{notices}<p class="blank">{inert(texts("timeline.empty"))}</p>'
    count = inert(texts.count("timeline.count", len(found.events)))
    left = len(found.events) > first + SHOWN
    more = (
        f'<button type="button" class="more" data-do="timeline" data-first="{first + SHOWN}">'
        f"{inert(texts('timeline.more'))}</button>"
        if left
        else ""
    )
    return (
        f'<p class="note count">{count}</p>{notices}{_strip(events, first, texts)}'
        f'<ol class="events" start="{first + 1}" aria-label="{inert(texts("timeline.label"))}">'
        f"{_items(events, first, texts)}</ol>{more}"
    )


def _strip(events: Sequence[Event], first: int, texts: Texts) -> str:
    days = [_middle(event) for event in events]
    low, high = min(days), max(days)
    span = max(1, high - low)
    points = "".join(
        f'<button type="button" class="point{" announced" if event.announced else ""}" '
        f'data-do="event" data-event="{first + n}" tabindex="{0 if n == 0 else -1}" '
        f'style="left:{100 * (day - low) / span:.2f}%" '
        f'aria-label="{inert_line(event.said + ": " + clipped(event.text, _LABEL))}"></button>'
        for n, (event, day) in enumerate(zip(events, days, strict=True))
    )
    years = (date.fromordinal(int(low)).year, date.fromordinal(int(high)).year)
    ends = f'<span aria-hidden="true">{years[0]}</span><span aria-hidden="true">{years[1]}</span>'
    if years[0] == years[1]:
        ends = f'<span aria-hidden="true">{years[0]}</span>'
    return (
        f'<div class="strip" role="toolbar" aria-label="{inert(texts("timeline.strip"))}">'
        f'<div class="line">{points}</div></div><div class="ends">{ends}</div>'
    )


def _middle(event: Event) -> float:
    return (event.first.toordinal() + event.last.toordinal()) / 2


def _items(events: Sequence[Event], first: int, texts: Texts) -> str:
    parts: list[str] = []
    for n, event in enumerate(events, first):
        announced = (
            f' <span class="tag">{inert(texts("timeline.announced"))}</span>' if event.announced else ""
        )
        firsts = {citation.article: citation for citation in reversed(event.citations)}
        marks = "".join(_source(c, texts) for c in reversed(firsts.values()))  # one link an article
        parts.append(
            f'<li id="event-{n}" class="{"announced" if event.announced else "held"}">'
            f'<p class="when">{inert_line(event.said)}{announced}</p>'
            f'<p class="what" dir="auto">{inert_line(clipped(event.text, _TEXT))}</p>'
            f'<p class="from">{marks}</p></li>'
        )
    return "".join(parts)


def _source(citation: Citation, texts: Texts) -> str:
    name = inert_line(citation.title or citation.article)
    return (
        f'<button type="button" class="link" data-do="open" data-article="{key(citation.article)}" '
        f'data-start="{citation.start}" data-end="{citation.end}">'
        f"<bdi>{name}</bdi></button>"
    )
