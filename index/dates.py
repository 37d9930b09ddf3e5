"""The date that an article carries: checked, kept as precise as it is, never guessed."""

from __future__ import annotations

import re
from calendar import monthrange

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d.*)?)?)?\Z", re.DOTALL)


def parse_published(value: object) -> str | None:
    """``2022-05-11``, ``2022-05`` or ``2022`` from an ISO date (a time of day is dropped), else None."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    match = _ISO.match(str(value).strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    if month is not None and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        return None
    return "-".join(part for part in match.groups() if part)


def published_or_notice(value: object) -> tuple[str | None, tuple[str, ...]]:
    """The date, and a notice where something stands there that isn't one."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, ()
    published = parse_published(value)
    if published is None:
        return None, (f"its date {str(value)[:40]!r} isn't a date of the form 2022-05-11 and was left out",)
    return published, ()


def date_range(published: str | None) -> tuple[int, int] | None:
    """First and last day as integers: ``"2022-05"`` gives ``(20220501, 20220531)``; None stays None."""
    if published is None:
        return None
    year, month, day = (*(int(part) for part in published.split("-")), 0, 0)[:3]
    if not month:
        return year * 10000 + 101, year * 10000 + 1231
    if not day:
        return year * 10000 + month * 100 + 1, year * 10000 + month * 100 + monthrange(year, month)[1]
    return (year * 10000 + month * 100 + day,) * 2
