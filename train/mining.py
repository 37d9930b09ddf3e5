"""Which passages our own search takes for the right one: the hard wrong passages to learn from.

Every context is an article of a library in the working folder, and each question is searched among them
all. What was found is kept in ``found.json``, since it takes ten minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.encoder import load_encoder
from index.library import Library
from index.passages import cut
from index.settings import Settings, load_settings
from index.sync import sync
from rag.retriever import search
from train.examples import Example

DEPTH = 12  # passages kept for each question


@dataclass(frozen=True)
class Span:
    """A passage: ``context[start:end]`` of the context whose key is ``context``."""

    context: str
    start: int
    end: int


def key(context: str) -> str:
    """A context's name: the same text has the same one."""
    return hashlib.sha256(context.encode()).hexdigest()[:16]


def name(example: Example) -> str:
    """An example's name: some ids of the data files stand in two of them."""
    return f"{example.source}/{example.id}/{key(example.question)}"


def mine(
    examples: Sequence[Example], work: Path, say: Callable[[str], None] = lambda _: None
) -> tuple[dict[str, list[Span]], dict[str, list[Span]]]:
    """The passages found for each question, best first, by example name; and each context's own passages.

    Made once: a second call with the same ``work`` folder reads what the first one wrote.
    """
    kept = work / "found.json"
    if not kept.exists():
        found, passages = _search(examples, work, say)
        partial = kept.with_suffix(".partial")
        partial.write_text(json.dumps({"found": found, "passages": passages}), encoding="utf-8")
        partial.rename(kept)
    stored = json.loads(kept.read_text(encoding="utf-8"))
    return (
        {id: [Span(*span) for span in spans] for id, spans in stored["found"].items()},
        {id: [Span(id, *span) for span in spans] for id, spans in stored["passages"].items()},
    )


def library(examples: Sequence[Example], work: Path, say: Callable[[str], None] = lambda _: None) -> Settings:
    """The settings of a library that holds every context as an article, made or brought up to date."""
    settings = load_settings(library=work / "library")
    folder = work / "contexts"
    folder.mkdir(parents=True, exist_ok=True)
    for source in dict.fromkeys(example.source for example in examples):
        file = folder / f"{source}.jsonl"
        contexts = dict.fromkeys(e.context for e in examples if e.source == source)
        language = next(e.language for e in examples if e.source == source)
        lines = [json.dumps({"id": key(c), "text": c, "language": language}) + "\n" for c in contexts]
        if not file.exists():
            file.write_text("".join(lines), encoding="utf-8")
    encoder = load_encoder(settings, say)
    files = [folder / f"{source}.jsonl" for source in dict.fromkeys(e.source for e in examples)]
    report = sync(settings.library, files, settings=settings, encoder=lambda: encoder)
    say(f"the library has {report.passages} passages")
    return settings


def _search(
    examples: Sequence[Example], work: Path, say: Callable[[str], None]
) -> tuple[dict[str, list[tuple[str, int, int]]], dict[str, list[tuple[int, int]]]]:
    settings = library(examples, work, say)
    encoder = load_encoder(settings)
    found: dict[str, list[tuple[str, int, int]]] = {}
    with Library.open(settings.library) as opened:
        view = opened.view()
        for first in range(0, len(examples), 200):
            some = examples[first : first + 200]
            encoder.encode_queries([example.question for example in some])  # remembered for the search
            for example in some:
                found[name(example)] = [
                    (passage.article.rsplit("/", 1)[1], passage.start, passage.end)
                    for passage in search(view, encoder, example.question, DEPTH)
                ]
            say(f"searched {len(found)} of {len(examples)}")
        passages = {
            article.id.rsplit("/", 1)[1]: [(p.start, p.end) for p in cut(article, encoder.count_tokens)]
            for row in view.articles()
            for article in [view.article(row.id)]
        }
    return found, passages
