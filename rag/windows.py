"""A question and a passage as the token ids that the reader sees; a long passage as several windows.

``<s> question </s> </s> head passage </s>``: the head is the article's title and date, as the encoder sees
them in search (``index.passages.embedded_text``).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.sentences import sentences

BEGIN, PAD, END = 0, 1, 2  # token ids
MOST_TOKENS = 384  # in a window, all in all
QUESTION_TOKENS = 64
HEAD_TOKENS = 96
LONGEST_WORD = 40  # characters


@dataclass(frozen=True)
class Window:
    """``ids[first:first + len(spans)]`` are tokens of the passage; ``spans`` are their places in its text.

    A token that is only white space has an empty span.
    """

    passage: int
    ids: list[int]
    first: int
    spans: list[tuple[int, int]]


def windows(tokenizer: Any, question: str, passages: Sequence[tuple[str, str]]) -> list[Window]:
    """Every passage, given as (head, text), in order; one without a word has no window.

    ``tokenizer`` is a ``tokenizers.Tokenizer`` that neither pads nor truncates.
    """
    short = tokenizer.encode_batch_fast([question, *(head for head, _ in passages)], add_special_tokens=False)
    asked = [BEGIN, *short[0].ids[:QUESTION_TOKENS], END, END]
    found: list[Window] = []
    texts = tokenizer.encode_batch([text for _, text in passages], add_special_tokens=False)
    for i, ((_, text), tokens) in enumerate(zip(passages, texts, strict=True)):
        before = [*asked, *short[i + 1].ids[:HEAD_TOKENS]]
        ids, spans = tokens.ids, [_bare(text, *offsets) for offsets in tokens.offsets]
        for start, end in _cuts(text, spans, MOST_TOKENS - len(before) - 1):
            if any(a < b for a, b in spans[start:end]):
                found.append(Window(i, [*before, *ids[start:end], END], len(before), spans[start:end]))
    return found


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span grown until neither end stands inside a word or a number."""
    first, last = start, end
    while first > 0 and start - first <= LONGEST_WORD and _joined(text, first):
        first -= 1
    while last < len(text) and last - end <= LONGEST_WORD and _joined(text, last):
        last += 1
    # Chinese or Thai: no word ends where we look for it.
    return first if start - first <= LONGEST_WORD else start, last if last - end <= LONGEST_WORD else end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space: a token's own span takes in the space before it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cuts(text: str, spans: Sequence[tuple[int, int]], room: int) -> list[tuple[int, int]]:
    """Token ranges of at most ``room`` that cover the passage; each begins about half way into the last.

    Where a sentence begins in the quarter before that half, the range begins with it.
    """
    if len(spans) <= room:
        return [(0, len(spans))]
    starts = [start for start, _ in spans]
    openings = [bisect_left(starts, start) for start, _ in sentences(text)]
    cuts = [(0, room)]
    while cuts[-1][1] < len(spans):
        half = cuts[-1][0] + room // 2
        opening = openings[max(0, bisect_left(openings, half + 1) - 1)]
        begin = opening if opening > half - room // 4 else half
        cuts.append((begin, min(begin + room, len(spans))))
    return cuts


def _joined(text: str, at: int) -> bool:
    """Whether ``text[at]`` goes on what stands before it: letters, digits, marks; 3.5, 1,000, 11:30."""
    before, after = text[at - 1], text[at]
    if before in ".,:" and at > 1:
        return after.isdigit() and text[at - 2].isdigit()
    if after in ".,:" and at + 1 < len(text):
        return before.isdigit() and text[at + 1].isdigit()
    return _of_word(after) and _of_word(before)


def _of_word(character: str) -> bool:
    """Letters and digits, and what is written on or between them: marks, joiners, soft hyphens."""
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
