"""Numbers in text: figures and words, with their scale, their unit and their bound."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from index.bounds import read_bound, scale_ahead
from index.fractions import FRACTION_WORDS, fraction_at
from index.nouns import counts_next, noun_after
from index.number_words import DUALS, PLURALS, SCALES
from index.spelled import WORD, spelled, words_of

_FIGURE = re.compile(
    r"\d{1,3}(?P<s>[ \u00a0\u202f\u2009.,'’٬])\d{3}(?:(?P=s)\d{3})*(?!\d)(?:(?!(?P=s))[.,٫]\d+)?"
    r"|\d+(?:[.,٫]\d+)?"
)
_PHONE = re.compile(r"(?:\+\s?\d|\(0|0\d)[\d \u00a0.()/-]{6,16}\d(?!\w)")
_GROUPS = re.compile(r"\d{3}-0\d{3}(?![\d,-])|\d{2,4}(?:[ \u00a0.-]\d{2,4}){2,}(?![\d,])")  # a telephone's
_FILE = re.compile(r"\d+(?:/[A-Z]|-[A-Z]{1,3}(?![^\W\d_]))")  # "12/B", "1947-AB-31"
_CAPITAL = re.compile(r"[A-ZÀ-Þ][^\W\d_]*(?:-[^\W\d_]+)*(?=\s[a-zà-ÿ]|\s?[,.;:)!?]|\s*\Z)")
_OPENS = re.compile(r"(?:\A|[.!?:;«»\"“”—–(\n•|-])\s*\Z")
_SLASH = re.compile(r"(?P<n>\d{1,4})/(?P<d>\d{1,4})(?![\w/])")
_COMPOUND = re.compile(
    r"-(?!(?:day|week|month|year|hour|minute|member|man|woman|person|mile|kilomet|km|storey|story|point|page|nation"
    r"|part|seat|vote|ton)\w*)[a-zéè]"
)
_ORDINAL = re.compile(
    r"(?:er|ère|re|e|è|ème|eme|ième|nde?|d|st|rd|th|[ºª°]|\.[ºª])s?(?![\w°])", re.IGNORECASE
)
_TIME = re.compile(
    r"(?:\s?[hH]\s?(?P<h>[0-5]\d)?|:(?P<m>[0-5]\d))?(?:\s?(?P<half>[ap])(?:\.m\.?|m))?(?![\w:])",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"(?P<scale>[kKM]|Mds?|bn|mn?|tn)?(?P<unit>[%€$£‰]|°C|km²?|k?g|[cm]?m²?|[kMG]W|ha|t|s|min)?(?!\w)"
)
_ATTACHED_SCALE = {
    "k": 1e3,
    "K": 1e3,
    "M": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "Md": 1e9,
    "Mds": 1e9,
    "bn": 1e9,
    "tn": 1e12,
}
_PERCENT = re.compile(
    r"[\s\u00a0\u202f]?[%٪]|\s(?:pour\scent|per\s?cent|por\sciento|في\s(?:المئة|المائة)|ب(?:المئة"
    r"|المائة))(?!\w)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\s?(?P<scale>M|Mds?|k)?(?P<sign>[€$£]|°C)(?!\w)")
_HALF = re.compile(r"\s(?:et\sdemie?|y\smedi[oa]|and\sa\shalf)(?!\w)")
_UNIT_HALF = re.compile(
    r"\s(?:ans?|jours?|mois|années?|heures?|points?|years?|months?|weeks?|hours?|points?|años?|meses|mes|horas?)"
    r"\s(?:et\sdemie?|y\smedi[oa]|and\sa\shalf)(?!\w)"
)
_HALF_OF = re.compile(r"\b(?:half\s(?:a\s)?|demi-|medi[oa]\s)\Z|نصف\s\Z", re.IGNORECASE)
_MINUS = re.compile(r"(?:(?<!ou )\b(?:moins|menos)|\b(?P<en>minus))\s\Z", re.IGNORECASE)
_SCALE = re.compile(r"\s{1,2}(?:de\s)?([^\W\d_]+)")
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
_ADJECTIVE = re.compile(r"\s(?:nouve(?:aux?|lles?)|new|other|autres?|nuev[oa]s?)(?=\s)")
_ARTICLES = frozenset(("un", "une", "una", "a", "an", "uno", "one", "ún"))
_ONLY = frozenset(("seul", "seule", "solo", "sola", "single"))
_BARE = frozenset(("thousand", "hundred", "million", "billion", "milliard", "cents", "millón"))
_ORDINAL_END = re.compile(
    r"(?:-et)?-[^\W\d_]*(?:i[èe]mes?|first|second|third|th)(?!\w)|\s(?:et\s)?(?:un|deux|trois|quatr|cinqu|s[ei][px]t?"
    r"|hui|neuv)i[èe]mes?(?!\w)"
)
_CODE = re.compile(r"[\w°ºª]+(?:[.\-/]\w+)*")
_LONGEST = 15  # figures; beyond, a float would not hold them


class Quantity(NamedTuple):
    """A number in ``text[start:end]``, its bound's words included, the noun that it counts not."""

    start: int
    end: int
    value: float
    unit: str | None
    bound: str


@cache
def _any_scale(language: str | None) -> Mapping[str, int]:
    merged: dict[str, int] = {}
    for name in ("es", "ar", "fr", "en"):
        merged |= SCALES[name]
    return merged | SCALES.get(language or "", {})


def number_triggers(language: str | None) -> frozenset[str]:
    """The words that a number can begin with."""
    words, scales, collectives = words_of(language)
    more = (
        {"a", "an"} if language == "en" else {"un", "une", "una"} if language in ("fr", "es") else set(DUALS)
    )
    more = more | FRACTION_WORDS.get(language or "", set())
    return frozenset((*words, *scales, *collectives, *more)) - {"md", "mds", "Md", "Mds", "mn", "bn", "tn"}


def _value(written: str, language: str | None) -> float | None:
    """ "1.250,5" as a number; a lone point or comma before three figures follows the language."""
    match = _FIGURE.match(written)
    if match is None:
        return None
    group = match["s"]
    if group in (".", ",") and written.count(group) == 1 and len(re.findall(r"[.,٫]", written)) == 1:
        decimal = "," if language in ("fr", "es") else "." if language in ("en", "ar") else None
        if group == decimal or written.startswith("0"):
            return float(written.replace(group, "."))
    if group:
        written = written.replace(group, "")
    return float(re.sub(r"[,٫]", ".", written))


def quantity_at(text: str, start: int, language: str | None, floor: int) -> Quantity | int | None:
    """The number that begins at ``start``; an int says where to go on after what only looks like one."""
    sign = ""
    if fraction := fraction_at(text, start):
        end, value = fraction
        start, end, bound = read_bound(text, start, end, floor, "exact", value)
        return Quantity(start, end, value, None, bound)
    if text[start].isdecimal():
        read = _figure(text, start, language)
        if not isinstance(read, tuple):
            return read
        end, value, unit = read
        bound = "exact"
        before = text[start - 1] if start > floor else ""
        if before in ("-", "−") and (start == 1 or text[start - 2] in " ("):
            start, value = start - 1, -value
        if before and before in "$€£":
            sign = before
            start -= 3 if text[max(floor, start - 3) : start] == "US$" else 1
    else:
        words = _in_words(text, start, language)
        if words is None:
            return None
        start, end, value, bound = words if words[0] >= floor else (start, *words[1:])
        unit = None
        if (value >= 1000 or value == 12) and (half := _HALF_OF.search(text[max(floor, start - 8) : start])):
            start, value = start - len(half.group()), value / 2
    if half := _HALF.match(text, end):
        value += next((scale for scale in (1e12, 1e9, 1e6, 1e3) if value >= scale), 1.0) / 2
        end = half.end()
        scaled = _SCALE.match(text, end) if value < 1000 else None  # "three and a half million"
        if scaled and _any_scale(language).get(scaled[1].lower(), 0) >= 1000:
            value, end = value * _any_scale(language)[scaled[1].lower()], scaled.end()
    if unit is None:
        end, unit, scale = _unit(text, end)
        value *= scale
    if value < 1000 and (found := _UNIT_HALF.match(text, end)):  # "dix ans et demi"
        value, end = value + 0.5, found.end()
    if value < 1000 and unit not in ("h", "%") and not sign:
        value *= scale_ahead(text, end, _any_scale(language))
    minus = _MINUS.search(text[max(floor, start - 9) : start])
    if minus and (minus["en"] or (unit or "").startswith(("degr", "grado", "°"))):
        start, value = start - len(minus.group()), -value
    start, end, bound = read_bound(text, start, end, floor, bound, value, sign or unit)
    return Quantity(start, end, value, sign or unit, bound)


def _figure(text: str, start: int, language: str | None) -> tuple[int, float, str | None] | int | None:
    before = text[start - 1] if start else " "
    if (before.isalpha() and not "\u0600" <= before <= "\u06ff") or before == "_":
        return _skip(text, start)
    if (
        before in "-–"
        and start > 1
        and text[start - 2].isalpha()
        and not "\u0600" <= text[start - 2] <= "\u06ff"
    ):
        return _skip(text, start)
    phone = _PHONE.match(text, start - 1 if before in "+(" else start)
    if phone and len(re.findall(r"\d+", phone.group())) > 2:
        return phone.end()
    if _FILE.match(text, start):
        return _skip(text, start)
    slash = _SLASH.match(text, start)
    if slash:
        part, whole = int(slash["n"]), int(slash["d"])
        return (slash.end(), part / whole, None) if 0 < part < whole <= 10 else slash.end()
    groups = _GROUPS.match(text, start)
    figure = _FIGURE.match(text, start)
    if groups and figure and figure.end() < groups.end() and len(re.findall(r"\d", groups.group())) > 6:
        return groups.end()
    assert figure is not None  # it begins with a digit
    written, end = figure.group(), figure.end()
    if len(written) > 2 * _LONGEST or len(re.sub(r"\D", "", written)) > _LONGEST:
        return end
    if figure["s"] == " " and language == "en" and written[written.index(" ") + 1] != "0":
        written = re.match(r"\d+", written).group()  # type: ignore[union-attr]
        end = start + len(written)
    if re.match(r"\.\d", text[end : end + 2]):  # 192.168.1.1
        return _skip(text, start)
    time = _TIME.match(text, end) if len(written) < 3 and int(written) < 25 else None
    if time and time.group():
        afternoon = 12 if (time["half"] or "").lower() == "p" and int(written) < 12 else 0
        return time.end(), int(written) + afternoon + int(time["h"] or time["m"] or 0) / 60, "h"
    if _ORDINAL.match(text, end) or re.match(r"0\d+\Z", written):
        return _skip(text, start)
    value = _value(written, language)
    if value is None:
        return end
    unit = None
    if (
        end < len(text)
        and (text[end].isalpha() or text[end] == "_")
        and not "\u0600" <= text[end] <= "\u06ff"
    ):
        attached = _ATTACHED.match(text, end)
        if attached is None or attached.end() == end:
            return _skip(text, start)
        money = before in "$€£" or counts_next(text, attached.end())  # "£3m", "3m people"; not 3m high
        if attached["scale"] and attached["unit"] in (None, *"€$£") and (money or attached["scale"] != "m"):
            value *= _ATTACHED_SCALE[attached["scale"]]
            unit = attached["unit"]
        else:
            unit = attached.group()
        return attached.end(), value, unit
    scales = _any_scale(language)
    while match := _SCALE.match(text, end):
        word = match[1] if match[1] in scales else match[1].lower()
        if word not in scales or scales[word] == 100:
            break
        value *= scales[word]
        end = match.end()
    return end, round(value, 6), unit


def _skip(text: str, start: int) -> int:
    """Past the figures and letters that hang together, as in a code, an ordinal or an address."""
    match = _CODE.match(text, start)
    return match.end() if match else start + 1


def _in_words(text: str, start: int, language: str | None) -> tuple[int, int, float, str] | None:
    """Start, end, value and bound of the number that the word at ``start`` begins, if it does."""
    words, scales, collectives = words_of(language)
    first = WORD.match(text, start)
    if first is None:
        return None
    if _NUMBERED.search(text[max(0, start - 20) : start]):
        return None  # "le numéro trois"
    if _CAPITAL.match(text, start) and not _OPENS.search(text[max(0, start - 3) : start]):
        return None  # "the Big Four", "le groupe des Cinq"
    low, end = first.group().lower(), first.end()
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
        half = collectives[low] == 12 and _HALF_OF.search(text[max(0, start - 8) : start])
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
    bare = bare and not (_HALF.match(text, end) or _UNIT_HALF.match(text, end))  # "one and a half"
    if read is None or bare or _ORDINAL_END.match(text, read[0]):
        return None
    if (found := _FOLLOWS.match(text, read[0])) and found[1].lower() in collectives:
        return _about(text, start, *read, language)
    if re.match(r"['’]s\b", text[read[0] : read[0] + 3]):
        return None  # "two's company"
    if read[0] == end and (_COMPOUND.match(text, end) or not _stands_alone(text, first)):
        return None
    return start, *read, "exact"


def _stands_alone(text: str, word: re.Match[str]) -> bool:
    """Whether a number of one word is one: not "million" without a count, a new ("neuf") car, M. Mille."""
    low = word.group().lower()
    if low in ("neuf", "zéro", "zero", "cero"):
        new = _ADJECTIVE.match(text, word.end())
        return counts_next(text, new.end() if new else word.end())
    if low in ("mille", "cent"):
        return word.group()[0].islower()
    return low not in _BARE or _HALF_OF.search(text[max(0, word.start() - 8) : word.start()]) is not None


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


def _unit(text: str, end: int) -> tuple[int, str | None, float]:
    """Where the number ends with its sign, its unit, and what a sign's letter multiplies it by (5 M€)."""
    if percent := _PERCENT.match(text, end):
        return percent.end(), "%", 1.0
    if sign := _SIGN.match(text, end):
        return sign.end(), sign["sign"], _ATTACHED_SCALE.get(sign["scale"] or "", 1.0)
    noun = noun_after(text, end)
    return end, noun[0] if noun else None, 1.0
