"""The trained reader's model: one pass over a question and a passage together.

The encoder of search with its upper layers tuned, and four linear outputs a token: where the answer starts
and ends, and, on the first token, how relevant the passage is and whether it answers.

Windows run in batches, one batch on each core. Every batch is padded to a multiple of 16 tokens: the matrix
units of a processor with bfloat16 take 16 rows at a time, and with any other length a logit moves by as much
as 0.1 with the padding. So padded, it doesn't move by a bit, whatever else is in the batch.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.engine import load_tokenizer
from index.graph import Builder, Precision, chosen_precision, compiling, openvino
from index.sentences import sentences
from rag.quantized import QuantizedBuilder, reading_precision
from rag.reader_weights import Logistic, load_weights
from rag.windows import PAD, Window, whole_words, windows

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.float32]

START, END, RELEVANCE, ANSWERABLE = range(4)  # rows of the heads
SPAN_TOKENS = 40  # an answer's, at most
SPANS = 5  # kept of each passage
LENGTH = 0.2  # off a span's score, by the logarithm of its tokens; +.01 F1 with it and the ends of sentences
MULTIPLE = 16  # tokens
BATCH_TOKENS = 768  # padded, at most (but at least one window); larger ones leave a core's cache
MOST_STREAMS = 8  # batches at a time
_NEVER = -1e9


@dataclass(frozen=True)
class Scored:
    """What the model says of a passage. ``relevance`` and ``answerable`` are probabilities.

    ``logits`` are the raw numbers behind them: ``relevance``, ``answerable``, and ``span``, the best span's
    score less that of no answer. ``spans``: the best that don't overlap, as (start, end, score less that of
    no answer), the best first. Offsets are code points of the passage's text.
    """

    relevance: float
    answerable: float
    start: int
    end: int
    logits: dict[str, float] = field(default_factory=dict)
    spans: tuple[tuple[int, int, float], ...] = ()


NOTHING = Scored(0.0, 0.0, 0, 0)  # of a passage without a word


class CrossEncoder:
    """Loads in about a second, half of which goes on beside until it is first asked. Calls from several
    threads take turns. Raises ReaderError.

    ``encoder_folder`` is what ``index.weights.unpack`` made, ``weights`` the reader's file and ``sha256`` the
    sum that it must have (None: any). ``tokenizer``: the encoder's, where it is loaded already.
    """

    def __init__(
        self,
        encoder_folder: Path,
        weights: Path,
        precision: Precision = "auto",
        *,
        sha256: str | None = None,
        tokenizer: Any = None,
    ) -> None:
        loaded = load_weights(weights, encoder_folder, sha256)
        config = json.loads((encoder_folder / "config.json").read_text(encoding="utf-8"))
        self._epsilon: float = config["layer_norm_eps"]
        self._heads, self._bias = loaded.heads.T.copy(), loaded.bias
        self._calibration = (loaded.relevance, loaded.answerable)
        self._embeddings = {n: t for n, t in loaded.tensors.items() if n.startswith("embeddings.")}
        self._positions = (
            loaded.tensors["embeddings.position_embeddings.weight"]
            + loaded.tensors["embeddings.token_type_embeddings.weight"][0]
        )
        self._streams = min(MOST_STREAMS, _cores())
        whole = bool(loaded.reaches) and reading_precision(precision) == "int8"
        builder = (
            QuantizedBuilder(loaded.tensors, config, loaded.reaches)
            if whole
            else Builder(loaded.tensors, config)
        )
        graph = _graph(builder, config["hidden_size"])
        rest = chosen_precision(precision)
        self.precision = "int8" if whole else rest
        self._compiled = compiling(graph, rest, NUM_STREAMS=self._streams)
        self._turn = threading.Lock()
        self._tokenizer = tokenizer or load_tokenizer(encoder_folder)

    def score(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Scored]:
        """Each passage, given as (head, text), in order. A head is a title and a date, or empty.

        A long passage is read in windows: what is said of it is what the window says that most likely holds
        the answer, and its relevance is that of the most relevant one.
        """
        found = windows(self._tokenizer, question, passages)
        best = [NOTHING] * len(passages)
        for window, scores in zip(found, self._run(found), strict=True):
            i = window.passage
            scored = self._judge(window, scores, passages[i][1])
            relevance = max(scored.relevance, best[i].relevance)
            chosen = scored if scored.answerable > best[i].answerable else best[i]
            best[i] = Scored(
                relevance, chosen.answerable, chosen.start, chosen.end, chosen.logits, chosen.spans
            )
        return best

    @cached_property
    def _queue(self) -> Any:
        return openvino().AsyncInferQueue(self._compiled.result(), self._streams)

    def _run(self, found: Sequence[Window]) -> list[Array]:
        """Of each window (tokens, 4) float32."""
        import numpy as np

        states: list[Any] = [None] * len(found)

        def keep(request: Any, batch: list[int]) -> None:
            for row, i in zip(request.get_output_tensor(0).data, batch, strict=True):
                states[i] = row[: len(found[i].ids)].astype(np.float32)

        lengths = [-(-len(window.ids) // MULTIPLE) * MULTIPLE for window in found]
        with self._turn:
            self._queue.set_callback(keep)
            for batch in even_batches(lengths, self._streams):
                inputs = self.inputs([found[i].ids for i in batch], lengths[batch[0]])
                self._queue.start_async(dict(enumerate(inputs)), batch)
            self._queue.wait_all()
        # The heads stay in float32: in bfloat16 a logit of 8 would be one of 16 steps between 8 and 9.
        return [state @ self._heads + self._bias for state in states]

    def inputs(self, ids: Sequence[Sequence[int]], length: int) -> tuple[Array, Array]:
        """(batch, length, hidden) embeddings and (batch, length) mask. Looked up in the file on disk."""
        import numpy as np

        padded = np.full((len(ids), length), PAD)
        mask = np.zeros((len(ids), length), np.float32)
        for row, known in enumerate(ids):
            padded[row, : len(known)] = known
            mask[row, : len(known)] = 1
        x = self._embeddings["embeddings.word_embeddings.weight"][padded]
        x += self._positions[:length]
        x -= x.mean(axis=-1, keepdims=True)
        x /= np.sqrt(np.einsum("blh,blh->bl", x, x)[..., None] / x.shape[-1] + self._epsilon)
        x *= self._embeddings["embeddings.LayerNorm.weight"]
        x += self._embeddings["embeddings.LayerNorm.bias"]
        return x, mask

    def _judge(self, window: Window, scores: Array, text: str) -> Scored:
        null = float(scores[0, START] + scores[0, END])
        last = window.first + len(window.spans)
        own = scores[window.first : last]
        found = best_spans(own, window.spans, [end for _, end in sentences(text)])
        likeliest = float(own[found[0][0], START] + own[found[0][1], END])
        spans: list[tuple[int, int, float]] = []
        for i, j, score in found:
            start, end = whole_words(text, window.spans[i][0], window.spans[j][1])
            if all(end <= a or start >= b for a, b, _ in spans):
                spans.append((start, end, score - null))
        logits = {
            "relevance": float(scores[0, RELEVANCE]),
            "answerable": float(scores[0, ANSWERABLE]),
            "span": likeliest - null,
        }
        relevance, answerable = (_probability(one, logits) for one in self._calibration)
        return Scored(relevance, answerable, spans[0][0], spans[0][1], logits, tuple(spans))


def best_spans(
    scores: Array, places: Sequence[tuple[int, int]], ends: Sequence[int]
) -> list[tuple[int, int, float]]:
    """The best spans that share no token, as (first token, last token, score), the best first.

    ``scores`` (tokens, 2 or more): of starting and of ending an answer. ``places``: each token's, in the
    text; a span neither starts nor ends with an empty one. There is at least one that isn't. ``ends``: where
    the text's sentences end, in order; a span lies in one. A longer one must score higher.
    """
    import numpy as np

    count = len(places)
    blank = np.array([start >= end for start, end in places])
    starts = np.where(blank, _NEVER, scores[:, START])
    stops = np.full(count + SPAN_TOKENS - 1, _NEVER, np.float32)
    stops[:count] = np.where(blank, _NEVER, scores[:, END])
    # [i, k] is the span from token i to token i + k
    sums = starts[:, None] + np.lib.stride_tricks.sliding_window_view(stops, SPAN_TOKENS)
    sums -= LENGTH * np.log1p(np.arange(SPAN_TOKENS, dtype=np.float32))
    sentence = np.full(count + SPAN_TOKENS - 1, len(ends))
    sentence[:count] = np.searchsorted(np.array(ends), [start for start, _ in places], side="right")
    sums[np.lib.stride_tricks.sliding_window_view(sentence, SPAN_TOKENS) != sentence[:count, None]] = _NEVER
    lasts = np.arange(count)[:, None] + np.arange(SPAN_TOKENS)
    found: list[tuple[int, int, float]] = []
    for _ in range(SPANS):
        i, k = divmod(int(sums.argmax()), SPAN_TOKENS)
        if sums[i, k] <= _NEVER / 2:
            break
        found.append((i, i + k, float(sums[i, k])))
        sums[i : i + k + 1] = _NEVER
        before = slice(max(0, i - SPAN_TOKENS + 1), i)
        sums[before][lasts[before] >= i] = _NEVER
    return found


def even_batches(lengths: Sequence[int], streams: int) -> list[list[int]]:
    """Indices in batches of alike lengths, the longest first, so that ``streams`` end at about the same time.

    In the order of their lengths they are cut where the largest batch, padded, comes out smallest.
    """
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    rounds = -(-sum(lengths) // (BATCH_TOKENS * streams))

    def cut(most: int) -> list[list[int]]:
        batches: list[list[int]] = []
        for i in order:
            if batches and lengths[batches[-1][0]] * (len(batches[-1]) + 1) <= most:
                batches[-1].append(i)
            else:
                batches.append([i])
        return batches

    low, high = 1, BATCH_TOKENS
    while low < high:
        middle = (low + high) // 2
        if len(cut(middle)) <= rounds * streams:
            high = middle
        else:
            low = middle + 1
    return cut(low)


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _graph(made: Builder, hidden: int) -> Any:
    """An ``openvino.Model``: (batch, length, hidden) embeddings and (batch, length) mask in, states out."""
    import numpy as np

    x = made.op.parameter([-1, -1, hidden], np.float32, name="embeddings")
    mask = made.op.parameter([-1, -1], np.float32, name="mask")
    return openvino().Model([made.layers(x, mask)], [x, mask], "reader")


def _probability(weights: Logistic, features: dict[str, float]) -> float:
    logit = sum(weight * (1.0 if name == "bias" else features[name]) for name, weight in weights.items())
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0
