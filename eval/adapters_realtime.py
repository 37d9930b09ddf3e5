"""RealTime QA: weekly quizzes of news sites, with choices, the number of the right one, and the evidence.

A question's articles are its ``evidence``, dated as the quiz, and what the set's own searches found for it,
where those files stand beside: ``NAME_gold.jsonl`` (the article that the quiz points to), ``NAME_gcs.jsonl``
and ``NAME_dpr.jsonl``. Of the latter two only texts that hold the answer are right ones.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from eval.adapters_source import (
    Asked,
    Collected,
    distinct,
    list_of,
    optional_text,
    read_rows,
    sentences_saying,
    text_of,
)
from index.errors import UsageError

_BESIDE = ("gold", "gcs", "dpr")
_NONE = "none of the above"
_DAY = re.compile(r"(\d{4})[/-](\d{2})[/-](\d{2})")


def realtimeqa(path: Path) -> Collected:
    """The quiz at ``path``. Questions without an article that could answer them are left out, and counted."""
    found = Collected(language="en")
    beside = _beside(path)
    bare = 0
    for where, row in read_rows(path):
        id = text_of(row, "question_id", where)
        answers = _answers(row, where)
        day = _day(optional_text(row, "question_date"))
        articles: list[str] = []
        sentences: list[str] = []
        if evidence := optional_text(row, "evidence"):
            known = {
                "url": optional_text(row, "question_url"),
                "publisher": optional_text(row, "question_source"),
            }
            articles.append(found.add(evidence.strip(), None, date=day, **known))
            sentences += sentences_saying(evidence, answers)
        for kind, document in beside.get(id, ()):
            text = (optional_text(document, "text") or "").strip()
            if not text:
                continue
            title, url = optional_text(document, "title"), optional_text(document, "url")
            published = _day(optional_text(document, "publish_date"))
            article = found.add(text, title, date=published, url=url)
            said = sentences_saying(text, answers)
            if kind == "gold" or said:
                articles.append(article)
                sentences += said
        question = text_of(row, "question_sentence", where).strip()
        if answers and not articles:
            bare += 1
            continue
        found.ask(
            Asked(
                id=id,
                kind="question" if answers else "unanswerable",
                question=question,
                answers=answers,
                articles=distinct(articles) if answers else (),
                sentences=distinct(sentences) if answers else (),
            )
        )
    if bare:
        found.notices.append(
            f"{path}: {bare} questions have neither evidence nor a search result beside it and are left out."
        )
    return found


def _answers(row: dict[str, Any], where: str) -> tuple[str, ...]:
    """The texts of the right choices; none where the right one is that none of the others is."""
    choices = list_of(row, "choices", where)
    given = row.get("answer")
    numbers = given if isinstance(given, list) else [given]
    right = []
    for number in numbers:
        if not str(number).strip().isdigit() or not 0 <= int(str(number)) < len(choices):
            raise UsageError(f"{where}: 'answer' must number one of its {len(choices)} choices from 0.")
        right.append(str(choices[int(str(number))]))
    return distinct([choice for choice in right if choice.strip().lower() != _NONE])


def _beside(path: Path) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """(file, document) of what was found for each question, from the files beside ``path``."""
    stem = re.sub(r"_qa(_nota)?$", "", path.name.split(".")[0])
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for kind in _BESIDE:
        file = path.with_name(f"{stem}_{kind}.jsonl")
        if not file.exists() or file == path:
            continue
        for where, row in read_rows(file):
            documents = list_of(row, "search_result", where)
            rows = [(kind, document) for document in documents if isinstance(document, dict)]
            found.setdefault(text_of(row, "question_id", where), []).extend(rows)
    return found


def _day(text: str | None) -> str | None:
    """``2022/06/12`` as ``2022-06-12``; None for anything else."""
    match = _DAY.match(text or "")
    return "-".join(match.groups()) if match else None
