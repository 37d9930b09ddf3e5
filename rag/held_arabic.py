"""Words of an Arabic answer that its Arabic source has in no form: without capitals to tell, names put in.

Arabic names are found by tables and titles (``index/name_arabic.py``), which hold few of them. But an answer
is made of its source's words. One that is neither there, nor of the root of one that is there, nor common to
all reports, is taken for a name that was put in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from index.folding import Token, arabic_forms, tokenise
from index.name_words import name_words
from rag.cited import Cited

_WEAK = frozenset("اويءه")
_ROOT = 3  # consonants


def is_foreign(tokens: Sequence[Token], i: int, cited: Sequence[Cited]) -> bool:
    """Whether the word ``tokens[i]`` is in no form in what is ``cited`` in Arabic, and no common word."""
    word = tokens[i].folded
    if not cited or len(word) < 3 or name_words().arabic_ordinary.intersection(_bare_forms(word)):
        return False
    if i == 0 and (not word.startswith("ال") or word.startswith("الت")):  # the verb that opens a sentence
        return False
    return not any(
        _one_word(word, there)
        for one in cited
        for _, text in one.texts
        for there in _words(text)
        if abs(len(word) - len(there)) < 7
    )


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[str, ...]:
    return tuple({token.folded for token in tokenise(text) if token.arabic})


@lru_cache(maxsize=8192)
def _bare_forms(word: str) -> frozenset[str]:
    """A folded word without the particles and the article that may be written onto it."""
    forms = set(arabic_forms(word))
    return frozenset(forms | {form[2:] for form in forms if form.startswith("ال") and len(form) > 4})


@lru_cache(maxsize=65536)
def _one_word(a: str, b: str) -> bool:
    if not _bare_forms(a).isdisjoint(_bare_forms(b)):
        return True
    x, y = _skeleton(a), _skeleton(b)
    if min(len(x), len(y)) < _ROOT:
        return x == y and len(x) > 1
    common = _common(x, y)
    return common >= _ROOT and common >= max(len(x), len(y)) - 1


@lru_cache(maxsize=16384)
def _skeleton(word: str) -> str:
    """The consonants that are left of a word without particles and long vowels."""
    shortest = min(_bare_forms(word), key=len)
    return "".join(char for char in shortest if char not in _WEAK)


def _common(a: str, b: str) -> int:
    """How many letters the two have in common, in order."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = row
        row = [0]
        for j, y in enumerate(b):
            row.append(before[j] + 1 if x == y else max(before[j + 1], row[j]))
    return row[-1]
