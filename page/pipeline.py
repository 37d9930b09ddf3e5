"""What the page needs of a pipeline, and how it waits for one that is still loading."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from index.articles import Article
    from index.encoder import Encoder
    from index.filters import Filters
    from index.store import ArticleRow
    from rag.answer import Answer, Citation
    from rag.turns import Turn


class View(Protocol):
    @property
    def generation(self) -> int: ...

    def article(self, id: str, /) -> Article: ...

    def articles(self, filters: Filters = ..., /) -> list[ArticleRow]: ...


class Library(Protocol):
    def view(self) -> View: ...


class Pipeline(Protocol):
    """The part of ``rag.pipeline.Pipeline`` that the page calls, from several threads."""

    @property
    def library(self) -> Library: ...

    @property
    def encoder(self) -> Encoder: ...

    def stream(
        self, question: str, turns: tuple[Turn, ...], filters: Filters, /
    ) -> Iterator[tuple[Answer, tuple[Turn, ...]]]: ...

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
