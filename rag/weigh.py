"""What the evidence says together: the value best supported, who agrees, and who differs.

The value is the one that is likeliest by all independent sources that give it, or one compatible with it;
of compatible values the most precise is told. Copies of one wire story are one source.

A disagreement is said only where it surely is one (``rag/disagreement.py``): a false one costs more trust
than one left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from index.tense import tense_around
from rag.back_then import only_then
from rag.compare import Relation, accord, count, narrower, relation
from rag.copies import sources
from rag.counted import off_question
from rag.disagreement import differs
from rag.evidence import Evidence
from rag.frames import LEVELS, Frame, apart, frame
from rag.mood import Mood, mood, to_come
from rag.question import Question, fold_letters
from rag.who_is import person_asked

PLANNED = 0.8  # of a sentence's probability, where it only announces or claims: what took place comes first;
# … or tells of what is over, where what is to come is asked for
BACK_THEN = 0.9  # … where it says what held then, and what holds is asked
OFF_QUESTION = 0.5  # … where it counts members and those who took part are asked for
INDEPENDENT = 0.25  # how far several sources raise a value over the surest of them
LEAST_DIFFERING = 0.5  # a sentence less likely to answer than that is contradicted by nothing …
AGAINST_PLACE = 0.35  # … nor contradicts anything, but for places: their frames show that it is one event
NEARLY = 0.1  # less than is asked of one sentence, where others that say the same make up for it
PLAINLY = 0.4  # of a sentence that says plainly what a likelier one only announces
MOST_DIFFERING = 2  # other values that are told
MOST_EACH = 3  # sentences cited for each of them
_SAME_SENTENCE = 8  # words; as long a sentence found in two articles has one origin


@dataclass(frozen=True)
class Other:
    """Another value for the same question. ``evidence``: a sentence of each source that gives it.

    ``mood``: how they speak: ``told`` if one of them does, else ``announced`` if one does, else ``claimed``.
    """

    evidence: tuple[Evidence, ...]
    mood: Mood

    @property
    def short(self) -> str:
        return short(self.evidence[0])


@dataclass(frozen=True)
class Weighed:
    """``told`` is the sentence whose value is the answer; ``agree`` has a tuple of sentences for each
    independent source that says the same or something compatible, that of ``told`` first."""

    told: Evidence
    agree: tuple[tuple[Evidence, ...], ...]
    differ: tuple[Other, ...] = ()

    @property
    def cited(self) -> list[Evidence]:
        """All that agree, source by source."""
        return [piece for source in self.agree for piece in source]


def weigh(
    question: Question,
    evidence: Sequence[Evidence],
    *,
    least: float,
    confirming: float,
    differing: float = LEAST_DIFFERING,
) -> Weighed | None:
    """The evidence for ``question``, weighed; None where no piece is ``least`` likely, alone or, by a little
    less, with the others that say the same.

    ``confirming``: how likely a sentence must be to count for a value that another one gives; ``differing``:
    how likely the sentence told must be for another to count against it.
    """
    pieces = [e for e in evidence if e.answerable >= confirming]
    return _Scale(question, pieces).weighed(least, differing)


class _Scale:
    """The pieces of evidence for one question, each compared with each at most once."""

    def __init__(self, question: Question, pieces: Sequence[Evidence]) -> None:
        self._question = question
        self._pieces = pieces
        self._source = _origins(pieces)
        self._accords: dict[tuple[int, int], Relation | None] = {}
        self._frames: dict[int, Frame] = {}
        self._planned_asked = mood(question.text) == "announced"
        self._to_come = to_come(question.text, question.language)
        office = person_asked(question) is not None  # who somebody is, is told in passing, whatever the mood
        self._then = [only_then(question, e.quote) for e in pieces]
        self._moods: list[Mood] = ["told" if office else _mood(e) for e in pieces]

    def _told(self, least: float) -> int | None:
        """The piece whose value is told: of the best supported one's, the most precise, and plainly said."""
        likely = [
            i
            for i, e in enumerate(self._pieces)
            if e.answerable >= least or e.answerable >= least - NEARLY and self._support(i) >= least
        ]
        if not likely:
            return None
        best = max(likely, key=lambda i: (self._support(i), self._timely(i), self._weight(i)))
        while finer := [i for i in likely if self._agree(best, i) and self._narrower(i, best)]:
            best = max(finer, key=lambda i: (self._support(i), self._pieces[i].answerable))
        if self._planned_asked:
            return best
        plain = [
            i
            for i, piece in enumerate(self._pieces)
            if piece.answerable >= PLAINLY
            and (i == best or self._accord(best, i) == "same" and self._agree(best, i))
            and not self._narrower(best, i)
            and self._moods[i] == "told"
        ]
        if plain and best not in plain:
            best = max(plain, key=lambda i: self._pieces[i].answerable)
        return best

    def weighed(self, least: float, differing: float) -> Weighed | None:
        """See ``weigh``."""
        first = self._told(least)
        if first is None:
            return None
        side = self._side(first)
        return Weighed(self._pieces[first], self._agreeing(side), self._differing(side, differing))

    def _side(self, first: int) -> list[int]:
        """``first``, then what goes with it and with all taken before, likeliest first."""
        side = [first]
        for i in sorted(range(len(self._pieces)), key=lambda i: -self._pieces[i].answerable):
            if i != first and self._agree(i, first) and not self._apart(i, side):
                side.append(i)
        return side

    def _agreeing(self, side: Sequence[int]) -> tuple[tuple[Evidence, ...], ...]:
        """The sentences of a side, source by source. Where its first tells plainly, what is only announced,
        claimed or denied elsewhere does not confirm it."""
        plain = self._moods[side[0]] == "told"
        groups: dict[str, list[Evidence]] = {}
        for i in side:
            if i == side[0] or not plain or self._moods[i] == "told":
                groups.setdefault(self._source[i], []).append(self._pieces[i])
        return tuple(tuple(group) for group in groups.values())

    def _differing(self, side: Sequence[int], least: float) -> tuple[Other, ...]:
        """The other values, best supported first. A source that also agrees is not against anything.

        The frame of the answer is the best known one of its side.
        """
        first = side[0]
        if max(self._pieces[i].answerable for i in side) < least:
            return ()
        heard = AGAINST_PLACE if self._question.kind == "place" else least
        siding = {self._source[i] for i in side}
        known = min(side, key=lambda i: LEVELS.index(self._frame(i).level))
        against = [
            i
            for i, piece in enumerate(self._pieces)
            if piece.answerable >= heard
            and self._source[i] not in siding
            and relation(self._question, self._pieces[first], piece) == "different"
            and differs(self._question, self._pieces[first], piece, self._frame(known), self._frame(i))
        ]
        against.sort(key=lambda i: -self._pieces[i].answerable)
        found: list[Other] = []
        while against and len(found) < MOST_DIFFERING:
            head = max(against, key=lambda i: (self._support(i), self._pieces[i].answerable))
            while finer := [i for i in against if self._agree(head, i) and self._narrower(i, head)]:
                head = finer[0]
            group = [head, *(i for i in against if i != head and self._agree(head, i))]
            by_source = {self._source[i]: i for i in reversed(group)}
            kept = [i for i in group if by_source[self._source[i]] == i][:MOST_EACH]
            moods = [self._moods[i] for i in kept]
            said: Mood = "told" if "told" in moods else "announced" if "announced" in moods else "claimed"
            found.append(Other(tuple(self._pieces[i] for i in kept), said))
            against = [i for i in against if i not in group]
        return tuple(found)

    def _accord(self, i: int, j: int) -> Relation | None:
        pair = (min(i, j), max(i, j))
        if pair not in self._accords:
            self._accords[pair] = accord(self._question, self._pieces[pair[0]], self._pieces[pair[1]])
        return self._accords[pair]

    def _frame(self, i: int) -> Frame:
        if i not in self._frames:
            self._frames[i] = frame(self._question, self._pieces[i])
        return self._frames[i]

    def _agree(self, i: int, j: int) -> bool:
        """Whether two pieces give values that go together, of one event."""
        return self._accord(i, j) is not None and not self._apart(i, [j])

    def _apart(self, i: int, others: Sequence[int]) -> bool:
        """Whether a sentence about a place tells of another event by its own words: a meeting in July that
        was in the same town as the one in May confirms nothing."""
        if self._question.kind != "place" or self._frame(i).level != "own":
            return False
        own = [self._frame(j) for j in others if self._frame(j).level == "own"]
        return any(apart(self._question, self._frame(i), frame) for frame in own)

    def _narrower(self, i: int, j: int) -> bool:
        return i != j and narrower(self._question, self._pieces[i], self._pieces[j])

    def _weight(self, i: int) -> float:
        plain = self._planned_asked or self._moods[i] == "told"
        if self._to_come and self._past(i):
            plain = False
        number = count(self._pieces[i])
        fitting = number is None or not off_question(self._question, number)
        then = BACK_THEN if self._then[i] else 1.0
        return self._pieces[i].answerable * (
            (1.0 if plain else PLANNED) * (1.0 if fitting else OFF_QUESTION) * then
        )

    def _timely(self, i: int) -> bool:
        """Of sentences with one value those that announce it come first, where that is asked for."""
        return self._to_come and self._moods[i] == "announced"

    def _past(self, i: int) -> bool:
        """Whether a piece tells plainly of what is over."""
        piece = self._pieces[i]
        start, end = piece.items[0] if piece.items else (0, 0)
        around = (piece.article.text, piece.start + start, piece.start + end)
        return self._moods[i] == "told" and tense_around(*around) == "past"

    def _support(self, i: int) -> float:
        """How likely the value is by the sources that give it: as by the surest, and a part of the way to
        what they were worth if they erred independently (noisy or, Pearl 1988). They don't: a name that
        many articles hold is taken for the answer in all of them.

        A source is heard for its likeliest value, and not for another that it names too.
        """
        best: dict[str, float] = {}
        for j in range(len(self._pieces)):
            if (j == i or self._agree(i, j)) and self._stands(j):
                source = self._source[j]
                best[source] = max(best.get(source, 0.0), self._weight(j))
        surest = max(best.values(), default=0.0)
        return surest + INDEPENDENT * (1 - prod(1 - weight for weight in best.values()) - surest)

    def _stands(self, j: int) -> bool:
        """Whether no likelier piece of its source gives another value."""
        return not any(
            self._source[k] == self._source[j]
            and self._pieces[k].answerable > self._pieces[j].answerable
            and self._pieces[k].value is not None
            and not self._agree(k, j)
            for k in range(len(self._pieces))
        )


def _mood(evidence: Evidence) -> Mood:
    """Of the sentence, or of it without the clause that answers: *to be ready for what might happen*
    announces nothing, and *according to an approach that …* claims nothing."""
    whole = mood(evidence.quote)
    if whole == "told" or evidence.value is not None or len(evidence.items) != 1:
        return whole
    [(start, end)] = evidence.items
    return mood(f"{evidence.quote[:start]} {evidence.quote[end:]}")


def short(evidence: Evidence) -> str:
    """The value and no more, in the question's language where it has a normal form."""
    if evidence.value is not None and len(evidence.items) < 2:
        return evidence.value.said
    return ", ".join(evidence.said)


def _origins(pieces: Sequence[Evidence]) -> list[str]:
    """For each piece the id of the article that stands for its source: copies of one story, and those that
    print the same sentence, are one."""
    articles = {e.article.id: e.article for e in pieces}
    source = sources(list(articles.values()))
    printed: dict[str, str] = {}
    for piece in pieces:
        words = " ".join(re.findall(r"\w+", fold_letters(piece.quote)))
        if words.count(" ") < _SAME_SENTENCE - 1:
            continue
        known = source[printed.setdefault(words, piece.article.id)]
        mine = source[piece.article.id]
        if known != mine:
            source = {id: known if origin == mine else origin for id, origin in source.items()}
    return [source[e.article.id] for e in pieces]
