"""Whether two facts of a cited sentence changed places in the answer: same facts, other roles.

Each fact has company: the preposition before it, and the content words and other facts near it, nearer ones
weighing more. A fact in the company of another one of its kind, and not in its own, was exchanged. Only
within one language: words are compared by their stems.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.aliases import gazetteer
from index.folding import fold_word
from index.name_words import name_words
from rag.cues import stem

_WORD = re.compile(r"[^\W_]+|[;:.!?…()«»“”—–]|,")
_HARD = frozenset(";.!?…—–:«»“”")
_ROLES = {  # one word for each in a language
    word: group.split()[0]
    for group in (
        "par,pour,de du des d,à au aux,en dans,depuis,vers,contre,avec,sur,chez,by,for,of,from,in at"
        ",to into,against,with,on,since,por,para,del,al,desde,hasta hacia,con,contra"
    ).split(",")
    for word in group.split()
}
_PASSIVE = re.compile(
    r"(?<!\w)(?:(?:été|est|sont|fut|furent|sera|seront|était|étaient) (?:\w+ )?\w+[éeiustr]s?"
    r"(?: [^\s.;,]+){0,4}? par"
    r"|(?:was|were|been|be|is|are) (?:\w+ )?\w+(?: [^\s.;,]+){0,4}? by"
    r"|(?:fue|fueron|sido|es|son|será) (?:\w+ )?\w+[oa]s?(?: [^\s.;,]+){0,4}? por"
    r"|\w+(?:é|ée|és|ées|ed|ado|ada|ido|ida) (?:par|by|por))(?!\w)",
    re.IGNORECASE,
)
_FAR = 5.0  # how far company reaches, in content words
_COMMA = 1.5  # how many words a comma is worth
_CLASH = 0.5  # what company counts where the prepositions differ
_NEXT = 1.5  # within that, the first content word is what a fact goes with
# How much more of another fact's company than of its own a fact must have, and how many times as much. Set on
# pairs of sentences of which one follows from the other: of 235 true ones none was lost. Two facts that
# changed places are surer than one in the place of another; a name whose sort isn't known is least sure.
_PAIR, _FACT, _NAME, _UNSORTED = 0.2, 0.5, 0.7, 1.1
_TIMES, _TIMES_NAME = 1.6, 2.0


@dataclass(frozen=True)
class Spot:
    """A fact in a text: its place, its kind, and a key that is the same where two facts are.

    ``sort``: of a name, whether a person or a place, where that is known; of a number, whether it is "bare",
    as the second one of « 47 troupes, contre 41 ».
    """

    start: int
    end: int
    kind: str
    key: str
    sort: str = "other"


@dataclass(frozen=True)
class Told:
    """A sentence with its facts."""

    text: str
    spots: tuple[Spot, ...]
    language: str

    @cached_property
    def items(self) -> list[tuple[int, str, str]]:
        """Where each fact, word and stop begins, what it is, and of what kind."""
        found: list[tuple[int, str, str]] = [(s.start, s.key, s.kind) for s in self.spots]
        inside = {place for s in self.spots for place in range(s.start, s.end)}
        honorifics = name_words().honorifics
        for match in _WORD.finditer(self.text):
            start, word = match.start(), match[0]
            if start in inside:
                continue
            if word in _HARD:
                found.append((start, word, "hard"))
            elif word in ",()":
                found.append((start, word, "comma"))
            elif word.lower() in _ROLES:
                found.append((start, _ROLES[word.lower()], "role"))
            elif len(word) == 1 or fold_word(word) in honorifics:  # a title moves with its name
                found.append((start, word, "small"))
            else:
                root = stem(word, self.language)
                found.append((start, root or word, "word" if root else "small"))
        return sorted(found)


def exchanged(answer: Told, cited: Sequence[Told]) -> tuple[Spot, Spot] | None:
    """Two facts that changed places, or one that took the place of another; None where nothing shows it."""
    passive = _passives(answer.text)
    mine = {spot: _company(answer, spot) for spot in answer.spots}
    there = [
        (spot, _company(told, spot), spot.kind == "name" and passive != _passives(told.text))
        for told in cited
        for spot in told.spots
    ]

    def alike(spot: Spot, key: str) -> float:
        """How much of a fact's company the one with ``key`` has, where it has most."""
        same = (_alike(mine[spot], c, loose) for s, c, loose in there if (s.kind, s.key) == (spot.kind, key))
        return max(same, default=0.0)

    told = {spot.key for spot in mine}
    best: tuple[float, Spot, Spot] | None = None
    for spot in mine:
        if spot.kind == "demonym":
            continue
        others = {s.key: s for s, _, _ in there if s.kind == spot.kind and s.key != spot.key}
        own = [s for s, c, _ in there if c and (s.kind, s.key) == (spot.kind, spot.key)]
        if not own:
            continue  # it stands nowhere, or alone: « Yémen : … »
        for key, other in others.items():
            if _same(other, spot) or (key not in told and any(s.sort == "bare" for s in own)):
                continue
            kept, crossed = alike(spot, spot.key), alike(spot, key)
            partner = next((s for s in mine if (s.kind, s.key) == (spot.kind, key)), None)
            if partner is not None:  # both are told: each must have taken the other's place
                back = alike(partner, spot.key)
                if back <= alike(partner, key) or crossed <= kept:
                    continue
                kept, crossed = kept + alike(partner, key), crossed + back
            least, times = _threshold(spot, other, partner is not None)
            gain = crossed - kept
            if gain >= least and crossed >= times * kept and (best is None or gain > best[0]):
                best = gain, spot, partner or other
    return (best[1], best[2]) if best else None


def _threshold(spot: Spot, other: Spot, both: bool) -> tuple[float, float]:
    if both:
        return _PAIR, _TIMES
    if spot.kind != "name":
        return _FACT, _TIMES
    return (_NAME if spot.sort == other.sort != "other" else _UNSORTED), _TIMES_NAME


def _same(a: Spot, b: Spot) -> bool:
    """Whether two names may be one, a surname and a full name, or are of things that don't change places."""
    x, y = set(a.key.split()), set(b.key.split())
    return a.kind == "name" and (bool(x & y) or (a.sort == "place") != (b.sort == "place"))


def name_key(folded: str) -> str:
    """What a name stands for, where it is known."""
    entry = gazetteer().get(folded)
    return "+".join(sorted(entry.ids)) if entry else folded


def _passives(text: str) -> int:
    return len(_PASSIVE.findall(text))


def _company(told: Told, spot: Spot) -> Mapping[tuple[str, str], float]:
    company: dict[tuple[str, str], float] = {}

    def add(side: str, item: str, distance: float) -> None:
        weight = 1 / (1 + distance)
        for key, share in (((side, item), 0.6 * weight), (("near", item), 0.4 * weight)):
            company[key] = max(company.get(key, 0.0), share)

    for side, step in (("before", -1), ("after", 1)):
        distance = 0.0
        first = nearest = True
        for item, kind in _around(told, spot, step):
            if kind == "hard" or distance > _FAR:
                break
            if kind == "comma":
                distance += _COMMA
            elif kind == "role":
                if first and side == "before" and spot.kind != "date":
                    company["role", item] = 0.25
            elif kind == "word":
                add(side, item, distance)
                if nearest and distance < _NEXT:
                    company["next", item] = 0.3
                nearest = False
                distance += 1
            elif kind != "small":
                if kind != spot.kind:  # a fact of another kind
                    add(side, item, distance)
                distance += 0.5
            first = first and kind == "small"
    return company


def _around(told: Told, spot: Spot, step: int) -> list[tuple[str, str]]:
    """What stands before (-1, nearest first) or after a fact: words as stems, other facts as keys."""
    before = [(item, kind) for start, item, kind in told.items if start < spot.start]
    after = [(item, kind) for start, item, kind in told.items if start >= spot.end]
    return before[::-1] if step < 0 else after


def _alike(a: Mapping[tuple[str, str], float], b: Mapping[tuple[str, str], float], loose: bool) -> float:
    """The company that two facts share; ``loose``: on whichever side."""
    roles = [{item for kind, item in one if kind == "role"} for one in (a, b)]
    clash = all(roles) and roles[0].isdisjoint(roles[1])
    shared = sum(min(w, b[key]) for key, w in a.items() if key in b and (key[0] == "near" or not loose))
    return (2.5 if loose else _CLASH if clash else 1.0) * shared
