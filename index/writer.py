"""Gathers what changed and publishes it: a new snapshot, then one SQLite transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from index.articles import Article, date_range
from index.encoding import EncodingQueue
from index.errors import LibraryError
from index.snapshot import Entry, Snapshots
from index.store import ARTICLE_COLUMNS, FileRow, article_values, read_meta, set_meta, transaction
from index.vectors import BATCH

if TYPE_CHECKING:
    from index.encoder import Encoder

_PUBLISH_AT = 2000  # passages that wait, at the least, before a long run publishes on its way
_DELETED = 0.2  # of a snapshot: above it, the graph is made anew rather than patched


@dataclass(frozen=True)
class _Waiting:
    """An article that is to be published."""

    article: Article
    source: int
    file: str
    hash: bytes
    passages: dict[tuple[int, int], bytes]  # (start, end) → key of the vector


@dataclass
class _Pending:
    articles: dict[str, _Waiting] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)  # ids that were published and go, or are replaced
    files: dict[tuple[int, str], FileRow | None] = field(default_factory=dict)  # None: the file is gone
    passages: int = 0


class Writer:
    """Changes a library; the caller holds its writer's lock. What isn't published in the end is lost."""

    def __init__(
        self,
        folder: Path,
        connection: sqlite3.Connection,
        fingerprint: str,
        encoder: Callable[[], Encoder],
        done: Callable[[float], None] = lambda _: None,
    ) -> None:
        """``done`` hears the weights of articles (see ``put``) as their passages are encoded."""
        self._connection = connection
        self._snapshots = Snapshots(folder)
        self._fingerprint = fingerprint
        self._queue = EncodingQueue(connection, fingerprint, encoder, done)
        self._pending = _Pending()
        self._changed = False

    @property
    def encoded(self) -> int:
        """Passages that were encoded, and not taken from what was kept."""
        return self._queue.encoded

    # -- gathering

    def put(self, article: Article, hash: bytes, source: int, file: str, weight: float) -> None:
        """Add or replace an article from ``file`` of ``source``; ``hash`` as ``article_hash`` gives it."""
        spans = self._queue.add(article, weight)
        self._pending.articles[article.id] = _Waiting(article, source, file, hash, spans)
        self._pending.dropped.add(article.id)
        self._pending.passages += len(spans)
        if self._pending.passages >= max(_PUBLISH_AT, self._count("passages") // 2):
            self.publish()

    def drop(self, ids: Iterable[str]) -> None:
        """Remove articles."""
        for id in ids:
            self._pending.dropped.add(id)
            if (waiting := self._pending.articles.pop(id, None)) is not None:
                self._pending.passages -= len(waiting.passages)

    def file(self, source: int, name: str, row: FileRow | None) -> None:
        """Remember a file, or forget it, when what it held is published."""
        self._pending.files[source, name] = row

    def waiting(self, id: str) -> tuple[int, str] | None:
        """The source and file of an article that waits to be published."""
        found = self._pending.articles.get(id)
        return (found.source, found.file) if found else None

    # -- publishing

    def repair(self) -> bool:
        """Make the snapshot anew where it is missing, damaged or of an earlier layout; True if it was.

        Nothing is encoded.
        """
        meta = read_meta(self._connection)
        self._snapshots.clean(meta.snapshot)
        if meta.snapshot is None or self._is_good(meta.snapshot, meta.generation):
            return False
        self._snapshots.mark_damaged(meta.snapshot)
        self._publish_snapshot()
        return True

    def publish(self) -> None:
        """Let readers see what was gathered."""
        self._queue.encode()
        known = self._known(self._pending.dropped)
        if self._pending.articles or known:
            self._publish_snapshot()
        elif self._pending.files:
            with transaction(self._connection):
                self._write_files()
        self._pending = _Pending()

    def finish(self) -> None:
        """Publish what is left, and let go of vectors that no passage needs."""
        self.publish()
        if self._changed:
            with transaction(self._connection):
                self._connection.execute("DELETE FROM vectors WHERE key NOT IN (SELECT vector FROM passages)")
            self._connection.execute("PRAGMA incremental_vacuum").fetchall()

    def _publish_snapshot(self) -> None:
        meta = read_meta(self._connection)
        passages = self._count("passages")
        remove = self._passages_of(self._pending.dropped)
        base = meta.snapshot
        if base is not None:
            deleted = self._snapshots.deleted(base) + len(remove)
            if deleted > _DELETED * passages or not self._is_good(base, meta.generation):
                base = None
        generation = meta.generation + 1
        name = None
        if base is not None:
            with suppress(LibraryError):  # damaged in a way that only opening it shows: make it anew
                name = self._snapshots.make(generation, base, remove, _batches(self._waiting_entries()))
        if name is None:
            entries = chain(self._kept_entries(), self._waiting_entries())
            name = self._snapshots.make(generation, None, [], _batches(entries))
        with transaction(self._connection):
            self._write_articles()
            self._write_files()
            set_meta(self._connection, generation=generation, snapshot=name, fingerprint=self._fingerprint)
        self._changed = True
        self._snapshots.clean(name)

    def _is_good(self, snapshot: str, generation: int) -> bool:
        if self._snapshots.is_marked(snapshot) or not self._snapshots.is_current(snapshot):
            return False
        return self._snapshots.damage(snapshot, generation, self._count("passages")) is None

    def _write_articles(self) -> None:
        dropped = json.dumps(sorted(self._pending.dropped))
        these = "IN (SELECT value FROM json_each(?))"
        self._connection.execute(f"DELETE FROM passages WHERE article {these}", (dropped,))
        self._connection.execute(f"DELETE FROM articles WHERE id {these}", (dropped,))
        self._connection.execute(f"DELETE FROM texts WHERE id {these}", (dropped,))
        for id, waiting in self._pending.articles.items():
            days = date_range(waiting.article.published) or (None, None)
            extra = (waiting.source, waiting.file, waiting.hash, *days, len(waiting.passages))
            values = (*article_values(waiting.article), *extra)
            self._connection.execute(
                f"INSERT INTO articles ({ARTICLE_COLUMNS}, source, file, hash, date_from, date_to, passages) "
                f"VALUES ({','.join('?' * len(values))})",
                values,
            )
            self._connection.execute("INSERT INTO texts VALUES (?, ?)", (id, waiting.article.text))
            self._connection.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
                [
                    (f"{id}#{start}-{end}", id, start, end, key)
                    for (start, end), key in waiting.passages.items()
                ],
            )

    def _write_files(self) -> None:
        for (source, name), row in self._pending.files.items():
            self._connection.execute("DELETE FROM files WHERE source = ? AND name = ?", (source, name))
            if row is not None:
                self._connection.execute(
                    "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        source,
                        name,
                        row.size,
                        row.mtime_ns,
                        row.sha256,
                        row.max_bytes,
                        row.reading,
                        json.dumps(row.errors),
                    ),
                )

    # -- what goes into a snapshot

    def _kept_entries(self) -> Iterator[Entry]:
        """Every published passage whose article isn't dropped."""
        import numpy as np

        rows = self._connection.execute(
            'SELECT p.id, p.start, p."end", v.vector, a.id, s.name, a.language, a.date_from, a.date_to, '
            "a.title, t.text FROM articles AS a JOIN texts AS t ON t.id = a.id "
            "JOIN sources AS s ON s.id = a.source JOIN passages AS p ON p.article = a.id "
            "LEFT JOIN vectors AS v ON v.key = p.vector"
        )
        for id, start, end, vector, article, source, language, first, last, title, text in rows:
            if article in self._pending.dropped:
                continue
            if vector is None:
                raise LibraryError(
                    f"The vector of passage {id} is missing: remove the library's folder and index again."
                )
            array = np.frombuffer(vector, dtype="<f4")
            yield Entry(id, article, source, language, first, last, title, text[start:end], array)

    def _waiting_entries(self) -> Iterator[Entry]:
        import numpy as np

        names = dict(self._connection.execute("SELECT id, name FROM sources").fetchall())
        for waiting in self._pending.articles.values():
            article = waiting.article
            first, last = date_range(article.published) or (None, None)
            for (start, end), key in waiting.passages.items():
                found = self._connection.execute(
                    "SELECT vector FROM vectors WHERE key = ?", (key,)
                ).fetchone()
                yield Entry(
                    id=f"{article.id}#{start}-{end}",
                    article=article.id,
                    source=names[waiting.source],
                    language=article.language,
                    date_from=first,
                    date_to=last,
                    title=article.title,
                    text=article.text[start:end],
                    vector=np.frombuffer(found[0], dtype="<f4"),
                )

    def _passages_of(self, articles: Iterable[str]) -> list[str]:
        rows = self._connection.execute(
            "SELECT id FROM passages WHERE article IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(articles)),),
        )
        return [id for (id,) in rows]

    def _known(self, articles: Iterable[str]) -> bool:
        rows = self._connection.execute(
            "SELECT 1 FROM articles WHERE id IN (SELECT value FROM json_each(?)) LIMIT 1",
            (json.dumps(sorted(articles)),),
        )
        return rows.fetchone() is not None

    def _count(self, table: str) -> int:
        count: int = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return count


def _batches(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
