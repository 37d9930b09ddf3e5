"""Names in an Arabic answer whose sources are in the Latin script: told by their form and where they stand.

Arabic has no capitals, and its names are in tables only in part. But a word that shares no root with any
common one, and stands where a name does (after *in*, *to*, *the town of*, a title), is taken for a name, and
must sound like a word of what is cited. Names of Arabic roots (*Mansour*), of two consonants, and people's
names without a title before them can't be told so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from index.folding import Token, arabic_forms
from index.name_words import name_words
from index.number_words import COLLECTIVES, SCALES, WORDS
from rag.cues import openers
from rag.dictionary import arabic_words

_WEAK = frozenset("اويءهؤئآىة")
_BEFORE = (
    "ال", "بال", "كال", "لل", "و", "ف", "ب", "ل", "ك", "س", "سي", "ست", "ي", "ت", "ن", "ا", "م", "مت", "است",
    "يست", "تست", "مست",
)  # fmt: skip
_AFTER = ("ها", "هم", "هما", "ات", "ون", "ين", "ان", "يه", "ه", "ي", "نا", "ا", "وا", "تا", "ت")
_LONG = 4  # letters of a word that may be a name
_ROOT = 3  # consonants
_PLACE = frozenset(
    "مدينه بلده قريه محافظه ولايه العاصمه اقليم مطار ميناء شركه مجموعه قمه مختبر جزيره بلديه بورصه".split()
)
_IN = frozenset("في الي بين قرب نحو قباله من صوب باتجاه".split())


def put_in(tokens: Sequence[Token], i: int) -> bool:
    """Whether the Arabic word ``tokens[i]`` has the form of a foreign name, and stands where a name does."""
    if not _strange(tokens[i].folded):
        return False
    before = tokens[i - 1].folded if i else ""
    return before in _PLACE or before in _IN or _titled(before)


def _titled(word: str) -> bool:
    return any(form in name_words().arabic_honorifics for form in arabic_forms(word))


@lru_cache(maxsize=8192)
def _strange(word: str) -> bool:
    """Whether a folded word of the Arabic script is neither a common one nor of the root of one."""
    if (
        len(word) < _LONG
        or word.startswith("ال")
        or word.endswith(("ها", "هم"))
        or not "\u0621" <= word[0] <= "\u064a"
    ):
        return False
    if len(_consonants(word.replace("دج", "ج").replace("تش", "ش"))) < _ROOT:
        return False  # too few to compare by
    common, roots = _common()
    if any(form in common for form in arabic_forms(word)):
        return False
    for stem in _stems(word):
        root = _consonants(stem)
        if stem in common or len(root) >= _ROOT and root in roots:
            return False
    return True


@cache
def _common() -> tuple[frozenset[str], frozenset[str]]:
    """The Arabic words that aren't names, with their stems, and their consonants."""
    words = name_words()
    known = {
        *arabic_words(),
        *words.arabic_ordinary,
        *words.arabic_common,
        *words.arabic_honorifics,
        *words.arabic_organisations,
        *words.calendar,
        *openers(),
        *WORDS["ar"],
        *SCALES["ar"],
        *COLLECTIVES["ar"],
    }
    stems = {stem for word in known if "\u0621" <= word[0] <= "\u064a" for stem in _stems(word)}
    return frozenset(stems), frozenset(map(_consonants, stems))


def _stems(word: str) -> Iterator[str]:
    """The word, and what is left of it without what may be written before and after a root."""
    for prefix in ("", *_BEFORE):
        if word.startswith(prefix) and len(word) - len(prefix) >= _ROOT:
            stem = word[len(prefix) :]
            yield stem
            for suffix in _AFTER:
                if stem.endswith(suffix) and len(stem) - len(suffix) >= _ROOT:
                    yield stem[: -len(suffix)]


def _consonants(word: str) -> str:
    return "".join(char for char in word if char not in _WEAK)
