"""Days, years and decades written out: "vingt-deux janvier", "deux mille dix-neuf", "années soixante-dix"."""

from __future__ import annotations

import re
from functools import cache

from index.spelled import spelled

_FR_ONES = "un deux trois quatre cinq six sept huit neuf".split()
_ES_ONES = "uno dos tres cuatro cinco seis siete ocho nueve".split()
_EN_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_FR_TEENS = "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
_ES_TEENS = "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte".split()
_ES_TWENTIES = (
    "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
).split()
_AR_ORDINALS = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split()


def _french() -> dict[str, int]:
    days = dict(zip([*_FR_ONES[1:], *_FR_TEENS], range(2, 20), strict=True))
    days |= {"vingt": 20, "vingt-et-un": 21, "trente": 30, "trente-et-un": 31}
    return days | {f"vingt-{word}": 20 + number for number, word in enumerate(_FR_ONES[1:], 2)}


def _english() -> dict[str, int]:
    days = dict(zip(_EN_ORDINALS, range(1, 20), strict=True))
    days |= {"twentieth": 20, "thirtieth": 30, "thirty-first": 31}
    return days | {f"twenty-{word}": 20 + number for number, word in enumerate(_EN_ORDINALS[:9], 1)}


def _spanish() -> dict[str, int]:
    days = dict(zip([*_ES_ONES, *_ES_TEENS, *_ES_TWENTIES], range(1, 30), strict=True))
    return days | {"treinta": 30, "treinta-y-uno": 31}


def _arabic() -> dict[str, int]:
    days = dict(zip(_AR_ORDINALS, range(1, 11), strict=True))
    days |= {"الحادي-عشر": 11, "العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30}
    days |= {f"{word}-عشر": 10 + number for number, word in enumerate(_AR_ORDINALS[1:9], 2)}
    ones = dict(zip(["الحادي", *_AR_ORDINALS[1:9]], range(1, 10), strict=True))
    for tens, twenty in (("والعشرين", 20), ("والعشرون", 20)):
        days |= {f"{word}-{tens}": twenty + number for word, number in ones.items()}
    return days | {"الحادي-والثلاثين": 31}


_DAYS: dict[str, dict[str, int]] = {"fr": _french(), "en": _english(), "es": _spanish(), "ar": _arabic()}
_ALL_DAYS = {word: number for days in _DAYS.values() for word, number in days.items()}


@cache
def written_day() -> str:
    """A pattern of a written-out day; English ones need "of" after them, which tells them from an order."""

    def one(words: list[str], then: str) -> str:
        longest = sorted(words, key=len, reverse=True)
        return rf"(?:{'|'.join(word.replace('-', '[- ]') for word in longest)}){then}"

    parts = [one(list(_DAYS[name]), r"(?![\w-]|\ssept(?!\w))") for name in ("fr", "ar")]  # "vingt sept" is 27
    parts.append(one(list(_DAYS["es"]), r"(?=\sde\s|\s(?:al|y)\s)"))
    parts.append(r"(?<!\ba\s)(?<!\bone\s)(?<!-)" + one(list(_DAYS["en"]), r"(?=\sof\s)"))  # "a third of"
    return "(?:" + "|".join(parts) + ")"


def day_words(language: str | None) -> frozenset[str]:
    """The words that a written-out day begins with."""
    return frozenset(word.split("-")[0] for word in _DAYS.get(language or "", ()))


def day_value(written: str) -> int | None:
    """1 to 31 for a day as ``written_day`` finds it."""
    return _ALL_DAYS.get("-".join(re.split(r"[\s-]", written.lower())))


_LINK = re.compile(r",?\s(?:(?:de|del|of|in|en|من|عام|سنة)\s){0,2}")
_BEGINS = re.compile(
    r"(?:deux[\s-]mille|mil(?:le)?|two\sthousand|dos\smil|ألفين|الألفين)(?!\w)", re.IGNORECASE
)
_CENTURY = re.compile(r"(?P<c>eighteen|nineteen|twenty)[\s-](?:hundred(?:\sand)?[\s-])?(?=\w)", re.IGNORECASE)
_CENTURIES = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}
_LONE = re.compile(
    r"(?:\b(?:en|in|since|depuis|dès|l['’]an(?:née)?|desde|year|año|fin|début|of)\s)\Z", re.IGNORECASE
)


def written_year(text: str, start: int, language: str | None) -> tuple[int, int] | None:
    """The year written out at ``start``, 1800 to 2100, and where it ends."""
    if found := _CENTURY.match(text, start):
        rest = spelled(text, found.end(), "en")
        if rest and 10 <= rest[1] < 100:
            return _CENTURIES[found["c"].lower()] + int(rest[1]), rest[0]
        return None
    found = _BEGINS.match(text, start)
    if found is None:
        return None
    begin = start
    read = spelled(text, begin, language)
    if read is None or not 1800 <= read[1] <= 2100:
        return None
    return int(read[1]), read[0]


def year_after(text: str, end: int, language: str | None) -> tuple[int, int] | None:
    """The written-out year that goes on a date which ends at ``end``, and where it ends."""
    link = _LINK.match(text, end)
    return written_year(text, link.end(), language) if link else None


def lone_year(text: str, start: int, language: str | None) -> tuple[int, int] | None:
    """A written-out year by itself: "en deux mille quatorze"; "en deux mille exemplaires" is none."""
    if not _LONE.search(text[max(0, start - 12) : start]):
        return None
    read = written_year(text, start, language)
    return read if read and read[0] % 1000 else None


_DECADES = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70,
    "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90,
    "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70,
    "ochenta": 80, "noventa": 90,
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
    "عشرينيات": 20, "عشرينات": 20, "ثلاثينيات": 30, "ثلاثينات": 30, "أربعينيات": 40, "أربعينات": 40,
    "خمسينيات": 50, "خمسينات": 50, "ستينيات": 60, "ستينات": 60, "سبعينيات": 70, "سبعينات": 70,
    "ثمانينيات": 80, "ثمانينات": 80, "تسعينيات": 90, "تسعينات": 90,
}  # fmt: skip
_AGE = re.compile(r"\b(?:his|her|their|my|your|in\stheir)\s(?:early\s|mid-?|late\s)?\Z", re.IGNORECASE)


@cache
def _decade() -> re.Pattern[str]:
    english = [w for w in _DECADES if w.endswith("ties")]
    arabic = [w for w in _DECADES if w > "\u0600"]
    named = [w for w in _DECADES if w not in english and w not in arabic]

    def one(words: list[str]) -> str:
        return "|".join(w.replace("-", r"[-\s]") for w in sorted(words, key=len, reverse=True))

    return re.compile(
        rf"(?:années|años|(?:la\s)?década\sde(?:\slos)?(?:\saños)?)\s(?P<a>{one(named)})(?![\w-])"
        rf"|(?:the\s)?(?:early\s|late\s|mid-)?(?P<b>{one(english)})(?!\w)"
        rf"|(?:ال)?(?P<c>{one(arabic)})(?!\w)(?:\sالقرن\sالماضي)?",
        re.IGNORECASE,
    )


DECADE_WORDS = frozenset(
    ("années", "años", "década", *(w for w in _DECADES if w.endswith("ties") or w > "\u0600"))
) | {f"ال{w}" for w in _DECADES if w > "\u0600"}


def decade_at(text: str, start: int) -> tuple[int, int] | None:
    """Where the written-out decade of the last century at ``start`` ends, and its first year."""
    found = _decade().match(text, start)
    if found is None or (found["b"] and _AGE.search(text[max(0, start - 16) : start])):
        return None
    word = found["a"] or found["b"] or found["c"]
    return found.end(), 1900 + _DECADES["-".join(re.split(r"[\s-]", word.lower()))]
