"""A conversation: what a follow-up refers to.

``respond`` is pure: whoever calls it keeps the turns. A question that leaves out what it is about (*et qui
l'a ouverte ?*, *and in 2018?*) is completed with the words of the question before it; one that names its
own subject stands alone, so that a change of subject drags nothing along.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.facts import Fact
from index.names import Name
from rag.answer import Answer
from rag.question import Question, analyse, fold

_OPENERS = {
    "fr": r"^(?:et|mais|puis|alors|sinon)\b",
    "en": r"^(?:and|but|what about|how about|then)\b",
    "es": r"^¿?(?:y|e|pero|entonces)\b",
    "ar": r"^(?:و(?=\w)|ماذا عن\b|لكن\b)",
}
_REFERENCES = {
    "fr": r"\b(?:(?<!il )y|cel(?:le|ui)-(?:ci|la)|cel(?:le|ui)|il(?! (?:y|faut|s'agit))|ils|elles?|lui|leurs?"
    r"|l'a|l'ont|l'avait|ca|cela|la-bas|ce (?:jour|moment)(?:-la| la)?|ce dernier|cette derniere"
    r"|cette (?:reunion|rencontre|visite|date|annee|fois))\b",
    "en": r"\b(?:it|its|he|him|his|she|her|they|them|their|there|that (?:day|meeting|year|time)"
    r"|this one|that one|those)\b",
    "es": r"\b(?:el(?=\?|$)|ella|ellos|ellas|eso|esa|ese|esas|alli|ahi|lo|su|sus"
    r"|aquel(?:la)? (?:dia|reunion|ano))\b",
    "ar": r"\b(?:ذلك|تلك|هناك|فيه|فيها|عنه|عنها)\b|\w{3,}(?:ه|ها)$",
}
_FEW = 3  # content words: a question with no more that opens or refers like a follow-up is one


@dataclass(frozen=True)
class Turn:
    """One exchange: the question as asked and as understood, and what came of it."""

    question: str
    understood: str
    language: str
    short: str | None
    articles: tuple[str, ...]
    refused: bool


# Folded; what asks for something of its own although it asks for no kind of value.
_ASKS = re.compile(r"\b(?:what|which|que|qu'|quoi|quel(?:le)?s?|cual(?:es)?|ماذا|ما)(?!\w)")

Ask = Callable[[str, str, str], Answer]  # (question as asked, as understood, language)


def respond(question: str, turns: tuple[Turn, ...], ask: Ask) -> tuple[Answer, tuple[Turn, ...]]:
    """The answer to ``question`` after ``turns``, and the turns with this one added."""
    understood, language = understand(question, turns)
    answer = ask(question, understood, language)
    turn = Turn(
        question,
        understood,
        answer.language,
        answer.short,
        tuple(dict.fromkeys(c.article for c in answer.citations)),
        answer.refused,
    )
    return answer, (*turns, turn)


def understand(question: str, turns: tuple[Turn, ...]) -> tuple[str, str]:
    """The question in words that stand alone, and its language.

    What is carried over from the turns before stands in parentheses, after an arrow, at its end: it steers
    the search and must be what an article is about, but a sentence need not repeat it.
    """
    asked = analyse(question)
    if not turns:
        return asked.text, asked.language
    last = turns[-1]
    if len(asked.words) <= 3 and not asked.names and asked.language != "ar":
        asked = analyse(question, last.language)
    if not is_follow_up(asked):
        return asked.text, asked.language
    before = analyse(last.understood, last.language)
    exchanged = _exchange(asked, before)
    if exchanged:
        return exchanged, asked.language
    carried = " ".join(_carried(asked, before, last))
    stem = asked.text.rstrip(" ?؟.!")
    return (f"{stem} (→ {carried}) ?" if carried else asked.text), asked.language


def is_follow_up(question: Question) -> bool:
    """Whether something the question is about stands only in the questions before it."""
    plain = " ".join(w.text for w in question.words)  # without the pronouns of *a-t-elle*
    folded = fold(plain) if question.language != "ar" else plain  # folding would make ة a pronoun
    opens = re.search(_OPENERS[question.language], folded) is not None
    refers = re.search(_REFERENCES[question.language], folded) is not None
    if not question.content:
        return True
    few = len(question.content) <= _FEW
    return (
        (opens and few)
        or (refers and (few or not question.names))
        or (len(question.content) == 1 and not question.names)
    )


def _carried(asked: Question, before: Question, last: Turn) -> list[str]:
    """What the question before was about, but for what the new one replaces or repeats."""
    own = {w.folded for w in asked.content}
    names = [n.text for n in before.names if fold(n.text) not in own]
    dates = [] if asked.dates else [d.text for d in before.dates]
    words = [w.text for w in before.plain if w.folded not in own] if len(asked.plain) < 2 else []
    said = [last.short] if not asked.content and last.short and _is_name(last.short) else []
    return [*words, *names, *dates, *said]


def _is_name(short: str) -> bool:
    return len(short) < 40 and short[:1].isupper() and not any(c.isdigit() for c in short)


def _exchange(asked: Question, before: Question) -> str | None:
    """The question before with the date or name that *and in 2018?*, *et pour l'Algérie ?* puts in its place.

    None where the new question asks for something of its own, or speaks of other things.
    """
    folded = fold(asked.text)
    opened = re.search(_OPENERS[asked.language], folded)
    said = {w.folded for w in before.plain}
    if asked.kind != "other" or any(w.folded not in said for w in asked.plain):
        return None
    if _ASKS.search(folded, opened.end() if opened else 0):
        return None
    exchanges: list[tuple[Sequence[Name | Fact], Sequence[Name | Fact]]]
    exchanges = [(asked.dates, before.dates), (asked.own_names, before.names)]
    for new, olds in exchanges:
        if new and olds:
            old = min(olds, key=lambda o: _led(before, o) != _led(asked, new[0]))
            return before.text[: old.start] + new[0].text + before.text[old.end :]
    if not asked.dates and not asked.own_names:
        return None
    stem = before.text.rstrip(" ?؟.!")
    return f"{stem} {asked.text[asked.content[0].start :].rstrip(' ?؟.!')} ?"


def _led(question: Question, part: Name | Fact) -> str | None:
    """The word that leads to a name or date: *in* Washington takes the place of *in* Rabat."""
    return next((w.folded for w in reversed(question.words) if w.end <= part.start), None)
