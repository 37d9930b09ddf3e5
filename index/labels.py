"""Numbers that name a thing and count nothing: "Article 51", "version 3.11", "Apollo 11"."""

from __future__ import annotations

import re

from index.nouns import counts_next, is_small
from index.number_phrases import WORK

_REACH = 44  # code points looked at before a number
LABELS = frozenset(
    """
    article articles art alinéa alinéas résolution résolutions loi lois décret décrets circulaire arrêté
    directive règlement protocole annexe page pages p pp chapitre chapitres tome volume vol verset scène
    version v modèle type norme iso série réf ref référence code matricule numéro numéros n no nr chaîne
    canal ligne route nationale départementale autoroute salle chambre bureau porte quai voie bus
    tramway appartement phase niveau catégorie classe ligue division formule zone district secteur bloc
    groupe chapter chapters section sections rule resolution resolutions law decree regulation annex
    flight gate room hall stand pavillon channel highway interstate platform line stage level
    category number act title
    sector block group area appendix ticket dossier
    mirage python java ubuntu php usb bluetooth floor piso planta base
    terminal pier calibre paragraphe paragraph párrafo pool stadium stade clause schedule psalm psaume
    note notes radio press figure fig table tableau
    dossard extension maillot prisoner réacteur réacteurs reactor reactors cellule sortie exit
    junction parcelle
    sentencia sentencias erreur erreurs error errors
    iphone windows android playstation boeing airbus falcon apollo
    heat lane studio pitch bay dock runway episode season saison épisode opus
    carriage coach unit brigade ward court measure ballot size camp pk
    proposition order amendment model zones lignes voies chaînes portes salles lots
    formula artículo artículos resolución resoluciones ley decreto página páginas capítulo versión vuelo sala
    línea carretera número núm fase nivel grupo categoría anexo puerta رقم القرار قرار بالقرار المادة مادة
    المادتين المواد الفصل صفحة الصفحة القناة الرحلة الطريق القانون قانون المرحلة
    """.split()
)
_AUXILIARIES = frozenset(
    "a ont est sont avait était sera fut va has had is was were will would ha fue era es".split()
)
_LINKS = frozenset(("et", "and", "y", "à", "to", "ou", "or", "و", "a"))
_WORD = re.compile(r"[^\W\d_]+|\d[\d.]*")
_PLAIN = re.compile(r"\d+(?:\.\d+)*\Z")
_CODE = re.compile(r"\b[LRDA]\.\s?(?:\d+-)*\Z")  # "article L. 411-1"
_DIALLED = re.compile(  # "composez le 17 ou le 112"
    r"\b(?:compose[rz]|appele[rz]|dial(?:led|ling)?|call|marque|marcar|llame|llamar)\s(?:(?:le|el|al)\s)?"
    r"(?:\d+\s(?:ou|or|o|et)\s(?:(?:le|el|al)\s)?)?\Z",
    re.IGNORECASE,
)
_STREET = re.compile(
    r",?\s(?:(?:bis|ter),?\s)?(?:rue|avenue|boulevard|quai|place|allée|chemin|impasse|cours|square)\s"
    r"(?:de|du|des|d['’]|l[ae]s?|[A-ZÀ-Ý])|\s(?:[A-Z][a-z]+\s){1,2}(?:Street|Road|Avenue|Lane|Square|Drive)\b"
)
_AT = re.compile(r"(?:,|\(|\bà)\s?\Z")  # before a postcode
_TOWN = re.compile(r"\d{5}\s[A-ZÀ-Ý][a-zà-ÿ]")
_CARRIER = re.compile(r"[A-Z]{2,3}\Z")
# "le groupe des 77", "the Group of 20"
_STONE = re.compile(r"\b(?:[Aa]u|[Ll]e|[Dd]u)\s(?:km|kilomètre|PK)\s\Z")  # "au km 23"
_SIGN = re.compile(r"\b(?:[Nn]os?\.|[Nn][°º]|Nr\.)\s?\Z")
_NEWS = re.compile(r"\sHeures\b")  # "le 20 Heures"
_BLOC = re.compile(r"\b(?:(?:[Gg]roupe|cité|bande|manifeste)\sdes|Group\sof|Grupo\sde\s(?:los|las))\s\Z")
_CURRENCY = re.compile(r"(?:EUR|USD|GBP|CHF|JPY|CNY|MAD|DZD|TND|CFA|US|Rs)\Z")
_GAP = re.compile(r"[\s.°º#\u00a0-]*\Z")
_NAME = re.compile(r"(?P<w>[^\W\d_][\w’'-]*)[ \u00a0]\Z")
_FOLLOWS = re.compile(r"\s(?:d['’]|de\s)?([^\W\d_][\w’'-]*)")
_INSIDE = re.compile(r"[^\W\d_][,;:]?\s\Z")
_BEFORE_NAME = re.compile(r"\b(?:[Ll][ea]s?|[Dd][ue]|[Aa]u|[Tt]he|[Ee]l|of|[Dd]el)\s\Z")
_ANOTHER = re.compile(r"\s(?:et|and|y|ou|or)\s(?:[A-Z][^\W\d_]*\s?\d|[A-Z]{2,}\b)")
_LISTED = re.compile(r",\s[A-Z][^\W\d_]+\s\d|,\s[A-Z][^\W\d_]+\s(?:et|and)\s")  # "Ariane 6, Falcon 9 and"
_ENDINGS = ("era", "eront", "ait", "ent", "ed", "aron", "ó")
# "la norme Euro 6 et", "la loi Macron 2"
_LABEL_NAME = re.compile(r"(?P<l>[^\W\d_]+)(?:\s(?:dite|dit))?\s[A-ZÀ-Ý][^\W\d_]+\s\Z")
# "what Article 50 protects": a capital amid a sentence
_TITLED = re.compile(r"(?:[^\W\d_,]\s|\A|[.!?]\s)[A-Z][a-z]+\s\Z")
_POINTED = re.compile(r"\b(?:[Ll]e|[Dd]u|[Aa]u|[Uu]n)\s\Z")  # "le 49.3", which no French count writes so
_ROAD = re.compile(r"(?:\b[Ll]a\s|\b[Ll]['’]|\b[Ll]es\s)(?:RN|RD|RCEA|[ADN])\s?\Z")
_ONE = re.compile(r"\b(?:une?|la)\s\Z")  # "une 308": no count, which "une" would not stand before
# "la voiture 14", "l'agent 117", "sa Renault 12": one thing, and then its figure
_ONE_THING = re.compile(
    r"\b(?:[Ll]a|[Ll]e|[Ll]['’]|[Dd]u|[Aa]u|[Cc]et?|[Cc]ette|[Ss]a|[Ss]on)\s?(?!\w*(?:ant|er|é|ée)\s)"
    r"(?:[a-zà-ÿ]{4,}|[A-Z][a-zà-ÿ]+)(?:\s[a-zà-ÿ]{4,}(?:al|ien|ère|rne|ne))?\s\Z"
)
# "la Peugeot 3008", "the Nasdaq 100", "a King Air 350"
_ARTICLE_NAME = re.compile(
    r"\b(?:[Ll][ea]|[Uu]ne?|[Dd]u|[Aa]u|[Tt]he|[Aa]n?|[Ll]['’]|el|del|al)\s?(?:[A-Z][\w’-]*[^\W\d_]\s){1,2}\Z"
    r"|[a-zà-ÿ]\s(?:[A-Z][\w’-]*[^\W\d_]\s){2}\Z"
)
_PLAN = re.compile(
    r"\b(?:paquet|plan|programme|opération|projet|campagne|stratégie|package|plan|programme|scheme)\s[«“\"]\s?"
    r"[\w’' ]{3,30}\s\Z"
)  # « Fit for 55 »

_TOP = re.compile(
    r"\b(?:Top|(?:[Ll]e|[Dd]u|[Tt]he|[Aa]u)\stop|(?P<euro>Euro))\s\Z"
)  # "Top 40 radio", "Euro 6 diesels"
_QUOTED = re.compile(r"[«“\"]\s?(?:\d+\s?[-–/]\s?)?\Z")
_UNQUOTED = re.compile(r"\s?(?:[-–/]\s?\d+)?\s?[»”\"]")
_JET = re.compile(r"7[0-8]7(?=\s(?:[A-Z]|jets?\b|aircraft|cargos?\b|de\s)|[,.;]|\s?\Z)|A?3[1-8]0neo")

_SCALED = ("million", "milliard", "billion", "thousand", "mill", "%", "km", "€", "$")


def _measured(text: str, end: int) -> bool:
    """Whether a plural noun, a sign, a score or a hyphen follows a figure: then it counts."""
    return counts_next(text, end) or text[end : end + 2].strip()[:1] in tuple("%€$£°-–/:")


def _alone(text: str, end: int) -> bool:
    """Whether neither a noun nor a sign nor "sur" follows a figure."""
    follows = _FOLLOWS.match(text[end : end + 40])
    sign = text[end : end + 2].strip()[:1] in tuple("%€$°")
    if follows and follows[1][0].isupper() and text.startswith((" de ", " du ", " d'"), end):
        return True  # "la tranche 2 de Flamanville"
    return not sign and (follows is None or is_small(follows[1]) and follows[1] != "sur")


def names_thing(text: str, start: int, end: int) -> bool:
    """Whether the figure ``text[start:end]`` is the number of a thing, as its law's, flight's or model's."""
    if not text[start].isdecimal() or not _PLAIN.match(text[start:end]):
        return False
    if text[start - 1 : start] == "#":
        return True
    ahead = text[max(0, start - _REACH) : start]
    if _STREET.match(text, end) or _NEWS.match(text, end):
        return True
    if _QUOTED.search(ahead) and _UNQUOTED.match(text, end):
        return True
    if ahead.rstrip()[-1:].isdecimal():  # a number after another: in a list of labels, if at all
        return _labelled(ahead) and not counts_next(text, end)
    if _told_before(text, start, end, ahead):
        return True
    if _labelled(ahead):
        return bool(_TITLED.search(ahead)) or not counts_next(text, end)
    named = _LABEL_NAME.search(ahead)
    if named and named["l"].lower() in LABELS and end - start <= 2:
        follows = _FOLLOWS.match(text[end : end + 40])
        return follows is None or is_small(follows[1]) or follows[1][0].isupper()
    return end - start <= 4 and _after_name(text, ahead, end)


def _told_before(text: str, start: int, end: int, ahead: str) -> bool:
    """Whether the words right before a figure make it the number of a thing."""
    if _CODE.search(ahead) or _STONE.search(ahead) or _SIGN.search(ahead) or WORK.search(ahead):
        return True
    if _BLOC.search(ahead) or _DIALLED.search(ahead):
        return not counts_next(text, end)
    if _TOWN.match(text[start : end + 3]) and _AT.search(ahead):
        return True
    if _PLAN.search(ahead) and _UNQUOTED.match(text, end):
        return True
    if _ROAD.search(ahead) or end - start > 1 and _ONE.search(ahead) and _alone(text, end):
        return True
    if top := _TOP.search(ahead):
        return bool(top["euro"]) and end - start == 1 or not counts_next(text, end)
    if end - start > 4:
        return False
    if _POINTED.search(ahead) and re.fullmatch(r"\d\d\.\d", text[start:end]):
        return not counts_next(text, end)
    if _ARTICLE_NAME.search(ahead) and not _measured(text, end):
        return True
    if _ONE_THING.search(ahead) and _alone(text, end):
        return True
    jet = end - start == 3 and _JET.match(text, start) and _BEFORE_NAME.search(ahead)
    return bool(jet) and not counts_next(text, end)


def _labelled(ahead: str) -> bool:
    """Whether a label's word ends ``ahead``, or one with other numbers of its kind: "articles 3, 4 et"."""
    words = list(_WORD.finditer(ahead))
    right = len(ahead)
    numbers = False
    for word in reversed(words[-9:]):
        low = word[0].lower()
        if low not in LABELS and word.end() + 1 == right == len(ahead) and _CARRIER.match(word[0]):
            right = word.start()  # "vol AF 447"
            continue
        if low in LABELS or low[0] in "وفبل" and low[1:] in LABELS:
            return bool(_GAP.match(ahead[word.end() : right]))
        if low[0].isdecimal():
            numbers = True
            right = word.start()
        elif low not in _LINKS or numbers and right != len(ahead) and not ahead[word.end() : right].isspace():
            return False
    return False


def _after_name(text: str, ahead: str, end: int) -> bool:
    """Whether a name's own number follows it, no noun being counted: "France 24", "Apollo 11"."""
    found = _NAME.search(ahead)
    if found is None or not re.search("[A-Z]|[À-Þ]", found["w"]):
        return False
    if found["w"] in ("La", "El") and _INSIDE.search(ahead[: found.start()]):
        return not counts_next(text, end)  # a channel: "en La 1"
    if is_small(found["w"]):
        return False
    opens = not _INSIDE.search(ahead[: found.start()])
    follows = _FOLLOWS.match(text[end : end + 40])
    if follows is None:
        return not opens or bool(_LISTED.match(text, end))
    after = follows[1].lower()
    initials = len(found["w"]) > 1 and found["w"].isupper() and not _CURRENCY.match(found["w"])
    named = initials and _BEFORE_NAME.search(ahead[: found.start()])
    if named and not counts_next(text, end) and not text[end : end + 9].strip().startswith(_SCALED):
        return True  # "le TGV 6201 reliant"
    if initials and after in _LINKS and _BEFORE_NAME.search(ahead[: found.start()]):
        return True  # "le CAC 40 et l'Euro Stoxx"
    if re.search(r"['’]s\Z", found["w"]) and len(after) > 2 and follows[1].isupper():
        return not counts_next(text, end + follows.end())  # "Boeing's 737 MAX"
    if opens and after in _LINKS and _ANOTHER.match(text, end):
        return True  # "France 24 et TV5"
    if is_small(after):
        return after in _AUXILIARIES or not opens and after not in _LINKS
    return after.endswith(_ENDINGS) and len(after) > 4 and not after.endswith("cent")
