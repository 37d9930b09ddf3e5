"""Hybrid search: the fusion, the filters, and what search refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Encoder
from index.errors import EncoderMismatch
from index.filters import Filters
from index.library import Library
from index.settings import Settings
from index.sync import sync
from rag.pipeline import Pipeline, open_pipeline
from rag.retriever import fuse, search
from tests.hashing_encoder import HashingEncoder

QUESTION = "Quand a eu lieu la réunion de Marrakech ?"


def test_fusion_is_the_sum_of_reciprocal_ranks() -> None:
    fused = fuse({"a": 1, "b": 2}, {"b": 1, "c": 40})
    assert fused == {
        "a": pytest.approx(1 / 61),
        "b": pytest.approx(1 / 62 + 1 / 61),
        "c": pytest.approx(1 / 100),
    }
    assert fuse({}, {"a": 3}) == {"a": pytest.approx(1 / 63)}
    assert fuse({}, {}) == fuse() == {}


def test_both_searches_count_and_the_best_come_first(pipeline: Pipeline) -> None:
    view = pipeline.library.view()
    found = search(view, pipeline.encoder, QUESTION, 100)
    by_vector = [id for id, _ in view.by_vector(pipeline.encoder.encode_query(QUESTION), 100)]
    by_words = [id for id, _ in view.by_words(QUESTION, 100)]
    assert len(found) == len({*by_vector, *by_words}) > 50
    for p in found:
        assert p.vector_rank == (by_vector.index(p.id) + 1 if p.id in by_vector else None)
        assert p.word_rank == (by_words.index(p.id) + 1 if p.id in by_words else None)
        ranks = [rank for rank in (p.vector_rank, p.word_rank) if rank is not None]
        assert p.score == pytest.approx(sum(1 / (60 + rank) for rank in ranks))
        assert (p.cosine is None) == (p.vector_rank is None)
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    assert len({p.id for p in found}) == len(found)


def test_a_passage_stands_where_it_says(pipeline: Pipeline) -> None:
    view = pipeline.library.view()
    for p in search(view, pipeline.encoder, QUESTION):
        assert view.article(p.article).text[p.start : p.end] == p.text
        assert p.id == f"{p.article}#{p.start}-{p.end}"


def test_the_same_question_finds_the_same_in_the_same_order(pipeline: Pipeline) -> None:
    view = pipeline.library.view()
    assert search(view, pipeline.encoder, QUESTION) == search(view, pipeline.encoder, QUESTION)
    few = search(view, pipeline.encoder, QUESTION, 3)
    assert few == search(view, pipeline.encoder, QUESTION, 10)[:3]
    assert search(view, pipeline.encoder, QUESTION, 0) == []


@pytest.mark.parametrize(
    "filters",
    [
        Filters(since=date(2021, 1, 1), until=date(2021, 12, 31)),
        Filters(articles=("2021-06-rome.txt",)),
        Filters(languages=("en",)),
        Filters(sources=("corpus",), since=date(2022, 1, 1)),
    ],
)
def test_filters_are_hard(pipeline: Pipeline, filters: Filters) -> None:
    view = pipeline.library.view()
    passing = {row.id for row in view.articles(filters)}
    found = {p.article for p in search(view, pipeline.encoder, QUESTION, 50, filters)}
    assert found == passing  # few enough articles for all of them to be found
    if filters.since:
        assert all(view.article(id).published for id in found)


@pytest.mark.parametrize(
    "filters",
    [Filters(articles=("nowhere.txt",)), Filters(languages=("xx",)), Filters(since=date(2050, 1, 1))],
)
def test_a_filter_that_nothing_passes_finds_nothing(pipeline: Pipeline, filters: Filters) -> None:
    assert search(pipeline.library.view(), pipeline.encoder, QUESTION, 10, filters) == []


@dataclass(frozen=True)
class Other:
    """The same vectors under another name."""

    encoder: Encoder
    fingerprint: str = "another/model"

    def encode_query(self, text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return self.encoder.encode_query(text)


def test_another_encoder_is_refused_in_a_sentence_that_helps(pipeline: Pipeline) -> None:
    with pytest.raises(EncoderMismatch) as caught:
        search(pipeline.library.view(), Other(pipeline.encoder), QUESTION)  # type: ignore[arg-type]
    said = str(caught.value)
    assert pipeline.encoder.fingerprint in said
    assert "another/model" in said
    assert "DOSSIER_ENCODER" in said
    assert "--library" in said


def test_a_library_of_another_encoder_is_refused_before_one_is_loaded(tmp_path: Path) -> None:
    encoder = HashingEncoder()
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("Une note\n\nLe ministre est arrivé à Paris.", encoding="utf-8")
    settings = Settings(library=tmp_path / "library")
    sync(
        settings.library,
        [articles],
        settings=settings,
        encoder=lambda: encoder,
        fingerprint=encoder.fingerprint,
    )
    with pytest.raises(EncoderMismatch, match="hashing.*set DOSSIER_ENCODER back"):
        open_pipeline(settings)


def test_an_empty_library_finds_nothing_and_refuses(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "articles").mkdir()
    settings = Settings(library=tmp_path / "library")
    report = sync(settings.library, [tmp_path / "articles"], settings=settings, encoder=lambda: encoder)
    assert report.passages == 0
    with Library.open(settings.library) as library:
        assert search(library.view(), encoder, QUESTION) == []
        answer = Pipeline(library, encoder, settings).ask(QUESTION)
    assert (answer.refused, answer.reason, answer.nearest) == (True, "nothing_found", ())
