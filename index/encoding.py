"""Passages that wait for their vectors. A text is encoded once by one encoder, whatever comes of it later."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from index.articles import Article
from index.errors import EncoderMismatch
from index.passages import cut, embedded_text
from index.store import printable, transaction

if TYPE_CHECKING:
    from index.encoder import Encoder

_ENCODE_AT = 512  # passages encoded together, so that the encoder can sort them by length


class EncodingQueue:
    """Cuts articles, and keeps the vectors of their passages in SQLite under keys of encoder and text.

    ``encoded`` counts passages; the encoder is loaded when the first article comes.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        fingerprint: str,
        encoder: Callable[[], Encoder],
        done: Callable[[float], None],
    ) -> None:
        """``done`` hears the weights of articles (see ``add``) as their passages are encoded."""
        self.encoded = 0
        self._connection = connection
        self._fingerprint = fingerprint
        self._load = encoder
        self._encoder: Encoder | None = None
        self._done = done
        self._texts: dict[bytes, str] = {}  # by key
        self._weight = 0.0

    def add(self, article: Article, weight: float) -> dict[tuple[int, int], bytes]:
        """The passages of an article as (start, end) → key of the vector, which is there after ``encode``."""
        keys: dict[bytes, str] = {}
        spans: dict[tuple[int, int], bytes] = {}
        for passage in cut(article, self._ready().count_tokens):
            text = embedded_text(article, passage)
            key = hashlib.sha256(f"{self._fingerprint}\0{text}".encode()).digest()
            keys[key] = text
            spans[passage.start, passage.end] = key
        missing = {key: text for key, text in keys.items() if key not in self._texts and not self._has(key)}
        self._texts.update(missing)
        if missing:
            self._weight += weight
        else:
            self._done(weight)
        if len(self._texts) >= _ENCODE_AT:
            self.encode()
        return spans

    def encode(self) -> None:
        """Encode what is queued and commit it: a kill from here on costs nothing of it."""
        if not self._texts:
            return
        each = self._weight / len(self._texts)
        vectors = self._ready().encode_passages(
            [printable(text) for text in self._texts.values()], lambda count: self._done(each * count)
        )
        rows = [
            (key, vector.astype("<f4").tobytes()) for key, vector in zip(self._texts, vectors, strict=True)
        ]
        with transaction(self._connection):
            self._connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
        self.encoded += len(rows)
        self._texts.clear()
        self._weight = 0.0

    def _ready(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._load()
            if self._encoder.fingerprint != self._fingerprint:
                raise EncoderMismatch(
                    f"The encoder loaded is {self._encoder.fingerprint} and not {self._fingerprint}: "
                    f"see what DOSSIER_ENCODER names."
                )
        return self._encoder

    def _has(self, key: bytes) -> bool:
        return self._connection.execute("SELECT 1 FROM vectors WHERE key = ?", (key,)).fetchone() is not None
