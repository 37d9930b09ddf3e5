"""The SQLite file that is the truth: sources, files, articles, passages, and vectors once encoded.

``library.sqlite3`` is in WAL mode, so that readers and the one writer don't wait for each other.
Chroma and the lexicon are made from it (``index/snapshot.py``) and never the other way round.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from index.articles import Article
from index.errors import LibraryError
from index.filters import Filters

FILE = "library.sqlite3"
SCHEMA = 2  # 2 added what users change: corrections, removed
READING = 1  # counted up when files are read or cut by other rules: the next run reads every file again
_SURROGATES = re.compile("[\ud800-\udfff]")

# What users change, and no sync undoes. ``given`` is what the file says.
_CHANGES = """
CREATE TABLE corrections (
    article TEXT NOT NULL, field TEXT NOT NULL, value TEXT, given TEXT, source INTEGER NOT NULL,
    PRIMARY KEY (article, field)
) WITHOUT ROWID;
CREATE TABLE removed (
    article TEXT PRIMARY KEY, source INTEGER NOT NULL, file TEXT NOT NULL, title TEXT, published TEXT
) WITHOUT ROWID;
"""

# Texts have a table of their own, so that filters and listings don't have to walk over them.
_TABLES = (
    _CHANGES
    + """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE sources (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
    prefix TEXT NOT NULL, kind TEXT NOT NULL
);
CREATE TABLE files (
    source INTEGER NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    sha256 BLOB, max_bytes INTEGER NOT NULL, reading INTEGER NOT NULL, errors TEXT NOT NULL,
    PRIMARY KEY (source, name)
) WITHOUT ROWID;
CREATE TABLE articles (
    id TEXT PRIMARY KEY, source INTEGER NOT NULL, file TEXT NOT NULL, hash BLOB NOT NULL,
    format TEXT NOT NULL, title TEXT, published TEXT, language TEXT, publisher TEXT, url TEXT,
    encoding TEXT, date_from INTEGER, date_to INTEGER, passages INTEGER NOT NULL,
    notices TEXT NOT NULL, pages TEXT NOT NULL, masked TEXT NOT NULL
);
CREATE TABLE texts (id TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE INDEX articles_file ON articles (source, file);
CREATE TABLE passages (
    id TEXT PRIMARY KEY, article TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    vector BLOB NOT NULL
);
CREATE INDEX passages_article ON passages (article);
CREATE INDEX passages_vector ON passages (vector);
CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL);
"""
)


@dataclass(frozen=True)
class Meta:
    """What the library says about itself. ``snapshot`` is None until something was published."""

    generation: int
    snapshot: str | None
    fingerprint: str | None  # of the encoder; None until the first article


@dataclass(frozen=True)
class FileRow:
    """What is remembered of a file, so that it isn't read again while it is the same."""

    name: str
    size: int
    mtime_ns: int
    sha256: bytes | None  # None where the file couldn't be opened
    max_bytes: int  # the limit that it was read under
    reading: int = READING
    errors: tuple[tuple[str, str], ...] = ()  # (what, reason)


@dataclass(frozen=True)
class ArticleRow:
    """One article of a listing, without its text."""

    id: str
    source: str
    title: str | None
    published: str | None
    language: str | None
    format: str
    passages: int
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A folder or file that the library was told of."""

    name: str  # what Filters.sources and ArticleRow.source say
    path: Path
    prefix: str  # "" or "NAME/", before the ids of its articles
    articles: int


@contextmanager
def guarded(folder: Path) -> Iterator[None]:
    """Turn what SQLite says of a damaged, full or unreadable file into a LibraryError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise LibraryError(
            f"The library's file {folder / FILE} can't be used ({error}): see that the disk is not full, or "
            f"remove the folder {folder} and run `dossier index` again with the folders of your articles."
        ) from error


def connect(folder: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode, its schema checked. It may be used from any thread, by one at a time.

    Raises LibraryError where there is no library (unless ``create``), or one of another schema.
    """
    path = folder / FILE
    if not create and not path.exists():
        raise LibraryError(f"There is no library in {folder}: run `dossier index` first.")
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    try:
        with guarded(folder):
            if create and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                _create(connection)
            connection.execute("PRAGMA synchronous=FULL")
            _check(connection, folder, create)
    except BaseException:
        connection.close()
        raise
    return connection


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.executescript(
        f"BEGIN; {_TABLES} INSERT INTO meta VALUES ('schema', '{SCHEMA}'), ('generation', '0'); COMMIT;"
    )


def _check(connection: sqlite3.Connection, folder: Path, writes: bool) -> None:
    """A library of the schema before is read as it is, for it has all that is read; a writer makes it new."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:  # killed between making the file and filling it
        raise LibraryError(f"There is no library in {folder}: run `dossier index` first.")
    found = None
    if "meta" in tables:
        found = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if found is None:
        raise LibraryError(f"{folder / FILE} isn't a library of Dossier: name another folder with --library.")
    if found[0] == "1":
        if writes:
            connection.executescript(
                f"BEGIN; {_CHANGES} UPDATE meta SET value = '{SCHEMA}' WHERE key = 'schema'; COMMIT;"
            )
        return
    if found[0] != str(SCHEMA):
        raise LibraryError(
            f"The library {folder} has schema {found[0]} and this Dossier reads schema {SCHEMA}: use the "
            f"Dossier that made it, or remove the folder and run `dossier index` again."
        )


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, also when the process is killed."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def read_meta(connection: sqlite3.Connection) -> Meta:
    rows = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    return Meta(int(rows["generation"]), rows.get("snapshot"), rows.get("fingerprint"))


def set_meta(connection: sqlite3.Connection, **values: str | int) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)", [(k, str(v)) for k, v in values.items()]
    )


ARTICLE_COLUMNS = "id, format, title, published, language, publisher, url, encoding, pages, masked, notices"


def article_values(article: Article) -> tuple[object, ...]:
    """The values of ARTICLE_COLUMNS."""
    return (
        article.id,
        article.format,
        article.title,
        article.published,
        article.language,
        article.publisher,
        article.url,
        article.encoding,
        json.dumps(article.pages),
        json.dumps(article.masked),
        json.dumps(article.notices),
    )


def as_article(row: Sequence[Any], text: str) -> Article:
    """The article of a row of ARTICLE_COLUMNS."""
    id, format, title, published, language, publisher, url, encoding, pages, masked, notices = row
    return Article(
        id=id,
        text=text,
        format=format,
        title=title,
        published=published,
        language=language,
        publisher=publisher,
        url=url,
        encoding=encoding,
        pages=tuple(json.loads(pages)),
        masked=tuple((start, end) for start, end in json.loads(masked)),
        notices=tuple(json.loads(notices)),
    )


def printable(text: str) -> str:
    """Half characters, which no file can hold as UTF-8, become U+FFFD; offsets stay as they are."""
    return _SURROGATES.sub("\ufffd", text)


def article_hash(article: Article) -> bytes:
    """Changes with anything that was read, and with the rules for reading."""
    values = [READING, *(getattr(article, part.name) for part in fields(article))]
    return hashlib.sha256(json.dumps(values).encode()).digest()


def storable(article: Article) -> Article:
    """The article with half characters (from an escape in a JSON file) made whole; no offset moves."""
    parts = {part.name: getattr(article, part.name) for part in fields(article)}
    whole: dict[str, Any] = {k: printable(v) for k, v in parts.items() if isinstance(v, str)}
    return replace(article, **whole)


def condition(filters: Filters) -> tuple[str, list[object]]:
    """``filters`` as an SQL condition on ``articles AS a`` joined with ``sources AS s``, and its values."""
    parts: list[str] = ["1"]
    values: list[object] = []
    if filters.first_day is not None:
        parts.append("a.date_to >= ?")
        values.append(filters.first_day)
    if filters.last_day is not None:
        parts.append("a.date_from <= ?")
        values.append(filters.last_day)
    for column, wanted in (
        ("a.language", filters.languages),
        ("a.id", filters.articles),
        ("s.name", filters.sources),
    ):
        if wanted:  # json_each, because a list of thousands would be too many SQL variables
            parts.append(f"{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(wanted))
    return " AND ".join(parts), values
