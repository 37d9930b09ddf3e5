"""How relevant a passage is, is told by the reader and by the encoder of search."""

from __future__ import annotations

import random

from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.encoder import Encoder
from rag.llamaindex import DossierReranker
from rag.nearness import by_both
from rag.pipeline import Pipeline
from rag.question import analyse
from rag.reader import Context, Reading
from rag.trained_reader import TrainedReader

QUESTION = "Combien de navires ont pris part à l'exercice ?"
PASSAGES = [
    "Douze bâtiments de guerre ont manœuvré trois jours durant au large du port.",
    "Ajoutez la farine et les œufs, puis laissez reposer la pâte une heure.",
    "The exercise brought twelve ships together off the coast.",
    "",
]


def reading(raw: float) -> Reading:
    return Reading(0.5, 0.4, 0, 1, "x", None, {"relevance": raw})


def test_of_two_that_the_reader_has_alike_the_nearer_is_more_relevant() -> None:
    near, far, by_words_alone = by_both([reading(0.0)] * 3, [0.86, 0.82, None])
    assert near.relevance > far.relevance == by_words_alone.relevance
    assert near.answerable == far.answerable == 0.4


def test_of_two_alike_near_the_reader_s_own_is_more_relevant() -> None:
    low, high = by_both([reading(-1.0), reading(1.0)], [0.84, 0.84])
    assert 0 < low.relevance < high.relevance < 1


def test_without_the_encoder_the_reader_s_word_stands() -> None:
    given = [reading(0.0), Reading(0.0, 0.0, 0, 0, "")]
    assert by_both(given, [None, None]) == given
    assert by_both(given, [0.8, 0.9])[1] == given[1]


def test_it_is_the_same_in_any_company(pipeline: Pipeline) -> None:
    reader = pipeline.reader
    assert isinstance(reader, TrainedReader)
    order = random.Random(2).sample(range(len(PASSAGES)), len(PASSAGES))
    together = reader.rank(analyse(QUESTION), [Context(PASSAGES[i]) for i in order])
    for i, found in zip(order, together, strict=True):
        [alone] = reader.rank(analyse(QUESTION), [Context(PASSAGES[i])])
        assert abs(alone.relevance - found.relevance) < 1e-6


def test_search_and_the_ranking_of_texts_have_it_alike(pipeline: Pipeline, encoder: Encoder) -> None:
    """What a query engine of somebody else's ranks by is what the answers here are found by."""
    asked = "Qui commande la mission de formation ?"
    seen = {p["id"]: p["relevance"] for p in pipeline.ask(asked).explain["passages"]}
    view = pipeline.library.view()
    nodes = []
    for id in seen:
        [passage] = view.passages([id])
        article = view.article(passage.article)
        about = {"title": article.title, "published": article.published, "language": article.language}
        nodes.append(NodeWithScore(node=TextNode(id_=id, text=passage.text, metadata=about)))
    ranked = DossierReranker(reader=pipeline.reader).postprocess_nodes(nodes, QueryBundle(asked))
    scores = [node.get_score() for node in ranked]
    assert scores == sorted(scores, reverse=True)
    best = max(seen, key=lambda id: seen[id])
    assert ranked[0].node.node_id == best
