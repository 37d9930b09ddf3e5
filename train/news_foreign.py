"""Questions in English, Spanish and Arabic over French sentences, where the tables have the words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from train.news_names import Draft, People
from train.news_patterns import BOUND, DATE, NUMBER, place_pattern
from train.news_words import Said, news_words

_LATIN = re.compile(r"[A-Za-z]")


@cache
def _event() -> re.Pattern[str]:
    words = news_words()
    nouns = "|".join(sorted(words.events, key=len, reverse=True))
    places = "|".join(sorted(map(re.escape, words.places), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<article>le|la|l['’]|les|un|une|du|de la|de l['’]|d['’]un|d['’]une|L['’]|Le|La"
        rf"|Un|Une) ?(?P<event>{nouns})(?P<middle>(?: [a-zà-ÿ-]+){{0,2}}?) "
        rf"(?:de|à|en|au|aux|d['’]|du|dans (?:le|la|les|l['’])) ?(?P<place>{places})(?![\w-])"
    )


@cache
def _counted() -> re.Pattern[str]:
    words = news_words()
    nouns = "|".join(sorted(words.counted, key=len, reverse=True))
    stems = "|".join(sorted({said[:-1] for said in words.happened}, key=len, reverse=True))
    return re.compile(
        rf"(?P<number>{BOUND}(?:{NUMBER})) (?P<noun>{nouns})(?: [a-zà-ÿ-]+)?? (?:ont été |sont "
        rf"|étaient |avaient été )?(?:\w+ment )?(?P<done>{stems})e?s\b"
    )


@cache
def _toll() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>{BOUND}(?:{NUMBER})) (?P<what>morts|blessés|victimes|décès"
        rf"|interpellations|nouveaux cas|disparus)\b"
    )


_TOLL = {
    "morts": ("people died", "personas murieron", "القتلى"),
    "décès": ("deaths were there", "muertes hubo", "الوفيات"),
    "blessés": ("people were injured", "personas resultaron heridas", "الجرحى"),
    "victimes": ("victims were there", "víctimas hubo", "الضحايا"),
    "interpellations": ("arrests were there", "detenciones hubo", "الاعتقالات"),
    "nouveaux cas": ("new cases were there", "nuevos casos hubo", "الحالات الجديدة"),
    "disparus": ("people are missing", "personas están desaparecidas", "المفقودين"),
}


def foreign_questions(text: str, start: int, end: int, people: People, rng: random.Random) -> Iterator[Draft]:
    """The drafts a sentence gives by events, numbers of people and what happened to someone."""
    dates = [m for m in DATE.finditer(text, start, end) if m["d4"] or m["d6"] or m["d5"]]
    places = list(place_pattern().finditer(text, start, end))
    if len(dates) == 1:
        date = dates[0]
        span = date.span("d4" if date["d4"] else "d6" if date["d6"] else "d5")
        for found in _event().finditer(text, start, end):
            if abs(date.start() - found.end()) < 60 and '"' not in text[found.end() : date.start()]:
                yield from _when_event(found, span, rng)
        yield from _when_person(text, start, end, date, span, people, rng)
    if len({m["place"] for m in places}) == 1:
        yield from _how_many(text, start, end, news_words().places[places[0]["place"]][1], rng)


def _when_event(found: re.Match[str], span: tuple[int, int], rng: random.Random) -> Iterator[Draft]:
    words = news_words()
    said, place = words.events[found["event"]][1], words.places[found["place"]][1]
    if found["middle"] and found["middle"].split()[-1].endswith(("é", "ée", "er", "ant")):
        return
    article = "l'" if said.fr[0] in "aeéi" else "la " if words.events[found["event"]][0] == "f" else "le "
    where = found[0][found.start("event") - found.start() :]
    yield Draft(
        "when",
        "fr",
        rng.choice(
            (
                f"Quand a eu lieu {article}{where} ?",
                f"Quelle est la date de {article}{where} ?".replace("de le ", "du "),
                f"{article}{where} c'était quand ?",
            )
        ),
        *span,
    )
    yield Draft(
        "when",
        *rng.choice(
            (
                ("en", f"When was the {said.en} in {place.en}?"),
                ("en", f"What was the date of the {said.en} in {place.en}?"),
                ("es", f"¿Cuándo fue {said.es} de {place.es}?"),
                ("es", f"¿Cuándo tuvo lugar {said.es} de {place.es}?"),
                ("ar", f"متى وقع {said.ar} في {place.ar or place.fr}؟"),
                ("ar", f"ما تاريخ {said.ar} في {place.ar or place.fr}؟"),
            )
        ),
        *span,
    )


def _when_person(
    text: str,
    start: int,
    end: int,
    date: re.Match[str],
    span: tuple[int, int],
    people: People,
    rng: random.Random,
) -> Iterator[Draft]:
    """« X a été arrêté lundi »: the date stands right after the verb, or opens the sentence."""
    for name in people.names:
        at = text.find(name, start, end)
        if at < 0:
            continue
        after = text[at + len(name) : at + len(name) + 70]
        for said in news_words().done.values():
            verb = re.match(
                rf"(?: \([^)]*\))?(?:, [^,]{{3,50}},)? (?:a|avait) été (?:\w+ment )?{said.fr}e?\b", after
            )
            if verb and _near(date, start, at + len(name) + verb.end()):
                yield Draft(
                    "when",
                    *rng.choice(
                        (
                            ("en", f"When was {name} {said.en}?"),
                            ("es", f"¿Cuándo {said.es} {name}?"),
                            ("ar", f"متى تم {said.ar} {name}؟"),
                        )
                    ),
                    *span,
                )
                return
        for said in news_words().did.values():
            verb = re.match(rf"(?: \([^)]*\))?(?:, [^,]{{3,50}},)? (?:a |)(?:{said.fr})e?\b", after)
            if verb and _near(date, start, at + len(name) + verb.end()):
                born = said.en == "get born"
                english = f"When was {name} born?" if born else f"When did {name} {said.en}?"
                yield Draft(
                    "when",
                    *rng.choice(
                        (
                            ("en", english),
                            ("es", f"¿Cuándo {said.es} {name}?"),
                            ("ar", f"متى كانت {said.ar} {name}؟"),
                        )
                    ),
                    *span,
                )
                return


def _near(date: re.Match[str], start: int, verb_end: int) -> bool:
    return 0 <= date.start() - verb_end <= 2 or date.start() - start < 2


def _how_many(text: str, start: int, end: int, place: Said, rng: random.Random) -> Iterator[Draft]:
    words = news_words()
    found = list(_counted().finditer(text, start, end))
    if len(found) == 1 and found[0]["done"] + "s" in words.happened:
        one = found[0]
        noun, act = words.counted[one["noun"]][1], words.happened[one["done"] + "s"]
        spanish = (
            act.es
            if words.counted[one["noun"]][0] == "m" and noun.es != "personas"
            else re.sub(r"os$", "as", act.es)
        )
        cuantos = "Cuántas" if noun.es in ("personas", "mujeres") else "Cuántos"
        english = f"How many {noun.en} were {act.en} in {place.en}?"
        yield Draft(
            "number",
            *rng.choice(
                (
                    ("en", english),
                    ("es", f"¿{cuantos} {noun.es} {spanish} en {place.es}?"),
                    ("ar", f"كم عدد {noun.ar} الذين {act.ar} في {place.ar or place.fr}؟"),
                )
            ),
            *one.span("number"),
        )
        return
    toll = list(_toll().finditer(text, start, end))
    for what in {m["what"] for m in toll}:
        same = [m for m in toll if m["what"] == what]
        if len(same) == 1:
            en, es, ar = _TOLL[what]
            cuantos = "Cuántos" if what == "nouveaux cas" else "Cuántas"
            yield Draft(
                "number",
                *rng.choice(
                    (
                        ("en", f"How many {en} in {place.en}?"),
                        ("es", f"¿{cuantos} {es} en {place.es}?"),
                        ("ar", f"كم عدد {ar} في {place.ar or place.fr}؟"),
                    )
                ),
                *same[0].span("number"),
            )
