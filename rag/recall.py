"""What the turns of a conversation spoke of: their answers, and what their questions name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from index.aliases import gazetteer
from index.facts import Fact, find_facts
from index.name_words import name_words
from index.names import Name, find_names, mentions
from rag.given_names import gender_of, known_woman
from rag.meetings import met_at, of_date, quoted_event, told_apart
from rag.name_context import article_before, bodies_within, located
from rag.noun_phrases import (
    NounPhrase,
    aligned,
    led,
    noun_phrases,
    phrase_text,
    without,
)
from rag.phrasing import definite, of, on, with_article
from rag.question import Question, analyse, fold_letters, language_of
from rag.referents import REMEMBERED, Kind, Referent, hinted
from rag.turns import Turn
from rag.who_is import is_office, person_asked

_PLURAL = frozenset("les des aux los las".split())
_WHICH = frozenset("quel quelle quels quelles which what que cual اي".split())
_SHORT = 60  # characters: a longer short answer is a clause that speaks of several things
_DEFINES = re.compile(r"c'est quoi|qu'est-ce qu|what(?: i|')s |\bque es |^ما (?:هو|هي) ")
_ABOUT = re.compile(
    r"\W*(?:(?:et|and|y) )?(?:sur|on|about|sobre|contre|against|contra|de|of) (?:quel|wh|que|cual)"
)
_WHERE = re.compile(r"(?:à|a|au|aux|en|dans|in|at|on|في) ", re.IGNORECASE)
_NUMBERED = re.compile(r"[^\W\d_]+ (\d[\d./-]*)(?!\w)(?! [^\W\d_]+ \d)")
_BEARS = {
    "fr": re.compile(r"\bnoms?\b|\bs'appell|\bappell\w*-t-on|\bse nomm|\bintitul"),
    "en": re.compile(r"\bnames?\b|\b(?:called|named|entitled)\b"),
    "es": re.compile(r"\bnombres?\b|\bse llam|\bse titul"),
    "ar": re.compile(r"اسم|يسمي|تسمي"),
}
_LED = re.compile(r"(?:sur|dans|chez|via|en|à|au|on|at|in|into|via|sobre|por|عبر|على|في) ", re.IGNORECASE)
_ACTED = re.compile(r"\s(?:[\w']+\s)?\w+-(?:t-)?(?:il|elle)s?\b")  # *le Maroc a-t-il*
_IS_WHAT = re.compile(r"\W*(?:quel(?:le)? (?:est|etait)|what (?:is|was)|cual (?:es|era|fue)) (?:l|the|el)")
_APART = {"person", "place"}  # *visitó Ana Costa Portugal*
_NATIONS = re.compile(r"[A-Z]{2}$")


def referents(turns: Sequence[Turn]) -> list[Referent]:
    """What the last turns spoke of, the newest turn first, in each the answer before the question."""
    found: list[Referent] = []
    for age, turn in enumerate(reversed(turns[-REMEMBERED:])):
        for rank, referent in enumerate(_of_turn(turn)):
            found.append(replace(referent, age=age, rank=rank))
    return [told_apart(referent, found, turns) for referent in found]


@lru_cache(256)
def _of_turn(turn: Turn) -> tuple[Referent, ...]:
    question = analyse(turn.understood, turn.language)
    said = "" if turn.refused or not turn.short else turn.short
    answers = list(_of_answer(question, said, turn))
    clause = len(said) > _SHORT or question.kind in ("reason", "manner")
    found: list[Referent] = [] if clause else answers
    extra = next((r for r in answers if r.kind in ("place", "date")), None)
    if extra and extra.kind == "place" and _ABOUT.match(fold_letters(question.text)):
        extra = None  # *sur quel pays portait la réunion ?*: it need not have been there
    events = any(r.kind in ("event", "thing") for r in found)
    found += _of_question(question, turn, extra, bool(found), events)
    found += answers if clause else []
    if not any(r.kind == "event" for r in found) and (met := quoted_event(question, turn.quotes[:2], extra)):
        found.append(met)
    seen = " ".join(r.text for r in found)
    for quote in turn.quotes[:2]:
        for name in find_names(quote):
            if name.kind in ("person", "place") and not mentions(name.text, seen):
                found.append(replace(_named(name, quote, turn, ""), quoted=True))
    unique: dict[str, Referent] = {}
    for referent in found:
        unique.setdefault(fold_letters(referent.text), referent)
    return tuple(unique.values())


def _of_answer(question: Question, said: str, turn: Turn) -> Iterator[Referent]:
    if question.kind == "number" or not said or person_asked(question):  # *envoyé spécial* is nobody else
        return
    noun = next((p for p in noun_phrases(question) if p.counted), None)
    asked = next((p for p in noun_phrases(question) if p.lead in _WHICH), None)
    if asked is None and _IS_WHAT.match(aligned(question.text)):  # *quel est l'exercice qui …?*
        asked = next(iter(noun_phrases(question)), None)
    if question.kind == "date":
        for fact in find_facts(said, turn.language):
            if fact.kind == "date":
                yield _dated(fact, turn.language)
        return
    defines = _DEFINES.search(fold_letters(question.text)) is not None
    if not defines and (phrase := _phrase_of(said, turn)):
        own = asked and asked.event and phrase.language != turn.language  # *which forum …?*: that word stays
        if not own:
            yield phrase
        return
    if asked and not asked.event and (numbered := _NUMBERED.match(said)):  # *résolution 2170 du Conseil*
        said = numbered[1]
    names = whole_names(find_names(said), said) or (
        [Name(0, len(said), said, fold_letters(said), "other")]
        if len(said) < 40 and said[:1].isupper()
        else []
    )
    if question.kind != "person" and _LED.match(said):  # *sur Twitter* is nobody
        names = [replace(n, kind="place") if n.kind == "other" else n for n in names]
    people = [n for n in names if question.kind == "person" and n.kind in ("person", "other")]
    if len(people) > 1 and len(said) <= _SHORT:
        yield Referent(said, "person", turn.language, 0, 0, plural=True)
    for name in names:
        if name.text[0].islower():
            continue
        whole = len(name.text) > 0.6 * len(said)
        kind: Kind = "name" if name.kind == "other" else name.kind
        if question.kind == "person" and kind == "name":
            kind = "person"
        elif question.kind == "place" and kind in ("name", "person"):
            kind = "place"
        elif (
            whole and question.kind == "other" and asked and kind in ("person", "name")
        ):  # *quel exercice …?*
            kind = "event" if asked.event else "thing"
        before = said[: name.start].split()
        here = article_before(analyse(said, turn.language), name)
        article = before[-1].lower() if whole and before else here
        if whole and (what := _borne(question, name)):
            yield what
        one = replace(_named(name, said, turn, article, kind), located=question.kind == "place")
        if kind in ("event", "thing") and asked and not one.gender and turn.language in ("fr", "es"):
            of_noun = definite("x", asked.head, turn.language, False)  # *l'opération African Lion*
            one = replace(one, gender="f" if of_noun.startswith("la") else "m")
        yield one
    if noun and not names and said and len(said) <= _SHORT:  # *quelle résolution* and *2170*
        told, more = question.text[noun.start : noun.inner], question.text[noun.inner : noun.end]
        bare = said if noun.head in fold_letters(said) else f"{told} {said}{more}"
        text = definite(bare, noun.head, turn.language, False)
        gender = {"la": "f", "le": "m", "el": "m"}.get(text.split()[0], "")
        yield Referent(text, "thing", turn.language, 0, 0, gender, head=noun.head)


def _phrase_of(said: str, turn: Turn) -> Referent | None:
    """The event that an answer is: *réunion ministérielle de la Coalition*, in whatever language."""
    for language in dict.fromkeys((turn.language, language_of(said, otherwise=turn.language))):
        answer = analyse(said, language)
        for phrase in noun_phrases(answer)[:1]:
            if phrase.event and phrase.start <= len(phrase.article) + 1 and said[phrase.start].islower():
                return replace(_phrase(answer, phrase, "", None), plural=phrase.article in _PLURAL)
    return None


def _borne(question: Question, name: Name) -> Referent | None:
    """What bears the name that was asked for: *l'opération African Lion* of *le nom de l'opération*."""
    if not _BEARS[question.language].search(fold_letters(question.text)):
        return None
    phrase = next((p for p in noun_phrases(question) if p.event), None)
    if phrase is None:
        return None
    noun, language = question.text[phrase.start : phrase.inner], question.language
    text = f"the {name.text} {noun}" if language == "en" else f"{without(question, phrase)} {name.text}"
    return replace(_phrase(question, phrase, "", None), text=text, located=False)


def _of_question(
    question: Question, turn: Turn, extra: Referent | None, answered: bool, met: bool
) -> Iterator[Referent]:
    around = " ".join(
        question.text[a:b] for a, b, part in led(question) if _WHERE.match(question.text[a : part.start])
    )
    told = [p for p in noun_phrases(question) if answered and p.lead in _WHICH and (met or not p.event)]
    phrases = [p for p in noun_phrases(question) if p not in told]
    inside = [n for p in phrases for n in p.names]
    defines = _DEFINES.search(fold_letters(question.text)) is not None
    for phrase in sorted(phrases, key=lambda p: (not p.event, p.counted)):
        yield _phrase(question, phrase, around, extra)
    for said, noun, gender in bodies_within(question, phrases):
        yield Referent(said, "organisation", turn.language, 0, 0, gender, head=noun)
    names = whole_names(question.names, question.text)
    names.sort(key=lambda n: any(n.start <= i.start < n.end for i in inside))
    someone = "person" in hinted([w.folded for w in question.words], turn.language)
    for name in names:
        if name.text[0].islower() or turn.language == "ar" and name.demonym:  # *marocain*
            continue
        kind: Kind | None = "thing" if defines and name.kind != "organisation" else None
        referent = _named(name, question.text, turn, article_before(question, name), kind)
        where = located(question, name)
        if where and referent.kind == "name" and not someone:
            referent = replace(referent, kind="place")
        inner = any(n.start <= i.start < n.end for n in (name,) for i in inside)
        acted = not inner and _ACTED.match(aligned(question.text), name.end) is not None
        yield replace(referent, located=where, topic=defines, inner=inner, acted=acted)
    rest = question.text[_defined(question) :].strip(" ?؟")
    if defines and rest and not any(n.text[0].isupper() for n in names):  # *c'est quoi x*
        yield Referent(rest, "thing", turn.language, 0, 0)
    if not any(p.event for p in phrases) and (meeting := met_at(question, extra)):
        yield meeting
    for date in question.dates:
        if date.first:
            yield _dated(date, turn.language)


def _defined(question: Question) -> int:
    """Where what is to be defined begins."""
    found = _DEFINES.search(aligned(question.text))
    return found.end() if found else len(question.text)


def whole_names(found: Sequence[Name], text: str) -> list[Name]:
    """The names, those side by side as one: *African Lion*."""
    names: list[Name] = []
    for name in found:
        last = names[-1] if names else None
        side = last is not None and text[last.end : name.start] == " " and {last.kind, name.kind} != _APART
        if last and side and last.text[:1].isupper() and name.text[:1].isupper():
            both = text[last.start : name.end]
            names[-1] = replace(last, end=name.end, text=both, folded=fold_letters(both), kind="other")
        else:
            names.append(name)
    return names


def _phrase(question: Question, phrase: NounPhrase, around: str, extra: Referent | None) -> Referent:
    text, language = phrase_text(question, phrase), question.language
    where = [n for n in phrase.names if n.kind in ("place", "other")]
    bare = phrase.end == phrase.inner or language != "ar"
    if (
        phrase.event and bare and not where and not phrase.dates
    ):  # *la réunion*: which one, its question or answer says
        if around and around not in text:
            text, around = f"{text} {around}", ""
        elif extra and extra.kind == "place":
            text = (
                f"{text} {of(extra.text, language) if language == 'fr' else 'in ' + extra.text}"
                if (language in ("fr", "en"))
                else f"{text} {'de' if language == 'es' else 'في'} {extra.text}"
            )
        elif extra and extra.fact:
            text = f"{text} {of_date(extra.fact, language)}"
    feminine = phrase.article in ("la", "las") or (language == "ar" and phrase.head.endswith("ه"))
    masculine = phrase.article in ("le", "du", "au", "el", "del", "al", "los") or (
        language == "ar" and not feminine
    )
    if phrase.event and not feminine and not masculine and language in ("fr", "es"):
        feminine = definite("x", phrase.head, "es" if language == "es" else "fr", False).startswith("la") or (
            phrase.head in ("reunion", "rencontre", "visite", "seance", "conference", "attaque", "session")
        )
        masculine = not feminine
    return Referent(
        text,
        "event" if phrase.event else "person" if is_office(phrase.head) else "thing",
        language,
        0,
        0,
        "f" if feminine else "m" if masculine else "",
        phrase.plural,
        phrase.head,
        around="" if phrase.names or phrase.event else around,
    )


def _named(name: Name, text: str, turn: Turn, article: str, kind: Kind | None = None) -> Referent:
    if kind is None:
        kind = "name" if name.kind == "other" else name.kind
        if kind in ("name", "person"):
            kind = _kind_elsewhere(name, turn) or kind
        if kind == "name" and not name_words().things.isdisjoint(name.folded.split()):
            kind = "thing"
    article = fold_letters(article) if article not in ("l'", "l’") else "l'"
    if kind == "person" or article not in ("le", "la", "les", "l'", "el", "los", "las", "the"):
        article = ""
    said = with_article(article, name.text)
    gender = gender_of(name, text, turn.quotes) if kind in ("person", "name") else ""
    gender = gender or {"la": "f", "las": "f", "le": "m", "el": "m", "los": "m"}.get(article, "")
    entry = gazetteer().get(name.folded)
    country = entry is not None and any(_NATIONS.fullmatch(id) for id in entry.ids)
    plural = article in ("les", "los", "las")
    guessed = gender == "f" and kind in ("person", "name") and not known_woman(name, text, turn.quotes)
    return Referent(said, kind, turn.language, 0, 0, gender, plural, country=country, guessed=guessed)


def _kind_elsewhere(name: Name, turn: Turn) -> Kind | None:
    """What the cited sentences show of a lone surname."""
    for quote in turn.quotes:
        for other in find_names(quote):
            if other.kind == "person" and name.folded.split()[-1] == other.folded.split()[-1]:
                return "person"
    return None


def _dated(fact: Fact, language: str) -> Referent:
    return Referent(on(fact, language), "date", language, 0, 0, fact=fact)
