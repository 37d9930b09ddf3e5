"""A text becomes paragraphs and whole sentences, as offsets into the unaltered text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_END = re.compile(r"[.!?…]+[»”\"]?\s*(?=[A-ZÀ-Ý«“\"]|$)|(?<=\n)(?=[A-ZÀ-Ý])")


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs: what blank lines separate, stripped of outer white space."""
    cuts = [0, *(m.end() for m in _BLANK.finditer(text)), len(text)]
    spans = (_strip(text, a, b) for a, b in zip(cuts, cuts[1:], strict=False))
    return [(a, b) for a, b in spans if a < b]


def sentences(text: str, masked: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Offsets of the sentences, in order, without overlap or outer white space; ``masked`` is left out."""
    out = []
    for begin, stop in paragraphs(text):
        holes = [(max(a, begin), min(b, stop)) for a, b in masked if a < stop and b > begin]
        edges = [begin, *(edge for hole in holes for edge in hole), stop]
        for a, b in zip(edges[::2], edges[1::2], strict=True):
            cuts = [a, *(a + m.end() for m in _END.finditer(text[a:b])), b]
            spans = (_strip(text, x, y) for x, y in zip(cuts, cuts[1:], strict=False))
            out += [(x, y) for x, y in spans if x < y]
    return out
