"""Words around a number that bound it: "plus de", "at least", "más de", "حوالي"."""

from __future__ import annotations

import re
from functools import cache

from index.number_words import ANY_WORD

_BETWEEN = re.compile(r"(?:\b(?:entre|between)|بين)\s\Z", re.IGNORECASE)
_AND_NUMBER = re.compile(r"(?:\s?%|\s[^\W\d_]+)?\s(?:et|and|y|و)\s?(?P<next>\d|[^\W\d_]+)", re.IGNORECASE)
_BETWEEN_AND = re.compile(
    r"(?:\b(?:entre|between)|بين)\s(?P<first>\d|[^\W\d_]+)[^;:()]{0,24}?\s(?:et|and|y|و)\s?\Z", re.IGNORECASE
)


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    least = (
        r"plus (?:de|d['’])|au moins|au minimum|(?:no|not|pas) (?:moins de|fewer than|less than)"
        r"|no menos de|more than|over|at least"
        r"|upwards of|más de|al menos|por lo menos|como mínimo|supérieure? à|"
        r"أكثر من|ما لا يقل عن|لا يقل عن|ما يزيد (?:عن|على)|يزيد (?:عن|على)|على الأقل"
    )
    most = (
        r"(?:pas plus|no más) de|no more than|moins (?:de|d['’])|au plus|au maximum|tout au plus"
        r"|jusqu['’]à|less than|fewer than"
        r"|under|up to|at most|menos de|como máximo|como mucho|a lo sumo|inférieure? à|"
        r"أقل من|ما لا يزيد (?:عن|على)|لا يزيد (?:عن|على)|لا يتجاوز"
    )
    near = (
        r"environ|près (?:de|d['’])|quelque|autour (?:de|d['’])|à peu près|approximativement|presque|about"
        r"|around|roughly"
        r"|approximately|nearly|almost|some|circa|cerca de|unos|unas|alrededor de|aproximadamente|casi|"
        r"نحو|حوالي|قرابة|زهاء|ما يقارب|ما يقرب من"
    )
    before = (
        rf"(?:(?<!\w)|(?<=[وف]))(?:(?P<at_most>{most})|(?P<at_least>{least})|(?P<about>{near}))"
        r"(?:\s(?:les|the|des|de))?\s*\Z"
    )
    after = (
        r"(?:\s(?!(?:et|and|y|ou|or|و)\s)[^\W\d_]+){0,2}?\s(?:(?P<at_least>au moins|ou plus|at least"
        r"|or more|o más|al menos"
        r"|por lo menos|على الأقل|أو أكثر)"
        r"|(?P<at_most>au plus|au maximum|at most|or (?:fewer|less)|ou moins|como máximo|على الأكثر)"
        r"|(?P<about>environ|or so|aproximadamente|تقريبا))(?!\w)"
        rf"(?!\s(?:de|\d|une?|{'|'.join(ANY_WORD)})\b)"
    )

    def make(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)

    return make(before), make(after)


def read_bound(text: str, start: int, end: int, floor: int, bound: str) -> tuple[int, int, str]:
    """Where a number begins and ends with the words of its bound, and the bound (else ``bound``)."""
    before, after = _bounds()
    low = max(floor, start - 32)
    if start > floor and (text[start - 1].isspace() or text[start - 1] in "'’"):
        if found := before.search(text, low, start):
            return found.start(), end, found.lastgroup or bound
        follows = (
            _AND_NUMBER.match(text, end) if bound == "exact" and _BETWEEN.search(text[low:start]) else None
        )
        if follows and _is_number(follows["next"]):
            return start, end, "at_least"
    if bound == "exact" and (found := after.match(text, end, end + 50)):
        return start, end, found.lastgroup or bound
    joined = text[max(0, start - 5) : start].rstrip()[-1:] in ("t", "d", "y", "و")
    if bound == "exact" and joined:
        opened = _BETWEEN_AND.search(text[max(0, start - 40) : start])
        if opened and _is_number(opened["first"]):
            return start, end, "at_most"
    return start, end, bound


def _is_number(word: str) -> bool:
    return word.isdecimal() or word.lower() in ANY_WORD
