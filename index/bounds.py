"""Words around a number that bound it: "plus de", "at least", "más de", "حوالي"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from index.number_words import ANY_WORD, SMALL

_BETWEEN = re.compile(r"(?:\b(?:entre|between)|بين)\s[$€£]?\Z", re.IGNORECASE)
_AND_NUMBER = re.compile(
    r"(?:\s?%|\s[^\W\d_]+)?\s(?:et|and|y|و)\s?[$€£]?(?P<next>\d|[^\W\d_]+)", re.IGNORECASE
)
_BETWEEN_AND = re.compile(
    r"(?:\b(?:entre|between)|بين)\s(?:(?:moins|minus|menos)\s)?[$€£]?(?P<first>\d|[^\W\d_]+)(?:(?!\s(?:et|and|y|و)\s)[^;:()]){0,24}?"
    r"\s(?:et|and|y|و)\s?[$€£]?\Z",
    re.IGNORECASE,
)
# "80 à 90 pays", "80-90 people", "deux ou trois": the first number of a range, and the second.
_TO_NUMBER = re.compile(
    r"(?:\s?%)?(?:\s(?:à|to|a|إلى|الى)\s|\s(?:ou|or|o|أو)\s|\s?(?P<dash>[-–])\s?)"
    r"(?P<next>[$€£]?\d[\d.,]*(?:[ \u00a0\u202f]\d{3}(?!\d))*|[^\W\d_]+)"
)
_FROM_NUMBER = re.compile(
    r"(?<![\w.,])(?P<first>[$€£]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d[\d.,]*)|[^\W\d_]+)(?P<pc>\s?%)?"
    r"(?:\s(?:à|to|a|إلى|الى)\s|\s(?:ou|or|o|أو)\s|\s?(?P<dash>[-–])\s?)\Z"
)
_AND_SCALE = re.compile(
    r"(?:\s(?:et|and|y|à|to|a|ou|or|o|إلى|أو)\s|\sو|\s?[-–]\s?)(?:\d[\d.,]*|(?P<w>[^\W\d_]+))\s(?P<scale>[^\W\d_]+)"
)
# Before "de 80 à 90": what was the one and became the other.
_CHANGE = re.compile(
    r"(?:\b(?:pass(?!ag|eport|erell)|augment|recul|tomb|port(?!e-|s\b|e\b|es\b|ail|ugal|rait|able|ant)|grimp"
    r"|mont(?!agn|ant|s\b|r)|baiss|chut|descend|rédui|bondi|progress|ramen|relev|abaiss|chang|repouss|allong|prolong|étend|élargi|raccourc|extend|expand|widen|narrow|shorten|hik|slash|trim"
    r"|doubl|tripl|quadrupl|perd|gagn|céd|lâch|lost|los[ei]|gain(?!s\b)|shed|halv|soar|surg|plung|slump|dip|spik|swell|swoll|envol|flamb|plong|dégringol|gonfl"
    r"|ris(?!qu|k)|rose|f[ae]ll|grew|grow|drop|went|go(?:ne|es|ing)?\b|cut|rais|increas|declin|jump|mov|slid|climb|shrank"
    r"|pas[óa]|subi|baj|aument|cay|creci|reduj)\w*|ارتفع\w*|انخفض\w*|تراجع\w*|زاد\w*)[^.;:]{0,60}?"
    r"(?:(?:\bde|\bd['’]|\bfrom|من|[a-zé])\s)?[$€£]?(?:\d[\d.,  \u00a0\u202f]*%?|[^\W\d_]+)?"
    r"(?:\s(?:à|to|a|إلى)\s)?\Z",
    re.IGNORECASE,
)
# "a range of 1.5% to 1.75%": a range whatever the verb before it.
_RANGE_OF = re.compile(
    r"\b(?:range|fourchette|horquilla|rango)(?:\s(?:allant|going|running))?\s(?:of|from|de|entre|between)\s"
    r"(?:[$€£]?[\d.,]+\s?%?\s(?:à|to|a)\s)?[$€£]?\Z",
    re.IGNORECASE,
)
# "up by 40 to 45%"
_BY_RANGE = re.compile(r"\bby\s(?:[$€£]?[\d.,]+\s?%?\s(?:to|or)\s)?[$€£]?\Z")
_PERCENT = re.compile(r"\s?%|\s(?:pour\scent|per\s?cent|por\sciento)", re.IGNORECASE)
# A verb that bounds what follows: "dépasse les 80", "ne dépassera pas", "exceeded".
_NEAR = re.compile(
    r"(?:\b(?:frôl|avoisin|approch|fris)(?:e|es|ent|ait|aient|é|ée|er|era|eraient|erait|eront|ant)(?:\s(?:de|d['’]))?"
    r"|\b(?:approach|near)(?:es|s|ed|ing)|\b(?:ronda|rondan|rondaba|roza|rozan|rozó)|[~≈])"
    r"(?:\s?(?:les|des|le|la|the|los|las))?\s?\Z",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?:(?<!the\s)\btop(?:s|ped|ping)?|\btopp(?:ed|ing))\s\Z"  # "could top 80%"
    r"|(?P<not>\b(?:n[e'’]\s?(?:(?:a|ont|avait|avaient|aura|auront)\s)?(?:(?:jamais|pas(?:\sencore)?|guère)\s)?"
    r"|not\s|no\s|never\s|nunca\s(?:ha\s)?))?(?:dépass|excèd|excéd|exceed|surpass|super|exced)"
    r"(?:e|es|ent|ait|aient|é|ée|er|ant|era|eront|ed|s|ing|a|an|ó|aron|ará|ía)?"
    r"(?:\s(?:pas|plus|guère|jamais|désormais|maintenant|aujourd['’]hui|largement|déjà|légèrement|nettement))?"
    r"(?:\s(?:les|des|le|la|the|los|las))?\s\Z",
    re.IGNORECASE,
)
_PASSED = re.compile(r"\b(?:pass|cross|breach)(?:ed|es|ing)(?:\sthe)?\s[$€£]?\Z")  # "as cases passed 120,000"

# "over five years" says how long, but for after "lasted", "for" and their like, where it bounds.
_LASTS = re.compile(r"(?:second|minute|hour|day|night|week|month|year|decade|season|game|match)e?s")
_DURING = re.compile(
    r"(?<!\bfor )(?<!after )(?<!with )(?<!just )(?<!well )(?<!than )(?<!not )(?<!no )(?<!\ba )(?<!\bin )"
    r"(?<!\bof )(?<!\bat )(?<!\bis )(?<!was )(?<!are )(?<!were )(?<!lasted )(?<!lasting )(?<!lasts )"
    r"(?<!last )(?<!took )(?<!take )(?<!takes )(?<!taken )(?<!spent )(?<!served )(?<!waited )(?<!been )"
    r"(?<!within )\bover\s\Z",
    re.IGNORECASE,
)


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    least = (
        r"plus (?:du|de|d['’])|au moins|au minimum|(?:un|a) minimum (?:de|d['’]|of)|as few as|pas moins d['’]"
        r"|(?:no|not|pas) (?:moins de|fewer than|less than)"
        r"|no menos de|more than|over|at least"
        r"|upwards of|más de|al menos|por lo menos|como mínimo|supérieure? à|au-dessus d[eu]s?|above"
        r"|por encima de|"
        r"أكثر من|ما لا يقل عن|لا يقل عن|ما يزيد (?:عن|على)|يزيد (?:عن|على)|على الأقل"
    )
    most = (
        r"(?:pas plus|no más) de|(?:no|not) (?:more than|over)"
        r"|moins (?:du|de|d['’])|au plus|au maximum|tout au plus"
        r"|jusqu['’]à|(?:un|a) maximum (?:de|d['’]|of)|as many as|hasta|un máximo de|less than|fewer than"
        r"|under|up to|at most|menos de|como máximo|como mucho|a lo sumo|inférieure? à"
        r"|sous(?=\sles)|sous la barre d[eu]s?|(?:en|au)[ -]dessous d[eu]s?|below"
        r"|por debajo de|"
        r"أقل من|ما لا يزيد (?:عن|على)|لا يزيد (?:عن|على)|لا يتجاوز"
    )
    near = (
        r"environ|aux alentours de|aux environs de|de l['’]ordre de|quasiment|pratiquement"
        r"|près (?:du|de|d['’])|quelque|autour (?:de|d['’])|à peu près|approximativement|presque|about"
        r"|around|roughly"
        r"|approximately|nearly|almost|some|close to|an estimated|in the region of"
        r"|circa|cerca de|unos|unas|alrededor de|aproximadamente|casi|en torno a|"
        r"نحو|حوالي|قرابة|زهاء|ما يقارب|ما يقرب من"
    )
    before = (
        rf"(?:(?<!\w)|(?<=[وف]))(?:(?P<at_most>{most})|(?P<at_least>{least})|(?P<about>{near}))"
        r"(?:\s(?:les|the|des|de|la|a))?\s*\Z"
    )
    after = (
        r"(?:\s(?!(?:et|and|y|ou|or|و)\s)[^\W\d_]+){0,2}?\s(?:(?P<at_least>au moins|ou plus|at least"
        r"|or more|o más|al menos|and (?:over|above|older)|y más"
        r"|et plus(?!\s(?:d['’]|tard|loin|encore|que\b|\w+ment\b))"
        r"|por lo menos|على الأقل|أو أكثر)"
        r"|(?P<at_most>au plus|au maximum|at most|or (?:fewer|less)|ou moins|como máximo|على الأكثر)"
        r"|(?P<about>environ|or so|aproximadamente|تقريبا))(?!\w)"
        rf"(?!\s(?:de|\d|une?|{'|'.join(ANY_WORD)})\b)"
    )

    def make(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)

    return make(before), make(after)


def scale_ahead(text: str, end: int, scales: Mapping[str, int]) -> int:
    """What the second number of a range lends the first that ends at ``end``: "3 à 4 millions"."""
    found = _AND_SCALE.match(text, end)
    if found is None or (found["w"] and found["w"].lower() not in ANY_WORD):
        return 1
    scale = scales.get(found["scale"].lower(), 1)
    return scale if scale > (1 if found["w"] else 100) else 1


def _ranged(text: str, start: int, end: int, value: float, unit: str | None) -> str | None:
    """The bound of a number that begins or ends a range, or None."""
    if unit == "h":
        return None
    ahead = text[max(0, start - 90) : start]
    changed = _CHANGE.search(ahead) and not _RANGE_OF.search(ahead) and not _BY_RANGE.search(ahead)
    if follows := _TO_NUMBER.match(text, end):
        then = _small(follows["next"])
        counted = not follows["dash"] or re.match(
            r"\s?%|\s[^\W\d_]{3}", text[follows.end() : follows.end() + 5]
        )
        if unit == "%" and not _PERCENT.match(text, follows.end()):
            counted = None  # "lost 3.4% to 28 dollars"
        if then is not None and then > value % 1000 and counted and not changed:
            return "at_least"
    found = _FROM_NUMBER.search(text, max(0, start - 24), start)
    if found and (first := _small(found["first"])) is not None and not changed:
        has_unit = not found["dash"] or unit is not None
        signed = unit in ("$", "€", "£") and text[start - 1 : start + 1].strip()[:1] in ("$", "€", "£")
        if found["pc"] and unit != "%" or signed and found["first"][0] != unit:
            return None  # "rose 6.4% to $2.3bn"
        if found["first"][0] in "$€£" and not signed and unit and re.match(r"[^\W\d_]{3}", unit):
            return None  # "worth €150 to 3.2m households"
        scaled = value
        while scaled >= 1e5 and scaled % 1000 == 0 and first < 1000:
            scaled /= 1000
        return "at_most" if first < scaled and has_unit else None
    return None


def _small(word: str) -> float | None:
    """A figure, or a number of one word."""
    word = word.lstrip("$€£")
    if decimal := re.fullmatch(r"(\d+)[.,](\d{1,2})[.,]?", word):
        return float(f"{decimal[1]}.{decimal[2]}")
    if word[0].isdecimal():
        return float(re.sub(r"\D", "", word.rstrip(".,")) or 0)
    return SMALL.get(word.lower()) if word.lower() in ANY_WORD else None


def read_bound(
    text: str, start: int, end: int, floor: int, bound: str, value: float = 0.0, unit: str | None = None
) -> tuple[int, int, str]:
    """Where a number begins and ends with the words of its bound, and the bound (else ``bound``)."""
    before, after = _bounds()
    low = max(floor, start - 32)
    beside = start > floor and (text[start - 1].isspace() or text[start - 1] in "'’")
    found = before.search(text, low, start) if beside else None
    if found and not (_LASTS.fullmatch(unit or "") and _DURING.search(text[max(0, low - 10) : start])):
        return found.start(), end, found.lastgroup or bound
    if bound == "exact" and text.startswith(("-odd", "-some"), end):
        return start, end, "about"
    if bound == "exact" and value >= 100 and _PASSED.search(text, low, start):
        return start, end, "at_least"
    if bound == "exact" and (over := _OVER.search(text, low, start)):
        return start, end, "at_most" if over["not"] else "at_least"
    if bound == "exact" and _NEAR.search(text, low, start):
        return start, end, "about"
    if bound == "exact" and (ranged := _ranged(text, start, end, value, unit)):
        return start, end, ranged
    if beside:
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
