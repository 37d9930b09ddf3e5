"""The page's own words, one TOML file a language in ``page/texts/``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("fr", "en")  # the first is shown to a browser that asks for neither


@dataclass(frozen=True)
class Texts:
    """The words of one language: ``texts("sources.heading")``, with plurals and lists beside."""

    language: str
    table: Mapping[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        """The text at ``key`` (``table.name``) with ``values`` filled in."""
        text = self._at(key)
        if not isinstance(text, str):
            raise KeyError(key)
        return text.format(**values)

    def template(self, key: str) -> str:
        """The text at ``key`` with its names left open."""
        return str(self._at(key))

    def count(self, key: str, n: int) -> str:
        """The singular or plural form at ``key``, with ``{n}`` filled in."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=n)

    def all(self, key: str) -> tuple[str, ...]:
        """The list at ``key``."""
        return tuple(self._at(key))

    def language_name(self, code: str) -> str:
        """``fr`` as this language calls it, or the code where it has no name for it."""
        return str(self.table["languages"].get(code, code))

    def _at(self, key: str) -> Any:
        found: Any = self.table
        for name in key.split("."):
            found = found[name]
        return found


@cache
def load(language: str) -> Texts:
    """The texts of ``language``, or of the page's first language where there are none."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    source = files("page") / "texts" / f"{language}.toml"
    return Texts(language, tomllib.loads(source.read_text("utf-8")))


def preferred(accept_language: str | None) -> str:
    """The page's language that a browser's Accept-Language header likes best (RFC 9110, 12.5.4)."""
    best, best_weight = LANGUAGES[0], 0.0
    for item in (accept_language or "").split(","):
        tag, _, parameter = item.partition(";")
        language = tag.strip().split("-")[0].lower()
        try:
            weight = float(parameter.strip().removeprefix("q=")) if parameter.strip() else 1.0
        except ValueError:
            continue
        if language in LANGUAGES and weight > best_weight:
            best, best_weight = language, weight
    return best
