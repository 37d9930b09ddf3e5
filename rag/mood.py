"""How a sentence speaks: as told, as announced, on somebody's word, or with a denial. By its words alone.

The four moods are coarse on purpose: where a plain sentence is taken for another, it is quoted, or left out
of a comparison, and nothing false is said.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from rag.question import fold_letters

Mood = Literal["told", "announced", "claimed", "denied"]

# On folded text.
_DENIED = re.compile(
    r"\b(?:n'\w+|ne|jamais|dement\w*|refus\w*|annul\w*|report(?:ee?s?|er)"
    r"|not|\w+n't|never|den(?:y|ies|ied)|cancel\w*|postpon\w*"
    r"|no|nunca|aplaz\w*)\b"
    r"|\bلم\b|\bلن\b|\bليس|الغ[يا]|تاجيل"
)
_NO_NEGATION = re.compile(r"\bN['’](?=[A-ZÀ-Ý])")  # N'Djamena
_ANNOUNCED = re.compile(
    r"\b(?:doi(?:t|vent)|devai(?:t|ent)|(?:va|vont) \w+(?:er|ir|re)|invitee?s?|\w+r(?:ait|aient)"
    r"|attendue?s?|prevue?s?|prevoi(?:t|ent)|annonc\w*|envisag\w*|se prepar\w*|s'apprete\w*"
    r"|\w*(?:er|ir|ur|nd|vr|rr)(?:a|ont)"
    r"|expect\w*|planned|plans to|scheduled?|announc\w*|would|will|might|should|must|ought"
    r"|(?:is|are|was|were|due|going) to"
    r"|previst[oa]s?|anunci\w*|podria\w*|deberia\w*|debian?|deben?|preve\w*|espera\w*)\b"
    r"|سوف|من المقرر|من المتوقع|اعلن|\bس[يت]\w{3,}"
)
# What *selon* says how something is done by, not who says so.
_BY_WAY = (
    r" (?:une?|les?|la|l'|des?|cette|ces?|leurs?|ses?|son|sa)? ?(?:meme )?(?:approches?|methodes?|modalites?"
    r"|formules?|formats?|formes?|principes?|criteres?|logiques?|procedures?|calendriers?|regles?|besoins?"
    r"|cas|ordre|rythme|axes?|termes|que)\b"
)
_CLAIMED = re.compile(
    rf"\b(?:selon(?!{_BY_WAY})|d'apres|accus\w*|affirm\w*|presum\w*|pretend\w*|alleg\w*|claim\w*|reportedly|according|segun)\b"
)
_SPANISH_FUTURE = re.compile(r"\w{2,}r(?:á|án)\b")  # folding would lose it


_TO_COME = {
    "fr": re.compile(
        r"\b\w{2,}(?:er|ir|ur|nd|vr|rr)(?:a|ont)\b|\b(?:doi(?:t|vent)|(?:va|vont) \w+(?:er|ir|re))\b"
    ),
    "en": re.compile(r"\b(?:will|(?:is|are) (?:going|due|expected|planned|scheduled) to)\b"),
    "es": re.compile(r"\w{2,}r(?:á|án)\b|\bvan? a \w+r\b"),
    "ar": re.compile(r"سوف|\bس[يت]\w{3,}"),
}


def to_come(question: str, language: str) -> bool:
    """Whether a question asks of what is to come, by its verb."""
    text = question.lower() if language == "es" else fold_letters(question)  # folding would lose *-rá*
    return _TO_COME[language].search(text) is not None


@lru_cache(1024)
def mood(sentence: str) -> Mood:
    """How a sentence speaks; of several moods the one that takes most back: denied, claimed, announced."""
    folded = fold_letters(sentence)
    if _DENIED.search(fold_letters(_NO_NEGATION.sub("", sentence))):
        return "denied"
    if _CLAIMED.search(folded):
        return "claimed"
    if _ANNOUNCED.search(folded) or _SPANISH_FUTURE.search(sentence):
        return "announced"
    return "told"


def hedged(sentence: str) -> bool:
    """Whether a sentence speaks of what is planned, expected, claimed or denied, as far as its words show."""
    return mood(sentence) != "told"
