"""The layers of multilingual-e5-small as an OpenVINO graph: a plain BERT encoder, straight from its tensors.

(Devlin et al. 2019, arXiv:1810.04805.) The search encoder and the reader are both built from these parts.
The tensors stay in their file, memory-mapped: the word embeddings alone are 384 MB, and a copy of them for
each model would be most of what the program holds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

Precision = Literal["auto", "float32", "bfloat16"]


class Builder:
    """Makes the nodes of one graph. ``tensors`` have the names and shapes of a Hugging Face ``BertModel``."""

    def __init__(self, tensors: Mapping[str, Array], config: Mapping[str, Any]) -> None:
        self.op = openvino().opset15
        self._tensors = tensors
        self._config = config

    def weight(self, name: str) -> Any:
        return self.op.constant(self._tensors[name], shared_memory=True)

    def ints(self, *values: int) -> Any:
        import numpy as np

        return self.op.constant(np.array(values, np.int64))

    def number(self, value: float) -> Any:
        import numpy as np

        return self.op.constant(np.array(value, np.float32))

    def linear(self, x: Any, name: str) -> Any:
        product = self.op.matmul(x, self.weight(name + ".weight"), False, True)
        return self.op.add(product, self.weight(name + ".bias"))

    def normalise(self, x: Any, name: str) -> Any:
        centred = self.op.mvn(x, self.ints(-1), True, self._config["layer_norm_eps"], "inside_sqrt")
        scaled = self.op.multiply(centred, self.weight(name + ".weight"))
        return self.op.add(scaled, self.weight(name + ".bias"))

    def layers(self, x: Any, mask: Any) -> Any:
        """(batch, length, hidden) embeddings and (batch, length) float mask in, last states out."""
        op, hidden, heads = self.op, self._config["hidden_size"], self._config["num_attention_heads"]

        def split(x: Any) -> Any:  # (batch, length, hidden) -> (batch, heads, length, hidden / heads)
            apart = op.reshape(x, self.ints(0, 0, heads, hidden // heads), True)
            return op.transpose(apart, self.ints(0, 2, 1, 3))

        hidden_from = op.subtract(self.number(1), op.unsqueeze(mask, self.ints(1, 2)))
        bias = op.multiply(hidden_from, self.number(-1e9))
        for i in range(self._config["num_hidden_layers"]):
            at = f"encoder.layer.{i}."
            # One product for all three was measured slower: the plugin transposes its result twice.
            query, key, value = (
                split(self.linear(x, f"{at}attention.self.{name}")) for name in ("query", "key", "value")
            )
            seen = op.scaled_dot_product_attention(query, key, value, bias, causal=False)
            seen = op.reshape(op.transpose(seen, self.ints(0, 2, 1, 3)), self.ints(0, 0, hidden), True)
            x = op.add(x, self.linear(seen, at + "attention.output.dense"))
            x = self.normalise(x, at + "attention.output.LayerNorm")
            inner = op.gelu(self.linear(x, at + "intermediate.dense"), "erf")
            x = op.add(x, self.linear(inner, at + "output.dense"))
            x = self.normalise(x, at + "output.LayerNorm")
        return x


def compile_model(model: Any, precision: Precision, **properties: Any) -> Any:
    """An ``openvino.Model`` compiled for this processor."""
    hint = "bf16" if chosen_precision(precision) == "bfloat16" else "f32"
    return openvino().Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": hint, **properties})


def compiling(model: Any, precision: Precision, **properties: Any) -> Future[Any]:
    """What ``compile_model`` gives, to be had when it is needed.

    Compiling leaves the interpreter free, for the second that it takes, to load something else. Nothing is
    imported in its thread: packages that import each other in a circle break when two threads meet in them.
    """
    beside = ThreadPoolExecutor(1, "compiling")
    coming = beside.submit(compile_model, model, precision, **properties)
    beside.shutdown(wait=False)
    return coming


def chosen_precision(precision: Precision) -> Precision:
    """For ``auto``, bfloat16 where this processor has units for it and float32 where it hasn't."""
    if precision != "auto":
        return precision
    units = openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "bfloat16" if "BF16" in units else "float32"


def map_tensors(path: Path) -> dict[str, Array]:
    """The float32 tensors of a safetensors file, mapped: what is never looked at is never read.

    The layout is safetensors' own: the header's length in 8 bytes, its JSON, then the tensors.
    """
    import numpy as np

    # Copy-on-write, since OpenVINO shares only arrays that could be written to. Nothing is.
    raw = np.memmap(path, np.uint8, mode="c")
    begin = 8 + int.from_bytes(raw[:8].tobytes(), "little")
    header = json.loads(raw[8:begin].tobytes())
    header.pop("__metadata__", None)
    tensors: dict[str, Array] = {}
    for name, about in header.items():
        start, end = about["data_offsets"]
        if about["dtype"] != "F32":
            raise ValueError(f"{name} of {path} is {about['dtype']} and not F32")
        tensors[name] = raw[begin + start : begin + end].view(np.float32).reshape(about["shape"])
    return tensors


def openvino() -> Any:
    """The package, without its telemetry client: importing it would report the import to its makers.

    OpenVINO falls back to a stub of its own when ``openvino_telemetry`` can't be imported.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino
