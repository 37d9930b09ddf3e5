"""What a word is called in French, English, Spanish and Arabic: ``dictionary.toml``, countries and months.

Words are looked up by their stems, so that inflected forms are found without being listed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from index.folding import arabic_forms, fold_words
from index.lexicon import stems

LANGUAGES = ("fr", "en", "es", "ar")
LONGEST = 4  # words of a phrase
_ASKING = frozenset(("asking", "which_is", "which", "how_many", "relative", "auxiliaries"))
_GENDER = re.compile(r"(.*?)(?: [fmp0])?")

Entry = Mapping[str, tuple[str, ...]]  # by language, what is said for it, the usual word first
Key = tuple[str, ...]  # the stems of a word or phrase


def translations(words: Sequence[str], language: str, target: str) -> Iterator[str]:
    """What the word or phrase ``words`` may be in ``target``, the usual first; a French verb's participle.
    Nothing in a language that the table doesn't have, as an article's may be."""
    for key in dict.fromkeys(_keys(words, language)):
        for entry in _table(language).get(key, ()):
            yield from entry.get(target, ())


def _keys(words: Sequence[str], language: str) -> Iterator[Key]:
    """The keys under which a phrase may stand; particles may be written onto an Arabic word."""
    if language == "ar" and len(words) == 1:
        for form in arabic_forms(fold_words(words[0])):
            yield _key(form, language)
    else:
        yield _key(" ".join(words), language)


@lru_cache(4096)
def _key(phrase: str, language: str) -> Key:
    if language == "ar":
        phrase = " ".join(word.removeprefix("ال") for word in fold_words(phrase).split())
    return tuple(stems(phrase, language))


@cache
def _table(language: str) -> Mapping[Key, tuple[Entry, ...]]:
    found: dict[Key, list[Entry]] = {}
    for entry, written in _entries():
        for form in written[language]:
            if key := _key(form, language):
                known = found.setdefault(key, [])
                if entry not in known:
                    known.append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


@cache
def arabic_words() -> frozenset[str]:
    """The folded Arabic words of the dictionary, without names."""
    listed = (*_listed("gloss.toml"), *_listed("dictionary.toml"))
    return frozenset(
        word for _, written in listed for form in written["ar"] for word in fold_words(form).split()
    )


@cache
def _entries() -> tuple[tuple[Entry, Entry], ...]:
    """Each entry: what is said for it, and all that is written for it."""
    return tuple((*_listed("gloss.toml"), *_listed("dictionary.toml"), *_named()))


def _listed(name: str) -> Iterator[tuple[Entry, Entry]]:
    table = tomllib.loads((files("rag") / name).read_text(encoding="utf-8"))
    for kind, block in table.items():
        for line in re.split(r"[;\n]", block) if kind not in _ASKING else ():
            if line.strip():
                parts = dict(zip(LANGUAGES, line.split("|"), strict=True))
                words = {code: _words(part) for code, part in parts.items()}
                written = {
                    code: tuple(form for word in some for form in word) for code, some in words.items()
                }
                said = {code: tuple(w[0] for w in some) for code, some in words.items()}
                if kind == "verbs":
                    said["fr"] = tuple(_participle(word) for word in words["fr"])
                yield said, written


def _words(part: str) -> list[list[str]]:
    """The synonyms of a part, each with the inflected forms that are given; marks of grammar left out."""
    gender = _GENDER.fullmatch(part.strip())
    assert gender
    plain = (word.strip().lstrip("<*").split(",") for word in gender[1].split("/"))
    return [[form.strip() for form in forms] for forms in plain if forms[0].strip() != "-"] or [[""]]


def _participle(forms: Sequence[str]) -> str:
    if len(forms) > 2:
        return forms[2]
    verb, _, rest = forms[0].partition(" ")
    ends = {"er": "é", "ir": "i", "re": "u"}
    return (verb[:-2] + ends.get(verb[-2:], verb[-2:]) + " " + rest).strip()


def _named() -> Iterator[tuple[Entry, Entry]]:
    """Countries, months and days of the week."""
    from babel import Locale

    locales = {code: Locale(code) for code in LANGUAGES}
    for code in locales["fr"].territories:
        yield from _same({c: str(locale.territories.get(code, "")) for c, locale in locales.items()})
    for part in ("months", "days"):
        said = {c: getattr(locale, part)["format"]["wide"] for c, locale in locales.items()}
        for number in said["fr"]:
            yield from _same({c: str(names[number]) for c, names in said.items()})


def _same(names: Mapping[str, str]) -> Iterable[tuple[Entry, Entry]]:
    if all(names.values()):
        entry = {code: (name,) for code, name in names.items()}
        yield entry, entry
