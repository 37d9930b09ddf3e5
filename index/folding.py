"""The words of a text, folded: without case, accents, dots or the variants of an Arabic letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_MARKS = "\u00ad\u200b-\u200d\u0300-\u036f\u064b-\u065f\u0670"
_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W_](?:[{_MARKS}]|[^\W_])*")
ARABIC = re.compile(r"[\u0621-\u064a]")
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي", "ـ": None, ".": None}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d")
)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word without case, accents, dots or the variants of an Arabic letter."""
    folded = word.casefold().translate(_LETTERS)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


class Token(NamedTuple):
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
    some_arabic = bool(ARABIC.search(text))
    for match in _TOKEN.finditer(text):
        word = match[0]
        start, end = match.span()
        arabic = some_arabic and bool(ARABIC.match(word))
        capital = acronym = False
        if word[0].isupper():
            capital, acronym = True, len(word) > 1 and word.isupper()
        found.append(Token(start, end, word, fold_word(word), capital, acronym, arabic, text[at:start]))
        at = end
    return found


def fold_words(text: str) -> str:
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
