"""What an answer's sentence is held against: a cited sentence with what its article says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from index.dates import date_range, parse_published
from index.facts import Fact, find_facts
from index.names import Name, find_names
from rag.cues import guess_language

Where = Literal["sentence", "title", "date"]


@dataclass(frozen=True)
class Cited:
    """A citation as grounding needs it. ``published``: 2022-05-11, 2022-05 or 2022."""

    n: int
    quote: str
    title: str | None = None
    published: str | None = None
    language: str | None = None

    @cached_property
    def spoken(self) -> str | None:
        """The language of the quote, guessed where it isn't given."""
        return self.language or guess_language(self.quote)

    @cached_property
    def texts(self) -> tuple[tuple[Where, str], ...]:
        """The quote and, where there is one, the title."""
        return (("sentence", self.quote), *((("title", self.title),) if self.title else ()))

    @cached_property
    def facts(self) -> dict[Where, list[Fact]]:
        return {where: find_facts(text, self.spoken, self.published) for where, text in self.texts}

    @cached_property
    def names(self) -> dict[Where, list[Name]]:
        return {where: find_names(text, self.spoken) for where, text in self.texts}

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The first and last day on which the article may have appeared."""
        found = date_range(parse_published(self.published))
        return (_day(found[0]), _day(found[1])) if found else None


def _day(written: int) -> date:
    return date(written // 10000, written // 100 % 100, written % 100)


@dataclass(frozen=True)
class Held:
    """A fact of an answer's sentence (``text[start:end]`` of it without marks) and where it was found.

    ``where`` is None where it was not; ``n`` is the citation's number.
    """

    kind: Literal["date", "number", "name", "quote"]
    start: int
    end: int
    text: str
    where: Where | None = None
    n: int | None = None
