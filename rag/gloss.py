"""A question in the words of passages that are in another language: *كم عدد أعضاء التحالف؟* over French ones
is *combien membres coalition ?*.

Word by word, from ``rag/dictionary.py``; of several words for one thing the passages' own is taken, as they
write it. Names and dates become theirs. The reader reads such a question beside the one that was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from index.aliases import gazetteer
from index.facts import say_date
from index.folding import fold_words
from index.lexicon import stems
from index.names import find_names, mentions
from rag.dictionary import LANGUAGES, LONGEST, translations
from rag.noun_phrases import aligned
from rag.question import LONGEST as LONGEST_QUESTION
from rag.question import Kind, Question, Word, analyse

_ASKS: Mapping[str, Mapping[Kind, str]] = {
    "fr": {
        "date": "Quand", "number": "Combien", "person": "Qui", "place": "Où", "reason": "Pourquoi",
        "manner": "Comment", "yes_no": "Est-ce que", "other": "Quel",
    },
    "en": {
        "date": "When", "number": "How many", "person": "Who", "place": "Where", "reason": "Why",
        "manner": "How", "yes_no": "Is it true that", "other": "Which",
    },
    "es": {
        "date": "Cuándo", "number": "Cuántos", "person": "Quién", "place": "Dónde", "reason": "Por qué",
        "manner": "Cómo", "yes_no": "Es cierto que", "other": "Qué",
    },
    "ar": {
        "date": "متى", "number": "كم عدد", "person": "من", "place": "أين", "reason": "لماذا",
        "manner": "كيف", "yes_no": "هل", "other": "ما",
    },
}  # fmt: skip
_DEED = {"fr": "Qu'a", "en": "What did", "es": "Qué", "ar": "ماذا"}
_DEED_ASKED = {  # what somebody said or did
    "fr": re.compile(r"\W*(?:qu'|que )(?:a|ont)\b"),
    "en": re.compile(r"\W*what (?:did|has|have|had) "),
    "es": re.compile(r"\W*que (?:ha|han|\w{3,}(?:o|aron|ieron)) "),
    "ar": re.compile(r"\W*(?:ب|عما? )?ماذا "),
}
_LOOKED_FOR = 2  # translations of a word
_HALF = 0.5  # of the words, at least so many must be known


def gloss(question: Question, language: str, texts: Sequence[str]) -> str | None:
    """The question in the words of ``texts``, which are in ``language``; None where that is the question's
    own, one that the dictionary doesn't have, or where most words are unknown."""
    if language == question.language or not {language, question.language} <= set(LANGUAGES):
        return None
    found = list(_said(question, language, texts))
    known = sum(text is not None for text, _ in found)
    if not found or known < _HALF * len(found):
        return None
    words = " ".join(word.text if text is None else text for text, word in found)
    end = "؟" if language == "ar" else " ?" if language == "fr" else "?"
    deed = question.kind == "other" and _DEED_ASKED[question.language].match(aligned(question.text))
    return f"{_DEED[language] if deed else _ASKS[language][question.kind]} {words}{end}"


def widened(text: str, language: str) -> str:
    """A question as words to look for, with what they may be in ``language``, the usual ones, and the other
    forms of its names: for the keyword index, in which words of another language are nowhere."""
    if not re.search(r"\w", text) or len(text) > LONGEST_QUESTION:
        return text
    question = analyse(text)
    if language == question.language or not {language, question.language} <= set(LANGUAGES):
        return text
    more: list[str] = []
    for name in question.names:
        more += gazetteer().forms(fold_words(name.text))
    words, at = question.content, 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            some = [word.text for word in words[at : at + size]]
            found = list(dict.fromkeys(translations(some, question.language, language)))[:_LOOKED_FOR]
            if found or size == 1:
                more += found
                at += size
                break
    return " ".join((text, *dict.fromkeys(more)))


def _said(question: Question, language: str, texts: Sequence[str]) -> Iterator[tuple[str | None, Word]]:
    """What each word or phrase becomes, None where it isn't known, with its first word."""
    there = {stem: word for text in texts for stem, word in _surfaces(text, language)}
    at = 0
    words = question.content
    while at < len(words):
        word = words[at]
        for fact in question.dates:
            if fact.start <= word.start < fact.end:
                yield say_date(fact, language), word
                at += sum(fact.start <= w.start < fact.end for w in words[at:])
                break
        else:
            named = next((n for n in question.names if n.start <= word.start < n.end), None)
            if named is not None:
                size = sum(named.start <= w.start < named.end for w in words[at:])
                yield _name(named.text, texts, language) or named.text, word
                at += size
                continue
            for size in range(min(LONGEST, len(words) - at), 0, -1):
                if (text := _word(words, at, size, question, language, there)) or size == 1:
                    yield text, word
                    at += size
                    break


def _word(
    words: Sequence[Word], at: int, size: int, question: Question, language: str, there: Mapping[str, str]
) -> str | None:
    some = [word.text for word in words[at : at + size]]
    meant = list(dict.fromkeys(translations(some, question.language, language)))
    for text in meant:
        own = stems(text, language)
        if own and all(stem in there for stem in own):
            return " ".join(there[stem] for stem in own)
    return meant[0] if meant else None


def _name(name: str, texts: Sequence[str], language: str) -> str | None:
    """A name as the texts write it."""
    if any(name in text for text in texts):
        return name
    return next((other for text in texts for other in _names(text, language) if mentions(name, other)), None)


@lru_cache(512)
def _names(text: str, language: str) -> tuple[str, ...]:
    return tuple(name.text for name in find_names(text, language))


@lru_cache(512)
def _surfaces(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """The words of a text with their stems."""
    found = []
    for word in dict.fromkeys(text.replace("’", " ").replace("'", " ").split()):
        plain = word.strip('.,;:!?…«»“”"()[]–—،؛؟')
        if plain and len(own := stems(plain, language)) == 1:
            found.append((own[0], plain.lower()))
    return tuple(found)
