"""How far the inputs of the reader's linear layers go: what reading in 8 bits has to leave room for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.engine import load_tokenizer
from index.graph import Builder, compile_model, openvino
from rag.cross_encoder import CrossEncoder
from rag.quantized import reach_of
from rag.reader_weights import load_weights
from rag.windows import windows
from train.batches import head
from train.examples import Pair

Array = npt.NDArray[np.float32]


class _Observer(Builder):
    """Keeps the input of every linear layer, by the layer's name."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.inputs: dict[str, Any] = {}

    def linear(self, x: Any, name: str) -> Any:
        self.inputs.setdefault(reach_of(name), x)
        return super().linear(x, name)


def reaches(encoder: Path, weights: Path, pairs: Sequence[Pair]) -> dict[str, Array]:
    """Of each layer's input (inputs,): the largest magnitude of each channel in ``pairs``."""
    model = CrossEncoder(encoder, weights, "float32")
    config = json.loads((encoder / "config.json").read_text(encoding="utf-8"))
    made = _Observer(load_weights(weights, encoder, None).tensors, config)
    x = made.op.parameter([-1, -1, config["hidden_size"]], np.float32)
    mask = made.op.parameter([-1, -1], np.float32)
    states = made.layers(x, mask)
    seen = openvino().Model([states, *made.inputs.values()], [x, mask], "observed")
    compiled = compile_model(seen, "float32")
    tokenizer = load_tokenizer(encoder)
    found: dict[str, Array] = {}
    for pair in pairs:
        for window in windows(tokenizer, pair.question, [(head(pair), pair.passage)]):
            out = compiled(list(model.inputs([window.ids], len(window.ids))))
            for i, name in enumerate(made.inputs, start=1):
                far = np.abs(out[i]).max(axis=(0, 1))
                found[name] = np.maximum(found[name], far) if name in found else far
    return found
