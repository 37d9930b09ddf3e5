"""A language model behind an OpenAI-compatible endpoint: the one path to all of them, through LlamaIndex.

Nothing here trusts it. Its words come piece by piece, within time limits; when it is down, silent, slow or
makes no sense, that is one exception with a short reason. A request lives in a thread with an event loop of
its own, so that it can be ended at any moment: the connection closes, and the server stops writing.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from pydantic import SecretStr

from index.errors import UsageError
from index.settings import Settings
from rag.llm_scripted import Reply, ScriptedModel

__all__ = [
    "Failure",
    "LanguageModel",
    "Limits",
    "Model",
    "ModelFailed",
    "Prompt",
    "Reply",
    "ScriptedModel",
    "language_model",
]

Failure = Literal["unreachable", "refused", "silent", "slow", "malformed", "cut"]

_AGAIN = frozenset((500, 502, 503, 504))  # a second try may find the server well
_PAUSE = 0.3  # s before it
_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
_LONGEST = 400  # tokens that are asked for at most


class ModelFailed(Exception):
    """The model's answer didn't come, or not to its end. The text is for ``--explain``: never what the server
    sent, which may repeat a key."""

    def __init__(self, failure: Failure, detail: str) -> None:
        super().__init__(detail)
        self.failure = failure


@dataclass(frozen=True)
class Prompt:
    """``rules`` are the same for every question of a task and language; ``data`` is the question's own."""

    rules: str
    data: str


@dataclass(frozen=True)
class Limits:
    """Seconds to the connection, to the first words, between words, and in all."""

    connect: float
    first: float
    between: float
    total: float

    @classmethod
    def within(cls, total: float) -> Limits:
        """Limits that leave a model on two cores the time to read, and end after ``total`` seconds."""
        return cls(min(5.0, total), 0.7 * total, min(20.0, 0.4 * total), total)


class Model(Protocol):
    """What writes. ``name`` is what an answer says that it was written by."""

    @property
    def name(self) -> str: ...

    def stream(self, prompt: Prompt) -> Generator[str, None, None]:
        """The pieces of the text as they come; closing the iterator ends the request.

        Raises ModelFailed, also where the text broke off.
        """
        ...


@dataclass(frozen=True)
class LanguageModel:
    """A model that is asked over HTTP. ``served``: what must live as long as this does."""

    url: str
    name: str
    key: SecretStr
    limits: Limits
    served: Any = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).hostname:
            raise UsageError("DOSSIER_LLM_URL is no address: give one like http://127.0.0.1:11434/v1.")

    def prepare(self) -> None:
        """Import what the first request needs: it takes a second or two."""
        import openai
        from llama_index.llms.openai_like import OpenAILike  # noqa: F401

        _ = openai.AsyncOpenAI(api_key="none", base_url=self.url).chat.completions  # it imports when touched

    def stream(self, prompt: Prompt) -> Generator[str, None, None]:
        """See ``Model``."""
        request = _Request(self, prompt)
        try:
            yield from request.pieces()
        finally:
            request.end()


class _Ended:
    """What stands in the queue after the last piece; ``failed``: why it is the last."""

    def __init__(self, failed: ModelFailed | None) -> None:
        self.failed = failed


class _Request:
    """One request in its thread. ``pieces`` is read by the thread that asked."""

    def __init__(self, model: LanguageModel, prompt: Prompt) -> None:
        self._model = model
        self._prompt = prompt
        self._queue: queue.SimpleQueue[str | _Ended] = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._over = False
        self._lock = threading.Lock()
        threading.Thread(target=self._work, name="language model", daemon=True).start()

    def pieces(self) -> Iterator[str]:
        limits, began = self._model.limits, monotonic()
        wait = limits.first
        while True:
            left = began + limits.total - monotonic()
            try:
                got = self._queue.get(timeout=max(0.0, min(wait, left)))
            except queue.Empty:
                if left <= wait:
                    raise ModelFailed("slow", f"it was not done after {limits.total:g} s") from None
                raise ModelFailed("silent", f"nothing came for {wait:g} s") from None
            if isinstance(got, _Ended):
                if got.failed:
                    raise got.failed
                return
            wait = limits.between
            yield got

    def end(self) -> None:
        """End the request now, wherever it is."""
        with self._lock:
            if self._task is not None and not self._over:
                self._loop.call_soon_threadsafe(self._task.cancel)
            self._over = True

    def _work(self) -> None:
        failed: ModelFailed | None = ModelFailed("malformed", "the request could not be made")
        try:
            failed = self._loop.run_until_complete(self._guarded())
        finally:
            with self._lock:
                self._over = True
            self._queue.put(_Ended(failed))
            self._loop.close()

    async def _guarded(self) -> ModelFailed | None:
        import httpx
        import openai

        task = asyncio.ensure_future(self._twice())
        with self._lock:
            if self._over:
                task.cancel()
            self._task = task
        try:
            await task
        except asyncio.CancelledError:
            return ModelFailed("cut", "it was stopped")
        except ModelFailed as failed:
            return failed
        except openai.APIStatusError as error:
            return ModelFailed("refused", f"its server answered {error.status_code}")
        except openai.APITimeoutError:
            return ModelFailed("unreachable", "the connection took too long")
        except (openai.APIConnectionError, ConnectionError):
            return ModelFailed("unreachable", "no connection could be made")
        except (httpx.HTTPError, openai.APIError) as error:
            return ModelFailed("cut", f"its answer broke off ({type(error).__name__})")
        except (ValueError, TypeError, AttributeError, LookupError) as error:
            return ModelFailed("malformed", f"its answer could not be read ({type(error).__name__})")
        return None

    async def _twice(self) -> None:
        """The request, and once more where the server was down for a moment and nothing had come."""
        import openai

        for last in (False, True):
            heard = False
            try:
                async for piece in self._asked():
                    heard = True
                    self._queue.put(piece)
                return
            except openai.APIStatusError as error:
                if last or heard or error.status_code not in _AGAIN:
                    raise
            except openai.APIConnectionError as error:
                if last or heard or isinstance(error, openai.APITimeoutError):
                    raise
            await asyncio.sleep(_PAUSE)

    async def _asked(self) -> AsyncIterator[str]:
        import httpx
        from llama_index.core.base.llms.types import ChatMessage, MessageRole
        from llama_index.llms.openai_like import OpenAILike

        model = self._model

        async def impatient(request: httpx.Request) -> None:
            request.extensions["timeout"]["connect"] = model.limits.connect

        near = urlsplit(model.url).hostname in _LOOPBACK  # no proxy stands between a machine and itself
        async with httpx.AsyncClient(trust_env=not near, event_hooks={"request": [impatient]}) as http:
            llm = OpenAILike(
                model=model.name,
                api_base=model.url.rstrip("/"),
                api_key=model.key.get_secret_value() or "none",
                is_chat_model=True,
                temperature=0.0,
                max_tokens=_LONGEST,
                max_retries=0,
                timeout=model.limits.total,
                async_http_client=http,  # type: ignore[call-arg]  # it is not among the fields
            )
            said = [
                ChatMessage(role=MessageRole.SYSTEM, content=self._prompt.rules),
                ChatMessage(role=MessageRole.USER, content=self._prompt.data),
            ]
            finish: str | None = None
            async for response in await llm.astream_chat(said):
                if response.delta:
                    yield response.delta
                choices = getattr(response.raw, "choices", None) or [None]
                finish = getattr(choices[0], "finish_reason", None) or finish
        if finish is None:
            raise ModelFailed("cut", "its answer broke off")
        if finish == "length":
            raise ModelFailed("cut", "it wrote more than was asked for")


def language_model(settings: Settings, say: Callable[[str], None] = lambda _: None) -> LanguageModel | None:
    """The model that ``settings`` name; None where they name none. A local one is served from here on.

    Raises UsageError for settings that don't go together, ModelError where a local model can't be served.
    """
    limits = Limits.within(settings.llm_seconds)
    if settings.llm and settings.llm_url:
        raise UsageError("DOSSIER_LLM and DOSSIER_LLM_URL are both set: leave one out.")
    if settings.llm:
        from rag.local_model import serve

        return serve(settings.llm, settings.cache, limits, say)
    if not settings.llm_url:
        return None
    if not settings.llm_model:
        raise UsageError("DOSSIER_LLM_URL is set without DOSSIER_LLM_MODEL: name the model to ask for.")
    model = LanguageModel(settings.llm_url, settings.llm_model, settings.llm_key, limits)
    threading.Thread(target=model.prepare, name="language model", daemon=True).start()
    return model
