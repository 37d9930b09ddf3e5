"""What axe-core says of every view of the page, at two widths, in both themes and languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

import app
from index import edits
from index.encoder import Encoder
from index.library import Library
from index.settings import Settings
from index.sync import sync
from page import texts
from rag.pipeline import Pipeline
from tests.chromium import AXE_NEEDED, AXE_VERSION, NEEDED, ROOT, ask, chromium, faults, opened_page

pytestmark = [NEEDED, AXE_NEEDED]

FILES = {
    "a.md": "---\ntitle: La réunion de Marrakech\ndate: 2022-05-12\n---\n\n"
    "La réunion ministérielle de Marrakech s'est tenue le 11 mai 2022, à l'invitation du Maroc.\n",
    "b.txt": "Chronologie\n\nLa réunion de Marrakech a eu lieu le 11 mai 2022.\n\n"
    "La réunion de Rome a eu lieu le 28 juin 2021. La prochaine réunion est prévue pour le 3 juin 2024.\n",
    "c.txt": "La réunion ministérielle de Marrakech s'est tenue le 12 mai 2022, selon le journal.\n",
    "d.txt": "The strike\n\nThe pilots of the airline announced on 3 March 2021 a strike in Dublin.\n",
    "e.txt": "Une autre affaire\n\nLe phare de Brest a été rallumé le 5 avril 2019.\n",
}


@dataclass(frozen=True)
class Look:
    width: int
    language: str


LOOKS = (Look(1440, "fr"), Look(390, "en"))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, settings: Settings, encoder: Encoder) -> Iterator[str]:
    root = tmp_path_factory.mktemp("axe")
    (root / "press").mkdir()
    for name, text in FILES.items():
        (root / "press" / name).write_text(text, encoding="utf-8")
    own = settings.model_copy(update={"library": root / "library", "port": 0})
    sync(own.library, [root / "press"], settings=own, encoder=lambda: encoder)
    edits.correct(own.library, "b.txt", {"title": "Les réunions"}, settings=own, encoder=lambda: encoder)
    edits.remove(own.library, ["e.txt"])
    served = app.start(lambda: Pipeline(Library.open(own.library), encoder, own), own)
    yield str(served.local_url)
    served.close(verbose=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from chromium()


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look.width}-{look.language}")
def look(request: pytest.FixtureRequest) -> Look:
    found: Look = request.param
    return found


@pytest.fixture
def opened(browser: Any, address: str, look: Look) -> Iterator[Any]:
    yield from opened_page(
        browser,
        address,
        locale={"fr": "fr-FR", "en": "en-GB"}[look.language],
        color_scheme="light",
        viewport={"width": look.width, "height": 900},
    )


def side(tab: Any, look: Look, name: str) -> None:
    if look.width < 1000 and not tab.locator("#side.open").count():
        tab.locator("#menu").click()
    tab.locator(f"#tab-{name}").click()


def unfold(tab: Any) -> None:
    tab.evaluate(
        "document.querySelectorAll('.fold, .explained details').forEach((one) => { one.open = true; })"
    )


def test_nothing_is_wrong_with_an_answer_and_its_evidence(opened: Any, look: Look) -> None:
    words = texts.load(look.language)
    assert faults(opened) == []
    ask(opened, "Quand a eu lieu la réunion de Marrakech ?")
    for view in ("sources", "timeline", "explain"):
        opened.locator(f"#tab-{view}").click()
        opened.locator(f"#view-{view} > *").first.wait_for()
        if view == "timeline":
            opened.locator("#view-timeline .events").wait_for()
        unfold(opened)
        assert faults(opened) == [], view
    opened.locator("#tab-sources").click()
    opened.locator("#view-sources [data-do=open]").first.click()
    opened.locator("#view-article mark").first.wait_for()
    assert faults(opened) == []
    opened.keyboard.press("Escape")
    opened.locator("a.mark").first.focus()
    opened.locator("#tip").wait_for()
    assert faults(opened) == []
    opened.get_by_role("button", name=words("feedback.wrong"), exact=True).click()
    opened.locator(".correction input").wait_for()
    assert faults(opened) == []
    opened.get_by_text(words("page.export"), exact=True).click()
    assert faults(opened) == []
    ask(opened, "Qui a remporté le championnat de natation ?")
    assert faults(opened) == []
    opened.evaluate("document.querySelector('#log').append(document.createElement('button'))")
    assert [fault.split()[1] for fault in faults(opened)] == ["button-name:"]


def test_nothing_is_wrong_with_filters_conversations_and_library(opened: Any, look: Look) -> None:
    words = texts.load(look.language)
    ask(opened, "Quand a eu lieu la réunion de Rome ?")
    opened.locator("#filter").click()
    opened.get_by_role("dialog").get_by_label(words.language_name("fr")).check()
    assert faults(opened) == []
    opened.get_by_role("button", name=words("filters.apply")).click()
    opened.locator(".chip").wait_for()
    assert faults(opened) == []
    side(opened, look, "conversations")
    heading = opened.locator(".heading").first
    heading.wait_for()
    assert faults(opened) == []
    heading.locator("[data-do=delete]").click()
    assert faults(opened) == []
    heading.locator(".confirm button").last.click()
    opened.locator(".confirm").wait_for(state="detached")
    opened.locator(".heading [data-do=rename]").first.click()
    assert faults(opened) == []
    side(opened, look, "library")
    articles = opened.locator("#articles")
    articles.locator(".item .corrected").wait_for()
    articles.locator("[data-do=edit]").first.click()
    unfold(opened)
    assert faults(opened) == []
    opened.locator("#folder-name").fill("/nowhere/at/all")
    opened.keyboard.press("Enter")
    opened.locator("#said.wrong").wait_for()
    assert faults(opened) == []
    opened.locator("#files").set_input_files(
        [{"name": "virus.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}]
    )
    opened.locator(".summary").wait_for()
    assert faults(opened) == []


def test_ci_installs_the_axe_that_the_tests_look_for() -> None:
    script = ROOT / ".ci" / "run"
    assert f"axe={AXE_VERSION} " in script.read_text("utf-8")
