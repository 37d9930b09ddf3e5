"""*et en 2018 ?*, *et le Maroc ?*: the question before with another date, name or thing in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.aliases import gazetteer
from index.facts import Fact
from index.names import Name
from rag import phrasing
from rag.name_context import located
from rag.noun_phrases import NounPhrase, aligned, follow_ups, led, noun_phrases, words_of
from rag.ordered import is_ordered
from rag.question import Question, analyse, fold_letters

_Edit = tuple[int, int, str]  # the place in a text, and what stands there instead

_PREFIX = re.compile(
    r"(?:\b(?:du|des|de la|de l['’]|de|d['’]|au|aux|à la|à l['’]|à|en|a|del?|al"
    r"|le|la|les|l['’]|el|los|las) ?)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:^|\s)(?:pour |con |para )?((?:le|la|les|el|los|las) |l['’])$", re.IGNORECASE)
_PLACED = re.compile(r"(?:^|\s)(?:à|en|au|aux|a|dans) (?:la |l['’])?$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\W*(du|de la|de l'|des|d'|sur|contre|avec|of|about|against|with|sobre|contra|con|del|عن|ضد|مع)"
    r"(?:(?<=')|\s)(?=\w)"
)
_OF = r"(?:du|de la|de l'|des|d'|de)"
_FOR = frozenset("pour for para por ل".split())
_BODIES = frozenset(
    "coalition alliance organisation union groupe groupement organization group coalicion alianza"
    " organizacion grupo التحالف الحلف المنظمه".split()
)
_ABOUT = {
    "fr": r"(?:sur|concernant|a propos d(?:e|u|es)|au sujet d(?:e|u|es)|en matiere d(?:e|'))",
    "en": r"(?:about|on|regarding|concerning)",
    "es": r"(?:sobre|acerca del?|en materia de|respecto al?)",
    "ar": r"(?:عن|حول|بشان)",
}
_SAYS = re.compile(r"^\W*(?:qu'|que |qu'est-ce que? ).*\b(?:dit|disait|dire|pens\w+|declar\w+)\b")
_FINITE = {
    "fr": r"\b(?:est|sont|ont|etait|etaient|avait|avaient|fut|sera|seront)\b|-(?:t-)?(?:ils?|elles?|on)\b"
    r"|\b(?:il|elle|ce|y|s') a\b",
    "en": r"\b(?:is|are|was|were|did|does|has|have|had|will)\b",
    "es": r"\b(?:es|son|fue|fueron|ha|han|hay|era|esta|estan|tiene)\b",
    "ar": r"\b(?:كان|كانت|هل|تم|يكون)\b",
}


def is_fragment(question: Question) -> bool:
    """Whether a question is no sentence, only a name, a date or a thing that was spoken of before."""
    folded = aligned(question.text)
    if re.search(follow_ups()[question.language]["clause"], folded):
        return False
    return not re.search(_FINITE[question.language], folded)


def exchange(question: Question, before: Question, context: str = "") -> str | None:
    """The question before with what the fragment says in place of what it had of the same kind.

    ``context``: the part of the question before that was only added to it.
    """
    if context and (question.dates or any(n.kind == "place" for n in question.own_names)):
        before = analyse(before.text.replace(context, ""), before.language)
    if about := _about_another(question, before):
        return about
    named = _thing(question, before)
    if named:
        return named
    said = {w.folded for w in before.plain}
    stray = [w for w in question.plain if w.folded not in said]
    if stray and (alike := _led_alike(question, before)):
        return alike
    if stray and (len(stray) > 1 or not (question.names or question.dates)):
        return None
    edits: list[_Edit] = []
    taken: list[Name | Fact] = []
    parts: list[Name | Fact] = [*question.dates, *question.own_names]
    olds: list[Name | Fact] = [*before.dates, *before.names]
    for new in parts:
        old = _like(question, new, before, [o for o in olds if o not in taken])
        latin = before.language in ("fr", "es")
        if old is None or latin and _adjective(old) and not _adjective(new) and _lead(question, new.start):
            continue
        taken.append(old)
        if isinstance(new, Fact):
            held = next((p for p in noun_phrases(before) if p.event and p.names and old in p.dates), None)
            edits.append(
                _another(question, new, before, held) if held else _redated(question, new, before, old)
            )
        else:
            edits.append(_renamed(question, new, before, old))
            edits += _dates_beside(before, old, edits) if new.kind == "place" else []
    if edits:
        return _edited(before, edits)
    event = next((p for p in noun_phrases(before) if p.event and p.names), None)
    if question.dates and event:
        return _edited(before, [_another(question, question.dates[0], before, event)])
    if question.own_names and not question.dates:
        if body := _body(question, before):
            return body
        if _lead(question, question.own_names[0].start) in {"", *_FOR}:  # nothing like it was spoken of
            return None
        if any(_adjective(old) for old in olds) and (led_alike := _led_alike(question, before)):
            return led_alike
    if not (question.dates or question.names):
        return None
    return f"{before.text.rstrip(' ?؟.!')} {question.text.strip(' ?؟.!¿')}"


def _about_another(question: Question, before: Question) -> str | None:
    """*Et sur le Moyen-Orient ?* after *que prévoit la réunion sur la pêche ?*: the same of another."""
    if question.dates or before.kind not in ("other", "manner", "reason"):
        return None
    on = _ABOUT[question.language]
    if question.language == "fr" and _SAYS.search(aligned(before.text)):  # *que dit-elle de la pêche ?*
        on = rf"(?:{on}|du|des|de la|de)"
    if not re.match(rf"\W*{on} ", aligned(question.text)):
        return None
    stem = before.text.rstrip(" ?؟.!")
    told = re.search(rf" {on} (?!.* {on} ).*", aligned(stem))
    return f"{stem[: told.start()] if told else stem} {question.text.strip(' ?؟.!¿')}"


def _body(question: Question, before: Question) -> str | None:
    """*Et l'OTAN ?* after *combien de pays compte la coalition ?*: one body for another."""
    new = question.own_names[0]
    if new.kind != "organisation":
        return None
    for phrase in noun_phrases(before):
        if phrase.head in _BODIES and not phrase.counted:
            said = before.text[phrase.start : phrase.end]
            old = Name(phrase.start, phrase.end, said, phrase.head, new.kind)
            return _edited(before, [_renamed(question, new, before, old)])
    return None


def _thing(question: Question, before: Question) -> str | None:
    """The question before about another thing of a kind that it speaks of: *et la réunion du Koweït ?*"""
    things = {phrase.head: phrase for phrase in noun_phrases(before)}
    for phrase in noun_phrases(question):
        old = things.get(phrase.head)
        said = question.text[phrase.start : phrase.end]
        if old is None or said == question.text[phrase.start : phrase.inner] and " " not in said:
            continue
        if phrase.names and phrase.names[-1].start >= phrase.inner or phrase.dates or before.language != "en":
            own = phrase.end > phrase.inner and re.match(r"\s*d", question.text[phrase.inner :])
            another = own or phrase.names or phrase.dates or is_ordered(question, phrase)
            keep = "" if another else before.text[old.inner : old.end]
            return _edited(before, [(old.start, old.end, said + keep)])
        return _edited(before, [(old.start, old.inner, said)])  # *and the Italian team?*: in the same place
    return None


def _led_alike(question: Question, before: Question) -> str | None:
    """*Et du budget ?* after *que pense-t-elle du projet de port ?*: what follows the same preposition."""
    lead = _PREPOSITION.match(aligned(question.text))
    if lead is None or question.language != before.language or question.dates:
        return None
    body = aligned(before.text)
    for pattern in (re.escape(lead[1]), _OF if re.fullmatch(_OF, lead[1]) else ""):
        found = re.search(rf"(?<=\w) {pattern} ?(?=\w)", body) if pattern else None
        if found and found.start() > body.find(" "):
            return f"{before.text[: found.start()]} {question.text.strip(' ?؟.!¿')}"
    return None


def _another(question: Question, date: Fact, before: Question, event: NounPhrase) -> _Edit:
    """The event of another time: who knows where."""
    head = before.text[event.start : event.inner]
    for name in event.names:
        head = head.replace(f"{name.text} ", "")
    return event.start, event.end, head + _date_joint(question, date)


def _date_joint(question: Question, date: Fact) -> str:
    """A new date as it follows a noun: *de 2018*, *of 11 May 2022*."""
    said, language = date.text, question.language
    lead = _lead(question, date.start)
    if language == "fr":
        return f" {'du' if date.precision == 'day' else 'de'} {said}"
    if language == "es":
        return f" {'del' if date.precision == 'day' else 'de'} {said}"
    return f" {lead or ('في' if language == 'ar' else 'in')} {said}"


def _dates_beside(before: Question, old: Name | Fact, edits: Sequence[_Edit]) -> list[_Edit]:
    """The dates of an event whose place is exchanged: the one elsewhere has another."""
    for phrase in noun_phrases(before):
        if phrase.event and phrase.start <= old.start < phrase.end:
            taken = [(a, b) for a, b, _ in edits]
            return [
                (a, b, "")
                for a, b, part in led(before)
                if part in phrase.dates and not any(x < b and a < y for x, y in taken)
            ]
    return []


def _like(
    question: Question, new: Name | Fact, before: Question, olds: Sequence[Name | Fact]
) -> Name | Fact | None:
    """The part of the question before whose place ``new`` takes."""
    lead = _lead(question, new.start)
    if lead in _FOR:  # *et pour l'OTAN ?* leads as nothing does
        lead = ""
    alike = [o for o in olds if _alike(new, o) and (lead or not _only_there(before, new, o))]
    if not alike:
        return None
    return min(alike, key=lambda o: (_lead(before, o.start) != lead, _sort(new) != _sort(o), -o.start))


def _only_there(before: Question, new: Name | Fact, old: Name | Fact) -> bool:
    """Whether the old name is where something was, and the new one no place: *NATO* after *in Washington*."""
    if isinstance(new, Fact) or isinstance(old, Fact):
        return False
    return new.kind != "place" and old.kind == "place" and located(before, old)


def _redated(question: Question, new: Fact, before: Question, old: Name | Fact) -> _Edit:
    """The old date with the words that lead to it for the new one with its own."""
    led_new = next((a for a, _, part in led(question) if part is new), new.start)
    led_old = next((a for a, _, part in led(before) if part is old), old.start)
    of = before.language in ("fr", "es") and _lead(before, led_old + 1).startswith("d")
    if of or led_new == new.start:  # *mai 2021 ?* keeps the words that led to the old one
        return old.start, old.end, new.text
    return led_old, old.end, question.text[led_new : new.end]


def _renamed(question: Question, new: Name, before: Question, old: Name | Fact) -> _Edit:
    """The old name with its article and preposition for the new one with its own."""
    language, start, end = before.language, old.start, old.end
    if language != question.language or language in ("en", "ar"):
        return start, end, new.text
    own = question.text[: new.start]
    if _adjective(old) and not new.demonym:  # *le ministre marocain*, and *le Qatar*
        whose = _ARTICLE.search(own)
        return start, end, phrasing.of((whose[1] if whose else "") + new.text, language)
    prefix, mine, led_by = _PREFIX.search(before.text[:start]), _ARTICLE.search(own), _PLACED.search(own)
    if led_by and prefix and _sort(new) == _sort(old) or led_by and old.kind == "place":
        begin = prefix.start() if prefix else start
        within = any(p.start <= old.start < p.end for p in noun_phrases(before))
        of = within and language == "fr" and prefix and fold_letters(prefix[0])[:1] == "d"
        joint = phrasing.of(new.text, language) if of else question.text[led_by.start() : new.end].strip()
        return begin, end, joint
    lead = fold_letters(prefix[0]).strip() if prefix else ""
    if prefix and (mine or lead not in ("de", "d'", "a", "en")):
        phrase = (mine[1] if mine else "") + new.text
        if lead.startswith("d"):
            phrase = phrasing.of(phrase, language)
        elif lead.startswith(("a", "en")):
            placed = phrasing.at(phrase, "place", False, language)
            phrase = placed if new.kind == "place" else phrasing.to(phrase, language)
        return prefix.start(), end, phrase
    return start, end, new.text


def _alike(new: Name | Fact, old: Name | Fact) -> bool:
    if isinstance(new, Fact) or isinstance(old, Fact):
        return isinstance(new, Fact) and isinstance(old, Fact)
    if new.kind == old.kind or "other" in (new.kind, old.kind):
        return not ({new.kind, old.kind} == {"place", "other"} and _sort(new) == "" and " " in new.text)
    return {new.kind, old.kind} in ({"person", "organisation"}, {"place", "organisation"})


def _adjective(part: Name | Fact) -> bool:
    """Whether it is *marocain*, whose place *du Maroc* doesn't take."""
    return isinstance(part, Name) and part.demonym


def _sort(name: Name | Fact) -> str:
    """Whether a place is a country or not: countries take the place of countries."""
    if isinstance(name, Fact):
        return "date"
    entry = gazetteer().get(name.folded)
    if entry is None:
        return "city" if name.kind == "place" else ""
    return "country" if any(len(id) == 2 for id in entry.ids) else name.kind


def _lead(question: Question, start: int) -> str:
    """The word that leads to a part of the question."""
    articles = {"le", "la", "les", "l", "the", "el", "los", "las"}
    before = [w for w in question.words if w.end <= start]
    for word in reversed(before):
        if word.folded not in articles:
            contracted = {
                "au": "a",
                "aux": "a",
                "du": "de",
                "des": "de",
                "del": "de",
                "al": "a",
                "en": "a",
                "d": "de",
            }
            known = words_of(question.language, "leads") | words_of(question.language, "joins")
            return contracted.get(word.folded, word.folded) if word.folded in known else ""
    return ""


def _edited(before: Question, edits: Sequence[tuple[int, int, str]]) -> str:
    text = before.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return " ".join(text.split())
