"""Questions that leave out a subject, an object or where they were: *¿cuándo llegó?*, *qui participait ?*"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag import phrasing
from rag.demonstratives import event_at
from rag.noun_phrases import aligned, follow_ups, noun_phrases, phrase_text
from rag.ordered import is_ordered
from rag.question import Question, analyse, fold_letters
from rag.referents import Kind, Referent, Want, choose, hinted, translated

_TOPICS: tuple[Kind, ...] = ("event", "organisation", "thing", "person", "name")
_COPULAR = re.compile(
    r"\b(?:qui|quel(?:le)?s?|who|what|quien|cual|que) (?:est|sont|etait|is|was|are|es|fue|era|son)\b"
    r"|^(?:من|ما) (?:هو|هي)"
)
_DROPS = {  # a question whose verb follows its interrogative at once
    "es": re.compile(
        r"^\W*(?:(?:con|a|de|para|por|sobre) )?(?:que \w+(?= (?:tiene|tenia|ocupa|ocupaba|ostenta|representa"
        r"|desempena|dirige)\W*$)|(?:en|a|desde|hasta) que (?:ciudad|pais|lugar|sitio|region|ano|mes|fecha"
        r"|dia|continente|edificio|hotel|idioma)"
        r"|cuant[oa]s \w+s(?= (?:\w+ )?\w*[^\Wn](?:\W|$))"
        r"|cuando|donde|adonde|como|por que|que|quien(?:es)?|cual)"
        r" (?:(?:no|se|ya) )*(?P<verb>\w+)"
    ),
    "ar": re.compile(
        r"^\W*(?:(?:مع|عن|في|الي|ل) ?(?:من|ماذا)|متي|اين|كيف|لماذا|ماذا|هل|بماذا)"
        r" (?:لم |لا |قد )?(?P<verb>\w+)"
    ),
}
_ASKED_OBJECT = re.compile(  # *¿qué oficina de la ONU acoge?*
    r"^\W*que \w+ del? (?:la |el |los |las )?\w+ (?P<verb>\w+)(?=\W*$)"
)
_SPANISH_VERB = re.compile(r"(?:o|aron|ieron|io|aba|aban|ia|ian|a|e|en|an|fue|fueron|es|son)$")
_AFTER_VERB = {
    "es": frozenset("en a de del con sobre por para al desde".split()),
    "ar": frozenset("في عن مع الي من علي".split()),
}
_VISITS = re.compile(r"visit|abandon|recorr|dej[oa]")  # … a place: *¿cuándo visitó Marruecos?*
_NOBODY = re.compile(r" se (?:habl|trat|discut|debat|dij|decid|acord)\w+$")  # *¿de qué se habló?*
_BEFORE_OR_AFTER = {  # *qui était mort juste avant ?*
    "fr": r"\b(?:avant|apres)$",
    "en": r"\b(?:before|after)$",
    "es": r"\b(?:antes|despues)$",
    "ar": r"\b(?:قبل|بعد)$",
}
_HOW_MANY = re.compile(
    r"\W*(?:combien d[e'] ?|how many |cuant[oa]s )(\w+)(?=\W*$| (?:en|in|aujourd'hui|now|today|hoy)\b)"
)
_OWNED = re.compile(r"['’]s (\w+)(?=\W*$)")
_MAIN = frozenset("principal principale principaux officiel officielle central centrale oficial".split())
_TOLD = re.compile(  # a relative clause says which one: *la réunion qui …*
    r"\s(?:qui|que|qu['’]|où|dont|laquelle|who|which|that|where|whose|donde|cuy[oa]|الذي|التي)(?!\w)"
)
_COPULAS = frozenset("fue era es كان كانت".split())


def completed(body: Question, opened: bool, known: Sequence[Referent]) -> tuple[str | None, str]:
    """The question with the object or circumstance that it leaves out; (None, "") where it stands alone."""
    relation = _relation(body, known)
    if relation:
        return relation, ""
    if not _leans(body, opened):
        return None, ""
    event = choose(Want(("event",)), [r for r in known if not r.quoted])
    place = choose(Want(("place",), located=True), known)
    topic = event if event and (place is None or event.age <= place.age + 1) else place
    stem = body.text.rstrip(" ?؟")
    folded = [w.folded for w in body.words]
    table = follow_ups()[body.language]
    if topic is None:
        topic = translated(choose(Want(("organisation", "thing", "name", "person")), known), body.language)
        return (f"{stem} {phrasing.of(topic.text, body.language)}", "") if topic else (None, "")
    topic = translated(topic, body.language)
    if topic is None or topic.kind == "event" and topic.text == f"the {topic.head}":
        return None, ""  # *at the meeting* says no more
    here = next((n for n in body.names if n.kind == "place"), None)
    if topic.kind == "event" and here and _placed(body):
        topic = _elsewhere(topic, here.text)
        stem = body.text[here.end :].strip(" ,?؟")
    last_verb = folded[-1] if folded else ""
    if re.search(_BEFORE_OR_AFTER[body.language], aligned(stem)):
        said = phrasing.lowered(topic.text, body.language)
        return f"{stem} {phrasing.of(said, 'es') if body.language == 'es' else said}", ""
    if topic.kind == "event" and any(last_verb.startswith(s) for s in table["transitive"].split()):
        return f"{stem} {phrasing.lowered(topic.text, body.language)}", ""
    if topic.kind == "event" and body.language == "es" and last_verb.startswith("asist"):
        return stem, phrasing.to(topic.text, "es")
    return stem, phrasing.at(
        phrasing.lowered(topic.text, body.language), topic.kind, topic.country, body.language
    )


def _leans(body: Question, opened: bool) -> bool:
    """Whether a whole question still needs the place and time of those before it."""
    table = follow_ups()[body.language]
    if body.dates:
        return False
    if re.search(_BEFORE_OR_AFTER[body.language], aligned(body.text.rstrip(" ?؟"))):
        return True
    phrases = [p for p in noun_phrases(body) if not p.counted]
    incomplete = any(
        w.folded.startswith(stem)
        for w in body.plain[-2:]
        for stem in table["incomplete"].split()
        if len(stem) > 3
    ) or any(w.folded in table["incomplete"].split() for w in body.plain[-2:])
    if opened:
        if copular(body) and body.names:
            return False
        if (body.names or phrases) and not (incomplete and body.kind in ("person", "number")):
            if not body.names and any(p.head in table["relations"].split() for p in phrases):
                return len(body.content) <= 3  # *et l'accent était mis sur quoi ?*
            return _placed(body)  # it says what it is about: *and who won the cup?*
        return len(body.content) <= 3 and not any(p.event for p in phrases)
    if any(n for n in body.names):
        return False
    return incomplete and not phrases and len(body.content) <= 3


def copular(body: Question) -> bool:
    """Whether a question asks what or who something is."""
    return _COPULAR.search(aligned(body.text)) is not None


def _placed(body: Question) -> bool:
    """*à Rome, qui présidait ?*: the question opens with its place."""
    return re.match(r"(?:a|au|en|in|at|في) [^,]{2,40},", aligned(body.text)) is not None


def _elsewhere(event: Referent, place: str) -> Referent:
    """The event of the same kind in another place."""
    language = event.language
    noun = event.text.split()
    article, rest = phrasing.article_of(event.text, language)
    head = next((w for w in rest.split() if fold_letters(w).startswith(event.head)), noun[-1])
    bare = phrasing.definite(head, fold_letters(head), language, False) if language != "en" else f"the {head}"
    if article and language != "en":
        bare = f"{article} {head}" if not article.endswith("'") else f"{article}{head}"
    joined = {"fr": phrasing.of(place, "fr"), "en": f"in {place}", "es": f"de {place}", "ar": place}[language]
    return replace(event, text=f"{bare} {joined}")


def _relation(body: Question, known: Sequence[Referent]) -> str | None:
    """*Quel était l'objectif ?*: of what the conversation is about."""
    if counted := _counted(body, known):
        return counted
    if body.names or body.dates or not body.content:
        return None
    table = follow_ups()[body.language]
    last = body.words[-1]
    if agenda := re.search(r"\bordre (?=du jour\W*$)", aligned(body.text)):
        last = next(w for w in body.words if w.start == agenda.start())
    elif last.folded in _MAIN and len(body.words) > 1:
        last = body.words[-2]
    bare = last.folded.removeprefix("ال") if body.language == "ar" else last.folded
    if bare not in table["relations"].split() or len(body.content) > 2:
        return None
    likely = hinted([bare], body.language)
    others = (k for k in _TOPICS if k not in likely)
    topic = translated(choose(Want((*likely, *others)), known), body.language)
    if topic is None:
        return None
    text = body.text.rstrip(" ?؟")
    if body.language == "ar":
        text = text[: last.start] + text[last.start :].removeprefix("ال")
    return f"{text} {phrasing.of(topic.text, body.language)}"


def _counted(body: Question, known: Sequence[Referent]) -> str | None:
    """*Combien de membres en 2022 ?*: of the body that was spoken of."""
    found = _HOW_MANY.match(aligned(body.text))
    if found is None or body.names or found[1] not in follow_ups()[body.language]["relations"].split():
        return None
    topic = translated(choose(Want(("organisation", "event", "thing")), known), body.language)
    if topic is None:
        return None
    of = phrasing.of(phrasing.lowered(topic.text, body.language), body.language)
    return f"{body.text[: found.end(1)]} {of}{body.text[found.end(1) :]}"


def subject(body: Question, known: Sequence[Referent]) -> tuple[str, Referent] | None:
    """The question with the subject that Spanish and Arabic leave to the verb: *¿Cuándo llegó?*"""
    language = body.language
    if language not in _DROPS:
        return None
    folded = aligned(body.text)
    found = (_ASKED_OBJECT.match(folded) if language == "es" else None) or _DROPS[language].match(folded)
    if not found or (language == "es" and re.match(r"^\W*(?:quien|quienes|cual) ", folded)):
        return None
    verb, end = found["verb"], found.end()
    if language == "es" and (not _SPANISH_VERB.search(verb) or _NOBODY.search(folded[:end])):
        return None
    rest = [w for w in body.words if w.start >= end]
    goes = (
        language == "es" and _VISITS.match(verb) and any(n.start == rest[0].start for n in body.names if rest)
    )
    led = goes or not rest or rest[0].folded in _AFTER_VERB[language]
    if not led or any(n.start < end for n in body.names):
        return None
    plural: bool | None = (
        verb.endswith(("ron", "an", "en", "son")) if language == "es" else verb.endswith("وا")
    )
    gender = "f" if language == "ar" and verb.endswith("ت") else ""
    if verb in _COPULAS:  # *¿Cuándo fue?* speaks of an event
        known = [r for r in known if r.kind == "event"]
    kinds = hinted([w.folded for w in body.words], language)
    order = (*kinds, *(k for k in _TOPICS if k not in kinds))
    referent = translated(choose(Want(order, gender, plural, likely=len(kinds)), known), language)
    if referent is None:
        return None
    return (
        f"{body.text[:end]} {phrasing.lowered(referent.text, language)} {body.text[end:].strip(' ?؟')}",
        referent,
    )


def in_full(body: Question, known: Sequence[Referent]) -> Question:
    """The question with *la réunion* said in full, where it only speaks of the one that was spoken of."""
    for phrase in noun_phrases(body):
        if not phrase.event or phrase.end != phrase.inner or phrase.names or phrase.counted or body.dates:
            continue
        if body.language != "ar" and phrase.article not in (
            "la",
            "le",
            "l",
            "el",
            "the",
            "du",
            "au",
            "del",
            "al",
        ):
            continue
        if body.language == "ar" and not phrase_text(body, phrase).startswith("ال"):
            continue
        if _TOLD.match(body.text, phrase.end):
            continue
        if any(n.kind == "place" for n in body.names) or is_ordered(body, phrase):
            continue
        said = body.text[phrase.start : phrase.end]
        full = choose(Want(("event",), head=phrase.head), known)
        full = translated(full, body.language) or event_at(said, phrase.head, known, body.language)
        if full is None or full.kind != "event":
            continue
        rest = phrasing.article_of(full.text, body.language)[1]
        owned = _OWNED.match(body.text, phrase.end) if body.language == "en" else None
        if owned and " in " in full.text:  # *the meeting's focus*: *the focus of the meeting in Rabat*
            before = body.text[: phrase.start].removesuffix("the ")
            return analyse(f"{before}the {owned[1]} of {full.text}{body.text[owned.end() :]}", "en")
        text = (
            body.text[: phrase.start]
            + (rest if body.language != "ar" else full.text)
            + body.text[phrase.end :]
        )
        return analyse(text, body.language)
    return body
