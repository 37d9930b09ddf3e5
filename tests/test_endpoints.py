"""For programs: four endpoints by name, the same as tools over MCP, and nothing else."""

from __future__ import annotations

import inspect
import json
import re
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

import app
from index.errors import LibraryError, UsageError
from index.library import Library
from index.settings import Settings, load_settings
from index.sync import sync
from page.guard import ENDPOINTS
from rag.pipeline import Pipeline
from tests.hashing_encoder import HashingEncoder
from tests.keyword_reader import KeywordReader

FILES = {
    "marrakech.md": "---\ntitle: La réunion\ndate: 2022-05-11\n---\n"
    "Le Maroc a accueilli la réunion ministérielle de Marrakech le 11 mai 2022.\n",
    "budget.txt": "Le budget\n\nLe conseil municipal de Nantes a voté son budget jeudi.\n",
    "strike.txt": "The strike\n\nThe pilots of the airline announced a strike of three days in Dublin.\n",
    "piege.txt": "La loi\n\nLe ministre <script>alert(1)</script> a parlé de {{value}} à Quimper.\n",
}


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    root = tmp_path_factory.mktemp("endpoints")
    for name, text in FILES.items():
        path = root / "press" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    encoder = HashingEncoder()
    settings = Settings(library=root / "library")
    sync(
        settings.library,
        [root / "press"],
        settings=settings,
        encoder=lambda: encoder,
        fingerprint=encoder.fingerprint,
    )
    return Pipeline(Library.open(settings.library), encoder, settings, KeywordReader())


@pytest.fixture(scope="module")
def address(pipeline: Pipeline) -> Iterator[str]:
    served = app.start(lambda: pipeline, load_settings(port=0, library=pipeline.settings.library))
    yield str(served.local_url)
    served.close(verbose=False)


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False)


# What there is


def test_four_endpoints_are_documented_and_nothing_else(address: str) -> None:
    told = httpx.get(f"{address}gradio_api/info").json()
    assert set(told["named_endpoints"]) == {f"/{name}" for name in ENDPOINTS}
    assert told["unnamed_endpoints"] == {}
    for endpoint in told["named_endpoints"].values():
        assert endpoint["description"].endswith(".")
        assert endpoint["returns"][0]["type"]["type"] == "object"
        for parameter in endpoint["parameters"]:
            assert parameter["type"].get("type") or parameter["type"]["oneOf"]
            assert parameter["python_type"]["description"]
    ask = told["named_endpoints"]["/ask"]["parameters"]
    assert [p["parameter_name"] for p in ask if not p["parameter_has_default"]] == ["question"]


def test_no_other_event_goes_by_a_public_name(address: str) -> None:
    events = httpx.get(f"{address}config").json()["dependencies"]
    public = {event["api_name"] for event in events if event["api_visibility"] != "private"}
    assert public == set(ENDPOINTS)


def test_other_names_are_not_called(client: Client) -> None:
    for name in ("/reply", "/predict", "/lambda", "/chat"):
        with pytest.raises(ValueError, match="Cannot find"):
            client.predict("x", api_name=name)


# What they give


def test_ask_gives_the_contract(client: Client, pipeline: Pipeline) -> None:
    said = client.predict(question="Quand a eu lieu la réunion de Marrakech ?", api_name="/ask")
    own = pipeline.ask("Quand a eu lieu la réunion de Marrakech ?").to_json()
    assert {**said, "timings_ms": None} == {**own, "timings_ms": None}
    assert said["citations"][0]["article"] == "marrakech.md" and not said["refused"]


def test_a_refusal_is_an_answer(client: Client) -> None:
    said = client.predict(question="Qui a gagné la coupe ?", languages=["en"], api_name="/ask")
    assert said["refused"] and said["reason"] and "nearest" in said


def test_search_gives_passages_at_their_places(client: Client) -> None:
    found = client.predict(question="budget de Nantes", k=2, api_name="/search")["passages"]
    assert len(found) == 2 and found[0]["article"] == "budget.txt"
    text = FILES["budget.txt"]
    assert text[found[0]["start"] : found[0]["end"]] == found[0]["text"]
    assert found[0]["score"] >= found[1]["score"]


def test_articles_are_listed_within_filters(client: Client) -> None:
    every = client.predict(api_name="/articles")
    assert every["total"] == 4
    dated = client.predict(since="2022-05-01", until="2022-05-31", api_name="/articles")["articles"]
    assert [(row["id"], row["title"], row["published"]) for row in dated] == [
        ("marrakech.md", "La réunion", "2022-05-11")
    ]
    page = client.predict(languages=["fr"], first=1, limit=1, api_name="/articles")
    assert (page["total"], len(page["articles"])) == (3, 1)


def test_timeline_lists_events_with_their_sentences(client: Client) -> None:
    events = client.predict(question="réunion de Marrakech", api_name="/timeline")["events"]
    assert [event["from"] for event in events] == ["2022-05-11"]
    assert events[0]["citations"][0]["article"] == "marrakech.md"
    assert client.predict(api_name="/timeline")["question"] is None


def test_text_of_articles_comes_as_data_unchanged(client: Client) -> None:
    found = client.predict(question="ministre Quimper", k=1, api_name="/search")["passages"][0]
    assert "<script>alert(1)</script>" in found["text"] and "{{value}}" in found["text"]


# What goes wrong


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("/ask", {"question": ""}, "question"),
        ("/ask", {"question": "x " * 50_000}, "question"),
        ("/ask", {"question": 7}, "text"),
        ("/ask", {"question": "Quoi ?", "since": "mai 2022"}, "2022-05-11"),
        ("/ask", {"question": "Quoi ?", "since": "2023-01-01", "until": "2022-01-01"}, "after"),
        ("/ask", {"question": "Quoi ?", "articles": ["../../etc/passwd"]}, "no article"),
        ("/ask", {"question": "Quoi ?", "languages": "fr"}, "list"),
        ("/ask", {"question": "Quoi ?", "languages": [["fr"]]}, "text"),
        ("/search", {"question": "Quoi ?", "k": 0}, "1 to 1000"),
        ("/search", {"question": "Quoi ?", "k": "many"}, "1 to 1000"),
        ("/articles", {"sources": ["elsewhere"]}, "no source"),
        ("/articles", {"limit": 10**6}, "5000"),
        ("/timeline", {"question": " "}, "question"),
    ],
)
def test_an_error_is_a_sentence(
    client: Client, name: str, given: dict[str, Any], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AppError) as raised:
        client.predict(**given, api_name=name)
    assert said in str(raised.value) and "Traceback" not in str(raised.value)
    assert "Traceback" not in capfd.readouterr().err


def test_what_was_not_foreseen_is_told_to_the_terminal_only(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    def broken() -> Pipeline:
        raise RuntimeError("secret")

    served = app.start(broken, load_settings(port=0, library=tmp_path))
    try:
        with pytest.raises(AppError) as raised:
            Client(str(served.local_url), verbose=False).predict(question="Quoi ?", api_name="/ask")
    finally:
        served.close(verbose=False)
    assert "secret" not in str(raised.value) and "terminal" in str(raised.value)
    assert "secret" in caplog.text


def test_without_a_library_it_says_what_to_do(tmp_path: Path) -> None:
    def missing() -> Pipeline:
        raise LibraryError("There is no library in x: run `dossier index` first.")

    served = app.start(missing, load_settings(port=0, library=tmp_path))
    try:
        client = Client(str(served.local_url), verbose=False)
        for name in ENDPOINTS:
            given = {} if name == "articles" else {"question": "Quoi ?"}
            with pytest.raises(AppError, match="dossier index"):
                client.predict(**given, api_name=f"/{name}")
    finally:
        served.close(verbose=False)


def test_many_at_once_are_all_answered(address: str) -> None:
    said: list[Any] = []

    def call() -> None:
        said.append(Client(address, verbose=False).predict(question="budget", k=1, api_name="/search"))

    threads = [threading.Thread(target=call) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(said) == 10 and all(one["passages"][0]["article"] == "budget.txt" for one in said)


def test_too_many_are_told_to_come_back(pipeline: Pipeline) -> None:
    import gradio as gr

    from page.endpoints import add_endpoints

    go_on = threading.Event()

    def slow() -> Pipeline:
        assert go_on.wait(60)
        return pipeline

    with gr.Blocks() as page:
        add_endpoints(slow, at_once=1, waiting=1)
    page.launch(prevent_thread_lock=True, quiet=True, server_port=None)
    ended: list[str] = []

    def call() -> None:
        client = Client(str(page.local_url), verbose=False)
        try:
            client.predict(question="budget", api_name="/search")
            ended.append("answered")
        except AppError as error:
            ended.append(str(error))
            go_on.set()

    threads = [threading.Thread(target=call) for _ in range(3)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(90)
    finally:
        go_on.set()
        page.close(verbose=False)
    assert sorted(ended) == ["Too many calls are waiting: try again in a moment.", "answered", "answered"]


# Over MCP


def test_without_the_package_the_flag_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(app, "_has_mcp", lambda: False)
    with pytest.raises(UsageError, match=re.escape("dossier[mcp]")):
        app.start(_never, load_settings(port=0, library=tmp_path), tools=True)


def _never() -> Pipeline:
    raise AssertionError


@pytest.mark.skipif(find_spec("mcp") is None, reason="the extra [mcp] is not installed")
def test_the_same_four_are_tools_over_mcp(pipeline: Pipeline) -> None:
    served = app.start(
        lambda: pipeline,
        load_settings(port=0, library=pipeline.settings.library, user="anna", password="geheim"),
        tools=True,
    )
    url = f"{served.local_url}gradio_api/mcp/"
    try:
        assert _rpc(url, "tools/list", auth=None).status_code == 401
        tools = {tool["name"]: tool for tool in _result(_rpc(url, "tools/list"))["tools"]}
        assert set(tools) == set(ENDPOINTS)
        for tool in tools.values():
            assert tool["description"]
            assert all(property.get("description") for property in tool["inputSchema"]["properties"].values())
        assert tools["ask"]["inputSchema"]["required"] == ["question"]
        for others in ("resources/list", "resources/templates/list", "prompts/list"):
            listed = _result(_rpc(url, others))
            assert [v for k, v in listed.items() if isinstance(v, list)] == [[]]
        call = {"name": "search", "arguments": {"question": "budget de Nantes", "k": 1}}
        said = _result(_rpc(url, "tools/call", call))
        assert not said.get("isError")
        assert json.loads(said["content"][0]["text"])["passages"][0]["article"] == "budget.txt"
        wrong = _result(_rpc(url, "tools/call", {"name": "ask", "arguments": {"question": ""}}))
        assert wrong["isError"] and "Traceback" not in json.dumps(wrong)
    finally:
        served.close(verbose=False)


def _rpc(
    url: str,
    method: str,
    params: dict[str, Any] | None = None,
    auth: tuple[str, str] | None = ("anna", "geheim"),
) -> httpx.Response:
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}
    accept = {"accept": "application/json, text/event-stream"}
    return httpx.post(url, json=body, headers=accept, auth=auth, timeout=60)


def _result(reply: httpx.Response) -> dict[str, Any]:
    assert reply.status_code == 200, reply.text
    line = next(line for line in reply.text.splitlines() if line.startswith("data:"))
    found: dict[str, Any] = json.loads(line.removeprefix("data:"))["result"]
    return found


def test_annotations_are_no_strings() -> None:
    """Gradio reads what an endpoint returns from its annotation as it stands."""
    from page import endpoints

    assert "from __future__ import annotations" not in inspect.getsource(endpoints).split('"""')[2]
