"""Evidence becomes an answer with citations, in plain templates, or a refusal.

The frames around a value are neutral, and where the cited sentence speaks of what is planned, expected or
claimed, the sentence itself is quoted, so that an announcement is never told as having happened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from rag.answer import Answer, Citation, Reason
from rag.evidence import Evidence, agreeing, confirmed, precise
from rag.phrases import phrase, quoted
from rag.question import Question, fold

LEAST = 0.54  # a less likely sentence answers nothing
LEAST_AGREEING = 0.25  # … nor confirms a value
MOST_CITED = 6
NEAREST = 3
_LONG = 160  # characters: a quoted sentence up to here is also the short answer

# What marks a sentence as telling of plans, expectations, claims or denials. Where it takes a plain sentence
# for one of these, that is quoted too: nothing false is said. On folded text:
_HEDGED = re.compile(
    r"\b(?:doi(?:t|vent)|(?:va|vont) \w+(?:er|ir|re)|invitee?s?|\w+r(?:ait|aient)"
    r"|attendue?s?|prevue?s?|prevoi(?:t|ent)"
    r"|annonc\w*|selon|d'apres|accus\w*|affirm\w*|dement\w*|presum\w*|pretend\w*|envisag\w*|se prepar\w*"
    r"|s'apprete\w*|refus\w*"
    r"|annul\w*|report(?:ee?s?|er)|n'\w+|ne|jamais|\w*(?:er|ir|ur|nd|vr|rr)(?:a|ont)"
    r"|expect\w*|planned|plans to|scheduled?|announc\w*|alleg\w*|claim\w*|reportedly|according|would|will"
    r"|might|not|never|den(?:y|ies|ied)|cancel\w*|postpon\w*|is to|are to|due to"
    r"|previst[oa]s?|anunci\w*|podria\w*|deberia\w*|preve\w*|espera\w*|segun|no|nunca|aplaz\w*)\b"
    r"|سوف|من المقرر|من المتوقع|اعلن|\bس[يت]\w{3,}|\bلم\b|\bلن\b|\bليس|الغ[يا]|تاجيل"
)
_SPANISH_FUTURE = re.compile(r"\w{2,}r(?:á|án)\b")  # folding would lose it


def hedged(sentence: str) -> bool:
    """Whether a sentence speaks of what is planned, expected, claimed or denied, as far as its words show."""
    return bool(_HEDGED.search(fold(sentence)) or _SPANISH_FUTURE.search(sentence))


def answer(
    question: Question,
    asked: str,
    evidence: Sequence[Evidence],
    *,
    asked_of: str,
    notices: Sequence[str] = (),
    timings_ms: Mapping[str, float] | None = None,
    explain: Mapping[str, Any] | None = None,
) -> Answer:
    """The answer that the likeliest evidence gives, with who else says it; a refusal where none is likely."""
    common: dict[str, Any] = {
        "answer_id": _id(asked, question.text, asked_of),
        "question": asked,
        "understood": question.text,
        "language": question.language,
        "notices": tuple(notices),
        "timings_ms": dict(timings_ms or {}),
        "explain": dict(explain or {}),
    }
    if not evidence or evidence[0].answerable < LEAST:
        reason: Reason = "not_answered" if evidence else "nothing_found"
        nearest = tuple(_citation(n, e) for n, e in enumerate(evidence[:NEAREST], 1))
        return Answer(
            text=phrase(reason, question.language),
            short=None,
            refused=True,
            reason=reason,
            nearest=nearest,
            **common,
        )
    first, *others = agreeing(precise(confirmed(evidence, LEAST, LEAST_AGREEING), LEAST), LEAST_AGREEING)
    if not hedged(first.quote):  # what is only planned elsewhere does not confirm it
        others = [other for other in others if not hedged(other.quote)]
    cited = _ordered([first, *others])[:MOST_CITED]
    citations = tuple(_citation(n, e) for n, e in enumerate(cited, 1))
    short, text = _say(question, cited[0], citations)
    return Answer(text=text, short=short, citations=citations, agree=_independent(citations), **common)


def _independent(citations: Sequence[Citation]) -> tuple[tuple[int, ...], ...]:
    """The marks of each independent source: an article, with those that print the same sentence."""
    groups: list[tuple[set[str], list[int]]] = []
    for citation in citations:
        keys = {citation.article, fold(_one_line(citation.quote))}
        group = next((g for g in groups if g[0] & keys), None)
        if group is None:
            groups.append((keys, [citation.n]))
        else:
            group[0].update(keys)
            group[1].append(citation.n)
    return tuple(tuple(marks) for _, marks in groups)


def _say(question: Question, first: Evidence, citations: Sequence[Citation]) -> tuple[str, str]:
    """The short answer and the whole one, with its marks."""
    marks = "".join(f"[{c.n}]" for c in citations)
    quote = quoted(_unmarked(_one_line(first.quote)), question.language)
    if question.kind == "yes_no" or not first.items:  # a bare *yes* is proved by nothing
        return clause(first.quote), f"{quote} {marks}."
    several = len(first.items) > 1
    value = None if several else first.value
    short = value.said if value else clause(", ".join(first.said))
    if hedged(first.quote) or question.kind in ("reason", "manner"):
        return short, f"{quote} {marks}."
    as_written = value is None or (value.kind != "person" and short == value.text)
    told = _unmarked(short)
    if as_written and first.article.language not in (None, question.language):
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


def _ordered(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Likeliest article first, and within an article in reading order after its likeliest sentence."""
    first: dict[str, int] = {}
    for place, piece in enumerate(evidence):
        first.setdefault(piece.article.id, place)
    return sorted(evidence, key=lambda e: first[e.article.id])


def _citation(n: int, evidence: Evidence) -> Citation:
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
