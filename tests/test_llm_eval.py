"""``eval.llm``: a model beside the reader alone, on the same questions."""

from __future__ import annotations

from pydantic import SecretStr

from eval.items import Item
from eval.llm import ask, table
from rag.llm import LanguageModel, Limits, Prompt, ScriptedModel
from rag.pipeline import Pipeline

ITEMS = [
    Item("m", "fr", "date", "Quand a eu lieu la réunion de Marrakech ?", ("11 mai 2022",), ("a",), ()),
    Item("n", "fr", "other", "Quelle est la recette du couscous ?", (), (), ()),
]


def test_both_rows_and_what_was_struck(pipeline: Pipeline) -> None:
    prose = "La réunion s'est tenue à Marrakech le 11 mai 2022. Elle a coûté 9 milliards."
    with ScriptedModel([prose]) as server:
        model = LanguageModel(server.url, server.name, SecretStr(""), Limits(20, 60, 60, 90))
        list(model.stream(Prompt("", "")))
        beside = Pipeline(pipeline.library, pipeline.encoder, pipeline.settings, model=model)
        asked = [ask(beside, item) for item in ITEMS]
    assert [one.stood.written_by for one in asked] == ["scripted", "reader"]
    assert asked[0].stood.right and asked[0].reader.right
    assert asked[0].stood.held == asked[0].stood.facts > 0
    assert asked[1].stood.refused and asked[1].reader.refused
    shown = table(asked, "scripted")
    assert "sentences struck: 1 (missing 1)" in shown
    assert "its prose stood in 1 of 1 answers" in shown
