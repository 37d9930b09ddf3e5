"""What the page's server does for one visitor's page: each request is a name and values, each reply JSON.

Nothing is kept between requests but what lies on disk: conversations, feedback, the library.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import DossierError, EncoderError, LibraryError, ModelError, ReaderError, UsageError
from index.filters import EVERYTHING
from index.settings import Settings
from page import (
    export,
    filters,
    history,
    library_view,
    render,
    shell,
    texts,
)
from page.access import Access
from page.asked import Asked, Reply, number, text
from page.changes import changing, handed_over
from page.conversations import Conversations, Entry
from page.database import FILE
from page.evidence import Evidence
from page.feedback import Feedback
from page.folders import Folders, LibraryBusy
from page.pipeline import Pipeline
from page.said import said

if TYPE_CHECKING:
    from index.encoder import Encoder

log = logging.getLogger(__name__)

_EMPTY = "The question is empty: write one first."
_CORPUS = "corpus"  # the articles that come along: the example questions are about them


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
        self._evidence = Evidence(load)
        self._does: dict[str, Callable[[Asked, str, texts.Texts], Reply]] = {
            "start": self._start,
            "open": self._open,
            "history": self._history,
            "rename": self._rename,
            "delete": self._delete,
            "export": self._export,
            "evidence": self._sources,
            "article": lambda asked, _, words: self._evidence.article(asked, words),
            "more": lambda asked, _, words: self._evidence.more(asked, words),
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
            words = texts.load(text(asked, "language"))
            return self._does[str(asked["do"])](asked, owner, words)
        except Exception as error:  # an outermost door
            return {"error": self._sentence(error, words)}

    def ask(self, asked: object, owner: str) -> Iterator[Reply]:
        """Answers a question: at first what the reader says, then a model's words, if there is a model."""
        asked = asked if isinstance(asked, Mapping) else {}
        words = texts.load(text(asked, "language"))
        conversation = text(asked, "conversation") or self._conversations.begin(owner)
        question, again = text(asked, "question"), number(asked, "number")
        reply: Reply = {"ticket": asked.get("ticket"), "conversation": conversation}
        try:
            if not question.strip():
                raise UsageError(_EMPTY)
            pipeline = self._load()
            narrowed = self._evidence.known_filters(asked)
            if again is not None:  # asked again: the answer takes the place of the earlier one
                self._cut(owner, conversation, again - 1)
            turns = self._conversations.turns(owner, conversation)
            kept: int | None = None
            for answer, after in pipeline.stream(question, turns, narrowed):
                if kept is not None:
                    self._conversations.cut(owner, conversation, kept - 1)
                kept = self._conversations.add(owner, conversation, question, answer, after)
                html = render.exchange(answer, kept, words, filtered=narrowed != EVERYTHING)
                entry = Entry(question, answer, after, 0.0)
                yield {
                    **reply,
                    "html": html,
                    "number": kept,
                    **self._evidence.of(entry, kept, words),
                }
            yield {**reply, "done": True, "number": kept, "title": self._title(owner, conversation)}
        except Exception as error:  # an outermost door
            failed = render.failure(self._sentence(error, words), words)
            html = f'<article class="exchange">{render.asked(question)}{failed}</article>'
            yield {**reply, "html": html, "done": True}

    def change(self, asked: object, owner: str) -> Iterator[Reply]:
        """Files handed over, a folder named, or every folder brought up to date, with progress."""
        asked = asked if isinstance(asked, Mapping) else {}
        words = texts.load(text(asked, "language"))
        what = asked.get("what")
        yield from changing(
            (lambda tell: self._folders.upload(handed_over(asked.get("files"), self._uploads), tell))
            if what == "files"
            else (lambda tell: self._folders.name(text(asked, "folder"), tell))
            if what == "folder"
            else self._folders.update,
            lambda error: self._sentence(error, words),
            words,
        )

    # -- the frame and conversations

    def _start(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        if not text(asked, "language"):
            words = texts.load(texts.preferred(text(asked, "languages")))
        sources = self._folders.sources()
        names = [one.name for one in sources]
        html = shell.frame(
            words,
            may_name=self._folders.may_name,
            articles=sum(one.articles for one in sources) if sources else None,
            examples=not names or _CORPUS in names,
        )
        conversation = text(asked, "conversation")
        opened: Reply = {"conversation": "", "log": "", "title": "", "count": 0}
        if conversation:
            with suppress(UsageError):  # deleted meanwhile, or another person's: begin anew
                opened = self._open(asked, owner, words)
        history = self._history({"conversation": opened["conversation"]}, owner, words)
        return {"language": words.language, "html": html, **opened, "history": history["html"]}

    def _open(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        conversation = text(asked, "conversation")
        entries = self._conversations.entries(owner, conversation)
        parts: list[str] = []
        for at, entry in enumerate(entries, 1):
            judged = self._feedback.of(owner, entry.answer.answer_id)
            verdict, correction = (judged.verdict, judged.correction) if judged else (None, "")
            parts.append(render.exchange(entry.answer, at, words, verdict=verdict, correction=correction))
        title = self._title(owner, conversation)
        return {"conversation": conversation, "log": "".join(parts), "title": title, "count": len(entries)}

    def _history(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        search = text(asked, "search")
        found = self._conversations.listed(owner, search)
        return {"html": history.view(found, text(asked, "conversation"), search, words)}

    def _rename(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        return {"title": self._conversations.rename(owner, text(asked, "conversation"), text(asked, "title"))}

    def _delete(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        self._conversations.delete(owner, text(asked, "conversation"))
        return {"said": words("history.deleted")}

    def _export(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        conversation = text(asked, "conversation")
        entries, title = self._conversations.entries(owner, conversation), self._title(owner, conversation)
        if text(asked, "kind") == "json":
            return {"name": export.file_name(title, ".json"), "text": export.to_json(title, entries)}
        return {
            "name": export.file_name(title, ".md"),
            "text": export.to_markdown(title, entries, words.language),
        }

    def _judge(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        entry = self._entry(asked, owner)
        if not text(asked, "verdict"):
            self._feedback.withdraw(owner, entry.answer.answer_id)
            return {"said": words("feedback.withdrawn")}
        correction = text(asked, "correction")
        self._feedback.give(owner, entry.answer, text(asked, "verdict"), correction)
        return {"said": words("feedback.corrected" if correction.strip() else "feedback.saved")}

    # -- evidence

    def _sources(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        return self._evidence.of(self._entry(asked, owner), number(asked, "number") or 1, words)

    def _timeline(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        entry = self._entry(asked, owner) if number(asked, "number") is not None else None
        return self._evidence.timeline(asked, entry, words)

    def _filters(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        narrowed, rows = filters.read(asked.get("filters")), self._evidence.rows()
        return {
            "chips": filters.chips(narrowed, rows, words),
            "fields": filters.dialog(narrowed, rows, words),
        }

    # -- the library

    def _library(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        rows = self._evidence.rows()
        sources, removed = self._folders.sources(), self._folders.removed()
        corrected = self._folders.corrected()
        return {"html": library_view.view(rows, text(asked, "search"), sources, removed, words, corrected)}

    def _change(self, asked: Asked, owner: str, words: texts.Texts) -> Reply:
        article, do = text(asked, "article"), asked["do"]
        if do == "remove":
            self._folders.remove(article)
        elif do == "restore":
            self._folders.restore(article)
        elif do == "reset":
            self._folders.reset(article)
        elif do == "forget":
            self._folders.forget(text(asked, "source"))
        else:
            values = {name: asked[name] for name in ("title", "date") if isinstance(asked.get(name), str)}
            self._folders.correct(article, **values)
        done = {
            "remove": "was_removed",
            "restore": "was_restored",
            "reset": "was_reset",
            "forget": "was_forgotten",
        }
        return {"said": words(f"library.{done.get(str(do), 'corrected')}")}

    # -- inside

    def _encoder(self) -> Encoder:
        try:
            return self._load().encoder
        except LibraryError:  # there is no library yet: this is for making it
            from index.encoder import load_encoder

            return load_encoder(self._settings)

    def _entry(self, asked: Asked, owner: str) -> Entry:
        entries = self._conversations.entries(owner, text(asked, "conversation"))
        at = number(asked, "number") or 0
        if not 1 <= at <= len(entries):
            raise UsageError("That answer is no longer in the conversation: ask again.")
        return entries[at - 1]

    def _cut(self, owner: str, conversation: str, keep: int) -> None:
        with suppress(UsageError):  # nothing of it was kept yet
            self._conversations.cut(owner, conversation, keep)

    def _title(self, owner: str, conversation: str) -> str:
        return next((one.title for one in self._conversations.listed(owner) if one.id == conversation), "")

    def _sentence(self, error: Exception, words: texts.Texts) -> str:
        if isinstance(error, LibraryBusy):
            return words("library.busy")
        if isinstance(error, (EncoderError, ReaderError, ModelError)):
            log.error("a model can't be used: %s", error)  # paths and packages are for who serves the page
            return words("failure.models")
        if isinstance(error, DossierError):
            return said(str(error), words)
        log.error("a request of the page failed", exc_info=error)
        return words("failure.unexpected")
