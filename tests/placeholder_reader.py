"""Weights for a reader that knows nothing: small random changes of the encoder, and random heads.

Good for what doesn't depend on training: offsets, windows, batches, the file's format.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from index.graph import map_tensors
from index.weights import CONTAINER_SHA256
from rag.reader_weights import FORMAT

CALIBRATION = {
    "relevance": {"relevance": 0.5, "bias": -0.25},
    "answerable": {"answerable": 0.4, "span": 0.1, "bias": 0.0},
}

REACH = 8.0  # of every layer's input


def write(path: Path, encoder: Path, first_tuned: int = 6, **about: str) -> Path:
    """The file at ``path``; ``about`` replaces parts of its metadata."""
    random = np.random.default_rng(3)
    out: dict[str, np.ndarray] = {}
    for name, tensor in map_tensors(encoder / "model.safetensors").items():
        parts = name.split(".")
        if parts[0] == "encoder" and tensor.ndim == 2 and parts[-2] not in ("key", "value"):
            out[name.removesuffix(".weight") + ".reach"] = np.full(tensor.shape[1], REACH, np.float32)
        if parts[0] != "encoder" or int(parts[2]) < first_tuned:
            continue
        if tensor.ndim == 2:
            out[name + ".delta"] = random.integers(-127, 128, tensor.shape, np.int8)
            out[name + ".scale"] = np.full(len(tensor), 1e-4, np.float32)
        else:
            out[name + ".delta"] = random.normal(0, 0.01, tensor.shape).astype(np.float32)
    out["heads.weight"] = random.normal(0, 0.3, (4, 384)).astype(np.float32)
    out["heads.bias"] = random.normal(0, 0.1, 4).astype(np.float32)
    metadata = {
        "format": FORMAT,
        "encoder_sha256": CONTAINER_SHA256,
        "calibration": json.dumps(CALIBRATION),
    }
    save_file(out, path, {**metadata, **about})
    return path
