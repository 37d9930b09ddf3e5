"""Whether a date or number of an answer stands, in normal form, in what it cites.

A date is held by the same date or a narrower one (*mai 2022* by *11 mai 2022*), never by a wider one. A
number is held by the same value with the same bound, in a unit that doesn't conflict; *plus de 80* and
*environ 80* also by a plain figure that they round (84), but no plain figure by one with a bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from index.date_words import MONTHS, WEEKDAYS
from index.facts import Fact, find_facts, say_date
from index.folding import fold_words
from rag.cited import Cited, Where
from rag.cues import counted, currencies, of_articles, stem
from rag.quantities import span_of_time

_PART = re.compile(r"(early|mid|late)[- ]")
_DAYS = {"early": (1, 12), "mid": (9, 22), "late": (19, 31)}  # of a month; they overlap, as people's do
_MONTHS = {"early": (1, 4), "mid": (4, 9), "late": (9, 12)}  # of a year
_SOME_DAY = "2021-06-15"  # what relative dates are read against to be compared where nothing dates them
_ROUNDED = 0.1  # a rounded figure is at most that much off, as a share of the exact one
_FIGURES = re.compile(r"\d+")
_DETERMINER = re.compile(r"^(?:ce|cet|cette|ces|le|la|les|l|this|the|el|este|esta|en|on)\s+")
_DEFINITE = re.compile(
    r"(?:\b(?:les|ces|leurs|ses|nos|des|aux|the|these|both|their|los|las|estos|estas|sus)\s"
    r"|\bd['’]entre\s)\Z",
    re.IGNORECASE,
)

Found = tuple[Where, int]


def held_date(fact: Fact, readings: Sequence[tuple[Fact, Cited]]) -> Found | None:
    """Where a date stands: ``readings`` pair each citation with the date as read against its article's date.

    ``fact``: the same date read against nothing.
    """
    for where in ("sentence", "title"):
        for read, cited in readings:
            if any(_supports(s, w) for s in _dates(cited, where) for w in (read, fact)):
                return where, cited.n
            if where == "sentence" and (_relative(fact, cited) or _as_written(fact, cited)):
                return where, cited.n
    everything = [(s, c.n) for _, c in readings for where in ("sentence", "title") for s in _dates(c, where)]
    if fact.first and fact.last:
        if fact.precision == "range":
            everything = [(s, n) for s, n in everything if not s.choice]
            opens = [n for s, n in everything if s.first == fact.first]
            if opens and any(s.last == fact.last for s, _ in everything):
                return "sentence", opens[0]
        elif fact.precision in ("day", "month"):
            years = {d.year for s, _ in everything for d in (s.first, s.last) if d}
            years |= {c.days[0].year for _, c in readings if c.days}
            for s, n in everything:  # « le 11 mai » in one sentence, 2022 in another
                open_year = s.first is None and s.precision == fact.precision
                if open_year and fact.first.year in years and _said(s) in _said(fact):
                    return "sentence", n
    return None


def lone_months(text: str) -> list[tuple[int, int]]:
    """Where a month stands in a text that is little else: alone it is read as no date (*May*, *Mars*)."""
    words = list(re.finditer(r"[^\W\d_]+", text))
    months = [m.span() for m in words if m[0].lower() in MONTHS]
    return months if len(words) <= 2 and months else []


def held_month(word: str, cited: Sequence[Cited]) -> Found | None:
    """Where a date in that month stands, of whatever year."""
    month = MONTHS[word.lower()]
    for where in ("sentence", "title"):
        for one in cited:
            for s in _dates(one, where):
                written = {MONTHS.get(w) for w in re.findall(r"[^\W\d_]+", s.text.lower())}
                resolved = s.precision in ("day", "month") and s.first is not None and s.first.month == month
                if resolved or month in written:
                    return where, one.n
    return None


def held_by_publication(fact: Fact, readings: Sequence[tuple[Fact, Cited]]) -> Found | None:
    """The citation whose article appeared within the date."""
    for read, cited in readings:
        if cited.days is None:
            continue
        first, last = cited.days
        if read.precision == "range":
            if (read.first, read.last) == (first, last):
                return "date", cited.n
        elif read.first and read.last and read.first <= first and last <= read.last:
            return "date", cited.n
    return None


def other_dates(dates: Sequence[Fact], cited: Sequence[Cited]) -> bool:
    """Whether cited sentences give dates of a known year, and none of these is among ``dates``."""
    given = [s for c in cited for s in _dates(c, "sentence") if s.first]
    return bool(given) and not any(_supports(s, d) for s in given for d in dates)


def _dates(cited: Cited, where: str) -> Iterator[Fact]:
    return (f for place, facts in cited.facts.items() if place == where for f in facts if f.kind == "date")


def _said(fact: Fact) -> str:
    return _PART.sub("", say_date(fact, "en"))


def _part(fact: Fact) -> str | None:
    found = _PART.match(say_date(fact, "en")) if fact.precision in ("month", "year") else None
    return found[1] if found else None


def _supports(source: Fact, wanted: Fact) -> bool:
    """Whether ``source`` is ``wanted`` or lies within it."""
    part = _part(wanted)
    if part and part != _part(source):
        if source.first is None or source.last is None or source.precision not in ("day", "month"):
            return False
        low, high = _MONTHS[part] if wanted.precision == "year" else _DAYS[part]
        first, last = (
            (source.first.month, source.last.month)
            if wanted.precision == "year"
            else (source.first.day, source.last.day)
        )
        if not low <= first <= last <= high:
            return False
    if wanted.precision == "unresolved" or source.precision == "unresolved":
        return False
    if wanted.first is None or wanted.last is None:  # without a year: *11 May*
        said = say_date(wanted, "en") if wanted.precision == "range" else _said(wanted)
        return bool(re.search(rf"(?<!\w){re.escape(said)}(?!\w)", say_date(source, "en")))
    if source.first is None or source.last is None:
        return False
    if wanted.precision == "range":
        return (source.first, source.last) == (wanted.first, wanted.last)
    if source.precision == "range" and (wanted.first == source.first or wanted.last == source.last):
        return set(_FIGURES.findall(wanted.text)) <= set(_FIGURES.findall(source.text))  # « 2008-2010 »: 2010
    return wanted.first <= source.first and source.last <= wanted.last


def _relative(fact: Fact, cited: Cited) -> bool:
    """Whether the cited sentence has the same *jeudi*, *hier*, *last week*, in whatever language."""
    if fact.precision != "unresolved":
        return False
    days = _weekdays(fact.text)
    if days:
        return any(
            days & _weekdays(s.text) or (s.precision == "day" and s.first and s.first.weekday() in days)
            for s in _dates(cited, "sentence")
        )
    said = _DETERMINER.sub("", fold_words(fact.text))
    if re.search(rf"(?<!\w){re.escape(said)}(?!\w)", fold_words(cited.quote)):
        return True
    read = _against_some_day(fact.text, None)
    others = [s for s in _dates(cited, "sentence") if not _weekdays(s.text)]
    if read is None:  # « il y a quelques mois »: as vague in another language
        return any(_against_some_day(s.text, cited.spoken) is None for s in others)
    return any(read == _against_some_day(s.text, cited.spoken) for s in others)


def _as_written(fact: Fact, cited: Cited) -> bool:
    """Whether a date of the cited sentence has the same words, however they are read alone."""
    return any(fold_words(s.text) == fold_words(fact.text) for s in _dates(cited, "sentence"))


def _weekdays(text: str) -> set[int]:
    return {WEEKDAYS[word] for word in re.findall(r"[^\W\d_]+", text.lower()) if word in WEEKDAYS}


def _against_some_day(text: str, language: str | None) -> tuple[date, date] | None:
    for fact in find_facts(text, language, _SOME_DAY):
        if fact.kind == "date" and fact.first and fact.last:
            return fact.first, fact.last
    return None


def held_number(fact: Fact, language: str | None, cited: Sequence[Cited]) -> Found | None:
    """Where a number stands. ``language``: of the sentence that it is of."""
    for where in ("sentence", "title"):
        for one in cited:
            for s in one.facts.get(where, ()):
                if s.kind != "number" or not _same_bound(fact, s) or _conflict(fact, language, s, one):
                    continue
                return where, one.n
            if _written(fact, one, where):
                return where, one.n
    return None


def as_number(year: Fact) -> Fact:
    """What is written like a year, as a number."""
    return Fact("number", year.start, year.end, year.text, value=float(year.text), bound="exact")


def is_idle(fact: Fact, text: str, marks: int, cited: Sequence[Cited]) -> bool:
    """Whether a number tells nothing of what is cited: *un seul*, *les deux*, « trois articles »."""
    if fact.kind != "number" or fact.value is None:
        return False
    spelled = not any(char.isdigit() for char in fact.text)
    if fact.value == 1 and spelled:
        return True
    unit = fold_words(fact.unit or "").split()
    if unit and unit[0] in of_articles() and fact.bound == "exact" and fact.value <= marks:
        return True
    if fact.value == 2 and spelled and _DEFINITE.search(text[: fact.start]):
        few = (s for c in cited for s in c.facts["sentence"] if s.kind == "number" and s.value is not None)
        return not any(2 <= (s.value or 0) <= 12 and s.unit and _same_noun(s.unit, fact.unit) for s in few)
    return False


def _same_noun(a: str, b: str | None) -> bool:
    return b is not None and fold_words(a).split()[:1] == fold_words(b).split()[:1]


def _same_bound(wanted: Fact, source: Fact) -> bool:
    if wanted.value is None or source.value is None:
        return False
    close = abs(wanted.value - source.value) <= 1e-6 * max(1.0, abs(source.value))
    if {wanted.value, source.value} == {10, 12} and wanted.bound == source.bound != "exact":
        return True  # « des dizaines », "dozens"
    if wanted.bound == source.bound:
        return close
    if source.bound != "exact" or wanted.bound == "exact":
        return False
    off = (source.value - wanted.value) / (abs(source.value) or 1.0)
    if wanted.bound == "about":
        return close or (_rounder(wanted.value, source.value) and abs(off) <= _ROUNDED)
    side = off if wanted.bound == "at_least" else -off
    return _rounder(wanted.value, source.value) and 0 < side <= _ROUNDED


def _rounder(a: float, b: float) -> bool:
    """Whether ``a`` has fewer significant figures than ``b``."""
    return len(f"{a:.15g}".replace(".", "").strip("0")) < len(f"{b:.15g}".replace(".", "").strip("0"))


def _written(fact: Fact, cited: Cited, where: str) -> bool:
    """Whether plain figures stand there as they are, in what is not read as a number: 7-0, A320."""
    if fact.bound != "exact" or not re.fullmatch(r"\d[\d.,]*", fact.text):
        return False
    for place, text in cited.texts:
        for match in re.finditer(rf"(?<![\d.,]){re.escape(fact.text)}(?!\d|[.,]\d)", text):
            read = cited.facts[place]
            taken = any(f.start < match.end() and match.start() < f.end for f in read if f.kind == "number")
            if place == where and not taken:
                return True
    return False


def _conflict(wanted: Fact, language: str | None, source: Fact, cited: Cited) -> bool:
    """Whether the units say different things: % and euros, morts and pays, where that can be told."""
    if wanted.unit is None:
        return False
    a, b = _measure(wanted.unit), _measure(source.unit)
    if a or b:
        return a != b
    if source.unit is None:
        return False
    if (a := span_of_time(wanted.unit)) and (b := span_of_time(source.unit)):
        return a != b
    x, y = (fold_words(unit).split() for unit in (wanted.unit, source.unit))
    if set(x) & set(y):
        return False
    groups = counted()
    gx, gy = ({groups[w] for w in words if w in groups} for words in (x, y))
    if gx and gy:
        return gx.isdisjoint(gy) and not any(w in fold_words(cited.quote).split() for w in x)
    if language is None or language != cited.spoken:
        return False
    there = {stem(word, language) for _, text in cited.texts for word in re.findall(r"[^\W\d_]+", text)}
    return not any(stem(word, language) in there for word in re.findall(r"[^\W\d_]+", wanted.unit))


def _measure(unit: str | None) -> str | None:
    """A currency's code or "%"."""
    if unit is None:
        return None
    first = unit.split()[0]
    return "%" if unit == "%" else currencies().get(first) or currencies().get(fold_words(first))
