"""Answers made wrong on purpose: one date, number or name changed for another, or two that change places.

What a check of answers must strike. Every change is drawn from a seeded generator, so that runs compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from index.date_words import MONTHS, SAID_MONTHS
from index.facts import Fact, find_facts
from index.folding import fold_words
from index.names import Name, find_names, mentions

_MARKS = re.compile(r"\[\d+\]")
_SPELLED = {
    "fr": "deux trois quatre cinq six sept huit dix onze douze treize quinze vingt trente quarante".split(),
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty".split(),
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece quince veinte treinta".split(),
}


@dataclass(frozen=True)
class Corruption:
    """``kind``: date, number, name, or "exchanged dates", "exchanged numbers", "exchanged names"."""

    kind: str
    text: str
    changed: str
    by: str


def corruptions(
    answer: str, language: str, sources: Sequence[str], pool: Mapping[str, Sequence[str]], random: Random
) -> Iterator[Corruption]:
    """One of each kind that the answer allows.

    ``pool``: names by kind, of other texts; ``sources``: what is cited.
    """
    facts = [f for f in find_facts(_MARKS.sub(_blank, answer), language)]
    dates = [f for f in facts if f.kind == "date"]
    numbers = [f for f in facts if f.kind == "number" and (f.value != 1 or f.text.isdigit())]
    names = [
        n
        for n in find_names(_MARKS.sub(_blank, answer), language)
        if not any(f.start < n.end and n.start < f.end for f in facts) and n.text[:1].isupper()
    ]
    for kind, found, change in (("date", dates, _other_date), ("number", numbers, _other_number)):
        if found:
            fact = random.choice(found)
            by = change(fact, language, random)
            if by and by != fact.text and not any(by in source for source in sources):
                yield Corruption(kind, _with(answer, [(fact, by)]), fact.text, by)
    if names:
        name = random.choice(names)
        by = _other_name(name, answer, sources, pool, random)
        if by:
            yield Corruption("name", _with(answer, [(name, by)]), name.text, by)
    for kind, several in (("dates", dates), ("numbers", numbers), ("names", names)):
        pairs = list(_pairs(several))
        if pairs:
            a, b = random.choice(pairs)
            yield Corruption(f"exchanged {kind}", _with(answer, [(a, b.text), (b, a.text)]), a.text, b.text)


def name_pool(texts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The names of texts (with their languages) by kind, each once."""
    pool: dict[str, dict[str, None]] = {}
    for text, language in texts:
        for name in find_names(text, language):
            if name.text[:1].isupper() and name.kind != "other":
                pool.setdefault(name.kind, {})[name.text] = None
    return {kind: list(names) for kind, names in pool.items()}


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _with(text: str, changes: Sequence[tuple[Fact | Name, str]]) -> str:
    for old, new in sorted(changes, key=lambda change: -change[0].start):
        text = text[: old.start] + new + text[old.end :]
    return text


def _pairs(found: Sequence[Fact | Name]) -> Iterator[tuple[Fact | Name, Fact | Name]]:
    for i, a in enumerate(found):
        for b in found[i + 1 :]:
            if isinstance(a, Name) and isinstance(b, Name):
                if a.kind == b.kind and not mentions(a.text, b.text) and not mentions(b.text, a.text):
                    yield a, b
            elif isinstance(a, Fact) and isinstance(b, Fact) and _exchangeable(a, b):
                yield a, b


def _exchangeable(a: Fact, b: Fact) -> bool:
    alike = a.precision == b.precision != "unresolved"
    return alike and fold_words(a.text) != fold_words(b.text)


def _other_date(fact: Fact, language: str, random: Random) -> str | None:
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", fact.text)
    days = re.findall(r"(?<!\d)\d{1,2}(?!\d)", fact.text)
    months = [w for w in re.findall(r"[^\W\d_]+", fact.text) if w.lower() in MONTHS]
    choice = random.choice([k for k, there in (("y", years), ("d", days), ("m", months)) if there] or [""])
    if choice == "y":
        return fact.text.replace(years[0], str(int(years[0]) + random.choice([-3, -2, -1, 1, 2, 3])))
    if choice == "d":
        day = random.choice([d for d in range(2, 28) if d != int(days[0])])
        return re.sub(rf"(?<!\d){days[0]}(?!\d)", str(day), fact.text, count=1)
    if choice == "m":
        others = [m for m in SAID_MONTHS[language] if MONTHS.get(m.lower()) != MONTHS[months[0].lower()]]
        return fact.text.replace(months[0], random.choice(others))
    return None


def _other_number(fact: Fact, language: str, random: Random) -> str | None:
    figures = re.findall(r"\d+", fact.text)
    if figures:
        old = figures[-1] if len(figures) == 1 else random.choice(figures)
        new = str(int(old) + random.choice([-1, 1, 2, 10])) if int(old) > 1 else str(int(old) + 2)
        return fact.text.replace(old, new.zfill(len(old)), 1)
    words = _SPELLED.get(language, [])
    there = [w for w in words if re.search(rf"(?<!\w){w}(?!\w)", fact.text.lower())]
    if not there:
        return None
    new = random.choice([w for w in words if w not in there])
    return re.sub(rf"(?<!\w){there[0]}(?!\w)", new, fact.text.lower(), count=1)


def _other_name(
    name: Name, answer: str, sources: Sequence[str], pool: Mapping[str, Sequence[str]], random: Random
) -> str | None:
    """A name of the same kind that no source has."""
    among = pool.get(name.kind) or pool["place"]
    for _ in range(20):
        other = random.choice(among)
        if not any(mentions(other, source) for source in (answer, *sources)):
            return other
    return None
