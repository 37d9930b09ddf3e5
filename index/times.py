"""Dates in text: found by rules, read against the day that the article appeared, never guessed."""

from __future__ import annotations

import re
from typing import cast

from index.anchor import Anchor, Hint, make_date
from index.date_contexts import before, start_with
from index.date_patterns import date_patterns, day_patterns, month_ahead
from index.date_words import WEEKDAYS
from index.months import month_alone, month_number
from index.nouns import counts_next
from index.relative import relative_at
from index.tense import hangs_on_future, tense_around
from index.tense_near import Tense
from index.weekdays import near_month, weekday_at
from index.written_dates import day_value, year_after
from index.years import PART, When, hangs_on_word, month_bounds, numeric_at, written_at, year_at

_TO_DAY = re.compile(
    r"(?:\s(?:matin|midi|soir|après-midi|morning|evening|night|afternoon))?,?\s{1,2}(?:(?:le|the|el)\s)?"
)

_NEAR_MONTH = 60  # code points from a written-out day to its month, a list of days between
_HOLIDAY = re.compile(r"\d(?:er)?-[A-ZÉ]")  # "le 14-Juillet", "le 11-Septembre": the event


def _day(written: str) -> int:
    digits = re.match(r"\d+", written)
    return int(digits.group()) if digits else day_value(written) or 1  # "premier"


class _Reader:
    """Reads the dates that begin at one place of a text."""

    def __init__(
        self, text: str, anchor: Anchor | None, language: str | None, floor: int, told_year: int | None
    ) -> None:
        self.text, self.anchor, self.language, self.floor = text, anchor, language, floor
        self.told_year = told_year  # that of the date before: "de la même année"
        self.shapes = date_patterns()
        self.past: int | None = None  # the end of what looks like a date and can't be one: 31 février
        self.yearless = False  # a year was not written and asked of the anchor

    def _hint(self, end: int) -> tuple[Hint | None, int]:
        found = self.shapes.hint.match(self.text, end)
        if found is None:
            return None, end
        return cast(Hint, found.lastgroup), found.end()

    def _year(
        self,
        written: str | None,
        month: int,
        day: int | None,
        start: int,
        end: int,
        weekday: int | None = None,
    ) -> tuple[int | None, int]:
        """The year that is written or follows from the anchor, and where the date ends then."""
        if written:
            return int(written), end
        if spelt := year_after(self.text, end, self.language):
            return spelt
        hint, end = self._hint(end)
        if hint == "same":
            self.yearless = self.told_year is None
            return self.told_year, end
        self.yearless = True
        if self.anchor is None:
            return None, end
        if hint is None and (found := self.shapes.hint_before.search(self.text[max(0, start - 28) : start])):
            hint = cast(Hint, found.lastgroup)

        def tense() -> Tense | None:
            around = tense_around(self.text, start, end)
            if before("until", self.text, start):  # "est prolongé jusqu'au 10 janvier"
                return None if around == "past" else "future"
            return around

        def coming() -> bool:
            return not before("until", self.text, start) and hangs_on_future(self.text, start, end)

        year = self.anchor.year_of(month, day, weekday=weekday, hint=hint, tense=tense, coming=coming)
        return year, end

    def _one(self, start: int, end: int, year: int | None, month: int, day: int) -> list[When]:
        found = make_date(year or 2000, month, day)  # a leap year: 29 February may exist
        if found is None:
            self.past = end
            return []
        return [When(start, end, found if year else None, found if year else None, "day")]

    def _range(
        self,
        start: int,
        end: int,
        year1: int | None,
        month1: int,
        day1: int,
        year2: int | None,
        month2: int,
        day2: int,
    ) -> list[When]:
        if make_date(2000, month1, day1) is None or make_date(2000, month2, day2) is None:
            return []
        start = self._lead(start)
        if year1 is None or year2 is None:
            return [When(start, end, None, None, "range")]
        first, last = make_date(year1, month1, day1), make_date(year2, month2, day2)
        return [When(start, end, first, last, "range")] if first and last and first <= last else []

    def _lead(self, start: int, context: str = "lead") -> int:
        return start_with(context, self.text, start, self.floor)

    # Each shape below returns the dates it read, or an empty list for "not this shape".

    def figure(self, start: int) -> list[When]:
        """Numeric dates, a day and its month, years; most figures are none of them and leave early."""
        gate = self.shapes.gate.match(self.text, start)
        if gate is None:
            return []
        glued = hangs_on_word(self.text, start)  # COVID-19, mi-2019
        found: list[When] = []
        if gate["point"] and not glued:
            found, self.past = numeric_at(self.text, start, self.language)
        if not gate["four"] and not found and not glued and not self.past:
            found = self.days(start)
        return found or ([] if self.past else year_at(self.text, start, self.floor))

    def days(self, start: int, weekday: int | None = None) -> list[When]:
        text = self.text
        written = not text[start].isdecimal() and text[start : start + 3].lower() not in ("pre", "pri")
        if written and not month_ahead().search(text, start, start + _NEAR_MONTH):
            return []
        shapes = day_patterns(written)
        if found := shapes.across.match(text, start):
            month1, month2 = month_number(found["m1"]), month_number(found["m2"])
            day1, day2 = _day(found["d1"]), _day(found["d2"])
            year2, end = self._year(found["y2"], month2, day2, self._lead(start), found.end())
            year1 = int(found["y1"]) if found["y1"] else year2
            if year1 and not found["y1"] and (month1, day1) > (month2, day2):
                year1 = year1 - 1 if found["y2"] else None  # "d'octobre à mars": last winter's, or the next
            if found["and"] and not before("between", text, start):
                second = found.start("d2")
                return [
                    *self._one(start, self._trim(start, found.start("and")), year1, month1, day1),
                    *self._one(second, end, year2, month2, day2),
                ]
            return self._range(start, end, year1, month1, day1, year2, month2, day2)
        if found := shapes.days.match(text, start):
            month, day1, day2 = month_number(found["m"]), _day(found["d1"]), _day(found["d2"])
            year, end = self._year(found["y"], month, day2, self._lead(start), found.end())
            if day1 < day2:
                return self._range(start, end, year, month, day1, year, month, day2)
        if found := shapes.day_list.match(text, start):
            month = month_number(found["m"])
            listing = shapes.item.finditer(found["list"])
            places = [(m.start() + start, m.end() + start, _day(m.group())) for m in listing]
            year, end = self._year(found["y"], month, places[-1][2], start, found.end())
            listed = [day for _, _, day in places]
            apart = len(listed) != 2 or before("between", text, start) is None
            if listed == list(range(listed[0], listed[-1] + 1)) or not apart:
                return self._range(start, end, year, month, listed[0], year, month, listed[-1])
            ends = [place[1] for place in places[:-1]] + [end]
            return [
                when
                for (place, _, day), stop in zip(places, ends, strict=True)
                for when in self._one(place, stop, year, month, day)
            ]
        if found := shapes.day.match(text, start):
            if not found["y"] and _HOLIDAY.search(found[0]) or before("street", text, start):
                self.past = found.end()
                return []
            month, day = month_number(found["m"]), _day(found["d"])
            year, end = self._year(found["y"], month, day, start, found.end(), weekday)
            return self._one(start, end, year, month, day)
        return []

    def told(self, when: When) -> When:
        """With its note, where the year was not written."""
        if not self.yearless or when.precision == "unresolved":
            return when
        if when.first is not None:
            return when._replace(note=when.note or "the year follows from the article's date", anchored=True)
        if self.anchor is None:
            return when._replace(note="no year is written, and the article's date isn't known")
        return when._replace(note="no year is written, and the article's date leaves more than one")

    def _trim(self, start: int, end: int) -> int:
        return start + len(self.text[start:end].rstrip())

    def month_first(self, start: int, weekday: int | None = None) -> list[When]:
        text = self.text
        if found := self.shapes.month_day.match(text, start):
            month, day = month_number(found["m"]), _day(found["d"])
            in_month = not found["y"] and before("in_month", text, start)  # "in May 20 ministers"
            if in_month and before("since", text, start):
                in_month = counts_next(text, found.end()) and in_month
            if not in_month and make_date(2000, month, day):
                month2 = month_number(found["m2"]) if found["m2"] else month
                day2 = _day(found["d2"]) if found["d2"] else day
                year, end = self._year(found["y"], month2, day2, start, found.end(), weekday)
                if not found["d2"]:
                    return self._one(start, end, year, month, day)
                if found["and"] and (month2, day2) != (month, day + 1) and not before("between", text, start):
                    cut = self._trim(start, found.start("and"))
                    second = found.start("m2") if found["m2"] else found.start("d2")
                    return [
                        *self._one(start, cut, year, month, day),
                        *self._one(second, end, year, month2, day2),
                    ]
                return self._range(start, end, year, month, day, year, month2, day2)
        if found := self.shapes.months.match(text, start):
            return self._months(start, found)
        if found := self.shapes.month.match(text, start):
            written = found["m"]
            if written.lower().startswith("ago") and len(written) < 5 and self.language != "es":
                return []  # "two years ago. 2014 was"
            part = self._lead(start, "part")
            _, hinted = self._hint(found.end())
            bare = not found["y"] and part == start and hinted == found.end()
            if bare and not month_alone(text, start, found.end("m"), self.language):
                return []
            month = month_number(written)
            year, end = self._year(found["y"], month, None, start, found.end())
            first, last = month_bounds(year, month)
            return [When(part, end, first, last, "month", PART if part < start else None)]
        return []

    def _months(self, start: int, found: re.Match[str]) -> list[When]:
        month1, month2 = month_number(found["m1"]), month_number(found["m2"])
        if not found["y2"] and before("month", self.text, start) is None:
            return []
        year2, end = self._year(found["y2"], month2, None, start, found.end())
        year1 = int(found["y1"]) if found["y1"] else year2
        if year1 and not found["y1"] and month1 > month2:
            year1, year2 = (year1 - 1, year2) if found["y2"] else (None, None)
        (first1, last1), (first2, last2) = month_bounds(year1, month1), month_bounds(year2, month2)
        if first1 and last2 and first1 > last2:  # "juin 2022 - mai 2022"
            return []
        if found["and"] and not before("between", self.text, start):
            cut = self._trim(start, found.start("and"))
            return [
                When(start, cut, first1, last1, "month"),
                When(found.start("m2"), end, first2, last2, "month"),
            ]
        begin = start_with("lead", self.text, self._lead(start, "part"), self.floor)
        return [When(begin, end, first1, last2, "range")]

    def weekday(self, start: int) -> list[When]:
        text = self.text
        found = self.shapes.weekday.match(text, start)
        if found is None:
            return []
        weekday = WEEKDAYS[found.group().lower()]
        follows = _TO_DAY.match(text, found.end())
        if follows:
            after = follows.end()
            whens = self.days(after, weekday) or self.month_first(after, weekday) if after < len(text) else []
            if whens and whens[0].precision in ("day", "range") and whens[0].start <= after:
                return [whens[0]._replace(start=min(start, whens[0].start)), *whens[1:]]
        near = self.shapes.weekday_day.match(text, start)
        if near and not counts_next(text, near.end()):
            return near_month(start, near.end(), weekday, _day(near["d"]), self.anchor)
        return []


def dates_at(
    text: str,
    start: int,
    kind: str,
    anchor: Anchor | None,
    language: str | None,
    floor: int,
    told_year: int | None = None,
) -> list[When] | int:
    """The dates that begin at ``start``, or hold the word there; ``floor`` is where the last fact ended.

    ``kind`` says what stands there: "figure", "first", "month", "weekday", "relative",
    "count" or "written". ``told_year`` is that of the date before.
    An int says where to go on after what only looks like a date (31 février).
    """
    reader = _Reader(text, anchor, language, floor, told_year)
    found: list[When] = []
    if kind == "figure":
        found = reader.figure(start)
    elif kind == "first":
        found = reader.days(start)
    elif kind == "month":
        found = reader.month_first(start)
    elif kind == "weekday":
        found = reader.weekday(start)
    elif kind == "written":
        found = reader.days(start) or written_at(text, start, language, floor)
    if found or reader.past or kind in ("first", "month"):
        return [reader.told(when) for when in found] or reader.past or []
    if kind == "weekday":
        alone = weekday_at(text, start, anchor, floor)
        return alone if isinstance(alone, int) else [alone] if alone else []
    if kind == "written":
        kind = "count"  # "two years ago"
    relative = relative_at(text, start, kind, anchor, floor)
    return [relative] if relative else []
