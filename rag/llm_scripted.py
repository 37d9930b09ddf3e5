"""A language model that answers from a list: deterministic, and as slow or broken as it is told to be.

It is a real server on the loopback address that speaks the OpenAI streaming protocol, so that everything
between it and an answer is what a real model meets. For tests, and for trying Dossier without a model.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

_TOKEN = re.compile(r"\s*\S+|\s+")


@dataclass(frozen=True)
class Reply:
    """What the model writes, and how. Times are in seconds."""

    text: str = ""
    status: int = 200  # another one than 200 is an error, without a text
    before: float = 0.0  # until the first token
    between: float = 0.0  # from token to token
    tokens: int | None = None  # after so many the connection breaks …
    stall: float = 0.0  # … or nothing more comes for so long, and then it breaks
    malformed: bool = False  # the stream isn't JSON
    raw: str | None = None  # what is sent in place of the stream, as it is
    finish: str = "stop"  # or "length"


Script = Sequence[Reply | str] | Callable[[str], Reply | str]


class ScriptedModel:
    """Answers in order from ``script``, and with its last reply from then on; or what a function makes of the
    prompt. Use it as a context: the server is up inside.

    ``requests`` are the bodies that came in; ``left`` counts those who hung up before the end.
    """

    def __init__(self, script: Script, name: str = "scripted") -> None:
        self.name = name
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.left = 0
        self._script = script
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.model = self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> ScriptedModel:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def reply(self, body: dict[str, Any], key: str | None) -> Reply:
        """The reply to a request, which is kept."""
        with self._lock:
            turn = len(self.requests)
            self.requests.append(body)
            self.keys.append(key)
        if callable(self._script):
            found = self._script(str(body["messages"][-1]["content"]))
        else:
            found = self._script[min(turn, len(self._script) - 1)]
        return Reply(found) if isinstance(found, str) else found

    def wait(self, seconds: float) -> None:
        """Do nothing for so long, or until the server closes."""
        self._closing.wait(seconds)

    def hung_up(self) -> None:
        with self._lock:
            self.left += 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    model: ScriptedModel

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up early does so on purpose: nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        model = self.server.model
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reply = model.reply(body, self.headers.get("Authorization"))
        model.wait(reply.before)
        try:
            if reply.status != 200:
                self._fails(reply.status)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for event in _events(reply, model.name):
                self.wfile.write(event)
                self.wfile.flush()
                model.wait(reply.between)
            if reply.tokens is not None:
                self._stall(reply.stall)
        except OSError:
            model.hung_up()

    def _fails(self, status: int) -> None:
        sent = json.dumps({"error": {"message": "scripted", "type": "scripted"}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def _stall(self, seconds: float) -> None:
        """Say nothing, as comments, which tell whether anybody still listens."""
        for _ in range(int(seconds / 0.05)):
            self.wfile.write(b": still here\n\n")
            self.wfile.flush()
            self.server.model.wait(0.05)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""


def _events(reply: Reply, name: str) -> Iterator[bytes]:
    if reply.raw is not None:
        yield reply.raw.encode()
        return
    tokens = _TOKEN.findall(reply.text)[: reply.tokens]
    for token in tokens:
        yield b"data: {not JSON\n\n" if reply.malformed else _event(name, {"content": token}, None)
    if reply.tokens is None:
        yield _event(name, {}, reply.finish)
        yield b"data: [DONE]\n\n"


def _event(name: str, delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    sent = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": name, "choices": [choice]}
    return f"data: {json.dumps(sent)}\n\n".encode()
