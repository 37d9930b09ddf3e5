"""Words of French sentences, what the verb takes along, and the gender of nouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from train.news_words import Words

_TOKEN = re.compile(
    r"\w+(?:-\w+)*['’](?=\w)|\d+(?:[.,]\d+)+|(?:M|Mme|Dr|Me|St)\.(?= ?[A-ZÉ])" r"|\w+(?:[-+]\w+)*\+?|[^\w\s]"
)


_PARTICIPLE = re.compile(
    r"[a-zà-ÿœ]{2,}(?:é|i|is|it|u|us|ert|int|ort|is|aint|eint)(?:e?s?)$|^(?:né|mis|lu|vu"
    r"|eu|dû|dit|fait|mort|élu|tué|pu)e?s?$"
)


_NOT_PARTICIPLES = frozenset(
    "mardi lundi jeudi samedi vendredi aussi ainsi depuis parmi puis plus jamais ici vers".split()
)


INFINITIVE = re.compile(r"[a-zà-ÿœ]+(?:er|ir|oir|dre|tre|ire|ure|vre|cre)$")


class Token(NamedTuple):
    start: int  # in the article's text
    end: int
    text: str
    low: str


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    found = _TOKEN.finditer(text, start, end)
    return [Token(*match.span(), word := match[0], word.lower().replace("’", "'")) for match in found]


def verb_end_of(tokens: Sequence[Token], finite: int, words: Words) -> int:
    """Where the verb ends, with its participle or infinitive; 0 where it is denied or can't be read."""
    low = tokens[finite].low
    i = finite + 1
    if low in words.avoir | words.etre:
        i = _past(tokens, i, words.adverbs)
        if i == 0 or tokens[i].low in ("pas", "plus", "jamais"):
            return 0
        if not _is_participle(tokens[i].low):
            return 0 if low in words.avoir else finite + 1
        if (
            tokens[i].low == "été"
            and (j := _past(tokens, i + 1, words.adverbs))
            and _is_participle(tokens[j].low)
        ):
            i = j
        return i + 1
    if low in words.modal:
        i = _past(tokens, i, words.adverbs)
        if i and tokens[i].low in ("se", "s'"):
            i += 1
        if i == 0 or not INFINITIVE.match(tokens[i].low):
            return 0 if low not in ("compte", "comptent") else finite + 1
        if (
            tokens[i].low == "être"
            and (j := _past(tokens, i + 1, words.adverbs))
            and _is_participle(tokens[j].low)
        ):
            i = j
        return i + 1
    return 0 if tokens[i].low in ("pas", "plus", "jamais") or tokens[i].text == "-" else i


def _past(tokens: Sequence[Token], i: int, adverbs: frozenset[str]) -> int:
    while i < len(tokens) and tokens[i].low in adverbs:
        i += 1
    return i if i < len(tokens) else 0


def _is_participle(low: str) -> bool:
    return bool(_PARTICIPLE.match(low)) and low not in _NOT_PARTICIPLES


def noun_gender(noun: str, words: Words) -> str:
    """By a list and by the ending; "" where neither tells."""
    single = noun[:-1] if noun.endswith("s") else noun
    if noun in words.feminine or single in words.feminine:
        return "f"
    if single.endswith(words.feminine_endings):
        return "f" if not single.endswith(("isme", "iste")) else ""
    return (
        "m"
        if single.endswith(("ment", "age", "isme", "teur", "eau", "al", "er", "ier", "ant", "ent", "t"))
        else ""
    )
