"""What users change in a library, kept beside it so that no sync undoes it: dates, titles, removals."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from index.articles import Article
from index.dates import parse_published
from index.errors import UsageError
from index.store import connect, guarded, printable

Field = Literal["title", "published"]
FIELDS: tuple[Field, ...] = get_args(Field)
TITLE_LIMIT = 500  # characters
_UNKNOWN = {"unknown", "inconnue", "inconnu", "desconocida", "none", "-"}


@dataclass(frozen=True)
class Corrected:
    """A field of an article that a user corrected; None is *unknown*, or *has none*."""

    value: str | None
    given: str | None  # what the file says


@dataclass(frozen=True)
class Removed:
    """An article that a user took out of the library; its file is where it was."""

    article: str
    title: str | None
    published: str | None


class Changes:
    """The users' changes, as a run applies them to what it reads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._removed = {id for (id,) in connection.execute("SELECT article FROM removed")}
        self._corrections: dict[str, dict[Field, Corrected]] = _corrections(connection)

    def removed(self, id: str) -> bool:
        return id in self._removed

    def corrected(self, article: Article) -> Article:
        """The article as its readers corrected it. What its file says now is remembered for a reset."""
        found = self._corrections.get(article.id, {})
        for field, correction in found.items():
            given = getattr(article, field)
            if given != correction.given:
                self._connection.execute(
                    "UPDATE corrections SET given = ? WHERE article = ? AND field = ?",
                    (given, article.id, field),
                )
        return with_fields(article, {field: correction.value for field, correction in found.items()})


def with_fields(article: Article, values: Mapping[Field, str | None]) -> Article:
    return replace(
        article,
        title=values.get("title", article.title),
        published=values.get("published", article.published),
    )


def corrections(folder: Path, article: str) -> dict[Field, Corrected]:
    """What was corrected of an article. Raises LibraryError where there is no library."""
    with closing(connect(folder)) as connection, guarded(folder):
        return _corrections(connection).get(printable(article), {}) if _kept(connection) else {}


def all_corrections(folder: Path) -> dict[str, dict[Field, Corrected]]:
    """What was corrected of every article, by its id. Raises LibraryError where there is no library."""
    with closing(connect(folder)) as connection, guarded(folder):
        return _corrections(connection) if _kept(connection) else {}


def removed_articles(folder: Path) -> list[Removed]:
    """The articles that users took out, by id. Raises LibraryError where there is no library."""
    with closing(connect(folder)) as connection, guarded(folder):
        if not _kept(connection):
            return []
        rows = connection.execute("SELECT article, title, published FROM removed ORDER BY article")
        return [Removed(*row) for row in rows]


def checked_title(text: str) -> str | None:
    """A title on one line; None for an empty one. Raises UsageError for an endless one."""
    title = printable(" ".join(text.split()))
    if len(title) > TITLE_LIMIT:
        raise UsageError(f"The title has {len(title)} characters, over {TITLE_LIMIT}: give a shorter one.")
    return title or None


def checked_date(text: str) -> str | None:
    """``2022``, ``2022-05`` or ``2022-05-11``; None for ``unknown``. Raises UsageError for anything else."""
    if text.strip().casefold() in _UNKNOWN:
        return None
    published = parse_published(text)
    if published is None or published != text.strip():
        raise UsageError(
            f"{text!r} is not a date: write 2022-05-11, 2022-05 or 2022, or unknown where nobody knows it."
        )
    return published


def _corrections(connection: sqlite3.Connection) -> dict[str, dict[Field, Corrected]]:
    found: dict[str, dict[Field, Corrected]] = {}
    for id, field, value, given in connection.execute("SELECT article, field, value, given FROM corrections"):
        found.setdefault(id, {})[field] = Corrected(value, given)
    return found


def _kept(connection: sqlite3.Connection) -> bool:
    """Whether the library has these tables: one that only an earlier Dossier wrote to has none."""
    sql = "SELECT 1 FROM sqlite_master WHERE name = 'corrections'"
    return connection.execute(sql).fetchone() is not None
