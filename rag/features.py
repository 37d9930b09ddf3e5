"""What can be seen of a sentence that may answer a question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Protocol

from index.lexicon import stems
from index.names import mentions
from rag.held import dated, figures
from rag.question import Question, Word
from rag.values import VALUED, Value

if TYPE_CHECKING:
    from index.encoder import Array
    from rag.reader import Context

MOST_WORDS = 6  # of a question, that are left out one by one
_CAUSE = re.compile(
    r"\b(?:car|parce qu|afin|pour|en raison|à cause|à la suite|suite|faute de|puisque|grâce|dans le but"
    r"|vise|visant"
    r"|because|due|so that|in order|porque|debido|para|لأن|بسبب|من أجل)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Candidate:
    """A sentence of a passage: ``start`` and ``end`` in the passage's text; ``rank`` of that, from 0."""

    rank: int
    start: int
    end: int
    context: Context
    value: Value | None

    @property
    def text(self) -> str:
        return self.context.text[self.start : self.end]


@dataclass(frozen=True)
class Sight:
    """A candidate and what was seen of it, by name; shares and flags from 0 to 1."""

    candidate: Candidate
    features: Mapping[str, float]


class Vectors(Protocol):
    """The part of an encoder that is needed here."""

    def encode_queries(self, texts: Sequence[str], /) -> Array: ...

    def encode_passages(self, texts: Sequence[str], /) -> Array: ...


@dataclass(frozen=True)
class Variants:
    """The question's vector, and those of the question without each of its plain words: (1 + words, dim)."""

    tested: tuple[Word, ...]
    vectors: Array


def variants(question: Question, encoder: Vectors) -> Variants:
    tested = question.plain[:MOST_WORDS]
    without = [question.text[: w.start] + question.text[w.end :] for w in tested]
    return Variants(tested, encoder.encode_queries([question.text, *without]))


def look(
    question: Question, asked: Variants, candidates: Sequence[Candidate], encoder: Vectors, most: int
) -> list[Sight]:
    """The ``most`` likeliest candidates by what is quickly seen, with all their features."""
    contexts = {candidate.rank: candidate.context for candidate in candidates}
    around = {rank: _around(question, context) for rank, context in contexts.items()}
    wanted = _wanted(question)
    quick = []
    for candidate in candidates:
        shared = _shared(wanted, candidate, question.language)
        quick.append((candidate, shared, {**around[candidate.rank], **_quick(question, candidate, shared)}))
    quick.sort(key=lambda looked: -_first_look(looked[2]))
    kept: dict[str, tuple[Candidate, frozenset[str], dict[str, float]]] = {}
    for looked in quick:
        if len(kept) < most:
            kept.setdefault(looked[0].text, looked)
    if not kept:
        return []
    cosines = encoder.encode_passages(list(kept)) @ asked.vectors.T
    sights = []
    for (candidate, shared, seen), row in zip(kept.values(), cosines, strict=True):
        gains = {w: float(row[0] - cosine) for w, cosine in zip(asked.tested, row[1:], strict=True)}
        slow = _slow(float(row[0]), gains, shared)
        slow["least_gain_abroad"] = slow["least_gain"] * seen["other_language"]
        sights.append(Sight(candidate, seen | slow))
    return sights


def _slow(cosine: float, gains: Mapping[Word, float], shared: frozenset[str]) -> dict[str, float]:
    """What the vectors say. A word's gain is how much nearer the sentence is to the question with it.

    A word that stands in the sentence needs no such proof.
    """
    unseen = [gain for word, gain in gains.items() if word.folded not in shared]
    seen = len(gains) - len(unseen)
    supported = seen + sum(1 / (1 + exp(-(gain + 0.002) * 250)) for gain in unseen)
    return {
        "cosine": cosine,
        "supported": supported / len(gains) if gains else 1.0,
        "least_gain": max(min([*unseen, 0.0]), -0.04),
        "losses": sum(max(min(gain, 0.0), -0.04) for gain in unseen),
        "nothing_shared": float(bool(gains) and not seen),
    }


def _around(question: Question, context: Context) -> dict[str, float]:
    """What a passage and its article say of the question's names, numbers and dates."""
    near = " ".join(part for part in (context.title, context.published, context.text) if part)
    whole = context.article or near
    return {
        "names_near": _share([mentions(n.text, near) for n in question.own_names]),
        "names_in_article": float(all(mentions(n.text, whole) for n in question.names)),
        "numbers_in_article": float(all(figure in whole for figure in figures(question))),
        "dates_near": float(all(dated(date, near, context) for date in question.dates)),
        "dates_in_article": float(all(dated(date, whole, context) for date in question.dates)),
        "other_language": float(context.language not in (None, question.language)),
    }


def _quick(question: Question, candidate: Candidate, shared: frozenset[str]) -> dict[str, float]:
    """What a sentence shows without vectors."""
    text, valued = candidate.text, question.kind in VALUED
    return {
        "shared": _share([w.folded in shared for w in question.plain]),
        "names_here": _share([mentions(n.text, text) for n in question.own_names]),
        "value": float(valued and candidate.value is not None),
        "no_value": float(valued and candidate.value is None),
        "reason": float(question.kind == "reason"),
        "cause": float(question.kind == "reason" and _CAUSE.search(text) is not None),
        "manner": float(question.kind == "manner"),
        "rank": candidate.rank / 10,
        "length": min(len(text), 400) / 400,
    }


def _first_look(seen: Mapping[str, float]) -> float:
    """Enough to choose what the vectors are worth: order only."""
    return (
        seen["shared"]
        + 0.8 * seen["names_here"]
        + 0.4 * seen["names_near"]
        + 0.5 * seen["value"]
        + 0.3 * seen["cause"]
        - 0.6 * seen["rank"]
    )


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 1.0


def _wanted(question: Question) -> dict[str, frozenset[str]]:
    """The stems of each plain word, by the folded word."""
    return {
        w.folded: frozenset((*stems(w.text, question.language), *stems(w.text, "any")))
        for w in question.plain
    }


def _shared(wanted: Mapping[str, frozenset[str]], candidate: Candidate, language: str) -> frozenset[str]:
    """The folded plain words of the question whose stem stands in the sentence."""
    there = {*stems(candidate.text, candidate.context.language or language), *stems(candidate.text, "any")}
    return frozenset(word for word, roots in wanted.items() if not there.isdisjoint(roots))
