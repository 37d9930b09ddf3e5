"""Names of months: which month, and whether a word is one at all (*march*, *Mars*, *August Wilson*)."""

from __future__ import annotations

import re

from index.date_contexts import before
from index.date_words import MONTHS, MONTHS_SHORT

_SURNAME = re.compile(r"\s[A-Z][a-z]")


def month_number(name: str) -> int:
    """1 to 12 of a month's name as written: "Sept.", "mayo", "مايو/أيار"."""
    name = " ".join(re.split(r"\s?[/(]", name.lower())[0].rstrip(".").split())
    return MONTHS.get(name) or MONTHS_SHORT[name]


def month_alone(text: str, start: int, end: int, language: str | None) -> bool:
    """Whether what may be a month's name is one, where neither a year nor a day stands with it."""
    written = text[start:end]
    short = written.lower().rstrip(".") in MONTHS_SHORT and written.lower() != "may"
    context = before("month", text, start)
    if short or context is None or (written == "May" and context.group().lower().strip() == "of"):
        return False
    weak = context.group().lower().strip() in ("and", "et", "by", "between", "of", "to", "from")
    if written[0].isupper() and weak and _SURNAME.match(text, end):
        return False  # "and August Wilson"
    if written[0].isupper() and language == "fr" and start:  # the planet
        return False
    return not (written == "Mars" and language != "en")
