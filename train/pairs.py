"""Examples become groups of pairs: the right passage, wrong ones, and near misses of question and passage."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.folding import fold_words
from index.sentences import sentences
from train.examples import Example, Pair
from train.mining import Span, key, name

WHOLE = 0.4  # of the examples are read over their whole context, the others over a passage as Dossier cuts it
LONGEST = 1500  # characters of a context that is read whole
TITLED = 0.4  # of the groups know their articles' titles

NearMiss = Callable[[Example, str, random.Random], str | None]
Switch = Callable[[str, str, random.Random], tuple[str, str] | None]


@dataclass(frozen=True)
class Shares:
    """How likely each kind of wrong pair is to be in an example's group. ``search`` may be over 1."""

    search: float = 1.0
    neighbour: float = 0.0
    removed: float = 0.0
    exchanged: float = 0.0
    false_premise: float = 0.0
    mismatched: float = 0.0


@dataclass
class Grouping:
    """Makes groups. ``contexts`` by key; ``found`` and ``passages`` as ``mining`` has them."""

    contexts: Mapping[str, Example]
    found: Mapping[str, Sequence[Span]]
    passages: Mapping[str, Sequence[Span]]
    exchanged: NearMiss
    false_premise: NearMiss
    switched: Switch
    rng: random.Random
    _keys: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._keys = list(self.contexts)

    def group(self, example: Example, shares: Shares, switching: float = 0.0) -> list[Pair]:
        """The right pair first; then the wrong ones that could be made.

        ``switching``: how likely the group's questions are in another language, word by word.
        """
        pairs = self._pairs(example, shares)
        if self.rng.random() >= switching:
            return pairs
        said = {p.question: self.switched(p.question, example.language, self.rng) for p in pairs}
        if said[example.question] is None:
            return pairs
        return [replace(p, question=other[0]) for p in pairs for other in [said[p.question]] if other]

    def _pairs(self, example: Example, shares: Shares) -> list[Pair]:
        rng = self.rng
        titled = rng.random() < TITLED
        whole = rng.random() < WHOLE and len(example.context) <= LONGEST
        at, to = self._place(example, whole)
        right = Pair(
            example.question,
            example.context[at:to],
            example.start - at,
            example.end - at,
            answerable=True,
            relevant=True,
            kind="answer",
            title=example.title if titled else None,
            published=example.published if titled or rng.random() < 0.5 else None,
        )
        pairs = [right]
        for _ in range(times(shares.search, rng)):
            pairs += self._search(example, right, whole, titled)
        if rng.random() < shares.neighbour:
            pairs += self._neighbour(example, right)
        if rng.random() < shares.removed:
            pairs += _removed(right)
        if rng.random() < shares.mismatched:
            other = self.contexts[rng.choice(self._keys)]
            if other.title != example.title or other.context != example.context:
                pairs.append(self._wrong(right, other, *self._any(other, whole), "mismatched", titled))
        if rng.random() < shares.exchanged:
            question = self.exchanged(example, right.passage, rng)
            pairs += [_asked(right, question, "exchanged")] if question else []
        if rng.random() < shares.false_premise:
            question = self.false_premise(example, right.passage, rng)
            pairs += [_asked(right, question, "false_premise")] if question else []
        return pairs

    def _place(self, example: Example, whole: bool) -> tuple[int, int]:
        """Where the passage that is read begins and ends in the example's context; it holds the answer."""
        if whole:
            return 0, len(example.context)
        holding = [
            span
            for span in self.passages.get(key(example.context), ())
            if span.start <= example.start and example.end <= span.end
        ]
        if holding:
            span = self.rng.choice(holding)
            return span.start, span.end
        at = max(0, example.start - LONGEST // 2)
        return at, min(len(example.context), max(example.end, at + LONGEST))

    def somewhere(self, example: Example, rng: random.Random) -> tuple[int, int]:
        """A part of the example's context as a user would have it read, wherever its answer is."""
        return self._any(example, rng.random() < WHOLE)

    def _any(self, other: Example, whole: bool) -> tuple[int, int]:
        spans = self.passages.get(key(other.context))
        if whole or not spans:
            return 0, min(len(other.context), LONGEST)
        span = self.rng.choice(spans)
        return span.start, span.end

    def _search(self, example: Example, right: Pair, whole: bool, titled: bool) -> list[Pair]:
        """A passage that search found and that doesn't hold the answer, any of them."""
        answer, own = fold_words(example.answer), key(example.context)
        for span in sorted(self.found.get(name(example), ()), key=lambda _: self.rng.random() ** 0.5):
            other = self.contexts[span.context]
            if span.context == own:
                continue  # that is a neighbour
            at, to = self._any(other, whole) if whole else (span.start, span.end)
            if len(answer) > 2 and answer in fold_words(other.context[at:to]):
                continue
            return [self._wrong(right, other, at, to, "search", titled)]
        return []

    def _neighbour(self, example: Example, right: Pair) -> list[Pair]:
        answer = fold_words(example.answer)
        others = [
            span
            for span in self.passages.get(key(example.context), ())
            if (span.end <= example.start or example.end <= span.start)
            and answer not in fold_words(example.context[span.start : span.end])
        ]
        if not others:
            return []
        span = self.rng.choice(others)
        passage = example.context[span.start : span.end]
        wrong = replace(right, passage=passage, start=-1, end=-1, answerable=False, kind="neighbour")
        return [replace(wrong, relevant=False)]

    def _wrong(self, right: Pair, other: Example, at: int, to: int, kind: str, titled: bool) -> Pair:
        return Pair(
            right.question,
            other.context[at:to],
            -1,
            -1,
            answerable=False,
            relevant=False,
            kind="search" if kind == "search" else "mismatched",
            title=other.title if titled else None,
            published=other.published,
        )


def times(share: float, rng: random.Random) -> int:
    """How often a thing is taken that is taken ``share`` times on average."""
    return int(share) + (rng.random() < share - int(share))


def _asked(right: Pair, question: str, kind: str) -> Pair:
    """A near miss is still about its passage: its relevance is not told."""
    near = replace(right, question=question, start=-1, end=-1, answerable=False, relevant=None)
    return replace(near, kind="exchanged" if kind == "exchanged" else "false_premise")


def _removed(right: Pair) -> list[Pair]:
    """The passage without the sentences that the answer touches; others must be left, and none repeat it."""
    spans = sentences(right.passage)
    kept = [(s, e) for s, e in spans if e <= right.start or right.end <= s]
    if not kept or len(kept) == len(spans):
        return []
    text = " ".join(right.passage[s:e] for s, e in kept)
    if fold_words(right.passage[right.start : right.end]) in fold_words(text):
        return []
    return [replace(right, passage=text, start=-1, end=-1, answerable=False, relevant=None, kind="removed")]
