"""Who reaches the page: nobody beyond this machine unasked, under no other name, and nothing but it."""

from __future__ import annotations

import base64
import html
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import app
from index.errors import LibraryError, UsageError
from index.settings import load_settings
from page import guard
from page.access import access, is_loopback
from page.pipeline import Pipeline
from tests.chromium import AXE, NEEDED, chromium, faults


def empty() -> Pipeline:
    raise LibraryError("There is no library here.")


SIGNED = {"user": "anna", "password": "s3cr€t"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where there is no library."""
    return tmp_path_factory.mktemp("guard") / "library"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    served = app.start(empty, load_settings(port=0, library=folder))
    yield str(served.local_url)
    served.close(verbose=False)


@pytest.fixture(scope="module")
def signed(folder: Path) -> Iterator[str]:
    """A page that one signs in to."""
    served = app.start(empty, load_settings(port=0, library=folder, **SIGNED))
    yield str(served.local_url)
    served.close(verbose=False)


# What may be asked for


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.org", "::", "127.0.0.1.example.org"])
def test_beyond_this_machine_there_must_be_a_password_or_a_proxy(
    host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.main(["--host", host]) == 2
    said = capsys.readouterr().err
    assert "access control" in said and "--password" in said and "DOSSIER_PROXY" in said
    assert access(load_settings(host=host, **SIGNED)).beyond
    assert access(load_settings(host=host, proxy="dossier.example.org")).beyond


@pytest.mark.parametrize("half", [{"user": "anna"}, {"password": "x"}])
def test_a_user_needs_a_password(half: dict[str, str]) -> None:
    for host in ("127.0.0.1", "0.0.0.0"):
        with pytest.raises(UsageError, match="both"):
            access(load_settings(host=host, **half))


@pytest.mark.parametrize(
    "proxy", ["https://x.org", "x.org:8080", "x.org/a", "*", "a b", "-", "x..org", "*.org"]
)
def test_a_proxy_is_a_host_name(proxy: str) -> None:
    with pytest.raises(UsageError, match="host name"):
        access(load_settings(proxy=proxy))


def test_the_password_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_USER", "anna")
    monkeypatch.setenv("DOSSIER_PASSWORD", "s3cr€t")
    settings = load_settings()
    allowed = access(settings)
    assert "s3cr€t" not in repr(settings) + str(settings) + repr(allowed)
    assert allowed.knows("anna", "s3cr€t")
    for wrong in (
        ("anna", ""),
        ("", "s3cr€t"),
        ("Anna", "s3cr€t"),
        ("anna", "s3cr€t\x00"),
        ("\ud800", "\ud800"),
    ):
        assert not allowed.knows(*wrong)
    for name in ("DOSSIER_USER", "DOSSIER_PASSWORD"):
        monkeypatch.delenv(name)
    assert not access(load_settings()).knows("", "")


def test_loopback_has_several_names() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.3.2.1", "localhost", "::1"))
    assert not any(is_loopback(host) for host in ("", "0.0.0.0", "localhost.example.org", "127.0.0.1.nip.io"))


def test_conversations_belong_to_whoever_signed_in() -> None:
    alone = access(load_settings())
    assert alone.owner(None, {"x-forwarded-user": "boris"}) == "local"  # nobody declared a proxy
    assert access(load_settings(**SIGNED)).owner("anna", {"x-forwarded-user": "boris"}) == "anna"
    proxied = access(load_settings(proxy="dossier.example.org"))
    assert proxied.owner(None, {"x-forwarded-user": "boris"}) == "boris"
    assert proxied.owner(None, {"remote-user": "boris"}) == "boris"
    assert not alone.restricted and proxied.restricted and access(load_settings(**SIGNED)).restricted


# What the server answers


def test_a_request_under_another_name_is_refused(address: str) -> None:
    port = httpx.URL(address).port
    for host in (
        "outside.example",
        f"outside.example:{port}",
        "localhost.outside.example",
        "",
        "[::1",
        "10.0.0.1",
    ):
        assert httpx.get(address, headers={"host": host}).status_code == 421, host
    for host in ("localhost:1", "127.0.0.1", "[::1]:7860", "LOCALHOST"):
        assert httpx.get(address, headers={"host": host}).status_code == 200, host


def test_a_proxy_and_an_address_are_names_where_they_were_declared(folder: Path) -> None:
    settings = load_settings(port=0, library=folder, proxy="Dossier.Example.org.")
    served = app.start(empty, settings)
    try:
        address = str(served.local_url)
        assert httpx.get(address, headers={"host": "dossier.example.org"}).status_code == 200
        assert httpx.get(address, headers={"host": "other.example.org"}).status_code == 421
        assert httpx.get(address, headers={"host": "10.0.0.1"}).status_code == 421
        ours = {"host": "dossier.example.org", "origin": "https://dossier.example.org"}
        assert httpx.get(address, headers=ours).status_code == 200
    finally:
        served.close(verbose=False)


def test_a_page_elsewhere_can_do_nothing_here(address: str) -> None:
    for origin in ("https://outside.example", "null", "http://localhost.outside.example", "file://"):
        reply = httpx.post(
            f"{address}gradio_api/upload", headers={"origin": origin}, files={"files": ("a.txt", b"x")}
        )
        assert reply.status_code == 403, origin
    own = {"origin": address.rstrip("/")}
    reply = httpx.post(f"{address}gradio_api/upload", headers=own, files={"files": ("a.txt", b"x")})
    assert reply.status_code == 200


def test_only_what_visitors_handed_over_is_served_as_a_file(address: str) -> None:
    uploaded = httpx.post(f"{address}gradio_api/upload", files={"files": ("a.txt", b"mine")}).json()[0]
    assert httpx.get(f"{address}gradio_api/file={uploaded}").text == "mine"
    outside = Path(tempfile.gettempdir()) / "outside.txt"
    hostile = [
        "app.py",
        "/etc/passwd",
        "corpus",
        str(outside),
        f"{Path(uploaded).parent}/../../../../../etc/passwd",
        f"{Path(uploaded).parent}/..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "http://127.0.0.1:1/x",
        "https://outside.example/x",
        "//outside.example/x",
        "file:///etc/passwd",
        "a\x00b".replace("\x00", "%00"),
    ]
    for name in hostile:
        for route in ("file=", "file/", "proxy="):
            reply = httpx.get(f"{address}gradio_api/{route}{name}")
            assert reply.status_code in (403, 404) and "root:" not in reply.text, (route, name)


def test_uploads_are_limited_in_size_and_in_all(
    address: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = f"{address}gradio_api/upload"
    served = app.start(empty, load_settings(port=0, library=folder, max_file_mb=0.001))
    try:
        big = {"files": ("a.txt", b"x" * 2000)}
        assert httpx.post(f"{served.local_url}gradio_api/upload", files=big).status_code == 413
    finally:
        served.close(verbose=False)

    def endless() -> Iterator[bytes]:
        yield b"x"

    assert httpx.post(upload, content=endless()).status_code == 413  # of no told length
    monkeypatch.setattr(guard, "_ROOM", 10)
    assert httpx.post(upload, files={"files": ("a.txt", b"x")}).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/call/reply",
        "gradio_api/call/v2/reply",
        "gradio_api/run/reply",
        "gradio_api/api/predict",
        "gradio_api/vibe-code",
        "gradio_api/vibe-edit",
        "gradio_api/process_recording",
        "gradio_api/deep_link",
        "gradio_api/dev/reload",
        "gradio_api/token",
        "gradio_api/runs",
        "gradio_api/mcp/",
        "gradio_api/mcp/sse",
        "monitoring",
        "monitoring/summary",
    ],
)
def test_nothing_else_is_there(address: str, path: str) -> None:
    assert httpx.post(address + path, json={"data": []}).status_code == 404
    assert httpx.get(address + path).status_code == 404


def test_every_reply_says_what_its_page_may_reach(address: str) -> None:
    for path in ("", "config", "nowhere"):
        policy = httpx.get(address + path).headers["content-security-policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy


# Signing in


def test_without_signing_in_nothing_is_told(signed: str) -> None:
    page = httpx.get(signed)
    assert page.status_code == 200 and "Marrakech" not in page.text
    for path in ("config", "gradio_api/info", "gradio_api/file=/x", "gradio_api/queue/data?session_hash=x"):
        assert httpx.get(signed + path).status_code in (401, 404), path
    for path in (
        "gradio_api/queue/join",
        "gradio_api/run/predict",
        "gradio_api/call/ask",
        "gradio_api/upload",
    ):
        assert httpx.post(signed + path, json={"data": [], "session_hash": "x"}).status_code in (401, 422), (
            path
        )
    wrong = httpx.post(f"{signed}login", data={"username": "anna", "password": "x"})
    assert wrong.status_code == 400


def test_signing_in_opens_the_page(signed: str) -> None:
    with httpx.Client() as visitor:
        reply = visitor.post(
            f"{signed}login", data={"username": SIGNED["user"], "password": SIGNED["password"]}
        )
        assert reply.status_code == 200
        assert "current-password" not in visitor.get(signed).text
        assert visitor.get(f"{signed}config").status_code == 200
        assert visitor.get(f"{signed}gradio_api/info").status_code == 200


def test_the_form_is_in_the_visitors_language_and_complete_in_itself(signed: str) -> None:
    english = httpx.get(signed, headers={"accept-language": "en-GB", "cookie": 'a="; access-token-x=1'})
    assert "Sign in to ask the articles" in html.unescape(english.text)
    assert "default-src 'self'" in english.headers["content-security-policy"]
    assert not re.search(r"""(?:src|href)=["']|@import|url\(""", english.text)


@NEEDED
def test_one_signs_in_on_the_page(signed: str) -> None:
    for browser in chromium():
        tab = browser.new_page(locale="fr-FR")
        tab.goto(signed)
        if AXE:
            assert faults(tab) == []
        tab.get_by_label("Nom d’utilisateur").fill(SIGNED["user"])
        tab.get_by_label("Mot de passe").fill("x")
        tab.keyboard.press("Enter")
        tab.get_by_role("alert").filter(has_text="vérifiez-les").wait_for()
        tab.get_by_label("Mot de passe").fill(SIGNED["password"])
        tab.keyboard.press("Enter")
        tab.locator("#question-field").wait_for()


def test_tools_need_the_same_user_and_password() -> None:
    from page.guard import Guard

    door = Guard(_nothing, access(load_settings(**SIGNED), tools=True), Path("/tmp"))
    right = base64.b64encode("anna:s3cr€t".encode()).decode()
    wrong = base64.b64encode(b"anna:x").decode()
    sent = {f"Basic {right}": None, f"Basic {wrong}": 401, f"Bearer {right}": 401, "Basic ?": 401, "": 401}
    for header, status in sent.items():
        scope = {
            "type": "http",
            "path": "/gradio_api/mcp/",
            "headers": [(b"host", b"localhost"), (b"authorization", header.encode())],
        }
        refusal = door._refusal(scope)
        assert (refusal[0] if refusal else None) == status, header


async def _nothing(*_: object) -> None: ...
