"""Whether an answer tells as done or as fact what the cited sentence denies, plans or leaves to somebody.

By cues (``cues.toml``) in both sentences. What a cue governs is the stretch of the sentence that it stands
in, and it counts only where the answer speaks of that stretch. A cue of the answer's own, in whatever words,
excuses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.cues import LANGUAGES, cues, plain, stem

Stance = Literal["negation", "modality", "attribution"]

_BUT = "mais|tandis que|alors que|but|while|whereas|pero|mientras|لكن"
_BREAK = re.compile(rf"[,;:()]|[.!?؟…] | [—–] |(?<!\w)(?:{_BUT}|qui|dont|which|who)(?!\w)")
_STRONG_BREAK = re.compile(rf";|[.!?؟…] | — |(?<!\w)(?:{_BUT})(?!\w)|, (?:et|and|y) ")
_WORD = re.compile(r"[^\W\d_]+")
_THAT = re.compile(r"(?: \w+ment| \w+ly)? (?:que (?!de)|qu'|that |d'|de |of |أن )")
_PREPOSITIONS = frozenset(
    ("selon", "d'après", "according to", "según", "de acuerdo con", "حسب", "بحسب", "وفق", "وفقا", "وفقًا")
)
_HEARSAY = frozenset(
    "aurait auraient serait seraient reportedly supposedly allegedly présumé présumée presunto".split()
)
_UN = {  # « impossible » is what is « pas possible »
    "fr": ("in", "im", "il", "ir"),
    "en": ("un", "in", "im", "il", "ir"),
    "es": ("in", "im", "il", "ir"),
}
_PREFIXED = 6  # letters that a word with such a prefix has more than
_FOLLOW = 2  # content words after a cue that tell what it goes with
_LEAST = 0.5  # the share of what the answer takes from the sentence that must lie in the stretch


@dataclass(frozen=True)
class Side:
    """A sentence, its language, and where its facts stand (in a cited one: those that the answer tells)."""

    text: str
    language: str | None
    facts: tuple[tuple[int, int], ...] = ()


def asserts(text: str, language: str | None) -> bool:
    """Whether a verb or a negation shows that a short text is more than a value."""
    if language not in LANGUAGES:
        return False
    told, plan, no = plain(text), cues("plan", str(language)), cues("negation", str(language))
    return any(p.search(told) for p in (no.said, no.strong, plan.said, plan.future, plan.past))


def differing(answer: Side, cited: Sequence[Side]) -> Stance | None:
    """How the answer differs from every cited sentence that it draws on; None where one agrees."""
    drawn = [side for side in cited if side.language in LANGUAGES]
    if answer.language not in LANGUAGES or len(drawn) < len(cited) or not cited:
        return None
    told = plain(answer.text)
    if _adds_negation(answer, told, drawn):
        return "negation"
    used = [side for side in drawn if side.facts or _shared(answer, side)] or drawn
    for stance in ("negation", "modality", "attribution"):
        if all(_drops(stance, answer, told, side) for side in used):
            return stance
    return None


def _adds_negation(answer: Side, told: str, cited: Sequence[Side]) -> bool:
    own = cues("negation", str(answer.language))
    if not (own.said.search(told) or own.strong.search(told)):
        return False
    return not any(_is_negative(answer, side) for side in cited)


def _is_negative(answer: Side, side: Side) -> bool:
    """Whether what the answer takes from the cited sentence has a negative word, however faint."""
    text, here = plain(side.text), cues("negation", str(side.language))
    same = answer.language == side.language
    for pattern in (here.said, here.strong, here.weak):
        for match in pattern.finditer(text):
            if not same:
                return True
            # « n'a pas suspendu » denies « a suspendu », faintly negative as the word is.
            denied = pattern is here.weak and _roots(match[0], side.language) & _roots_of(answer)
            if not denied and _governs(answer, side, match):
                return True
    return same and any(
        stem(word[2:], side.language) in _roots_of(answer)
        for word in _WORD.findall(text)
        if len(word) > _PREFIXED and word.startswith(_UN.get(str(side.language), ()))
    )


def _roots_of(side: Side) -> frozenset[str]:
    return _roots(side.text, side.language)


def _drops(stance: Stance, answer: Side, told: str, side: Side) -> bool:
    """Whether the cited sentence has a cue over what the answer takes from it, and the answer has none."""
    text = plain(side.text)
    language, own = str(side.language), str(answer.language)
    if stance == "negation":
        if cues("negation", own).excused(told):
            return False
        here = cues("negation", language)
        return any(_governs(answer, side, m) for p in (here.said, here.strong) for m in p.finditer(text))
    excused = cues("plan", own).excused(told) or cues("attribution", own).said.search(told)
    if stance == "attribution":
        if excused or cues("attribution", own).weak.search(told):
            return False
        return any(_claimed(answer, side, m) for m in cues("attribution", language).said.finditer(text))
    if excused:
        return False
    here = cues("plan", language)
    if any(_governs(answer, side, m) for m in here.said.finditer(text)):
        return True
    past = cues("plan", own).past.search(told) is not None
    return past and any(_governs(answer, side, m) for m in here.future.finditer(text))


def _governs(answer: Side, side: Side, cue: re.Match[str]) -> bool:
    """Whether the answer tells what the cue goes with: the words that follow it or, where these are names or
    in another language, most of its stretch and something after it."""
    text = plain(side.text)
    start, end = _stretch(text, cue, _BREAK)
    if not _WORD.search(text, cue.end(), end):  # « n'était pas, alors, titulaire »
        start, end = _stretch(text, cue, _STRONG_BREAK)
    if answer.language == side.language:
        after = (m for m in _WORD.finditer(side.text, cue.start(), end) if not _in_fact(m.start(), side))
        roots = [root for m in after if (root := stem(m[0], side.language))]
        if not _roots_of(answer).isdisjoint(roots[:_FOLLOW]):
            return True
        if roots and roots[0] != stem(cue[0].split()[-1], side.language):
            return False
        if not roots:  # « …, le sujet ne l'est pas »: what stands before it in its clause
            start, end = _stretch(text, cue, _BREAK)
            return any(start <= p < cue.start() for p in _shared(answer, side))
    places = _shared(answer, side)
    inside = [p for p in places if start <= p < end]
    return any(p > cue.start() for p in inside) and len(inside) > _LEAST * len(places)


def _claimed(answer: Side, side: Side, cue: re.Match[str]) -> bool:
    """Whether what the answer tells is what is claimed, and not who claims it."""
    text = plain(side.text)
    start, end = _stretch(text, cue, _STRONG_BREAK)
    near = _stretch(text, cue, _BREAK)
    places = _shared(answer, side)
    if cue[0] in _PREPOSITIONS:  # « selon X, … »: all else, where the answer doesn't speak of X
        if any(near[0] <= a < near[1] and a > cue.start() for a, _ in side.facts):
            return False
        claimed = [p for p in places if start <= p < end and not near[0] <= p < near[1]]
        claimed = claimed or [p for p in places if start <= p < cue.start()]
    elif that := _THAT.match(text, cue.end()):  # « affirme que … », « accusé de … »
        whole = that[0].strip() in ("de", "d'", "of")
        claimed = [p for p in places if that.end() <= p < (near[1] if whole else end)]
    elif text[: cue.start()].rstrip().endswith((",", "»", '"')):  # « …, affirme X »
        claimed = [p for p in places if start <= p < cue.start()]
    elif cue[0].split()[0] in _HEARSAY:
        return _governs(answer, side, cue)
    else:
        return False
    return len(claimed) > _LEAST * len(places)


def _stretch(text: str, cue: re.Match[str], breaks: re.Pattern[str]) -> tuple[int, int]:
    start = max((m.end() for m in breaks.finditer(text, 0, cue.start())), default=0)
    after = breaks.search(text, cue.end())
    return start, after.start() if after else len(text)


def _in_fact(place: int, side: Side) -> bool:
    return any(a <= place < b for a, b in side.facts)


def _shared(answer: Side, side: Side) -> list[int]:
    """Where that stands which the answer tells: facts and, in one language, words."""
    places = [start for start, _ in side.facts]
    if answer.language == side.language:
        roots = _roots(answer.text, answer.language)
        for match in _WORD.finditer(side.text):
            if not _in_fact(match.start(), side) and stem(match[0], side.language) in roots:
                places.append(match.start())
    return places


@lru_cache(256)
def _roots(text: str, language: str | None) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _WORD.findall(text)) - {""}
