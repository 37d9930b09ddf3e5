"""Dates and numbers in text, in one normal form, in French, English, Spanish and Arabic.

By rules, without a model::

    facts = find_facts("Plus de 80 pays étaient à Marrakech le 11 mai.", "fr", published="2022-05")
    [say_date(f, "en") if f.kind == "date" else say_number(f, "en") for f in facts]
    # ["more than 80", "11 May 2022"]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal, cast

from index.anchor import Anchor
from index.date_words import MONTHS, MONTHS_SHORT, WEEKDAYS
from index.labels import names_thing
from index.numbers import number_triggers, quantity_at
from index.saying import say_date, say_number
from index.seasons import SEASON_WORDS
from index.times import dates_at
from index.written_dates import DECADE_WORDS, day_words

Precision = Literal["day", "month", "year", "range", "unresolved"]
Bound = Literal["exact", "at_least", "at_most", "about"]

__all__ = ["Fact", "find_facts", "say_date", "say_number"]

_THEN = re.compile(r"\s(?:et|and|y|à|to)\s(?:(?:le|on|el)\s)?")
_PART_OF_DAY = re.compile(r"\s(?:matin|midi|soir|après-midi|morning|evening|night|afternoon)\Z")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_RELATIVE = (
    "hier avant demain fin anoche week البارحة après aujourd an"
    " année mois semaine ces cette ce il voilà yesterday tomorrow today"
    " last next this cet tonight"
    " recent past ayer anteayer antier hoy hace pasado próximo próxima año mes semana este esta أمس غدا"
    " قبل منذ العام"
    " début milieu end beginning start middle finales fines principios comienzos mediados نهاية بداية منتصف"
    " السنة الشهر الأسبوع هذا هذه بعد أول"
)
_YEAR_WORDS = ("deux", "mille", "mil", "dos", "two", "eighteen", "nineteen", "twenty")
_NOT_DAYS = {"fr": {"lunes", "martes", "domingo"}, "en": {"lunes", "martes"}}  # moons and martens
_COUNTS = (
    "a few several couple two three four five six seven eight nine ten eleven twelve fifteen twenty thirty"
    " forty fifty"
)
_STOPS = {
    "fr": "le la les des du et est une dans pour que qui au sur",
    "en": "the of and to is was for that with by on it",
    "es": "el los las del y una por para con se al su",
}


@dataclass(frozen=True)
class Fact:
    """A date or a number in ``text``, which stands at ``start:end`` (code points) of what was given.

    A date covers the days ``first`` to ``last``. Both are None where it is unresolved, and where a
    day, month or range is written without a year and nothing tells the year: its text can still
    be said. A number's text holds the words of its bound ("plus de 80") and its scale and sign,
    but not the noun that it counts, which is ``unit`` (at most two words; percent is always "%").

    ``note`` says how a date came about, or why it stayed open. ``choice``: one day, week or month within
    ``first`` to ``last``, and it can't be told which ("ce mardi" in an article of June). ``anchored``: the
    article's own date was used. ``label``: a number that names a thing and counts none ("Article 51").
    """

    kind: Literal["date", "number"]
    start: int
    end: int
    text: str
    first: date | None = None
    last: date | None = None
    precision: Precision | None = None
    value: float | None = None
    unit: str | None = None
    bound: Bound | None = None
    note: str | None = None
    choice: bool = False
    anchored: bool = False
    label: bool = False


@cache
def _triggers(language: str | None) -> dict[str, tuple[str | None, bool]]:
    """What a word may begin: a kind of date (see ``dates_at``) or none, and whether a number."""
    dates: dict[str, str | None] = dict.fromkeys(_RELATIVE.split(), "relative")
    dates |= dict.fromkeys(_COUNTS.split(), "count") if language == "en" else {}
    if ahead := {"fr": "dans ici", "es": "dentro", "en": "in within"}.get(language or ""):
        dates |= dict.fromkeys(ahead.split(), "ahead")
    dates |= dict.fromkeys((*DECADE_WORDS, *_YEAR_WORDS, *day_words(language)), "written")
    dates |= dict.fromkeys(SEASON_WORDS, "season")
    dates |= {"premier": "first", "primero": "first"} | dict.fromkeys(("http", "https", "www"), "url")
    dates |= dict.fromkeys((name.split(" ")[0] for name in (*MONTHS, *MONTHS_SHORT)), "month")
    dates |= dict.fromkeys(WEEKDAYS.keys() - _NOT_DAYS.get(language or "", set()), "weekday")
    numbers = number_triggers(language)
    return {word: (dates.get(word), word in numbers) for word in (*dates, *numbers)}


def _trigger(word: str, triggers: dict[str, tuple[str | None, bool]]) -> tuple[str | None, bool, int] | None:
    """As ``_triggers``, with the letters to pass over: Arabic writes its small words onto the next."""
    if word[0].isdecimal():
        return "figure", True, 0
    if known := triggers.get(word.lower()):
        return *known, 0
    if word[0] in "وفبلك" and (known := triggers.get(word[1:])):
        return *known, 1
    return None


def _guess(text: str) -> str:
    """Which of the four languages: enough to read number words where the caller doesn't say."""
    if sum("\u0600" <= char <= "\u06ff" for char in text[:400]) * 2 > sum(map(str.isalpha, text[:400])):
        return "ar"
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text[:2000])]
    votes = {
        name: sum(word in stops.split() for word in words) + sum(word in _own_numbers(name) for word in words)
        for name, stops in _STOPS.items()
    }
    return max(votes, key=lambda name: votes[name])


@cache
def _own_numbers(language: str) -> frozenset[str]:
    return number_triggers(language) - {"a", "an", "un", "une", "una", "once"}


def _told_year(last: Fact | None) -> int | None:
    """The year of the last date, where it lies in one."""
    if last is None or last.first is None or last.last is None or last.first.year != last.last.year:
        return None
    return last.first.year


def _day_after(told: Fact, fact: Fact, text: str) -> Fact:
    """ "mardi et mercredi": the second weekday follows the first, where that one is told."""
    weekday = WEEKDAYS.get(_PART_OF_DAY.sub("", fact.text.lower()))
    opens = _PART_OF_DAY.sub("", text[told.start : told.end].lower())
    if weekday is None or opens not in WEEKDAYS or told.precision != "day" or told.first is None:
        return fact
    if not _THEN.fullmatch(text[told.end : fact.start]):
        return fact
    day = told.first + timedelta(days=(weekday - told.first.weekday()) % 7 or 7)
    return replace(fact, first=day, last=day, precision="day", note=told.note, choice=False)


def find_facts(text: str, language: str | None = None, published: str | None = None) -> list[Fact]:
    """The dates and numbers of ``text`` in order, none overlapping; a figure of a date is no number.

    ``language`` ("fr", "en-GB"…) tells number words and 1.250 from 1,250; without it, it is guessed.
    ``published`` ("2022-05-11", "2022-05", "2022") is what dates without a year are read against.
    """
    tongue = language[:2].lower() if language else _guess(text)
    anchor = Anchor.parse(published)
    triggers = _triggers(tongue)
    seen: dict[str, tuple[str | None, bool, int] | None] = {}  # words repeat: each is looked at once
    facts: list[Fact] = []
    told: Fact | None = None  # the last date
    floor = skip = 0
    for token in _TOKEN.finditer(text):
        try:
            known = seen[token[0]]
        except KeyError:
            known = seen[token[0]] = _trigger(token[0], triggers)
        if known is None or token.start() < skip:
            continue
        kind, number, letters = known
        start = token.start() + letters
        found: list[Fact] = []
        if kind == "url":
            skip = start + len(text[start : start + 2000].split(maxsplit=1)[0])
        elif kind:
            dates = dates_at(text, start, kind, anchor, tongue, floor, _told_year(told))
            if isinstance(dates, int):
                skip = dates
                continue
            found = [
                Fact(
                    "date",
                    w.start,
                    w.end,
                    text[w.start : w.end],
                    w.first,
                    w.last,
                    cast(Precision, w.precision),
                    note=w.note,
                    choice=w.choice,
                    anchored=w.anchored,
                )
                for w in dates
            ]
            if kind == "weekday" and len(found) == 1 and found[0].choice and told:
                found = [_day_after(told, found[0], text)]
        if number and not found:
            read = quantity_at(text, start, tongue, floor)
            if isinstance(read, int):
                skip = read
            elif read:
                said, bound = text[read.start : read.end], cast(Bound, read.bound)
                fact = Fact(
                    "number", read.start, read.end, said, value=read.value, unit=read.unit, bound=bound
                )
                label = names_thing(text, fact.start, fact.end)
                found = [replace(fact, label=True, unit=None) if label else fact]
        if found:
            facts += found
            told = found[-1] if found[-1].kind == "date" else told
            floor = skip = found[-1].end
    return facts
