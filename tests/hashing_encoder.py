"""A small deterministic encoder: words hashed into a vector. Good enough to search by, without a model."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"\w+")


class HashingEncoder:
    """Texts that share words are near each other (feature hashing: Weinberger et al. 2009)."""

    def __init__(self, dimension: int = 512, *, fingerprint: str = "hashing", pause: float = 0.0) -> None:
        """``pause``: seconds to sleep for each text that is encoded."""
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.encoded = 0
        self._pause = pause

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(_WORD.findall(text)) for text in texts]

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        time.sleep(self._pause * len(texts))
        self.encoded += len(texts)
        if progress is not None:
            progress(len(texts))
        return np.stack([self.encode_query(text) for text in texts])

    def encode_queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> npt.NDArray[np.float32]:
        vector = np.full(self.dimension, 0.01, dtype=np.float32)
        for word in _WORD.findall(text.lower()):
            digest = zlib.crc32(word.encode())
            vector[(digest >> 1) % self.dimension] += 1.0 if digest & 1 else -1.0
        return vector / np.linalg.norm(vector)
