"""Questions that want several articles put together: *résume …*, *compare …*, *what changed between …*.

Without a language model the answer is a list of the articles' own sentences: what was asked about, each told
once, in the order of time. With one, it is what that may write from.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from index.articles import Article
from index.dates import parse_published
from index.facts import find_facts
from index.names import Name, mentions
from index.sentences import sentences
from rag.cues import stem
from rag.evidence import Evidence
from rag.instructions import instructs
from rag.question import Question, fold_letters
from rag.reader import Reading
from rag.retriever import Found

READ = 16  # passages that are read
MOST = 6  # sentences of an answer
EACH = 3  # of one article
LEAST = 0.2  # relevance of the passage that a sentence stands in
SURE = 0.5  # … of the best one, without which nothing is told
_SHORT, _LONG = 25, 600  # characters of a sentence that is told
_SAME = 0.6  # the share of their words that makes two sentences one
_HEADING = 0.3  # what a line without a stop is worth less
_PREFIX = 5
_ENDED = re.compile(r"[.!?…][\s»”\"’)]*\Z")


def wants_synthesis(question: Question) -> bool:
    """Whether the question asks for more than a sentence can say."""
    table = _table().get(question.language)
    return bool(table and table.asks.search(_folded(question)))


def about(question: Question) -> Question:
    """The question without the words that only ask: what its sentences must be about."""
    dull = _table()[question.language].asking
    content = tuple(w for w in question.content if w.folded not in dull)
    own = {w.start for w in content}
    asking = [w for w in question.words if w.folded in dull]
    names = []
    for name in question.names:  # *Compare Washington* is the name of nothing
        start = max([name.start, *(w.end + 1 for w in asking if name.start <= w.start < name.end)])
        if any(start <= at < name.end for at in own):
            names.append(replace(name, start=start, text=question.text[start : name.end]))
    return replace(question, content=content, names=tuple(names))


def topic(question: Question) -> str:
    """What to search for: the words that say what it is about, or the whole question where none does."""
    return " ".join(w.text for w in about(question).content) or question.text


def gather_told(
    question: Question,
    found: Sequence[Found],
    readings: Sequence[Reading],
    articles: Mapping[str, Article],
) -> list[Evidence]:
    """What the articles tell of it, each once, in the order of time; nothing where they don't speak of it."""
    asked = about(question)
    sides = _sides(question, asked)
    read = [
        (passage, reading)
        for passage, reading in zip(found, readings, strict=True)
        if reading.relevance >= LEAST and (sides or not _lacks(asked, passage, articles[passage.article]))
    ]
    if max((reading.relevance for _, reading in read), default=0.0) < SURE:
        return []
    told = [one for passage, reading in read for one in _of(asked, passage, reading, articles)]
    told = _timely(asked, told)
    told = _once(sorted(told, key=lambda t: (-t.answerable, t.article.id, t.start)))
    if sides:
        by_side = [[one for one in told if mentions(side.text, one.quote)] for side in sides]
        if not all(by_side):
            return []
        each = max(1, MOST // len(sides))
        told = list(dict.fromkeys(one for side in by_side for one in side[:each]))
    else:
        told = _spread(told)
    return sorted(told, key=lambda t: (_when(t) or date.max, t.article.id, t.start))


def _lacks(asked: Question, passage: Found, article: Article) -> bool:
    """Whether the passage and its title don't hold a name that is asked about."""
    whole = f"{article.title or ''}\n{passage.text}"
    return any(not mentions(name.text, whole) for name in asked.own_names)


def _timely(asked: Question, told: list[Evidence]) -> list[Evidence]:
    """What speaks of the time that is asked about: from its first date to its last, where anything does."""
    days = [day for fact in asked.dates for day in (fact.first, fact.last) if day is not None]
    inside = [one for one in told if days and (when := _when(one)) and min(days) <= when <= max(days)]
    return inside or told


def _sides(question: Question, asked: Question) -> tuple[Name, ...]:
    """The names that are held against each other; none where the question holds none so."""
    if not _table()[question.language].sides.search(_folded(question)):
        return ()
    names = [n for n in asked.names if n.kind != "other"] or list(asked.names)
    return tuple(names) if len(names) > 1 else ()


def _of(asked: Question, passage: Found, reading: Reading, articles: Mapping[str, Article]) -> list[Evidence]:
    """The sentences of a passage that share a name or a word with the question."""
    article, found = articles[passage.article], []
    plain = len(asked.plain)
    actor = asked.names[0] if asked.names and _table()[asked.language].role.search(_folded(asked)) else None
    for start, end in sentences(passage.text):
        text, at = passage.text[start:end], passage.start + start
        if not _SHORT <= end - start <= _LONG or instructs(article.text, at, passage.start + end):
            continue
        if text.rstrip().endswith(("?", "؟", ":")) or fold_letters(text) == fold_letters(article.title or ""):
            continue
        named = [n for n in asked.names if mentions(n.text, text)]
        held = len(named) + _matching(asked, text, article.language)
        if held and not (actor and actor not in named):
            share = held / max(1, len(asked.names) + plain)
            score = reading.relevance + share - (0.0 if _ENDED.search(text) else _HEADING)
            found.append(Evidence(article, at, passage.start + end, None, score))
    return found


def _matching(asked: Question, text: str, language: str | None) -> int:
    """How many of the question's words stand in the text: by their stems, or between languages by how they
    begin."""
    words = re.findall(r"[^\W_]{2,}", text)
    if language in (None, asked.language):
        there = {stem(w, asked.language) for w in words}
        return sum(stem(w.text, asked.language) in there for w in asked.plain)
    begins = {fold_letters(w)[:_PREFIX] for w in words if len(w) >= _PREFIX}
    return sum(w.folded[:_PREFIX] in begins for w in asked.plain if len(w.folded) >= _PREFIX)


def _words(text: str) -> set[str]:
    return {fold_letters(w) for w in re.findall(r"[^\W_]{2,}", text)}


def _once(told: Sequence[Evidence]) -> list[Evidence]:
    """Without what a better one says in nearly the same words, or stands within."""
    kept: list[tuple[Evidence, set[str]]] = []
    for one in told:
        words = {w for w in _words(one.quote) if len(w) > 3}
        if any(
            len(words & other) >= _SAME * max(1, min(len(words), len(other)))
            or (known.article.id == one.article.id and known.start < one.end and one.start < known.end)
            for known, other in kept
        ):
            continue
        kept.append((one, words))
    return [one for one, _ in kept]


def _spread(told: Sequence[Evidence]) -> list[Evidence]:
    """The best, from several articles: of each one before a second of any."""
    rounds: dict[str, int] = {}
    ranked: list[tuple[bool, float, int, Evidence]] = []
    for one in told:
        rounds[one.article.id] = rounds.get(one.article.id, 0) + 1
        if rounds[one.article.id] <= EACH:
            ranked.append((rounds[one.article.id] > 1, -one.answerable, len(ranked), one))
    return [one for *_, one in sorted(ranked, key=lambda r: r[:3])][:MOST]


def _when(one: Evidence) -> date | None:
    """The first day that a sentence names, or its article's own."""
    published = parse_published(one.article.published)
    facts = find_facts(one.quote, one.article.language, published)
    for fact in (*facts, *(find_facts(published) if published else ())):
        first: date | None = fact.first
        if fact.kind == "date" and first is not None:
            return first
    return None


def _folded(question: Question) -> str:
    return fold_letters(question.text)


@dataclass(frozen=True)
class _Table:
    asks: re.Pattern[str]
    sides: re.Pattern[str]
    role: re.Pattern[str]
    asking: frozenset[str]


@cache
def _table() -> Mapping[str, _Table]:
    read = tomllib.loads((files("rag") / "synthesis.toml").read_text(encoding="utf-8"))
    return {
        language: _Table(
            re.compile(lists["asks"]),
            re.compile(lists["sides"]),
            re.compile(lists["role"]),
            frozenset(fold_letters(word) for word in lists["asking"].split()),
        )
        for language, lists in read.items()
    }
