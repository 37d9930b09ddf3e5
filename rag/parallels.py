"""Clauses side by side, each of another: *L'Espagne a envoyé la frégate A, la France le patrouilleur B et le
Portugal le patrouilleur C*. Asked of France, the answer stands in its own clause.

A reader goes by the verb, which only the first of them has, and takes what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.facts import find_facts
from index.names import Name, find_names, mentions
from index.sentences import sentence_at
from rag.office_holder import LIKELY
from rag.placed import placed
from rag.question import Question, fold_letters
from rag.reader import Context, Reading

NOT_OF_IT = 0.1  # of a reading's probability, where it stands in the clause of another
_DETERMINER = r"(?:(?:le|la|les|the|el|los|las)\s+|l['’])"
_OPENS = re.compile(  # what stands before the name that a clause is of
    r"(?:^\W*|[,;]\s+|[,;]?\s(?:et|and|y|e|tandis que|tandis qu['’]|alors que|while|whereas|mientras que)\s*)"
    rf"(?:(?:et|and|y)\s+)?{_DETERMINER}?\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s+(?!(?:et|and|y|e|ou|or|o)\b)[^\s,.;:!?)»”]")
# … and after it, where its verb is left out.
_NO_VERB = re.compile(
    r"\s+(?:(?:par|by|por)\s|(?:(?:avec|with|con|en|in|at|pour|for|à)\s+)?"
    r"(?:(?:les?|la|une?|des|son|sa|ses|leurs?|the|his|her|its|their|el|los|las|sus?|plus de|quelque"
    r"|environ|about|unos|unas)\s|[ld]['’]|\d))",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(r"\s+(?:[^\W\d_]+-)*(?P<word>[^\W\d_]+)")
_LINK = re.compile(
    r"\s*(?:(?:par|by|por|avec|with|con|pour|for)\s+)?(?:(?:son|sa|ses|leurs?|his|her|its|their|sus?)\s+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s,;]*(?:\b(?:et|and|y|tandis que?|alors que?|while|mientras que)[\s,]*)*\Z")
_SENT = re.compile(r"represent|\bdeleg|\benvoy|\bdepech|\bsent\b|\bsends?\b|\benvi[oa]|مثل|اوفد|ارسل|انتدب")


@dataclass(frozen=True)
class Clause:
    """``start`` to ``end`` in its sentence; ``head``: the name that it is of, None before the first."""

    start: int
    end: int
    head: Name | None
    elliptic: bool = False


def clauses(sentence: str, language: str | None = None) -> list[Clause]:
    """The clauses of a sentence that are each of a name, and what comes before them; one alone is no series,
    and gives none."""
    heads = [
        (name, opened.start())
        for name in find_names(sentence, language)
        if not name.demonym
        and (opened := _OPENS.search(sentence[: name.start]))
        and _GOES_ON.match(sentence, name.end)
    ]
    starts = [start for _, start in heads] + [len(sentence)]
    found = [
        Clause(head.start, end, head, _elliptic(sentence, head.end, language))
        for (head, _), end in zip(heads, starts[1:], strict=True)
    ]
    if len(found) > 1 and len(sentence[: starts[0]].split()) > 3:
        found.insert(0, Clause(0, starts[0], None))
    return found if len(found) > 1 else []


def with_parallels(
    question: Question, passages: Sequence[Context], readings: Sequence[Reading]
) -> list[Reading]:
    """A reading in the clause of another than the one asked about becomes what stands in its place in the
    right one, or is hardly likely where nothing does."""
    if not question.own_names:
        return list(readings)
    return [
        _of_its_own(question, passage, reading) for passage, reading in zip(passages, readings, strict=True)
    ]


def _of_its_own(question: Question, passage: Context, reading: Reading) -> Reading:
    begin, end = sentence_at(passage.text, reading.start)
    sentence = passage.text[begin:end]
    series = clauses(sentence, passage.language)
    span = reading.start - begin, reading.end - begin
    asked = [c for c in series if c.head and any(mentions(n.text, c.head.text) for n in question.own_names)]
    if len(asked) != 1:
        return reading
    [own] = asked
    if own.start <= span[0] < own.end:
        beyond = span[1] > own.end and question.kind in ("date", "number", "other")
        return placed(question, passage, reading, reading.start, begin + own.end) if beyond else reading
    if any(c.head and c.head.start < span[1] and span[0] < c.head.end for c in series):
        return reading
    other = next((c for c in series if c.start <= span[0] < c.end), None)
    omitted = own.elliptic or other is not None and other.elliptic
    if not (omitted or question.kind == "person" and _sends(question, sentence)):
        return reading
    place = _in_place(question, passage, sentence, own)
    if place is None:
        return replace(reading, answerable=NOT_OF_IT * reading.answerable)
    found = placed(question, passage, reading, begin + place[0], begin + place[1])
    return replace(found, answerable=max(found.answerable, LIKELY)) if _sends(question, sentence) else found


def _in_place(question: Question, passage: Context, sentence: str, own: Clause) -> tuple[int, int] | None:
    """Where what is asked for stands in a clause."""
    assert own.head is not None
    text = sentence[own.head.end : own.end]
    if question.kind in ("person", "place"):
        names = find_names(sentence, passage.language)
        inside = [n for n in names if own.head.end < n.start and n.end <= own.end and not n.demonym]
        of_kind = [n for kind in (question.kind, "other") for n in inside if n.kind == kind]
        return (of_kind[0].start, of_kind[0].end) if of_kind else None
    if question.kind in ("date", "number"):
        for fact in find_facts(text, passage.language, passage.published):
            if fact.kind == question.kind:
                return own.head.end + fact.start, own.head.end + fact.end
        return None
    if question.kind != "other" or not own.elliptic:
        return None
    link, tail = _LINK.match(text), _TAIL.search(text)
    start = link.end() if link else 0
    stop = re.search(r"[.!?»”]*\s*\Z", text[: tail.start() if tail else len(text)])
    end = stop.start() if stop else len(text)
    comma = re.search(r"[,;(]\s", text[start:end])
    end = start + comma.start() if comma else end
    return (own.head.end + start, own.head.end + end) if text[start:end].strip() else None


def _elliptic(sentence: str, at: int, language: str | None) -> bool:
    if _NO_VERB.match(sentence, at):
        return True
    word = _NUMBER_WORD.match(sentence, at)
    facts = find_facts(sentence[at:], language) if word else []
    return any(f.kind == "number" and not sentence[at : at + f.start].strip() for f in facts)


def _sends(question: Question, sentence: str) -> bool:
    """Whether who was sent is asked, and the sentence tells it."""
    asked = _SENT.search(fold_letters(question.text))
    return asked is not None and _SENT.search(fold_letters(sentence)) is not None
