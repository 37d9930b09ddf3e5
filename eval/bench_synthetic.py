"""A library of many passages with synthetic vectors: what search costs when the encoder costs nothing.

``python -m eval.bench_synthetic index|query LIBRARY PASSAGES`` prints one JSON object. Everything but the
encoder is real: articles on disk, sentences, SQLite, Chroma, the lexicon. Words are drawn as often as words
are (Zipf), vectors around a few hundred centres, for texts of one subject lie together.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.summaries import percentile
from index.encoder import Progress
from index.library import Library
from index.settings import Settings
from index.sync import sync
from rag.retriever import rank

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

DIMENSION = 384
_CENTRES = 300
_WORDS = 50_000
_PARAGRAPHS = 10  # of an article; each becomes a passage
_SENTENCES, _LENGTH = 5, 12
_QUERIES = 50
_FILE = 20_000  # passages of one file, well below the size that a file may have


class Synthetic:
    """An encoder that knows no language: a text's vector is drawn around a centre that its words choose."""

    fingerprint = "synthetic-384"
    dimension = DIMENSION

    def __init__(self) -> None:
        import numpy as np

        self._centres = np.random.default_rng(0).standard_normal((_CENTRES, DIMENSION)).astype(np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [2 * (text.count(" ") + 1) for text in texts]

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Array:
        import numpy as np

        if progress is not None:
            progress(len(texts))
        return np.stack([self.encode_query(text) for text in texts])

    def encode_queries(self, texts: Sequence[str]) -> Array:
        return self.encode_passages(texts)

    def encode_query(self, text: str) -> Array:
        import numpy as np

        seed = zlib.crc32(text.encode())
        drawn = np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
        vector: Array = self._centres[seed % _CENTRES] + drawn
        return vector / np.float32(np.linalg.norm(vector))


def articles(passages: int) -> Iterator[str]:
    """Lines of a JSONL: articles of ``passages`` paragraphs in all, always the same."""
    chance = random.Random(0)
    words = vocabulary()
    weights = [1 / (n + 1) for n in range(_WORDS)]
    for n in range(0, passages, _PARAGRAPHS):
        drawn = chance.choices(words, weights, k=_PARAGRAPHS * _SENTENCES * _LENGTH)
        sentences = [
            " ".join(drawn[at : at + _LENGTH]).capitalize() + "." for at in range(0, len(drawn), _LENGTH)
        ]
        paragraphs = [
            " ".join(sentences[at : at + _SENTENCES]) for at in range(0, len(sentences), _SENTENCES)
        ]
        text = "\n\n".join(paragraphs[: min(_PARAGRAPHS, passages - n)])
        yield json.dumps({"id": str(n), "language": "fr", "text": text}) + "\n"


def vocabulary() -> list[str]:
    """Words that no two of are the same, of two to five syllables."""
    heads = [c + v for c in "bcdfglmnprstv" for v in "aeiou"]
    return [
        heads[n % len(heads)] + heads[n // len(heads) % len(heads)] + heads[n // len(heads) ** 2]
        for n in range(_WORDS)
    ]


def bench_index(library: Path, passages: int) -> dict[str, Any]:
    """Write the articles beside ``library`` and index those that it doesn't hold yet.

    ``seconds`` and ``peak_mb`` are of this step, the others of the whole library.
    """
    folder = library.parent / "synthetic"
    folder.mkdir(parents=True, exist_ok=True)
    lines = articles(passages)
    for n in range(-(-passages // _FILE)):
        some = "".join(islice(lines, _FILE // _PARAGRAPHS))
        file = folder / f"articles-{n:03}.jsonl"
        if not file.exists() or file.stat().st_size < len(some):  # ASCII
            file.write_text(some, encoding="utf-8")
    began = time.perf_counter()
    report = sync(
        library,
        [folder],
        settings=Settings(),
        encoder=Synthetic,
        fingerprint=Synthetic.fingerprint,
    )
    seconds = time.perf_counter() - began
    size = sum(file.stat().st_size for file in library.rglob("*") if file.is_file())
    return {
        "passages": report.passages,
        "seconds": seconds,
        "library_mb": size / 1e6,
        "peak_mb": _peak_mb(),
    }


def bench_query(library: Path) -> dict[str, Any]:
    """Search without reading: both searches and their fusion, 50 deep, for questions of five words."""
    chance = random.Random(1)
    encoder, words = Synthetic(), vocabulary()
    with Library.open(library) as opened:
        view = opened.view()
        took = []
        for n in range(_QUERIES + 1):
            question = " ".join(chance.choices(words[:5000], k=5))
            began = time.perf_counter()
            rank(view, encoder, question)
            if n:  # the first loads the graph
                took.append((time.perf_counter() - began) * 1000)
            else:
                first = (time.perf_counter() - began) * 1000
    return {
        "first_ms": first,
        "p50_ms": percentile(took, 50),
        "p95_ms": percentile(took, 95),
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> float:
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes on macOS, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main(arguments: Sequence[str]) -> int:
    work, library, passages = arguments
    found = bench_index(Path(library), int(passages)) if work == "index" else bench_query(Path(library))
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
