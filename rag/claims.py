"""An answer's text becomes claims: its sentences, each with the marks that it carries.

Marks may stand before the full stop or after it, alone or together: ``A [1][2]. B. [3] C [1, 4].``
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.sentences import sentences

_ONE = r"\[\s?\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\s?\]"
MARK = re.compile(_ONE)
_GROUP = re.compile(rf"[^\S\n]*(?:{_ONE}[^\S\n]*,?[^\S\n]*)*{_ONE}")
_NUMBER = re.compile(r"(\d+)(?:\s?[–-]\s?(\d+))?")
_STOPPED = re.compile(r"[.!?…؟]+[\s»”\"’)]*\Z")
_CLOSING = '.!?…؟»”"’)'
_QUOTES = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"\n]*\"|‹[^‹›]*›")
_SPACE = re.compile(r"\s*")
_MOST = 20  # marks that a range [1-9] stands for


@dataclass(frozen=True)
class Part:
    """``text[start:end]`` of a claim, with the marks that it is held against."""

    start: int
    end: int
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Claim:
    """A sentence of an answer: ``answer[start:end]``, marks included, and its ``text`` without them.

    ``parts``: what semicolons divide, where each side has marks of its own; else one, the whole.
    """

    start: int
    end: int
    text: str
    marks: tuple[int, ...]
    parts: tuple[Part, ...]

    @property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Where quoted spans stand in ``text``, without their quotation marks."""
        return tuple((m.start() + 1, m.end() - 1) for m in _QUOTES.finditer(self.text))


@dataclass(frozen=True)
class _Group:
    """Marks that stand together: their place in the text without marks, and in the answer."""

    place: int
    start: int
    end: int
    numbers: tuple[int, ...]
    opens: bool  # a line begins with them


def claims(answer: str) -> list[Claim]:
    """The sentences in order; together they cover all of ``answer`` but white space."""
    bare, groups, origin = _without_marks(answer)
    starts = sorted(set(_starts(bare, groups)))
    if not starts:
        return []
    ends = [*starts[1:], len(bare)]
    edges = [_edge(start, groups, origin, len(answer)) for start in starts[1:]]
    found = []
    for start, end, first, last in zip(starts, ends, [0, *edges], [*edges, len(answer)], strict=True):
        own = [g for g in groups if _owner(g, starts) == start]
        text = bare[start:end].rstrip()
        if not re.search(r"\w", text):
            continue
        while first < last and answer[first].isspace():
            first += 1
        while last > first and answer[last - 1].isspace():
            last -= 1
        marks = tuple(dict.fromkeys(n for g in own for n in g.numbers))
        found.append(Claim(first, last, text, marks, tuple(_parts(text, start, own, marks))))
    return found


def _without_marks(answer: str) -> tuple[str, list[_Group], list[int]]:
    """The text without marks, the marks, and where each character of the text came from."""
    kept: list[str] = []
    origin: list[int] = []
    groups: list[_Group] = []
    at = 0
    for found in _GROUP.finditer(answer):
        kept.append(answer[at : found.start()])
        origin += range(at, found.start())
        opens = not answer[: found.start()].rpartition("\n")[2].strip()
        numbers = tuple(n for mark in MARK.findall(found[0]) for n in _numbers(mark))
        groups.append(_Group(len(origin), found.start(), found.end(), numbers, opens))
        at = found.end()
    kept.append(answer[at:])
    origin += range(at, len(answer))
    return "".join(kept), groups, origin


def _numbers(mark: str) -> Iterator[int]:
    for first, last in _NUMBER.findall(mark):
        several = last and 0 <= int(last) - int(first) < _MOST
        yield from range(int(first), int(last) + 1) if several else [int(first)]


def _starts(bare: str, groups: Sequence[_Group]) -> Iterator[int]:
    """Where sentences begin: as in any text, and after marks that stand at the end of one."""
    quoted = [match.span() for match in _QUOTES.finditer(bare)]

    def inside(at: int) -> bool:
        return any(first < at < last for first, last in quoted)

    yield from (start for start, _ in sentences(bare) if not inside(start))
    for group in groups:
        after = group.place
        while after < len(bare) and bare[after] in _CLOSING:
            after += 1
        ended = _STOPPED.search(bare[max(0, group.place - 8) : after])
        space = _SPACE.match(bare, after)
        begins = space.end() if space else after
        if not ended or group.opens or begins >= len(bare) or bare[begins].islower() or inside(begins):
            continue
        if begins > after or bare[begins].isalnum():
            yield begins


def _owner(group: _Group, starts: Sequence[int]) -> int:
    """The start of the sentence that marks belong to: the one before them, or that of the line they open."""
    if group.opens:
        return next((start for start in starts if start >= group.place), starts[-1])
    return next((start for start in reversed(starts) if start < group.place), starts[0])


def _edge(start: int, groups: Sequence[_Group], origin: Sequence[int], length: int) -> int:
    """Where in the answer the sentence begins that starts at ``start`` of the text without marks."""
    at = origin[start] if start < len(origin) else length
    return next((g.start for g in groups if g.opens and g.place <= start and g.end <= at <= g.end + 2), at)


def _parts(text: str, start: int, groups: Sequence[_Group], marks: tuple[int, ...]) -> Iterator[Part]:
    places = [m.start() for m in re.finditer("[;؛]", text)]
    at, own = 0, []
    for cut in [*places, len(text)]:
        mine = tuple(n for g in groups if at < g.place - start <= cut for n in g.numbers)
        if not mine:
            yield Part(0, len(text), marks)
            return
        own.append(Part(at, cut, tuple(dict.fromkeys(mine))))
        at = cut
    yield from own
