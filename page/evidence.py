"""What stands beside the chat: the sources of an answer, how it came about, whole articles, timelines."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError
from index.filters import EVERYTHING, Filters
from index.store import ArticleRow
from page import explain, filters, panel, reader, timeline
from page.asked import Asked, Reply, number, spans, text
from page.conversations import Entry
from page.pipeline import Pipeline
from page.sources import gather
from page.texts import Texts

if TYPE_CHECKING:
    from rag.timeline import Timeline

_TIMELINES = 2  # made at the same time
_HELD_TIMELINES = 8


class Evidence:
    """Reads the library for the page. Safe to use from several threads."""

    def __init__(self, load: Callable[[], Pipeline]) -> None:
        self._load = load
        self._timelines: dict[tuple[int, Filters, str], Timeline] = {}
        self._drawing = threading.BoundedSemaphore(_TIMELINES)

    def of(self, entry: Entry, number: int, words: Texts) -> Reply:
        answer = entry.answer
        cited = answer.nearest if answer.refused else answer.citations
        places: dict[str, list[reader.Span]] = {}
        for one in cited:
            places.setdefault(one.article, []).append((one.start, one.end, 0 if answer.refused else one.n))
        return {
            "sources": panel.section(answer, number, gather(self._load(), cited), words),
            "explain": explain.view(answer, words),
            "cited": places,
        }

    def article(self, asked: Asked, words: Texts) -> Reply:
        found = self._load().library.view().article(text(asked, "article"))
        lit = spans(asked)
        start, end = number(asked, "start"), number(asked, "end")
        if start is not None and end is not None and all(span[:2] != (start, end) for span in lit):
            lit = [(start, end, 0), *(s for s in lit if s[1] <= start or end <= s[0])]
        return {"html": reader.article(found, lit, start or 0, words), "at": start}

    def more(self, asked: Asked, words: Texts) -> Reply:
        found = self._load().library.view().article(text(asked, "article"))
        way = "before" if asked.get("way") == "before" else "after"
        return dict(reader.more(found, way, number(asked, "at") or 0, spans(asked), words))

    def timeline(self, asked: Asked, entry: Entry | None, words: Texts) -> Reply:
        """Of the answer of ``entry``; of all articles where there is none, or where they are asked for."""
        from rag.timeline import timeline as events_of

        answered = entry is not None
        whole = entry is None or asked.get("of") == "all"
        pipeline = self._load()
        narrowed = self.known_filters(asked)
        view: Any = pipeline.library.view()
        first = number(asked, "first") or 0
        with self._drawing:
            if entry is None or whole:
                at = (view.generation, narrowed, words.language)
                if at not in self._timelines:
                    if len(self._timelines) >= _HELD_TIMELINES:
                        self._timelines.clear()
                    self._timelines[at] = events_of(view, None, narrowed, language=words.language)
                found = self._timelines[at]
            else:
                question = entry.answer.understood
                found = events_of(view, question, narrowed, encoder=pipeline.encoder, language=words.language)
        head = timeline.chooser(whole, answered, words)
        return {"html": head + timeline.view(found, words, first)}

    def rows(self) -> list[ArticleRow]:
        try:
            return self._load().library.view().articles()
        except LibraryError:
            return []

    def known_filters(self, asked: Asked) -> Filters:
        narrowed = filters.read(asked.get("filters"))
        return filters.known(narrowed, self.rows()) if narrowed != EVERYTHING else narrowed
