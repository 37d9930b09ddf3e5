"""Questions that take for granted what a passage doesn't say: over its names, or with something added."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from random import Random
from typing import NamedTuple

from index.names import find_names
from rag.question import kind_of
from train.countries import countries
from train.examples import Example
from train.exchanges import VOWEL, Held, fold_letters, held
from train.pools import PoolName, Pools, head, names_of, sex_of

_HAPPENED = {
    "fr": re.compile(
        r"(?<!y )\b(?:a|ont|s'est|se sont|a-t-\w+|ont-\w+)(?: \w+)?"
        r" (?:\w+é|été|pris|mis|fait|perdu|vendu|reçu|dû|eu)e?s?\b"
        r"|\bfu(?:t|rent)\b"
    ),
    "en": re.compile(r"\bdid\b|\b(?:was|were)\b.* \w+ed\b", re.IGNORECASE),
}
_SINGLE = re.compile(r"[\w'’.-]+(?:\s[\w'’.-]+){0,3}\Z")


class _Template(NamedTuple):
    text: str
    keys: str  # words that the passage must not hold
    besides: str


class _Slot(NamedTuple):
    """A name as it goes into a template: after "à" and "en" only one without article fits."""

    text: str
    kind: str
    of: str  # with "de" before it
    sex: str  # m, f or ""


@cache
def _templates(language: str) -> dict[str, list[_Template]]:
    lists = tomllib.loads((files("train") / "premises.toml").read_text(encoding="utf-8"))
    found: dict[str, list[_Template]] = {}
    for kind, lines in lists.get(language, {}).items():
        for line in lines.strip().splitlines():
            text, _, besides = (part.strip() for part in line.partition("|"))
            keys = " ".join(re.findall(r"\*([^\s?؟]+)", text)).replace("{e}", "").replace("{ne}", "")
            found.setdefault(kind, []).append(_Template(text.replace("*", ""), keys, besides))
    return found


def false_premise(example: Example, passage: str, pools: Pools, rng: Random) -> str | None:
    """A question over the passage's own names, or the question itself, with a premise that it doesn't hold.

    None where there is no name to ask about and nothing can be added. ``pools`` is not needed yet.
    """
    ways = [_asked, _added] if rng.random() < 0.6 else [_added, _asked]
    there = held(passage, example.language)
    for way in ways:
        if text := way(example, there, rng):
            return text
    return None


def _asked(example: Example, there: Held, rng: Random) -> str | None:
    slots = list(_slots(example, there))
    rng.shuffle(slots)
    for slot in slots[:6]:
        templates = _templates(example.language).get(slot.kind, [])
        for template in rng.sample(templates, len(templates))[:8]:
            text = _filled(template.text, slot)
            if text and there.lacks(template.keys, "", template.besides):
                return text
    return None


def _filled(template: str, slot: _Slot) -> str | None:
    if ("{il}" in template or "{e}" in template) and not slot.sex:
        return None
    if re.search(r"\{il\}|\{e\}|\{ne\}", template):
        feminine = slot.sex == "f"
        template = template.replace("{il}", "elle" if feminine else "il")
        template = template.replace("{e}", "e" if feminine else "").replace("{ne}", "ne" if feminine else "")
        template = template.replace(" dissous ", " dissoute " if feminine else " dissous ")
    if re.match(r"(?:le|la|les|l['’])\b", slot.text) and re.search(r"\b(?:à|chez) \{X\}", template):
        return None
    text = template.replace("{d'X}", slot.of).replace("{X}", slot.text)
    return text[:1].upper() + text[1:]


def _slots(example: Example, there: Held) -> Iterator[_Slot]:
    """The people, the places and the organisations that a passage names."""
    language, seen = example.language, set()
    if language == "ar":
        for found in find_names(there.text, language):
            if found.kind == "place" and found.text == found.text.strip():
                yield _Slot(found.text, "place", "", "")
        return
    nations = {fold_letters(country.names[language]) for country in countries(language).values()}
    for _, _, name in names_of(there.text, language):
        text = name.text
        if text in seen or not _SINGLE.match(text) or not text[:1].isupper():
            continue
        seen.add(text)
        article = name.determiner if language == "fr" else ""
        if name.kind == "person" and " " in text and not name.determiner and len(text.split()) < 4:
            yield _Slot(text, "person", _of(text), sex_of(text))
        elif (
            name.kind == "place"
            and fold_letters(text) not in nations
            and not name.determiner
            and not head(text)
            and _stands(name, language)
        ):
            yield _Slot(text, "place", _of(text), "f" if language == "fr" else "m")
        elif name.kind == "organisation" and not (" " in text or text.isupper()):
            continue
        elif name.kind == "organisation" and article in ("m", "f"):
            written = ("le " if article == "m" else "la ") + text
            yield _Slot(written, "organisation", ("du " if article == "m" else "de la ") + text, article)
        elif (
            name.kind == "organisation" and language != "fr" and (name.determiner == "the" or text.isupper())
        ):
            yield _Slot(("the " if name.determiner == "the" else "") + text, "organisation", "", "m")
    folded = fold_letters(there.text)
    for country in countries(language).values():
        text = country.names[language]
        if (
            fold_letters(text) in folded
            and re.search(rf"\b{re.escape(text)}\b", there.text)
            and country.gender != "p"
        ):
            if language == "fr" and country.gender == "f":
                article = "l'" if VOWEL.match(text) else "la "
                yield _Slot(article + text, "country", "de " + article + text, "f")
            elif language != "fr" and country.code != "GB":
                yield _Slot(text, "country", "", "f")


def _stands(name: PoolName, language: str) -> bool:
    """Whether a place is written without an article: in French, a town after "à" is."""
    return language != "fr" or name.before == "a"


def _of(text: str) -> str:
    return ("d'" if VOWEL.match(text) else "de ") + text


def _added(example: Example, there: Held, rng: Random) -> str | None:
    """A question of what happened, with when, why or how it did: not one that asks just that."""
    question, language = example.question, example.language
    if language not in _HAPPENED or not _HAPPENED[language].search(question) or len(question) > 140:
        return None
    if kind_of(question, language) in ("date", "yes_no", "reason", "manner"):
        return None
    if not re.search(r"\w\s*\?\s*\Z", question) or re.search(
        r"\d{4}|\b(?:after|before|during|après|avant|lors)\b", question
    ):
        return None
    templates = list(_templates(language)["added"])
    people = {n.kind for _, _, n in names_of(question, language)}
    if "person" in people:
        templates += _templates(language)["added_person"] * 2
    for template in rng.sample(templates, min(8, len(templates))):
        if there.lacks(template.keys, "", template.besides):
            stem = re.sub(r"\s*\?\s*\Z", "", question)
            return f"{stem} {template.text} ?" if language == "fr" else f"{stem} {template.text}?"
    return None
