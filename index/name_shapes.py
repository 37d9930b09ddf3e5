"""What the words of a text look like: which open a sentence, go on from the one before, belong to a name."""

from __future__ import annotations

import re
from collections.abc import Container

from index.aliases import Hit, gazetteer, is_shouting
from index.folding import tokenise
from index.name_words import name_words

HYPHENS = frozenset("-‐‑")
_GLUE = re.compile(r"[ \t\xa0\u202f\-‐‑'’ʼ]*\Z")
_WRAP = re.compile(r"[ \t]*\r?\n[ \t]*\Z")
_SENTENCE = re.compile(r"[.!?…؟:;\n•*|—–«“\"¿¡]")
_INITIAL = re.compile(r"\.[ \xa0]?\Z")
_ABBREVIATIONS = frozenset(("m", "mm", "mme", "dr", "mr", "mrs", "ms", "sr", "sra", "st", "pr", "me", "gen"))


class Shapes:
    """One text being read: its tokens, its known forms, and which words it writes with a capital."""

    def __init__(self, text: str, known: Container[str]) -> None:
        self.known = known
        self.words = name_words()
        self.tokens = tokenise(text)
        self.shouting = is_shouting(self.tokens)
        self.hits: dict[int, Hit] = {h.first: h for h in gazetteer().hits(self.tokens, self.shouting)}
        self.inside = {i for h in self.hits.values() for i in range(h.first, h.last)}
        self.opens = [self._opens_sentence(i) for i in range(len(self.tokens))]
        self.capitalised = {
            t.folded for t, opens in zip(self.tokens, self.opens, strict=True) if t.capital and not opens
        }

    def _opens_sentence(self, i: int) -> bool:
        if i == 0:
            return True
        before = self.tokens[i].before
        if before in (" ", "'", "’") or not _SENTENCE.search(before):
            return False
        last = self.tokens[i - 1]
        short = len(last.text) == 1 or "." in last.text or last.folded in _ABBREVIATIONS
        return not (short and last.capital and _INITIAL.match(before))

    def glued(self, i: int) -> bool:
        """Whether a token goes on from the one before. A line's end glues only where the text was wrapped."""
        if not 0 < i < len(self.tokens):
            return False
        before = self.tokens[i].before
        if before == " " or _GLUE.match(before):
            return True
        last = self.tokens[i - 1]
        if _WRAP.match(before):
            return not self.tokens[i].capital or last.folded in self.words.joins and not last.capital
        return last.capital and len(last.text) == 1 and bool(_INITIAL.match(before))

    def named(self, i: int) -> bool:
        """Whether a token looks like part of a name by its case, or is known as one."""
        token, words = self.tokens[i], self.words
        if token.folded in self.known and token.folded not in words.common:
            return True
        if not token.capital or self.shouting:
            return False
        if (
            len(token.text) == 1 and token.text in "NOMKT" and i + 1 < len(self.tokens)
        ):  # « N'Diaye », O'Brien
            after = self.tokens[i + 1]
            if after.before in ("'", "’") and after.capital:
                return True
        if len(token.text) == 1:  # an initial, not « L'Afrique »
            return i + 1 < len(self.tokens) and self.tokens[i + 1].before.startswith(".")
        if token.acronym or token.before in HYPHENS:  # « Saint-Lô »
            return True
        return token.folded not in (words.common if self.opens[i] else words.function)

    def is_title(self, i: int) -> bool:
        folded = self.tokens[i].folded
        return (
            folded in self.words.honorifics or folded in self.words.portfolio
        ) and folded not in self.known
