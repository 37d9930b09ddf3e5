"""What a reader of one format hands over, before language and boilerplate are looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Draft:
    """The text of one article and what its file says about it; the fields are those of ``Article``."""

    text: str
    title: str | None = None
    published: str | None = None
    language: str | None = None  # only where the file names it
    publisher: str | None = None
    url: str | None = None
    encoding: str | None = None
    pages: tuple[int, ...] = ()
    masked: tuple[tuple[int, int], ...] = ()
    notices: tuple[str, ...] = ()
    key: str = ""  # tells the articles of one file apart; empty where a file is one article
