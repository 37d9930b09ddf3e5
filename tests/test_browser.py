"""The page in a real Chromium: what a person asks, sees, clicks, and what the browser asks the network for.

The questions and articles are those of ``scripted_pipeline``; ``test_browser_journeys`` has real ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

import app
from index.errors import LibraryError
from index.settings import load_settings
from tests.chromium import NEEDED, ask, chromium, opened_page
from tests.scripted_pipeline import ARTICLES, HOSTILE, ScriptedPipeline

pytestmark = NEEDED

MARRAKECH = "Quand a eu lieu la réunion de Marrakech ?"
REFUSED = "Qui a gagné le championnat ?"
TRAPPED = "Que dit la loi ?"
BROKEN = "Où est la bibliothèque ?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    missing = LibraryError("There is no library in .dossier: run `dossier index` first.")
    pipeline: Any = ScriptedPipeline(failures=((BROKEN, missing),))
    served = app.start(lambda: pipeline, load_settings(port=0, library=tmp_path_factory.mktemp("library")))
    yield str(served.local_url)
    served.close(verbose=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from chromium()


@pytest.fixture
def opened(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    yield from opened_page(browser, address, **getattr(request, "param", {}))


def frames_pass(tab: Any) -> None:
    """What scrolling sets off comes with the next frame."""
    tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_a_question_is_answered_with_its_sources_beside_it(opened: Any) -> None:
    answer = ask(opened, MARRAKECH)
    assert answer.locator(".value").inner_text().startswith("11 mai 2022")
    said = answer.inner_text().replace("\xa0", " ")
    assert "2 articles concordent" in said and "1 diffère" in said
    assert "12 mai" in answer.locator(".others").inner_text()
    sources = opened.locator("#view-sources")
    sources.locator("mark").first.wait_for()
    assert "Le 11 mai 2022, les ministres se sont réunis" in sources.locator("mark").first.inner_text()
    assert "Les préparatifs ont duré" in sources.locator("blockquote").first.inner_text()
    assert {"sans titre", "date inconnue"} <= set(re.split(r"\n| · ", sources.inner_text()))
    assert sources.bounding_box()["x"] > answer.bounding_box()["x"] + 300


def test_a_mark_shows_its_quote_and_leads_to_it_even_in_an_earlier_answer(opened: Any) -> None:
    mark = ask(opened, MARRAKECH).locator("a.mark").first
    tip = opened.get_by_role("tooltip")
    mark.hover()
    tip.filter(has_text="les ministres se sont réunis").wait_for()
    opened.mouse.move(5, 5)
    tip.wait_for(state="hidden")
    mark.focus()
    tip.wait_for()
    assert mark.get_attribute("aria-describedby") == "tip"
    opened.keyboard.press("Escape")
    tip.wait_for(state="hidden")
    ask(opened, REFUSED)
    opened.locator("#answer-2").wait_for()
    mark.press("Enter")
    opened.locator("#source-1-1.found").wait_for()
    assert opened.evaluate("document.activeElement.id") == "source-1-1"


@pytest.mark.parametrize("opened", [{"viewport": {"width": 390, "height": 500}}], indirect=True)
def test_a_mark_that_is_scrolled_to_keeps_its_quote_beside_it(opened: Any) -> None:
    mark = ask(opened, MARRAKECH).locator("a.mark").first
    for _ in range(3):
        ask(opened, REFUSED)
    tip = opened.get_by_role("tooltip")
    assert mark.bounding_box()["y"] < 0
    mark.focus()
    frames_pass(opened)
    assert tip.is_visible()
    before = mark.bounding_box()["y"], tip.bounding_box()["y"]
    opened.locator("#chat").evaluate("(chat) => chat.scrollBy(0, -40)")
    frames_pass(opened)
    assert tip.bounding_box()["y"] - before[1] == mark.bounding_box()["y"] - before[0] > 0
    opened.locator("#chat").evaluate("(chat) => chat.scrollTo(0, chat.scrollHeight)")
    tip.wait_for(state="hidden")
    opened.locator("#chat").evaluate("(chat) => chat.scrollTo(0, 0)")
    tip.wait_for()


def test_the_whole_article_opens_at_the_sentence(opened: Any) -> None:
    ask(opened, MARRAKECH)
    opened.get_by_role("button", name="Ouvrir l’article").first.click()
    opened.locator("#view-article mark").wait_for()
    assert "La délégation marocaine était conduite" in opened.locator(".reader .text").inner_text()
    assert opened.get_by_role("tab", name="Article").get_attribute("aria-selected") == "true"
    assert opened.evaluate("document.activeElement.dataset.at") == str(ARTICLES[0].text.index("Le 11 mai"))


def test_text_that_would_be_code_is_shown_as_it_stands(opened: Any) -> None:
    answer = ask(opened, TRAPPED)
    assert HOSTILE in " ".join(answer.locator(".value").inner_text().split())
    opened.get_by_role("button", name="Ouvrir l’article").click()
    opened.locator("#view-article mark").wait_for()
    assert HOSTILE in opened.locator("#view-article .text").inner_text()
    opened.get_by_role("tab", name="Bibliothèque").click()
    opened.locator(".articles .item", has_text="<i>Loi</i> & $$x$$").wait_for()
    opened.get_by_role("button", name="Filtrer").click()
    opened.locator("#filters .box", has_text="<i>Loi</i>").first.click()
    opened.get_by_role("button", name="Appliquer").click()
    opened.locator(".chip", has_text="<i>Loi</i>").wait_for()
    typed = '<img src=x onerror="window.__pwned = 9"> *gras* [lien](http://outside.example) $$x$$ <b>'
    ask(opened, typed)
    assert opened.locator("#log .user-row").last.inner_text().strip() == typed
    opened.get_by_role("tab", name="Conversations").click()
    opened.locator(".heading", has_text=TRAPPED).wait_for()
    for forbidden in ("script", "img", "em", "iframe", ".katex", "a:not(.mark):not(.jump):not(.skip)"):
        assert opened.locator(f".desk {forbidden}").count() == 0, forbidden


def test_an_example_is_asked_with_a_click_and_a_follow_up_is_understood(opened: Any) -> None:
    opened.locator(".example").first.click()
    opened.locator(".answer .value", has_text="11 mai 2022").wait_for()
    assert "Marrakech" in ask(opened, "Et alors ?").locator(".understood").inner_text()


def test_a_refusal_shows_what_was_looked_for_and_the_nearest_sentences(opened: Any) -> None:
    answer = ask(opened, REFUSED)
    assert "Les articles ne le disent pas." in answer.inner_text()
    assert "Qui a gagné le championnat" in answer.locator(".looked-for").inner_text()
    assert answer.locator("a.mark").count() == 0 and answer.locator(".nearest li").count() == 2
    opened.locator("#view-sources mark.near").first.wait_for()
    assert opened.locator("#view-sources .n").count() == 0
    answer.locator("a.jump").click()
    opened.wait_for_function("document.activeElement.id === 'answer-1'")


def test_an_error_is_a_sentence_and_can_be_retried(opened: Any) -> None:
    answer = ask(opened, BROKEN)
    assert "Il n’y a pas encore de bibliothèque" in answer.inner_text()
    assert "Traceback" not in opened.content()
    answer.get_by_role("button", name="Réessayer").click()
    opened.locator(".searching").wait_for(state="detached")
    assert opened.locator(".answer.failure").count() == 1
    assert ask(opened, MARRAKECH, answers=0).locator(".value").count() == 1


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (lambda route: route.fulfill(status=503, json={"detail": "Queue is full."}), "Trop de questions"),
        (lambda route: route.abort(), "Le serveur ne répond pas"),
    ],
)
def test_a_question_lost_on_its_way_is_told_and_can_be_retried(opened: Any, lost: Any, said: str) -> None:
    opened.route("**/queue/join*", lost)
    answer = ask(opened, MARRAKECH)
    assert said in answer.inner_text() and "busy" not in opened.locator("body").inner_text()
    opened.unroute("**/queue/join*")
    answer.get_by_role("button", name="Réessayer").click()
    opened.locator(".answer .value", has_text="11 mai 2022").wait_for()
    assert opened.locator(".exchange").count() == 1


def test_a_new_conversation_forgets_and_the_old_one_is_found_again(opened: Any) -> None:
    ask(opened, MARRAKECH)
    opened.get_by_role("button", name="Nouvelle conversation").click()
    opened.locator(".example").first.wait_for()
    assert "Aucun article" in ask(opened, "Et alors ?").inner_text()
    opened.locator(".heading", has_text=MARRAKECH).first.get_by_role("button").first.click()
    opened.locator(".answer .value", has_text="11 mai 2022").wait_for()
    opened.reload()
    opened.locator(".answer .value", has_text="11 mai 2022").wait_for()
    assert "Marrakech" in ask(opened, "Et alors ?").locator(".understood").inner_text()


@pytest.mark.parametrize("opened", [{"locale": "en-GB"}], indirect=True)
def test_the_page_speaks_the_browsers_language_and_can_be_switched(opened: Any) -> None:
    opened.locator(".example", has_text="When was the Marrakech meeting?").wait_for()
    assert "11 May 2022" in ask(opened, "When was the Marrakech meeting?").inner_text()
    opened.locator("#language").get_by_label("Français").check()
    opened.get_by_placeholder("Posez une autre question").wait_for()
    assert "11 May 2022" in opened.locator(".answer").inner_text()  # what was said stays
    assert opened.evaluate("document.documentElement.lang") == "fr"
    opened.reload()
    opened.get_by_role("button", name="Envoyer").wait_for()


def test_tabs_and_marks_are_reached_by_keyboard_alone(opened: Any) -> None:
    opened.get_by_label("Question", exact=True).press_sequentially(
        "Quand a eu lieu la réunion de Marrakech ?"
    )
    opened.keyboard.press("Enter")
    opened.locator(".answer .value").wait_for()
    opened.get_by_role("tab", name="Sources").focus()
    opened.keyboard.press("ArrowRight")
    assert opened.get_by_role("tab", name="Article").get_attribute("aria-selected") == "true"
    opened.keyboard.press("End")
    opened.locator("#view-explain .explained").wait_for()
    assert opened.evaluate("document.activeElement.id") == "tab-explain"
    opened.keyboard.press("Tab")
    assert opened.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_keyboard_stays_in_the_drawer_until_it_is_closed(opened: Any) -> None:
    opened.set_viewport_size({"width": 1024, "height": 800})
    opened.locator("#menu").wait_for()  # what is hidden takes no focus
    opened.locator("#menu").focus()
    opened.keyboard.press("Enter")
    opened.locator("#side.open").wait_for()
    for _ in range(12):
        opened.keyboard.press("Tab")
        assert opened.evaluate("!document.activeElement.closest('#masthead, #talk, #beside')")
    opened.locator("#tab-library").focus()
    opened.keyboard.press("Escape")
    assert opened.evaluate("document.activeElement.id") == "menu"
    opened.locator("#menu").click()
    opened.set_viewport_size({"width": 1440, "height": 800})
    opened.locator("#side:not(.open)").wait_for()
    ask(opened, MARRAKECH)


def test_nothing_sticks_out_at_any_width(opened: Any) -> None:
    ask(opened, MARRAKECH)
    for width, scheme in ((1440, "light"), (1024, "dark"), (390, "light"), (390, "dark")):
        opened.set_viewport_size({"width": width, "height": 800})
        opened.emulate_media(color_scheme=scheme)
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        for part in ("#masthead", "#question", "#beside"):
            box = opened.locator(part).bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
        for view in ("Sources", "Explications"):
            opened.get_by_role("tab", name=view).click()
            assert opened.evaluate("document.documentElement.scrollWidth") <= width
        opened.keyboard.press("Escape")
