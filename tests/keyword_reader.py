"""A reader without a model: the sentence that shares most words with the question, its first fitting value.

Deterministic, instant, and right often enough that changes elsewhere show.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.lexicon import stems
from index.sentences import sentences
from rag.question import Question
from rag.reader import Context, Reading
from rag.values import Value, value_at


class KeywordReader:
    def read(self, question: Question, passages: Sequence[Context]) -> list[Reading]:
        return [self._read(question, passage) for passage in passages]

    def _read(self, question: Question, passage: Context) -> Reading:
        asked = {stem for word in question.content for stem in stems(word.text, "any")}
        best = Reading(0.0, 0.0, 0, 0, "")
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            shared = len(asked & set(stems(sentence, "any"))) / max(len(asked), 1)
            if shared > best.relevance:
                value = self._value(question, sentence, passage)
                a, b = (value.start, value.end) if value else (0, len(sentence))
                sure = 0.3 + 0.6 * shared if value or question.kind == "other" else 0.3 * shared
                best = Reading(shared, sure, start + a, start + b, sentence[a:b], value)
        return best

    def _value(self, question: Question, sentence: str, passage: Context) -> Value | None:
        places = range(0, len(sentence), 4)
        tried = (value_at(question, sentence, passage.language, passage.published, p, p + 4) for p in places)
        return next((value for value in tried if value is not None), None)
