"""Pairs become batches of token ids, of alike lengths, a group never parted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from rag.windows import BEGIN, END, HEAD_TOKENS, MOST_TOKENS, PAD, QUESTION_TOKENS
from train.examples import Pair

STEP = 16  # lengths are padded to a multiple of it


@dataclass(frozen=True)
class Encoded:
    """A pair's token ids; its passage begins at ``first``. ``start`` and ``end`` are tokens, 0 for none.

    ``offsets``: where the passage's tokens stand in it, kept only for measuring.
    """

    ids: tuple[int, ...]
    first: int
    start: int
    end: int
    pair: Pair
    offsets: tuple[tuple[int, int], ...] = ()

    def text(self, start: int, end: int) -> str:
        """What the passage has from token ``start`` to ``end``, both in it."""
        at, to = self.offsets[start - self.first][0], self.offsets[end - self.first][1]
        return self.pair.passage[at:to].strip()


@dataclass(frozen=True)
class Batch:
    """What ``losses`` takes: all (pairs, …) tensors on one device."""

    ids: Tensor
    mask: Tensor
    touchable: Tensor
    starts: Tensor
    ends: Tensor
    relevant: Tensor
    answerable: Tensor
    group: Tensor


def head(pair: Pair) -> str:
    """What the reader sees before the passage: the article's title, where the passage hasn't it, and date."""
    title = pair.title if pair.title and pair.title not in pair.passage else None
    return " · ".join(part for part in (title, pair.published) if part)


class PairTokenizer:
    def __init__(self, encoder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(encoder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without begin and end marks."""
        return [len(e.ids) for e in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def encode(
        self, pairs: Sequence[Pair], rng: random.Random, *, measuring: bool = False
    ) -> list[Encoded | None]:
        """None where the answer isn't in the tokens. A window of too long a passage holds the answer."""
        texts = [[pair.question for pair in pairs], [head(p) for p in pairs], [p.passage for p in pairs]]
        questions, heads, passages = (
            self._tokenizer.encode_batch(some, add_special_tokens=False) for some in texts
        )
        return [
            self._join(pair, q.ids[:QUESTION_TOKENS], h.ids[:HEAD_TOKENS], p, rng, measuring)
            for pair, q, h, p in zip(pairs, questions, heads, passages, strict=True)
        ]

    def _join(
        self,
        pair: Pair,
        question: list[int],
        head: list[int],
        passage: Any,
        rng: random.Random,
        measuring: bool,
    ) -> Encoded | None:
        room = MOST_TOKENS - len(question) - len(head) - 4
        ids, offsets = passage.ids, passage.offsets
        start = end = -1
        if pair.start >= 0:
            touched = [i for i, (s, e) in enumerate(offsets) if s < pair.end and e > pair.start and e > s]
            if not touched or touched[-1] - touched[0] >= room:
                return None
            start, end = touched[0], touched[-1]
        low = max(0, end + 1 - room)
        high = max(0, min(len(ids) - room, start if start >= 0 else len(ids)))
        at = rng.randint(min(low, high), high) if len(ids) > room else 0
        first = len(question) + len(head) + 3
        joined = (BEGIN, *question, END, END, *head, *ids[at : at + room], END)
        kept = tuple(offsets[at : at + room]) if measuring else ()
        if start < 0:
            return Encoded(joined, first, 0, 0, pair, kept)
        return Encoded(joined, first, first + start - at, first + end - at, pair, kept)


def batches(
    groups: Sequence[Sequence[Encoded]], tokens: int, rng: random.Random
) -> list[list[Sequence[Encoded]]]:
    """Groups of alike lengths together, at most ``tokens`` padded tokens a batch, in random order."""

    def length(group: Sequence[Encoded]) -> int:
        return -(-max(len(e.ids) for e in group) // STEP) * STEP

    shuffled = list(groups)
    rng.shuffle(shuffled)
    out: list[list[Sequence[Encoded]]] = []
    pairs = 0
    for group in sorted(shuffled, key=length):
        if out and (pairs + len(group)) * length(group) <= tokens:
            out[-1].append(group)
            pairs += len(group)
        else:
            out.append([group])
            pairs = len(group)
    rng.shuffle(out)
    return out


def collate(groups: Sequence[Sequence[Encoded]], device: str) -> Batch:
    some = list(chain.from_iterable(groups))
    length = -(-max(len(e.ids) for e in some) // STEP) * STEP
    ids = torch.full((len(some), length), PAD)
    mask = torch.zeros(len(some), length)
    touchable = torch.zeros(len(some), length, dtype=torch.bool)
    for row, e in enumerate(some):
        ids[row, : len(e.ids)] = torch.tensor(e.ids)
        mask[row, : len(e.ids)] = 1
        touchable[row, e.first : len(e.ids) - 1] = True
        touchable[row, 0] = True
    told = [[-1 if v is None else int(v) for v in (e.pair.relevant, e.pair.answerable)] for e in some]
    numbers = [
        torch.tensor([e.start for e in some]),
        torch.tensor([e.end for e in some]),
        torch.tensor([relevant for relevant, _ in told]),
        torch.tensor([answerable for _, answerable in told]),
        torch.tensor([n for n, group in enumerate(groups) for _ in group]),
    ]
    return Batch(*(t.to(device) for t in (ids, mask, touchable, *numbers)))
