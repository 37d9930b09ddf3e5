"""Code-switched questions: the words of a French or English question put into another language.

As in CoSDA-ML (Qin et al., 2020), but by rules and with our own lexicon: phrases first, names, numbers and
unknown words stay as they are, and the words take roughly the order of the language they are put into.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from train.switching_words import CLITIC, Entry, lexicon, longest, split

LEAST = 0.4  # of the words that are no names, how many must be replaced
_DRAWN = {"ar": 45, "es": 35, "other": 20}  # per cent
_ASKING = ("asking", "which_is", "which", "how_many")
_THE = {"fr": {"le", "la", "les", "l'"}, "en": {"the"}}
_A = {"fr": {"un", "une"}, "en": {"a", "an"}}
_MELTED = {"du": ("of", "the"), "des": ("of", "the"), "au": ("to", "the"), "aux": ("to", "the")}
_LINKS = {"fr": {"de": "of", "d'": "of"}, "en": {"of": "of", "to": "to"}}
_OWN = {"son", "sa", "ses", "leur", "leurs", "his", "her", "its", "their"}
_MANY = {"ses", "leurs"}
_WEAK = {"qui", "que", "qu'", "what", "which", "who", "where", "when", "how", "quand", "où"}
_SUPPORT = {"did": "past", "does": "present", "do": "presents"}
_MODAL = {"can", "could", "may", "might", "must", "should", "would", "will"}
_BE = {"was": "passive", "were": "passives", "is": "being", "are": "beings"}
_LATE = {"in", "by", "for", "with", "on", "from", "to", "of", "at"}
_ASK_NO_WORD = re.compile(r"(?:is|are|was|were|did|does|do|has|have|had|can|could|will)\b", re.IGNORECASE)
_SAID = {
    "of": {"fr": "de", "en": "of", "es": "de", "ar": "من"},
    "to": {"fr": "à", "en": "to", "es": "a", "ar": "إلى"},
}
_YES_NO = {"fr": "est-ce que", "en": "is it true that", "es": "", "ar": "هل"}


_FORMAL = {
    "fr": _OWN | _THE["fr"] | _A["fr"] | set(_LINKS["fr"]),
    "en": _OWN | _THE["en"] | _A["en"] | set(_LINKS["en"]) | set(_SUPPORT),
}


@dataclass
class _Unit:
    """A word, sign or phrase of the question; ``role`` says what it does in the sentence."""

    text: str
    role: str  # noun, adjective, verb, ask, link, the, a, own, be, fixed, place, name, sign
    words: int = 1
    spaced: bool = True
    entry: Entry | None = None
    feature: str = ""

    @property
    def kind(self) -> str:
        return self.entry.kind if self.entry else ""


_ROLES = {
    "nouns": "noun", "adjectives": "adjective", "demonyms": "adjective", "superlatives": "best", "verbs": "verb",
    "auxiliaries": "be", "countries": "place", "months": "fixed", "prepositions": "in", **dict.fromkeys(_ASKING, "ask"),
}  # fmt: skip


def switched(question: str, language: str, rng: random.Random) -> tuple[str, str] | None:
    """``question``, French or English, with its words in another language, and that language.

    None where it does not ask by a word we know, or where under ``LEAST`` of its words could be replaced.
    """
    drawn = rng.choices(tuple(_DRAWN), tuple(_DRAWN.values()))[0]
    target = drawn if drawn != "other" else "en" if language == "fr" else "fr"
    units = _units(question, language)
    asks = _asking(units)
    if asks is None:
        yes_no = _ASK_NO_WORD.match(question) if language == "en" else CLITIC.search(question)
        if not yes_no:
            return None
        units.insert(0, _Unit("", "ask", 0, True, Entry("yes_no", {c: {"": w} for c, w in _YES_NO.items()})))
        asks = 0
    plain = [u for u in units if u.role not in ("name", "sign")]
    known = sum(u.words for u in plain if u.role != "unknown")
    if known < LEAST * sum(u.words for u in plain):
        return None
    units = _ordered(units, asks, language, target)
    return _joined(_said(units, language, target), target), target


def _units(question: str, language: str) -> list[_Unit]:
    words = split(question, language)
    lower = [word.lower() for word, _ in words]
    if (
        language == "fr"
        and lower
        and lower[0] == "a"
        and lower[1:2]
        and re.match(r"qu|combien|partir", lower[1])
    ):
        lower[0] = "à"
    table, long, units, at = lexicon(language), longest(language), list[_Unit](), 0
    capital = [word[:1].isupper() and not word.isdigit() and i > 0 for i, (word, _) in enumerate(words)]
    while at < len(words):
        unit, size = None, 1
        for size in range(min(long.get(lower[at], 1), len(words) - at), 0, -1):
            found = table.get(" ".join(lower[at : at + size]))
            if found and not _is_name(found[0], capital, at, size):
                if size == 1 and found[0].kind in ("nouns", "adjectives") and _wants_verb(units):
                    found = table.get(f"={lower[at]}") or found
                unit = _Unit("", _ROLES.get(found[0].kind, "fixed"), size, words[at][1], *found)
                unit.text = " ".join(lower[at : at + size])
                break
        if unit is None:
            size = 1
            unit = _simple(words[at], lower[at], capital[at], language)
        elif size == 1 and lower[at] in _FORMAL[language]:
            unit = _simple(words[at], lower[at], capital[at], language)
        if lower[at] in _MELTED and size == 1 and language == "fr" and not capital[at]:
            first, second = _MELTED[lower[at]]
            if lower[at] != "des" or (
                units and units[-1].role in ("noun", "adjective", "name", "place", "in", "unknown")
            ):
                units.append(_Unit(first, "link", 0, True))
            unit = _Unit(second, "the", 1, True, None, "p" if lower[at] in ("des", "aux") else "s")
        units.append(unit)
        at += size
    return units


def _wants_verb(units: list[_Unit]) -> bool:
    """Whether a word that may be a noun or a verb is a verb here."""
    if not units or units[-1].role in ("the", "a", "own", "adjective"):
        return False
    if units[-1].text in _BEFORE_VERBS:
        return True
    supported = False
    for unit in units:
        supported = unit.role == "support" or (supported and unit.role != "verb")
    return supported and units[-1].role not in ("support", "ask") and units[-1].text != "of"


_BEFORE_VERBS = {
    "who",
    "that",
    "to",
    "qui",
    "il",
    "elle",
    "they",
    "it",
    "he",
    "you",
    "not",
    "se",
    "s'",
    *_MODAL,
}


def _is_name(entry: Entry, capital: list[bool], at: int, size: int) -> bool:
    """Whether words with capitals are (part of) a name, rather than a title or a country."""
    if entry.kind in ("countries", "months", "demonyms"):
        return False
    if not any(capital[at : at + size]):
        return False
    return capital[at - 1] or any(capital[at + size : at + size + 1]) or entry.kind != "nouns"


def _simple(word: tuple[str, bool], lower: str, capital: bool, language: str) -> _Unit:
    text, spaced = word
    if not re.search(r"\w", text) and text != "'s":
        return _Unit(text, "sign", 1, spaced)
    if capital or text[:1].isdigit():
        return _Unit(text, "name", 1, spaced)
    if lower == "'s" and language == "en":
        return _Unit("'s", "'s")
    if lower in _THE[language]:
        return _Unit("the", "the", 1, spaced, None, "p" if lower == "les" else "s")
    if lower in _A[language]:
        return _Unit("a", "a", 1, spaced)
    if lower in _LINKS[language]:
        return _Unit(_LINKS[language][lower], "link", 1, spaced)
    if lower in _OWN:
        return _Unit(lower, "own", 1, spaced, None, "p" if lower in _MANY else "s")
    if lower in _SUPPORT and language == "en":
        return _Unit(lower, "support", 1, spaced)
    return _Unit(text, "unknown", 1, spaced)


def _asking(units: list[_Unit]) -> int | None:
    """Which unit asks: the first one where the question begins with it, else the first that only asks."""
    asks = [i for i, unit in enumerate(units) if unit.role == "ask"]
    if not asks:
        return None
    early = all(u.role in ("in", "link", "sign") for u in units[: asks[0]])
    strong = [i for i in asks if units[i].text not in _WEAK]
    return asks[0] if early or not strong else strong[0]


def _ordered(units: list[_Unit], asks: int, language: str, target: str) -> list[_Unit]:
    """The units in the order of the other language, with the verb that goes with *did* or *was* in its place."""
    table = lexicon(language)
    for i, unit in enumerate(units):
        if unit.role == "ask" and i != asks and (found := table.get(f"~{unit.text}")):
            units[i] = _Unit(unit.text, "fixed", unit.words, unit.spaced, *found)
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
        units.insert(0, units.pop(end - 1))
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


def _english(units: list[_Unit]) -> list[_Unit]:
    for i, unit in enumerate(units):
        later = [j for j in range(i + 1, min(i + 9, len(units))) if units[j].role == "verb"]
        if unit.role == "support":
            if later:
                verb = units.pop(later[0])
                verb.feature = _SUPPORT[unit.text]
                units[i] = verb
            else:
                units[i] = _Unit("", "gone", 1)
        elif unit.role == "be" and unit.text in _BE and later and units[later[0]].feature in ("past", "part"):
            if i == 0 or units[i - 1].role != "fixed":
                verb = units.pop(later[0])
                verb.feature = _BE[unit.text]
                units[i] = verb
        elif unit.text in ("has", "have", "had") and later and units[later[0]].feature in ("past", "part"):
            units[i] = units.pop(later[0])
            units[i].feature = "past"
        elif unit.text == "what" and unit.role == "ask" and units[i + 1 : i + 2]:
            found = lexicon("en")["which"]
            if units[i + 1].role in ("noun", "adjective", "unknown", "best"):
                units[i] = _Unit("what", "ask", unit.words, unit.spaced, *found)
        elif unit.text in _MODAL and later and units[later[0]].feature in ("base", "presents"):
            units.insert(i + 1, units.pop(later[0]))
            units[i + 1].feature = "inf"
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
                the, of = _Unit("the", "the", 0, True, None, "s"), _Unit("of", "link")
                units = [*units[:start], the, *units[i + 1 : stop], of, *units[start:i], *units[stop:]]
    return [u for u in units if u.role not in ("gone", "'s")]


def _swapped(units: list[_Unit], language: str, target: str) -> list[_Unit]:
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
            units[i : i + 2] = [two, _Unit("of", "link", 0), one]
            i += 1
        elif one.role == "place" and two.role == "noun" and language == "en":
            units[i : i + 2] = [two, _Unit("of", "link", 0), one]
        i += 1
    return units


def _follows(adjective: _Unit, target: str) -> bool:
    entry = adjective.entry
    assert entry
    ordinal = entry.forms["en"][""] in _FIRST
    return not (target == "en" or ordinal or (target in ("fr", "es") and entry.before))


_FIRST = frozenset(
    "first last second third fourth fifth sixth seventh eighth ninth tenth many other two three four five six seven"
    " eight nine ten eleven twelve twenty thirty".split()
)


def _said(units: list[_Unit], language: str, target: str) -> list[tuple[str, bool]]:
    """What each unit says in the target language, with whether space comes before it."""
    from train.switching_forms import Speaker

    return Speaker(target, language).say(units)


def _joined(parts: list[tuple[str, bool]], target: str) -> str:
    text = ""
    for part, spaced in parts:
        tied = (
            text.endswith(("(", "“")) or re.search(r"\b(?:[cdjlmnst]|qu)'$", text, re.IGNORECASE) is not None
        )
        if text.endswith("ـ") and re.match(r"[\u0600-\u06ff]", part):
            text = text[:-1]
            part = "ل" + part[2:] if text.endswith("ل") and part.startswith("ال") else part
            tied = True
        elif text.endswith("ـ"):
            tied = True
        text += (" " if text and spaced and not tied else "") + part
    text = re.sub(r"\s*[?؟]+\s*$", "", text).strip()
    if target == "es":
        text = re.sub(r"\b(a|de) el\b", r"\1l", text).replace("del el ", "del ")
        return f"¿{text[:1].upper()}{text[1:]}?"
    if target == "fr":
        text = re.sub(r"\b(qu|[ldjns])[ea] (?=[aeéèêiouyâîôh][a-zà-ÿ])", r"\1'", text)
        return f"{text[:1].upper()}{text[1:]} ?"
    return f"{text}؟" if target == "ar" else f"{text[:1].upper()}{text[1:]}?"
