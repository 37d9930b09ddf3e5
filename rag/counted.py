"""What a number in a sentence counts, so that 84 members and about 80 countries at a meeting stay apart.

Three things are compared: the unit (a noun, a currency, a percentage), the family of the noun (*States* and
*partners* may be the same 84, *dead* and *wounded* never are), and what is told of it: whether they belong
to something or take part in something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.facts import Fact, find_facts
from rag.cues import counted, currencies
from rag.question import Question, fold_letters

Role = Literal["belong", "attend"]

# *About 80* may be 72 to 88: a figure between 50 and 100 that is rounded to tens is off by a tenth at most,
# and one between 10 and 50 that is rounded to fives hardly by more.
ROUNDED = 0.1
OPEN = 1.5  # *more than 80* speaks of 80 to 120: of 5,000 nobody says so, though it would be true
VAGUE = 10.0  # the same of *dozens* or *thousands*, up to the next such word
_VAGUE_VALUES = frozenset((10.0, 12.0, 100.0, 1e3, 1e4, 1e5, 1e6, 1e9))

# On folded text.
_MEMBERS = re.compile(
    r"(?:pays|etats?|nations?|membres?|partenaires?|organisations?|institutions?|signataires?|allies?|adherents?"
    r"|gouvernements?|countr(?:y|ies)|states?|members?|partners?|organi[sz]ations?|allies|signator(?:y|ies)"
    r"|governments?|pais(?:es)?|estados?|naci(?:on|ones)|miembros?|socios?|organizaci(?:on|ones)|gobiernos?"
    r"|(?:ال)?(?:دول|دوله|بلدا?|بلدان|عضوا?|اعضاء|شريكا?|شركاء|منظم[هت]|منظمات))\Z"
)
_DELEGATES = re.compile(
    r"(?:delega\w+|delegu\w+|represent\w+|participa\w+|(?:ال)?(?:وفدا?|وفود|مشاركا?|مشاركين))\Z"
)
_ATTEND = re.compile(
    r"\b(?:particip\w+|assist(?:e|es|er|ent|ait|aient|ant|aron|ieron|io)|represent\w*|deleg\w+|envo\w+|enverr\w+"
    r"|attend(?:ed|s|ees?|ing)?|sent|send|invit\w+|presents?|presentes|venus?|autour de la table"
    r"|enviar\w*|invitad\w+|acudi\w+|reunion|sommet|conference|rencontre|meeting|summit|gathering|cumbre)\b"
    r"|شارك|مشارك|حضر|وفد|وفود|ممثل|اجتماع|قمه|مؤتمر"
)
_BELONG = re.compile(
    r"\b(?:compos\w+|reuni\w*|regroup\w+|rassembl\w+|compt(?:e|ent|ait|aient|er|ant)|compren\w+|membres?|adher\w+"
    r"|made up|compris\w+|consist\w*|includ\w+|counts?|number(?:s|ed)|groups?|unit(?:es|ed|ing)|brings?"
    r"|has|have|members?|belong\w*"
    r"|compuest\w+|compone\w*|reune\w*|agrupa\w*|cuenta\w*|integra\w*|formad\w+|miembros?)\b"
    r"|[يت]ضم|[يت]تكون|[يت]تالف|عضو|اعضاء"
)
_ASKED = re.compile(
    r"(?:\bcombien d(?:e\s+|['’]\s?)"
    r"|\b(?:nombre|numero|numbers?|total) (?:de[ls]?|of)\s+(?:the\s+|los\s+|las\s+)?"
    r"|\bnombre d(?:es\s+|['’])|\bhow many\s+|\bcuant[oa]s\s+|كم عدد\s+|\bعدد\s+|\bكم\s+(?:من\s+)?)(\w+)"
)
_CLAUSE = re.compile(r"[,;:.!?()–—،؛؟]")
_AFTER = 60  # characters after a number in which *sent representatives* may stand


@dataclass(frozen=True)
class Count:
    """A number and what it counts. It may be from ``low`` to ``high``; ``loose``: to a vague end."""

    value: float
    bound: str
    unit: str | None
    role: Role | None
    low: float
    high: float
    loose: float | None = None

    @property
    def exact(self) -> bool:
        return self.bound == "exact"


@lru_cache(1024)
def count_at(
    sentence: str, language: str | None, published: str | None, start: int, end: int
) -> Count | None:
    """The number at ``sentence[start:end]``, or None where there is none or several."""
    found = [
        fact
        for fact in find_facts(sentence, language, published)
        if fact.kind == "number" and min(fact.end, end) > max(fact.start, start)
    ]
    return _count(sentence, found[0]) if len(found) == 1 else None


def _count(sentence: str, fact: Fact) -> Count:
    value = fact.value or 0.0
    spread = max(1.0, ROUNDED * abs(value)) if fact.bound == "about" else 0.0
    vague = value in _VAGUE_VALUES and not any(c.isdigit() for c in fact.text)
    low = 0.0 if fact.bound == "at_most" else value - spread
    high = float("inf") if fact.bound == "at_least" else value + spread
    loose: float | None = None
    if fact.bound == "at_least":
        loose = value * (VAGUE if vague else OPEN)
    elif fact.bound == "at_most":
        loose = value / OPEN
    role = _role(sentence, fact)
    return Count(value, fact.bound or "exact", fact.unit, role, low, high, loose)


def _role(sentence: str, fact: Fact) -> Role | None:
    """Whether a sentence says of what it counts that it belongs, or takes part; None where it can't be told.

    The clause up to the number decides, then what follows it: *80 countries will send representatives*.
    *A meeting brings together 80 countries* is taking part.
    """
    opening = max((m.end() for m in _CLAUSE.finditer(sentence[: fact.start])), default=0)
    before = fold_letters(sentence[opening : fact.start])
    after = fold_letters(_CLAUSE.split(sentence[fact.end : fact.end + _AFTER])[0])
    unit = fold_letters(fact.unit or "").split(" ")[-1]
    if _ATTEND.search(before) or _DELEGATES.match(unit):
        return "attend"
    if _BELONG.search(before):
        return "belong"
    if _ATTEND.search(after):
        return "attend"
    return "belong" if _BELONG.search(after) else None


def asked_role(question: Question) -> Role | None:
    """The same of what a question counts: *how many members* belong, *how many took part*."""
    text = fold_letters(question.text)
    if re.search(r"\b(?:membres?|members?|miembros?|partenaires?|partners?|socios?)\b|اعضاء|عضوا", text):
        return "belong"
    if _ATTEND.search(text):
        return "attend"
    return "belong" if _BELONG.search(text) else None


def counts_otherwise(question: Question, unit: str | None) -> bool:
    """Whether *two men* are counted where *how many States* is asked: nouns of two known groups. The dead
    and soldiers are people too."""
    groups = {**dict.fromkeys(currencies(), -1), "%": -2, **counted()}
    people = {groups[noun] for noun in ("personne", "mort", "blesse", "soldat")}
    asked = _ASKED.search(fold_letters(question.text))
    a = groups.get(asked[1].removeprefix("ال")) if asked else None
    b = next((groups[word] for word in fold_letters(unit or "").split() if word in groups), None)
    return None not in (a, b) and a != b and not {a, b} <= people


def off_question(question: Question, count: Count) -> bool:
    """Whether a number counts who belongs where those are asked for who take part, or the reverse."""
    return len({count.role, asked_role(question)} - {None}) == 2


def same_thing(question: Question, one: Count, other: Count) -> bool:
    """Whether two numbers count the same, so that they can agree or differ."""
    roles = {one.role, other.role, asked_role(question)} - {None}
    return len(roles) < 2 and _same_unit(one, other)


def _same_unit(one: Count, other: Count) -> bool:
    if one.unit is None or other.unit is None:  # *they were 84*: only the same figure is the same thing
        return one.unit == other.unit or (one.exact and other.exact and one.value == other.value)
    a, b = (fold_letters(count.unit or "").split(" ")[-1] for count in (one, other))
    if a.rstrip("sx") == b.rstrip("sx") or (_MEMBERS.match(a) and _MEMBERS.match(b)):
        return True
    money, groups = currencies(), counted()
    return money.get(a, a) == money.get(b, b) or groups.get(a, a) == groups.get(b, b)


def relation_of(one: Count, other: Count) -> Literal["same", "compatible", "different", "other"]:
    """How two numbers of the same thing stand to each other."""
    if (one.value, one.bound) == (other.value, other.bound):
        return "same"
    if one.low > other.high or other.low > one.high:
        return "different"
    for open_ended, known in ((one, other), (other, one)):
        if open_ended.loose is None or known.bound == open_ended.bound:
            continue
        least = open_ended.bound == "at_least"
        if known.low > open_ended.loose if least else known.high < open_ended.loose:
            return "other"
    return "compatible"


def more_precise(one: Count, other: Count) -> bool:
    """Whether ``one`` says more closely what both say: 84 before *about 80* before *more than 80*."""
    order = {"exact": 0, "about": 1}
    a, b = order.get(one.bound, 2), order.get(other.bound, 2)
    if a != b:
        return a < b
    if a == 2 and one.bound == other.bound:
        return one.value > other.value if one.bound == "at_least" else one.value < other.value
    return False
