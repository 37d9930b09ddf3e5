"""A date as people write it, at the precision that the article gives."""

from __future__ import annotations

import re

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
