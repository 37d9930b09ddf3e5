"""A folder of hostile articles in every view, wide and narrow: nothing runs, nothing sticks out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import app
from index.encoder import Encoder
from index.library import Library
from index.settings import Settings
from index.sync import sync
from rag.pipeline import Pipeline
from tests.chromium import NEEDED, ask, chromium, opened_page
from tests.hostile import PAYLOAD, write

pytestmark = NEEDED

SECRET = "Le secret du duc date du 9 mai 1999."
# Whatever scrolls must scroll in one way only.
STICKS_OUT = """["html", "#chat", "#log", "#beside .panels", "#side-library", "#side-conversations",
  "#filters", "#masthead", "#question", ".explained", ".reader .text"].filter((name) =>
    [...document.querySelectorAll(name)].some((e) => e.offsetParent && e.scrollWidth > e.clientWidth + 1))"""
FORBIDDEN = (
    "script", "img", "iframe", "style", "object", "embed", "base", "svg[onload]", "[onerror]", "[onload]",
    "[onfocus]", "[onmouseover]", "[srcdoc]", "a[href^=javascript]", "a[href^=data]", "a[href*=passwd]",
)  # fmt: skip
HARMLESS = f"""(forbidden) => [
  forbidden.filter((one) => document.querySelector(`.desk ${{one}}`)),
  window.__pwned ?? null,
  {STICKS_OUT}]"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def address(root: Path, settings: Settings, encoder: Encoder) -> Iterator[str]:
    write(root / "press")
    (root / "secret.txt").write_text(SECRET, "utf-8")
    (root / "press" / "lien.txt").symlink_to(root / "secret.txt")
    own = settings.model_copy(update={"library": root / "library", "port": 0})
    sync(own.library, [root / "press"], settings=own, encoder=lambda: encoder)
    served = app.start(lambda: Pipeline(Library.open(own.library), encoder, own), own)
    yield str(served.local_url)
    served.close(verbose=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from chromium()


@pytest.fixture(params=[1280, 390])
def opened(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    viewport = {"width": request.param, "height": 800}
    yield from opened_page(browser, address, viewport=viewport, accept_downloads=True)


def harmless(tab: Any) -> None:
    found, ran, out = tab.evaluate(HARMLESS, FORBIDDEN)
    assert found == []
    assert ran is None
    assert out == []


def library(tab: Any) -> Any:
    if tab.locator("#menu").is_visible() and not tab.locator("#side.open").count():
        tab.locator("#menu").click()
    tab.get_by_role("tab", name="Bibliothèque").click()
    tab.locator("#articles .item").first.wait_for()
    return tab.locator("#articles .item")


def test_every_article_is_listed_and_read(opened: Any) -> None:
    items = library(opened)
    count = items.count()
    assert count >= 22
    assert "secret" not in opened.locator("#articles").inner_text()
    harmless(opened)
    for at in range(count):
        name = library(opened).nth(at).locator("code").inner_text()
        library(opened).nth(at).locator("button.go").click()
        reader = opened.locator(".reader .file")
        opened.wait_for_function(
            "(name) => document.querySelector('.reader .file')?.innerText === name", arg=name
        )
        assert reader.inner_text() == name
        harmless(opened)


QUESTIONS = (
    ("Quand le maire de Quimper a-t-il parlé ?", "2 janvier 2020"),
    ("Quand le pont de Morlaix a-t-il fermé ?", ""),
    ("Quand la criée de Loctudy a-t-elle ouvert ?", "5 juin 2018"),
    ("Quand le phare de Brest a-t-il été rallumé ?", "5 avril 2019"),
    ("Quand la tempête a-t-elle noyé le quai de Paimpol ?", "7 août 2016"),
    ("Quand la halle de Tréguier a-t-elle brûlé ?", "8 mai 2015"),
    (PAYLOAD, ""),
)


def test_answers_sources_timelines_and_explanations_are_text(opened: Any) -> None:
    for question, shown in QUESTIONS:
        answer = ask(opened, question)
        assert shown in answer.inner_text()
        for view in ("timeline", "explain", "sources"):
            opened.locator(f"#tab-{view}").click()
            opened.locator(f"#view-{view} > :not(.blank)").first.wait_for()
            harmless(opened)
        opened.keyboard.press("Escape")
        if not answer.locator("a.mark").count():
            continue
        answer.locator("a.mark").first.focus()
        opened.locator("#tip").wait_for()
        tip = opened.locator("#tip").bounding_box()
        assert tip["x"] >= 0 and tip["x"] + tip["width"] <= opened.viewport_size["width"]
        opened.keyboard.press("Enter")
        opened.locator("#view-sources .found").wait_for()
        opened.locator("#view-sources [data-do=open]").first.click()
        opened.locator("#view-article mark").first.wait_for()
        harmless(opened)
        opened.keyboard.press("Escape")


def test_the_timeline_of_all_articles_and_the_filters_are_text(opened: Any) -> None:
    opened.locator("#tab-timeline").click()
    opened.locator("#view-timeline .events li").first.wait_for()
    harmless(opened)
    opened.keyboard.press("Escape")
    opened.locator("#filter").click()
    boxes = opened.locator("#filters .boxes.column .box")
    boxes.first.wait_for()
    harmless(opened)
    for box in boxes.all():
        box.locator("input").check()
    opened.get_by_role("button", name="Appliquer").click()
    opened.locator(".chip").nth(20).wait_for()
    harmless(opened)
    field = opened.locator("#question-field").bounding_box()
    assert field["y"] + field["height"] <= opened.viewport_size["height"]  # chips leave room to ask
    ask(opened, "Quand le pont de Morlaix a-t-il fermé ?")
    opened.reload()
    opened.locator(".chip").nth(20).wait_for()
    harmless(opened)


def test_conversations_are_named_and_exported_as_text(opened: Any) -> None:
    ask(opened, PAYLOAD)
    ask(opened, "Quand le maire de Quimper a-t-il parlé ?")
    for kind, name in (("Markdown", ".md"), ("JSON", ".json")):
        opened.get_by_text("Exporter", exact=True).click()
        with opened.expect_download() as download:
            opened.get_by_role("button", name=f"Exporter en {kind}").click()
        assert download.value.suggested_filename.endswith(name)
        assert not set(download.value.suggested_filename) & set('/\\<>:"|?*')
        text = Path(download.value.path()).read_text("utf-8")
        if kind == "JSON":
            assert json.loads(text)["answers"][0]["question"] == PAYLOAD
        else:
            assert not re.search(r"<\w|(?<!\\)\]\(", text)
    if opened.locator("#menu").is_visible():
        opened.locator("#menu").click()
    opened.get_by_role("tab", name="Conversations").click()
    heading = opened.locator(".heading").first
    heading.get_by_role("button", name="Renommer").click()
    opened.get_by_label("Nom de la conversation").fill(f"\u202e{PAYLOAD}"[:200])
    opened.keyboard.press("Enter")
    opened.locator(".renaming").wait_for(state="detached")
    harmless(opened)


def test_no_path_leaves_the_library(opened: Any, address: str, root: Path) -> None:
    names = (
        "../../dehors.txt",
        "..\\dehors.txt",
        "/etc/cron.d/dehors.txt",
        "<b>dehors</b>.txt",
        ".dehors.txt",
    )
    library(opened)
    opened.locator("#files").set_input_files(
        [
            {"name": name, "mimeType": "text/plain", "buffer": f"Le {n} mai 2011, dehors.\n".encode()}
            for n, name in enumerate(names, 1)
        ]
    )
    opened.locator(".summary").wait_for()
    harmless(opened)
    kept = [path for path in root.rglob("*dehors*") if path.is_file()]
    assert kept and {path.parent for path in kept} == {root / "library" / "uploads"}
    assert all(not path.name.startswith(".") for path in kept)
    for secret in (
        "../secret.txt",
        "../../secret.txt",
        str(root / "secret.txt"),
        "lien.txt",
        "ids.jsonl/../../secret.txt",
    ):
        said = opened.evaluate("(article) => dossier.call('article', { article, spans: [] })", secret)
        assert said is None
        assert SECRET not in opened.content()
    for path in ("secret.txt", "library/library.sqlite3", "press/piege.md"):
        got = opened.request.get(f"{address}gradio_api/file={root / path}", fail_on_status_code=False)
        assert got.status in (403, 404)
