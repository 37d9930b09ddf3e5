"""The one door to what is kept on disk.

A ``Library`` gives a ``View``: SQLite, Chroma and the lexicon of one generation, held together for as long
as somebody keeps the view, whatever a writer publishes meanwhile.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from index.errors import LibraryError
from index.locks import hold_shared
from index.snapshot import Snapshots
from index.store import FILE, connect, guarded, read_meta
from index.view import View, damaged

__all__ = ["Library", "View"]

_TRIES = 50  # a writer would have to publish as often while one reader opens


class Library:
    """The library in a folder, for reading. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._snapshots = Snapshots(folder)
        self._poll = connect(folder)
        self._inode = os.stat(folder / FILE).st_ino
        self._view: View | None = None

    @classmethod
    def open(cls, folder: Path) -> Library:
        """Raises LibraryError where there is no library, or it can't be used."""
        return cls(folder)

    def close(self) -> None:
        """Let go of the newest view; views that are still held stay good."""
        with self._lock:
            self._view = None
            self._poll.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def view(self) -> View:
        """The newest generation that was published; the same object as before when there is no newer.

        Raises LibraryError where what was published is missing or damaged.
        """
        with self._lock, guarded(self.folder):
            self._follow()
            meta = read_meta(self._poll)
            if self._view is None or (meta.generation, meta.snapshot) != (
                self._view.generation,
                self._view.snapshot,
            ):
                self._view = self._open_view()
            return self._view

    def _follow(self) -> None:
        """Reopen when the library was removed and made again under the same name."""
        try:
            inode = os.stat(self.folder / FILE).st_ino
        except FileNotFoundError:
            inode = -1
        if inode != self._inode:
            self._poll.close()
            self._view = None
            self._poll = connect(self.folder)
            self._inode = inode

    def _open_view(self) -> View:
        for _ in range(_TRIES):
            connection = connect(self.folder)
            try:
                connection.execute("BEGIN")
                meta = read_meta(connection)  # from here on this connection sees this generation only
                hold = None if meta.snapshot is None else self._hold(meta.snapshot)
            except BaseException:
                connection.close()
                raise
            if meta.snapshot is None or hold is not None:
                return View(self.folder, connection, meta, hold)
            connection.close()
        raise LibraryError(f"The library {self.folder} changes faster than it can be opened: try again.")

    def _hold(self, snapshot: str) -> int | None:
        """A lock against the removal of the snapshot; None where a newer one was just published."""
        try:
            handle = hold_shared(self._snapshots.lock(snapshot))
        except FileNotFoundError:
            if read_meta(self._poll).snapshot == snapshot:
                raise damaged(self.folder, "its lock is missing") from None
            return None
        if read_meta(self._poll).snapshot != snapshot:
            os.close(handle)
            return None
        return handle
