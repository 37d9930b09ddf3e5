"""Against LlamaIndex's `CitationQueryEngine` with the local model: the same articles, encoder and questions.

Theirs answers in prose with numbered sources and its defaults otherwise; ours is the reader alone. Every
tenth question of the set `dossier` that stands alone, those without an answer among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from eval.bench_reference import documents_of, embedding
from eval.bench_speed import say, timed
from eval.items import DEFAULT_SET, Item, read_items
from eval.measures import contains, grounded_facts
from index.encoder import Encoder
from index.library import Library
from index.settings import Settings
from index.sync import sync
from rag.answer import Answer
from rag.cited import Cited
from rag.grounding import ground
from rag.llm import LanguageModel
from rag.pipeline import Pipeline

CORPUS = Path("corpus")
_MARK = re.compile(r"\s?\[\d+\]")
_TOKENS = 256  # of an answer, at most, so that a model that never ends can be waited for
_WINDOW = 4096  # tokens of prompt and answer, as the model is served


@dataclass(frozen=True)
class _Row:
    """An answer: ``right`` where an accepted one stands in its text and a right article is cited; ``held`` of
    ``facts`` stand in what it cites; ``marked``: it cites anything at all."""

    seconds: float
    refused: bool
    right: bool
    marked: bool
    facts: int
    held: int


def bench_citation(
    settings: Settings, encoder: Encoder, questions: int, model: LanguageModel
) -> dict[str, Any]:
    """Both on ``questions`` of our questions over `corpus/`."""
    alone = [item for item in read_items(DEFAULT_SET) if item.conversation is None]
    items = alone[:: max(1, len(alone) // questions)][:questions]
    with TemporaryDirectory(prefix="dossier-bench-") as folder:
        ours = _ours(settings, encoder, items, Path(folder))
    theirs = _theirs(settings, encoder, items, model)
    return {
        "questions": len(items),
        "answerable": sum(item.answerable for item in items),
        "model": model.name,
        "ours": _figures(items, ours),
        "llamaindex": _figures(items, theirs),
        "times_answer": median(r.seconds for r in theirs) / median(r.seconds for r in ours),
    }


def _ours(settings: Settings, encoder: Encoder, items: Sequence[Item], folder: Path) -> list[_Row]:
    sync(folder, [CORPUS], settings=settings, encoder=lambda: encoder, fingerprint=encoder.fingerprint)
    with Library.open(folder) as library:
        pipeline = Pipeline(library, encoder, settings)
        pipeline.ask(items[0].question)  # what is loaded on first use isn't the time of a question
        return [_row_of(item, *timed(lambda item=item: pipeline.ask(item.question))) for item in items]


def _row_of(item: Item, seconds: float, answer: Answer) -> _Row:
    facts, held = grounded_facts(answer)
    cited = [c.article for c in answer.citations]
    said = f"{answer.text} {answer.short or ''}"
    return _Row(seconds, answer.refused, _right(item, said, cited), bool(cited), facts, held)


def _right(item: Item, said: str, articles: Sequence[str]) -> bool:
    return bool(contains(_MARK.sub("", said), item.answers)) and any(id in item.articles for id in articles)


def _theirs(settings: Settings, encoder: Encoder, items: Sequence[Item], model: LanguageModel) -> list[_Row]:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.query_engine import CitationQueryEngine
    from llama_index.llms.openai_like import OpenAILike

    index = VectorStoreIndex.from_documents(documents_of(CORPUS, settings), embed_model=embedding(encoder))
    llm = OpenAILike(
        model=model.name,
        api_base=model.url,
        api_key=model.key.get_secret_value() or "none",
        is_chat_model=True,
        context_window=_WINDOW,
        max_tokens=_TOKENS,
        temperature=0.0,
        timeout=600.0,
    )
    engine: Any = CitationQueryEngine.from_args(index, llm=llm, streaming=True)
    rows = []
    for n, item in enumerate(items, 1):
        seconds, (text, sources) = timed(lambda item=item: _asked(engine, item.question))
        rows.append(_judged(item, seconds, text, sources))
        say(f"citation: {n} of {len(items)}, {seconds:.0f} s")
    return rows


def _asked(engine: Any, question: str) -> tuple[str, Sequence[Any]]:
    response = engine.query(question)
    return str(response), response.source_nodes  # the first waits for the last word


def _judged(item: Item, seconds: float, text: str, sources: Sequence[Any]) -> _Row:
    """Their answer by our checks: a mark is held against the whole source that it names, not a sentence."""
    cited = [Cited(n, source.node.text) for n, source in enumerate(sources, 1)]
    marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", text)}
    articles = [str(s.node.ref_doc_id) for n, s in enumerate(sources, 1) if n in marks]
    judged = ground(text, cited, item.language).sentences
    facts = [fact for sentence in judged for fact in sentence.facts]
    bare = sum(not sentence.supported and not sentence.facts for sentence in judged)
    held = sum(fact.where is not None for fact in facts)
    return _Row(seconds, False, _right(item, text, articles), bool(marks), len(facts) + bare, held)


def _figures(items: Sequence[Item], rows: Sequence[_Row]) -> dict[str, Any]:
    pairs = list(zip(items, rows, strict=True))
    facts = sum(row.facts for row in rows)
    return {
        "seconds": median(row.seconds for row in rows),
        "slowest": max(row.seconds for row in rows),
        "right": sum(row.right for item, row in pairs if item.answerable),
        "refused_rightly": sum(row.refused for item, row in pairs if not item.answerable),
        "marked": sum(row.marked for row in rows if not row.refused),
        "answered": sum(not row.refused for row in rows),
        "facts": facts,
        "held": sum(row.held for row in rows),
    }
