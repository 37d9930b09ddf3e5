"""How well what was found fits the time that a question asks for. It orders, and hides nothing.

Factors are in (0, 1]. A sentence that gives another time is the surest to be wrong; one without any time
says nothing against itself, and its article's own date is a weak hint of when it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from index.articles import Article
from index.lexicon import stems
from index.names import mentions
from index.sentences import sentences
from rag.event_dates import EventDate, alike, bounded, event_dates, is_planned, open_dates, period, words
from rag.frames import opening
from rag.question import Question, fold_letters
from rag.retriever import Found
from rag.times import AskedTime

WIDE = 30  # passages to ask of search, to choose from, where a question asks for a time
WEIGHT = 0.5  # of the fit in the ranking: so a wrong time costs the first about 30 ranks, none 11 to 15

INSIDE = 1.0  # a date of the text is wholly in the time asked for
PARTLY = 0.85  # … overlaps it: *2018* for a question of June 2018
NEAR = 0.95  # … is known to be about the article's own, which fits: *ce mardi*
AROUND = 0.85  # no date in the sentence, but one that fits in the text around it
DATED_SO = 0.7  # no date at all, and the article's own date fits
UNKNOWN = 0.6  # no date at all, of the article neither
DATED_ELSE = 0.5  # no date at all, and the article's own date doesn't fit
OTHER_BUT_DATED_SO = 0.45  # other dates only, and the article's own fits
OTHER = 0.3  # other dates only


@dataclass(frozen=True)
class Piece:
    """A text to weigh: a sentence or passage, its article's language and date, the text around it, what of
    that comes before it, and how its article begins."""

    text: str
    language: str | None
    published: str | None
    around: str = ""
    before: str = ""
    opening: str = ""


def piece(passage: Found, start: int, article: Article) -> Piece:
    """The sentence of a passage that ``passage.text[start]`` stands in: what a reading points to."""
    for begin, end in sentences(passage.text):
        if begin <= start < end:
            return Piece(
                passage.text[begin:end],
                article.language,
                article.published,
                passage.text,
                passage.text[:begin],
                opening(article),
            )
    return Piece(passage.text, article.language, article.published)


def fit(
    asked: AskedTime,
    text: str,
    published: str | None,
    language: str | None,
    around: str = "",
    before: str = "",
) -> float:
    """How well ``text`` fits the days asked for, in (0, 1]; 1 where none are asked for.

    ``around``: the passage of a sentence, or the article of a passage; ``before``: what of it precedes. They
    count where ``text`` has no date: first the nearest date before it, then any.
    """
    if not asked.limited:
        return INSIDE
    own = period(published)
    so = own is not None and asked.overlaps(*own)
    if asked.about == "publication":
        return INSIDE if so else UNKNOWN if own is None else OTHER
    dates = event_dates(text, language, published)
    best = max((_one(asked, when) for when in dates), default=0.0)
    if best:
        return best
    opens = open_dates(text, language, published)
    if any(asked.may_be(month, day) for month, day in opens):
        return PARTLY if asked.narrow else UNKNOWN  # *in July* may be of any year
    if opens or any(not (when.told_aside or when.limit) for when in dates):
        return OTHER_BUT_DATED_SO if so else OTHER
    if before and (last := event_dates(before, language, published)):
        return AROUND if _one(asked, last[-1]) else OTHER_BUT_DATED_SO
    if before and any(asked.may_be(month, day) for month, day in open_dates(before, language, published)):
        return AROUND
    if around and any(_one(asked, when) for when in event_dates(around, language, published)):
        return AROUND
    return DATED_SO if so else UNKNOWN if own is None else DATED_ELSE


def _one(asked: AskedTime, when: EventDate) -> float:
    first, last = bounded(when.limit, when.fact.text, when.first, when.last)
    if not asked.overlaps(first or date.min, last or date.max):
        return 0.0
    if when.near:
        return NEAR
    return INSIDE if when.limit is None and asked.holds(when.first, when.last) else PARTLY


def factors(asked: AskedTime, question: Question, pieces: Sequence[Piece]) -> list[float]:
    """What the likelihood of each piece's answer is multiplied by, in (0, 1].

    A sentence that gives another time keeps at most half. The others are weighed against the best of them,
    so that a question is not refused because its answer stands in a sentence without a date: whether an
    article holds the time at all is what ``rag/held.py`` asks.
    """
    fits = [
        max(
            fit(asked, p.text, p.published, p.language, p.around, p.before),
            AROUND if _of_the_news(asked, question, p) else 0.0,
        )
        for p in pieces
    ]
    best = max((f for f in fits if f > OTHER_BUT_DATED_SO), default=1.0)
    made = [f / best if f > OTHER_BUT_DATED_SO else f for f in fits]
    return [f * o for f, o in zip(made, order_factors(asked, question, pieces), strict=True)]


def tells_of(asked: AskedTime, question: Question, piece: Piece) -> bool:
    """Whether a sentence's own date, or that of what its article begins with, is at the time asked for."""
    if not asked.limited or asked.about == "publication":
        return True
    given = piece.language, piece.published
    own = event_dates(piece.text, *given)
    if any(_one(asked, when) for when in own if when.limit is None and not when.near):
        return True
    if asked.narrow and any(asked.may_be(*when) for when in open_dates(piece.text, *given)):
        return True
    return _of_the_news(asked, question, piece)


def _of_the_news(asked: AskedTime, question: Question, piece: Piece) -> bool:
    """Whether a sentence without a date tells of what its article begins with, and that was at the time asked
    for: *la réunion de Marrakech*, where the first sentence dates *la réunion*."""
    if not asked.limited or asked.about == "publication" or not piece.opening:
        return False
    given = piece.language, piece.published
    if event_dates(piece.text, *given) or open_dates(piece.text, *given):
        return False
    return related(question, piece.text, piece.language) and any(
        related(question, piece.opening[a:b], piece.language)
        and any(
            _one(asked, when)
            for when in event_dates(piece.opening[a:b], *given)
            if when.limit is None and not when.told_aside
        )
        for a, b in sentences(piece.opening)
    )


def order_factors(asked: AskedTime, question: Question, pieces: Sequence[Piece]) -> list[float]:
    """1 for the pieces that tell of the latest event (of the earliest), less for those of others.

    A date counts where its sentence has a word or name of the question, and is among the days asked for.
    What was still ahead when its article was written is no *last meeting*: it stands behind what took place.
    Of publication, the articles' own dates count.
    """
    if asked.order is None:
        return [1.0] * len(pieces)
    times = [_event(asked, question, piece) for piece in pieces]
    ranks = _ranks([t.days for t in times if t.days and not t.planned], latest=asked.order == "last")
    return [_order_factor(time, ranks) for time in times]


_BEFORE = re.compile(r"\b(?:avant|before|prior to|antes del?|قبل)\s\w")
UNDATED = 0.75
PLANNED = 0.7
_TIMES = frozenset(("fois", "time", "vez", "مره", "genre", "kind"))  # *the first of its kind*
_Days = tuple[date, date]


@dataclass(frozen=True)
class _Time:
    days: _Days | None
    planned: bool = False
    says_so: bool = False


def _order_factor(time: _Time, ranks: Mapping[_Days, int]) -> float:
    if time.says_so:
        return 1.0
    if time.days is None:
        return UNDATED
    return PLANNED if time.planned else max(0.5, 1.0 - 0.15 * ranks[time.days])


def _event(asked: AskedTime, question: Question, piece: Piece) -> _Time:
    """The latest (earliest) event of a piece that the question may mean."""
    if asked.about == "publication":
        return _Time(period(piece.published))
    found: list[_Time] = []
    for start, end in sentences(piece.text):
        sentence = piece.text[start:end]
        if _says(asked.order, question, sentence, piece.language):
            return _Time(None, says_so=True)  # the article says it
        dates = [
            when
            for when in event_dates(sentence, piece.language, piece.published)
            if when.limit is None and asked.overlaps(when.first, when.last)
        ]
        if dates and related(question, sentence, piece.language):
            for when in dates:
                planned = is_planned(sentence, piece.language, when, piece.published)
                found.append(_Time((when.first, when.last), planned))
    if not found:
        return _Time(None)
    took_place = [t for t in found if not t.planned] or found

    def key(time: _Time) -> date:
        assert time.days is not None
        return time.days[1]

    return max(took_place, key=key) if asked.order == "last" else min(took_place, key=key)


def _says(order: str | None, question: Question, sentence: str, language: str | None) -> bool:
    """Whether a sentence calls first (last) what the question does: *la première réunion*.
    A last one ages, but for *the last before that of Rabat*."""
    if order is None or order == "last" and not _BEFORE.search(fold_letters(question.text)):
        return False
    table = words(language)
    folded = table["no_order"].sub(" ", fold_letters(sentence))
    wanted, kinds = _about(question)
    for match in table[order].finditer(folded):
        after = re.findall(r"\w+", folded[match.end() :][:40])[:2]
        if any(word in _TIMES or alike(word) & kinds for word in after):
            return True
        if set(stems(" ".join(after), language or "any")) & wanted:
            return True
    return False


def _ranks(times: Sequence[_Days], *, latest: bool) -> dict[_Days, int]:
    """From 0 for the latest (earliest); a month and a day in it are one time."""
    distinct: list[_Days] = []
    for days in sorted(set(times), key=lambda d: d[1] - d[0]):  # the most precise first
        if not any(_meet(days, known) for known in distinct):
            distinct.append(days)
    distinct.sort(reverse=latest)
    return {days: min(n for n, known in enumerate(distinct) if _meet(days, known)) for days in set(times)}


def _meet(one: _Days, other: _Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def related(question: Question, sentence: str, language: str | None) -> bool:
    """Whether a sentence has a word or a name of the question; in another language, a name."""
    wanted, kinds = _about(question)
    if not wanted and not question.names:
        return True
    if kinds and any(alike(word) & kinds for word in re.findall(r"[\w-]+", fold_letters(sentence))):
        return True
    same = language in (None, question.language)
    if same and wanted & set(stems(sentence, question.language)):
        return True
    if any(mentions(name.text, sentence) for name in question.names):
        return True
    return not same and not question.names


@lru_cache(256)
def _about(question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of the question's plain words but *last* and *first*, and the kinds of event they tell of."""
    table = words(question.language)
    plain = [
        w for w in question.plain if not (table["last"].search(w.folded) or table["first"].search(w.folded))
    ]
    found = (s for w in plain for s in stems(w.text, question.language))
    return frozenset(found), frozenset(kind for w in plain for kind in alike(w.folded))


def rerank(
    found: Sequence[Found],
    asked: AskedTime,
    question: Question,
    articles: Mapping[str, Article] | Callable[[str], Article],
    k: int = 10,
) -> list[Found]:
    """The ``k`` best of ``found`` (ask search for ``WIDE``) by fused score and fit; ``score`` holds both."""
    article = articles if callable(articles) else articles.__getitem__
    pieces = []
    for passage in found:
        whole = article(passage.article)
        pieces.append(Piece(passage.text, whole.language, whole.published))
    weights = [
        1 - WEIGHT + WEIGHT * fit(asked, p.text, p.published, p.language) * order
        for p, order in zip(pieces, order_factors(asked, question, pieces), strict=True)
    ]
    scored = [replace(f, score=f.score * weight) for f, weight in zip(found, weights, strict=True)]
    return sorted(scored, key=lambda f: (-f.score, f.id))[:k]
