"""The reader's weights: what training changed of the encoder, the heads, and the calibration.

One safetensors file. For each matrix that was tuned, by its name in the encoder's own file: ``NAME.delta``
int8 (outputs, inputs) and ``NAME.scale`` float32 (outputs); tuned = encoder's + delta · scale. For each
vector: ``NAME.delta`` float32. ``NAME.reach`` float32 (inputs): how far a layer's inputs go, for
``quantized.py``; a file may lack them all. ``heads.weight`` (4, hidden) and ``heads.bias`` (4): the span's
start and end, relevance, answerability. Its metadata name the format, the encoder and the calibration's
logistic functions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ReaderError
from index.graph import map_tensors
from index.weights import CONTAINER_SHA256
from rag.quantized import check_reaches

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

FORMAT = "dossier-reader-1"
READER_SHA256 = (
    "62c64f423c17bea8d6da4c47815a089f4be80557967603e7c088684e8a9a6958"  # of rag/reader.safetensors
)
FEATURES = frozenset({"relevance", "answerable", "span"})  # raw numbers that the probabilities are made of
_AGAIN = "install Dossier again, or train the reader anew (train/README.md)"

Logistic = Mapping[str, float]  # feature → weight, and "bias"


@dataclass(frozen=True)
class ReaderWeights:
    """``tensors`` are the encoder's with the changes added; those that didn't change stay in their file."""

    tensors: dict[str, Array]
    heads: Array  # (4, hidden)
    bias: Array  # (4,)
    relevance: Logistic
    answerable: Logistic
    reaches: dict[str, Array]  # (inputs,) by layer; empty where the file has none


def load_weights(path: Path, encoder: Path, sha256: str | None) -> ReaderWeights:
    """The weights in ``path``, on top of those in the folder ``encoder``.

    ``sha256`` is what the file's bytes must have as their sum; None takes any file. Raises ReaderError
    where the file is missing, another one, or made for another encoder.
    """
    import numpy as np
    from safetensors import SafetensorError, safe_open

    try:
        if sha256 is not None:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != sha256:
                raise ReaderError(f"{path} isn't the reader that this version of Dossier knows: {_AGAIN}.")
        with safe_open(str(path), "np") as stored:
            about = stored.metadata() or {}
            changes = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReaderError(f"The reader's weights {path} can't be read ({reason}): {_AGAIN}.") from error
    if about.get("format") != FORMAT:
        raise ReaderError(f"{path} has the format {about.get('format')} and not {FORMAT}: {_AGAIN}.")
    if about.get("encoder_sha256") != CONTAINER_SHA256:
        raise ReaderError(f"The reader {path} was trained on another encoder than the one here: {_AGAIN}.")
    tensors = map_tensors(encoder / "model.safetensors")
    try:
        for name in [n.removesuffix(".delta") for n in changes if n.endswith(".delta")]:
            delta = changes[name + ".delta"].astype(np.float32)
            if delta.ndim == 2:
                delta *= changes[name + ".scale"][:, None]
            tensors[name] = np.ascontiguousarray(tensors[name] + delta)
        heads, bias = changes["heads.weight"].astype(np.float32), changes["heads.bias"].astype(np.float32)
        relevance, answerable = _calibration(about["calibration"])
        reaches = {n.removesuffix(".reach"): reach for n, reach in changes.items() if n.endswith(".reach")}
        if reaches:
            check_reaches(reaches, tensors)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ReaderError(f"The reader {path} isn't whole ({error!r}): {_AGAIN}.") from error
    return ReaderWeights(tensors, heads, bias, relevance, answerable, reaches)


def _calibration(text: str) -> tuple[Logistic, Logistic]:
    found = json.loads(text)
    both = tuple({k: float(v) for k, v in found[name].items()} for name in ("relevance", "answerable"))
    unknown = {name for one in both for name in one} - FEATURES - {"bias"}
    if unknown:
        raise ValueError(f"calibration by {', '.join(sorted(unknown))}")
    return both[0], both[1]
