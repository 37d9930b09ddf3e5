"""Whether somebody is a woman or a man, as far as a first name or a title tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.names import Name
from rag.noun_phrases import follow_ups

_WOMAN = re.compile(r"\b(?:Mme|Mrs|Ms|Mlle|Miss|Sra)\.?\s+(?:\w+\s+)?$")


def gender_of(name: Name, text: str, quotes: Sequence[str]) -> str:
    """``f`` or ``m`` by first name, a title in ``text`` or ``quotes``, or an ending; "" where none tells."""
    given, table = name.folded.split()[0], follow_ups()["given"]
    if known_woman(name, text, quotes):
        return "f"
    if " " in name.text and given.endswith("a") and given not in table["m"].split():
        return "f"
    return "m" if " " in name.text and given in table["m"].split() else ""


def known_woman(name: Name, text: str, quotes: Sequence[str]) -> bool:
    """Whether a first name that the table has, or a title, says so."""
    if name.folded.split()[0] in follow_ups()["given"]["f"].split():
        return True
    surname = re.escape(name.text.split()[-1])
    return any(
        _WOMAN.search(source[: found.start()])
        for source in (text, *quotes)
        for found in re.finditer(surname, source)
    )
