"""The words around an answer, by language, from ``prompts/answers.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("prompts") / "answers.toml").read_text(encoding="utf-8"))


def phrase(name: str, language: str, **values: object) -> str:
    """The phrase ``name`` in ``language`` (English where it is none of ours), with ``values`` filled in."""
    table = _table()
    return table.get(language, table["en"])[name].format(**values)


def quoted(text: str, language: str) -> str:
    """``text`` in the quotation marks of ``language``."""
    return f"{phrase('quote_open', language)}{text}{phrase('quote_close', language)}"


def listed(items: Sequence[str], language: str) -> str:
    """*Bruxelles, Rome et Marrakech*, as the language has it."""
    from babel.lists import format_list

    return items[0] if len(items) == 1 else format_list(items, locale=language)
