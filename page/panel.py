"""The panel beside the chat: for each answer, its articles with the cited sentences marked."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from page.dates import written
from page.escape import inert
from page.render import anchor
from page.sources import Extract, Source
from page.texts import Texts
from rag.answer import Answer


def empty(texts: Texts) -> str:
    """The panel before there is an answer. The layout closes its column."""
    return f'<section class="sources empty" lang="{texts.language}"></section>'


def panel(exchanges: Sequence[tuple[str, str]], texts: Texts) -> str:
    """The whole panel from (question, ``section``) pairs, oldest first; the newest one stands open.

    A question that could not be worked on has an empty section, and no place here.
    """
    if not any(section for _, section in exchanges):
        return empty(texts)
    *earlier, (_, newest) = exchanges
    folded = "".join(
        f"<details><summary>{inert(asked)}</summary>{section}</details>"
        for asked, section in reversed(earlier)
        if section
    )
    if folded:
        folded = f'<h3 class="earlier">{inert(texts("sources.earlier"))}</h3>{folded}'
    return (
        f'<section class="sources" lang="{texts.language}" aria-label="{inert(texts("sources.label"))}">'
        f"{newest}{folded}</section>"
    )


def section(answer: Answer, number: int, sources: Sequence[Source], texts: Texts) -> str:
    """The sources of the conversation's answer ``number``, or a refusal's nearest sentences."""
    heading = texts("sources.nearest") if answer.refused else texts("sources.heading")
    note = texts("sources.nearest_note" if sources else "sources.none") if answer.refused else ""
    note = f'<p class="note">{inert(note)}</p>' if note else ""
    cards = "".join(_card(source, answer, number, texts) for source in sources)
    return (
        f'<div class="cards" id="answer-{number}" tabindex="-1" lang="{texts.language}">'
        f'<h2>{inert(heading)}</h2><p class="asked">{inert(answer.question)}</p>{note}{cards}</div>'
    )


def _card(source: Source, answer: Answer, number: int, texts: Texts) -> str:
    title = source.citation.title
    if title:
        head = f'<h3 dir="auto">{inert(title)}</h3>'
    else:
        head = f'<h3 class="untitled">{inert(texts("sources.untitled"))}</h3>'
    cited = {mark for extract in source.extracts for _, _, mark in extract.cited}
    otherwise = "".join(
        f'<p class="otherwise">{inert(texts("sources.says_otherwise", short=other.short))}</p>'
        for other in answer.differ
        if cited.intersection(other.citations)
    )
    lang = f' lang="{inert(source.language)}"' if source.language else ""
    extracts = "".join(
        f'<blockquote dir="auto"{lang}>{_extract(extract, number, answer.refused)}</blockquote>'
        for extract in source.extracts
    )
    return f'<article class="source">{head}{_meta(source, texts)}{otherwise}{extracts}</article>'


def _meta(source: Source, texts: Texts) -> str:
    citation = source.citation
    unknown = ' class="unknown"' if citation.published is None else ""
    items = [f"<span{unknown}>{inert(written(citation.published, texts))}</span>"]
    if citation.publisher:
        items.append(f"<span><bdi>{inert(citation.publisher)}</bdi></span>")
    if source.language:
        items.append(f"<span>{inert(texts.language_name(source.language))}</span>")
    if citation.page is not None:
        items.append(f"<span>{inert(texts('sources.page', page=citation.page))}</span>")
    if citation.url and _on_the_web(citation.url):
        link = f'<a href="{inert(citation.url)}" target="_blank" rel="noopener noreferrer">'
        items.append(f"<span>{link}{inert(texts('sources.open'))}</a></span>")
    file = f'<code title="{inert(texts("sources.file"))}"><bdi>{inert(citation.article)}</bdi></code>'
    return f'<p class="meta">{" · ".join(items)}</p><p class="file">{file}</p>'


def _on_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _extract(extract: Extract, number: int, refused: bool) -> str:
    """The text with each cited span in a ``mark``; a refusal's nearest sentences carry no number."""
    parts: list[str] = []
    at = 0
    for start, end, n in extract.cited:
        quote = inert(extract.text[start:end])
        parts.append(inert(extract.text[at:start]))
        if refused:
            parts.append(f'<mark class="near">{quote}</mark>')
        else:
            parts.append(
                f'<mark id="{anchor(number, n)}" tabindex="-1"><b class="n">&#91;{n}&#93;</b> {quote}</mark>'
            )
        at = end
    return "".join(parts) + inert(extract.text[at:])
