"""Puts a question set to a pipeline, and makes a run of what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from eval.inputs import environment
from eval.items import Item
from eval.journal import Journal
from eval.measures import score, single_spaced
from eval.question_sets import QuestionSet
from eval.retrieval import retrieval
from eval.runs import FORMAT, Part, Result, Run
from eval.stages import STAGES, Span, Trace, gold_spans, ranks, span, trace
from index.errors import UsageError
from index.settings import Settings
from rag.answer import Answer


class _Article(Protocol):
    @property
    def text(self) -> str: ...


class _Row(Protocol):
    @property
    def id(self) -> str: ...


class _View(Protocol):
    def article(self, id: str, /) -> _Article: ...
    def articles(self) -> Sequence[_Row]: ...


class _Library(Protocol):
    def view(self) -> _View: ...


class Pipeline(Protocol):
    """What is measured: `rag.pipeline.Pipeline`, or anything else that answers like it.

    Retrieval is measured on what ``Answer.explain`` tells of it.
    """

    @property
    def library(self) -> _Library: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def encoder_fingerprint(self) -> str: ...
    def ask(self, question: str, /) -> Answer: ...
    def respond(self, question: str, turns: Any, /) -> tuple[Answer, Any]: ...


def evaluate(
    asked: QuestionSet,
    pipeline: Pipeline,
    *,
    seed: int = 0,
    parts: Mapping[str, Part] | None = None,
    journal: Path | None = None,
    resume: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Run:
    """Put the set to the pipeline and score what comes back.

    The items of one conversation are asked in file order, each with the turns before it; others alone. With
    ``journal``, every finished question is written there, and with ``resume`` what stands there already is
    not asked again, if it was made from the same inputs. ``progress`` is called with the number of questions
    done. Raises UsageError for a set that the library does not hold the articles of; what the pipeline
    raises passes through.
    """
    view = pipeline.library.view()
    texts = {row.id: view.article(row.id).text for row in view.articles()}
    check_gold(asked, texts)
    started = datetime.now(UTC).isoformat(timespec="seconds")
    decided = environment(pipeline.settings, pipeline.encoder_fingerprint, texts)
    inputs = {"format": FORMAT, "set": asked.sha256, "seed": seed, **decided}
    kept = Journal(journal, inputs, resume=resume) if journal else None
    with kept or nullcontext():
        rows = _ask_all(pipeline, asked.items, texts, kept, progress)
    results = _with_retrieval([Result.from_json(rows[item.id]) for item in asked.items])
    read = {reading["id"] for result in results for reading in result.stages["readings"]}
    return Run(
        set_name=asked.name,
        set_sha256=asked.sha256,
        started=started,
        seed=seed,
        environment=decided,
        results=results,
        passages={id: texts[span(id)[0]][slice(*span(id)[1:])] for id in sorted(read)},
        parts=dict(parts or {}),
    )


def _ask_all(
    pipeline: Pipeline,
    items: Sequence[Item],
    texts: Mapping[str, str],
    journal: Journal | None,
    progress: Callable[[int], None] | None,
) -> dict[str, Mapping[str, Any]]:
    """The row of every item, by its id."""
    rows: dict[str, Mapping[str, Any]] = dict(journal.done) if journal else {}
    cut = {item.conversation for item in items if item.conversation and item.id not in rows}
    todo = [item for item in items if item.id not in rows or item.conversation in cut]
    if todo:
        pipeline.ask(todo[0].question)  # what is loaded on first use is not the time of a question
    conversations: dict[str, Any] = {}
    for done, item in enumerate(todo, start=len(items) - len(todo) + 1):
        turns = conversations.get(item.conversation, ()) if item.conversation else ()
        answer, turns, timings = _timed(pipeline, item.question, turns)
        if item.conversation:
            conversations[item.conversation] = turns
        alone = _alone(pipeline, item, answer, texts) if item.rewrite is not None else None
        rows[item.id] = result(item, answer, timings, texts, alone).to_json()
        if journal:
            journal.add(rows[item.id])
        if progress is not None:
            progress(done)
    return rows


def _timed(pipeline: Pipeline, question: str, turns: Any) -> tuple[Answer, Any, dict[str, float]]:
    """The answer, the turns with it, and the milliseconds until its first text and until all of it."""
    start = time.perf_counter()
    stream = getattr(pipeline, "stream", None)  # of what can show an answer before it is whole
    coming = iter(stream(question, turns) if stream else [pipeline.respond(question, turns)])
    answer, after = next(coming)
    first = time.perf_counter()
    for later in coming:
        answer, after = later
    end = time.perf_counter()
    timings = {"first_text": (first - start) * 1000, "wall": (end - start) * 1000}
    return answer, after, {name: round(ms, 1) for name, ms in timings.items()}


def result(
    item: Item,
    answer: Answer,
    timings: Mapping[str, float],
    texts: Mapping[str, str],
    alone: Mapping[str, Any] | None = None,
) -> Result:
    """What an answer is worth, but for retrieval, and how it came about."""
    told = answer.to_json()
    took = {**told.pop("timings_ms"), **timings}
    told.pop("answer_id")  # it changes with the library's generation
    stages = _stages(item, answer, trace(answer), gold_spans(item, texts))
    return Result(item, told, score(item, answer, texts, None), stages, took, alone)


def _stages(item: Item, answer: Answer, told: Trace, gold: Sequence[Span]) -> dict[str, Any]:
    found = ranks(told, item, gold)
    return {
        "question": dict(told.question),
        "ranked": {stage: list(told.passages[stage]) for stage in STAGES},
        "articles": {stage: list(told.articles(stage)) for stage in STAGES},
        "ranks": {
            stage: {"article": found[stage].article, "passage": found[stage].passage} for stage in STAGES
        },
        "readings": [
            {
                k: one.get(k)
                for k in ("id", "relevance", "answerable", "time_fit", "likely", "missing", "span")
            }
            for one in told.read
        ],
        "gold": [list(place) for place in gold],
        "grounding": [dict(sentence) for sentence in answer.explain.get("grounding", ())],
    }


def _with_retrieval(results: Sequence[Result]) -> tuple[Result, ...]:
    """The results with the measures of ir-measures, computed for all of them together."""
    right = {r.item.id: r.item.articles for r in results if r.item.answerable}
    found: dict[str, dict[str, float]] = {id: {} for id in right}
    for stage in STAGES:
        ranked = {r.item.id: r.stages["articles"][stage] for r in results}
        for id, values in retrieval(ranked, right).items():
            found[id] |= {f"{stage} {measure}": round(value, 6) for measure, value in values.items()}
    return tuple(replace(r, scores=replace(r.scores, retrieval=found.get(r.item.id, {}))) for r in results)


def _alone(
    pipeline: Pipeline, item: Item, answer: Answer, texts: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """What a turn gets as it is typed, outside of its conversation, and what its rewrite gets."""
    assert item.rewrite is not None
    raw = answer if answer.understood == item.question else pipeline.ask(item.question)
    asked = {"raw": raw, "rewrite": pipeline.ask(item.rewrite)}
    return {
        name: {
            "refused": given.refused,
            "short": given.short,
            "right": score(item, given, texts, None).right,
        }
        for name, given in asked.items()
    }


def check_gold(asked: QuestionSet, texts: Mapping[str, str]) -> None:
    """Raises UsageError for an item whose articles or gold sentences aren't there."""
    for item in asked.items:
        for article in item.articles:
            if article not in texts:
                raise UsageError(
                    f"{asked.name}: {item.id} is about {article}, which the library does not hold; name the "
                    "folder of its articles with --corpus."
                )
        whole = [single_spaced(texts[article]) for article in item.articles]
        for sentence in item.sentences:
            if not any(single_spaced(sentence) in text for text in whole):
                raise UsageError(
                    f"{asked.name}: {item.id} has a gold sentence that stands in none of its articles: "
                    f"{sentence[:80]!r}; copy it from the article."
                )
