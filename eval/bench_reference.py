"""Against plain LlamaIndex: `VectorStoreIndex` with its defaults and our encoder, in the same process.

Both index the same articles from nothing and find articles for the same questions; what differs is how
passages are cut, that we search by words too, and that ours is kept on disk. Ratios, one run.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval import adapters
from eval.bench_quality import SETS
from eval.bench_speed import say, timed
from eval.items import Item
from eval.question_sets import load_set
from eval.retrieval import MEASURES, retrieval
from index.articles import Article, find_files, read_file
from index.encoder import Encoder
from index.library import Library
from index.settings import Settings
from index.sync import sync
from rag.pipeline import Pipeline

_DEEP = 50  # passages asked of both


def bench_reference(
    part: str, data: Path, settings: Settings, encoder: Encoder, questions: int, folder: Path, seed: int = 1
) -> dict[str, Any]:
    """Indexing and retrieval of the set ``part``, by us and by plain LlamaIndex."""
    _, adapter, file = SETS[part]
    prepared = adapters.read(f"{adapter}:{data / file}", folder, questions, seed)
    asked = load_set(prepared.items_path)
    items = [item for item in asked.items if item.answerable]
    say(f"reference: {prepared.articles} articles of {part} by us, then by plain LlamaIndex")
    ours = _ours(prepared.articles_folder, settings, encoder, items, folder / "ours")
    theirs = _llamaindex(prepared.articles_folder, settings, encoder, items)
    return {
        "part": part,
        "questions": len(items),
        "seed": seed,
        "articles": prepared.articles,
        "ours": ours,
        "llamaindex": theirs,
        "times_indexing": theirs["indexing_s"] / ours["indexing_s"],
        "times_query": theirs["query_ms"] / ours["query_ms"],
    }


def _ours(
    articles: Path, settings: Settings, encoder: Encoder, items: Sequence[Item], folder: Path
) -> dict[str, Any]:
    shutil.rmtree(folder, ignore_errors=True)
    encoder.encode_passages(["warm"])
    seconds, report = timed(
        lambda: sync(
            folder,
            [articles],
            settings=settings,
            encoder=lambda: encoder,
            fingerprint=encoder.fingerprint,
        )
    )
    with Library.open(folder) as library:
        pipeline = Pipeline(library, encoder, settings)
        pipeline.search(items[0].question, _DEEP)  # what is loaded on first use isn't the time of a question
        took, found = timed(lambda: [pipeline.search(item.question, _DEEP) for item in items])
    ranked = [[passage.article for passage in passages] for passages in found]
    return _figures(seconds, took, ranked, items, report.passages)


def _llamaindex(
    articles: Path, settings: Settings, encoder: Encoder, items: Sequence[Item]
) -> dict[str, Any]:
    from llama_index.core import VectorStoreIndex

    documents, ours = documents_of(articles, settings), embedding(encoder)
    VectorStoreIndex.from_documents(documents[:1], embed_model=ours)  # loads its tokenizer
    seconds, index = timed(lambda: VectorStoreIndex.from_documents(documents, embed_model=ours))
    retriever = index.as_retriever(similarity_top_k=_DEEP)
    retriever.retrieve(items[0].question)
    took, found = timed(lambda: [retriever.retrieve(item.question) for item in items])
    ranked = [[str(node.node.ref_doc_id) for node in nodes] for nodes in found]
    return _figures(seconds, took, ranked, items, len(index.docstore.docs))


def documents_of(folder: Path, settings: Settings) -> list[Any]:
    """The articles of a folder as plain LlamaIndex documents, their titles as metadata."""
    from llama_index.core import Document

    read = [
        article
        for name, file in find_files(folder)
        for article in read_file(file, name, int(settings.max_file_mb * 1e6))
        if isinstance(article, Article)
    ]
    return [Document(text=a.text, doc_id=a.id, metadata={"title": a.title} if a.title else {}) for a in read]


def embedding(encoder: Encoder) -> Any:
    """Our encoder as LlamaIndex calls one."""
    from llama_index.core.embeddings import BaseEmbedding

    class Ours(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(x) for x in encoder.encode_query(query)]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in vector] for vector in encoder.encode_passages(texts)]

    return Ours(model_name=encoder.fingerprint, embed_batch_size=512)


def _figures(
    seconds: float, took: float, ranked: Sequence[Sequence[str]], items: Sequence[Item], passages: int
) -> dict[str, Any]:
    """Means of the measures over the questions, and milliseconds a question."""
    by_id = {item.id: list(dict.fromkeys(articles)) for item, articles in zip(items, ranked, strict=True)}
    scores = retrieval(by_id, {item.id: item.articles for item in items})
    return {
        "indexing_s": seconds,
        "passages": passages,
        "query_ms": took / len(items) * 1000,
        **{name: sum(values[name] for values in scores.values()) / len(scores) for name in MEASURES},
    }
