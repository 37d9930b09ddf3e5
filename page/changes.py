"""A change of the library as the page sees it: how far it is, then what it did, or why it didn't."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from index.errors import UsageError
from page import library_view
from page.folders import Progress, Summary
from page.texts import Texts

log = logging.getLogger(__name__)

_EVERY = 0.15  # seconds between two reports of progress
_Told = tuple[float, float, str] | Summary | Exception  # (done, total, the article's name), or how it ended


class Halted(Exception):
    """Whoever asked for the change doesn't want it any longer."""


def changing(
    work: Callable[[Progress], Summary], sentence: Callable[[Exception], str], texts: Texts
) -> Iterator[dict[str, Any]]:
    """Progress in per cent and words, at last the summary. Closing the iterator stops the work."""
    told: queue.SimpleQueue[_Told] = queue.SimpleQueue()
    halt = threading.Event()

    def tell(done: float, total: float, name: str) -> None:
        if halt.is_set():
            raise Halted
        told.put((done, total, name))

    def run() -> None:
        try:
            told.put(work(tell))
        except Halted:
            pass
        except Exception as error:  # handed to who waits for it
            told.put(error)

    yield {"share": None, "words": texts("library.preparing")}
    threading.Thread(target=run, name="library", daemon=True).start()
    try:
        for said in _reports(told):
            if isinstance(said, tuple):
                done, total, name = said
                words = texts("library.reading", name=name) if name else texts("library.preparing")
                yield {"share": round(100 * done / total, 1) if total else None, "words": words}
            elif isinstance(said, Exception):
                yield {"done": True, "error": sentence(said)}
            else:
                yield {"done": True, "html": library_view.summary(said, texts)}
    finally:
        halt.set()


def _reports(told: queue.SimpleQueue[_Told]) -> Iterator[_Told]:
    """Of what comes within ``_EVERY`` seconds the last, so that quick work is seen too; all until the end."""
    while True:
        latest = told.get()
        until = monotonic() + _EVERY
        while isinstance(latest, tuple) and (left := until - monotonic()) > 0:
            try:
                newer = told.get(timeout=left)
            except queue.Empty:
                break
            if not isinstance(newer, tuple):
                yield latest
            latest = newer
        yield latest
        if not isinstance(latest, tuple):
            return


def handed_over(files: object, folder: Path) -> list[tuple[str, Path]]:
    """The uploads that a page names, (name, path); only what lies in ``folder`` was uploaded."""
    found: list[tuple[str, Path]] = []
    folder = folder.resolve()
    for one in files if isinstance(files, list) else []:
        name, path = (one.get("name"), one.get("path")) if isinstance(one, dict) else (None, None)
        if not isinstance(name, str) or not isinstance(path, str):
            continue
        with suppress(OSError, ValueError):
            resolved = Path(path).resolve()
            if folder in resolved.parents and resolved.is_file():
                found.append((name, resolved))
    if not found:
        raise UsageError("No file was handed over: choose some first.")
    return found
