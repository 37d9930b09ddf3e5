"""Sentences of articles retold, as an honest model tells them, and with a fact that no article has.

Everything is drawn from a seeded generator, so that runs compare. ``eval.prose`` measures with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from eval.corruptions import corruptions
from index.facts import Fact, find_facts
from index.names import find_names
from index.saying import say_date
from rag.cues import guess_language

# Words that say the same in the press, whichever of the two stands there.
_SAME = {
    "fr": (
        ("rencontre", "réunion"), ("a déclaré", "a dit"), ("a indiqué", "a fait savoir"), ("afin de", "pour"),
        ("notamment", "en particulier"), ("également", "aussi"), ("lors de", "pendant"),
        ("toutefois", "cependant"),
        ("a souligné", "a insisté sur le fait"), ("est situé", "se trouve"), ("se trouve", "est situé"),
        ("ainsi que", "et"), ("en raison de", "à cause de"), ("débute", "commence"),
    ),
    "en": (
        ("however", "though"), ("located", "situated"), ("also", "in addition"), ("began", "started"),
        ("approximately", "about"), ("because of", "owing to"), ("such as", "like"), ("many", "a lot of"),
        ("largest", "biggest"), ("in order to", "to"), ("often", "frequently"), ("main", "principal"),
    ),
}  # fmt: skip
_LEADS = {
    "fr": ("Par ailleurs, ", "De plus, ", "En outre, ", "L'article précise que "),
    "en": ("In addition, ", "Moreover, ", "The article notes that ", "Furthermore, "),
}
# What a model adds that nobody said: a number, a date, a name.
_ADDED = {
    "fr": (", en présence de 4 312 personnes", ", le 17 février 1987", ", a confirmé Gontran Desclozeaux",
           ", à Valdivostrand", ", pour un coût de 76 millions d'euros"),
    "en": (", in front of 4,312 people", ", on 17 February 1987", ", Gontran Desclozeaux confirmed",
           ", in Valdivostrand", ", at a cost of 76 million euros"),
}  # fmt: skip
_OPENING = re.compile(r"\A([^,;:()«»“”\"]{8,60}), (.{30,})\Z", re.DOTALL)
_APPOSED = re.compile(r", ([^,;:«»“”\"]{5,80}),(?= [a-zà-ÿ])|\s\([^()]{3,60}\)")
_TAIL = re.compile(r"\A(.{40,}), ([^,;:«»“”\"]{10,})\Z", re.DOTALL)
# A clause without which the rest would say more, or something else.
_BINDS = re.compile(
    r"\b(?:selon|d'apr[eè]s|affirm|estim|jug|assur|accus|dénonc|si|sauf|mais|sans|pas|jamais|ni|according|said|says"
    r"|if|unless|but|except|not|never|without|claim|believ|report|would|devrait|pourrait|serait|aurait)",
    re.IGNORECASE,
)


def retellings(quote: str, language: str) -> Iterator[tuple[str, str]]:
    """Ways to tell a sentence that say nothing new, each with what it is called; none ends in a stop."""
    said = quote.rstrip(" .")
    yield "as it stands", said
    names, facts = find_names(said, language), find_facts(said, language)
    first = re.match(r"\w+", said)
    named = first is not None and any(n.start < first.end() for n in names)
    lead = _LEADS[language][len(said) % len(_LEADS[language])]
    que = lead.endswith("que ") and said[:1].lower() in "aeiouyéèêâîàh"
    named = named or re.match(r"\w\w?\.", said) is not None  # M. Dupont
    small = said if named else said[:1].lower() + said[1:]
    yield "led in", f"{lead[:-2] + chr(39) if que else lead}{small}"
    if (opening := _OPENING.match(said)) and not _BINDS.search(opening[1]) and "," not in opening[2]:
        front, rest = opening.groups()
        front = front if any(n.start == 0 for n in names) else front[:1].lower() + front[1:]
        yield "turned round", f"{rest[:1].upper()}{rest[1:]}, {front}"
    apposed = _APPOSED.search(said)
    if apposed and not _BINDS.search(said):
        yield "without an aside", said[: apposed.start()] + said[apposed.end() :]
    if (tail := _TAIL.match(said)) and not _BINDS.search(tail[2]):
        yield "shortened", tail[1]
    for fact in facts:
        if (
            fact.kind == "date"
            and fact.precision == "day"
            and fact.first
            and str(fact.first.year) in fact.text
        ):
            yield "date said otherwise", said[: fact.start] + _otherwise(fact, language) + said[fact.end :]
            break
    for fact in facts:
        if fact.kind == "number" and fact.value is not None and 1 < fact.value <= 16 and fact.text.isalpha():
            figure = said[: fact.start] + str(int(fact.value)) + said[fact.end :]
            yield "number said otherwise", figure[:1].upper() + figure[1:]
            break
    for name in names:
        last = name.text.split()[-1]
        if name.kind == "person" and len(name.text.split()) == 2 and said.count(last) == 1:
            yield "surname alone", said[: name.start] + last + said[name.end :]
            break
    swapped = said
    for old, new in _SAME[language]:
        swapped = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, swapped, count=1)
    if swapped != said:
        yield "other words", swapped


def _otherwise(fact: Fact, language: str) -> str:
    assert fact.first is not None
    usual = say_date(fact, language)
    if fact.text != usual:
        return usual
    return (
        f"{fact.first:%d/%m/%Y}"
        if language == "fr"
        else f"{fact.first:%B} {fact.first.day}, {fact.first.year}"
    )


def changed(
    quote: str, language: str, sources: Sequence[str], pool: Mapping[str, Sequence[str]], random: Random
) -> Iterator[tuple[str, str]]:
    """The sentence, and ways to tell it, with one date, number or name changed, or a fact added."""
    told = [text for _, text in retellings(quote, language)]
    for change in corruptions(random.choice(told), language, sources, pool, random):
        if not change.kind.startswith("exchanged"):
            yield f"{change.kind} changed", change.text[:1].upper() + change.text[1:]
    yield "fact added", random.choice(told) + random.choice(_ADDED[language])


def tellable(quote: str, language: str) -> bool:
    """Whether a sentence of an article stands for itself, so that telling it is honest."""
    return (
        40 < len(quote) < 300
        and quote.endswith(".")
        and quote[:1].isupper()
        and guess_language(quote) == language
        and len(re.findall(r'["“”«»]', quote)) == 0
    )
