"""The day of a dateline: *RABAT, 11 mai 2022 (AFP) – …*, where a file says less of its date."""

from __future__ import annotations

import re

from index.facts import find_facts

_LOOK = 1200  # characters in which an article's text begins
_LINES = 4  # of them, with text: a title, a subtitle, a signature, and the first paragraph
_LONGEST = 90  # characters of a dateline
# A place, or several; its country in brackets; a date; an agency; and a dash.
_PLACE = r"(?:[A-ZÀ-Ý][\w’'.-]*|(?:de|du|d'|la|le|les|al|el|of|et|and|y|sur)(?=[\s-]))"
_LATIN = re.compile(
    rf"(?m)^[ \t*_«“\"]*{_PLACE}(?:[ /]{_PLACE}){{0,4}}(?: ?\([^()\n]{{2,30}}\))? ?[,(] ?"
    r"(?P<date>[^\n]{4,40}?)\)?(?: ?[,/(] ?(?:[A-Z][\w./-]{1,15}[ )/]*){1,3})? ?[-–—]{1,2} "
)
_ARABIC = re.compile(
    r"(?m)^[ \t]*(?:[\u0621-\u064a]{2,15}[ /]){0,2}[\u0621-\u064a]{2,15}(?: ?[،,(/] ?| (?=\d))"
    r"(?P<date>[^\n،]{4,40}?)\)?(?: ?\([^()\n]{2,20}\))? ?[-–—]{1,2} "
)


def dateline(text: str, start: int, language: str | None, published: str | None) -> str | None:
    """The day of the dateline that opens ``text`` (from ``start``), as ``2022-05-11``; None where none does,
    or it names no day of a known year, or another one than ``published``, the year or month that is known."""
    if published is not None and len(published) == 10:
        return None
    opening = text[start : start + _LOOK]
    pattern = _ARABIC if language == "ar" else _LATIN
    matches = list(pattern.finditer(opening))
    found = {day for match in matches if (day := _day(match, language, published))}
    lines = [match.start() for match in re.finditer(r"(?m)^.*\S", opening)]
    if len(found) != 1 or matches[0].start() > lines[:_LINES][-1]:  # several: a chronology
        return None
    return found.pop()


def _day(match: re.Match[str], language: str | None, published: str | None) -> str | None:
    said = match["date"].strip()
    facts = [f for f in find_facts(said, language, published) if f.kind == "date"]
    if len(match[0]) > _LONGEST or len(facts) != 1 or facts[0].precision != "day" or not facts[0].first:
        return None
    [fact] = facts
    rest = said[: fact.start] + said[fact.end :]
    if len(re.findall(r"[^\W\d_]{3,}", rest)) > 1 or fact.last != fact.first:  # no more than a weekday
        return None
    day = str(fact.first)
    return day if published is None or day.startswith(published) else None
