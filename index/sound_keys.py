"""Keys by which a name is found in the other script: ستولتنبرغ and Stoltenberg are both "stltnbrk".

A key holds a word's consonants, those that the two scripts exchange for each other as one class. It is
coarse, as the keys of Soundex are (Russell 1918, US patent 1261167): it finds passages to read, and
``transliteration.same_sound`` says whether a name is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from index.folding import arabic_forms, tokenise
from index.name_words import name_words
from index.transliteration import sounds

_LEAST = 3  # consonants
_MARKS = {False: "l", True: "a"}
_LATIN = str.maketrans(
    {"p": "b", "v": "f", "z": "s", "S": "s", "g": "k", "G": "k", "X": "k", "q": "k", "j": "k"}
    | dict.fromkeys("aeiouyhw")
)
_ARABIC = {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "k", "خ": "k", "ق": "k", "ك": "k", "غ": "k",
    "گ": "k", "د": "d", "ذ": "d", "ض": "d", "ر": "r", "ز": "s", "س": "s", "ش": "s", "ص": "s", "چ": "s",
    "ظ": "s", "ف": "f", "ڤ": "f", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip


def sound_keys(text: str) -> list[str]:
    """The keys of the words of ``text`` that may be names, capitalised ones and all Arabic ones but the
    commonest, each marked with its script. A word has one for each form without its particles."""
    return [_MARKS[arabic] + key for arabic, key in _words(text)]


def keys_across(text: str) -> list[str]:
    """What ``sound_keys`` has for the same names written in the other script."""
    return [_MARKS[not arabic] + key for arabic, key in _words(text)]


def _words(text: str) -> Iterator[tuple[bool, str]]:
    for token in tokenise(text):
        if token.capital or token.arabic:
            yield from ((token.arabic, key) for key in _keys(token.folded, token.arabic))


@lru_cache(maxsize=65536)
def _keys(folded: str, arabic: bool) -> tuple[str, ...]:
    found = _arabic_keys(folded) if arabic else iter([_once(sounds(folded).translate(_LATIN))])
    return tuple(dict.fromkeys(key for key in found if len(key) >= _LEAST))


def _arabic_keys(folded: str) -> Iterator[str]:
    forms = arabic_forms(folded)
    if any(form in name_words().arabic_common for form in forms):
        return
    for form in forms:
        bare = form[2:] if form.startswith("ال") and len(form) > 4 else form
        yield _once("".join(_ARABIC.get(char, "") for char in bare.replace("تش", "ش").replace("دج", "ج")))


def _once(key: str) -> str:
    """Without what is twice in a row."""
    return "".join(char for i, char in enumerate(key) if not i or char != key[i - 1])
