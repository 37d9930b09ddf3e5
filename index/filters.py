"""What a question may be narrowed to. All of it is hard: an article passes or it doesn't."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Filters:
    """Empty means everything. An article without a date never passes ``since`` or ``until``.

    ``sources`` are the names that ``ArticleRow.source`` gives; ``languages`` are ISO 639-1 codes.
    Days are inclusive, and an article dated to the month or year passes when its days overlap.
    """

    since: date | None = None
    until: date | None = None
    languages: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def first_day(self) -> int | None:
        """``since`` as YYYYMMDD."""
        return as_day(self.since) if self.since else None

    @property
    def last_day(self) -> int | None:
        """``until`` as YYYYMMDD."""
        return as_day(self.until) if self.until else None


def as_day(day: date) -> int:
    """A date as the integer YYYYMMDD, which orders as dates do."""
    return day.year * 10000 + day.month * 100 + day.day


EVERYTHING = Filters()
