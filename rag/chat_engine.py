"""A LlamaIndex chat engine, for programs that use LlamaIndex. One object is one conversation.

The rest of Dossier doesn't import this module, nor LlamaIndex when it answers.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from threading import Lock
from typing import Any, Protocol

from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseAsyncGen,
    ChatResponseGen,
    MessageRole,
)
from llama_index.core.chat_engine.types import (
    AgentChatResponse,
    BaseChatEngine,
    StreamingAgentChatResponse,
)
from llama_index.core.schema import NodeWithScore
from llama_index.core.tools import ToolOutput

from index.articles import Article
from rag.answer import Answer, Citation
from rag.llamaindex import cited_node

_SOURCE = "dossier"


class _View(Protocol):
    def article(self, id: str, /) -> Article: ...


class _Library(Protocol):
    def view(self) -> _View: ...


class Conversing(Protocol):
    """What answers: ``rag.pipeline.Pipeline``, or anything else that keeps a conversation as it does."""

    @property
    def library(self) -> _Library: ...
    def respond(self, question: str, turns: Any, /) -> tuple[Answer, Any]: ...


class DossierChatEngine(BaseChatEngine):
    """Dossier's conversation. ``source_nodes`` are the citations in the order of their marks, from [1].

    ``sources[0].raw_output`` is the whole ``Answer``; ``metadata`` of a response that isn't streamed is that
    as the contract's JSON object. A refusal has no source nodes. Messages are answered one after another,
    even where they come from several threads. An answer is checked before it is shown, so that a stream
    brings the words of one that is already there.
    """

    def __init__(self, pipeline: Conversing) -> None:
        self._pipeline = pipeline
        self._turns: tuple[Any, ...] = ()
        self._history: list[ChatMessage] = []
        self._lock = Lock()

    def reset(self) -> None:
        """Forget the conversation."""
        with self._lock:
            self._turns = ()
            self._history = []

    @property
    def chat_history(self) -> list[ChatMessage]:
        return list(self._history)

    def chat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        """The answer. ``chat_history``: the conversation to go on with, instead of this object's own.

        Raises UsageError for an empty or endless question, which leaves the conversation as it was.
        """
        answer, nodes = self._respond(message, chat_history)
        return AgentChatResponse(
            response=answer.text,
            sources=[_output(message, answer)],
            source_nodes=nodes,
            metadata=answer.to_json(),
        )

    def stream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """As ``chat``, its text word by word from ``response_gen``."""
        answer, nodes = self._respond(message, chat_history)
        return _streaming(message, answer, nodes)

    async def achat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        return await asyncio.to_thread(self.chat, message, chat_history)

    async def astream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """As ``stream_chat``, from ``async_response_gen``."""
        answer, nodes = await asyncio.to_thread(self._respond, message, chat_history)
        return _streaming(message, answer, nodes)

    def _respond(
        self, message: str, chat_history: Sequence[ChatMessage] | None
    ) -> tuple[Answer, list[NodeWithScore]]:
        with self._lock:
            turns, history = self._turns, self._history
            if chat_history is not None and _said(chat_history) != _said(history):
                turns, history = self._replayed(chat_history), list(chat_history)
            answer, turns = self._pipeline.respond(message, turns)
            self._turns = turns
            self._history = [
                *history,
                ChatMessage(role=MessageRole.USER, content=message),
                ChatMessage(role=MessageRole.ASSISTANT, content=answer.text),
            ]
        return answer, self._nodes(answer.citations)

    def _replayed(self, history: Sequence[ChatMessage]) -> tuple[Any, ...]:
        """The turns of a conversation held elsewhere: its questions, asked again."""
        turns: tuple[Any, ...] = ()
        for message in history:
            if message.role == MessageRole.USER and message.content:
                _, turns = self._pipeline.respond(message.content, turns)
        return turns

    def _nodes(self, citations: Sequence[Citation]) -> list[NodeWithScore]:
        view = self._pipeline.library.view()
        return [NodeWithScore(node=cited_node(c, view.article(c.article))) for c in citations]


def _said(history: Sequence[ChatMessage]) -> list[tuple[str, str | None]]:
    return [(message.role.value, message.content) for message in history]


def _output(message: str, answer: Answer) -> ToolOutput:
    return ToolOutput(_SOURCE, answer.text, raw_input={"question": message}, raw_output=answer)


def _streaming(message: str, answer: Answer, nodes: list[NodeWithScore]) -> StreamingAgentChatResponse:
    """The answer as a stream; it is in the history already, so the stream need not write it there."""
    return StreamingAgentChatResponse(
        response=answer.text,
        sources=[_output(message, answer)],
        source_nodes=nodes,
        chat_stream=_stream(answer.text),
        achat_stream=_astream(answer.text),
        is_writing_to_memory=False,
    )


def _stream(text: str) -> ChatResponseGen:
    so_far = ""
    for piece in re.findall(r"\S+\s*|\s+", text):
        so_far += piece
        yield ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=so_far), delta=piece)


async def _astream(text: str) -> ChatResponseAsyncGen:
    for response in _stream(text):
        yield response
