"""The gate: what quietly breaks one room is caught, what changes nothing passes.

On real parts but for the two models, which are small deterministic stand-ins: the pipeline, the library, a
few dozen of the set's questions, ``corpus/`` and some of its distractors.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import index.articles
import index.encoding
import index.lexicon
import rag.answerer
import rag.evidenced
import rag.phrases
import rag.pipeline
import rag.retriever
from eval.asking import evaluate
from eval.comparing import compare, gate
from eval.comparison_text import render
from eval.distractors import make_distractors
from eval.parts import measure_parts, wording
from eval.question_sets import QuestionSet, load_set
from eval.runs import without_timings
from index.library import Library
from index.settings import Settings
from index.sync import sync
from rag.answer import Answer
from rag.grounding import grounded
from rag.pipeline import Pipeline
from rag.question import Question, analyse
from tests.conftest import CORPUS
from tests.hashing_encoder import HashingEncoder
from tests.keyword_reader import KeywordReader

EVERY = 11  # of the set's questions
PARTS = ("articles", "filters", "grounding", "wording", "answering")


@pytest.fixture(scope="module")
def asked() -> QuestionSet:
    whole = load_set("dossier")
    return QuestionSet("few", whole.items[::EVERY], "", parts=PARTS)


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some distractors: those that are files of their own."""
    folder = tmp_path_factory.mktemp("others") / "distractors"
    make_distractors(folder)
    (folder / "distractors.jsonl").unlink()
    return folder


Ask = Callable[[Path], dict[str, Any]]


@pytest.fixture(scope="module")
def ask(asked: QuestionSet, others: Path) -> Ask:
    """A run's JSON, of a library made anew in a folder by the code as it is then."""

    def made(folder: Path) -> dict[str, Any]:
        encoder = HashingEncoder()
        settings = Settings(library=folder / "library", precision="float32")
        sync(
            settings.library,
            [CORPUS, others],
            settings=settings,
            encoder=lambda: encoder,
            fingerprint=encoder.fingerprint,
        )
        with Library.open(settings.library) as library:
            parts = measure_parts(asked.parts, asked.items, library.view(), encoder.count_tokens)
            pipeline = Pipeline(library, encoder, settings, KeywordReader())
            found: dict[str, Any] = json.loads(json.dumps(evaluate(asked, pipeline, parts=parts).to_json()))
            return found

    return made


@pytest.fixture(scope="module")
def sound(ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return ask(tmp_path_factory.mktemp("sound"))


def without_stemming(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.lexicon, "_stemming", lambda language: index.lexicon._plain())
    index.lexicon._analyzers.cache_clear()


def without_date_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.encoding, "embedded_text", lambda article, passage: passage.text)


def one_template(monkeypatch: pytest.MonkeyPatch) -> None:
    table = rag.phrases._table()
    monkeypatch.setitem(table["es"], "not_answered", table["fr"]["not_answered"])


def a_template_that_no_answer_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rag.phrases._table()["ar"], "claimed_many", "{short}")


def threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.answerer, "LEAST", rag.answerer.LEAST + 0.06)


def fusion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.retriever, "RRF_K", 20)


def no_masks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.articles, "boilerplate", lambda *_: ())


def no_fact_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.evidenced, "held_number", lambda *_: ("sentence", 1))


def no_grounding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.pipeline, "grounded", lambda answer: answer)


def no_language_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.lexicon.Lexicon, "_narrowing", lambda *_: ())


def no_arabic_question_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def analysed(text: str, language: str | None = None, context: str = "") -> Question:
        found = analyse(text, language, context)
        return replace(found, kind="other") if found.language == "ar" else found

    monkeypatch.setattr(rag.pipeline, "analyse", analysed)


def less_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.pipeline, "READ", 9)


def missing_names_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.pipeline, "not_held", lambda *_: ())


def one_citation_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rag.answerer, "MOST_CITED", 1)


BREAKS = [
    without_stemming,
    without_date_prefix,
    one_template,
    a_template_that_no_answer_shows,
    threshold,
    fusion,
    no_masks,
    no_fact_check,
    no_grounding,
    no_language_filter,
    no_arabic_question_words,
    less_read,
    missing_names_do_not_count,
    one_citation_less,
]


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.__name__)
def test_what_quietly_breaks_one_room_is_caught(
    broken: Callable[[pytest.MonkeyPatch], None],
    ask: Ask,
    sound: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken(monkeypatch)
    try:
        run = ask(tmp_path)
    finally:
        monkeypatch.undo()
        index.lexicon._analyzers.cache_clear()
    found = compare(sound, run)
    assert gate(found), render(found)


def test_the_same_code_passes_whatever_it_takes(
    ask: Ask, sound: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library made anew elsewhere; an explanation that says more; slower answers."""

    def wordier(answer: Answer) -> Answer:
        answer = grounded(answer)
        return replace(answer, explain={**answer.explain, "more": 1})

    monkeypatch.setattr(rag.pipeline, "grounded", wordier)
    run = ask(tmp_path) | {"code": sound["code"]}  # somebody may be writing while tests run
    assert json.dumps(without_timings(run)) == json.dumps(without_timings(sound))
    found = compare(sound, run)
    assert gate(found) == []
    assert "Nothing moved" in render(found)


def test_the_wording_knows_every_phrase_of_every_language() -> None:
    said = set(wording()["items"])
    for language in ("fr", "en", "es", "ar"):
        assert f"{language}: {rag.phrases.phrase('not_answered', language)}" in said
        assert f"{language}: {rag.phrases.phrase('claimed_many', language, short='7')}" in said
