"""What the rest of Dossier says in English, errors above all, in the page's language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from page.texts import Texts

_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class _Known:
    """A message with names where values stand, and how each language says it."""

    message: re.Pattern[str]
    sentences: dict[str, str]


def known(message: str) -> bool:
    """Whether the page has words of its own for ``message``."""
    return _found(message) is not None


def said(message: str, texts: Texts, otherwise: str = "failure.other") -> str:
    """``message`` in the page's language; what the page has no words for is given as it stands, and so told.

    ``otherwise`` is the text around such a one; empty for nothing around it.
    """
    found = _found(message)
    if found is None:
        return texts(otherwise, said=message) if otherwise else message
    entry, values = found
    sentence = entry.sentences.get(texts.language)
    if sentence is None:
        return message
    return _NAME.sub(lambda name: _value(name[1], values[name[1]], texts), sentence)


def _value(name: str, value: str, texts: Texts) -> str:
    return said(value, texts, otherwise="") if name in ("why", "kind") else value


def _found(message: str) -> tuple[_Known, dict[str, str]] | None:
    for entry in _table():
        if match := entry.message.fullmatch(message):
            return entry, match.groupdict()
    return None


@cache
def _table() -> tuple[_Known, ...]:
    table = tomllib.loads((files("page") / "texts" / "said.toml").read_text("utf-8"))
    return tuple(
        _Known(_pattern(row.pop("is")), {language: str(text) for language, text in row.items()})
        for row in table["said"]
    )


def _pattern(message: str) -> re.Pattern[str]:
    parts = _NAME.split(message)  # text, name, text, name, … text
    made = [f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)]
    return re.compile("".join(made), re.DOTALL)
