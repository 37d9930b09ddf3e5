"""A change of the library as the page sees it: how far it is, then what it did, or why it didn't."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from index.errors import UsageError
from page import library_view
from page.folders import Progress, Summary
from page.texts import Texts

log = logging.getLogger(__name__)

_EVERY = 0.15  # seconds between two reports of progress


class Halted(Exception):
    """Whoever asked for the change doesn't want it any longer."""


def changing(
    work: Callable[[Progress], Summary], sentence: Callable[[Exception], str], texts: Texts
) -> Iterator[dict[str, Any]]:
    """Progress in per cent and words, at last the summary. Closing the iterator stops the work."""
    told: queue.SimpleQueue[tuple[float, float, str] | Summary | Exception] = queue.SimpleQueue()
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
        while True:
            latest = told.get()
            while isinstance(latest, tuple):
                try:
                    latest = told.get(timeout=_EVERY)
                except queue.Empty:
                    break
            if isinstance(latest, tuple):
                done, total, name = latest
                words = texts("library.reading", name=name) if name else texts("library.preparing")
                yield {"share": round(100 * done / total, 1) if total else None, "words": words}
            elif isinstance(latest, Exception):
                yield {"done": True, "error": sentence(latest)}
                return
            else:
                yield {"done": True, "html": library_view.summary(latest, texts)}
                return
    finally:
        halt.set()


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
