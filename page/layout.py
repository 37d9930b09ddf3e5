"""The page in Gradio: one component that our script draws in, and the events between it and the desk.

Imports Gradio, which takes seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from index.settings import Settings
from page import texts
from page.access import access
from page.desk import Desk
from page.endpoints import add_endpoints
from page.escape import inert
from page.pipeline import OnDemand, Pipeline

WAITING_LIMIT = 64  # questions that wait for their turn; the next one is told to come back
ANSWERING_LIMIT = 4  # questions that are answered at the same time

# The names of the events stand here in quotation marks, as Gradio wants them.
_DRAW = """
dossier.begin(element, server, upload, {
  ask: (what) => trigger('ask_question', what), stop: () => trigger('stop_question', {}),
  change: (what) => trigger('change_library', what), halt: () => trigger('stop_change', {}),
});
"""
_HEAR = "watch('value', () => dossier.hear('%s', props.value));"


def build(pipeline: Pipeline | Callable[[], Pipeline], settings: Settings) -> gr.Blocks:
    """The page around ``pipeline``, or around what loads it: then the first question waits for it."""
    load = pipeline if isinstance(pipeline, OnDemand) else OnDemand(_loader(pipeline))
    allowed = access(settings)
    desk = Desk(load, settings, allowed, Path(get_upload_folder()))

    def owner(request: Any) -> str:
        return allowed.owner(settings.user if allowed.signs_in else None, request.headers)

    def call(asked: Any, request: gr.Request) -> Any:
        return desk.do(asked, owner(request))

    def ask(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        for reply in desk.ask(event._data, owner(request)):
            yield json.dumps(reply, ensure_ascii=False)

    def change(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        ticket = event._data.get("ticket")  # so that no two replies are the same: Gradio would hold one back
        for reply in desk.change(event._data, owner(request)):
            yield json.dumps(reply | {"ticket": ticket}, ensure_ascii=False)

    lost = "".join(f' data-lost-{one}="{inert(texts.load(one)("page.lost"))}"' for one in texts.LANGUAGES)
    page: gr.Blocks
    title = texts.load(texts.LANGUAGES[0])("page.title")
    with gr.Blocks(title=title, fill_width=True, analytics_enabled=False) as page:
        answers, changes = (
            gr.HTML(
                html_template="<i></i>", js_on_load=_HEAR % name, elem_classes="wire", apply_default_css=False
            )
            for name in ("answer", "change")
        )
        drawn: Any = gr.HTML(
            html_template=f'<div id="dossier" aria-busy="true"{lost}></div>',
            js_on_load=_DRAW,
            server_functions=[call],
            elem_id="page",
            apply_default_css=False,
        )
        quiet: Any = {"show_progress": "hidden", "api_visibility": "private"}
        asking = drawn.ask_question(ask, None, answers, concurrency_limit=ANSWERING_LIMIT, **quiet)
        changing = drawn.change_library(change, None, changes, concurrency_limit=ANSWERING_LIMIT, **quiet)
        drawn.stop_question(None, None, None, cancels=[asking], queue=False, **quiet)
        drawn.stop_change(None, None, None, cancels=[changing], queue=False, **quiet)
        add_endpoints(load)
    page.queue(default_concurrency_limit=ANSWERING_LIMIT, max_size=WAITING_LIMIT, api_open=False)
    return page


def _loader(pipeline: Pipeline | Callable[[], Pipeline]) -> Callable[[], Pipeline]:
    if callable(pipeline):
        return pipeline
    return lambda: pipeline
