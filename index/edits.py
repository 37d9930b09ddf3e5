"""Changes that a user makes to articles of the library; files are never touched.

Each is one writer's work, like a sync, and outlives every sync. What is to be done is noted first, with the
article's file marked to be read again, so that after a kill the next sync does it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.articles import Article
from index.corrections import FIELDS, Field, with_fields
from index.encoder import encoder_fingerprint
from index.errors import LibraryError, UsageError
from index.intake import Intake
from index.settings import Settings
from index.sources import SourceRow, known_files, known_sources, list_files
from index.store import (
    ARTICLE_COLUMNS,
    FILE,
    READING,
    article_hash,
    as_article,
    printable,
    read_meta,
    transaction,
)
from index.sync import check_encoder, no_encoder, writing
from index.writer import Writer

if TYPE_CHECKING:
    from index.encoder import Encoder


@dataclass(frozen=True)
class _Held:
    article: Article
    source: int
    file: str


def correct(
    folder: Path,
    article: str,
    values: Mapping[Field, str | None],
    *,
    settings: Settings,
    encoder: Callable[[], Encoder],
    fingerprint: str | None = None,
) -> Article:
    """Give an article another title or date, as ``checked_title`` and ``checked_date`` make them.

    Search, filters and citations follow. ``encoder`` and ``fingerprint`` as for ``sync``. Raises UsageError
    for an article that the library hasn't, LibraryLocked, EncoderMismatch, LibraryError.
    """
    _check(folder)
    fingerprint = fingerprint or encoder_fingerprint(settings)
    with writing(folder) as connection:
        check_encoder(folder, connection, fingerprint)
        held = _held(folder, connection, article)
        before = held.article
        with transaction(connection):
            for field, value in values.items():
                connection.execute(
                    "INSERT INTO corrections VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT (article, field) DO UPDATE SET value = excluded.value",
                    (before.id, field, value, getattr(before, field), held.source),
                )
            connection.execute("DELETE FROM corrections WHERE article = ? AND value IS given", (before.id,))
            _mark(connection, held.source, held.file)
        return _put(folder, connection, held, with_fields(before, values), fingerprint, encoder)


def reset(
    folder: Path,
    article: str,
    *,
    settings: Settings,
    encoder: Callable[[], Encoder],
    fingerprint: str | None = None,
) -> Article:
    """Give an article back the title and date that its file says. Raises as ``correct`` does."""
    _check(folder)
    fingerprint = fingerprint or encoder_fingerprint(settings)
    with writing(folder) as connection:
        check_encoder(folder, connection, fingerprint)
        held = _held(folder, connection, article)
        rows = connection.execute(
            "SELECT field, given FROM corrections WHERE article = ?", (held.article.id,)
        ).fetchall()
        if not rows:
            return held.article
        with transaction(connection):
            connection.execute("DELETE FROM corrections WHERE article = ?", (held.article.id,))
            _mark(connection, held.source, held.file)
        given: dict[Field, str | None] = {field: given for field, given in rows if field in FIELDS}
        return _put(folder, connection, held, with_fields(held.article, given), fingerprint, encoder)


def remove(folder: Path, articles: Sequence[str]) -> int:
    """Take articles out of the library; how many. Their files stay, and no sync brings them back.

    Raises UsageError where the library hasn't one of them, before any is removed; LibraryLocked.
    """
    _check(folder)
    with writing(folder) as connection:
        held = [_held(folder, connection, article) for article in dict.fromkeys(articles)]
        with transaction(connection):
            for one in held:
                connection.execute(
                    "INSERT OR REPLACE INTO removed VALUES (?, ?, ?, ?, ?)",
                    (one.article.id, one.source, one.file, one.article.title, one.article.published),
                )
                _mark(connection, one.source, one.file)
        writer = Writer(folder, connection, read_meta(connection).fingerprint or "", no_encoder)
        writer.repair()
        writer.drop(one.article.id for one in held)
        _unmark(connection, writer, {(one.source, one.file) for one in held})
        writer.finish()
        return len(held)


def restore(
    folder: Path,
    article: str,
    *,
    settings: Settings,
    encoder: Callable[[], Encoder],
    fingerprint: str | None = None,
) -> None:
    """Bring back an article that was removed: its file is read again.

    Raises UsageError where it wasn't removed, LibraryError where its file is gone or doesn't hold it any
    more, and as ``correct`` does.
    """
    _check(folder)
    id = printable(article)
    fingerprint = fingerprint or encoder_fingerprint(settings)
    with writing(folder) as connection:
        check_encoder(folder, connection, fingerprint)
        row = connection.execute("SELECT source, file FROM removed WHERE article = ?", (id,)).fetchone()
        if row is None:
            raise UsageError(
                f"{article} was not removed from the library {folder}: there is nothing to undo."
            )
        name = row[1]
        source, path = _file(connection, folder, row[0], name)
        with transaction(connection):
            connection.execute("DELETE FROM removed WHERE article = ?", (id,))
            _mark(connection, source.id, name)
        writer = Writer(folder, connection, fingerprint, encoder)
        writer.repair()
        intake = Intake(connection, writer, int(settings.max_file_mb * 1e6), lambda _: None)
        intake.take(source, name, path, path.stat(), known_files(connection, source).get(name))
        writer.finish()
        if not connection.execute("SELECT 1 FROM articles WHERE id = ?", (id,)).fetchone():
            why = "; ".join(f"{failed.path}: {failed.reason}" for failed in intake.tally.failed)
            raise LibraryError(f"{article} can't be read any more ({why or 'its file does not hold it'}).")


def _check(folder: Path) -> None:
    if not (folder / FILE).exists():
        raise LibraryError(f"There is no library in {folder}: run `dossier index` first.")


def _held(folder: Path, connection: sqlite3.Connection, article: str) -> _Held:
    id = printable(article)
    row = connection.execute(
        f"SELECT source, file, {ARTICLE_COLUMNS} FROM articles WHERE id = ?", (id,)
    ).fetchone()
    if row is None:
        gone = connection.execute("SELECT 1 FROM removed WHERE article = ?", (id,)).fetchone()
        raise UsageError(
            f"{article} was removed from the library {folder}: bring it back first."
            if gone
            else f"The library {folder} has no article {article!r}: give its id, as citations name it."
        )
    source, file, *columns = row
    text = connection.execute("SELECT text FROM texts WHERE id = ?", (id,)).fetchone()[0]
    return _Held(as_article(columns, text), source, file)


def _mark(connection: sqlite3.Connection, source: int, file: str) -> None:
    """Have the next sync read a file again, until what was begun is published."""
    connection.execute("UPDATE files SET reading = 0 WHERE source = ? AND name = ?", (source, file))


def _unmark(connection: sqlite3.Connection, writer: Writer, files: set[tuple[int, str]]) -> None:
    for source in known_sources(connection):
        rows = known_files(connection, source) if any(id == source.id for id, _ in files) else {}
        for id, name in files:
            if id == source.id and name in rows:
                writer.file(id, name, replace(rows[name], reading=READING))


def _put(
    folder: Path,
    connection: sqlite3.Connection,
    held: _Held,
    article: Article,
    fingerprint: str,
    encoder: Callable[[], Encoder],
) -> Article:
    writer = Writer(folder, connection, fingerprint, encoder)
    writer.repair()
    writer.put(article, article_hash(article), held.source, held.file, 0.0)
    _unmark(connection, writer, {(held.source, held.file)})
    writer.finish()
    return article


def _file(connection: sqlite3.Connection, folder: Path, id: int, name: str) -> tuple[SourceRow, Path]:
    source = next(source for source in known_sources(connection) if source.id == id)
    where = source.path / name if source.kind == "folder" else source.path
    gone = LibraryError(f"{where} isn't there any more: put the file back first.")
    try:
        listing, _ = list_files(source, folder)
    except UsageError as error:
        raise gone from error
    path = dict(listing.files).get(name)
    if path is None:
        raise gone
    return source, path
