"""What a sentence makes of what it says, by its words: denied, planned, alleged (``cues.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from index.folding import fold_word, fold_words
from index.lexicon import STEMMERS, stems
from index.name_words import name_words

LANGUAGES = ("fr", "en", "es", "ar")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Cues:
    """The patterns of one kind of cue in one language; what a list lacks never matches."""

    said: re.Pattern[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]

    def matches(self, sentence: str) -> Iterator[re.Match[str]]:
        """Its words that tell of it, however faintly."""
        for pattern in (self.said, self.strong, self.weak, self.future):
            yield from pattern.finditer(sentence)

    def excused(self, sentence: str) -> bool:
        """Whether there is any such word."""
        return any(True for _ in self.matches(sentence))


@cache
def table() -> Mapping[str, Any]:
    """The file, read once when first asked for."""
    return tomllib.loads((files("rag") / "cues.toml").read_text(encoding="utf-8"))


@cache
def cues(kind: str, language: str) -> Cues:
    """``kind``: "negation", "plan" or "attribution"; ``language``: one of the four."""
    lists: Mapping[str, list[str]] = table()[kind][language]

    def pattern(name: str) -> re.Pattern[str]:
        words = lists.get(name)
        return re.compile(rf"(?<![\w'])(?:{'|'.join(words)})(?!\w)") if words else _NOTHING

    if language == "fr":  # « n'a », « l'affirme »: an elided word stands before

        def pattern(name: str) -> re.Pattern[str]:
            words = lists.get(name)
            return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") if words else _NOTHING

    return Cues(*(pattern(name) for name in ("said", "strong", "weak", "future", "past")))


@lru_cache(256)
def plain(text: str) -> str:
    """Lower case, straight apostrophes and plain spaces, as the patterns want it; of the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a capital İ has two characters in lower case
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return re.sub(r"\s", " ", lowered.replace("’", "'").replace("ʼ", "'"))


@lru_cache(1024)
def guess_language(text: str) -> str | None:
    """Which of the four languages a sentence is in by its function words; None where they don't say."""
    letters = _LETTER.findall(text)
    if letters and 2 * len(_ARABIC.findall(text)) > len(letters):
        return "ar"
    words = [word.lower() for word in _WORD.findall(text)]
    votes = {
        name: sum(word in _function(name) or not _letters(name).isdisjoint(word) for word in words)
        for name in ("fr", "en", "es")
    }
    best = max(votes, key=lambda name: votes[name])
    clear = sorted(votes.values())[-2] < votes[best]
    return best if clear else None


@cache
def _function(language: str) -> frozenset[str]:
    return frozenset(table()["function"].get(language, "").split())


@cache
def _letters(language: str) -> frozenset[str]:
    return frozenset(table()["function"][f"{language}_letters"])


@lru_cache(16384)
def stem(word: str, language: str | None) -> str:
    """The stem of a content word; empty for a function word."""
    if fold_word(word) in name_words().function or word.lower() in _function(language or ""):
        return ""
    found = stems(_MARKS.sub("", word), language if language in STEMMERS else "any")
    return found[0] if found else ""


@cache
def openers() -> frozenset[str]:
    """Folded words that open sentences and are no names."""
    return frozenset(fold_words(" ".join(table()["openers"].values())).split())


@cache
def counted() -> Mapping[str, int]:
    """A folded noun to the number of its group: nouns of one group may count the same things."""
    lines = table()["counted"]["groups"].strip().splitlines()
    return {word: n for n, line in enumerate(lines) for word in fold_words(line).split()}


@cache
def currencies() -> Mapping[str, str]:
    """A sign or folded word for a currency, to its code."""
    return {
        form: code
        for code, forms in table()["currency"].items()
        for word in forms.split()
        for form in {word, fold_words(word) or word}
    }


@cache
def of_articles() -> frozenset[str]:
    """Folded nouns for the articles themselves."""
    return frozenset(fold_words(table()["counted"]["sources"]).split())


@cache
def of_publication() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{table()['counted']['publication']})(?!\w)")
