"""Countries and the words for their people, put for one another: in French with the right articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from babel import Locale

from train.exchanges import VOWEL, Swap, agrees, cased, fold_letters, table


class Country(NamedTuple):
    code: str
    gender: str  # m, f, p (plural), 0 (without article): in French
    names: dict[str, str]
    adjectives: dict[str, str]


@cache
def countries(language: str) -> dict[str, Country]:
    """The countries that can be put for one another in a language, by code."""
    found = {}
    for line in table()["countries"].strip().splitlines():
        left, _, right = line.partition(" | ")
        code, gender, fr, fr_adjective = left.split()
        en, en_adjective = right.split()
        names = {"fr": fr, "en": en}
        if language not in names:
            local = Locale(language).territories.get(code) if code not in ("SX", "EN") else None
            if not local or "(" in local or local.startswith(("las ", "los ")):
                continue
            names[language] = str(local)
        clean = {key: value.replace("_", " ") for key, value in names.items()}
        adjectives = {"fr": fr_adjective, "en": en_adjective.replace("_", " ")}
        found[code] = Country(code, gender, clean, {k: v for k, v in adjectives.items() if v != "-"})
    return found


@cache
def _country_names(language: str) -> tuple[re.Pattern[str], dict[str, Country]]:
    known = {fold_letters(c.names[language]): c for c in countries(language).values()}
    lead = (
        r"(?P<lead>(?:de la|à la|du|des|de|d|au|aux|en|à|le|la|les)\s+|(?:de l|à l|d|l)['’])?"
        if language == "fr"
        else ""
    )
    names = "|".join(
        re.escape(c.names[language]) for c in sorted(known.values(), key=lambda c: -len(c.names[language]))
    )
    names = names.replace("É", "[ÉE]")
    return re.compile(rf"(?<![\w-])(?P<all>{lead}(?P<name>{names}))(?![\w-])", re.IGNORECASE), known


_NOT_A_COUNTRY = re.compile(
    r"\b(?:tour|stade|île|gare|new|saint|radio|air|papua)[ -](?:de |du |d')?\Z", re.IGNORECASE
)
_DATIVE = re.compile(
    r"\b(?:appart\w+|face|grâce|rapport|contraire\w*|rattach\w+|oppos\w+|quant|succ\w+|\w*joint|cèd\w+|cédé\w*"
    r"|déclar\w+|voisin\w*|identique|comparable|confi\w+|oblig\w+|vend\w+|donn\w+|impos\w+|particip\w+|permi\w*|coût\w+|aid\w+|li[ée]e?s?)\s\Z",
    re.IGNORECASE,
)


def country_swaps(question: str, language: str) -> Iterator[Swap]:
    pattern, known = _country_names(language)
    for match in pattern.finditer(question):
        name = match["name"]
        country = known.get(fold_letters(name))
        before = question[: match.start()]
        after = question[match.end() :]
        if country is None or (
            name.islower() and fold_letters(name) in ("turkey", "chad", "jordan", "mali", "inde", "chine")
        ):
            continue
        if _NOT_A_COUNTRY.search(question[: match.start("name")]) or re.match(
            r"['’ ]?[ -][A-ZÉ]\w| of America", after
        ):
            continue
        the = bool(re.search(r"\bthe\s\Z", before, re.IGNORECASE))
        others = []
        for other in countries(language).values():
            if other.code == country.code:
                continue
            if language == "fr":
                text = _in_french(country, other, match["lead"] or "", before)
            elif language == "en":
                plural_name = other.gender == "p" or other.code == "GB"
                text = other.names["en"] if the == plural_name else None
            else:
                text = other.names[language]
            if text:
                others.append((text.lower() if name.islower() else cased(text, match[0]), ""))
        if others:
            yield Swap("place", match.start(), match.end(), name, tuple(others))


def _in_french(country: Country, other: Country, lead: str, before: str) -> str | None:
    """A country with its preposition and article in place of another with its own, or None where unsure."""
    name, vowel = other.names["fr"], bool(VOWEL.match(other.names["fr"]))
    lead = lead.lower().replace("’", "'").strip()
    gender = other.gender
    if lead in ("", "le", "la", "l'", "les"):
        if (lead == "") != (gender == "0") and not (lead == "" and gender == country.gender):
            return None
        if not lead or gender != country.gender:
            return name if not lead else None
        return {"m": "le ", "f": "la ", "p": "les "}[gender] + name if not vowel else "l'" + name
    if lead in ("en", "au", "aux", "à"):
        if lead in ("au", "aux") and _DATIVE.search(before):
            return f"{lead} {name}" if gender == country.gender and not vowel else None
        if gender == "0":
            return f"à {name}" if other.code != "IL" else f"en {name}"
        return (
            f"aux {name}" if gender == "p" else f"au {name}" if gender == "m" and not vowel else f"en {name}"
        )
    if lead in ("à la", "à l'"):
        return (
            {"m": "au ", "f": "à la ", "p": "aux ", "0": "à "}[gender] + name if not vowel else f"à l'{name}"
        )
    if gender == "p":
        return f"des {name}"
    bare = lead in ("de", "d'") or gender == "0"
    if vowel:
        return f"d'{name}" if bare else f"de l'{name}"
    if gender == "m":
        return f"du {name}"
    return f"de {name}" if bare else f"de la {name}"


def _inflected(adjective: str) -> tuple[str, str, str, str]:
    """A French adjective: masculine, feminine, and their plurals."""
    if adjective.endswith(("ien", "éen")):
        feminine = adjective + "ne"
    elif adjective.endswith("e"):
        feminine = adjective
    else:
        feminine = {"grec": "grecque", "turc": "turque"}.get(adjective, adjective + "e")
    return adjective, feminine, adjective if adjective[-1] in "sx" else adjective + "s", feminine + "s"


@cache
def _adjectives(language: str) -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    known: dict[str, tuple[str, int]] = {}
    for country in countries(language).values():
        if word := country.adjectives.get(language):
            for form, text in enumerate(_inflected(word) if language == "fr" else (word,)):
                known.setdefault(text.lower(), (country.code, form))
    forms = "|".join(map(re.escape, sorted(known, key=len, reverse=True))) or r"\Z."
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE), known


def adjective_swaps(question: str, language: str) -> Iterator[Swap]:
    """ "marocaine" → "tunisienne"; not where it is the language that something is said in."""
    pattern, known = _adjectives(language)
    for match in pattern.finditer(question):
        before = question[: match.start()]
        if re.search(r"\b(?:en|in|into|from|to)\s\Z", before, re.IGNORECASE) or question[match.end() :][
            :2
        ] in ("'s", "’s"):
            continue
        if re.match(r"(?: [a-zé]+){0,2}[ -][A-ZÉ]\w", question[match.end() :]):  # "the Ghanaian singer Akon"
            continue
        code, form = known[match[0].lower()]
        if form == 0 and re.search(r"\b(?:les|des|aux|ces|ses|leurs)\s\Z", before, re.IGNORECASE):
            form = 2  # "français", "chinois" are their own plurals
        others = []
        for other in countries(language).values():
            word = other.adjectives.get(language)
            if other.code == code or not word or word.lower() == match[0].lower():
                continue
            text = _inflected(word)[form] if language == "fr" else word
            if agrees(before, match[0], text, language):
                others.append(
                    (cased(text, match[0]) if match[0][0].isupper() else text.lower(), other.names[language])
                )
        if others:
            yield Swap("place", match.start(), match.end(), match[0], tuple(others))
