"""Dates that hang on the day of writing: "hier", "l'année dernière", "three days ago", "dans deux semaines".

Where that day is known only to the month or year, what is read covers every day that it may have been.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from index.anchor import Anchor
from index.number_words import COLLECTIVES, SMALL
from index.seasons import NOTE, season_at
from index.spelled import spelled
from index.tense import hangs_on_past, tense_around
from index.years import When

NO_DATE = "it hangs on the article's date, which isn't known"

# Group name: unit (d, w, e: a weekend, m, y) and steps from the article's own; "u" stays unresolved.
_SHAPES = {
    "d_m2": r"avant-hier|the day before yesterday|anteayer|antier|(?:أول|أمس) (?:أمس|الأول)",
    "d_m1": r"hier(?: (?:matin|midi|soir|après-midi))?|yesterday|last night|ayer|anoche|أمس|البارحة",
    "d_p2": r"après-demain|the day after tomorrow|pasado mañana|بعد غد",
    "d_p1": r"demain(?: (?:matin|midi|soir|après-midi))?|tomorrow|غدا",
    "y_m2": r"l['’]avant-dernière année|the year before last|العام قبل الماضي",
    "y_m1": r"l['’]an(?:née)? (?:derni(?:er|ère)|passée?)|last year|(?:el )?año pasado|(?:العام|السنة)"
    " (?:الماضية?|المنصرمة?)",
    "y_p1": r"l['’]an(?:née)? prochaine?|next year|(?:el )?(?:próximo año|año (?:próximo|que viene))"
    r"|(?:العام|السنة) (?:المقبلة?|القادمة?)",
    "y_0": r"(?:(?:la )?fin|(?:le )?début|(?:le )?milieu) de l['’]année"
    r"(?! (?:\d|derni|passée|proch|suiv|scol|préc|der))"
    r"|(?:fin|début|milieu) d['’]année(?! \d)|(?:end|beginning|start|middle) of the year|year['’]s end"
    r"|(?:finales|fines|principios|comienzos|mediados) de(?:l)? año(?! (?:pasado|\d|próximo|que))"
    r"|(?:نهاية|بداية|منتصف) العام(?! (?:الماضي|المقبل|القادم|\d))"
    r"|cette année|this year|este año|هذا العام|هذه السنة|(?:العام|السنة) (?:الجارية?|الحالية?)",
    "m_m1": r"(?:le )?mois (?:dernier|passé)|last month|(?:el )?mes pasado|الشهر (?:الماضي|المنصرم)",
    "m_p1": r"(?:le )?mois prochain|next month|(?:el )?(?:próximo mes|mes (?:próximo|que viene))|الشهر"
    " (?:المقبل|القادم)",
    "m_0": r"(?:la )?fin du mois(?! d[e'’])|(?:the )?end of the month|(?:finales|fines) de mes"
    r"|ce mois(?:-ci)?|this month|este mes|هذا الشهر|الشهر (?:الجاري|الحالي)",
    "w_m1": r"(?:la )?semaine (?:dernière|passée)|last week|(?:la )?semana pasada|الأسبوع (?:الماضي|المنصرم)",
    "w_p1": r"(?:la )?semaine prochaine|next week|(?:la )?(?:próxima semana|semana (?:próxima|que viene))"
    "|الأسبوع (?:المقبل|القادم)",
    "w_0": r"cette semaine|this week|esta semana|هذا الأسبوع|الأسبوع (?:الجاري|الحالي)",
    "d_0": r"ce (?:soir|matin)|cet après-midi|tonight|this (?:morning|afternoon|evening)"
    r"|esta (?:mañana|tarde|noche)"
    r"|(?:هذا المساء|هذا الصباح|هذه الليلة)",
    "e_m1": r"(?:le )?week-?end (?:dernier|passé)|last weekend|(?:el )?fin de semana pasado",
    "t": r"aujourd['’]hui|today|hoy",
    "u": r"ces derni(?:ers|ères) (?:jours|semaines|mois|années)"
    r"|(?:recent|the (?:last|past) few) (?:days|weeks|months|years)|(?:los|las) últim[oa]s (?:días|semanas"
    r"|meses|años)",
}
_COUNT = (
    r"(?P<n>une (?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine"
    r"|cinquantaine) d['’e]|\d{1,3}|[^\W\d_]{1,10}(?:-[^\W\d_]{1,8})?(?: (?:de|few|couple of))?)"
)
_UNITS = {
    "d": r"jours?|days?|días?|أيام|يوما|يومين|يوم",
    "w": r"semaines?|weeks?|semanas?|أسابيع|أسبوعين|أسبوع",
    "m": r"mois|months?|mes(?:es)?|أشهر|شهور|شهرين|شهر",
    "y": r"ans?|années?|years?|años?|سنوات|سنتين|سنة|أعوام|عامين|عام",
    "u": r"décennies?|siècles?|decades?|centuries|décadas?|siglos?|عقود|عقدين|قرون",
}
_DUALS = frozenset(("يومين", "أسبوعين", "شهرين", "سنتين", "عامين"))
# How many days, weeks, months or years "a few" is taken for, at the most cautious.
_FEW = {"d": (2, 10), "w": (2, 8), "m": (2, 11), "y": (2, 10)}
_VAGUE = frozenset(
    (
        "quelques plusieurs few several some couple many unos unas algunos algunas varios varias pocos pocas"
        " بضع بضعة عدة"
    ).split()
)
_ABOUT = (
    r"(?:(?P<over>plus d[e'’] ?|más de |more than |over |أكثر من )"
    r"|(?P<about>environ |près de |presque |cerca de |about |around |نحو |حوالي )"
    r"|à peine |(?:tout )?juste |seulement |just |only |déjà |solo )?"
)
_AGO_BEGINS = frozenset(("il", "vo", "ha", "قب", "من"))


class _Patterns(NamedTuple):
    flat: re.Pattern[str]
    ago: re.Pattern[str]  # "il y a trois jours"
    after: re.Pattern[str]  # "three days ago"
    ahead: re.Pattern[str]  # "dans trois jours"


@cache
def _patterns() -> _Patterns:
    flat = "|".join(rf"(?P<{name}>{words})" for name, words in _SHAPES.items())
    units = "|".join(rf"(?P<{name}>{words})" for name, words in _UNITS.items())

    def make(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace(" ", r"\s"), re.IGNORECASE)

    return _Patterns(
        re.compile(rf"(?<!\w)(?:{flat})(?!\w)".replace(" ", r"\s{1,2}"), re.IGNORECASE),
        make(
            rf"(?:il y a|voilà|hace|قبل|منذ) {_ABOUT}(?:(?:{_COUNT}\s?)?(?:{units}))(?!\w)"
            r"(?! (?:\d|à peine \d))(?: (?P<more>à peine|environ))?"
        ),
        make(rf"{_ABOUT}{_COUNT} (?:{units}) (?:ago|(?P<narrative>earlier))(?!\w)"),
        make(
            rf"(?:dans|dentro de|(?P<en>in)|(?P<by>d['’]ici(?: à)?|within)) {_ABOUT}"
            rf"{_COUNT} (?:{units})(?!\w)(?! (?:sur|of|de|d) |['’])"
        ),
    )


def relative_at(text: str, start: int, kind: str, anchor: Anchor | None, floor: int) -> When | None:
    """The relative date that begins at ``start``, or that holds the noun there ("an" of "l'an dernier")."""
    if kind == "season":
        return _season(text, start, anchor, floor)
    if kind in ("figure", "count"):
        near = text[start : start + 40]
        found = _patterns().after.match(text, start) if "ago" in near or "earlier" in near else None
        return _read_count(found, anchor, -1) if found else None
    if kind == "ahead":
        begin = start - 2 if text[start : start + 4].lower() == "ici " else start  # "d'ici"
        found = _patterns().ahead.match(text, max(begin, floor))
        if found is None or (found["en"] and tense_around(text, start, found.end()) != "future"):
            return None
        if found["by"] and tense_around(text, start, found.end()) == "past":
            return None
        return _read_count(found, anchor, 1)
    if text[start : start + 2].lower() in _AGO_BEGINS and (found := _patterns().ago.match(text, start)):
        return _read_count(found, anchor, -1)
    lead = text[max(floor, start - 3) : start].lower()
    if lead.endswith(("l'", "l’")):
        start -= 2
    elif lead in ("le ", "la ", "el "):
        start -= 3
    match = _patterns().flat.match(text, start)
    if match is None or (match.lastgroup == "d_0" and anchor is None):
        return None  # "ce matin" is said of the hour, and dates nothing by itself
    return _read_flat(text, match, anchor)


def _season(text: str, start: int, anchor: Anchor | None, floor: int) -> When | None:
    found = season_at(text, start, floor, anchor)
    if found is None:
        return None
    begin, end, first, last = found
    if first is None or last is None:
        return When(begin, end, None, None, "unresolved", NO_DATE)
    return When(begin, end, first, last, "range", NOTE, anchored=True)


def _read_count(found: re.Match[str], anchor: Anchor | None, sign: int) -> When | None:
    named = found.groupdict()
    unit = next(name for name in _UNITS if named.get(name))
    written = (named["n"] or "").lower()
    vague = bool(written) and bool(_VAGUE & set(written.split(" ")))
    count = int(written) if written.isdecimal() else _count_of(written)
    dozen = COLLECTIVES["fr"].get(written.split(" ")[1]) if written.startswith("une ") else None
    count = dozen or count
    if not written:
        if found[0][0].lower() in "vhi":  # "il y a ans"
            return None
        count = 2 if named[unit] in _DUALS else 1
    if count is None and not vague:
        return None
    start, end = found.span()

    def unresolved(note: str) -> When:
        return When(start, end, None, None, "unresolved", note)

    if named.get("narrative"):
        return unresolved("it is counted from something else that is told")
    if anchor is None:
        return unresolved(NO_DATE)
    if unit == "u" or named.get("over"):
        return unresolved("it is left open how long")
    if vague:
        low, high = _FEW[unit]
        if sign < 0:
            low, high = -high, -low
        named_unit = {"d": "days", "w": "weeks", "m": "months", "y": "years"}[unit]
        note = f"how many is not said; taken as {_FEW[unit][0]} to {_FEW[unit][1]} {named_unit}"

        def between(day: date) -> tuple[date, date]:
            return _period(day, unit, low)[0], _period(day, unit, high)[1]

        return _spread(start, end, anchor, between, note)
    steps = sign * (count or 0)
    pad = max(1, (count or 0) // 5) if dozen or named.get("about") or named.get("more") else 0
    if named.get("by") or (named.get("en") and unit == "d"):  # "in five days": then, or within them

        def within(day: date) -> tuple[date, date]:
            return _period(day, "d", 0 if named.get("by") else 1)[0], _period(day, unit, steps)[1]

        return _spread(start, end, anchor, within, "then, or within that time")
    if abs(steps) > 900:
        return unresolved("it is left open how long")
    return _spread(
        start,
        end,
        anchor,
        lambda d: (_period(d, unit, steps - pad)[0], _period(d, unit, steps + pad)[1]),
        "it is about that long" if pad else None,
    )


def _count_of(written: str) -> int | None:
    if written in SMALL:
        return SMALL[written]
    read = next((r for tongue in ("fr", "en", "es") if (r := spelled(written, 0, tongue))), None)
    return int(read[1]) if read and read[0] == len(written) else None


def _read_flat(text: str, match: re.Match[str], anchor: Anchor | None) -> When:
    start, end = match.span()
    unit, _, step = (match.lastgroup or "u").partition("_")
    steps = int(step.replace("m", "-").replace("p", "")) if step else 0
    if unit == "u":
        return When(start, end, None, None, "unresolved", "how long is not said")
    if anchor is None:
        return When(start, end, None, None, "unresolved", NO_DATE)
    if unit == "t":
        if not hangs_on_past(text, start, end):
            return When(start, end, None, None, "unresolved", "it may mean that day, or nowadays")
        unit = "d"
    return _spread(start, end, anchor, lambda d: _period(d, unit, steps))


def _spread(
    start: int,
    end: int,
    anchor: Anchor,
    period: Callable[[date], tuple[date, date]],
    vague: str | None = None,
) -> When:
    """All that ``period`` may mean over the days on which the article may have appeared."""
    try:
        own, last = period(anchor.first), period(anchor.last)[1]
    except (ValueError, OverflowError):  # before the year 1
        return When(start, end, None, None, "unresolved", "it is left open how long")
    first = own[0]
    choice = own[1] != last or vague is not None
    if vague:
        note = vague
    elif choice:
        note = f"the article's date gives only the {anchor.unit}"
    else:
        note = "counted from the article's date"
    return When(start, end, first, last, precision_of(first, last), note, choice, True)


def precision_of(first: date, last: date) -> str:
    """The precision of an interval: a whole day, month or year, or a range."""
    if first == last:
        return "day"
    if first.day == 1 and first.year == last.year:
        if (first.month, last.month, last.day) == (1, 12, 31):
            return "year"
        if first.month == last.month and last.day == monthrange(last.year, last.month)[1]:
            return "month"
    return "range"


def _period(day: date, unit: str, steps: int) -> tuple[date, date]:
    """The day, week, weekend, month or year that lies ``steps`` from that of ``day``."""
    if unit == "y":
        return date(day.year + steps, 1, 1), date(day.year + steps, 12, 31)
    if unit == "m":
        year, month = divmod(day.year * 12 + day.month - 1 + steps, 12)
        return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
    if unit == "d":
        then = day + timedelta(days=steps)
        return then, then
    monday = day + timedelta(days=7 * steps - day.weekday())
    return monday + timedelta(days=5 if unit == "e" else 0), monday + timedelta(days=6)
