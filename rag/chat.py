"""A conversation: what a follow-up refers to.

``respond`` is pure: whoever calls it keeps the turns. A question that leaves out what it is about (*et qui
l'a ouverte ?*, *and in 2018?*) is completed with the words of the question before it; one that names its
own subject stands alone, so that a change of subject drags nothing along.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.answer import Answer
from rag.question import Question, analyse, fold

_OPENERS = {
    "fr": r"^(?:et|mais|puis|alors|sinon)\b",
    "en": r"^(?:and|but|what about|how about|then)\b",
    "es": r"^¿?(?:y|e|pero|entonces)\b",
    "ar": r"^(?:و(?=\w)|ماذا عن\b|لكن\b)",
}
_REFERENCES = {
    "fr": r"\b(?:y|en|cel(?:le|ui)-(?:ci|la)|cel(?:le|ui)|ils?|elles?|lui|leurs?|l'a|l'ont|l'avait|ca|cela|la-bas"
    r"|ce (?:jour|moment)(?:-la| la)?|cette (?:reunion|rencontre|visite|date|annee|fois)|ce dernier|cette derniere)\b",
    "en": r"\b(?:it|its|he|him|his|she|her|they|them|their|there|that (?:day|meeting|year|time)|this one|that one|those)\b",
    "es": r"\b(?:el(?=\?|$)|ella|ellos|ellas|eso|esa|ese|esas|alli|ahi|lo|su|sus|aquel(?:la)? (?:dia|reunion|ano))\b",
    "ar": r"\b(?:هو|هي|هم|ذلك|تلك|هناك|فيه|فيها|عنه|عنها)\b|\w{3,}(?:ه|ها)\b(?=\s*[؟?]?$)",
}
_FEW = 3  # content words: a question with no more that opens like a follow-up has left something out


@dataclass(frozen=True)
class Turn:
    """One exchange: the question as asked and as understood, and what came of it."""

    question: str
    understood: str
    language: str
    short: str | None
    articles: tuple[str, ...]
    refused: bool


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
    """The question in words that stand alone, and its language."""
    asked = analyse(question)
    if not turns:
        return asked.text, asked.language
    last = turns[-1]
    if len(asked.words) <= 3 and not asked.names:
        asked = analyse(question, last.language if asked.language != "ar" else "ar")
    if not is_follow_up(asked):
        return asked.text, asked.language
    before = analyse(last.understood, last.language)
    if asked.kind == "other" and before.kind != "other":
        return _exchanged(asked, before), asked.language
    carried = _carried(asked, before)
    stem = asked.text.rstrip(" ?؟.!")
    return (f"{stem} ({carried}) ?" if carried else asked.text), asked.language


def is_follow_up(question: Question) -> bool:
    """Whether something the question is about stands only in the questions before it."""
    folded = fold(question.text)
    opens = re.search(_OPENERS[question.language], folded) is not None
    refers = re.search(_REFERENCES[question.language], folded) is not None
    if not question.content:
        return True
    if opens:
        return len(question.content) <= _FEW or refers
    return refers and not question.names or (len(question.content) == 1 and not question.names)


def _carried(asked: Question, before: Question) -> str:
    """The content words of the question before, but for those that the new one replaces or repeats."""
    own = {w.folded for w in asked.content}
    replaces_year = any(w.folded.isdigit() and len(w.folded) == 4 for w in asked.content)
    kept = [
        w.text
        for w in before.content
        if w.folded not in own and not (replaces_year and w.folded.isdigit() and len(w.folded) == 4)
    ]
    return " ".join(kept)


def _exchanged(asked: Question, before: Question) -> str:
    """The question before with the year, date or name that *and in 2018?*, *et l'Algérie ?* exchanges."""
    new = [w for w in asked.content]
    text = before.text
    years = [w for w in before.words if w.folded.isdigit() and len(w.folded) == 4]
    if new and all(w.folded.isdigit() for w in new) and years:
        return text[: years[0].start] + new[0].text + text[years[0].end :]
    names = [n for n in asked.names]
    if names and len(before.names) >= 1 and len(new) <= 2:
        old = before.names[0]
        return text[: old.start] + names[0].text + text[old.end :]
    stem = text.rstrip(" ?؟.!")
    return f"{stem} ({' '.join(w.text for w in new)}) ?"
