"""The library that a run measures: made by the code of now, without encoding again what is known.

It is named for its folders and for the code that makes it, so that no change of that code goes unseen
because a library made before it is still there. Vectors are kept beside the libraries by text and by the
code that encodes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from eval.inputs import encoding_hash, indexing_hash
from index.encoder import Encoder, Progress
from index.errors import LibraryError
from index.settings import Settings
from index.sync import Report, sync

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]


def measured(settings: Settings, folders: Sequence[Path], out: Path) -> Settings:
    """``settings`` with the library of ``folders`` below ``out``."""
    said = [indexing_hash(), settings.encoder, *(str(folder.resolve()) for folder in folders)]
    name = hashlib.sha256("\n".join(said).encode(errors="surrogateescape")).hexdigest()[:12]
    return settings.model_copy(update={"library": out / f"library-{name}"})


def make_library(settings: Settings, folders: Sequence[Path], encoder: Encoder) -> Report:
    """Bring the library of ``settings`` up to date with ``folders``; vectors are kept beside it.

    ``encoder`` computes in float32, so that search is the same on every machine.
    """
    vectors = settings.library.parent / "vectors.sqlite3"
    return sync(
        settings.library,
        folders,
        settings=settings,
        encoder=lambda: Remembering(encoder, vectors),
        fingerprint=encoder.fingerprint,
    )


class Remembering:
    """An encoder that finds in a file what it encoded before. Only passages are kept."""

    def __init__(self, encoder: Encoder, file: Path) -> None:
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self._encoder = encoder
        self._file = file
        self._made = f"{encoder.fingerprint} {encoding_hash()}"

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._encoder.count_tokens(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Array:
        """(texts, dimension) float32; ``progress`` hears of those that were known at once."""
        import numpy as np

        keys = [hashlib.sha256(f"{self._made}\0{text}".encode()).digest() for text in texts]
        with closing(self._open()) as kept:
            known = {key: vector for key in set(keys) if (vector := _read(kept, key)) is not None}
            new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            if progress is not None and len(new) < len(texts):
                progress(len(texts) - len(new))
            if new:
                vectors = self._encoder.encode_passages(list(new.values()), progress)
                fresh = dict(zip(new, vectors, strict=True))
                rows = [(key, vector.astype("<f4").tobytes()) for key, vector in fresh.items()]
                with kept:
                    kept.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
                known |= fresh
        return np.stack([known[key] for key in keys])

    def encode_queries(self, texts: Sequence[str]) -> Array:
        return self._encoder.encode_queries(texts)

    def encode_query(self, text: str) -> Array:
        return self._encoder.encode_query(text)

    def _open(self) -> sqlite3.Connection:
        try:
            kept = sqlite3.connect(self._file, timeout=60)
            kept.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB)")
        except sqlite3.Error as error:
            raise LibraryError(f"{self._file} can't be used ({error}): remove it.") from error
        return kept


def _read(kept: sqlite3.Connection, key: bytes) -> Array | None:
    import numpy as np

    row = kept.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
    return None if row is None else np.frombuffer(row[0], dtype="<f4").astype(np.float32)
