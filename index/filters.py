"""What a question may be narrowed to. All of it is hard: an article passes or it doesn't."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from index.errors import UsageError

if TYPE_CHECKING:
    from index.store import ArticleRow


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


def narrowed(
    since: str | None = None,
    until: str | None = None,
    languages: Sequence[str] = (),
    articles: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> Filters:
    """Filters from what people write; "" is none. Raises UsageError for a day that is none."""
    filters = Filters(_day(since), _day(until), tuple(languages), tuple(articles), tuple(sources))
    if filters.since and filters.until and filters.since > filters.until:
        raise UsageError(f"since {since} is after until {until}: no article can pass.")
    return filters


def check_known(filters: Filters, rows: Iterable[ArticleRow]) -> None:
    """A filter that names nothing in the library (``rows``) is a slip, not a search without results.

    Raises UsageError, naming what the library has.
    """
    if not (filters.languages or filters.articles or filters.sources):
        return
    rows = list(rows)
    held: dict[str, tuple[tuple[str, ...], set[str | None]]] = {
        "language": (filters.languages, {row.language for row in rows}),
        "article": (filters.articles, {row.id for row in rows}),
        "source": (filters.sources, {row.source for row in rows}),
    }
    for what, (asked, there) in held.items():
        for name in asked:
            if name not in there:
                few = ", ".join(sorted(n for n in there if n)[:5])
                raise UsageError(f"The library has no {what} {name}; it has {few or 'none'}.")


def _day(text: str | None) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError:
        raise UsageError(f"{text} is not a day: write it as 2022-05-11.") from None
