"""Whether a sentence speaks of somebody else than the one asked about, and not of them: the day that one body
was founded is not that of another, nor is what *she* did what a man did."""

from __future__ import annotations

import re

from index.names import Name, find_names, mentions
from index.sentences import sentence_at
from rag.given_names import gender_of
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

_EARLY = 30  # characters of a sentence in which its subject is named
_BACK = re.compile(  # a sentence that goes on with the one before
    r"\W*(?:ils?|elles?|ces?|cette|cet|celle|celui|son|sa|ses|leurs?"
    r"|l[ae] (?:groupe|reunion|rencontre)"
    r"|he|she|it|they|this|that|these|his|her|its|their|est[ae]|ese|esa|su|sus)\b"
)
_PRONOUN = re.compile(
    r"(?<![\w-])(?:(?P<f>elle|she|ella)"
    r"|(?P<m>il(?! y a\b| est (?:clair|certain|vrai|temps)\b| faut\b)|he))(?!\w)"
)
_MAN = re.compile(
    r"(?:\b(?:M|Mr|Sr|Don)\.?|\bhomme(?: d['’][a-z]+)?|\b(?:le|du|au|el|del|al) [A-ZÀ-Ý][\w-]+)\s(?:\w+\s)?\Z"
)
_WOMAN = re.compile(r"\b(?:femme(?: d['’][a-z]+)?|la [A-ZÀ-Ý][\w-]+)\s(?:\w+\s)?\Z")


def of_another(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the sentence of a reading names another person or body early, or speaks of *her* where a man is
    asked about, and has no name of the question's."""
    asked = [
        n
        for n in question.own_names
        if n.kind == "person" or n.kind != "place" and " " in n.text and not n.demonym
    ]
    start, end = sentence_at(context.text, reading.start)
    sentence = context.text[start:end]
    if not asked or not sentence:
        return False
    words = set(re.findall(r"\w+", fold_letters(sentence)))
    for name in asked:
        own = {w for w in re.findall(r"\w+", fold_letters(name.text)) if len(w) > 3}
        if mentions(name.text, sentence) or own & words:
            return False
    folded = fold_letters(sentence)
    if len(asked) == 1 and _other_sex(asked[0], folded, context):
        return True
    if _BACK.match(folded):
        return False
    kinds = {"other", *(name.kind for name in asked)}
    if kinds != {"other", "person"}:
        kinds.add("organisation")
    others = [n for n in find_names(sentence) if not n.demonym]
    if question.kind == "reason" and question.language == context.language:
        kinds.add("person")  # what somebody did has other reasons than what was
        pronoun = _PRONOUN.search(folded)
        told = min(reading.start - start, pronoun.start() if pronoun else len(sentence))
        if any(n.kind == "person" and n.end <= told for n in others):
            return True
    return any(n.kind in kinds and n.start < _EARLY for n in others)


def _other_sex(name: Name, folded: str, context: Context) -> bool:
    """Whether all pronouns of a folded sentence are of the other sex than ``name``."""
    said = {match.lastgroup for match in _PRONOUN.finditer(folded)}
    if len(said) != 1 or name.kind not in ("person", "other"):
        return False
    sex = sex_of(name, context.article or context.text)
    return sex != "" and sex not in said


def sex_of(name: Name, text: str) -> str:
    """``f`` or ``m`` by what stands before the surname in ``text``, or by the first name; else empty."""
    surname = re.escape(name.text.split()[-1])
    before = [text[max(0, m.start() - 60) : m.start()] for m in re.finditer(rf"\b{surname}\b", text)]
    told = {"m" for some in before if _MAN.search(some)} | {"f" for some in before if _WOMAN.search(some)}
    return told.pop() if len(told) == 1 else gender_of(name, text, ()) if not told else ""
