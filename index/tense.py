"""Whether what is told near a date is past or to come: by the verbs around it, in four languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from index.date_words import WEEKDAYS

Tense = Literal["past", "future"]

_FRENCH_PAST = (
    r"(?:(?:a|ont|avait|avaient) (?:été )?(?:\w+ment )?|(?:s['’]est|se sont|s['’]était|s['’]étaient) )"
    r"(?:\w{2,}(?:é|ée|és|ées|uite?s?|erte?s?)|eue?s?|pu|dû|mise?s?|prise?s?|dit|fait|tenue?s?|vue?s?"
    r"|reçue?s?|rendue?s?|ouverte?s?|conclu|signé|réunie?s?|accueillie?s?|permis|promis|choisi|affirmé)"
    r"|(?:est|sont) (?:arrivée?s?|venue?s?|partie?s?|mort(?:e|s|es)?|née?s?|devenue?s?|allée?s?|entrée?s?"
    r"|décédée?s?|revenue?s?|intervenue?s?)|était|étaient|fut|furent|eut|eurent|tint|tinrent|\w+èrent|\w+irent"
)
_ENGLISH_PAST = (
    r"was|were|said|had|told|(?<!be )met|(?<!be )held|took|began|(?<!be )made|came|went|did"
    r"|(?<!be )(?<!are )(?<!is )(?!sched|expec|plann|need|fixed|slated|sacred|hundred|indeed|unit)[a-z]{2,}ed"
)
_SPANISH_PAST = (
    r"\w+(?:aron|ieron)|fue|estuvo|tuvo|dijo|hizo|celebró|reunió|anunció|declaró|llegó|afirmó"
    r"|han? (?:sido )?\w+(?:ado|ido|cho|sto)"
)
_FUTURE = (
    r"\b(?!(?:\w*(?:prim|esp|band|man|ret|nt|rib|qui|ad|carr|barr|op|cam|[st]i|vi|di|fu|hubi)era"
    r"|(?:re|at|s?ou)?tira|\w*[sxm]pira|a?dmira|mira|gira|mentira)\b)"
    r"\w{2,}(?:era|ira|dra|eront|iront|dront|erait|eraient)\b|\b(?:sera|seront|aura|auront|va|vont|doit"
    r"|doivent"
    r"|devrait|devraient|prévue?s?|attendue?s?|fera|feront|pourra|prochaine?s?)\b"
    r"|\b(?:will|would|shall|due|expected|scheduled|planned|plans?|to be|is to|are to|set to|going to"
    r"|upcoming)\b"
    r"|\b\w{2,}(?:[aei]r|[db]r)(?:á|án)\b|\b(?:previst[oa]s?|va a|van a|debe)\b"
    r"|(?<!\w)(?:س[يتن]\w{3,}|سوف|المقرر|المرتقب)"
)


# Verbs that open an Arabic sentence and go on to the weekday without another verb between.
_ARABIC_SAID = r"و?(?:قال|أعلن|أكد|صرح|التقى|التق|وصل|اجتمع|عقد|زار)ت?"
_PARTICIPLE = (
    r"(?<!\w)(?!(?:prévu|attendu|programmé|fixé|annoncé|planned|scheduled|expected|due"
    r"|prevista?|previsto)e?s?\s)"
    r"\w{2,}(?:ée?s?|erte?s?|ise?s?|[nrtd]ue?s?|uite?s?|ados?|adas?|idos?|idas?|ed)\Z"
)


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
    past = rf"(?<!\w)(?:{_FRENCH_PAST}|{_ENGLISH_PAST}|{_SPANISH_PAST})(?!\w)"
    place = r"(?:,? (?:à|in|at|en|au|a) \w+(?:[ -]\w+)?,?)?"
    days = "|".join(WEEKDAYS)
    also = rf"(?: (?:le |on |el )?(?:{days}),? (?:et|and|y|puis|then|luego))?"
    link = r"(?:(?:^| )(?:on|le|ce|el|este|this))? ?"
    told = r"(?:told|informed|a (?:dit|déclaré|indiqué|confié|expliqué|affirmé|répété) (?:à|au|aux|devant))"
    return _Cues(
        past=re.compile(past),
        future=re.compile(_FUTURE),
        stop=re.compile(r"[.!?؟;\n](?=[\s\"»”+]|$|(?<=[^\W\d_A-Z]\.)[A-ZÀ-Ý])"),
        next_to=re.compile(rf"(?:(?P<verb>{past}{place}|{told}(?: [\w'’.-]+){{1,4}}?){also}|^\W*){link}\Z"),
        said=re.compile(rf"^\W*{_ARABIC_SAID}(?: (?!أن|إن)\S+){{0,5}}? ?(?:يوم )?\Z"),
        participle=re.compile(_PARTICIPLE),
        attributive=re.compile(r"(?:\bd[ue]|d['’]|\bof|\bdel|depuis(?: le)?|since|desde(?: el)?|après(?: le)?"
                               r"|after|من|منذ) ?\Z"),
        link=re.compile(r"(?:(?: |^\W*)(?:le|la|ce|on|this|el|este|يوم|في))? ?\Z"),
        once=re.compile(r"(?:était|étaient|was|were|been|avait|fue|devait)(?: \w+)? ?\Z"),
    )  # fmt: skip


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    stop = _cues().stop
    low = max(0, start - 250)
    for match in stop.finditer(text, low, start):
        low = match.end()
    after = stop.search(text, end, end + 250)
    return low, after.start() if after else min(len(text), end + 250)


def tense_around(text: str, start: int, end: int) -> Tense | None:
    """Past or future, where the sentence around ``text[start:end]`` says only one of them."""
    cues = _cues()
    low, high = _sentence(text, start, end)
    sentence = text[low:high].lower()
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
    ahead = " ".join(text[low:start].lower().split())
    cues = _cues()
    if ahead > "\u0600" and cues.said.search(ahead):
        return True
    found = cues.next_to.search(ahead)
    return found is not None and (found["verb"] is not None or tense_around(text, start, end) == "past")


def hangs_on_future(text: str, start: int, end: int) -> bool:
    """Whether the date at ``text[start:end]`` goes with a verb of the future.

    It does where the last verb before it is one ("le tribunal rendra sa décision vendredi"), and where it
    opens a sentence whose first verb is one. "L'accord du 3 mai sera examiné" dates the accord.
    """
    low, high = _sentence(text, start, end)
    ahead = " ".join(text[low:start].lower().split())
    cues = _cues()
    if cues.attributive.search(ahead):
        return False
    link = cues.link.search(ahead)
    bare = ahead[: link.start()] if link else ahead
    if cues.participle.search(bare):
        return False
    coming = [match.start() for match in cues.future.finditer(bare)]
    gone = [match.start() for match in cues.past.finditer(bare) if match.end() not in coming]
    if coming and coming[-1] > max(gone, default=-1):
        return cues.once.search(bare[: coming[-1]]) is None
    if coming or gone or bare.strip('"«“ '):
        return False
    after = text[end:high].lower()
    first, before = cues.future.search(after), cues.past.search(after)
    return first is not None and (before is None or first.start() < before.start())
