"""Agreement and disagreement in words: *Marrakech [1][2]; one article announces Rabat [3].*"""

from __future__ import annotations

from collections.abc import Sequence

from rag.phrases import phrase, quoted
from rag.question import Question
from rag.values import in_its_words
from rag.weigh import Other


def with_differing(text: str, question: Question, others: Sequence[tuple[Other, Sequence[int]]]) -> str:
    """``text``, which ends with its marks and a full stop, and who says otherwise, with their marks.

    ``others``: each other value with the marks of the sentences that give it.
    """
    parts = [text.rstrip().removesuffix(".").rstrip()]
    for place, (other, marks) in enumerate(others):
        form = "many" if len(other.evidence) > 1 else "another" if place else "one"
        mood = "claimed" if other.mood == "denied" else other.mood
        said = phrase(f"{mood}_{form}", question.language, short=_value(question, other))
        parts.append(f"{said} {''.join(f'[{n}]' for n in marks)}")
    return phrase("but", question.language).join(parts) + "."


def agreement(count: int, language: str) -> str | None:
    """A sentence that says how many independent articles give the value; None for one alone."""
    if count < 2:
        return None
    return phrase("agree_two" if count == 2 else "agree_many", language, count=count)


def _value(question: Question, other: Other) -> str:
    """The value, in quotation marks where it stands as an article in another language has it."""
    evidence = other.evidence[0]
    foreign = evidence.article.language not in (None, question.language)
    own = foreign and in_its_words(evidence.value, other.short)
    return quoted(other.short, question.language) if own else other.short
