"""Fractions in words: "deux tiers", "half of", "tres cuartos", "ثلثي"."""

from __future__ import annotations

import re
from functools import cache

_WHOLE = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "a": 1, "one": 1, "two": 2, "three": 3,
    "four": 4, "five": 5, "dos": 2, "tres": 3, "cuatro": 4, "ثلاثة": 3,
}  # fmt: skip
_PARTS = {
    "tiers": 3, "third": 3, "thirds": 3, "tercio": 3, "tercios": 3,
    "quart": 4, "quarts": 4, "quarter": 4, "quarters": 4, "cuarto": 4, "cuartos": 4, "أرباع": 4,
    "cinquième": 5, "cinquièmes": 5, "fifth": 5, "fifths": 5, "quinto": 5, "quintos": 5, "أخماس": 5,
    "dixième": 10, "dixièmes": 10, "tenth": 10, "tenths": 10,
}  # fmt: skip
_ALONE = {"moitié": 1 / 2, "half": 1 / 2, "mitad": 1 / 2, "نصف": 1 / 2, "ثلث": 1 / 3, "ربع": 1 / 4}
_DUAL = dict.fromkeys(("ثلثا", "ثلثي", "ثلثين", "ثلثان"), 2 / 3)
# What begins a fraction and no other number, by language.
FRACTION_WORDS = {"fr": {"moitié"}, "en": {"half"}, "es": {"mitad"}, "ar": {"نصف", "ثلث", "ربع", *_DUAL}}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    whole, parts = "|".join(_WHOLE), "|".join(sorted(_PARTS, key=len, reverse=True))
    of = r"\s(?:of|d[eu]s?|d['’]|del|the|los|las)"
    return (
        re.compile(
            rf"(?P<n>{whole})[\s-](?P<d>{parts})(?!\w)(?!\s(?:d['’]heure|de\s(?:finale?|hora|siglo|siècle)|finals?))"
            rf"(?P<of>{of})?",
            re.IGNORECASE,
        ),
        re.compile(rf"(?P<w>moitié|half|mitad)(?={of}|\s(?:its|their|his|her|all|sa|su)\b)", re.IGNORECASE),
        re.compile(rf"(?P<w>نصف|ثلث|ربع|{'|'.join(_DUAL)})(?=\s(?:ال|أ))"),
    )


def fraction_at(text: str, start: int) -> tuple[int, float] | None:
    """Where the fraction that begins at ``start`` ends, and its value."""
    several, alone, arabic = _patterns()
    if found := several.match(text, start):
        number, part = _WHOLE[found["n"].lower()], _PARTS[found["d"].lower()]
        if (number == 1 or found["d"].lower() == "quarters" and number == 2) and not found["of"]:
            return None  # "un tiers a payé", "for two quarters"
        return (found.end("d"), number / part) if number < part else None
    if found := alone.match(text, start) or arabic.match(text, start):
        word = found["w"].lower()
        return found.end(), _ALONE.get(word) or _DUAL[word]
    return None
