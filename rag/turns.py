"""What a conversation keeps of each exchange."""

from __future__ import annotations

from dataclasses import dataclass


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
