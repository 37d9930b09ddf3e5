"""What a generation of the library holds, read from SQLite."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.articles import Article
from index.errors import LibraryError
from index.filters import EVERYTHING, Filters
from index.passages import Passage
from index.store import ARTICLE_COLUMNS, ArticleRow, Source, as_article, condition, guarded, printable

FROM = "FROM articles AS a CROSS JOIN sources AS s ON s.id = a.source"  # what ``condition`` is about


class Catalogue:
    """Articles, passages and sources, as one read transaction of ``connection`` has them; from any thread."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._connection = connection
        self._lock = threading.RLock()

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """The passages, in the order asked. Raises LibraryError for an id that isn't there."""
        rows = self._rows(
            'SELECT id, article, start, "end" FROM passages WHERE id IN (SELECT value FROM json_each(?))',
            [json.dumps(list(ids))],
        )
        texts = dict(
            self._rows(
                "SELECT id, text FROM texts WHERE id IN (SELECT value FROM json_each(?))",
                [json.dumps(sorted({article for _, article, _, _ in rows}))],
            )
        )
        found = {
            id: Passage(id=id, article=article, start=start, end=end, text=texts[article][start:end])
            for id, article, start, end in rows
        }
        missing = next((id for id in ids if id not in found), None)
        if missing is not None:
            raise LibraryError(f"The library {self._folder} has no passage {missing!r}: search again.")
        return [found[id] for id in ids]

    def article(self, id: str) -> Article:
        """Raises LibraryError where there is no such article."""
        rows = self._rows(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ?", [printable(id)])
        if not rows:
            raise LibraryError(
                f"The library {self._folder} has no article {id!r}: list its articles to see the ids."
            )
        return as_article(rows[0], self._one("SELECT text FROM texts WHERE id = ?", [printable(id)]))

    def articles(self, filters: Filters = EVERYTHING) -> list[ArticleRow]:
        """Every article that passes, ordered by source and id."""
        where, values = condition(filters)
        rows = self._rows(
            "SELECT a.id, s.name, a.title, a.published, a.language, a.format, a.passages, a.notices "
            f"{FROM} WHERE {where} ORDER BY s.name, a.id",
            values,
        )
        return [ArticleRow(*(*row[:-1], tuple(json.loads(row[-1])))) for row in rows]

    def sources(self) -> list[Source]:
        rows = self._rows(
            "SELECT s.name, s.path, s.prefix, (SELECT count(*) FROM articles WHERE source = s.id) "
            "FROM sources AS s ORDER BY s.name"
        )
        return [Source(name, Path(path), prefix, count) for name, path, prefix, count in rows]

    def undated(self, filters: Filters) -> int:
        """Articles that a date filter leaves out only because they have no date; 0 without a date filter."""
        if filters.since is None and filters.until is None:
            return 0
        where, values = condition(replace(filters, since=None, until=None))
        count: int = self._one(f"SELECT count(*) {FROM} WHERE {where} AND a.date_from IS NULL", values)
        return count

    def _passing(self, filters: Filters) -> int:
        where, values = condition(filters)
        count: int = self._one(f"SELECT coalesce(sum(a.passages), 0) {FROM} WHERE {where}", values)
        return count

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with self._lock, guarded(self._folder):
            return self._connection.execute(sql, values).fetchall()

    def _one(self, sql: str, values: Sequence[object] = ()) -> Any:
        return self._rows(sql, values)[0][0]
