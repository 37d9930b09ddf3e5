"""What a conversation keeps of each exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Turn:
    """One exchange: the question as asked and as understood, and what came of it.

    ``quotes`` are the cited sentences. ``context`` is the part of ``understood`` that was only added as the
    place and time that the conversation was at: the question didn't point to it.
    """

    question: str
    understood: str
    language: str
    short: str | None
    articles: tuple[str, ...]
    refused: bool
    quotes: tuple[str, ...] = ()
    context: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Turn:
        """The turn that ``to_json`` wrote. Raises KeyError where a field is missing."""
        return cls(
            row["question"],
            row["understood"],
            row["language"],
            row["short"],
            tuple(row["articles"]),
            row["refused"],
            tuple(row["quotes"]),
            row["context"],
        )
