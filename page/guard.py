"""What the page's server answers to, and what its pages may reach: the server itself, and nothing else."""

from __future__ import annotations

import base64
import binascii
import ipaddress
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from page import sign_in
from page.access import Access, is_loopback
from page.texts import preferred

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENDPOINTS = ("ask", "search", "articles", "timeline")  # what programs may call by name

# Gradio's own scripts need inline scripts and eval; what matters is that nothing leaves the host.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'",
        "base-uri 'self'",
    )
)


_API = "/gradio_api/"
_MCP = f"{_API}mcp"
# Of what Gradio serves below /gradio_api/, what a page or a program needs. The rest is for developers.
_NEEDED = (
    "app_id",
    "cancel",
    "component_server",
    "file=",
    "heartbeat/",
    "info",
    "login_check",
    "queue/data",
    "queue/join",
    "reset",
    "startup-events",
    "theme.css",
    "upload",
    "upload_progress",
    "user",
)
_BY_NAME = ("call/v2/", "call/", "run/", "api/")  # … an endpoint
_ROOM = 2_000_000_000  # bytes of uploads that wait to be taken up, or were and aren't cleared yet
_OUTSIDE = ("/monitoring", "/pwa_icon", "/svelte/", "/custom_component/")


class Guard:
    """ASGI middleware: a policy on every reply, and no reply to what nobody here has reason to ask.

    The name that a request is made under is checked because a page elsewhere can have its own name resolve
    to 127.0.0.1, and would then read this one as if it were its own (DNS rebinding); its origin, so that no
    page elsewhere can act with a visitor's signing-in.
    """

    def __init__(self, app: ASGIApp, access: Access, files: Path) -> None:
        """``files``: the folder of what visitors upload and download, the only one that is served."""
        self.app = app
        self._access = access
        self._files = files.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            if scope["type"] == "http":
                status, sentence, headers = refusal
                await send({"type": "http.response.start", "status": status, "headers": headers})
                await send({"type": "http.response.body", "body": sentence.encode() + b"\n"})
            return

        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", ()),
                    (b"content-security-policy", POLICY.encode("ascii")),
                    (b"referrer-policy", b"no-referrer"),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        if self._must_sign_in(scope):
            accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
            form = sign_in.view(preferred(accepted)).encode()
            kind = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store")]
            await with_policy({"type": "http.response.start", "status": 200, "headers": kind})
            await with_policy({"type": "http.response.body", "body": form})
            return
        await self.app(scope, receive, with_policy)

    def _must_sign_in(self, scope: Scope) -> bool:
        """Whether the page itself is asked for, by somebody who must sign in first."""
        if not self._access.signs_in or scope["type"] != "http" or scope["path"].rstrip("/"):
            return False
        return not sign_in.signed_in(scope["app"], dict(scope["headers"]).get(b"cookie", b""))

    def _refusal(self, scope: Scope) -> tuple[int, str, list[tuple[bytes, bytes]]] | None:
        headers = dict(scope["headers"])
        if not self._is_ours(headers.get(b"host", b"").decode("latin-1")):
            return 421, "This page is not served under that name.", []
        origin = headers.get(b"origin")
        if origin is not None and not self._is_ours(urlsplit(origin.decode("latin-1")).netloc):
            return 403, "This page answers to its own pages only.", []
        path = scope["path"]
        if path.startswith(_OUTSIDE) or not self._is_needed(path):
            return 404, "There is nothing here.", []
        if path.rstrip("/") == f"{_API}upload" and not self._has_room(headers.get(b"content-length", b"")):
            return 413, "There is no room for so much: hand over fewer files.", []
        if path.startswith(_MCP) and not self._may_use_tools(headers.get(b"authorization", b"")):
            return 401, "Sign in with a user and a password.", [(b"www-authenticate", b"Basic realm=dossier")]
        return None

    def _is_ours(self, netloc: str) -> bool:
        """Whether a Host header (``localhost:7860``, ``[::1]:7860``) or an origin names this server."""
        try:
            name = (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if is_loopback(name) or name in self._access.names:
            return True
        return self._access.beyond and _is_address(name)  # nobody can have an address resolve elsewhere

    def _is_needed(self, path: str) -> bool:
        if not path.startswith(_API):
            return True
        asked = path.removeprefix(_API).rstrip("/")
        if asked.startswith("file="):
            return self._is_a_file_of_ours(asked.removeprefix("file="))
        for by_name in _BY_NAME:
            if asked.startswith(by_name):
                name = asked.removeprefix(by_name).split("/")[0]
                return name in ENDPOINTS or asked == "run/predict"  # which names its event by number
        if self._access.tools and (asked == "mcp" or asked.startswith("mcp/")):
            return True
        return any(asked == one.rstrip("/") or (one[-1] == "/" and asked.startswith(one)) for one in _NEEDED)

    def _is_a_file_of_ours(self, name: str) -> bool:
        try:
            path = Path(name).resolve()
        except (OSError, ValueError):
            return False
        return Path(name).is_absolute() and self._files in path.parents

    def _has_room(self, length: bytes) -> bool:
        """Whether a body of so many bytes may be stored; one of unknown length may not."""
        if not length.isdigit():
            return False
        held = 0
        for path in self._files.rglob("*"):
            with suppress(FileNotFoundError):  # just cleared
                held += path.stat().st_size
        return held + int(length) <= _ROOM

    def _may_use_tools(self, authorization: bytes) -> bool:
        """Programs that speak MCP have no page to sign in on: they send the same user and password."""
        if not self._access.signs_in:
            return True
        kind, _, encoded = authorization.partition(b" ")
        try:
            user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        return kind.lower() == b"basic" and self._access.knows(user, password)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
