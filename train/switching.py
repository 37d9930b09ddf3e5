"""Code-switched questions: the words of a French or English question put into another language.

As in CoSDA-ML (Qin et al., 2020), but by rules and with our own lexicon: phrases first, names, numbers and
unknown words stay as they are, and the words take roughly the order of the language they are put into.
"""

from __future__ import annotations

import random
import re

from train.switching_forms import Speaker
from train.switching_order import MODAL, SUPPORT, ordered
from train.switching_words import CLITIC, Entry, Unit, lexicon, longest, split

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
_ASK_NO_WORD = re.compile(r"(?:is|are|was|were|did|does|do|has|have|had|can|could|will)\b", re.IGNORECASE)
_SAID = {
    "of": {"fr": "de", "en": "of", "es": "de", "ar": "من"},
    "to": {"fr": "à", "en": "to", "es": "a", "ar": "إلى"},
}
_YES_NO = {"fr": "est-ce que", "en": "is it true that", "es": "", "ar": "هل"}


_FORMAL = {
    "fr": _OWN | _THE["fr"] | _A["fr"] | set(_LINKS["fr"]),
    "en": _OWN | _THE["en"] | _A["en"] | set(_LINKS["en"]) | set(SUPPORT),
}


_ROLES = {
    "nouns": "noun", "adjectives": "adjective", "demonyms": "adjective",
    "superlatives": "best", "verbs": "verb", "auxiliaries": "be", "countries": "place", "months": "fixed",
    "prepositions": "in",
    **dict.fromkeys(_ASKING, "ask"),
}  # fmt: skip


def switched(question: str, language: str, rng: random.Random) -> tuple[str, str] | None:
    """``question`` with its words in another language, and that language.

    None where it is neither French nor English, where it does not ask by a word we know, or where under
    ``LEAST`` of its words could be replaced.
    """
    if language not in ("fr", "en"):
        return None
    drawn = rng.choices(tuple(_DRAWN), tuple(_DRAWN.values()))[0]
    target = drawn if drawn != "other" else "en" if language == "fr" else "fr"
    units = _units(question, language)
    asks = _asking(units)
    if asks is None:
        yes_no = _ASK_NO_WORD.match(question) if language == "en" else CLITIC.search(question)
        if not yes_no:
            return None
        units.insert(0, Unit("", "ask", 0, True, Entry("yes_no", {c: {"": w} for c, w in _YES_NO.items()})))
        asks = 0
    plain = [u for u in units if u.role not in ("name", "sign")]
    known = sum(u.words for u in plain if u.role != "unknown")
    if known < LEAST * sum(u.words for u in plain):
        return None
    units = ordered(units, asks, language, target)
    return _joined(Speaker(target, language).say(units), target), target


def _units(question: str, language: str) -> list[Unit]:
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
    table, long, units, at = lexicon(language), longest(language), list[Unit](), 0
    capital = [word[:1].isupper() and not word.isdigit() and i > 0 for i, (word, _) in enumerate(words)]
    while at < len(words):
        unit, size = None, 1
        for size in range(min(long.get(lower[at], 1), len(words) - at), 0, -1):
            said = " ".join(lower[at : at + size])
            found = table.get(said) or (table.get(f"~{said}") if size == 1 else None)
            if found and not _is_name(found[0], capital, at, size):
                if size == 1 and found[0].kind in ("nouns", "adjectives") and _wants_verb(units):
                    found = table.get(f"={lower[at]}") or found
                elif (
                    size == 1
                    and found[0].kind == "nouns"
                    and language == "fr"
                    and units[-1:]
                    and units[-1].role == "noun"
                ):
                    found = table.get(f"+{lower[at]}") or found
                elif (
                    size == 1
                    and found[1] in ("part", "past")
                    and units[-1:]
                    and units[-1].role in ("the", "own")
                ):
                    continue
                unit = Unit("", _ROLES.get(found[0].kind, "fixed"), size, words[at][1], *found)
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
                units.append(Unit(first, "link", 0, True))
            unit = Unit(second, "the", 1, True, None, "p" if lower[at] in ("des", "aux") else "s")
        units.append(unit)
        at += size
    return units


def _wants_verb(units: list[Unit]) -> bool:
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
    *MODAL,
}


def _is_name(entry: Entry, capital: list[bool], at: int, size: int) -> bool:
    """Whether words with capitals are (part of) a name, rather than a title or a country."""
    if entry.kind in ("countries", "months", "demonyms"):
        return False
    if not any(capital[at : at + size]):
        return False
    return capital[at - 1] or any(capital[at + size : at + size + 1]) or entry.kind != "nouns"


def _simple(word: tuple[str, bool], lower: str, capital: bool, language: str) -> Unit:
    text, spaced = word
    if not re.search(r"\w", text) and text != "'s":
        return Unit(text, "sign", 1, spaced)
    if capital or text[:1].isdigit():
        return Unit(text, "name", 1, spaced)
    if lower == "'s" and language == "en":
        return Unit("'s", "'s")
    if lower in _THE[language]:
        return Unit("the", "the", 1, spaced, None, "p" if lower == "les" else "s")
    if lower in _A[language]:
        return Unit("a", "a", 1, spaced)
    if lower in _LINKS[language]:
        return Unit(_LINKS[language][lower], "link", 1, spaced)
    if lower in _OWN:
        return Unit(lower, "own", 1, spaced, None, "p" if lower in _MANY else "s")
    if lower in SUPPORT and language == "en":
        return Unit(lower, "support", 1, spaced)
    return Unit(text, "unknown", 1, spaced)


def _asking(units: list[Unit]) -> int | None:
    """Which unit asks: the first one where the question begins with it, else the first that only asks."""
    asks = [i for i, unit in enumerate(units) if unit.role == "ask"]
    if not asks:
        return None
    early = all(u.role in ("in", "link", "sign") for u in units[: asks[0]])
    strong = [i for i in asks if units[i].text not in _WEAK]
    return asks[0] if early or not strong else strong[0]


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
