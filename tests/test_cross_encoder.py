"""The trained reader: its weights' file, what it sees of a passage, where its answers stand.

The weights are random (``placeholder_reader.py``): what a reading says has no meaning here, only where it
stands and that it is the same each time.
"""

from __future__ import annotations

import asyncio
import json
import random
from math import log1p
from pathlib import Path
from typing import Any
from unicodedata import combining

import numpy as np
import pytest
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import NodeWithScore, TextNode

from index.articles import Article
from index.encoder import Encoder
from index.errors import ReaderError, UsageError
from index.passages import Passage, embedded_text
from index.settings import Settings
from rag.cross_encoder import (
    BATCH_TOKENS,
    LENGTH,
    SPAN_TOKENS,
    CrossEncoder,
    Scored,
    best_spans,
    even_batches,
)
from rag.llamaindex import DossierReranker, DossierRetriever
from rag.pipeline import Pipeline
from rag.question import analyse
from rag.reader import Context
from rag.trained_reader import TrainedReader, head
from rag.values import value_at
from rag.windows import MOST_TOKENS, whole_words, windows
from tests.conftest import CORPUS
from tests.placeholder_reader import write

QUESTION = "Quand a eu lieu la réunion de Marrakech ?"
ODD = [
    "😀 Réunie à Marrakech 🇲🇦, la coalition… compte 84 membres № 5 : ﬁn de l’oﬃce.",
    "اجتمع الوزراء في مَرَّاكُش يوم 11 مايو 2022.",
    "E\u0301te\u0301 a\u0300 la   plage\u00a0:\t½ heure,\r\n 3,5 km. Où\u202f?",
    "Ｆｕｌｌ ｗｉｄｔｈ ㎏ ㍿ ①②③ ℃",
    "Oui.",
]
BLANK = ["", " \n\t "]


@pytest.fixture(scope="session")
def weights(encoder_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("reader") / "reader.safetensors", encoder_folder)


@pytest.fixture(scope="session", params=["float32", "auto"])
def model(
    request: pytest.FixtureRequest, encoder_folder: Path, weights: Path, tokenizer: Any
) -> CrossEncoder:
    return CrossEncoder(encoder_folder, weights, request.param, tokenizer=tokenizer)


@pytest.fixture(scope="session")
def reader(settings: Settings, encoder: Encoder, weights: Path) -> TrainedReader:
    return TrainedReader(settings, encoder=encoder, weights=weights)


def long_text(words: int, seed: int = 0) -> str:
    known = " ".join(file.read_text(encoding="utf-8") for file in sorted(CORPUS.glob("*.txt"))).split()
    return " ".join(random.Random(seed).choices(known, k=words))


def passages() -> list[tuple[str, str]]:
    """Of all lengths, with heads and without, and two that hold nothing."""
    chosen = random.Random(5)
    texts = [*ODD, *BLANK, *(long_text(chosen.randint(3, 90), seed) for seed in range(5)), long_text(400)]
    return [(chosen.choice(["", "Le Monde · 2022-05-11", "2021"]), text) for text in texts]


# the same readings whatever the batch


def test_a_reading_does_not_depend_on_what_else_is_read(model: CrossEncoder) -> None:
    given = passages()
    together = model.score(QUESTION, given)
    shuffled = random.Random(1).sample(range(len(given)), len(given))
    in_other_order = dict(zip(shuffled, model.score(QUESTION, [given[i] for i in shuffled]), strict=True))
    for i, scored in enumerate(together):
        for other in (in_other_order[i], model.score(QUESTION, [given[i]])[0]):
            assert (other.start, other.end) == (scored.start, scored.end)
            assert other.relevance == pytest.approx(scored.relevance, abs=1e-4)
            assert other.answerable == pytest.approx(scored.answerable, abs=1e-4)
    assert model.score(QUESTION, []) == []


def test_batches_are_even_and_hold_each_window_once() -> None:
    assert even_batches([], 2) == []
    assert even_batches([144] * 10, 2) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
    assert even_batches([16, 384, 16], 2) == [[1], [0, 2]]
    lengths = [16 * random.Random(i).randint(1, 24) for i in range(200)]
    found = even_batches(lengths, 3)
    assert sorted(i for batch in found for i in batch) == list(range(200))
    assert all(lengths[batch[0]] == max(lengths[i] for i in batch) for batch in found)
    assert all(lengths[batch[0]] * len(batch) <= BATCH_TOKENS for batch in found)


def test_readings_differ_and_are_probabilities(model: CrossEncoder) -> None:
    found = [scored for scored in model.score(QUESTION, passages()) if scored.logits]
    assert len({scored.answerable for scored in found}) == len(found)
    assert all(0 < scored.answerable < 1 and 0 < scored.relevance < 1 for scored in found)
    other = model.score("Who represented Tunisia?", passages())
    assert [s.answerable for s in other if s.logits] != [s.answerable for s in found]


def test_bfloat16_says_nearly_what_float32_says(encoder_folder: Path, weights: Path, tokenizer: Any) -> None:
    given = passages()[:-1]
    exact, quick = (
        CrossEncoder(encoder_folder, weights, precision, tokenizer=tokenizer).score(QUESTION, given)
        for precision in ("float32", "bfloat16")
    )
    pairs = zip(exact, quick, strict=True)
    assert max(abs(a.answerable - b.answerable) for a, b in pairs) < 0.02


def test_the_graph_agrees_with_torch(encoder_folder: Path, weights: Path, tokenizer: Any) -> None:
    """transformers' own BertModel with the changes added, in float32, on the same ids."""
    import torch
    from safetensors.numpy import load_file
    from transformers import BertModel

    changes = load_file(weights)
    theirs = BertModel.from_pretrained(encoder_folder, add_pooling_layer=False)
    theirs.train(False)
    with torch.no_grad():
        for name, parameter in theirs.named_parameters():
            if name + ".delta" in changes:
                delta = changes[name + ".delta"].astype(np.float32)
                scale = changes[name + ".scale"][:, None] if delta.ndim == 2 else 1
                parameter.add_(torch.from_numpy(delta * scale))
        [window] = windows(tokenizer, QUESTION, [("2022", ODD[0])])
        states = theirs(input_ids=torch.tensor([window.ids])).last_hidden_state[0, 0].numpy()
    ours = CrossEncoder(encoder_folder, weights, "float32", tokenizer=tokenizer)
    [scored] = ours.score(QUESTION, [("2022", ODD[0])])
    relevance, answerable = (changes["heads.weight"] @ states + changes["heads.bias"])[2:]
    assert scored.logits["relevance"] == pytest.approx(relevance, abs=1e-3)
    assert scored.logits["answerable"] == pytest.approx(answerable, abs=1e-3)


# what the model sees


def test_a_window_is_the_question_the_head_and_the_passage(tokenizer: Any) -> None:
    [window] = windows(tokenizer, QUESTION, [("Le Monde · 2022", "La réunion a lieu.")])
    asked, whole = (
        tokenizer.encode(text, add_special_tokens=False).ids
        for text in (QUESTION, "Le Monde · 2022\nLa réunion a lieu.")
    )
    assert window.ids == [0, *asked, 2, 2, *whole, 2]


def test_a_head_is_what_the_encoder_sees() -> None:
    text = "Le port de Lorient rouvre."
    for title, published in (("Lorient", "2022-05"), ("Brest", "2022-05"), ("Brest", None), (None, None)):
        article = Article(id="a", text=text, format="txt", title=title, published=published)
        begun = head(Context(text, title, published))
        assert embedded_text(article, Passage("a#0-26", "a", 0, 26, text)) == (
            f"{begun}\n{text}" if begun else text
        )


@pytest.mark.parametrize("text", [long_text(1500), "mot " * 1500, "x" * 5000, "Une phrase ici. " * 400])
def test_a_long_passage_is_read_in_windows_that_cover_it(tokenizer: Any, text: str) -> None:
    found = windows(tokenizer, "pourquoi " * 200, [("titre " * 200, text)])
    assert len(found) > 2
    assert all(len(window.ids) <= MOST_TOKENS for window in found)
    covered = {at for window in found for start, end in window.spans for at in range(start, end)}
    assert covered == {at for at, c in enumerate(text) if not c.isspace()}
    for one, next in zip(found, found[1:], strict=False):
        assert one.spans[0][0] < next.spans[0][0] < one.spans[-1][1]  # an overlap, and a step


def test_windows_begin_with_sentences_where_they_can(tokenizer: Any) -> None:
    text = "Le ministre est arrivé à Marrakech hier soir avec son équipe. " * 60
    found = windows(tokenizer, QUESTION, [("", text)])
    assert all(text[window.spans[0][0] :].startswith("Le ministre") for window in found)


def test_an_answer_in_any_window_is_found(model: CrossEncoder) -> None:
    [scored] = model.score(QUESTION, [("", long_text(700))])
    assert scored.end > scored.start
    assert scored.end - scored.start < 40 * 30


# where answers stand


def test_spans_are_places_in_the_text_as_it_is(model: CrossEncoder) -> None:
    for text in [*ODD, *(long_text(100, seed) for seed in range(3))]:
        [scored] = model.score(QUESTION, [("Un titre", text)])
        assert 1 <= len(scored.spans) <= 5
        assert (scored.start, scored.end) == scored.spans[0][:2]
        assert [s for _, _, s in scored.spans] == sorted((s for _, _, s in scored.spans), reverse=True)
        for start, end, _ in scored.spans:
            said = text[start:end]
            assert said and said == said.strip()
            assert whole_words(text, start, end) == (start, end)
        ends = sorted((start, end) for start, end, _ in scored.spans)
        assert all(a[1] <= b[0] for a, b in zip(ends, ends[1:], strict=False))


def test_a_passage_without_a_word_says_nothing(model: CrossEncoder) -> None:
    assert model.score(QUESTION, [("Un titre", text) for text in BLANK]) == [Scored(0.0, 0.0, 0, 0)] * 2


@pytest.mark.parametrize("text", ODD)
def test_each_token_has_its_place(tokenizer: Any, text: str) -> None:
    """Whatever the tokenizer makes of a ligature or an accent: its places cover the text, in order."""
    [window] = windows(tokenizer, QUESTION, [("", text)])
    places = [(start, end) for start, end in window.spans if start < end]
    assert places == sorted(places)
    covered = {at for start, end in places for at in range(start, end)}
    letters = {at for at, c in enumerate(text) if not c.isspace() and not combining(c)}
    assert letters <= covered  # an accent after its letter is nobody's: whole_words takes it in


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("les ministres", "minis", "ministres"),
        ("l'Algérie", "Algé", "Algérie"),  # an elided article is a word of its own
        ("e\u0301te\u0301", "e\u0301t", "e\u0301te\u0301"),
        ("مَرَّاكُش", "مَر", "مَرَّاكُش"),
        ("à 3,5 km", "3", "3,5"),
        ("1.250.000 euros", "250", "1.250.000"),
        ("à 11:30.", "30", "11:30"),
        ("en 2022, 84 pays", "2022", "2022"),
        ("porte-parole", "parole", "parole"),
        ("le 11 mai.", "11 mai", "11 mai"),
        ("北京" * 40, "北京", "北京"),  # no word ends there: the span stays as it was
    ],
)
def test_a_span_cuts_no_word_and_no_number(text: str, cut: str, whole: str) -> None:
    start, end = whole_words(text, text.index(cut), text.index(cut) + len(cut))
    assert text[start:end] == whole


def test_the_best_spans_are_those_that_a_full_search_finds() -> None:
    chosen = np.random.default_rng(2)
    for count in (1, 2, 39, 40, 41, 90):
        scores = chosen.normal(size=(count, 4)).astype(np.float32)
        places = [(0, 0) if chosen.random() < 0.2 and i else (3 * i, 3 * i + 2) for i in range(count)]
        ends = sorted({*chosen.integers(0, 3 * count, 4).tolist(), 3 * count})
        worth = {
            (i, j): float(scores[i, 0] + scores[j, 1]) - LENGTH * log1p(j - i)
            for i in range(count)
            for j in range(i, min(count, i + SPAN_TOKENS))
            if places[i][0] < places[i][1]
            and places[j][0] < places[j][1]
            and sum(end <= places[i][0] for end in ends) == sum(end <= places[j][0] for end in ends)
        }
        for i, j, score in best_spans(scores, places, ends):
            assert (i, j) == max(worth, key=lambda span: worth[span])
            assert score == pytest.approx(worth[i, j])
            worth = {(a, b): w for (a, b), w in worth.items() if b < i or a > j}


# values


@pytest.mark.parametrize(
    ("question", "sentence", "span", "said"),
    [
        ("When was it?", "Réunis le 10 mai 2022 puis le 11 mai 2022 à Rome.", "11 mai", "11 May 2022"),
        ("Combien de pays ?", "Les 84 pays et 5 organisations.", "5 organisations", "5"),
        ("Qui a parlé ?", "Nasser Bourita a reçu Antony Blinken.", "Antony Blinken", "Antony Blinken"),
        ("Où ?", "De Marrakech à Rabat.", "Rabat", "Rabat"),
    ],
)
def test_the_value_is_the_spans_own(question: str, sentence: str, span: str, said: str) -> None:
    start = sentence.index(span)
    value = value_at(analyse(question), sentence, "fr", None, start, start + len(span))
    assert value is not None
    assert value.said.startswith(said)
    assert sentence[value.start : value.end] == value.text
    assert value_at(analyse(question), sentence, "fr", None, start, start) is None
    assert value_at(analyse("Pourquoi ?"), sentence, "fr", None, start, start + len(span)) is None


def test_a_reading_is_of_its_passage(reader: TrainedReader) -> None:
    contexts = [Context(text, "Un titre", "2022-05-11", "fr") for text in [*ODD, *BLANK, long_text(600)]]
    readings = reader.read(analyse(QUESTION), contexts)
    assert len(readings) == len(contexts)
    for reading, context in zip(readings, contexts, strict=True):
        assert reading.text == context.text[reading.start : reading.end]
        assert set(reading.seen) == ({"relevance", "answerable", "span"} if reading.text else set())
        if reading.value:
            assert reading.value.text in context.text


def test_another_encoder_for_search_leaves_the_reader_as_it_is(
    reader: TrainedReader, settings: Settings, weights: Path, encoder_folder: Path
) -> None:
    on_its_own = TrainedReader(settings.model_copy(update={"encoder": str(encoder_folder)}), weights=weights)
    contexts = [Context(text) for text in ODD]
    assert on_its_own.read(analyse(QUESTION), contexts) == reader.read(analyse(QUESTION), contexts)


# the file


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"format": "dossier-reader-0"}, "dossier-reader-0"),
        ({"encoder_sha256": "0" * 64}, "another encoder"),
        ({"calibration": "{}"}, "isn't whole"),
        ({"calibration": json.dumps({"relevance": {"bm25": 1}, "answerable": {}})}, "bm25"),
        ({"calibration": "not JSON"}, "isn't whole"),
    ],
)
def test_weights_of_another_kind_are_refused(
    about: dict[str, str], says: str, encoder_folder: Path, tmp_path: Path
) -> None:
    path = write(tmp_path / "other.safetensors", encoder_folder, first_tuned=11, **about)
    with pytest.raises(ReaderError, match=says) as raised:
        CrossEncoder(encoder_folder, path)
    assert str(path) in str(raised.value)


def test_weights_are_known_by_their_sum(encoder_folder: Path, weights: Path, tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="isn't the reader that this version of Dossier knows"):
        CrossEncoder(encoder_folder, weights, sha256="0" * 64)
    with pytest.raises(ReaderError, match="No such file"):
        CrossEncoder(encoder_folder, tmp_path / "none.safetensors", sha256="0" * 64)
    (tmp_path / "cut.safetensors").write_bytes(weights.read_bytes()[:100_000])
    with pytest.raises(ReaderError, match="can't be read"):
        CrossEncoder(encoder_folder, tmp_path / "cut.safetensors")


# in LlamaIndex


def nodes(texts: list[str]) -> list[NodeWithScore]:
    return [
        NodeWithScore(node=TextNode(text=text, metadata={"title": "Un titre", "k": 1}), score=0.01)
        for text in texts
    ]


def test_nodes_are_ordered_by_relevance_and_say_where_the_answer_is(reader: TrainedReader) -> None:
    given = nodes([*ODD, ""])
    reranker = DossierReranker(reader=reader, top_n=4)
    read = reranker.postprocess_nodes(given, query_str=QUESTION)
    assert len(read) == 4
    assert [n.score for n in read] == sorted((n.score or 0 for n in read), reverse=True)
    readings = reader.read(analyse(QUESTION), [Context(text, "Un titre") for text in [*ODD, ""]])
    assert {n.text: n.score for n in read}.items() <= {
        text: r.relevance for text, r in zip([*ODD, ""], readings, strict=True)
    }.items()
    for node in read:
        about = node.metadata
        assert about["answer"] == node.text[about["answer_start"] : about["answer_end"]]
        assert 0 < about["answerable"] < 1
        assert about["k"] == 1
        assert "answerable" not in node.node.get_content("llm")  # type: ignore[arg-type]
        assert "answerable" not in node.node.get_content("embed")  # type: ignore[arg-type]
    assert all(node.metadata.keys() == {"title", "k"} and node.score == 0.01 for node in given)


def test_the_reranker_needs_a_question_and_takes_no_nodes(reader: TrainedReader) -> None:
    reranker = DossierReranker(reader=reader)
    assert reranker.postprocess_nodes([], query_str=QUESTION) == []
    with pytest.raises(UsageError, match="question"):
        reranker.postprocess_nodes(nodes(["Oui."]))
    with pytest.raises(UsageError, match="empty"):
        reranker.postprocess_nodes(nodes(["Oui."]), query_str="  ")
    assert "reader" not in reranker.to_dict()


@pytest.mark.parametrize("way", ["sync", "async"])
def test_a_query_engine_of_llama_index_reranks_with_it(
    way: str, pipeline: Pipeline, reader: TrainedReader
) -> None:
    retriever = DossierRetriever(pipeline.library, pipeline.encoder, k=6)
    reranker = DossierReranker(reader=reader, top_n=3)
    engine = RetrieverQueryEngine.from_args(retriever, llm=MockLLM(), node_postprocessors=[reranker])
    response: Any = engine.query(QUESTION) if way == "sync" else asyncio.run(engine.aquery(QUESTION))
    assert len(response.source_nodes) == 3
    for node in response.source_nodes:
        about = node.metadata
        text = pipeline.library.view().article(about["article"]).text
        assert text[about["start"] : about["end"]] == node.text
        assert about["answer"] in node.text
