"""Names of people in French news, and questions about age, party, acronym and department."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from train.news_words import Words, news_words

UPPER = "A-ZÀÂÇÉÈÊÎÔÖ"


_CAPITAL = rf"[{UPPER}][\w’'-]*\w"


NAME = (
    rf"(?![{UPPER}]{{2}})(?:{_CAPITAL}|[{UPPER}]\.)(?: (?:de la|de|van der|van|von|ben|bin"
    rf"|el|al|Le|La|Du|Des|di|da|dos) {_CAPITAL}| d['’]{_CAPITAL}| {_CAPITAL}){{1,2}}"
)


NOT_GIVEN = frozenset(
    "Ouest Ouest-France Sud-Ouest Parisien Proche Figaro Monde Publique Héritier Point Progrès Nice-Matin "
    "Libération Dépêche "
    "Sénat Mme Dr Me Press Police Etat État Numérique Ville Intelligence Le La Les Un "
    "Une Des Selon Pour Dans En Au Aux Ce Cette Mais Si Et Avec Sur Saint Grand Premier "
    "Première Etats États"
    " Union Assemblée Conseil Ligue Coupe Front Parti Rassemblement République Jeux Cour "
    "Haute Mont Conseil Nouvelle Côte"
    " Santé Affaires Ministère Maison Education Éducation Palais Place Rue Stade Tour "
    "Musée Banque Crédit Radio Europe France"
    " Air Paris Canal Fox New Los San Las Rassemblement Objectif Génération Debout Lutte "
    "Force Gilets Ile Île Bouches Seine"
    " Insoumise Marche Républicains Socialiste Transition Action Agriculture Finances "
    "Justice Intérieur Logement Travail Budget"
    " Culture Défense Sports Transports Armées Outre Economie Économie Égalité Hauts "
    "Territoires Fonction Comptes Affaire".split()
)


class Draft(NamedTuple):
    """A question in one language; the answer is ``[start:end]`` of the article."""

    kind: str
    language: str
    question: str
    start: int
    end: int


_AGE = re.compile(rf"(?P<name>{NAME})(?:, (?:âgée? de )?| \((?:âgée? de )?)(?P<age>\d{{1,2}} ans)(?=[,)])")


_ACRONYM = re.compile(rf"(?P<full>[{UPPER}][\w’'-]+(?: [\w’'-]+){{1,9}}) \((?P<short>[A-Z][A-Za-z]{{1,6}})\)")


class People:
    """The people an article names, by first name and surname."""

    def __init__(self, text: str, words: Words) -> None:
        self.names: dict[str, str] = {}  # full name → surname
        for found in re.finditer(rf"(?<![\w'’-]){NAME}", text):
            self._take(found[0], words)

    def _take(self, name: str, words: Words) -> None:
        given, _, surname = name.partition(" ")
        known = given.lower() in words.feminine_given or given.lower() in words.masculine_given
        if known and surname:
            self.names[name] = surname

    def add(self, name: str) -> None:
        self.names.setdefault(name, name.partition(" ")[2])


def is_name(name: str, words: Words) -> bool:
    given = name.split()[0]
    plain = name.rpartition(" ")[2] not in words.parties and not (len(given) > 1 and given.isupper())
    if " de " in name and len(name.split()) < 4 and given.lower() not in words.given:
        return False  # « Proche de Nicolas »
    return (
        plain
        and given not in NOT_GIVEN
        and name not in words.places
        and not name.isupper()
        and given.lower() not in words.finite
    )


def name_questions(text: str, start: int, end: int, people: People, rng: random.Random) -> Iterator[Draft]:
    """The drafts that a sentence's names give, in French and the other languages."""
    words = news_words()
    if "(" not in text[start:end] and " ans" not in text[start:end] and ", " not in text[start:end]:
        return
    for found in _AGE.finditer(text, start, end):
        if is_name(found["name"], words):
            people.add(found["name"])
            yield from _ages(found, people, rng)
    for found in _ACRONYM.finditer(text, start, end):
        yield from _acronyms(found, words, rng)
    for found in _party().finditer(text, start, end):
        if is_name(found["name"], words):
            people.add(found["name"])
            yield from _parties(found, rng)
    for found in _department().finditer(text, start, end):
        yield from _departments(found, rng)


def _ages(found: re.Match[str], people: People, rng: random.Random) -> Iterator[Draft]:
    name = found["name"]
    de = "d'" if name[0] in "AEIOUÉÈÎÔŒ" else "de "
    yield Draft(
        "age",
        "fr",
        rng.choice(
            (
                f"Quel âge a {name} ?",
                f"Quel est l'âge {de}{name} ?",
                f"Quel âge {name} a-t-il ?"
                if name.split()[0].lower() in news_words().masculine_given
                else f"{name} a quel âge ?",
            )
        ),
        *found.span("age"),
    )
    yield Draft(
        "age",
        *rng.choice(
            (
                ("en", f"How old is {name}?"),
                ("es", f"¿Cuántos años tiene {name}?"),
                ("ar", f"كم عمر {name}؟"),
                ("en", f"What is {name}'s age?"),
                ("es", f"¿Qué edad tiene {name}?"),
            )
        ),
        *found.span("age"),
    )


_SMALL = frozenset("de du des la le les l d et pour en sur à aux au the of and".split())


def _acronyms(found: re.Match[str], words: Words, rng: random.Random) -> Iterator[Draft]:
    """Only where the letters are the words' own: it begins at the word that gives the first."""
    short = found["short"]
    if len(re.findall("[A-Z]", short)) < 2:
        return
    spans = [(m.start() + found.start("full"), m[0]) for m in re.finditer(r"[^\W_]+", found["full"])]
    for first in range(len(spans)):
        initials = "".join(word[0] for _, word in spans[first:] if word.lower() not in _SMALL)
        if (
            _plain(initials).upper() == short.upper()
            and spans[first][1][0].isupper()
            and spans[first][1].lower() not in _SMALL
        ):
            at, end = spans[first][0], found.end("full")
            full = found.string[at:end]
            yield Draft(
                "acronym",
                "fr",
                rng.choice(
                    (
                        f"Que signifie {short} ?",
                        f"Que veut dire le sigle {short} ?",
                        f"{short}, ça veut dire quoi ?",
                        f"À quoi correspond le sigle {short} ?",
                        f"Que désigne l'acronyme {short} ?",
                    )
                ),
                at,
                end,
            )
            yield Draft("acronym", "fr", f"Quel est le sigle de : {full} ?", *found.span("short"))
            yield Draft(
                "acronym",
                *rng.choice(
                    (
                        ("en", f"What does {short} stand for?"),
                        ("es", f"¿Qué significan las siglas {short}?"),
                        ("ar", f"ماذا يعني اختصار {short}؟"),
                        ("en", f"What is {short} short for?"),
                    )
                ),
                at,
                end,
            )
            return


def _plain(text: str) -> str:
    return text.translate(str.maketrans("ÉÈÊÀÂÎÔÇéèêàâîôç", "EEEAAIOCeeeaaioc"))


@cache
def _party() -> re.Pattern[str]:
    names = "|".join(sorted(news_words().parties))
    return re.compile(rf"(?<![\w'’-])(?P<name>{NAME}) \((?P<party>{names})\)")


def _parties(found: re.Match[str], rng: random.Random) -> Iterator[Draft]:
    name = found["name"]
    yield Draft(
        "party",
        "fr",
        rng.choice(
            (
                f"À quel parti appartient {name} ?",
                f"De quel parti est {name} ?",
                f"Quelle est l'étiquette politique de {name} ?"
                if name[0] not in "AEIOUÉÈÎÔH"
                else f"Dans quel parti est {name} ?",
            )
        ),
        *found.span("party"),
    )
    yield Draft(
        "party",
        *rng.choice(
            (
                ("en", f"Which party does {name} belong to?"),
                ("es", f"¿A qué partido pertenece {name}?"),
                ("ar", f"إلى أي حزب ينتمي {name}؟"),
            )
        ),
        *found.span("party"),
    )


@cache
def _department() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, news_words().departments), key=len, reverse=True))
    town = (
        rf"(?:(?:Le|La|Les|L['’]) ?)?{_CAPITAL}(?:[ -](?:sur|en|sous|de|la|le|les|lès|aux|du"
        rf"|des|{_CAPITAL})){{0,4}}"
    )
    return re.compile(
        rf"\b(?:à|À|A|de|près de) (?P<town>{town})(?: \((?P<dep>{names})\)|, (?:en|dans (?:le"
        rf"|la|l['’]|les)) ?(?P<dep2>{names})(?![\w-]))"
    )


def _departments(found: re.Match[str], rng: random.Random) -> Iterator[Draft]:
    town, key = found["town"], "dep" if found["dep"] else "dep2"
    yield Draft(
        "place",
        "fr",
        rng.choice(
            (
                f"Dans quel département se trouve {town} ?",
                f"Où se trouve {town} ?",
                f"Dans quel département est située la commune de {town} ?",
            )
        ),
        *found.span(key),
    )
    yield Draft(
        "place",
        *rng.choice(
            (
                ("en", f"In which French department is {town}?"),
                ("es", f"¿En qué departamento francés está {town}?"),
                ("ar", f"في أي مقاطعة فرنسية تقع {town}؟"),
                ("en", f"Where is {town}?"),
                ("es", f"¿Dónde está {town}?"),
                ("ar", f"أين تقع {town}؟"),
            )
        ),
        *found.span(key),
    )
