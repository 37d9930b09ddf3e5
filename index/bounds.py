"""Words around a number that bound it: "plus de", "at least", "más de", "حوالي"."""

from __future__ import annotations

import re
from functools import cache

_BETWEEN = re.compile(r"(?:\b(?:entre|between)|بين)\s\Z", re.IGNORECASE)
_BETWEEN_AND = re.compile(
    r"(?:\b(?:entre|between)|بين)\s[\d.,\s]{1,14}(?:\s?%|\s[^\W\d_]+)?\s(?:et|and|y|و)\s?\Z", re.IGNORECASE
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
        r"(?:\s[^\W\d_]+){0,2}?\s(?:(?P<at_least>au moins|ou plus|at least|or more|o más|al menos"
        r"|por lo menos|على الأقل|أو أكثر)"
        r"|(?P<at_most>au plus|au maximum|at most|or (?:fewer|less)|ou moins|como máximo|على الأكثر)"
        r"|(?P<about>environ|or so|aproximadamente|تقريبا))(?!\w)(?!\s(?:de|\d))"
    )

    def make(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)

    return make(before), make(after)


def read_bound(text: str, start: int, end: int, floor: int, bound: str) -> tuple[int, int, str]:
    """Where a number begins and ends with the words of its bound, and the bound (else ``bound``)."""
    before, after = _bounds()
    low = max(floor, start - 32)
    if start > floor and text[start - 1].isspace():
        if found := before.search(text, low, start):
            return found.start(), end, found.lastgroup or bound
        ahead = text[low:start]
        if bound == "exact" and _BETWEEN.search(ahead):
            return start, end, "at_least"
    if bound == "exact" and (found := after.match(text, end, end + 50)):
        return start, end, found.lastgroup or bound
    joined = text[max(0, start - 5) : start].rstrip()[-1:] in ("t", "d", "y", "و")
    if bound == "exact" and joined and _BETWEEN_AND.search(text[max(0, start - 32) : start]):
        return start, end, "at_most"
    return start, end, bound
