"""Takes a file into the library: hashed, read where its bytes are new, its articles handed to the writer."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.articles import Article, read_file
from index.corrections import Changes
from index.errors import UnreadableFile
from index.sources import SourceRow, clash
from index.store import READING, FileRow, article_hash, printable, storable
from index.writer import Writer

_SETTLED_NS = 2_000_000_000  # a file written to this shortly before is hashed once more the next time


@dataclass
class Tally:
    """What a run has done so far, in articles."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    read: list[str] = field(default_factory=list)  # ids of those added or changed
    failed: list[UnreadableFile] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)


class Intake:
    """Files of any source, one at a time. ``done`` hears (bytes, name of the file in work)."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        writer: Writer,
        max_bytes: int,
        done: Callable[[float], None],
    ) -> None:
        self.tally = Tally()
        self._connection = connection
        self._writer = writer
        self._max_bytes = max_bytes
        self._done = done
        self._changes = Changes(connection)

    def unchanged(self, row: FileRow, stat: os.stat_result) -> bool:
        """Whether a file needn't be looked into, by its size and time."""
        same = (row.size, row.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
        return same and not self._stale(row)

    def _stale(self, row: FileRow) -> bool:
        """Read by other rules, or failed for a reason that isn't in the bytes."""
        retry = bool(row.errors and (row.sha256 is None or row.max_bytes != self._max_bytes))
        return retry or row.reading != READING

    def tell(self, errors: tuple[tuple[str, str], ...]) -> None:
        self.tally.failed += [UnreadableFile(what, reason) for what, reason in errors]

    def remove(self, source: SourceRow, name: str) -> None:
        """A file that is gone."""
        gone = self._held(source, name)
        self.tally.removed += len(gone)
        self._writer.drop(gone)
        self._writer.file(source.id, name, None)

    def take(
        self, source: SourceRow, name: str, file: Path, stat: os.stat_result, before: FileRow | None
    ) -> None:
        settled = time.time_ns() - stat.st_mtime_ns > _SETTLED_NS
        row = FileRow(name, stat.st_size, stat.st_mtime_ns if settled else 0, None, self._max_bytes)
        try:
            if stat.st_size <= self._max_bytes:
                row = replace(row, sha256=_sha256(file))
        except OSError as error:  # nothing is known of the bytes: what the library has is kept
            reason = f"it can't be opened ({error.strerror}); what the library has of it is kept"
            errors: tuple[tuple[str, str], ...] = ((source.prefix + name, reason),)
        else:
            if before and row.sha256 and row.sha256 == before.sha256 and not self._stale(before):
                errors = before.errors
                self._done(stat.st_size)
            else:
                errors = self._read(source, name, file, stat.st_size)
        self.tell(errors)
        self._writer.file(source.id, name, replace(row, errors=errors))

    def _read(self, source: SourceRow, name: str, file: Path, size: int) -> tuple[tuple[str, str], ...]:
        """Take up the articles of a file; what of it can't be read, and why."""
        held = self._held(source, name)
        seen: set[str] = set()
        errors: list[tuple[str, str]] = []
        left = float(size)
        waiting: Article | None = None  # one behind: the last article gets what is left of the file's bytes
        try:
            for item in read_file(file, source.prefix + name, self._max_bytes):
                if isinstance(item, UnreadableFile):
                    errors.append((printable(item.path), printable(item.reason)))
                elif item.id in seen:
                    errors.append(
                        (printable(item.id), "the same id comes twice in its file: the first one is kept")
                    )
                elif not self._changes.removed(item.id):
                    seen.add(item.id)
                    if waiting is not None:
                        weight = min(left, float(len(waiting.text)))
                        left -= weight
                        self._article(waiting, source, name, held, weight)
                    waiting = self._changes.corrected(storable(item))
        except UnreadableFile as error:
            errors.append((printable(error.path), printable(error.reason)))
        except OSError as error:
            errors.append((source.prefix + name, f"it can't be read ({error.strerror or error})"))
        if waiting is not None:
            self._article(waiting, source, name, held, left)
        else:
            self._done(left)
        gone = held.keys() - seen
        self.tally.removed += len(gone)
        self._writer.drop(gone)
        return tuple(errors)

    def _article(
        self, article: Article, source: SourceRow, file: str, held: dict[str, bytes], weight: float
    ) -> None:
        self.tally.notices += [(article.id, notice) for notice in article.notices]
        hash = article_hash(article)
        if held.get(article.id) == hash:
            self._done(weight)
            return
        if article.id not in held:
            self._refuse_clash(article.id, source, file)
        self.tally.added += article.id not in held
        self.tally.changed += article.id in held
        self.tally.read.append(article.id)
        self._writer.put(article, hash, source.id, file, weight)

    def _refuse_clash(self, id: str, source: SourceRow, file: str) -> None:
        """Ids of the lines of a file, which ``refuse_clashes`` couldn't know."""
        sql = "SELECT path FROM sources WHERE id = (SELECT source FROM articles WHERE id = ? AND source != ?)"
        other = self._connection.execute(sql, (id, source.id)).fetchone()
        if other is not None:
            raise clash(id, Path(other[0]), source.path)

    def _held(self, source: SourceRow, file: str) -> dict[str, bytes]:
        """The published articles of a file and their hashes."""
        sql = "SELECT id, hash FROM articles WHERE source = ? AND file = ?"
        return dict(self._connection.execute(sql, (source.id, file)).fetchall())


def _sha256(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
