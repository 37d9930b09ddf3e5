"""The order of the words in a code-switched question: auxiliaries, genitives, adjectives, prepositions."""

from __future__ import annotations

import re

from train.switching_words import Unit, lexicon

_LATE = {"in", "by", "for", "with", "on", "from", "to", "of", "at"}
_BE = {"was": "passive", "were": "passives", "is": "being", "are": "beings"}
SUPPORT = {"did": "past", "does": "present", "do": "presents"}
MODAL = {"can", "could", "may", "might", "must", "should", "would", "will"}
_AUXILIARIES = {*SUPPORT, *_BE, *MODAL, "has", "have", "had"}
_ENDS_IN_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)$")


def ordered(units: list[Unit], asks: int, language: str, target: str) -> list[Unit]:
    """The units in the order of the other language, the verb that goes with *did* in its place."""
    table = lexicon(language)
    for i, unit in enumerate(units):
        if unit.role == "ask" and i != asks and (found := table.get(f"~{unit.text}")):
            units[i] = Unit(unit.text, "fixed", unit.words, unit.spaced, *found)
    if language == "en":
        units = _english(units)
    end = len(units)
    while end and units[end - 1].role == "sign":
        end -= 1
    asked = units[:end].index(next(u for u in units if u.role == "ask"))
    if (
        language == "en"
        and end > 1
        and units[end - 1].text in _LATE
        and asked == 0
        and units[0].kind in ("which", "asking")
    ):
        late = units.pop(end - 1)
        if units[0].kind == "which" or units[0].text in ("who", "what", "where", "whom"):
            units.insert(0, late)
    elif asked > 2 and (target == "ar" or asked == end - 1):
        start = asked - 1 if units[asked - 1].role in ("in", "link") else asked
        stop = asked + 1
        while (
            units[asked].kind in ("which", "how_many")
            and stop < end
            and units[stop].role in ("noun", "adjective")
        ):
            stop += 1
        units = units[start:stop] + units[:start] + units[stop:]
    return _swapped(units, language, target)


def _english(units: list[Unit]) -> list[Unit]:
    for i, unit in enumerate(units):
        later = _later_verbs(units, i) if unit.text in _AUXILIARIES else []
        if unit.role == "support":
            if later:
                verb = units.pop(later[0])
                verb.feature = SUPPORT[unit.text]
                units[i] = verb
            else:
                units[i] = Unit("", "gone", 1)
        elif unit.role == "be" and unit.text in _BE and later and units[later[0]].feature in ("past", "part"):
            if i == 0 or units[i - 1].role != "fixed":
                verb = units.pop(later[0])
                verb.feature = _BE[unit.text]
                units[i] = verb
        elif unit.text in ("has", "have", "had") and later and units[later[0]].feature in ("past", "part"):
            units[i] = units.pop(later[0])
            units[i].feature = "past"
        elif unit.text.endswith("what") and unit.role == "ask" and units[i + 1 : i + 2]:
            found = lexicon("en")["which"]
            if units[i + 1].role in ("noun", "adjective", "unknown", "best"):
                units[i] = Unit("what", "ask", 1, True, *found)
                lead = unit.text.rpartition(" ")[0]
                if lead in ("of", "to"):
                    units.insert(i, Unit(lead, "link", 1, unit.spaced))
                elif lead in lexicon("en"):
                    units.insert(i, Unit(lead, "in", 1, unit.spaced, *lexicon("en")[lead]))
        elif unit.text in MODAL and later and units[later[0]].feature in ("base", "presents"):
            units.insert(i + 1, units.pop(later[0]))
            units[i + 1].feature = "inf"
    is_said = False
    for i, unit in enumerate(units):
        if unit.role == "verb" and unit.feature in ("past", "pasts") and i:
            before, after = units[i - 1], units[i + 1].text if i + 1 < len(units) else ""
            if _ENDS_IN_BE.search(before.text) or (is_said and (after == "by" or before.role == "noun")):
                unit.feature = "part"
        is_said = is_said or unit.kind == "which_is" or unit.role in ("verb", "be")
    for i, unit in enumerate(units):
        if unit.role == "'s" and i and i + 1 < len(units):
            start = i - 1
            while start and units[start].role == "name" and units[start - 1].role == "name":
                start -= 1
            if start and units[start - 1].role in ("the", "own", "a"):
                start -= 1
            stop = i + 1
            while stop < len(units) and units[stop].role in ("adjective", "noun", "best"):
                stop += 1
            if stop < len(units) and units[stop].role == "unknown" and units[stop - 1].role != "noun":
                stop += 1
            if stop > i + 1:
                the, of = Unit("the", "the", 0, True, None, "s"), Unit("of", "link")
                units = [*units[:start], the, *units[i + 1 : stop], of, *units[start:i], *units[stop:]]
    return [u for u in units if u.role not in ("gone", "'s")]


def _later_verbs(units: list[Unit], i: int) -> list[int]:
    """Where the verbs that may go with an auxiliary stand: not beyond *who*, not after *to*."""
    found = []
    for j in range(i + 1, min(i + 10, len(units))):
        if units[j].kind == "relative":
            break
        if units[j].role == "verb" and units[j - 1].text != "to":
            found.append(j)
    return found


def _swapped(units: list[Unit], language: str, target: str) -> list[Unit]:
    """Adjectives and nouns in the other language's order."""
    units = list(units)
    i = 0
    while i < len(units) - 1:
        one, two = units[i], units[i + 1]
        pair = (one.role, two.role)
        if pair == ("adjective", "noun") and _follows(one, target):
            units[i : i + 2] = [two, one]
        elif pair == ("noun", "adjective") and language == "fr" and target == "en":
            units[i : i + 2] = [two, one]
            i = max(i - 2, -1)
        elif pair == ("best", "noun") and target == "es" and one.text != "most":
            units[i : i + 2] = [two, one]
        elif (
            one.role == "noun" and two.role == "the" and units[i + 2 : i + 3] and units[i + 2].role == "best"
        ):
            units[i : i + 3] = [units[i + 2], one] if target in ("en", "ar") else [one, units[i + 2]]
        elif pair == ("noun", "noun") and language == "en":
            units[i : i + 2] = [two, Unit("of", "link", 0), one]
            i += 1
        elif one.role == "place" and two.role == "noun" and language == "en":
            units[i : i + 2] = [two, Unit("of", "link", 0), one]
        i += 1
    return units


def _follows(adjective: Unit, target: str) -> bool:
    entry = adjective.entry
    assert entry
    ordinal = entry.forms["en"][""] in _FIRST
    return not (target == "en" or ordinal or (target in ("fr", "es") and entry.before))


_FIRST = frozenset(
    "first last second third fourth fifth sixth seventh eighth ninth tenth many other two three four five"
    " six seven eight nine ten eleven twelve twenty thirty".split()
)
