"""The word lists by which names are told from other words (``name_words.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from index.aliases import fold

# The ends of words that a lone capital at the head of a sentence doesn't make a name.
_COMMON_ENDINGS = tuple(
    [
        "ment",
        "ments",
        "mente",
        "tion",
        "tions",
        "cion",
        "ciones",
        "sion",
        "sions",
        "ing",
        "ed",
        "ly",
        "isme",
        "ismo",
        "ism",
        "ismes",
        "ees",
        "ant",
        "ants",
        "ante",
        "ando",
        "iendo",
        "aux",
        "ness",
        "ite",
        "ites",
        "idad",
        "dad",
        "ity",
        "ities",
    ]
)


class NameWords:
    """Each list as a set of folded words, under its name in the file."""

    def __init__(self, table: Mapping[str, str]) -> None:
        def words(key: str) -> frozenset[str]:
            return frozenset(fold(table[key]).split())

        self.common = words("common")
        self.portfolio = words("portfolio")
        self.honorifics = words("honorifics")
        self.arabic_honorifics = words("arabic_honorifics")
        self.organisations = words("organisations")
        self.lower_organisations = words("lower_organisations")
        self.arabic_organisations = words("arabic_organisations")
        self.particles = words("particles")
        self.opening = words("opening")
        self.joins = words("joins")
        self.noun_joins = words("noun_joins")
        self.articles = words("joins_articles")
        self.locatives = words("locatives")
        self.auxiliaries = words("auxiliaries")
        self.qualifiers = words("qualifiers")
        self.given = words("given")
        self.arabic_common = words("arabic_common")
        self._adjectives = words("adjectives")
        self._endings = tuple(words("adjective_endings"))

    def is_adjective(self, folded: str) -> bool:
        """Whether a lower-case word may go with an organisation's head: "mondiale", "islamique"."""
        return folded in self._adjectives or len(folded) > 5 and folded.endswith(self._endings)

    def looks_common(self, folded: str) -> bool:
        """Whether a word that opens a sentence is more likely an everyday one, its capital aside."""
        return folded in self.common or folded in self.honorifics or folded.endswith(_COMMON_ENDINGS)


@cache
def name_words() -> NameWords:
    """The lists, read once when first asked for."""
    with (files("index") / "name_words.toml").open("rb") as file:
        return NameWords(tomllib.load(file))
