"""The shapes that dates are written in, as regular expressions; compiled when first needed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from index.date_words import MONTHS, MONTHS_SHORT, WEEKDAYS
from index.written_dates import written_day

YEAR = r"(?:(?:[1١۱][89٨٩۸۹]|[2٢۲][0٠۰])\d\d|2100)(?!\d|[.,]\d)"  # 1800 to 2100, in either digits
# Earlier ones where a day, a month or "en" stands before, and no plural follows: "7 novembre 1624".
_NO_PLURAL = (
    r"(?!\s(?!(?:dans|les|des|ses|ces|nous|vous|sous|sans|mais|puis|après|dès|plus|très|pas|as|was|is|has|his"
    r"|this|los|las|es|sus|tras|ils|elles|leurs|lors|thanks|jamais|toujours|désormais|whereas|towards|across|perhaps|always|alors|envers|deux"
    r"|trois|six|dix|vers|afterwards|besides|unless)\b)[^\W\d_]{2,}[sx]\b)"
)
OLD_YEAR = rf"(?:{YEAR}|1[0-7]\d\d(?!\d|[.,]\d){_NO_PLURAL})"
_CAPITAL = ("May", "March", "August")  # small, these are words: "11 may have died"
_WEAK = ("mar", "may", "ago")  # abbreviations that are words too


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


_SMALL = [name for name in MONTHS if name.capitalize() not in _CAPITAL]
_ARABIC = [name for name in MONTHS if name > "\u0600"]
_STRONG = [name for name in MONTHS_SHORT if name not in _WEAK]
_MONTH = (
    rf"(?:(?:{_any(_SMALL)}|(?-i:{'|'.join(f'{name}|{name.upper()}' for name in _CAPITAL)}))(?!\w)"
    rf"(?:\s?[/(]\s?(?:{_any(_ARABIC)})\)?)?"
    rf"|(?:{_any(_STRONG)})(?!\w)\.?|(?:{_any(_WEAK)})(?:\.|(?=\s\d{{4}})))"
)
# English order ("May 11") is for English names, with their capital.
_ENGLISH = (
    r"(?-i:(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?!\w)"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?!\w)\.?)"
)
_FIGURE_DAY = r"(?:\d{1,2}(?:er|st|nd|rd|th|º|°)?(?!\w)|premier(?!\w)|primero(?!\w))"
_OF = r"(?:\s{1,3}(?:(?:of|de|du\smois\sde|من|شهر|من\sشهر)\s{1,2})?|-)"
_WEEKDAY = rf"(?:{_any(WEEKDAYS)})(?!\w)"
_ARTICLE = rf"(?:(?:le|the|el|les|du|al|au|del|on)\s)?(?:(?:يوم\s)?{_WEEKDAY},?\s(?:le\s|the\s)?)?"
_TO = (
    r"(?:\s{1,2}(?:jusqu['’]au|au|à|al|a|to|until|through|till|hasta|إلى|الى|حتى|لغاية)\s{1,2}|\s?[-–—]\s?)"
    rf"{_ARTICLE}"
)
_AND = rf"(?:\s{{1,2}}(?:et|and|y|&)\s{{1,2}}|\s{{1,2}}و\s?){_ARTICLE}"
_NOT_COUNTED = (
    r"(?!\s(?:personnes|people|personas|euros|dollars|dólares|morts|soldats|soldiers|km)\b|\s?[%€$])"
)


def _year(name: str) -> str:
    link = r"(?:,?\s{1,3}(?:(?:de|del|of|in|en|من|عام|العام|سنة|año|l['’]année|l['’]an)\s{1,2}){0,2}|[-/,])"
    return rf"(?:{link}(?P<{name}>{OLD_YEAR})(?!\s?[-–]\d){_NOT_COUNTED})"


@dataclass(frozen=True)
class DatePatterns:
    """One pattern a shape; d, m, y are day, month and year, with 1 and 2 for the ends of a range."""

    iso: re.Pattern[str]
    iso_month: re.Pattern[str]
    numeric: re.Pattern[str]
    month_day: re.Pattern[str]  # "June 27", "June 27-29, 2018", "May 30 to June 2"
    months: re.Pattern[str]  # "mai-juin 2018"
    month: re.Pattern[str]
    decade: re.Pattern[str]
    years: re.Pattern[str]
    year: re.Pattern[str]
    gate: re.Pattern[str]  # what a figure must look like to be tried at all
    hint: re.Pattern[str]  # after: "dernier", "next"
    hint_before: re.Pattern[str]  # "last" (May), "l'an prochain, les" (9 et 10 novembre)
    weekday: re.Pattern[str]
    weekday_day: re.Pattern[str]  # "mardi 26"


@dataclass(frozen=True)
class DayPatterns:
    """A day and its month, in that order: as ``DatePatterns``; ``item`` is one day of a list."""

    day: re.Pattern[str]
    days: re.Pattern[str]  # "27 au 29 juin"
    day_list: re.Pattern[str]  # "26, 27 et 28 juin"
    across: re.Pattern[str]  # "30 mai au 2 juin"
    item: re.Pattern[str]


@cache
def day_patterns(written: bool) -> DayPatterns:
    """For days in figures, or ``written`` out: many words, which take time to compile and are seldom met."""
    one = f"(?:{_FIGURE_DAY}|{written_day()})" if written else _FIGURE_DAY
    month = f"(?P<m>{_MONTH})"

    def make(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return DayPatterns(
        day=make(f"(?P<d>{one}){_OF}{month}{_year('y')}?"),
        days=make(f"(?P<d1>{one}){_TO}(?P<d2>{one}){_OF}{month}{_year('y')}?"),
        day_list=make(f"(?P<list>{one}(?:,\\s?{_ARTICLE}{one}){{0,8}}{_AND}{one}){_OF}{month}{_year('y')}?"),
        across=make(
            f"(?P<d1>{one}){_OF}(?P<m1>{_MONTH}){_year('y1')}?(?:{_TO}|(?P<and>{_AND}))"
            f"(?P<d2>{one}){_OF}(?P<m2>{_MONTH}){_year('y2')}?"
        ),
        item=make(one),
    )


@cache
def month_ahead() -> re.Pattern[str]:
    """A month's name, as quickly found as may be."""
    return re.compile(rf"(?:{_any(MONTHS)})(?!\w)", re.IGNORECASE)


@cache
def date_patterns() -> DatePatterns:
    def make(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    month = f"(?P<m>{_MONTH})"
    return DatePatterns(
        iso=make(
            r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d|/[A-Z])(?:T\d\d:\d\d[\d:.]*(?:Z"
            r"|[+-]\d\d:?\d\d)?)?"
        ),
        iso_month=make(rf"(?P<y>{YEAR})-(?P<m>\d\d)(?![\d-])"),
        numeric=make(r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|(?<=/)\d{2})(?![\d/])"),
        month_day=make(
            rf"(?P<m>{_ENGLISH})\s{{1,2}}(?P<d>{_FIGURE_DAY})(?:(?:{_TO}"
            rf"|(?P<and>{_AND}))(?:(?P<m2>{_ENGLISH})\s)?(?P<d2>{_FIGURE_DAY}))?"
            rf"(?!\s?%|[.,]\d\d?(?!\d)){_year('y')}?"
        ),
        months=make(
            f"(?P<m1>{_MONTH}){_year('y1')}?(?:{_TO}|(?P<and>{_AND}))"
            r"(?:(?:début|fin|la\sfin|mi|la\smi|early|mid|late|the\send\sof)[\s-])?"
            f"(?P<m2>{_MONTH}){_year('y2')}?"
        ),
        month=make(f"{month}{_year('y')}?"),
        decade=make(
            r"(?:(?P<y>(?:1\d|20)\d0)s|(?P<y2>(?:1[89]|20)\d0)|(?P<y3>[2-9]0)(?P<s>s)?)(?!\w|[.,]\d)"
        ),
        years=make(
            rf"(?P<y1>{YEAR}|1[0-7]\d\d(?![\d.,]))(?:\s?(?P<dash>[-–—/])\s?|\s(?P<to>à|a|to|until|through|till"
            r"|jusqu['’](?:en|à)|hasta|(?:إلى|الى|حتى)(?:\s(?:عام|سنة))?)\s"
            rf"|\s(?P<and>et|and|y|و)\s?)"
            rf"(?P<y2>{YEAR}|1[0-7]\d\d(?!\w|[.,]\d)|\d\d(?!\w))"
        ),
        year=make(
            rf"(?P<y>{OLD_YEAR})(?!\w|\s?[%€$£]|-\d{{3}}(?!\d)|(?-i:[-/][A-Z]|\s(?:k?m|km²|km2|m²|m2"
            r"|[ckm]?g|[cm]m|ha|h|[kMG]?W)(?!\w)))"
        ),
        gate=make(
            r"(?:(?P<four>\d{4})s?|\d{1,2}(?:er|st|nd|rd|th|º|°)?)(?![\d])"
            r"(?:(?=(?P<point>[-/.]\d))|(?=[,\s]{0,3}[-–—&]|,?\s{1,3}[^\W\d]|,\s?\d)|(?<=\d{4})|(?<=s)"
            r"|(?<=0))"
        ),
        hint=make(
            r"\s(?P<year_before>(?:de\s)?l['’]an(?:née)?\s(?:derni(?:er|ère)|passée?)|(?:of\s)?last\syear"
            r"|del?\s(?:el\s)?año\spasado|من\sالعام\sالماضي|العام\sالماضي)(?!\w)"
            r"|,?\s(?P<same>(?:de\s)?(?:la\smême\sannée|cette\sannée-là)|(?:of\s)?(?:the|that)\ssame\syear"
            r"|of\sthat\syear|del?\s(?:el\s)?mismo\saño|de\sese\saño|من\s(?:العام\sنفسه|نفس\sالعام))(?!\w)"
            r"|\s(?P<year_after>(?:de\s)?l['’]an(?:née)?\sprochaine?|(?:of\s)?next\syear|del\spróximo\saño"
            r"|(?:من\s)?العام\s(?:المقبل|القادم))(?!\w)"
            r"|\s(?:(?P<last>derni(?:er|ère)|passée?|pasad[oa]|últim[oa]|last|الماضي|المنصرم|الفائت)"
            r"|(?P<next>prochaine?|próxim[oa]|next|المقبل|القادم)"
            r"|(?P<this>de\scette\sannée|this\syear|de\seste\saño|courant|الجاري|الحالي))(?!\w)"
        ),
        hint_before=make(
            r"(?:(?P<last>\blast|\b(?:el\s)?pasado)|(?P<next>\bnext|\b(?:el\s)?próximo)"
            r"|(?P<year_before>\bl['’]an(?:née)?\s(?:derni(?:er|ère)|passée?)|\blast\syear|\bel\saño\spasado)"
            r"|(?P<year_after>\bl['’]an(?:née)?\sprochaine?|\bnext\syear|\bel\spróximo\saño)),?"
            r"(?:\s(?:le|les|du|en|on|in|el|from))?\s\Z"
        ),
        weekday=make(_WEEKDAY),
        weekday_day=make(
            rf"(?P<w>{_WEEKDAY}),?\s(?:le\s|the\s|el\s)?(?P<d>\d{{1,2}}(?:er|st|nd|rd|th|º|°)?(?!\w))(?!\s?[%€$/]|[.,:]\d|\s?h\d?)"
        ),
    )
