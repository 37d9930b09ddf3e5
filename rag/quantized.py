"""The reader's layers in 8-bit integers, for processors that sum them in 32 bits.

Input and weights of every linear layer are rounded to 256 steps, their products summed exactly. A few of an
input's channels reach twenty times as far as the rest, and would leave the rest three steps: before rounding
a channel is divided by ``s`` and its weights are multiplied by it, ``s = reach ** a / weight ** (1 - a)``
with the largest magnitudes of both (Xiao et al. 2023, SmoothQuant, arXiv:2211.10438, equation 4; a = .85 came
out nearest to float32 here). How far channels reach was seen on held-out questions
(``train/reaches.py``) and stands in the weights' file, as ``NAME.reach`` (inputs).
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from index.graph import Builder, Precision, chosen_precision, openvino

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

SMOOTHING = 0.85  # a: 0 leaves the inputs as they are, 1 gives all channels the same reach
ROOM = 1.1  # an input may reach that much farther than any that was seen
LEAST = 1e-3  # of a reach or a weight: none is divided by nothing
LOWEST_GELU = 0.17  # what GELU gives is never further below nothing
SHARED = {"key": "query", "value": "query"}  # layers that have one input: under which name its reach stands
_SMALLEST = 1e-12  # of a row's scale: the row may be nothing but 0
_STEPS, _LARGEST = 255, 127  # of an input, from 0 on; of a weight, on either side of 0


def reach_of(name: str) -> str:
    """The layer under whose name the reach of this one's input stands."""
    before, _, last = name.rpartition(".")
    return f"{before}.{SHARED.get(last, last)}"


def check_reaches(reaches: Mapping[str, Array], tensors: Mapping[str, Array]) -> None:
    """Raises ValueError where the layers of ``tensors`` have other inputs."""
    layers = (
        n.removesuffix(".weight") for n, t in tensors.items() if n.startswith("encoder.") and t.ndim == 2
    )
    wanted = {reach_of(name): (tensors[f"{name}.weight"].shape[1],) for name in layers}
    if {name: reach.shape for name, reach in reaches.items()} != wanted:
        raise ValueError("how far the layers' inputs go")


class QuantizedBuilder(Builder):
    """Linear layers in int8, all else as it was. ``reaches``: (inputs,) by the layer's name."""

    def __init__(
        self, tensors: Mapping[str, Array], config: Mapping[str, Any], reaches: Mapping[str, Array]
    ) -> None:
        super().__init__(tensors, config)
        self._reaches = reaches

    def linear(self, x: Any, name: str) -> Any:
        import numpy as np

        op, weight, bias = self.op, self._tensors[name + ".weight"], self._tensors[name + ".bias"]
        reach = np.maximum(self._reaches[reach_of(name)] * ROOM, LEAST)
        after_gelu = name.endswith(".output.dense") and not name.endswith(".attention.output.dense")
        below = np.float32(LOWEST_GELU) if after_gelu else reach
        scale = _scales(reach + below, self._columns(name))
        smaller = op.multiply(x, op.constant((1 / scale).reshape(1, 1, -1)))
        smaller = op.add(smaller, op.constant((below / scale).reshape(1, 1, -1)))
        rounded = op.fake_quantize(smaller, *(self.number(v) for v in (0.0, 1.0, 0.0, _STEPS)), levels=256)
        wide = weight * scale / _STEPS
        per_row = np.maximum(np.abs(wide).max(1, keepdims=True) / _LARGEST, _SMALLEST).astype(np.float32)
        whole = np.round(wide / per_row).astype(np.int8)
        exact = op.multiply(op.convert(op.constant(whole), np.float32), op.constant(per_row))
        bias = bias - ((whole * per_row) @ (below * _STEPS / scale)).astype(np.float32)
        return op.add(op.matmul(rounded, exact, False, True), op.constant(bias))

    def _columns(self, name: str) -> Array:
        """(inputs,) of the weights that an input meets, the largest magnitude."""
        import numpy as np

        shared = reach_of(name)
        names = [name]
        if shared.endswith(".query"):  # one input, rounded once
            names = [shared, *(shared.replace("query", one) for one in SHARED)]
        found: Array = np.max([np.abs(self._tensors[f"{one}.weight"]).max(0) for one in names], axis=0)
        return found


def _scales(reach: Array, columns: Array) -> Array:
    """(inputs,): an input from 0 to its reach, over it, lies between 0 and 1."""
    import numpy as np

    smooth = reach**SMOOTHING / np.maximum(columns, LEAST) ** (1 - SMOOTHING)
    scale: Array = (smooth * (reach / smooth).max()).astype(np.float32)
    return scale


def reading_precision(precision: Precision) -> str:
    """What the reader that comes along reads in: for ``auto``, int8 where this processor sums it exactly."""
    return "int8" if precision == "auto" and sums_in_32_bits() else chosen_precision(precision)


@cache
def sums_in_32_bits() -> bool:
    """Whether products of 8 bits are summed exactly here. Processors without VNNI sum pairs of them in 16
    bits, which overflow: seen by trying it on the largest numbers there are."""
    import numpy as np

    if platform.machine().lower() not in ("x86_64", "amd64"):
        return False  # elsewhere it was never timed
    op = openvino().opset15
    x = op.parameter([-1, 64], np.float32)
    steps = [op.constant(np.float32(v)) for v in (0.0, 255.0, 0.0, 255.0)]
    weight = op.multiply(
        op.convert(op.constant(np.full((16, 64), 127, np.int8)), np.float32),
        op.constant(np.ones((16, 1), np.float32)),
    )
    product = op.matmul(op.fake_quantize(x, *steps, levels=256), weight, False, True)
    model = (
        openvino()
        .Core()
        .compile_model(
            openvino().Model([product], [x], "largest"), "CPU", {"INFERENCE_PRECISION_HINT": "f32"}
        )
    )
    found = model([np.full((16, 64), 255, np.float32)])[0]
    return bool(np.allclose(found, 64 * 255 * 127))
