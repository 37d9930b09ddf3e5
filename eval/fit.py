"""Fit the weights of ``SentenceReader``: ``python -m eval.fit`` (writes ``rag/sentence_reader.json``).

Two logistic regressions with ridge penalties (Hastie, Tibshirani and Friedman 2009, 4.4), on the single
questions of the question sets: ``relevance`` on every sentence of the ten passages that search finds, is it
one that answers; ``answerable`` on the sentence ranked first by that, does it answer. What is printed is
out of sample, from ten folds by question. The sets are small and the same that the regression evaluation
runs on: look at ``press`` for one and at data of your own for the truth.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

from eval.items import SETS, Item, read_items
from eval.measures import contains
from index.encoder import Encoder, load_encoder
from index.settings import Settings
from index.sync import sync
from rag.features import look
from rag.pipeline import READ, Pipeline, open_pipeline
from rag.question import analyse, knowing
from rag.reader import candidates

Array = npt.NDArray[np.float64]

WHERE = Path(__file__).parent.parent / "rag" / "sentence_reader.json"
FOLDS = 10
RELEVANCE = (
    "cosine supported shared least_gain names_here names_in_article dates_near value no_value reason cause "
    "manner rank other_language length"
).split()
ANSWERABLE = (
    "relevance least_gain losses nothing_shared reason names_in_article names_near dates_near other_language"
).split()


@dataclass(frozen=True)
class Seen:
    """A sentence before a question: whose it is, what was seen, whether it answers, what it would say."""

    item: Item
    features: dict[str, float]
    right: bool
    said: str


def main() -> int:
    sources = {"dossier": Path("corpus"), "press": Path("../shared/corpus")}
    encoder: Encoder | None = None
    seen: list[Seen] = []
    for name, corpus in sources.items():
        if not corpus.is_dir():
            print(f"{corpus} isn't there: fitted without the set {name}.", file=sys.stderr)
            continue
        settings = Settings(library=Path("runs") / f"fit-{name}", precision="float32")
        encoder = encoder or load_encoder(settings)
        sync(settings.library, [corpus], settings=settings, encoder=lambda: load_encoder(settings))
        seen += observe(read_items(SETS / f"{name}.jsonl"), open_pipeline(settings))
    relevance, scores = fit(seen, RELEVANCE, 3e-4)
    best = first(seen, scores)
    for index, sentence in enumerate(seen):
        sentence.features["relevance"] = float(scores[index])
    tops = [seen[i] for i in best]
    answerable, margins = fit(tops, ANSWERABLE, 3e-3)
    report(tops, margins)
    weights = {"relevance": relevance, "answerable": answerable}
    WHERE.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    return 0


class Remembering:
    """An encoder that encodes a sentence once, however many questions look at it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, npt.NDArray[np.float32]] = {}
        self.encode_queries = encoder.encode_queries

    def encode_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode_passages(new), strict=True))
        return np.stack([self._known[text] for text in texts])


def observe(items: Sequence[Item], pipeline: Pipeline) -> list[Seen]:
    """Every sentence of what search finds for the single questions."""
    seen: list[Seen] = []
    encoder = Remembering(pipeline.encoder)
    for item in items:
        if item.conversation is not None:
            continue
        found = pipeline.search(item.question, READ)
        contexts = [pipeline.context(passage) for passage in found]
        question = knowing(analyse(item.question), [c.text for c in contexts])
        for sight in look(question, candidates(question, contexts), encoder, 10_000):
            candidate = sight.candidate
            passage = found[candidate.rank]
            said = candidate.value.said if candidate.value else candidate.text
            seen.append(
                Seen(item, dict(sight.features), _answers(item, passage.article, candidate.text, said), said)
            )
    return seen


def _answers(item: Item, article: str, sentence: str, said: str) -> bool:
    """Gold where the set names sentences; else an accepted answer in a sentence of a right article."""
    if article not in item.articles:
        return False
    if item.sentences:
        folded = " ".join(sentence.split())
        return any(" ".join(g.split()) in folded or folded in " ".join(g.split()) for g in item.sentences)
    return bool(contains(sentence, item.answers) or contains(said, item.answers))


def fit(seen: Sequence[Seen], names: Sequence[str], ridge: float) -> tuple[dict[str, float], Array]:
    """The weights by name, with ``bias``, and each sentence's score when its question is left out."""
    values = np.array([[s.features[name] for name in names] for s in seen])
    labels = np.array([1.0 if s.right else -1.0 for s in seen])
    mean, spread = values.mean(0), values.std(0) + 1e-9
    scaled = (values - mean) / spread
    questions = sorted({s.item.id for s in seen})
    fold_of = {q: i % FOLDS for i, q in enumerate(np.random.default_rng(1).permutation(questions))}
    folds = np.array([fold_of[s.item.id] for s in seen])
    scores = np.zeros(len(seen))
    for fold in range(FOLDS):
        weights = _solve(scaled[folds != fold], labels[folds != fold], ridge)
        scores[folds == fold] = scaled[folds == fold] @ weights[:-1] + weights[-1]
    weights = _solve(scaled, labels, ridge)
    raw = weights[:-1] / spread
    out = {name: round(float(w), 4) for name, w in zip(names, raw, strict=True)}
    return {**out, "bias": round(float(weights[-1] - raw @ mean), 4)}, scores


def _solve(values: Array, labels: Array, ridge: float) -> Array:
    def loss(w: Array) -> Any:
        return np.logaddexp(0, -labels * (values @ w[:-1] + w[-1])).mean() + ridge * (w[:-1] ** 2).sum()

    found: Array = minimize(loss, np.zeros(values.shape[1] + 1)).x
    return found


def first(seen: Sequence[Seen], scores: Array) -> list[int]:
    """The best-scored sentence of each question."""
    best: dict[str, int] = {}
    for i, sentence in enumerate(seen):
        if sentence.item.id not in best or scores[i] > scores[best[sentence.item.id]]:
            best[sentence.item.id] = i
    return list(best.values())


def report(tops: Sequence[Seen], margins: Array) -> None:
    for threshold in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7):
        answered = 1 / (1 + np.exp(-margins)) >= threshold
        line = [f"answer from {threshold:.2f}:"]
        for name in ("dossier", "press"):
            mine = [(s, a) for s, a in zip(tops, answered, strict=True) if s.item.id.startswith("press") == (name == "press")]
            gold = [a and s.right for s, a in mine if s.item.answerable]
            wrong = [a and not s.right for s, a in mine if s.item.answerable]
            false = [a for s, a in mine if not s.item.answerable]
            line.append(
                f"{name}: right sentence {sum(gold)} of {len(gold)}, wrong {sum(wrong)}, "
                f"answered though unanswerable {sum(false)} of {len(false)};"
            )
        print(" ".join(line))
    for sentence, margin in sorted(zip(tops, margins, strict=True), key=lambda pair: -pair[1]):
        if not sentence.item.answerable and margin > -0.5:
            print(f"  {margin:5.2f} {sentence.item.question}")


if __name__ == "__main__":
    sys.exit(main())
