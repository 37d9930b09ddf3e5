"""The library as visitors see it: files dropped, folders named, articles found, corrected and removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.corrections import Corrected, Field, Removed
from index.folding import fold_words
from index.store import ArticleRow
from page.dates import written
from page.escape import clipped, inert, inert_line, key
from page.folders import Known, Summary
from page.said import said
from page.texts import Texts
from page.uploads import Refused

Corrections = Mapping[str, Mapping[Field, Corrected]]  # by article

LISTED = 200  # articles at once
_GIVEN = 120  # characters of a title that was corrected

_WHY = {"kind": "kind", "size": "size", "empty": "empty_file", "count": "count", "full": "full"}


def frame(may_name: bool, endings: str, texts: Texts) -> str:
    """What does not change: where files are dropped and folders named. The lists come into ``#articles``."""
    folder = (
        f'<form id="folder" class="inline"><label for="folder-name">{inert(texts("library.folder"))}</label>'
        f'<input id="folder-name" type="text" autocomplete="off" spellcheck="false" '
        f'placeholder="{inert(texts("library.folder_placeholder"))}">'
        f'<button type="submit" class="quiet">{inert(texts("library.add"))}</button></form>'
        if may_name
        else ""
    )
    return (
        f'<label class="drop" id="drop"><input type="file" id="files" multiple accept="{inert(endings)}">'
        f"<b>{inert(texts('library.drop'))}</b><small>{inert(texts('library.kinds'))}</small></label>"
        f'{folder}<div id="progress" hidden>'
        f'<progress max="100" aria-label="{inert(texts("library.progress"))}"></progress>'
        f'<p class="note" aria-live="polite"></p>'
        f'<button type="button" class="quiet" data-do="halt">{inert(texts("library.stop"))}</button></div>'
        f'<div id="summary" role="status"></div>'
        f'<input type="search" id="find-article" aria-label="{inert(texts("library.find"))}" '
        f'placeholder="{inert(texts("library.find"))}"><div id="articles"></div>'
    )


def view(
    rows: Sequence[ArticleRow],
    search: str,
    sources: Sequence[Known],
    removed: Sequence[Removed],
    texts: Texts,
    corrected: Corrections | None = None,
) -> str:
    """The articles that hold every word of ``search`` in title or file name; folders and what was removed."""
    words = fold_words(search).split()
    found = [row for row in rows if all(word in fold_words(f"{row.title or ''} {row.id}") for word in words)]
    if not rows:
        listed = f'<p class="blank">{inert(texts("library.empty"))}</p>'
    elif not found:
        listed = f'<p class="blank">{inert(texts("library.none"))}</p>'
    else:
        items = "".join(_item(row, (corrected or {}).get(row.id, {}), texts) for row in found[:LISTED])
        more = (
            f'<p class="note">{inert(texts("library.truncated", n=LISTED))}</p>'
            if len(found) > LISTED
            else ""
        )
        count = inert(texts.count("library.articles", len(found)))
        listed = f'<p class="note count">{count}</p><ul class="articles">{items}</ul>{more}'
    return f"{listed}{_removed(removed, texts)}{_sources(sources, texts)}"


def _item(row: ArticleRow, corrected: Mapping[Field, Corrected], texts: Texts) -> str:
    id, name = key(row.id), inert_line(row.title or row.id)
    title = (
        f'<span dir="auto">{inert_line(row.title)}</span>'
        if row.title
        else f"<i>{inert(texts('sources.untitled'))}</i>"
    )
    language = f" · {inert(texts.language_name(row.language))}" if row.language else ""
    acts = "".join(
        f'<button type="button" class="quiet" data-do="{do}" data-article="{id}">'
        f'{inert(texts(f"library.{do}"))}<span class="unseen"> : {name}</span></button>'
        for do in ("edit", "remove")
    )
    fields = (
        f'<form class="correct" data-article="{id}" hidden>'
        f'<label>{inert(texts("library.title"))}<input name="title" dir="auto" maxlength="500" '
        f'value="{inert_line(row.title or "")}"></label>'
        f"<label>{inert(texts('library.date'))}"
        f'<input name="date" value="{inert_line(row.published or "")}"></label>'
        f'<small>{inert(texts("library.date_hint"))}</small><p class="buttons">'
        f'<button type="submit" class="quiet">{inert(texts("library.save"))}</button>'
        f'<button type="button" class="quiet" data-do="reset" data-article="{id}">'
        f"{inert(texts('library.reset'))}</button>"
        f'<button type="button" class="quiet" data-do="unedit">{inert(texts("library.cancel"))}</button>'
        "</p></form>"
    )
    return (
        f'<li class="item">'
        f'<button type="button" class="go" data-do="open" data-article="{id}">{title}</button>'
        f'<p class="meta">{inert(written(row.published, texts))}{language}</p>'
        f"{_corrected(corrected, texts)}"
        f'<p class="file"><code><bdi>{inert_line(row.id)}</bdi></code></p>'
        f'<p class="acts">{acts}</p>{fields}</li>'
    )


def _corrected(corrected: Mapping[Field, Corrected], texts: Texts) -> str:
    """What of an article a reader corrected, and what its file says."""
    told: list[str] = []
    for field, one in corrected.items():
        untitled = texts("sources.untitled")
        given = (one.given or untitled) if field == "title" else written(one.given, texts)
        said = inert_line(texts("library.given", given=clipped(given, _GIVEN)))
        told.append(f'<li><span class="tag">{inert(texts(f"library.corrected_{field}"))}</span> {said}</li>')
    return f'<ul class="corrected" dir="auto">{"".join(told)}</ul>' if told else ""


def _removed(removed: Sequence[Removed], texts: Texts) -> str:
    if not removed:
        return ""
    items = "".join(
        f"<li><bdi>{inert_line(one.title or one.article)}</bdi> "
        f'<button type="button" class="quiet" data-do="restore" data-article="{key(one.article)}">'
        f"{inert(texts('library.restore'))}"
        f'<span class="unseen"> : {inert_line(one.title or one.article)}</span></button></li>'
        for one in removed
    )
    heading = inert(texts("library.removed"))
    return f'<details class="fold"><summary>{heading}</summary><ul>{items}</ul></details>'


def _sources(sources: Sequence[Known], texts: Texts) -> str:
    if not sources:
        return ""
    items = "".join(
        f"<li><b><bdi>{inert_line(one.name)}</bdi></b> {inert(texts.count('library.articles', one.articles))}"
        f"{'' if one.there else ' · ' + inert(texts('library.gone'))}"
        f"{f'<code><bdi>{inert_line(str(one.path))}</bdi></code>' if one.path else ''}"
        f'<button type="button" class="quiet" data-do="forget" data-source="{key(one.name)}">'
        f'{inert(texts("library.forget"))}<span class="unseen"> : {inert_line(one.name)}</span></button></li>'
        for one in sources
    )
    update = f'<button type="button" class="quiet" data-do="update">{inert(texts("library.update"))}</button>'
    return (
        f'<details class="fold"><summary>{inert(texts("library.sources"))}</summary><ul>{items}</ul>'
        f"<p>{update}</p></details>"
    )


def summary(done: Summary, texts: Texts) -> str:
    """What was read, masked and refused, with reasons."""
    counts = [
        texts.count(f"library.{name}", n)
        for name, n in (
            ("added", done.added),
            ("changed", done.changed),
            ("gone_count", done.removed),
            ("unchanged", done.unchanged),
            ("left_out", done.left_out),
        )
        if n
    ]
    said = " · ".join(inert_line(one) for one in counts) or inert(texts("library.nothing"))
    refused = "".join(
        f"<li><b><bdi>{inert_line(one.name)}</bdi></b> {_reason(one, texts)}</li>" for one in done.refused
    )
    masked = "".join(
        f"<li>{inert_line(texts('library.masked', n=one.characters, article=one.article))}"
        f"<ul>{''.join(f'<li dir=auto>{inert_line(part)}</li>' for part in one.shown)}</ul></li>"
        for one in done.masked
    )
    notices = "".join(
        f"<li><b><bdi>{inert_line(article)}</bdi></b> {_plainly(notice, texts)}</li>"
        for article, notice in done.notices
    )
    folds = "".join(
        f"<details{' open' if opened else ''}><summary>{inert(texts(f'library.{name}'))}</summary>"
        f"<ul>{items}</ul></details>"
        for name, items, opened in (("refused", refused, True), ("notices", notices, False))
        if items
    )
    if masked:
        folds += (
            f"<details><summary>{inert(texts('library.masked_heading'))}</summary><ul>{masked}</ul></details>"
        )
    return f'<div class="summary"><p><b>{inert(texts("library.summary"))}</b></p><p>{said}</p>{folds}</div>'


def _reason(one: Refused, texts: Texts) -> str:
    name = _WHY.get(one.why)
    return inert_line(texts(f"library.{name}")) if name else _plainly(one.reason, texts)


def _plainly(message: str, texts: Texts) -> str:
    return inert_line(said(message, texts, otherwise=""))
