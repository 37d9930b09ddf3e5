"""An exchange as HTML: the question, the value first, then the sentences, who agrees and who differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from page.dates import written
from page.escape import clipped, inert, inert_line, key
from page.feedback import VERDICTS
from page.texts import LANGUAGES, Texts, load
from rag.answer import Answer, Citation

_MARK = re.compile(r"\s?\[(\d+)\]")
_SENTENCES = re.compile(r"(?<=\])\.\s+(?=[«“\"])")  # between the quoted sentences of a synthesis
_LONG = 60  # characters of a value from which it is set smaller
_HOVER = 300  # characters of a quote that a mark shows when the pointer or the keyboard rests on it
_NEAR = 200  # characters of a refusal's nearest sentences
_NEAREST = 3
_INSTEAD = 2  # questions that a refusal suggests


def anchor(number: int, mark: int) -> str:
    """The id of mark ``mark`` of the conversation's answer ``number``, in the sources beside it."""
    return f"source-{number}-{mark}"


def exchange(
    answer: Answer,
    number: int,
    texts: Texts,
    *,
    verdict: str | None = None,
    correction: str = "",
    filtered: bool = False,
) -> str:
    """The conversation's question ``number`` with its answer, and what can be done with it.

    ``texts`` are in the page's language, the answer is in its question's. ``filtered``: under filters.
    """
    words = load(answer.language) if answer.language in LANGUAGES else texts
    return (
        f'<article class="exchange" data-number="{number}" data-answer="{inert(answer.answer_id)}">'
        f"{asked(answer.question)}{message(answer, number, words, filtered)}"
        f"{_after(answer, number, verdict, correction, texts)}</article>"
    )


def asked(question: str) -> str:
    """The question above its answer."""
    return f'<h3 class="user-row" dir="auto">{inert(question)}</h3>'


def message(answer: Answer, number: int, texts: Texts, filtered: bool = False) -> str:
    """The answer alone. Whatever comes from articles or people is made inert."""
    body = _refusal(answer, number, texts, filtered) if answer.refused else _answer(answer, number, texts)
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
        f'<p class="lead">{inert_line(texts("failure.heading"))}</p><p>{inert_line(sentence)}</p>'
        f'<p><button type="button" class="quiet" data-do="retry">{inert(texts("page.retry"))}</button></p>'
        "</div>"
    )


def _answer(answer: Answer, number: int, texts: Texts) -> str:
    links = {citation.n: _link(citation, number, texts) for citation in answer.citations}
    marks = [int(mark) for mark in _MARK.findall(answer.text)]
    parts: list[str] = []
    size = "value long" if len(answer.short or "") > _LONG else "value"
    told = _SENTENCES.split(answer.text) if answer.written_by == "reader" and not answer.short else []
    if answer.short and _plain(_MARK.sub("", answer.text)) == _plain(answer.short):
        parts.append(f'<p class="{size}">{inert_line(answer.short)} {_join(links, marks)}</p>')
        parts.append(_sentence(answer, links, texts))
    elif len(told) > 1:
        parts.append(_listed(answer, told, links, texts))
    else:
        if answer.short:
            parts.append(f'<p class="{size}">{inert_line(answer.short)}</p>')
        parts.append(f'<p class="says">{_with_links(answer.text, links)}</p>')
        if answer.short and answer.written_by == "reader":
            parts.append(_sentence(answer, links, texts))
    parts.append(_standing(answer, links, texts))
    if answer.written_by != "reader":
        author = texts("answer.written_by", name=answer.written_by)
        parts.append(f'<p class="notice">{inert_line(author)}</p>')
    return "".join(parts)


def _sentence(answer: Answer, links: dict[int, str], texts: Texts) -> str:
    """The sentence that the value comes from, with its article; nothing where the answer has it already."""
    if not answer.citations or _plain(answer.citations[0].quote) in _plain(_MARK.sub("", answer.text)):
        return ""
    first = answer.citations[0]
    said = f"<q>{inert_line(quoted(first.quote, texts))}</q> {links[first.n]}"
    return f'<blockquote class="from" dir="auto"><p>{said}</p>{_article(first, texts)}</blockquote>'


def _listed(answer: Answer, told: Sequence[str], links: dict[int, str], texts: Texts) -> str:
    """The sentences of a synthesis one below another, each with its article."""
    cited = {citation.n: citation for citation in answer.citations}
    items: list[str] = []
    for sentence in told:
        marks = [int(mark) for mark in _MARK.findall(sentence)]
        of = _article(cited[marks[0]], texts) if marks and marks[0] in cited else ""
        items.append(f'<li class="from" dir="auto"><p>{_with_links(sentence, links)}</p>{of}</li>')
    return f'<ul class="listed">{"".join(items)}</ul>'


def _article(citation: Citation, texts: Texts) -> str:
    date = f" · {inert_line(written(citation.published, texts))}" if citation.published else ""
    return f"<small><bdi>{inert_line(citation.title or citation.article)}</bdi>{date}</small>"


def _standing(answer: Answer, links: dict[int, str], texts: Texts) -> str:
    """Who agrees and who differs, counted at a glance; then the other values with who says them."""
    counts: list[str] = []
    if answer.agree:
        marks = [mark for source in answer.agree for mark in source]
        said = inert_line(texts.count("answer.agree", len(answer.agree)))
        counts.append(f'<span class="agree">{said} {_join(links, marks)}</span>')
    others = {c.article for other in answer.differ for c in answer.citations if c.n in other.citations}
    if others:
        said = inert_line(texts.count("answer.differ", len(others)))
        counts.append(f'<span class="differ">{said}</span>')
    if not counts:
        return ""
    values = "".join(
        f'<li><strong dir="auto">{inert_line(other.short)}</strong> {_join(links, other.citations)}</li>'
        for other in answer.differ
    )
    values = f'<ul class="others">{values}</ul>' if values else ""
    return f'<p class="standing">{" · ".join(counts)}</p>{values}'


def _refusal(answer: Answer, number: int, texts: Texts, filtered: bool) -> str:
    lead = texts(f"refusal.{answer.reason or 'not_answered'}")
    parts = [f'<p class="lead">{inert_line(lead)}</p>']
    if answer.text and _plain(answer.text) != _plain(lead):
        parts.append(f'<p class="says">{inert_line(answer.text)}</p>')
    looked_for = inert_line(texts("refusal.looked_for"))
    said = inert_line(quoted(answer.understood or answer.question, texts))
    parts.append(f'<p class="looked-for">{looked_for} <q dir="auto">{said}</q></p>')
    if answer.nearest:
        see = inert_line(texts.count("refusal.nearest", len(answer.nearest)))
        near = "".join(
            f'<li dir="auto"><q>{inert_line(quoted(clipped(c.quote, _NEAR), texts))}</q> '
            f"<small><bdi>{inert_line(c.title or c.article)}</bdi></small></li>"
            for c in answer.nearest[:_NEAREST]
        )
        parts.append(f'<p class="see"><a class="jump" href="#answer-{number}">{see}</a></p>')
        parts.append(f'<ul class="nearest">{near}</ul>')
    ask = "".join(
        f'<li><button type="button" class="instead" data-do="instead" data-question="{key(one)}" dir="auto">'
        f"{inert_line(one)}</button></li>"
        for one in instead(answer, texts)
    )
    if filtered:
        ask += (
            '<li><button type="button" class="instead" data-do="unfiltered">'
            f"{inert_line(texts('refusal.without'))}</button></li>"
        )
    if ask:
        parts.append(
            f'<p class="hint">{inert_line(texts("refusal.instead"))}</p><ul class="instead-list">{ask}</ul>'
        )
    return "".join(parts)


def instead(answer: Answer, texts: Texts) -> list[str]:
    """Questions that the nearest sentences could answer: about the asked names and words that they hold."""
    near = " ".join(f"{c.title or ''} {c.quote}" for c in answer.nearest).casefold()
    told = [answer.explain.get(name) for name in ("names", "content")]
    words = [str(word) for found in told if isinstance(found, Sequence) for word in found]
    held = [word for word in dict.fromkeys(words) if len(word) > 3 and word.casefold() in near]
    return [texts("refusal.about", name=word) for word in held[:_INSTEAD]]


def _after(answer: Answer, number: int, verdict: str | None, correction: str, texts: Texts) -> str:
    """Where an answer leads, and what a reader thinks of it."""
    views = "".join(
        f'<button type="button" class="quiet" data-do="show" data-view="{name}">'
        f"{inert(texts(f'tabs.{name}'))}</button>"
        for name in ("sources", "timeline", "explain")
    )
    retry = f'<button type="button" class="quiet retry" data-do="retry">{inert(texts("page.retry"))}</button>'
    verdicts = "".join(
        f'<button type="button" class="verdict" data-do="verdict" data-verdict="{name}" '
        f'aria-pressed="{str(name == verdict).lower()}">{inert(texts(f"feedback.{name}"))}</button>'
        for name in VERDICTS
    )
    asks = verdict in ("wrong", "wrong_source")
    form = (
        f'<form class="correction"{"" if asks else " hidden"}><label>{inert(texts("feedback.correction"))}'
        f'<input type="text" maxlength="2000" dir="auto" value="{inert_line(correction)}" '
        f'data-wrong="{inert(texts("feedback.placeholder_wrong"))}" '
        f'data-wrong_source="{inert(texts("feedback.placeholder_wrong_source"))}"></label>'
        f'<button type="submit" class="quiet">{inert(texts("feedback.save"))}</button></form>'
    )
    return (
        f'<div class="after" lang="{texts.language}"><div class="leads">{views}{retry}</div>'
        f'<div class="feedback" role="group" aria-label="{inert(texts("feedback.label"))}">{verdicts}</div>'
        f"{form}</div>"
    )


def quoted(text: str, texts: Texts) -> str:
    """``text`` between the quotation marks of the page's language."""
    return f"{texts('quotes.open')}{text}{texts('quotes.close')}"


def _link(citation: Citation, number: int, texts: Texts) -> str:
    quote = inert_line(quoted(clipped(citation.quote, _HOVER), texts))
    source = inert_line(citation.title or citation.article)
    return (
        f'<a class="mark" href="#{anchor(number, citation.n)}" data-quote="{quote}" data-source="{source}">'
        f"&#91;{citation.n}&#93;</a>"
    )


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
    return " ".join(text.replace("’", "'").split()).strip(' ."«»“”\u00a0\u202f').casefold()
