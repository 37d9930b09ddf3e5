"""What a date without a year is read against: the day, month or year that the article appeared."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

Tense = Literal["past", "future"]
Hint = Literal["last", "next", "this", "year_before", "year_after"]

# Months: "le 13 février" in an article of June is this year's, "le 13 décembre" in January's is last year's.
_SAME_YEAR_AHEAD = 7
_SOON = 3  # as near as that, a sentence in the past still speaks of what comes ("a convoqué … le 5 juillet")
_SAME_YEAR_BEHIND = 9  # beyond it ("le 5 janvier" in December) next year's is as likely: left open
_REACH = 10  # months within which a weekday may decide the year


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


@dataclass(frozen=True)
class Anchor:
    """When the article appeared, as precise as it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, published: str | None) -> Anchor | None:
        """``2022-05-11``, ``2022-05`` or ``2022``; anything else is None."""
        match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", (published or "").strip())
        if match is None:
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        if not year or make_date(year, month or 1, day or 1) is None:
            return None
        return cls(year, month, day)

    @property
    def date(self) -> date | None:
        return make_date(self.year, self.month, self.day) if self.month and self.day else None

    def year_of(
        self,
        month: int,
        day: int | None = None,
        *,
        weekday: int | None = None,
        hint: Hint | None = None,
        tense: Callable[[], Tense | None] = lambda: None,
    ) -> int | None:
        """The year of a day or month that is written without one, or None where it can't be told.

        A weekday that was written with the day decides alone: one year in reach has it, or none.
        ``tense`` is asked only where it matters.
        """
        fixed = {"this": 0, "year_before": -1, "year_after": 1}
        if hint in fixed:
            return self.year + fixed[hint]
        if self.month is None:
            return None
        ahead = month - self.month  # in the article's own year; negative: behind
        if day is not None and weekday is not None:
            years = [
                year
                for year in (self.year - 1, self.year, self.year + 1)
                if abs((year - self.year) * 12 + ahead) <= _REACH
                and (found := make_date(year, month, day)) is not None
                and found.weekday() == weekday
            ]
            return years[0] if len(years) == 1 else None
        later = ahead > 0 or (ahead == 0 and bool(day and self.day) and (day or 0) > (self.day or 0))
        if hint == "last":
            if ahead == 0 and day is None:
                return self.year - 1
            return self.year - 1 if later else self.year
        if hint == "next":
            if ahead == 0 and day is not None and self.day is None:
                return self.year
            return self.year if later else self.year + 1
        if ahead > _SAME_YEAR_AHEAD or (ahead > _SOON and tense() == "past"):
            return self.year - 1
        if ahead < -_SAME_YEAR_BEHIND:
            return {"past": self.year, "future": self.year + 1}.get(tense() or "")
        return self.year


_FRENCH_PAST = (
    r"(?:(?:a|ont|avait|avaient) (?:été )?(?:\w+ment )?|(?:s['’]est|se sont|s['’]était|s['’]étaient) )"
    r"(?:\w{2,}(?:é|ée|és|ées|uite?s?|erte?s?)|eue?s?|pu|dû|mise?s?|prise?s?|dit|fait|tenue?s?|vue?s?"
    r"|reçue?s?"
    r"|réunie?s?|accueillie?s?|permis|promis|choisi|affirmé)"
    r"|(?:est|sont) (?:arrivée?s?|venue?s?|partie?s?|mort(?:e|s|es)?|née?s?|devenue?s?|allée?s?|entrée?s?"
    r"|décédée?s?"
    r"|revenue?s?|intervenue?s?)|était|étaient|fut|furent|eut|eurent|tint|tinrent|\w+èrent|\w+irent"
)
_ENGLISH_PAST = (
    r"was|were|said|had|told|(?<!be )met|(?<!be )held|took|began|(?<!be )made|came|went|did"
    r"|(?<!be )(?<!are )(?<!is )(?!sched|expec|plann|need|fixed|slated|sacred|hundred|indeed|unit)[a-z]{2,}ed"
)
_SPANISH_PAST = (
    r"\w+(?:aron|ieron)|fue|estuvo|tuvo|dijo|hizo|celebró|reunió|anunció|declaró|llegó|afirmó"
    r"|han? (?:sido )?\w+(?:ado|ido|cho|sto)"
)
_FUTURE = (
    r"\b\w{2,}(?:era|ira|dra|eront|iront|dront|erait|eraient)\b|\b(?:sera|seront|aura|auront|va|vont|doit"
    r"|doivent"
    r"|devrait|devraient|prévue?s?|attendue?s?|fera|feront|pourra|prochaine?s?)\b"
    r"|\b(?:will|would|shall|due|expected|scheduled|planned|plans?|to be|is to|are to|set to|going to"
    r"|upcoming)\b"
    r"|\b\w{2,}(?:ará|erá|irá|arán|erán|irán)\b|\b(?:previst[oa]s?|va a|van a|debe)\b"
    r"|(?<!\w)(?:س[يتن]\w{3,}|سوف|المقرر|المرتقب)"
)


@cache
def _tenses() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    past = rf"(?<!\w)(?:{_FRENCH_PAST}|{_ENGLISH_PAST}|{_SPANISH_PAST})(?!\w)"
    place = r"(?:,? (?:à|in|at|en|au|a) \w+(?:[ -]\w+)?,?)?"
    link = r"(?:(?:^| )(?:on|le|ce|el|este|this))? ?"
    return (
        re.compile(past),
        re.compile(_FUTURE),
        re.compile(r"[.!?؟;\n](?=[\s\"»”+]|$|(?<=[^\W\d_A-Z]\.)[A-ZÀ-Ý])"),
        re.compile(rf"(?:(?P<verb>{past}){place}|^\W*){link}\Z"),
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    stop = _tenses()[2]
    low = max(0, start - 250)
    for match in stop.finditer(text, low, start):
        low = match.end()
    after = stop.search(text, end, end + 250)
    return low, after.start() if after else min(len(text), end + 250)


def tense_around(text: str, start: int, end: int) -> Tense | None:
    """Past or future, where the sentence around ``text[start:end]`` says only one of them."""
    past, future, _, _ = _tenses()
    low, high = _sentence(text, start, end)
    sentence = text[low:high].lower()
    said_past, said_future = past.search(sentence), future.search(sentence)
    if said_past and not said_future:
        return "past"
    return "future" if said_future and not said_past else None


def hangs_on_past(text: str, start: int, end: int) -> bool:
    """Whether the weekday at ``text[start:end]`` goes with a verb of the past.

    It does next to one ("a déclaré mardi", "said in Rabat on Tuesday"), and where it opens a sentence
    that is all in the past. "A convoqué une réunion mardi" leaves both readings open.
    """
    low, _ = _sentence(text, start, end)
    ahead = " ".join(text[low:start].lower().split())
    found = _tenses()[3].search(ahead)
    return found is not None and (found["verb"] is not None or tense_around(text, start, end) == "past")
