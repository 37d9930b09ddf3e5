"""A course's exact weights become the file that the reader loads.

What training changed of each matrix is kept in eight bits: per row the largest change is 127 steps. A change
is small beside its weight, so that a rounding error is below a thousandth of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from index.weights import CONTAINER_SHA256
from rag.reader_weights import FORMAT, Logistic

UNCALIBRATED: dict[str, Logistic] = {
    "relevance": {"relevance": 1.0, "bias": 0.0},
    "answerable": {"answerable": 1.0, "bias": 0.0},
}


def write(tuned: Mapping[str, Tensor], head: tuple[Tensor, Tensor], encoder: Path, file: Path) -> None:
    """Write ``file``, not yet calibrated. ``tuned``: exact weights by the names of the encoder's file."""
    base = load_file(str(encoder / "model.safetensors"))
    tensors = {"heads.weight": head[0].detach().float(), "heads.bias": head[1].detach().float()}
    for name, exact in tuned.items():
        change = exact.detach().float().cpu() - base[name].float()
        if change.ndim == 2:
            scale = (change.abs().amax(1) / 127).clamp(min=1e-12)
            tensors[name + ".scale"] = scale
            change = (change / scale[:, None]).round().clamp(-127, 127).to(torch.int8)
        tensors[name + ".delta"] = change
    _save(tensors, file, UNCALIBRATED)


def recalibrate(file: Path, calibration: Mapping[str, Logistic]) -> str:
    """The same weights with another calibration; the file's SHA-256."""
    _save(load_file(str(file)), file, calibration)
    return hashlib.sha256(file.read_bytes()).hexdigest()


def store_reaches(file: Path, reaches: Mapping[str, npt.NDArray[np.float32]]) -> str:
    """The same weights and calibration, with what reading in 8 bits needs; the file's SHA-256."""
    with safe_open(str(file), "pt") as stored:
        calibration = json.loads(stored.metadata()["calibration"])
    tensors = {name: tensor for name, tensor in load_file(str(file)).items() if not name.endswith(".reach")}
    tensors |= {f"{name}.reach": torch.from_numpy(reach) for name, reach in reaches.items()}
    _save(tensors, file, calibration)
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _save(tensors: Mapping[str, Tensor], file: Path, calibration: Mapping[str, Logistic]) -> None:
    about = {
        "format": FORMAT,
        "encoder_sha256": CONTAINER_SHA256,
        "calibration": json.dumps(calibration, sort_keys=True),
    }
    kept = {name: tensor.cpu().contiguous().clone() for name, tensor in sorted(tensors.items())}
    save_file(kept, str(file), metadata=about)
