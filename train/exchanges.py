"""Words of a question put for others of the same kind: countries, roles, opposites, dates and numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from babel import Locale

from index.lexicon import stems
from rag.question import fold as fold_anew

_WORD = re.compile(r"[^\W_]+")
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_ELIDES = re.compile(r"(?:\b(?:le|la|de|au|du|ce|cet|que|se|ne|je|à la|mon|ma|sa|ta)\s|\b(?:qu|[ldscnj])['’])\Z", re.I)
_AFTER_ARTICLE = {
    "en": re.compile(r"\b(?:the|an?|main|leading|major|his|her|its|their|one|'s|for|primary|of|no)\s\Z", re.I),
    "fr": re.compile(r"(?:\b(?:le|la|les|un|une|sa|son|leur|de|du|des|cette|ce|au)\s|\b[ld]['’])\Z", re.I),
}
_AFTER_AUXILIARY = re.compile(r"\b(?:été|est|sont|fut|furent|a|ont|avait|était|étaient|ils?|elles?)\s\Z", re.IGNORECASE)
_SMALL = frozenset("le la les l un une de du des d au aux a en the of an in to el los las del y al".split())
_SPAN = re.compile(r"\d{4}\)?\s?[-–—][^()\n]{0,25}\d{4}|[†°]")


fold = lru_cache(maxsize=131072)(fold_anew)


class Swap(NamedTuple):
    """``question[start:end]`` and what may stand there: texts, each with what must be absent beside it."""

    kind: str  # name, place, organisation, date, number, role, relation, term
    start: int
    end: int
    original: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Held:
    """What a passage holds: its folded words, and their stems."""

    text: str
    language: str
    words: frozenset[str]
    stems: frozenset[str]

    def lacks(self, text: str, original: str = "", besides: str = "") -> bool:
        """No word of ``text`` that is not in ``original`` too is held, nor anything of ``besides``."""
        if "#" in besides and _SPAN.search(self.text):
            return False
        for word in (fold(part.strip()) for part in besides.split(",")):
            if word in self.words or (len(word) > 3 and any(w.startswith(word) for w in self.words)):
                return False
        known = {fold(w[0]) for w in _WORD.finditer(original)} | _SMALL
        fresh = [w[0] for w in _WORD.finditer(text) if fold(w[0]) not in known]
        if any(fold(word) in self.words for word in fresh):
            return False
        return self.stems.isdisjoint(stems(" ".join(fresh), self.language))


@lru_cache(maxsize=8192)
def held(passage: str, language: str) -> Held:
    words = frozenset(fold(w[0]) for w in _WORD.finditer(passage))
    return Held(passage, language, words, frozenset(stems(passage, language)))


@cache
def table() -> dict[str, Any]:
    return tomllib.loads((files("train") / "exchanges.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class _Entry:
    kind: str
    others: tuple[str, ...]
    besides: str
    mark: str  # "~", "^", "+" or ""


@cache
def _groups(language: str) -> tuple[re.Pattern[str], dict[str, list[_Entry]], re.Pattern[str]]:
    """A pattern for all words of the groups, what each may become, and where none may be touched."""
    known: dict[str, list[_Entry]] = {}
    groups = table().get(language, {})
    for kind in ("place", "organisation", "role", "relation"):
        for line in groups.get(kind, "").strip().splitlines():
            line, _, besides = line.rstrip("]").partition(" [")
            mark = line[0] if line[0] in "~^+" else ""
            sources, _, targets = line.lstrip("~^+").partition("||")
            words = [word.strip() for word in (*sources.split("|"), *targets.split("|")) if word.strip()]
            first = 1 if kind == "relation" else len(sources.split("|"))
            variants = [words]
            if kind == "role":
                variants.append([plural(word, language) for word in words])
            for variant in variants:
                for word in variant[:first]:
                    others = tuple(other for other in variant if other != word)
                    known.setdefault(word, []).append(_Entry(kind, others, besides, mark))
    forms = sorted(known, key=len, reverse=True) or ["\\Z."]
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-]|['’](?!s\b))", re.IGNORECASE)
    kept = [part.strip() for part in groups.get("kept", "").split(",")]
    return pattern, known, re.compile(rf"\b(?:{'|'.join(kept)})\b" if kept[0] else r"\Z.", re.IGNORECASE)


def plural(words: str, language: str) -> str:
    """The plural of a noun by rule: in French its first word, and what agrees with that; in English its last."""
    if language == "fr":
        first, _, rest = words.partition(" ")
        rest = re.sub(r"^(\w+(?:ique|elle|al|ais|ien|éral|ine))$", lambda m: _plural_fr(m[1]), rest)
        return _plural_fr(first) + (" " + rest if rest else "")
    head, of, rest = words.partition(" of ")
    if re.search(r"(?:s|x|ch|sh)$", head):
        head += "es"
    elif re.search(r"[^aeiou]y$", head):
        head = head[:-1] + "ies"
    else:
        head += "s"
    return head + of + rest


def _plural_fr(word: str) -> str:
    if word[-1] in "sxz":
        return word
    if word.endswith("al"):
        return word[:-1] + "ux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def agrees(before: str, original: str, other: str, language: str) -> bool:
    """Whether ``other`` can follow what stands before ``original``: in French, elision must be the same."""
    if language == "fr" and _ELIDES.search(before):
        if "h" in (original[:1].lower(), other[:1].lower()):
            return original[:1].lower() == other[:1].lower()
        return bool(_VOWEL.match(original)) == bool(_VOWEL.match(other))
    return True


def group_swaps(question: str, language: str, taken: list[tuple[int, int]]) -> Iterator[Swap]:
    """Roles, opposites, cities and organisations of the table. ``taken``: names, which hide lower-case words."""
    pattern, known, kept = _groups(language)
    spared = [m.span() for m in kept.finditer(question)]
    for match in pattern.finditer(question):
        start, end = match.span()
        if any(a < end and start < b for a, b in spared):
            continue
        for word in {match[0], match[0].lower()}:
            for entry in known.get(word, ()):
                named = entry.kind in ("place", "organisation")
                within = [span for span in taken if span[0] < end and start < span[1] and span != (start, end)]
                if within and (named or word != match[0] or any(b - a > end - start for a, b in within)):
                    continue
                if named and word != match[0]:
                    continue
                after = bool(_AFTER_ARTICLE[language].search(question[:start]))
                if (entry.mark == "~" and after) or (entry.mark == "^" and not after):
                    continue
                if entry.mark == "+" and not _AFTER_AUXILIARY.search(question[:start]):
                    continue
                if entry.kind == "role" and re.match(r" [A-ZÉ]\w", question[end:]):  # "the singer Akon": still he
                    continue
                others = [
                    (_cased(other, match[0]), entry.besides)
                    for other in entry.others
                    if agrees(question[:start], match[0], other, language)
                ]
                if others:
                    yield Swap(entry.kind, start, end, match[0], tuple(others))


def _cased(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


def rewritten(question: str, language: str) -> Iterator[tuple[str, str]]:
    """Whole questions in another shape ("When was X born" → "When did X die"), with what must be absent."""
    for rule in table().get(language, {}).get("rewritten", ()):
        changed, count = re.subn(rule["pattern"], rule["into"], question)
        if count:
            yield re.sub(r"\bde ([AEIOUÉÈ])", r"d'\1", changed) if language == "fr" else changed, rule["absent"]


# --- Countries and the words for their people ---


class Country(NamedTuple):
    code: str
    gender: str  # m, f, p (plural), 0 (without article): in French
    names: dict[str, str]
    adjectives: dict[str, str]


@cache
def countries(language: str) -> dict[str, Country]:
    """The countries that can be put for one another in a language, by code."""
    found = {}
    for line in table()["countries"].strip().splitlines():
        left, _, right = line.partition(" | ")
        code, gender, fr, fr_adjective = left.split()
        en, en_adjective = right.split()
        names = {"fr": fr, "en": en}
        if language not in names:
            local = Locale(language).territories.get(code) if code not in ("SX", "EN") else None
            if not local or "(" in local or local.startswith(("las ", "los ")):
                continue
            names[language] = str(local)
        clean = {key: value.replace("_", " ") for key, value in names.items()}
        adjectives = {"fr": fr_adjective, "en": en_adjective.replace("_", " ")}
        found[code] = Country(code, gender, clean, {k: v for k, v in adjectives.items() if v != "-"})
    return found


@cache
def _country_names(language: str) -> tuple[re.Pattern[str], dict[str, Country]]:
    known = {fold(c.names[language]): c for c in countries(language).values()}
    lead = r"(?P<lead>(?:de la|à la|du|des|de|d|au|aux|en|à|le|la|les)\s+|(?:de l|à l|d|l)['’])?" if language == "fr" else ""
    names = "|".join(re.escape(c.names[language]) for c in sorted(known.values(), key=lambda c: -len(c.names[language])))
    names = names.replace("É", "[ÉE]")
    return re.compile(rf"(?<![\w-])(?P<all>{lead}(?P<name>{names}))(?![\w-])", re.IGNORECASE), known


_NOT_A_COUNTRY = re.compile(r"\b(?:tour|stade|île|gare|new|saint|radio|air|papua)[ -](?:de |du |d')?\Z", re.IGNORECASE)
_DATIVE = re.compile(
    r"\b(?:appart\w+|face|grâce|rapport|contraire\w*|rattach\w+|oppos\w+|quant|succ\w+|\w*joint|cèd\w+|cédé\w*"
    r"|déclar\w+|voisin\w*|identique|comparable|confi\w+|oblig\w+|vend\w+|donn\w+|impos\w+|particip\w+|permi\w*|coût\w+|aid\w+|li[ée]e?s?)\s\Z",
    re.IGNORECASE,
)


def country_swaps(question: str, language: str) -> Iterator[Swap]:
    pattern, known = _country_names(language)
    for match in pattern.finditer(question):
        name = match["name"]
        country = known.get(fold(name))
        before = question[: match.start()]
        after = question[match.end() :]
        if country is None or (name.islower() and fold(name) in ("turkey", "chad", "jordan", "mali", "inde", "chine")):
            continue
        if _NOT_A_COUNTRY.search(question[: match.start("name")]) or re.match(r"['’ ]?[ -][A-ZÉ]\w| of America", after):
            continue
        the = bool(re.search(r"\bthe\s\Z", before, re.IGNORECASE))
        others = []
        for other in countries(language).values():
            if other.code == country.code:
                continue
            if language == "fr":
                text = _in_french(country, other, match["lead"] or "", before)
            elif language == "en":
                plural_name = other.gender == "p" or other.code == "GB"
                text = other.names["en"] if the == plural_name else None
            else:
                text = other.names[language]
            if text:
                others.append((text.lower() if name.islower() else _cased(text, match[0]), ""))
        if others:
            yield Swap("place", match.start(), match.end(), name, tuple(others))


def _in_french(country: Country, other: Country, lead: str, before: str) -> str | None:
    """A country with its preposition and article in place of another with its own, or None where unsure."""
    name, vowel = other.names["fr"], bool(_VOWEL.match(other.names["fr"]))
    lead = lead.lower().replace("’", "'").strip()
    gender = other.gender
    if lead in ("", "le", "la", "l'", "les"):
        if (lead == "") != (gender == "0") and not (lead == "" and gender == country.gender):
            return None
        if not lead or gender != country.gender:
            return name if not lead else None
        return {"m": "le ", "f": "la ", "p": "les "}[gender] + name if not vowel else "l'" + name
    if lead in ("en", "au", "aux", "à"):
        if lead in ("au", "aux") and _DATIVE.search(before):
            return f"{lead} {name}" if gender == country.gender and not vowel else None
        if gender == "0":
            return f"à {name}" if other.code != "IL" else f"en {name}"
        return f"aux {name}" if gender == "p" else f"au {name}" if gender == "m" and not vowel else f"en {name}"
    if lead in ("à la", "à l'"):
        return {"m": "au ", "f": "à la ", "p": "aux ", "0": "à "}[gender] + name if not vowel else f"à l'{name}"
    if gender == "p":
        return f"des {name}"
    bare = lead in ("de", "d'") or gender == "0"
    if vowel:
        return f"d'{name}" if bare else f"de l'{name}"
    if gender == "m":
        return f"du {name}"
    return f"de {name}" if bare else f"de la {name}"


def _inflected(adjective: str) -> tuple[str, str, str, str]:
    """A French adjective: masculine, feminine, and their plurals."""
    if adjective.endswith(("ien", "éen")):
        feminine = adjective + "ne"
    elif adjective.endswith("e"):
        feminine = adjective
    else:
        feminine = {"grec": "grecque", "turc": "turque"}.get(adjective, adjective + "e")
    return adjective, feminine, adjective if adjective[-1] in "sx" else adjective + "s", feminine + "s"


@cache
def _adjectives(language: str) -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    known: dict[str, tuple[str, int]] = {}
    for country in countries(language).values():
        if word := country.adjectives.get(language):
            for form, text in enumerate(_inflected(word) if language == "fr" else (word,)):
                known.setdefault(text.lower(), (country.code, form))
    forms = "|".join(map(re.escape, sorted(known, key=len, reverse=True))) or r"\Z."
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE), known


def adjective_swaps(question: str, language: str) -> Iterator[Swap]:
    """"marocaine" → "tunisienne"; not where it is the language that something is said in."""
    pattern, known = _adjectives(language)
    for match in pattern.finditer(question):
        before = question[: match.start()]
        if re.search(r"\b(?:en|in|into|from|to)\s\Z", before, re.IGNORECASE) or question[match.end() :][:2] in ("'s", "’s"):
            continue
        if re.match(r"[ -][A-ZÉ]\w", question[match.end() :]):
            continue
        code, form = known[match[0].lower()]
        others = []
        for other in countries(language).values():
            word = other.adjectives.get(language)
            if other.code == code or not word or word.lower() == match[0].lower():
                continue
            text = _inflected(word)[form] if language == "fr" else word
            if agrees(before, match[0], text, language):
                others.append((_cased(text, match[0]) if match[0][0].isupper() else text.lower(), other.names[language]))
        if others:
            yield Swap("place", match.start(), match.end(), match[0], tuple(others))
