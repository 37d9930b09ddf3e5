"""Whether an article speaks of the office or the deed of the person that a question asks for.

*Who is the finance minister?* is not answered by an article that has only a foreign minister, nor *which
general …?* by one without a general, nor *who killed …?* by one that tells of no killing in any word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from index.lexicon import STEMMERS, stems
from rag.dictionary import translations
from rag.question import Question, Word, fold_letters

_WITHIN = 60  # characters between *minister* and a portfolio


@dataclass(frozen=True)
class _Offices:
    minister: re.Pattern[str]
    portfolios: Mapping[str, re.Pattern[str]]
    roles: Mapping[str, re.Pattern[str]]


def offices_not_held(question: Question, text: str) -> tuple[str, ...]:
    """The offices that a question asks a person by, as written there, that ``text`` has not at all."""
    if question.kind != "person":
        return ()
    asked = fold_letters(question.text)
    own = asked if not question.context else asked.replace(fold_letters(question.context), " ")
    named = offices_named(own)
    return tuple(said for office, said in named.items() if office not in offices_named(fold_letters(text)))


@lru_cache(64)  # whole articles: few are held
def offices_named(folded: str) -> Mapping[str, str]:
    """The offices that a folded text speaks of, a minister's by what it is for, each with its words."""
    table = _offices()
    found = {name: m[0] for name, pattern in table.roles.items() if (m := pattern.search(folded))}
    for match in table.minister.finditer(folded):
        near = folded[max(0, match.start() - _WITHIN // 2) : match.end() + _WITHIN]
        for name, pattern in table.portfolios.items():
            if name not in found and (m := pattern.search(near)):
                found[name] = f"{match[0]} … {m[0]}" if m[0] not in match[0] else match[0]
    return found


@cache
def table() -> Mapping[str, Any]:
    """``offices.toml``, read once when first asked for."""
    return tomllib.loads((files("rag") / "offices.toml").read_text(encoding="utf-8"))


@cache
def _offices() -> _Offices:
    known = table()

    def pattern(words: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(words.split(' | '))})(?!\w)")

    return _Offices(
        pattern(known["minister"]),
        {name: pattern(words) for name, words in known["portfolios"].items()},
        {name: pattern(words) for name, words in known["roles"].items()},
    )


def untold(question: Question, text: str, language: str | None) -> bool:
    """Whether ``text`` has none of the words that say what a person is asked for, in any form.

    Words that are not known in the language of the text say nothing either way.
    """
    words = question.plain
    if question.kind != "person" or not words:
        return False
    language = language or question.language
    there = _stems(text, language)
    return all(_absent(word, question, language, there) for word in words)


def _absent(word: Word, question: Question, language: str, there: frozenset[str]) -> bool:
    forms: Sequence[str] = [word.text]
    if language != question.language:
        forms = list(translations(forms, question.language, language))
        if not forms:
            return False
    return not any(set(_stems(form, language)) <= there for form in forms)


@lru_cache(256)
def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(stems(text, language if language in STEMMERS else "any"))
