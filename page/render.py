"""An answer as HTML for the chat: the value first, then the sentences, then who agrees and who differs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from page.escape import clipped, inert_line
from page.texts import Texts
from rag.answer import Answer, Citation

_MARK = re.compile(r"\s?\[(\d+)\]")
_LONG = 60  # characters of a value from which it is set smaller
_HOVER = 300  # characters of a quote that a mark shows when the pointer rests on it


def anchor(number: int, mark: int) -> str:
    """The id of mark ``mark`` of the conversation's answer ``number``, in the sources beside it."""
    return f"source-{number}-{mark}"


def message(answer: Answer, number: int, texts: Texts) -> str:
    """The chat message for the conversation's answer ``number``: one HTML block without a blank line.

    ``texts`` are in the answer's language. Whatever comes from articles or people is made inert.
    """
    body = _refusal(answer, number, texts) if answer.refused else _answer(answer, number, texts)
    understood = ""
    if _plain(answer.understood) != _plain(answer.question) and not answer.refused:
        line = texts("answer.understood", question=answer.understood)
        understood = f'<p class="understood">{inert_line(line)}</p>'
    notices = "".join(f'<p class="notice">{inert_line(notice)}</p>' for notice in answer.notices)
    kind = "answer refusal" if answer.refused else "answer"
    return f'<div class="{kind}" lang="{inert_line(answer.language)}">{understood}{body}{notices}</div>'


def failure(sentence: str, texts: Texts) -> str:
    """The chat message for a question that could not be worked on."""
    return (
        f'<div class="answer failure" lang="{texts.language}">'
        f'<p class="lead">{inert_line(texts("failure.heading"))}</p><p>{inert_line(sentence)}</p></div>'
    )


def _answer(answer: Answer, number: int, texts: Texts) -> str:
    links = {citation.n: _link(citation, number, texts) for citation in answer.citations}
    marks = [int(mark) for mark in _MARK.findall(answer.text)]
    parts: list[str] = []
    size = "value long" if len(answer.short or "") > _LONG else "value"
    if answer.short and _plain(_MARK.sub("", answer.text)) == _plain(answer.short):
        parts.append(f'<p class="{size}">{inert_line(answer.short)} {_join(links, marks)}</p>')
    else:
        if answer.short:
            parts.append(f'<p class="{size}">{inert_line(answer.short)}</p>')
        parts.append(f'<p class="says">{_with_links(answer.text, links)}</p>')
    parts.append(_standing(answer, links, texts))
    if answer.written_by != "reader":
        author = texts("answer.written_by", name=answer.written_by)
        parts.append(f'<p class="notice">{inert_line(author)}</p>')
    return "".join(parts)


def _standing(answer: Answer, links: dict[int, str], texts: Texts) -> str:
    """Who agrees and who differs."""
    lines: list[str] = []
    if answer.agree:
        marks = [mark for source in answer.agree for mark in source]
        said = inert_line(texts.count("answer.agree", len(answer.agree)))
        lines.append(f'<li class="agree">{said} {_join(links, marks)}</li>')
    for other in answer.differ:
        articles = {c.article for c in answer.citations if c.n in other.citations}
        said = inert_line(texts.count("answer.differ", len(articles)))
        lines.append(
            f'<li class="differ">{said} <strong>{inert_line(other.short)}</strong> '
            f"{_join(links, other.citations)}</li>"
        )
    return f'<ul class="standing">{"".join(lines)}</ul>' if lines else ""


def _refusal(answer: Answer, number: int, texts: Texts) -> str:
    lead = texts(f"refusal.{answer.reason or 'not_answered'}")
    parts = [f'<p class="lead">{inert_line(lead)}</p>']
    if answer.text and _plain(answer.text) != _plain(lead):
        parts.append(f'<p class="says">{inert_line(answer.text)}</p>')
    looked_for = inert_line(texts("refusal.looked_for"))
    asked = inert_line(quoted(answer.understood or answer.question, texts))
    parts.append(f'<p class="looked-for">{looked_for} <q>{asked}</q></p>')
    if answer.nearest:
        see = inert_line(texts.count("refusal.nearest", len(answer.nearest)))
        parts.append(f'<p class="see"><a class="jump" href="#answer-{number}">{see}</a></p>')
    return "".join(parts)


def quoted(text: str, texts: Texts) -> str:
    """``text`` between the quotation marks of the page's language."""
    return f"{texts('quotes.open')}{text}{texts('quotes.close')}"


def _link(citation: Citation, number: int, texts: Texts) -> str:
    hover = inert_line(quoted(clipped(citation.quote, _HOVER), texts))
    return f'<a class="mark" href="#{anchor(number, citation.n)}" title="{hover}">&#91;{citation.n}&#93;</a>'


def _with_links(text: str, links: dict[int, str]) -> str:
    """``text`` made inert, with its marks turned into links; a mark without a citation stays as text."""
    parts: list[str] = []
    at = 0
    for found in _MARK.finditer(text):
        if (mark := int(found[1])) in links:
            parts += [_inert_piece(text[at : found.start()]), links[mark]]
            at = found.end()
    return "".join(parts) + _inert_piece(text[at:])


def _inert_piece(text: str) -> str:
    """A piece of a line: inert, its outer spaces kept."""
    lead, tail = text[:1].isspace(), text[-1:].isspace() and bool(text.strip())
    return f"{' ' * lead}{inert_line(text)}{' ' * tail}"


def _join(links: dict[int, str], marks: Iterable[int]) -> str:
    return "".join(links[mark] for mark in dict.fromkeys(marks) if mark in links)


def _plain(text: str) -> str:
    """``text`` to compare: without what may stand around the same words."""
    return " ".join(text.split()).strip(' ."«»“”\u00a0\u202f').casefold()
