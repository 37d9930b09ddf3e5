"""How an answer came about: what was understood, searched, read and checked, and how long each step took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from page.dates import asked
from page.escape import inert, inert_line, key
from page.texts import Texts
from rag.answer import Answer

_PASSAGES = 12


def view(answer: Answer, texts: Texts) -> str:
    """The fold-outs for ``answer``. ``Answer.explain`` is for people: what it lacks is left out."""
    told = answer.explain
    parts = [
        _fold(texts("explain.understood"), _understood(answer, texts), True),
        _fold(texts("explain.searched"), _searched(_rows(told, "passages"), texts), True),
        _fold(texts("explain.checked"), _checked(_rows(told, "grounding"), texts), True),
        _fold(texts("explain.timings"), _timings(answer.timings_ms, texts), True),
    ]
    question = f'<p class="asked" dir="auto">{inert_line(answer.question)}</p>'
    return f'<div class="explained">{question}{"".join(parts)}</div>'


def _fold(heading: str, body: str, opened: bool) -> str:
    if not body:
        return ""
    return f"<details{' open' if opened else ''}><summary>{inert(heading)}</summary>{body}</details>"


def _rows(told: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = told.get(name)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, Sequence) else []


def _understood(answer: Answer, texts: Texts) -> str:
    told = answer.explain
    items: list[tuple[str, str]] = []
    kind = told.get("kind")
    if isinstance(kind, str):
        items.append((texts("explain.kind"), inert_line(_named(texts, "explain.kinds", kind))))
    for name in ("names", "content"):
        words = told.get(name)
        if isinstance(words, Sequence) and not isinstance(words, str) and words:
            said = ", ".join(f"<bdi>{inert_line(str(word))}</bdi>" for word in words)
            items.append((texts(f"explain.{name}"), said))
    when = told.get("time")
    if isinstance(when, Mapping) and (said := asked(when, texts)):
        items.append((texts("explain.time"), inert_line(said)))
    if answer.written_by != "reader":
        items.append((texts("explain.model"), inert_line(answer.written_by)))
    rows = "".join(f"<dt>{inert(name)}</dt><dd>{value}</dd>" for name, value in items)
    question = f'<p><q dir="auto">{inert_line(answer.understood)}</q></p>'
    return f"{question}<dl>{rows}</dl>" if rows else question


def _searched(rows: Sequence[Mapping[str, Any]], texts: Texts) -> str:
    parts: list[str] = []
    for row in rows[:_PASSAGES]:
        article, _, span = str(row.get("id", "")).rpartition("#")
        start, _, end = span.partition("-")
        opens = (
            f'<button type="button" class="link" data-do="open" data-article="{key(article)}" '
            f'data-start="{start}" data-end="{end}"><bdi>{inert_line(article)}</bdi></button>'
            if start.isdigit() and end.isdigit()
            else f"<bdi>{inert_line(article or span)}</bdi>"
        )
        scores = "".join(
            f"<span>{inert(texts(f'explain.{name}'))} <b>{_percent(row.get(name))}</b></span>"
            for name in ("relevance", "answerable", "likely")
        )
        ranks = f"{_rank(row.get('vector_rank'))} · {_rank(row.get('word_rank'))}"
        said = f"<span>{inert(texts('explain.ranks'))} <b>{ranks}</b></span>"
        read = f'<p class="read" dir="auto">{inert_line(str(row["span"]))}</p>' if row.get("span") else ""
        missing = row.get("missing")
        lacks = (
            f'<p class="struck">'
            f"{inert_line(texts('explain.missing', names=', '.join(map(str, missing))))}</p>"
            if isinstance(missing, Sequence) and not isinstance(missing, str) and missing
            else ""
        )
        parts.append(f'<li>{opens}{read}<p class="scores">{said}{scores}</p>{lacks}</li>')
    if not parts:
        return ""
    note = f'<p class="note">{inert(texts("explain.searched_note"))}</p>'
    return f'{note}<ol class="passages">{"".join(parts)}</ol>'


def _checked(rows: Sequence[Mapping[str, Any]], texts: Texts) -> str:
    parts: list[str] = []
    for row in rows:
        holds = bool(row.get("supported"))
        verdict = (
            texts("explain.supported")
            if holds
            else texts(
                "explain.struck", reason=_named(texts, "explain.reasons", str(row.get("reason") or ""))
            )
        )
        facts = "".join(
            f"<li><b><bdi>{inert_line(str(fact.get('text', '')))}</bdi></b> "
            f"{inert_line(_named(texts, 'explain.facts', str(fact.get('kind', ''))))} "
            f"{inert_line(_where(fact, texts))}</li>"
            for fact in _rows(row, "facts")
        )
        parts.append(
            f'<li><p dir="auto">{inert_line(str(row.get("text", "")))}</p>'
            f'<p class="{"holds" if holds else "struck"}">{inert_line(verdict)}</p>'
            f"{f'<ul>{facts}</ul>' if facts else ''}</li>"
        )
    return f'<ol class="checked">{"".join(parts)}</ol>' if parts else ""


def _where(fact: Mapping[str, Any], texts: Texts) -> str:
    where, n = fact.get("where"), fact.get("n")
    if not isinstance(where, str):
        return ""
    said = texts("explain.found_in", where=_named(texts, "explain.places", where))
    return f"{said} [{n}]" if isinstance(n, int) else said


def _timings(timings: Mapping[str, float], texts: Texts) -> str:
    if not timings:
        return ""
    most = max(timings.values()) or 1.0
    rows = "".join(
        f'<tr><th scope="row">{inert_line(_named(texts, "explain.steps", step))}</th>'
        f'<td class="number">{inert(texts("explain.ms", n=f"{took:.0f}"))}</td>'
        f'<td class="bar" aria-hidden="true"><i style="width:{100 * took / most:.0f}%"></i></td></tr>'
        for step, took in timings.items()
    )
    head = "".join(f'<th scope="col">{inert(texts(f"explain.{name}"))}</th>' for name in ("step", "duration"))
    return f"<table><thead><tr>{head}<td></td></tr></thead><tbody>{rows}</tbody></table>"


def _named(texts: Texts, table: str, name: str) -> str:
    try:
        return texts(f"{table}.{name}")
    except KeyError:
        return name


def _percent(value: object) -> str:
    return f"{100 * value:.0f}&#160;%" if isinstance(value, int | float) else "–"


def _rank(value: object) -> str:
    return str(value) if isinstance(value, int) else "–"
