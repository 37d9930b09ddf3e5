"""How much the encoder's cosine counts beside the reader's raw relevance (``rag/nearness.py``).

Their ratio is fitted where it matters, on the ten passages that search finds for a question: mined wrong
passages won't do, for they were chosen by that cosine. Scale and bias are fitted on pairs, as the other
probabilities are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import log_softmax, logsumexp

from index.encoder import Encoder
from index.filters import Filters
from index.library import Library
from index.settings import Settings
from rag.cross_encoder import CrossEncoder, Scored
from rag.nearness import by_both
from rag.reader import Reading
from rag.retriever import Found, search
from train.batches import head
from train.calibration import balanced, fit
from train.examples import Example, Pair
from train.mining import key

READ = 10
_STEP = 20.0  # cosines differ by a twentieth where logits differ by one
_SMALL = 2e-3  # of the squared weights, in the softmax's loss

Row = tuple[Example, list[Found], list[Scored]]


def read_found(
    model: CrossEncoder, encoder: Encoder, settings: Settings, examples: Sequence[Example], source: str
) -> list[Row]:
    """Each question's ten best passages among its source's paragraphs, and what the reader says of them."""
    rows = []
    with Library.open(settings.library) as opened:
        view = opened.view()
        for example in examples:
            found = search(view, encoder, example.question, READ, Filters(sources=(f"{source}.jsonl",)))
            scored = model.score(example.question, [("", passage.text) for passage in found])
            rows.append((example, found, scored))
    return rows


def right(row: Row) -> list[bool]:
    """Which of the passages found is of the question's own paragraph."""
    example, found, _ = row
    return [passage.article.rsplit("/", 1)[1] == key(example.context) for passage in found]


def cosines(encoder: Encoder, pairs: Sequence[Pair]) -> list[float]:
    """Of each pair's question and passage, the passage with its head as a library has it."""
    texts = ["\n".join(part for part in (head(pair), pair.passage) if part) for pair in pairs]
    asked = encoder.encode_queries([pair.question for pair in pairs])
    return [float(c) for c in np.einsum("ij,ij->i", encoder.encode_passages(texts), asked)]


def relevances(scored: Sequence[Scored], near: Sequence[float | None]) -> list[float]:
    """As users have them."""
    readings = [Reading(s.relevance, s.answerable, s.start, s.end, "", None, s.logits) for s in scored]
    return [reading.relevance for reading in by_both(readings, near)]


def fit_nearness(
    rows: Sequence[Row], pairs: Sequence[Pair], scored: Sequence[Scored], near: Sequence[float]
) -> dict[str, float]:
    """The weights of raw relevance and cosine, and the bias."""
    told = [
        [
            (s.logits["relevance"], _STEP * f.cosine, own)
            for f, s, own in zip(*row[1:], right(row), strict=True)
            if f.cosine
        ]
        for row in rows
    ]
    told = [ten for ten in told if any(own for *_, own in ten)]
    tables = [np.array([features for *features, _ in ten]) for ten in told]
    truths = [np.array([own for *_, own in ten]) for ten in told]

    def cost(beta: npt.NDArray[np.float64]) -> float:
        losses = [
            -logsumexp(log_softmax(table @ beta)[truth]) for table, truth in zip(tables, truths, strict=True)
        ]
        return float(np.mean(losses)) + _SMALL * float(beta @ beta)

    relevance, cosine = minimize(cost, np.ones(2)).x * (1, _STEP)
    known = [
        ({"both": relevance * s.logits["relevance"] + cosine * c}, pair.relevant)
        for pair, s, c in zip(pairs, scored, near, strict=True)
        if pair.relevant is not None and s.logits
    ]
    truth = [bool(relevant) for _, relevant in known]
    line = fit([row for row, _ in known], truth, balanced(truth))
    return {
        "relevance": line["both"] * relevance,
        "cosine": line["both"] * cosine,
        "bias": line["bias"],
    }
