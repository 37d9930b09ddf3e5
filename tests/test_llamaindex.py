"""LlamaIndex programs on top of the library: a retriever, a query engine, documents."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from typing import Any

import pytest
from llama_index.core.base.response.schema import Response
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.query_engine import RetrieverQueryEngine

from index.filters import Filters
from rag.llamaindex import DossierQueryEngine, DossierRetriever, documents
from rag.pipeline import Pipeline

QUESTION = "Quand a eu lieu la réunion de Marrakech ?"


@pytest.fixture
def retriever(pipeline: Pipeline) -> DossierRetriever:
    return DossierRetriever(pipeline.library, pipeline.encoder, k=5)


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any call out of the process fails."""

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            raise AssertionError(f"{address} was called")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: pytest.fail(f"{host} was looked up"))


def test_nodes_are_the_passages_that_search_finds(pipeline: Pipeline, retriever: DossierRetriever) -> None:
    nodes = retriever.retrieve(QUESTION)
    found = pipeline.search(QUESTION, 5)
    assert [(n.node_id, n.score) for n in nodes] == [(p.id, p.score) for p in found]
    assert len(nodes) == 5


def test_a_node_says_where_it_stands(pipeline: Pipeline, retriever: DossierRetriever) -> None:
    view = pipeline.library.view()
    for node in retriever.retrieve(QUESTION):
        about = node.metadata
        article = view.article(about["article"])
        assert article.text[about["start"] : about["end"]] == node.text
        assert node.node.ref_doc_id == article.id
        assert (about["title"], about["published"]) == (article.title, article.published)
        assert about["language"] in ("fr", "en", "es", "ar")
        assert "start:" not in node.node.get_content("llm")  # type: ignore[arg-type]


def test_filters_are_hard(pipeline: Pipeline) -> None:
    only = Filters(articles=("2021-06-rome.txt",))
    nodes = DossierRetriever(pipeline.library, pipeline.encoder, filters=only).retrieve(QUESTION)
    assert {n.metadata["article"] for n in nodes} == {"2021-06-rome.txt"}


def test_a_view_can_be_searched_too(pipeline: Pipeline, retriever: DossierRetriever) -> None:
    by_view = DossierRetriever(pipeline.library.view(), pipeline.encoder, k=5)
    assert by_view.retrieve(QUESTION) == retriever.retrieve(QUESTION)


def test_async_gives_the_same_and_leaves_the_loop_free(
    pipeline: Pipeline, retriever: DossierRetriever
) -> None:
    threads = []

    class Watched(DossierRetriever):
        def _retrieve(self, query_bundle: Any) -> Any:
            threads.append(threading.current_thread())
            return super()._retrieve(query_bundle)

    watched = Watched(pipeline.library, pipeline.encoder, k=5)
    assert asyncio.run(watched.aretrieve(QUESTION)) == retriever.retrieve(QUESTION)
    assert threads and threads[0] is not threading.main_thread()


@pytest.mark.parametrize("way", ["sync", "async"])
def test_a_query_engine_of_llama_index_runs_on_top(
    way: str, retriever: DossierRetriever, offline: None
) -> None:
    engine = RetrieverQueryEngine.from_args(retriever, llm=MockLLM())
    response = engine.query(QUESTION) if way == "sync" else asyncio.run(engine.aquery(QUESTION))
    assert "11 mai 2022" in str(response)  # the mock answers with its prompt: the passages reached it
    assert [n.node_id for n in response.source_nodes] == [n.node_id for n in retriever.retrieve(QUESTION)]


@pytest.mark.parametrize("way", ["sync", "async"])
def test_answers_of_dossier_as_a_query_engine(way: str, pipeline: Pipeline, offline: None) -> None:
    engine = DossierQueryEngine(pipeline=pipeline)
    response = engine.query(QUESTION) if way == "sync" else asyncio.run(engine.aquery(QUESTION))
    assert isinstance(response, Response)
    answer = pipeline.ask(QUESTION)
    assert str(response) == answer.text
    assert [n.text for n in response.source_nodes] == [c.quote for c in answer.citations]
    marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", str(response))}
    assert marks == set(range(1, len(response.source_nodes) + 1))
    assert response.metadata and response.metadata["short"] == answer.short
    for node in response.source_nodes:
        about = node.metadata
        text = pipeline.library.view().article(about["article"]).text
        assert text[about["start"] : about["end"]] == node.text


def test_a_refusal_has_no_source_nodes(pipeline: Pipeline) -> None:
    response = DossierQueryEngine(pipeline=pipeline).query("Combien pèse un éléphant de mer adulte ?")
    assert isinstance(response, Response)
    assert response.metadata and response.metadata["refused"]
    assert response.source_nodes == []


def test_articles_are_documents_for_other_pipelines(pipeline: Pipeline) -> None:
    view = pipeline.library.view()
    given = list(documents(view))
    assert [d.doc_id for d in given] == [row.id for row in view.articles()]
    assert all(d.text == view.article(d.doc_id).text for d in given)
    [rome] = documents(view, Filters(articles=("2021-06-rome.txt",)))
    assert rome.metadata["published"] == "2021-06-28"
    nodes = SentenceSplitter(chunk_size=128, chunk_overlap=0).get_nodes_from_documents([rome])
    assert len(nodes) > 1
    assert {n.ref_doc_id for n in nodes} == {"2021-06-rome.txt"}
