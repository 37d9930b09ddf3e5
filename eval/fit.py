"""Fit the weights of ``SentenceReader``: ``python -m eval.fit`` (writes ``rag/sentence_reader.json``).

Two logistic regressions with ridge penalties (Hastie, Tibshirani and Friedman 2009, 4.4): ``relevance`` on
every sentence of the passages, is it one that answers; ``answerable`` on the sentence ranked first by that,
does it answer. The examples are the single questions of the question sets, over what search finds, and
samples of public sets (PIAF, AfriQA, SQuADShifts), over the right paragraph and others of its title, and
once more over the others alone. What is printed is out of sample, from ten folds by question. The question
sets are small, and the same that the regression evaluation runs on.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from eval.items import SETS, Item, read_items
from eval.measures import contains
from index.encoder import Encoder, load_encoder
from index.settings import Settings
from index.sync import sync
from rag.features import look, variants
from rag.pipeline import READ, Pipeline, context, open_pipeline
from rag.question import analyse, knowing
from rag.reader import Context
from rag.sentence_reader import candidates

Array = npt.NDArray[np.float64]

WHERE = Path(__file__).parent.parent / "rag" / "sentence_reader.json"
PUBLIC = Path("../shared/data")
SETS_OF_OURS = {"dossier": Path("corpus"), "press": Path("../shared/corpus")}
SAMPLES = {"piaf-fr": 150, "afriqa-fr": 60, "afriqa-en": 80, "squadshifts-wiki-en": 80}
FOLDS = 10
RELEVANCE = [
    "cosine",
    "supported",
    "shared",
    "least_gain",
    "names_here",
    "names_in_article",
    "dates_near",
    "value",
    "no_value",
    "reason",
    "cause",
    "manner",
    "rank",
    "other_language",
    "length",
]
ANSWERABLE = [
    "relevance",
    "least_gain",
    "least_gain_abroad",
    "losses",
    "nothing_shared",
    "reason",
    "names_in_article",
    "names_near",
    "dates_near",
    "other_language",
]


@dataclass(frozen=True)
class Seen:
    """A sentence before a question: what was seen of it, and whether it answers.

    ``group`` is the question before one lot of passages, ``answerable`` whether these hold its answer.
    """

    source: str
    question: str
    group: str
    answerable: bool
    features: dict[str, float]
    right: bool


def main() -> int:
    encoder: Encoder | None = None
    seen: list[Seen] = []
    if not PUBLIC.is_dir():
        print(f"{PUBLIC} isn't there, and a fit needs all its data: nothing is written.", file=sys.stderr)
        return 1
    for name, corpus in SETS_OF_OURS.items():
        if not corpus.is_dir():
            print(f"{corpus} isn't there, and a fit needs all its data: nothing is written.", file=sys.stderr)
            return 1
        settings = Settings(library=Path("runs") / f"fit-{name}", precision="float32")
        encoder = encoder or load_encoder(settings)
        sync(settings.library, [corpus], settings=settings, encoder=partial(load_encoder, settings))
        seen += observe(name, read_items(SETS / f"{name}.jsonl"), open_pipeline(settings))
    if encoder is not None:
        seen += observe_public(PUBLIC, encoder)
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


def observe(source: str, items: Sequence[Item], pipeline: Pipeline) -> list[Seen]:
    """Every sentence of what search finds for the single questions."""
    seen: list[Seen] = []
    encoder = Remembering(pipeline.encoder)
    for item in items:
        if item.conversation is not None:
            continue
        found = pipeline.search(item.question, READ)
        view = pipeline.library.view()
        contexts = [context(passage, view.article(passage.article)) for passage in found]
        question = knowing(analyse(item.question), [c.text for c in contexts])
        asked = variants(question, encoder)
        for sight in look(question, asked, candidates(question, contexts), encoder, 10_000):
            candidate = sight.candidate
            passage = found[candidate.rank]
            said = candidate.value.said if candidate.value else candidate.text
            right = _answers(item, passage.article, candidate.text, said)
            features = dict(sight.features)
            seen.append(Seen(source, item.question, item.id, item.answerable, features, right))
    return seen


def observe_public(folder: Path, encoder: Encoder) -> list[Seen]:
    """Samples of the public sets: each question over its paragraph and others, and over the others alone."""
    remembering = Remembering(encoder)
    draw = random.Random(0)
    seen: list[Seen] = []
    for name, count in SAMPLES.items():
        rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        by_title: dict[str, list[str]] = {}
        for row in rows:
            by_title.setdefault(row["title"], []).append(row["context"])
        for row in draw.sample(rows, count):
            alike = sorted(set(by_title[row["title"]]) - {row["context"]})
            others = draw.sample(alike, min(3, len(alike)))
            elsewhere = [other["context"] for other in rows if other["title"] != row["title"]]
            others += draw.sample(elsewhere, 5 - len(others))
            for texts in ([row["context"], *others], others):
                contexts = [Context(text, row["title"], None, row["lang"]) for text in texts]
                question = knowing(analyse(row["question"], row["lang"]), texts)
                end = row["start"] + len(row["answer"])
                asked = variants(question, remembering)
                for sight in look(question, asked, candidates(question, contexts), remembering, 10_000):
                    c = sight.candidate
                    right = c.context.text == row["context"] and c.start <= row["start"] and end <= c.end + 1
                    group = f"{row['id']}-{len(texts)}"
                    features = dict(sight.features)
                    seen.append(Seen(name, row["question"], group, len(texts) > len(others), features, right))
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
    questions = sorted({s.question for s in seen})
    fold_of = {q: i % FOLDS for i, q in enumerate(np.random.default_rng(1).permutation(questions))}
    folds = np.array([fold_of[s.question] for s in seen])
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
        if sentence.group not in best or scores[i] > scores[best[sentence.group]]:
            best[sentence.group] = i
    return list(best.values())


def report(tops: Sequence[Seen], margins: Array) -> None:
    for threshold in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7):
        answered = 1 / (1 + np.exp(-margins)) >= threshold
        line = [f"answer from {threshold:.2f}:"]
        for name in dict.fromkeys(s.source for s in tops):
            mine = [(s, a) for s, a in zip(tops, answered, strict=True) if s.source == name]
            gold = [a and s.right for s, a in mine if s.answerable]
            wrong = [a and not s.right for s, a in mine if s.answerable]
            false = [a for s, a in mine if not s.answerable]
            line.append(
                f"  {name:20} right sentence {sum(gold)} of {len(gold)}, wrong {sum(wrong)}, "
                f"answered though unanswerable {sum(false)} of {len(false)}"
            )
        print("\n".join(line))
    for sentence, margin in sorted(zip(tops, margins, strict=True), key=lambda pair: -pair[1]):
        if not sentence.answerable and margin > 0 and sentence.source in SETS_OF_OURS:
            print(f"  {margin:5.2f} {sentence.question}")


if __name__ == "__main__":
    sys.exit(main())
