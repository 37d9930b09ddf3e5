"""What published weights are worth on the held-out questions, read by the reader that users have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.measures import exact_match, token_f1
from index.encoder import load_encoder
from index.settings import Settings
from rag.answerer import LEAST
from rag.cross_encoder import CrossEncoder, Scored
from train.asked import Asked
from train.batches import head
from train.calibration import reliability
from train.chart import draw
from train.data import Material
from train.development import SPANS, Development
from train.examples import Example, Pair
from train.nearness import Row, cosines, read_found, relevances, right
from train.scores import area_under_curve


def spans(model: CrossEncoder, examples: Sequence[Example], pairs: Sequence[Pair]) -> dict[str, Any]:
    """Token F1 and exact match (SQuAD's) of the span on the right paragraph, by source."""
    scores = defaultdict(list)
    for example, pair in zip(examples, pairs, strict=True):
        [scored] = model.score(pair.question, [(head(pair), pair.passage)])
        said = pair.passage[scored.start : scored.end]
        answers = example.answers or (example.answer,)
        scores[example.source].append((token_f1(said, answers), exact_match(said, answers)))
    return {
        source: {"questions": len(rows), "f1": _mean(f for f, _ in rows), "em": _mean(e for _, e in rows)}
        for source, rows in scores.items()
    }


def ranking(rows: Sequence[Row]) -> dict[str, float]:
    """All the source's paragraphs are the corpus; ten passages are found and read.

    ``first`` and ``rr``: the right paragraph's place among the ten after reading (0 where it isn't there),
    ``found_first`` and ``found_rr`` before; ``open_f1``: token F1 of the answer of the likeliest passage.
    """
    places = []
    for row in rows:
        example, found, scored = row
        ranked = relevances(scored, [passage.cosine for passage in found])
        order = sorted(range(len(found)), key=lambda i: -ranked[i])
        best = max(range(len(found)), key=lambda i: scored[i].answerable)
        said = found[best].text[scored[best].start : scored[best].end]
        truth = right(row)
        read = _reciprocal([truth[i] for i in order])
        places.append((_reciprocal(truth), read, token_f1(said, example.answers)))
    return {
        "questions": len(rows),
        "found_first": _mean(float(found == 1) for found, _, _ in places),
        "found_rr": _mean(found for found, _, _ in places),
        "first": _mean(float(read == 1) for _, read, _ in places),
        "rr": _mean(read for _, read, _ in places),
        "open_f1": _mean(f1 for _, _, f1 in places),
    }


def refusal(pairs: Sequence[Pair], scored: Sequence[Scored], least: float) -> dict[str, Any]:
    """By kind of wrong pair: area under the ROC curve against the right ones, and how many pass ``least``."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for pair, one in zip(pairs, scored, strict=True):
        kinds[pair.kind].append(one.answerable)
    right = kinds.pop("answer")
    return {
        "false_refusals": _mean(float(p < least) for p in right),
        **{
            kind: {
                "pairs": len(wrong),
                "auc": round(area_under_curve(right, wrong), 4),
                "false_answers": _mean(float(p >= least) for p in wrong),
            }
            for kind, wrong in sorted(kinds.items())
        },
    }


def asked_news(
    model: CrossEncoder, asked: Asked, passages_of: Callable[[Example], list[str]], least: float
) -> dict[str, Any]:
    """Our own questions, each over all passages of its article, by the likeliest one.

    By language and in all: token F1 and exact match of its span, ``false_refusals`` and ``false_answers`` at
    ``least``, and the area under the ROC curve of answerability between those that the article answers and
    those that it doesn't.
    """
    told: dict[str, list[tuple[Scored, float, float]]] = defaultdict(list)
    empty: dict[str, list[float]] = defaultdict(list)
    for example in (*asked.answered, *asked.unanswered):
        title = " · ".join(part for part in (example.title, example.published) if part)
        passages = passages_of(example)
        scored = model.score(example.question, [(title, passage) for passage in passages])
        best = max(range(len(passages)), key=lambda i: scored[i].answerable)
        said = passages[best][scored[best].start : scored[best].end]
        for language in (example.language, "all"):
            if example.start < 0:
                empty[language].append(scored[best].answerable)
                continue
            answers = (example.answer,)
            told[language].append((scored[best], token_f1(said, answers), exact_match(said, answers)))
    return {
        language: {
            "answered": len(rows),
            "f1": _mean(f1 for _, f1, _ in rows),
            "em": _mean(em for *_, em in rows),
            "false_refusals": _mean(float(one.answerable < least) for one, *_ in rows),
            "unanswered": len(empty[language]),
            "false_answers": _mean(float(p >= least) for p in empty[language]),
            "auc": round(area_under_curve([one.answerable for one, *_ in rows], empty[language]), 4),
        }
        for language, rows in told.items()
    }


def measure(
    weights: Path,
    encoder: Path,
    settings: Settings,
    development: Development,
    material: Material,
    chart: Path | None = None,
) -> dict[str, Any]:
    """Everything above, for the weights in ``weights``; a reliability diagram in ``chart``."""
    model = CrossEncoder(encoder, weights, settings.precision)
    kept = [
        (e, x.pair) for e, x in zip(development.examples, development.spans, strict=True) if x is not None
    ]
    out: dict[str, Any] = {"spans": spans(model, [e for e, _ in kept], [p for _, p in kept])}
    piaf = [e for e in development.examples if e.source == SPANS[0]]
    searching = load_encoder(settings)
    out["asked"] = asked_news(model, material.asked_held_out, material.passages_of, LEAST)
    out["ranking"] = ranking(read_found(model, searching, settings, piaf, SPANS[0]))
    pairs = [x.pair for _, x in development.pairs]
    scored = read_pairs(model, pairs)
    said = {
        "relevance": relevances(scored, cosines(searching, pairs)),
        "answerable": [one.answerable for one in scored],
    }
    bins = {}
    for name, probabilities in said.items():
        told = [
            (probability, bool(truth))
            for pair, probability in zip(pairs, probabilities, strict=True)
            for truth in [pair.relevant if name == "relevance" else pair.answerable]
            if truth is not None
        ]
        error, bins[name] = reliability([p for p, _ in told], [t for _, t in told])
        out[f"{name}_calibration_error"] = round(error, 4)
    if chart is not None:
        draw(bins, chart)
    for language, own in _by_language(development).items():
        some = [i for i, (source, _) in enumerate(development.pairs) if source in own]
        out[f"refusal_{language}"] = refusal([pairs[i] for i in some], [scored[i] for i in some], LEAST)
    return out


def read_pairs(model: CrossEncoder, pairs: Iterable[Pair]) -> list[Scored]:
    return [model.score(pair.question, [(head(pair), pair.passage)])[0] for pair in pairs]


def _by_language(development: Development) -> Mapping[str, tuple[str, ...]]:
    return {
        "fr": ("piaf-fr", "afriqa-fr"),
        "en": ("squadshifts-wiki-en", "afriqa-en"),
        "news": ("orange-news-fr",),
    }


def _reciprocal(right: Sequence[bool]) -> float:
    return 1 / (right.index(True) + 1) if True in right else 0.0


def _mean(values: Iterable[float]) -> float:
    some = list(values)
    return round(sum(some) / len(some), 4) if some else float("nan")
