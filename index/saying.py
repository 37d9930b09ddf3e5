"""Dates and numbers said in French, English, Spanish or Arabic."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.date_words import MONTHS, SAID_MONTHS, SAID_WEEKDAYS, WEEKDAYS
from index.number_words import PLURALS
from index.seasons import say_season

if TYPE_CHECKING:
    from index.facts import Fact

_PARTS = {  # a part of a month or a year, in the order of _PART
    "fr": ("début", "mi-", "fin"),
    "en": ("early", "mid-", "late"),
    "es": ("principios de", "mediados de", "finales de"),
    "ar": ("أوائل", "منتصف", "أواخر"),
}
_PART = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\s*(?:.{0,6}début|.{0,4}beginning|early|start|.{0,4}start|principios|comienzos|inicios|بداية"
        r"|مطلع|أوائل)",
        r"\s*(?:mi\b|mid|.{0,4}middle|.{0,4}milieu|mediados|منتصف)",
        r"\s*(?:.{0,5}\bfin\b|late|.{0,4}\bend\b|finales|fines|أواخر|نهاية)",
    )
)
_BOUNDS = {  # (strictly more, at least, strictly less, at most, about)
    "fr": ("plus de", "au moins", "moins de", "au plus", "environ"),
    "en": ("more than", "at least", "fewer than", "at most", "about"),
    "es": ("más de", "al menos", "menos de", "como máximo", "cerca de"),
    "ar": ("أكثر من", "على الأقل", "أقل من", "على الأكثر", "نحو"),
}
_BETWEEN = {"fr": ("entre", "et"), "en": ("between", "and"), "es": ("entre", "y")}
_STRICT = re.compile(
    r"(?<!pas )(?<!no )(?:\bplus d|more than|\bover\b|\bmás de|upwards|supérieur|أكثر من|(?<!لا )يزيد"
    r"|\bmoins d|less than|fewer than|\bunder\b|\bmenos de|inférieur|أقل من)",
    re.IGNORECASE,
)
_NOT_STRICT = re.compile(r"(?:pas|no) (?:plus|moins|more|less|fewer|más|menos)|لا يزيد|لا يقل", re.IGNORECASE)
_SCALES = {
    "fr": (("milliard", "milliards", 10**9), ("million", "millions", 10**6)),
    "en": (("trillion", "trillion", 10**12), ("billion", "billion", 10**9), ("million", "million", 10**6)),
    "es": (("billón", "billones", 10**12), ("millón", "millones", 10**6)),
    "ar": (("مليار", "مليار", 10**9), ("مليون", "مليون", 10**6)),
}
_GROUP = {"fr": "\u202f", "en": ",", "es": ".", "ar": ","}
_DECIMAL = {"fr": ",", "en": ".", "es": ",", "ar": "."}
_VAGUE = {  # "des milliers": as many and no figure
    "fr": {10: "dizaines", 12: "douzaines", 100: "centaines", 1000: "milliers", 10**4: "dizaines de milliers",
           10**5: "centaines de milliers", 10**6: "millions", 10**9: "milliards"},
    "en": {10: "dozens", 12: "dozens", 100: "hundreds", 1000: "thousands", 10**4: "tens of thousands",
           10**5: "hundreds of thousands", 10**6: "millions", 10**9: "billions"},
    "es": {10: "decenas", 12: "docenas", 100: "cientos", 1000: "miles", 10**4: "decenas de miles",
           10**5: "cientos de miles", 10**6: "millones", 10**9: "miles de millones"},
    "ar": {10: "عشرات", 12: "عشرات", 100: "مئات", 1000: "آلاف", 10**4: "عشرات الآلاف", 10**5: "مئات الآلاف",
           10**6: "ملايين", 10**9: "مليارات"},
}  # fmt: skip
_FRACTIONS = (
    (1 / 2, {"fr": "la moitié", "en": "half", "es": "la mitad", "ar": "نصف"}),
    (1 / 3, {"fr": "un tiers", "en": "one third", "es": "un tercio", "ar": "ثلث"}),
    (2 / 3, {"fr": "deux tiers", "en": "two thirds", "es": "dos tercios", "ar": "ثلثا"}),
    (1 / 4, {"fr": "un quart", "en": "one quarter", "es": "un cuarto", "ar": "ربع"}),
    (3 / 4, {"fr": "trois quarts", "en": "three quarters", "es": "tres cuartos", "ar": "ثلاثة أرباع"}),
)


def say_date(fact: Fact, language: str) -> str:
    """The date in ``language`` (English where it is none of the four).

    Without a known year a day or month is said without one; what is unresolved stands as written. A day
    that may be one of several is said as such: "un mardi de juin 2018", "entre le 10 et le 17 mai 2022".
    """
    tongue = _tongue(language)
    first, last = fact.first, fact.last
    if first is None or last is None or fact.precision == "unresolved":
        return _without_year(fact, tongue) or fact.text
    if fact.precision == "day":
        return _day(first, tongue)
    if fact.choice and fact.precision == "range":
        return _one_of(fact, first, last, tongue)
    if fact.precision in ("month", "year"):
        if fact.precision == "year" and (season := say_season(fact.text, str(first.year), tongue)):
            return season
        said = str(first.year) if fact.precision == "year" else _month(first, tongue)
        return _with_part(fact.text, said, tongue)
    if first.day == 1 and first.month in (3, 6, 9, 12) and first != last:
        years = str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
        if season := say_season(fact.text, years, tongue):
            return season
    return _range(first, last, tongue)


def say_number(fact: Fact, language: str) -> str:
    """The value with its bound and without its unit, in ``language``: "plus de 80", "14.2 billion"."""
    if fact.value is None:
        return fact.text
    tongue = _tongue(language)
    last = re.findall(r"\w+", fact.text.lower())[-1:]
    if fact.bound == "at_least" and last and (last[0] in PLURALS or last[0].removeprefix("ال") in PLURALS):
        vague = _VAGUE[tongue].get(round(fact.value))
        if vague and not re.search(r"\d", fact.text):
            return vague
    if 0 < fact.value < 1 and not re.search(r"\d", fact.text) and fact.text:
        return next((said[tongue] for part, said in _FRACTIONS if abs(part - fact.value) < 1e-3), fact.text)
    said = _value(fact.value, tongue)
    more, least, less, most, about = _BOUNDS[tongue]
    strict = bool(_STRICT.search(fact.text)) and not _NOT_STRICT.search(fact.text)
    if fact.bound == "at_least":
        word = more if strict else least
    elif fact.bound == "at_most":
        word = less if strict else most
    elif fact.bound == "about":
        word = about
    else:
        return said
    if tongue == "ar" and word in (least, most):
        return f"{said} {word}"
    return f"{word} {said}"


def _tongue(language: str) -> str:
    return language[:2].lower() if language[:2].lower() in SAID_MONTHS else "en"


def _with_part(text: str, said: str, tongue: str) -> str:
    """Puts "début", "mid-" and the like before ``said`` where ``text`` has one."""
    part = next((n for n, pattern in enumerate(_PART) if pattern.match(text)), None)
    if part is None:
        return said
    word = _PARTS[tongue][part]
    return word + said if word.endswith("-") else f"{word} {said}"


def _without_year(fact: Fact, tongue: str) -> str | None:
    words = re.findall(r"\d+|[^\W\d_]+", fact.text.lower())
    months = {MONTHS[word] for word in words if word in MONTHS}
    figures = [int(word) for word in words if word.isdecimal()]
    if fact.precision == "day" and not figures and not {"premier", "primero"} & set(words):
        return None  # a day in words
    if len(months) != 1 or fact.precision not in ("day", "month") or len(figures) > 1:
        return None
    day = date(2000, months.pop(), figures[0] if figures else 1)
    if fact.precision == "day":
        return _day(day, tongue, with_year=False)
    return _with_part(fact.text, _month_name(day, tongue), tongue)


def _month_name(day: date, tongue: str) -> str:
    return SAID_MONTHS[tongue][day.month - 1]


def _month(day: date, tongue: str) -> str:
    return f"{_month_name(day, tongue)} {'de ' if tongue == 'es' else ''}{day.year}"


def _day_number(day: date, tongue: str) -> str:
    return "1er" if tongue == "fr" and day.day == 1 else str(day.day)


def _day(day: date, tongue: str, with_year: bool = True) -> str:
    link = " de " if tongue == "es" else " "
    said = f"{_day_number(day, tongue)}{link}{_month_name(day, tongue)}"
    return f"{said}{link}{day.year}" if with_year else said


def _range(first: date, last: date, tongue: str) -> str:
    same_year = first.year == last.year
    tomorrow_is_first = date.fromordinal(last.toordinal() + 1).day == 1
    if first.day == 1 and tomorrow_is_first:
        if (first.month, last.month) == (1, 12):
            if same_year:
                return str(first.year)
            return _join(str(first.year), str(last.year), tongue, days=False)
        if same_year and first.month == last.month:
            return _month(first, tongue)
        start = _month_name(first, tongue) if same_year else _month(first, tongue)
        return _join(start, _month(last, tongue), tongue, days=False)
    if same_year and first.month == last.month:
        start = _day_number(first, tongue)
    else:
        start = _day(first, tongue, with_year=not same_year)
    return _join(start, _day(last, tongue), tongue, days=True)


def _one_of(fact: Fact, first: date, last: date, tongue: str) -> str:
    """One day, week or month of those from ``first`` to ``last``."""
    weekday = first.weekday()
    named = weekday == last.weekday() and any(
        WEEKDAYS.get(word) == weekday for word in re.findall(r"[^\W\d_]+", fact.text.lower())
    )
    same_month = (first.year, first.month) == (last.year, last.month)
    if named and same_month and first.day <= 7 and (last + timedelta(days=7)).month != last.month:
        day, month = SAID_WEEKDAYS[tongue][weekday], _month(first, tongue)
        return {
            "fr": f"un {day} {_de(month)}",
            "es": f"un {day} de {month}",
            "ar": f"أحد أيام {day} في {month}",
        }.get(tongue, f"a {day} in {month}")
    tomorrow = last + timedelta(days=1)
    months = first.day == 1 and tomorrow.day == 1
    if months:
        years = first.month == 1 and last.month == 12
        begin, end = (str(d.year) if years else _month(d, tongue) for d in (first, last))
        begin = _month_name(first, tongue) if not years and first.year == last.year else begin
    elif same_month:
        begin, end = _day_number(first, tongue), _day(last, tongue)
    else:
        begin, end = _day(first, tongue, with_year=first.year != last.year), _day(last, tongue)
    if tongue == "ar":
        return f"بين {begin} و{end}"
    word, join = _BETWEEN[tongue]
    article = "" if months else {"fr": "le ", "es": "el "}.get(tongue, "")
    return f"{word} {article}{begin} {join} {article}{end}"


def _join(first: str, last: str, tongue: str, days: bool) -> str:
    if tongue == "fr":
        return f"du {first} au {last}" if days else f"{_de(first)} à {last}"
    if tongue == "es":
        return f"del {first} al {last}" if days else f"de {first} a {last}"
    if tongue == "ar":
        return f"من {first} إلى {last}"
    return f"{first} to {last}"


def _de(word: str) -> str:
    return f"d'{word}" if word[0] in "ao" else f"de {word}"


def _value(value: float, tongue: str) -> str:
    for one, many, scale in _SCALES[tongue]:
        scaled = round(value / scale, 3)
        if abs(value) >= scale and abs(scaled * scale - value) < 0.5:
            singular = abs(scaled) < 2 if tongue == "fr" else abs(scaled) == 1
            return f"{_digits(scaled, tongue)} {one if singular else many}"
    return _digits(value, tongue)


def _digits(value: float, tongue: str) -> str:
    whole, _, decimals = f"{round(value, 6):,.6f}".rstrip("0").partition(".")
    whole = whole.replace(",", _GROUP[tongue])
    return f"{whole}{_DECIMAL[tongue]}{decimals}" if decimals else whole
