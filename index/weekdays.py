"""Weekdays alone, "ce mardi", "jeudi prochain", "on Tuesday": a day only where the words leave one choice."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from index.anchor import Anchor, make_date
from index.date_words import MONTHS, WEEKDAYS
from index.relative import NO_DATE
from index.tense import hangs_on_future, hangs_on_past, tense_around, tense_near
from index.years import When

_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SINCE = re.compile(r"(?:depuis|since|desde|منذ)(?: el)? (?:يوم )?\Z", re.IGNORECASE)
_TOLD = re.compile(
    r"(?:\b(?:hier|demain|avant-hier|yesterday|tomorrow|ayer|mañana)|(?<!\w)(?:أمس|غدا)),?\s(?:le\s|el\s)?\Z",
    re.IGNORECASE,
)  # "hier dimanche" is told by its first word
_ANY = re.compile(  # no day of its own
    r"\b(?:une?|an?|quelque|chaque|journal\sdu|travail\sdu|repos\sdu)\s(?:nouveau\s|beau\s)?\Z", re.IGNORECASE
)
_EVENING = re.compile(r"(?:soir|après-midi|evening|night|afternoon)\Z", re.IGNORECASE)
_OPENED = ("«", "“", '"')
_CLOSED = re.compile(r"\s?[»”\"]")
_ORDINALS = {
    "premier": 1, "deuxième": 2, "second": 2, "troisième": 3, "quatrième": 4, "dernier": -1,
    "first": 1, "third": 3, "fourth": 4, "last": -1,
    "primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "último": -1,
}  # fmt: skip


class _Patterns(NamedTuple):
    named: re.Pattern[str]  # before: "France Dimanche", and habits: "chaque mardi"
    paper: re.Pattern[str]  # after: "Sunday Times", "jeudi noir"
    day: re.Pattern[str]
    lead: re.Pattern[str]
    of_month: re.Pattern[str]  # "un mardi de juin 2018"
    nth: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    names = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
    months = "|".join(name.replace(" ", r"\s") for name in sorted(MONTHS, key=len, reverse=True))
    return _Patterns(
        re.compile(
            r"\b(?:Black|Good|Bloody|Ash|Super|Holy|Cyber|Palm|Journal du|[Cc]haque|[Tt]ous les"
            r"|[Ee]very|[Ee]ach|[Cc]ada|[Tt]odos los|[Ll]os|[Ll]es|vieux|fameux|كل)\s(?:يوم\s)?\Z"
        ),
        re.compile(
            r"\s(?:Live\b|Fever\b|Times|Mail|Telegraph|Express|Mirror|Post|Herald|(?:[Nn]oire?|[Ss]aint|[Gg]ras|[Ss]anto|[Nn]egro"
            r"|des (?:Cendres|Rameaux)|de (?:Ramos|Pascua))\b|gospel\b)"
        ),
        re.compile(
            rf"(?P<w>{names})(?!\w)(?:\s{{1,2}}(?P<last>derni(?:er|ère)|passé|pasado|الماضي|المنصرم|الفائت)"
            rf"|\s{{1,2}}(?P<next>prochaine?|próximo|que viene|المقبل|القادم)"
            rf"|\s(?:matin|midi|soir|après-midi|morning|evening|night|afternoon))?(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?:\b(?:(?P<this>ce|aujourd['’]hui|this|today,?|este|hoy)|(?P<last>last|(?:el )?pasado)"
            r"|(?P<next>next|(?:el )?próximo)|(?P<le>le))|(?P<ar>اليوم|هذا))\s(?:يوم\s)?\Z",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\s(?:du mois de|de|d['’]|in|of|en|من|في)\s?(?P<m>{months})(?!\w)"
            r"(?:,?\s(?:de\s|del\s)?(?P<y>(?:19|20)\d\d)(?!\d))?",
            re.IGNORECASE,
        ),
        re.compile(rf"(?P<n>{'|'.join(_ORDINALS)})\s\Z", re.IGNORECASE),
    )


def weekday_at(text: str, start: int, anchor: Anchor | None, floor: int) -> When | int | None:
    """The date that the weekday at ``start`` is; an int says where to go on where it is none."""
    patterns = _patterns()
    found = patterns.day.match(text, start)
    if found is None:
        return None
    if text[max(0, start - 2) : start].strip()[-1:] in _OPENED and _CLOSED.match(text, found.end()):
        return found.end()  # the title of a work: « Mardi »
    if text.endswith("France ", 0, start) and text[start].isupper():  # the paper
        return found.end()
    if patterns.named.search(text[max(0, start - 24) : start]) or patterns.paper.match(text, found.end()):
        return found.end()
    if _TOLD.search(text[max(0, start - 14) : start]):
        return found.end()
    low = max(floor, start - 24)
    weekday = WEEKDAYS[found["w"].lower()]
    if not found["last"] and (of_month := patterns.of_month.match(text, found.end())):
        return _in_month(text, start, low, of_month, weekday, anchor)
    if _ANY.search(text[max(0, start - 18) : start]):
        return found.end()
    lead = patterns.lead.search(text[low:start])
    begin = low + lead.start() if lead and not lead["le"] else start
    end = found.end()
    last = bool(found["last"] or (lead and lead["last"]))
    coming = bool(found["next"] or (lead and lead["next"]))
    if lead and lead["le"] and not last and not coming:
        return end  # « le mardi »: every Tuesday, or that of a week that is told
    if anchor is None:
        return When(begin, end, None, None, "unresolved", NO_DATE)
    day = anchor.date
    if day is None:
        return _coarse(begin, end, anchor, weekday, last, coming)
    this = bool(lead and (lead["this"] or lead["ar"]))
    english = found["w"].lower() in _ENGLISH
    steps = _steps((day.weekday() - weekday) % 7, day.weekday(), weekday, this, last, coming, english)
    if steps is None:
        future = False
        past = hangs_on_past(text, begin, end)
        if not past:
            future = hangs_on_future(text, begin, end, opening=True)
            near = None if future else tense_near(text, begin, end)
            past, future = near == "past", future or near == "future"
        if past:
            back = (day.weekday() - weekday) % 7
            since = back == 0 and _SINCE.search(text[max(0, begin - 12) : begin])
            steps = (-7 if since else -back, -back)
        elif future or (this and english and tense_around(text, begin, end) != "past"):
            ahead = (weekday - day.weekday()) % 7
            steps = (ahead, ahead or (0 if _EVENING.search(found[0]) else 7))  # "s'exprimera jeudi soir"
        else:
            back = (day.weekday() - weekday) % 7
            steps = (-back, 7 - back)
    first, final = (day + timedelta(days=n) for n in steps)
    if first == final:
        return When(begin, end, first, final, "day", "counted from the article's date", False, True)
    return When(begin, end, first, final, "range", "the first or the last of these days", True, True)


def _steps(
    back: int, today: int, weekday: int, this: bool, last: bool, coming: bool, english: bool
) -> tuple[int, int] | None:
    """Days from the article's to the first and last that may be meant, or None where the verb decides."""
    if last:
        if back == 1 or (english and weekday < today):  # this week's, or last week's: both are said
            return -back - 7, -back
        return (-(back or 7),) * 2
    if coming:
        ahead = 7 - back
        return (ahead, ahead + 7) if weekday > today or back == 6 else (ahead, ahead)
    return (0, 0) if this and back == 0 else None


def _coarse(begin: int, end: int, anchor: Anchor, weekday: int, last: bool, coming: bool) -> When:
    """One of the weekdays of the article's month or year."""
    first = anchor.first - timedelta(days=7 if last else 0)
    final = anchor.last + timedelta(days=7 if coming else 0)
    first += timedelta(days=(weekday - first.weekday()) % 7)
    final -= timedelta(days=(final.weekday() - weekday) % 7)
    note = f"one of these weekdays: the article's date gives only the {anchor.unit}"
    return When(begin, end, first, final, "range", note, True, True)


def _in_month(
    text: str, start: int, low: int, found: re.Match[str], weekday: int, anchor: Anchor | None
) -> When:
    """ "un mardi de juin 2018", "the first Monday of May 2019"."""
    nth = _patterns().nth.search(text[low:start])
    begin = low + nth.start() if nth else start
    month = MONTHS[" ".join(found["m"].lower().split())]
    year = int(found["y"]) if found["y"] else anchor.year_of(month) if anchor else None
    if year is None:
        return When(begin, found.end(), None, None, "unresolved", NO_DATE)
    days = [date(year, month, n) for n in range(1, monthrange(year, month)[1] + 1)]
    fits = [day for day in days if day.weekday() == weekday]
    anchored = not found["y"]
    if nth:
        number = _ORDINALS[nth["n"].lower()]
        day = fits[number - (number > 0)]
        return When(begin, found.end(), day, day, "day", None, False, anchored)
    note = "one of these weekdays"
    return When(begin, found.end(), fits[0], fits[-1], "range", note, True, anchored)


def near_month(start: int, end: int, weekday: int, day: int, anchor: Anchor | None) -> list[When]:
    """ "mardi 26": the one month next to the article's in which that day falls on that weekday."""
    if not 1 <= day <= 31:
        return []
    if anchor is None or anchor.month is None:
        return [When(start, end, None, None, "unresolved")]
    months = [divmod(anchor.year * 12 + anchor.month - 1 + step, 12) for step in (-1, 0, 1)]
    fits = [d for year, m in months if (d := make_date(year, m + 1, day)) and d.weekday() == weekday]
    if len(fits) == 1:
        return [When(start, end, fits[0], fits[0], "day")]
    return [When(start, end, None, None, "unresolved")]
