"""Words that a full stop does not end, or does not always end: French, English, Spanish, Arabic."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Titles and the like stand before a name: never the end. Written with a capital or without.
_BEFORE_NAME = _words(
    "mm mme mmes mlle mlles dr drs dre pr prs mgr mr mrs messrs ste stes sts sra srta sres dra dña "
    "vs cf av apr bd boul tél env"
)
# Only with a capital: without it these are words or units ("ms", "col", "prof").
_BEFORE_NAME_CAPITAL = _words(
    "M Prof St Sr Ms Mt Ft Sn Sta Sto Lic Ing Ud Uds Me Gen Gén Gral Col Lt Ltn Sgt Capt Cap Cdt Cpl Maj "
    "Adm Sen Sén Rep Dip Gov Rev Hon Pres Prés Cmdr Supt Insp Dept Ph Pvt"
)
# Before a figure ("art. 12", "p. 4", "12 oct. 2020", "Jan. 6"); elsewhere they end a sentence as any word.
_BEFORE_FIGURE = _words(
    "art arts no nos nº n° núm num vol chap cap fig pág págs pag pp p n c l t f s d b sec sect ch al alin "
    "tel éd ed ap approx janv févr fév avr juil sept oct nov déc jan feb jun jul aug sep dec ene abr ago dic"
)
# May end a sentence and may not: the next word tells.
_EITHER = _words("Jr Inc Ltd Co Corp Bros Cie Ave Blvd")
_ACRONYM = re.compile(  # U.S, EE.UU, J.-C, a.m
    r"(?:(?<![^\W\d_])[A-ZÀ-Ý]{1,2}\.-?)+[A-ZÀ-Ý]{1,2}\Z|(?:(?<![^\W_])[a-z]\.)+[a-z]\Z"
)
_NEVER_DOTTED = frozenset(("i.e", "e.g", "p.ex", "p. ex"))

# Words that begin sentences and hardly ever names: after "U.S." or "vitamine C." they mean a new sentence.
_STARTERS = _words(
    "le la les l un une des du de d au aux il ils elle elles on nous je j ce cet cette ces c ceci cela ça "
    "son sa ses leur leurs en dans par pour sur sous avec sans selon après avant depuis pendant lors mais et "
    "or donc car si s n ne qu que quand lorsque comme ainsi aussi enfin toutefois cependant "
    "the a an he she it they we i you this that these those his her their its in at by for from with "
    "without after before since during but and so if when while as according however there "
    "el los las una unos unas ella ellos ellas este esta estos estas eso su sus con sin según tras desde "
    "durante pero y o cuando como también además no"
)


def ends_sentence(token: str, following: str, then: str) -> bool:
    """Whether the full stop after ``token`` ends a sentence.

    ``token`` is what stands before it (letters, figures, inner dots and hyphens), ``following`` the
    next word without opening quotes, ``then`` the character that begins the word after that.
    """
    if not token:
        return True
    word = token.rpartition(".")[2].lstrip()
    low = word.lower()
    figure = following[:1].isdigit()
    starter = following.lower() in _STARTERS and not following[1:].isupper() and then != "."
    if low in _BEFORE_NAME or word in _BEFORE_NAME_CAPITAL or token.lower() in _NEVER_DOTTED:
        return False
    if figure and low in _BEFORE_FIGURE:
        return False
    if word in _EITHER or _ACRONYM.search(token):
        return starter
    if len(word) == 1 and word.isalpha() and not word.islower():  # an initial, or "plan B."
        return starter and not then.isupper()
    return low != "v"  # "Roe v. Wade"
