"""The word tables of ``news_words.toml``, read once, and places with their names in four languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Said(NamedTuple):
    """One thing in French, English, Spanish and Arabic; an empty string where no word is known."""

    fr: str
    en: str
    es: str
    ar: str


class Words:
    """Each list of the file as a set, a mapping, or ``Said`` by its French form."""

    def __init__(self, table: dict[str, str]) -> None:
        words = {key: frozenset(value.split()) for key, value in table.items()}
        self.avoir, self.etre, self.modal = words["avoir"], words["etre"], words["modal"]
        self.plural, self.adverbs, self.droppable = words["plural"], words["adverbs"], words["droppable"]
        self.adjectives, self.unresolved, self.vague = (
            words["adjectives"],
            words["unresolved"],
            words["vague"],
        )
        self.feminine, self.feminine_given = words["feminine"], words["feminine_given"]
        self.masculine_given = words["masculine_given"]
        self.given = self.feminine_given | self.masculine_given
        self.feminine_endings = tuple(table["feminine_ending"].split())
        self.says, self.say_present = words["says"], words["say_present"]
        self.money = words["money"]
        self.parties = words["parties"]
        self.finite = words["finite"] | frozenset(form for verb in words["verbs"] for form in _forms(verb))
        self.finite -= {"entre", "fin", "sauf"}
        self.synonyms = [
            (re.compile(rf"\b{re.escape(a)}(?!\w)"), b)
            for a, b in (pair.split(" = ", 1) for pair in _parts(table["synonyms"]))
        ]
        self.organisations = {
            name: kind
            for kind, names in _lines(table["organisations"])
            for name in names.split()
            if name not in ("Air", "France", "Telecom")
        }
        self.media = {name: kind for kind, names in _lines(table["media"]) for name in _parts(names)}
        self.departments = _parts(table["departments"])
        self.role_heads = table["role_heads"].split()
        self.roles = {said.fr: said for said in map(_said, table["roles"].strip().splitlines())}
        self.heads = {said.fr: said for said in map(_said, table["heads"].strip().splitlines())}
        self.demonyms = dict(pair.split("=") for pair in table["demonyms"].split())
        self.events = self._with_gender(table["events"])
        self.counted = self._with_gender(table["counted"])
        self.happened, self.done, self.did = (
            {said.fr: said for said in map(_said, _items(table[key]))} for key in ("happened", "done", "did")
        )
        self.places = _places(table["cities"], self.departments)

    @staticmethod
    def _with_gender(table: str) -> dict[str, tuple[str, Said]]:
        found = {}
        for item in _items(table):
            said = _said(item)
            noun, gender = said.fr.rsplit(" ", 1)
            found[noun] = (gender, said._replace(fr=noun))
        return found


def _items(table: str) -> list[str]:
    return [item.strip() for item in re.split(r"[;\n]", table) if item.strip()]


def _parts(table: str) -> list[str]:
    return [part.strip() for part in re.split(r"[|\n]", table) if part.strip()]


def _lines(table: str) -> Iterable[tuple[str, str]]:
    for line in table.strip().splitlines():
        kind, names = line.split(": ", 1)
        yield kind, names


def _said(line: str) -> Said:
    fr, en, es, ar = (part.strip() for part in line.split("|"))
    return Said(fr, en, es, ar)


def _forms(verb: str) -> Iterable[str]:
    """The third persons of a regular verb in -er: present, imperfect, past, future and conditional."""
    stem = verb[:-2]
    soft = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1], stem)
    closed = re.sub(r"é([^é]{1,2})$", r"è\1", stem)
    for present in {closed, re.sub(r"([^e]*)e([mnsv])$", r"\1è\2", stem), re.sub(r"y$", "i", stem)}:
        yield from (present + ending for ending in ("e", "ent"))
    yield from (soft + ending for ending in ("ait", "aient", "a"))
    yield from (stem + ending for ending in ("èrent", "era", "eront", "erait", "eraient"))


def _places(cities: str, departments: list[str]) -> dict[str, tuple[str, Said]]:
    """A place's French name → its kind (ville, pays, département) and its names."""
    from babel import Locale

    tables = [Locale(code).territories for code in ("fr", "en", "es", "ar")]
    found: dict[str, tuple[str, Said]] = {
        name: ("département", Said(name, name, name, "")) for name in departments
    }
    for code, name in tables[0].items():
        if re.fullmatch(r"[A-Z]{2}", code) and code not in (
            "EU",
            "EZ",
            "UN",
            "QO",
            "XA",
            "XB",
            "ZZ",
            "GP",
            "MQ",
            "GF",
        ):
            en, es, ar = (str(table[code]) for table in tables[1:])
            article = code in ("US", "GB", "NL", "AE", "PH", "CZ", "DO", "CF", "CD", "BS", "MV", "SC")
            found[str(name)] = ("pays", Said(str(name), ("the " if article else "") + en, es, ar))
    for item in _items(cities):
        fr, en, es, ar = (item.split("|") + ["", "", ""])[:4]
        found[fr] = ("ville", Said(fr, en or fr, es or en or fr, ar))
    return found


@cache
def news_words() -> Words:
    """The tables, read when first asked for."""
    return Words(tomllib.loads((files("train") / "news_words.toml").read_text(encoding="utf-8")))
