"""A LlamaIndex chat engine, for programs that use LlamaIndex. One object is one conversation.

The rest of Dossier doesn't import this module, nor LlamaIndex when it answers.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import aclosing, closing
from dataclasses import dataclass
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
    def stream(self, question: str, turns: Any, /) -> Generator[tuple[Answer, Any], None, None]: ...


class DossierChatEngine(BaseChatEngine):
    """Dossier's conversation. ``source_nodes`` are the citations in the order of their marks, from [1].

    ``sources[0].raw_output`` is the whole ``Answer``; ``metadata`` of a response that isn't streamed is that
    as the contract's JSON object. A refusal has no source nodes. Messages are answered one after another,
    even where they come from several threads.

    What was streamed can't be taken back, and a language model's prose takes the place of the reader's
    answer. So a stream has the reader's answer at hand at once, in ``response``, ``sources`` and
    ``source_nodes``; its generator brings the prose, each sentence when it has passed its checks, or the
    reader's answer where there is no model or its prose doesn't hold. At its end ``response`` is what was
    streamed, and ``sources`` and ``source_nodes`` are of that. Closing the generator ends the model's work.
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
        """As ``chat``, with its text from ``response_gen`` as it comes; see the class."""
        exchange = self._begun(message, chat_history)
        return exchange.response(chat_stream=self._pieces(exchange))

    async def achat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        return await asyncio.to_thread(self.chat, message, chat_history)

    async def astream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """As ``stream_chat``, from ``async_response_gen``."""
        exchange = await asyncio.to_thread(self._begun, message, chat_history)
        return exchange.response(achat_stream=_in_threads(exchange, self._pieces(exchange)))

    def _respond(
        self, message: str, chat_history: Sequence[ChatMessage] | None
    ) -> tuple[Answer, list[NodeWithScore]]:
        with self._lock:
            turns, history = self._before(chat_history)
            answer, self._turns = self._pipeline.respond(message, turns)
            self._history = [*history, _asked(message), _answered(answer)]
        return answer, self._nodes(answer.citations)

    def _begun(self, message: str, chat_history: Sequence[ChatMessage] | None) -> _Exchange:
        """The message with the reader's answer, which is kept, so that a stream that nobody reads is one."""
        with self._lock:
            turns, history = self._before(chat_history)
            answers = self._pipeline.stream(message, turns)
            answer, self._turns = next(answers)
            said = _answered(answer)
            self._history = [*history, _asked(message), said]
            sources, nodes = [_output(message, answer)], self._nodes(answer.citations)
            return _Exchange(message, answers, answer, self._turns, said, sources, nodes)

    def _pieces(self, exchange: _Exchange) -> ChatResponseGen:
        """The words of what may be told, as soon as it may."""
        sent, answer, before = "", exchange.answer, ""
        with closing(exchange.answers):
            for answer, turns in exchange.answers:
                self._keep(exchange, answer, turns)
                if answer.written_by != exchange.answer.written_by:
                    # What other articles say stands at the end of a text that still grows.
                    sure = os.path.commonprefix([before, answer.text]) if answer.differ else answer.text
                    if sure.startswith(sent):
                        yield from _words(sent, sure)
                        sent = sure
                before = answer.text
        whole = answer.text if answer.text.startswith(sent) else f"{sent}\n\n{answer.text}"
        yield from _words(sent, whole)

    def _keep(self, exchange: _Exchange, answer: Answer, turns: Any) -> None:
        """A better answer takes the place of the one before it, in the conversation as well."""
        if exchange.over:
            return
        said, exchange.said = exchange.said, _answered(answer)
        with self._lock:
            self._history = [exchange.said if one is said else one for one in self._history]
            if self._turns is exchange.turns:  # nothing was asked since
                self._turns = turns
        exchange.turns = turns
        exchange.sources[:] = [_output(exchange.message, answer)]
        exchange.nodes[:] = self._nodes(answer.citations)

    def _before(self, given: Sequence[ChatMessage] | None) -> tuple[tuple[Any, ...], list[ChatMessage]]:
        """The conversation that a message goes on with: the one that is ``given``, or its own."""
        if given is not None and _said(given) != _said(self._history):
            return self._replayed(given), list(given)
        return self._turns, self._history

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


def _asked(message: str) -> ChatMessage:
    return ChatMessage(role=MessageRole.USER, content=message)


def _answered(answer: Answer) -> ChatMessage:
    return ChatMessage(role=MessageRole.ASSISTANT, content=answer.text)


class _Streamed(StreamingAgentChatResponse):
    """LlamaIndex's, whose generators end what they read from when they are closed.

    The conversation is kept by the engine, so that no thread has to write it.
    """

    @property
    def response_gen(self) -> Generator[str, None, None]:
        with closing(super().response_gen) as pieces:
            try:
                yield from pieces
            finally:
                self.response = self.unformatted_response.strip() or self.response
                if self.chat_stream is not None:
                    self.chat_stream.close()

    async def async_response_gen(self) -> AsyncGenerator[str, None]:
        async with aclosing(super().async_response_gen()) as pieces:
            try:
                async for piece in pieces:
                    yield piece
            finally:
                self.response = self.unformatted_response.strip() or self.response
                if self.achat_stream is not None:
                    await self.achat_stream.aclose()


@dataclass
class _Exchange:
    """A message that is being answered. ``answer`` is the reader's; ``turns`` and ``said`` are what is kept
    of it so far; ``sources`` and ``nodes`` are the lists that its response holds."""

    message: str
    answers: Generator[tuple[Answer, Any], None, None]
    answer: Answer
    turns: Any
    said: ChatMessage
    sources: list[ToolOutput]
    nodes: list[NodeWithScore]
    over: bool = False  # nobody waits for more

    def response(self, **streams: Any) -> StreamingAgentChatResponse:
        return _Streamed(
            response=self.answer.text,
            sources=self.sources,
            source_nodes=self.nodes,
            is_writing_to_memory=False,
            **streams,
        )


def _words(sent: str, text: str) -> ChatResponseGen:
    """What ``text`` adds to what was sent, word by word."""
    for piece in re.findall(r"\S+\s*|\s+", text[len(sent) :]):
        sent += piece
        yield ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=sent), delta=piece)


async def _in_threads(exchange: _Exchange, items: ChatResponseGen) -> ChatResponseAsyncGen:
    """The items, each waited for in another thread. Whoever stops waiting ends what they come from, at the
    latest when the step under way is done."""
    steps = _Steps(items)
    try:
        while (item := await asyncio.to_thread(steps.next)) is not None:
            yield item
    finally:
        exchange.over = True
        steps.close()


class _Steps:
    """A generator that may be closed by one thread while another waits for its next item."""

    def __init__(self, items: ChatResponseGen) -> None:
        self._items = items
        self._lock = Lock()
        self._over = False

    def next(self) -> ChatResponse | None:
        with self._lock:
            item = None if self._over else next(self._items, None)
        if self._over:
            self.close()
        return item

    def close(self) -> None:
        self._over = True
        if self._lock.acquire(blocking=False):
            try:
                self._items.close()
            finally:
                self._lock.release()
