"""Numbers in words: "quatre-vingt-quatre", "une dizaine", "several hundred", "half a dozen"."""

from __future__ import annotations

import re

from index.nouns import counts_next
from index.number_words import PLURALS
from index.spelled import WORD, spelled, words_of

_CAPITAL = re.compile(r"[A-ZÀ-Þ][^\W\d_]*(?:-[^\W\d_]+)*(?=\s[a-zà-ÿ]|\s?[,.;:)!?]|\s*\Z)")
_OPENS = re.compile(r"(?:\A|[.!?:;«»\"“”—–(\n•|]|(?<!\w)-)\s*\Z")
# « Douze Hommes en colère », "the film “Four Lions”"
_TITLE = re.compile(r"[«“\"]\s?\Z")
_SMALL_WORD = re.compile(
    r"\b(?!(?:from|with|over|into|after|dans|pour|avec|sous|vers|para|sobre|desde)\b)[a-zà-ÿ]{4,}"
)
WORK = re.compile(
    r"\b(?:film|roman|livre|série|album|chanson|pièce|émission|documentaire|essai|tableau|novel|book"
    r"|series|song|play"
    r"|movie|show|documentary|titled|entitled|intitulée?s?|película|novela"
    r"|libro)(?:\s[\w'’-]+){0,2},?\s?[«“\"]\s?\Z",
    re.IGNORECASE,
)
_CAPITAL_NEXT = re.compile(r"[\s-][A-ZÀ-Þ][a-zà-ÿ]+(?!\w)")
_COMPOUND = re.compile(
    r"-(?!and-a-half|(?:day|week|month|year|hour|minute|member|man|woman|person|mile|kilomet|km|storey|story|point"
    r"|page|nation"
    r"|part|seat|vote|ton)\w*)[a-zéè]"
)
HALF = re.compile(r"\s(?:et\sdemie?|y\smedi[oa]|and\sa\shalf)(?!\w)|-and-a-half(?!\w)")
UNIT_HALF = re.compile(
    r"\s(?:ans?|jours?|mois|années?|heures?|points?|tonnes?|kilos?|(?:kilo)?mètres?|litres?|degrés?|siècles?|years?|months?|weeks?|hours?|points?|años?|meses"
    r"|mes|horas?)"
    r"\s(?:et\sdemie?|y\smedi[oa]|and\sa\shalf)(?!\w)"
)
HALF_OF = re.compile(r"\b(?:half\s(?:a\s)?|demi-|medi[oa]\s)\Z|نصف\s\Z", re.IGNORECASE)
_FOLLOWS = re.compile(r"\s{1,2}(?:(?:bonne|petite|grosse|good|buena)\s)?([^\W\d_]+(?:-douzaine)?)")
_TIMES = re.compile(r"\s{1,2}(?:(?:de|of|bonne|petite|grosse|good|buena)\s)?(?:ال)?([^\W\d_]+(?:-douzaine)?)")
_SEVERAL_ONE = re.compile(r"\b(?:several|a\sfew|many|(?P<two>a\scouple\s(?:of\s)?))\s?\Z", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:des|plusieurs|quelques|several|many|varios|varias)\s\Z", re.IGNORECASE)
_QUARANTINE = re.compile(
    r"\s\w+\squarantaine(?!\s(?:de\s|d['’]))|\squarantaine(?!\s(?:de\s|d['’]))", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"\b(?:num[ée]ros?(?:\s\w+\set)?|numbers?(?:\s\w+\sand)?|chapitre|chapter|acte?|article)\s\Z",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"\s(?:(?:des|sur|de (?:ces|ses|leurs|nos|vos))\s|d['’]entre\b)")
_AGAINST = re.compile(r"\b(?:contre|sur|dont|soit)\s\Z")  # "contre neuf en janvier"
_ADJECTIVE = re.compile(r"\s(?:nouve(?:aux?|lles?)|new|other|autres?|nuev[oa]s?)(?=\s)")
_TEENTH = re.compile(r"(?:حادي|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع)ة?\s\Z")
_ARTICLES = frozenset(("un", "une", "una", "a", "an", "uno", "one", "ún"))
_ONLY = frozenset(("seul", "seule", "solo", "sola", "single"))
_BARE = frozenset(("thousand", "hundred", "million", "billion", "milliard", "cents", "millón"))
_ORDINAL_END = re.compile(
    r"(?:-et)?-(?!month)[^\W\d_]*(?:i[èe]mes?|first|second|third|th)(?!\w)|\s(?:et\s)?(?:un|deux|trois|quatr"
    r"|cinqu|s[ei][px]t?"
    r"|hui|neuv)i[èe]mes?(?!\w)"
)


def in_words(text: str, start: int, language: str | None) -> tuple[int, int, float, str] | None:
    """Start, end, value and bound of the number that the word at ``start`` begins, if it does."""
    words, scales, collectives = words_of(language)
    first = WORD.match(text, start)
    if first is None or text[first.end() : first.end() + 1].isdecimal():  # "Twenty20"
        return None
    if _NUMBERED.search(text[max(0, start - 20) : start]):
        return None  # "le numéro trois"
    if _CAPITAL.match(text, start) and not _OPENS.search(text[max(0, start - 3) : start]):
        return None  # "the Big Four", "le groupe des Cinq"
    if first.group()[0].isupper() and _named(text, start, first.end()):
        return None  # "the Seven Sisters road"
    if first.group()[0].isupper() and _titled(text, start, first.end()):
        return None
    low, end = first.group().lower(), first.end()
    if low == "عشر" and _TEENTH.search(text[max(0, start - 12) : start]):
        return None  # "the nineteenth"
    if low in PLURALS and (low in collectives or low in scales):
        lead = _SEVERAL.search(text[max(0, start - 12) : start])
        end, value = _multiplied(text, end, float({**scales, **collectives}[low]), language)
        return start - (len(lead.group()) if lead else 0), end, value, "at_least"
    one = (collectives.get(low) or scales.get(low)) if language == "en" else None
    if one and (lead := _SEVERAL_ONE.search(text[max(0, start - 12) : start])):
        end, value = _multiplied(text, end, float(one), language)  # "several hundred", "a couple of dozen"
        about = lead["two"] is not None
        return start - len(lead.group()), end, value * (1 + about), "about" if about else "at_least"
    if low in collectives:  # "quarantaine" alone is something else; "media docena"
        half = collectives[low] == 12 and HALF_OF.search(text[max(0, start - 8) : start])
        return (start, end, 12.0, "about") if half else None
    if low in _ARTICLES and (found := _FOLLOWS.match(text, end)):
        after = found[1].lower()
        if after in collectives:
            return _about(text, start, end, 1.0, language)
        if after in scales and low != "one" and (low != "un" or scales[after] > 1000):
            read = spelled(text, found.start(1), language)
            return (start, *read, "exact") if read else None
        if after in _ONLY and low not in ("a", "an"):
            return start, found.end(), 1.0, "exact"
    read = spelled(text, start, language)
    bare = low in _ARTICLES and read is not None and read[0] == end
    bare = bare and not (HALF.match(text, end) or UNIT_HALF.match(text, end))  # "one and a half"
    if read is None or bare or _ORDINAL_END.match(text, read[0]):
        return None
    if (found := _FOLLOWS.match(text, read[0])) and found[1].lower() in collectives:
        return _about(text, start, *read, language)
    if re.match(r"['’]s\b", text[read[0] : read[0] + 3]):
        return None  # "two's company"
    if read[0] == end and (_COMPOUND.match(text, end) or not _stands_alone(text, first)):
        return None
    return start, *read, "exact"


def _named(text: str, start: int, end: int) -> bool:
    """Whether a number amid a sentence is part of a name; in a headline, all words have capitals."""
    if _OPENS.search(text[max(0, start - 3) : start]) or not _CAPITAL_NEXT.match(text, end):
        return False
    return _SMALL_WORD.search(text[max(0, start - 60) : end + 60]) is not None


def _titled(text: str, start: int, end: int) -> bool:
    """Whether a word at ``start`` opens the title of a work between quotes."""
    if not _TITLE.search(text[max(0, start - 2) : start]):
        return False
    return bool(_CAPITAL_NEXT.match(text, end) or WORK.search(text[max(0, start - 48) : start]))


def _stands_alone(text: str, word: re.Match[str]) -> bool:
    """Whether a number of one word is one: not "million" without a count, a new ("neuf") car, M. Mille."""
    low = word.group().lower()
    if low in ("neuf", "zéro", "zero", "cero"):
        if _AGAINST.search(text[max(0, word.start() - 8) : word.start()]):
            return True
        if _OUT_OF.match(text, word.end()):  # "neuf des douze cantons"
            return True
        new = _ADJECTIVE.match(text, word.end())
        return counts_next(text, new.end() if new else word.end())
    if low in ("mille", "cent"):
        return word.group()[0].islower()
    return low not in _BARE or HALF_OF.search(text[max(0, word.start() - 8) : word.start()]) is not None


def _about(
    text: str, start: int, end: int, value: float, language: str | None
) -> tuple[int, int, float, str] | None:
    """ "une dizaine", "deux douzaines", "une dizaine de milliers"."""
    if _QUARANTINE.match(text, end):
        return None
    return start, *_multiplied(text, end, value, language), "about"


def _multiplied(text: str, end: int, value: float, language: str | None) -> tuple[int, float]:
    """Reads on while what follows ``end`` multiplies: "des centaines [de milliers]"."""
    _, scales, collectives = words_of(language)
    while found := _TIMES.match(text, end):
        factor = scales.get(found[1].lower()) or collectives.get(found[1].lower())
        if factor is None:
            break
        value, end = value * factor, found.end()
    return end, value
