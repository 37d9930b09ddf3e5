"""What stands before a name in a question: its article, and whether something is in the place it names."""

from __future__ import annotations

import re

from index.names import Name
from rag.question import Question, fold_letters

_LOCATIVE = {
    "fr": re.compile(r"\b(?:à|a|au|aux|en|dans) (?:la |l['’])?$", re.IGNORECASE),
    "en": re.compile(r"\b(?:in|at|to) (?:the )?$", re.IGNORECASE),
    "es": re.compile(r"\ben (?:la |el )?$", re.IGNORECASE),
    "ar": re.compile(r"في $"),
}
_CONTRACTED = {"du": "le", "au": "le", "aux": "les", "des": "les", "del": "el", "al": "el", "l": "l'"}


def located(question: Question, name: Name) -> bool:
    """Whether the question has something in or at the place: *à Washington*, not *représentait le Maroc*."""
    return _LOCATIVE[question.language].search(question.text[: name.start]) is not None


def article_before(question: Question, name: Name) -> str:
    """The definite article that a name has in the question, or ""."""
    found = re.search(r"(?:^|\W)(l['’]|\w+)$", question.text[: name.start].rstrip())
    word = fold_letters(found[1]) if found else ""
    word = _CONTRACTED.get(word, word)
    return word if word in ("le", "la", "les", "l'", "el", "los", "las", "the") else ""
