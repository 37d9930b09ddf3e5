"""Stopping an answer on its way, in a real Chromium: what it held is free, and it can be asked again."""

from __future__ import annotations

import threading
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import pytest

import app
from index.filters import EVERYTHING, Filters
from index.settings import load_settings
from rag.answer import Answer
from rag.turns import Turn
from tests.chromium import NEEDED, ask, chromium, opened_page
from tests.scripted_pipeline import ScriptedPipeline

pytestmark = NEEDED

WRITTEN = "Qui représentait le Maroc à Washington ?"


@dataclass(frozen=True)
class SlowPipeline(ScriptedPipeline):
    """Gives the reader's answer at once and then writes on, as a language model does, until it is closed."""

    closed: threading.Event = field(default_factory=threading.Event)
    slow: threading.Event = field(default_factory=threading.Event)

    def stream(
        self, question: str, turns: tuple[Turn, ...] = (), filters: Filters = EVERYTHING
    ) -> Generator[tuple[Answer, tuple[Turn, ...]], None, None]:
        found = self.respond(question, turns)
        try:
            yield found
            while self.slow.is_set():
                threading.Event().wait(0.1)
                yield found
        finally:
            self.closed.set()


def test_an_answer_is_stopped_and_asked_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    pipeline: Any = SlowPipeline()
    pipeline.slow.set()
    served = app.start(lambda: pipeline, load_settings(port=0, library=tmp_path_factory.mktemp("library")))
    for browser in chromium():
        for tab in opened_page(browser, str(served.local_url)):
            tab.get_by_label("Question", exact=True).fill(WRITTEN)
            tab.keyboard.press("Enter")
            tab.locator(".exchange.writing .value", has_text="Nasser Bourita").wait_for()
            tab.get_by_role("button", name="Arrêter").click()
            tab.get_by_role("button", name="Envoyer").wait_for()
            assert pipeline.closed.wait(10)
            assert tab.locator(".exchange.writing").count() == 0
            pipeline.slow.clear()
            tab.get_by_role("button", name="Réessayer").click()
            tab.locator("#log[aria-busy=false]").wait_for()
            assert tab.locator(".exchange").count() == 1
            assert ask(tab, "Et alors ?").locator(".value").count() == 1
            pipeline.slow.set()
            tab.get_by_label("Question", exact=True).fill(WRITTEN)
            tab.keyboard.press("Enter")
            tab.locator(".exchange.writing .value").wait_for()
            tab.context.set_offline(True)  # the server is gone in the middle of an answer
            tab.locator("#said", has_text="Le serveur ne répond pas").wait_for()
            assert tab.locator(".exchange").last.locator(".value").count() == 1  # what came stays
            tab.get_by_role("button", name="Envoyer").wait_for()
            tab.context.set_offline(False)
            pipeline.slow.clear()
            tab.reload()
            tab.locator(".exchange").nth(2).wait_for()
            assert tab.locator(".exchange").count() == 3
    served.close(verbose=False)
