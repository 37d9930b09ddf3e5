"""The value in a sentence that a question asks for: a date, a number, a person, a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.facts import Fact, find_facts, say_date, say_number
from index.folding import fold_words
from index.lexicon import stems
from index.names import Name, find_names
from rag.quantities import span_of_time, with_span
from rag.question import Question

_MONEY = frozenset(
    "€ $ £ ¥ euro euros dollar dollars livre livres dirham dirhams franc francs yen yens peso pesos".split()
)
_CURRENCIES = (
    {"fr": "dollars", "en": "dollars", "es": "dólares", "ar": "دولار"},
    {"fr": "euros", "en": "euros", "es": "euros", "ar": "يورو"},
)
_MILLIONS = re.compile(r"mill(?:ion|iard|[oó]n)\w*$", re.IGNORECASE)
_APPOSITION = re.compile(r"\s*[,(]")
_LEVEL = re.compile(  # *au niveau ministériel, à* is no part of a place
    r"(?:au niveau|à l['’]échelle|a nivel|at)\s(?:[^\W\d_]+,?\s){0,2}"
    r"(?:à|au|aux|en|in|at)\s(?:la\s|l['’]|the\s)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Value:
    """Where it stands in the sentence, its normal form (``key``: equal where two say the same), and how
    it is said in the question's language (``said``); names stand as the article has them.

    A date covers the days ``first`` to ``last``, where its year is known.
    """

    start: int
    end: int
    text: str
    kind: str
    key: str
    said: str
    first: date | None = None
    last: date | None = None
    unit: str | None = None  # what a number counts


def value_at(
    question: Question, sentence: str, language: str | None, published: str | None, start: int, end: int
) -> Value | None:
    """The value of the kind asked for that ``sentence[start:end]`` is, or None: where it says several, or
    mostly something else, it stands as it is written."""

    def touched(found: Fact | Name) -> bool:
        return min(found.end, end) > max(found.start, start)

    if question.kind in ("date", "number"):
        found = [f for f in find_facts(sentence, language, published) if f.kind == question.kind]
        facts = [fact for fact in found if touched(fact)]
        return _fact_value(question, sentence, language, facts[0]) if len(facts) == 1 else None
    if question.kind in ("person", "place"):
        names = [name for name in find_names(sentence, language) if touched(name)]
        names = [name for name in names if name.kind == question.kind] or names
        if len(names) != 1:
            return None
        [name] = names
        shared = min(name.end, end) - max(name.start, start)
        first = name.start <= start and _APPOSITION.match(sentence, name.end) is not None
        levelled = question.kind == "place" and _LEVEL.fullmatch(sentence, start, name.start) is not None
        if not first and not levelled and 2 * shared < end - start:
            return None
        return Value(name.start, name.end, name.text, question.kind, name.folded, name.text)
    return None


def in_its_words(value: Value | None, said: str) -> bool:
    """Whether what is said stands as its article has it, in words: no name of a person, no figure alone."""
    if value is None:
        return True
    return value.kind != "person" and said == value.text and any(c.isalpha() for c in said)


def _fact_value(question: Question, sentence: str, language: str | None, fact: Fact) -> Value:
    if fact.kind == "date":
        key = f"{fact.first}/{fact.last}" if fact.first else fold_words(fact.text)
        vague = fact.precision in ("unresolved", None)
        said = fact.text if vague else say_date(fact, question.language)
    else:
        key = f"{fact.value} {fact.bound} {_unit(fact)}"
        said = say_number(fact, question.language)
        money = bool(fact.unit) and str(fact.unit).split()[0].casefold() in _MONEY
        span = span_of_time(fact.unit)
        if money and _other_unit(question, sentence, language, fact):
            said = _of_money(said, str(fact.unit).split()[0], question.language)
        elif fact.unit == "%":
            said += "%" if question.language in ("en", "ar") else "\u00a0%"
        elif span and fact.value and _other_unit(question, sentence, language, fact):
            said = with_span(said, span, fact.value, question.language)
    return Value(fact.start, fact.end, fact.text, fact.kind, key, said, fact.first, fact.last, fact.unit)


def _of_money(said: str, unit: str, language: str) -> str:
    """*200 millones de dólares*: a unit that is a word is said in the question's language."""
    for words in _CURRENCIES:
        if unit.casefold() in words.values():
            unit = words.get(language, unit)
    if not _MILLIONS.search(said) or not unit.isalpha() or language not in ("fr", "es"):
        return f"{said} {unit}"
    return f"{said} d'{unit}" if language == "fr" and unit[0] == "e" else f"{said} de {unit}"


def _other_unit(question: Question, sentence: str, language: str | None, fact: Fact) -> bool:
    """Whether what the question counts does not follow the number."""
    after = stems(sentence[fact.end : fact.end + 40], language or "any")[:3]
    return _counted(question).isdisjoint(after)


def _unit(fact: Fact) -> str:
    """What is counted, folded, so that 84 countries and 84 dead don't agree."""
    return " ".join(stems(fact.unit.split()[0], "any")) if fact.unit else ""


def _counted(question: Question) -> set[str]:
    """Stems of what is counted: the first content word after *how many*."""
    if question.kind != "number" or not question.content:
        return set()
    return set(stems(question.content[0].text, question.language))
