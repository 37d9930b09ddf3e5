"""Who did it, where a sentence tells it the other way round: *Qui conduit la délégation ?*, *من قاد الوفد؟*:
*Une délégation, conduite par l'envoyé du président, Ana Costa, …*; *à l'invitation du ministre, Luc Morel*.

A reader finds the name, and is less sure of it over another language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.lexicon import stems
from index.names import find_names, mentions
from index.sentences import sentences
from rag.dictionary import LANGUAGES, translations
from rag.event_towns import FOUND
from rag.noun_phrases import aligned, event_head, events, written
from rag.office_holder import LIKELY
from rag.question import Question
from rag.reader import Context, Reading

JOINTLY = 0.95  # how likely two who are named together answer, before one of them alone
_BY = r"(?:par|by|por|من قبل)"
# Folded words for those that are commanded: one stands for another of them.
_TROOPS = (
    "exercice exercices manœuvre manœuvres manoeuvres operation operations force forces mission troupe"
    " troupes contingent detachement soldats militaires exercise exercises troops drill soldiers ejercicio"
    " ejercicios maniobras operacion tropas fuerza fuerzas soldados"
).split()
_FAR = 9  # words from what was done to the verb, and from there to *by*
_LONG = 160  # characters of offices before a name


@dataclass(frozen=True)
class _Deed:
    """``asked``: the verb after *who*, folded. ``told``: its participle, before *by*; or ``phrase``: what the
    name follows at once. ``bodies``: whether a country or body does it too."""

    asked: str
    told: str
    phrase: str = "(?!)"
    bodies: bool = False


_DEEDS = (
    _Deed(
        r"condui\w+|dirige\w*|menait|mene|emmen\w+|led|leads|heads|headed|encabez\w+|dirig\w+|lider\w+"
        "|قاد|يقود|تراس|يتراس",
        r"condui?tes?|dirigee?s?|menee?s?|emmenee?s?|led|headed|encabezad[ao]s?|dirigid[ao]s?|liderad[ao]s?",
        r"(?:بقياده|برئاسه|يقوده|يقودها|يتراسه|يتراسها"
        r"|sous la (?:conduite|direction) (?:du|de la|de l'|d'|de)|under the leadership of"
        r"|bajo la direccion del?)",
    ),
    _Deed(
        r"commande\w*|commands?|commanded|comand\w+|mand(?:a|o|aba)|يقود",
        r"commandee?s?|commanded|comandad[ao]s?",
        r"(?:sous (?:le commandement|les ordres) (?:du|de la|de l'|d'|de)|under the command of"
        r"|bajo (?:el mando|las ordenes) del?|بقياده)",
    ),
    _Deed(
        r"invit\w+|convoqu\w+|conven\w+|convoc\w+|دعا|دعت|يدعو",
        r"invitee?s?|convoquee?s?|invited|convened|invitad[ao]s?|convocad[ao]s?",
        r"(?:(?:a|sur) l'invitation(?: \w+)? (?:du|de la|de l'|des|d'|de)|at the(?: \w+)? invitation of"
        r"|(?:por|a) invitacion(?: \w+)? del?|بدعوه(?: \w+)? من)",
    ),
    _Deed(
        r"ouvert|ouvrait|ouvre|ouvrit|inaugur\w+|opened|opens|abrio|افتتح|يفتتح",
        r"ouverte?s?|inauguree?s?|opened|inaugurated|abiert[ao]|inaugurad[ao]s?",
        r"(?:افتتحه|افتتحها)",
    ),
    _Deed(
        r"cree|creait|fonde|fondait|lance|founded|created|launched|set up|fundo|creo|lanzo"
        r"|اسس|اسست|انشا|انشات",
        r"creee?s?|fondee?s?|lancee?s?|founded|created|launched|set up|fundad[ao]s?|cread[ao]s?|lanzad[ao]s?",
        bodies=True,
    ),
    _Deed(
        r"adopt\w+|vote|approved|aprobo|اعتمد|اصدر",
        r"adoptee?s?|votee?s?|adopted|approved|adoptad[ao]s?|aprobad[ao]s?",
        r"(?:(?<=resolution )|(?<=resolucion ))\d+ (?:du|de la|de l'|des|of the|del?) ",
        bodies=True,
    ),
    _Deed(
        r"organis\w+|organiz\w+|نظم|نظمت|ينظم",
        r"organisee?s?|organi[sz]ed|organizad[ao]s?",
        bodies=True,
    ),
)
_INVITING = next(deed for deed in _DEEDS if deed.asked.startswith("invit"))
_WHO = (
    r"\W*(?:qui|who|quien(?:es)?|من)(?: d'autre| else| mas)?(?: est-ce qui)?"
    r"(?: (?:a|ont|avait|avaient|aurait|has|had|ha|han|habia|الذي))? "
    r"(?:(?:jointly|conjointement|conjuntamente) )?"
)
_INVITED_BY = re.compile(
    r"\W*(?:(?:a|sur) l'invitation de qui|at whose invitation|(?:por|a) invitacion de quien(?:es)?"
    r"|بدعوه (?:من|ممن))"
)
_JOINTLY = re.compile(  # *à l'invitation du ministre, Luc Morel, et de la secrétaire, Ana Costa*
    r",?\s(?:et|and|y|ainsi que|as well as)\s(?:(?:du|de la|de l['’]|des|de|d['’]|of|del)\s?)?(?=\S)"
    r"|\sو(?=\S)"
)
_RANK = re.compile(r"\b(?:de (?:vaisseau|fregate|corvette|brigade|division|police|gendarmerie)|d'armee)\b")
_OWNED = re.compile(r"\S.*\b(?:du|de la|de l['’]|des|de|d['’]|of|of the|del)\s?(?:[\w-]+ )?\Z", re.DOTALL)


def deed_asked(question: Question) -> _Deed | None:
    """The deed that a question asks the doer of."""
    asked = aligned(question.text)
    if _INVITED_BY.match(asked):
        return _INVITING
    if question.kind != "person":
        return None
    return next((deed for deed in _DEEDS if re.match(rf"{_WHO}(?:{deed.asked})\b", asked)), None)


def with_doers(question: Question, passages: Sequence[Context], readings: Sequence[Reading]) -> list[Reading]:
    """Where a question asks who did something, a reading is the name by whom a sentence tells it was done;
    one that is that name is likelier for it."""
    deed = deed_asked(question)
    if deed is None:
        return list(readings)
    found = []
    for passage, reading in zip(passages, readings, strict=True):
        place = doer(deed, question, passage)
        if place is not None:
            start, end = place
            text = passage.text[start:end]
            together = len(find_names(text)) > 1
            if reading.start < end and start < reading.end and not together:
                likely = 1 - (1 - reading.answerable) * (1 - FOUND)
                reading = replace(reading, answerable=max(LIKELY, likely))
            elif together or reading.answerable < LIKELY:
                likely = JOINTLY if together else LIKELY
                reading = replace(reading, answerable=likely, start=start, end=end, text=text, value=None)
        found.append(reading)
    return found


def doer(deed: _Deed, question: Question, passage: Context) -> tuple[int, int] | None:
    """Where ``passage`` names by whom the deed was done to what the question speaks of."""
    whole = f"{passage.title or ''}\n{passage.article or passage.text}"
    if not all(mentions(n.text, whole) for n in question.own_names):
        return None
    things = _things(deed, question, passage.language or question.language)
    if not things:
        return None
    noun = rf"(?<!\w)(?:ال|لل|بال|وال)?(?:{'|'.join(map(re.escape, sorted(things)))})s?(?!\w)"
    verb = (
        rf"(?:{deed.phrase}|(?<!\w)(?:{deed.told})\b"
        rf"(?:[\s,]+(?!(?:par|by|por)\b)[^\s,.;:]+){{0,4}}\s+{_BY}\b)\s?"
    )
    asked = re.findall(r"\w+", question.text)
    for begin, end in sentences(passage.text):
        sentence = passage.text[begin:end]
        folded = aligned(sentence)
        for said in re.finditer(verb, folded):
            if said[0][0].isdigit() and said[0].split()[0] not in asked:
                continue  # another resolution
            before = folded[: said.start()]
            near = before if re.match(deed.phrase, said[0]) else " ".join(before.split()[-_FAR:])
            opens = not re.search(r"\w", before)
            after = " ".join(folded[said.end() :].split()[:_FAR]) if opens else ""
            invited = deed is _INVITING and re.match(deed.phrase, said[0])
            told = invited and any(mentions(n.text, passage.text) for n in question.own_names)
            if not (told or re.search(noun, near) or re.search(noun, after)):
                continue
            for name in find_names(sentence):
                if name.start < said.end() - 1 or name.demonym:
                    continue
                if name.kind != "person" and not (deed.bodies and name.kind in ("place", "organisation")):
                    continue
                between = _RANK.sub("", folded[said.end() : name.start])
                if len(between) > _LONG or re.search(r"[.;:]\s", between):
                    break
                if _OWNED.search(between):
                    continue
                last = _jointly(sentence, name.end) if deed is _INVITING else name.end
                return begin + name.start, begin + last
    return None


def _jointly(sentence: str, end: int) -> int:
    """Where the second of two ends who did it together, else ``end``."""
    joined = _JOINTLY.match(sentence, end)
    if joined is None:
        return end
    for name in find_names(sentence):
        between = sentence[joined.end() : max(name.start, joined.end())]
        if name.start < joined.end() or name.demonym:
            continue
        if len(between) > _LONG or re.search(r"[.;:]\s", between):
            return end
        if name.kind == "person":
            return name.end
    return end


def _things(deed: _Deed, question: Question, language: str) -> set[str]:
    """Folded words for what the deed was done to: the first noun after its verb, in ``language``."""
    folded = aligned(question.text)
    verb = _INVITED_BY.match(folded) or re.match(rf"{_WHO}(?:{deed.asked})\b", folded)
    words = [w for w in question.content if verb and w.start >= verb.end()]
    names = [(n.start, n.end) for n in question.names]
    noun = next((w for w in words if not any(a <= w.start < b for a, b in names)), None)
    body = next((n for n in question.own_names if verb and n.start >= verb.end()), None)
    if body is not None and (noun is None or body.kind == "organisation" and body.start < noun.start):
        if not deed.bodies:
            return set()
        noun_first = question.language != "en"  # *la Coalition mondiale* is told of as *la coalition*
        head = body.text.split()[0 if noun_first else -1]
        said = translations([head], question.language, language)
        return {aligned(body.text), *(aligned(word).removeprefix("ال") for word in said)}
    if noun is None:
        return set()
    if noun.folded in _TROOPS:
        return set(_TROOPS)
    met = event_head(noun.folded, question.language)
    if met is not None and language in LANGUAGES:
        kinds = {events(language)[i] for i, event in enumerate(events(question.language)) if event == met}
        return {*kinds, *(aligned(written(kind, language)) for kind in kinds)}
    if language == question.language:
        return {noun.folded, *stems(noun.text, language)}
    return {
        aligned(said).removeprefix("ال") for said in translations([noun.text], question.language, language)
    }
