"""Whether what is told near a date is past or to come: by the verbs around it, in four languages."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from index.date_words import WEEKDAYS
from index.tense_near import MOVED, PRESENT, Tense, near_tense, planned
from index.tense_words import (
    APPOINTED,
    ARABIC_SAID,
    ARRANGED,
    BEING,
    ENGLISH_PAST,
    EVENT_OF,
    FRENCH_PAST,
    FUTURE,
    GATHERED,
    INFINITIVE,
    NAMED,
    NO_OBJECT,
    NOUN,
    OBJECT,
    OF_EVENT,
    OF_SPEECH,
    OPENING,
    OPENS_OBJECT,
    PART_OF_DAY,
    PARTICIPLE,
    PERFECT,
    PLUPERFECT,
    QUOTE,
    RELATIVE,
    REPORTS,
    SINCE,
    SPANISH_PAST,
    TO_APPEAR,
    TO_BE,
    TOWARDS,
    UNTIL,
)

_SCORE = re.compile(r" \(?\d{1,3}-\d{1,3}\)?(?= |,|\Z)")
# "selon une vidéo diffusée samedi": what is told from has appeared
_SOURCE = re.compile(r"\b(?:selon|d['’]après|according to|según) (?:[\w'’-]+ ){1,4}\Z")
_PUBLIC = re.compile(  # between a verb and its date: "rendu public mardi", "luttaient encore mardi"
    r"(?<=\w\w)(?: (?:encore|déjà|toujours|également|aussi|still|already|also)|(?<=rendu) public"
    r"|(?<=rendue) publique|(?<=rendus) publics|(?<=made) public)\Z"
)
_TO_BE_DONE = re.compile(r"(?: (?:not|also|then|be|have|been|\w+ly)){0,4} ?")  # "will be officially opened"
# "ont appelé à manifester samedi", "n'est pas permise samedi"
_TO_DO = re.compile(
    r"\b(?:à|pour|(?:(?:appelé|invité|demandé|autorisé|obligé|décidé|accepté|promis|prié)\w*) de)"
    r" \w+(?:er|ir|re)(?: le| ce)? ?\Z|\b(?:est|sont) (?:pas|plus|jamais|toujours pas) \w+(?: le| ce)? ?\Z"
)
_BY_THEN = re.compile(r"d['’]ici(?: à| au)? ?\Z")
_DUE = re.compile(  # "will be officially opened on Friday", "aura été jugé vendredi"
    r"\b(?:(?:will|would|shall|should|could|may|might|can|must|to)(?: (?:not|also|then|still|\w+ly)){0,2}"
    r" (?:be|have been)(?: (?:also|then|\w+ly)){0,2}|(?:aura|auront)(?: été)?) [\w-]+,?(?: on| le)? ?\Z"
)
_WENT = re.compile(r"went|came|flew|drove|(?:return|travell?|turn)ed|took")
_WENT_TO = re.compile(r" (?:back )?to (?:(?:the|an?|his|her|its|their) )?[\w'’-]+")
_REACH = 200  # code points of a sentence looked at on either side


class _Cues(NamedTuple):
    past: re.Pattern[str]
    future: re.Pattern[str]
    stop: re.Pattern[str]  # the end of a sentence
    next_to: re.Pattern[str]  # what ends in a verb of the past, or opens a sentence
    said: re.Pattern[str]
    participle: re.Pattern[str]
    attributive: re.Pattern[str]  # "l'accord du", "the talks of": the date goes with a noun
    link: re.Pattern[str]
    once: re.Pattern[str]  # "was expected": what was to come then


@cache
def _cues() -> _Cues:
    past = rf"(?<!\w)(?:{FRENCH_PAST}|{ENGLISH_PAST}|{SPANISH_PAST})(?!\w)"
    place = r"(?:,? (?:à|in|at|en|au|a(?= x)) (?:(?:the|la|le|les|une?) )?[\w’'-]+(?: x)*,?)?"
    days = "|".join(WEEKDAYS)
    also = rf"(?: (?:le |on |el )?(?:{days}),? (?:et|and|y|puis|then|luego))?"
    link = r"(?:(?:^| )(?:on|le|ce|el|este|this))? ?"
    told = r"(?:told|informed|a (?:dit|déclaré|indiqué|confié|expliqué|affirmé|répété) (?:à|au|aux|devant))"
    return _Cues(
        past=re.compile(past),
        future=re.compile(FUTURE),
        stop=re.compile(r"[.!?؟;\n](?=[\s\"»”+]|$|(?<=[^\W\d_A-Z]\.)[A-ZÀ-Ý])"),
        next_to=re.compile(rf"(?:(?P<verb>{past}{place}|{told}(?: [\w'’.-]+){{1,4}}?){also}|^\W*){link}\Z"),
        said=re.compile(rf"^\W*{ARABIC_SAID}(?: (?!أن|إن)\S+){{0,8}}? ?(?:يوم )?\Z"),
        participle=re.compile(PARTICIPLE),
        attributive=re.compile(r"(?:\bd[ue]|d['’]|\bof|\bdel|depuis(?: le)?|since|desde(?: el)?|après(?: le)?"
                               r"|after|من|منذ) ?\Z"),
        link=re.compile(r"(?:(?: |^\W*)(?:le|la|ce|on|this|el|este|يوم|في))? ?\Z"),
        once=re.compile(r"(?:était|étaient|was|were|been|avait|fue|devait)(?: \w+)? ?\Z"),
    )  # fmt: skip


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    stop = _cues().stop
    low = max(0, start - _REACH)
    for match in stop.finditer(text, low, start):
        low = match.end()
    after = stop.search(text, end, end + _REACH)
    return low, after.start() if after else min(len(text), end + _REACH)


def _lower(text: str) -> str:
    """In lower case and single spaces, with its names masked: "Samira" is no verb of the future."""
    return " ".join(NAMED.sub("x", text).lower().split())


def tense_around(text: str, start: int, end: int) -> Tense | None:
    """Past or future, where the sentence around ``text[start:end]`` says only one of them."""
    cues = _cues()
    low, high = _sentence(text, start, end)
    sentence = _lower(text[low:high])
    said_past, said_future = cues.past.search(sentence), cues.future.search(sentence)
    if said_past and not said_future:
        return "past"
    return "future" if said_future and not said_past else None


def hangs_on_past(text: str, start: int, end: int) -> bool:
    """Whether the weekday at ``text[start:end]`` goes with a verb of the past.

    It does next to one ("a déclaré mardi", "said in Rabat on Tuesday"), and where it opens a sentence
    that is all in the past. "A convoqué une réunion mardi" leaves both readings open.
    """
    low, _ = _sentence(text, start, end)
    ahead = _lower(text[low:start])
    cues = _cues()
    if ahead > "\u0600" and cues.said.search(ahead):
        return True
    if any(cue.search(ahead) for cue in (TOWARDS, MOVED, _DUE, _TO_DO)):
        return False
    if (
        SINCE.search(ahead)
        or REPORTS.search(ahead)
        or OF_EVENT.search(ahead)
        or EVENT_OF.match(text[end : end + 60].lower())
    ):
        return True
    found = cues.next_to.search(ahead)
    if found is not None and (found["verb"] is not None or tense_around(text, start, end) == "past"):
        return True
    return _told(ahead, _lower(text[end : _sentence(text, start, end)[1]]))


def _told(ahead: str, after: str) -> bool:
    """Whether the last verb before a weekday, or else the first after it, tells what is past."""
    cues = _cues()
    bare = _SCORE.sub("", ahead)  # "a battu Lyon 4-0 dimanche"
    if part := PART_OF_DAY.search(bare):
        bare = bare[: part.start()]
    elif cues.attributive.search(bare):
        relative = re.match(r",? (?:soir |matin |night |morning )?,?(?:qui|which|that|who) ", after)
        verb = cues.past.match(after, relative.end()) if relative else None
        return verb is not None and ARRANGED.search(after[: verb.end() + 12]) is None
    if bare.endswith((", ", ",")) and cues.future.search(after) is None:
        bare = bare.rstrip(", ")
    if link := cues.link.search(bare):
        bare = bare[: link.start()]
    bare = _PUBLIC.sub("", bare)
    if planned(bare, after):
        return False
    found = cues.participle.search(bare)
    if found and not NOUN.search(
        bare, 0, found.start()
    ):  # "le budget voté lundi", but « est organisée mardi »
        before = re.findall(r"\w+", bare[: found.start()])[-1:]
        if ARRANGED.match(bare, found.start()):
            return _SOURCE.search(bare, 0, found.start()) is not None
        if GATHERED.match(bare, found.start()) and cues.future.search(after):
            return False  # "réunis mardi à Bali, ils chercheront"
        if TO_BE.search(bare, 0, found.start()):
            return False
        if not before:  # "Réunis mercredi à Rabat, ils ont …"
            first, later = cues.past.search(after), cues.future.search(after)
            return first is not None and later is None
        return not set(before) & BEING
    verbs = list(cues.past.finditer(bare))
    coming = [match.end() for match in cues.future.finditer(bare)]
    if verbs:
        verb = verbs[-1]
        between = bare[verb.end() :]
        if _WENT.fullmatch(verb[0]) and (to := _WENT_TO.match(between)):
            between = between[to.end() :]  # "went to the polls on Wednesday"
        return (
            not (coming and coming[-1] > verb.start())
            and not (coming and _TO_BE_DONE.fullmatch(bare, coming[-1], verb.start()))
            and ARRANGED.search(verb[0]) is None
            and bool(OBJECT.fullmatch(between))
            and (
                not between
                or OPENS_OBJECT.match(between) is not None
                or _was(verb[0], between)
                or not (OF_SPEECH.search(verb[0]) or NO_OBJECT.match(between))
            )
            and INFINITIVE.search(between) is None
            and RELATIVE.search(bare[: verb.start()]) is None
        )
    if coming or PRESENT.search(bare):
        return False
    first, later = cues.past.search(after), cues.future.search(after)
    if first is None or ARRANGED.search(first[0]) or TO_APPEAR.search(bare):
        return False
    if bare.strip('"«“ ') and "," in after[: first.start()]:
        return False  # of another clause
    return later is None or first.start() < later.start()


def _was(verb: str, between: str) -> bool:
    """ "L'ambiance était électrique", where nothing was to come."""
    return verb in ("était", "étaient", "was", "were", "fut", "furent") and not ARRANGED.search(between)


def tense_near(text: str, start: int, end: int) -> Tense | None:
    """Past or future by the clause around ``text[start:end]``, for a weekday that hangs on no verb."""
    low, high = _sentence(text, start, end)
    return near_tense(_lower(text[low:start]), _lower(text[end:high]))


def hangs_on_future(text: str, start: int, end: int, opening: bool = False) -> bool:
    """Whether the date at ``text[start:end]`` goes with a verb of the future.

    It does where the last verb before it is one ("le tribunal rendra sa décision vendredi"), and where it
    opens a sentence whose first verb is one. "L'accord du 3 mai sera examiné" dates the accord.
    ``opening``: so does a weekday with "the trial opens on Monday and is set to last a month".
    """
    low, high = _sentence(text, start, end)
    ahead = _lower(text[low:start])
    cues = _cues()
    if UNTIL.search(ahead):
        around = tense_around(text, start, end)
        return around == "future" or around is None and _BY_THEN.search(ahead) is not None
    if cues.attributive.search(ahead):
        return False
    if (due := _DUE.search(ahead)) and due[0].startswith(("will ", "shall ")):
        return True
    link = cues.link.search(ahead)
    bare = ahead[: link.start()] if link else ahead
    found = cues.participle.search(bare)
    if found and not NOUN.search(bare, 0, found.start()) and not TO_BE.search(bare, 0, found.start()):
        return bool(GATHERED.match(bare, found.start())) and tense_around(text, start, end) == "future"
    if REPORTS.search(ahead):
        return False
    if opening and APPOINTED.search(bare.rstrip()) and not cues.past.search(_lower(text[low:high])):
        return True  # "les électeurs votent dimanche"
    fixed = OPENING.search(bare.rstrip()) if opening else None
    if fixed and (fixed["en"] or tense_around(text, start, end) == "future"):
        return True
    coming = [match.start() for match in cues.future.finditer(bare)]
    gone = [match.start() for match in cues.past.finditer(bare) if match.end() not in coming]
    if coming and coming[-1] > max(gone, default=-1):
        if PLUPERFECT.search(bare):
            return False  # "elle avait dit qu'elle viendrait vendredi"
        if QUOTE.search(bare, coming[-1]) or PERFECT.match(bare, coming[-1]):
            return False
        return cues.once.search(bare[: coming[-1]]) is None
    if not coming and not gone and cues.future.match(_lower(text[end:high])):
        return True  # "the statement on Thursday will raise"
    if coming or gone or bare.strip('"«“ '):
        return False
    after = _lower(text[end:high])
    first, before = cues.future.search(after), cues.past.search(after)
    return first is not None and (before is None or first.start() < before.start())
