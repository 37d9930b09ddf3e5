"""A Chromium for tests: it must ask no other host, and run nothing that an article brought."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDED = pytest.mark.skipif(
    CHROMIUM is None or find_spec("playwright") is None, reason="playwright or Chromium is not installed"
)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
ROOT = Path(__file__).parent.parent


def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(FLAGS))
        yield launched
        launched.close()


def opened_page(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    """The page in a fresh session; at the end, it must have asked no other host and run no article."""
    context = browser.new_context(**{"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}} | options)
    context.set_default_timeout(15_000)
    tab = context.new_page()
    requests: list[str] = []
    troubles: list[str] = []
    tab.on("request", lambda asked: requests.append(asked.url))
    tab.on("pageerror", lambda error: troubles.append(str(error)))

    def closed(dialog: Any) -> None:
        troubles.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", closed)
    tab.goto(address)
    tab.locator("#question-field").wait_for()
    yield tab
    outside = [url for url in requests if not url.startswith((address, "data:", "blob:"))]
    pwned = tab.evaluate("window.__pwned")
    context.close()
    assert outside == [] and troubles == [] and pwned is None


def ask(tab: Any, question: str, answers: int | None = None) -> Any:
    """Ask, and give back the new answer, once it is whole. ``answers``: how many stand when it is asked."""
    before = tab.locator("#log .answer").count() if answers is None else answers
    tab.get_by_label("Question", exact=True).fill(question)
    tab.keyboard.press("Enter")
    answer = tab.locator("#log .answer").nth(before)
    answer.wait_for()
    tab.locator("#log[aria-busy=false]").wait_for()
    return answer


def serious(tab: Any) -> list[str]:
    """The rules that axe-core finds seriously broken; none where axe-core is not at hand."""
    places = (os.environ.get("AXE", ""), ROOT / "node_modules" / "axe-core" / "axe.min.js")
    script = next((Path(place) for place in places if place and Path(place).is_file()), None)
    if script is None:
        return []
    tab.evaluate(script.read_text("utf-8"))
    # An animation that is half-way has half a contrast.
    tab.wait_for_function("document.getAnimations().every((one) => one.playState !== 'running')")
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
