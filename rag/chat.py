"""A conversation: what a follow-up refers to.

``respond`` is pure: whoever calls it keeps the turns. A question that leaves out what it is about (*et qui
l'a ouverte ?*, *and in 2018?*) is rewritten so that it says it; one that names its own subject stands alone,
so that a change of subject drags nothing along.
"""

from __future__ import annotations

from collections.abc import Callable

from rag.answer import Answer
from rag.follow_ups import Understood, understood_as
from rag.turns import Turn

__all__ = ["Ask", "Turn", "Understood", "followed", "respond", "understand"]

Ask = Callable[[str, Understood], Answer]  # the question as asked, and as understood


def respond(question: str, turns: tuple[Turn, ...], ask: Ask) -> tuple[Answer, tuple[Turn, ...]]:
    """The answer to ``question`` after ``turns``, and the turns with this one added."""
    understood = understood_as(question, turns)
    answer = ask(question, understood)
    return answer, followed(turns, understood, answer)


def followed(turns: tuple[Turn, ...], understood: Understood, answer: Answer) -> tuple[Turn, ...]:
    """The turns with the one that got ``answer`` added."""
    turn = Turn(
        answer.question,
        understood.text,
        understood.language,
        answer.short,
        tuple(dict.fromkeys(c.article for c in answer.citations)),
        answer.refused,
        tuple(c.quote for c in answer.citations),
        understood.context,
    )
    return (*turns, turn)


def understand(question: str, turns: tuple[Turn, ...]) -> tuple[str, str]:
    """The question in words that stand alone, and its language."""
    understood = understood_as(question, turns)
    return understood.text, understood.language
