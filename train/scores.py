"""How well a model in training reads: spans on the right passage, and how far right and wrong stand apart."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from eval.measures import exact_match, token_f1
from rag.cross_encoder import SPAN_TOKENS
from train.batches import Encoded, collate
from train.model import ANSWERABLE, END, RELEVANCE, START, ReaderModel

CHECK_TOKENS = 8192


def read(model: ReaderModel, encoded: Sequence[Encoded], device: str) -> list[tuple[int, int, float, float]]:
    """Of each pair the likeliest span (tokens, both ends in it), relevance and answerability (logits)."""
    out: list[tuple[int, int, float, float]] = [(0, 0, 0.0, 0.0)] * len(encoded)
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    while order:
        size = max(1, CHECK_TOKENS // (len(encoded[order[-1]].ids) + 16))
        some, order = order[-size:], order[:-size]
        batch = collate([[encoded[i]] for i in some], device)
        with torch.no_grad():
            scores = model(batch.ids, batch.mask.to(next(model.parameters()).dtype)).cpu()
        touchable = batch.touchable.cpu().clone()
        touchable[:, 0] = False
        starts = scores[..., START].masked_fill(~touchable, -1e4)
        ends = scores[..., END].masked_fill(~touchable, -1e4)
        spans = starts[:, :, None] + ends[:, None, :]
        length = spans.shape[1]
        near = torch.ones(length, length).triu().tril(SPAN_TOKENS - 1).bool()
        best = spans.masked_fill(~near, -1e9).flatten(1).argmax(1)
        for row, i in enumerate(some):
            at = int(best[row])
            first = scores[row, 0]
            out[i] = (at // length, at % length, float(first[RELEVANCE]), float(first[ANSWERABLE]))
    return out


def span_scores(said: Sequence[str], answers: Sequence[Sequence[str]]) -> dict[str, float]:
    """Mean token F1 and exact match (SQuAD's, Rajpurkar et al. 2016) over questions."""
    count = max(1, len(said))
    return {
        "f1": round(sum(token_f1(s, a) for s, a in zip(said, answers, strict=True)) / count, 4),
        "em": round(sum(exact_match(s, a) for s, a in zip(said, answers, strict=True)) / count, 4),
    }


def area_under_curve(right: Sequence[float], wrong: Sequence[float]) -> float:
    """How often a right one scores above a wrong one (area under the ROC curve, Mann–Whitney's U)."""
    from scipy.stats import mannwhitneyu

    if not right or not wrong:
        return float("nan")
    return float(mannwhitneyu(right, wrong).statistic) / (len(right) * len(wrong))
