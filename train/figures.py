"""Dates, centuries, ordinals and numbers of a question, put for others that the passage doesn't hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from train.exchanges import Held, Swap, fold_letters

_YEAR = re.compile(r"(?<![\w.,/-])(1[0-9]\d\d|20[0-4]\d)(s?)(?![\w%]|[.,-]\d)")
_OPEN = re.compile(
    r"\b(?:before|after|since|prior to|until|from|by|between|past|and|avant|après|depuis"
    r"|jusqu'?[eàn]*|dès|entre|partir|de|et"
    r"|antes|después|desde|hasta|entre|قبل|بعد|منذ)(?: de| du| en| the| l'an| el)?\s*\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\A\s?(?:°|€|\$|£|pages?|chapters?|km|m\b|kg|buts?|goals?|points?"
    r"|pour cent|percent|[mb]illions?|milliards?)",
    re.IGNORECASE,
)
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_DAY = {
    "fr": r"\b(?:le|du|au)\s(\d{1,2})(?=\s(?:{}))",
    "en": r"\b(\d{1,2})(?=(?:st|nd|rd|th)?\s(?:of\s)?(?:{}))|(?<=\s)(\d{1,2})(?=(?:st|nd|rd|th)?,?\s\d{4})",
    "es": r"\b(\d{1,2})(?=\sde\s(?:{}))",
    "ar": r"\b(\d{1,2})(?=\s(?:{}))",
}
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI".split()
_ORDINALS = {
    "fr": (
        "deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
        "premier première second seconde",
        r"(?<=\ble )(?:{})|(?<=\bla )(?:{})|(?<=\bsa )(?:{})|(?<=\bson )(?:{})",
    ),
    "en": (
        "second third fourth fifth sixth seventh eighth ninth tenth",
        "first",
        r"(?<=\bthe )(?:{})|(?<=\bhis )(?:{})|(?<=\bher )(?:{})|(?<=\bits )(?:{})|(?<='s )(?:{})",
    ),
    "es": ("segundo tercero cuarto quinto", "", r"(?<=\bel )(?:{})"),
}
_NOT_ORDINAL = re.compile(
    r"\A[ -](?:ministre|lieu|plan|degré|name|order|hand|lady|language|person|degree|aid|class|half|part"
    r"|abord|one|world|main|temps|des\b|of\s(?:these|them))",
    re.IGNORECASE,
)
_NUMBERS = {
    "fr": "deux trois quatre cinq six sept huit neuf dix douze quinze vingt trente quarante"
    " cinquante cent mille",
    "en": "two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez doce quince veinte treinta",
}
_LIST = re.compile(
    r"(?:\b(?:what|which|name|list|at least|quel(?:le)?s|cite[rz]?|les|aux|des|ces|the|these|other|autres"
    r"|its|his|their|ses|of|are|entre|between|one|were|sont|d|un|une)|['’])\s\Z",
    re.IGNORECASE,
)


def figure_swaps(question: str, language: str, held: Held) -> Iterator[Swap]:
    """Only what the passage holds itself is put for another: what isn't in it decides nothing."""
    yield from _years(question, held)
    yield from _days(question, language, held)
    yield from _centuries(question, held)
    yield from _ordinals(question, language)
    yield from _numbers(question, language, held)


def _years(question: str, held: Held) -> Iterator[Swap]:
    for match in _YEAR.finditer(question):
        year, tail = int(match[1]), match[2]
        if _OPEN.search(question[: match.start()]) or match[0] not in held.text:
            continue
        if _COUNTED.match(question[match.end() :]):
            continue
        apart = range(10, 60, 10) if tail else (1, 2, 3, 4, 5, 7, 9, 11, 16, 20)
        years = [year + sign * n for n in apart for sign in (1, -1)]
        others = tuple((f"{y}{tail}", "") for y in years if y < 2027 and not _spanned(y, held.text))
        if others:
            yield Swap("date", match.start(), match.end(), match[0], others)


def _spanned(year: int, text: str) -> bool:
    """Whether a year is written in a text or lies between two years that are."""
    if str(year) in text:
        return True
    for a, b in re.findall(
        r"\b(1\d{3}|20\d\d)(?:\)?\s?[-–—/]\s?|\s(?:to|and|et|à|until|jusqu'en)\s(?:en\s)?)(\d{2,4})\b", text
    ):
        last = int(b) if len(b) == 4 else int(a[:2] + b[-2:])
        if int(a) <= year <= last:
            return True
    return False


def _days(question: str, language: str, held: Held) -> Iterator[Swap]:
    months = _MONTHS.get(language, "").split()
    names = "|".join(months)
    if not names:
        return
    for match in re.finditer(rf"\b(?:{names})\b", question):
        near = question[max(0, match.start() - 12) : match.start()]
        if _OPEN.search(question[: match.start()]) or fold_letters(match[0]) not in held.words:
            continue
        if not re.search(r"\d\S*\s(?:of |de )?\Z|\b(?:in|en|of|mois de|de|on|في)\s\Z", near):
            continue
        others = tuple((m, "") for m in months if m != match[0] and fold_letters(m) not in held.words)
        if language == "fr":
            others = tuple(o for o in others if (o[0][0] in "ao") == (match[0][0] in "ao"))
        if others:
            yield Swap("date", match.start(), match.end(), match[0], others)
    for match in re.finditer(_DAY[language].replace("{}", names), question):
        group = 1 if match[1] else 2
        day = int(match[group])
        if _OPEN.search(question[: match.start()]) or match[group] not in _figures(held.text):
            continue
        ordinal = question[match.end(group) :][:2] in ("st", "nd", "rd", "th")
        days = [d for d in range(4 if ordinal else 2, 21 if ordinal else 29) if d != day]
        if ordinal and question[match.end(group) :][:2] != "th":
            continue
        written = _figures(held.text)
        others = tuple((str(d), "") for d in days if str(d) not in written)
        if others:
            yield Swap("date", match.start(group), match.end(group), match[group], others)


def _figures(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", text))


def _centuries(question: str, held: Held) -> Iterator[Swap]:
    for match in re.finditer(r"\b([IVX]+)(?=\s?(?:e|è|ème|eme|ième)\s(?:siècle|siecle))", question):
        if match[1] in _ROMAN and not _OPEN.search(question[: match.start()]):
            at = _ROMAN.index(match[1])
            near = [_ROMAN[i] for i in range(max(0, at - 4), min(len(_ROMAN), at + 4)) if i != at]
            near = [n for n in near if (n == "I") == (match[1] == "I")]
            others = tuple(
                (n, "") for n in near if not {f"{n.lower()}{end}" for end in ("", "e", "eme")} & held.words
            )
            if others:
                yield Swap("date", match.start(), match.end(), match[1], others)
    for match in re.finditer(r"\b(\d{1,2})th(?=[ -][cC]entur)", question):
        if _OPEN.search(question[: match.start()]):
            continue
        near_numbers = [
            n for n in range(int(match[1]) - 4, int(match[1]) + 4) if 4 <= n <= 20 and n != int(match[1])
        ]
        others = tuple((f"{n}th", "") for n in near_numbers if f"{n}th" not in held.text)
        if others:
            yield Swap("date", match.start(), match.end(), match[0], others)


def _ordinals(question: str, language: str) -> Iterator[Swap]:
    if language not in _ORDINALS:
        return
    high, low, pattern = _ORDINALS[language]
    all_words = "|".join((*low.split(), *high.split()))
    for match in re.finditer(pattern.replace("{}", all_words), question):
        after = question[match.end() :]
        if not re.match(r"[ ]\w", after) or _NOT_ORDINAL.match(after):
            continue
        others = tuple((word, "") for word in high.split() if word != match[0])
        yield Swap("number", match.start(), match.end(), match[0], others)


def _numbers(question: str, language: str, held: Held) -> Iterator[Swap]:
    for match in re.finditer(r"(?<![\w.,/°-])\d{1,3}(?:[ ,.]\d{3})*(?![\w/°-]|[.,]\d)", question):
        if (
            len(match[0]) == 4
            or match[0] not in held.text
            or _month_near(question, match.start(), match.end())
        ):
            continue
        value = int(re.sub(r"\D", "", match[0]))
        if value < 2 or _LIST.search(question[: match.start()]):
            continue
        step = max(1, 10 ** (len(str(value)) - 2)) * (5 if value > 20 else 1)
        values = [value + step * n for n in (1, 2, 3, 4, 6, -1, -2) if value + step * n > 1]
        if value > 999:
            others = tuple((f"{v:,}".replace(",", match[0][-4]), "") for v in values)
        else:
            others = tuple((str(v), "") for v in values)
        others = tuple(o for o in others if o[0] not in held.text)
        if others:
            yield Swap("number", match.start(), match.end(), match[0], others)
    words = _NUMBERS.get(language, "").split()
    for match in re.finditer(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])" if words else r"\Z.", question):
        if _LIST.search(question[: match.start()]) or match[0] not in held.words:
            continue
        at = words.index(match[0])
        others = tuple((word, "") for word in words[max(0, at - 3) : at + 5] if word != match[0])
        yield Swap("number", match.start(), match.end(), match[0], others)


def _month_near(question: str, start: int, end: int) -> bool:
    months = "|".join(word for names in _MONTHS.values() for word in names.split())
    return bool(
        re.match(rf"(?:st|nd|rd|th|er)?,?\s(?:of\s|de\s)?(?:{months}|\d{{4}})", question[end:], re.IGNORECASE)
        or re.search(rf"(?:{months})\s\Z", question[:start], re.IGNORECASE)
    )
