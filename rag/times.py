"""The time in a question: when what it asks about happened, or which of several it means, or what press.

::

    asked_time(analyse("Quelles réunions ont eu lieu avant 2020 ?"))   # up to 31 December 2019
    asked_time(analyse("Where was the most recent meeting?"))          # order="last"
    asked_time(analyse("Quels articles ont paru en mai 2022 ?"))       # about="publication"

A time of a question prefers; it never hides an article. Only a filter that the user sets does.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from index.anchor import make_date
from index.facts import Fact, find_facts
from rag.event_dates import bounded, event_dates, limit_before, month_and_day, open_dates, period, words
from rag.question import Question, fold_letters

Order = Literal["last", "first"]
About = Literal["event", "publication"]


HALF_YEAR = 183  # days


@dataclass(frozen=True)
class AskedTime:
    """The days ``first`` to ``last``, either None where that end is open, or the latest or earliest.

    ``month`` and ``day`` stand for a date whose year the question leaves open: *le 11 mai*, *in May*.
    All are None where a question only asks about publication.
    """

    first: date | None = None
    last: date | None = None
    order: Order | None = None
    about: About = "event"
    month: int | None = None
    day: int | None = None

    @property
    def limited(self) -> bool:
        """Whether it names days, and not only an order."""
        return (self.first, self.last, self.month) != (None, None, None)

    def to_json(self) -> dict[str, Any]:
        """For ``--explain``; only what is known."""
        told = {"from": self.first and self.first.isoformat(), "to": self.last and self.last.isoformat()}
        rest = {"month": self.month, "day": self.day, "order": self.order, "about": self.about}
        return {name: value for name, value in {**told, **rest}.items() if value is not None}

    def overlaps(self, first: date, last: date) -> bool:
        """Whether the days ``first`` to ``last`` and those asked for have one in common."""
        if self.month is not None:
            return self._yearless(first, last)
        return (self.first is None or self.first <= last) and (self.last is None or first <= self.last)

    def holds(self, first: date, last: date) -> bool:
        """Whether all the days ``first`` to ``last`` are among those asked for."""
        if self.month is not None:
            narrow = first == last if self.day else (last - first).days < 31
            return narrow and self._yearless(first, last)
        return (self.first is None or self.first <= first) and (self.last is None or last <= self.last)

    @property
    def narrow(self) -> bool:
        """Whether the months asked for are so few that a month without its year tells something."""
        if self.month is not None:
            return True
        return self.first is not None and self.last is not None and (self.last - self.first).days < HALF_YEAR

    def may_be(self, month: int, day: int | None) -> bool:
        """Whether a date whose year can't be told may be among the days asked for."""
        if self.month is not None:
            return self.month == month and (day is None or self.day in (None, day))
        if self.first is None or self.last is None or (self.last - self.first).days > 365:
            return True
        for year in {self.first.year, self.last.year}:
            if day and (one := make_date(year, month, day)):
                low = high = one
            else:
                low, high = date(year, month, 1), date(year, month, monthrange(year, month)[1])
            if self.overlaps(low, high):
                return True
        return False

    def _yearless(self, first: date, last: date) -> bool:
        if (last - first).days > 31:
            return False  # a whole year has every day: that says nothing
        months = {first.month, last.month}
        if self.month not in months:
            return False
        if self.day is None or first.replace(day=1) != last.replace(day=1):
            return True
        return first.day <= self.day <= last.day


def asked_time(question: Question, today: date | None = None) -> AskedTime | None:
    """What time the question asks for; None where it asks for none.

    ``today``: what *last year* or *hier* in it are read against; without it they say nothing.
    """
    dates = [d for d in _dates(question, today) if not _in_name(question, d)]
    order = _order(question, dates)
    about = _about(question, dates)
    known = [d for d in dates if d.first and d.last]
    if known:
        first, last = _span(question, dates)
        return AskedTime(first, last, order, about)
    for d in dates:
        month, day = month_and_day(d)
        if month and limit_before(question.text, d.start, question.language) is None:
            return AskedTime(order=order, about=about, month=month, day=day)
    return AskedTime(order=order, about=about) if order or about == "publication" else None


def _dates(question: Question, today: date | None) -> list[Fact]:
    if today is None:
        return list(question.dates)
    read = find_facts(question.text, question.language, today.isoformat())
    return [
        # *le 11 mai* is not this year's: of old articles any year may be meant
        next((d for d in question.dates if d.start == f.start and d.precision != "unresolved"), f)
        for f in read
        if f.kind == "date"
    ]


_QUOTED = re.compile(r"[«“\"]\s?([^«»“”\"]{3,60})[»”\"]")  # *« Vent de sable 2022 »*


def _in_name(question: Question, when: Fact) -> bool:
    """Whether a date is part of a name: *rue du 4 septembre*, *Mouvement du 20 février*, *Vision 2030*."""
    if any(n.start <= when.start and when.end <= n.end for n in question.names):
        return True
    if any(q.start(1) < when.start and when.end <= q.end(1) for q in _QUOTED.finditer(question.text)):
        return True
    if when.precision == "unresolved":
        return False
    led = question.text[: when.start]
    if words(question.language)["named"].search(fold_letters(led)):
        return True
    if when.precision != "year" or not when.text.isdigit():
        return question.language == "en" and bool(
            re.match(r"\s(?:Square|Street|Movement|Brigade|Avenue|Bridge)\b", question.text[when.end :])
        )
    name = next((n for n in question.names if n.end == when.start - 1), None)  # *Vision 2030*
    return name is not None and name.kind not in ("place", "person") and " " not in name.text


def _span(question: Question, dates: Sequence[Fact]) -> tuple[date | None, date | None]:
    """From the first to the last day of the dates, and within the limits: *depuis 2018 et avant 2020*."""
    inside: list[tuple[date, date]] = []
    first: date | None = None
    last: date | None = None
    for n, d in enumerate(dates):
        begins, ends = _resolved(dates, n)
        if begins is None or ends is None:
            continue
        limit = limit_before(question.text, d.start, question.language, through_event=True)
        if limit is None:
            inside.append((begins, ends))
            continue
        low, high = bounded(limit, question.text[max(0, d.start - 12) : d.end], begins, ends)
        first = max(filter(None, (first, low)), default=None)
        last = min(filter(None, (last, high)), default=None)
    if inside and (first is None and last is None):
        return min(low for low, _ in inside), max(high for _, high in inside)
    if first and last and first > last:
        return last, first
    return first, last


def _resolved(dates: Sequence[Fact], n: int) -> tuple[date | None, date | None]:
    """The days of a date; without a year of its own it has that of the next: *en février et en juin 2018*."""
    d = dates[n]
    if d.first or d.precision not in ("day", "month"):
        return d.first, d.last
    year = next((other.first.year for other in (*dates[n:], *reversed(dates[:n])) if other.first), None)
    found = [f for f in find_facts(f"{d.text} {year}") if f.kind == "date"]
    return (found[0].first, found[0].last) if len(found) == 1 else (None, None)


def _order(question: Question, dates: Sequence[Fact]) -> Order | None:
    """Which of several the question means, where it asks for the latest or the earliest."""
    text = question.text
    for d in sorted(dates, key=lambda d: -d.start):  # *l'an dernier*, *last Tuesday*: no order
        text = f"{text[: d.start]} 0 {text[d.end :]}"
    table = words(question.language)
    folded = table["no_order"].sub(" ", fold_letters(text).rstrip(" ?؟.!"))
    last, first = table["last"].search(folded), table["first"].search(folded)
    if bool(last) == bool(first):
        return None
    return "last" if last else "first"


def _about(question: Question, dates: Sequence[Fact]) -> About:
    """Publication, where the time is that of articles: *publié en juin 2018*, *la presse de 2018*."""
    table = words(question.language)
    folded = fold_letters(question.text)
    if table["press"].search(folded) and table["published"].search(folded):
        return "publication"
    if any(table["link"].search(fold_letters(question.text[: d.start])) for d in dates):
        return "publication"
    others = table["document"].search(folded)
    if not others and any(table["alone"].search(fold_letters(question.text[: d.start])) for d in dates):
        return "publication"
    ordered = table["last_press"].search(folded) or table["first_press"].search(folded)
    return "publication" if ordered else "event"


def answers_time(asked: AskedTime, text: str, language: str | None, published: str | None) -> bool:
    """Whether an article holds the time asked for: a date in it, or its own, is or may be among those days.

    For ``rag/held.py``: *avant 2020* is held by an article that tells of 2018 and never writes 2020,
    *mai 2022* by one without a date of its own that says *en mai*.
    """
    if not asked.limited:
        return True
    days = period(published)
    if days and asked.overlaps(*days):
        return True
    if asked.about == "publication":
        return False
    if any(asked.overlaps(when.first, when.last) for when in event_dates(text, language, published)):
        return True
    return any(asked.may_be(month, day) for month, day in open_dates(text, language, published))
