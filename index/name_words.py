"""The word lists by which names are told from other words (``name_words.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from index.folding import fold_words


class NameWords:
    """Each list as a set of folded words, under its name in the file."""

    def __init__(self, table: Mapping[str, str]) -> None:
        def words(key: str) -> frozenset[str]:
            return frozenset(fold_words(table[key]).split())

        self.common = words("common") | words("function")
        self.function = words("function")
        self.portfolio = words("portfolio")
        self.calendar = words("calendar")
        self.places = words("places")
        self.things = words("things")
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
        self.arabic_given = words("arabic_given")
        self.arabic_ordinary = words("arabic_ordinary") | self.arabic_common | self.calendar
        self._adjectives = words("adjectives")
        self._endings = tuple(words("adjective_endings"))
        self._common_endings = tuple(words("common_endings"))
        self._same_head = {
            word: frozenset(group.split())
            for group in (fold_words(part) for part in table["head_groups"].split("|"))
            for word in group.split()
        }
        # What a token in lower case needs to be worth a closer look.
        self.starters = self.lower_organisations | self.opening

    def is_adjective(self, folded: str) -> bool:
        """Whether a lower-case word may go with an organisation's head: "mondiale", "islamique"."""
        return folded in self._adjectives or len(folded) > 5 and folded.endswith(self._endings)

    def same_heads(self, folded: str) -> frozenset[str]:
        """An organisation's head word and those that mean the same: "coalition", "coalicion"."""
        return self._same_head.get(folded, frozenset((folded,)))

    def looks_common(self, folded: str) -> bool:
        """Whether a word that opens a sentence is more likely an everyday one, its capital aside."""
        return folded in self.common or folded in self.honorifics or folded.endswith(self._common_endings)


@cache
def name_words() -> NameWords:
    """The lists, read once when first asked for."""
    with (files("index") / "name_words.toml").open("rb") as file:
        return NameWords(tomllib.load(file))
