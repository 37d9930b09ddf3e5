"""The LlamaIndex chat engine: one object is one conversation, its sources are the citations."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.chat_engine.types import BaseChatEngine
from pydantic import SecretStr

from index.errors import UsageError
from index.filters import EVERYTHING, Filters
from rag.answer import Answer
from rag.chat_engine import DossierChatEngine
from rag.llm import LanguageModel, Limits, Prompt, Reply, ScriptedModel
from rag.pipeline import Pipeline
from rag.turns import Turn
from tests.scripted_pipeline import SCRIPT, ScriptedPipeline

QUESTION, FOLLOW_UP = SCRIPT[0].question, "Et alors ?"


@pytest.fixture
def engine() -> DossierChatEngine:
    return DossierChatEngine(ScriptedPipeline())


def test_it_is_a_chat_engine_whose_sources_are_the_citations(engine: DossierChatEngine) -> None:
    assert isinstance(engine, BaseChatEngine)
    response = engine.chat(QUESTION)
    assert str(response) == SCRIPT[0].text
    assert [n.text for n in response.source_nodes] == [c.quote for c in SCRIPT[0].citations]
    cited = response.source_nodes[0].node
    assert (cited.metadata["article"], cited.metadata["start"]) == (
        SCRIPT[0].citations[0].article,
        SCRIPT[0].citations[0].start,
    )
    assert response.sources[0].raw_output.short == "11 mai 2022"
    assert response.metadata and response.metadata["citations"][0]["n"] == 1


def test_the_next_message_follows_the_one_before(engine: DossierChatEngine) -> None:
    engine.chat(QUESTION)
    again = engine.chat(FOLLOW_UP)
    assert again.sources[0].raw_output.understood == QUESTION
    assert [(m.role, m.content) for m in engine.chat_history] == [
        (MessageRole.USER, QUESTION),
        (MessageRole.ASSISTANT, SCRIPT[0].text),
        (MessageRole.USER, FOLLOW_UP),
        (MessageRole.ASSISTANT, SCRIPT[0].text),
    ]


def test_two_objects_are_two_conversations_and_reset_forgets(engine: DossierChatEngine) -> None:
    engine.chat(QUESTION)
    other = DossierChatEngine(ScriptedPipeline())
    assert other.chat(FOLLOW_UP).sources[0].raw_output.refused
    engine.reset()
    assert engine.chat_history == []
    refusal = engine.chat(FOLLOW_UP)
    assert refusal.sources[0].raw_output.refused
    assert refusal.source_nodes == []


def test_a_stream_brings_the_same_answer_in_pieces(engine: DossierChatEngine) -> None:
    response = engine.stream_chat(QUESTION)
    pieces = list(response.response_gen)
    assert len(pieces) > 3
    assert "".join(pieces) == SCRIPT[0].text == str(response)
    assert len(response.source_nodes) == 3
    assert len(engine.chat_history) == 2  # once, though it was streamed


def test_the_async_twins_do_the_same(engine: DossierChatEngine) -> None:
    async def talk() -> tuple[str, str, list[ChatMessage]]:
        first = await engine.achat(QUESTION)
        response = await engine.astream_chat(FOLLOW_UP)
        pieces = [piece async for piece in response.async_response_gen()]
        return str(first), "".join(pieces), engine.chat_history

    first, streamed, history = asyncio.run(talk())
    assert first == streamed == SCRIPT[0].text
    assert len(history) == 4


def test_a_history_that_is_given_takes_the_place_of_its_own(engine: DossierChatEngine) -> None:
    engine.chat("Que dit la loi ?")
    history = [
        ChatMessage(role=MessageRole.USER, content=QUESTION),
        ChatMessage(role=MessageRole.ASSISTANT, content="…"),
    ]
    assert engine.chat(FOLLOW_UP, history).sources[0].raw_output.understood == QUESTION
    assert len(engine.chat_history) == 4
    assert engine.chat(QUESTION, []).sources[0].raw_output.understood == QUESTION
    assert len(engine.chat_history) == 2


def test_a_question_that_fails_leaves_the_conversation_as_it_was() -> None:
    engine = DossierChatEngine(ScriptedPipeline(failures=(("?", UsageError("empty")),)))
    engine.chat(QUESTION)
    for ask in (engine.chat, engine.stream_chat):
        with pytest.raises(UsageError):
            ask("?")
    assert len(engine.chat_history) == 2
    assert not engine.chat(FOLLOW_UP).sources[0].raw_output.refused


@dataclass(frozen=True)
class WritingPipeline(ScriptedPipeline):
    """Gives the reader's answer, and then what a language model makes of it: ``texts``, waiting before the
    ones after ``free`` until ``go`` is set. ``stands``: the reader's answer is the last, and stands."""

    texts: tuple[str, ...] = ()
    free: int = 9
    stands: bool = False
    differ: bool = False
    go: threading.Event = field(default_factory=threading.Event)
    closed: threading.Event = field(default_factory=threading.Event)

    def stream(
        self, question: str, turns: tuple[Turn, ...] = (), filters: Filters = EVERYTHING
    ) -> Generator[tuple[Answer, tuple[Turn, ...]], None, None]:
        reader, after = self.respond(question, turns)
        if not self.differ:
            reader = replace(reader, differ=())
        try:
            yield reader, after
            for n, text in enumerate(self.texts):
                if n >= self.free:
                    self.go.wait(10)
                cited = reader.citations[: min(n + 1, 2)]
                yield replace(reader, text=text, written_by="model", citations=cited), (*turns, after[-1])
            if self.stands:
                yield reader, after
        finally:
            self.closed.set()


FIRST, WHOLE = "Ce fut le 11 mai [1].", "Ce fut le 11 mai [1]. Nul ne le nie [2]."


def test_the_readers_answer_is_there_at_once_and_prose_comes_as_it_passes() -> None:
    pipeline = WritingPipeline(texts=(FIRST, WHOLE, WHOLE), free=1)
    engine = DossierChatEngine(pipeline)
    response = engine.stream_chat(QUESTION)
    assert str(response) == SCRIPT[0].text and len(response.source_nodes) == 3
    assert engine.chat_history[-1].content == SCRIPT[0].text
    pieces = response.response_gen
    told = ""
    while told != FIRST:  # the model is still at its second sentence
        told += next(pieces)
    assert len(response.source_nodes) == 1
    pipeline.go.set()
    told += "".join(pieces)
    assert told == WHOLE == str(response) == response.sources[0].raw_output.text
    assert [n.text for n in response.source_nodes] == [c.quote for c in SCRIPT[0].citations[:2]]
    assert [m.content for m in engine.chat_history] == [QUESTION, WHOLE]


def test_a_stream_brings_the_readers_answer_where_prose_does_not_hold() -> None:
    response = DossierChatEngine(WritingPipeline(stands=True)).stream_chat(QUESTION)
    assert "".join(response.response_gen) == SCRIPT[0].text == str(response)


def test_what_other_articles_say_ends_a_stream_once() -> None:
    texts = ("Le 11 [1] ; un autre dit le 12 [3].", "Le 11 [1]. À Marrakech [2] ; un autre dit le 12 [3].")
    engine = DossierChatEngine(WritingPipeline(texts=(*texts, texts[-1]), differ=True))
    response = engine.stream_chat(QUESTION)
    assert "".join(response.response_gen) == texts[-1] == str(response)


def test_stopping_a_stream_ends_the_models_work_and_keeps_what_was_shown() -> None:
    pipeline = WritingPipeline(texts=(FIRST, WHOLE), free=1)
    engine = DossierChatEngine(pipeline)
    response = engine.stream_chat(QUESTION)
    pieces = response.response_gen
    for _ in FIRST.split():
        next(pieces)
    pieces.close()
    assert pipeline.closed.is_set()
    assert str(response) == FIRST == engine.chat_history[-1].content
    assert not engine.chat(FOLLOW_UP).sources[0].raw_output.refused


def test_another_question_may_be_asked_while_a_stream_is_open() -> None:
    engine = DossierChatEngine(WritingPipeline(texts=(FIRST, WHOLE)))
    pieces = engine.stream_chat(QUESTION).response_gen
    next(pieces)
    engine.chat("Que dit la loi ?")
    list(pieces)
    told = [m.content for m in engine.chat_history]
    assert told == [QUESTION, WHOLE, "Que dit la loi ?", SCRIPT[4].text]
    assert engine.chat(FOLLOW_UP).sources[0].raw_output.understood == "Que dit la loi ?"


def test_an_async_stream_that_is_given_up_is_closed() -> None:
    pipeline = WritingPipeline(texts=(FIRST, WHOLE), free=1)
    engine = DossierChatEngine(pipeline)

    async def talk() -> list[str]:
        response = await engine.astream_chat(QUESTION)
        heard: list[str] = []

        async def hear() -> None:
            async for piece in response.async_response_gen():
                heard.append(piece)

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(hear(), 0.5)
        pipeline.go.set()
        return heard

    assert "".join(asyncio.run(talk())) == FIRST
    assert pipeline.closed.wait(5)
    assert engine.chat_history[-1].content == FIRST


def test_a_real_models_prose_is_streamed_and_stopping_frees_it(pipeline: Pipeline) -> None:
    said = "La réunion s'est tenue à Marrakech le 11 mai 2022. "
    with ScriptedModel(["Oui.", Reply(said + "Puis encore un mot " * 500, between=0.02)]) as server:
        model = LanguageModel(server.url, server.name, SecretStr(""), Limits.within(60))
        list(model.stream(Prompt("", "")))
        engine = DossierChatEngine(
            Pipeline(pipeline.library, pipeline.encoder, pipeline.settings, model=model)
        )
        response = engine.stream_chat(QUESTION)
        assert response.sources[0].raw_output.written_by == "reader"
        pieces: Any = response.response_gen
        told = next(pieces)
        while not told.endswith("."):
            told += next(pieces)
        assert told.startswith(said.strip(" .")) and server.left == 0
        assert response.sources[0].raw_output.written_by == "scripted"
        pieces.close()
        ends = time.monotonic() + 10
        while not server.left and time.monotonic() < ends:
            time.sleep(0.05)
        assert server.left == 1
        assert str(response) == told.strip()


def test_the_rest_of_dossier_does_not_import_it() -> None:
    code = (
        "import sys, rag.chat, rag.pipeline; "
        "print([m for m in sys.modules if 'chat_engine' in m or m.startswith('llama_index')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_conversation_over_the_library(pipeline: Pipeline) -> None:
    engine = DossierChatEngine(pipeline)
    engine.chat("Quand a eu lieu la réunion de Rome ?")
    response = engine.chat("et qui l'a présidée ?")
    answer = response.sources[0].raw_output
    assert answer.understood == "Qui a présidé la réunion de Rome ?"
    assert [n.metadata["article"] for n in response.source_nodes] == [c.article for c in answer.citations]
