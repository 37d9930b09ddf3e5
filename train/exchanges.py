"""Words of a question put for others of the same kind: roles, opposites, cities, organisations."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from index.lexicon import stems
from rag.question import fold_letters as fold_anew

_WORD = re.compile(r"[^\W_]+")
VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_ELIDES = re.compile(
    r"(?:\b(?:le|la|de|au|du|ce|cet|que|se|ne|je|à la|mon|ma|sa|ta)\s|\b(?:qu|[ldscnj])['’])\Z", re.I
)
_AFTER_ARTICLE = {
    "en": re.compile(
        r"\b(?:the|an?|main|leading|major|his|her|its|their|one|'s|for|primary|of|no)\s\Z", re.I
    ),
    "fr": re.compile(r"(?:\b(?:le|la|les|un|une|sa|son|leur|de|du|des|cette|ce|au)\s|\b[ld]['’])\Z", re.I),
}
_HELPED = re.compile(
    r"\b(?:d(?:id|oes|o)|to|can|could|will|would|must|should|may|might|not)\b", re.IGNORECASE
)
_AFTER_AUXILIARY = re.compile(
    r"\b(?:été|est|sont|fut|furent|a|ont|avait|était|étaient|ils?|elles?)\s\Z", re.IGNORECASE
)
_SMALL = frozenset("le la les l un une de du des d au aux a en the of an in to el los las del y al".split())
_SPAN = re.compile(r"\d{4}\)?\s?[-–—][^()\n]{0,25}\d{4}|[†°]")


fold_letters = lru_cache(maxsize=131072)(fold_anew)


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
        for word in (fold_letters(part.strip()) for part in besides.split(",")):
            if word in self.words or (len(word) > 3 and any(w.startswith(word) for w in self.words)):
                return False
        known = {fold_letters(w[0]) for w in _WORD.finditer(original)} | _SMALL
        fresh = [w[0] for w in _WORD.finditer(text) if fold_letters(w[0]) not in known]
        if any(fold_letters(word) in self.words for word in fresh):
            return False
        return self.stems.isdisjoint(stems(" ".join(fresh), self.language))


@lru_cache(maxsize=16384)
def held(passage: str, language: str) -> Held:
    words = frozenset(fold_letters(w[0]) for w in _WORD.finditer(passage))
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
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-]|['’](?!s\b))", re.IGNORECASE
    )
    kept = [part.strip() for part in groups.get("kept", "").split(",")]
    return pattern, known, re.compile(rf"\b(?:{'|'.join(kept)})\b" if kept[0] else r"\Z.", re.IGNORECASE)


def plural(words: str, language: str) -> str:
    """The plural by rule: in French of the first word, and what agrees with it; in English of the last."""
    if language == "fr":
        first, _, rest = words.partition(" ")
        rest = re.sub(r"^(\w+(?:ique|elle|al|ais|ien|éral|ine))$", lambda m: _plural_fr(m[1]), rest)
        return _plural_fr(first) + (" " + rest if rest else "")
    head, of, rest = words.partition(" of ")
    if re.search(r"(?:s|x|ch|sh)$", head):
        head += "es"
    elif head.endswith("man"):
        head = head[:-2] + "en"
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
        return bool(VOWEL.match(original)) == bool(VOWEL.match(other))
    return True


def group_swaps(question: str, language: str, taken: list[tuple[int, int]]) -> Iterator[Swap]:
    """Roles, opposites, cities and organisations. ``taken``: names, whose parts stay as they are."""
    pattern, known, kept = _groups(language)
    spared = [m.span() for m in kept.finditer(question)]
    for match in pattern.finditer(question):
        start, end = match.span()
        if any(a < end and start < b for a, b in spared):
            continue
        for word in {match[0], match[0].lower()}:
            for entry in known.get(word, ()):
                named = entry.kind in ("place", "organisation")
                within = [
                    span for span in taken if span[0] < end and start < span[1] and span != (start, end)
                ]
                if within and (named or word != match[0] or any(b - a > end - start for a, b in within)):
                    continue
                if named and word != match[0]:
                    continue
                after = bool(_AFTER_ARTICLE[language].search(question[:start]))
                if (entry.mark == "~" and after) or (entry.mark == "^" and not after):
                    continue
                if entry.kind == "relation" and re.search(r"\bhow\s+\Z", question[:start], re.IGNORECASE):
                    continue
                base = language == "en" and not re.search(r"(?:s|ed|t)\Z", match[0])
                if entry.mark == "~" and base and not _HELPED.search(question[:start]):
                    continue
                if entry.mark == "+" and not _AFTER_AUXILIARY.search(question[:start]):
                    continue
                if entry.kind == "role" and re.match(
                    r" [A-ZÉ]\w", question[end:]
                ):  # "the singer Akon": still he
                    continue
                others = [
                    (cased(other, match[0]), entry.besides)
                    for other in entry.others
                    if agrees(question[:start], match[0], other, language)
                ]
                if others:
                    yield Swap(entry.kind, start, end, match[0], tuple(others))


def cased(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


def rewritten(question: str, language: str) -> Iterator[tuple[str, str]]:
    """Whole questions in another shape ("When was X born" → "When did X die"), with what must be absent."""
    for rule in table().get(language, {}).get("rewritten", ()):
        changed, count = re.subn(rule["pattern"], rule["into"], question)
        if count:
            yield (
                re.sub(r"\bde ([AEIOUÉÈ])", r"d'\1", changed) if language == "fr" else changed,
                rule["absent"],
            )
