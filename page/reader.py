"""The whole article beside the chat, a window of it at a time, with the cited sentences lit up."""

from __future__ import annotations

from collections.abc import Sequence

from index.articles import Article
from page.dates import written
from page.escape import inert, inert_line, key
from page.said import said
from page.texts import Texts
from page.web import on_the_web

WINDOW = 12_000  # characters that are shown at once
_SNAP = 400  # characters in which a better place to cut is looked for

Span = tuple[int, int, int]  # start, end, mark; mark 0 carries no number


def around(text: str, at: int) -> tuple[int, int]:
    """A window of ``text`` around the character ``at``, cut where a line or at least a word ends."""
    start = max(0, min(at - WINDOW // 3, len(text) - WINDOW))
    return snapped(text, start), snapped(text, min(len(text), start + WINDOW))


def snapped(text: str, at: int) -> int:
    """The end of a line at or shortly before ``at``, else of a word, else ``at``."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    for sign in ("\n", " "):
        found = text.rfind(sign, max(0, at - _SNAP), at)
        if found >= 0:
            return found + 1
    return at


def article(found: Article, spans: Sequence[Span], at: int, texts: Texts) -> str:
    """The head of the article and its text around ``at``."""
    start, end = around(found.text, at)
    title = (
        f'<h3 dir="auto">{inert_line(found.title)}</h3>'
        if found.title
        else f'<h3 class="untitled">{inert(texts("sources.untitled"))}</h3>'
    )
    told = [said(notice, texts, otherwise="") for notice in found.notices]
    notices = "".join(f'<p class="note">{inert_line(notice)}</p>' for notice in told)
    lang = f' lang="{inert(found.language)}"' if found.language else ""
    earlier = _more("before", found.id, start, texts) if start > 0 else ""
    later = _more("after", found.id, end, texts) if end < len(found.text) else ""
    return (
        f'<div class="reader" data-article="{key(found.id)}">{title}{meta(found, texts)}{notices}'
        f'{earlier}<div class="text" dir="auto"{lang}>{piece(found, start, end, spans)}</div>{later}</div>'
    )


def meta(found: Article, texts: Texts) -> str:
    """Date, publisher, language and file, on two lines."""
    unknown = ' class="unknown"' if found.published is None else ""
    items = [f"<span{unknown}>{inert(written(found.published, texts))}</span>"]
    if found.publisher:
        items.append(f"<span><bdi>{inert_line(found.publisher)}</bdi></span>")
    if found.language:
        items.append(f"<span>{inert(texts.language_name(found.language))}</span>")
    if found.url and on_the_web(found.url):
        link = f'<a href="{inert(found.url)}" target="_blank" rel="noopener noreferrer">'
        items.append(f"<span>{link}{inert(texts('sources.open'))}</a></span>")
    return (
        f'<p class="meta">{" · ".join(items)}</p>'
        f'<p class="file"><code title="{inert(texts("sources.file"))}"><bdi>{inert_line(found.id)}</bdi>'
        "</code></p>"
    )


def more(found: Article, way: str, at: int, spans: Sequence[Span], texts: Texts) -> dict[str, str]:
    """The window before or after ``at``: its text, and the button to go on with, or none."""
    text = found.text
    at = max(0, min(at, len(text)))
    start, end = (snapped(text, at - WINDOW), at) if way == "before" else (at, snapped(text, at + WINDOW))
    left = start > 0 if way == "before" else end < len(text)
    button = _more(way, found.id, start if way == "before" else end, texts) if left else ""
    return {"text": piece(found, start, end, spans), "button": button}


def piece(found: Article, start: int, end: int, spans: Sequence[Span]) -> str:
    """``text[start:end]`` with the cited spans in ``mark``; one that overlaps an earlier one is left out."""
    parts: list[str] = []
    at = start
    for first, last, n in sorted(spans):
        first, last = max(first, start), min(last, end)
        if first < at or first >= last:
            continue
        number = f'<b class="n">&#91;{n}&#93;</b> ' if n else ""
        parts.append(_plain(found, at, first))
        parts.append(f'<mark tabindex="-1" data-at="{first}">{number}{inert(found.text[first:last])}</mark>')
        at = last
    return "".join(parts) + _plain(found, at, end)


def _plain(found: Article, start: int, end: int) -> str:
    """A stretch without citations; what is masked out of search is set quieter."""
    parts: list[str] = []
    at = start
    for first, last in sorted(found.masked):
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        parts += [inert(found.text[at:first]), f'<span class="masked">{inert(found.text[first:last])}</span>']
        at = last
    return "".join(parts) + inert(found.text[at:end])


def _more(way: str, id: str, at: int, texts: Texts) -> str:
    return (
        f'<button type="button" class="more" data-do="more" data-way="{way}" data-article="{key(id)}" '
        f'data-at="{at}">{inert(texts(f"reader.{way}"))}</button>'
    )
