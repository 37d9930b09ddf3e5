"""The passages' vectors in Chroma: embedded, cosine space, never its default embedding function.

The collection is used bare, and LlamaIndex's ``ChromaVectorStore`` reads the same collection
(``vector_store``). Measured on 20,000 passages of 330 characters, two cores, top 50: LlamaIndex's
``add`` writes each node a second time as JSON into the metadata (88 MB of SQLite against 52) and its
``query`` parses 50 of them (10.7 ms against 3.5).

HNSW with these parameters finds 99.9 % of the exact top 50 of 20,000 clustered vectors in 7 ms (with half
the neighbours and ef_search 200: 97 %, 3 ms). A ``where`` that lets most of them pass costs 110 ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import LibraryError
from index.filters import Filters

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from index.snapshot import Entry

COLLECTION = "passages"
BATCH = 2000  # Chroma takes 5461 at most
WIDTH = 400  # how many candidates a search keeps
_CONFIGURATION: Any = {
    "hnsw": {
        "space": "cosine",
        "ef_construction": 200,
        "max_neighbors": 32,
        "ef_search": WIDTH,
        # The graph is written at every change: by default up to 1,000 vectors wait in a queue, and each
        # process that opens the collection builds their part of the graph again (0.2 s for 900).
        "sync_threshold": 2,
        "batch_size": 2,
    }
}


@contextmanager
def _speaking(what: str) -> Iterator[None]:
    """What Chroma says becomes a LibraryError that says what it was asked."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, RuntimeError, AttributeError) as error:
        raise LibraryError(f"Chroma can't {what} ({error})") from error


class Vectors:
    """One Chroma collection in one folder. Close it: Chroma keeps one system per path and process."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Raises LibraryError where Chroma can't open what is in ``folder``."""
        import chromadb
        from chromadb.config import Settings

        if not create and not (folder / "chroma.sqlite3").exists():
            raise LibraryError(f"{folder} holds no Chroma collection")
        with _speaking(f"open {folder}"), ExitStack() as undo:
            client: Any = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
            self._client = client
            undo.callback(self._client.close)
            if create:
                self._collection = self._client.create_collection(
                    COLLECTION, embedding_function=None, configuration=_CONFIGURATION
                )
            else:
                self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
            undo.pop_all()

    def close(self) -> None:
        self._client.close()

    def count(self) -> int:
        return int(self._collection.count())

    def ids(self) -> list[str]:
        return list(self._collection.get(include=[])["ids"])

    def add(self, entries: Sequence[Entry]) -> None:
        """At most BATCH entries, none of them there before."""
        import numpy as np

        metadatas: list[Any] = [_metadata(entry) for entry in entries]
        with _speaking("add passages"):
            self._collection.add(
                ids=[entry.id for entry in entries],
                embeddings=np.stack([entry.vector for entry in entries]),
                metadatas=metadatas,
                documents=[entry.text for entry in entries],
            )

    def remove(self, ids: Sequence[str]) -> None:
        with _speaking("remove passages"):
            for at in range(0, len(ids), BATCH):
                self._collection.delete(ids=list(ids[at : at + BATCH]))

    def search(self, vector: npt.NDArray[np.float32], k: int, filters: Filters) -> list[tuple[str, float]]:
        """The ``k`` nearest passages that pass ``filters`` as (id, cosine), best first; approximate."""
        with _speaking("search"):
            found = self._collection.query(
                query_embeddings=vector[None, :], n_results=k, where=_where(filters), include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        return [(id, 1.0 - distance) for id, distance in zip(found["ids"][0], distances, strict=True)]

    def vector_store(self) -> ChromaVectorStore:
        """LlamaIndex's view of the collection, for reading. Its similarities are exp(cosine − 1)."""
        from llama_index.vector_stores.chroma import ChromaVectorStore

        return ChromaVectorStore(chroma_collection=self._collection)


def _metadata(entry: Entry) -> dict[str, str | int]:
    values = {
        "article": entry.article,
        "source": entry.source,
        "language": entry.language,
        "from": entry.date_from,
        "to": entry.date_to,
    }
    return {key: value for key, value in values.items() if value is not None}


def _where(filters: Filters) -> dict[str, Any] | None:
    clauses: list[dict[str, Any]] = []
    if filters.first_day is not None:
        clauses.append({"to": {"$gte": filters.first_day}})
    if filters.last_day is not None:
        clauses.append({"from": {"$lte": filters.last_day}})
    wanted: Iterable[tuple[str, tuple[str, ...]]] = (
        ("language", filters.languages),
        ("article", filters.articles),
        ("source", filters.sources),
    )
    clauses += [{key: {"$in": list(values)}} for key, values in wanted if values]
    if len(clauses) < 2:
        return clauses[0] if clauses else None
    return {"$and": clauses}
