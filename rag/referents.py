"""Which of what a conversation spoke of a pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.facts import Fact
from index.names import find_names, mentions
from rag.noun_phrases import events, follow_ups, written
from rag.phrasing import definite, on
from rag.question import analyse, fold_letters

Kind = Literal["person", "place", "organisation", "event", "date", "thing", "name"]

REMEMBERED = 5  # turns
_AND = {"fr": "et", "en": "and", "es": "y", "ar": "و"}


@dataclass(frozen=True)
class Referent:
    """Something that was spoken of. ``text`` stands in a question of ``language``, article included.

    ``age`` is how many turns back, from 0. ``rank`` orders what one turn holds: its answer first. ``head``
    is the noun of an event or a thing. ``around`` is where and when its question was about, for what its
    own words don't tell apart (*the partners*).
    """

    text: str
    kind: Kind
    language: str
    age: int
    rank: int
    gender: str = ""  # f, m, or unknown
    plural: bool = False
    head: str = ""
    country: bool = False
    around: str = ""
    located: bool = False  # a place that something was in or at
    fact: Fact | None = None
    quoted: bool = False  # only a cited sentence names it: neither question nor answer
    guessed: bool = False  # its gender only by the ending of a first name
    inner: bool = False  # a name within what something is called: *Rouen* in *l'incendie de Rouen*
    acted: bool = False  # the subject of its question
    topic: bool = False  # what a question asked to be told about: *what is the Africa Focus Group?*


@dataclass(frozen=True)
class Want:
    """What a pronoun may stand for: kinds, the likeliest first, with gender and number where they show."""

    kinds: tuple[Kind, ...]
    gender: str = ""
    plural: bool | None = None
    bodies: bool = False  # *they*, *leur*: also of one body of many
    likely: int = 0  # how many of the kinds the words around the pronoun speak for
    head: str = ""
    acts: bool = False  # the pronoun is a subject
    located: bool = False  # of places, one where something was rather than one that did something


def choose(want: Want, known: Sequence[Referent]) -> Referent | None:
    """The likeliest referent, or None where nothing fits."""
    best: tuple[float, Referent] | None = None
    met = {r.age for r in known if r.kind == "event"}
    for referent in known:
        if want.bodies and want.plural and referent.kind == "place" and referent.age in met:
            continue  # *they* are those at the meeting
        score = _misfit(want, referent)
        if score is not None and (best is None or score < best[0]):
            best = score, referent
    if want.plural and "person" in want.kinds and (best is None or best[1].kind != "person"):
        both = _together(known)
        if both and (best is None or best[1].age >= both.age):
            return both
    return best[1] if best else None


def _misfit(want: Want, referent: Referent) -> float | None:
    if want.head and referent.head != want.head:
        return None
    if referent.kind not in want.kinds:
        return None
    if referent.kind == "place" and referent.located and "person" in want.kinds:
        return None
    other = bool(want.gender and referent.gender and want.gender != referent.gender)
    if other and not referent.guessed:
        return None
    body = want.bodies and (
        referent.kind == "organisation" or referent.kind == "place" and not referent.located
    )
    if want.plural is not None and want.plural != referent.plural and not (want.plural and body):
        return None
    place = want.kinds.index(referent.kind)
    score = 0.2 * place + 1.5 * referent.age + 0.15 * referent.rank
    if want.likely and place >= want.likely:
        score += 4.0 if referent.kind == "person" else 2.0  # nobody chairs a person
    if want.located and referent.kind == "place" and not referent.located:
        score += 1.5
    if want.plural and not referent.plural:
        score += 2
    score += 1.5 * other + 0.5 * (referent.inner and referent.kind == "name")
    if referent.quoted:
        score += 1.0
    if referent.topic:
        score -= 1.0
    if want.acts and referent.acted:
        score -= 0.6
    if (
        want.gender == "f" and not referent.gender
    ):  # whoever bears two names and no woman's name is likelier a man
        score += 2.0 if referent.kind == "person" and " " in referent.text else 0.9
    return score


def _together(known: Sequence[Referent]) -> Referent | None:
    """Two persons of one turn as one: *Sherman and Bourita*."""
    for age in range(REMEMBERED):
        people = [r for r in known if r.age == age and r.kind in ("person", "name") and not r.plural]
        people = [r for r in people if not r.quoted][:2]
        if (
            len(people) == 2
            and any(r.kind == "person" for r in people)
            and not mentions(people[0].text, people[1].text)
        ):
            first, second = sorted(people, key=lambda r: -r.rank)
            joined = f"{first.text} {_AND[first.language]} {second.text}"
            return replace(first, text=joined.replace("و ", "و"), plural=True, gender="")
    return None


def translated(referent: Referent | None, language: str) -> Referent | None:
    """The referent in another language, as far as tables go: events and dates by name, names as they are."""
    if referent is None or referent.language == language:
        return referent
    text = referent.text
    if referent.fact:
        text = on(referent.fact, language)
    elif referent.kind == "event" and referent.head in events(referent.language):
        head = events(language)[events(referent.language).index(referent.head)]
        said = written(head, language)
        question = analyse(text, referent.language)
        of, at = {"fr": ("de", "à"), "en": ("of", "in"), "es": ("de", "en"), "ar": ("ل", "في")}[language]
        bodies = [n.text for n in question.names if n.kind == "organisation"]
        places = [n.text for n in question.names if n.kind != "organisation"]
        dates = [on(d, language) for d in question.dates if d.first]
        alone = {"fr": "de", "es": "de"}.get(language, at)  # *la reunión de Rabat*
        parts = [
            definite(said, fold_letters(said), language, False),
            *([of, *bodies] if bodies else []),
            *([at if bodies else alone, *places] if places else []),
            *dates,
        ]
        text = " ".join(parts)
    elif referent.kind == "thing" and [n.text for n in find_names(text)] != [text]:
        return None
    else:
        text = re.sub(r"^(?:l['’]|(?:les?|la|the|el|los|las)\s)", "", text, flags=re.IGNORECASE)
    return replace(referent, text=text, language=language, around="")


def ungendered(referent: Referent, language: str) -> Referent:
    """In another language a thing's noun is of another gender: *la réunion*, *الاجتماع*."""
    apart = referent.language != language and referent.kind != "person"
    return replace(referent, gender="") if apart else referent


def elsewhere(referent: Referent) -> Referent:
    """The event without the town that it was in: that of another year (*et en 2022 …*) was in another."""
    if referent.kind != "event" or referent.language not in ("fr", "en", "es"):
        return referent
    names = [n for n in analyse(referent.text, referent.language).names if not n.demonym]
    if not names or any(n.kind not in ("place", "other") for n in names):
        return referent
    said = written(referent.head, referent.language)
    text = definite(said, fold_letters(said), referent.language, referent.plural)
    return replace(referent, text=text, around="")


def hinted(words: Sequence[str], language: str) -> tuple[Kind, ...]:
    """The kinds that the words beside a pronoun suggest."""
    found: list[Kind] = []
    kinds: tuple[Kind, ...] = ("person", "event", "organisation", "place")
    for kind in kinds:
        hints = _hints(language, kind)
        if any(word.startswith(hint) if len(hint) > 2 else word == hint for word in words for hint in hints):
            found.append(kind)
    return tuple(found)


def _hints(language: str, kind: str) -> tuple[str, ...]:
    return tuple(follow_ups()[language]["hints"][kind].split())
