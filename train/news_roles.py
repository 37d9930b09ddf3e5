"""Questions about posts and those who hold them, in four languages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from train.news_names import NAME, NOT_GIVEN, UPPER, Draft, People, is_name
from train.news_words import Said, Words, news_words

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
    r"^(?:ministre|président|présidente|maire|porte-parole|secrétaire (?:général|d)"
    r"|patron|patronne|chef|cheffe|directeur|directrice|procureur|procureure|préfet"
    r"|préfète|PDG|sélectionneur|entraîneur|Premier|chancelière|chancelier|leader"
    r"|fondateur|fondatrice|gouverneur|capitaine|garde|dirigeant|numéro|délégué général"
    r"|rapporteur)\b"
)


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


@cache
def _before() -> re.Pattern[str]:
    """« le ministre de la Santé Olivier Véran »"""
    heads = "|".join(sorted(map(re.escape, news_words().role_heads), key=len, reverse=True))
    others = "|".join(sorted(NOT_GIVEN))
    word = r"(?:[a-zà-ÿ-]+|[dl]['’]\w[\w-]*|[A-ZÉÈÀÎ][\w-]*|\d+)"
    return re.compile(
        rf"(?<![\w'’-])(?P<article>[Ll]e|[Ll]a|[Ll]['’])\s?(?P<role>(?:{heads})(?: "
        rf"{word}){{0,9}}?)"
        rf"(?<! de)(?<! du)(?<! des)(?<! la)(?<! à)(?<! au)(?<! aux)(?<! et)(?<! en)(?<! "
        rf"le)(?<! les)(?<! sur)"
        rf" (?P<name>(?!(?:{others})\b){NAME})(?![\w-]| [{UPPER}])"
    )


@cache
def _after() -> re.Pattern[str]:
    """« Olivier Véran, ministre de la Santé, »"""
    heads = "|".join(sorted(map(re.escape, news_words().role_heads), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w'’-])(?P<name>{NAME}), (?:le |la |l['’])?(?P<role>(?:{heads})(?: "
        rf"[\w'’-]+){{1,9}})(?=[,.])(?!, {NAME})"
    )


def role_questions(text: str, start: int, end: int, people: People, rng: random.Random) -> Iterator[Draft]:
    """Who holds a post, and what post someone holds; ``people`` learns the names."""
    words = news_words()
    for pattern in (_before(), _after()):
        for found in pattern.finditer(text, start, end):
            name, role = found["name"], found["role"].strip()
            if is_name(name, words) and _good_role(role):
                people.add(name)
                yield from _role_questions(found, name, role, words, rng)


_TOLD = re.compile(
    r" (?:à l['’]|au |à |sur )(?:AFP|Parisien|Figaro|Monde|Point|JDD|BFM|RTL|RMC|LCI|CNews|Twitter)"
)
_NO_ENDING = frozenset(("de du des la le les à au et en l' par pour sur dans avec qui que").split())
_NO_ROLE = frozenset(
    (
        "qui que a est ont sont avec son sa ses avait était dont contre après été se mais par sur pour "
        "il elle"
    ).split()
)


def _good_role(role: str) -> bool:
    """Whether the words are a post's alone: no verb, no second name, not whom it was said to."""
    tokens = role.split()
    if any(t in news_words().finite for t in tokens[1:]):
        return False
    if any(t[0].isupper() and t.lower() in news_words().given for t in tokens) or _TOLD.search(role):
        return False
    if tokens[-1].lower() in _NO_ENDING:
        return False
    return (
        not _NO_ROLE & {t.lower() for t in tokens}
        and len(tokens) > 1
        and not re.search(r"\bqu['’]|\bs['’]|\bn['’]", role)
    )


def _role_questions(
    found: re.Match[str], name: str, role: str, words: Words, rng: random.Random
) -> Iterator[Draft]:
    span, role_span = found.span("name"), found.span("role")
    feminine = name.split()[0].lower() in words.feminine_given or bool(
        re.match(r"\w*(?:trice|euse|ente|ière|ée|enne)\b", role)
    )
    de = "d'" if name[0] in "AEIOUÉÈÎÔHŒ" and not name.startswith("Ha") else "de "
    yield Draft(
        "role",
        "fr",
        rng.choice(
            (
                f"Quelle est la fonction {de}{name} ?",
                f"Qui est {name} ?",
                f"Quel poste occupe {name} ?",
                f"Quel est le rôle {de}{name} ?",
                f"{name}, c'est qui ?",
            )
        ),
        *role_span,
    )
    yield Draft(
        "role",
        *rng.choice(
            (
                ("en", f"Who is {name}?"),
                ("en", f"What is {name}'s position?"),
                ("en", f"What post does {name} hold?"),
                ("es", f"¿Quién es {name}?"),
                ("es", f"¿Qué cargo ocupa {name}?"),
                ("es", f"¿Cuál es la función de {name}?"),
                ("ar", f"من هو {name}؟" if not feminine else f"من هي {name}؟"),
                ("ar", f"ما منصب {name}؟"),
            )
        ),
        *role_span,
    )
    if role in ("Premier ministre", "chef du gouvernement") and name not in _HEADS:
        return
    said = _foreign_role(role, words)
    if (
        not _UNIQUE.match(role)
        or not (said or re.search(r" (?:de|du|des)\b| d['’]|Premier ministre|ministre \w+[éèa-z]+", role))
        or "adjoint" in role.split()[:2]
    ):
        return
    article = "la " if feminine else "l'" if role[0] in "aeéèiouh" else "le "
    titled = article + role
    yield Draft(
        "who",
        "fr",
        rng.choice(
            (
                f"Qui est {titled} ?",
                f"Comment s'appelle {titled} ?",
                f"Quel est le nom {_of(titled)} ?",
                f"Qui occupe le poste {_of_role(role)} ?",
            )
        ),
        *span,
    )
    given = name.split()[0].lower()
    ours = (
        said is None
        or not re.search(r"\bFrench|France", said.en)
        or given in words.feminine_given | words.masculine_given
    )
    if said and ours:
        yield Draft(
            "who",
            *rng.choice(
                (
                    ("en", f"Who is the {said.en}?"),
                    ("en", f"What is the name of the {said.en}?"),
                    ("es", f"¿Quién es {_spanish(said.es, feminine)}?"),
                    ("es", f"¿Cómo se llama {_spanish(said.es, feminine)}?"),
                    ("ar", f"من هو {said.ar}؟" if not feminine else f"من يشغل منصب {said.ar}؟"),
                    ("ar", f"ما اسم {said.ar}؟"),
                )
            ),
            *span,
        )


def _of(titled: str) -> str:
    return "du " + titled[3:] if titled.startswith("le ") else "de " + titled


def _of_role(role: str) -> str:
    return ("d'" if role[0] in "aeéèiouh" else "de ") + role


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
