"""A date as people write it, at the precision that the article gives."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from page.texts import Texts

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def written(published: str | None, texts: Texts) -> str:
    """``2022-05-11``, ``2022-05`` or ``2022`` in words; what is no such date stands as it is."""
    if published is None:
        return texts("dates.unknown")
    found = _ISO.fullmatch(published)
    if found is None:
        return published
    year, month, day = found[1], int(found[2] or 0), int(found[3] or 0)
    if not month:
        return year
    months = texts.all("dates.months")
    if month > len(months):
        return published
    if not day:
        return texts("dates.month", month=months[month - 1], year=year)
    number = texts("dates.first") if day == 1 else str(day)
    return texts("dates.day", day=number, month=months[month - 1], year=year)


def asked(when: Mapping[str, Any], texts: Texts) -> str:
    """The time that a question asks about (``AskedTime.to_json``) in words."""
    parts: list[str] = []
    first, last = (_day(when.get(name)) for name in ("from", "to"))
    month, day = when.get("month"), when.get("day")
    if first and last:
        whole = _period(first, last)
        days = {"first": written(first.isoformat(), texts), "last": written(last.isoformat(), texts)}
        parts.append(written(whole, texts) if whole else texts("dates.between", **days))
    elif first or last:
        key = "dates.since" if first else "dates.until"
        parts.append(texts(key, day=written(str(first or last), texts)))
    elif isinstance(month, int) and 1 <= month <= 12:
        name = texts.all("dates.months")[month - 1]
        parts.append(f"{day} {name}" if isinstance(day, int) else name)
    if when.get("order") in ("first", "last"):
        parts.append(texts(f"dates.order_{when['order']}"))
    if when.get("about") == "publication":
        parts.append(texts("dates.publication"))
    return ", ".join(parts)


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None


def _period(first: date, last: date) -> str | None:
    """The day, month or year that the days from ``first`` to ``last`` are, as ISO 8601 has it."""
    if first == last:
        return first.isoformat()
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7] if last.day == monthrange(last.year, last.month)[1] else None
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole and first.year == last.year else None
