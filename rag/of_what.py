"""Whether a figure, a date or a name is told of another thing than the one asked about: the budget of a
mission is not that of *l'école de Harderwijk*, Iraqi soldiers are not Canadian ones, nor are millions
countries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.facts import find_facts
from index.lexicon import stems
from index.names import Name, find_names, mentions
from index.sentences import sentence_at, sentence_before, sentences
from rag.dictionary import translations
from rag.nationality import OFFICIAL, countries
from rag.noun_phrases import GATHERINGS, aligned, event_head, events
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

# *the school of* before a name: what the thing is.
_THING = re.compile(
    r"\b(?!pays\b|ville\b|etat\b|country\b|city\b|state\b|ciudad\b|estado\b)([a-z]{4,})"
    r"(?: (?:d['’]?(?:e |u |es )?)?[a-z]+)? (?:de|du|of|del)(?: la| l['’]| the| el)? ?\Z"
    r"|\b([a-z]{4,}) d['’]\Z"
)
_CALLED = re.compile(r"\b([a-z]{4,}) ?[«“\"]? ?\Z")  # *la frégate « Niels Juel »*
_SAID = re.compile(  # … before the day that it was said on
    r"\b(?:a|ont|avait|avaient) (?:\w+ )?(?:indique|annonce|declare|precise|affirme|assure|explique|ajoute"
    r"|confirme|rapporte|dit|souligne|estime|reconnu|fait savoir|revele)e?s?(?: [a-z'’]+){0,2} (?:ce |le )?\Z"
    r"|\b(?:said|announced|told [\w ]{2,20}|added|confirmed|stated) (?:late |early )?(?:on )?\Z"
    r"|\b(?:dijo|anuncio|informo|declaro|afirmo|preciso)(?: \w+){0,2} (?:el )?\Z"
)
_SAYS = re.compile(
    r"\b(?:indiqu|annonc|declar|precis|affirm|assur|expliqu|ajout|confirm|rapport|dit|soulign|estim|reconn|savoir"
    r"|revel|parl|said|say|announc|told|tell|add|stat|spoke|dijo|anunci|inform|afirm|habl"
    r"|repond|answer|respond)|قال|تحدث|صرح|اعلن"
)
_TOPIC = 3  # sentences of an article with a name that it is about
_COUNTED = re.compile(
    r"\b(?:combien d(?:e |['’])|(?:nombre|number|numero) (?:de |d['’]|des |of )|how many |cuant[oa]s )(\w+)"
)
_FEW = re.compile(  # of these there are never thousands
    r"(?:pays|etats?|nations?|delegations?|ministres?|countr\w+|states|ministers?|paises|estados|delegaciones)\Z"
)
_MANY = 1000
_BESIDE = 25  # characters after a number that hold what it counts
_NEAR = 30  # characters from *how many* to the adjective of what is counted
_CLAUSE = re.compile(r"[,;:.!?()«»–—]")


def of_another_thing(question: Question, reading: Reading, context: Context) -> bool:
    """Whether a question is about *the school of* a name, and the sentence of a reading has neither of them,
    nor has the one before, while the article speaks of it elsewhere, and not as what it is about."""
    asked = aligned(question.text)
    begin, end = sentence_at(context.text, reading.start)
    last = sentence_before(context.text, begin)
    near = f"{last} {context.text[begin:end]}"
    language = context.language or question.language
    for name in question.own_names:
        if name.demonym or mentions(name.text, near):
            continue
        whole = context.article or context.text
        told = [whole[a:b] for a, b in sentences(whole) if mentions(name.text, whole[a:b])]
        called = _CALLED.search(asked[: name.start])
        if called and _called(called[1], name, question.language, told, language):
            return not _has(called[1], question.language, near, language)
        thing = _THING.search(asked[: name.start])
        if thing is None or name.kind == "person":
            continue
        head = thing[1] or thing[2]
        kind = event_head(head, question.language)
        if kind in events(question.language)[:GATHERINGS] or _has(head, question.language, near, language):
            continue
        opening = f"{context.title or ''} {next((whole[a:b] for a, b in sentences(whole)), '')}"
        if 0 < len(told) < _TOPIC and not mentions(name.text, opening):
            amount = name.kind == "place" and reading.text[:1].isdigit() and bool(countries(name))
            return amount or any(_has(head, question.language, one, language) for one in told)
    return False


def _called(head: str, name: Name, language: str, told: Sequence[str], other: str) -> bool:
    """Whether an article calls a thing of that kind by the name. An event goes by other words too."""
    if event_head(head, language) or not told:
        return False
    if any(re.search(rf"[«“\"]\s?{re.escape(name.text)}\s?[»”\"]", one) for one in told):
        return True
    forms = [fold_letters(head), *(translations([head], language, other) if other != language else ())]
    return any(
        re.search(rf"\b{re.escape(form)}\w? ?[«“\"]? ?{re.escape(fold_letters(name.text))}", aligned(one))
        for form in forms
        for one in told
    )


def day_it_was_said(question: Question, reading: Reading, context: Context) -> bool:
    """Whether a day is that of what somebody said, and the question asks for another: *la prochaine ira à
    Porto, a indiqué dimanche le général*."""
    if question.kind != "date" or _SAYS.search(fold_letters(question.text)):
        return False
    begin, _ = sentence_at(context.text, reading.start)
    return _SAID.search(fold_letters(context.text[begin : reading.start])) is not None


def of_other_people(question: Question, reading: Reading, context: Context) -> bool:
    """Whether somebody of *Moroccan soldiers* is asked for, and neither the sentence nor the one before is of
    their country, as another of the article is."""
    asked = [n for n in question.own_names if n.demonym]
    if question.kind != "person" or len(asked) != 1 or OFFICIAL.search(fold_letters(question.text)):
        return False  # of which country an official is, the whole article tells: ``nationality.py``
    begin, end = sentence_at(context.text, reading.start)
    last = sentence_before(context.text, begin)
    whole = context.article or context.text
    told = [whole[a:b] for a, b in sentences(whole) if mentions(asked[0].text, whole[a:b])]
    near = f"{last} {context.text[begin:end]}"
    return 0 < len(told) < _TOPIC and not mentions(asked[0].text, near)


def _has(word: str, language: str, text: str, other: str) -> bool:
    there = set(stems(text, other))
    forms = (word, *(translations([word], language, other) if other != language else ()))
    return any((own := stems(form, other)) and there.issuperset(own) for form in forms)


def counts_others(question: Question, reading: Reading, context: Context) -> bool:
    """Whether *Canadian soldiers* are to be counted and the number counts those of another country, or it is
    one that what is counted never reaches."""
    asked = fold_letters(question.text)
    counted = _COUNTED.search(asked)
    if question.kind != "number" or counted is None:
        return False
    if _FEW.match(counted[1]):
        numbers = [f for f in find_facts(reading.text, context.language) if f.kind == "number"]
        return bool(numbers) and all((f.value or 0) > _MANY for f in numbers)
    own = _of(n for n in question.own_names if n.demonym and abs(n.start - counted.end()) < _NEAR)
    start, end = sentence_at(context.text, reading.start)
    named = find_names(context.text[start:end], context.language)
    stop = _CLAUSE.search(context.text, reading.end)
    near = min(reading.end + _BESIDE, stop.start() if stop else end) - start
    beside = _of(n for n in named if n.demonym and reading.start - start <= n.start < near)
    if not own.isdisjoint(_of(named)):
        return bool(beside) and own.isdisjoint(beside)
    return bool(own) and (any(n.demonym for n in named) or _told_elsewhere(own, start, context))


def _told_elsewhere(own: set[str], start: int, context: Context) -> bool:
    """Whether an article tells of a country, not as what it is about, and neither in the sentence that begins
    at ``start`` nor in the one before."""
    if not own.isdisjoint(_of(find_names(sentence_before(context.text, start), context.language))):
        return False
    whole = context.article or context.text
    told = sum(not own.isdisjoint(_of(find_names(whole[a:b], context.language))) for a, b in sentences(whole))
    return 0 < told < _TOPIC


def _of(names: Iterable[Name]) -> set[str]:
    return {code for name in names for code in countries(name)}
