"""What the page's server does for one visitor's page: each request is a name and values, each reply JSON.

Nothing is kept between requests but what lies on disk: conversations, feedback, the library.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import DossierError, LibraryError, UsageError
from index.filters import EVERYTHING, Filters
from index.settings import Settings
from index.store import ArticleRow
from page import (
    explain,
    export,
    filters,
    history,
    library_view,
    panel,
    reader,
    render,
    shell,
    texts,
    timeline,
)
from page.access import Access
from page.changes import changing, handed_over
from page.conversations import Conversations, Entry
from page.database import FILE
from page.feedback import Feedback
from page.folders import Folders, LibraryBusy
from page.pipeline import Pipeline
from page.sources import gather

if TYPE_CHECKING:
    from index.encoder import Encoder
    from rag.timeline import Timeline

log = logging.getLogger(__name__)

Asked = Mapping[str, Any]
Reply = dict[str, Any]

_CORPUS = "corpus"  # the articles that come along: the example questions are about them
_TIMELINES = 2  # made at the same time
_HELD_TIMELINES = 8


class Desk:
    """Answers the page's requests. Safe to use from several threads."""

    def __init__(
        self, load: Callable[[], Pipeline], settings: Settings, access: Access, uploads: Path
    ) -> None:
        """``uploads``: where files lie that the browser has just handed over."""
        self._load = load
        self._settings = settings
        self._uploads = uploads
        self._conversations = Conversations(settings.library / FILE)
        self._feedback = Feedback(settings.library / FILE)
        self._folders = Folders(settings, self._encoder, restricted=access.restricted)
        self._timelines: dict[tuple[int, Filters, str], Timeline] = {}
        self._drawing = threading.BoundedSemaphore(_TIMELINES)
        self._does: dict[str, Callable[[Asked, str, texts.Texts], Reply]] = {
            "start": self._start,
            "open": self._open,
            "history": self._history,
            "rename": self._rename,
            "delete": self._delete,
            "export": self._export,
            "evidence": self._evidence,
            "article": self._article,
            "more": self._more,
            "timeline": self._timeline,
            "filters": self._filters,
            "feedback": self._judge,
            "library": self._library,
            "remove": self._change,
            "restore": self._change,
            "correct": self._change,
            "reset": self._change,
            "forget": self._change,
        }

    def do(self, asked: object, owner: str) -> Reply:
        """The reply to one request; what goes wrong is a sentence under ``error``."""
        words = texts.load(texts.LANGUAGES[0])
        try:
            if not isinstance(asked, Mapping) or asked.get("do") not in self._does:
                raise UsageError("The page asked for something that there is not: load it again.")
            words = texts.load(_text(asked, "language"))
            return self._does[str(asked["do"])](asked, owner, words)
        except Exception as error:  # an outermost door
            return {"error": self._sentence(error, words)}

    def ask(self, asked: object, owner: str) -> Iterator[Reply]:
        """Answers a question: at first what the reader says, then a model's words, if there is a model."""
        asked = asked if isinstance(asked, Mapping) else {}
        words = texts.load(_text(asked, "language"))
        conversation = _text(asked, "conversation") or self._conversations.begin(owner)
        question, number = _text(asked, "question"), _number(asked, "number")
        reply: Reply = {"ticket": asked.get("ticket"), "conversation": conversation}
        try:
            if not question.strip():
                raise DossierError(words("failure.empty"))
            pipeline = self._load()
            narrowed = self._known_filters(asked)
            if number is not None:  # asked again: the answer takes the place of the earlier one
                self._cut(owner, conversation, number - 1)
            turns = self._conversations.turns(owner, conversation)
            kept: int | None = None
            for answer, after in pipeline.stream(question, turns, narrowed):
                if kept is not None:
                    self._conversations.cut(owner, conversation, kept - 1)
                kept = self._conversations.add(owner, conversation, question, answer, after)
                html = render.exchange(answer, kept, words, filtered=narrowed != EVERYTHING)
                entry = Entry(question, answer, after, 0.0)
                yield {**reply, "html": html, "number": kept, **self._evidence_of(entry, kept, words)}
            yield {**reply, "done": True, "number": kept, "title": self._title(owner, conversation)}
        except Exception as error:  # an outermost door
            failed = render.failure(self._sentence(error, words), words)
            html = f'<article class="exchange">{render.asked(question)}{failed}</article>'
            yield {**reply, "html": html, "done": True}

    def change(self, asked: object, owner: str) -> Iterator[Reply]:
        """Files handed over, a folder named, or every folder brought up to date, with progress."""
        asked = asked if isinstance(asked, Mapping) else {}
        words = texts.load(_text(asked, "language"))
        what = asked.get("what")
        yield from changing(
            (lambda tell: self._folders.upload(handed_over(asked.get("files"), self._uploads), tell))
            if what == "files"
            else (lambda tell: self._folders.name(_text(asked, "folder"), tell))
            if what == "folder"
            else self._folders.update,
            lambda error: self._sentence(error, words),
            words,
        )

    # -- the frame and conversations

    def _start(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        if not _text(asked, "language"):
            words = texts.load(texts.preferred(_text(asked, "languages")))
        sources = self._folders.sources()
        names = [one.name for one in sources]
        html = shell.frame(
            words,
            may_name=self._folders.may_name,
            articles=sum(one.articles for one in sources) if sources else None,
            examples=not names or _CORPUS in names,
        )
        conversation = _text(asked, "conversation")
        opened: Reply = {"conversation": "", "log": "", "title": "", "count": 0}
        if conversation:
            with suppress(UsageError):  # deleted meanwhile, or another person's: begin anew
                opened = self._open(asked, owner, words)
        history = self._history({"conversation": opened["conversation"]}, owner, words)
        return {"language": words.language, "html": html, **opened, "history": history["html"]}

    def _open(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        conversation = _text(asked, "conversation")
        entries = self._conversations.entries(owner, conversation)
        parts: list[str] = []
        for number, entry in enumerate(entries, 1):
            judged = self._feedback.of(owner, entry.answer.answer_id)
            verdict, correction = (judged.verdict, judged.correction) if judged else (None, "")
            parts.append(render.exchange(entry.answer, number, words, verdict=verdict, correction=correction))
        title = self._title(owner, conversation)
        return {"conversation": conversation, "log": "".join(parts), "title": title, "count": len(entries)}

    def _history(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        search = _text(asked, "search")
        found = self._conversations.listed(owner, search)
        return {"html": history.view(found, _text(asked, "conversation"), search, words)}

    def _rename(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        return {
            "title": self._conversations.rename(owner, _text(asked, "conversation"), _text(asked, "title"))
        }

    def _delete(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        self._conversations.delete(owner, _text(asked, "conversation"))
        return {"said": words("history.deleted")}

    def _export(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        conversation = _text(asked, "conversation")
        entries, title = self._conversations.entries(owner, conversation), self._title(owner, conversation)
        if _text(asked, "kind") == "json":
            return {"name": export.file_name(title, ".json"), "text": export.to_json(title, entries)}
        text = export.to_markdown(title, entries, words.language)
        return {"name": export.file_name(title, ".md"), "text": text}

    def _judge(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        entry = self._entry(asked, owner)
        if not _text(asked, "verdict"):
            self._feedback.withdraw(owner, entry.answer.answer_id)
            return {"said": words("feedback.withdrawn")}
        self._feedback.give(owner, entry.answer, _text(asked, "verdict"), _text(asked, "correction"))
        return {"said": words("feedback.saved")}

    # -- evidence

    def _evidence(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        return self._evidence_of(self._entry(asked, owner), _number(asked, "number") or 1, words)

    def _evidence_of(self, entry: Entry, number: int, words: texts.Texts) -> Reply:
        answer = entry.answer
        cited = answer.nearest if answer.refused else answer.citations
        spans: dict[str, list[reader.Span]] = {}
        for one in cited:
            spans.setdefault(one.article, []).append((one.start, one.end, 0 if answer.refused else one.n))
        return {
            "sources": panel.section(answer, number, gather(self._load(), cited), words),
            "explain": explain.view(answer, words),
            "cited": spans,
        }

    def _article(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        found = self._load().library.view().article(_text(asked, "article"))
        spans = _spans(asked)
        start, end = _number(asked, "start"), _number(asked, "end")
        if start is not None and end is not None and all(span[:2] != (start, end) for span in spans):
            spans = [(start, end, 0), *(s for s in spans if s[1] <= start or end <= s[0])]
        return {"html": reader.article(found, spans, start or 0, words), "at": start}

    def _more(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        found = self._load().library.view().article(_text(asked, "article"))
        way = "before" if asked.get("way") == "before" else "after"
        return dict(reader.more(found, way, _number(asked, "at") or 0, _spans(asked), words))

    def _timeline(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        from rag.timeline import timeline as events_of

        answered = _number(asked, "number") is not None
        whole = not answered or asked.get("of") == "all"
        pipeline = self._load()
        narrowed = self._known_filters(asked)
        view: Any = pipeline.library.view()
        first = _number(asked, "first") or 0
        with self._drawing:
            if whole:
                at = (view.generation, narrowed, words.language)
                if at not in self._timelines:
                    if len(self._timelines) >= _HELD_TIMELINES:
                        self._timelines.clear()
                    self._timelines[at] = events_of(view, None, narrowed, language=words.language)
                found = self._timelines[at]
            else:
                question = self._entry(asked, owner).answer.understood
                encoder = pipeline.encoder
                found = events_of(view, question, narrowed, encoder=encoder, language=words.language)
        head = timeline.chooser(whole, answered, words)
        return {"html": head + timeline.view(found, words, first)}

    def _filters(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        narrowed, rows = filters.read(asked.get("filters")), self._rows()
        return {
            "chips": filters.chips(narrowed, rows, words),
            "fields": filters.dialog(narrowed, rows, words),
        }

    # -- the library

    def _library(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        rows = self._rows()
        sources, removed = self._folders.sources(), self._folders.removed()
        return {"html": library_view.view(rows, _text(asked, "search"), sources, removed, words)}

    def _change(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        article, do = _text(asked, "article"), asked["do"]
        if do == "remove":
            self._folders.remove(article)
        elif do == "restore":
            self._folders.restore(article)
        elif do == "reset":
            self._folders.reset(article)
        elif do == "forget":
            self._folders.forget(_text(asked, "source"))
        else:
            values = {name: asked[name] for name in ("title", "date") if isinstance(asked.get(name), str)}
            self._folders.correct(article, **values)
        said = {
            "remove": "was_removed",
            "restore": "was_restored",
            "reset": "was_reset",
            "forget": "was_forgotten",
        }
        return {"said": words(f"library.{said.get(str(do), 'corrected')}")}

    # -- inside

    def _encoder(self) -> Encoder:
        try:
            return self._load().encoder
        except LibraryError:  # there is no library yet: this is for making it
            from index.encoder import load_encoder

            return load_encoder(self._settings)

    def _rows(self) -> list[ArticleRow]:
        try:
            return self._load().library.view().articles()
        except LibraryError:
            return []

    def _known_filters(self, asked: Asked) -> Filters:
        narrowed = filters.read(asked.get("filters"))
        return filters.known(narrowed, self._rows()) if narrowed != EVERYTHING else narrowed

    def _entry(self, asked: Asked, owner: str) -> Entry:
        entries = self._conversations.entries(owner, _text(asked, "conversation"))
        number = _number(asked, "number") or 0
        if not 1 <= number <= len(entries):
            raise UsageError("That answer is no longer in the conversation: ask again.")
        return entries[number - 1]

    def _cut(self, owner: str, conversation: str, keep: int) -> None:
        with suppress(UsageError):  # nothing of it was kept yet
            self._conversations.cut(owner, conversation, keep)

    def _title(self, owner: str, conversation: str) -> str:
        return next((one.title for one in self._conversations.listed(owner) if one.id == conversation), "")

    def _sentence(self, error: Exception, words: texts.Texts) -> str:
        if isinstance(error, LibraryBusy):
            return words("library.busy")
        if isinstance(error, DossierError):
            return str(error)
        log.error("a request of the page failed", exc_info=error)
        return words("failure.unexpected")


def _text(asked: Asked, name: str) -> str:
    value = asked.get(name)
    return value if isinstance(value, str) else ""


def _number(asked: Asked, name: str) -> int | None:
    value = asked.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _spans(asked: Asked) -> list[reader.Span]:
    found = asked.get("spans")
    rows = found if isinstance(found, list) else []
    return [
        (row[0], row[1], row[2])
        for row in rows[:200]
        if isinstance(row, list) and len(row) == 3 and all(isinstance(n, int) and n >= 0 for n in row)
    ]
