"""Seasons with a year, "printemps 2018", as the months that they touch in the northern half of the world."""

from __future__ import annotations

import re
from functools import cache

NOTE = "a season is taken as the months that it touches in the northern half of the world"
WINTER_NOTE = "a winter of that year: which end of the year is not said"
MONTHS_OF = ((3, 6), (6, 9), (9, 12))  # spring, summer, autumn; winter lies in two years
_WORDS = (
    "printemps spring primavera ربيع",
    "été summer verano صيف",
    "automne autumn fall otoño خريف",
    "hiver winter invierno شتاء",
)
_NUMBER = {word: number for number, line in enumerate(_WORDS) for word in line.split()}
_SAID = {
    "fr": ("printemps", "été", "automne", "hiver"),
    "en": ("spring", "summer", "autumn", "winter"),
    "es": ("primavera de", "verano de", "otoño de", "invierno de"),
    "ar": ("ربيع", "صيف", "خريف", "شتاء"),
}


@cache
def _season() -> re.Pattern[str]:
    words = "|".join(_NUMBER)
    return re.compile(
        rf"(?P<a>\ba\s)?(?<!\w)(?P<s>{words})(?:\s(?:(?:de\sl['’](?:an|année)|de|del|of|in|عام|سنة)\s)?|,\s)\Z",
        re.IGNORECASE,
    )


def season_before(text: str, start: int, floor: int) -> tuple[int, int] | None:
    """Where a season's word that leads to the year at ``start`` begins, and which it is: 0, spring, to 3."""
    low = max(floor, start - 28)
    found = _season().search(text[low:start])
    if found is None or found["a"]:  # "a été 2018": the verb
        return None
    return low + found.start("s"), _NUMBER[found["s"].lower()]


def say_season(written: str, years: str, language: str) -> str | None:
    """The season at the head of ``written`` with its ``years``, in one of the four languages."""
    word = re.match(r"\w+", written)
    number = _NUMBER.get(word[0].lower()) if word else None
    return None if number is None else f"{_SAID[language][number]} {years}"
