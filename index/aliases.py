"""What people, places and organisations are called: the words of a text, and the table of names.

The table is ``aliases.toml`` and, for countries, CLDR through Babel. It is general knowledge: nothing in it
comes from the articles.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Literal

Kind = Literal["person", "place", "organisation", "other"]

_LANGUAGES = ("fr", "en", "es", "ar")
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W_](?:[{_MARKS}]|[^\W_])*")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي", "ـ": None, ".": None}
)
_CODE = re.compile(r"[A-Z]{2}")
_NOT_COUNTRIES = frozenset(("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"))


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word without case, accents, dots or the variants of an Arabic letter."""
    folded = word.casefold().translate(_LETTERS)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text. ``capital``: it starts with one; ``acronym``: two or more letters, all capitals."""

    start: int
    end: int
    text: str
    folded: str
    capital: bool
    acronym: bool
    arabic: bool
    before: str  # what stands between the word before and this one


def tokenise(text: str) -> list[Token]:
    """The words, in order. "l'État" is two, "Guinée-Bissau" is two, "U.S." is one."""
    found = []
    at = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        letters = word.replace(".", "")
        arabic = word[0] > "\u0600" and bool(_ARABIC.match(word))
        capital = not arabic and word[0].isupper()
        acronym = capital and len(letters) > 1 and letters.isupper()
        found.append(Token(start, end, word, fold_word(word), capital, acronym, arabic, text[at:start]))
        at = end
    return found


def fold(text: str) -> str:
    """``text`` as its words alone, with case, accents, hyphens and apostrophes folded."""
    return " ".join(fold_word(match.group()) for match in _TOKEN.finditer(text))


@lru_cache(maxsize=16384)
def arabic_forms(folded: str) -> tuple[str, ...]:
    """A folded Arabic word as it stands, then without the particles that may be written onto it."""
    forms = [folded]
    rest = folded
    if rest[:1] in "وف" and len(rest) > 3:
        rest = rest[1:]
        forms.append(rest)
    if rest.startswith("لل") and len(rest) > 4:
        forms += ["ال" + rest[2:], "ال" + rest[1:]]
    elif rest[:1] in "بلك" and len(rest) > 3:
        forms.append(rest[1:])
    return tuple(forms)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form stands for: ``ids`` of things, more than one where the form is ambiguous."""

    ids: frozenset[str]
    kind: Kind
    demonym: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens ``first`` up to, without, ``last`` are a form of ``entry``."""

    first: int
    last: int
    entry: Entry


class Gazetteer:
    """The forms of every name in the table, found in a text longest first."""

    def __init__(self) -> None:
        with (files("index") / "aliases.toml").open("rb") as file:
            table = tomllib.load(file)
        self._cased = {fold(form): form.replace(".", "") for form in _split(table["cased"])}
        self._forms: dict[tuple[str, ...], Entry] = {}
        self._dropped = {fold(form) for form in _split(table["dropped"])}
        for section in ("countries", "cities", "regions"):
            for id, forms in table[section].items():
                self._add_all(id, _split(forms), "place")
        for id, form in _countries():
            if fold(form) not in self._dropped:
                self._add(id, form, "place")
        for id, forms in table["organisations"].items():
            self._add_all(id, _split(forms), "organisation")
        for id, forms in table["demonyms"].items():
            for form in _split(forms):
                for inflected in _inflected(form):
                    self._add(id, inflected, "other", demonym=True)

    def _add_all(self, id: str, forms: Sequence[str], kind: Kind) -> None:
        for form in forms:
            self._add(id, form, kind)

    def _add(self, id: str, form: str, kind: Kind, demonym: bool = False) -> None:
        words = tuple(fold(form).split())
        known = self._forms.get(words)
        if known is None:
            self._forms[words] = Entry(frozenset((id,)), kind, demonym)
        elif not (demonym and not known.demonym):  # "suisse" is Switzerland before it is Swiss
            self._forms[words] = Entry(known.ids | {id}, known.kind, known.demonym)
        else:
            self._forms[words] = Entry(known.ids | {id}, known.kind, False)

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[tuple[str, ...], Entry]]]:
        found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for words, entry in self._forms.items():
            found.setdefault(words[0], []).append((words, entry))
        for forms in found.values():
            forms.sort(key=lambda form: -len(form[0]))
        return found

    def get(self, folded: str) -> Entry | None:
        """The entry of one folded form, or None."""
        return self._forms.get(tuple(folded.split()))

    def at(self, tokens: Sequence[Token], first: int, shouting: bool = False) -> Hit | None:
        """The longest form that starts at a token. ``shouting``: the text's capitals say nothing."""
        token = tokens[first]
        keys = arabic_forms(token.folded) if token.arabic else (token.folded,)
        for key in keys:
            for words, entry in self._by_first.get(key, ()):
                last = first + len(words)
                if last <= len(tokens) and self._follows(tokens, first, words, shouting):
                    return Hit(first, last, entry)
        return None

    def _follows(self, tokens: Sequence[Token], first: int, words: tuple[str, ...], shouting: bool) -> bool:
        for i in range(1, len(words)):
            token = tokens[first + i]
            if token.folded != words[i] or any(c in ',;:!?()\n"«»' for c in token.before):
                return False
        cased = self._cased.get(" ".join(words))
        if cased is None or tokens[first].arabic:
            return True
        if shouting:
            return False
        written = tokens[first : first + len(words)]
        return all(t.acronym for t in written) if cased.isupper() else all(t.capital for t in written)

    def hits(self, tokens: Sequence[Token], shouting: bool = False) -> Iterator[Hit]:
        """The forms in a text, without overlap, from left to right."""
        i = 0
        while i < len(tokens):
            if hit := self.at(tokens, i, shouting):
                yield hit
            i = hit.last if hit else i + 1


@cache
def gazetteer() -> Gazetteer:
    """The table, read once when first asked for."""
    return Gazetteer()


def is_shouting(tokens: Sequence[Token]) -> bool:
    """Whether a text is set in capitals, so that they say nothing."""
    words = [token for token in tokens if len(token.folded) > 3 and not token.arabic]
    return len(words) > 2 and sum(token.acronym for token in words) > 0.7 * len(words)


def _split(forms: str) -> list[str]:
    return [form.strip() for form in forms.split("|")]


def _countries() -> Iterator[tuple[str, str]]:
    from babel import Locale

    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if not _CODE.fullmatch(code) or code in _NOT_COUNTRIES:
                continue
            for part in re.split(r"[()]", name):  # "Myanmar (Birmanie)"
                if len(part.strip()) > 2:
                    yield code, part


def _inflected(form: str) -> Iterator[str]:
    """A demonym with the endings of gender and number that its own ending calls for in the four languages."""
    if _ARABIC.match(form):
        for ending in ("", "ة", "ون", "ين", "ات", "ان"):
            words = [word + ending for word in form.split()]
            yield " ".join(words)
            yield " ".join("ال" + word for word in words)
        return
    yield form
    folded = fold(form)
    if folded.endswith("o"):
        yield from (folded[:-1] + ending for ending in ("a", "os", "as"))
    elif folded.endswith(("ien", "een")):
        yield from (folded + ending for ending in ("ne", "s", "nes"))
    elif folded.endswith(("s", "sh", "ch")):
        yield from (folded + ending for ending in ("e", "es"))
    else:
        yield from (folded + ending for ending in ("s", "e", "es", "ne", "nes"))
