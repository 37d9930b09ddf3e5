"""The lexicon of code-switching: the entries of ``rag/dictionary.toml`` with their inflected forms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from babel import Locale

from train.countries import countries
from train.switching_inflection import english_verb, french_verb, gender_of, plural, spanish_verb

LANGUAGES = ("fr", "en", "es", "ar")
CLITIC = re.compile(r"[- ]?\bt[- ](?:il|elle|on)s?\b|-t?(?:il|elle|on|ils|elles|t-elle)\b", re.IGNORECASE)
_ELIDED = re.compile(r"\b(qu|lorsqu|jusqu|puisqu|quelqu|[cdjlmnst])'", re.IGNORECASE)
_ASKED = re.compile(r"\best[- ](?:ce|se)\b(?=[- ]qu)", re.IGNORECASE)
_WORD = re.compile(r"\d+(?:[.,]\d+)*\w*|'s\b|n't\b|\w+(?:[-.]\w+)*'?|[^\w\s]")


@dataclass(frozen=True)
class Entry:
    """What one thing is called: ``forms[language][feature]``; nouns have the features s and p, adjectives
    ms, fs, mp and fp, verbs those of ``_verb``, all others the empty one.

    ``kind`` is the list it comes from; ``genders`` are m, f, or p for a country in the plural, 0 for one
    without article.
    """

    kind: str
    forms: dict[str, dict[str, str]] = field(hash=False)
    genders: dict[str, str] = field(default_factory=dict, hash=False)
    before: bool = False  # French says the adjective before its noun


@dataclass
class Unit:
    """A word, sign or phrase of the question; ``role`` says what it does in the sentence."""

    text: str
    role: str  # noun, adjective, verb, ask, link, the, a, own, be, fixed, place, name, sign
    words: int = 1
    spaced: bool = True
    entry: Entry | None = None
    feature: str = ""

    @property
    def kind(self) -> str:
        return self.entry.kind if self.entry else ""


def split(text: str, language: str) -> list[tuple[str, bool]]:
    """The words and signs of a text, each with whether there is space before it; French clitics left out."""
    text = text.replace("’", "'").replace("\u00a0", " ")
    if language == "fr":
        text = _ELIDED.sub(r"\1' ", CLITIC.sub("", _ASKED.sub("est-ce", text)))
        text = re.sub(r"\baujourd' ?hui", "aujourdhui", text, flags=re.IGNORECASE)
    else:
        text = re.sub(r"(\w)(n't|'s)\b", r"\1 \2", text)
    return [(m[0], m.start() == 0 or text[m.start() - 1].isspace()) for m in _WORD.finditer(text)]


def key(text: str, language: str) -> str:
    return " ".join(word.lower() for word, _ in split(text, language))


@cache
def lexicon(language: str) -> dict[str, tuple[Entry, str]]:
    """What each word or phrase of a language means, and in which form it is.

    Relatives stand under "~" and their words, verbs (that may be nouns too) under "=",
    adjectives under "+" besides.
    """
    found: dict[str, tuple[Entry, str]] = {}
    for entry, surfaces in sorted(_entries(), key=lambda made: made[0].kind != "auxiliaries"):
        for surface, feature in surfaces[language]:
            if mark := {"verbs": "=", "adjectives": "+", "demonyms": "+"}.get(entry.kind):
                found.setdefault(mark + key(surface, language), (entry, feature))
            found.setdefault(
                ("~" if entry.kind == "relative" else "") + key(surface, language), (entry, feature)
            )
    return found


@cache
def longest(language: str) -> dict[str, int]:
    """How many words the longest phrase has, by its first word."""
    found: dict[str, int] = {}
    for words in lexicon(language):
        first, count = words.partition(" ")[0], words.count(" ") + 1
        found[first] = max(found.get(first, 1), count)
    return found


Surfaces = dict[str, list[tuple[str, str]]]


@cache
def _entries() -> list[tuple[Entry, Surfaces]]:
    table = tomllib.loads((files("rag") / "dictionary.toml").read_text(encoding="utf-8"))
    found = list(_names())
    for kind, block in table.items():
        for line in re.split(r"[;\n]", block):
            if line.strip():
                parts = dict(zip(LANGUAGES, (part.strip() for part in line.split("|")), strict=True))
                made = {
                    "nouns": _noun,
                    "verbs": _verb,
                    "adjectives": _adjective,
                    "demonyms": _adjective,
                    "places": _place,
                    "superlatives": _superlative,
                }
                found.append(made.get(kind, _fixed)(kind, parts))
    return found


def _fixed(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    surfaces = {code: [(word, "") for word in parts[code].split("/")] for code in ("fr", "en")}
    return Entry(kind, {code: {"": parts[code].split("/")[0]} for code in LANGUAGES}), surfaces


def _place(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    french, _, gender = parts["fr"].rpartition(" ")
    entry, surfaces = _fixed("countries", {**parts, "fr": french})
    return Entry(entry.kind, entry.forms, {"fr": gender}), surfaces


def _superlative(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    entry, surfaces = _fixed(kind, parts)
    surfaces["fr"] = [
        (f"{word}{end}", "")
        for word in parts["fr"].split("/")
        for end in (("", "e", "s", "es") if " " in word else ("",))
    ]
    return entry, surfaces


def _names() -> Iterator[tuple[Entry, Surfaces]]:
    """Countries, months and days."""
    known = {code: countries(code) for code in LANGUAGES}
    for code, country in known["fr"].items():
        names = {c: known[c][code].names[c] for c in LANGUAGES if code in known[c]}
        if len(names) == len(LANGUAGES):
            forms = {c: {"": name} for c, name in names.items()}
            yield Entry("countries", forms, {"fr": country.gender}), _same(names)
    for part, kind in (("months", "months"), ("days", "months")):
        said = {c: getattr(Locale(c), part)["format"]["wide"] for c in LANGUAGES}
        for number in said["fr"]:
            names = {c: said[c][number] for c in LANGUAGES}
            if names["en"] not in ("May", "March"):
                yield Entry(kind, {c: {"": name} for c, name in names.items()}), _same(names)


def _same(names: dict[str, str]) -> Surfaces:
    return {code: [(names[code], "")] for code in ("fr", "en")}


def _noun(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    forms: dict[str, dict[str, str]] = {}
    genders = {}
    surfaces: Surfaces = {"fr": [], "en": []}
    for code, part in parts.items():
        spoken = re.fullmatch(r"(.*?)(?: ([fm]))?", part)
        assert spoken
        given = spoken[1].split("/")
        genders[code] = spoken[2] or gender_of(given[0].split(",")[0], code)
        for word in given:
            first, _, more = (piece.strip() for piece in word.partition(","))
            many = more or plural(first, code)
            if not more and len(given) == 1 and code in ("fr", "ar") and "," in part:
                many = part.split(",")[1]
            forms.setdefault(code, {"s": first, "p": many})
            if code in surfaces:
                surfaces[code] += [(first, "s"), (many, "p")]
        if "," in part and "," not in given[0]:  # "a/b,bs": the plural is the first's where it begins alike
            many = part.rsplit(" ", 1)[0].split(",")[1] if spoken[2] else part.split(",")[1]
            if many[:3] == given[0][:3]:
                forms[code]["p"] = many
    return Entry(kind, forms, genders), surfaces


def _adjective(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    before = parts["fr"].startswith("<")
    surfaces: Surfaces = {"fr": [], "en": [(word, "ms") for word in parts["en"].split("/")]}
    french: dict[str, str] = {}
    for word in parts["fr"].lstrip("<").split("/"):
        man, _, woman = word.partition(",")
        woman = woman or (man if man.endswith("e") else man + "e")
        number = man in _UNINFLECTED
        forms = (man, woman, man if number else plural(man, "fr"), woman if number else plural(woman, "fr"))
        if number:
            forms = (man,) * 4
        features = dict(zip(("ms", "fs", "mp", "fp"), forms, strict=True))
        french = french or features
        surfaces["fr"] += [(form, feature) for feature, form in features.items()]
    man, _, woman = parts["es"].partition(",")
    woman = woman or (f"{man[:-1]}a" if man.endswith("o") and man not in _UNINFLECTED else man)
    many = (man, woman) if man in _UNINFLECTED else (plural(man, "es"), plural(woman, "es"))
    spanish = dict(zip(("ms", "fs", "mp", "fp"), (man, woman, *many), strict=True))
    arabic, _, she = parts["ar"].partition(",")
    plain = {"": parts["en"].split("/")[0]}
    she = (
        she
        or (arabic if parts["en"].split("/")[0] in _COUNTED else "")
        or (arabic if arabic.endswith(("ون", "ة", "ه", "ى")) or " " in arabic else f"{arabic}ة")
    )
    return Entry(
        kind, {"fr": french, "en": plain, "es": spanish, "ar": {"m": arabic, "f": she}}, {}, before
    ), surfaces


_COUNTED = frozenset("two three four five six seven eight nine ten eleven twelve twenty thirty same".split())
_UNINFLECTED = frozenset(
    "deux trois quatre cinq six sept huit neuf dix onze douze vingt trente cent mille"
    " dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien mil".split()
)


def _verb(kind: str, parts: dict[str, str]) -> tuple[Entry, Surfaces]:
    surfaces: Surfaces = {"fr": [], "en": []}
    forms: dict[str, dict[str, str]] = {}
    for word in parts["fr"].split("/"):
        found = french_verb(word)
        forms.setdefault("fr", {feature: surface for surface, feature in reversed(found)})
        surfaces["fr"] += found
    for word in parts["en"].split("/"):
        found = english_verb(word)
        forms.setdefault("en", {feature: surface for surface, feature in reversed(found)})
        surfaces["en"] += found
    forms["es"] = spanish_verb(parts["es"])
    present, past, noun, *own = parts["ar"].split(",")
    forms["ar"] = {
        "present": present, "presents": present, "past": past, "pasts": past, "inf": noun, "base": present,
        "future": f"سوف {present}", "passive": own[1] if own else f"تم {noun}", "passives": f"تم {noun}",
        "being": own[0] if own else f"يتم {noun}", "beings": f"يتم {noun}", "part": f"تم {noun}",
    }  # fmt: skip
    return Entry(kind, forms), surfaces
