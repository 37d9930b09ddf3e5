"""When, where and of what a sentence tells, so that two events are not taken for two accounts of one.

The frame of a sentence: the times and towns in it; where it has none of its own, those of its title and of
the sentence before it, which say what *the meeting* is. Last comes its article's own date, about which the
news is. Dates of a beginning told in passing (*la Coalition, créée en 2014*) are no times of an event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from index.articles import Article
from index.facts import find_facts
from index.lexicon import stems
from index.sentences import sentences
from rag.compare_names import level, named, names_of
from rag.event_dates import event_dates, open_dates, period
from rag.evidence import Evidence
from rag.mood import mood
from rag.question import Question, fold_letters

Days = tuple[date, date]
Open = tuple[int, int | None]  # month and day, or the whole month, of an unknown year
Level = Literal["own", "near", "article", "none"]
LEVELS: tuple[Level, ...] = ("own", "near", "article", "none")

RECENT = 45  # days back from its article that an undated event may be, or ahead where it is announced …
AHEAD = 150  # … as far as this
NEAR = 31  # days between two dates that may both be given for one event
ANOTHER = "another"  # among ordinals: a meeting that is told apart from the one that the article is about
_REACH = 700  # characters before a sentence in which the one before it is looked for

_ORDINAL = re.compile(
    r"(?<!\w)(?:(?P<figure>\d{1,3})(?:e|eme|er|ere|nd|nde|rd|st|th|o|a|º|ª)"
    r"|(?P<word>premi\w+|first|primer\w*|deuxieme|seconde?|second|segund\w+|troisieme|third|tercer\w*"
    r"|quatrieme|fourth|cuart\w+|cinquieme|fifth|quint\w+|sixieme|sixth|sext\w+|septieme|seventh"
    r"|huitieme|eighth|neuvieme|ninth|dixieme|tenth|[ivx]+e|precedent\w*|previous|earlier|anterior\w*"
    r"|prochain\w*|next|proxim\w+|suivant\w*|following|siguiente|autre|another|otr[oa]))(?!\w)"
)
_RELATIVE = re.compile(r"prec|prev|earl|ante|proc|next|prox|suiv|foll|sigu|autr|anot|otr")
_NUMBERS = (
    ("premi", "first", "primer"),
    ("deux", "second", "segund"),
    ("trois", "third", "tercer"),
    ("quatr", "fourth", "cuart"),
    ("cinq", "fifth", "quint"),
    ("six", "sext"),
    ("sept", "seventh"),
    ("huit", "eighth"),
    ("neuv", "ninth"),
    ("dix", "tenth"),
)
_EVENT_WORD = re.compile(
    r"(?:edition|session|reunion|rencontre|sommet|conference|congres|forum|ministerielle|rendez-vous|visite"
    r"|tournee|attaque|attentat|meeting|summit|gathering|visit|attack|cumbre|encuentro|conferencia|visita)s?\Z"
)
_BEGINNING = re.compile(
    r"\b(?:fond(?:ee?s?|a|ation|ateurs?)|cre(?:ee?s?|a|ation)|nee?s?|naissance|nait|naquit|vu le jour"
    r"|etabli\w*|constitue\w*|lancee?s?|mort|morte|decede\w*|deces|mourut|founded|founding|created|creation"
    r"|born|birth|established|set up|formed|launched|died|death|fundad\w+|fundo|fundacion|cread\w+|creo"
    r"|creacion|nacid\w+|nacio|nacimiento|establecid\w+|muert\w+|murio|fallecio)\b"
    r"|تاسس|تاسيس|انشئ|انشاء|ولد|توفي"
)


@dataclass(frozen=True)
class Frame:
    """``level``: whether its times are the sentence's own, of what is about it, or of the article's date.

    Without days and opens, there is a time and it can't be told: *last year*, in an undated article.
    """

    days: tuple[Days, ...]
    opens: tuple[Open, ...]
    level: Level
    towns: tuple[str, ...]
    ordinals: frozenset[str]


@lru_cache(512)
def _times(
    text: str, language: str | None, published: str | None
) -> tuple[tuple[Days, ...], tuple[Open, ...], bool]:
    """The days of a text, those without a year, and whether others can't be told (*last year*)."""
    dates = event_dates(text, language, published)
    days = tuple((d.first, d.last) for d in dates if not d.told_aside and d.limit is None)
    opens = open_dates(text, language, published)
    facts = [f for f in find_facts(text, language, published) if f.kind == "date"]
    return days, opens, len(facts) > len(dates) + len(opens)


def frame(question: Question, evidence: Evidence) -> Frame:
    """When and where the sentence's event is, as far as it and what stands about it say."""
    article, quote = evidence.article, evidence.quote
    level: Level = "own"
    days, opens, untold = _times(quote, article.language, article.published)
    if not (days or opens or untold):
        level = "near"
        days, opens, untold = _times(context(evidence), article.language, article.published)
    if not (days or opens or untold):
        appeared = period(article.published)
        level = "article" if appeared else "none"
        if appeared:
            ahead = AHEAD if mood(quote) == "announced" else 0
            days = ((appeared[0] - timedelta(RECENT), appeared[1] + timedelta(ahead)),)
    return Frame(days, opens, level, _towns(quote), _ordinals(question, quote, article.language))


def context(evidence: Evidence) -> str:
    """The title and the sentence before, in which an event is introduced."""
    title = evidence.article.title or ""
    before = _before(evidence.article.text, evidence.start)
    return "\n".join(part for part in (title, before) if part)


@lru_cache(256)
def _before(text: str, start: int) -> str:
    begin = max(0, start - _REACH)
    whole = [text[begin + a : begin + b] for a, b in sentences(text[begin:start])]
    return whole[-1] if whole else ""


@lru_cache(256)
def opening(article: Article) -> str:
    """The title and the first sentences, which say what an article is about."""
    head = article.text[:_REACH]
    return "\n".join([article.title or "", *(head[a:b] for a, b in sentences(head, article.masked)[:3])])


def apart(question: Question, one: Frame, other: Frame) -> bool:
    """Whether two frames are surely of different events: other times, other places, another edition.

    Neither what is asked for nor what only may be meant sets them apart.
    """
    if question.kind != "date" and _known(one) and _known(other) and not _overlap(one, other):
        return True
    if question.kind != "place" and one.towns and other.towns and not shared_town(one, other):
        return True
    if (ANOTHER in one.ordinals) != (ANOTHER in other.ordinals):
        return True
    return bool(one.ordinals and other.ordinals) and one.ordinals.isdisjoint(other.ordinals)


def shared_town(one: Frame, other: Frame) -> bool:
    """Whether both sentences name one town."""
    return any(named(a, b) or named(b, a) for a in one.towns for b in other.towns)


def same_time(one: Frame, other: Frame) -> bool:
    """Whether both have a time, and one that they may share."""
    return _known(one) and _known(other) and _overlap(one, other)


def _known(frame: Frame) -> bool:
    return bool(frame.days or frame.opens)


def _overlap(one: Frame, other: Frame) -> bool:
    for a in one.days:
        if any(a[0] <= b[1] and b[0] <= a[1] for b in other.days):
            return True
    for x, y in ((one, other), (other, one)):
        if any(_may_be(when, days) for when in x.opens for days in y.days):
            return True
    return any(_open_meet(a, b) for a in one.opens for b in other.opens)


def _may_be(when: Open, days: Days) -> bool:
    """Whether a month, or a day of one, falls into a span of days, in whatever year."""
    month, day = when
    first, last = days
    for year in range(first.year, min(last.year, first.year + 2) + 1):
        begin = date(year, month, min(day or 1, 28))
        end = date(year, month, min(day or 28, 28))
        if begin <= last and first <= end:
            return True
    return False


def _open_meet(a: Open, b: Open) -> bool:
    return a[0] == b[0] and (a[1] is None or b[1] is None or a[1] == b[1])


def told_of(question: Question, evidence: Evidence) -> bool:
    """Whether the question's names stand in the sentence or in what tells what it is about."""
    near = "\n".join([evidence.quote, context(evidence), opening(evidence.article)])
    return all(named(name.text, near) for name in question.own_names)


def shares_words(question: Question, evidence: Evidence) -> bool:
    """Whether the sentence, or what introduces it, has one of the question's own words, its names apart.

    Where the languages differ it can't be asked.
    """
    language = evidence.article.language
    if language not in (None, question.language) or not question.plain:
        return True
    wanted = {s for w in question.plain for s in stems(w.text, question.language)}
    return bool(wanted & _stems(f"{evidence.quote}\n{context(evidence)}", question.language))


@lru_cache(256)
def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(stems(text, language))


def beginning(sentence: str) -> bool:
    """Whether it tells of a birth, a founding, a death: of what is not repeated, so that two dates differ."""
    return bool(_BEGINNING.search(fold_letters(sentence)))


def gap(one: Days, other: Days) -> int:
    """The days between two spans; 0 where they meet."""
    return max(0, (one[0] - other[1]).days, (other[0] - one[1]).days)


@lru_cache(512)
def _towns(sentence: str) -> tuple[str, ...]:
    return tuple(n.text for n in names_of(sentence) if n.kind == "place" and level(n.text) == "town")


def _ordinals(question: Question, sentence: str, language: str | None) -> frozenset[str]:
    """What numbers the event among others of its kind: *la 3e édition*, *la réunion précédente*."""
    folded = fold_letters(sentence)
    plain = {w.folded.rstrip("sx") for w in question.plain}
    found: set[str] = set()
    for match in _ORDINAL.finditer(folded):
        before = re.findall(r"[\w-]+", folded[max(0, match.start() - 30) : match.start()])[-1:]
        after = re.findall(r"[\w-]+", folded[match.end() : match.end() + 30])[:1]
        if any(_EVENT_WORD.match(word) or word.rstrip("sx") in plain for word in (*before, *after)):
            found.add(_number(match))
    return frozenset(found)


def _number(match: re.Match[str]) -> str:
    """*third* and *3e* as "3"; *previous*, *next*, *another* as "another"."""
    if match["figure"]:
        return str(match["figure"])
    word: str = match["word"]
    if _RELATIVE.match(word):
        return ANOTHER
    return next((str(n) for n, words in enumerate(_NUMBERS, 1) if word.startswith(words)), word)
