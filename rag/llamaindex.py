"""Adapters for LlamaIndex programs: a retriever, a reranker, a query engine, the articles as documents.

The rest of Dossier doesn't import LlamaIndex when it answers; this module is for programs that do. Ids,
texts and offsets are the library's own: a node's text is ``article_text[start:end]``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from llama_index.core.base.response.schema import Response
from llama_index.core.bridge.pydantic import Field
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import (
    BaseNode,
    Document,
    MetadataMode,
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)
from pydantic import SkipValidation

from index.articles import Article
from index.encoder import Encoder
from index.errors import UsageError
from index.filters import EVERYTHING, Filters
from index.library import Library, View
from index.store import printable
from rag.answer import Citation
from rag.pipeline import Pipeline
from rag.question import analyse
from rag.reader import Context, Reader, Reading
from rag.retriever import search
from rag.trained_reader import TrainedReader

_OFFSETS = ["start", "end"]  # of no use to a language model, nor to an embedding
_READING = ["relevance", "answerable", "answer", "answer_start", "answer_end"]  # nor is this


class DossierRetriever(BaseRetriever):
    """Dossier's hybrid search. A node's score is its reciprocal rank fusion, about 0.03 at best.

    With a ``Library`` each question sees the newest generation, with a ``View`` always that one.
    Raises EncoderMismatch, when asked, where another encoder made the library.
    """

    def __init__(
        self, library: Library | View, encoder: Encoder, *, filters: Filters = EVERYTHING, k: int = 10
    ) -> None:
        super().__init__()
        self._library = library
        self._encoder = encoder
        self._filters = filters
        self._k = k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        view = self._library.view() if isinstance(self._library, Library) else self._library
        found = search(view, self._encoder, printable(query_bundle.query_str), self._k, self._filters)
        articles = {id: view.article(id) for id in {passage.article for passage in found}}
        return [
            NodeWithScore(node=_node(articles[p.article], p.start, p.end, p.text), score=p.score)
            for p in found
        ]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


class DossierReranker(BaseNodePostprocessor):
    """Orders nodes by how relevant the reader finds them to the query; for any query engine.

    A node's score becomes its relevance, a probability. Its metadata gain ``relevance``, ``answerable`` (the
    probability that the node answers) and ``answer``, the likeliest answer, which stands in the node's
    text at ``answer_start`` to ``answer_end``. The nodes that were given stay as they are. A node's title and
    date are read from ``title`` and ``published`` of its metadata, where they are.
    """

    reader: SkipValidation[Reader] = Field(exclude=True, description="Reads a question against passages.")
    top_n: int = Field(default=10, ge=1, description="Nodes kept.")

    @classmethod
    def class_name(cls) -> str:
        return "DossierReranker"

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if query_bundle is None:
            raise UsageError("The reranker has no question to read the nodes for: give it a query_bundle.")
        if not nodes:
            return []
        question = analyse(printable(query_bundle.query_str))
        read = self.reader.rank if isinstance(self.reader, TrainedReader) else self.reader.read
        readings = read(question, [_context(node.node) for node in nodes])
        found = [_with_reading(node, reading) for node, reading in zip(nodes, readings, strict=True)]
        return sorted(found, key=lambda node: -(node.score or 0.0))[: self.top_n]


class DossierQueryEngine(CustomQueryEngine):
    """Dossier's answers. ``source_nodes`` are the citations in the order of their marks: [1] is the first.

    ``metadata`` is the answer as the contract's JSON object; a refusal has no source nodes.
    """

    pipeline: Pipeline

    def custom_query(self, query_str: str) -> Response:
        answer = self.pipeline.ask(query_str)
        view = self.pipeline.library.view()
        nodes = [NodeWithScore(node=cited_node(c, view.article(c.article))) for c in answer.citations]
        return Response(answer.text, source_nodes=nodes, metadata=answer.to_json())

    async def acustom_query(self, query_str: str) -> Response:
        return await asyncio.to_thread(self.custom_query, query_str)


def documents(view: View, filters: Filters = EVERYTHING) -> Iterator[Document]:
    """The articles that pass, whole, one at a time: for an index or a pipeline of LlamaIndex's own."""
    for row in view.articles(filters):
        article = view.article(row.id)
        yield Document(id_=article.id, text=article.text, metadata=_metadata(article))


def _context(node: BaseNode) -> Context:
    title, published, language = (node.metadata.get(name) for name in ("title", "published", "language"))
    return Context(
        node.get_content(MetadataMode.NONE),
        title if isinstance(title, str) else None,
        str(published) if published else None,
        language if isinstance(language, str) else None,
    )


def _with_reading(given: NodeWithScore, reading: Reading) -> NodeWithScore:
    said = (reading.relevance, reading.answerable, reading.text, reading.start, reading.end)
    node = given.node.model_copy(
        update={
            "metadata": {**given.node.metadata, **dict(zip(_READING, said, strict=True))},
            "excluded_llm_metadata_keys": [*given.node.excluded_llm_metadata_keys, *_READING],
            "excluded_embed_metadata_keys": [*given.node.excluded_embed_metadata_keys, *_READING],
        }
    )
    return NodeWithScore(node=node, score=reading.relevance)


def cited_node(citation: Citation, article: Article) -> TextNode:
    """A citation as a node: its text is the quote, its id says where it stands."""
    return _node(article, citation.start, citation.end, citation.quote)


def _node(article: Article, start: int, end: int, text: str) -> TextNode:
    """A stretch of an article. Where it is a passage, its id is the passage's."""
    return TextNode(
        id_=f"{article.id}#{start}-{end}",
        text=text,
        start_char_idx=start,
        end_char_idx=end,
        metadata={"article": article.id, **_metadata(article), "start": start, "end": end},
        excluded_llm_metadata_keys=_OFFSETS,
        excluded_embed_metadata_keys=_OFFSETS,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article.id)},
    )


def _metadata(article: Article) -> dict[str, str | None]:
    return {
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "publisher": article.publisher,
        "url": article.url,
    }
