"""What the page's server answers to, and what its pages may reach: this machine, and nothing else."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


def loopback(host: str) -> str:
    """``host`` where it is this machine's loopback address; a UsageError says why others are refused."""
    if host == "localhost":
        return host
    try:
        if ipaddress.ip_address(host).is_loopback:
            return host
    except ValueError:
        pass
    raise UsageError(
        f"the page can't be served on {host}: it has no access control yet, so whoever reaches the address "
        "could read every article; use 127.0.0.1."
    )


class Guard:
    """ASGI middleware: a policy on every reply, and no reply to a request made under another name.

    The name is checked because a page elsewhere can have its own name resolve to 127.0.0.1, and would
    then read this one as if it were its own (DNS rebinding).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if not _is_local(headers.get(b"host", b"").decode("latin-1")):
            if scope["type"] == "http":
                await send({"type": "http.response.start", "status": 421, "headers": []})
                await send({"type": "http.response.body", "body": b"This page is for this machine only.\n"})
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

        await self.app(scope, receive, with_policy)


def _is_local(host_header: str) -> bool:
    """Whether a Host header (``localhost:7860``, ``[::1]:7860``) names this machine."""
    try:
        loopback(urlsplit(f"//{host_header}").hostname or "")
    except (UsageError, ValueError):
        return False
    return True
