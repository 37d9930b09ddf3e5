"""Every sentence of an answer is held against what it cites, and struck where that doesn't hold it.

A date, number or name must stand, in normal form, in the cited sentences taken together, or in a cited
article's title or date; where it was found travels along. What is quoted word for word stands as it is. Then
the sentence must not deny, or tell as done or as fact, what is not (``stance.py``), nor exchange two facts
(``exchanges.py``), and must, where a ``Check`` is given, be about what the cited sentences are about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from index.dates import parse_published
from index.errors import UsageError
from rag.answer import Answer
from rag.cited import Cited, Held
from rag.claims import Claim, claims
from rag.cues import guess_language
from rag.evidenced import Examined, examine
from rag.phrases import phrase

Reason = Literal[
    "no_citation",
    "unknown_citation",
    "missing",  # a fact stands nowhere
    "exchanged",
    "negation",
    "modality",  # told as done what is planned, expected or possible
    "attribution",  # told as fact what somebody claims
    "unrelated",
]
# A claim and the sentences it cites, to the probability for each that it is about the same thing.
Check = Callable[[str, Sequence[Cited]], Sequence[float]]

_SENTENCE = 4  # words from which on a sentence has a language
ABOUT = 0.07  # a claim that no cited sentence is likelier to be about is struck

__all__ = ["ABOUT", "Check", "Cited", "Grounding", "Held", "Judged", "ground", "ground_line", "grounded"]


@dataclass(frozen=True)
class Judged:
    """A sentence of an answer, ``answer[start:end]``, and whether what it cites supports it.

    ``missing``: the text of each fact that was not found, or of those that changed places.
    """

    start: int
    end: int
    text: str
    marks: tuple[int, ...]
    supported: bool
    reason: Reason | None
    missing: tuple[str, ...] = ()
    facts: tuple[Held, ...] = ()
    about: float | None = None  # what the check says

    def to_json(self) -> dict[str, Any]:
        """For ``--explain``: with each fact and where it was found."""
        return {
            "text": self.text,
            "supported": self.supported,
            "reason": self.reason,
            "missing": list(self.missing),
            "about": self.about,
            "facts": [{"kind": f.kind, "text": f.text, "where": f.where, "n": f.n} for f in self.facts],
        }


@dataclass(frozen=True)
class Grounding:
    sentences: tuple[Judged, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing is left."""
        return not any(s.supported for s in self.sentences)

    @property
    def text(self) -> str:
        """The sentences that are left."""
        return " ".join(s.text for s in self.sentences if s.supported)

    @property
    def marks(self) -> tuple[int, ...]:
        """The marks of the sentences that are left, each once."""
        return tuple(dict.fromkeys(n for s in self.sentences if s.supported for n in s.marks))


def ground(
    text: str, cited: Sequence[Cited], language: str | None = None, check: Check | None = None
) -> Grounding:
    """Judges every sentence of ``text``, whose marks ``[n]`` refer to ``cited``.

    ``language``: of the text; guessed sentence by sentence where it isn't given.
    """
    numbered = {one.n: one for one in cited}
    return Grounding(tuple(_judge(claim, text, numbered, language, check) for claim in claims(text)))


def _judge(
    claim: Claim, answer: str, numbered: dict[int, Cited], language: str | None, check: Check | None
) -> Judged:
    cited = [numbered[n] for n in claim.marks if n in numbered]
    text = answer[claim.start : claim.end]
    plain = Judged(claim.start, claim.end, text, claim.marks, False, "no_citation")
    if not claim.marks:
        return plain
    if not cited or any(n not in numbered for n in claim.marks):
        return replace(plain, reason="unknown_citation")
    spoken = guess_language(claim.text) or language or _language_of(cited, claim.text)
    found: Examined = examine(claim, spoken, numbered)
    judged = replace(plain, facts=found.facts, reason=None)
    missing = tuple(fact.text for fact in found.facts if fact.where is None)
    if missing:
        return replace(judged, reason="missing", missing=missing)
    if found.exchanged:
        return replace(judged, reason="exchanged", missing=found.exchanged)
    if found.stance:
        return replace(judged, reason=found.stance)
    if found.unrelated:
        return replace(judged, reason="unrelated")
    if check and found.asserts:
        about = max(check(claim.text, cited))
        judged = replace(judged, about=round(about, 4))
        if about < ABOUT:
            return replace(judged, reason="unrelated")
    return replace(judged, supported=True)


def _language_of(cited: Sequence[Cited], text: str) -> str | None:
    """The language of what is cited, for a sentence whose own words leave it open; a value may be in any."""
    spoken = {one.spoken for one in cited}
    return spoken.pop() if len(spoken) == 1 and len(text.split()) >= _SENTENCE else None


def grounded(answer: Answer, check: Check | None = None) -> Answer:
    """The answer without the sentences that what they cite doesn't support; a refusal where none is left.

    ``citations``, ``agree`` and ``differ`` keep what is still marked, under the same numbers. ``explain``
    gets every sentence as it was judged, under "grounding".
    """
    if answer.refused:
        return answer
    cited = [Cited(c.n, c.quote, c.title, c.published) for c in answer.citations]
    found = ground(answer.text, cited, answer.language, check)
    explain = {**answer.explain, "grounding": [sentence.to_json() for sentence in found.sentences]}
    if found.refused:
        return replace(
            answer,
            text=phrase("not_grounded", answer.language),
            short=None,
            citations=(),
            agree=(),
            differ=(),
            refused=True,
            reason="not_grounded",
            nearest=answer.nearest or tuple(replace(c, n=n) for n, c in enumerate(answer.citations, 1)),
            explain=explain,
        )
    kept = set(found.marks)
    agree = (tuple(n for n in marks if n in kept) for marks in answer.agree)
    differ = (replace(d, citations=tuple(n for n in d.citations if n in kept)) for d in answer.differ)
    whole = all(sentence.supported for sentence in found.sentences)
    return replace(
        answer,
        text=answer.text if whole else found.text,
        short=answer.short if _short_held(answer, cited, kept) else None,
        citations=tuple(c for c in answer.citations if c.n in kept),
        agree=tuple(marks for marks in agree if marks),
        differ=tuple(d for d in differ if d.citations),
        explain=explain,
    )


def _short_held(answer: Answer, cited: Sequence[Cited], kept: set[int]) -> bool:
    """Whether the facts of the short answer stand in what the answer still cites."""
    if answer.short is None:
        return True
    marks = "".join(f"[{n}]" for n in sorted(kept))
    judged = ground(f"{answer.short} {marks}", cited, answer.language).sentences
    return all(s.reason not in ("missing", "unknown_citation") for s in judged)


def ground_line(line: dict[str, Any], check: Check | None = None) -> dict[str, Any]:
    """The sentences of the line's ``answer``, judged by its ``citations``. Raises UsageError."""
    answer = line.get("answer")
    if not isinstance(answer, str):
        raise UsageError("The line has no text as its answer.")
    language = line.get("language")
    if not isinstance(language, str | None):
        raise UsageError(f"The line's language is {language!r}: give a text or leave it out.")
    found = ground(answer, [_cited(one) for one in _citations(line)], language, check)
    return {
        "sentences": [
            {"text": s.text, "supported": s.supported, "missing": list(s.missing), "reason": s.reason}
            for s in found.sentences
        ],
        "refused": found.refused,
    }


def _citations(line: dict[str, Any]) -> list[Any]:
    given = line.get("citations")
    if not isinstance(given, list):
        raise UsageError("The line has no list as its citations.")
    numbers = [one.get("n") for one in given if isinstance(one, dict)]
    double = next((n for n in numbers if numbers.count(n) > 1), None)
    if double is not None:
        raise UsageError(f"Two citations of the line have the number {double}: give each its own.")
    return given


def _cited(given: Any) -> Cited:
    if not isinstance(given, dict):
        raise UsageError('A citation of the line is no object: write {"n": 1, "quote": …}.')
    n = given.get("n")
    if isinstance(n, bool) or not isinstance(n, int):
        raise UsageError(f"A citation of the line has {n!r} as its number n: give a whole one.")
    texts = {name: given.get(name) for name in ("quote", "title", "published", "language")}
    for name, value in texts.items():
        if not isinstance(value, str) and (value is not None or name == "quote"):
            raise UsageError(f"The citation {n} of the line has no text as its {name}.")
    published = texts["published"] or None
    if published and parse_published(published) is None:
        raise UsageError(f"The citation {n} has {published!r} as published: give a date like 2022-05-11.")
    return Cited(n, texts["quote"] or "", texts["title"], parse_published(published), texts["language"])
