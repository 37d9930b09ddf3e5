"""What people, places and organisations are called: the words of a text, and the table of names.

The table is ``aliases.toml`` and, for countries, CLDR through Babel. It is general knowledge: nothing in it
comes from the articles.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from index.alias_file import USER_SECTIONS, Kind, read_aliases, split_forms
from index.folding import ARABIC, Token, arabic_forms, fold_words

_LANGUAGES = ("fr", "en", "es", "ar")
_BREAK = re.compile(r'[,;:!?()\n"«»]')
_HYPHENS = frozenset("-‐‑")
_INNER = frozenset(("de", "du", "des", "d", "en", "sur", "sous", "la", "le", "les"))
_CODE = re.compile(r"[A-Z]{2}")
_BRACKETS = re.compile(r"(.{3,}?) \((.{3,})\)")
_NOT_COUNTRIES = frozenset(("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form stands for: ``ids`` of things, more than one where the form is ambiguous.

    ``demonym``: the form is a word for the people or things of a place, whether or not it is the place too.
    """

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

    def __init__(self, more: Path | None = None) -> None:
        with (files("index") / "aliases.toml").open("rb") as file:
            table = tomllib.load(file)
        added = read_aliases(more) if more else {}
        self._cased = {fold_words(form): form.replace(".", "") for form in split_forms(table["cased"])}
        self._forms: dict[tuple[str, ...], Entry] = {}
        self._cased |= {
            fold_words(form): form.replace(".", "") for form in split_forms(added.get("cased", ""))
        }
        self._given = {
            fold_words(form) for key in (table, added) for form in split_forms(key.get("given", ""))
        }
        self._dropped = {
            fold_words(form) for key in (table, added) for form in split_forms(key.get("dropped", ""))
        }
        for section in ("countries", "cities", "regions"):
            for id, forms in table[section].items():
                self._add_all(id, split_forms(forms), "place")
        for id, form in _countries():
            if fold_words(form) not in self._dropped:
                self._add(id, form, "place")
        for id, forms in table["organisations"].items():
            self._add_all(id, split_forms(forms), "organisation")
        for id, forms in table["demonyms"].items():
            for form in split_forms(forms):
                for inflected in _inflected(form):
                    self._add(id, inflected, "other", demonym=True)
        for section, kind in USER_SECTIONS.items():
            for id, forms in added.get(section, {}).items():
                self._join(id, section, split_forms(forms), kind)

    def _join(self, id: str, section: str, forms: Sequence[str], kind: Kind) -> None:
        """A line of the user's: where one of its forms is known already, the others are forms of the same."""
        known = [entry for form in forms if (entry := self.get(fold_words(form)))]
        same = next((entry for entry in known if not entry.demonym and len(entry.ids) == 1), None)
        [own] = same.ids if same else [id]
        for form in forms:
            if section == "demonyms":
                for inflected in _inflected(form):
                    self._add(id, inflected, "other", demonym=True)
            else:
                self._add(own, form, same.kind if same else kind)

    def _add_all(self, id: str, forms: Sequence[str], kind: Kind) -> None:
        for form in forms:
            self._add(id, form, kind)

    def _add(self, id: str, form: str, kind: Kind, demonym: bool = False) -> None:
        words = tuple(fold_words(form).split())
        known = self._forms.get(words)
        if known is None:
            self._forms[words] = Entry(frozenset((id,)), kind, demonym)
        else:  # "suisse" is both Switzerland and Swiss
            self._forms[words] = Entry(known.ids | {id}, known.kind, known.demonym or demonym)

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """How many words the forms have that start with a word, longest first."""
        found: dict[str, set[int]] = {}
        for words in self._forms:
            found.setdefault(words[0], set()).add(len(words))
        return {word: sorted(lengths, reverse=True) for word, lengths in found.items()}

    def get(self, folded: str) -> Entry | None:
        """The entry of one folded form, or None."""
        return self._forms.get(tuple(folded.split()))

    @cached_property
    def _by_id(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for words, entry in self._forms.items():
            if not entry.demonym:
                for id in entry.ids:
                    found.setdefault(id, []).append(" ".join(words))
        return found

    def forms(self, folded: str) -> list[str]:
        """All folded forms of what a folded form stands for; none where that is open or unknown."""
        entry = self.get(folded)
        [id] = entry.ids if entry and len(entry.ids) == 1 else [""]
        return self._by_id.get(id, [])

    def at(self, tokens: Sequence[Token], first: int, shouting: bool = False) -> Hit | None:
        """The longest form that starts at a token. ``shouting``: the text's capitals say nothing."""
        token = tokens[first]
        keys = arabic_forms(token.folded) if token.arabic else (token.folded,)
        for key in keys:
            for length in self._lengths.get(key, ()):
                words = (key, *(t.folded for t in tokens[first + 1 : first + length]))
                entry = self._forms.get(words) if len(words) == length else None
                if entry is None or key in self._given and _surname_follows(tokens, first + length):
                    continue
                if self._written(tokens[first : first + length], words, shouting):
                    return Hit(first, first + length, entry)
        return None

    def _written(self, tokens: Sequence[Token], words: tuple[str, ...], shouting: bool) -> bool:
        """Whether the tokens stand together, and with the capitals that the form must have."""
        if any(_BREAK.search(token.before) for token in tokens[1:]):
            return False
        cased = self._cased.get(" ".join(words))
        if cased is None or tokens[0].arabic:
            return True
        if shouting:
            return False
        return all(t.acronym for t in tokens) if cased.isupper() else all(t.capital for t in tokens)

    def hits(self, tokens: Sequence[Token], shouting: bool = False) -> Iterator[Hit]:
        """The forms in a text, without overlap, from left to right."""
        i = 0
        while i < len(tokens):
            token = tokens[i]
            hit = self.at(tokens, i, shouting) if token.arabic or token.folded in self._lengths else None
            if hit and (hit.entry.demonym or not self._in_compound(tokens, hit)):
                yield hit
            i = hit.last if hit else i + 1

    def _in_compound(self, tokens: Sequence[Token], hit: Hit) -> bool:
        """Whether hyphens make the form part of another name: "Paris-Match", « Île-de-France »."""
        first, last = hit.first, hit.last
        inner = first > 1 and tokens[first - 1].folded in _INNER and tokens[first - 2].capital
        if inner and {tokens[first - 1].before, tokens[first].before} <= _HYPHENS:
            return True
        return any(
            tokens[i].before in _HYPHENS
            and tokens[there].capital
            and tokens[there].folded not in self._lengths
            for i, there in ((first, first - 1), (last, last))
            if 0 <= there < len(tokens)
        )


_more: list[Path] = []  # the user's own file, where a program was given one


@cache
def gazetteer() -> Gazetteer:
    """The table, read once when first asked for, with the user's own (``index.names.use_aliases``)."""
    return Gazetteer(*_more)


def set_more(file: Path | None) -> bool:
    """Take ``file`` into the table from now on (None: nothing more); whether that changes anything.

    Raises UsageError where it can't be read or isn't written as the table is.
    """
    wanted = [file] if file else []
    if wanted == _more:
        return False
    if file:
        read_aliases(file)
    _more[:] = wanted
    gazetteer.cache_clear()
    return True


def is_shouting(tokens: Sequence[Token]) -> bool:
    """Whether a text is set in capitals, so that they say nothing."""
    words = [token for token in tokens if len(token.folded) > 3 and not token.arabic]
    return len(words) > 2 and sum(token.acronym for token in words) > 0.7 * len(words)


def _surname_follows(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].before == " " and tokens[i].capital and not tokens[i].acronym


def _countries() -> Iterator[tuple[str, str]]:
    from babel import Locale

    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if not _CODE.fullmatch(code) or code in _NOT_COUNTRIES:
                continue
            yield code, name
            if both := _BRACKETS.fullmatch(name):  # "Myanmar (Birmanie)"
                yield from ((code, part) for part in both.groups())


def _inflected(form: str) -> Iterator[str]:
    """A demonym with the endings of gender and number that its own ending calls for in the four languages."""
    if ARABIC.match(form):
        for ending in ("", "ة", "ون", "ين", "ات", "ان"):
            words = [word + ending for word in form.split()]
            yield " ".join(words)
            yield " ".join("ال" + word for word in words)
        return
    yield form
    folded = fold_words(form)
    if folded.endswith("o"):
        yield from (folded[:-1] + ending for ending in ("a", "os", "as"))
    elif folded.endswith(("ien", "een")):
        yield from (folded + ending for ending in ("ne", "s", "nes"))
    elif folded.endswith(("s", "sh", "ch")):
        yield from (folded + ending for ending in ("e", "es"))
    else:
        yield from (folded + ending for ending in ("s", "e", "es", "ne", "nes"))
