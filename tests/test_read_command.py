"""``dossier read``: JSON lines of questions and passages in, readings out, whatever stands beside them."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from index.settings import Settings
from index.weights import unpack
from tests.dossier_command import dossier
from tests.placeholder_reader import write

PASSAGES = [
    "Le 11 mai 2022, les ministres se retrouvent à Marrakech.",
    "😀 The ministers met in Marrakech on 11 May 2022.",
    "اجتمع الوزراء في مراكش يوم 11 مايو 2022.",
    "",
    "Ajoutez la farine et les œufs, puis laissez reposer la pâte une heure. " * 30,
]
QUESTIONS = ["Quand se réunissent-ils ?", "Who represented Tunisia?", "متى كان الاجتماع؟"]


@pytest.fixture(scope="module")
def weights(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("reader") / "reader.safetensors", unpack(settings.cache), 9)


def read(weights: Path, *lines: object) -> list[dict[str, Any]]:
    given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    ran = dossier("read", "-", "--weights", weights, stdin=given.encode())
    assert (ran.code, ran.err) == (0, "")
    return ran.lines


def test_every_passage_has_its_reading_in_its_place(weights: Path) -> None:
    asked = [{"id": i, "question": q, "passages": PASSAGES} for i, q in enumerate(QUESTIONS)]
    found = read(weights, *asked)
    assert [line["id"] for line in found] == [0, 1, 2]
    for line in found:
        assert list(line) == ["id", "readings"]
        assert len(line["readings"]) == len(PASSAGES)
        for reading, passage in zip(line["readings"], PASSAGES, strict=True):
            assert list(reading) == ["relevance", "answerable", "start", "end", "text"]
            assert 0 <= reading["relevance"] <= 1 and 0 <= reading["answerable"] <= 1
            assert reading["text"] == passage[reading["start"] : reading["end"]]
            assert bool(reading["text"]) == bool(passage)


def test_readings_are_the_same_in_any_company(weights: Path) -> None:
    order = random.Random(4).sample(range(len(PASSAGES)), len(PASSAGES))
    together, *alone = read(
        weights,
        {"id": "all", "question": QUESTIONS[0], "passages": PASSAGES},
        *({"id": i, "question": QUESTIONS[0], "passages": [PASSAGES[i]]} for i in order),
    )
    for line in alone:
        [found], expected = line["readings"], together["readings"][line["id"]]
        assert found == {
            **expected,
            "relevance": pytest.approx(expected["relevance"], abs=1e-4),
            "answerable": pytest.approx(expected["answerable"], abs=1e-4),
        }


def test_a_bad_line_has_its_error_in_its_place(weights: Path) -> None:
    found = read(
        weights,
        {"id": "a", "question": "Quand ?", "passages": []},
        {"id": "b", "question": "Quand ?"},
        {"id": "c", "question": "Quand ?", "passages": "Le 11 mai"},
        {"id": "d", "question": "Quand ?", "passages": ["Le 11 mai", 2]},
        {"id": "e", "question": " ", "passages": ["Le 11 mai"]},
        {"id": "f", "passages": ["Le 11 mai"]},
        "not JSON",
        {"id": "g", "question": "Quand \ud800 ?", "passages": ["Le 11 mai \udfff"]},  # half characters
    )
    assert [line["id"] for line in found] == ["a", "b", "c", "d", "e", "f", None, "g"]
    assert found[0]["readings"] == []
    assert [list(line) for line in found[1:7]] == [["id", "error"]] * 6
    for line, word in zip(found[1:7], ["passages"] * 3 + ["empty", "question", "JSON"], strict=True):
        assert word in line["error"] and line["error"].endswith(".")
    assert len(found[7]["readings"]) == 1


def test_a_wrong_call_waits_for_no_model(tmp_path: Path) -> None:
    ran = dossier("read", tmp_path / "none.jsonl")
    assert (ran.code, ran.out) == (2, "")
    ran = dossier("read", "-", "--weights", tmp_path / "none.safetensors")
    assert (ran.code, ran.out) == (1, "")
    assert "none.safetensors" in ran.err and len(ran.err.splitlines()) == 1
