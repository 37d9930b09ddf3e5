"""How a noun phrase is put into a sentence: articles, prepositions and their contractions, by language."""

from __future__ import annotations

import re
from datetime import date

from index.facts import Fact, say_date

_VOWEL = re.compile(r"[aeiouhyàâäéèêëîïôöùûüœæ]", re.IGNORECASE)
_ARTICLES = {
    "fr": re.compile(r"(?:l['’]|les? |la )", re.IGNORECASE),
    "en": re.compile(r"the ", re.IGNORECASE),
    "es": re.compile(r"(?:el|la|los|las) ", re.IGNORECASE),
}
_FEMININE = {
    "fr": re.compile(
        r"(?:[stn]ion|ite|ence|ance|ure|ette|ee|esse|ise|ie|elle|onne|ture|fonte|place|lutte|ville|rencontre|attaque)$"
    ),
    "es": re.compile(r"(?:a|[cns]ion|dad|tud|umbre|ez)$"),
}


def article_of(phrase: str, language: str) -> tuple[str, str]:
    """The definite article that opens a noun phrase, in lower case, and the rest."""
    found = _ARTICLES[language].match(phrase) if language in _ARTICLES else None
    if not found:
        return "", phrase
    return found[0].strip().lower().replace("’", "'"), phrase[found.end() :]


def lowered(phrase: str, language: str) -> str:
    """The phrase as it stands inside a sentence: *Les Philippines* opens its own."""
    article, rest = article_of(phrase, language)
    return _join(article, rest) if article else phrase


def definite(noun: str, folded: str, language: str, plural: bool, feminine: bool | None = None) -> str:
    """``noun`` with the definite article, its gender told by its ending where it isn't known."""
    if feminine is None:
        feminine = language in _FEMININE and _FEMININE[language].search(folded) is not None
    if language == "fr":
        if plural:
            return f"les {noun}"
        return f"l'{noun}" if _VOWEL.match(noun) else f"{'la' if feminine else 'le'} {noun}"
    if language == "es":
        return f"{('las' if feminine else 'los') if plural else ('la' if feminine else 'el')} {noun}"
    return f"the {noun}" if language == "en" else noun


_OWNED = re.compile(
    r"(?:son|sa|ses|leurs?|his|her|its|their|sus?)\s+\w+"
    r"(?:\s(?:foreign |prime )?\w+|\s(?:des|de|du|d['’]).+)?\W*$",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(  # who has an office is asked by *who*
    r"(?:(?:le|la|l['’]|el) ?)(?:ministr|pr[ée]sident|roi\b|reine\b|rey\b|reina\b|premi|ambassad|porte-parole"
    r"|chef|directeur|secr[ée]ta|embajador|portavoz|jef[ea]\b)"
    r"|.* (?:minister|president|king|queen|spokes\w+|leader)$",
    re.IGNORECASE,
)


def what_is(asked: str, resolved: str, language: str) -> str | None:
    """*Et son slogan ?*, resolved to *le slogan de Blinken*: *Quel est le slogan de Blinken ?*"""
    if not _OWNED.match(asked):
        return None
    text = lowered(resolved.strip(" ?"), language)
    article = article_of(text, language)[0]
    if _SOMEBODY.match(text):
        return f"{ {'fr': 'Qui est', 'en': 'Who is', 'es': '¿Quién es'}.get(language, '') } {text}"
    if language == "fr":
        return f"{ {'les': 'Quels sont', 'la': 'Quelle est'}.get(article, 'Quel est') } {text}"
    if language == "es":
        return f"¿{'Cuáles son' if article in ('los', 'las') else 'Cuál es'} {text}"
    return f"What is {text}" if language == "en" else None


def with_article(article: str, name: str) -> str:
    return _join(article, name) if article else name


def of(phrase: str, language: str) -> str:
    """*de*, *of* the phrase."""
    article, rest = article_of(phrase, language)
    if language == "fr":
        if article in ("le", "les"):
            return ("du " if article == "le" else "des ") + rest
        return f"d'{phrase}" if not article and _VOWEL.match(phrase) else f"de {lowered(phrase, 'fr')}"
    if language == "es":
        return f"del {rest}" if article == "el" else f"de {phrase}"
    return f"of {phrase}" if language == "en" else phrase  # Arabic: the phrase follows its noun


def to(phrase: str, language: str) -> str:
    """*à*, *to* the phrase."""
    article, rest = article_of(phrase, language)
    if language == "fr":
        if article in ("le", "les"):
            return ("au " if article == "le" else "aux ") + rest
        return f"à {lowered(phrase, 'fr')}"
    if language == "es":
        return f"al {rest}" if article == "el" else f"a {phrase}"
    return f"to {phrase}" if language == "en" else f"إلى {phrase}"


def at(phrase: str, kind: str, country: bool, language: str) -> str:
    """Where something is: *à Rabat*, *en Tunisie*, *au Maroc*; *in Rabat*, *at the meeting*."""
    article, rest = article_of(phrase, language)
    if language == "fr":
        if kind == "place" and article in ("la", "l'"):
            return f"en {rest}"
        return f"en {phrase}" if country and not article else to(phrase, "fr")
    if language == "en":
        return f"{'in' if kind == 'place' else 'at'} {phrase}"
    return f"{'en' if language == 'es' else 'في'} {phrase}"


def possessed(phrase: str, noun: str, folded: str, language: str, said: str) -> str:
    """*his role* with what *his* (``said``, folded) stands for: *le rôle de Bourita*, *Bourita's role*."""
    if language == "en":
        return f"{phrase}{chr(39) if phrase.endswith('s') else chr(39) + 's'} {noun}"
    plural = said in ("ses", "leurs", "sus")
    feminine = True if said == "sa" else False if said == "son" and not _VOWEL.match(noun) else None
    return f"{definite(noun, folded, language, plural, feminine)} {of(phrase, language)}"


def on(fact: Fact, language: str) -> str:
    """A date as a question has it: *le 13 février 2018*, *in May 2022*."""
    day = fact.precision == "day"
    said = say_date(fact, language)
    lead = {"fr": ("le", "en"), "en": ("on", "in"), "es": ("el", "en"), "ar": ("في", "في")}[language]
    if said.startswith(("un ", "a ")):  # *un mardi de juin 2018*
        return said
    return f"{lead[0] if day else lead[1]} {said}"


def in_year(year: int, language: str) -> str:
    return on(Fact("date", 0, 4, str(year), date(year, 1, 1), date(year, 12, 31), "year"), language)


def finished(text: str, language: str) -> str:
    """A question with its capital and its marks."""
    text = " ".join(text.strip(" ?؟¿.!,").split())
    text = re.sub(r"\s+([,;])", r"\1", text)
    text = capital(text)
    return {"fr": f"{text} ?", "es": f"¿{text}?", "ar": f"{text}؟"}.get(language, f"{text}?")


def elided(article: str, noun: str) -> str:
    """A noun with the article that another word of its phrase had: *la dernière opération*, *l'opération*."""
    if article in ("le", "la", "l'") and _VOWEL.match(noun):
        article = "l'"
    elif article == "l'":  # *l'avant-dernière réunion*
        return definite(noun, noun.lower(), "fr", False)
    return with_article(article, noun)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _join(article: str, rest: str) -> str:
    return article + rest if article.endswith("'") else f"{article} {rest}"
