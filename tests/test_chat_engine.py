"""The LlamaIndex chat engine: one object is one conversation, its sources are the citations."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.chat_engine.types import BaseChatEngine

from index.errors import UsageError
from rag.chat_engine import DossierChatEngine
from rag.pipeline import Pipeline
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
