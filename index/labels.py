"""Numbers that name a thing and count nothing: "Article 51", "version 3.11", "Apollo 11"."""

from __future__ import annotations

import re

from index.nouns import counts_next, is_small

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
    sentencia sentencias erreur erreurs error errors
    iphone windows android playstation boeing airbus falcon apollo
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
_GAP = re.compile(r"[\s.°º#\u00a0-]*\Z")
_NAME = re.compile(r"(?P<w>[^\W\d_][\w’'-]*)[ \u00a0]\Z")
_FOLLOWS = re.compile(r"\s(?:d['’]|de\s)?([^\W\d_][\w’'-]*)")
_INSIDE = re.compile(r"[^\W\d_][,;:]?\s\Z")
_ENDINGS = ("era", "eront", "ait", "aient", "ed", "aron", "ó")


def names_thing(text: str, start: int, end: int) -> bool:
    """Whether the figure ``text[start:end]`` is the number of a thing, as its law's, flight's or model's."""
    if not text[start].isdecimal() or not _PLAIN.match(text[start:end]):
        return False
    if text[start - 1 : start] == "#":
        return True
    ahead = text[max(0, start - _REACH) : start]
    if _CODE.search(ahead) or _STREET.match(text, end):
        return True
    if _DIALLED.search(ahead) and not counts_next(text, end):
        return True
    if _TOWN.match(text[start : end + 3]) and _AT.search(ahead):
        return True
    if _labelled(ahead):
        return not counts_next(text, end)
    return end - start <= 4 and _after_name(text, ahead, end)


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
    if found is None or not re.search("[A-Z]|[À-Þ]", found["w"]) or is_small(found["w"]):
        return False
    opens = not _INSIDE.search(ahead[: found.start()])
    follows = _FOLLOWS.match(text[end : end + 40])
    if follows is None:
        return not opens
    after = follows[1].lower()
    if is_small(after):
        return after in _AUXILIARIES or not opens and after not in _LINKS
    return after.endswith(_ENDINGS) and len(after) > 4
