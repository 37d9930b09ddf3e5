"""What dates, numbers, reasons and places look like in French news, as regular expressions."""

from __future__ import annotations

import re
from functools import cache

from train.news_words import news_words

MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_ANY_DAY = f"(?:{DAY}|{DAY.title()})"
_FULL = rf"(?:(?:{DAY}) )?(?:1er|\d{{1,2}}) (?:{MONTH})(?: \d{{4}})?"
_MONTH_YEAR = rf"(?:{MONTH})(?: \d{{4}})?"
_YEAR = r"(?:19|20)\d\d"
_LONE_DAY = rf"(?:{DAY})(?: matin| soir| après-midi| midi)?(?! \d)"
_SPAN = r"(?:\d+|une?|deux|trois|quatre|cinq|six|plusieurs) (?:ans?|mois|semaines?|jours)"
# The answer is the group d0 to d7; "since", "till" and "from" tell the question's word.
DATE = re.compile(
    rf"(?<![\w'’-])(?:"
    rf"(?P<since>[Dd]epuis) (?:le |la |l['’])?(?P<d0>{_FULL}|{_LONE_DAY}|{_MONTH_YEAR}"
    rf"|{_YEAR}|{_SPAN})"
    rf"|(?P<till>[Jj]usqu['’](?:au|en|à)) (?P<d1>{_FULL}|{_MONTH_YEAR}|{_YEAR}|{_LONE_DAY})"
    rf"|(?P<from>[ÀAà] partir (?:du|de)|[Dd]ès)(?: le)? (?P<d2>{_FULL}|{_MONTH_YEAR}"
    rf"|{_LONE_DAY})"
    rf"|(?P<d3>[Dd]ans la nuit (?:de |du )(?:{DAY})(?: \d{{1,2}})? (?:à|au) (?:{DAY})"
    rf"(?: \d{{1,2}} (?:{MONTH}))?)"
    rf"|(?:[LlCc]e )?(?P<d4>(?:{_ANY_DAY} )?(?:1er|\d{{1,2}}) (?:{MONTH})(?: {_YEAR})?)"
    rf"|(?:[Cc]e )?(?P<d5>{_ANY_DAY}(?: (?:matin|soir|après-midi|midi|dernier"
    rf"|prochain))?)(?! \d)"
    rf"|[Ee]n (?P<d6>(?:(?:{MONTH}) )?{_YEAR}|(?:{MONTH})(?: dernier| prochain)?)"
    rf"|(?P<d7>(?:[Ff]in|[Dd]ébut|mi-)[ -]?{_MONTH_YEAR}|(?:[Ff]in|[Dd]ébut) {_YEAR})"
    rf")(?![\w-])"
)
DATE_GROUPS = ("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7")

_OF = r"(?:de la|de l['’]|des|du|de|d['’])"
_TO = r"(?:à la|à l['’]|aux|au|à)"
_VERB = r"[a-zà-ÿ]{2,}(?:er|ir|oir|re)\b"
CONNECTOR = re.compile(
    r"(?P<because>,? (?:car|parce qu['’]|parce que|puisque|puisqu['’]|au motif que|au "
    r"motif qu['’])) ?"
    rf"|(?P<due>,? (?:en raison {_OF}|à cause {_OF}|faute de|faute d['’]|à la suite {_OF}"
    rf"|suite {_TO}|grâce {_TO})) ?"
    rf"|(?P<aim>,? (?=(?:afin de|afin d['’]|pour) ?"
    rf"(?:(?:ne pas |s['’]|se |y |lui )?{_VERB}|(?:en |l['’]|la |les |le "
    rf")[a-zà-ÿ]{{2,}}(?:er|ir)\b)))"
)
# Nouns that look like infinitives after « pour le ».
NOT_INFINITIVE = re.compile(
    r"(?:afin de|afin d['’]|pour) ?(?:(?:le|la|les|en) |l['’])(?:\w*(?:ier|iers|mer|moire"
    r"|aire)|ministère|titre|centre|autre"
    r"|danger|hiver|plaisir|avenir|loisir|souvenir|désir|tir|cancer|leader|cluster|soir"
    r"|voir|enfer|hier)\b"
    r"|pour (?:quatre|autre|mettre fin|faire court)"
)
_WRITTEN = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    "|seize|vingt|trente|quarante"
    "|cinquante|soixante|cent|mille"
)
NUMBER = (
    r"(?:\d{1,3}(?:[. ]\d{3})+|\d+(?:,\d+)?)(?: (?:millions?|milliards?))?"
    rf"|(?:{_WRITTEN})(?! (?:cents?|mille|et un)\b)"
)
BOUND = (
    r"(?:(?:[Pp]lus de|[Mm]oins de|[Pp]rès de|[Ee]nviron|[Aa]u moins|[Qq]uelque|[Aa]utour "
    r"de|[Pp]as moins de) )?"
)
COUNT = re.compile(
    rf"(?P<number>{BOUND}(?:{NUMBER})) (?:d['’](?=[a-zé])|de )?(?!des |fois |de "
    rf")(?P<noun>[a-zà-ÿœ][\w-]{{2,}}[sx])\b",
    re.IGNORECASE,
)
PERCENT = re.compile(rf"de (?P<percent>{BOUND}\d+(?:,\d+)? ?%)")
SHARE = re.compile(rf"(?P<percent>{BOUND}\d+(?:,\d+)? ?%) (?P<of>(?:des|de la|du|de l['’]) ?[\w'’ -]+)")
_PENALTY = (
    r"(?:de (?:prison|réclusion(?: criminelle)?|détention|travaux d['’]intérêt général)"
    r"|d['’](?:emprisonnement|amende|inéligibilité))(?: ferme| avec sursis)?"
)
SENTENCED = re.compile(
    rf" ?à (?P<number>{BOUND}(?:{NUMBER}|une?) (?:ans?|mois|euros|années|heures) " rf"{_PENALTY})"
)
SUM = re.compile(
    rf" ?à (?P<number>{BOUND}(?:{NUMBER})(?: (?:d['’])?(?:euros|dollars|livres sterling|%)"
    rf"|%)?)(?![\w ]*-)"
)


@cache
def place_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, news_words().places), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?:[àÀA]|[Ee]n|[Aa]u|[Aa]ux|[Dd]ans (?:le|la|l['’]|les)) "
        rf"?(?P<place>{names})(?![\w-]| [A-ZÉ(]|-)"
    )
