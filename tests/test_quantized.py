"""Reading in 8-bit integers: nearly what float32 says, on processors that sum them exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from index.errors import ReaderError
from rag import quantized
from rag.cross_encoder import CrossEncoder
from rag.quantized import reading_precision, sums_in_32_bits
from rag.reader_weights import READER_SHA256
from rag.trained_reader import reader_file
from tests.conftest import CORPUS
from tests.placeholder_reader import write

QUESTIONS = (
    "Quand a eu lieu la réunion de Marrakech ?",
    "Who opened the meeting in Kuwait in 2018?",
    "¿Cuántos miembros tiene la coalición?",
    "أين اجتمع وزراء التحالف في فبراير 2018؟",
)


def passages() -> list[tuple[str, str]]:
    """The opening of some articles of the corpus."""
    return [("", file.read_text(encoding="utf-8")[:500]) for file in sorted(CORPUS.glob("*.txt"))[::2]]


@pytest.mark.skipif(not sums_in_32_bits(), reason="this processor sums 8-bit products in 16 bits")
def test_eight_bits_say_nearly_what_float32_says(encoder_folder: Path, tokenizer: Any) -> None:
    exact, whole = (
        CrossEncoder(encoder_folder, reader_file(), precision, sha256=READER_SHA256, tokenizer=tokenizer)
        for precision in ("float32", "auto")
    )
    assert (exact.precision, whole.precision) == ("float32", "int8")
    given = passages()
    away, same = [], 0
    for question in QUESTIONS:
        one, other = exact.score(question, given), whole.score(question, given)
        away += [
            abs(a.logits["answerable"] - b.logits["answerable"]) for a, b in zip(one, other, strict=True)
        ]
        best, quick = (max(found, key=lambda s: s.answerable) for found in (one, other))
        same += (one.index(best), best.start, best.end) == (other.index(quick), quick.start, quick.end)
    assert np.mean(away) < 0.25  # a logit's standard deviation is 2.6
    assert same >= len(QUESTIONS) - 1


def test_a_processor_that_overflows_reads_in_floats(
    encoder_folder: Path, tmp_path: Path, tokenizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantized, "sums_in_32_bits", lambda: False)
    assert reading_precision("auto") in ("float32", "bfloat16")
    path = write(tmp_path / "reader.safetensors", encoder_folder, first_tuned=11)
    assert CrossEncoder(encoder_folder, path, tokenizer=tokenizer).precision == reading_precision("auto")


def test_a_precision_that_is_asked_for_is_kept(encoder_folder: Path, tmp_path: Path, tokenizer: Any) -> None:
    path = write(tmp_path / "reader.safetensors", encoder_folder, first_tuned=11)
    assert CrossEncoder(encoder_folder, path, "float32", tokenizer=tokenizer).precision == "float32"


@pytest.mark.parametrize("spoil", ["absent", "short"])
def test_reaches_that_do_not_fit_the_layers_are_refused(
    encoder_folder: Path, tmp_path: Path, tokenizer: Any, spoil: str
) -> None:
    path = write(tmp_path / "reader.safetensors", encoder_folder, first_tuned=11)
    with safe_open(str(path), "np") as stored:
        about = stored.metadata()
    tensors = load_file(path)
    name = next(n for n in tensors if n.endswith(".reach"))
    if spoil == "absent":
        del tensors[name]
    else:
        tensors[name] = tensors[name][:-1]
    save_file(tensors, path, about)
    with pytest.raises(ReaderError, match="isn't whole"):
        CrossEncoder(encoder_folder, path, tokenizer=tokenizer)
