"""Who somebody is: the office that stands beside a name. *Qui est Ana Costa ?*: *ministre danoise de la Mer*.

A reader of spans looks for a person where *who* is asked and seldom finds this one, that is always told in
the same way: before the name (*the minister Ana Costa*), or set off by a comma on either side of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from index.names import Name, find_names, mentions
from index.sentences import sentence_at, sentences
from rag.deeds import of_another_represented
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

SURE = 0.95  # how likely it answers: what an office set beside a name is, nobody takes for something else
_LATER = 0.01  # … and less the further on it stands: the first time an article says it in full
_NOTHING = 0.1  # of a reading's probability, where the passage has no such office
_AFTER = re.compile(r"\s*(?:\([^)]*\)\s*)?[,،(]\s*")
_SET_OFF = re.compile(r"[,،]\s*(?:(?:(?:le|la|el)\s|l['’])[A-ZÀ-Ý][\w-]+\s*)?\Z")  # *…, le Danois Luc Morel*
_GAP = 12  # words of a title
_WHOSE = re.compile(r"\s(?:(?:de|of|del)\s|d['’])")
_RANK = re.compile(r"general|colonel|marechal|president|commandant|capitaine|lieutenant")  # *de Gaulle*
_AND = re.compile(r"\s(?:et|and|y)\s*\Z")
_CLOSED = re.compile(r"\s*(?:[,،.;:)»”\"]|$|(?:à|qui|who)\b)")
# What stands before an English office: *the Danish foreign minister*.
_BEFORE = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*|foreign|defen[cs]e|finance|interior|deputy|assistant|acting|interim|chief|health|justice"
    r"|trade|energy|culture|education|labou?r|transport|special|general|executive)\s){1,4}\Z"
)
_ARTICLE = re.compile(r"(?:The|A|An|His|Her|Its|But|And|By)\s")
_AS_WHAT = re.compile(
    r"\W*(?:a quel titre|en quelle qualite|en tant que quoi|in what (?:capacity|role)|in which capacity"
    r"|as what|en calidad de que|en que calidad|a titulo de que|ب?اي صفه)\b"
)
_ENDS = re.compile(
    r"[.;:()«»“”\"\n؛]|[,،](?!\s(?:d['’]|de |des |du |of |del |et des |et de |and of ))"
    r"|\s(?=(?:qui|que|who|which|quien|lors|after|before|dont|whose)\b)",
    re.IGNORECASE,
)


def person_asked(question: Question) -> Name | None:
    """The person of whom a question asks nothing but who they are or what office they have."""
    people = [n for n in question.own_names if n.kind in ("person", "other") and not n.demonym]
    if people and _AS_WHAT.match(fold_letters(question.text)):
        return people[0]
    if not people or len(people) < len(question.own_names):
        return None
    first, name = people[0], people[-1]  # in Arabic each of two names is found by itself
    if question.text[first.start : name.end].count(" ") > sum(len(n.text.split()) for n in people) - 1:
        return None
    context = question.text.rfind(question.context) if question.context else len(question.text)
    rest = [w for w in question.words if w.start < context and not first.start <= w.start < name.end]
    words = [part for word in rest for part in re.findall(r"\w+", word.folded)]
    asking, offices = _asking()
    who = any(word in asking for word in words)
    return name if who and all(word in asking or word in offices for word in words) else None


def is_office(word: str) -> bool:
    """Whether a word is one that offices begin with: *ministre*, *secretary*, *portavoz*."""
    found = _office().match(word)
    return found is not None and found.end() == len(word)


def asks_for_office(question: Question) -> bool:
    """Whether a word of the question asks who somebody is or what they do: *poste*, *role*, *cargo*."""
    asking, _ = _asking()
    return any(part in asking for word in question.words for part in re.findall(r"\w+", word.folded))


_TITLES = r"(?:S\. ?E\. ?)?(?:MM?\.|Mmes?|Mlles?|Me|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Sra?\.|H\. ?E\.)\s+"
_TITLED = re.compile(rf"(?<!\w){_TITLES}\Z")  # *le ministre de la Mer, M. Luc Morel*
_NEXT = re.compile(rf",\s*{_TITLES}")


def with_offices(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> tuple[Question, list[Reading]]:
    """Where a question asks who somebody is, the readings are the offices beside their name; a passage
    without one answers little. Another question comes back with its readings as they are."""
    name = person_asked(question)
    if name is None:
        return question, list(readings)
    found = []
    for passage, reading in zip(passages, readings, strict=True):
        place = office_of(name.text, passage.text, passage.language)
        if place is None or of_another_represented(
            question, passage.text[slice(*sentence_at(passage.text, place[0]))]
        ):
            found.append(replace(reading, answerable=_NOTHING * reading.answerable))
            continue
        start, end = place
        likely = SURE - _LATER * min(3, start // 500)
        if _plural().match(fold_letters(passage.text[start:end])):
            likely -= 10 * _LATER  # of several people at once
        found.append(
            replace(
                reading, answerable=likely, start=start, end=end, text=passage.text[start:end], value=None
            )
        )
    return replace(question, kind="other", many=False), found


def office_of(name: str, text: str, language: str | None = None) -> tuple[int, int] | None:
    """Where the office of the person ``name`` stands in ``text``, or None. One that is told in full is before
    one that is told of several people at once."""
    best: tuple[int, int] | None = None
    for start, end in offices_of(name, text, language):
        if not _plural().match(fold_letters(text[start:end])):
            return start, end
        best = best or (start, end)
    return best


def offices_of(name: str, text: str, language: str | None = None) -> Iterator[tuple[int, int]]:
    """Where offices of the person ``name`` stand in ``text``."""
    for begin, end in sentences(text):
        sentence = text[begin:end]
        for found in find_names(sentence):
            if found.demonym or found.kind in ("place", "organisation") or not mentions(name, found.text):
                continue
            titled = _TITLED.search(sentence[: found.start])
            whole = replace(found, start=titled.start()) if titled else found
            for start, stop in (*_following(sentence, whole), *_preceding(sentence, whole)):
                start = _widened(sentence, start) if language == "en" else start
                yield begin + start, begin + stop


def _following(sentence: str, name: Name) -> Iterator[tuple[int, int]]:
    """*Ana Costa, ministre de la Mer,*."""
    gap = _AFTER.match(sentence, name.end)
    if gap is None:
        return
    office = _office().match(sentence, gap.end())
    if office is not None:
        last = _ENDS.search(sentence, office.end())
        end = last.start() if last else len(sentence)
        if not _NEXT.match(sentence, end):  # *M. Luc Morel, la ministre de la Mer, Mme Ana Costa, …*
            yield _trim(sentence, office.start("office"), end)


def _preceding(sentence: str, name: Name) -> Iterator[tuple[int, int]]:
    """*la ministre de la Mer Ana Costa*, *la ministre de la Mer, Ana Costa,*."""
    stop = name.start
    comma = _SET_OFF.search(sentence[:stop])
    if comma and not _CLOSED.match(sentence, name.end):
        return
    end = comma.start() if comma else stop
    opening = max((m.end() for m in _ENDS.finditer(sentence[:end])), default=0)
    offices = [
        m
        for m in _office().finditer(sentence, opening, end)
        if len(sentence[m.start() : end].split()) <= _GAP + 8 * bool(comma)
        and not _verb().search(fold_letters(sentence[m.end() : end]))
        and not any(
            n.kind == "person" and not _owned(sentence, m, n.start) for n in _people(sentence, m.end(), end)
        )
    ]
    if offices and _WHOSE.fullmatch(sentence, offices[-1].end(), end):
        if not _RANK.match(fold_letters(offices[-1]["office"])):
            return  # *l'avocate de Luc Morel* is somebody else
        end = offices[-1].end()  # *le général de Gaulle*
    if offices and (several := _AND.search(sentence[:end])):  # *les ministres Ana Costa et …*
        people = [n for n in _people(sentence, offices[-1].end(), several.start()) if n.kind == "person"]
        end = people[0].start if people else end
    if offices:
        owner = not comma and len(offices) > 1 and not sentence[offices[-1].end() : end].strip()
        free = [m for m in offices if not _of().search(sentence[: m.start("office")])]
        first = offices[-1] if owner and offices[-1] not in free else (*free, offices[0])[0]
        yield _trim(sentence, first.start("office"), end)


def _widened(sentence: str, start: int) -> int:
    """Where an English office begins with what qualifies it."""
    before = _BEFORE.search(sentence[:start])
    if before is None:
        return start
    article = _ARTICLE.match(before[0])
    return before.start() + (article.end() if article else 0)


def _people(sentence: str, start: int, end: int) -> list[Name]:
    return [n for n in find_names(sentence) if start <= n.start and n.end <= end]


def _owned(sentence: str, office: re.Match[str], start: int) -> bool:
    """Whether a name inside a title is that of whom the office belongs to: *du président Lenoir*."""
    return re.search(r"\b(?:du|de|des|of|del)\b|\bd['’]", sentence[office.end() : start]) is not None


def _trim(sentence: str, start: int, end: int) -> tuple[int, int]:
    text = sentence[start:end].rstrip(" \t\r\n,،")
    return start, start + len(text)


@cache
def _table() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = tomllib.loads(
        (files("rag") / "who_is.toml").read_text(encoding="utf-8")
    )
    return known


@cache
def _asking() -> tuple[frozenset[str], frozenset[str]]:
    """Folded words that ask who somebody is, and those that may stand with them."""
    asking = _table()["asking"]
    return frozenset(fold_letters(asking["who"]).split()), frozenset(fold_letters(asking["with"]).split())


@cache
def _office() -> re.Pattern[str]:
    """An article and the first word of an office, whatever its accents."""
    words = "|".join(_accented(word) for word in _table()["offices"]["words"].split())
    return re.compile(
        rf"(?<![\w-])(?:l['’]|le |la |les |the |a |an |el |un |une |son |sa |su |his |her )?"
        rf"(?P<office>(?:(?:ancien(?:ne)?|former|new|nouve(?:au|l|lle)|haut|premi[eè]re?|prime|vice) )?"
        rf"(?:vice-|ex-|co-?|ال|لل)?(?:{words}))(?!\w)",
        re.IGNORECASE,
    )


def _accented(word: str) -> str:
    """A pattern for a word of the table, in which ``*`` stands for any ending."""
    return re.escape(word).replace(r"\*", r"\w*")


@cache
def _plural() -> re.Pattern[str]:
    return re.compile(r"\w+(?:aux|s|es)\b(?<!ss)")


@cache
def _verb() -> re.Pattern[str]:
    """Folded words that no title has: what stands between is a sentence of its own."""
    return re.compile(rf"(?<![\w'])(?:{'|'.join(_table()['offices']['verbs'].split())})(?!\w)")


@cache
def _of() -> re.Pattern[str]:
    return re.compile(r"\b(?:du|des|of the|of|del|de la|de l['’])\s*\Z", re.IGNORECASE)
