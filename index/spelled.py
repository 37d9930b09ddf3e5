"""Numbers written in words: "quatre-vingt-quatre", "two hundred and five", "ثلاثة وثمانين"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from index.nouns import is_small
from index.number_words import COLLECTIVES, DUALS, SCALES, WORDS

WORD = re.compile(r"[^\W\d_]+")
_JOIN = re.compile(
    r"(?:[-\u2010\u2011]|\s{1,2})(?:(?P<and>et|and|y)(?:[-\u2010\u2011]|\s{1,2}))?(?P<w>[^\W\d_]+)"
)


@cache
def words_of(language: str | None) -> tuple[Mapping[str, int], Mapping[str, int], Mapping[str, int]]:
    """Number words, scales and collectives of a language; none of another than the four."""
    if language in WORDS:
        return WORDS[language], SCALES[language], COLLECTIVES[language]
    return {}, {}, {}


def spelled(text: str, start: int, language: str | None) -> tuple[int, float] | None:
    """The number in words at ``start``: where it ends, and its value."""
    words, scales, _ = words_of(language)
    total, group, ceiling = 0.0, None, 1e18
    end, joined = start, ""
    match = WORD.match(text, start)
    while match:
        written = match.group("w") if "w" in match.re.groupindex else match.group()
        low = written.lower()
        if language == "ar" and low not in words and low not in scales and low[:1] == "و" and end > start:
            low, joined = low[1:], "و"
        if language == "ar" and end == start and low in ("ألفا", "مليونا", "مليارا"):  # a dual: two thousand
            total += 2 * scales[low]
        elif low in DUALS and language == "ar" and group is None:
            total += DUALS[low]
        elif low in scales and (scales[low] == 100 or scales[low] < ceiling):
            scale = scales[low]
            if scale == 100:
                if joined or (group is not None and not 1 <= group < 100):
                    break
                group = (group or 1) * 100.0
            elif language == "es" and scale == 1_000_000 and 0 < total < 1e6:  # mil trescientos millones
                total = (total + (group or 0)) * scale
                group, ceiling = None, scale
            else:
                total += (1.0 if group is None else group) * scale
                group, ceiling = (
                    None,
                    (1e18 if language == "es" and scale == 1000 and not ceiling < 1e18 else scale),
                )
        elif language == "ar" and low in ("عشر", "عشرة") and group is not None and group < 10:
            group += 10
        elif low in words:
            added = _add(group, words[low], low, joined, language, total > 0)
            if added is None:
                break
            group = added
        else:
            break
        end = match.end()
        match = _JOIN.match(text, end)
        joined = (match["and"] or "").lower() if match else ""
        if match and joined and is_small(match["w"]) and match["w"].lower() not in words:
            break
    if end == start:
        return None
    return end, total + (group or 0.0)


def _add(
    group: float | None, value: int, word: str, joined: str, language: str | None, after: bool
) -> float | None:
    """``group`` with one more word below a thousand, or None where the two don't make one number."""
    if group is None:
        return None if joined and not (after and language in ("en", "ar")) else float(value)
    rest = group % 100
    if language == "ar":
        if joined and value < 100 and (rest == 0 or (rest < 10 <= value)):
            return group + value
        return group * value if value == 100 and 3 <= group < 10 and not joined else None
    if joined == "et" and value not in (1, 11):
        return None
    if language == "fr" and word.startswith("vingt") and rest == 4 and not joined:
        return group + 76
    if rest == 0 and group > 0:
        return group + value if value < 100 and joined in ("", "and") else None
    tens = rest >= 20 and rest % 10 == 0
    if tens and 1 <= value <= 9 and joined != "and" and (language != "es" or joined == "y"):
        return group + value
    if language == "fr" and rest in (60, 80) and 10 <= value <= 16:
        return group + value
    if language == "fr" and rest in (10, 70, 90) and 7 <= value <= 9 and not joined:
        return group + value
    return None
