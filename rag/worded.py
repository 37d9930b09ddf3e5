"""Of sentences that answer *who* about as well, one with the verb of the question comes first."""

from __future__ import annotations

from collections.abc import Sequence

from index.lexicon import stems
from index.sentences import sentences
from rag.dictionary import translations
from rag.noun_phrases import event_head
from rag.question import Question
from rag.reader import Context, Reading

UNSAID = 0.95  # what a sentence without any such word keeps: less than the difference between sure and unsure
_LEAST = 0.5  # less likely ones are left as they are


def worded(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading], likely: Sequence[float]
) -> list[float]:
    """The probabilities, a little less for a sentence that says in no word what is asked about, where that of
    another passage does. Only where a person is asked for."""
    close = [i for i, p in enumerate(likely) if p >= _LEAST]
    words = [w.text for w in question.plain if event_head(w.folded, question.language) is None]
    if question.kind != "person" or len(close) < 2 or not words:
        return list(likely)
    said = {i: _says(words, question.language, passages[i], readings[i]) for i in close}
    if not any(said.values()):
        return list(likely)
    return [p * UNSAID if said.get(i) is False else p for i, p in enumerate(likely)]


def _says(words: Sequence[str], language: str, passage: Context, reading: Reading) -> bool:
    """Whether the sentence of a reading has one of the words, in its own language."""
    other = passage.language or language
    sentence = next(
        (passage.text[a:b] for a, b in sentences(passage.text) if a <= reading.start < b), passage.text
    )
    there = set(stems(sentence, other))
    return any(
        (own := stems(form, other)) and there.issuperset(own)
        for word in words
        for form in (word, *(translations([word], language, other) if other != language else ()))
    )
