"""What a date without a year is read against: the day, month or year that the article appeared."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.tense_near import Tense

Day = date  # a name that no field hides
Hint = Literal["last", "next", "this", "year_before", "year_after", "same"]

# Months: "le 13 février" in an article of June is this year's, "le 13 décembre" in January's is last year's.
_SAME_YEAR_AHEAD = 7
_SOON = 3  # as near as that, a sentence in the past still speaks of what comes ("a convoqué … le 5 juillet")
_SAME_YEAR_BEHIND = 9  # beyond it ("le 5 janvier" in December) next year's is as likely: left open
_REACH = 10  # months within which a weekday may decide the year


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


@dataclass(frozen=True)
class Anchor:
    """When the article appeared, as precise as it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, published: str | None) -> Anchor | None:
        """``2022-05-11``, ``2022-05`` or ``2022``; anything else is None."""
        match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", (published or "").strip())
        if match is None:
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        if not year or make_date(year, month or 1, day or 1) is None:
            return None
        return cls(year, month, day)

    @property
    def date(self) -> date | None:
        return make_date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def first(self) -> Day:
        """The first day on which the article may have appeared."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> Day:
        """The last such day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def unit(self) -> str:
        """How precisely that is known: day, month or year."""
        return "day" if self.day else "month" if self.month else "year"

    def year_of(
        self,
        month: int,
        day: int | None = None,
        *,
        weekday: int | None = None,
        hint: Hint | None = None,
        tense: Callable[[], Tense | None] = lambda: None,
        coming: Callable[[], bool] = lambda: False,
    ) -> int | None:
        """The year of a day or month that is written without one, or None where it can't be told.

        A weekday that was written with the day decides alone: one year in reach has it, or none.
        ``tense`` (of the sentence) and ``coming`` (the date goes with a verb of the future) are asked only
        where they matter.
        """
        fixed = {"this": 0, "year_before": -1, "year_after": 1}
        if hint in fixed:
            return self.year + fixed[hint]
        if self.month is None:
            return None
        ahead = month - self.month  # in the article's own year; negative: behind
        if day is not None and weekday is not None:
            years = [
                year
                for year in (self.year - 1, self.year, self.year + 1)
                if abs((year - self.year) * 12 + ahead) <= _REACH
                and (found := make_date(year, month, day)) is not None
                and found.weekday() == weekday
            ]
            return years[0] if len(years) == 1 else None
        later = ahead > 0 or (ahead == 0 and bool(day and self.day) and (day or 0) > (self.day or 0))
        if hint == "last":
            if ahead == 0 and day is None:
                return self.year - 1
            return self.year - 1 if later else self.year
        if hint == "next":
            if ahead == 0 and day is not None and self.day is None:
                return self.year
            return self.year if later else self.year + 1
        if ahead > _SAME_YEAR_AHEAD or (ahead > _SOON and tense() == "past"):
            return self.year - 1
        if ahead < -_SAME_YEAR_BEHIND:
            if told := tense():
                return self.year if told == "past" else self.year + 1
            return self.year + 1 if coming() else None
        gone = ahead < 0 or (ahead == 0 and bool(day and self.day) and (day or 0) < (self.day or 0))
        if not (gone and coming()):
            return self.year
        # "due on March 29, has been delayed", in April: what was to come then may be of this year
        return self.year + 1 if ahead < -_SOON or tense() == "future" else None
