"""Past or to come where no verb stands next to a weekday: by its clause, by what opens it, by fixed plans.

``near_tense`` is asked after the plain readings of ``tense``: of "l'annonce, lundi, de la fermeture a ému",
"speaking on Tuesday", "Lyon reçoit Nantes dimanche", "the fire, which broke out late on Saturday, …".
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from index.tense_words import ARRANGED, ENGLISH_PAST, FRENCH_PAST, FUTURE, QUOTE, SPANISH_PAST

_DETERMINED = (  # what stands before a noun, not before a verb
    r"(?<!\ble )(?<!\bla )(?<!\bles )(?<!\bune )(?<!\bun )(?<!\bdes )(?<!\bce )(?<!\bcette )(?<!\bde )"
    r"(?<!\bdu )(?<!\bleur )(?<!\bsa )(?<!\bson )(?<!\bpar )"
    r"(?<!\bà )(?<!\bau )(?<!\baux )(?<!\bautre )(?<!['’])"
)
# The present of what is fixed in a calendar; of other verbs it leaves open which week is meant.
_FRENCH_PLANS = (
    rf"(?:{_DETERMINED}\b(?:reçoi(?:t|vent)|affronte(?:nt)?|accueille(?:nt)?|dispute(?:nt)?|joue(?:nt)?"
    rf"|défie(?:nt)?"
    r"|débute(?:nt)?|commence(?:nt)?|r?ouvre(?:nt)?|reprend|reprennent|démarre(?:nt)?|prend fin|prennent fin"
    r"|expire(?:nt)?|entre(?:nt)? en (?:vigueur|service|fonctions?)|votent|élisent|ont lieu)"
    r"|\b(?:a lieu|se (?:tient|tiennent|réunit|réunissent|jouent?|termine(?:nt)?|disputent?))"
    r"|\bs['’](?:r?ouvre(?:nt)?|achève(?:nt)?|élance(?:nt)?|envole(?:nt)?))"
)
# A plural subject needs to be seen in English, as "the vote on Sunday" has the same word.
_ENGLISH_PLANS = (
    r"(?:(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bhis )(?<!\bher )(?<!\bits )(?<!\btheir )(?<!\bof )(?<!\bto )"
    r"(?<!\bin )(?<!['’]s )\b(?:hosts|faces|plays|votes|opens|begins|starts|resumes|reopens|ends|expires"
    r"|concludes|kicks off"
    r"|takes (?:effect|office)|comes into (?:force|effect)|goes on (?:sale|trial|strike)"
    r"|gets under ?way|leaves for)"
    r"|(?:\b(?:they|we|who|which|people|police|pair|x|(?!(?:the|this|was|is|has|as|his|its|us"
    r"|less) )\w+s)|^\W*\w+) "
    r"(?:host|face|play|vote|elect|choose|go on (?:strike|sale)))"
)
_WALK = (
    r"(?: (?!(?:que|qui|dont|that|who|which|if|when|si|quand|where|où|but|mais|and|et|for|pour) )"
    r"[\w'’.%$€£-]+){0,7}"
)
_CLAUSE = re.compile(r", ?(?:et |and )?(?:qui|dont|who|which|que) [^,]*\Z|, qu['’][^,]*\Z")
_RESTRICTIVE = re.compile(r"(?<!,) (?:qui|that|who|which) [^,]*\Z")
_AUXILIARY = re.compile(r" (?:has|have|is|are|a|ont|est|sont|n['’](?:a|ont|est)) ")
_CLOSES = re.compile(r"(?: [\w'’.-]+){0,5}(?: \([^)]*\))?,")
_PARENTHESIS = re.compile(r"(?P<noun>[\w-]{4,}),(?: le| ce| on)? ?\Z")
_OF_AFTER = re.compile(
    r"(?: soir| matin| après-midi| night| morning)?, (?:d[eu]s? |d['’]|of |à |au |en |in )"
)
# Words that open a sentence and tell of what was said or done: the weekday goes with them.
_OPENED = re.compile(
    r"^\W*(?:(?:speaking|addressing|talking|writing|testifying|appearing|campaigning|s['’]exprimant"
    r"|s['’]adressant"
    r"|prenant la parole|intervenant|répondant|interrogée?s?|hablando)\b[^,]{0,60}"
    r"|(?:in|dans|en) (?:an?|une?|un|son|sa|his|her|its|their) (?:[\w'’-]+ ){0,4}?(?:statement"
    r"|interview|speech|address|letter|post"
    r"|report|tweet|broadcast|briefing|note|message|ruling|filing|judg(?:e?)ment|communiqué|entretien|tribune"
    r"|discours|allocution|lettre|billet|tweet|rapport|avis|arrêt|comunicado|entrevista|discurso)\b[^,]{0,40}"
    r"|(?:victorieu(?:x|ses?)|vainqueurs?|défaite?s?|large(?:s|ment)? vainqueurs?)\b[^,]{0,40})\Z"
)
# The participle that opens a sentence: "battus dimanche par Lille, ils …".
_DONE_FIRST = re.compile(r"^\W*(?P<p>\w{2,}(?:ée?s?|çue?s?|[nrtdl]ue?s?|[iu]se?s?|erte?s?|[iu]te?s?|is))\Z")
_NOT_DONE = re.compile(
    r"(?:prév|atten|programm|fix|annonc|réuni|rassembl|convi|invit|appel|convoqu|report|organis|dès"
    r"|après|depuis"
    r"|très|plus|avis|puis|mais|les|des|ces|tous|ainsi|aussi|parmi|samedi|lundi|mardi|jeudi|suite|vite"
    r"|une|unis|trois)"
)
# A present of its own, which leaves a weekday to a later participle open: "appears on Friday charged with".
PRESENT = re.compile(
    r"(?<!\bthe )(?<!\ba )(?<!\bof )(?<!['’]s )\b(?:appears|returns|arrives|travels|flies|heads|speaks"
    r"|meets|comes|goes"
    r"|stands|remains|comparaît|revient|arrive|présente|rencontre|publie) (?:[\w'’-]+ ?){0,4}\Z"
)
_AFTERWARDS = re.compile(
    r"\b(?:après|à l['’]issue|au lendemain|à la suite|in the wake|following|after|tras) (?:[\w'’-]+ ){0,4}?"
    r"(?:de|du|of|on|del)? ?\Z"
)
_DURING = re.compile(
    r"\b(?:lors|au cours|pendant|durant|during|séance) (?:[\w'’-]+ ){0,4}?(?:de|du|of|on)? ?\Z"
)
# What is known once it has been: of a weekday, of the one that is past.
_RESULT = (
    r"(?:victoire|défaite|succès|revers|naufrage|mort|décès|assassinat|arrestation|démission|chute"
    r"|disparition"
    r"|defeat|victory|win|loss|death|killing|murder|arrest|resignation|ouster|triumph|derrota|victoria"
    r"|muerte|detención)s?"
)
_RESULT_OF = re.compile(
    rf"(?<!\w){_RESULT}(?: (?!(?:n['’]\w+|est|a|ont|sera|was|is|has|will) )[\w'’.-]+){{0,5}}?"
    r",?(?: d[ue]| of| on| del)?(?: le)? ?\Z"
)
_OF_RESULT = re.compile(rf"['’]s (?:[\w-]+ ){{0,3}}{_RESULT}\b")
MOVED = re.compile(
    r"\b(?:renvoyé|reporté|ajourné|décalé|repoussé|reconvoqué|différé|avancé|fixé|postponed|adjourned|delayed"
    r"|rescheduled|moved|put (?:off|back)|aplazad|pospuest)\w* (?:à|au|to|until|till|al?"
    r"|hasta(?: el)?)(?: le)? ?\Z"
)
_KEPT = re.compile(r"\b(?:est|sont|reste|restent) (?:bien )?(?:maintenue?s?|fixée?s?)(?: à| au)? ?\Z")
# "Les débordements de samedi ont causé": the subject that opens a sentence, and what it did.
_SUBJECT = re.compile(
    r"^\W*(?:l[ae]s?|l['’]|the|ces?|cette|un[e]?|des)\s?(?:[\w'’-]+ ){1,4}?(?:de|du|of) ?\Z"
)
_SCHEDULED = re.compile(
    r"\b(?:match|finale|demi-finale|réunion|rencontre|scrutin|vote|élection|sommet|débat|concert|manifestation"
    r"|marche|procès|audience|rendez-vous|course|visite|congrès|tour|conférence|cérémonie|grève|derby|séance"
    r"|référendum|meeting|défilé|étape|march|rally|game|final|summit|election)s?\b"
)
_ONCE = re.compile(r"\b(?:avait|avaient|had|había|habían) (?:\w+ ){0,2}\Z")
_CALLED = re.compile(
    r"(?P<past>étaient |were |had been )?(?:appelée?s|called)(?: [\w'’-]+)? (?:aux|à|to)\b"
    r"(?: [\w'’-]+){0,3},? ?(?:on )?\Z"
)
_TAIL = re.compile(
    r"(?:(?: |^\W*)(?:(?:late|early) on|late|early|le|la|ce|on|this|el|este|يوم|في|dans la nuit de"
    r"|la nuit de))? ?\Z"
)
_BEING_SAID = re.compile(
    r" (?:is|are) (?:(?:widely|now|still|also) )?(?:expected|due|set|scheduled|likely|to)\b"
)

Tense = Literal["past", "future"]


class _Verbs(NamedTuple):
    past: re.Pattern[str]
    future: re.Pattern[str]
    plans: re.Pattern[str]


@cache
def _verbs() -> _Verbs:
    return _Verbs(
        re.compile(rf"(?<!\w)(?:{FRENCH_PAST}|{ENGLISH_PAST}|{SPANISH_PAST})(?!\w)"),
        re.compile(FUTURE),
        re.compile(rf"(?:{_FRENCH_PLANS}|{_ENGLISH_PLANS})(?!\w){_WALK}\Z"),
    )


_OTHER_CLAUSE = re.compile(r",|\b(?:that|which|who|qui|que|dont)\b")


def planned(ahead: str, after: str) -> bool:
    """Whether the present of something fixed governs the weekday between: "Lyon reçoit Nantes dimanche"."""
    verbs = _verbs()
    bare = _TAIL.sub("", ahead).rstrip(" ,")
    found = verbs.plans.search(bare)
    if found is None or verbs.past.match(after.lstrip()) or verbs.future.match(after.lstrip()):
        return False
    prior, rest = bare[: found.start()], bare[found.start() :]
    if verbs.past.search(prior) and not _OTHER_CLAUSE.search(prior):
        return False  # "took 29 votes on Tuesday"
    return verbs.past.search(rest) is None and verbs.future.search(rest) is None


def near_tense(ahead: str, after: str) -> Tense | None:
    """The tense of a weekday between two parts of a sentence, both in lower case with names masked."""
    verbs = _verbs()
    if MOVED.search(ahead):
        return None if _ONCE.search(ahead[: MOVED.search(ahead).start()]) else "future"  # type: ignore[union-attr]
    if _KEPT.search(ahead):
        return "future"
    if called := _CALLED.search(ahead):
        return "past" if called["past"] else None
    bare = _TAIL.sub("", ahead)
    inner = _CLAUSE.search(bare)
    if inner and _CLOSES.match(after):
        return _within(inner[0], verbs)
    inner = _RESTRICTIVE.search(bare)
    then = after.lstrip()
    if inner and (verbs.past.match(then) or verbs.future.match(then) or _AUXILIARY.match(f" {then}")):
        return _within(inner[0], verbs)  # "the quake that struck Japan on Friday moved"
    coming, gone = verbs.future.search(after), verbs.past.search(after)
    if _RESULT_OF.search(ahead) or _OF_RESULT.match(after):
        return "past" if coming is None or gone else None
    if _OPENED.search(bare):
        return "past"
    first = _DONE_FIRST.search(bare)
    if first and not _NOT_DONE.match(first["p"]):
        return "past"
    if _AFTERWARDS.search(ahead) or _DURING.search(ahead):
        told = verbs.past.search(bare) or gone
        due = verbs.future.search(bare) or coming
        if told and not due:
            return "past"
        later = _DURING.search(ahead) and due and not told
        return "future" if later else "past" if _AFTERWARDS.search(ahead) and not due else None
    said = verbs.past.search(bare) or verbs.future.search(bare)
    if _SUBJECT.search(ahead) and not _SCHEDULED.search(ahead) and (done := verbs.past.match(after.lstrip())):
        return None if ARRANGED.search(done[0]) or "annul" in done[0] or "cancel" in done[0] else "past"
    if _PARENTHESIS.search(ahead) and _OF_AFTER.match(after) and not said:
        if gone and (coming is None or gone.start() < coming.start()):
            return "past"
        return "future" if coming and gone is None else None
    if not said and _BEING_SAID.match(after):
        return "future"
    alone = not verbs.past.search(_without_clauses(bare)) and not verbs.past.search(after)
    return "future" if alone and planned(ahead, after) else None


def _without_clauses(bare: str) -> str:
    """Without the clauses that commas close: "Lyon, qui a gagné hier, reçoit Nantes"."""
    return re.sub(r", (?:qui|who|which|dont) [^,]*,", ",", bare)


def _within(clause: str, verbs: _Verbs) -> Tense | None:
    """The tense of a relative clause that a weekday ends."""
    if QUOTE.search(clause) or verbs.future.search(clause):
        return None
    gone = list(verbs.past.finditer(clause))
    if gone:
        return None if ARRANGED.search(gone[-1][0]) else "past"
    return "future" if verbs.plans.search(clause.rstrip()) else None
