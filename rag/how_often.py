"""How often something is: a sentence that names it and says *chaque année*, *every two years*, *سنويا*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.names import mentions
from index.sentences import sentences
from rag.noun_phrases import aligned
from rag.office_holder import LIKELY
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

UNSAID = 0.1  # of a reading's probability, where its sentence has no such word
_ASKED = re.compile(
    r"\b(?:a|avec) quelle (?:frequence|periodicite|regularite)\b|\btous les combien\b|\bcombien de fois par\b"
    r"|\bhow (?:often|frequently|regularly)\b|\bhow many times (?:a|per|each|every)\b"
    r"|\b(?:con|a) que (?:frecuencia|periodicidad)\b|\bcada cuanto\b|\bcuantas veces (?:al|por)\b"
    r"|\bباي (?:وتيره|معدل)|\bكل كم\b"
)
_TIMES = r"(?:an|annee|mois|semaine|jour|trimestre|semestre|ete|hiver|printemps|automne)s?"
_PERIODS = r"(?:year|month|week|day|quarter|summer|winter|spring|autumn|decade)s?"
_SPANS = r"(?:ano|mes|semana|dia|trimestre|semestre|verano|invierno)(?:e?s)?"
_TOLD = re.compile(
    rf"\b(?:chaque {_TIMES}|tou(?:s|tes) les (?:\w+ )?{_TIMES}|\w+ fois (?:par|tous les \w+) {_TIMES}"
    r"|annuel(?:le)?s?(?:ment)?|mensuel(?:le)?s?(?:ment)?|hebdomadaires?|trimestriel(?:le)?s?|quotidien(?:ne)?s?"
    r"|bisannuel(?:le)?s?|biennale?s?|regulierement"
    rf"|(?:every|each) (?:\w+ )?{_PERIODS}|(?:once|twice|\w+ times) (?:a|per|every) (?:\w+ )?{_PERIODS}"
    r"|annual(?:ly)?|yearly|monthly|weekly|daily|quarterly|biennial(?:ly)?|regularly"
    rf"|cada (?:\w+ )?{_SPANS}|todos los {_SPANS}|todas las {_SPANS}|\w+ (?:vez|veces) (?:al|por) {_SPANS}"
    r"|anual(?:es|mente)?|mensual(?:es|mente)?|semanal(?:es|mente)?|regularmente)\b"
    r"|\bكل (?:عامين|عام|سنتين|سنه|شهر|اسبوع|يوم)\b|\bسنوي\w*|\bشهريا\b|\bاسبوعيا\b|\bبانتظام\b"
)


def with_frequencies(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> list[Reading]:
    """Where a question asks how often something named is, a reading is what a sentence that has all its names
    says of that; one of a sentence that says nothing of it answers little."""
    if not _ASKED.search(fold_letters(question.text)):
        return list(readings)
    return [_told(question, passage, reading) for passage, reading in zip(passages, readings, strict=True)]


def _told(question: Question, passage: Context, reading: Reading) -> Reading:
    for begin, end in sentences(passage.text):
        sentence = passage.text[begin:end]
        said = _TOLD.search(aligned(sentence))
        if said is None:
            continue
        if question.own_names and all(mentions(n.text, sentence) for n in question.own_names):
            start, stop = begin + said.start(), begin + said.end()
            likely = max(LIKELY, reading.answerable) if begin <= reading.start < end else LIKELY
            return replace(
                reading, answerable=likely, start=start, end=stop, text=passage.text[start:stop], value=None
            )
        if begin <= reading.start < end and not question.own_names:
            return reading
    return replace(reading, answerable=UNSAID * reading.answerable)
