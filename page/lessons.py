"""Feedback becomes evaluation items, so that yesterday's mistake is tomorrow's regression test.

The fields are those that ``eval/items.py`` reads; the page doesn't import it, so ``tests/test_feedback.py``
holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from index.errors import LibraryError
from index.folding import fold_words
from index.library import Library
from page.feedback import Judged
from rag.answer import Answer, Citation

Holding = Callable[[str], Sequence[str]]  # the ids of the articles that say these words

_MOST = 20  # articles that may be cited for one item
_MARK = re.compile(r"\s*\[\d+\]")
_LANGUAGE = re.compile(r"[a-z]{2}")


def items(
    judged: Iterable[Judged], holding: Holding = lambda _: ()
) -> tuple[list[dict[str, Any]], list[str]]:
    """(items, why others are left out, a sentence each). Of several verdicts on one answer the last counts.

    - right: the answer's value with what it cites; of a refusal: only a refusal is right.
    - should_have_refused: only a refusal is right.
    - wrong: the correction, in the articles that say it (cited ones first, then ``holding``'s); where none
      does, in those that were cited.
    - wrong_source: the answer's value, in the article whose id or words the correction gives.
    """
    last = {one.answer.answer_id: one for one in sorted(judged, key=lambda one: one.given)}
    made: list[dict[str, Any]] = []
    left: list[str] = []
    for one in sorted(last.values(), key=lambda one: (one.given, one.answer.answer_id)):
        item = _item(one, holding)
        if isinstance(item, str):
            left.append(f"Left out: {one.answer.understood!r} ({one.verdict}): {item}.")
        else:
            made.append(item)
    return made, left


def _item(one: Judged, holding: Holding) -> dict[str, Any] | str:
    answer, correction = one.answer, one.correction
    if not _LANGUAGE.fullmatch(answer.language):
        return f"its language {answer.language!r} is not two letters"
    if one.verdict == "should_have_refused" or (one.verdict == "right" and answer.refused):
        return _row(one, (), (), ())
    value = answer.short or _MARK.sub("", answer.text).strip()
    agreeing = {mark for source in answer.agree for mark in source}
    cited = [c for c in answer.citations if c.n in agreeing] or list(answer.citations)
    if one.verdict == "right":
        if not cited or not value:
            return "it cites nothing"
        return _row(one, (value,), _articles(cited), [c.quote for c in cited])
    if not correction:
        return "no correction says what is right"
    if one.verdict == "wrong":
        return _corrected(one, correction, (*answer.citations, *answer.nearest), holding)
    if answer.refused or not value:
        return "a refusal has no source"
    articles = _sources(correction, answer, holding)
    if not articles:
        return "no article of the library has the correction's name or words"
    return _row(one, (value,), articles, [correction] if _quoted(correction, answer) else [])


def _corrected(
    one: Judged, correction: str, told: Sequence[Citation], holding: Holding
) -> dict[str, Any] | str:
    saying = [c for c in told if _says(c.quote, correction)]
    articles = _articles(saying) or list(holding(correction)) or _articles(told)
    if not articles:
        return "no article is known to say the correction"
    return _row(one, (correction,), articles, [c.quote for c in saying])


def _sources(correction: str, answer: Answer, holding: Holding) -> list[str]:
    known = [c.article for c in (*answer.citations, *answer.nearest) if c.article == correction]
    return known[:1] or list(holding(correction))


def _quoted(correction: str, answer: Answer) -> bool:
    return any(c.quote == correction for c in (*answer.citations, *answer.nearest))


def _row(
    one: Judged, answers: Sequence[str], articles: Sequence[str], sentences: Sequence[str]
) -> dict[str, Any]:
    answer = one.answer
    kind = answer.explain.get("kind")
    return {
        "id": f"feedback-{answer.answer_id}",
        "language": answer.language,
        "kind": kind if isinstance(kind, str) and kind.strip() else "feedback",
        "question": answer.understood,
        "answers": list(dict.fromkeys(answers)),
        "articles": list(dict.fromkeys(articles)),
        "sentences": list(dict.fromkeys(s for s in sentences if s.strip())),
        "note": f"feedback: {one.verdict}",
    }


def _articles(citations: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(c.article for c in citations))


def _says(text: str, words: str) -> bool:
    wanted = fold_words(words)
    return bool(wanted) and f" {wanted} " in f" {fold_words(text)} "


def saying(folder: Path) -> Holding:
    """Looks for words in the titles and texts of the library in ``folder``; finds none where there is none.

    An article's id is found too.
    """

    def holding(words: str) -> Sequence[str]:
        try:
            with Library.open(folder) as library:
                view = library.view()
                rows = view.articles()
                if any(row.id == words for row in rows):
                    return [words]
                found = (view.article(row.id) for row in rows)
                return [one.id for one in found if _says(f"{one.title or ''}. {one.text}", words)][:_MOST]
        except LibraryError:
            return ()

    return holding
