"""What stands around a name in a question: its article, whether something is in its place, bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.names import Name
from rag.noun_phrases import NounPhrase, aligned
from rag.question import Question, fold_letters

_LOCATIVE = {
    "fr": re.compile(r"\b(?:à|a|au|aux|en|dans) (?:la |l['’])?$", re.IGNORECASE),
    "en": re.compile(r"\b(?:in|at|to) (?:the )?$", re.IGNORECASE),
    "es": re.compile(r"\ben (?:la |el )?$", re.IGNORECASE),
    "ar": re.compile(r"في $"),
}
_BODY = re.compile(
    r"\b(?:la |l'|le |the |el )(?P<noun>coalition|alliance|organi[sz]ation|union|groupe?|agence|agency|ligue"
    r"|league|commission|association|federation|comite|committee|coalicion|alianza|organizacion|agencia|liga"
    r"|comision|asociacion|federacion|grupo)\b(?! \w+'| d[eu']| of\b)"
)
_MASCULINE = frozenset("groupe comite grupo".split())
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


def bodies_within(question: Question, phrases: Sequence[NounPhrase]) -> Iterator[tuple[str, str, str]]:
    """Bodies named inside of what is asked for, with noun and gender: *les membres de la coalition*."""
    for found in _BODY.finditer(aligned(question.text)):
        noun = found["noun"]
        if any(p.start < found.start("noun") < p.end and p.head != noun for p in phrases):
            feminine = question.language in ("fr", "es") and noun not in _MASCULINE
            yield question.text[found.start() : found.end()], noun, "f" if feminine else ""
