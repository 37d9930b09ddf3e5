"""How well, on public sets: retrieval by stage, open-domain answers, refusal where the passage is wrong.

Open-domain: every passage of the set is the corpus, whatever the sample of questions. Pairs: each question is
asked of its own article alone, and of another question's article that holds none of its accepted answers; a
system that knows what it doesn't know answers the first and refuses the second.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval import adapters
from eval.asking import evaluate
from eval.bench_speed import limited, say
from eval.items import Item
from eval.measured import make_library, measured
from eval.measures import exact_match, normalise, token_f1
from eval.question_sets import load_set
from eval.runs import Run
from eval.summaries import percentile
from index.encoder import Encoder
from index.filters import Filters
from index.library import Library
from index.settings import Settings
from rag.pipeline import Pipeline

# part: what it is called, its adapter, its file in the folder of shared data
SETS = {
    "piaf": ("PIAF, French Wikipedia", "squad", "piaf-fr.jsonl"),
    "afriqa-fr": ("AfriQA, Fon speakers, in French", "afriqa", "afriqa-fr.jsonl"),
    "afriqa-en": ("AfriQA, eight languages, in English", "afriqa", "afriqa-en.jsonl"),
    "squadshifts": ("SQuADShifts, English Wikipedia", "squad", "squadshifts-wiki-en.jsonl"),
    "news": ("Orange news, known-item search", "news", "orange-news-fr.jsonl.gz"),
}
_RETRIEVAL_ONLY = {"news"}
_ANSWERS = ("exact_match", "token_f1", "right", "answer_precision", "false_refusals")


def bench_set(
    part: str,
    data: Path,
    settings: Settings,
    encoder: Encoder,
    questions: int,
    *,
    articles: int | None = None,
    seed: int = 1,
) -> dict[str, Any]:
    """The figures of one of `SETS` for a sample of its questions. ``articles``: only so many of the news."""
    name, adapter, file = SETS[part]
    place = settings.cache / "eval"
    source = data / file
    if part in _RETRIEVAL_ONLY and articles is not None:
        folder = place / f"first-{articles}"
        folder.mkdir(parents=True, exist_ok=True)
        source = limited(source, articles, folder)
    prepared = adapters.read(f"{adapter}:{source}", place, questions, seed)
    asked = load_set(prepared.items_path)
    own = measured(settings, asked.corpus, place)
    say(f"{part}: {prepared.articles} articles to index, {prepared.questions} questions to ask")
    report = make_library(own, asked.corpus, encoder)
    with Library.open(own.library) as library:
        pipeline = Pipeline(library, encoder, own)
        run = evaluate(asked, pipeline, seed=seed)
        pairs = None if part in _RETRIEVAL_ONLY else bench_pairs(pipeline, asked.items, seed)
    return {
        "name": name,
        "questions": prepared.questions,
        "seed": seed,
        "articles": prepared.articles,
        "passages": report.passages,
        "retrieval": _retrieval(run),
        "answers": None if part in _RETRIEVAL_ONLY else _answers(run),
        "seconds": {"p50": run.total.p50_ms / 1000, "p95": run.total.p95_ms / 1000},
        "pairs": pairs,
    }


def _retrieval(run: Run) -> dict[str, dict[str, float]]:
    """The measures of ir-measures by stage."""
    found: dict[str, dict[str, float]] = {}
    for name, value in run.total.measures.items():
        stage, _, measure = name.partition(" ")
        if measure and value is not None:
            found.setdefault(stage, {})[measure] = value
    return found


def _answers(run: Run) -> dict[str, Any]:
    """Each measure with its 95 % interval, where it has one."""
    total = run.total
    return {
        name: {"value": total.measures[name], "interval": list(total.interval.get(name, ()))}
        for name in _ANSWERS
        if total.measures[name] is not None
    }


def bench_pairs(pipeline: Pipeline, items: Sequence[Item], seed: int = 1) -> dict[str, Any]:
    """Each answerable question of its own article, and of one that holds none of its answers."""
    texts = {id: pipeline.library.view().article(id).text for item in items for id in item.articles}
    chosen = mismatched(items, texts, seed)
    own = [pipeline.ask(item.question, Filters(articles=item.articles)) for item, _ in chosen]
    wrong = [pipeline.ask(item.question, Filters(articles=(other,))) for item, other in chosen]
    answers = [(item, answer.short or "") for (item, _), answer in zip(chosen, own, strict=True)]
    took = [answer.timings_ms["total"] for answer in (*own, *wrong)]
    count = max(len(chosen), 1)
    return {
        "pairs": len(chosen),
        "answered": sum(not answer.refused for answer in own) / count,
        "exact_match": sum(exact_match(short, item.answers) for item, short in answers) / count,
        "token_f1": sum(token_f1(short, item.answers) for item, short in answers) / count,
        "refused": sum(answer.refused for answer in wrong) / count,
        "p50_ms": percentile(took, 50) if took else 0.0,
    }


def mismatched(items: Sequence[Item], texts: dict[str, str], seed: int = 1) -> list[tuple[Item, str]]:
    """Each answerable item with an article of another's that holds none of its accepted answers.

    Items for which there is none are left out. The same seed makes the same pairs.
    """
    articles = sorted(texts)
    plain = {id: f" {normalise(text)} " for id, text in texts.items()}
    random.Random(seed).shuffle(articles)
    pairs = []
    for n, item in enumerate(item for item in items if item.answerable):
        said = [f" {answer} " for answer in map(normalise, item.answers)]
        turned = articles[n % len(articles) :] + articles[: n % len(articles)]
        fitting = (
            id for id in turned if id not in item.articles and not any(answer in plain[id] for answer in said)
        )
        other = next(fitting, None)
        if other is not None:
            pairs.append((item, other))
    return pairs
