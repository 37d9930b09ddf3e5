"""How a rule of ``pronouns.toml`` puts a referent, and the words beside the pronoun, into the question."""

from __future__ import annotations

import re
from typing import Any

from index.date_words import MONTHS
from rag import phrasing
from rag.question import fold_letters
from rag.referents import Referent


def formed(form: str, referent: Referent, language: str, groups: dict[str, str], rule: dict[str, Any]) -> str:
    """The referent as a rule puts it into the question."""
    text = phrasing.lowered(referent.text, language)
    if form == "of":
        return phrasing.of(text, language)
    if form == "to" or form == "personal" and referent.kind in ("person", "name"):
        return phrasing.to(text, language)
    if form == "at":
        if rule.get("moves"):
            return (
                phrasing.to(text, language)
                if language != "fr"
                else phrasing.at(text, "place", referent.country, "fr")
            )
        return phrasing.at(
            text, "event" if referent.kind in ("event", "thing") else "place", referent.country, language
        )
    if form == "time":
        if "shift" in rule:
            return phrasing.in_year(year_of(referent, rule), language)
        return text if referent.kind == "date" else phrasing.at(text, "event", False, language)
    if form == "poss":
        noun = groups["noun"]
        return phrasing.possessed(text, noun, fold_letters(noun), language, fold_letters(groups["p"]))
    if form == "il":
        return ("elle" if referent.gender == "f" else "il") + ("s" if referent.plural else "")
    if form == "head":
        article, rest = phrasing.article_of(text, language)
        words = rest.split()
        if language == "en":  # *the Rome meeting*: the noun stands last before what follows it
            head = next((w for w in words if fold_letters(w).startswith(referent.head)), words[-1])
            return f"the {head}"
        noun = next((w for w in words if fold_letters(w).startswith(referent.head)), words[0])
        return phrasing.elided(article, noun)
    return text


def year_of(referent: Referent, rule: dict[str, Any]) -> int:
    """The year that a rule counts from a date: *l'année suivante*."""
    assert referent.fact is not None and referent.fact.first is not None  # such a rule takes no other
    return referent.fact.first.year + int(rule["shift"])


def month_before(folded: str, at: int) -> bool:
    words = folded[:at].split()
    return bool(words) and words[-1] in {fold_letters(month) for month in MONTHS}


def agreed(participle: str) -> str:
    """A participle without the ending that agreed with the pronoun before it."""
    text = participle
    if re.search(r"(?:[ée]e|[iu]e|[rnu]te|[ix]te|ise|ite)s$|[éiu]s$", text) and not text.endswith(
        ("mis", "pris", "quis")
    ):
        text = text[:-1]
    return text[:-1] if re.search(r"(?:ée|[iu]e|[rniu]te|ise)$", text) else text


def unsuffixed(stem: str, text: str, found: re.Match[str]) -> str:
    """An Arabic word without its pronoun: a noun's *ت* becomes *ة* again, a hamza stands alone."""
    before = text[: found.start()].split()
    if stem.endswith("ت") and before and fold_letters(before[-1]) in ("ما", "هو", "هي", "كم", "في", "عدد"):
        return stem[:-1] + "ة"
    return re.sub("[ئؤ]$", "ء", stem)
