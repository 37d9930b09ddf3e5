"""Fractions in words: "deux tiers", "half of", "tres cuartos", "ثلثي"."""

from __future__ import annotations

import re
from functools import cache

from index.nouns import counts_next
from index.number_words import ANY_WORD, SMALL

_WHOLE = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "a": 1, "one": 1, "two": 2, "three": 3,
    "four": 4, "five": 5, "dos": 2, "tres": 3, "cuatro": 4, "una": 1, "la": 1, "ثلاثة": 3,
}  # fmt: skip
_PARTS = {
    "tiers": 3, "third": 3, "thirds": 3, "tercio": 3, "tercios": 3, "tercera": 3, "terceras": 3,
    "quart": 4, "quarts": 4, "quarter": 4, "quarters": 4, "cuarto": 4, "cuartos": 4,
    "cuarta": 4, "cuartas": 4, "أرباع": 4,
    "cinquième": 5, "cinquièmes": 5, "fifth": 5, "fifths": 5, "quinto": 5, "quintos": 5,
    "quinta": 5, "quintas": 5, "أخماس": 5,
    "sixième": 6, "sixièmes": 6, "sixth": 6, "sixths": 6, "septième": 7, "septièmes": 7, "seventh": 7,
    "sevenths": 7, "huitième": 8, "huitièmes": 8, "eighth": 8, "eighths": 8, "neuvième": 9, "neuvièmes": 9,
    "ninth": 9, "ninths": 9,
    "dixième": 10, "dixièmes": 10, "tenth": 10, "tenths": 10,
}  # fmt: skip
_ALONE = {
    "moitié": 1 / 2,
    "tiers": 1 / 3,
    "quart": 1 / 4,
    "half": 1 / 2,
    "mitad": 1 / 2,
    "نصف": 1 / 2,
    "ثلث": 1 / 3,
    "ربع": 1 / 4,
}
_DUAL = dict.fromkeys(("ثلثا", "ثلثي", "ثلثين", "ثلثان"), 2 / 3)
# What begins a fraction and no other number, by language.
FRACTION_WORDS = {
    "fr": {"moitié", "tiers", "quart"},
    "en": {"half"},
    "es": {"mitad"},
    "ar": {"نصف", "ثلث", "ربع", *_DUAL},
}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    whole, parts = "|".join(_WHOLE), "|".join(sorted(_PARTS, key=len, reverse=True))
    of = r"\s(?:of|d[eu]s?|d['’]|del|the|los|las)"
    return (
        re.compile(
            rf"(?P<n>{whole})[\s-](?P<d>{parts})(?P<of2>\spartes?)?(?!\w)(?!\s(?:d['’]heure|de\s(?:finale?|hora|siglo|siècle)|finals?))"
            rf"(?P<of>{of})?",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?P<w>(?:(?<=\bdu\s)|(?<=\ble\s)|(?<=\bau\s))(?:tiers|quart)"
            r"(?=\s(?:d['’](?!heure)|d(?:es|u)\s|de\s(?!finale|siècle|tour|cercle)))"
            rf"|(?<=\b[ld][ae]\s)moitié(?![\w-])|(?<=\bby\s)half(?!\s?-|\w|\san?\b)|"
            r"(?:(?<=nearly\s)|(?<=almost\s)|(?<=about\s)|(?<=than\s)|(?<=roughly\s)|(?<=only\s)|(?<=under\s))half(?!\s?-|\w"
            rf"|\s(?:an?|past|hour|time)\b)|(?<!first\s)(?<!second\s)(?<!other\s)(?<!last\s)(?P<h>moitié|half|mitad)(?={of}|\s(?:its|their|his|her|all|sa|su)\b|\san?\s(?:point|percentage|per\s?cent|mile|degree|hour|day|year|century|metre)\b))",
            re.IGNORECASE,
        ),
        re.compile(rf"(?P<w>نصف|ثلث|ربع|{'|'.join(_DUAL)})(?=\s(?:ال|أ))"),
    )


_SCALES = {"million": 1e6, "millón": 1e6, "billion": 1e9, "milliard": 1e9}
_OF_SCALE = re.compile(
    r"\s(?:of\sa|d['’]un|de|de\sun)\s(?P<s>million|millón|billion|milliard)(?!\w)", re.IGNORECASE
)
_ARE = re.compile(
    r"\s(?:were|are|have|had|sont|étaient|ont|avaient|eran|son|fueron|full|empty|less|lower|higher)\b"
)
_BY = re.compile(
    r"(?:d['’]|\b(?:contre|soit|dont)\s|\bby\s(?:(?:about|around|nearly|almost|roughly|some|over|only|just|more\sthan|at\sleast|up\sto)\s)?)\Z",
    re.IGNORECASE,
)
# "un jeune sur quatre", "sept Français sur dix", "one in five", "three out of four", "uno de cada cinco".
_RATIO = re.compile(
    r"(?P<n>\d|[^\W\d_]+)(?P<noun>\s(?!sur\b|in\b|out\b|de\b)[^\W\d_]{3,})?"
    r"(?:\s(?P<link>sur|in|out\sof)(?:\severy)?|\sde\scada)\s(?P<m>\d{1,3}|[^\W\d_]+)(?![\w-]|[.,:]\d|\s?%)",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\d[-–]\Z")
_COUNTED = re.compile(
    r"\s(?!(?:second|minute|hour|day|night|week|month|year|game|match|race)(?:e?s)\b)[a-z]+s\b"
)
_SPORT = re.compile(r"(?:win|goal|defeat|loss|point|draw|wicket|try|victory|game|match|run|start)s?$")
_ONE = {"one": 1, "uno": 1, "una": 1, "une": 1}


def _ratio(text: str, start: int) -> tuple[int, float] | None:
    found = _RATIO.match(text, start)
    if found is None or _SCORE.search(text[max(0, start - 2) : start]):
        return None  # "6-1 in two hours"
    few, many = _small(found["n"]), _small(found["m"])
    if few is None or many is None or not few < many <= 10 and many not in (20, 100) or not few:
        return None
    alone = few == 1 or _COUNTED.match(text, found.end())
    one = few == 1 and found["noun"] and not _SPORT.search(found["noun"])  # "one job in eight"
    if (found["link"] or "").lower() == "in" and not one and (found["noun"] or not alone):
        return None  # "three in ten minutes"
    if found["noun"] and counts_next(text, found.end()):
        return None  # "deux hommes sur trois bateaux"
    return found.end(), few / many


def _small(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    word = word.lower()
    return _ONE.get(word) or (SMALL.get(word) if word in ANY_WORD or word == "un" else None)


def fraction_at(text: str, start: int) -> tuple[int, float] | None:
    """Where the fraction that begins at ``start`` ends, and its value."""
    if ratio := _ratio(text, start):
        return ratio
    several, alone, arabic = _patterns()
    if found := several.match(text, start):
        number, part = _WHOLE[found["n"].lower()], _PARTS[found["d"].lower()]
        if found["d"].lower().endswith(("tera", "teras", "cera", "ceras", "rta", "rtas", "nta", "ntas")):
            if not found["of2"]:
                return None  # "la tercera vez"
        elif (number == 1 or found["d"].lower() == "quarters" and number == 2) and not (
            found["of"] or _ARE.match(text, found.end()) or _BY.search(text[max(0, start - 14) : start])
        ):
            return None  # "un tiers a payé", "for two quarters"
        end = found.end("of2" if found["of2"] else "d")
        if scaled := _OF_SCALE.match(text, end):  # "a quarter of a million"
            return scaled.end(), number / part * _SCALES[scaled["s"].lower()]
        return (end, number / part) if number < part else None
    if found := alone.match(text, start) or arabic.match(text, start):
        word = found["w"].lower()
        return found.end(), _ALONE.get(word) or _DUAL[word]
    return None
