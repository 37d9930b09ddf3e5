"""Questions that we asked ourselves over news articles of the data: in our words, not the articles', in four
languages, and some that the article does not answer.

``asked.jsonl`` names the article and the place of the answer in its text (characters; none where there is no
answer); the texts themselves stay in the data file.
"""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from train.examples import Example, Pair

FILE = Path(__file__).parent / "asked.jsonl"
HELD_OUT = Path(__file__).parent / "asked_held_out.jsonl"  # over other articles: nothing learns from these
CARELESS = 0.2  # of the questions are typed in a hurry
TITLED = 0.4  # of the unanswered ones know their article's title
SOURCE = "asked-news"


@dataclass(frozen=True)
class Asked:
    """``answered`` have their place; ``unanswered`` have neither start nor end (-1)."""

    answered: tuple[Example, ...]
    unanswered: tuple[Example, ...]

    def lines(self, first: int, last: int) -> Asked:
        """Those in the lines of the file from ``first`` (from 0) up to ``last``; all of them for 0, 0."""

        def among(examples: Sequence[Example]) -> tuple[Example, ...]:
            return tuple(e for e in examples if not last or first <= int(e.id) < last)

        return Asked(among(self.answered), among(self.unanswered))


def read_asked(news: Sequence[Mapping[str, Any]], file: Path = FILE) -> Asked:
    """The questions over those of the articles that are in ``news``."""
    articles = {row["id"]: row for row in news}
    answered: list[Example] = []
    unanswered: list[Example] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        article = articles.get(row["article"])
        if article is None:
            continue
        example = Example(
            id=str(number),
            source=SOURCE,
            language=row["language"],
            question=row["question"],
            context=article["text"],
            start=row.get("start", -1),
            end=row.get("end", -1),
            title=article["title"],
            published=article["date"],
        )
        (answered if example.start >= 0 else unanswered).append(example)
    return Asked(tuple(answered), tuple(unanswered))


def hurried(example: Example, rng: random.Random) -> Example:
    """Now and then without capitals, accents and question mark, as people type."""
    if rng.random() >= CARELESS:
        return example
    letters = unicodedata.normalize("NFD", example.question.lower().rstrip(" ?؟").lstrip("¿"))
    return replace(example, question="".join(c for c in letters if not unicodedata.combining(c)))


def unanswered_groups(
    examples: Sequence[Example],
    place: Callable[[Example, random.Random], tuple[int, int]],
    rng: random.Random,
) -> list[list[Pair]]:
    """Each question over a part of its article (``place``): on its subject, without an answer."""
    groups = []
    for example in examples:
        start, end = place(example, rng)
        titled = rng.random() < TITLED
        pair = Pair(
            example.question,
            example.context[start:end],
            -1,
            -1,
            answerable=False,
            relevant=None,
            kind="unanswered",
            title=example.title if titled else None,
            published=example.published if titled or rng.random() < 0.5 else None,
        )
        groups.append([pair])
    return groups
