"""Evidence becomes an answer with citations, in plain templates, or a refusal.

The frames around a value are neutral, and where the cited sentence speaks of what is planned, expected or
claimed, the sentence itself is quoted, so that an announcement is never told as having happened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

from rag.answer import Answer, Citation, Differing, Reason
from rag.event_dates import inferred_notice
from rag.evidence import Evidence
from rag.mood import hedged
from rag.phrases import listed, phrase, quoted
from rag.question import Question
from rag.values import in_its_words
from rag.weigh import Weighed, weigh
from rag.wording import with_differing

LEAST = 0.65  # a less likely sentence answers nothing
LEAST_AGREEING = 0.25  # … nor confirms a value
MOST_CITED = 6
NEAREST = 3
_LONG = 160  # characters: a quoted sentence up to here is also the short answer


def answer(
    question: Question,
    asked: str,
    evidence: Sequence[Evidence],
    *,
    asked_of: str,
    notices: Sequence[str] = (),
    explain: Mapping[str, Any] | None = None,
) -> Answer:
    """The answer that the likeliest evidence gives, with who else says it; a refusal where none is likely."""
    common = _common(question, asked, asked_of, notices, explain)
    weighed = weigh(question, evidence, least=LEAST, confirming=LEAST_AGREEING)
    if weighed is None:
        return _refusal(question, evidence, common)
    told, agree = _agreeing(weighed)
    marks = len(told)
    differ: list[Differing] = []
    for other in weighed.differ:
        told += other.evidence
        differ.append(Differing(other.short, tuple(range(marks + 1, len(told) + 1))))
        marks = len(told)
    citations = tuple(cited(n, e) for n, e in enumerate(told, 1))
    if question.kind == "date" and weighed.told.value:
        note = inferred_notice(weighed.told.value, question.language)
        common["notices"] = (*common["notices"], *([note] if note else []))
    short, text = _say(question, weighed.told, citations[: sum(map(len, agree))])
    if differ:
        text = with_differing(
            text, question, [(o, d.citations) for o, d in zip(weighed.differ, differ, strict=True)]
        )
    return Answer(text=text, short=short, citations=citations, agree=agree, differ=tuple(differ), **common)


def listing(
    question: Question,
    asked: str,
    told: Sequence[Evidence],
    near: Sequence[Evidence],
    *,
    asked_of: str,
    notices: Sequence[str] = (),
    explain: Mapping[str, Any] | None = None,
) -> Answer:
    """The sentences ``told`` in their order, each quoted with its mark; a refusal where there is none, which
    names those that came ``near``."""
    common = _common(question, asked, asked_of, notices, explain)
    if not told:
        return _refusal(question, near, common)
    citations = tuple(cited(n, e) for n, e in enumerate(told, 1))
    lines = [f"{quoted(_unmarked(_one_line(c.quote)), question.language)} [{c.n}]." for c in citations]
    return Answer(text=" ".join(lines), short=None, citations=citations, **common)


def _common(
    question: Question, asked: str, asked_of: str, notices: Sequence[str], explain: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What answers and refusals have alike."""
    return {
        "answer_id": _id(asked, question.text, asked_of),
        "question": asked,
        "understood": question.text,
        "language": question.language,
        "notices": tuple(notices),
        "explain": dict(explain or {}),
    }


def _refusal(question: Question, evidence: Sequence[Evidence], common: Mapping[str, Any]) -> Answer:
    reason: Reason = "not_answered" if evidence else "nothing_found"
    nearest = tuple(cited(n, e) for n, e in enumerate(evidence[:NEAREST], 1))
    text = phrase(reason, question.language)
    return Answer(text=text, short=None, refused=True, reason=reason, nearest=nearest, **common)


def _agreeing(weighed: Weighed) -> tuple[list[Evidence], tuple[tuple[int, ...], ...]]:
    """At most ``MOST_CITED`` sentences that agree, source by source, and the marks of each source.

    Every source has one before any has another.
    """
    kept = [list(source[:1]) for source in weighed.agree[:MOST_CITED]]
    room = MOST_CITED - len(kept)
    for held, source in zip(kept, weighed.agree, strict=False):
        more = source[1 : 1 + room]
        held += more
        room -= len(more)
    ends = [0, *accumulate(len(source) for source in kept)]
    agree = tuple(tuple(range(a + 1, b + 1)) for a, b in pairwise(ends))
    return [piece for source in kept for piece in source], agree


def _say(question: Question, first: Evidence, citations: Sequence[Citation]) -> tuple[str, str]:
    """The short answer and the whole one, with its marks."""
    marks = "".join(f"[{c.n}]" for c in citations)
    quote = quoted(_unmarked(_one_line(first.quote)), question.language)
    if question.kind == "yes_no" or not first.items:  # a bare *yes* is proved by nothing
        return clause(first.quote), f"{quote} {marks}."
    several = len(first.items) > 1
    value = None if several else first.value
    said = listed(first.said, question.language)
    # A series that is asked for is told whole: what is cut off it would be missing.
    short = value.said if value else said if question.many else clause(said)
    if hedged(first.quote) or question.kind in ("reason", "manner"):
        return short, f"{quote} {marks}."
    told = _unmarked(short)
    if in_its_words(value, short) and not several and first.article.language not in (None, question.language):
        return short, f"{quoted(told, question.language)} {marks}."
    return short, f"{told[:1].upper()}{told[1:]} {marks}."


def clause(sentence: str) -> str:
    """The sentence on one line; of a long one the clauses, from its first, that fit ``_LONG`` characters."""
    line = _one_line(sentence)
    if len(line) <= _LONG:
        return line.rstrip(" .")
    cut = max((m.start() for m in re.finditer(r"[,;:]\s", line) if 60 < m.start() <= _LONG), default=0)
    return line[:cut] if cut else line[: line.rfind(" ", 0, _LONG)] + " …"


def _unmarked(text: str) -> str:
    """A number in brackets, as footnotes have them, would read as a mark of ours: it gets round ones."""
    return re.sub(r"\[(\d+)\]", r"(\1)", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def cited(n: int, evidence: Evidence) -> Citation:
    """The citation of a piece of evidence under the number ``n``."""
    article = evidence.article
    page = sum(start <= evidence.start for start in article.pages) or None
    return Citation(
        n=n,
        article=article.id,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        url=article.url,
        page=page,
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
    )


def _id(asked: str, understood: str, asked_of: str) -> str:
    """The same for the same question to the same library, equally narrowed."""
    return hashlib.sha256(f"{asked_of}\n{asked}\n{understood}".encode(errors="replace")).hexdigest()[:16]
