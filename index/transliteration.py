"""Whether two spellings may be one name: within the Latin script, and between it and the Arabic one.

Both are edit distances over sounds. What writers of names disagree on (vowels, doubled letters, h, m before
b, c or k) costs little; another consonant costs much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

_VOWELS = frozenset("aeiouy")
_LATIN = (
    (re.compile(r"tch|tsch|sch|ch|sh"), "S"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"kh"), "X"),
    (re.compile(r"gh"), "G"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"ck|qu(?=[eiy])|q"), "k"),
    (re.compile(r"gu(?=[eiy])"), "g"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"eau|au(?=[^aeiouy]|\Z)"), "o"),
    (re.compile(r"ou|oo|w(?=[^aeiouy]|\Z)"), "u"),
    (re.compile(r"ee|y(?=[^aeiou]|\Z)"), "i"),
    (re.compile(r"(.)\1"), r"\1"),
)
_CLOSE = frozenset(
    frozenset(pair)
    for pair in ("mn", "ks", "kS", "sS", "sz", "gj", "jS", "kX", "hX")
    + ("gG", "kG", "kg", "bp", "dt", "fv", "vw", "rG", "Xr")
)
_SMALL = 0.5  # a vowel, an h, two close consonants
_LARGE = 1.0
_SHORTEST = 5  # letters; below, only the same spelling is the same name


@lru_cache(maxsize=32768)
def sounds(folded: str) -> str:
    """A folded Latin word with one letter per sound: "bourita" and "burita" are "burita"."""
    for pattern, sound in _LATIN:
        folded = pattern.sub(sound, folded)
    return folded


@lru_cache(maxsize=65536)
def same_spelling(a: str, b: str) -> bool:
    """Whether two folded Latin words of five letters or more are spellings of one name."""
    if a == b:
        return True
    if min(len(a), len(b)) < _SHORTEST - 1:
        return False
    x, y = sounds(a), sounds(b)
    if min(len(a), len(b)) < _SHORTEST:
        return x == y
    if x[0] != y[0] and a[0] != b[0] and (len(x) < 6 or frozenset((x[0], y[0])) not in _CLOSE):
        return False
    budget = 1.0 if min(len(a), len(b)) >= 8 else 0.5
    if abs(len(x) - len(y)) > 2:
        return False
    return _distance(x, y, _replace_latin, _drop_latin) <= budget


def _replace_latin(x: str, y: str) -> float:
    if x == y:
        return 0.0
    if x in _VOWELS and y in _VOWELS or frozenset((x, y)) in _CLOSE:
        return _SMALL
    return _LARGE


def _drop_latin(x: str) -> float:
    return _SMALL if x in _VOWELS or x == "h" else _LARGE


def _distance(
    a: Sequence[str], b: Sequence[str], replace: Callable[[str, str], float], drop: Callable[[str], float]
) -> float:
    """Weighted edit distance; two neighbours that changed places count as one small edit."""
    before: list[float] = []
    row = [0.0]
    for y in b:
        row.append(row[-1] + drop(y))
    for i, x in enumerate(a):
        last, row = row, [row[0] + drop(x)]
        for j, y in enumerate(b):
            best = min(last[j] + replace(x, y), last[j + 1] + drop(x), row[j] + drop(y))
            if i and j and x == b[j - 1] and y == a[i - 1] and x != y:
                best = min(best, before[j - 1] + _SMALL)
            row.append(best)
        before = last
    return row[-1]


# The Latin sounds that each Arabic letter writes in names, as `sounds` has them.
_ARABIC = {
    "ب": "bp", "پ": "p", "ت": "t", "ث": "ts", "ج": "jgGS", "چ": "S", "ح": "hX",
    "خ": "Xkh", "د": "d", "ذ": "dz", "ر": "r", "ز": "zs", "س": "sz", "ش": "S",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "zd", "غ": "Ggrh", "ف": "fv", "ڤ": "v",
    "ق": "kg", "ك": "kgs", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "ha",
    "ع": "aieou", "ء": "a", "ا": "aeiou", "و": "uowv", "ي": "iyeja",
}  # fmt: skip
_WEAK = frozenset("اويعءه")
_JOINED = (
    ("دج", "ج"),
    ("تش", "ش"),
    ("تس", "ز"),
    ("شت", "ست"),
)  # كيدجو, شولتس, شتارنبرغ: Kidjo, Scholz, Starnberg
_OPENS = {("ف", "w"): "v", ("ي", "j"): "i"}  # Wagner, Jürgen


@lru_cache(maxsize=65536)
def same_sound(arabic: str, latin: str, least: int = 3) -> bool:
    """Whether a folded Arabic word (without article) and a folded Latin word may write one name.

    ``least``: how many consonants both must have. The more there are, the more may differ.
    """
    y = sounds(latin)
    if first := _OPENS.get((arabic[:1], y[:1])):
        y = first + y[1:]
    joined = arabic
    for written, sound in _JOINED:
        joined = joined.replace(written, sound)
    return _same(arabic, y, least) or joined != arabic and _same(joined, y, least)


def _same(arabic: str, y: str, least: int) -> bool:
    hard = [c for c in arabic if c not in _WEAK]
    consonants = [c for c in y if c not in _VOWELS and c != "w"]
    if len(consonants) > len(hard):
        consonants = [c for c in consonants if c != "h"]
    if min(len(hard), len(consonants)) < least or abs(len(hard) - len(consonants)) > 1:
        return False
    if consonants[0] not in _ARABIC.get(hard[0], ""):
        return False
    budget = {2: 0.5, 3: 0.5, 4: 0.9}.get(len(hard), 1.2)
    return _distance(arabic, y, _replace_arabic, _drop_either) <= budget


@lru_cache(maxsize=16384)
def spelled_out(arabic: str, latin: str) -> bool:
    """Whether a name of two consonants, which say little, is written letter for letter: سيسي is Sissi."""
    y = sounds(latin)
    whole = len(arabic) == len(y) >= 4 and sum(char not in _VOWELS for char in y) == 2
    return whole and all(sound in _ARABIC.get(char, "") for char, sound in zip(arabic, y, strict=True))


def _replace_arabic(x: str, y: str) -> float:
    if x == y:
        return 0.0
    arabic, latin = (x, y) if x in _ARABIC else (y, x)
    sounds_of = _ARABIC.get(arabic, "")
    if latin in sounds_of:
        return 0.0
    if any(frozenset((latin, sound)) in _CLOSE for sound in sounds_of):
        return _SMALL
    if arabic in _WEAK and latin in _VOWELS:
        return 0.4
    return 1.5


def _drop_either(x: str) -> float:
    """Short vowels aren't written in Arabic; a long one that the Latin spelling lacks is rarer."""
    if x in _VOWELS:
        return 0.15
    if x in _WEAK or x == "h":
        return 0.3
    return 1.0


@lru_cache(maxsize=16384)
def same_arabic(a: str, b: str) -> bool:
    """Whether two folded Arabic words of five letters or more differ in a long vowel only."""
    return (
        a == b or min(len(a), len(b)) >= _SHORTEST and _distance(a, b, _replace_script, _drop_either) <= 0.3
    )


def _replace_script(x: str, y: str) -> float:
    return 0.0 if x == y else 1.0
