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
AXE_VERSION = "4.14.1"
_AXE_PLACES = (os.environ.get("AXE"), ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js")
AXE = next((Path(place) for place in _AXE_PLACES if place and Path(place).is_file()), None)
AXE_NEEDED = pytest.mark.skipif(
    AXE is None,
    reason=f"no axe-core: npm install --prefix build/axe axe-core@{AXE_VERSION}, or set AXE to its file",
)


def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(FLAGS))
        yield launched
        launched.close()


def opened_page(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    """The page in a fresh session; at the end, it must have asked no other host and run no article."""
    usual = {"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
    context = browser.new_context(**usual | options)
    context.set_default_timeout(60_000)  # what is waited for comes late on a busy machine
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


def faults(tab: Any) -> list[str]:
    """What axe-core finds moderately, seriously or critically wrong with the page, light and then dark."""
    assert AXE is not None
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE.read_text("utf-8"))
    found = _run_axe(tab, {"resultTypes": ["violations"]})
    tab.emulate_media(color_scheme="dark")
    found += _run_axe(tab, {"resultTypes": ["violations"], "runOnly": ["color-contrast"]})
    tab.emulate_media(color_scheme="light")
    return found


def _run_axe(tab: Any, options: dict[str, Any]) -> list[str]:
    # An animation that is half-way has half a contrast.
    tab.wait_for_function("document.getAnimations().every((one) => one.playState !== 'running')")
    found = tab.evaluate("(options) => axe.run(document, options)", options)["violations"]
    return [
        f"{one['impact']} {one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        if one["impact"] != "minor"
        for node in one["nodes"][:2]
    ]
