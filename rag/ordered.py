"""*La réunion précédente*, *the next one*: another event than the one spoken of, before or after it. *Le
premier*, *the latter*: one of two persons that were named together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.names import find_names
from rag import phrasing
from rag.noun_phrases import NounPhrase, aligned, written
from rag.question import Question, analyse, fold_letters
from rag.referents import Referent, Want, choose, translated
from rag.turns import Turn

_ORDER = {
    "fr": r"(?:precedente?|anterieure?|suivante?|d'avant|d'apres|prochaine?|derniere?|avant-derniere?)",
    "en": r"(?:previous|prior|preceding|earlier|next|following|last|latest)",
    "es": r"(?:anterior|previ[ao]|siguiente|proxim[ao]|ultim[ao])",
    "ar": r"(?:ال)?(?:سابق|سابقه|تالي|تاليه|مقبل|مقبله|اخير|اخيره)",
}
_REMEMBERED = 3  # turns
_LONGEST = 120  # characters of a text that names just two
_TIMES = "(?:semaine|annee|mois|an|jour|fois|week|year|month|time|day|semana|ano|mes|dia|vez)"
_ALONE = {  # an order with its article and no noun
    "fr": r"(?:la |le |celle |celui )(?P<o>precedente?|suivante?|d'avant|d'apres|prochaine?|derniere?)",
    "en": r"the (?:(?P<o>previous|preceding|next|following|last|latest) one"
    r"|one (?P<p>before|after)(?: that| it)?)",
    "es": r"(?:la|el) (?P<o>anterior|siguiente|proxim[ao]|ultim[ao])",
    "ar": r"ال(?P<o>سابق|سابقه|تالي|تاليه)",
}


_OF_TWO = {  # the first, the second; without a noun
    "fr": (
        r"le premier|la premiere|celui-la|celle-la",
        r"le second|la seconde|le deuxieme|la deuxieme|ce dernier",
    ),
    "en": (r"the former|the first(?: one)?", r"the latter|the second(?: one)?"),
    "es": (r"el primero|la primera", r"el segundo|la segunda|este ultimo|esta ultima"),
    "ar": (r"الاول", r"الثاني|الاخير"),
}
_PREDICATE = re.compile(  # *est-ce la première en Afrique ?*: of its kind, not of two
    r"(?:-ce|-elles?|-ils?|\bc'est|\bc'etait|\b(?:is|was) (?:it|this|that))\s$"
)
_BESIDE = r"(?:a|est|etait|occupe|was|is|has|does|did|es|era|y|et|avec|pour|en)"  # what a noun is not


def is_ordered(question: Question, phrase: NounPhrase) -> bool:
    """Whether a phrase is of another event than the one spoken of."""
    around = question.text[max(0, phrase.start - 30) : phrase.end + 30]
    pattern = _ORDER[question.language]
    noun = re.escape(fold_letters(question.text[phrase.start : phrase.inner]).split()[-1])
    between = rf"(?: (?!{_TIMES}\b)\w+)?"  # *the previous ministerial meeting*
    ordered = rf"\b{noun}{between} {pattern}\b|\b{pattern}{between} {noun}"
    return re.search(ordered, fold_letters(around)) is not None


def one_of_two(body: Question, turns: Sequence[Turn]) -> str | None:
    """The question with the name of the first, or the second, of the two persons last named together."""
    folded = aligned(body.text)
    for place, words in enumerate(_OF_TWO[body.language]):
        found = re.search(rf"\b(?:{words})\b(?=\W*$| {_BESIDE}\b)", folded)
        if found is None or _PREDICATE.search(folded[: found.start()]):
            continue
        for turn in reversed(turns[-_REMEMBERED:]):
            for text in (turn.understood, "" if turn.refused else turn.short or ""):
                if len(people := _people(text, turn)) == 2:
                    return body.text[: found.start()] + people[place] + body.text[found.end() :]
    return None


def _people(text: str, turn: Turn) -> list[str]:
    """The persons that a short text names, in order: as it writes them, or as the cited sentences do."""
    if not text.strip() or len(text) > _LONGEST:
        return []
    names = [n for n in analyse(text, turn.language).names if n.kind == "person"]
    if len(names) == 2:
        return [n.text for n in names]
    folded = fold_letters(text)
    quoted = [n for quote in turn.quotes for n in find_names(quote) if n.kind in ("person", "other")]
    known = {n.folded.split()[-1]: n.text for n in quoted if not n.demonym}
    words = re.findall(r"\w+", folded)
    there = sorted((words.index(surname), name) for surname, name in known.items() if surname in words)
    return [name for _, name in there]


def the_one(body: Question, known: Sequence[Referent]) -> str | None:
    """*La précédente* with its noun, where an event was spoken of."""
    found = re.search(rf"\b{_ALONE[body.language]}(?!\w)", aligned(body.text))
    event = translated(choose(Want(("event",)), [r for r in known if r.head]), body.language)
    if not found or event is None:
        return None
    rest = body.text[found.end() :]
    if re.match(r"\s*[^\W\d]", rest) and not re.match(r"\s*(?:$|[?,])", rest) and body.language != "en":
        after = fold_letters(rest).split()
        if after and after[0] not in _VERBS:  # *la précédente réunion*
            return None
    said = written(event.head, body.language)
    order = body.text[found.start("o") : found.end("o")] if found["o"] else ""
    if body.language == "en":
        order = order or {"before": "previous", "after": "next"}[str(found["p"])]
        full = f"the {order} {said}"
    elif body.language == "ar":
        full = f"ال{said} ال{order}"
    else:
        full = f"{phrasing.definite(said, fold_letters(said), body.language, False)} {order}"
    return body.text[: found.start()] + full + rest


_VERBS = frozenset("a est etait fut avait s'est se fue es era tuvo".split())
