"""What the page needs of a pipeline, and how it waits for one that is still loading."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from index.articles import Article
    from rag.answer import Answer, Citation


class View(Protocol):
    def article(self, id: str, /) -> Article: ...


class Library(Protocol):
    def view(self) -> View: ...


class Pipeline(Protocol):
    """The part of ``rag.pipeline.Pipeline`` that the page calls, from several threads."""

    @property
    def library(self) -> Library: ...

    def respond(self, question: str, turns: tuple[Any, ...], /) -> tuple[Answer, tuple[Any, ...]]: ...

    def paragraph(self, citation: Citation, /) -> tuple[str, str, str]: ...


class OnDemand:
    """A pipeline that is loaded once, by whoever asks first; the others wait for it.

    A load that fails raises its error to those who asked, and is tried again at the next question:
    someone who is told to run ``dossier index`` need not start the page again.
    """

    def __init__(self, load: Callable[[], Pipeline]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._loaded: Pipeline | None = None

    def __call__(self) -> Pipeline:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded
