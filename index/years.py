"""Dates in figures alone, which need nothing else to be read: 2022-05-11, 11/05/2022, 2014, 2018-2019."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from index.anchor import make_date
from index.date_contexts import before, start_with
from index.date_patterns import date_patterns
from index.nouns import counts_next
from index.seasons import MONTHS_OF, NOTE, WINTER_NOTE, season_before
from index.written_dates import decade_at, lone_year

PART = "only a part of it is meant"
_QUARTER = re.compile(
    r"(?:\b(?P<n>premier|1er|deuxième|second|2e|troisième|3e|quatrième|4e|dernier|first|third|fourth|last|primer"
    r"|segundo|tercer|cuarto|último)\s(?P<u>trimestre|semestre|quarter|half)\s(?:(?:de|of|in|del)\s|d['’])?"
    r"(?:l['’]année\s|año\s)?|\b[TQ](?P<q>[1-4])\s)\Z",
    re.IGNORECASE,
)
_NTH = {
    "premier": 1, "1er": 1, "first": 1, "primer": 1, "deuxième": 2, "second": 2, "2e": 2, "segundo": 2,
    "troisième": 3, "3e": 3, "third": 3, "tercer": 3, "quatrième": 4, "4e": 4, "fourth": 4, "cuarto": 4,
}  # fmt: skip

# English writes a year before its noun: "the 2018 elections". These happen or are told once a year, and are
# seldom counted by the thousand; after a determiner any other plural may follow but for people and measures.
_YEARLY = re.compile(
    r"\s(?:[a-z]+(?:-[a-z]+)?\s)?(?:elections|polls|primaries|midterms|protests|riots|floods|attacks|talks|games"
    r"|uprisings|results|sales|earnings|revenues|profits|accounts|killings|bombings|shootings|earthquakes|wildfires|fires"
    r"|hearings|budgets|championships|awards|guidelines|reforms|census|crisis|clashes|strikes|demonstrations|negotiations"
    r"|forecasts|estimates|targets|levels|prices|finals|playoffs|rules|hostilities|murders|trials|agreements|figures)\b"
)
_COUNTED = re.compile(
    r"\s(?:[a-z]+(?:-[a-z]+)?\s)?(?:people|men|women|troops|personnel|police|staff|children|dollars|euros|pounds|francs"
    r"|met(?:re|er)s|miles|kilomet(?:re|er)s|feet|tons|tonnes|acres|hectares|points|votes|seats|years|days|hours|pages"
    r"|words|[a-z]*(?:er|or|ee|ist|ian|ant|ent|ary|ot|nd|im|dier|lian|rian|tive)s|deaths|cases|copies|jobs|homes|houses"
    r"|villages|schools|cars|ships|vehicles|tickets|items|species|shares|units|bodies|refugees|miles|beds|cows|sheep)\b"
)
_DETERMINER = re.compile(r"(?:\b(?:the|its|their|his|her|our|this|that)|['’]s)\s\Z", re.IGNORECASE)


class When(NamedTuple):
    """A date in ``text[start:end]``; ``first`` and ``last`` are None where its year can't be told.

    ``choice``: it is one day, week or month of ``first`` to ``last``, and it can't be told which.
    ``anchored``: it was read against the article's own date.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    note: str | None = None
    choice: bool = False
    anchored: bool = False


def month_bounds(year: int | None, month: int) -> tuple[date | None, date | None]:
    """The first and last day of a month; None twice where the year isn't known."""
    if year is None:
        return None, None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def hangs_on_word(text: str, start: int) -> bool:
    """Whether the figure at ``start`` is part of a word or of a longer figure: COVID-19, G20, 3.11.

    Arabic writes small words onto a figure, so its letters don't count.
    """
    if start == 0:
        return False
    last, ahead = text[start - 1], text[start - 2] if start > 1 else " "
    if last in "-–_.,/":
        return ahead.isdecimal() if last in ".,/" else ahead.isalnum() and not _arabic(ahead)
    return last.isalnum() and not _arabic(last)


def _arabic(char: str) -> bool:
    return "\u0600" <= char <= "\u06ff" and not char.isdecimal()


def numeric_at(text: str, start: int, language: str | None) -> tuple[list[When], int | None]:
    """The date in figures at ``start``, or the end of what looks like one and can't be (2022-02-31)."""
    shapes = date_patterns()
    if found := shapes.iso.match(text, start):
        year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    elif found := shapes.iso_month.match(text, start):
        year, month = int(found["y"]), int(found["m"])
        if not 1 <= month <= 12:
            return [], None
        if month > 9 and month > year % 100:  # 2010-12: a month, or two years
            return [When(start, found.end(), None, None, "unresolved")], None
        return [When(start, found.end(), *month_bounds(year, month), "month")], None
    elif found := shapes.numeric.match(text, start):
        day, month, year = int(found["a"]), int(found["b"]), int(found["y"])
        year += (1900 if year > 68 else 2000) if year < 100 else 0
        if language == "en" and day != month and day <= 12 and month <= 12:  # 5/11: May or November
            return [When(start, found.end(), None, None, "unresolved")], None
        if month > 12 and language == "en":
            day, month = month, day
    else:
        return [], None
    known = make_date(year, month, day) if 1000 <= year < 3000 else None
    return ([When(start, found.end(), known, known, "day")], None) if known else ([], found.end())


def year_at(text: str, start: int, floor: int) -> list[When]:
    """The year, decade or range of years at ``start``, where it is one and not a count (2 022 personnes)."""
    shapes = date_patterns()
    if start and ((text[start - 1].isalnum() and not _arabic(text[start - 1])) or text[start - 1] == "_"):
        return []
    found = shapes.decade.match(text, start)
    if found and (found["y"] or before("decade_s" if found["s"] else "decade", text, start)):
        year = int(found["y"] or found["y2"] or 1900 + int(found["y3"]))
        return [When(start, found.end(), date(year, 1, 1), date(year + 9, 12, 31), "range")]
    found = shapes.year.match(text, start)
    if found is None or before("label", text, start):
        return []
    if _QUOTED.search(text[max(0, start - 2) : start]) and _UNQUOTED.match(text, found.end()):
        return []  # « 1984 », a book
    strong = before("year", text, start) or before("part", text, start)
    if strong is None and int(found["y"]) < 1800 and not counts_next(text, found.end()):
        strong = before("old", text, start)
    if span := shapes.years.match(text, start):
        year1, year2 = int(span["y1"]), int(span["y2"])
        year2 += year1 // 100 * 100 if year2 < 100 else 0
        if span["dash"] == "/" and len(span["y2"]) == 2 and year2 != year1 + 1:
            return []  # "directive 2014/65"
        joined = span["dash"] or before("between" if span["and"] else "lead", text, start)
        joined = joined or (span["to"] and text[max(0, start - 4) : start].lower() == " of ")
        if year1 < 1800 and not strong and not (span["dash"] and text[span.end() : span.end() + 1] == ")"):
            joined = False  # "de 1200 à 1500": counts as often as years
        if joined and year1 < year2 and not counts_next(text, span.end()):
            if season := season_before(text, start, floor):
                return [_season(*season, year1, span.end(), year2)]
            begin = start_with("lead", text, start, floor)
            return [When(begin, span.end(), date(year1, 1, 1), date(year2, 12, 31), "range")]
    if not strong and (
        int(found["y"]) < 1800 or before("bound", text, start) or _counted(text, start, found.end())
    ):
        return []
    if start and text[start - 1] in "-–—/." and not strong:
        return []
    year = int(found["y"])
    begin = start_with("part", text, start, floor)
    if begin == start and (part := _quarter(text, start, floor, year, found.end())):
        return [part]
    if begin == start and (season := season_before(text, start, floor)):
        return [_season(*season, year, found.end(), year)]
    note = PART if begin < start else None
    return [When(begin, found.end(), date(year, 1, 1), date(year, 12, 31), "year", note)]


_QUOTED = re.compile(r"[«“\"]\s?\Z")
_UNQUOTED = re.compile(r"\s?[»”\"]")


def _counted(text: str, start: int, end: int) -> bool:
    """Whether the four figures count the plural that follows: "2022 participants", not "the 2018 floods"."""
    if not counts_next(text, end):
        return False
    if _DETERMINER.search(text[max(0, start - 8) : start]) and text[end - 2 : end] != "00":
        return _COUNTED.match(text, end) is not None
    return _YEARLY.match(text, end) is None or text[end - 2 : end] == "00"


def _quarter(text: str, start: int, floor: int, year: int, end: int) -> When | None:
    """ "premier trimestre 2021", "Q3 2020", "second half of 2019"."""
    if text[start - 1 : start] not in (" ", "\u00a0", "'", "’"):
        return None
    low = max(floor, start - 40)
    found = _QUARTER.search(text[low:start])
    if found is None:
        return None
    halves = (found["u"] or "").lower() in ("semestre", "half")
    months = 6 if halves else 3
    number = int(found["q"]) if found["q"] else _NTH.get(found["n"].lower(), 12 // months)
    if number * months > 12:
        return None
    first, last = month_bounds(year, (number - 1) * months + 1)[0], month_bounds(year, number * months)[1]
    return When(low + found.start(), end, first, last, "range")


def _season(begin: int, season: int, year: int, end: int, until: int) -> When:
    """ "printemps 2018", "hiver 2018-2019"; the winter of one year is left as that year."""
    if season < len(MONTHS_OF):
        first_month, last_month = MONTHS_OF[season]
        first, last = month_bounds(year, first_month)[0], month_bounds(until, last_month)[1]
        return When(begin, end, first, last, "range", NOTE)
    if until > year:
        return When(begin, end, date(year, 12, 1), date(until, 3, 31), "range", NOTE)
    return When(begin, end, date(year, 1, 1), date(year, 12, 31), "year", WINTER_NOTE)


def written_at(text: str, start: int, language: str | None, floor: int) -> list[When]:
    """The decade or the year in words at ``start``: "les années soixante-dix", "en deux mille quatorze"."""
    if decade := decade_at(text, start):
        end, year = decade
        return [When(start, end, date(year, 1, 1), date(year + 9, 12, 31), "range")]
    if found := lone_year(text, start, language):
        year, end = found
        begin = start_with("part", text, start, floor)
        note = PART if begin < start else None
        return [When(begin, end, date(year, 1, 1), date(year, 12, 31), "year", note)]
    return []
