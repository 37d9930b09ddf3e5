"""Numbers in text: figures and words, with their scale, their unit and their bound."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from index.bounds import read_bound, scale_ahead
from index.fractions import FRACTION_WORDS, fraction_at
from index.nouns import counts_next, noun_after
from index.number_phrases import HALF, HALF_OF, UNIT_HALF, in_words
from index.number_words import DUALS, SCALES
from index.spelled import words_of

_FIGURE = re.compile(
    r"\d{1,3}(?P<s>[ \u00a0\u202f\u2009.,'’٬])\d{3}(?:(?P=s)\d{3})*(?!\d)(?:(?!(?P=s))[.,٫]\d+)?"
    r"|\d+(?:[.,٫]\d+)?"
)
_PHONE = re.compile(r"(?:\+\s?\d|\(0|0\d)[\d \u00a0.()/-]{6,16}\d(?!\w)")
_GROUPS = re.compile(r"\d{3}-0\d{3}(?![\d,-])|\d{2,4}(?:[ \u00a0.-]\d{2,4}){2,}(?![\d,])")  # a telephone's
# "12/B", "1947-AB-31", "7-Eleven", "5+5"
_FILE = re.compile(r"\d+(?:/[A-Z]|-[A-Z]{1,3}(?![^\W\d_])|-[A-Z][a-z]{2,}|\+\d)|3M(?!\w)(?!\s[a-z]+s\b)")
_LINED = re.compile(r"\d(?:-\d){2,3}(?![\d-])|7[0-8]7-\d{3}(?!\d)|49-3(?!\d)")  # "4-3-3", "737-800"
_SLASH = re.compile(r"(?P<n>\d{1,4})/(?P<d>\d{1,4})(?![\w/])")
_ORDINAL = re.compile(
    r"(?:er|ère|re|e|è|ème|eme|ième|nde?|d|st|rd|th|[ºª°]|\.[ºª])s?(?![\w°])", re.IGNORECASE
)
_TIME = re.compile(
    r"(?:\s?[hH]\s?(?P<h>[0-5]\d)?|:(?P<m>[0-5]\d))?(?:\s?(?P<half>[ap])(?:\.m\.?|m))?(?![\w:])",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"(?P<scale>[kKM]|Mds?|bn|mn?|tn)?(?P<unit>[%€$£‰]|°C|km²?|k?g|[cm]?m²?|[kMG]Wh?|TWh|[km]ph|kmh|lbs?|ft|ha|t|s|min)?(?!\w)"
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
_MINUS = re.compile(r"(?:(?<!ou )\b(?:moins|menos)|\b(?P<en>minus))\s\Z", re.IGNORECASE)
_SECONDS = re.compile(r"\s?s(?:ec)?\.?\s(?P<c>\d\d)(?![\w%])")  # "9 s 58"
_DEGREES = re.compile(r"\s(?:et|à|ou|y|a)\s(?:(?:moins|menos)\s)?\d+\s?(?:degr|grado|°)")
_SCALE = re.compile(r"\s{1,2}(?:de\s)?([^\W\d_]+)")
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
        words = in_words(text, start, language)
        if words is None:
            return None
        start, end, value, bound = words if words[0] >= floor else (start, *words[1:])
        unit = None
        if (value >= 1000 or value == 12) and (half := HALF_OF.search(text[max(floor, start - 8) : start])):
            start, value = start - len(half.group()), value / 2
    if half := HALF.match(text, end):
        value += next((scale for scale in (1e12, 1e9, 1e6, 1e3) if value >= scale), 1.0) / 2
        end = half.end()
        scaled = _SCALE.match(text, end) if value < 1000 else None  # "three and a half million"
        if scaled and _any_scale(language).get(scaled[1].lower(), 0) >= 1000:
            value, end = value * _any_scale(language)[scaled[1].lower()], scaled.end()
    if unit is None:
        end, unit, scale = _unit(text, end)
        value *= scale
    if value < 1000 and (found := UNIT_HALF.match(text, end)):  # "dix ans et demi"
        value, end = value + 0.5, found.end()
    if value < 1000 and unit not in ("h", "%") and not sign:
        value *= scale_ahead(text, end, _any_scale(language))
    minus = _MINUS.search(text[max(floor, start - 9) : start])
    cold = (unit or "").startswith(("degr", "grado", "°")) or _DEGREES.match(text, end)
    if minus and (minus["en"] or cold):  # "entre moins 3 et 8 degrés"
        start, value = start - len(minus.group()), -value
    start, end, bound = read_bound(text, start, end, floor, bound, value, sign or unit)
    return Quantity(start, end, value, sign or unit, bound)


def _figure(text: str, start: int, language: str | None) -> tuple[int, float, str | None] | int | None:
    before = text[start - 1] if start else " "
    if (before.isalpha() and not "\u0600" <= before <= "\u06ff") or before == "_":
        return _skip(text, start)
    if before == "+" and start > 1 and text[start - 2].isalnum():  # "Asean+3"
        return _skip(text, start)
    if before == "." and start > 1 and text[start - 2].isupper():  # "BA.5", "L.411"
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
    if lined := _LINED.match(text, start):
        return lined.end()
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
    if len(written) < 3 and (seconds := _SECONDS.match(text, end)):
        return seconds.end(), int(written) + int(seconds["c"]) / 100, "s"
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


def _unit(text: str, end: int) -> tuple[int, str | None, float]:
    """Where the number ends with its sign, its unit, and what a sign's letter multiplies it by (5 M€)."""
    if percent := _PERCENT.match(text, end):
        return percent.end(), "%", 1.0
    if sign := _SIGN.match(text, end):
        return sign.end(), sign["sign"], _ATTACHED_SCALE.get(sign["scale"] or "", 1.0)
    noun = noun_after(text, end)
    return end, noun[0] if noun else None, 1.0
