"""SQuAD's format and its like (PIAF, FQuAD, SQuADShifts), AfriQA's gold passages, and flat rows of both.

A file is one of

- nested, as SQuAD publishes it: ``{"data": [{"title", "paragraphs": [{"context", "qas": [{"id", "question",
  "answers": [{"text", "answer_start"}], "is_impossible"?}]}]}]}``;
- flat rows (JSONL or a JSON list): ``id, question, context, title?, lang?`` with ``answers`` as texts, as
  ``{"text", "answer_start"}`` objects or as one object of two lists, and ``answer``/``start`` for the span;
- AfriQA's rows: ``question_translated, context, answer_pivot: {"text": […], "answer_start": […]}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.adapters_source import (
    Asked,
    Collected,
    distinct,
    head,
    list_of,
    optional_text,
    read_json,
    read_rows,
    sentences_with,
    text_of,
)
from index.errors import UsageError

_PIVOT = re.compile(r"\.(en|fr)\.(?:train|dev|test)\b")  # gold_span_passages.afriqa.fon.fr.dev.json
_YES_NO: dict[str, dict[str, tuple[str, ...]]] = {
    "fr": {"yes": ("oui", "yes"), "no": ("non", "no"), "oui": ("oui",), "non": ("non",)},
    "en": {"yes": ("yes",), "no": ("no",)},
}


def squad(path: Path) -> Collected:
    """A SQuAD-style file, nested or flat. UsageError naming the file and the place of what is malformed."""
    found = Collected()
    for where, title, context, row in _questions(path):
        _add(found, where, title, context, row)
    return found


def afriqa(path: Path) -> Collected:
    """AfriQA's gold passages, or flat rows of them. Asked in the pivot language, as translated by people."""
    found = Collected()
    pivot = _PIVOT.search(path.name)
    found.language = pivot[1] if pivot else None
    for where, row in read_rows(path):
        context = text_of(row, "context", where)
        if "answer_pivot" not in row:
            _add(found, where, _title(row), context, row)
            continue
        if not isinstance(row["answer_pivot"], dict):
            raise UsageError(
                f"{where}: the field 'answer_pivot' is not an object of 'text' and 'answer_start'."
            )
        asked = {"id": row.get("id"), "question": text_of(row, "question_translated", where)}
        _add(found, where, _title(row), context, {**asked, "answers": row["answer_pivot"]})
    return found


def _questions(path: Path) -> Iterator[tuple[str, str | None, str, dict[str, Any]]]:
    """(place, title, context, question row)."""
    if _is_nested(path):
        yield from _nested(path, read_json(path))
        return
    for where, row in read_rows(path):
        yield where, _title(row), text_of(row, "context", where), row


def _is_nested(path: Path) -> bool:
    """Whether the file is one object with a list ``data``; inside of a text the quotes would be escaped."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s*\{.*?\"data\"\s*:\s*\[", head(path), re.DOTALL) is not None


def _nested(path: Path, whole: Any) -> Iterator[tuple[str, str | None, str, dict[str, Any]]]:
    if not isinstance(whole, dict):
        raise UsageError(f"{path}: not a JSON object with 'data'.")
    for a, article in enumerate(list_of(whole, "data", str(path))):
        where = f"{path}, data[{a}]"
        for p, paragraph in enumerate(list_of(_object(article, where), "paragraphs", where)):
            place = f"{where}.paragraphs[{p}]"
            context = text_of(_object(paragraph, place), "context", place)
            for q, row in enumerate(list_of(paragraph, "qas", place)):
                yield f"{place}.qas[{q}]", _title(article), context, _object(row, f"{place}.qas[{q}]")


def _object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{where}: not a JSON object.")
    return value


def _title(row: dict[str, Any]) -> str | None:
    title = optional_text(row, "title")
    return title.replace("_", " ").strip() if title else None


def _add(found: Collected, where: str, title: str | None, context: str, row: dict[str, Any]) -> None:
    article = found.add(context, title)
    language = optional_text(row, "lang") or found.language
    impossible = row.get("is_impossible") is True
    spans = [] if impossible else _spans(row, where)
    answers = [text for text, _ in spans]
    kind = "question"
    if len(set(answers)) == 1 and not any(start >= 0 for _, start in spans):
        said = _YES_NO.get(language or "", {}).get(answers[0].strip().lower())
        if said:  # AfriQA's answers that stand nowhere in the passage are in English
            answers, kind = list(said), "yes_no"
    sentences: list[str] = []
    for text, start in spans:
        if start >= 0:
            if context[start : start + len(text)] != text:
                # PIAF has spans that begin a space early or late; anything else is a fault worth knowing.
                start = _nearest(context, text, start)
            if start >= 0:
                sentences += sentences_with(context, start, start + len(text))
    found.ask(
        Asked(
            id=str(row.get("id") or row.get("_id") or len(found.questions) + 1),
            kind=kind if answers else "unanswerable",
            question=text_of(row, "question", where).strip(),
            answers=distinct(answers),
            articles=(article,) if answers else (),
            sentences=distinct(sentences),
            language=language[:2].lower() if language else None,
        )
    )


def _spans(row: dict[str, Any], where: str) -> list[tuple[str, int]]:
    """(text, start) of each accepted answer, start -1 where it isn't said. Raises UsageError."""
    given: Any = row.get("answers", row.get("answer"))
    spans: list[tuple[str, int]] = []
    if isinstance(row.get("answer"), str) and isinstance(row.get("start"), int):
        spans.append((row["answer"], row["start"]))
    if isinstance(given, dict):
        texts, starts = given.get("text"), given.get("answer_start", [])
        texts = [texts] if isinstance(texts, str) else texts
        starts = [starts] if isinstance(starts, int) else starts
        if not isinstance(texts, list) or not isinstance(starts, list):
            raise UsageError(f"{where}: 'answers' has no lists 'text' and 'answer_start'.")
        given = [
            {"text": text, "answer_start": starts[n] if n < len(starts) else -1}
            for n, text in enumerate(texts)
        ]
    if isinstance(given, str):
        given = [given]
    if not isinstance(given, list):
        raise UsageError(f"{where}: the field 'answers' is missing.")
    answer: Any
    for answer in given:
        text = answer.get("text") if isinstance(answer, dict) else answer
        start = answer.get("answer_start") if isinstance(answer, dict) else None
        start = -1 if start is None else start
        if not isinstance(text, str) or not isinstance(start, int):
            raise UsageError(f"{where}: an answer is neither a text nor one with its 'answer_start'.")
        if text.strip() and not any(text == known for known, _ in spans):
            spans.append((text, start))
    return spans


def _nearest(context: str, text: str, start: int) -> int:
    """Where ``text`` stands in ``context`` nearest to ``start``, or -1."""
    places = [m.start() for m in re.finditer(re.escape(text), context)]
    return min(places, key=lambda at: abs(at - start), default=-1)
