"""One generation of the library: SQLite, Chroma and the lexicon as they were published together."""

from __future__ import annotations

import json
import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.catalogue import FROM, Catalogue
from index.errors import EncoderMismatch, LibraryError
from index.filters import EVERYTHING, Filters
from index.snapshot import Snapshots
from index.store import Meta, condition, guarded, printable
from index.vectors import WIDTH

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from index.lexicon import Lexicon
    from index.vectors import Vectors

_EXACT = 4000  # passages: up to here a narrowed search compares them all, quicker than Chroma's where
_MANY = 10_000  # articles named in a filter: Chroma fails somewhere below 40,000


def damaged(library: Path, what: str) -> LibraryError:
    return LibraryError(
        f"The search index in {library} is damaged ({what}): run `dossier index` to repair it."
    )


class _Held:
    """What a view must let go of when nobody holds it any more."""

    def __init__(self, connection: sqlite3.Connection, lock: int | None) -> None:
        self.connection = connection
        self.lock = lock
        self.vectors: Vectors | None = None

    def close(self) -> None:
        if self.vectors is not None:
            self.vectors.close()
        self.connection.close()
        if self.lock is not None:
            os.close(self.lock)


class View(Catalogue):
    """One consistent generation, for searching and reading, from any thread.

    ``Library.view()`` makes it. It stays good as long as it is held, and goes with its last reference.
    Chroma and the lexicon are opened when they are first asked, or by ``open_search``.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, meta: Meta, lock: int | None) -> None:
        """Takes over ``connection``, which is in a read transaction, and ``lock``, held on the snapshot."""
        super().__init__(folder, connection)
        self.generation = meta.generation
        self.snapshot = meta.snapshot
        self.fingerprint = meta.fingerprint or ""  # of the encoder it was made with; "" while it is empty
        self._snapshots = Snapshots(folder)
        self._lexicon: Lexicon | None = None
        self._dimension = 0
        self._held = _Held(connection, lock)
        self._close = weakref.finalize(self, self._held.close)
        self._narrowed: dict[Filters, tuple[Filters, int]] = {}
        try:
            self.passage_count: int = self._one("SELECT count(*) FROM passages")
            found = self._rows(
                "SELECT language FROM articles WHERE language IS NOT NULL "
                "GROUP BY language ORDER BY count(*) DESC, language"
            )
            self.languages: tuple[str, ...] = tuple(language for (language,) in found)  # the commonest first
            self._check()
        except BaseException:
            self._close()
            raise

    def _check(self) -> None:
        if self.snapshot is None:
            return
        damage = self._snapshots.damage(self.snapshot, self.generation, self.passage_count)
        if damage:
            raise damaged(self._folder, damage)

    # -- search

    def by_vector(
        self, vector: npt.NDArray[np.float32], k: int, filters: Filters = EVERYTHING
    ) -> list[tuple[str, float]]:
        """At most ``k`` passages as (id, cosine), best first. ``vector``: (dimension,), of unit length."""
        filters, passing = self._narrow(filters)
        k = min(k, passing)
        if k <= 0:
            return []
        self._check_dimension(len(vector))
        whole = passing == self.passage_count
        if (not whole and passing <= _EXACT) or len(filters.articles) > _MANY:
            return self._by_vector_exactly(vector, k, filters)
        with self._opening():
            found = self._by_graph(vector, k, filters, passing)
        # A graph search can come back short where many vectors are the same or were removed.
        return found if len(found) == k else self._by_vector_exactly(vector, k, filters)

    def _check_dimension(self, found: int) -> None:
        if not self._dimension:
            self._dimension = self._one("SELECT length(vector) / 4 FROM vectors LIMIT 1")
        if found != self._dimension:
            raise EncoderMismatch(
                f"The library {self._folder} was made with the encoder {self.fingerprint}, of "
                f"{self._dimension} dimensions, and was asked with {found}: set DOSSIER_ENCODER back, "
                f"or index again."
            )

    def _by_graph(
        self, vector: npt.NDArray[np.float32], k: int, filters: Filters, passing: int
    ) -> list[tuple[str, float]]:
        if passing == self.passage_count:
            return self._vectors().search(vector, k, EVERYTHING)
        wide = 20 + k * self.passage_count * 3 // (passing * 2)
        if wide <= WIDTH:
            found = self._passing_hits(self._vectors().search(vector, wide, EVERYTHING), filters)
            if len(found) >= k:
                return found[:k]
        return self._vectors().search(vector, k, filters)

    def _passing_hits(self, hits: list[tuple[str, float]], filters: Filters) -> list[tuple[str, float]]:
        """Where most passes, filtering what was found costs a tenth of what Chroma's ``where`` costs."""
        where, values = condition(filters)
        sql = f"SELECT p.id {FROM} JOIN passages AS p ON p.article = a.id WHERE {where} AND p.id IN "
        ids = json.dumps([id for id, _ in hits])
        passing = {id for (id,) in self._rows(sql + "(SELECT value FROM json_each(?))", [*values, ids])}
        return [hit for hit in hits if hit[0] in passing]

    def by_words(self, question: str, k: int, filters: Filters = EVERYTHING) -> list[tuple[str, float]]:
        """At most ``k`` passages as (id, BM25), best first. The question is plain words, not a query."""
        filters, passing = self._narrow(filters)
        k = min(k, passing)
        if k <= 0:
            return []
        with self._opening():
            return self._open_lexicon().search(printable(question), k, filters, self.languages)

    def vector_store(self) -> ChromaVectorStore:
        """LlamaIndex's view of the same collection, for reading, as long as this view is held."""
        if self.snapshot is None:
            raise LibraryError(
                f"The library {self._folder} is empty: run `dossier index` with a folder of articles."
            )
        with self._opening():
            return self._vectors().vector_store()

    def _by_vector_exactly(
        self, vector: npt.NDArray[np.float32], k: int, filters: Filters
    ) -> list[tuple[str, float]]:
        """The same from SQLite, comparing every passage that passes, 4,096 at a time."""
        import numpy as np

        where, values = condition(filters)
        best: list[tuple[str, float]] = []
        with self._lock, guarded(self._folder):
            cursor = self._connection.execute(
                # CROSS JOIN: articles first, since the filters are about them
                f"SELECT p.id, v.vector {FROM} CROSS JOIN passages AS p ON p.article = a.id "
                f"CROSS JOIN vectors AS v ON v.key = p.vector WHERE {where}",
                values,
            )
            while rows := cursor.fetchmany(4096):
                matrix = np.frombuffer(b"".join(blob for _, blob in rows), dtype=np.float32)
                cosines = matrix.reshape(len(rows), -1) @ vector
                best += [(id, float(cosine)) for (id, _), cosine in zip(rows, cosines, strict=True)]
                best = sorted(best, key=lambda hit: (-hit[1], hit[0]))[:k]
        return best

    def _narrow(self, filters: Filters) -> tuple[Filters, int]:
        """``filters`` without what every article passes anyway, and how many passages pass them."""
        if filters == EVERYTHING:
            return filters, self.passage_count
        known = self._narrowed.get(filters)
        if known is None:
            kept = EVERYTHING
            passing = self.passage_count
            for name in ("since", "until", "languages", "articles", "sources"):
                tried = replace(kept, **{name: getattr(filters, name)})
                if tried != kept and (count := self._passing(tried)) < passing:
                    kept, passing = tried, count
            if len(self._narrowed) >= 256:
                self._narrowed.clear()
            known = self._narrowed[filters] = (kept, passing)
        return known

    def damage(self) -> str | None:
        """What is wrong between SQLite, Chroma and the lexicon, by counting; None if nothing. Opens both."""
        if self.snapshot is None:
            return None
        with self._opening():
            counts = self._vectors().count(), self._open_lexicon().count()
        if counts == (self.passage_count, self.passage_count):
            return None
        return f"{self.passage_count} passages, {counts[0]} in Chroma, {counts[1]} in the lexicon"

    # -- opening

    def open_search(self) -> None:
        """Open Chroma and the lexicon now, which takes a second, and not with the first search.

        Raises LibraryError where they are damaged.
        """
        if self.snapshot is not None:
            with self._opening():
                self._vectors()
                self._open_lexicon()

    def _vectors(self) -> Vectors:
        assert self.snapshot is not None
        with self._lock:
            if self._held.vectors is None:
                from index.vectors import Vectors

                self._held.vectors = Vectors(self._snapshots.path(self.snapshot) / "chroma")
            return self._held.vectors

    def _open_lexicon(self) -> Lexicon:
        assert self.snapshot is not None
        with self._lock:
            if self._lexicon is None:
                from index.lexicon import Lexicon

                self._lexicon = Lexicon(self._snapshots.path(self.snapshot) / "lexicon")
            return self._lexicon

    @contextmanager
    def _opening(self) -> Iterator[None]:
        """A snapshot that can't be opened is marked, so that the next `dossier index` makes it anew."""
        try:
            yield
        except LibraryError as error:
            assert self.snapshot is not None
            self._snapshots.mark_damaged(self.snapshot)
            raise damaged(self._folder, str(error)) from error
