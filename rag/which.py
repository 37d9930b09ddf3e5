"""What *which* asks for: a thing of that kind, not what it was done for, nor a name that was asked about."""

from __future__ import annotations

import re

from index.lexicon import stems
from index.names import find_names, mentions
from index.sentences import sentences
from rag.dictionary import translations
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

_WHICH = re.compile(
    r"\W*(?:(?:de|dans|par|con|in|by|en|por) )?(?:quel(?:le)?s?|which|what|que|cual(?:es)?|اي)\s(\w+)"
)
# *in order to …*, the last word a verb: in French and Spanish an infinitive.
_PURPOSE = re.compile(
    r"(?:pour|afin de|afin d'|para|a fin de)\s?(?:ne pas |y |s'|se |en |la |les? )?\w+(?:er|ir|re|oir|ar)\b"
    r"|(?:in order )?to \w+ (?:the|a|an|its|their|his|her)\b|من اجل "
)
_FOR = frozenset(  # kinds of things that are themselves told by what they are for
    "but buts objectif objectifs fin fins raison raisons motif motifs mission missions occasion role ambition"
    " appel plan projet utilite vocation effort efforts mesure mesures moyen moyens facon maniere aim goal"
    " purpose reason reasons task use measure measures means way objetivo objetivos motivo razon mision"
    " tarea medio medios manera هدف غرض سبب مهمه".split()
)
# What a person can't be: *what did she say?*, *que demande-t-il ?*; an office is asked for otherwise.
_THING = re.compile(
    r"\W*(?:what (?:did|does|do|has|have|had|will|would) |qu'(?!est-ce qui\b)|que |(?:de |a |sur |en )?quoi "
    r"|(?:de |a |sobre |por )?que (?!\w+ (?:person|ministr|president|diplomat))|ماذا )"
)
_TITLE = re.compile(r"\b(?:titre|poste|fonction|title|position|job|cargo|puesto)\b|منصب")
_BECAUSE = re.compile(
    r"\b(?:cause|raison|faveur|suite|grace|faute|du(?:e|s|es)?|because|due|thanks|owing|debido|gracias|culpa)\b"
    r"|بسبب|بفضل"
)
_BESIDE = 30  # characters before a name in which it is said to be a cause
_NUMBERED = frozenset("resolution decret loi decree law resolucion decreto ley قرار مرسوم قانون".split())


def wrong_kind(question: Question, reading: Reading, context: Context) -> bool:
    """Whether a thing of a kind is asked for, and the span is a purpose; or a text that has a number, of
    which its sentence has no word."""
    folded = fold_letters(question.text)
    asked = _WHICH.match(folded)
    if asked is None or question.kind in ("reason", "manner"):
        return False
    head = asked[1]
    if head not in _FOR and _PURPOSE.match(fold_letters(reading.text.strip())):
        return True
    if head in _NUMBERED or head.removesuffix("s") in _NUMBERED:
        return not _says(head, question.language, reading, context)
    return False


def only_a_name(question: Question, reading: Reading, context: Context) -> bool:
    """Whether the span is a person where a thing is asked for (*what did she stress?*), or a name alone where
    a reason is, and no word says that it is one."""
    span = reading.text.strip(' «»"“”.,;:')
    if question.kind not in ("other", "reason") or not span:
        return False
    bare = re.sub(r"^(?:l['’]|(?:les?|la|the|el|los|las)\s)", "", span, flags=re.IGNORECASE)
    bare = re.split(r",?\s(?:qui|who|quien)\b", bare)[0]
    there = (n for n in find_names(context.text) if n.start < reading.end and reading.start < n.end)
    name = next(there, None)
    if name is None or len(name.text) < len(bare) or name.demonym:
        return False
    if question.kind == "other":
        asked = fold_letters(question.text)
        thing = _THING.match(asked) or _TITLE.search(asked)
        return name.kind == "person" and thing is not None
    before = fold_letters(context.text[max(0, reading.start - _BESIDE) : reading.start])
    return not (_BECAUSE.search(before) or _BECAUSE.search(fold_letters(span)))


def named_already(question: Question, reading: Reading) -> bool:
    """Whether the span is no more than a name that the question itself gives: who was asked about."""
    if question.kind != "other" or not reading.text.strip():
        return False
    bodies = [n for n in question.own_names if " " in n.text and n.kind == "organisation"]
    short = len(reading.text.split()) < 6
    return short and any(mentions(body.text, reading.text) for body in bodies)


def _says(head: str, language: str, reading: Reading, context: Context) -> bool:
    sentence = next((context.text[a:b] for a, b in sentences(context.text) if a <= reading.start < b), "")
    other = context.language or language
    there = set(stems(sentence, other))
    forms = (head, *(translations([head], language, other) if other != language else ()))
    return any((own := stems(form, other)) and there.issuperset(own) for form in forms)
