"""The file of conversations and feedback: SQLite beside the library's own, never made from it.

``conversations.sqlite`` is in WAL mode. One connection a ``Database``, used by one thread at a time; several
processes may write, and wait for each other.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryError

FILE = "conversations.sqlite"
SCHEMA = 1
_WAIT = 30  # seconds for another process that is writing

_TABLES = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, folded TEXT NOT NULL,
    updated REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX conversations_owner ON conversations (owner, updated);
CREATE TABLE entries (
    conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE, number INTEGER NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL, turns TEXT NOT NULL, follows INTEGER NOT NULL,
    folded TEXT NOT NULL, asked REAL NOT NULL, PRIMARY KEY (conversation, number)
) WITHOUT ROWID;
CREATE TABLE feedback (
    owner TEXT NOT NULL, answer_id TEXT NOT NULL, verdict TEXT NOT NULL, correction TEXT NOT NULL,
    answer TEXT NOT NULL, given REAL NOT NULL, PRIMARY KEY (answer_id, owner)
) WITHOUT ROWID;
"""


class Database:
    """The file at ``path``, made when something is first asked of it. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let go of the file; it is opened again when something more is asked."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for as long as the caller reads. Raises LibraryError where it can't be used."""
        with self._lock, self._guarded():
            yield self._open()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction: all or nothing, also when the process is killed."""
        with self._lock, self._guarded():
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise LibraryError(
                f"The conversations in {self.path} can't be used ({error}): see that the disk is not full "
                "and the file may be written, or move it away to begin with none."
            ) from error

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False
            )
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA foreign_keys=ON")
                self._migrate(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        if _version(connection) == 0:
            connection.execute("BEGIN IMMEDIATE")  # of two processes that come first, one makes the tables
            try:
                if _version(connection) == 0:
                    for statement in filter(str.strip, _TABLES.split(";")):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version={SCHEMA}")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        found = _version(connection)
        if found != SCHEMA:
            raise LibraryError(
                f"The conversations in {self.path} have schema {found} and this Dossier reads schema "
                f"{SCHEMA}: use the Dossier that made them, or move the file away."
            )


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
