"""Dates that hang on the day of writing: "hier", "l'année dernière", "ce mardi", "three days ago"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from index.anchor import Anchor, hangs_on_past
from index.date_words import WEEKDAYS
from index.number_words import SMALL

Found = tuple[int, int, date | None, date | None, str]

# Group name: unit (d, w, m, y) and steps from the article's own; "u" stays unresolved.
_SHAPES = {
    "d_m2": r"avant-hier|the day before yesterday|anteayer|antier|(?:أول|أمس) (?:أمس|الأول)",
    "d_m1": r"hier|yesterday|ayer|أمس",
    "d_p2": r"après-demain|the day after tomorrow|pasado mañana|بعد غد",
    "d_p1": r"demain|tomorrow|غدا",
    "y_m1": r"l['’]an(?:née)? (?:derni(?:er|ère)|passée?)|last year|(?:el )?año pasado|(?:العام|السنة)"
    " (?:الماضية?|المنصرمة?)",
    "y_p1": r"l['’]an(?:née)? prochaine?|next year|(?:el )?(?:próximo año|año (?:próximo|que viene))"
    r"|(?:العام|السنة) (?:المقبلة?|القادمة?)",
    "y_0": r"cette année|this year|este año|هذا العام|هذه السنة|(?:العام|السنة) (?:الجارية?|الحالية?)",
    "m_m1": r"(?:le )?mois (?:dernier|passé)|last month|(?:el )?mes pasado|الشهر (?:الماضي|المنصرم)",
    "m_p1": r"(?:le )?mois prochain|next month|(?:el )?(?:próximo mes|mes (?:próximo|que viene))|الشهر"
    " (?:المقبل|القادم)",
    "m_0": r"ce mois(?:-ci)?|this month|este mes|هذا الشهر|الشهر (?:الجاري|الحالي)",
    "w_m1": r"(?:la )?semaine (?:dernière|passée)|last week|(?:la )?semana pasada|الأسبوع الماضي",
    "w_p1": r"(?:la )?semaine prochaine|next week|(?:la )?(?:próxima semana|semana (?:próxima|que viene))"
    "|الأسبوع (?:المقبل|القادم)",
    "w_0": r"cette semaine|this week|esta semana|هذا الأسبوع|الأسبوع (?:الجاري|الحالي)",
    "u": r"aujourd['’]hui|today|hoy|ces derni(?:ers|ères) (?:jours|semaines|mois|années)"
    r"|(?:recent|the (?:last|past) few) (?:days|weeks|months|years)|(?:los|las) últim[oa]s (?:días|semanas"
    r"|meses|años)",
}
_COUNT = r"(?P<n>\d{1,3}|[^\W\d_]{1,10}(?: (?:de|few|couple of))?)"
_UNITS = {
    "d": r"jours?|days?|días?|أيام|يوما|يومين|يوم",
    "u": r"semaines?|mois|ans?|années?|weeks?|months?|years?|decades?|semanas?|mes(?:es)?|años?"
    r"|أسابيع|أسبوعين|أشهر|شهرين|شهر|سنوات|سنتين|سنة|أعوام|عامين|عام",
}


_VAGUE = frozenset(
    (
        "quelques",
        "plusieurs",
        "un",
        "une",
        "peu",
        "de",
        "few",
        "several",
        "a",
        "some",
        "couple",
        "many",
        "unos",
    )
    + ("unas", "algunos", "algunas", "varios", "varias", "pocos", "pocas", "بضع", "بضعة", "عدة", "نحو")
)


_AGO_BEGINS = frozenset(("il", "vo", "ha", "قب", "من"))


_NAMED = re.compile(r"\b(?:France|Black|Good|Bloody|Journal du)\s\Z")
_PAPER = re.compile(r"\s(?:Times|Mail|Telegraph|Express|Mirror|Post|Herald)\b")


@cache
def _relative() -> re.Pattern[str]:
    flat = "|".join(rf"(?P<{name}>{words})" for name, words in _SHAPES.items())
    return re.compile(rf"(?<!\w)(?:{flat})(?!\w)".replace(" ", r"\s{1,2}"), re.IGNORECASE)


@cache
def _ago() -> tuple[re.Pattern[str], re.Pattern[str]]:
    days, units = _UNITS["d"], "|".join(_UNITS.values())
    unit = rf"(?:(?P<d>{days})|(?:{units}))"
    count2, unit2 = _COUNT.replace("<n>", "<m>"), unit.replace("<d>", "<e>")
    shape = (
        rf"(?:il y a|voilà|hace) (?:(?:environ|près de|plus de|más de|unos|unas) )?{_COUNT} {unit}(?!\w)"
        rf"|(?:قبل|منذ) (?:(?:نحو|حوالي|بضعة?|عدة|{count2}) )?{unit2}(?!\w| \d)"
    )
    before = re.compile(shape.replace(" ", r"\s"), re.IGNORECASE)
    after = re.compile(rf"{_COUNT} {unit} (?:ago|earlier)(?!\w)".replace(" ", r"\s"), re.IGNORECASE)
    return before, after


@cache
def _weekday() -> re.Pattern[str]:
    names = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
    return re.compile(
        rf"(?P<w>{names})(?!\w)(?:\s{{1,2}}(?P<last>dernier|passé|pasado|الماضي|المنصرم)"
        rf"|\s{{1,2}}(?P<next>prochain|próximo|المقبل|القادم)"
        rf"|\s(?:matin|soir|après-midi|morning|evening|night|afternoon))?(?!\w)",
        re.IGNORECASE,
    )


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?:(?P<this>ce|aujourd['’]hui|this|today,?|este|hoy)|(?P<last>last|(?:el )?pasado)|next"
        r"|(?:el )?próximo)"
        r"|(?P<ar>اليوم))\s(?:يوم\s)?\Z",
        re.IGNORECASE,
    )


def relative_at(text: str, start: int, kind: str, anchor: Anchor | None, floor: int) -> Found | None:
    """The relative date that begins at ``start``, or that holds the noun there ("an" of "l'an dernier")."""
    if kind == "weekday":
        return _read_weekday(text, start, anchor, floor)
    if kind in ("figure", "count"):
        near = text[start : start + 40]
        found = _ago()[1].match(text, start) if "ago" in near or "earlier" in near else None
        return _read_ago(found, anchor) if found else None
    if text[start : start + 2].lower() in _AGO_BEGINS and (found := _ago()[0].match(text, start)):
        return _read_ago(found, anchor)
    lead = text[max(floor, start - 3) : start].lower()
    if lead.endswith(("l'", "l’")):
        start -= 2
    elif lead in ("le ", "la ", "el "):
        start -= 3
    match = _relative().match(text, start)
    return _read_relative(match, anchor) if match else None


def _read_ago(found: re.Match[str], anchor: Anchor | None) -> Found | None:
    named = found.groupdict()
    written = (named["n"] or named.get("m") or "").lower()
    count = int(written) if written.isdecimal() else SMALL.get(written)
    if count is None and written and written.split(" ")[0] not in _VAGUE:
        return None
    day = anchor.date if anchor else None
    if count and day and (named["d"] or named.get("e")):
        then = day - timedelta(days=count)
        return found.start(), found.end(), then, then, "day"
    return found.start(), found.end(), None, None, "unresolved"


def _read_relative(match: re.Match[str], anchor: Anchor | None) -> Found:
    start, end = match.span()
    unit, _, step = (match.lastgroup or "u").partition("_")
    steps = int(step.replace("m", "-").replace("p", "")) if step else 0
    day = anchor.date if anchor else None
    if anchor and unit == "y":
        year = anchor.year + steps
        return start, end, date(year, 1, 1), date(year, 12, 31), "year"
    if anchor and anchor.month and unit == "m":
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + steps, 12)
        last = date(year, month + 1, monthrange(year, month + 1)[1])
        return start, end, last.replace(day=1), last, "month"
    if day and unit == "w":
        monday = day + timedelta(days=7 * steps - day.weekday())
        return start, end, monday, monday + timedelta(days=6), "range"
    if day and unit == "d":
        then = day + timedelta(days=steps)
        return start, end, then, then, "day"
    return start, end, None, None, "unresolved"


def _read_weekday(text: str, start: int, anchor: Anchor | None, floor: int) -> Found | None:
    """A weekday alone is a day only where the words leave one choice; otherwise it stays unresolved."""
    found = _weekday().match(text, start)
    if found is None:
        return None
    if _NAMED.search(text[max(0, start - 24) : start]) or _PAPER.match(text, found.end()):
        return None  # "France Dimanche", "Sunday Times"
    low = max(floor, start - 24)
    lead = _lead().search(text[low:start])
    begin = low + lead.start() if lead else start
    open_ = (begin, found.end(), None, None, "unresolved")
    day = anchor.date if anchor else None
    if day is None:
        return open_
    back = (day.weekday() - WEEKDAYS[found["w"].lower()]) % 7  # days since, 0 to 6
    this = lead and (lead["this"] or lead["ar"])
    if this and back == 0:
        then = day
    elif found["last"] or (lead and lead["last"]):
        if back == 1:  # yesterday, or a week earlier: both are said
            return open_
        then = day - timedelta(days=back or 7)
    elif found["next"]:
        if back == 6:
            return open_
        then = day + timedelta(days=7 - back)
    elif lead and not this:  # "next Tuesday": this week's, or the one after
        return open_
    elif hangs_on_past(text, begin, found.end()):
        then = day - timedelta(days=back)
    else:
        return open_
    return begin, found.end(), then, then, "day"
