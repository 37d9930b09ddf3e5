"""The value in a sentence that a question asks for: a date, a number, a person, a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.facts import Fact, find_facts, say_date, say_number
from index.lexicon import stems
from index.names import Name, find_names, fold, mentions
from rag.question import Question

_MONEY = frozenset(
    "€ $ £ ¥ euro euros dollar dollars livre livres dirham dirhams franc francs yen yens peso pesos".split()
)
_AGENT = re.compile(r"\b(?:par|by|por|من طرف|من قبل)\s+(?:l['’]|les?|la|the|los|las|el)?\s*$", re.IGNORECASE)
VALUED = frozenset({"date", "number", "person", "place"})
_APPOSITION = re.compile(r"\s*[,(]")


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

    def refines(self, other: Value) -> bool:
        """Whether this is a date within the other one, and a narrower one: *11 mai 2022* in *mai*."""
        if self.kind != "date" or other.kind != "date" or self.first is None or self.last is None:
            return False
        if other.first is None or other.last is None:
            said = re.escape(other.said.casefold())
            return self.first == self.last and bool(re.search(rf"(?<!\w){said}(?!\w)", self.said.casefold()))
        within = other.first <= self.first and self.last <= other.last
        return within and (self.first, self.last) != (other.first, other.last)


def find_value(
    question: Question, sentence: str, language: str | None, published: str | None
) -> Value | None:
    """The likeliest value of the kind that ``question`` asks for, or None where the sentence has none."""
    if question.kind in ("date", "number"):
        facts = [f for f in find_facts(sentence, language, published) if f.kind == question.kind]
        return _of_fact(question, sentence, language, facts)
    if question.kind in ("person", "place"):
        return _of_name(question, sentence, language)
    return None


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
        if not first and 2 * shared < end - start:
            return None
        return Value(name.start, name.end, name.text, question.kind, name.folded, name.text)
    return None


def _of_fact(question: Question, sentence: str, language: str | None, facts: Sequence[Fact]) -> Value | None:
    asked = {f.text for f in find_facts(question.text, question.language)}
    facts = [f for f in facts if f.text not in asked]
    if not facts:
        return None
    anchors = _anchors(question, sentence, language)
    counted = _counted(question)

    def other_unit(fact: Fact) -> bool:
        return _other_unit(question, sentence, language, fact)

    def spelled(fact: Fact) -> bool:
        return fact.kind == "number" and not any(c.isdigit() for c in fact.text)

    def rank(fact: Fact) -> tuple[float, ...]:
        vague = fact.kind == "date" and fact.precision in ("unresolved", None)
        return (other_unit(fact), vague, spelled(fact), _distance(fact.start, fact.end, anchors))

    if language == question.language:  # *deux hommes* is no answer to *combien de membres*
        facts = [fact for fact in facts if not (counted and spelled(fact) and other_unit(fact))]
    if not facts:
        return None

    return _fact_value(question, sentence, language, min(facts, key=rank))


def _fact_value(question: Question, sentence: str, language: str | None, fact: Fact) -> Value:
    if fact.kind == "date":
        key = f"{fact.first}/{fact.last}" if fact.first else fold(fact.text)
        vague = fact.precision in ("unresolved", None)
        said = fact.text if vague else say_date(fact, question.language)
    else:
        key = f"{fact.value} {fact.bound} {_unit(fact)}"
        said = say_number(fact, question.language)
        money = bool(fact.unit) and str(fact.unit).split()[0].casefold() in _MONEY
        if money and _other_unit(question, sentence, language, fact):
            said = f"{said} {fact.unit}"
    return Value(fact.start, fact.end, fact.text, fact.kind, key, said, fact.first, fact.last)


def _other_unit(question: Question, sentence: str, language: str | None, fact: Fact) -> bool:
    """Whether what the question counts does not follow the number."""
    after = stems(sentence[fact.end : fact.end + 40], language or "any")[:3]
    return _counted(question).isdisjoint(after)


def _unit(fact: Fact) -> str:
    """What is counted, folded, so that 84 countries and 84 dead don't agree."""
    return " ".join(stems(fact.unit.split()[0], "any")) if fact.unit else ""


def _of_name(question: Question, sentence: str, language: str | None) -> Value | None:
    wanted = question.kind
    names = [
        n
        for n in find_names(sentence, language)
        if not any(mentions(asked.text, n.text) or mentions(n.text, asked.text) for asked in question.names)
    ]
    fits = [n for n in names if n.kind == wanted]
    if not fits and wanted == "person":  # *founded by the United States*: a country or body may act too
        fits = [n for n in names if _AGENT.search(sentence[: n.start])]
    if not fits:
        return None
    anchors = _anchors(question, sentence, language)

    def rank(name: Name) -> tuple[float, ...]:
        return (float(wanted == "person" and " " not in name.text), _distance(name.start, name.end, anchors))

    best = min(fits, key=rank)
    return Value(best.start, best.end, best.text, wanted, best.folded, best.text)


def _anchors(question: Question, sentence: str, language: str | None) -> list[int]:
    """Where in the sentence the question's content words stand."""
    wanted = {s for w in question.content for s in stems(w.text, question.language)}
    places: list[int] = []
    at = 0
    for word in sentence.split():
        at = sentence.index(word, at)
        if wanted & set(stems(word, language or "any")):
            places.append(at)
        at += len(word)
    return places


def _distance(start: int, end: int, anchors: Iterable[int]) -> float:
    """Characters to the nearest anchor, or the place in the sentence where there is none."""
    return min((min(abs(start - a), abs(end - a)) for a in anchors), default=start)


def _counted(question: Question) -> set[str]:
    """Stems of what is counted: the first content word after *how many*."""
    if question.kind != "number" or not question.content:
        return set()
    return set(stems(question.content[0].text, question.language))
