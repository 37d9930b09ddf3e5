"""*La réunion précédente*, *the next one*: another event than the one spoken of, before or after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag import phrasing
from rag.noun_phrases import NounPhrase, aligned, written
from rag.question import Question, fold_letters
from rag.referents import Referent, Want, choose, translated

_ORDER = {
    "fr": r"(?:precedente?|anterieure?|suivante?|d'avant|d'apres|prochaine?|derniere?|avant-derniere?)",
    "en": r"(?:previous|prior|preceding|earlier|next|following|last|latest)",
    "es": r"(?:anterior|previ[ao]|siguiente|proxim[ao]|ultim[ao])",
    "ar": r"(?:ال)?(?:سابق|سابقه|تالي|تاليه|مقبل|مقبله|اخير|اخيره)",
}
_TIMES = "(?:semaine|annee|mois|an|jour|fois|week|year|month|time|day|semana|ano|mes|dia|vez)"
_ALONE = {  # an order with its article and no noun
    "fr": r"(?:la |le |celle |celui )(?P<o>precedente?|suivante?|d'avant|d'apres|prochaine?|derniere?)",
    "en": r"the (?:(?P<o>previous|preceding|next|following|last|latest) one"
    r"|one (?P<p>before|after)(?: that| it)?)",
    "es": r"(?:la|el) (?P<o>anterior|siguiente|proxim[ao]|ultim[ao])",
    "ar": r"ال(?P<o>سابق|سابقه|تالي|تاليه)",
}


def is_ordered(question: Question, phrase: NounPhrase) -> bool:
    """Whether a phrase is of another event than the one spoken of."""
    around = question.text[max(0, phrase.start - 30) : phrase.end + 30]
    pattern = _ORDER[question.language]
    noun = re.escape(fold_letters(question.text[phrase.start : phrase.inner]).split()[-1])
    between = rf"(?: (?!{_TIMES}\b)\w+)?"  # *the previous ministerial meeting*
    ordered = rf"\b{noun}{between} {pattern}\b|\b{pattern}{between} {noun}"
    return re.search(ordered, fold_letters(around)) is not None


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
