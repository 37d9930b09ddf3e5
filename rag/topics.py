"""Questions that say first what they are about: *Et Pompeo, qu'a-t-il dit ?*, *the summit, where was it?*"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag import phrasing
from rag.completion import in_full, subject
from rag.ellipsis import asked_alone
from rag.exchange import is_fragment
from rag.noun_phrases import aligned, noun_phrases, words_of
from rag.pointers import resolve
from rag.question import Question, analyse, fold_letters
from rag.recall import referents, whole_names
from rag.referents import Referent, translated
from rag.turns import Turn

_HEAD = re.compile(r"([^,?]{2,80}?)\s*[,،]\s*¿?(\S.*)$")
_ASKED = {  # what is asked of the topic with no pronoun but *ce*: how that is said with the topic in it
    "fr": (
        (r"(?:c'est|c'etait) quoi|qu'est-ce(?: que c'est)?", "C'est quoi {}"),
        (r"c'est qui|qui est-ce", "Qui est {}"),
        (r"c'est quand|quand est-ce", "Quand a lieu {}"),
        (r"c'etait quand|quand(?: etait-ce)?", "Quand a eu lieu {}"),
        (r"c'est ou|ou est-ce", "Où a lieu {}"),
        (r"c'etait ou|ou(?: etait-ce)?", "Où a eu lieu {}"),
    ),
    "en": (
        (r"when", "When was {}"),
        (r"where", "Where was {}"),
        (r"who", "Who is {}"),
        (r"what", "What is {}"),
    ),
    "es": ((r"cuando", "¿Cuándo fue {}"), (r"donde", "¿Dónde fue {}"), (r"quien", "¿Quién es {}")),
    "ar": ((r"متي", "متى كان {}"), (r"اين", "أين كان {}")),
}

_WAS = {  # when or where *that* was
    "fr": re.compile(
        r"c'etait (?:quand|ou)(?: exactement)?|(?:quand|ou) (?:etait-ce|c'etait|est-ce que c'etait)"
    ),
    "en": re.compile(r"(?:when|where) was (?:that|it|this)"),
    "es": re.compile(r"(?:cuando|donde) fue (?:eso|esto)"),
    "ar": re.compile(r"(?:متي|اين) كان (?:ذلك|هذا)"),
}


def topicalised(body: Question, opened: bool, known: Sequence[Referent]) -> str | None:
    """The question with its topic in the place of the pronoun that takes it up; None where there is none.

    One that is not ``opened`` by *et* stands alone, if its topic points to nothing (*celle de Rome, …*).
    """
    found = _HEAD.match(body.text)
    if not found:
        return None
    part = _topic(body, found.end(1), known)
    if part is None or not opened and part.text == found[1]:
        return None
    topic = _referent(part)
    clause = analyse(found[2], body.language)
    if topic is None:
        return None
    rewriting = resolve(clause, [topic])
    if rewriting.used:
        return rewriting.result()
    if told := subject(clause, [topic]):
        return told[0]
    asked = aligned(clause.text).strip(" ?؟¿.!")
    for pattern, form in _ASKED[body.language]:
        if re.fullmatch(pattern, asked):
            return form.format(phrasing.lowered(topic.text, body.language))
    return None


def when_it_was(body: Question, before: Question, known: Sequence[Referent]) -> str | None:
    """*C'était quand ?*, *when was that?*: of the event that the question before names, whatever it asked."""
    if not _WAS[body.language].fullmatch(aligned(body.text).strip(" ?؟¿.!")):
        return None
    named = {p.head for p in noun_phrases(before) if p.event}
    events = [r for r in known if r.kind == "event" and r.age == 0 and r.head in named]
    event = translated(min(events, key=lambda r: r.rank), body.language) if events else None
    asked = asked_alone(body)
    if event is None or asked is None:
        return None
    form = next(f for p, f in _ASKED[body.language] if re.fullmatch(p, fold_letters(asked)))
    if body.language == "fr":
        form = form.replace("a lieu", "a eu lieu")
    return form.format(phrasing.lowered(event.text, body.language))


def _topic(body: Question, end: int, known: Sequence[Referent]) -> Question | None:
    """What stands before the comma, where it is a name or a thing and no circumstance (*à Rome, …*)."""
    part = analyse(body.text[:end], body.language)
    part = replace(part, names=tuple(n for n in body.names if n.end <= end) or part.names)
    if not is_fragment(part):
        return None
    pointed = resolve(part, known)  # *celle de Washington*
    if pointed.used:
        part = analyse(pointed.result(), body.language)
    part = in_full(part, known)
    articles = words_of(body.language, "articles") - {"du", "des", "au", "aux", "al", "del", "d", "de"}
    if part.words[0].folded in words_of(body.language, "leads") - articles:
        return None
    return part


def _referent(part: Question) -> Referent | None:
    """What the topic is."""
    for name in whole_names(part.names, part.text):
        whole = phrasing.article_of(part.text, part.language)[1]
        if name.start <= len(part.text) - len(whole) and name.end == len(part.text):
            kind = "name" if name.kind == "other" else name.kind
            article = fold_letters(part.text[: len(part.text) - len(whole)]).strip()
            gender = {"la": "f", "le": "m", "el": "m"}.get(article, "")
            return Referent(part.text, kind, part.language, 0, 0, gender, article in ("les", "los", "las"))
    if not noun_phrases(part):
        return None
    found = referents((Turn(part.text, part.text, part.language, None, (), True),))
    return next((r for r in found if r.kind in ("event", "thing")), None)
