"""multilingual-e5-small as an OpenVINO graph, straight from its safetensors.

Why not torch: importing torch and sentence-transformers costs a cold question five seconds, and on
processors with bfloat16 units the same weights run about 1.5 times as fast here. Why not OpenVINO's own
converter: it needs torch, takes 14 seconds and reports each use. The graph is a plain BERT encoder
(Devlin et al. 2019, arXiv:1810.04805) with mean pooling; it agrees with the torch module to a cosine of
0.99999 in float32.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

BATCH_TOKENS = 1024  # padded tokens in one pass: measured, larger ones leave the cache


class Engine:
    """A compiled encoder. Calls from several threads take turns."""

    def __init__(self, folder: Path, precision: Literal["auto", "float32", "bfloat16"]) -> None:
        from tokenizers import Tokenizer

        ov = _openvino()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        core = ov.Core()
        units = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        if precision == "auto":
            precision = "bfloat16" if "BF16" in units else "float32"
        self.precision = precision
        self.dimension: int = config["hidden_size"]
        self.max_tokens: int = config["max_position_embeddings"]
        compiled = core.compile_model(
            _graph(folder / "model.safetensors", config),
            "CPU",
            {
                "INFERENCE_PRECISION_HINT": "bf16" if precision == "bfloat16" else "f32",
                "PERFORMANCE_HINT": "LATENCY",
            },
        )
        self._request: Any = compiled.create_infer_request()
        self._turn = threading.Lock()
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self.max_tokens)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the two that mark begin and end, at most ``max_tokens - 2``."""
        return [len(e.ids) - 2 for e in self._tokenizer.encode_batch_fast(list(texts))]

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Array:
        """(texts, dimension) float32, of unit length. ``progress`` hears how many more are done."""
        import numpy as np

        out = np.zeros((len(texts), self.dimension), np.float32)
        ids = [e.ids for e in self._tokenizer.encode_batch_fast(list(texts))]
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


def batches(lengths: Sequence[int], budget: int = BATCH_TOKENS) -> list[list[int]]:
    """Indices in batches of alike lengths, at most ``budget`` padded tokens each (but at least one text)."""
    out: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if out and lengths[i] * (len(out[-1]) + 1) <= budget:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def _openvino() -> Any:
    """The package, without its telemetry client: importing it would report the import to its makers.

    OpenVINO falls back to a stub of its own when ``openvino_telemetry`` can't be imported.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def _graph(weights: Path, config: dict[str, Any]) -> Any:
    """An ``openvino.Model``: (batch, length) token ids and mask in, (batch, hidden) unit vectors out."""
    import numpy as np
    from safetensors import safe_open

    ov = _openvino()
    op = ov.opset15

    hidden, heads = config["hidden_size"], config["num_attention_heads"]
    with safe_open(str(weights), "np") as stored:
        tensors = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118

    def weight(name: str) -> Any:
        return op.constant(tensors[name])

    def ints(*values: int) -> Any:
        return op.constant(np.array(values, np.int64))

    def scalar(value: float, kind: Any = np.float32) -> Any:
        return op.constant(np.array(value, kind))

    def normalise(x: Any, name: str) -> Any:
        centred = op.mvn(x, ints(-1), True, config["layer_norm_eps"], "inside_sqrt")
        return op.add(op.multiply(centred, weight(name + ".weight")), weight(name + ".bias"))

    def linear(x: Any, name: str) -> Any:
        return op.add(op.matmul(x, weight(name + ".weight"), False, True), weight(name + ".bias"))

    def split(x: Any) -> Any:  # (batch, length, hidden) -> (batch, heads, length, hidden / heads)
        return op.transpose(op.reshape(x, ints(0, 0, heads, hidden // heads), True), ints(0, 2, 1, 3))

    ids = op.parameter([-1, -1], np.int64, name="ids")
    mask = op.parameter([-1, -1], np.int64, name="mask")
    zero, one = scalar(0, np.int64), scalar(1, np.int64)
    length = op.gather(op.shape_of(ids), one, zero)
    x = op.add(
        op.add(
            op.gather(weight("embeddings.word_embeddings.weight"), ids, zero),
            op.constant(tensors["embeddings.token_type_embeddings.weight"][0]),
        ),
        op.gather(weight("embeddings.position_embeddings.weight"), op.range(zero, length, one, "i64"), zero),
    )
    x = normalise(x, "embeddings.LayerNorm")
    kept = op.convert(mask, "f32")
    bias = op.multiply(op.subtract(scalar(1), op.unsqueeze(kept, ints(1, 2))), scalar(-1e9))
    for i in range(config["num_hidden_layers"]):
        at = f"encoder.layer.{i}."
        query, key, value = (split(linear(x, f"{at}attention.self.{n}")) for n in ("query", "key", "value"))
        seen = op.scaled_dot_product_attention(query, key, value, bias, causal=False)
        seen = op.reshape(op.transpose(seen, ints(0, 2, 1, 3)), ints(0, 0, hidden), True)
        x = op.add(x, linear(seen, at + "attention.output.dense"))
        x = normalise(x, at + "attention.output.LayerNorm")
        inner = op.gelu(linear(x, at + "intermediate.dense"), "erf")
        x = normalise(op.add(x, linear(inner, at + "output.dense")), at + "output.LayerNorm")
    counted = op.unsqueeze(kept, ints(2))
    mean = op.divide(op.reduce_sum(op.multiply(x, counted), ints(1)), op.reduce_sum(counted, ints(1)))
    return ov.Model([op.normalize_l2(mean, ints(1), 1e-12, "max")], [ids, mask], "multilingual-e5-small")
