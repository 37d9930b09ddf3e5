"""What a question gets back: an ``Answer`` with its ``Citation``s, or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

Reason = Literal["nothing_found", "not_answered", "not_grounded"]


@dataclass(frozen=True)
class Citation:
    """One cited sentence: ``article_text[start:end] == quote``, in code points of the decoded file."""

    n: int
    article: str
    title: str | None
    published: str | None  # as the article gives it: 2022-05-11, 2022-05 or 2022
    publisher: str | None
    url: str | None
    page: int | None  # of a PDF, from 1
    start: int
    end: int
    quote: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Citation:
        """The citation that ``to_json`` wrote. Raises KeyError where a field is missing."""
        return cls(**{part.name: row[part.name] for part in fields(cls)})


@dataclass(frozen=True)
class Differing:
    """Another value that articles give for the same question, with the marks that say it."""

    short: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """An answer whose every sentence carries its marks, or a refusal (``refused``, ``reason``).

    ``text`` has ``[n]`` marks that refer to ``citations``; ``short`` is the value and no more.
    ``agree`` holds one tuple of marks per independent source that says ``short``.
    ``nearest`` is filled on refusals only: the sentences that came closest, numbered from 1.
    """

    answer_id: str
    question: str
    understood: str
    language: str
    text: str
    short: str | None
    citations: tuple[Citation, ...] = ()
    agree: tuple[tuple[int, ...], ...] = ()
    differ: tuple[Differing, ...] = ()
    refused: bool = False
    reason: Reason | None = None
    nearest: tuple[Citation, ...] = ()
    notices: tuple[str, ...] = ()
    written_by: str = "reader"
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    explain: Mapping[str, Any] = field(default_factory=dict)  # how it came about; for people

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object (DESIGN: the contract with the outside), without an ``id``."""
        out: dict[str, Any] = {
            "answer_id": self.answer_id,
            "question": self.question,
            "understood": self.understood,
            "language": self.language,
            "refused": self.refused,
            "reason": self.reason,
            "written_by": self.written_by,
            "answer": self.text,
            "short": self.short,
            "citations": [c.to_json() for c in self.citations],
            "agree": [list(marks) for marks in self.agree],
            "differ": [{"short": d.short, "citations": list(d.citations)} for d in self.differ],
            "notices": list(self.notices),
            "timings_ms": {k: round(v, 1) for k, v in self.timings_ms.items()},
        }
        if self.refused:
            out["nearest"] = [c.to_json() for c in self.nearest]
        return out

    def to_kept(self) -> dict[str, Any]:
        """``to_json`` with nothing rounded and ``explain`` beside it: ``from_json`` gives the same answer."""
        return {**self.to_json(), "timings_ms": dict(self.timings_ms), "explain": dict(self.explain)}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Answer:
        """The answer that ``to_json`` or ``to_kept`` wrote. Raises KeyError where a field is missing."""
        return cls(
            answer_id=row["answer_id"],
            question=row["question"],
            understood=row["understood"],
            language=row["language"],
            text=row["answer"],
            short=row["short"],
            citations=tuple(Citation.from_json(c) for c in row["citations"]),
            agree=tuple(tuple(marks) for marks in row["agree"]),
            differ=tuple(Differing(d["short"], tuple(d["citations"])) for d in row["differ"]),
            refused=row["refused"],
            reason=row["reason"],
            nearest=tuple(Citation.from_json(c) for c in row.get("nearest", ())),
            notices=tuple(row["notices"]),
            written_by=row["written_by"],
            timings_ms=row["timings_ms"],
            explain=row.get("explain", {}),
        )
