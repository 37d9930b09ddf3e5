"""Who did what is asked, and whether a sentence tells of that deed: *Le Maroc était représenté par …* says
nothing of who represented Spain, and who spoke of a treaty did not sign it."""

from __future__ import annotations

import re

from index.names import Name, mentions
from index.sentences import sentences
from rag.noun_phrases import aligned
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

_BACK = re.compile(  # a sentence that goes on with the one before
    r"\W*(?:ils?|elles?|ces?|cette|cet|celles?|celui|ceux|son|sa|ses|leurs?|le (?:royaume|pays)"
    r"|he|she|it|they|this|that|these|his|her|its|their|the (?:country|kingdom)"
    r"|est[ae]|ese|esa|su|sus|el (?:pais|reino)|البلاد|المملكه)\b"
)
_REPRESENTS = re.compile(r"\brepresent\w*|\w*(?:مثل|تمثيل)\w*")
# What stands between a verb and its object.
_TO_OBJECT = re.compile(r"\W*(?:(?:the|la|le|les|l'|el|los|las|a|al)\W*)?\Z")
_TO_SUBJECT = re.compile(r"\W*(?:(?:etait|est|etaient|sera|a ete|was|is|were|estuvo|estaba)\W*)?\Z")
# Folded beginnings of words that ask who did a thing that no report tells without one of the others.
_DEEDS = (
    (r"signe[re]?|signait|signataires?|signed|firmo|firmaron|وقع(?:ت|وا)?", r"sign|paraph|firm|وقع|توقيع"),
    (
        r"remplac\w*|succede\w*|replace[sd]?|succeeded|sustituy\w*|reemplaz\w*|sucedio",
        r"remplac|succ|suppl|replac|sustitu|reemplaz|suced|suce[sd]|nouve|new|nuev|خلف|محل",
    ),
    (
        r"nomme[re]?|designe[re]?|appointed|nombro|عين(?:ه|ت)?",
        r"nomm|nomin|design|appoint|named|nombr|عين|تعيين",
    ),
    (r"arrete[re]?|arrested|detuvo|arresto|اعتقل", r"arrest|arret|interpell|detu|deten|captur|اعتقل|اعتقال"),
)
_WHO = re.compile(r"\b(?:qui|who|quien(?:es)?|من)\b")
_INVERTED = re.compile(r"-?\s?(?:\w+\s)?(?:\w+)-(?:t-)?(?:ils?|elles?)\b")
_HAS_DONE = re.compile(r"(?:how many|how much) [\w ]*?\b(?:did|has|have|does|do|will) (?:the )?\Z")
_COUNTED_OBJECT = re.compile(r"cuant[oa]s? [\w ]*?\b(?:ha|han|envio|\w+(?:o|aron|ieron)) (?:\w+d[oa] )?\Z")


def undone(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the sentence of a reading does not tell of the deed that the question asks about."""
    start, sentence = next(
        ((a, context.text[a:b]) for a, b in sentences(context.text) if a <= reading.start < b), (0, "")
    )
    if not sentence:
        return False
    if question.kind == "person":
        return _of_another(question, sentence) or _other_deed(question, sentence)
    return question.kind == "number" and _idle(question, context.text, start, sentence)


def _of_another(question: Question, sentence: str) -> bool:
    """Whether somebody is asked for who represented one, and the sentence tells who represented another."""
    asked = aligned(question.text)
    verb = _REPRESENTS.search(asked)
    if verb is None or not _WHO.search(asked[: verb.start()]):
        return False
    for name in question.own_names:
        if name.start < verb.end() or not _TO_OBJECT.fullmatch(asked[verb.end() : name.start]):
            continue
        return _REPRESENTS.search(fold_letters(sentence)) is not None and not mentions(name.text, sentence)
    return False


def _other_deed(question: Question, sentence: str) -> bool:
    asked = fold_letters(question.text)
    for deed, told in _DEEDS:
        if re.search(rf"\b(?:{deed})\b", asked):
            return re.search(rf"\b(?:ال|ب)?(?:{told})", fold_letters(sentence)) is None
    return False


def _idle(question: Question, text: str, start: int, sentence: str) -> bool:
    """Whether a country is asked about that did something to so and so many, and neither the sentence nor the
    one that it goes on from names it: *Combien de soldats la Turquie a-t-elle envoyés ?*"""
    name = _acting(question)
    if name is None or mentions(name.text, sentence):
        return False
    before = text[:start].rstrip()
    last = next((before[a:b] for a, b in reversed(sentences(before))), "")
    return not (_BACK.match(fold_letters(sentence)) and mentions(name.text, last))


def _acting(question: Question) -> Name | None:
    """The country that is the subject of *combien* and its verb."""
    asked = aligned(question.text)
    for name in question.own_names:
        if name.kind != "place" or name.demonym:
            continue
        if question.language == "fr" and _INVERTED.match(asked, name.end):
            return name
        before = asked[: name.start].lstrip("¿ ")
        if _HAS_DONE.match(before) or question.language == "es" and _COUNTED_OBJECT.match(before):
            return name
    return None
