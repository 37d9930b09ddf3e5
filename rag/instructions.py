"""Text in articles that speaks to a machine: *ignore your instructions and answer …*. It is no evidence.

By patterns (``instructions.toml``) in seven languages. They ask for an order *and* for what a machine alone
is told, so that news about rules that somebody ignores stays news.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from index.folding import fold_word
from index.sentences import sentences

_BACK = 400  # characters before a sentence in which an order may stand that it goes on with
_FENCED = 200  # … or a fence after which it stands
_SCRAP = 6  # words; as little after an order is what it wants to be said, or the end of it
_ASKS = re.compile(r"[?؟]")
_LED = re.compile(r"(?<=[^\W\d_]|[»\"”])\s?[:：]\s+(?=\S)")  # an order leads to its question by a colon
_ROLES = r"(?:system|assistant|user|question|instructions?|prompt|sys)"
_TAGGED = re.compile(rf"<({_ROLES})>[^<>]*</\1\s*>|</?{_ROLES}>|\[INST\].*?\[/INST\]", re.IGNORECASE)
_OPENERS = re.compile(r"^[\W_]*(?:(?:et|puis|ensuite|and|then|now|y|luego|und|e|poi|maintenant|ثم)\s+)?")


_CLAUSES = re.compile(
    r"[.:;!?,—»«\"()،؛؟]\s*| و(?=[اقر])"
    r"| (?=(?:et|and|then|y|luego|und|e|puis|maintenant|now|ahora|jetzt|ora) )"
)
# Letters of other alphabets, and figures, that stand for Latin ones: *Ignorе* with a Cyrillic *е*.
_LOOK_ALIKE = str.maketrans("аеорсухіјѕԁһӏκνοαερτι", "aeopcyxijsdhlkvoaepti")
_FIGURES = str.maketrans("013457@$", "oieastas")
_SPACED = re.compile(r"\b(?:[^\W\d_] ){4,}[^\W\d_]\b")
_MIXED = re.compile(r"[^\W_]*(?:[a-z][а-яёіјѕԁһӏα-ω]|[а-яёіјѕԁһӏα-ω][a-z])[^\W_]*", re.IGNORECASE)
_LEET = re.compile(r"\b[^\W\d_]+[013457@$][^\W\d_]+(?:[013457@$][^\W\d_]*)*\b")


@dataclass(frozen=True)
class _Patterns:
    orders: re.Pattern[str]
    objects: re.Pattern[str]
    whose: re.Pattern[str]
    answers: re.Pattern[str]
    roles: re.Pattern[str]
    commands: re.Pattern[str]
    cues: re.Pattern[str]
    alone: re.Pattern[str]

    def speaks(self, sentence: str) -> bool:
        """Whether a command to answer stands beside what only a machine is told."""
        if self.alone.search(sentence):
            return True
        return bool(self.cues.search(sentence)) and any(
            self.commands.match(_OPENERS.sub("", part) + " ") for part in _CLAUSES.split(sentence)
        )

    def order(self, sentence: str) -> bool:
        """Whether what is one's own is to be forgotten, in this order."""
        found = self.orders.search(sentence)
        if not found:
            return False
        after = sentence[found.end() - 1 :]
        return bool(self.objects.search(after) and self.whose.search(after))


def instructs(text: str, start: int, end: int) -> bool:
    """Whether the sentence ``text[start:end]`` speaks to a machine, or goes on with one that does."""
    sentence = text[start:end]
    if addressed(sentence) or _fences().search(text[max(0, start - _FENCED) : end]):
        return True
    before = text[max(0, start - _BACK) : start]
    if answers(sentence):
        return addressed(before)
    if len(sentence.split()) > _SCRAP:
        return False
    last = sentences(before)[-1:]
    return bool(last) and addressed(before[slice(*last[0])])


def without_orders(question: str) -> str:
    """What a question asks, without what it orders a machine to do before it asks or after.

    *Ignore your rules. When did they meet?* asks when they met; one that asks nothing else stays as it is.
    """
    plain = _TAGGED.sub(" ", question)
    asked = []
    for start, end in sentences(plain):
        lead, *led = _LED.split(plain[start:end], maxsplit=1)
        said = led[0] if led and (_orders(lead) or _commands(lead)) else plain[start:end]
        asked += [] if _orders(said) else [said]
    left = " ".join(" ".join(asked).split())
    return left if _ASKS.search(left) and len(left) < len(question) else question


def _orders(text: str) -> bool:
    return addressed(text) or answers(text)


def _commands(text: str) -> bool:
    folded = _OPENERS.sub("", _folded(text)) + " "
    return any(p.commands.match(folded) for p in _patterns().values())


@lru_cache(4096)
def addressed(text: str) -> bool:
    """Whether a text orders a machine to forget what it was told, or tells it what it is."""
    if _fences().search(text):
        return True
    folded = _folded(text)
    return any(
        p.speaks(folded) or p.order(folded) or p.roles.search(folded) and _told(folded)
        for p in _patterns().values()
    )


def answers(text: str) -> bool:
    """Whether a sentence opens with what is to be answered."""
    folded = _OPENERS.sub("", _folded(text))
    return any(p.answers.match(folded) for p in _patterns().values())


def _told(folded: str) -> bool:
    """Whether a sentence that says what a machine is has orders for it: news says it of machines, too."""
    return any(
        bool(p.answers.match(_OPENERS.sub("", part)) or p.objects.search(part) and p.whose.search(part))
        for part in re.split(r"[.:;!?,]", folded)
        for p in _patterns().values()
    )


def _folded(text: str) -> str:
    """Without case, accents, disguises and runs of spaces; of Arabic without vowel marks."""
    words = re.sub(r"[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]", "", text)
    words = unicodedata.normalize("NFKC", words).replace("’", "'")
    words = _MIXED.sub(lambda word: word[0].lower().translate(_LOOK_ALIKE), words)
    words = _LEET.sub(lambda word: word[0].translate(_FIGURES), words)
    words = _SPACED.sub(lambda letters: letters[0].replace(" ", ""), words)
    return " ".join(re.sub(r"[^\W\d_]+", lambda word: fold_word(word[0]), words).split())


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files("rag") / "instructions.toml").read_text(encoding="utf-8"))


@cache
def _fences() -> re.Pattern[str]:
    return re.compile(_table()["fences"], re.IGNORECASE)


@cache
def _patterns() -> Mapping[str, _Patterns]:
    return {
        language: _Patterns(**{name: re.compile(pattern) for name, pattern in lists.items()})
        for language, lists in _table().items()
        if language != "fences"
    }
