"""Which sentences of the evidence a model's sentence is about, whatever marks it gave or forgot.

A sentence is held against the evidence whose words it takes, not against any that happens to hold its facts:
a date that was changed may well stand in a sentence about something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from index.folding import fold_words
from index.names import find_names, mentions
from rag.cited import Cited, Held
from rag.cues import stem
from rag.grounding import Judged, ground

NEAR = 0.6  # the share of the nearest sentence's likeness that another must have to be what is told
_FAINT = 0.5  # a likeness below this says little where languages differ
_TRIED = 4  # sentences of the evidence that are tried, nearest first
_CITED = 3  # marks that a sentence gets at most
_NEARLY = 0.15  # how much less like a second sentence may be that is cited as well
_BARE = 3  # content words beside its facts that a sentence may have, of which none stands there
_TELLING, _KNOWN = 5, 0.25  # from so many on, this share must stand there
_STANCES = ("negation", "modality", "attribution", "exchanged")  # all facts stand there, but not so
_INVENTED = 3  # content words of a clause of which none does
_CLAUSE = re.compile(r"[,;:()–—]| (?:et|and|y|e|mais|but|pero|tandis|alors|while|mientras) | و")
_BESIDE = 2  # content words on each side of a fact
_PREFIX = 5  # letters by which words of two languages are one: *ministres*, *ministers*
_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True)
class Aligned:
    """A sentence with the marks that hold it, or none, and how it was judged with them."""

    marks: tuple[int, ...]
    judged: Judged


class Aligner:
    """Finds for sentences what holds them in ``sources``, whose numbers are the marks."""

    def __init__(self, sources: Sequence[Cited], language: str) -> None:
        self._sources = {one.n: one for one in sources}
        self._language = language
        self._words = {one.n: _words_of(one) for one in sources}

    def align(self, text: str, own: Sequence[int]) -> Aligned:
        """``text`` has no marks and no stop; ``own`` are the marks that came with it."""
        like = {n: self.likeness(text, n) for n in self._sources}
        given = [n for n in dict.fromkeys(own) if n in self._sources]
        order = sorted(like, key=lambda n: (-like[n], n not in given, n))
        tried = list(dict.fromkeys([*sorted(given, key=lambda n: -like[n]), *order[:_TRIED]]))
        if not tried:
            return Aligned((), self._judged(text, ()))
        best = max(like.values())
        singly = {n: self._judged(text, (n,)) for n in tried}
        holding = [
            n
            for n, judged in singly.items()
            if judged.supported and (like[n] >= NEAR * best or self._foreign(judged, n, given, best))
        ]
        if holding:
            first = max(holding, key=lambda n: (_held(singly[n]), n in given, like[n]))
            equal = [n for n in holding if n != first and _held(singly[n]) == _held(singly[first])]
            near = [n for n in equal if n in given or like[n] >= like[first] - _NEARLY]
            return Aligned((first, *near[: _CITED - 1]), singly[first])
        for n in (n for n in tried if singly[n].reason in _STANCES and like[n] >= NEAR * best):
            return Aligned((), singly[n])  # another sentence beside it wouldn't take that back
        for marks in _several(order[0], given, tried):
            judged = self._judged(text, marks)
            if judged.supported and not self._replaced(text, judged, marks[0]):
                return Aligned(marks, judged)
        return Aligned((), singly[tried[0]])

    def about(self, text: str, aligned: Aligned, question: Collection[str]) -> bool:
        """Whether a sentence speaks of what it cites: by a fact, or by words that stand there or in the
        ``question`` (its words), and with no clause of its own invention."""
        facts = [f for f in aligned.judged.facts if f.where is not None]
        words = [m for m in _WORD.finditer(text) if stem(m[0], self._language)]
        plain = [m for m in words if not any(f.start <= m.start() < f.end for f in facts)]
        asked = {form for word in question for form in _forms(word, self._language, True)}
        known = [
            m
            for m in plain
            if any(self._has(m[0], n) for n in aligned.marks) or _forms(m[0], self._language, True) & asked
        ]
        foreign = any(self._sources[n].spoken not in (None, self._language) for n in aligned.marks)
        if not known and (not facts or len(plain) > _BARE and not (foreign and len(facts) > 1)):
            return False
        if foreign:
            return True
        if len(plain) >= _TELLING and len(known) < _KNOWN * len(plain):
            return False
        ends = [*(m.start() for m in _CLAUSE.finditer(text)), len(text)]
        for start, end in zip([0, *ends], ends, strict=False):
            inside = [m for m in plain if start <= m.start() < end]
            held = any(start <= f.start < end for f in facts) or any(m in known for m in inside)
            if len(inside) >= _INVENTED and not held:
                return False
        return True

    def _foreign(self, judged: Judged, n: int, given: Sequence[int], best: float) -> bool:
        """Whether a sentence in another language, whose words say little, may be what is told."""
        if self._sources[n].spoken in (None, self._language):
            return False
        return n in given or best < _FAINT and any(f.where == "sentence" for f in judged.facts)

    def likeness(self, text: str, n: int) -> float:
        """The share of the words of ``text`` that stand in the sentence ``n`` or its title."""
        words = [m[0] for m in _WORD.finditer(text)]
        roots = [w for w in words if w.isdigit() or stem(w, self._language)]
        return sum(self._has(w, n) for w in roots) / len(roots) if roots else 0.0

    def _judged(self, text: str, marks: Sequence[int]) -> Judged:
        said = f"{text} {''.join(f'[{n}]' for n in marks)}."
        judged = ground(said, list(self._sources.values()), self._language).sentences
        unheld = next((one for one in judged if not one.supported), None)
        return unheld or judged[0]

    def _replaced(self, text: str, judged: Judged, first: int) -> bool:
        """Whether a fact from elsewhere stands where the nearest sentence has one of its own kind, which is
        not told: *the meeting of Marrakech was in 2019*, where 2019 is another meeting's."""
        near = self._sources[first]
        named = find_names(text, self._language)
        for fact in (f for f in judged.facts if f.n is not None and f.n != first):
            if fact.kind == "quote" or self._beside(text, fact, first):
                continue
            if fact.kind == "name":
                kind = next((n.kind for n in named if n.start <= fact.start < n.end), "other")
                others = (n for n in near.names["sentence"] if "other" in (n.kind, kind) or n.kind == kind)
                if any(not mentions(n.text, text) for n in others):
                    return True
            else:
                own = sum(f.kind == fact.kind and f.n == first for f in judged.facts)
                if own < sum(f.kind == fact.kind for f in near.facts["sentence"]):
                    return True
        return False

    def _beside(self, text: str, fact: Held, first: int) -> bool:
        """Whether a fact brought a word along from where it stands, that the nearest one doesn't have."""
        assert fact.n is not None
        words = [m for m in _WORD.finditer(text) if stem(m[0], self._language) and not m[0].isdigit()]
        before = [m[0] for m in words if m.end() <= fact.start][-_BESIDE:]
        after = [m[0] for m in words if m.start() >= fact.end][:_BESIDE]
        return any(self._has(word, fact.n) and not self._has(word, first) for word in (*before, *after))

    def _has(self, word: str, n: int) -> bool:
        same = self._sources[n].spoken in (None, self._language)
        return bool(_forms(word, self._language, same) & self._words[n])


def _held(judged: Judged) -> int:
    """How many facts were found in what is cited."""
    return sum(fact.where is not None for fact in judged.facts)


def _several(nearest: int, given: Sequence[int], tried: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Sets of marks to hold a sentence that no one holds alone, the nearest first in each."""
    whole = tuple(dict.fromkeys([nearest, *given])) if nearest in given else tuple(given)
    if 1 < len(whole) <= _CITED:
        yield whole
    for a, b in combinations(tried, 2):
        if nearest in (a, b) and (a, b) != whole:
            yield (nearest, b if a == nearest else a)


def _words_of(one: Cited) -> frozenset[str]:
    """The forms under which the words of a sentence and its title can be met."""
    found: set[str] = set()
    for _, text in one.texts:
        for match in _WORD.finditer(text):
            found |= _forms(match[0], one.spoken, True) | _forms(match[0], one.spoken, False)
    return frozenset(found)


def _forms(word: str, language: str | None, same: bool) -> set[str]:
    """A word's stem within one language; between two, itself folded, or its beginning."""
    folded = fold_words(word)
    if word.isdigit():
        return {folded}
    if same:
        root = stem(word, language)
        return {f"={root}"} if root else set()
    return {folded[:_PREFIX]} if len(folded) >= _PREFIX - 1 else set()
