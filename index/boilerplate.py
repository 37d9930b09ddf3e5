"""Lines of a page that are not the article: found by their shape, masked, never deleted.

To mask a sentence that says something is far worse than to leave a slug, so only short lines of a
known shape count, in French, English and Spanish; a title never does.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_LONGEST = 160  # characters of a line that may be masked whole
_LONGEST_CALL = 320  # of a call for tips, which may take two sentences

_AGENCY = (
    r"(?:AFP|AP|AP Photo|Reuters|REUTERS|EFE|EPA|MAP|APS|TAP|DPA|dpa|ANSA|ANP|TASS|SIPA|Sipa"
    r"|Getty(?: Images)?|GETTY(?: IMAGES)?|Europa Press|EUROPA PRESS|Shutterstock|PHOTO|FOTO|Photo|Foto)"
)
_NAME = r"(?:de|del|de la|da|di|du|van|von|el|al|ben|bin|[A-ZÀ-Ý][\w.'’-]*)"
_NAMES = rf"{_NAME}(?:\s{_NAME}){{1,4}}"
_IMAGE = r"\.(?:jpe?g|png|gif|webp)"
_SLUG = re.compile(rf"[a-z0-9à-öø-ÿ]+(?:[-_][a-z0-9à-öø-ÿ]+){{2,}}(?:{_IMAGE})?|\S+{_IMAGE}")
_CREDIT_HEAD = re.compile(rf"{_AGENCY}(?:\s?/\s?[A-ZÀ-Ý][A-ZÀ-Ý .'’-]{{1,40}}?){{1,3}}\s[-–—]\s+(?=\S)")
_CREDIT_LINE = re.compile(
    r"[(\[]?\s*(?:(?:crédits?|créditos?|credits?)\s(?:photos?|images?|illustrations?|fotos?)\b[^.!?]{0,80}"
    r"|(?:photo|image|picture|foto)\s(?:credits?|crédits?)\b[^.!?]{0,80}|(?:copyright\b|©)[^.!?]{0,80}"
    r"|(?:photo|foto|image|imagen|fotografía|picture)s?\s*(?::|by|par|por|©|/)[^.!?]{0,40}[/©\s]"
    rf"{_AGENCY})\s*[)\]]?\.?",
    re.IGNORECASE,
)
_AGENCY_LINE = re.compile(rf"[(\[]?©?\s?{_AGENCY}(?:\s?/\s?{_NAME}(?:\s{_NAME}){{0,3}}){{0,3}}\s?[)\]]?\.?")
_WITH_AGENCY = (
    r"(?:(?:[Aa]vec|[Ww]ith|[Cc]on|et|and|y)\s"
    r"(?:l['’])?(?:AFP|AP|Reuters|EFE|MAP|agences?|agencies|agencias))"
)
_BYLINE = re.compile(
    rf"(?:(?:Par|By|Por)\s{_NAMES}(?:\s(?:et|and|y|avec|with)\s{_NAMES})?(?:,?\s{_WITH_AGENCY})?"
    rf"|(?:Par|By|Por)\s{_NAME},?\s{_WITH_AGENCY}|{_WITH_AGENCY}|Sources?\s?:\s?{_AGENCY}"
    r"|(?:Coordinateur|Coordinatrice|Coordinador|Coordinadora|Coordinator)\s[^.:!?]{2,60}:\s"
    rf"{_NAMES})\s?\.?"
)
_CALLS = (  # how a line begins that asks the reader for something
    r"abonne[zr][ -]?vous|inscrive[zr][ -]?vous (?:à|a|pour) (?:notre|la|nos)|suivez[- ]nous|cliquez ici",
    r"recevez (?:notre|nos|la|toute)|partage[rz] (?:sur|cet article|cette page)|retrouvez[- ]nous",
    r"(?:à |a )?lire (?:aussi|également)|voir aussi|sur le même (?:sujet|thème)|rejoignez[- ]nous",
    r"articles? (?:liés?|similaires?)\s*:?\s*$|cet article est réservé aux abonnés|publicité\s*$",
    r"envoyez[- ]nous|commenter cet article|imprimer\s*$",
    r"subscribe (?:to|now|today)|sign up (?:for|to) (?:our|the|get)|read (?:more|also|next)\s*(?::|$)",
    r"also read\s*:|related (?:articles?|stories|news)\s*(?::|$)|follow us|click here|advertisement\s*$",
    r"share (?:this|on (?:facebook|twitter|x|whatsapp|linkedin))|got a tip\b|send us your",
    r"support our journalism|scroll to continue",
    r"envíanos|suscríbete|suscríbase|le[ea] también|leer también|te puede interesar|síguenos|haz clic",
    r"compart(?:e|ir) (?:en|este)|publicidad\s*$",
)
_CALL = re.compile("|".join(_CALLS), re.IGNORECASE)
_TIPS = re.compile(
    r"n['’]hésitez pas à nous (?:écrire|contacter|joindre|envoyer|signaler|faire parvenir)"
    r"|no dud(?:es|e) en (?:hacérnos|contactarnos|escribirnos|enviarnos|hacernos)"
    r"|(?:do not|don['’]t) hesitate to (?:contact|write to|send|email) us",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-*_=~#·•]{3,}|(?:[-*_·•]\s){2,}[-*_·•]")
_MARKS = "\"“«»”'"


def boilerplate(text: str, title: str | None = None) -> list[tuple[int, int]]:
    """The boilerplate in ``text``, in order: whole lines, or a photo credit before its caption."""
    found = []
    for line in _LINE.finditer(text):
        if line.end() - line.start() > 2000:  # prose; nothing below looks further
            continue
        words = line[0].strip()
        if not words or words == title:
            continue
        start = line.start() + line[0].index(words[0])
        if _is_boilerplate(words):
            found.append((start, start + len(words)))
        elif credit := _CREDIT_HEAD.match(words):
            found.append((start, start + credit.end()))
    return found


def _is_boilerplate(line: str) -> bool:
    if len(line) > _LONGEST_CALL or line[0] in _MARKS:
        return False
    if _TIPS.search(line):
        return True
    if len(line) > _LONGEST:
        return False
    if _CALL.match(line):
        return not _says_more(line)
    shapes = (_SLUG, _RULE, _AGENCY_LINE, _BYLINE, _CREDIT_LINE)
    return any(shape.fullmatch(line) for shape in shapes)


def _says_more(line: str) -> bool:
    """Whether a line that begins as a call goes on with another sentence, which may say something."""
    return re.search(r"[.!?…]\s+\S.{30}", line) is not None
