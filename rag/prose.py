"""What a language model writes, piece by piece, becomes sentences with their marks, each as soon as it ends.

The ornaments that models put around sentences (headings, bullets, thoughts, *Answer:*) go; the words stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.claims import claims
from rag.prompt import NOTHING

LONGEST = 2_500  # characters of prose that are read at most
_UNENDED = 700  # characters without an end are no sentence of ours

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_THOUGHT_ENDS = re.compile(r"</think(?:ing)?>")
_OPEN_MARK = re.compile(r"[\[【][^\]】\n]{0,24}\Z")
_MARK = re.compile(
    r"[\[【]\s*(?:(?:sentence|source|article|phrase|frase|fuente|extrait|citation|n[°o.]?|الجملة|جملة)\s*)?"
    r"(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*[\]】]",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"\A(?:[-*•–—]\s+|#{1,6}\s+|\d{1,2}[.)]\s+|>\s+)+")
_LABEL = re.compile(
    r"\A\W{0,4}(?:the )?(?:r[ée]ponse|answer|respuesta|الإجابة|الجواب"
    r"|synth[èe]se|summary|resumen|r[ée]sum[ée]|ملخص)"
    r"(?: (?:in|en) \w+)?\W{0,4}:\W{0,3}\s*",
    re.IGNORECASE,
)
_STRONG = re.compile(r"\*\*|__|`+")


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks and without the stop at its end, and the numbers that it gave."""

    text: str
    marks: tuple[int, ...]
    stop: str = "."

    @property
    def says_nothing(self) -> bool:
        """Whether it is the word for evidence that doesn't answer."""
        return self.text.strip(" .!").casefold() == NOTHING.casefold()


def sentences(pieces: Iterator[str], most: int) -> Iterator[Sentence]:
    """The sentences, at most ``most``, each when its end has come. What ``pieces`` raises goes through, and
    what it broke off is no sentence."""
    held, read, given = "", 0, 0
    for piece in pieces:
        held += piece
        read += len(piece)
        ended, held = _ended(held)
        for sentence in ended:
            yield sentence
            given += 1
            if given >= most:
                return
        if read > LONGEST or len(held) > _UNENDED and not held.lstrip().startswith("<think"):
            return
    for sentence in _sentences(held)[: most - given]:
        yield sentence


def _ended(held: str) -> tuple[list[Sentence], str]:
    """The sentences that have ended, and the rest."""
    if held.lstrip().startswith("<think") and not _THOUGHT_ENDS.search(held):
        return [], held
    held = _THOUGHT.sub("", held)
    lines, newline, rest = held.rpartition("\n")
    found = [s for line in lines.split("\n") for s in _sentences(line)] if newline else []
    if _OPEN_MARK.search(rest):
        return found, rest
    rest = _MARK.sub(r"[\1]", rest)
    told = claims(rest)
    while len(told) > 1 and not _quoting(rest[: told[1].start]):
        found += _sentences(rest[: told[1].start])
        rest = rest[told[1].start :]
        told = claims(rest)
    return found, rest


def _quoting(text: str) -> bool:
    """Whether a quotation is still open at the end of the text."""
    pairs = (("«", "»"), ("“", "”"))
    return any(text.count(a) > text.count(b) for a, b in pairs) or text.count('"') % 2 == 1


def _sentences(text: str) -> list[Sentence]:
    """The sentences of a text that has ended."""
    text = _STRONG.sub("", _MARK.sub(r"[\1]", _THOUGHT.sub("", text)))
    text = _LABEL.sub("", _ORNAMENT.sub("", text.strip()))
    found = []
    for claim in claims(text):
        told = " ".join(_ORNAMENT.sub("", claim.text.strip()).split())
        told = re.sub(r" (?=[,.])", "", told)
        body = told.rstrip(" .;,")
        stop = "" if body[-1:] in ("!", "?", "…", "؟") else "."
        if re.search(r"\w", body):
            found.append(Sentence(body, claim.marks, stop))
    return found
