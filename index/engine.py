"""multilingual-e5-small as an OpenVINO graph, straight from its safetensors.

Why not torch: importing torch and sentence-transformers costs a cold question five seconds, and on
processors with bfloat16 units the same weights run about 1.5 times as fast here. Why not OpenVINO's own
converter: it needs torch, takes 14 seconds and reports each use. The graph (``graph.py``) with mean pooling
agrees with the torch module to a cosine of 0.99999 in float32.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.graph import Builder, Precision, chosen_precision, compiling, map_tensors, openvino

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

BATCH_TOKENS = 1024  # padded tokens in one pass: measured, larger ones leave the cache


class Engine:
    """A compiled encoder. Calls from several threads take turns.

    ``tokenizer`` (a ``tokenizers.Tokenizer``) neither pads nor truncates, so that others may use it too:
    it takes a second to load and 280 MB.
    """

    def __init__(self, folder: Path, precision: Precision) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.dimension: int = config["hidden_size"]
        self.max_tokens: int = config["max_position_embeddings"]
        graph = _graph(map_tensors(folder / "model.safetensors"), config)
        self.precision = chosen_precision(precision)
        compiled = compiling(graph, self.precision, PERFORMANCE_HINT="LATENCY")
        self.tokenizer = load_tokenizer(folder)
        self._request: Any = compiled.result().create_infer_request()
        self._turn = threading.Lock()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the two that mark begin and end, at most ``max_tokens - 2``."""
        return [len(ids) - 2 for ids in self._ids(texts)]

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Array:
        """(texts, dimension) float32, of unit length. ``progress`` hears how many more are done."""
        import numpy as np

        out = np.zeros((len(texts), self.dimension), np.float32)
        ids = self._ids(texts)
        for batch in batches([len(i) for i in ids]):
            longest = max(len(ids[i]) for i in batch)
            tokens = np.full((len(batch), longest), 1, np.int64)  # 1 is <pad>
            mask = np.zeros((len(batch), longest), np.int64)
            for row, i in enumerate(batch):
                tokens[row, : len(ids[i])] = ids[i]
                mask[row, : len(ids[i])] = 1
            with self._turn:
                out[batch] = self._request.infer({0: tokens, 1: mask})[0]
            if progress is not None:
                progress(len(batch))
        return out

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids with the marks of begin and end; what is too long loses its end, not the mark."""
        found = [e.ids for e in self.tokenizer.encode_batch_fast(list(texts))]
        return [
            ids if len(ids) <= self.max_tokens else [*ids[: self.max_tokens - 1], ids[-1]] for ids in found
        ]


def batches(lengths: Sequence[int], budget: int = BATCH_TOKENS) -> list[list[int]]:
    """Indices in batches of alike lengths, at most ``budget`` padded tokens each (but at least one text)."""
    out: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if out and lengths[i] * (len(out[-1]) + 1) <= budget:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def load_tokenizer(folder: Path) -> Any:
    """The ``tokenizers.Tokenizer`` of an unpacked encoder, which neither pads nor truncates."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _graph(tensors: dict[str, Array], config: dict[str, Any]) -> Any:
    """An ``openvino.Model``: (batch, length) token ids and mask in, (batch, hidden) unit vectors out."""
    import numpy as np

    made = Builder(tensors, config)
    op, ints = made.op, made.ints
    ids = op.parameter([-1, -1], np.int64, name="ids")
    mask = op.parameter([-1, -1], np.int64, name="mask")
    zero, one = op.constant(np.int64(0)), op.constant(np.int64(1))
    length = op.gather(op.shape_of(ids), one, zero)
    positions = op.range(zero, length, one, "i64")
    x = op.add(
        op.add(
            op.gather(made.weight("embeddings.word_embeddings.weight"), ids, zero),
            op.constant(tensors["embeddings.token_type_embeddings.weight"][0]),
        ),
        op.gather(made.weight("embeddings.position_embeddings.weight"), positions, zero),
    )
    kept = op.convert(mask, "f32")
    x = made.layers(made.normalise(x, "embeddings.LayerNorm"), kept)
    counted = op.unsqueeze(kept, ints(2))
    mean = op.divide(op.reduce_sum(op.multiply(x, counted), ints(1)), op.reduce_sum(counted, ints(1)))
    unit = op.normalize_l2(mean, ints(1), 1e-12, "max")
    return openvino().Model([unit], [ids, mask], "multilingual-e5-small")
