"""Questions about who is who in French news: roles, ages, parties, acronyms, places, and who said it where."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from train.news_words import Said, Words, news_words

_UP = "A-ZÀÂÇÉÈÊÎÔÖ"
_CAPITAL = rf"[{_UP}][\w’'-]*\w"
NAME = rf"(?![{_UP}]{{2}})(?:{_CAPITAL}|[{_UP}]\.)(?: (?:de la|de|van der|van|von|ben|bin|el|al|Le|La|Du|Des|di|da|dos) {_CAPITAL}| d['’]{_CAPITAL}| {_CAPITAL}){{1,2}}"
_NOT_GIVEN = frozenset(
    "Sénat Mme Dr Me Press Police Etat État Numérique Ville Intelligence Le La Les Un Une Des Selon Pour Dans En Au Aux Ce Cette Mais Si Et Avec Sur Saint Grand Premier Première Etats États"
    " Union Assemblée Conseil Ligue Coupe Front Parti Rassemblement République Jeux Cour Haute Mont Conseil Nouvelle Côte"
    " Santé Affaires Ministère Maison Education Éducation Palais Place Rue Stade Tour Musée Banque Crédit Radio Europe France"
    " Air Paris Canal Fox New Los San Las Rassemblement Objectif Génération Debout Lutte Force Gilets Ile Île Bouches Seine"
    " Insoumise Marche Républicains Socialiste Transition Action Agriculture Finances Justice Intérieur Logement Travail Budget"
    " Culture Défense Sports Transports Armées Outre Economie Économie Égalité Hauts Territoires Fonction Comptes Affaire".split()
)


class Draft(NamedTuple):
    """A question in one language; the answer is ``[start:end]`` of the article."""

    kind: str
    language: str
    question: str
    start: int
    end: int


@cache
def _before() -> re.Pattern[str]:
    """« le ministre de la Santé Olivier Véran »"""
    heads = "|".join(sorted(map(re.escape, news_words().role_heads), key=len, reverse=True))
    word = r"(?:[a-zà-ÿ-]+|[dl]['’]\w[\w-]*|[A-ZÉÈÀÎ][\w-]*|\d+)"
    return re.compile(
        rf"(?<![\w'’-])(?P<article>[Ll]e|[Ll]a|[Ll]['’])\s?(?P<role>(?:{heads})(?: {word}){{0,9}}?) (?P<name>{NAME})(?![\w-]| [{_UP}])"
    )


@cache
def _after() -> re.Pattern[str]:
    """« Olivier Véran, ministre de la Santé, »"""
    heads = "|".join(sorted(map(re.escape, news_words().role_heads), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w'’-])(?P<name>{NAME}), (?:le |la |l['’])?(?P<role>(?:{heads})(?: [\w'’-]+){{1,9}})(?=[,.])(?!, {NAME})"
    )


_AGE = re.compile(rf"(?P<name>{NAME})(?:, (?:âgée? de )?| \((?:âgée? de )?)(?P<age>\d{{1,2}} ans)(?=[,)])")
_ACRONYM = re.compile(rf"(?P<full>[{_UP}][\w’'-]+(?: [\w’'-]+){{1,9}}) \((?P<short>[A-Z][A-Za-z]{{1,6}})\)")
_SAYS_MEDIA: dict[str, str] = {
    "radio": "Sur quelle radio", "chaîne": "Sur quelle chaîne", "réseau social": "Sur quel réseau social",
}  # fmt: skip


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
    return (
        plain
        and given not in _NOT_GIVEN
        and name not in words.places
        and not name.isupper()
        and given.lower() not in words.finite
    )


def name_questions(text: str, start: int, end: int, people: People, rng: random.Random) -> Iterator[Draft]:
    """The drafts that a sentence's names give, in French and the other languages."""
    words = news_words()
    for pattern in (_before(), _after()):
        for found in pattern.finditer(text, start, end):
            name, role = found["name"], found["role"].strip()
            if is_name(name, words) and _good_role(role):
                people.add(name)
                yield from _role_questions(found, name, role, words, rng)
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


def _good_role(role: str) -> bool:
    tokens = role.split()
    if tokens[-1].lower() in (
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "à",
        "au",
        "et",
        "en",
        "l'",
        "par",
        "pour",
        "sur",
        "dans",
        "avec",
        "qui",
        "que",
    ):
        return False
    banned = {
        "qui",
        "que",
        "a",
        "est",
        "ont",
        "sont",
        "avec",
        "son",
        "sa",
        "ses",
        "avait",
        "était",
        "dont",
        "contre",
        "après",
        "été",
        "se",
        "mais",
        "par",
        "sur",
        "pour",
        "il",
        "elle",
    }
    return (
        not banned & {t.lower() for t in tokens}
        and len(tokens) > 1
        and not re.search(r"\bqu['’]|\bs['’]|\bn['’]", role)
    )


_HEADS = frozenset(
    f"{given} {surname}"
    for given, surname in (
        ("Edouard", "Philippe"),
        ("Édouard", "Philippe"),
        ("Jean", "Castex"),
        ("Manuel", "Valls"),
        ("Bernard", "Cazeneuve"),
        ("Jean-Marc", "Ayrault"),
    )
)
_UNIQUE = re.compile(
    r"^(?:ministre|président|présidente|maire|porte-parole|secrétaire (?:général|d)|patron|patronne|chef|cheffe|directeur|directrice|procureur|procureure|préfet|préfète|PDG|sélectionneur|entraîneur|Premier|chancelière|chancelier|leader|fondateur|fondatrice|gouverneur|capitaine|garde|dirigeant|numéro|délégué général|rapporteur)\b"
)


def _role_questions(
    found: re.Match[str], name: str, role: str, words: Words, rng: random.Random
) -> Iterator[Draft]:
    span, role_span = found.span("name"), found.span("role")
    feminine = name.split()[0].lower() in words.feminine_given or bool(
        re.match(r"\w*(?:trice|euse|ente|ière|ée|enne)\b", role)
    )
    de = "d'" if name[0] in "AEIOUÉÈÎÔHŒ" and not name.startswith("Ha") else "de "
    yield Draft("role", "fr", rng.choice((
        f"Quelle est la fonction {de}{name} ?", f"Qui est {name} ?", f"Quel poste occupe {name} ?", f"Quel est le rôle {de}{name} ?", f"{name}, c'est qui ?",
    )), *role_span)  # fmt: skip
    yield Draft("role", *rng.choice((
        ("en", f"Who is {name}?"), ("en", f"What is {name}'s position?"), ("en", f"What post does {name} hold?"), ("es", f"¿Quién es {name}?"), ("es", f"¿Qué cargo ocupa {name}?"),
        ("es", f"¿Cuál es la función de {name}?"), ("ar", f"من هو {name}؟" if not feminine else f"من هي {name}؟"), ("ar", f"ما منصب {name}؟"),
    )), *role_span)  # fmt: skip
    if role in ("Premier ministre", "chef du gouvernement") and name not in _HEADS:
        return
    if (
        not _UNIQUE.match(role)
        or not re.search(r" (?:de|du|des)\b| d['’]|Premier ministre|ministre \w+[éèa-z]+", role)
        or "adjoint" in role.split()[:2]
    ):
        return
    article = "la " if feminine else "l'" if role[0] in "aeéèiouh" else "le "
    titled = article + role
    yield Draft("who", "fr", rng.choice((
        f"Qui est {titled} ?", f"Comment s'appelle {titled} ?", f"Quel est le nom {_of(titled)} ?", f"Qui occupe le poste {_of_role(role)} ?",
    )), *span)  # fmt: skip
    said = _foreign_role(role, words)
    given = name.split()[0].lower()
    ours = (
        said is None
        or not re.search(r"\bFrench|France", said.en)
        or given in words.feminine_given | words.masculine_given
    )
    if said and ours:
        yield Draft("who", *rng.choice((
            ("en", f"Who is the {said.en}?"), ("en", f"What is the name of the {said.en}?"), ("es", f"¿Quién es {_spanish(said.es, feminine)}?"),
            ("es", f"¿Cómo se llama {_spanish(said.es, feminine)}?"), ("ar", f"من هو {said.ar}؟" if not feminine else f"من يشغل منصب {said.ar}؟"), ("ar", f"ما اسم {said.ar}؟"),
        )), *span)  # fmt: skip


def _of(titled: str) -> str:
    return "du " + titled[3:] if titled.startswith("le ") else "de " + titled


def _of_role(role: str) -> str:
    return ("d'" if role[0] in "aeéèiouh" else "de ") + role


_SPANISH_FEMININE = {
    "presidente": "presidenta",
    "ministro": "ministra",
    "jefe": "jefa",
    "fiscal": "fiscal",
    "secretario": "secretaria",
    "canciller": "canciller",
    "portavoz": "portavoz",
    "líder": "líder",
    "seleccionador": "seleccionadora",
    "director": "directora",
    "alcalde": "alcaldesa",
    "primer": "primera",
}


def _spanish(role: str, feminine: bool) -> str:
    if not feminine:
        return role
    said = " ".join(_SPANISH_FEMININE.get(word, word) for word in role.split())
    return "la " + said.removeprefix("el ")


def _foreign_role(role: str, words: Words) -> Said | None:
    role = role.replace("’", "'")
    plain = re.sub(r"\bprésidente\b", "président", role)
    if said := words.roles.get(plain):
        return said
    if mayor := re.fullmatch(r"maire (?:de |d')(.+)", plain):
        if not re.fullmatch(r"[A-ZÉ][\w-]+(?: [A-Z][\w-]+)?", mayor[1]):
            return None
        place = words.places.get(mayor[1])
        names = place[1] if place else Said(mayor[1], mayor[1], mayor[1], "")
        return Said(role, f"mayor of {names.en}", f"el alcalde de {names.es}", f"عمدة {names.ar or mayor[1]}")
    for head, said in words.heads.items():
        rest = plain.removeprefix(head)
        rest = plain.replace("chancelière", "chancelier").removeprefix(head) if rest == plain else rest
        code = words.demonyms.get(rest.strip().removesuffix("ne") if rest.endswith("enne") else rest.strip())
        code = code or words.demonyms.get(rest.strip().removesuffix("e"))
        if rest != plain and code:
            country = _country(code)
            return Said(
                role, said.en.format(country.en), said.es.format(country.es), said.ar.format(country.ar)
            )
    return None


@cache
def _country(code: str) -> Said:
    from babel import Locale

    name = str(Locale("fr").territories[code])
    return news_words().places[name][1]


def _ages(found: re.Match[str], people: People, rng: random.Random) -> Iterator[Draft]:
    name = found["name"]
    de = "d'" if name[0] in "AEIOUÉÈÎÔŒ" else "de "
    yield Draft("age", "fr", rng.choice((f"Quel âge a {name} ?", f"Quel est l'âge {de}{name} ?", f"Quel âge {name} a-t-il ?" if name.split()[0].lower() in news_words().masculine_given else f"{name} a quel âge ?")), *found.span("age"))  # fmt: skip
    yield Draft("age", *rng.choice((
        ("en", f"How old is {name}?"), ("es", f"¿Cuántos años tiene {name}?"), ("ar", f"كم عمر {name}؟"), ("en", f"What is {name}'s age?"), ("es", f"¿Qué edad tiene {name}?"),
    )), *found.span("age"))  # fmt: skip


_SMALL = frozenset("de du des la le les l d et pour en sur à aux au the of and".split())


def _acronyms(found: re.Match[str], words: Words, rng: random.Random) -> Iterator[Draft]:
    """Only where the letters are the words' own: the expansion begins at the word that gives the first letter."""
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
            yield Draft("acronym", "fr", rng.choice((
                f"Que signifie {short} ?", f"Que veut dire le sigle {short} ?", f"{short}, ça veut dire quoi ?", f"À quoi correspond le sigle {short} ?", f"Que désigne l'acronyme {short} ?",
            )), at, end)  # fmt: skip
            yield Draft("acronym", "fr", f"Quel est le sigle de : {full} ?", *found.span("short"))
            yield Draft("acronym", *rng.choice((
                ("en", f"What does {short} stand for?"), ("es", f"¿Qué significan las siglas {short}?"), ("ar", f"ماذا يعني اختصار {short}؟"), ("en", f"What is {short} short for?"),
            )), at, end)  # fmt: skip
            return


def _plain(text: str) -> str:
    return text.translate(str.maketrans("ÉÈÊÀÂÎÔÇéèêàâîôç", "EEEAAIOCeeeaaioc"))


@cache
def _party() -> re.Pattern[str]:
    names = "|".join(sorted(news_words().parties))
    return re.compile(rf"(?<![\w'’-])(?P<name>{NAME}) \((?P<party>{names})\)")


def _parties(found: re.Match[str], rng: random.Random) -> Iterator[Draft]:
    name = found["name"]
    yield Draft("party", "fr", rng.choice((f"À quel parti appartient {name} ?", f"De quel parti est {name} ?", f"Quelle est l'étiquette politique de {name} ?" if name[0] not in "AEIOUÉÈÎÔH" else f"Dans quel parti est {name} ?")), *found.span("party"))  # fmt: skip
    yield Draft("party", *rng.choice((("en", f"Which party does {name} belong to?"), ("es", f"¿A qué partido pertenece {name}?"), ("ar", f"إلى أي حزب ينتمي {name}؟"))), *found.span("party"))  # fmt: skip


@cache
def _department() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, news_words().departments), key=len, reverse=True))
    town = rf"(?:(?:Le|La|Les|L['’]) ?)?{_CAPITAL}(?:[ -](?:sur|en|sous|de|la|le|les|lès|aux|du|des|{_CAPITAL})){{0,4}}"
    return re.compile(
        rf"\b(?:à|À|A|de|près de) (?P<town>{town})(?: \((?P<dep>{names})\)|, (?:en|dans (?:le|la|l['’]|les)) ?(?P<dep2>{names})(?![\w-]))"
    )


def _departments(found: re.Match[str], rng: random.Random) -> Iterator[Draft]:
    town, key = found["town"], "dep" if found["dep"] else "dep2"
    yield Draft("place", "fr", rng.choice((f"Dans quel département se trouve {town} ?", f"Où se trouve {town} ?", f"Dans quel département est située la commune de {town} ?")), *found.span(key))  # fmt: skip
    yield Draft("place", *rng.choice((("en", f"In which French department is {town}?"), ("es", f"¿En qué departamento francés está {town}?"), ("ar", f"في أي مقاطعة فرنسية تقع {town}؟"), ("en", f"Where is {town}?"), ("es", f"¿Dónde está {town}?"), ("ar", f"أين تقع {town}؟"))), *found.span(key))  # fmt: skip
