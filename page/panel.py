"""The sources beside the chat: of an answer, its articles with the cited sentences marked."""

from __future__ import annotations

from collections.abc import Sequence

from page.dates import written
from page.escape import inert, inert_line, key
from page.render import anchor
from page.sources import Extract, Source
from page.texts import Texts
from page.web import on_the_web
from rag.answer import Answer


def empty(texts: Texts) -> str:
    """The panel before there is an answer."""
    return f'<p class="blank">{inert(texts("sources.empty"))}</p>'


def section(answer: Answer, number: int, sources: Sequence[Source], texts: Texts) -> str:
    """The sources of the conversation's answer ``number``, or a refusal's nearest sentences."""
    heading = texts("sources.nearest") if answer.refused else texts("sources.heading")
    note = texts("sources.nearest_note" if sources else "sources.none") if answer.refused else ""
    note = f'<p class="note">{inert(note)}</p>' if note else ""
    cards = "".join(_card(source, answer, number, texts) for source in sources)
    return (
        f'<div class="cards" id="answer-{number}" tabindex="-1" lang="{texts.language}">'
        f'<h2>{inert(heading)}</h2><p class="asked" dir="auto">{inert(answer.question)}</p>'
        f"{note}{cards}</div>"
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
    whole = _open(source, texts)
    return f'<article class="source">{head}{_meta(source, texts)}{otherwise}{extracts}{whole}</article>'


def _open(source: Source, texts: Texts) -> str:
    """The button that opens the whole article at the first cited sentence."""
    citation = source.citation
    name = inert_line(citation.title or citation.article)
    return (
        f'<p class="opens"><button type="button" class="quiet" data-do="open" data-cited '
        f'data-article="{key(citation.article)}" data-start="{citation.start}" data-end="{citation.end}">'
        f'{inert(texts("sources.read"))}<span class="unseen"> : {name}</span></button></p>'
    )


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
    if citation.url and on_the_web(citation.url):
        link = f'<a href="{inert(citation.url)}" target="_blank" rel="noopener noreferrer">'
        items.append(f"<span>{link}{inert(texts('sources.open'))}</a></span>")
    file = f'<code title="{inert(texts("sources.file"))}"><bdi>{inert(citation.article)}</bdi></code>'
    return f'<p class="meta">{" · ".join(items)}</p><p class="file">{file}</p>'


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
