"""What stands before a date and tells how to take it: "en", "début", "entre", "résolution"."""

from __future__ import annotations

import re
from functools import cache

from index.date_words import WEEKDAYS

_REACH = 26  # code points looked at before a date


def _ends(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\Z", re.IGNORECASE)


@cache
def _contexts() -> dict[str, re.Pattern[str]]:
    weekday = "|".join(WEEKDAYS)
    return {
        "between": _ends(
            rf"\b(?:entre|between)\s(?:(?:le|the|el)\s)?(?:(?:{weekday})\s)?"
            r"(?:(?:la\s)?(?:début|fin|mi|early|late|mid)[\s-](?:de\s)?)?"
            r"|بين\s(?:(?:عامي|العامين|سنتي|عام)\s)?"
        ),
        # What begins a range, and is kept in its text.
        "lead": _ends(
            rf"\b(?:du|des?|del|from|between|entre|desde)\s(?:(?:le|el|the)\s)?(?:(?:{weekday})\s)?"
            rf"|(?:من|بين)\s(?:(?:يوم|عام|سنة|عامي|العامين|سنتي)\s)?"
        ),
        # A part of a month or year; kept in the text, so that "début mars" is said as such.
        "part": _ends(
            r"\b(?:(?:début|fin|mi)[\s-]|(?:à la |au )?(?:fin|début|milieu)\s(?:de\s|du mois de\s|d['’])"
            r"|(?:early|late|mid)[\s-](?:in\s)?|(?:the\s)?(?:beginning|end|start|middle) of\s"
            r"|(?:principios|comienzos|inicios|mediados|finales|fines) de\s)"
            r"|(?:بداية|مطلع|أوائل|منتصف|أواخر|نهاية)\s(?:شهر\s|عام\s|سنة\s)?"
        ),
        "month": _ends(
            r"\b(?:en|in|since|depuis|dès|avant|après|before|after|until|by|desde|hasta|during|this|next|last"
            r"|courant|au mois de|month of|mes de|(?:year|months|quarter|half|up|prior|back) to"
            r"|de|entre|between|from|à|et|and|y|ce|of)\s"
            r"|\bd['’](?:ici\s)?|\("
            r"|(?:في|منذ|شهر|خلال|قبل|بعد|حتى|من|إلى)\s"
        ),
        "street": _ends(
            r"\b(?:rues?|places?|avenue|boulevard|stade|station|pont|quai|cours|esplanade|calle|plaza|avenida)"
            r"\s(?:du|de|del)\s(?:la\s)?"
        ),
        "since": _ends(r"\bsince\s"),
        "in_month": _ends(r"\b(?:in|since|early|late|mid)[\s-]"),
        "decade": _ends(r"\b(?:années|décennie(?:\sdes)?|años|década\sde(?:\slos)?)\s"),
        "decade_s": _ends(r"\b(?:the|early|late|mid)[\s-]['’]?|(?<!\w)['’]"),
        "year": _ends(
            r"\b(?:en|in|depuis|since|dès|années?|year|años?|fin|début|courant|avant|après|before|after|until"
            r"|hasta|desde|durant|pendant|during|été|hiver|printemps|automne|summer|spring|winter|fall|autumn"
            r"|late|early|trimestre|quarter|by|horizon|d['’]ici(?: à)?|l['’]an)[\s-]|\b(?:mid|mi|pré|post"
            r"|pre)-|\("
            r"|(?:عام|العام|سنة|منذ|في|خلال|قبل|بعد|حتى|بحلول)\s|[بل]عام\s|للعام\s|بسنة\s"
        ),
        # A year before 1800 stands after these: elsewhere it may as well be a count.
        "old": _ends(
            r"\b(?:vers|circa|c\.|ca\.|around|celle|celui|constitution|révolution|revolution|guerre|war|traité"
            r"|treaty|bataille|battle|siège|siege|édit|edict|loi|act|paix|peace|élections?|elections?|édition"
            r"|printemps|été|automne|hiver)\s{1,2}(?:(?:de|of|en|in)\s)?"
        ),
        # Up to a day: it may lie ahead, though the verb is of the past ("a prolongé jusqu'au 5 juillet").
        "until": _ends(
            r"\b(?:jusqu['’]au|d['’]ici(?: au| le)?|avant le|until|till|by|before|hasta(?: el)?|antes del)\s"
            r"|(?:حتى|قبل)\s"
        ),
        # A figure after these names a thing.
        "label": _ends(
            r"(?:\b(?:résolutions?|resolutions?|resolución|n[°º]|numéro|number|no\.|núm\.|articles?|art\."
            r"|lois?|law|directivas?|directives?|regulations?|règlements?|mirage"
            r"|ley|pages?|p\.|décret|decreto|chapitre|code|vol|flight|room|salle|route|rn|bp|po box|référence"
            r"|ref\.?|iso|type|modèle|dossard|maillot|matricule|reference)|[#$€£]|رقم|القرار|قرار|المادة|مادة)\s?(?:n[°º]\s?)?"
        ),
        # A figure after these is counted, not dated.
        "bound": _ends(
            r"\b(?:plus|moins|près|más|menos|cerca) (?:de|d['’])\s?|\b(?:environ|quelques?|some|about"
            r"|more than|less than|fewer than|nearly|almost|around|over|unos|unas|casi"
            r"|étaient|sont|were|are|compte|comptait|total)\s|(?:من|نحو|حوالي)\s"
        ),
    }


def before(context: str, text: str, start: int) -> re.Match[str] | None:
    """The words of ``context`` that end where ``start`` is, if they do."""
    return _contexts()[context].search(text[max(0, start - _REACH) : start])


def start_with(context: str, text: str, start: int, floor: int) -> int:
    """Where a date at ``start`` begins once the words of ``context`` before it are taken in."""
    found = before(context, text, start)
    begin = start - len(found.group()) if found else start
    return begin if begin >= floor else start
