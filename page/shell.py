"""The frame of the page: masthead, conversations and library, the talk, the evidence, the filters."""

from __future__ import annotations

import json

from index.articles import FORMATS
from page import library_view, panel
from page.escape import inert
from page.texts import LANGUAGES, Texts

NAMES = {"fr": "Français", "en": "English"}
QUESTION_LIMIT = 2000  # characters
VIEWS = ("sources", "article", "timeline", "explain")
SIDES = ("conversations", "library")

# What the page's script says by itself.
_SPOKEN = (
    "page.searching", "page.stopped", "page.retry", "page.lost", "page.busy", "page.ask",
    "page.ask_again", "failure.heading",
    "history.name", "history.save", "history.cancel", "history.confirm", "history.delete",
    "library.preparing", "library.upload_failed", "timeline.loading",
    "reader.empty", "sources.empty", "explain.empty",
)  # fmt: skip


def frame(texts: Texts, *, may_name: bool, articles: int | None, examples: bool) -> str:
    """The whole page before anything is asked. ``articles``: how many there are, where that is known."""
    words = inert(json.dumps({name: texts.template(name) for name in _SPOKEN}, ensure_ascii=False))
    return (
        f'<div class="desk" lang="{texts.language}" data-words="{words}">'
        f'<a class="skip" href="#question-field">{inert(texts("page.skip"))}</a>'
        f"{_masthead(texts)}{_side(texts, may_name)}{_talk(texts, articles, examples)}{_beside(texts)}"
        f'{_filters(texts)}<div id="tip" role="tooltip" hidden></div>'
        f'<div id="said" role="status" aria-live="polite"></div></div>'
    )


def _masthead(texts: Texts) -> str:
    languages = "".join(
        f'<label><input type="radio" name="language" value="{code}"'
        f'{" checked" if code == texts.language else ""}><span lang="{code}">{NAMES[code]}</span></label>'
        for code in LANGUAGES
    )
    return (
        f'<div id="masthead"><button type="button" id="menu" class="icon" data-do="side" '
        f'aria-controls="side" aria-expanded="false" aria-label="{inert(texts("page.open_side"))}">'
        f"{_icon('M3 6h14M3 10h14M3 14h14')}</button>"
        f'<h1>{inert(texts("page.title"))}</h1><p class="tagline">{inert(texts("page.tagline"))}</p>'
        f'<button type="button" id="anew" data-do="anew">{_icon("M10 4v12M4 10h12")}'
        f"<span>{inert(texts('page.anew'))}</span></button>"
        f'<fieldset id="language"><legend class="unseen">{inert(texts("page.language"))}</legend>'
        f"{languages}</fieldset></div>"
    )


def _side(texts: Texts, may_name: bool) -> str:
    endings = ",".join(FORMATS)
    search = inert(texts("history.search"))
    conversations = (
        f'<input type="search" id="find-conversation" aria-label="{search}" placeholder="{search}">'
        '<div id="conversations"></div>'
    )
    library = library_view.frame(may_name, endings, texts)
    return (
        f'<nav id="side" aria-label="{inert(texts("page.side"))}">'
        f"{_tabs('side', SIDES, texts)}"
        f"{_panel('side', 'conversations', conversations, True)}{_panel('side', 'library', library, False)}"
        f'<button type="button" class="icon close" data-do="side" aria-label="{inert(texts("page.close"))}">'
        f'{_icon("M5 5l10 10M15 5L5 15")}</button></nav><div id="veil" data-do="side"></div>'
    )


def _talk(texts: Texts, articles: int | None, examples: bool) -> str:
    exports = "".join(
        f'<button type="button" data-do="export" data-kind="{kind}">'
        f"{inert(texts(f'page.export_{kind}'))}</button>"
        for kind in ("markdown", "json")
    )
    return (
        f'<section id="talk" aria-label="{inert(texts("page.conversation"))}">'
        f'<div id="heading" hidden><h2 dir="auto"></h2><details class="menu" id="export">'
        f"<summary>{inert(texts('page.export'))}</summary><div>{exports}</div></details></div>"
        f'<div id="chat"><div id="log" role="log" aria-live="polite" aria-relevant="additions" '
        f'aria-label="{inert(texts("page.conversation"))}" tabindex="0"></div>'
        f"{welcome(texts, articles, examples)}</div>"
        f'<form id="question" autocomplete="off"><div class="narrow">'
        f'<button type="button" class="quiet" id="filter" data-do="filters" aria-haspopup="dialog">'
        f"{_icon('M3 5h14M6 10h8M8.5 15h3')}{inert(texts('filters.open'))}</button>"
        f'<ul id="chips" aria-label="{inert(texts("filters.active"))}" hidden></ul></div>'
        f'<div class="box"><label class="unseen" for="question-field">{inert(texts("page.question"))}</label>'
        f'<textarea id="question-field" rows="1" maxlength="{QUESTION_LIMIT}" dir="auto" '
        f'placeholder="{inert(texts("page.ask"))}"></textarea>'
        f'<button type="submit" id="send" class="send" aria-label="{inert(texts("page.send"))}">'
        f"{_icon('M10 16V4M5 9l5-5 5 5')}</button>"
        f'<button type="button" id="stop" class="send" data-do="stop" '
        f'aria-label="{inert(texts("page.stop"))}" hidden>'
        f"{_icon('M6 6h8v8H6z')}</button></div></form></section>"
    )


def welcome(texts: Texts, articles: int | None, examples: bool) -> str:
    """What stands where answers will."""
    more = inert(texts("page.no_articles" if articles == 0 else "page.welcome_more"))
    asks = "".join(
        f'<li><button type="button" class="example" data-do="example">{inert(example)}</button></li>'
        for example in (texts.all("page.examples") if examples else ())
    )
    label = inert(texts("page.examples_label"))
    listed = f'<ul class="examples" aria-label="{label}">{asks}</ul>' if asks else ""
    return f'<div id="welcome"><h2>{inert(texts("page.welcome"))}</h2><p>{more}</p>{listed}</div>'


def _beside(texts: Texts) -> str:
    contents = {
        "sources": panel.empty(texts),
        "article": f'<p class="blank">{inert(texts("reader.empty"))}</p>',
        "timeline": "",
        "explain": f'<p class="blank">{inert(texts("explain.empty"))}</p>',
    }
    panels = "".join(_panel("view", name, contents[name], name == VIEWS[0]) for name in VIEWS)
    return (
        f'<section id="beside" aria-label="{inert(texts("page.beside"))}">{_tabs("view", VIEWS, texts)}'
        f'<button type="button" class="icon close" data-do="unsheet" '
        f'aria-label="{inert(texts("page.close"))}">'
        f'{_icon("M5 5l10 10M15 5L5 15")}</button><div class="panels">{panels}</div></section>'
    )


def _filters(texts: Texts) -> str:
    return (
        f'<dialog id="filters" aria-labelledby="filters-heading"><form method="dialog">'
        f'<h2 id="filters-heading">{inert(texts("filters.heading"))}</h2>'
        f'<p class="note">{inert(texts("filters.note"))}</p><div id="filter-fields"></div><p class="buttons">'
        f'<button type="button" class="quiet" data-do="clear">{inert(texts("filters.clear"))}</button>'
        f'<button type="button" class="quiet" data-do="dismiss">{inert(texts("page.close"))}</button>'
        f'<button type="submit" class="strong">{inert(texts("filters.apply"))}</button></p></form></dialog>'
    )


def _tabs(group: str, names: tuple[str, ...], texts: Texts) -> str:
    tabs = "".join(
        f'<button type="button" role="tab" id="tab-{name}" aria-controls="{group}-{name}" data-do="tab" '
        f'data-tab="{name}" aria-selected="{str(name == names[0]).lower()}" '
        f'tabindex="{0 if name == names[0] else -1}">'
        f"{inert(texts(f'tabs.{name}'))}</button>"
        for name in names
    )
    label = inert(texts("page.side" if group == "side" else "page.beside"))
    return f'<div class="tabs" role="tablist" aria-label="{label}" data-group="{group}">{tabs}</div>'


def _panel(group: str, name: str, content: str, shown: bool) -> str:
    return (
        f'<div class="panel" role="tabpanel" id="{group}-{name}" aria-labelledby="tab-{name}" tabindex="0"'
        f"{'' if shown else ' hidden'}>{content}</div>"
    )


def _icon(path: str) -> str:
    return f'<svg aria-hidden="true" viewBox="0 0 20 20"><path d="{path}"/></svg>'
