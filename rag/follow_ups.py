"""What a question means after those before it, in words that stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag import phrasing
from rag.completion import completed, copular, in_full, subject
from rag.ellipsis import ask_about, ask_otherwise, asked_alone, counted_too, is_interrogative
from rag.exchange import exchange, is_fragment
from rag.noun_phrases import aligned, follow_ups, noun_phrases
from rag.ordered import one_of_two, the_one
from rag.pointers import resolve
from rag.question import Question, analyse, language_of
from rag.recall import referents
from rag.referents import Referent, Want, choose, elsewhere, translated
from rag.statements import when_said, whose
from rag.topics import topicalised, when_it_was
from rag.turns import Turn

_SHORT = 6  # words: the language of a shorter question may only show in those before
_RECENT = 3  # turns: articles cited longer ago were of something else
_FRAGMENT = 4  # words: as long a question only asks more of an answer
_THEY = {"fr": r"(?:\b|-t-|-)ils\b", "en": r"\bthey\b"}
_THERE = re.compile(r"\by\b(?! a)|\bthere\b|\balli\b|\bahi\b|\bهناك\b")
_FIRST = 10  # characters of a question: a date that begins there sets another time
_ITS_OWN = re.compile(r"\s*(?:d[e'’]|del|of|من)\b|\s*d['’]")  # *mayo del año siguiente*
# *sur quoi porte t elle*, *est ce la première*: an inverted subject, as people type it.
_INVERTED = re.compile(
    r"\b((?!(?:quand|dont|et|comment|avant|pendant|durant|tant|autant|tout|maintenant|souvent|quant)\b)"
    r"[^\W\d]*[td]|[^\W\d]*[ae](?= t (?:il|elle|on)))(?: (t))? (ils?|elles?|on)\b(?! y a\b)"
    r"|(['’]|^\W*|\b(?:quand|ou|où|qui|quoi|comment|pourquoi|et) )(est|[eé]tait|fut|sera) ce\b",
    re.IGNORECASE,
)
_CO = re.compile(
    r"\b((?:l[ea]s?\s|l['’])co)-(?=pr[eéè]sid|dirig|organi)", re.IGNORECASE
)  # *qui le co-préside ?*
_AND = {"fr": "et", "en": "and", "es": "y", "ar": "و"}
_ASKING = frozenset(
    "lesquels lesquelles lequel laquelle since exactly precisely cuales exactement exactamente".split()
)


@dataclass(frozen=True)
class Understood:
    """``text`` stands alone. ``context`` is the part of it that was added though nothing pointed to it: where
    and when the conversation was; an article need not name that to answer. ``articles``: those that the
    answer it goes on from cited; none where the question stands alone as it was asked."""

    text: str
    language: str
    context: str = ""
    articles: tuple[str, ...] = ()


def understood_as(question: str, turns: tuple[Turn, ...]) -> Understood:
    """The question in words that stand alone: as it is, or rewritten from the turns before it."""
    question = _CO.sub(r"\1", question)
    asked = analyse(question)
    if asked.language == "fr" and (joined := _INVERTED.sub(_hyphens, question)) != question:
        asked = analyse(question := joined, "fr")
    if not turns:
        return Understood(asked.text, asked.language)
    if len(asked.words) <= _SHORT:
        asked = analyse(question, language_of(asked.text, otherwise=turns[-1].language))
    opened, body = _opened(asked)
    text, context = _meant(body, opened, turns)
    if text is None:
        return Understood(asked.text, asked.language)
    text = phrasing.finished(f"{text.rstrip(' ?؟')} {context}", body.language)
    return Understood(text, body.language, context, _cited(turns))


def _hyphens(found: re.Match[str]) -> str:
    verb, link, subject, before, be = found.groups()
    return f"{before}{be}-ce" if be else f"{verb}-t-{subject}" if link else f"{verb}-{subject}"


def _cited(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The articles of the latest answer that had any."""
    return next((turn.articles for turn in reversed(turns[-_RECENT:]) if turn.articles), ())


def _meant(body: Question, opened: bool, turns: Sequence[Turn]) -> tuple[str | None, str]:
    """The question rewritten, and the context that was added; (None, "") where it stands by itself."""
    known = referents(turns)
    if opened and (again := counted_too(body, analyse(turns[-1].understood, turns[-1].language))):
        return again, ""
    if stated := _stated(body, turns[-1]) or topicalised(body, opened, known):
        return stated, ""
    dated = _of_that_year(body, known) if opened else None
    body = dated or body
    if ordered := one_of_two(body, turns) or the_one(body, known):
        body = _opened(analyse(f"{_AND[body.language]} {ordered}", body.language))[1]
    if not _asks_anew(body):
        return _otherwise(body, turns, known), ""
    if opened and any(d.start < _FIRST and d.precision == "year" for d in body.dates):
        known = [elsewhere(r) for r in known]
    told = in_full(body, known)
    rewriting = resolve(told, known)
    if rewriting.used:
        text = rewriting.result()
        resolved = analyse(text, body.language)
        if left := subject(resolved, known):  # *لماذا ذهب إلى هناك*: who went, too
            text, resolved = left[0], analyse(left[0], body.language)
        if is_fragment(resolved):
            return phrasing.what_is(told.text, text, body.language) or _exchanged(resolved, turns) or text, ""
        context = _surroundings(resolved, rewriting.used)
        pointed = _THERE.search(aligned(told.text)) and told.kind != "reason"  # why is told without a day
        if pointed and not _named(rewriting.used, turns[-1]):
            context = context or _then(resolved, known)
        return text, context
    found = subject(told, known)
    if found:
        return found[0], _surroundings(analyse(found[0], body.language), [found[1]])
    if is_fragment(told) and (opened or not told.plain):
        return _exchanged(told, turns), ""
    if there := _among(told, known):
        return told.text, there
    whole, context = completed(told, opened, known)
    return whole or (told.text if told is not body or ordered or dated else None), context


def _of_that_year(body: Question, known: Sequence[Referent]) -> Question | None:
    """*Et en juin, qui …?* after a day of 2018: June of that year. None where no year is to be added."""
    bare = [d for d in body.dates if d.first is None and d.precision in ("month", "day")]
    when = min((r for r in known if r.fact and r.fact.first), key=lambda r: (r.age, r.rank), default=None)
    if (
        len(bare) != 1
        or _ITS_OWN.match(body.text, bare[0].end)
        or when is None
        or when.fact is None
        or when.fact.first is None
    ):
        return None
    joint = {"es": " de ", "en": " " if bare[0].precision == "month" else ", "}.get(body.language, " ")
    text = f"{body.text[: bare[0].end]}{joint}{when.fact.first.year}{body.text[bare[0].end :]}"
    return analyse(text, body.language)


def _stated(body: Question, last: Turn) -> str | None:
    """*Qui l'a dit ?*, *quand l'a-t-il dit ?*: of what the last turn said."""
    if wh := when_said(body):
        before = analyse(last.understood, last.language)
        same = before.language == body.language
        return ask_otherwise(analyse(wh, body.language), before, _said(last, before)) if same else None
    return whose(body, last)


def _among(body: Question, known: Sequence[Referent]) -> str | None:
    """Where *they* were who are not known: *what did they review at the meeting in Rome?*"""
    if body.dates or not re.search(_THEY.get(body.language, "(?!)"), aligned(body.text)):
        return None
    if any(p.event for p in noun_phrases(body)) or any(n.kind == "place" for n in body.names):
        return None
    event = translated(
        choose(Want(("event",)), [r for r in known if r.age < 2 and not r.quoted]), body.language
    )
    if event is None:
        return None
    return phrasing.at(phrasing.lowered(event.text, body.language), "event", False, body.language)


def _opened(asked: Question) -> tuple[bool, Question]:
    """Whether the question is tied to the one before (*et*, *and*), and the question without that."""
    folded = aligned(asked.text)
    found = re.match(r"\W*" + follow_ups()[asked.language]["openers"], folded)
    if not found or not re.search(r"\w", asked.text[found.end() :]):
        return False, asked
    at = found.end()
    body = analyse(asked.text[at:], asked.language)
    if not body.names:  # a capital tells more of a name in the middle of a sentence
        shift = len(asked.text[at:]) - len(asked.text[at:].lstrip()) + at
        names = tuple(
            replace(n, start=n.start - shift, end=n.end - shift) for n in asked.names if n.start >= shift
        )
        body = replace(body, names=names)
    return True, body


def _asks_anew(body: Question) -> bool:
    """Whether there is more to the question than an interrogative: not in *pourquoi ?*, *when was that?*"""
    if is_interrogative(body):  # *par quel pays ?*
        return False
    return bool(body.names or body.dates) or any(w.folded not in _ASKING for w in body.content)


def _otherwise(body: Question, turns: Sequence[Turn], known: Sequence[Referent]) -> str | None:
    """What an interrogative alone asks: *where was it held?* of a thing, *et quand ?* of all before."""
    language, last = body.language, turns[-1]
    if re.search(follow_ups()[language]["dummies"], aligned(body.text)):  # *quelle heure est-il ?*
        return None
    there = _THERE.search(aligned(body.text)) is not None
    found = [r for r in known if r.kind != "date" and (there or r.kind != "place")]
    if when := when_it_was(body, analyse(last.understood, last.language), found):
        return when
    rewriting = resolve(body, found)
    whole = any(r.kind in ("thing", "organisation") for r in rewriting.used) and not _defines(last)
    if rewriting.used and not whole:
        return rewriting.result()
    if not rewriting.used and (told := subject(body, known)):
        return told[0]
    before = analyse(last.understood, last.language)
    turned = ask_otherwise(body, before, _said(last, before)) if before.language == language else None
    if turned:
        return turned
    if rewriting.used:
        return rewriting.result()
    wh = asked_alone(body)
    topic = choose(Want(("event", "organisation", "thing", "person", "name")), found)
    topic = translated(topic, language)
    return ask_about(body, wh[:1].upper() + wh[1:], topic) if wh and topic else None


def _defines(turn: Turn) -> bool:
    """Whether a turn asked what or who something is: then the next is of that thing."""
    before = analyse(turn.understood, turn.language)
    return copular(before) or before.kind == "other" and len(before.plain) < 2


def _said(turn: Turn, before: Question) -> str | None:
    """The answer, where it is short enough to stand in a sentence."""
    if turn.refused or not turn.short or len(turn.short) > 60:
        return None
    if before.kind == "other" and not turn.short[:1].isupper():  # a clause, not what did it
        return None
    return phrasing.lowered(turn.short, turn.language)


def _exchanged(body: Question, turns: Sequence[Turn]) -> str | None:
    """The latest question of the same language in which the fragment has a place."""
    for at in range(len(turns) - 1, max(-1, len(turns) - 4), -1):
        turn = _led_to(turns, at) if body.own_names else turns[at]
        if turn.language == body.language:
            text = exchange(body, analyse(turn.understood, turn.language), turn.context)
            if text:
                return text
    return None


def _led_to(turns: Sequence[Turn], at: int) -> Turn:
    """A turn, or the one before it whose answer a fragment (*à quel titre ?*) only asked more of: of another
    country somebody else was the answer."""
    turn = turns[at]
    if at and turn.question != turn.understood and len(turn.question.split()) <= _FRAGMENT:
        before = turns[at - 1]
        who = analyse(before.understood, before.language).kind == "person"
        if who and not before.refused and before.short and before.short in turn.understood:
            return before
    return turn


def _surroundings(question: Question, used: Sequence[Referent]) -> str:
    """Where and when something was that its own words don't tell apart (*the partners*)."""
    for referent in used:
        if referent.around and referent.kind == "thing" and not question.dates and not question.names:
            return referent.around
    return ""


def _named(used: Sequence[Referent], last: Turn) -> bool:
    """Whether what is pointed to is an event that the last question called by its noun, or a thing."""
    return any(r.kind == "thing" or r.kind == "event" and r.head in aligned(last.understood) for r in used)


def _then(question: Question, known: Sequence[Referent]) -> str:
    """*Qui y était ?* after *Quand … à Rome ?*: when that was."""
    answers = [r for r in known if not r.age and not r.rank]
    when = (r for r in answers if r.kind == "date" and r.fact and r.fact.first)
    here = next((r.text for r in when if r.language == question.language), "")
    return "" if question.dates else here
