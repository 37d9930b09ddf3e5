"""The page's components and what happens between them. Imports Gradio, which takes seconds."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import gradio as gr

from index.errors import DossierError
from index.settings import Settings
from page import panel, render, texts
from page.chat import Chat
from page.endpoints import add_endpoints
from page.escape import inert
from page.pipeline import OnDemand, Pipeline
from page.sources import gather

log = logging.getLogger(__name__)

QUESTION_LIMIT = 2000  # characters
WAITING_LIMIT = 64  # questions that wait for their turn; the next one is told to come back
ANSWERING_LIMIT = 4  # questions that are answered at the same time


@dataclass(frozen=True)
class Exchange:
    """One question of a conversation, kept in the session's state."""

    question: str
    section: str  # its part of the sources panel; empty where the question could not be worked on
    turns: tuple[Any, ...]  # what the pipeline keeps of the conversation up to and with this question


Exchanges = tuple[Exchange, ...]


def build(pipeline: Pipeline | Callable[[], Pipeline], settings: Settings) -> gr.Blocks:
    """The page around ``pipeline``, or around what loads it: then the first question waits for it."""
    load = pipeline if isinstance(pipeline, OnDemand) else OnDemand(_loader(pipeline))
    first = texts.load(texts.LANGUAGES[0])

    def reply(
        message: str, history: list[Any], exchanges: Exchanges, language: str
    ) -> tuple[str, Exchanges, str, gr.Textbox]:
        asked_before = sum(1 for earlier in history if earlier["role"] == "user")
        html, exchange = answer(load, message, exchanges[:asked_before], language)
        kept = (*exchanges[:asked_before], exchange)
        again = gr.Textbox(placeholder=texts.load(language)("page.ask_again"))  # Gradio empties it
        return html, kept, _panel(kept, language), again

    def greet(request: gr.Request) -> list[Any]:
        language = texts.preferred(request.headers.get("accept-language"))
        return [language, *in_language(language, ())]

    def in_language(language: str, exchanges: Exchanges) -> list[Any]:
        words = texts.load(language)
        examples = [{"text": example} for example in words.all("page.examples")]
        return [
            _masthead(words),
            gr.Button(words("page.anew")),
            gr.Chatbot(placeholder=_welcome(words), examples=cast(Any, examples)),
            gr.Textbox(placeholder=words("page.ask_again" if exchanges else "page.ask")),
            _panel(exchanges, language),
        ]

    def begin_again(language: str) -> list[Any]:
        return [[], [], (), _panel((), language), gr.Textbox(placeholder=texts.load(language)("page.ask"))]

    page: gr.Blocks
    with gr.Blocks(title=first("page.title"), fill_width=True, analytics_enabled=False) as page:
        with gr.Row(elem_id="masthead"):
            masthead = gr.HTML(elem_id="title", apply_default_css=False)
            anew = gr.Button(elem_id="anew", size="sm", min_width=0)
            language = gr.Radio(
                [("Français", "fr"), ("English", "en")],
                value=first.language,
                label="Langue · Language",
                elem_id="language",
                container=False,
                min_width=0,
            )
        exchanges = gr.State(())
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk", min_width=0):
                chatbot = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    label=first("page.conversation"),
                    buttons=[],
                    height="100%",
                    layout="panel",
                    render_markdown=False,  # messages are HTML, made inert here and cleaned again there
                    sanitize_html=True,
                    allow_tags=False,
                    latex_delimiters=[],
                    feedback_options=None,
                    allow_file_downloads=False,
                )
                textbox = gr.Textbox(
                    elem_id="question", max_length=QUESTION_LIMIT, submit_btn=True, autofocus=True, scale=7
                )
                sources = gr.HTML(
                    panel.empty(first), elem_id="evidence", apply_default_css=False, render=False
                )
                chat = Chat(
                    reply,
                    chatbot=chatbot,
                    textbox=textbox,
                    additional_inputs=[exchanges, language],
                    additional_outputs=[exchanges, sources, textbox],
                    examples=[[example] for example in first.all("page.examples")],
                    cache_examples=False,
                    analytics_enabled=False,
                    api_visibility="private",
                    fill_height=False,
                    show_progress="minimal",
                    flagging_mode="never",
                )
            with gr.Column(elem_id="beside", min_width=0):
                sources.render()  # type: ignore[no-untyped-call]
        # An answer to the same question would be the same, and its turn would be counted twice.
        for offered in ("_retryable", "_undoable"):
            setattr(chat.chatbot, offered, False)
        changing = [masthead, anew, chatbot, textbox, sources]
        quiet: Any = {"show_progress": "hidden", "queue": False, "api_visibility": "private"}
        set_lang = "(language) => { document.documentElement.lang = language; }"
        tell = {"fn": None, "inputs": [language], "js": set_lang, **quiet}
        page.load(greet, None, [language, *changing], **quiet).then(**tell)
        language.input(in_language, [language, exchanges], changing, **quiet).then(**tell)
        emptied = [chatbot, chat.chatbot_state, exchanges, sources, textbox]
        anew.click(begin_again, [language], emptied, **quiet)
        add_endpoints(load)
    page.queue(default_concurrency_limit=ANSWERING_LIMIT, max_size=WAITING_LIMIT, api_open=False)
    return page


def answer(
    load: Callable[[], Pipeline], question: str, before: Exchanges, language: str
) -> tuple[str, Exchange]:
    """The chat message for ``question`` and what is kept of it: an answer, a refusal or what went wrong."""
    number = len(before) + 1
    turns = before[-1].turns if before else ()
    words = texts.load(language)
    try:
        if not question.strip():
            raise DossierError(words("failure.empty"))
        pipeline = load()
        found, turns = pipeline.respond(question, turns)
        words = texts.load(found.language if found.language in texts.LANGUAGES else language)
        cited = gather(pipeline, found.nearest if found.refused else found.citations)
        section = panel.section(found, number, cited, words)
        return render.message(found, number, words), Exchange(question, section, turns)
    except DossierError as error:
        sentence = str(error)
    except Exception:  # the page's outermost door: people get a sentence, the terminal gets the trace
        log.exception("a question could not be answered")
        sentence = words("failure.unexpected")
    return render.failure(sentence, words), Exchange(question, "", turns)


def _loader(pipeline: Pipeline | Callable[[], Pipeline]) -> Callable[[], Pipeline]:
    if callable(pipeline):
        return pipeline
    return lambda: pipeline


def _panel(exchanges: Exchanges, language: str) -> str:
    return panel.panel([(one.question, one.section) for one in exchanges], texts.load(language))


def _masthead(words: texts.Texts) -> str:
    labels = " ".join(
        f'data-{name}="{inert(words(f"page.{name}"))}"' for name in ("ask", "send", "conversation")
    )
    return (
        f'<header lang="{words.language}" {labels}><h1>{inert(words("page.title"))}</h1>'
        f"<p>{inert(words('page.tagline'))}</p></header>"
    )


def _welcome(words: texts.Texts) -> str:
    return (
        f'<div class="welcome" lang="{words.language}"><h2>{inert(words("page.welcome"))}</h2>'
        f"<p>{inert(words('page.welcome_more'))}</p></div>"
    )
