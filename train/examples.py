"""What the reader is taught with: questions with their answers, and pairs of a question and a passage."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

QUESTION_FILES = ("piaf-fr.jsonl", "afriqa-fr.jsonl", "afriqa-en.jsonl", "squadshifts-wiki-en.jsonl")
NEWS_FILE = "orange-news-fr.jsonl.gz"
HELD_OUT = 10  # of every so many articles (known by their titles) one is the development split's

Kind = Literal[
    "answer",  # the passage holds the answer
    "search",  # a wrong passage that hybrid search found
    "neighbour",  # the passage just before or after the right one
    "removed",  # the right passage without the answer's sentence
    "exchanged",  # a name, place, date, number or role of the question is another
    "false_premise",  # the question takes for granted what is not so
    "mismatched",  # a question to another article's passage
    "unanswered",  # asked by somebody, on what the article does not say
    "title",  # a news title over the beginning of an article
]


@dataclass(frozen=True)
class Example:
    """A question that ``context[start:end]`` answers; ``answers`` are all that count as right.

    ``published`` is the article's date (ISO, or part of one), where it is known.
    """

    id: str
    source: str  # the data file, without its ending
    language: str
    question: str
    context: str
    start: int
    end: int
    title: str | None = None
    published: str | None = None
    answers: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        return self.context[self.start : self.end]


@dataclass(frozen=True)
class Pair:
    """A question over a passage. Without an answer ``start`` and ``end`` are -1.

    ``relevant`` and ``answerable`` are None where they can't be said: a question turned into a near miss is
    still about its passage.
    """

    question: str
    passage: str
    start: int
    end: int
    answerable: bool | None
    relevant: bool | None
    kind: Kind
    title: str | None = None
    published: str | None = None


def read_examples(folder: Path) -> list[Example]:
    """The question files of ``folder``, in order. Raises FileNotFoundError where one is absent."""
    found = []
    for name in QUESTION_FILES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(
                Example(
                    id=row["id"],
                    source=name.removesuffix(".jsonl"),
                    language=row["lang"],
                    question=row["question"].strip(),
                    context=row["context"],
                    start=row["start"],
                    end=row["start"] + len(row["answer"]),
                    title=(row["title"] or "").replace("_", " ") or None,
                    answers=tuple(row["answers"]),
                )
            )
    return found


def read_news(folder: Path) -> Iterator[dict[str, Any]]:
    """The articles of the news file: ``id``, ``date``, ``title``, ``heading``, ``text``."""
    with gzip.open(folder / NEWS_FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def held_out(title: str) -> bool:
    """Whether an article is the development split's: by its title alone, so that no question crosses over."""
    return int(hashlib.sha256(title.encode()).hexdigest(), 16) % HELD_OUT == 0
