"""The page in a real Chromium: what a person asks, sees, clicks, and what the browser asks the network for.

The questions and articles are those of ``scripted_pipeline``; only the fixture ``pipeline`` knows that the
answers are scripted too.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

import app
from index.errors import LibraryError
from index.settings import load_settings
from tests.scripted_pipeline import HOSTILE, ScriptedPipeline

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is found on PATH")

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
MARRAKECH = "Quand a eu lieu la réunion de Marrakech ?"
REFUSED = "Qui a gagné le championnat ?"
TRAPPED = "Que dit la loi ?"
BROKEN = "Où est la bibliothèque ?"


@pytest.fixture(scope="module")
def pipeline() -> ScriptedPipeline:
    missing = LibraryError("there is no library at .dossier: run `dossier index` first.")
    return ScriptedPipeline(failures=((BROKEN, missing),))


@pytest.fixture(scope="module")
def address(pipeline: ScriptedPipeline) -> Iterator[str]:
    served = app.start(lambda: pipeline, load_settings(port=0))
    yield str(served.local_url)
    served.close(verbose=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The page in a fresh session; at the end, it must have asked no other host and run no article."""
    options = {"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}} | getattr(request, "param", {})
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    tab = context.new_page()
    requests: list[str] = []
    troubles: list[str] = []
    tab.on("request", lambda asked: requests.append(asked.url))
    tab.on("pageerror", lambda error: troubles.append(str(error)))
    tab.goto(address)
    tab.locator("#chat .example").first.wait_for()
    yield tab
    outside = [url for url in requests if not url.startswith((address, "data:", "blob:"))]
    pwned = tab.evaluate("window.__pwned")
    context.close()
    assert outside == [] and troubles == [] and pwned is None


def ask(tab: Any, question: str) -> Any:
    """Ask, and give back the new answer."""
    before = tab.locator("#chat .answer").count()
    tab.locator("#question textarea").fill(question)
    tab.keyboard.press("Enter")
    answer = tab.locator("#chat .answer").nth(before)
    answer.wait_for()
    return answer


def test_a_question_is_answered_with_its_sources_beside_it(opened: Any) -> None:
    answer = ask(opened, MARRAKECH)
    assert answer.locator(".value").inner_text().startswith("11 mai 2022")
    assert "2 articles le disent" in answer.inner_text().replace("\xa0", " ")
    assert "12 mai" in answer.locator(".differ").inner_text()
    sources = opened.locator(".sources")
    assert "Le 11 mai 2022, les ministres se sont réunis" in sources.locator("mark").first.inner_text()
    assert "Les préparatifs ont duré" in sources.locator("blockquote").first.inner_text()
    assert {"sans titre", "date inconnue"} <= set(re.split(r"\n| · ", sources.inner_text()))
    beside = sources.bounding_box()["x"]
    assert beside > answer.bounding_box()["x"] + 300


def test_a_mark_leads_to_its_sentence_even_in_an_earlier_answer(opened: Any) -> None:
    mark = ask(opened, MARRAKECH).locator("a.mark").first
    assert "les ministres se sont réunis" in mark.get_attribute("title")
    ask(opened, REFUSED)
    assert not opened.locator("#source-1-1").is_visible()
    mark.click()
    opened.locator("#source-1-1").wait_for()
    assert opened.evaluate("document.activeElement.id") == "source-1-1"


def test_text_that_would_be_code_is_shown_as_it_stands(opened: Any) -> None:
    answer = ask(opened, TRAPPED)
    assert HOSTILE in " ".join(answer.locator(".value").inner_text().split())
    assert HOSTILE in opened.locator(".sources mark").inner_text()
    typed = '<img src=x onerror="window.__pwned = 9"> *gras* [lien](http://outside.example) $$x$$ <b>'
    ask(opened, typed)
    shown = opened.locator("#chat .user-row").last
    assert shown.inner_text().strip() == typed
    for forbidden in ("script", "img", "em", "i", ".katex", "a:not(.mark)"):
        assert opened.locator(f"#chat .message {forbidden}, .sources {forbidden}").count() == 0


def test_an_example_is_asked_with_a_click(opened: Any) -> None:
    opened.locator("#chat .example").first.click()
    opened.locator("#chat .answer .value", has_text="11 mai 2022").wait_for()
    answer = ask(opened, "Et alors ?")  # the box is usable again, and the turn was kept
    assert "Marrakech" in answer.locator(".understood").inner_text()


def test_a_refusal_shows_what_was_looked_for_and_the_nearest_sentences(opened: Any) -> None:
    answer = ask(opened, REFUSED)
    assert "Les articles ne le disent pas." in answer.inner_text()
    assert "Qui a gagné le championnat" in answer.locator(".looked-for").inner_text()
    assert answer.locator("a.mark").count() == 0
    assert opened.locator(".sources mark.near").count() == 2 and opened.locator(".sources .n").count() == 0
    answer.locator("a.jump").click()
    assert opened.evaluate("document.activeElement.id") == "answer-1"


def test_an_error_is_a_sentence(opened: Any) -> None:
    answer = ask(opened, BROKEN)
    assert "run `dossier index` first" in answer.inner_text()
    assert "Traceback" not in opened.content()
    assert ask(opened, MARRAKECH).locator(".value").count() == 1


def test_a_new_conversation_forgets_and_sessions_do_not_meet(opened: Any, browser: Any, address: str) -> None:
    ask(opened, MARRAKECH)
    other = browser.new_context(locale="fr-FR").new_page()
    other.goto(address)
    assert "Aucun article" in ask(other, "Et alors ?").inner_text()
    other.context.close()
    opened.locator("#anew").click()
    opened.locator("#chat .example").first.wait_for()
    assert not opened.locator(".sources").is_visible()
    assert "Aucun article" in ask(opened, "Et alors ?").inner_text()


@pytest.mark.parametrize("opened", [{"locale": "en-GB"}], indirect=True)
def test_the_page_speaks_the_browsers_language_and_can_be_switched(opened: Any) -> None:
    first = opened.locator("#chat .example").first  # the language is known once the page has loaded
    first.filter(has_text="When was the Marrakech meeting?").wait_for()
    assert "11 May 2022" in ask(opened, "When was the Marrakech meeting?").inner_text()
    opened.locator("#language").get_by_label("Français").check()
    opened.get_by_placeholder("Posez une autre question").wait_for()
    assert "11 May 2022" in opened.locator("#chat .answer").inner_text()  # what was said stays
    assert opened.evaluate("document.documentElement.lang") == "fr"


def test_nothing_sticks_out_at_any_width(opened: Any) -> None:
    ask(opened, MARRAKECH)
    for width, scheme in ((1440, "light"), (1024, "dark"), (390, "light")):
        opened.set_viewport_size({"width": width, "height": 800})
        opened.emulate_media(color_scheme=scheme)
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        for part in ("#masthead", "#question", ".sources"):
            box = opened.locator(part).bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
