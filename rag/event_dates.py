"""When a sentence says that something happened or will: its dates, and how each is meant.

The day that the article appeared is another thing. It is only what dates without a year are read against.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, Protocol

from index.dates import date_range
from index.facts import Fact, Precision, find_facts
from rag.phrases import phrase
from rag.question import LANGUAGES, fold_letters

Limit = Literal["before", "until", "since", "after"]
LIMITS: tuple[Limit, ...] = ("before", "until", "since", "after")
_REACH = 60  # characters before a date in which its preposition or verb may stand
_VERB_REACH = 110  # … on either side, in which a verb may say that it is planned
_END = re.compile(r"\b(?:fin|end|late|finales|fines)\b|أواخر|نهاية", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|\d[-/.]\d{1,2}[-/.]\d{2}(?!\d)")
_DES = re.compile(r"\bdès ", re.IGNORECASE)  # folded it would be *des*
_MONTH_WORD = re.compile(r"[^\W\d_]{3,}")


_WORDS = "press news published document planned cancelled anaphora timeline put_out common".split()


class Dated(Protocol):
    """A date as written, and its first day where one is known: a ``Fact`` or a ``Value``."""

    @property
    def text(self) -> str: ...
    @property
    def first(self) -> date | None: ...


@dataclass(frozen=True)
class EventDate:
    """A time in ``sentence[start:end]`` that covers the days ``first`` to ``last``.

    ``limit``: the word before makes it a limit (*depuis*, *before*) and not the day of something.
    ``told_aside``: the date of a beginning that is told in passing (*créée en 2014*).
    ``near``: some day between them, which can't be told (*ce mardi* in an article of a month).
    """

    fact: Fact
    first: date
    last: date
    precision: Precision
    limit: Limit | None = None
    told_aside: bool = False
    near: bool = False


@lru_cache(4096)
def event_dates(sentence: str, language: str | None, published: str | None) -> tuple[EventDate, ...]:
    """The times in ``sentence`` whose year is known, in order."""
    found: list[EventDate] = []
    for fact in find_facts(sentence, language, published):
        if not fact.first or not fact.last or not fact.precision or fact.precision == "unresolved":
            continue
        limit = limit_before(sentence, fact.start, language)
        led = fold_letters(sentence[max(0, fact.start - 30) : fact.start])
        aside = bool(words(language)["created"].search(led))
        found.append(EventDate(fact, fact.first, fact.last, fact.precision, limit, aside, fact.choice))
    return tuple(found)


@lru_cache(4096)
def open_dates(
    sentence: str, language: str | None, published: str | None
) -> tuple[tuple[int, int | None], ...]:
    """The month and day (None for a whole month) of each time in ``sentence`` whose year can't be told."""
    found = (
        month_and_day(f)
        for f in find_facts(sentence, language, published)
        if f.kind == "date" and not f.first
    )
    return tuple((month, day) for month, day in found if month)


def month_and_day(when: Fact) -> tuple[int | None, int | None]:
    """Of a date whose year is open: *11 mai* is 5 and 11; None twice where it has no month."""
    return _month_and_day(when.text) if when.precision in ("day", "month") else (None, None)


@lru_cache(1024)
def _month_and_day(text: str) -> tuple[int | None, int | None]:
    for link in (" ", ", "):
        found = [f for f in find_facts(f"{text}{link}2000") if f.kind == "date"]  # a leap year
        if len(found) == 1 and found[0].first and found[0].precision in ("day", "month"):
            return found[0].first.month, found[0].first.day if found[0].precision == "day" else None
    return None, None


def limit_before(text: str, start: int, language: str | None, *, through_event: bool = False) -> Limit | None:
    """Which limit the words before ``text[start:]`` make of the date there: *avant*, *since*, *until*.

    ``through_event``: also where a noun stands between, as in *avant la réunion de mai 2022*, which as a
    question speaks of what came before, although the date is the meeting's own.
    """
    led = fold_letters(_DES.sub("à partir de ", text[max(0, start - _REACH) : start]))
    table = words(language)
    for limit in LIMITS:
        if table[limit].search(led) or (through_event and table[f"{limit}_event"].search(led)):
            return limit
    return None


def bounded(limit: Limit | None, text: str, first: date, last: date) -> tuple[date | None, date | None]:
    """The first and last day that a limit and its date leave open; None where there is no end.

    *Avant fin 2019* is until the end of it, since ``first`` is that of the whole year.
    """
    if limit == "before":
        end = last if _END.search(text) else _shifted(first, -1)
        return None, end
    if limit == "until":
        return None, last
    if limit == "since":
        return first, None
    if limit == "after":
        return _shifted(last, 1), None
    return first, last


def _shifted(day: date, days: int) -> date:
    at = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(at)


def period(published: str | None) -> tuple[date, date] | None:
    """The first and last day on which an article of that date may have appeared."""
    days = date_range(published)
    if days is None:
        return None
    first, last = (date(day // 10000, day // 100 % 100, day % 100) for day in days)
    return first, last


def inferred(said: Dated) -> Literal["year", "date"] | None:
    """What of a known date comes from its article's own date and is not written: the year, or all of it.

    ::

        inferred(Fact("11 mai"))        # "year"
        inferred(Fact("hier"))          # "date"
        inferred(Fact("11 mai 2022"))   # None
    """
    if said.first is None or _YEAR.search(said.text) or re.search(r"\b\d0s\b|[٠-٩]{4}", said.text):
        return None
    months = [w for w in _MONTH_WORD.findall(said.text) if _is_month(w)]
    return "year" if months or re.search(r"\d[-/.]\d", said.text) else "date"


@cache
def _is_month(word: str) -> bool:
    return any(f.precision == "month" for f in find_facts(f"{word} 2000") if f.kind == "date")


def inferred_notice(said: Dated, language: str) -> str | None:
    """A sentence for an answer's notices that says what of its date was inferred, or that its year is open.

    None where the date is written in full.
    """
    if said.first is None:
        return phrase("date_open", language)
    what = inferred(said)
    return phrase(f"{what}_inferred", language) if what else None


def is_planned(sentence: str, language: str | None, when: EventDate, published: str | None) -> bool:
    """Whether what a sentence tells of a time was ahead when it was written, or was called off.

    The article's own date decides where it can; the words do where it cannot.
    """
    table = words(language)
    if table["cancelled"].search(fold_letters(sentence)):
        return True
    days = period(published)
    if days and when.last < days[0]:
        return False
    if days and when.first > days[1]:
        return True
    clause = _clause(sentence, when.fact.start, when.fact.end)
    return bool(table["planned"].search(clause.casefold()) or table["planned"].search(fold_letters(clause)))


def _clause(sentence: str, start: int, end: int) -> str:
    """What stands near a date, up to a colon or semicolon: one day's *a dit* is another's *recevra*."""
    before = re.split(r"[:;]\s", sentence[max(0, start - _VERB_REACH) : start])[-1]
    after = re.split(r"[:;]\s", sentence[end : end + _VERB_REACH])[0]
    clause = f"{before}{sentence[start:end]}{after}"
    return clause if len(clause.split()) > 5 else sentence  # *Mai 2022 : réunion prévue*


def words(language: str | None) -> Mapping[str, re.Pattern[str]]:
    """The patterns of ``times.toml`` for a language; French where it is none of the four."""
    return _words(language if language in LANGUAGES else "fr")


@lru_cache(8192)
def alike(word: str) -> frozenset[str]:
    """The kinds of event that a folded word tells of, in any of the four languages: *réunion*, *met*."""
    return frozenset(
        kind
        for kind, begins in _tables()["alike"].items()
        if any(word == one if len(one) < 4 else word.startswith(one) for one in begins.split())
    )


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("rag") / "times.toml").read_text(encoding="utf-8"))


@cache
def _words(language: str) -> Mapping[str, re.Pattern[str]]:
    table = _tables()[language]
    filler, event = table["filler"], table["event"]
    end = r"(?:(?!\w)|(?<='))"  # of a word, which an apostrophe may tie to the next
    tail = rf"(?:\s*(?:{filler}){end})*\s*$"
    made: dict[str, re.Pattern[str]] = {}
    for limit in LIMITS:
        lead = rf"(?<!\w)(?:{table[limit]})"
        made[limit] = re.compile(rf"{lead}{end}{tail}")
        made[f"{limit}_event"] = re.compile(rf"{lead}{end}\s*{event}{end}{tail}")
    for name in ("last", "first", "no_order"):
        made[name] = re.compile(table[name].replace("\n", ""))
    for name in _WORDS:
        made[name] = re.compile(rf"(?<!\w)(?:{table[name]})(?!\w)")
    press, news = table["press"], table["news"]
    for order in ("last", "first"):
        made[f"{order}_press"] = re.compile(
            rf"(?:{made[order].pattern})\W+(?:{press}|{news})|(?:{news})\W+(?:\w+\W+)?(?:{made[order].pattern})"
        )
    made["created"] = re.compile(rf"(?<!\w)(?:{table['created']})(?!\w)[^.;:]{{0,20}}$")
    made["creation"] = re.compile(rf"(?<!\w)(?:{table['created']})(?!\w)")
    made["named"] = re.compile(rf"(?<!\w)(?:{table['named']})(?:\s(?:du|de|of|del|the))*\s*$")
    made["link"] = re.compile(rf"(?<!\w)(?:{press}|{news})(?!\w)(?:\s*(?:{table['link']}){end})*\s*$")
    made["alone"] = re.compile(rf"(?<!\w)(?:{table['alone']})(?!\w)(?:\s*(?:{table['link']}){end})*\s*$")
    return made
