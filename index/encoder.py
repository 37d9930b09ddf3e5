"""The encoder: texts become vectors of unit length whose inner product is their cosine.

The one that comes along (``weights.py``) runs in OpenVINO (``engine.py``); any other sentence-transformers
name or folder runs in sentence-transformers itself.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import EncoderError
from index.settings import DEFAULT_ENCODER, Settings
from index.weights import CONTAINER_SHA256, unpack

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

REMEMBERED = 256  # vectors of questions

Progress = Callable[[int], None]


class Encoder(Protocol):
    """What search needs of a model. ``fingerprint`` changes with the weights, not with the precision."""

    fingerprint: str
    dimension: int

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without begin and end marks."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Array:
        """(texts, dimension) float32 of unit length; ``progress`` hears how many more are done."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Array:
        """(texts, dimension) float32 of unit length."""
        ...

    def encode_query(self, text: str) -> Array:
        """(dimension,) float32 of unit length."""
        ...


class E5Encoder:
    """multilingual-e5-small, with the prefixes that it was trained with."""

    def __init__(self, settings: Settings, say: Callable[[str], None] = lambda _: None) -> None:
        from index.engine import Engine

        self.fingerprint = encoder_fingerprint(settings)
        self._engine = Engine(unpack(settings.cache, say), settings.precision)
        self.dimension = self._engine.dimension
        self.precision = self._engine.precision
        self.tokenizer = self._engine.tokenizer  # for the reader, which cuts its text in the same way
        self._asked: dict[str, Array] = {}

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._engine.count_tokens(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Array:
        return self._engine.encode([f"passage: {text}" for text in texts], progress)

    def encode_queries(self, texts: Sequence[str]) -> Array:
        import numpy as np

        known = {text: self._asked.get(text) for text in texts}  # search and reader ask for the same question
        new = [text for text, vector in known.items() if vector is None]
        fresh = dict(zip(new, self._engine.encode([f"query: {text}" for text in new]), strict=True))
        if len(self._asked) > REMEMBERED:
            self._asked = {}
        self._asked.update(fresh)
        found = [fresh[text] if vector is None else vector for text, vector in known.items()]
        order = {text: row for row, text in enumerate(known)}
        return np.stack([found[order[text]] for text in texts])

    def encode_query(self, text: str) -> Array:
        vector: Array = self.encode_queries([text])[0]
        return vector


class SentenceTransformerEncoder:
    """Any sentence-transformers model, with the prompts that it declares for queries and documents."""

    def __init__(self, settings: Settings) -> None:
        local = Path(settings.encoder).expanduser()
        if local.is_dir():
            _offline()
        import torch
        from sentence_transformers import SentenceTransformer

        self.fingerprint = encoder_fingerprint(settings)
        self._turn = threading.Lock()  # tokenizers must not be used by two threads at once
        dtype = torch.bfloat16 if settings.precision == "bfloat16" else torch.float32
        try:
            self._model: Any = SentenceTransformer(
                str(local) if local.is_dir() else settings.encoder,
                device="cpu",
                model_kwargs={"torch_dtype": dtype},
            )
        except (OSError, ValueError, ImportError) as error:
            raise EncoderError(
                f"The encoder {settings.encoder} can't be loaded as a sentence-transformers model "
                f"({str(error).splitlines()[0]}): set DOSSIER_ENCODER to a folder that holds one."
            ) from error
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.precision = str(dtype).removeprefix("torch.")

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        with self._turn:
            found = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=False)
        return [len(ids) for ids in found["input_ids"]]

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Array:
        with self._turn:
            found = self._model.encode_document(
                list(texts), normalize_embeddings=True, show_progress_bar=False
            )
        vectors: Array = found.astype("float32")
        if progress is not None:
            progress(len(texts))
        return vectors

    def encode_queries(self, texts: Sequence[str]) -> Array:
        with self._turn:
            found = self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False)
        vectors: Array = found.astype("float32")
        return vectors

    def encode_query(self, text: str) -> Array:
        vector: Array = self.encode_queries([text])[0]
        return vector


def load_encoder(settings: Settings, say: Callable[[str], None] = lambda _: None) -> Encoder:
    """The encoder that the settings name, ready to use; seconds. ``say`` hears of a first unpacking."""
    if settings.encoder == DEFAULT_ENCODER:
        return E5Encoder(settings, say)
    return SentenceTransformerEncoder(settings)


def encoder_fingerprint(settings: Settings) -> str:
    """Names the weights that the settings mean, without loading them.

    A folder is known by its file names, sizes, and the first and last 64 KiB of each file.
    """
    if settings.encoder == DEFAULT_ENCODER:
        return f"{DEFAULT_ENCODER}:{CONTAINER_SHA256[:16]}"
    folder = Path(settings.encoder).expanduser()
    if not folder.is_dir():
        return settings.encoder
    seen = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
        size = file.stat().st_size
        seen.update(f"{file.relative_to(folder).as_posix()} {size}\n".encode())
        with file.open("rb") as opened:
            seen.update(opened.read(65536))
            opened.seek(max(0, size - 65536))
            seen.update(opened.read(65536))
    return f"{folder.name}:{seen.hexdigest()[:16]}"


def _offline() -> None:
    """The model is on this disk: nothing may be asked of a hub."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
