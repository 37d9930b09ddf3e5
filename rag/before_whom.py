"""Who came before or after somebody (*qui commandait avant le colonel X ?*), and whose word a question asks
for (*selon X*): a sentence that neither names them nor goes on with one that does tells of others."""

from __future__ import annotations

import re

from index.names import Name, mentions
from index.sentences import sentence_at, sentence_before
from rag.noun_phrases import aligned
from rag.question import Question, fold_letters
from rag.reader import Context, Reading
from rag.whose_words import GOES_ON

_NEXT_TO = re.compile(
    r"\b(?P<before>avant|before|antes de)|\b(?P<after>apres|after|despues de)"
    r"|(?P<ar_before>قبل)|(?P<ar_after>بعد)"
)
_ACCORDING = re.compile(
    r"\b(?:selon|d'apres|suivant|according to|segun|de l'avis de|aux dires de)\b|(?:حسب|وفقا ل)"
)
# From there to the name: its office.
_TO_NAME = re.compile(r"(?:\W*[a-z'’-]+){0,6}\W*\Z")
_FOLLOWS = re.compile(
    r"\b(?:remplac\w+|succed\w+|success\w+ d\w+|releve\w*|replac\w+|succeed\w*|sustitu\w+|suced\w+)"
    r"(?: \w+){0,4}\W*\Z"
)

_SUCCESSION = re.compile(  # … of somebody whom the sentence needn't name
    r"\b(?:remplac|succed|success|predecess|releve|sortant|demission|ancien|precedent|jusqu'alors|replac"
    r"|succeed|former|outgoing|previous|resign|sustitu|suced|suces|anterior|saliente|dimi|lui\b|relev)"
)


def besides_whom(question: Question, reading: Reading, context: Context) -> bool:
    """Whether who came before or after somebody is asked, and the sentence is not of them, or tells of who
    came after where who came before is asked."""
    if question.kind != "person":
        return False
    asked = aligned(question.text)
    for name in question.own_names:
        if name.kind not in ("person", "other") or name.demonym:
            continue
        order = next(reversed(list(_NEXT_TO.finditer(asked, 0, name.start))), None)
        if order is None or not _TO_NAME.match(asked[order.end() : name.start]):
            continue
        sentence = _of(name, reading, context)
        if sentence is None:
            own = context.text[slice(*sentence_at(context.text, reading.start))]
            return _SUCCESSION.search(fold_letters(own)) is None
        if order.lastgroup in ("before", "ar_before"):
            folded = aligned(sentence)
            surname = fold_letters(name.text.split()[-1])
            at = folded.find(surname)
            return at > 0 and _FOLLOWS.search(folded[:at]) is not None
        return False
    return False


def word_of_another(question: Question, reading: Reading, context: Context) -> bool:
    """Whether something is asked for by the word of somebody, and the sentence is not theirs, while the
    passage has one that is."""
    if question.kind in ("reason", "manner", "other"):
        return False  # told over several sentences
    asked = aligned(question.text)
    for name in question.own_names:
        if name.demonym or name.kind == "place":
            continue
        according = next(reversed(list(_ACCORDING.finditer(asked, 0, name.start))), None)
        if according is None or not _TO_NAME.match(asked[according.end() : name.start]):
            continue
        return mentions(name.text, context.text) and _of(name, reading, context) is None
    return False


def _of(name: Name, reading: Reading, context: Context) -> str | None:
    """The sentence of a reading with the one that it goes on from, if they name somebody."""
    begin, end = sentence_at(context.text, reading.start)
    sentence, before = context.text[begin:end], context.text[:begin]
    if mentions(name.text, sentence):
        return sentence
    last = sentence_before(context.text, begin)
    goes_on = GOES_ON.match(fold_letters(sentence)) or before.count("«") > before.count("»")
    return last + sentence if goes_on and mentions(name.text, last) else None
