"""Seasons with a year, "printemps 2018", as the months that they touch in the northern half of the world."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache

from index.anchor import Anchor

NOTE = "a season is taken as the months that it touches in the northern half of the world"
WINTER_NOTE = "a winter of that year: which end of the year is not said"
MONTHS_OF = ((3, 6), (6, 9), (9, 12))  # spring, summer, autumn; winter lies in two years
_WORDS = (
    "printemps spring primavera ربيع",
    "été summer verano صيف",
    "automne autumn fall otoño خريف",
    "hiver winter invierno شتاء",
)
SEASON_WORDS = frozenset(word for line in _WORDS for word in line.split()) | {
    "الربيع",
    "الصيف",
    "الخريف",
    "الشتاء",
}
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


@cache
def _relative() -> re.Pattern[str]:
    words = "|".join(_NUMBER)
    return re.compile(
        rf"(?P<lead>l['’]|ce\s|cet\s|this\s(?:past\s)?|last\s|next\s|el\s|la\s|est[ea]\s|(?:el\s)?pasad[oa]\s"
        rf"|هذا\s)?(?P<s>(?:ال)?(?:{words}))(?P<tail>\s(?:dernier|prochain|passé|pasad[oa]|próxim[oa]|الماضي|المقبل|القادم))?"
        r"(?!\w)(?!\s(?:\d|de\s\d))",
        re.IGNORECASE,
    )


def season_at(
    text: str, start: int, floor: int, anchor: Anchor | None
) -> tuple[int, int, date | None, date | None] | None:
    """ "l'été dernier", "this summer": where it begins and ends, its first and last day."""
    low = max(floor, start - 10)
    for begin in range(low, start + 1):
        found = _relative().match(text, begin)
        if (
            found
            and found.start("s") <= start < found.end("s")
            and (begin == low or not text[begin - 1].isalnum())
        ):
            break
    else:
        return None
    lead, tail = (found["lead"] or "").lower().strip(), (found["tail"] or "").lower().strip()
    if found["s"].lower() == "été" and not lead:
        return None  # "a été passé"
    if tail[:4] in ("dern", "pass", "pasa", "الما") or lead in ("last", "this past") or "pasad" in lead:
        steps = -1
    elif tail or lead == "next":
        steps = 1
    elif lead in ("ce", "cet", "this", "este", "esta", "هذا"):
        steps = 0
    else:
        return None  # "au printemps": any
    number = _NUMBER[found["s"].lower().removeprefix("ال")]
    if anchor is None or anchor.month is None:
        return begin, found.end(), None, None
    opens = 3 * number + 3  # month
    closes = opens + 3  # 15 is March of the next year
    year = anchor.year - (number == 3 and anchor.month <= 3)
    month = anchor.month + 12 * (anchor.year - year)
    if steps == -1 and month <= closes:
        year -= 1
    elif steps == 1 and month >= opens:
        year += 1
    elif steps == 0 and number == 3 and 3 < anchor.month < 9:
        return begin, found.end(), None, None
    last_year, last_month = (year + 1, 3) if number == 3 else (year, closes)
    return (
        begin,
        found.end(),
        date(year, opens, 1),
        date(last_year, last_month, monthrange(last_year, last_month)[1]),
    )
