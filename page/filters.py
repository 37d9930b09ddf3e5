"""What a question is narrowed to: read from the page, shown as chips, chosen in a dialog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from index.filters import EVERYTHING, Filters, check_known, narrowed
from index.store import ArticleRow
from page.dates import written
from page.escape import inert, inert_line, key
from page.texts import Texts

LISTED = 500  # articles to choose from


def read(asked: object) -> Filters:
    """The filters of a page's request. Raises UsageError for a day that is none."""
    if not isinstance(asked, Mapping):
        return EVERYTHING
    return narrowed(
        _text(asked.get("since")),
        _text(asked.get("until")),
        _all(asked.get("languages")),
        _all(asked.get("articles")),
    )


def known(filters: Filters, rows: Sequence[ArticleRow]) -> Filters:
    """``filters``, where the library has what they name. Raises UsageError where it hasn't."""
    check_known(filters, rows)
    return filters


def chips(filters: Filters, rows: Sequence[ArticleRow], texts: Texts) -> str:
    """One removable chip for each thing that is chosen."""
    titles = {row.id: row.title or row.id for row in rows}
    shown: list[tuple[str, str, str]] = []
    if filters.since:
        day = filters.since.isoformat()
        shown.append(("since", day, texts("filters.chip_since", date=written(day, texts))))
    if filters.until:
        day = filters.until.isoformat()
        shown.append(("until", day, texts("filters.chip_until", date=written(day, texts))))
    shown += [("languages", code, texts.language_name(code)) for code in filters.languages]
    shown += [
        ("articles", id, titles.get(id) or texts("filters.chip_gone", what=id)) for id in filters.articles
    ]
    return "".join(_chip(*one, texts) for one in shown)


def _chip(name: str, value: str, said: str, texts: Texts) -> str:
    remove = inert_line(texts("filters.remove", what=said))
    return (
        f'<li class="chip"><bdi>{inert_line(said)}</bdi><button type="button" data-do="unfilter" '
        f'data-name="{name}" data-value="{key(value)}" aria-label="{remove}">×</button></li>'
    )


def dialog(filters: Filters, rows: Sequence[ArticleRow], texts: Texts) -> str:
    """The fields of the dialog, filled in."""
    since = filters.since.isoformat() if filters.since else ""
    until = filters.until.isoformat() if filters.until else ""
    days = "".join(
        f'<label class="field">{inert(texts(f"filters.{name}"))}'
        f'<input type="date" name="{name}" value="{value}" min="1000-01-01" max="9999-12-31"></label>'
        for name, value in (("since", since), ("until", until))
    )
    codes = sorted({row.language for row in rows if row.language} | set(filters.languages))
    languages = "".join(
        _box("languages", code, inert(texts.language_name(code)), code in filters.languages) for code in codes
    )
    first = sorted(rows, key=lambda row: (row.id not in filters.articles, (row.title or row.id).casefold()))
    articles = "".join(
        _box(
            "articles",
            row.id,
            f"<bdi>{inert_line(row.title or row.id)}</bdi> "
            f"<small>{inert(written(row.published, texts))}</small>",
            row.id in filters.articles,
        )
        for row in first[:LISTED]
    )
    return (
        f'<div class="days">{days}</div>'
        f"<fieldset><legend>{inert(texts('filters.languages'))}</legend>"
        f'<div class="boxes row">{languages}</div></fieldset>'
        f"<fieldset><legend>{inert(texts('filters.articles'))}</legend>"
        f'<input type="search" class="sift" aria-label="{inert(texts("filters.find"))}" '
        f'placeholder="{inert(texts("filters.find"))}"><div class="boxes column">{articles}</div></fieldset>'
    )


def _box(name: str, value: str, label: str, on: bool) -> str:
    return (
        f'<label class="box"><input type="checkbox" name="{name}" value="{key(value)}"'
        f"{' checked' if on else ''}><span>{label}</span></label>"
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _all(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
