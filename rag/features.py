"""What can be seen of a sentence that may answer a question, and what it is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.encoder import Encoder
from index.lexicon import stems
from index.names import Name, mentions
from rag.question import Question, Word
from rag.values import VALUED, Value

if TYPE_CHECKING:
    from rag.reader import Context

MOST_WORDS = 10  # of a question, that are left out one by one


@dataclass(frozen=True)
class Candidate:
    """A sentence of a passage: ``start`` and ``end`` in the passage's text."""

    passage: int
    start: int
    end: int
    context: Context
    value: Value | None

    @property
    def text(self) -> str:
        return self.context.text[self.start : self.end]


def measure(
    question: Question, candidates: Sequence[Candidate], encoder: Encoder, most: int
) -> list[tuple[Candidate, dict[str, float]]]:
    """The ``most`` likeliest candidates by what costs nothing to see, with all their features."""
    plain = [(candidate, _plain(question, candidate)) for candidate in candidates]
    plain.sort(key=lambda pair: -_first_look(pair[1], pair[0].passage))
    seen_texts: set[str] = set()
    kept: list[tuple[Candidate, dict[str, float]]] = []
    for candidate, seen in plain:
        if candidate.text not in seen_texts and len(kept) < most:
            seen_texts.add(candidate.text)
            kept.append((candidate, seen))
    if not kept:
        return []
    tested = [w for w in question.content if not _is_name(w, question.names)][:MOST_WORDS]
    without = [question.text[: w.start] + question.text[w.end :] for w in tested]
    queries = encoder.encode_queries([question.text, *without])
    vectors = encoder.encode_passages([_in_context(candidate) for candidate, _ in kept])
    cosines = vectors @ queries.T  # (sentences, 1 + words)
    for (candidate, seen), row in zip(kept, cosines, strict=True):
        gains = [float(row[0] - other) for other in row[1:]]
        shared = _shared(question, candidate)
        # A word that stands in the sentence needs no proof by vectors.
        gains = [max(g, 0.0) if w.folded in shared else g for w, g in zip(tested, gains, strict=True)]
        seen["cosine"] = float(row[0])
        seen["least_gain"] = min(gains, default=0.0)
        seen["mean_gain"] = sum(gains) / len(gains) if gains else 0.0
    return kept


def _first_look(seen: dict[str, float], rank: int) -> float:
    return (
        seen["words"] + 0.8 * seen["names"] + 0.4 * seen["names_near"] + 0.5 * seen["value"] - 0.06 * rank
    )


def _plain(question: Question, candidate: Candidate) -> dict[str, float]:
    text, context = candidate.text, candidate.context
    near = " ".join(part for part in (context.title, context.published, context.text) if part)
    names = [name.text for name in question.names]
    here = [mentions(name, text) for name in names]
    around = [mentions(name, near) for name in names]
    years = [w.text for w in question.content if w.text.isdigit()]
    plain_words = [w for w in question.content if not w.text.isdigit() and not _is_name(w, question.names)]
    shared = _shared(question, candidate)
    same = 1.0 if context.language in (None, question.language) else 0.0
    return {
        "words": sum(w.folded in shared for w in plain_words) / len(plain_words) if plain_words else 1.0,
        "names": sum(here) / len(here) if here else 1.0,
        "names_near": sum(around) / len(around) if around else 1.0,
        "numbers_near": sum(y in near for y in years) / len(years) if years else 1.0,
        "value": 1.0 if candidate.value is not None or question.kind not in VALUED else 0.0,
        "same_language": same,
        "length": min(len(text), 400) / 400,
    }


def _shared(question: Question, candidate: Candidate) -> frozenset[str]:
    """The folded content words of the question whose stem stands in the sentence."""
    language = candidate.context.language or question.language
    there = set(stems(candidate.text, language)) | set(stems(candidate.text, "any"))
    return frozenset(
        w.folded
        for w in question.content
        if any(stem in there for stem in (*stems(w.text, question.language), *stems(w.text, "any")))
    )


def _is_name(word: Word, names: Sequence[Name]) -> bool:
    return any(name.start <= word.start and word.end <= name.end for name in names)


def _in_context(candidate: Candidate) -> str:
    head = " · ".join(p for p in (candidate.context.title, candidate.context.published) if p)
    return f"{head}\n{candidate.text}" if head else candidate.text


WEIGHTS: dict[str, float] = {}
BIAS = 0.0


def probability(seen: dict[str, float]) -> float:
    """The logistic function of the weighted features: how likely the sentence answers."""
    score = BIAS + sum(weight * seen[name] for name, weight in WEIGHTS.items())
    return 1.0 / (1.0 + math.exp(-score))
