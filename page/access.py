"""Who may reach the page, under which names, and whose conversations they see."""

from __future__ import annotations

import hmac
import ipaddress
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.errors import UsageError
from index.settings import Settings
from page.conversations import LOCAL

_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*")
_USER_HEADERS = ("x-forwarded-user", "remote-user")  # as reverse proxies that sign people in name them


@dataclass(frozen=True)
class Access:
    """How the page is served. Made by ``access``, which refuses what would leave articles open to anybody."""

    host: str
    beyond: bool  # whether other machines reach the port
    names: frozenset[str]  # names besides the loopback's that requests may be made under
    proxied: bool
    tools: bool = False  # over MCP
    user: str | None = None
    password: str = field(default="", repr=False)

    @property
    def signs_in(self) -> bool:
        return self.user is not None

    @property
    def restricted(self) -> bool:
        """Whether visitors may come from elsewhere: they name folders below ``DOSSIER_ROOTS`` only."""
        return self.beyond or self.proxied or self.signs_in

    def knows(self, user: str, password: str) -> bool:
        """Whether these are the user and password; takes as long for wrong ones."""
        right_user = hmac.compare_digest(user.encode("utf-8", "replace"), (self.user or "").encode())
        right = hmac.compare_digest(password.encode("utf-8", "replace"), self.password.encode())
        return self.signs_in and right_user and right

    def owner(self, username: str | None, headers: Mapping[str, str]) -> str:
        """Whose conversations a request may see: its user's, signed in here or at the declared proxy."""
        if username:
            return username
        if self.proxied:
            return next((headers[name] for name in _USER_HEADERS if headers.get(name)), LOCAL)
        return LOCAL


def access(settings: Settings, *, tools: bool = False) -> Access:
    """The access that ``settings`` ask for. Raises UsageError where it would be nobody's to control."""
    password = settings.password.get_secret_value() if settings.password else ""
    if bool(settings.user) != bool(password):
        raise UsageError(
            "A user needs a password, and a password a user: give both --user and --password, or set "
            "DOSSIER_USER and DOSSIER_PASSWORD."
        )
    names: set[str] = set()
    if settings.proxy is not None:
        names.add(_host_name(settings.proxy))
    beyond = not is_loopback(settings.host)
    if beyond and not settings.user and not settings.proxy:
        raise UsageError(
            f"The page can't be served on {settings.host} without access control, for whoever reaches the "
            "address could read every article: give --user and --password, or name the host that a reverse "
            "proxy serves it under (DOSSIER_PROXY), or use 127.0.0.1."
        )
    if beyond:
        names |= {socket.gethostname().lower(), settings.host.lower()}
    return Access(
        host=settings.host,
        beyond=beyond,
        names=frozenset(names),
        proxied=settings.proxy is not None,
        tools=tools,
        user=settings.user,
        password=password,
    )


def is_loopback(host: str) -> bool:
    """Whether ``host`` is a name or address of this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host_name(text: str) -> str:
    name = text.strip().lower().rstrip(".")
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"DOSSIER_PROXY={text!r} is no host name: give the name alone, as dossier.example.org, without "
            "https:// and port."
        )
    return name
